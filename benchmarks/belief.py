"""Exact update and information gain by size, beside this machine's limits and other ways to do the same.

Prints one line of JSON a measurement, then a table a kind. Everything runs on one core, in processor time, as medians;
limits and rivals are measured in the same run. ``--quick`` leaves the large sizes out; ``--only`` picks kinds.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
from _belief_cells import Row, against_others, facet_cell, intent_cell, peak_mib, sizes  # noqa: E402
from _measure import Limits, limits, one_core  # noqa: E402

KINDS = ("others", "memory", "intent", "facet")


def measured(kind: str, best: Limits, quick: bool) -> Iterator[Row]:
    """All rows of a kind."""
    if kind == "intent":
        for size in sizes(quick):
            for dtype in (np.float64, np.float32):
                yield intent_cell(size, dtype, best)
    elif kind == "facet":
        for size in sizes(quick):
            yield facet_cell(size, best)
    elif kind == "others":
        for intents in (150,) if quick else (10, 150):
            yield from against_others(intents, 100, 5)
    else:
        for answers, candid in ((2, True),) if quick else ((2, True), (5, True), (5, False)):
            mib = peak_mib(10_000, 1_000, answers, candid)
            yield {"I": 10_000, "Q": 1_000, "A": answers, "candor": "same" if candid else "by intent", "MiB": mib}


def table(rows: list[Row]) -> str:
    """Rows as a table that fits a page of Markdown too."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = [heads, ["---"] * len(heads), *([_cell(row.get(name)) for name in heads] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(x: float | str | None) -> str:
    if x is None:
        return ""
    if isinstance(x, str):
        return x
    return f"{x:,.0f}" if abs(x) >= 100 or x == int(x) else f"{x:.3g}"


def main() -> None:
    """Measure, print JSON as it comes and tables at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the large sizes out")
    parser.add_argument("--only", choices=KINDS, action="append", help="only this kind; may be given again")
    options = parser.parse_args()
    one_core()
    best = limits(options.quick)
    print(json.dumps({"kind": "limits", **asdict(best)}), flush=True)
    done: dict[str, list[Row]] = {}
    for kind in options.only or KINDS:
        for row in measured(kind, best, options.quick):
            print(json.dumps({"kind": kind, **row}), flush=True)
            done.setdefault(kind, []).append(row)
    for kind, rows in done.items():
        print(f"\n{kind}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
