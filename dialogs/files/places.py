"""Where the terminal keeps things when nobody says where: sessions, and what was typed.

Folders are the platform's own. What cannot be written to is no reason not to chat: then nothing is kept.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ...beliefs.errors import StoreError

__all__ = ["add_store", "default_store", "history_file", "store_of"]


def add_store(parser: argparse.ArgumentParser, what: str) -> None:
    """Declare the store as an argument that may be left out."""
    parser.add_argument("store", metavar="STORE", nargs="?", help=f"{what} (default: where the chat keeps sessions)")


def store_of(named: str | None) -> str:
    """The store that was named, or the chat's own.

    Raises:
        StoreError: None was named, and the chat's cannot be opened here.
    """
    found = named or default_store()
    if found is None:
        raise StoreError("the chat keeps no store here", hint="name one: edgewise chat --store FILE")
    return str(found)


def default_store() -> Path | None:
    """The file that keeps sessions; None where it cannot be written."""
    from platformdirs import user_data_path

    return _writable(user_data_path("edgewise") / "sessions.sqlite")


def history_file() -> Path | None:
    """The file that keeps what was typed; None where it cannot be written."""
    from platformdirs import user_state_path

    return _writable(user_state_path("edgewise") / "chat_history")


def _writable(path: Path) -> Path | None:
    """The path, if a file can be kept there; conversations are private, so others cannot read the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("ab"):
            return path
    except OSError:
        return None
