"""Several options at once: read alike where several may hold, and counted as the gravest of them."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.together import all_told, named_together
from edgewise.agent.memory.gravest import with_gravest
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.replies.answering import answer_read
from edgewise.agent.replies.named import called
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain

RAW = {
    "name": "counter",
    "intents": {"dose": {"name": "a dose", "examples": ["how much may I take"]}},
    "facets": {
        "takes": {
            "name": "other medicines",
            "several": True,
            "values": {
                "nothing": {"name": "nothing else"},
                "thinner": {"name": "a blood thinner", "synonyms": ["warfarin"]},
                "pressure": {"name": "blood pressure pills", "synonyms": ["losartan", "ramipril"]},
                "sugar": {"name": "something for sugar", "synonyms": ["metformin"]},
            },
        },
    },
    "questions": {"ask": {"about": "takes", "text": "Do they take anything else?"}},
    "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
    "responses": {
        "tablet": {
            "text": "One tablet.",
            "for": ["dose"],
            "values": {"safety": [{"when": {"takes": "thinner"}, "value": -1.0}, 0], "helpfulness": 0.9},
        },
    },
}
MIND = Mind(Policy(compile_domain(Domain.model_validate(RAW))))
ASKED = facet_question(MIND.domain, "ask")


def read(text: str) -> dict[str, float]:
    found = answer_read(text, ASKED, None).log_likelihood
    return {name: math.exp(ll) for name, ll in found.items()}


def believed(*told: Heard) -> dict[str, float]:
    state = new_dialogue("a")
    for heard in told:
        state = absorb(MIND, {**state, "pending": heard.question}, heard)
    position = MIND.model.facet_index["takes"]
    names = MIND.model.facets[position].values
    return dict(zip(names, belief_of(MIND, state).facet(position).tolist(), strict=True))


def reply(text: str) -> Heard:
    return Heard(text=text, question="ask", reply=answer_read(text, ASKED, None).log_likelihood)


@pytest.mark.parametrize("text", ["warfarin and losartan", "losartan, warfarin", "metformin, ramipril and warfarin"])
def test_each_that_is_named_is_told_and_the_gravest_counts(text: str) -> None:
    named = {"thinner"} | ({"pressure"} if "artan" in text or "ramipril" in text else set())
    shares = read(text)
    assert all(shares[name] > 0.25 for name in named)
    assert believed(reply(text))["thinner"] > 0.85


def test_where_none_is_graver_they_share() -> None:
    found = believed(reply("metformin and losartan"))
    assert found["pressure"] == pytest.approx(found["sugar"])
    assert found["thinner"] < 0.05


def test_what_is_denied_or_over_does_not_count() -> None:
    assert named_together("no warfarin, but metformin and losartan", ASKED) is not None
    assert read("no warfarin, but metformin and losartan")["thinner"] < 0.05
    assert named_together("losartan, no warfarin", ASKED) is None
    assert named_together("losartan, nothing else", ASKED) is None
    assert read("I stopped warfarin, now it's losartan")["pressure"] > 0.8


def test_nobody_is_asked_about_several_where_one_alone_holds() -> None:
    one = facet_question(Domain.model_validate({**RAW, "facets": alone()}), "ask")
    assert named_together("warfarin and losartan", one) is None
    assert all_told(one, answer_read("warfarin", one, None), {"pressure"}) is None
    told = all_told(ASKED, answer_read("warfarin", ASKED, None), {"pressure"})
    assert told is not None
    assert told.log_likelihood["thinner"] == told.log_likelihood["pressure"]


def alone() -> dict[str, object]:
    return {"takes": {**RAW["facets"]["takes"], "several": False}}  # type: ignore[index]


def test_several_are_told_unasked() -> None:
    found = called("I take losartan and warfarin, what may I take for my knee", [ASKED])["ask"]
    assert {name for name, ll in found.log_likelihood.items() if ll > -1} == {"thinner", "pressure"}
    one = called("I take warfarin and nothing else, what may I take", [ASKED])["ask"]
    assert one.best == "thinner"


def test_later_words_add_and_take_nothing_away() -> None:
    values = {name: ll for name, ll in reply("warfarin").reply.items() if name in RAW["facets"]["takes"]["values"]}  # type: ignore[index]
    first = Heard(text="I'm on warfarin", facts={"takes": values})
    for more in ("losartan", "no", "nothing else"):
        assert believed(first, reply(more))["thinner"] > 0.9
    corrected = reply("sorry, I meant losartan").model_copy(update={"acts": ("correct",)})
    assert believed(first, corrected)["thinner"] < 0.1


def test_other_facets_are_left_as_they_are() -> None:
    other = Domain.model_validate({**RAW, "facets": alone()})
    heard = reply("warfarin and losartan")
    assert with_gravest(Mind(Policy(compile_domain(other))), new_dialogue("a"), heard) is heard
    plain = Heard(text="hello")
    assert with_gravest(MIND, new_dialogue("a"), plain) is plain


@pytest.mark.parametrize("facet", [{"kind": "yesno"}, {"bins": {"few": [0, 5], "many": [5, 9]}, "unit": "kg"}])
def test_only_of_a_choice_several_may_hold(facet: dict[str, object]) -> None:
    raw = {**RAW, "facets": {**RAW["facets"], "more": {**facet, "several": True}}}  # type: ignore[dict-item]
    assert "facets.more.several" in {flaw.path for flaw in check(Domain.model_validate(raw))}


def test_who_names_one_thing_in_passing_has_not_said_that_there_is_no_other() -> None:
    values = {name: ll for name, ll in reply("losartan").reply.items() if name in RAW["facets"]["takes"]["values"]}  # type: ignore[index]
    passing = believed(Heard(text="with my losartan", facts={"takes": values}))
    assert 0.03 < passing["thinner"] < 0.3 < passing["pressure"]
    assert passing["sugar"] < 0.03
    assert believed(reply("losartan"))["thinner"] < 0.05


@pytest.mark.parametrize(
    ("text", "told"),
    [("me and my tools", "people"), ("tools and me", "people"), ("tools", "things"), ("tools, no people", "things")],
)
def test_what_is_named_beside_only_things_is_there_as_well(text, told):
    shelf = PendingQuestion(
        "use",
        "Is it only things, or people?",
        "choice",
        (Option("things", "only things", ("tools",)), Option("people", "people", ("me",))),
    )
    assert answer_read(text, shelf, None).best == told
