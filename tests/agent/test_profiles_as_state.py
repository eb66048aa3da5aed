"""The user's own values as hidden state: asked about by a choice, told by nothing else, in the user's hands."""

from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief
from edgewise.agent.rights.person import NotAllowed, checked_act
from edgewise.agent.state.events import Acted, PersonAct
from edgewise.agent.state.mind import belief_of
from edgewise.agent.turn import step
from edgewise.beliefs.belief.answers import PAIR, answer_probabilities, outcomes, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.evidence import Evidence
from edgewise.beliefs.belief.ledger import posterior
from edgewise.beliefs.belief.statements import attested, claimed, weighed
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.deciding.choice import START, Progress, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.defaults import complete
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.reserved import OWN_VALUES
from edgewise.beliefs.values.tradeoffs import gain, named_trade_off, trade_offs
from hypothesis import given, settings
from plural_domains import FREE, SAFE, about_care, care, plural_decisions
from plural_talk import MIND, asked, own, seeds, use

# -- compiled


def test_profiles_become_a_facet_that_has_no_question_of_its_own() -> None:
    model = care()
    space = model.facet(OWN_VALUES)
    assert space.values == ("free", "safe")
    assert [value.name for value in model.domain.facets[OWN_VALUES].values.values()] == [
        "independence first",
        "safety first",
    ]
    assert all(question.facet != model.facet_index[OWN_VALUES] for question in model.questions)
    assert complete(model.domain) == model.domain


def test_a_domain_without_profiles_has_no_such_facet() -> None:
    assert OWN_VALUES not in care(profiles={}).facet_index


def test_priors_of_profiles_are_relative() -> None:
    profiles = {"free": {"prior": 3, "weights": FREE}, "safe": {"prior": 1, "weights": SAFE}}
    np.testing.assert_allclose(own(prior_belief(care(profiles=profiles))), [0.75, 0.25])


BASE = {"name": "x", "intents": {"a": ["a"]}, "objectives": {"safety": {}, "helpfulness": {}}}
PROFILES = {"bold": {"weights": {"helpfulness": 1}}, "shy": {"weights": {"safety": 1}}}
GUESSES = {
    "a facet of that name": {"facets": {OWN_VALUES: {"values": ["bold", "shy"]}}},
    "a prior by intent": {"facets": {OWN_VALUES: {"values": ["bold", "shy"], "prior_given": {"a": {"bold": 0.9}}}}},
    "a role's guess": {"contexts": {"ward": {"facets": {OWN_VALUES: {"bold": 0.9}}}}},
    "a case": {"responses": {"r": {"values": {"safety": [{"when": {OWN_VALUES: "shy"}, "value": 1}]}}}},
    "a question": {"questions": {"q": {"about": OWN_VALUES}}},
}


@pytest.mark.parametrize("more", GUESSES.values(), ids=GUESSES)
def test_nothing_in_a_domain_may_tell_of_or_depend_on_own_values(more: dict[str, object]) -> None:
    flaws = [flaw for flaw in check(Domain.model_validate({**BASE, "profiles": PROFILES, **more}))]
    assert any(OWN_VALUES in f"{flaw.path} {flaw.message}" and flaw.severity == "error" for flaw in flaws)


def test_what_was_completed_is_still_in_order() -> None:
    domain = complete(Domain.model_validate({**BASE, "profiles": PROFILES}))
    assert not [flaw for flaw in check(domain) if flaw.severity == "error"]


# -- never guessed


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_nothing_else_that_is_heard_moves_own_values(seed: int) -> None:
    model = plural_decisions(seed)
    rng, belief = np.random.default_rng(seed), random_belief(plural_decisions(seed), seed)
    belief = Belief(model, belief.log_intents, model.conditionals, changed=belief.changed)
    for k, space in enumerate(model.facets):
        if space.id != OWN_VALUES:
            belief = belief.update(
                Reading(
                    intents=rng.normal(0, 3, len(model.intents)),
                    facets={k: rng.normal(0, 3, (len(space.values), len(model.intents)))},
                )
            )
    np.testing.assert_allclose(own(belief), own(prior_belief(model)), atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_own_values_tell_nothing_of_anything_else(seed: int) -> None:
    model = plural_decisions(seed)
    belief = random_belief(model, seed)
    k = model.facet_index[OWN_VALUES]
    tilt = np.random.default_rng(seed).normal(0, 2, len(model.facets[k].values))
    after = belief.update(Reading(facets={k: tilt[:, None]}))
    np.testing.assert_allclose(after.intents, belief.intents, atol=1e-9)
    for other in range(len(model.facets)):
        if other != k:
            np.testing.assert_allclose(after.facet(other), belief.facet(other), atol=1e-9)


def test_nobody_else_settles_them() -> None:
    prior = prior_belief(MIND.model)
    for source in ("operator", "system", "tool"):
        for statement in (attested(OWN_VALUES, "safe"), weighed({"free": -9.0, "safe": 0.0})):
            item = Evidence(key="k", source=source, turn=1, statement=statement)
            np.testing.assert_allclose(own(posterior(prior, [item])), own(prior))
    mine = Evidence(key="mine", source="user", turn=1, statement=attested(OWN_VALUES, "free"))
    theirs = Evidence(key="theirs", source="operator", turn=2, statement=attested(OWN_VALUES, "safe"))
    np.testing.assert_allclose(own(posterior(prior, [mine, theirs])), [1, 0])


def test_a_user_settles_only_their_own_values() -> None:
    model = care(facets={"fall": "yes/no"})
    k = model.facet_index["fall"]
    claim = Evidence(key="k", source="user", turn=1, statement=attested("fall", "yes"))
    assert 0.5 < posterior(prior_belief(model), [claim]).facet(k)[0] < 1


def test_no_claim_can_stand_in_for_a_choice() -> None:
    item = Evidence(key="k", source="user", turn=1, statement=claimed(OWN_VALUES, {"safe": 0.0}))
    with pytest.raises(UnknownName):
        posterior(prior_belief(MIND.model), [item])


def test_a_person_at_the_desk_cannot_say_what_matters_to_the_user() -> None:
    for deed in ("correct", "attest"):
        with pytest.raises(NotAllowed):
            checked_act(MIND.domain, PersonAct(do=deed, facet=OWN_VALUES, value="safe"))
    state = use(asked(), do="edit", value="free").state
    after = step(MIND, state, Acted(PersonAct(do="correct", facet=OWN_VALUES, value="safe"))).state
    np.testing.assert_allclose(own(belief_of(MIND, after)), [1, 0])


# -- trade-offs


def test_a_choice_is_between_the_profiles_best_responses_and_separates_them() -> None:
    rules = MIND.policy.rules(Stance()).arbiter
    belief = about_care(MIND.model)
    (question,) = trade_offs(rules, belief)
    assert set(question.between) == {"home", "house"}
    free, safe = question.table[question.between.index("home"), :, 0]
    assert free > 0.8 and safe < 0.2
    assert question.better[question.between.index("home")] == ("independence",)
    assert outcomes(MIND.model, question) == (*PAIR, "unsure", "withheld")


def test_a_refusal_is_nothing_to_choose() -> None:
    no = {"kind": "refuse", "values": {"independence": 1, "safety": -0.5, "helpfulness": 0.5}}
    answers = {key: care().domain.responses[key].model_dump(by_alias=True) for key in ("house", "day")}
    model = care(responses={**answers, "no": no})
    rules = Policy(model).rules(Stance(mode="steer")).arbiter
    best = {rules.values.responses[rules.judge(about_care(model), weights).chosen] for weights in rules.panel.weights}
    assert best == {"no", "house"} and trade_offs(rules, about_care(model)) == ()


def test_picks_follow_the_logit_of_the_difference_of_utilities() -> None:
    rules = MIND.policy.rules(Stance()).arbiter
    belief = about_care(MIND.model)
    question = named_trade_off(rules, belief, "rather:day|house")
    vectors = rules.tempered(belief, rules.values.expected(belief))
    responses = list(rules.values.responses)
    for p, weights in enumerate((FREE, SAFE)):
        w = np.array([weights.get(o, 0.0) for o in rules.values.objectives])
        u = rules.worth(vectors, w)
        lead = u[responses.index("day")] - u[responses.index("house")]
        assert question.table[0, p, 0] == pytest.approx(0.93 * (0.05 + 0.9 / (1 + np.exp(-question.keenness * lead))))


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_tables_are_distributions_and_answers_are_exact_bayes(seed: int) -> None:
    model = plural_decisions(seed)
    belief, rules = random_belief(model, seed), Policy(model).rules(Stance(mode="steer")).arbiter
    for question in trade_offs(rules, belief):
        np.testing.assert_allclose(question.table.sum(axis=0), 1)
        table, prior = question.table[:, :, 0], own(belief)
        np.testing.assert_allclose(answer_probabilities(belief, question), table @ prior, atol=1e-9)
        for a, outcome in enumerate(outcomes(model, question)):
            after = belief.update(read_answer(model, question, {outcome: 0.0}))
            np.testing.assert_allclose(own(after), table[a] * prior / (table[a] @ prior), atol=1e-9)
        told = sum(
            float(table[a] @ prior) * (entropy(prior) - entropy(table[a] * prior / (table[a] @ prior)))
            for a in range(len(table))
        )
        assert gain(question, prior) == pytest.approx(told, abs=1e-9)


def entropy(p: np.ndarray) -> float:
    return float(-(p * np.log(np.maximum(p, 1e-300))).sum())


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_every_choice_offered_is_admissible_and_somebodys_best(seed: int) -> None:
    model = plural_decisions(seed)
    belief, rules = random_belief(model, seed), Policy(model).rules(Stance(mode="steer")).arbiter
    assert rules.panel is not None
    admissible = rules.admissible(belief)
    best = {rules.values.responses[rules.judge(belief, rules.panel.weights[p]).chosen] for p in range(len(own(belief)))}
    for question in trade_offs(rules, belief):
        assert set(question.between) <= best
        assert all(admissible[rules.values.responses.index(r)] for r in question.between)


def test_where_profiles_agree_nothing_is_asked() -> None:
    same = {"free": {"weights": FREE}, "freer": {"weights": {"independence": 5.0, "safety": 0.5}}}
    model = care(profiles=same)
    assert trade_offs(Policy(model).rules(Stance()).arbiter, about_care(model)) == ()


def test_who_gave_weights_is_not_asked() -> None:
    choice = MIND.policy.decide(about_care(MIND.model), START, Stance(weights={"safety": 1.0}))
    assert (choice.act, choice.response) == ("answer", "house")


def test_the_planner_asks_when_knowing_would_change_the_response_and_not_when_it_costs_too_much() -> None:
    assert MIND.policy.decide(about_care(MIND.model)).question is not None
    dear = Policy(care(stakeholders={}, budget={"cost": 1.5}))
    assert dear.decide(about_care(dear.model)).act == "answer"
    silent = Progress(questions_left=0)
    assert MIND.policy.decide(about_care(MIND.model), silent).response == "day"


def test_the_worth_of_a_response_is_its_mean_over_profiles() -> None:
    belief, rules = about_care(MIND.model), MIND.policy.rules(Stance()).arbiter
    assert rules.panel is not None
    tilted = belief.update(read_answer(MIND.model, trade_offs(rules, belief)[0], {"first": 0.0}))
    vectors = rules.tempered(tilted, rules.values.expected(tilted))
    expected = own(tilted) @ rules.each_worth(vectors, rules.panel.weights)
    np.testing.assert_allclose(rules.judge(tilted).scores, expected, atol=1e-12)
