"""The promise: whatever is believed, weighed, planned or said, no act breaks a limit."""

from __future__ import annotations

import numpy as np
import pytest
from decision_oracle import keeps_limits
from decisions_at_random import random_belief, random_decisions, random_weights
from edgewise.beliefs.belief.answers import outcomes, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.joints import joint
from edgewise.beliefs.belief.model import AskModel, Model, compile_domain
from edgewise.beliefs.deciding.choice import Progress, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.planning.planning import Greedy, Planner, Threshold, planner
from edgewise.beliefs.planning.problem import Plan, Problem, Situation
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


class Careless:
    """A planner that recommends the response with the best mean, whatever the limits, and never asks."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        worth = problem.values @ situation.belief
        return Plan(question=None, response=int(worth.argmax()), respond_value=float(worth.max()))


class Exact:
    """The exact optimum where it can be computed; one step ahead where there are too many questions for that."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        small = (len(problem.answers) + 1) ** int(situation.open.sum()) <= 20_000
        return (planner("optimal") if small else Greedy()).plan(problem, situation, seed=seed)


PLANNERS: list[Planner] = [
    Careless(),
    Greedy(),
    Threshold(),
    planner("search"),
    planner("pouct", simulations=40),
    Exact(),
]


@settings(max_examples=100, deadline=None)
@given(seeds, st.sampled_from(range(len(PLANNERS))), st.sampled_from([None, "strict"]), st.booleans(), st.data())
def test_no_act_breaks_a_limit(seed: int, which: int, context: str | None, own: bool, data: st.DataObject) -> None:
    model = random_decisions(seed, limited=True)
    belief = random_belief(model, seed + 1)
    progress = Progress(
        asked=frozenset(q.id for q in model.questions if data.draw(st.booleans())),
        questions_left=data.draw(st.integers(0, 3)),
        surprises=data.draw(st.integers(0, 3)),
        wants_person=data.draw(st.booleans()),
        answer_now=data.draw(st.booleans()),
        failed=data.draw(st.sampled_from([None, "the reader"])),
        requests=tuple(data.draw(st.permutations(model.intents))[: data.draw(st.integers(0, 3))]),
    )
    stance = Stance(context, random_weights(model, seed) if own else None)
    choice = Policy(model, PLANNERS[which]).decide(belief, progress, stance, seed=seed)
    if choice.act == "ask":
        assert progress.questions_left > 0 and not progress.answer_now
        assert choice.question is not None and choice.question.id not in progress.asked
    else:
        assert choice.response is not None
        assert keeps_limits(belief, choice.response, context)
        assert model.domain.responses[choice.response].kind == choice.act


def risky_domain() -> Model:
    """Some users mean harm; they say whatever an honest user would say, and so may everybody else."""
    return compile_domain(
        Domain.model_validate(
            {
                "name": "risky",
                "intents": {"learn": {"prior": 5}, "build": {"prior": 3}, "misuse": {"prior": 0.4}},
                "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.9}}, "helpfulness": {}},
                "facets": {
                    "role": {
                        "values": ["student", "engineer", "outsider"],
                        "prior_given": {"misuse": {"student": 0.1, "engineer": 0.1, "outsider": 0.8}},
                        "candor_given": {"misuse": 0.05},
                        "guise": {"student": 0.3, "engineer": 0.7},
                    },
                    "aim": {
                        "values": ["defence", "attack"],
                        "prior": {"defence": 0.9, "attack": 0.1},
                        "prior_given": {"misuse": {"defence": 0.02, "attack": 0.98}},
                        "candor": 0.8,
                        "guise": {"defence": 1.0},
                    },
                },
                "responses": {
                    "recipe": {
                        "for": ["build", "misuse"],
                        "values": {
                            "safety": [
                                {"when": {"intent": "misuse"}, "value": -1},
                                {"when": {"aim": "attack", "role": "outsider"}, "value": -0.8},
                                {"when": {"aim": "attack"}, "value": -0.3},
                                {"value": 0},
                            ]
                        },
                    },
                    "lesson": {"for": ["learn"], "values": {"safety": [{"when": {"aim": "attack"}, "value": -0.1}, 0]}},
                },
            }
        )
    )


def adversarial_turns(dialogues: int, turns: int, seed: int) -> tuple[int, float, float]:
    """Simulate liars in one batch; return violations, and the realised and expected loss of what was done.

    Hidden states come from the model itself; answers come from its answer model, in which those who hide the truth
    say what honest users say. After each answer the best admissible response is taken and its tail is recomputed
    from the flat joint distribution, updated separately, by sorting.
    """
    model = risky_domain()
    rng, rules = np.random.default_rng(seed), arbiter(compile_values(model))
    shape = (3, 2, len(model.intents))
    start = joint(prior_belief(model), (0, 1))
    hidden = rng.choice(len(start), size=dialogues, p=start / start.sum())
    place = np.array(np.unravel_index(hidden, shape))
    belief = Belief(model, np.repeat(prior_belief(model).log_intents[None], dialogues, 0), model.conditionals)
    flat = np.repeat(start[None], dialogues, 0)
    losses = -rules.values.at(np.indices(shape).reshape(3, -1)[:2], np.indices(shape).reshape(3, -1)[2])[:, 0]
    violations, realised, expected = 0, 0.0, 0.0
    for turn in range(turns):
        if turn < len(model.questions):
            belief, flat = hear(model, model.questions[turn], belief, flat, place, rng)
        else:
            heard = rng.normal(0, 1, (dialogues, len(model.intents)))
            belief = belief.update(Reading(intents=heard))
            flat = flat * np.exp(np.tile(heard, 6))
        now = rules.rank(rules.tempered(belief, rules.values.expected(belief)), rules.admissible(belief)).argmax(-1)
        flat /= flat.sum(axis=1, keepdims=True)
        violations += int((sorted_tail(losses[now], flat, 0.9) > 0.2 + 1e-7).sum())
        if turn < len(model.questions):
            realised += float(losses[now, hidden].sum())
            expected += float((losses[now] * flat).sum())
    return violations, realised, expected


def hear(
    model: Model, question: AskModel, belief: Belief, flat: np.ndarray, place: np.ndarray, rng: np.random.Generator
) -> tuple[Belief, np.ndarray]:
    """One answer from every user."""
    p = question.table[:, place[question.facet], place[2]]
    answer = np.minimum((rng.random(p.shape[1]) > np.cumsum(p, axis=0)).sum(axis=0), len(p) - 1)
    likelihood = np.log(np.maximum(question.table[answer], 1e-300))
    grid = np.indices((3, 2, len(model.intents))).reshape(3, -1)
    told = question.table[answer][:, grid[question.facet], grid[2]]
    return belief.update(Reading(facets={question.facet: likelihood})), flat * told


def sorted_tail(loss: np.ndarray, p: np.ndarray, alpha: float) -> np.ndarray:
    """CVaR of ``loss [B, N]`` under ``p [B, N]``."""
    order = np.argsort(-loss, axis=1)
    worst, mass = np.take_along_axis(loss, order, 1), np.take_along_axis(p, order, 1)
    before = np.cumsum(mass, axis=1) - mass
    return (worst * np.clip(1 - alpha - before, 0, mass)).sum(axis=1) / (1 - alpha)


def test_users_who_lie_as_well_as_the_model_allows_break_no_limit() -> None:
    violations, realised, expected = adversarial_turns(15_000, 4, seed=3)
    assert violations == 0
    # What happened is what was expected: the tail that is kept is that of the world, not of a wrong belief.
    assert realised == pytest.approx(expected, abs=4 * np.sqrt(30_000) * 0.5)
    assert expected != 0


def test_the_adversarial_test_can_fail() -> None:
    """Without the limits the same users do get the recipe."""
    model = risky_domain()
    rules, belief = arbiter(compile_values(model)), prior_belief(model)
    for question in model.questions:
        belief = belief.update(
            read_answer(model, question, {outcomes(model, question)[1 if question.facet == 0 else 0]: 0.0})
        )
    belief = belief.update(Reading(intents=np.array([-1.5, 0.0, 0.5, -3.0])))
    verdict = rules.judge(belief)
    free = rules.rank(rules.tempered(belief, verdict.expected), np.ones_like(verdict.admissible))
    assert rules.values.responses[int(free.argmax())] == "recipe"
    assert rules.values.responses[verdict.chosen] != "recipe"
