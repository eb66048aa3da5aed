"""Planners side by side: what each loses against the exact optimum, and what each earns where none is known.

    python benchmarks/planner.py [--quick] [--jobs 2] [--only even] [--kept planner.jsonl]

First tables: share of the attainable gain (optimum minus best immediate response) that a policy loses, in percent,
over random instances of each family with seeds used nowhere else; each policy is followed through every answer
against the exact table of values. Last tables: mean return in simulated dialogues with common random numbers at
sizes beyond the optimum. Parameters of the baselines are tuned on the very instances they are shown on, in their
favour; `search` is calibrated on rehearsed dialogues of its own. Intervals are paired and 95 %. Times are of the
processor. With ``--kept`` every instance is written down as it is done, and a later run goes on from there; with
``--no-more`` it prints what there is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from _expected_free_energy import available
from _planner_work import SEARCH, SEED, Job, Result, deadline, measured

__all__ = ["main"]

EXACT = (("even", 8), ("uneven", 8), ("trap", 8), ("even", 16), ("uneven", 16), ("even", 32), ("uneven", 32))
LARGE = ((50, 50, 3), (150, 100, 5))


class Row(NamedTuple):
    """One policy at its best parameter over the instances of a section."""

    policy: str
    parameter: str
    mean: float
    error: float
    worst: float
    behind: float
    """How far it is behind `search`."""
    half: float
    """Half of the paired interval."""
    samples: int


def jobs_of(*, quick: bool, count: int, slow: int, dialogues: int) -> dict[str, list[Job]]:
    """What is measured, section by section."""
    sections: dict[str, list[Job]] = {}
    for family, n in EXACT[:3] if quick else EXACT:
        name = f"{family} {n}x10x3"
        main = [Job(name, family, (n, 10, 3), SEED + s, "loss") for s in range(count)]
        sections[name] = main + [Job(name, family, (n, 10, 3), SEED + s, "slow") for s in range(slow if n == 8 else 0)]
    for size in LARGE[:1] if quick else LARGE:
        name = f"uneven {size[0]}x{size[1]}x{size[2]}"
        many = range(1 if quick else 6)
        sections[name] = [Job(name, "uneven", size, SEED + s, "return", dialogues) for s in many]
    return sections


def finished(jobs: Sequence[Job], kept: Path | None, pool: ProcessPoolExecutor, *, more: bool = True) -> list[Result]:
    """The results of all jobs, those that are written down taken from there; without ``more`` only those."""
    done: dict[tuple[str, int, str], Result] = {}
    if kept is not None and kept.exists():
        for line in kept.read_text(encoding="utf-8").splitlines():
            found = Result.model_validate_json(line)
            done[found.section, found.seed, found.part] = found
    if not more:
        jobs = [job for job in jobs if (job.section, job.seed, job.part) in done]
    todo = [job for job in jobs if (job.section, job.seed, job.part) not in done]
    for found in pool.map(measured, todo):
        done[found.section, found.seed, found.part] = found
        if kept is not None:
            with kept.open("a", encoding="utf-8") as file:
                file.write(found.model_dump_json() + "\n")
    return [done[job.section, job.seed, job.part] for job in jobs]


def table(results: Iterable[Result], sign: float) -> list[Row]:
    """Each policy at its best parameter; ``sign`` is 1 where less is better and -1 where more is."""
    samples: dict[str, dict[str, list[float]]] = {}
    for result in results:
        for entry, values in result.samples.items():
            name, _, option = entry.partition("|")
            samples.setdefault(name, {}).setdefault(option, []).extend(values)
    ours = np.array(samples[SEARCH][""])
    return [_row(name, {o: np.array(v) for o, v in options.items()}, ours, sign) for name, options in samples.items()]


def _row(name: str, options: dict[str, np.ndarray], ours: np.ndarray, sign: float) -> Row:
    option = min(options, key=lambda o: sign * float(options[o].mean()))
    sample = options[option]
    behind = sign * (sample - ours[: len(sample)])
    return Row(
        name,
        option,
        float(sample.mean()),
        _error(sample),
        float((sign * sample).max() * sign),
        float(behind.mean()),
        1.96 * _error(behind),
        len(sample),
    )


def _error(sample: np.ndarray) -> float:
    return float(sample.std(ddof=min(1, len(sample) - 1)) / len(sample) ** 0.5)


def shown(name: str, results: list[Result], rows: list[Row]) -> str:
    """One section as text."""
    main = [result for result in results if result.part != "slow"]
    clocks = {p: float(np.median([r.decision_ms[p] for r in main])) for p in main[0].decision_ms}
    unit = "return" if main[0].part == "return" else "% of the attainable gain lost"
    lines = [
        f"{name}: {len(main)} instances, {unit}; calibration {np.median([r.calibration_s for r in main]):.1f} s "
        f"(median), {max(r.calibration_s for r in main):.1f} s (most)",
        "  ms a decision: " + ", ".join(f"{policy} {ms:.2f}" for policy, ms in clocks.items()),
    ]
    for row in rows:
        lines.append(
            f"  {row.policy:34} {row.parameter:>5} {row.mean:9.3f} +-{row.error:6.3f}  worst {row.worst:8.3f}"
            f"  behind search {row.behind:8.3f} +-{row.half:6.3f}  n={row.samples}"
        )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="What planners lose against the exact optimum, and earn where none is known."
    )
    parser.add_argument("--quick", action="store_true", help="a few instances of each, to see that it runs")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default 1)")
    parser.add_argument("--count", type=int, default=60, help="instances a family (default 60)")
    parser.add_argument("--slow", type=int, default=6, help="instances that other people's planners get (default 6)")
    parser.add_argument("--only", default="", help="sections whose name contains this")
    parser.add_argument("--kept", type=Path, help="write results here, one line each, and go on from what is there")
    parser.add_argument("--no-more", action="store_true", help="print what is kept; measure only the deadline")
    return parser


def main() -> None:
    """Measure and print the tables, one line of JSON a row first."""
    options = _parser().parse_args()
    quick = bool(options.quick)
    sections = jobs_of(
        quick=quick,
        count=3 if quick else options.count,
        slow=0 if quick else options.slow,
        dialogues=40 if quick else 400,
    )
    print(json.dumps({"pymdp": "installed" if available() else "not installed: left out"}))
    with ProcessPoolExecutor(options.jobs) as pool:
        for name, jobs in sections.items():
            if options.only not in name:
                continue
            results = finished(jobs, options.kept, pool, more=not options.no_more)
            if all(result.part == "slow" for result in results):
                continue
            rows = table(results, -1.0 if jobs[0].part == "return" else 1.0)
            for row in rows:
                print(json.dumps({"section": name, **row._asdict()}))
            print(shown(name, results, rows) + "\n", flush=True)
    if not options.only or options.only in "deadline":
        print("deadline 10 ms, 1000x1000x3: " + json.dumps(deadline(20 if quick else 200)))


if __name__ == "__main__":
    main()
