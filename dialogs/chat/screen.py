"""What the terminal chat shows, behind one protocol: the conversation, notes, errors, tables, and that time goes by.

`PlainScreen` writes sentences that a pipe or a screen reader can use; `rich_screen` draws. Everything that is given is
text: what could control a terminal is taken out, and nothing is parsed as markup. Screens decide nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

from ...agent.state.safe_text import shown
from .panel import View, plain_lines

__all__ = ["ACT_WORDS", "PlainScreen", "Progress", "Screen", "ascii_only", "speaks_unicode"]

ACT_WORDS = {
    "answer": "answers",
    "ask": "asks",
    "refuse": "declines",
    "escalate": "hands over",
    "tell": "notes",
    "silent": "is silent: a person has the word, and reads what you write",
}
_TYPEWRITER = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "≤": "<=", "→": "->"}


class Progress(Protocol):
    """Something that takes time, in sight."""

    def stage(self, what: str) -> None:
        """Say what is being done now."""
        ...

    def token(self, text: str) -> None:
        """Show a piece of the reply as it is written."""
        ...


class Screen(Protocol):
    """Where the chat writes."""

    def say(self, text: str, act: str, options: Sequence[str] = (), who: str = "agent") -> None:
        """Show what somebody says and what may be picked."""
        ...

    def belief(self, seen: View, act: str, reason: str, limit: str = "") -> None:
        """Show the belief, why the act was chosen, and the limit that binds."""
        ...

    def note(self, text: str, command: str = "") -> None:
        """Show a line of the program's own, and a command that can be copied from it."""
        ...

    def error(self, text: str) -> None:
        """Show what went wrong."""
        ...

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table."""
        ...

    def waiting(self, what: str) -> AbstractContextManager[Progress]:
        """Return a context manager that shows that something takes time."""
        ...


class PlainScreen:
    """Sentences, one thing a line; no colour, no animation, no box."""

    def __init__(self, out: TextIO | None = None, *, unicode: bool | None = None) -> None:
        """Write to a stream, the standard output by default."""
        self.out = out or sys.stdout
        self.unicode = speaks_unicode(self.out.encoding, os.environ) if unicode is None else unicode

    def say(self, text: str, act: str, options: Sequence[str] = (), who: str = "agent") -> None:
        """Write what somebody says and what may be picked."""
        self._line(f"{who}: {text}" if text else f"(the {who} {ACT_WORDS.get(act, act)})")
        for number, option in enumerate(options, 1):
            self._line(f"  {number}. {option}")

    def belief(self, seen: View, act: str, reason: str, limit: str = "") -> None:
        """Write the belief in words."""
        for text in (*plain_lines(seen), reason, f"Limit that binds: {limit}." if limit else ""):
            if text:
                self._line(f"  {text}")

    def note(self, text: str, command: str = "") -> None:
        """Write a line of the program's own, with a command at its end."""
        self._line(f"{text} {command}".rstrip())

    def error(self, text: str) -> None:
        """Write what went wrong."""
        self._line(f"error: {text}")

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table as one line a row, each cell named."""
        self._line(title)
        for row in rows:
            self._line(
                "  " + "; ".join(f"{name} {cell}".strip() for name, cell in zip(head, row, strict=False) if cell)
            )

    @contextmanager
    def waiting(self, what: str) -> Generator[Progress]:
        """Say it only when it took long enough to wonder."""
        started = time.monotonic()
        yield _Unseen()
        if time.monotonic() - started > 2:
            self._line(f"({what}: {time.monotonic() - started:.1f} s)")

    def _line(self, text: str) -> None:
        safe = shown(text) if self.unicode else ascii_only(shown(text))
        encoding = self.out.encoding or "utf-8"
        self.out.write(safe.encode(encoding, "replace").decode(encoding) + "\n")
        self.out.flush()


class _Unseen:
    """Progress that nobody watches."""

    def stage(self, what: str) -> None: ...

    def token(self, text: str) -> None: ...


def speaks_unicode(encoding: str | None, environment: Mapping[str, str]) -> bool:
    """Whether more than ASCII can be shown.

    Python turns the C locale into UTF-8 for itself, which says nothing of the terminal: an explicit C stays ASCII.
    """
    named = environment.get("LC_ALL") or environment.get("LANG") or ""
    return "utf" in (encoding or "").lower() and named.upper() not in ("C", "POSIX")


def ascii_only(text: str) -> str:
    """The text in ASCII: typographic signs as a typewriter has them, everything else as a question mark."""
    for sign, plain in _TYPEWRITER.items():
        text = text.replace(sign, plain)
    return text.encode("ascii", "replace").decode("ascii")
