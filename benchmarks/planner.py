"""Planners side by side: what each loses against the exact optimum, and what each earns where none is known.

    python benchmarks/planner.py [--quick] [--jobs 2] [--out planner.json]

First table: share of the attainable gain (optimum minus best immediate response) that a policy loses, in percent,
over random instances of each family with seeds used nowhere else; each policy is followed through every answer
against the exact table of values. Second table: mean return in simulated dialogues with common random numbers at sizes
beyond the optimum. Parameters of the baselines are tuned on the very instances they are shown on, in their favour;
`search` is calibrated on rehearsed dialogues of its own. Intervals are paired and 95 %.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from edgewise.beliefs.lookahead import compiled
from edgewise.beliefs.optimal import Solved
from edgewise.beliefs.planning import Greedy, Planner, Threshold
from edgewise.beliefs.rehearsal import Luck, calibrate, rehearse
from edgewise.beliefs.search import Level, Search
from edgewise.beliefs.uct import Pouct
from expected_free_energy import ExpectedFreeEnergy, available
from families import Instance, even, trap, uneven

__all__ = ["main"]

FAMILIES = {"even": even, "uneven": uneven, "trap": trap}
TWO = (Level(12, 5), Level(5, 5))
SEED = 610_000
CONFIDENCES = (0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
BONUSES = (0.02, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3)
TUNED: dict[str, dict[str, Planner]] = {
    "gain threshold .8": {"": Threshold(0.8)},
    "gain threshold, tuned": {str(c): Threshold(c) for c in CONFIDENCES},
    "gain per cost, tuned": {str(c): Threshold(c, per_cost=True) for c in CONFIDENCES},
    "one-step value": {"": Greedy(bonus=0.0)},
    "one-step value + gain, tuned": {str(b): Greedy(bonus=b) for b in BONUSES},
    "two-step value + .04 gain": {"": Search(levels=TWO, bonus=0.04)},
}
SEARCH = "search (default, calibrated)"


@dataclass(frozen=True)
class Job:
    """One instance to measure."""

    family: str
    size: tuple[int, int, int]
    seed: int
    slow: bool
    """Whether POUCT and the expected-free-energy rule take part."""
    dialogues: int

    def instance(self) -> Instance:
        """The instance, from its seed alone."""
        return FAMILIES[self.family](self.seed, *self.size)


def entries(slow: bool) -> dict[tuple[str, str], Planner]:
    """Every policy by its name and parameter."""
    named = {(name, option): p for name, options in TUNED.items() for option, p in options.items()}
    if slow:
        named |= {(f"pomdp-py POUCT, {n} simulations", ""): Pouct(simulations=n) for n in (1000, 4000)}
        if available():
            name = "pymdp expected free energy, tuned"
            named |= {(name, str(w)): ExpectedFreeEnergy(w) for w in (0.1, 0.3, 1.0, 3.0)}
    return named


def exact(job: Job) -> dict[str, object]:
    """Loss of every policy on one instance, in percent of the attainable gain."""
    instance = job.instance()
    solved = Solved.of(instance.problem, instance.start)
    attainable = solved.value[0] - compiled(instance.problem).respond(instance.start.belief[None]).value[0]
    began = time.process_time()
    calibration = calibrate(instance.problem, instance.start, seed=job.seed)
    seconds = time.process_time() - began
    found: dict[str, float] = {}
    for (name, option), policy in {**entries(job.slow), (SEARCH, ""): calibration.planner(instance.problem)}.items():
        least = 0.05 if name.startswith("pomdp-py") else 1e-3
        loss = solved.loss(partial(policy.plan_batch, instance.problem), least=least, seed=job.seed)
        found[f"{name}|{option}"] = 100.0 * loss / attainable
    return {
        "loss": found,
        "calibration_s": seconds,
        "decision_ms": clocked(calibration.planner(instance.problem), instance),
    }


def earned(job: Job) -> dict[str, object]:
    """Return of every policy in the same simulated dialogues."""
    instance = job.instance()
    began = time.process_time()
    calibration = calibrate(instance.problem, instance.start, seed=job.seed)
    seconds = time.process_time() - began
    luck = Luck.drawn(instance.problem, instance.start.belief, job.dialogues, np.random.default_rng(job.seed + 1))
    found = {
        f"{name}|{option}": rehearse(instance.problem, instance.start, policy, luck).returns.tolist()
        for (name, option), policy in {**entries(False), (SEARCH, ""): calibration.planner(instance.problem)}.items()
    }
    return {
        "return": found,
        "calibration_s": seconds,
        "decision_ms": clocked(calibration.planner(instance.problem), instance),
    }


def clocked(policy: Planner, instance: Instance) -> float:
    """Milliseconds of processor time of one decision at the start, the median of a few."""
    spent: list[float] = []
    for _ in range(7):
        began = time.process_time()
        policy.plan(instance.problem, instance.start)
        spent.append(1e3 * (time.process_time() - began))
    return float(np.median(spent))


def table(results: list[dict[str, object]], key: str, sign: float) -> dict[str, dict[str, float | str]]:
    """Each policy at its best parameter, with standard errors and the paired interval against `search`."""
    rows: dict[str, dict[str, np.ndarray]] = {}
    for entry in results[0][key]:
        name, option = entry.split("|")
        kept = [np.atleast_1d(r[key][entry]) for r in results if entry in r[key]]
        rows.setdefault(name, {})[option] = np.concatenate(kept)
    ours = rows[SEARCH][""]
    found: dict[str, dict[str, float | str]] = {}
    for name, options in rows.items():
        option = min(options, key=lambda o: sign * options[o].mean())
        sample = options[option]
        paired = sign * (sample - ours[: len(sample)])
        error = sample.std(ddof=min(1, len(sample) - 1)) / len(sample) ** 0.5
        half = 1.96 * paired.std(ddof=min(1, len(paired) - 1)) / len(paired) ** 0.5
        found[name] = {
            "parameter": option,
            "mean": float(sample.mean()),
            "se": float(error),
            "worst": float((sign * sample).max() * sign),
            "behind_search": float(paired.mean()),
            "half_interval": float(half),
            "samples": len(sample),
        }
    return found


def jobs_of(quick: bool, slow: int, count: int) -> dict[str, list[Job]]:
    """What is measured, section by section."""
    count, dialogues = (3, 60) if quick else (count, 400)
    slow = min(slow, 1) if quick else slow
    exacts = [("even", 8), ("uneven", 8), ("trap", 8), ("even", 16), ("uneven", 16), ("even", 32), ("uneven", 32)]
    sections: dict[str, list[Job]] = {}
    for family, n in exacts[:3] if quick else exacts:
        many = count if n == 8 else count // 3
        sections[f"{family} {n}x10x3"] = [
            Job(family, (n, 10, 3), SEED + s, n == 8 and s < slow, 0) for s in range(many)
        ]
    for size in ((50, 50, 3), (150, 100, 5)):
        name = f"uneven {size[0]}x{size[1]}x{size[2]}"
        sections[name] = [Job("uneven", size, SEED + s, False, dialogues) for s in range(1 if quick else 4)]
    return sections


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
    return {
        "median_ms": float(np.median(spent)),
        "p99_ms": float(np.quantile(spent, 0.99)),
        "mean_depth": float(np.mean(depths)),
    }


def shown(name: str, section: dict[str, object]) -> str:
    """One section as text."""
    lines = [
        f"{name}: {section['instances']} instances, calibration {section['calibration_s']:.1f} s (most), "
        f"{section['decision_ms']:.2f} ms a decision (median)"
    ]
    for policy, row in section["policies"].items():
        lines.append(
            f"  {policy:32} {row['parameter']:>5} {row['mean']:9.3f} +-{row['se']:6.3f}  worst {row['worst']:8.3f}"
            f"  behind search {row['behind_search']:8.3f} +-{row['half_interval']:6.3f}  n={row['samples']}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print the tables, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few instances of each, to see that it runs")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--slow", type=int, default=6, help="instances a family that POUCT takes part in")
    parser.add_argument("--count", type=int, default=60, help="instances a family")
    parser.add_argument("--only", default="", help="sections whose name contains this")
    parser.add_argument("--out", type=Path, help="where to write the JSON")
    options = parser.parse_args()
    report: dict[str, object] = {"pymdp": "installed" if available() else "not installed: left out"}
    with ProcessPoolExecutor(options.jobs) as pool:
        for name, jobs in jobs_of(options.quick, options.slow, options.count).items():
            if options.only not in name:
                continue
            large = jobs[0].dialogues > 0
            results = list(pool.map(earned if large else exact, jobs))
            report[name] = section = {
                "instances": len(jobs),
                "unit": "return" if large else "percent of the attainable gain lost",
                "calibration_s": max(r["calibration_s"] for r in results),
                "decision_ms": float(np.median([r["decision_ms"] for r in results])),
                "policies": table(results, "return" if large else "loss", -1.0 if large else 1.0),
            }
            print(shown(name, section), flush=True)
            if options.out:
                options.out.write_text(json.dumps(report, indent=1))
    report["deadline 10 ms, 1000x1000x3"] = deadline(20 if options.quick else 200)
    print(json.dumps(report["deadline 10 ms, 1000x1000x3"]))
    text = json.dumps(report, indent=1)
    if options.out:
        options.out.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
