"""One instance measured: what each policy loses against the exact optimum, or earns where none is known.

Every result follows from its job alone (and from the version of the code), so that a long run may be made in pieces.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from _expected_free_energy import ExpectedFreeEnergy, available
from _families import Instance, even, trap, uneven
from edgewise.beliefs.planning.lookahead import compiled
from edgewise.beliefs.planning.optimal import Solved
from edgewise.beliefs.planning.planning import Greedy, Planner, Threshold
from edgewise.beliefs.planning.rehearsal import Luck, calibrate, rehearse
from edgewise.beliefs.planning.search import Level, Search
from edgewise.beliefs.planning.uct import Pouct
from pydantic import BaseModel

__all__ = ["SEARCH", "SEED", "Job", "Result", "deadline", "measured"]

FAMILIES = {"even": even, "uneven": uneven, "trap": trap}
SEED = 610_000
"""The first seed of the instances that are reported; nothing was ever tuned on these."""
CONFIDENCES = (0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995)
BONUSES = (0.02, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3, 0.5, 0.8)
PREFERENCES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
TUNED: dict[str, dict[str, Planner]] = {
    "gain threshold .8": {"": Threshold(0.8)},
    "gain threshold, tuned": {str(c): Threshold(c) for c in CONFIDENCES},
    "gain per cost, tuned": {str(c): Threshold(c, per_cost=True) for c in CONFIDENCES},
    "one-step value": {"": Greedy(bonus=0.0)},
    "one-step value + gain, tuned": {str(b): Greedy(bonus=b) for b in BONUSES},
    "two-step value + .04 gain": {"": Search(levels=(Level(12, 5), Level(5, 5)), bonus=0.04)},
}
SEARCH = "search (default, calibrated)"
BARE = "search (not calibrated)"

Part = Literal["loss", "return", "slow"]


@dataclass(frozen=True)
class Job:
    """One instance to measure."""

    section: str
    family: str
    size: tuple[int, int, int]
    seed: int
    part: Part
    """Loss against the optimum, return in dialogues, or the loss of the slow rivals alone."""
    dialogues: int = 0

    def instance(self) -> Instance:
        """The instance, from its seed alone."""
        return FAMILIES[self.family](self.seed, *self.size)


class Result(BaseModel):
    """What one job found."""

    section: str
    seed: int
    part: Part
    samples: dict[str, list[float]]
    """By ``policy|parameter``: the loss in percent of what is attainable, or the return of each dialogue."""
    calibration_s: float = 0.0
    """Seconds of processor time."""
    decision_ms: dict[str, float] = {}
    """Milliseconds of processor time of one decision at the start."""


def fast() -> dict[str, Planner]:
    """The baselines at every parameter, and the search as it is without calibration."""
    named = {f"{name}|{option}": policy for name, options in TUNED.items() for option, policy in options.items()}
    return {**named, f"{BARE}|": Search()}


def slow() -> dict[str, Planner]:
    """Other people's planners."""
    named: dict[str, Planner] = {f"pomdp-py POUCT, {n} simulations|": Pouct(simulations=n) for n in (1000, 4000)}
    if available():
        named |= {
            f"pymdp expected free energy, tuned|{w}": ExpectedFreeEnergy(w) for w in (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
        }
    return named


def measured(job: Job) -> Result:
    """Do one job."""
    instance = job.instance()
    if job.part == "slow":
        return Result(section=job.section, seed=job.seed, part="slow", samples=_losses(job, instance, slow()))
    began = time.process_time()
    calibration = calibrate(instance.problem, instance.start, seed=job.seed)
    seconds = time.process_time() - began
    policies = {**fast(), f"{SEARCH}|": calibration.planner(instance.problem)}
    samples = _losses(job, instance, policies) if job.part == "loss" else _returns(job, instance, policies)
    shown = ("gain threshold .8|", "one-step value + gain, tuned|0.04", "two-step value + .04 gain|", f"{SEARCH}|")
    return Result(
        section=job.section,
        seed=job.seed,
        part=job.part,
        samples=samples,
        calibration_s=seconds,
        decision_ms={name.split("|")[0]: _clocked(policies[name], instance) for name in shown},
    )


def _losses(job: Job, instance: Instance, policies: dict[str, Planner]) -> dict[str, list[float]]:
    """Each policy followed through every answer against the exact table of values."""
    solved = Solved.of(instance.problem, instance.start)
    attainable = solved.value[0] - compiled(instance.problem).respond(instance.start.belief[None]).value[0]
    found: dict[str, list[float]] = {}
    for name, policy in policies.items():
        least = 0.05 if name.startswith("pomdp-py") else 1e-3
        loss = solved.loss(partial(policy.plan_batch, instance.problem), least=least, seed=job.seed)
        found[name] = [float(100.0 * loss / attainable)]
    return found


def _returns(job: Job, instance: Instance, policies: dict[str, Planner]) -> dict[str, list[float]]:
    """Each policy in the same simulated dialogues."""
    luck = Luck.drawn(instance.problem, instance.start.belief, job.dialogues, np.random.default_rng(job.seed + 1))
    return {
        name: [float(r) for r in rehearse(instance.problem, instance.start, policy, luck).returns]
        for name, policy in policies.items()
    }


def _clocked(policy: Planner, instance: Instance) -> float:
    spent: list[float] = []
    for _ in range(7):
        began = time.process_time()
        policy.plan(instance.problem, instance.start)
        spent.append(1e3 * (time.process_time() - began))
    return float(np.median(spent))


def deadline(calls: int) -> dict[str, float]:
    """Times of decisions with a deadline of 10 ms at 1,000 hypotheses and 1,000 questions, in ms."""
    instance = uneven(SEED, 1000, 1000, 3)
    compiled(instance.problem)
    spent: list[float] = []
    depths: list[int] = []
    for _ in range(calls):
        began = time.perf_counter()
        plan = Search().plan(instance.problem, instance.start, deadline_s=0.01)
        spent.append(1e3 * (time.perf_counter() - began))
        depths.append(plan.depth)
    median, p99 = float(np.median(spent)), float(np.quantile(spent, 0.99))
    return {"median_ms": median, "p99_ms": p99, "mean_depth": float(np.mean(depths))}
