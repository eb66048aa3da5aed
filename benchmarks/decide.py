"""What one decision costs, part by part, and whether limits hold over a million adversarial turns.

Prints one line of JSON a size and one for the limits, then a table. Targets: everything of a decision except the
planner under 2 ms at 150 intents and 100 facet questions, stability cheaper than planning, no limit broken.
The adversaries are those of ``tests/test_never_inadmissible.py``: hidden states and answers come from the model
itself, those who hide the truth say what honest users say, and tails are recomputed from a separate flat posterior.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from _measure import median_us, one_core
from edgewise.beliefs.belief.belief import Belief, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.deciding.stability import stability
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import load_domain
from edgewise.beliefs.planning.planning import planner
from edgewise.beliefs.planning.problem import Plan, Problem, Situation

OVERHEAD_US = 2_000.0


class Size(NamedTuple):
    """One domain: intents, facets with a question each, and whether a limit is in force."""

    intents: int
    facets: int
    limited: bool


SHIPPED = ("triage", "card-support", "engineering", "family-career")
"""Of the worked domains, those whose decisions differ most in what they take."""
SIZES = (Size(5, 0, False), Size(20, 5, True), Size(150, 100, False), Size(150, 100, True))


def model_of(size: Size, seed: int = 0) -> Model:
    """Facets that depend on the intent; where limited, every answer is unsafe with one value of one facet."""
    rng = np.random.default_rng(seed)
    names = [f"i{n}" for n in range(size.intents)]
    facets = {
        f"f{k}": {
            "values": ["a", "b", "c"],
            "prior_given": {name: dict(zip("abc", rng.dirichlet([0.5] * 3).tolist(), strict=True)) for name in names},
        }
        for k in range(size.facets)
    }
    domain: dict[str, object] = {"name": "sized", "intents": {name: {} for name in names}, "facets": facets}
    if size.limited:
        unsafe = [{"when": {"f0": "a"}, "value": -0.5}, 0]
        domain["objectives"] = {"safety": {"limit": {"at_most": 0.3}}, "helpfulness": {}}
        domain["responses"] = {f"r{n}": {"for": name, "values": {"safety": unsafe}} for n, name in enumerate(names)}
    return compile_domain(Domain.model_validate(domain))


def shipped(name: str) -> Model:
    """One of the worked domains."""
    return compile_domain(load_domain(Path(__file__).resolve().parents[1] / "examples" / name / "domain.yaml"))


def measured(size: Size, by: str) -> dict[str, object]:
    """Time each part of a decision."""
    return {**size._asdict(), "planner": by, **parts(model_of(size), by)}


class Clocked:
    """A planner that keeps the processor time of its last plan: what the rest of a decision is measured against."""

    def __init__(self, by: str) -> None:
        self.planner = planner(by)
        self.plan_batch = self.planner.plan_batch
        self.spent = 0.0

    def plan(self, problem: Problem, situation: Situation, *, deadline_s: float | None = None, seed: int = 0) -> Plan:
        """Plan, and note how long it took."""
        began = time.process_time()
        found = self.planner.plan(problem, situation, deadline_s=deadline_s, seed=seed)
        self.spent = time.process_time() - began
        return found


def parts(model: Model, by: str, calls: int = 41) -> dict[str, int]:
    """Microseconds of each part of a decision at the prior; `own` is everything but the planner, in the same call."""
    clocked = Clocked(by)
    policy, start = Policy(model, clocked), prior_belief(model)

    def fresh() -> Belief:
        return Belief(model, start.log_intents, start.shared)

    rules = policy.rules()
    row = {
        "lens": median_us(lambda: rules.lens(fresh())),
        "judge": median_us(lambda: rules.arbiter.judge(fresh())),
        "stability": median_us(lambda: stability(rules.arbiter, fresh(), 0)),
    }
    taken: list[tuple[float, float]] = []
    for _ in range(calls):
        began = time.process_time()
        policy.decide(fresh())
        whole = time.process_time() - began
        taken.append((clocked.spent, whole))
    plan, decide = 1e6 * np.array(taken[2:]).T
    row |= {"plan": np.median(plan), "decide": np.median(decide), "own": np.median(decide - plan)}
    return {part: round(us) for part, us in row.items()}


def adversaries(turns: int) -> dict[str, object]:
    """Count the limits that are broken over so many turns."""
    tests = Path(__file__).resolve().parents[1] / "tests"
    sys.path[:0] = [str(tests), str(tests / "beliefs")]
    from test_never_inadmissible import adversarial_turns

    broken = sum(adversarial_turns(25_000, 4, seed)[0] for seed in range(turns // 100_000))
    return {"adversarial_turns": turns // 100_000 * 100_000, "limits_broken": broken}


def main() -> int:
    """Measure, print, and fail if a limit was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planner", default="search", help="whose planning to time (default search)")
    parser.add_argument("--turns", type=int, default=1_000_000, help="adversarial turns (default a million)")
    parser.add_argument("--quick", action="store_true", help="the two small sizes and 100,000 turns")
    args = parser.parse_args()
    one_core()
    rows = [measured(size, args.planner) for size in (SIZES[:2] if args.quick else SIZES)]
    rows += [{"domain": name, "planner": args.planner, **parts(shipped(name), args.planner)} for name in SHIPPED]
    kept = adversaries(100_000 if args.quick else args.turns)
    for record in (*rows, kept):
        print(json.dumps(record))
    columns = ("lens", "judge", "stability", "plan", "decide", "own")
    print(f"\n{'':24}" + " ".join(f"{name:>9}" for name in columns) + "   microseconds of one core")
    for row in rows:
        limited = ", limited" if row.get("limited") else ""
        name = row.get("domain") or f"{row['intents']} x {row['facets']}{limited}"
        print(f"{name!s:24}" + " ".join(f"{row[part]!s:>9}" for part in columns))
    print(f"\n{kept['adversarial_turns']:,} adversarial turns, {kept['limits_broken']} limits broken")
    return int(bool(kept["limits_broken"]))


if __name__ == "__main__":
    sys.exit(main())
