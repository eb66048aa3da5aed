"""``edgewise audit incidents``: decisions that users contested, and what came of them."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from datetime import UTC, datetime
from typing import cast

from ..files.places import add_store, store_of

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_store(parser, "a store")
    parser.add_argument("--open", action="store_true", help="only those that wait for an outcome")
    parser.add_argument("--json", action="store_true", help="print one JSON object an incident")


def run(args: argparse.Namespace) -> int:
    """List incidents with the decision they are about."""
    from ...agent.state.safe_text import shown
    from ..desk.desk import existing_store

    with closing(existing_store(store_of(cast("str | None", args.store)), reading=True)) as store:
        found = store.incidents(closed=not args.open)
    for case in found:
        if args.json:
            print(json.dumps(vars(case)))
            continue
        day = datetime.fromtimestamp(case.at, UTC).strftime("%Y-%m-%d %H:%M")
        decision = cast("dict[str, str]", case.data["decision"])
        print(f"{case.number}  {day}  {shown(case.session)}, turn {case.turn}: {case.status}")
        print(f"   objection: {shown(str(case.data['objection'])) or '(no words)'}")
        print(f"   decision:  {decision['act']}: {shown(str(decision['text']))}")
        print(f"   because:   {shown(str(case.data['because']))}")
        if case.closing:
            print(f"   outcome:   {shown(case.closing)}")
    if not args.json:
        print(f"{len(found)} incident{'s' * (len(found) != 1)}, {sum(case.status != 'closed' for case in found)} open")
    return 0
