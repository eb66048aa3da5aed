"""Two questions about one facet: who has clearly answered one of them is not asked the other."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.deciding.choosing import progress_of
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.agent.turn import step
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain

PAIR = frozenset({"is-nurse", "has-badge"})
WISH = (0.0, -9.0)


def ward(**facet: object) -> Mind:
    """What is told to nurses only; either question leaves a doubt that the limit does not allow."""
    domain = {
        "name": "ward",
        "intents": {"a": ["hello a"]},
        "facets": {"job": {"values": ["lay", "nurse"], "prior": {"nurse": 0.5}, **facet}},
        "objectives": {"safety": {"limit": {"at_most": 0.3, "alpha": 0.9}}, "helpfulness": {}},
        "questions": {
            "is-nurse": {"about": "job", "reliability": 0.95, "text": "Are you a nurse?", "cost": 0.01},
            "has-badge": {"about": "job", "reliability": 0.94, "text": "Do you have a badge?", "cost": 0.01},
        },
        "responses": {
            "tell": {"for": "a", "values": {"helpfulness": 1, "safety": [{"when": {"job": "nurse"}, "value": 0}, -1]}}
        },
    }
    return Mind(Policy(compile_domain(Domain.model_validate(domain))))


MIND = ward()


def reply(outcome: str, question: str = "is-nurse", share: float = 0.98) -> Heard:
    others = [other for other in ("lay", "nurse", "unsure", "withheld") if other != outcome]
    told = {outcome: math.log(share)} | {other: math.log((1 - share) / 3) for other in others}
    return Heard(text="an answer", question=question, reply=told)


def told(job: str, text: str = "said in passing", share: float = 0.97) -> Heard:
    other = "lay" if job == "nurse" else "nurse"
    return Heard(text=text, facts={"job": {job: math.log(share), other: math.log(1 - share)}})


def asked(question: str = "is-nurse", mind: Mind = MIND) -> DialogueState:
    state = absorb(mind, new_dialogue("a"), Heard(text="hello", intents=WISH))
    return {**state, "pending": question, "asked": [question], "questions_used": 1}


def closed(state: DialogueState, mind: Mind = MIND) -> frozenset[str]:
    return progress_of(mind, state).asked & PAIR


@pytest.mark.parametrize("question", sorted(PAIR))
@pytest.mark.parametrize("job", ["lay", "nurse"])
def test_a_clear_answer_closes_the_other_question(question: str, job: str) -> None:
    assert closed(absorb(MIND, asked(question), reply(job, question))) == PAIR


@pytest.mark.parametrize("outcome", ["unsure", "withheld"])
def test_not_knowing_and_not_saying_leave_it_open(outcome: str) -> None:
    assert closed(absorb(MIND, asked(), reply(outcome))) == {"is-nurse"}


def test_a_vague_answer_leaves_both_open() -> None:
    assert closed(absorb(MIND, asked(), reply("nurse", share=0.4))) == frozenset()


def test_what_was_told_without_being_asked_is_still_asked_about() -> None:
    state = absorb(MIND, new_dialogue("a"), told("nurse"))
    assert closed(state) == frozenset()


def test_a_limit_that_no_answer_lifts_is_not_asked_about_twice() -> None:
    """The second answer takes the place of the first: the belief is no surer for it."""
    first = step(MIND, new_dialogue("a"), Said(Heard(text="hello", intents=WISH)))
    assert first.decision.question == "is-nurse"
    second = step(MIND, first.state, Said(reply("nurse")))
    assert second.decision.act == "escalate"
    both = absorb(MIND, {**second.state, "status": "open", "pending": "has-badge"}, reply("nurse", "has-badge"))
    nurse = [float(belief_of(MIND, state).facet(0)[1]) for state in (second.state, both)]
    assert nurse[1] <= nurse[0] < 0.97


def test_what_is_at_odds_is_asked_again() -> None:
    state = absorb(MIND, asked(), reply("lay"))
    assert closed(state) == PAIR
    state = absorb(MIND, state, told("nurse", "well, I do give out the pills here"))
    assert "is-nurse" not in closed(state)
    nurse = reply("nurse").model_copy(update={"text": "I am a nurse"})
    state = absorb(MIND, {**state, "pending": "is-nurse", "asked": [*state["asked"], "is-nurse"]}, nurse)
    assert closed(state) == PAIR


def test_what_is_taken_back_is_open_again() -> None:
    state = absorb(MIND, asked(), reply("nurse"))
    assert closed(absorb(MIND, state, Heard(text="forget what I said of my job", taken_back=("job",)))) == frozenset()


def test_where_several_may_hold_one_is_not_all() -> None:
    mind = ward(several=True)
    assert closed(absorb(mind, asked(mind=mind), reply("nurse")), mind) == {"is-nurse"}
