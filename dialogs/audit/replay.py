"""``edgewise replay``: makes every decision of a log again and shows the first difference of each."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ...agent.replaying import Replayed

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("log", metavar="LOG", help="a decision log (JSON lines) or a store")
    parser.add_argument("--domain", metavar="DOMAIN", help="decide under this domain instead of the recorded one")
    parser.add_argument("--session", default="", help="only this session")
    parser.add_argument("--json", action="store_true", help="print one JSON object a decision")


def run(args: argparse.Namespace) -> int:
    """Replay; 0 when every decision is the same to the last bit, 1 when one is not, 2 for a session that has none."""
    from ...agent.replaying import replay
    from ...beliefs.errors import DialogError, nearest
    from ...beliefs.loading import load_domain
    from ..files.shipped import find
    from .logs import log_at

    log = log_at(cast(str, args.log))
    domain = load_domain(find(args.domain)) if args.domain else None
    same = other = 0
    wanted, known = cast(str, args.session), set[str]()
    for one in replay(log, domain):
        known.add(one.session)
        if wanted and one.session != wanted:
            continue
        same, other = same + (one.difference is None), other + (one.difference is not None)
        if args.json or one.difference is not None:
            print(_as_json(one) if args.json else _line(one))
    if wanted and wanted not in known:
        held = "1 other session" if len(known) == 1 else f"{len(known)} other sessions"
        hint = nearest(wanted, known) or f"the log holds {held}"
        raise DialogError(f"no decision of a session {wanted!r} is here", hint=hint)
    if not args.json:
        made = "decision" if same + other == 1 else "decisions"
        print(f"{same + other} {made}: {same} the same, {other} different")
    return int(other > 0)


def _line(one: Replayed) -> str:
    from ...agent.state.safe_text import shown

    where = f"{shown(one.session)}, turn {one.turn} ({one.act})"
    versions = f"\n  versions differ: {'; '.join(one.versions)}" if one.versions else ""
    return f"{where}: {shown(str(one.difference))[:400]}{versions}"


def _as_json(one: Replayed) -> str:
    found = None if one.difference is None else {"path": one.difference.path, "recorded": one.difference.recorded,
                                                 "now": one.difference.now}  # fmt: skip
    return json.dumps({"session": one.session, "turn": one.turn, "act": one.act, "difference": found}, default=str)
