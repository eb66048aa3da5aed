"""``edgewise simulate``: many dialogues with simulated users, into a folder that can be gone on with."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from ..terminal.command_parser import MOST_EPISODES, at_least
from ..terminal.progress import progress as show

if TYPE_CHECKING:
    from .batch import Progress

__all__ = ["add_arguments", "run", "told"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", nargs="?", default="", metavar="DOMAIN", help="a domain file, or an example's name")
    parser.add_argument(
        "--episodes",
        type=at_least(1, MOST_EPISODES),
        default=1000,
        metavar="N",
        help="how many dialogues (%(default)s)",
    )
    parser.add_argument(
        "--fidelity",
        choices=("belief", "text"),
        default="belief",
        help="without words, or in words (%(default)s)",
    )
    parser.add_argument("--planner", default="", metavar="NAME", help="greedy:bonus=0.1; the domain's own by default")
    parser.add_argument(
        "--personas", type=Path, metavar="FILE", help="users; else the domain's own, or personas.yaml beside it"
    )
    parser.add_argument("--context", metavar="NAME", help="one of the domain's contexts")
    parser.add_argument("--reader", choices=("encoder", "clear"), help="for text: clear reads what was meant (encoder)")
    parser.add_argument(
        "--user", choices=("phrases", "lm"), default="phrases", help="for text: who words what users say (%(default)s)"
    )
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="the local language model of --user lm")
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="S", help="(%(default)s)")
    parser.add_argument("--workers", type=at_least(1), metavar="W", help="processes; changes no result (one a core)")
    parser.add_argument(
        "--batch", type=at_least(1), metavar="B", help="dialogues under way together; changes no result"
    )
    parser.add_argument(
        "--engine",
        choices=("processes", "ray"),
        default="processes",
        help="who makes them: processes here, or a Ray cluster; changes no result (%(default)s)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to keep it; run again to go on")


def run(args: argparse.Namespace) -> int:
    """Simulate what is missing and print the metrics."""
    # Before numpy is imported: its own threads are no use on small arrays, and workers would fight over the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from .batch import simulate
    from .crew import cores
    from .lm_users import local_user
    from .settings import Setting, domain_at, personas_for
    from .summary import kept_summary, table

    domain = domain_at(str(args.domain))
    setting = Setting(
        domain=domain,
        cast=personas_for(str(args.domain), cast("Path | None", args.personas), domain),
        episodes=cast(int, args.episodes),
        fidelity=args.fidelity,
        planner=str(args.planner),
        seed=int(args.seed),
        context=args.context,
        reader=_reader(cast("str | None", args.reader), str(args.fidelity)),
        user=local_user(str(args.user), cast("Path | None", args.model), str(args.fidelity)),
    )
    out, workers = cast(Path, args.out), cast("int | None", args.workers) or cores()
    batch = cast("int | None", args.batch)
    progress = simulate(setting, out, workers=workers, batch=batch, engine=args.engine, watch=_watch)
    if progress.fresh:
        show("")
        print(told(progress), file=sys.stderr)
        rate = _rate(progress.turns, progress)
        print(f"{progress.turns} turns in {progress.seconds:.1f} s: {rate} turns/s", file=sys.stderr)
    print(table(kept_summary(out)))
    return 0


def _reader(wanted: str | None, fidelity: str) -> Literal["encoder", "clear"]:
    """What reads; a reader of what is said without words would be left out in silence."""
    from ...beliefs.errors import DialogError

    if wanted is not None and fidelity != "text":
        raise DialogError(
            "a reader reads words, and belief has none", hint="add --fidelity text, or leave --reader out"
        )
    return "clear" if wanted == "clear" else "encoder"


def _watch(progress: Progress) -> None:
    """A bar on a terminal; elsewhere nothing until the end."""
    show(told(progress))


def told(progress: Progress) -> str:
    """How far a simulation is, in one line."""
    share = progress.done / progress.episodes
    bar = "#" * round(20 * share)
    left = (progress.episodes - progress.done) * progress.seconds / max(progress.fresh, 1)
    fresh = max(progress.fresh, 1)
    return (
        f"[{bar:<20}] {progress.done}/{progress.episodes}  {_rate(progress.fresh, progress)}/s  "
        f"{left:.0f} s left  success {progress.successes / fresh:.3f}  "
        f"questions {progress.questions / fresh:.2f}  harm {progress.harms / fresh:.4f}"
    )


def _rate(count: int, progress: Progress) -> str:
    """So many a second; of few, as in words, the fraction is what there is to tell."""
    rate = count / max(progress.seconds, 1e-9)
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.2g}"
