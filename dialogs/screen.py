"""What the terminal chat shows: two screens behind one protocol.

`RichScreen` draws with colours and boxes, `PlainScreen` writes sentences that a pipe or a screen reader can use. Both
are given text that is safe for a terminal and never parse it as markup. They decide nothing and read nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

from rich.box import ASCII, ROUNDED
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ..agent.safe_text import shown
from .panel import View, bar_lines, plain_lines

__all__ = ["THEMES", "PlainScreen", "RichScreen", "Screen"]

ACT_WORDS = {
    "answer": "answers",
    "ask": "asks",
    "refuse": "declines",
    "escalate": "hands over",
    "tell": "notes",
    "silent": "is silent: a person has the word",
}
THEMES = {
    "dark": {"agent": "bold cyan", "act": "dim", "option": "green", "panel": "bright_black", "error": "bold red"},
    "light": {"agent": "bold blue", "act": "grey42", "option": "dark_green", "panel": "grey62", "error": "bold red"},
    "none": {"agent": "", "act": "", "option": "", "panel": "", "error": ""},
}
WIDEST = 100
"""Longer lines are hard to read, however wide the terminal."""


class Screen(Protocol):
    """Where the chat writes."""

    def say(self, text: str, act: str, options: Sequence[str] = ()) -> None:
        """Show what the agent says and what may be picked."""
        ...

    def belief(self, seen: View, reason: str, limit: str = "") -> None:
        """Show the belief, why the act was chosen, and the limit that binds."""
        ...

    def note(self, text: str) -> None:
        """Show a line of the program's own."""
        ...

    def error(self, text: str) -> None:
        """Show what went wrong."""
        ...

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table."""
        ...

    def waiting(self, what: str) -> AbstractContextManager[None]:
        """Return a context manager that shows that something takes time."""
        ...


class RichScreen:
    """Colours, boxes and bars."""

    def __init__(self, console: Console | None = None, theme: str = "dark") -> None:
        """Draw on a console; the terminal's width is asked anew each time."""
        self.console = console or Console(highlight=False)
        self.theme = theme

    @property
    def unicode(self) -> bool:
        """Whether the terminal can show block characters."""
        return not self.console.legacy_windows and "utf" in (self.console.encoding or "").lower()

    def say(self, text: str, act: str, options: Sequence[str] = ()) -> None:
        """Show what the agent says and what may be picked."""
        style = THEMES[self.theme]
        spoken = Text("agent ", style=style["agent"]).append(shown(text), style="default not bold")
        self.console.print(spoken, width=self._width())
        for number, option in enumerate(options, 1):
            self.console.print(Text(f"  {number} {shown(option)}", style=style["option"]), width=self._width())

    def belief(self, seen: View, reason: str, limit: str = "") -> None:
        """Draw the panel."""
        width, style = self._width(), THEMES[self.theme]["panel"]
        lines = bar_lines(seen, width - 4, unicode=self.unicode)
        body = Text("\n".join(shown(line) for line in lines))
        for extra in (reason, f"Limit that binds: {limit}" if limit else ""):
            if extra:
                body.append("\n" + shown(extra), style=THEMES[self.theme]["act"])
        change = f" ({seen.changed_bits:+.1f})" if abs(seen.changed_bits) >= 0.05 else ""
        title = f"uncertainty {seen.bits:.1f} bits{change}"
        box = ROUNDED if self.unicode else ASCII
        self.console.print(Panel(body, title=title, title_align="left", border_style=style, width=width, box=box))

    def note(self, text: str) -> None:
        """Show a line of the program's own."""
        self.console.print(Text(shown(text), style=THEMES[self.theme]["act"]), width=self._width())

    def error(self, text: str) -> None:
        """Show what went wrong."""
        self.console.print(Text(shown(text), style=THEMES[self.theme]["error"]), width=self._width())

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table."""
        drawn = Table(title=Text(shown(title)), title_justify="left", box=ROUNDED if self.unicode else ASCII)
        for name in head:
            drawn.add_column(name, overflow="fold")
        for row in rows:
            drawn.add_row(*(Text(shown(cell)) for cell in row))
        self.console.print(drawn)

    @contextmanager
    def waiting(self, what: str) -> Generator[None]:
        """Turn a spinner with the seconds that went by."""
        with self.console.status(Text(shown(what))):
            yield

    def _width(self) -> int:
        return min(WIDEST, self.console.width)


class PlainScreen:
    """Sentences, one thing a line; no colour, no animation, no box."""

    def __init__(self, out: TextIO | None = None) -> None:
        """Write to a stream, the standard output by default."""
        self.out = out or sys.stdout

    def say(self, text: str, act: str, options: Sequence[str] = ()) -> None:
        """Write what the agent says and what may be picked."""
        self._line(f"agent: {text}" if text else f"(the agent {ACT_WORDS.get(act, act)})")
        for number, option in enumerate(options, 1):
            self._line(f"  {number}. {option}")

    def belief(self, seen: View, reason: str, limit: str = "") -> None:
        """Write the belief in words."""
        for text in (*plain_lines(seen), reason, f"Limit that binds: {limit}." if limit else ""):
            if text:
                self._line(f"  {text}")

    def note(self, text: str) -> None:
        """Write a line of the program's own."""
        self._line(text)

    def error(self, text: str) -> None:
        """Write what went wrong."""
        self._line(f"error: {text}")

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table as one line a row, each cell named."""
        self._line(title)
        for row in rows:
            self._line("  " + "; ".join(f"{name} {cell}" for name, cell in zip(head, row, strict=False) if cell))

    @contextmanager
    def waiting(self, what: str) -> Generator[None]:
        """Say it only when it took long enough to wonder."""
        started = time.monotonic()
        yield
        if time.monotonic() - started > 2:
            self._line(f"({what}: {time.monotonic() - started:.1f} s)")

    def _line(self, text: str) -> None:
        self.out.write(
            shown(text).encode(self.out.encoding or "utf-8", "replace").decode(self.out.encoding or "utf-8")
        )
        self.out.write("\n")
        self.out.flush()
