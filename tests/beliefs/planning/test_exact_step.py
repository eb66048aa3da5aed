from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.arrays import FLOOR, safe_log
from edgewise.beliefs.belief.answers import Contrast, answer_probabilities, outcomes, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading
from edgewise.beliefs.belief.joints import Joints
from edgewise.beliefs.belief.model import AskModel, compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.loading import parse_domain
from edgewise.beliefs.planning import exact_step
from edgewise.beliefs.planning.exact_step import exact, quickly, set_right
from edgewise.beliefs.planning.lens import lensmaker
from edgewise.beliefs.planning.planning import Greedy
from edgewise.beliefs.planning.search import Search
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st
from small_domains import heard, lab, shop

seeds = st.integers(0, 2**32 - 1)


def after_answers(belief: Belief, question: AskModel | Contrast) -> Belief:
    """The belief after each answer, as one batch ``[A]``; its log-evidence is ``log P(a)``."""
    table = np.maximum(safe_log(question.table), FLOOR)
    if isinstance(question, Contrast):
        return belief.update(Reading(intents=table))
    return belief.update(Reading(facets={question.facet: table}))


def worth_now(rules: Arbiter, belief: Belief) -> float:
    verdict = rules.judge(belief)
    return float(rules.worth(rules.tempered(belief, verdict.expected))[verdict.chosen])


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from([3, 512]))
def test_a_one_step_plan_becomes_the_exact_one_step_value(seed: int, most: int) -> None:
    """Also where the lens is cut to three hypotheses: what it dropped is put back."""
    model = random_decisions(seed)
    belief, rules = random_belief(model, seed), arbiter(compile_values(model))
    lens = lensmaker(rules, len(rules.values.responses) - 1, most)(belief)
    if exact(rules, lens) or not lens.questions:
        return
    plan = set_right(rules, belief, lens, Greedy(bonus=0.0).plan(lens.problem, lens.situation))
    assert plan.respond_value == pytest.approx(worth_now(rules, belief))
    for seen in plan.considered:
        question = lens.questions[seen.question]
        p = answer_probabilities(belief, question)
        after = [
            worth_now(rules, belief.update(read_answer(model, question, {outcome: 0.0}))) if p[a] > 1e-9 else 0.0
            for a, outcome in enumerate(outcomes(model, question))
        ]
        assert most == 3 or seen.value == pytest.approx(0.98 * p @ np.array(after) - question.cost, abs=1e-5)
    values = [round(seen.value, 12) for seen in plan.considered]
    assert values == sorted(values, reverse=True)
    assert (plan.question is not None) == (bool(values) and values[0] > plan.respond_value + 1e-10)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_all_answers_at_once_are_each_answer_alone(seed: int) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    for question in model.questions:
        batch = after_answers(belief, question)
        np.testing.assert_allclose(np.exp(batch.log_evidence), answer_probabilities(belief, question), atol=1e-12)
        for a, outcome in enumerate(outcomes(model, question)):
            if batch.log_evidence[a] > -20:
                alone = belief.update(read_answer(model, question, {outcome: 0.0}))
                np.testing.assert_allclose(np.exp(batch.log_intents[a]), alone.intents, atol=1e-9)


def test_with_one_objective_the_plan_stays_as_it_was() -> None:
    model = shop()
    rules, belief = arbiter(compile_values(model)), heard(model, refund=0, invoice=-0.2)
    lens = lensmaker(rules, 0)(belief)
    plan = Greedy().plan(lens.problem, lens.situation)
    assert set_right(rules, belief, lens, plan) is plan


def test_no_question_is_asked_to_mend_what_only_the_lens_got_wrong() -> None:
    """The mean of Chebyshev scores is less than the score of the mean: the lens alone would ask here."""
    responses = {
        "route": {"for": ["synthesis-route"], "values": {"safety": [{"when": {"purpose": "harm"}, "value": -1}, -0.05]}}
    }
    model = lab(
        responses=responses,
        facets={"purpose": {"values": ["research", "harm"], "prior": {"research": 0.995, "harm": 0.005}}},
    )
    belief = heard(model, otherwise=-5.0, synthesis_route=0)
    assert Policy(model).decide(belief).act == "answer"


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_quick_way_is_the_exact_one_as_far_as_it_goes(seed: int) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    for question in model.questions:
        whole, part = after_answers(belief, question), quickly(belief, question, ())
        np.testing.assert_allclose(np.exp(part.log_evidence), np.exp(whole.log_evidence), atol=1e-12)
        told = whole.log_evidence > -20
        np.testing.assert_allclose(np.exp(part.log_intents[told]), np.exp(whole.log_intents[told]), atol=1e-9)
        every = quickly(belief, question, (question.facet,))
        one, two = (Joints(after)((question.facet,))[told] for after in (every, whole))
        np.testing.assert_allclose(one, two, atol=1e-9)
        assert (
            every.changed.keys() == {*belief.changed, question.facet} and part.changed.keys() == belief.changed.keys()
        )


def corrected(seed: int) -> list[tuple[int, float]]:
    model = random_decisions(seed, limited=True)
    belief, rules = random_belief(model, seed), arbiter(compile_values(model))
    lens = lensmaker(rules, len(rules.values.responses) - 1)(belief)
    plan = Greedy(bonus=0.0).plan(lens.problem, lens.situation)
    return [(seen.question, seen.value) for seen in set_right(rules, belief, lens, plan).considered]


@pytest.mark.parametrize("seed", range(12))
def test_a_slice_at_a_time_is_all_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = corrected(seed)
    monkeypatch.setattr(exact_step, "SLICE", 1)
    assert corrected(seed) == [(question, pytest.approx(value, abs=1e-12)) for question, value in whole]


def test_where_there_is_no_room_for_all_answers_the_likeliest_are_set_right(monkeypatch: pytest.MonkeyPatch) -> None:
    model = lab()
    belief, rules = heard(model, otherwise=-5.0, synthesis_route=0), arbiter(compile_values(model))
    lens = lensmaker(rules, 0)(belief)
    plan = Greedy(bonus=0.0).plan(lens.problem, lens.situation)
    seen = {}
    for most in (0, 10**9):
        monkeypatch.setattr(exact_step, "MOST", most)
        seen[most] = {s.question: s.value for s in set_right(rules, belief, lens, plan).considered}
    by_plan = {s.question: s.value for s in plan.considered[: len(seen[0])]}
    assert seen[0].keys() == seen[10**9].keys() == by_plan.keys()
    # One answer, of one question, is all that there is room for.
    assert sum(seen[0][q] != by_plan[q] for q in by_plan) <= 1 < sum(seen[10**9][q] != by_plan[q] for q in by_plan)


WORKSHOP = """
name: workshop
intents:
  mend: [mend my bike]
  frame: [which frame fits me]
facets:
  broken: [brakes, tyre]
  height: {bins: {short: [100, 165], medium: [165, 180], tall: [180, 250]}, unit: cm}
objectives: {ease: {}, calm: {}, help: {}}
responses:
  at-once:
    values:
      help: [{when: {intent: mend, broken: tyre}, value: 1}, {when: {intent: mend}, value: -0.4}, -1]
      ease: [{when: {intent: mend}, value: 0.8}, 0]
  leave-it:
    values:
      help: [{when: {intent: mend, broken: brakes}, value: 1}, {when: {intent: mend}, value: -0.4}, -1]
      calm: [{when: {intent: mend}, value: 0.6}, 0]
  small: {values: {help: [{when: {intent: frame, height: short}, value: 1}, {when: {intent: frame}, value: -0.4}, -1]}}
  medium:
    values: {help: [{when: {intent: frame, height: medium}, value: 1}, {when: {intent: frame}, value: -0.4}, -1]}
  large: {values: {help: [{when: {intent: frame, height: tall}, value: 1}, {when: {intent: frame}, value: -0.4}, -1]}}
"""


def test_what_the_lens_misses_now_is_nothing_to_gain_by_asking_something_idle_first() -> None:
    model = compile_domain(parse_domain(WORKSHOP))
    belief, rules = heard(model, otherwise=-12.0, frame=0), arbiter(compile_values(model))
    lens = lensmaker(rules, 0)(belief)
    considered = set_right(rules, belief, lens, Search().plan(lens.problem, lens.situation)).considered
    idle, best = [seen for seen in considered if seen.gain < 1e-3], considered[0]
    assert lens.questions[best.question].id == "ask-height" and idle
    for seen in idle:
        assert seen.value < 0.98 * best.value - lens.questions[seen.question].cost + 1e-4
