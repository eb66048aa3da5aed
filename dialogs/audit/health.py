"""``edgewise audit health``: rates, surprise and calibration by week, and what has changed."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, cast

from ..files.places import add_store, store_of

if TYPE_CHECKING:
    from ...agent.log.monitoring import Week

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_store(parser, "a store, or a decision log (JSON lines)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Show how the agent does; 1 when something changed by more than chance."""
    from ...agent.log.monitoring import changes, weeks
    from .logs import log_at

    history = weeks(log_at(store_of(cast("str | None", args.store))).records)
    found = changes(history)
    if args.json:
        print(json.dumps({"weeks": [_as_json(week) for week in history], "changes": [vars(one) for one in found]}))
        return int(bool(found))
    if not history:
        print("no decisions are recorded here")
        return 0
    _print_table(history)
    for change in found:
        print(f"changed: {change}")
    if not found:
        print("nothing has changed by more than chance")
    return int(bool(found))


def _print_table(history: list[Week]) -> None:
    from rich.box import ASCII
    from rich.table import Table

    from ..terminal.console import PipedConsole

    table = Table(box=ASCII)
    for name in ("week", "decisions", "ask", "answer", "refuse", "escalate", "surprise", "contest", "bits", "ECE"):
        table.add_column(name, justify="left" if name == "week" else "right")
    for week in history:
        error = week.calibration_error
        rates = [f"{week.rate(n):.0%}" for n in ("ask", "answer", "refuse", "escalate", "surprise", "contest")]
        known = "-" if error is None else f"{error:.2f} ({len(week.guesses)})"
        table.add_row(week.name, str(week.decisions), *rates, f"{week.entropy_bits:.2f}", known)
    PipedConsole(width=100).print(table)


def _as_json(week: Week) -> dict[str, object]:
    return {
        "week": week.name,
        "decisions": week.decisions,
        "counts": dict(week.counts),
        "entropy_bits": week.entropy_bits,
        "calibration_error": week.calibration_error,
        "outcomes_known": len(week.guesses),
    }
