"""A session goes on after its domain was changed: facts stay, and nothing is read in another domain's order."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from agents_at_hand import reader_of
from edgewise.agent.deciding.changed_domain import ASKED_ANEW, fitted
from edgewise.agent.graph import build_graph, mind_of
from edgewise.agent.session import Agent, Session
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import PersonAct
from edgewise.agent.state.mind import belief_of
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.objectives import Mode

Raw = dict[str, Any]
SCRIPT = {"pump": "pump", "hours": "hours", "price": "price"}


def worth(weight: str) -> Raw:
    return {"helpfulness": [{"when": {"intent": "pump", "weight": weight}, "value": 1}, -1]}


SHOP: Raw = {
    "name": "shop",
    "planner": "greedy",
    "intents": {"pump": ["pump it up"], "hours": ["your hours"], "price": ["your price"]},
    "facets": {
        "weight": {"unit": "kg", "bins": {"light": [0, 60], "heavy": [60, 200]}},
        "bike": {"values": ["city", "road"]},
    },
    "questions": {"ask-weight": {"about": "weight"}, "ask-bike": {"about": "bike"}},
    "responses": {
        "soft": {"for": "pump", "text": "Soft for a {bike} bike.", "values": worth("light")},
        "hard": {"for": "pump", "text": "Hard for a {bike} bike.", "values": worth("heavy")},
    },
}


def opened(raw: Raw, store: Path) -> Session:
    domain = Domain.model_validate(raw)
    return Agent.load(domain, store=store, reader=reader_of(mind_of(domain), SCRIPT)).session("alice")


def changed(edit: Callable[[Raw], object]) -> Raw:
    raw = copy.deepcopy(SHOP)
    edit(raw)
    return raw


def asked(store: Path) -> None:
    session = opened(SHOP, store)
    assert session.say("pump it").decision.question == "ask-weight"
    session.agent.close()


def first(raw: Raw) -> None:
    raw["intents"] = {"sell": ["I sell mine"], **raw["intents"]}


def last(raw: Raw) -> None:
    del raw["intents"]["price"]


def turned(raw: Raw) -> None:
    raw["intents"] = dict(reversed(raw["intents"].items()))


@pytest.mark.parametrize("edit", [first, last, turned])
def test_other_intents_are_no_end_of_a_session(edit: Callable[[Raw], None], tmp_path: Path) -> None:
    """Bug: likelihoods kept in the order of the old intents were added to the new ones, or did not fit at all."""
    asked(tmp_path / "s.sqlite")
    session = opened(changed(edit), tmp_path / "s.sqlite")
    turn = session.say("82 kg")
    believed = belief_of(session.agent.mind, turn.state)
    assert believed.facet(0)[1] > 0.9
    assert believed.intents == pytest.approx(session.agent.mind.model.prior, abs=0.05)
    assert session.say("pump it").decision.response == "hard"
    assert session.say("your hours").decision.intent == "hours"


def test_the_same_intents_keep_the_request(tmp_path: Path) -> None:
    asked(tmp_path / "s.sqlite")
    raw = changed(lambda shop: shop["facets"].update({"colour": {"values": ["red", "blue"]}}))
    assert opened(raw, tmp_path / "s.sqlite").say("82 kg").decision.response == "hard"


def test_a_value_that_was_renamed_is_forgotten(tmp_path: Path) -> None:
    """Bug: every turn after it ended in an error about an unknown answer."""
    session = opened(SHOP, tmp_path / "s.sqlite")
    session.say("pump it")
    session.control("correct", facet="bike", value="road")
    session.control("correct", facet="weight", value="heavy")
    session.agent.close()
    raw = changed(lambda shop: shop["facets"]["bike"].update(values=["city", "racer"]))
    session = opened(raw, tmp_path / "s.sqlite")
    kept = [item["key"] for item in session.state["ledger"]]
    assert "facet:weight" in kept and "facet:bike" not in kept
    assert session.say("pump it").decision.response == "hard"


@pytest.mark.parametrize(("edge", "amount", "kept"), [(50, None, False), (50, 70.0, True), (75, 70.0, False)])
def test_a_number_is_kept_where_it_is_known_to_lie_in_the_same_bin(
    edge: int, amount: float | None, kept: bool, tmp_path: Path
) -> None:
    session = opened(SHOP, tmp_path / "s.sqlite")
    session.say("pump it")
    said = session.say("70 kg").state
    captured = {} if amount is None else {"weight": {"amount": amount, "unit": "kg", "said": ""}}
    bins = {"light": [0, edge], "heavy": [edge, 200]}
    there = mind_of(Domain.model_validate(changed(lambda shop: shop["facets"]["weight"].update(bins=bins))))
    now = fitted(there, {**said, "captured": captured})  # type: ignore[typeddict-item]
    assert ("facet:weight" in [item["key"] for item in now["ledger"]]) is kept
    assert bool(now["captured"]) is kept


@pytest.mark.parametrize(("edge", "kept"), [(75, True), (65, False)])
def test_a_range_is_kept_where_all_of_it_lies_in_the_same_bin(edge: int, kept: bool, tmp_path: Path) -> None:
    session = opened(SHOP, tmp_path / "s.sqlite")
    session.say("pump it")
    said = session.say("70 kg").state
    captured = {"weight": {"amount": None, "unit": "kg", "said": "", "low": 51.0, "high": 70.0}}
    bins = {"light": [0, 50], "heavy": [50, edge], "more": [edge, 200]}
    there = mind_of(Domain.model_validate(changed(lambda shop: shop["facets"]["weight"].update(bins=bins))))
    now = fitted(there, {**said, "captured": captured})  # type: ignore[typeddict-item]
    assert bool(now["captured"]) is kept


def test_a_question_that_is_gone_is_told_of(tmp_path: Path) -> None:
    asked(tmp_path / "s.sqlite")

    def without(raw: Raw) -> None:
        last(raw)
        del raw["facets"]["weight"], raw["questions"]["ask-weight"], raw["responses"]["soft"]
        raw["responses"]["hard"]["values"] = {"helpfulness": [{"when": {"intent": "pump"}, "value": 1}, -1]}

    session = opened(changed(without), tmp_path / "s.sqlite")
    assert session.say("82 kg").text.startswith(ASKED_ANEW)
    assert not session.say("pump it").text.startswith(ASKED_ANEW)


def test_a_graph_with_a_store_of_its_own_goes_on_too() -> None:
    from langgraph.checkpoint.memory import InMemorySaver

    saver, config = InMemorySaver(), {"configurable": {"thread_id": "t"}}

    def said(raw: Raw, text: str) -> str:
        mind = mind_of(Domain.model_validate(raw))
        graph = build_graph(mind, reader_of(mind, SCRIPT), checkpointer=saver)
        return graph.invoke({"messages": [("human", text)]}, config)["messages"][-1].text  # type: ignore[arg-type]

    said(SHOP, "pump it")
    assert "hours" in said(changed(first), "your hours")


def test_nothing_changes_where_nothing_changed(tmp_path: Path) -> None:
    session = opened(SHOP, tmp_path / "s.sqlite")
    state, mind = session.say("pump it").state, session.agent.mind
    assert state.get("vocabulary") == mind.vocabulary
    assert fitted(mind, state) is state
    new = new_dialogue("alice")
    assert fitted(mind, new) is new


def test_a_context_that_is_gone_is_no_end_of_a_session(tmp_path: Path) -> None:
    with_context = changed(lambda shop: shop.update(contexts={"pro": {"name": "for staff"}}))
    agent = opened(with_context, tmp_path / "s.sqlite").agent
    agent.session("alice", context="pro").say("your hours")
    agent.close()
    session = opened(SHOP, tmp_path / "s.sqlite")
    assert session.say("your hours").act == "answer"
    assert session.state["context"] is None
    with pytest.raises(UnknownName, match="unknown context 'pro'"):
        session.agent.session("alice", context="pro")


def test_a_context_that_is_none_is_refused_before_it_is_stored(tmp_path: Path) -> None:
    session = opened(SHOP, tmp_path / "s.sqlite")
    session.say("your hours")
    with pytest.raises(UnknownName):
        session.agent.session("alice", context="nope").say("your hours")
    assert session.say("your hours").act == "answer"


@pytest.mark.parametrize("mode", ["collective", "distributional", "overton"])
def test_people_who_are_gone_are_no_end_of_a_session(mode: Mode, tmp_path: Path) -> None:
    weights = {"helpfulness": 1}
    people = {name: {"name": name, "share": 1, "weights": weights} for name in ("riders", "dealers")}
    session = opened(changed(lambda shop: shop.update(stakeholders=people)), tmp_path / "s.sqlite")
    assert session.control("values", do="edit", mode=mode).text.startswith("From now on")
    session.agent.close()
    assert opened(SHOP, tmp_path / "s.sqlite").say("your hours").act == "answer"


def test_what_was_vouched_for_before_a_reset_is_fitted_after_it(tmp_path: Path) -> None:
    vouched = changed(lambda shop: shop["facets"]["bike"].update(attest=["operator"]))
    session = opened(vouched, tmp_path / "s.sqlite")
    session.say("your hours")
    session.act(PersonAct(do="attest", facet="bike", value="road"))
    session.control("reset")
    assert [item["key"] for item in session.state["ledger"]] == ["facet:bike"]
    session.agent.close()

    def without(shop: Raw) -> None:
        del shop["facets"]["bike"], shop["questions"]["ask-bike"]
        for response in shop["responses"].values():
            response["text"] = "Done."

    session = opened(changed(without), tmp_path / "s.sqlite")
    assert session.say("your hours").act == "answer"
    assert session.say("pump it").decision.question == "ask-weight"


def test_an_answer_that_is_gone_is_no_end_of_a_session(tmp_path: Path) -> None:
    session = opened(SHOP, tmp_path / "s.sqlite")
    session.say("pump it, I weigh 82 kg")
    assert session.say("82 kg").decision.response == "hard"
    session.agent.close()

    def renamed(shop: Raw) -> None:
        shop["responses"]["firm"] = shop["responses"].pop("hard")

    session = opened(changed(renamed), tmp_path / "s.sqlite")
    assert session.say("your hours").act == "answer"
    assert session.say("pump it").decision.response == "firm"


def test_a_choice_between_answers_of_which_one_is_gone_is_open_no_longer() -> None:
    mind = mind_of(Domain.model_validate(SHOP))
    names = ["rather:soft|hard", "rather:soft|firm"]
    state = {**new_dialogue("a"), "vocabulary": mind.vocabulary, "asked": names, "pending": names[1]}
    assert fitted(mind, state) == {**state, "asked": names[:1], "pending": None}
