"""Monte Carlo tree search by `pomdp_py`: a real agent with our models, planned for with POUCT.

It checks the other planners independently, and is the one to extend where questions change the world. What its
stock form gets wrong on these problems is put right here: of the responses only the best admissible one at each
history is offered, so that neither tree nor rollout is flooded with wrong answers; responding leads to an
absorbing state, so that rollouts end; and the global random state it draws from is seeded and restored.
A plan is repeatable for a seed and a number of simulations; with a deadline it depends on the machine.
This is the one module that imports `pomdp_py`. It knows nothing of gains or leaves.
"""

# pomdp_py ships neither stubs nor sources; its classes are opaque to a type checker.
# pyright: reportUntypedBaseClass=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false, reportUnknownParameterType=false

from __future__ import annotations

import random
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pomdp_py

from ..arrays import Array, Indices, Mask
from .lookahead import Compiled, compiled
from .planning import PlanBatch, advice, askable, one_by_one
from .problem import Considered, Plan, Problem, Situation

__all__ = [
    "Answering",
    "Ask",
    "Earning",
    "Hidden",
    "Pouct",
    "Pruned",
    "Respond",
    "Said",
    "Staying",
    "agent_for",
    "seeded",
]


@dataclass(frozen=True)
class Hidden(pomdp_py.State):
    """The hypothesis that holds, and whether the dialogue is over."""

    hypothesis: int
    over: bool = False


@dataclass(frozen=True)
class Ask(pomdp_py.Action):
    """Ask a question."""

    question: int


@dataclass(frozen=True)
class Respond(pomdp_py.Action):
    """Give a response: the dialogue is over."""

    response: int


@dataclass(frozen=True)
class Said(pomdp_py.Observation):
    """An answer, or -1 where nothing is said."""

    answer: int


History = Sequence[tuple[pomdp_py.Action, pomdp_py.Observation]]


class Staying(pomdp_py.TransitionModel):
    """The hypothesis stays; responding ends the dialogue for good."""

    def probability(self, next_state: Hidden, state: Hidden, action: pomdp_py.Action) -> float:
        """One for the only state that can follow."""
        return float(next_state == self.sample(state, action))

    def sample(self, state: Hidden, action: pomdp_py.Action) -> Hidden:
        """The state that follows."""
        return Hidden(state.hypothesis, True) if isinstance(action, Respond) else state


class Answering(pomdp_py.ObservationModel):
    """Answers by the problem's own answer tables."""

    def __init__(self, problem: Problem) -> None:
        self._chance = problem.answers
        self._reached = np.cumsum(problem.answers, axis=0).transpose(1, 2, 0).tolist()

    def probability(self, observation: Said, next_state: Hidden, action: pomdp_py.Action) -> float:
        """``P(a | q, h)``; after the end nothing is said."""
        if next_state.over or not isinstance(action, Ask):
            return float(observation.answer < 0)
        said = observation.answer
        return float(self._chance[said, action.question, next_state.hypothesis]) if said >= 0 else 0.0

    def sample(self, next_state: Hidden, action: pomdp_py.Action) -> Said:
        """An answer by lot."""
        if next_state.over or not isinstance(action, Ask):
            return Said(-1)
        reached = self._reached[action.question][next_state.hypothesis]
        # The last cumulative sum may fall short of one by rounding: scale the lot by it.
        lot = random.random() * reached[-1]
        return Said(next(a for a, sum_ in enumerate(reached) if lot < sum_))


class Earning(pomdp_py.RewardModel):
    """Minus the cost of a question; the value of a response; nothing once it is over."""

    def __init__(self, problem: Problem) -> None:
        self._costs, self._values = problem.costs.tolist(), problem.values.tolist()

    def sample(self, state: Hidden, action: pomdp_py.Action, next_state: Hidden) -> float:
        """The reward, which is certain."""
        if state.over:
            return 0.0
        if isinstance(action, Ask):
            return -self._costs[action.question]
        return self._values[action.response][state.hypothesis]


class Pruned(pomdp_py.RolloutPolicy):
    """Open questions and the one response that is best and admissible at each history."""

    def __init__(self, tables: Compiled, situation: Situation) -> None:
        self._tables, self._situation = tables, situation
        self._known: dict[tuple[tuple[int, int], ...], tuple[pomdp_py.Action, ...]] = {}

    def get_all_actions(
        self, state: Hidden | None = None, history: History | None = None
    ) -> tuple[pomdp_py.Action, ...]:
        """What may be done after a history that began at the situation."""
        if history and isinstance(history[-1][0], Respond):
            return (history[-1][0],)
        told = [(a.question, o.answer) for a, o in history or () if isinstance(a, Ask)]
        key = tuple(sorted(told))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._after(key)
        return found

    def sample(self, state: Hidden) -> pomdp_py.Action:
        """An action by lot, the history being unknown."""
        return random.choice(self.get_all_actions(state))

    def rollout(self, state: Hidden, history: History | None = None) -> pomdp_py.Action:
        """Respond once over; else respond or ask by lot, evenly: long random dialogues tell little."""
        actions = self.get_all_actions(state, history)
        if state.over or len(actions) == 1 or random.random() < 0.5:
            return actions[0]
        return random.choice(actions[1:])

    def _after(self, told: tuple[tuple[int, int], ...]) -> tuple[pomdp_py.Action, ...]:
        belief = np.array(self._situation.belief, dtype=np.float64)
        open_ = np.array(self._situation.open, dtype=bool)
        for question, answer in told:
            belief *= self._tables.by_question[question, answer]
            open_[question] = False
            if self._tables.closes is not None:
                open_ &= ~self._tables.closes[question, answer]
        belief = (belief / belief.sum())[None]
        left = np.array([self._situation.budget - len(told)])
        response = int(self._tables.respond(belief).index[0])
        may = askable(self._tables.information(belief), open_[None], left)[0]
        return (Respond(response), *(Ask(int(q)) for q in np.flatnonzero(may)))


def agent_for(problem: Problem, situation: Situation) -> pomdp_py.Agent:
    """A `pomdp_py` agent that stands where the dialogue stands."""
    belief = pomdp_py.Histogram({Hidden(h): float(p) for h, p in enumerate(situation.belief) if p > 0.0})
    return pomdp_py.Agent(belief, Pruned(compiled(problem), situation), Staying(), Answering(problem), Earning(problem))


@dataclass(frozen=True)
class Pouct:
    """POUCT on a `pomdp_py` agent; curiosity is not part of its rewards."""

    simulations: int = 1000
    exploration: float = 0.5
    """Constant of the upper confidence bound, in units of value."""

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Advise on one situation."""
        tables = compiled(problem)
        belief = np.asarray(situation.belief, dtype=np.float64)[None]
        now, information = tables.respond(belief), tables.information(belief)
        asks = askable(information, np.asarray(situation.open)[None], np.array([situation.budget]))
        if not asks.any():
            return advice(now, (), depth=0)
        found = self._searched(problem, situation, deadline_s, seed)
        looked = tuple(Considered(question, value, float(information.gain[0, question])) for question, value in found)
        return advice(now, looked, depth=situation.budget + 1)

    def plan_batch(self, problem: Problem, beliefs: Array, open_: Mask, budget: Indices) -> PlanBatch:
        """Advise on each belief in turn: a tree is not shared."""
        return one_by_one(self, problem, beliefs, open_, budget)

    def _searched(
        self, problem: Problem, situation: Situation, deadline_s: float | None, seed: int
    ) -> list[tuple[int, float]]:
        agent = agent_for(problem, situation)
        with seeded(seed):
            # The first simulation makes the tree, however little time there is.
            self._pouct(agent, problem, situation, sims=1 if deadline_s is not None else self.simulations)
            if deadline_s is not None and deadline_s > 0:
                self._pouct(agent, problem, situation, seconds=deadline_s)
        children = agent.tree.children.items()
        # What no simulation has tried stands at zero in the tree, which is no estimate.
        tried = [(a.question, float(node.value)) for a, node in children if isinstance(a, Ask) and node.num_visits > 0]
        return sorted(tried, key=lambda pair: (-pair[1], pair[0]))

    def _pouct(
        self, agent: pomdp_py.Agent, problem: Problem, situation: Situation, *, sims: int = -1, seconds: float = -1.0
    ) -> None:
        """Grow the agent's tree; given both limits POUCT looks at the count alone, so each stands by itself."""
        pomdp_py.POUCT(
            max_depth=situation.budget + 1,
            planning_time=seconds,
            num_sims=sims,
            discount_factor=problem.gamma,
            exploration_const=self.exploration,
            rollout_policy=agent.policy_model,
        ).plan(agent)


@contextmanager
def seeded(seed: int) -> Generator[None]:
    """Seed the global random state for a while and put it back as it was."""
    before = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
