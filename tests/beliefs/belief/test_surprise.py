"""What is rare is no surprise; what was spoken against is, and so is what the domain holds impossible."""

from __future__ import annotations

import pytest
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind
from edgewise.agent.turn import step
from edgewise.beliefs.belief.answers import claim, contrast, outcomes
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.belief.surprise import surprising
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from small_domains import heard, shop

RARE = {"kind": "yesno", "prior": 0.02}
CLINIC = Domain.model_validate(
    {
        "name": "clinic",
        "budget": {"questions": 9},
        "intents": {"help": ["hello"]},
        "facets": {"fever": RARE, "rash": RARE, "med": {"values": ["none", "pills", "drops"], "prior": {"none": 1}}},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
        "questions": {
            f"ask-{facet}": {"about": facet, "reliability": 0.995, "cost": 0.01} for facet in ("fever", "rash", "med")
        },
        "responses": {
            "both": {
                "for": "help",
                "values": {
                    "helpfulness": [
                        {"when": {"intent": "help", "fever": "yes", "rash": "yes"}, "value": 1},
                        {"when": {"fever": "yes"}, "value": 0.2},
                        -1,
                    ]
                },
            },
            "tell": {
                "for": "help",
                "values": {
                    "helpfulness": [{"when": {"intent": "help", "fever": "no"}, "value": 1}, -1],
                    "safety": [{"when": {"fever": "yes"}, "value": -1}, {"when": {"rash": "yes"}, "value": -1}, 0],
                },
            },
        },
    }
)


def answer(mind: Mind, state: DialogueState, outcome: str, *others: str) -> DialogueState:
    reply = {outcome: 0.0} | dict.fromkeys(others, -9.0)
    return absorb(mind, state, Heard(text=outcome, question=state["pending"], reply=reply))


def test_two_rare_answers_are_understood() -> None:
    """One in fifty each, and something fits them exactly: nobody has to be called for not understanding."""
    mind = Mind(Policy(compile_domain(CLINIC)))
    state = step(mind, new_dialogue("a"), Said(Heard(text="hello", intents=(0.0, -9.0)))).state
    for _ in range(2):
        assert state["pending"] in ("ask-fever", "ask-rash")
        reply = Heard(text="yes", question=state["pending"], reply={"yes": 0.0, "no": -9.0})
        state = step(mind, state, Said(reply)).state
        assert state["surprises"] == 0
    assert state["last"] is not None and (state["last"]["act"], state["last"]["response"]) == ("answer", "both")


def test_what_the_domain_holds_impossible_is_explained_by_nothing() -> None:
    mind = Mind(Policy(compile_domain(CLINIC)))
    state = absorb(mind, new_dialogue("a"), Heard(text="hello", intents=(0.0, -9.0)))
    for count in (1, 2):
        state = answer(mind, {**state, "pending": "ask-med"}, "pills", "none")
        assert state["surprises"] == count
    choice = step(mind, state, Said(Heard(text="well", intents=(0.0, -9.0)))).decision
    assert (choice.act, choice.escalation) == ("escalate", "surprise")


def test_picks_that_go_against_what_was_asked_for_are_surprises() -> None:
    mind = Mind(Policy(shop()))
    state = absorb(mind, new_dialogue("a"), Heard(text="refund", intents=(-9.0, 0.0, -9.0, -9.0, -9.0, -9.0)))
    state = answer(mind, {**state, "pending": "which:refund|invoice"}, "invoice", "refund")
    assert state["surprises"] == 1
    again: DialogueState = {**state, "pending": "which:refund|track-parcel"}
    assert answer(mind, again, "track-parcel", "refund")["surprises"] == 2
    assert answer(mind, again, "refund", "track-parcel")["surprises"] == 0


def test_who_is_not_sure_is_understood() -> None:
    model = shop()
    menu, belief = contrast(model, ["refund", "invoice"]), heard(model, refund=0)
    names = outcomes(model, menu)
    said = {name: surprising(belief, prior_belief(model), menu, names.index(name)) for name in names}
    assert said == {"refund": False, "invoice": True, "none": True, "unsure": False}


@pytest.mark.parametrize(("prior", "odd"), [(0.02, False), (0.5, True)])
def test_the_same_improbable_answer_is_a_surprise_only_after_what_was_said_against_it(prior: float, odd: bool) -> None:
    facets = {"opened": {"kind": "yesno", "prior": prior}}
    questions = {f"ask-{n}": {"about": "opened", "reliability": 0.995} for n in range(2)}
    model = shop(facets=facets, questions=questions)
    start = prior_belief(model)
    belief = start if prior < 0.5 else start.update(claim(model, "opened", "no"))
    asked = model.questions[0]
    assert surprising(belief, start, asked, outcomes(model, asked).index("yes")) is odd
