"""``edgewise compare``: several planners, parameters or versions of a domain on the same users."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..terminal.command_parser import MOST_EPISODES, at_least

if TYPE_CHECKING:
    from ..simulation.settings import Setting
    from .comparing import Compared

__all__ = ["add_arguments", "add_setting", "run", "setting_from"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_setting(parser)
    parser.add_argument(
        "--variant",
        action="append",
        required=True,
        metavar="CHANGES",
        help='"planner=greedy budget.questions=3"; the first is the baseline, one alone is held against no change',
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")


def add_setting(parser: argparse.ArgumentParser) -> None:
    """Declare the options of a simulation in memory."""
    parser.add_argument("domain", nargs="?", default="", metavar="DOMAIN", help="a domain file, or an example's name")
    parser.add_argument(
        "--episodes",
        type=at_least(1, MOST_EPISODES),
        default=2000,
        metavar="N",
        help="dialogues a variant (%(default)s)",
    )
    parser.add_argument("--planner", default="", metavar="NAME", help="of all, where nothing else is named")
    parser.add_argument(
        "--personas", type=Path, metavar="FILE", help="users; else the domain's own, or personas.yaml beside it"
    )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="S", help="(%(default)s)")
    parser.add_argument("--workers", type=at_least(1), metavar="W", help="processes; changes no result (one a core)")


def setting_from(args: argparse.Namespace) -> Setting:
    """The setting that such options describe."""
    from ..simulation.settings import Setting, domain_at, personas_for

    domain = domain_at(str(args.domain))
    cast_ = personas_for(str(args.domain), cast("Path | None", args.personas), domain)
    episodes = cast(int, args.episodes)
    return Setting(domain=domain, cast=cast_, episodes=episodes, planner=str(args.planner), seed=int(args.seed))


def run(args: argparse.Namespace) -> int:
    """Simulate each variant on the same users and print the differences."""
    from ..simulation.crew import cores
    from .comparing import compare

    workers, variants = cast("int | None", args.workers) or cores(), cast("list[str]", args.variant)
    _check_different(variants)
    found = compare(setting_from(args), variants, workers=workers)
    if args.json:
        print(json.dumps({"variants": [asdict(one) for one in found]}))
        return 0
    baseline = variants[0] if len(variants) > 1 else "the domain as it is"
    for one in found:
        print(_table(one, baseline, cast(int, args.episodes)))
    return 0


def _check_different(variants: list[str]) -> None:
    """Refuse a variant that is what it would be held against."""
    from ...beliefs.errors import DialogError

    baseline, *others = variants if len(variants) > 1 else ["", *variants]
    for one in others:
        if one.split() == baseline.split():
            told = "changes nothing" if not one.split() else "is held against itself"
            raise DialogError(f"--variant {one!r} {told}", hint='for example --variant "planner=greedy"')


def _table(one: Compared, baseline: str, episodes: int) -> str:
    lines = [f"{one.name} against {baseline}; {episodes} dialogues with the same users, * is clear at 95 %"]
    lines.append(f"  {'':<10}  {'baseline':>9}  {'variant':>9}  difference")
    for row in one.differences:
        star = " *" if row.clear else ""
        change = f"{row.difference.value:+.4f} [{row.difference.low:+.4f}, {row.difference.high:+.4f}]{star}"
        lines.append(f"  {row.metric:<10}  {row.baseline.value:9.4f}  {row.variant.value:9.4f}  {change}")
    if not one.alike:
        lines.append("  The domains name other things: each is judged by its own limits and values.")
    return "\n".join(lines)
