"""``edgewise tune``: search planners, budgets, weights and limits; print the front, not one winner."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import cast

from ..terminal.command_parser import at_least
from .compare import add_setting, setting_from

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_setting(parser)
    parser.add_argument(
        "--over",
        action="append",
        required=True,
        metavar="KEY=A,B,...",
        help="budget.questions=2,4,6; planner=greedy,search; planner.bonus=0.02,0.1; may be given again",
    )
    parser.add_argument(
        "--most", type=at_least(1), default=32, metavar="N", help="variants of the first round (%(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")


def run(args: argparse.Namespace) -> int:
    """Halve until the last round, then print its variants, those on the front marked."""
    from ..simulation.crew import cores
    from .tuning import grid, tune

    variants = grid(_space(cast("list[str]", args.over)), max(1, cast(int, args.most)), int(args.seed))
    workers = cast("int | None", args.workers) or cores()
    trials = tune(setting_from(args), variants, workers=workers, watch=_watch)
    if args.json:
        print(json.dumps({"trials": [asdict(trial) for trial in trials]}))
        return 0
    print(f"{_counted(len(variants))}, the last {len(trials)} on {trials[0].episodes} dialogues; * is on the front")
    print(f"    {'success':>8} {'questions':>10} {'harm':>8}")
    for trial in trials:
        mark = "*" if trial.on_front else " "
        print(f"  {mark} {trial.success:8.4f} {trial.questions:10.3f} {trial.harm:8.4f}  {trial.variant}")
    return 0


def _space(given: list[str]) -> dict[str, list[str]]:
    from ...beliefs.errors import DialogError

    space: dict[str, list[str]] = {}
    for part in given:
        key, equals, values = part.partition("=")
        if not equals or not values:
            raise DialogError(f"--over {part!r} names no values", hint="for example --over budget.questions=2,4,6")
        known = space.setdefault(key, [])
        known += [value for value in dict.fromkeys(values.split(",")) if value not in known]
    return space


def _counted(variants: int) -> str:
    return "1 variant" if variants == 1 else f"{variants} variants"


def _watch(variants: int, episodes: int) -> None:
    print(f"{_counted(variants)} on {episodes} dialogues each", file=sys.stderr)
