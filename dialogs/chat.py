"""``edgewise chat``: talk to an agent in the terminal.

Loads the domain at once and the model in the background, so that the prompt is there before the model is; the first
message shows how long the model takes. The conversation itself is in `chat_loop`, what it looks like in `screen`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..beliefs.domain import Domain
    from .screen import Screen

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", nargs="?", help="a domain file, or the name of a shipped example")
    parser.add_argument("--session", default="", help="name of the session; an earlier one is resumed")
    parser.add_argument("--store", type=Path, help="file that keeps sessions (default: your data folder)")
    parser.add_argument("--context", help="the domain's context to act in (a role, a deployment)")
    parser.add_argument("--plain", action="store_true", help="no colour, boxes or animation: for pipes, screen readers")
    parser.add_argument("--theme", choices=("dark", "light", "none"), default="dark")
    parser.add_argument("--seed", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Chat until the input ends."""
    from .chat_loop import Chat
    from .line_input import lines

    screen = _screen(args)
    domain = _domain(args.domain, screen)
    if domain is None:
        return 0
    chat = Chat(
        domain, screen, session=args.session, store=args.store or _store(), context=args.context, seed=args.seed
    )
    with lines(chat.completions, plain=args.plain) as source:
        return chat.run(source)


def _screen(args: argparse.Namespace) -> Screen:
    from .screen import PlainScreen, RichScreen

    if args.plain or not sys.stdout.isatty():
        return PlainScreen()
    import os

    return RichScreen(theme="none" if os.environ.get("NO_COLOR") else args.theme)


def _store() -> Path:
    """The file that keeps sessions when none is named."""
    from platformdirs import user_data_path

    return user_data_path("edgewise", ensure_exists=True) / "sessions.sqlite"


def _domain(wanted: str | None, screen: Screen) -> Domain | None:
    """The domain that was named, or chosen from the shipped ones, or the embedded one when nobody can choose."""
    from ..beliefs.loading import load_domain
    from .embedded import embedded_domain
    from .shipped import choose, find

    if wanted is not None:
        return load_domain(find(wanted))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return embedded_domain()
    return choose(screen)
