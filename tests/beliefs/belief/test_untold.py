"""What a new answer starts from: the belief without what the user said of the same thing before."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.beliefs.belief.belief import Belief, focused, prior_belief
from edgewise.beliefs.belief.evidence import Evidence, with_evidence
from edgewise.beliefs.belief.ledger import posterior
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.statements import answered, attested, claimed, said
from edgewise.beliefs.belief.untold import told_of, untold
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain


def ward(candor: float = 1.0, drift: float = 0.1) -> Model:
    """What a nurse may be told and others may not."""
    cases = [{"when": {"job": "nurse"}, "value": 0}, -1]
    domain = {
        "name": "ward",
        "intents": {"dose": ["how much of it"], "bill": ["what does it cost"]},
        "drift": drift,
        "facets": {
            "job": {"values": ["lay", "nurse"], "prior": {"nurse": 0.5}, "candor": candor, "guise": {"nurse": 1}},
            "night": {"kind": "yesno", "prior_given": {"dose": {"yes": 0.9}}},
        },
        "objectives": {"safety": {"limit": {"at_most": 0.3, "alpha": 0.5}}, "helpfulness": {}},
        "questions": {"ask-job": {"about": "job", "reliability": 0.95}, "ask-night": {"about": "night"}},
        "responses": {"tell": {"for": "dose", "values": {"helpfulness": 1, "safety": cases}}},
    }
    return compile_domain(Domain.model_validate(domain))


def claim(facet: str, value: str, turn: int = 1, source: str = "user") -> Evidence:
    return Evidence.model_validate(
        {"key": f"facet:{facet}", "source": source, "turn": turn, "statement": claimed(facet, {value: 0.0})}
    )


WISH = Evidence(key="say:1", source="user", turn=1, statement=said([0.0, -3.0, -6.0]))


def same(one: Belief, other: Belief) -> None:
    np.testing.assert_allclose(one.intents, other.intents)
    np.testing.assert_allclose(one.values, other.values)


def test_what_was_said_of_one_facet_is_left_out_and_all_else_stays() -> None:
    model = ward()
    prior, ledger = prior_belief(model), [WISH, claim("job", "lay"), claim("night", "no", turn=2)]
    belief = posterior(prior, ledger, turn=5)
    assert told_of(belief) == {0, 1}
    same(untold(belief, {0}), posterior(prior, [WISH, ledger[2]], turn=5))
    same(untold(belief, {0, 1}), posterior(prior, [WISH], turn=5))
    same(untold(posterior(prior, ledger, rate=0.0), {0}), posterior(prior, [WISH, ledger[2]], rate=0.0))
    asked = focused(belief, "bill", ["bill", "dose"])
    same(untold(asked, {0}), focused(posterior(prior, [WISH, ledger[2]], turn=5), "bill", ["bill", "dose"]))


def test_an_operators_word_stays() -> None:
    model = ward()
    vouched = Evidence(key="facet:job", source="operator", turn=1, statement=attested("job", "lay"))
    belief = posterior(prior_belief(model), [vouched])
    assert told_of(belief) == frozenset()
    same(untold(belief, {0}), belief)


def test_a_belief_that_tells_no_origin_is_taken_as_it_is() -> None:
    belief = prior_belief(ward())
    assert untold(belief, {0}) is belief and told_of(belief) == frozenset()


def ways(belief: Belief) -> list[tuple[str, str, float]]:
    choice = Policy(belief.model).decide(belief, Progress(questions_left=0))
    assert choice.refusal is not None
    return [(u.answers[0][1].id, u.who, u.probability) for u in choice.refusal.unlocks]


def test_an_answer_is_held_against_what_it_would_replace() -> None:
    """Stacked on a claim to the contrary it would not suffice, and an operator would be named for nothing."""
    ledger = (WISH, claim("job", "lay"))
    before = posterior(prior_belief(ward()), ledger)
    (way,) = ways(before)
    assert way[:2] == ("nurse", "user")
    assert way[2] == pytest.approx(0.088, abs=0.01)  # having said otherwise, they will hardly say it
    now = Evidence(key="facet:job", source="user", turn=2, statement=answered("ask-job", {"nurse": 0.0}))
    after = posterior(prior_belief(ward()), with_evidence(ledger, now))
    assert Policy(after.model).decide(after, Progress(questions_left=0)).response == "tell"


def test_what_does_not_suffice_without_a_claim_to_the_contrary_still_takes_an_operator() -> None:
    belief = posterior(prior_belief(ward(candor=0.3)), (WISH, claim("job", "lay")))
    assert [way[:2] for way in ways(belief)] == [("nurse", "operator")]


@pytest.mark.parametrize("drift", [0.1, 0.0])
def test_a_dialogue_knows_what_the_user_said(drift: float) -> None:
    """Without drift the belief goes on from the one before, and is not folded anew."""
    mind = Mind(Policy(ward(drift=drift)))
    state = absorb(mind, new_dialogue("a"), Heard(text="hello", intents=(0.0, -3.0, -6.0)))
    state = absorb(mind, state, Heard(text="I am no nurse", facts={"job": {"lay": 0.0}}))
    assert told_of(belief_of(mind, state)) == {0}
    assert [way[:2] for way in ways(belief_of(mind, state))] == [("nurse", "user")]
