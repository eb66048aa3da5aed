"""Contexts: they shift priors and weights, tighten limits, and widen them only where the domain lets an operator."""

from __future__ import annotations

import numpy as np
import pytest
from decision_oracle import brute_cvar, states, value_in
from decisions_at_random import random_belief, random_decisions
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.beliefs.belief.answers import claim, read_answer
from edgewise.beliefs.belief.belief import focused, prior_belief
from edgewise.beliefs.belief.contexts import before, prior_in
from edgewise.beliefs.belief.evidence import Evidence
from edgewise.beliefs.belief.ledger import gone_on, posterior
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.statements import claimed
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.deciding.choice import Progress, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.objectives import Context
from edgewise.beliefs.language.reserved import OWN_VALUES
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.limits import bounds, weight_vector
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import care
from small_domains import lab

WARD = {"ward": {"prior": {"disposal": 4.0}, "facets": {"purpose": {"research": 0.5, "harm": 0.5}}}}
seeds = st.integers(0, 10_000)


def test_a_context_replaces_priors_and_leaves_the_rest() -> None:
    model = lab(contexts=WARD)
    plain, ward = prior_in(model, None), prior_in(model, "ward")
    place = model.intent_index["disposal"]
    ratio = ward.intents / plain.intents
    assert ratio[place] / ratio[0] == pytest.approx(4.0)
    assert ward.intents.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(ward.facet(0), [0.5, 0.5])
    assert plain.facet(0)[1] < 0.1


def test_evidence_updates_a_contexts_prior_like_any_other() -> None:
    model = lab(contexts=WARD)
    after = prior_in(model, "ward").update(read_answer(model, model.questions[0], {"research": 0.0}))
    assert after.facet(0)[0] > 0.5
    assert after.intents.sum() == pytest.approx(1.0)


def test_a_context_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UnknownName, match="context 'wrad'"):
        prior_in(lab(contexts=WARD), "wrad")


def test_a_dialogue_starts_from_its_contexts_prior() -> None:
    mind = Mind(Policy(lab(contexts=WARD)))
    ward = belief_of(mind, new_dialogue("a", context="ward"))
    plain = belief_of(mind, new_dialogue("a"))
    np.testing.assert_allclose(ward.intents, prior_in(mind.model, "ward").intents)
    np.testing.assert_allclose(plain.intents, prior_belief(mind.model).intents)


def clinic(nurse: float, **more: object) -> Model:
    """What is best to say depends on who calls."""
    cases = [
        {"when": {"intent": "dose", "caller": "nurse"}, "value": 1},
        {"when": {"intent": "dose"}, "value": 0.8},
        -1,
    ]
    domain = {
        "name": "clinic",
        "intents": {"dose": {"examples": ["how much of it"]}},
        "facets": {"caller": {"values": ["layperson", "nurse"], "prior": {"nurse": nurse}}},
        "responses": {"tell": {"for": "dose", "values": {"helpfulness": cases}}},
        **more,
    }
    return compile_domain(Domain.model_validate(domain))


def test_what_a_context_makes_likely_is_assumed_like_what_the_domain_makes_likely() -> None:
    ward = clinic(0.05, contexts={"ward": {"facets": {"caller": {"nurse": 0.9}}}})
    plain, done = clinic(0.9), Progress(questions_left=0)
    here = Policy(ward).decide(prior_in(ward, "ward"), done, Stance("ward"))
    there = Policy(plain).decide(prior_belief(plain), done)
    assert here.assumptions == there.assumptions == {"caller": "nurse"}
    assert here.rationale.sentence() == there.rationale.sentence()
    assert here.rationale.stability is not None and "candor" not in here.rationale.stability.flips
    told = (Evidence(key="facet:caller", source="user", turn=1, statement=claimed("caller", {"nurse": 0.0})),)
    for belief in (
        posterior(prior_in(ward, "ward"), told),
        prior_in(ward, "ward").update(claim(ward, "caller", "nurse")),
    ):
        assert Policy(ward).decide(belief, done, Stance("ward")).assumptions == {}


def test_where_nothing_was_read_in_a_context_no_reading_can_have_been_wrong() -> None:
    unsafe = [{"when": {"intent": "b"}, "value": -1}, 0]
    domain = {
        "name": "two",
        "intents": {"a": ["hello a"], "b": ["hello b"]},
        "objectives": {"safety": {"limit": {"at_most": 0.3, "alpha": 0}}, "helpfulness": {}},
        "responses": {"ra": {"for": "a", "values": {"safety": unsafe}}, "rb": {"for": "b"}},
        "contexts": {"ward": {"prior": {"a": 3}}},
    }
    model = compile_domain(Domain.model_validate(domain))
    found = Policy(model).decide(prior_in(model, "ward"), Progress(questions_left=0), Stance("ward")).rationale
    assert found.stability is not None and found.stability.flips["reading"] == 0


def test_a_belief_keeps_what_it_began_with() -> None:
    model = lab(contexts=WARD)
    start = prior_in(model, "ward")
    one = Evidence(key="facet:purpose", source="user", turn=1, statement=claimed("purpose", {"harm": 0.0}))
    belief = posterior(start, [one])
    assert before(belief, None) is start and before(gone_on(belief, [one, one]), None) is start
    assert before(focused(belief, "disposal", ["disposal"]), None) is start
    np.testing.assert_array_equal(before(start, "ward").intents, start.intents)


def test_a_role_tells_nothing_of_what_matters_to_the_user() -> None:
    """Even in a domain that nobody checked."""
    given = Context(facets={OWN_VALUES: {"free": 0.99, "safe": 0.01}}, weights={"safety": 9.0})
    model = care()
    moved = compile_domain(model.domain.model_copy(update={"contexts": {"clinic": given}}))
    k = moved.facet_index[OWN_VALUES]
    np.testing.assert_allclose(prior_in(moved, "clinic").facet(k), prior_belief(model).facet(k))


# -- limits over random contexts, checked or not


def with_contexts(seed: int) -> Model:
    """A random domain with contexts of users and operators that ask for anything, as if nobody had checked them."""
    rng, base = np.random.default_rng(seed), random_decisions(seed, limited=True)
    objectives = {}
    for name, objective in base.domain.objectives.items():
        assert objective.limit is not None
        widest = objective.limit.at_most + float(rng.uniform(0, 0.3)) if rng.random() < 0.5 else None
        limit = objective.limit.model_copy(update={"widest": widest})
        objectives[name] = objective.model_copy(update={"limit": limit})
    contexts = {
        f"c{n}": Context(
            by="user" if rng.random() < 0.5 else "operator",
            prior={i: float(rng.random()) for i in base.intents if rng.random() < 0.5},
            weights={name: float(rng.random()) for name in objectives if rng.random() < 0.5},
            # Never tighter than what the person of the random domain can keep.
            limits={
                name: float(rng.uniform(o.limit.at_most - 0.25, 1))
                for name, o in objectives.items()
                if rng.random() < 0.7
            },
        )
        for n in range(4)
    }
    return compile_domain(base.domain.model_copy(update={"objectives": objectives, "contexts": contexts}))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_only_an_operator_widens_and_only_to_the_domains_own_bound(seed: int) -> None:
    model = with_contexts(seed)
    own = {bound.objective: bound.at_most for bound in bounds(model)}
    for name, context in model.domain.contexts.items():
        for bound in bounds(model, name):
            limit = list(model.domain.objectives.values())[bound.objective].limit
            assert limit is not None
            asked = context.limits.get(list(model.domain.objectives)[bound.objective], limit.at_most)
            if context.by == "user":
                assert bound.at_most <= own[bound.objective]
            allowed = limit.at_most if limit.widest is None or context.by == "user" else limit.widest
            assert bound.at_most == pytest.approx(min(asked, max(allowed, limit.at_most)))


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_in_a_users_context_nothing_is_done_that_the_domain_forbids(seed: int) -> None:
    model = with_contexts(seed)
    policy, belief = Policy(model), random_belief(model, seed)
    for name, context in model.domain.contexts.items():
        choice = policy.decide(belief, Progress(questions_left=0), Stance(context=name))
        assert choice.response is not None
        asked = model.domain.objectives if context.by == "user" else {}
        for key, objective in asked.items():
            assert objective.limit is not None
            cases = model.domain.responses[choice.response].values.get(key, ())
            tail = brute_cvar([(-value_in(cases, state), p) for state, p in states(belief)], objective.limit.alpha)
            assert tail <= min(objective.limit.at_most, context.limits.get(key, 1.0)) + 1e-7


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_context_moves_weights_unless_the_user_gave_their_own(seed: int) -> None:
    model = with_contexts(seed)
    mine = {name: 0.3 for name in model.domain.objectives}
    for name, context in model.domain.contexts.items():
        expected = [context.weights.get(key, o.weight) for key, o in model.domain.objectives.items()]
        np.testing.assert_allclose(weight_vector(model, name), expected)
        np.testing.assert_allclose(arbiter(compile_values(model), name, mine).weights, list(mine.values()))


def test_a_file_in_which_a_user_widens_is_refused() -> None:
    domain = {
        "name": "x",
        "intents": {"a": ["a"]},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "widest": 0.4}}, "helpfulness": {}},
    }
    for by, asked, wrong in (("user", 0.3, True), ("operator", 0.3, False), ("operator", 0.5, True)):
        contexts = {"c": {"by": by, "limits": {"safety": asked}}}
        flaws = check(Domain.model_validate({**domain, "contexts": contexts}))
        assert any(flaw.path.startswith("contexts.c") and flaw.severity == "error" for flaw in flaws) == wrong
