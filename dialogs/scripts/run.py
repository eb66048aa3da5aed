"""``edgewise run``: play scripts and show the first deviation of each dialogue."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..files.outputs import STDOUT, spare, told_on

if TYPE_CHECKING:
    from ...beliefs.errors import EdgewiseError
    from .runner import Outcome, Stage

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a script, or a folder of *.dialog.yaml")
    parser.add_argument(
        "-k", metavar="EXPR", default="", help="only dialogues whose name or tags match: smoke and not slow"
    )
    parser.add_argument("--junit", type=Path, metavar="FILE", help="also write JUnit's XML there; - is standard output")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    parser.add_argument("--update", action="store_true", help="accept what came: write it into the scripts")


def run(args: argparse.Namespace) -> int:
    """Play the scripts; 0 when all is as expected, 1 when something is not, 2 when a script cannot be used."""
    from ...beliefs.errors import DialogError, EdgewiseError
    from .runner import files_in
    from .selecting import selects

    spare(cast("Path | None", args.junit), cast("list[Path]", args.files), own=b"<?xml", force=True)
    if args.k:
        selects(str(args.k), ())  # what is no expression is told once, before anything is played
    outcomes: list[Outcome] = []
    unusable: list[EdgewiseError] = []
    for path in files_in(cast("list[Path]", args.files)):
        try:
            outcomes += _file(path, args)
        except EdgewiseError as error:  # the other files are played all the same
            outcomes.append(_unusable(path, error))
            unusable.append(error)
    if not outcomes:
        raise DialogError(f"no dialogue matches {args.k!r}", hint="words of names and tags: smoke and not slow")
    _write(outcomes, args)
    if unusable:
        raise unusable[0] if len(unusable) == 1 else DialogError("\n".join(error.message for error in unusable))
    return int(not all(outcome.passed for outcome in outcomes))


def _write(outcomes: list[Outcome], args: argparse.Namespace) -> None:
    """Tell of all dialogues together."""
    if args.junit is not None:
        from ..files.writing import write_text
        from .junit import junit

        write_text(cast(Path, args.junit), junit(outcomes))
    if args.json:
        from .junit import as_json

        print(json.dumps(as_json(outcomes)), file=told_on(args.junit))
    else:
        print(_summary(outcomes), file=told_on(args.junit))


def _unusable(path: Path, error: EdgewiseError) -> Outcome:
    from .runner import Outcome

    return Outcome(str(path), path.name, 1, 0, 0.0, error=str(error))


def _file(path: Path, args: argparse.Namespace) -> list[Outcome]:
    """Play one file, telling of each dialogue as it ends."""
    from .runner import stage

    ready = stage(path)
    positions = _chosen(ready, str(args.k))
    if args.update:
        _update(ready, path, positions)
        ready = stage(path)
    found: list[Outcome] = []
    for done, position in enumerate(positions, 1):
        outcome = ready.outcome(position)
        found.append(outcome)
        _tell(outcome, done, len(positions), quiet=bool(args.json) or args.junit == STDOUT)
    return found


def _chosen(ready: Stage, expression: str) -> list[int]:
    from .selecting import selects

    dialogues = ready.filled.value.dialogues
    return [n for n, d in enumerate(dialogues) if not expression or selects(expression, (d.name, *d.tags))]


def _tell(outcome: Outcome, done: int, total: int, *, quiet: bool) -> None:
    from ...agent.state.safe_text import shown
    from .runner import told

    progress = sys.stderr.isatty() and not quiet
    if progress:
        print(f"\r\x1b[K{done}/{total} {shown(outcome.name)[:60]}", end="", file=sys.stderr, flush=True)
    if not outcome.passed and not quiet:
        print(("\r\x1b[K" if progress and sys.stdout.isatty() else "") + shown(told(outcome)))
    if progress and done == total:
        print("\r\x1b[K", end="", file=sys.stderr)


def _update(ready: Stage, path: Path, positions: list[int]) -> None:
    """Write what came into the script."""
    from ..files.forms import read_text
    from ..files.writing import write_text
    from .updating import accept

    found = [
        (("dialogues", position, "turns", outcome.deviation.turn, "expect"), difference)
        for position in positions
        for outcome in ready.play(position, every=True)
        if outcome.deviation is not None
        for difference in outcome.deviation.differences
    ]
    accepted = accept(read_text(path), found)
    if accepted.changed:
        write_text(path, accepted.text)
    noun = "expectation" if accepted.changed == 1 else "expectations"
    left = f", {len(accepted.left)} left: which words matter is for you to choose" if accepted.left else ""
    print(f"{path}: {accepted.changed} {noun} updated{left}", file=sys.stderr)


def _summary(outcomes: list[Outcome]) -> str:
    failed = sum(not outcome.passed for outcome in outcomes)
    turns, seconds = sum(o.turns for o in outcomes), sum(o.seconds for o in outcomes)
    noun = "dialogue" if len(outcomes) == 1 else "dialogues"
    played = f"{len(outcomes)} {noun}, {turns} {'turn' if turns == 1 else 'turns'} in {seconds:.1f} s"
    return f"{played}: {len(outcomes) - failed} as expected, {failed} not"
