from __future__ import annotations

import numpy as np
import pytest
from decision_oracle import states
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.answers import answer_probabilities, read_answer
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.conditions import probability
from edgewise.beliefs.belief.hypotheses import cut_grid, heaviest
from edgewise.beliefs.belief.model import AskModel, Model, compile_domain
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.reserved import UNSURE
from edgewise.beliefs.loading import parse_domain
from edgewise.beliefs.planning.lens import MOST_QUESTIONS, Lens, largest, lensmaker
from edgewise.beliefs.planning.menus import menus
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.mattering import decides
from edgewise.beliefs.values.tails import cvar
from edgewise.beliefs.values.tradeoffs import is_trade_off
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


def look(model: Model, belief=None, most: int = 512, asked: frozenset[str] = frozenset()) -> Lens:
    rules = arbiter(compile_values(model))
    return lensmaker(rules, len(rules.values.responses) - 1, most)(belief or prior_belief(model), asked)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_answers_are_as_probable_as_under_the_whole_belief(seed: int) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    lens = look(model, belief)
    assert lens.situation.belief.sum() == pytest.approx(1)
    assert lens.kept == pytest.approx(1, abs=1e-5)
    for q, question in enumerate(lens.questions):
        exact = answer_probabilities(belief, question)
        found = lens.problem.answers[:, q] @ lens.situation.belief
        np.testing.assert_allclose(found[: len(exact)], exact, atol=1e-5)
        assert not found[len(exact) :].any()


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_an_answer_moves_hypotheses_as_it_moves_the_belief(seed: int) -> None:
    """For every question: Bayes over the flat hypotheses, summed to intents, is the factored update."""
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    lens = look(model, belief)
    for q, question in enumerate(lens.questions):
        after = belief.update(read_answer(model, question, {UNSURE: 0.0}))
        if answer_probabilities(belief, question)[-1 if hasattr(question, "members") else -2] < 1e-6:
            continue
        row = len(question.table) - (1 if hasattr(question, "members") else 2)
        flat = lens.problem.answers[row, q] * lens.situation.belief
        by_intent = np.bincount(lens.intents, weights=flat / flat.sum(), minlength=len(model.intents))
        np.testing.assert_allclose(by_intent, after.intents, atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_limits_over_hypotheses_are_the_exact_tails(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    belief = random_belief(model, seed)
    rules = arbiter(compile_values(model))
    lens = look(model, belief)
    for k, limit in enumerate(lens.problem.limits):
        found = cvar(limit.losses, lens.situation.belief, limit.alpha)
        np.testing.assert_allclose(found, rules.tails(belief)[k], atol=1e-4)
        assert limit.bound == rules.bounds[k].at_most


def shop(**more: object) -> Model:
    intents = {name: [name] for name in ("refund", "invoice", "parcel", "address", "password")}
    return compile_domain(Domain.model_validate({"name": "shop", "intents": intents, **more}))


def heard(model: Model, **likelihood: float):
    said = np.full(len(model.intents), -6.0)
    for name, value in likelihood.items():
        said[model.intent_index[name]] = value
    return prior_belief(model).update(Reading(intents=said))


def test_with_one_objective_the_value_of_a_response_is_its_expectation() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=-0.5)
    lens = look(model, belief)
    expected = compile_values(model).expected(belief)[:, 0]
    np.testing.assert_allclose(lens.problem.values @ lens.situation.belief, expected, atol=1e-6)


def test_facets_that_matter_to_nothing_are_summed_out() -> None:
    model = shop(facets={"mood": ["good", "bad"], "member": ["yes", "no"]})
    assert len(look(model).intents) == len(model.intents)


def test_facets_that_matter_are_hypotheses_of_their_own() -> None:
    cases = [{"when": {"intent": "refund", "member": "yes"}, "value": 1}, {"value": -1}]
    model = shop(
        facets={"mood": ["good", "bad"], "member": ["yes", "no"]},
        responses={"pay": {"values": {"helpfulness": cases}}},
    )
    lens = look(model)
    assert len(lens.intents) == 1 + len(model.intents), "of a refund alone it matters who is a member"
    assert set(lens.values[model.facet_index["member"]].tolist()) == {0, 1}
    assert not lens.values[model.facet_index["mood"]].any()


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_a_cut_grid_holds_the_heaviest_states(seed: int) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    facets = tuple(range(len(model.facets)))
    every = sorted((p for _, p in states(belief)), reverse=True)
    cut = cut_grid(belief, facets, 10_000)
    np.testing.assert_allclose(sorted(cut.mass, reverse=True), every, atol=1e-12)
    few = cut_grid(belief, facets, 5)
    assert len(few.mass) == min(5, len(every))
    assert few.mass[0] == pytest.approx(every[0]) or few.mass.sum() <= sum(every[:5]) + 1e-12


def test_a_lens_that_is_too_small_says_how_much_it_dropped() -> None:
    facets = {f"f{n}": ["a", "b"] for n in range(5)}
    cases = [{"when": dict.fromkeys(facets, "a"), "value": 1}]
    lens = look(shop(facets=facets, responses={"r": {"values": {"helpfulness": cases}}}), most=64)
    assert len(lens.intents) == 64
    assert 0.2 < lens.kept < 0.5
    assert lens.situation.belief.sum() == pytest.approx(1)


def test_conditions_of_questions_hold_with_their_probability() -> None:
    facets = {"age": ["child", "adult"], "guardian": ["yes", "no"]}
    questions = {
        "ask-guardian": {"about": "guardian", "only_if": {"age": "child"}},
        "ask-age": {"about": "age", "unless": {"intent": "refund"}},
    }
    model = shop(facets=facets, questions=questions)
    belief = heard(model, refund=0, invoice=-1.0)
    lens = look(model, belief)
    assert lens.problem.applies is not None
    holds = {q.id: float(lens.problem.applies[n] @ lens.situation.belief) for n, q in enumerate(lens.questions)}
    asked = model.domain.questions
    assert asked["ask-guardian"].only_if and asked["ask-age"].unless
    assert holds["ask-guardian"] == pytest.approx(probability(belief, asked["ask-guardian"].only_if), abs=1e-6)
    assert holds["ask-age"] == pytest.approx(1 - probability(belief, asked["ask-age"].unless), abs=1e-6)


def test_questions_that_were_asked_are_gone() -> None:
    model = shop(facets={"age": ["child", "adult"]})
    assert "ask-age" in {q.id for q in look(model).questions}
    assert "ask-age" not in {q.id for q in look(model, asked=frozenset({"ask-age"})).questions}


def test_of_many_questions_the_telling_ones_are_seen() -> None:
    facets: dict[str, object] = {f"dull{n}": ["a", "b"] for n in range(MOST_QUESTIONS + 10)}
    facets["sharp"] = {"values": ["a", "b"], "prior_given": {"refund": {"a": 1.0, "b": 0.0}}}
    lens = look(shop(facets=facets))
    asked = [q.id for q in lens.questions if q.id.startswith("ask-")]
    assert "ask-sharp" in asked
    assert len(asked) == MOST_QUESTIONS


def ids(model: Model, belief, *asked: str) -> list[str]:
    return [menu.id for menu in menus(belief, frozenset(asked))]


def test_menus_offer_the_likeliest_readings_and_never_the_same_twice() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=-0.1, parcel=-0.2)
    assert ids(model, belief) == ["which:refund|invoice", "which:refund|invoice|parcel"]
    assert ids(model, belief, "which:refund|invoice") == []
    assert ids(model, heard(model, refund=0, invoice=-0.1), "which:parcel|address") == ["which:refund|invoice"]


def test_one_reading_alone_is_confirmed() -> None:
    model = shop()
    assert ids(model, heard(model, refund=0, other=2.5)) == ["which:refund"]


def test_what_was_served_is_not_offered_again() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=-0.1, parcel=-0.2)
    assert [m.id for m in menus(belief, frozenset(), frozenset({"refund"}))] == ["which:invoice|parcel"]


def test_looking_twice_gives_the_same_and_evidence_on_a_facet_is_seen() -> None:
    """A regression guard on what is kept between looks."""
    model = shop(
        facets={"age": {"values": ["child", "adult"], "prior_given": {"refund": {"child": 0.9, "adult": 0.1}}}}
    )
    rules = arbiter(compile_values(model))
    maker = lensmaker(rules, 0)
    first, belief = maker(prior_belief(model)), prior_belief(model)
    after = maker(belief.update(read_answer(model, model.questions[0], {"child": 0.0})))
    again = maker(prior_belief(model))
    np.testing.assert_array_equal(first.problem.answers, again.problem.answers)
    assert np.abs(after.problem.answers[:, 0] - first.problem.answers[:, 0]).max() > 0.01


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from([4, 512]))
def test_entropies_and_tails_that_the_lens_knows_are_those_that_would_be_computed(seed: int, most: int) -> None:
    """Of the whole grid, of what is left of it, and of a cut one."""
    model = random_decisions(seed, limited=True)
    belief = random_belief(model, seed)
    lens = look(model, belief, most)
    problem, p = lens.problem, lens.problem.answers
    assert problem.spread is not None
    entropies = -(p * np.log(np.maximum(p, 1e-300))).sum(axis=0)
    telling = decides(Policy(model).rules().arbiter)
    asked = [q.facet if isinstance(q, AskModel) else None for q in lens.questions]
    tells = np.array([np.ones(p.shape[2], bool) if facet is None else telling[facet][lens.intents] for facet in asked])
    np.testing.assert_allclose(problem.spread[tells], entropies[tells], atol=1e-12)
    apart = lens.problem.spread @ lens.situation.belief - entropies @ lens.situation.belief
    # Of a cut grid, the states that are left may be the ones that tell more.
    assert lens.kept < 1 - 1e-9 or (apart >= -1e-12).all(), (
        "an answer that decides nothing tells no more of a hypothesis than of its intent"
    )
    beliefs = np.random.default_rng(seed).dirichlet(np.full(p.shape[2], 0.3), size=5)
    for limit in problem.limits:
        if limit.tails is not None:
            np.testing.assert_allclose(limit.tails(beliefs), cvar(limit.losses, beliefs, limit.alpha), atol=1e-9)


def test_the_heaviest_are_found_without_sorting_the_rest() -> None:
    rng = np.random.default_rng(4)
    for most in (1, 7, 50):
        mass = rng.integers(0, 9, size=400) / 9.0
        np.testing.assert_array_equal(heaviest(mass, most), np.argsort(-mass, kind="stable")[:most])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_belief_opens_more_questions_than_the_most(seed: int) -> None:
    model = random_decisions(seed)
    questions, answers = largest(model)
    for n in range(4):
        lens = look(model, random_belief(model, seed + n))
        assert len(lens.questions) <= questions
        assert not lens.questions or len(lens.problem.answers) <= answers


def test_what_was_told_of_a_facet_closes_its_other_questions_and_not_what_was_not() -> None:
    asks = {f"q{n}": {"about": "age" if n < 2 else "form"} for n in range(3)}
    facets = {"age": {"values": ["child", "adult", "old"]}, "form": {"values": ["pill", "syrup"]}}
    lens = look(shop(facets=facets, questions=asks))
    assert lens.problem.closes is not None
    at = {question.id: place for place, question in enumerate(lens.questions)}
    found = {(int(q), int(a), int(p)) for q, a, p in np.argwhere(lens.problem.closes)}
    pairs = ((at["q0"], at["q1"]), (at["q1"], at["q0"]))
    assert found == {(one, answer, other) for one, other in pairs for answer in range(3)}


def test_where_each_question_stands_alone_nothing_is_closed() -> None:
    """Trade-offs are all about the user's own values, and each tells its part."""
    assert look(shop(facets={"age": {"values": ["child", "adult"]}})).problem.closes is None
    profiles = {name: {"weights": {name: 1}} for name in ("fast", "cheap", "safe")}
    values = {name: {"values": {other: 1.0 if other == name else -0.2 for other in profiles}} for name in profiles}
    model = shop(profiles=profiles, objectives={name: {} for name in profiles}, responses=values)
    rules = Policy(model).rules()
    lens = rules.lens(prior_belief(model))
    assert sum(is_trade_off(question.id) for question in lens.questions) > 1
    assert lens.problem.closes is None


def test_the_most_questions_count_menus_and_trade_offs() -> None:
    assert largest(shop(budget={"menu": 3})) == (2, 5)
    assert largest(shop(facets={"age": {"values": ["child", "adult"]}}))[0] == 4
    profiles = {name: {"weights": {"helpfulness": 1}} for name in ("bold", "shy", "calm")}
    assert largest(shop(profiles=profiles))[0] == 6
    one = compile_domain(Domain.model_validate({"name": "one", "intents": {"a": ["b"]}}))
    assert largest(one) == (1, 3)


def clinics(count: int, *, only_if: bool = False) -> Model:
    """Wishes of which each has a facet of its own, on which alone depends what is right."""
    names = [f"wish-{n}" for n in range(count)]
    questions = {f"ask-{n}": {"about": f"kind-{n}"} for n in range(count)}
    if only_if:
        questions = {name: {**asked, "only_if": {"intent": f"wish-{name[4:]}"}} for name, asked in questions.items()}
    worth = {
        f"{value}-{n}": {
            "for": f"wish-{n}",
            "values": {
                "helpfulness": [
                    {"when": {"intent": f"wish-{n}", f"kind-{n}": value}, "value": 1},
                    {"when": {"intent": f"wish-{n}"}, "value": -0.3},
                    -1,
                ]
            },
        }
        for n in range(count)
        for value in ("red", "blue", "green")
    }
    return compile_domain(
        Domain.model_validate(
            {
                "name": "clinics",
                "intents": {name: {} for name in names},
                "facets": {f"kind-{n}": {"values": ["red", "blue", "green"]} for n in range(count)},
                "questions": questions,
                "responses": worth,
            }
        )
    )


@pytest.mark.parametrize("only_if", [False, True])
@pytest.mark.parametrize("count", [3, 7, 12, 30])
def test_each_wish_is_asked_what_it_is_about_however_many_others_there_are(count: int, only_if: bool) -> None:
    """Bug: hypotheses were products of all facets, cut to 512, so that from seven facets on the wrong one was asked."""
    model = clinics(count, only_if=only_if)
    lens = Policy(model).template()
    assert lens.kept == pytest.approx(1.0)
    assert len(lens.intents) == 3 * count + 1
    for wish in (0, count - 1):
        said = np.full(len(model.intents), -9.0)
        said[model.intent_index[f"wish-{wish}"]] = 0.0
        choice = Policy(model).decide(prior_belief(model).update(Reading(intents=said)))
        assert choice.question is not None
        assert choice.question.id == f"ask-{wish}"


def test_what_decides_nothing_for_a_wish_tells_nothing_of_it() -> None:
    """What is in a tin matters to how it is thrown away, and not to who wants to pay a fine.

    Though the limit on what goes into the bin names no wish.
    """
    bins = {
        "helpfulness": [{"when": {"intent": "refund", "member": "yes"}, "value": 1}, -1],
        "safety": [{"when": {"mood": "bad"}, "value": -0.9}, 0],
    }
    model = shop(
        objectives={"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
        facets={"mood": ["good", "bad"], "member": ["yes", "no"]},
        responses={"bin": {"for": "refund", "values": bins}},
    )
    values = compile_values(model)
    at = {name: model.facet_index[name] for name in ("mood", "member")}
    refund, invoice = model.intent_index["refund"], model.intent_index["invoice"]
    assert values.matters[at["mood"], [refund, invoice]].tolist() == [True, True]
    assert decides(arbiter(values))[at["mood"], [refund, invoice]].tolist() == [True, False]
    assert values.matters[at["member"], [refund, invoice]].tolist() == [True, False]


def test_what_opens_a_question_tells_nothing_of_a_wish_that_hangs_on_neither() -> None:
    model = compile_domain(
        parse_domain(
            """
name: ferry
intents: {book: [a place please], cancel: [we are not coming]}
facets: {vehicle: [foot, bike, car, lorry], length: [short, long], ticket: [saver, flex]}
questions:
  ask-vehicle: {about: vehicle, text: Which vehicle?, cost: 0.01}
  ask-length: {about: length, text: How long?, only_if: {vehicle: car}}
  ask-ticket: {about: ticket, text: Which ticket?}
responses:
  short: {for: book, text: a, values: {helpfulness: [{when: {intent: book, length: short}, value: 1}, -1]}}
  long: {for: book, text: b, values: {helpfulness: [{when: {intent: book, length: long}, value: 1}, -1]}}
  back: {for: cancel, text: c, values: {helpfulness: [{when: {intent: cancel, ticket: flex}, value: 1}, -1]}}
  none: {for: cancel, text: d, values: {helpfulness: [{when: {intent: cancel, ticket: saver}, value: 1}, -1]}}
"""
        )
    )
    said = np.where(np.array(model.intents) == "cancel", 0.0, -9.0)
    belief = prior_belief(model).update(Reading(intents=said))
    assert Policy(model).decide(belief).question.id == "ask-ticket"
    assert Policy(model).decide(belief, Progress(asked=frozenset({"ask-ticket"}))).question is None
    said = np.where(np.array(model.intents) == "book", 0.0, -9.0)
    assert Policy(model).decide(prior_belief(model).update(Reading(intents=said))).question.id != "ask-ticket"
