"""A harmless answer that was only probably meant is asked for once more where a limit hangs on it, and nowhere else."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.deciding.choosing import Step
from edgewise.agent.memory.passed_over import (
    answered_last,
    in_doubt,
    is_in_doubt,
    may_be_asked_again,
    passed_over,
    unanswered,
)
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind
from edgewise.agent.state.settled import is_plain
from edgewise.agent.turn import step
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain


def shelves(limit: bool = True) -> Mind:
    """Sizing a shelf: who is underneath decides about harm, where there is a limit."""
    worth = [{"when": {"use": "things"}, "value": 0.9}, 0]
    return Mind(
        Policy(
            compile_domain(
                Domain.model_validate(
                    {
                        "name": "shelves",
                        "intents": {"size": ["how thick a board"]},
                        "facets": {"use": {"values": ["things", "people"], "prior": {"people": 0.2}}},
                        "questions": {"ask-use": {"about": "use", "text": "Who is there?", "reliability": 0.999}},
                        "objectives": {
                            "safety": {"limit": {"at_most": 0.2, "alpha": 0.95}} if limit else {},
                            "helpfulness": {},
                        },
                        "responses": {
                            "thin": {
                                "for": ["size"],
                                "values": {
                                    "safety": [{"when": {"use": "people"}, "value": -1.0}, 0],
                                    "helpfulness": worth,
                                },
                            },
                            "bounds": {"for": ["size"], "values": {"safety": 0, "helpfulness": 0.2}},
                        },
                    }
                )
            )
        )
    )


def reply(value: str, share: float, text: str) -> Heard:
    other = "people" if value == "things" else "things"
    shares = {value: share, other: 0.9 * (1 - share), "unsure": 0.1 * (1 - share)}
    return Heard(text=text, question="ask-use", reply={name: math.log(p) for name, p in shares.items()})


def asked(mind: Mind) -> DialogueState:
    wish = Heard(text="how thick a board", intents=(0.0, -9.0))
    taken = step(mind, new_dialogue("a"), Said(wish))
    assert taken.decision.question == "ask-use"
    return taken.state


def after(mind: Mind, value: str, share: float, text: str = "two tins and a radio") -> Step:
    return step(mind, asked(mind), Said(reply(value, share, text)))


def test_it_is_asked_again_with_the_users_own_words() -> None:
    mind = shelves()
    taken = after(mind, "things", 0.93)
    assert (taken.decision.act, taken.decision.question) == ("ask", "ask-use")
    assert 'You said "two tins and a radio", so let me make sure: Who is there?' in taken.decision.text
    assert step(mind, taken.state, Said(reply("things", 0.999, "only things"))).decision.response == "thin"
    assert step(mind, taken.state, Said(reply("people", 0.999, "me too"))).decision.response != "thin"


def test_it_is_not_asked_three_times() -> None:
    mind = shelves()
    again = step(mind, after(mind, "things", 0.93).state, Said(reply("things", 0.93, "two tins, I said")))
    assert (again.decision.act, again.decision.response) == ("answer", "bounds")


@pytest.mark.parametrize(
    ("value", "share", "limit"),
    [
        ("things", 0.999, True),  # plain
        ("people", 0.93, True),  # nothing is more dangerous than that
        ("things", 0.93, False),  # nothing is dangerous
    ],
)
def test_else_it_is_not_asked_again(value: str, share: float, limit: bool) -> None:
    taken = after(shelves(limit), value, share)
    assert taken.decision.question is None
    assert not may_be_asked_again(taken.state["asked"], "ask-use")


def test_what_is_in_doubt_was_answered() -> None:
    once = in_doubt(["size", "use"], "use")
    assert is_in_doubt(once, "use")
    assert may_be_asked_again(once, "use")
    assert answered_last(once, "size") == "use"
    twice = [*once, "use"]
    assert in_doubt(twice, "use") == twice
    missed = passed_over(twice, "use")
    assert "use" in missed
    assert not unanswered(missed, "use")


@pytest.mark.parametrize(("share", "plain"), [(0.99, True), (0.9, False)])
def test_plain_is_as_good_as_certain(share: float, plain: bool) -> None:
    assert is_plain({"yes": math.log(share), "no": math.log(1 - share)}) is plain


def hardly(value: str, share: float) -> Heard:
    """A reply that may as well be no answer."""
    other = "people" if value == "things" else "things"
    shares = {value: share, other: 0.05, "unsure": (0.95 - share) / 2, "withheld": (0.95 - share) / 2}
    outcomes = {name: math.log(p) for name, p in shares.items()}
    return Heard(text="the millimetres", question="ask-use", reply=outcomes)


@pytest.mark.parametrize(
    ("value", "share", "believed"),
    [("things", 0.4, False), ("things", 0.6, False), ("things", 0.8, True), ("people", 0.4, True)],
)
def test_what_is_hardly_the_harmless_answer_does_not_count_for_it(value: str, share: float, believed: bool) -> None:
    """Bug: "number of tablets" was four parts in ten a no to "any alarm sign?", and nobody asked again."""
    mind = shelves()
    taken = step(mind, asked(mind), Said(hardly(value, share)))
    assert ("facet:use" in {item["key"] for item in taken.state["ledger"]}) is believed
    assert believed or taken.decision.question == "ask-use"


def test_the_second_time_it_need_only_be_likely() -> None:
    mind = shelves()
    first = step(mind, asked(mind), Said(hardly("things", 0.6)))
    second = step(mind, first.state, Said(hardly("things", 0.6)))
    assert "facet:use" in {item["key"] for item in second.state["ledger"]}
