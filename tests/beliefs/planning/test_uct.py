"""The agent that pomdp_py plans for: our models, put right where the stock form goes wrong."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from edgewise.beliefs.planning.lookahead import compiled
from edgewise.beliefs.planning.optimal import Optimal
from edgewise.beliefs.planning.problem import Situation
from edgewise.beliefs.planning.uct import Ask, Hidden, Pouct, Respond, Said, agent_for, seeded
from problems_at_random import limited, problem, rivalling, situation

pomdp_py = pytest.importorskip("pomdp_py")
START = Situation(np.array([0.4, 0.3, 0.2, 0.1, 0.0, 0.0]), np.array([True, True, True, False]), 3)


def test_it_is_a_real_agent_with_our_belief() -> None:
    agent = agent_for(problem(1), START)
    assert isinstance(agent, pomdp_py.Agent)
    assert agent.belief[Hidden(1)] == pytest.approx(0.3)
    assert Hidden(5) not in agent.belief.histogram


def test_only_the_best_admissible_response_is_offered_at_each_history() -> None:
    of = limited(3)
    policy = agent_for(of, START).policy_model
    history = ((Ask(1), Said(0)),)
    offered = policy.get_all_actions(Hidden(0), history)
    belief = START.belief * of.answers[0, 1]
    best = compiled(of).respond((belief / belief.sum())[None]).index[0]
    assert [a for a in offered if isinstance(a, Respond)] == [Respond(int(best))]
    assert {a.question for a in offered if isinstance(a, Ask)} <= {0, 2}


def test_what_an_answer_closed_is_not_offered() -> None:
    policy = agent_for(rivalling(3), START).policy_model
    for answer, left in ((0, {2}), (2, {1, 2})):
        offered = policy.get_all_actions(Hidden(0), ((Ask(0), Said(answer)),))
        assert {a.question for a in offered if isinstance(a, Ask)} <= left
    assert Ask(1) in policy.get_all_actions(Hidden(0), ((Ask(2), Said(0)),))


def test_responding_ends_it_for_good() -> None:
    of = problem(1)
    agent = agent_for(of, START)
    over = agent.transition_model.sample(Hidden(2), Respond(0))
    assert over == Hidden(2, True) == agent.transition_model.sample(over, Ask(0))
    assert agent.reward_model.sample(over, Ask(0), over) == 0.0
    assert agent.observation_model.sample(over, Ask(0)) == Said(-1)
    assert agent.policy_model.get_all_actions(over, ((Respond(0), Said(-1)),)) == (Respond(0),)
    assert agent.transition_model.probability(over, Hidden(2), Respond(0)) == 1.0


def test_rewards_and_answers_are_the_problems_own() -> None:
    of = problem(2)
    agent = agent_for(of, START)
    state = Hidden(3)
    assert agent.reward_model.sample(state, Respond(1), Hidden(3, True)) == of.values[1, 3]
    assert agent.reward_model.sample(state, Ask(2), state) == -of.costs[2]
    chances = [agent.observation_model.probability(Said(a), state, Ask(2)) for a in range(3)]
    np.testing.assert_allclose(chances, of.answers[:, 2, 3])
    with seeded(0):
        said = [agent.observation_model.sample(state, Ask(2)).answer for _ in range(3000)]
    np.testing.assert_allclose(np.bincount(said, minlength=3) / 3000, of.answers[:, 2, 3], atol=0.04)


@pytest.mark.parametrize("seed", range(4))
def test_with_many_simulations_it_comes_near_the_optimum(seed: int) -> None:
    of = problem(seed, a=2, q=3)
    where = situation(of, seed, budget=2)
    plan, best = Pouct(simulations=4000).plan(of, where), Optimal().plan(of, where)
    values = {c.question: c.value for c in best.considered}
    options = [best.respond_value, *values.values()]
    taken = best.respond_value if plan.question is None else values[plan.question]
    assert taken >= max(options) - 0.05


def test_a_deadline_is_kept_by_leaving_off() -> None:
    of = problem(1)
    plan = Pouct(simulations=10**9).plan(of, START, deadline_s=0.02)
    assert plan.considered


def test_the_global_random_state_comes_back_even_after_an_error() -> None:
    before = random.getstate()
    with pytest.raises(RuntimeError), seeded(3):
        random.random()
        raise RuntimeError
    assert random.getstate() == before


@pytest.mark.parametrize("deadline", [0.0, 1e-9, 1e-5])
def test_no_time_at_all_is_still_a_plan(deadline: float) -> None:
    """A question that no simulation has tried is not worth zero, also where responding is worth less."""
    of = replace(problem(1), values=problem(1).values - 5.0)
    plan = Pouct().plan(of, START, deadline_s=deadline)
    assert plan.respond_value < 0
    assert all(seen.value < 0 for seen in plan.considered)
