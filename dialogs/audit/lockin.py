"""``edgewise audit lockin``: how far profiles and outcomes have narrowed what each session gets."""

from __future__ import annotations

import argparse
import json
from typing import cast

from ..files.places import add_store, store_of
from ..terminal.command_parser import share

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_store(parser, "a store, or a decision log (JSON lines)")
    parser.add_argument("--above", type=share, default=0.5, help="narrowing called lock-in, from 0 to 1 (default: 0.5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a session")


def run(args: argparse.Namespace) -> int:
    """Show sessions, the narrowest first; 1 when one is locked in."""
    from ...agent.log.monitoring import lock_in
    from ...agent.state.safe_text import shown
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.language.domain import Domain
    from .logs import log_at

    log = log_at(store_of(cast("str | None", args.store)))
    records = list(log.records)
    found = [
        one
        for digest, data in log.domains.items()
        for one in lock_in(
            compile_domain(Domain.model_validate_json(data)), (r for r in records if r["domain"] == digest)
        )
    ]
    locked = [one for one in found if max(one.by_profile, one.by_outcomes) > args.above]
    for one in found if args.json else locked:
        if args.json:
            print(json.dumps(vars(one)))
        else:
            print(f"{shown(one.session)}: narrowed by {one.by_profile:.0%} through the profile, "
                  f"by {one.by_outcomes:.0%} in what was served ({one.decisions} decisions)")  # fmt: skip
    if not args.json:
        print(f"{len(found)} session{'s' * (len(found) != 1)}, {len(locked)} narrowed by more than {args.above:.0%}")
    return int(bool(locked))
