"""``edgewise chat``: talk to an agent in the terminal.

Loads the domain at once and the model in the background, so that the prompt is there before the model is; the first
message shows how long the model takes. The conversation itself is in `chat_loop`, what it looks like in `screen`.
"""

from __future__ import annotations

import argparse
import gc
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from .screen import Screen

__all__ = ["add_arguments", "run"]

EMBEDDED = Path()
"""Stands for the domain that is part of the program."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", nargs="?", metavar="DOMAIN", help="a domain file, or the name of a shipped example")
    parser.add_argument("--session", default="", metavar="NAME", help="name of the session; an earlier one is resumed")
    parser.add_argument("--store", type=Path, metavar="FILE", help="keeps sessions (default: in your data folder)")
    parser.add_argument("--context", metavar="NAME", help="the domain's context to act in (a role, a deployment)")
    parser.add_argument("--answers", type=Path, metavar="FILE.py", help="your answer functions, in a mapping ANSWERS")
    parser.add_argument("--reader", choices=("encoder", "lm"), default="encoder", help="what reads (%(default)s)")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="the local model that reads")
    parser.add_argument("--plain", action="store_true", help="no colour, boxes or animation: for pipes, screen readers")
    parser.add_argument("--theme", choices=("dark", "light", "none"), default="dark", help="colours (%(default)s)")
    parser.add_argument("--seed", type=at_least(0), default=0, help="of everything random (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Chat until the input ends."""
    from ...beliefs.loading import load_domain
    from ..files.embedded import embedded_domain
    from ..files.host_answers import shipped_answers
    from ..files.places import default_store
    from .line_input import lines
    from .loop import Chat

    plain = bool(args.plain) or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    _quieten(debug=bool(args.debug))
    screen = _screen(str(args.theme), plain=plain)
    chosen = _chosen(args.domain, screen)
    if chosen is None:
        return 0
    domain = embedded_domain() if chosen == EMBEDDED else load_domain(chosen)
    store = args.store or default_store()
    chat = Chat(domain, screen, session=args.session, store=store, context=args.context, seed=args.seed)
    chat.debug = bool(args.debug)
    chat.named = shlex.quote(args.domain) if args.domain else domain.name
    chat.wanted = args.domain or ("" if chosen == EMBEDDED else str(chosen))
    chat.reader, chat.model, chat.answers = args.reader, args.model, args.answers or shipped_answers(chosen)
    chat.typed = {"answers": args.answers, "model": args.model, "reader": "lm" if args.reader == "lm" else ""}
    with lines(chat, plain=plain) as source:
        code = chat.run(source)
    if chat.failures and not sys.stdin.isatty():  # what a program sent and nobody saw fail
        code = code or 2
    # Or the interpreter looks at every object of torch once more before it ends, which takes seconds.
    gc.freeze()
    return code


def _screen(theme: str, *, plain: bool) -> Screen:
    if plain:
        from .screen import PlainScreen

        return PlainScreen()
    from .rich_screen import RichScreen

    return RichScreen(theme="none" if os.environ.get("NO_COLOR") else theme, live=sys.stdin.isatty())


def _quieten(*, debug: bool) -> None:
    """Keep logs and warnings of libraries out of the conversation."""
    import logging

    if debug:
        return
    logging.captureWarnings(True)
    logging.getLogger().addHandler(logging.NullHandler())
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TQDM_DISABLE", "1")


def _chosen(wanted: str | None, screen: Screen) -> Path | None:
    """The file that was named or chosen from the examples, `EMBEDDED` when nobody can choose, None to leave."""
    from ..files.shipped import find, shipped
    from .offering import choose

    if wanted is not None:
        return find(wanted)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or not shipped():
        return EMBEDDED
    return choose(screen)
