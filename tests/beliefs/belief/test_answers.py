from __future__ import annotations

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.belief.answers import (
    NONE,
    answer_probabilities,
    attestation,
    claim,
    contrast,
    declared_contrasts,
    outcomes,
    read_answer,
)
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.reserved import OTHER, UNSURE
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle

SEED = 4
"""A random domain with several intents, facets and questions."""


@settings(max_examples=100, deadline=None)
@given(models(), st.integers(0, 99))
def test_answers_mean_what_enumeration_says(model: Model, seed: int) -> None:
    """Candor, guise, mistakes, unsure, withheld: every outcome of every question, on top of a soft reply."""
    rng = np.random.default_rng(seed)
    belief, oracle = prior_belief(model), Oracle.prior(model)
    for question in model.questions:
        np.testing.assert_allclose(answer_probabilities(belief, question), oracle.answers(question.id), atol=1e-12)
        possible = dict(zip(outcomes(model, question), oracle.answers(question.id), strict=True))
        for outcome in rng.permutation([name for name, p in possible.items() if p > 1e-12])[:2].tolist():
            after = belief.update(read_answer(model, question, {outcome: 0.0}))
            expected = oracle.reply(question.id, {outcome: 1.0})
            np.testing.assert_allclose(after.intents, expected.intents(), atol=1e-10)
            for k, space in enumerate(model.facets):
                np.testing.assert_allclose(after.facet(k), expected.facet(space.id), atol=1e-10)
        soft = {a: float(rng.random() + 1e-3) for a in oracle.outcomes(question.id)}
        belief = belief.update(read_answer(model, question, {a: float(np.log(p)) for a, p in soft.items()}))
        oracle = oracle.reply(question.id, soft)
        np.testing.assert_allclose(belief.entropy(), oracle.entropy(), atol=1e-10)


@settings(max_examples=50, deadline=None)
@given(models())
def test_tables_are_distributions(model: Model) -> None:
    for question in model.questions:
        np.testing.assert_allclose(question.table.sum(axis=0), 1, atol=1e-12)
        assert question.table.shape == (len(outcomes(model, question)), *question.guise.shape)
        np.testing.assert_allclose(answer_probabilities(prior_belief(model), question).sum(), 1, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(models(), st.data())
def test_picks_mean_what_enumeration_says(model: Model, data: st.DataObject) -> None:
    named = [intent for intent in model.intents if intent != "other"]
    members = sorted(data.draw(st.sets(st.sampled_from(named), min_size=1)))
    question = contrast(model, members)
    np.testing.assert_allclose(question.table.sum(axis=0), 1, atol=1e-12)
    for outcome in outcomes(model, question):
        after = prior_belief(model).update(read_answer(model, question, {outcome: 0.0}))
        expected = Oracle.prior(model).pick(members, outcome, question.slip, question.unsure)
        np.testing.assert_allclose(after.intents, expected.intents(), atol=1e-10)


def test_scale_of_log_likelihoods_is_evidence_but_no_belief() -> None:
    """A reader's log-likelihoods may be far below what ``exp`` can hold."""
    model = random_model(SEED)
    question = model.questions[0]
    soft = {name: -float(n) for n, name in enumerate(outcomes(model, question))}
    near = prior_belief(model).update(read_answer(model, question, soft))
    far = prior_belief(model).update(read_answer(model, question, {a: x - 900 for a, x in soft.items()}))
    np.testing.assert_allclose(near.intents, far.intents, atol=1e-12)
    np.testing.assert_allclose(far.log_evidence, near.log_evidence - 900, atol=1e-9)


def test_no_possible_outcome_is_a_surprise() -> None:
    model = random_model(SEED)
    after = prior_belief(model).update(read_answer(model, model.questions[0], {}))
    assert after.surprised
    np.testing.assert_allclose(after.intents, model.prior, atol=1e-12)


def doctors(candor: float) -> Model:
    return compile_domain(
        Domain.model_validate(
            {
                "name": "clinic",
                "intents": {"care": {"prior": 0.9}, "harm": {"prior": 0.1}},
                "facets": {
                    "doctor": {
                        "kind": "yesno",
                        "prior": {"yes": 0.1, "no": 0.9},
                        "candor_given": {"harm": candor},
                        "guise_given": {"harm": {"yes": 1.0}},
                    }
                },
                "questions": {
                    "which": {"about": "intent", "among": ["care", "harm"], "cost": 0.2, "reliability": 0.9},
                    "sure": {"about": "doctor", "unsure_given": {"harm": 0.5}},
                },
            }
        )
    )


def test_a_claim_that_everybody_with_harm_in_mind_makes_speaks_for_harm() -> None:
    honest, hidden = doctors(1.0), doctors(0.0)
    harm = honest.intent_index["harm"]
    said = prior_belief(hidden).update(claim(hidden, "doctor", "yes"))
    assert said.intents[harm] > prior_belief(hidden).intents[harm]
    believed = prior_belief(honest).update(claim(honest, "doctor", "yes"))
    assert believed.facet(0)[0] > said.facet(0)[0]


def test_not_saying_is_evidence_and_no_preference() -> None:
    model = doctors(1.0)
    unsure = prior_belief(model).update(read_answer(model, model.question("sure"), {UNSURE: 0.0}))
    assert unsure.intents[model.intent_index["harm"]] > model.prior[model.intent_index["harm"]]
    given_harm = unsure.conditional(0)[:, model.intent_index["harm"]]
    np.testing.assert_allclose(given_harm, [0.1, 0.9], atol=1e-12)


def test_attestation_is_certain() -> None:
    model = doctors(0.5)
    after = prior_belief(model).update(attestation(model, "doctor", "yes"))
    np.testing.assert_allclose(after.facet(0), [1, 0], atol=1e-12)


def test_declared_contrasts_keep_what_the_domain_says() -> None:
    (question,) = declared_contrasts(doctors(1.0))
    assert question.id == "which"
    assert question.cost == 0.2
    assert question.slip == pytest.approx(0.1)


def test_a_generated_contrast_is_named_by_its_members_and_leaves_other_out() -> None:
    model = doctors(1.0)
    question = contrast(model, ["harm", "other", "care"])
    assert question.id == "which:care|harm"
    assert outcomes(model, question) == ("care", "harm", NONE, UNSURE)


def test_unknown_names_are_refused() -> None:
    model = doctors(1.0)
    with pytest.raises(UnknownName, match="yess"):
        claim(model, "doctor", "yess")
    with pytest.raises(UnknownName, match="docter"):
        attestation(model, "docter", "yes")
    with pytest.raises(UnknownName, match="perhaps"):
        attestation(model, "doctor", "perhaps")


def test_equal_menus_are_one_object_and_others_are_not() -> None:
    model = random_model(3)
    names = [intent for intent in model.intents if intent != OTHER][:2]
    one = contrast(model, names)
    assert contrast(model, names) is one
    assert contrast(model, names[:1]) is not one
    assert contrast(random_model(3), names) is not one
    assert contrast(model, names, name="declared").id == "declared"
