"""A user's own values in a dialogue: asked by a choice, shown, set, weighed, forgotten; and views side by side."""

from __future__ import annotations

import numpy as np
import pytest
from agents_at_hand import lab_mind
from edgewise.agent.deciding.choosing import stance_of
from edgewise.agent.reading.asking import pending_question, why_ask
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.rights.control_words import control_in_words
from edgewise.agent.session import Agent
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import Control, Controlled, Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind, belief_of, ledger_of
from edgewise.agent.turn import step
from edgewise.agent.writing.answers_host import AnswerRequest
from edgewise.beliefs.belief.answers import PAIR
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.evidence import Evidence, from_json, to_json
from edgewise.beliefs.belief.ledger import posterior
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.belief.statements import attested, weighed
from edgewise.beliefs.deciding.pluralism import share_distance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.reserved import OWN_VALUES
from plural_domains import care
from plural_talk import MIND, WANTED, asked, asked_about, own, pick, say, use

# -- in a dialogue


def test_a_choice_is_asked_in_names_with_what_speaks_for_each() -> None:
    taken = say(new_dialogue("a"), "how do we care for mother", intents=WANTED)
    assert taken.decision.act == "ask"
    assert taken.decision.text == (
        "Which would you rather have: help at home (better on independence),"
        " or a place in a care home (better on safety)?"
    )
    assert taken.decision.options == ("help at home", "a place in a care home", "not sure")
    assert "only you can say" in why_ask(MIND.domain, str(taken.state["pending"]))


@pytest.mark.parametrize(("outcome", "profile", "response"), [("first", 0, "home"), ("second", 1, "house")])
def test_an_answer_moves_own_values_and_then_the_response(outcome: str, profile: int, response: str) -> None:
    state = asked()
    taken = pick(state, outcome)
    assert own(belief_of(MIND, taken.state))[profile] > 0.8
    assert taken.decision.response == response


@pytest.mark.parametrize("outcome", ["unsure", "withheld"])
def test_who_does_not_say_is_not_taken_to_have_no_preference(outcome: str) -> None:
    taken = pick(asked(), outcome)
    np.testing.assert_allclose(own(belief_of(MIND, taken.state)), [0.5, 0.5], atol=1e-9)
    assert (taken.decision.act, taken.decision.response) == ("answer", "day")
    assert taken.state["pending"] is None


def test_a_choice_is_asked_once() -> None:
    state = pick(asked(), "unsure").state
    again = say(state, "and now?", intents=WANTED)
    assert again.decision.act == "answer"


def test_what_was_chosen_stays_for_the_next_request() -> None:
    state = pick(asked(), "second").state
    assert state["request"] == 2
    assert say(state, "once more", intents=WANTED).decision.response == "house"


def test_evidence_of_a_choice_is_plain_json() -> None:
    state = pick(asked(), "second").state
    items = [item for item in ledger_of(state) if item.statement.kind == "weigh"]
    assert [from_json(to_json(item)) for item in items] == items and len(items) == 1


def test_a_repeated_question_reads_the_same_options() -> None:
    question = pending_question(MIND.model, asked_about(asked()))
    assert [option.id for option in question.options] == list(PAIR)


# -- shown, set, weighed, forgotten


def test_they_are_always_shown() -> None:
    text = use(new_dialogue("a")).decision.text
    assert "independence first (50%), safety first (50%)" in text and "change" in text
    after = pick(asked(), "second").state
    assert use(after).decision.text.startswith("What I think matters to you: safety first (9")
    belief = step(MIND, after, Controlled(Control(name="belief"))).decision.text
    assert "What I think matters to you: safety first" in belief


def test_a_user_sets_them_and_that_settles_it() -> None:
    state = pick(asked(), "second").state
    state = use(state, do="edit", value="independence first").state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [1, 0])
    assert say(state, "again", intents=WANTED).decision.response == "home"


def test_setting_them_answers_the_open_choice() -> None:
    taken = use(asked(), do="edit", value="safe")
    assert (taken.decision.act, taken.decision.response) == ("answer", "house")
    assert taken.decision.notices == ("What matters to you is safety first: I will go by that.",)


def test_weights_by_hand_go_before_the_profile() -> None:
    state = use(asked(), do="edit", value="free").state
    state = use(state, do="edit", weights={"safety": 3, "independence": 1}).state
    assert state["weights"] == {"safety": 3, "independence": 1}
    assert "safety 75%, independence 25%" in use(state).decision.text
    assert say(state, "again", intents=WANTED).decision.response == "house"


def test_what_is_left_out_of_weights_by_hand_is_said_to_weigh_nothing() -> None:
    """Bug: "helpfulness 100%" was all that was said to who had set safety to nothing."""
    taken = use(new_dialogue("a"), do="edit", weights={"safety": 3})
    assert "safety 100%, independence 0%, helpfulness 0%." in taken.decision.text
    assert "safety 100%, independence 0%, helpfulness 0%." in use(taken.state).decision.text
    lab = step(lab_mind(), new_dialogue("a"), Controlled(Control(name="values", do="edit", weights={"helpfulness": 1})))
    assert "helpfulness 100%, safety 0% (its limit still holds)." in lab.decision.text


def test_they_are_forgotten_on_request() -> None:
    state = pick(asked(), "second").state
    state = use(state, do="edit", value="free").state
    state = use(state, do="edit", weights={"safety": 1}).state
    state = use(state, do="forget").state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [0.5, 0.5])
    assert state["weights"] == {}


def test_they_are_withdrawn_like_any_fact() -> None:
    state = use(asked(), do="edit", value="free").state
    state = step(MIND, state, Controlled(Control(name="correct", facet=OWN_VALUES))).state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [0.5, 0.5])


def test_what_if_and_correct_know_them_by_name() -> None:
    text = step(
        MIND, asked(), Controlled(Control(name="what_if", facet=OWN_VALUES, value="safety first"))
    ).decision.text
    assert "a place in a care home" in text
    right = step(MIND, asked(), Controlled(Control(name="correct", facet=OWN_VALUES, value="free")))
    assert right.decision.response == "home"


def test_names_that_do_not_exist_are_told() -> None:
    for control in ({"value": "brave"}, {"weights": {"speed": 1.0}}):
        taken = use(asked(), do="edit", **control)
        assert taken.decision.text.startswith("I don't know")


def test_a_mode_can_be_asked_for_where_the_domain_knows_others() -> None:
    assert "only go by yours" in use(asked(), do="edit", mode="collective").decision.text
    many = Mind(Policy(care()))
    state = step(many, new_dialogue("a"), Controlled(Control(name="values", do="edit", mode="overton"))).state
    taken = step(many, state, Said(Heard(text="how do we care for mother", intents=WANTED)))
    assert [part.response for part in taken.decision.side_by_side] == ["home", "house", "day"]
    assert "- For mother: Here is what I can tell you about help at home." in taken.decision.text


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("show my values", {"do": "show"}),
        ("what do you think matters to me?", {"do": "show"}),
        ("what matters most to me is safety first", {"do": "edit", "value": "safe"}),
        ("please forget my values", {"do": "forget"}),
    ],
)
def test_controls_in_words(text: str, control: dict[str, str]) -> None:
    found = control_in_words(MIND.model, new_dialogue("a"), Heard(text=text))
    assert found == Control.model_validate({"name": "values", **control})


def test_own_values_drift_until_they_are_settled() -> None:
    model: Model = care(drift=0.2)
    chosen = Evidence(key="k", source="user", turn=1, statement=weighed({"free": 0.0, "safe": -3.0}))
    soon, late = (own(posterior(prior_belief(model), [chosen], turn=turn))[0] for turn in (1, 9))
    assert 0.5 < late < soon
    said = Evidence(key="s", source="user", turn=1, statement=attested(OWN_VALUES, "free"))
    np.testing.assert_allclose(own(posterior(prior_belief(model), [said], turn=9)), [1, 0])


# -- views side by side


def plural(mode: str, **more: object) -> Agent:
    mind = Mind(Policy(care(mode=mode, profiles={}, planner="greedy")))
    reader = ScriptedReader(mind.model, {"mother": "plan-care"})
    return Agent.load(mind.domain, reader=reader, **more)  # type: ignore[arg-type]


def test_a_session_shows_views_with_the_hosts_own_answers() -> None:
    def house(request: AnswerRequest) -> str:
        return f"Elm House has a room ({request.response})."

    agent = plural("overton", answers={"home": "A nurse comes daily.", "house": house})
    turn = agent.session("a").say("what about mother")
    assert turn.text == (
        "People weigh this differently, so here is what each view comes to:\n"
        "- For mother: A nurse comes daily.\n"
        "- For son: Elm House has a room (house).\n"
        "- For daughter: Here is what I can tell you about day care."
    )
    assert turn.decision.source == "host"
    agent.close()


def test_sessions_hear_each_stakeholder_as_often_as_their_share() -> None:
    agent = plural("distributional")
    spoke = [
        str(agent.session(f"s{n}").say("what about mother").decision.rationale["spoke"]["id"])  # type: ignore[index]
        for n in range(120)
    ]
    assert share_distance(spoke, {"mother": 5, "son": 3, "daughter": 2}) < 0.12
    again = agent.session("s0").say("what about mother").decision
    assert again.response in ("home", "house", "day")
    agent.close()


def test_who_was_drawn_speaks_for_a_whole_request() -> None:
    first, later = new_dialogue("a"), {**new_dialogue("a"), "turn": 5, "questions_used": 2}
    assert stance_of(first).draw == stance_of(later).draw  # type: ignore[arg-type]
    draws = {stance_of({**first, "request": n}).draw for n in range(20)}
    assert len(draws) == 20
