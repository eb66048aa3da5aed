"""The screen with colours: a conversation that wraps well, replies as they are written, tables, and a spinner.

Where the prompt can show the belief below itself (``live``) only the reason goes into the conversation; elsewhere the
belief is drawn in a box after each reply. Lines are cut to a width that is good to read.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from rich.box import ASCII, ROUNDED
from rich.console import Console
from rich.panel import Panel
from rich.status import Status
from rich.table import Table
from rich.text import Text

from ...agent.state.safe_text import shown
from .panel import View, bar_lines, heading
from .screen import ACT_WORDS, Progress, ascii_only, speaks_unicode

__all__ = ["THEMES", "RichScreen"]

THEMES = {
    "dark": {"agent": "bold cyan", "person": "bold magenta", "act": "dim", "option": "green", "error": "bold red"},
    "light": {
        "agent": "bold blue",
        "person": "bold dark_magenta",
        "act": "grey42",
        "option": "dark_green",
        "error": "bold red",
    },
    "none": {"agent": "", "person": "", "act": "", "option": "", "error": ""},
}
WIDEST = 100
"""Longer lines are hard to read, however wide the terminal."""
INDENT = 7
BORDER = 3
"""Columns of the terminal that a cell needs besides its words."""


class RichScreen:
    """Colours, boxes and bars."""

    def __init__(self, console: Console | None = None, theme: str = "dark", *, live: bool = False) -> None:
        """Draw on a console; the terminal's width is asked anew each time."""
        self.console = console or Console(highlight=False, soft_wrap=False)
        self.theme = theme
        self.live = live
        self._streamed = ""

    @property
    def unicode(self) -> bool:
        """Whether the terminal can show block characters."""
        return not self.console.legacy_windows and speaks_unicode(self.console.encoding, os.environ)

    def say(self, text: str, act: str, options: Sequence[str] = (), who: str = "agent") -> None:
        """Show what somebody says and what may be picked."""
        if not self._continued(text):
            words = text or f"({ACT_WORDS.get(act, act)})"
            self._spoken(who, Text(self._safe(words)))
        for number, option in enumerate(options, 1):
            self._spoken("", Text(f"{number}  {self._safe(option)}", style=self._style("option")))

    def belief(self, seen: View, act: str, reason: str, limit: str = "") -> None:
        """Show the reason; draw the belief too where nothing else does."""
        because = f"{reason} Limit that binds: {limit}." if limit else reason
        if self.live:
            if because:
                self._spoken("", Text(self._safe(because), style=self._style("act")))
            self.console.print()
            return
        width = self._width()
        body = Text("\n".join(self._safe(line) for line in bar_lines(seen, width - 4, unicode=self.unicode)))
        if because:
            body.append("\n" + self._safe(because), style=self._style("act"))
        box = ROUNDED if self.unicode else ASCII
        panel = Panel(body, title=heading(seen), title_align="left", border_style=self._style("act"), box=box)
        self.console.print(panel, width=width)

    def note(self, text: str, command: str = "") -> None:
        """Show a line of the program's own; a command that does not fit in it stays whole, to be copied, below."""
        words = Text(self._safe(f"{text} {command}".rstrip()), style=self._style("act"))
        if not command or words.cell_len <= self._width():
            self.console.print(words, width=self._width())
            return
        self.note(text)
        self.console.print(Text(self._safe(command), style=self._style("act")), soft_wrap=True)

    def error(self, text: str) -> None:
        """Show what went wrong."""
        self.console.print(Text(self._safe(text), style=self._style("error")), width=self._width())

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a table."""
        box = ROUNDED if self.unicode else ASCII
        drawn = Table(title=Text(self._safe(title)), title_justify="left", box=box, show_header=any(head))
        share = (self.console.width - 1) // max(1, len(head)) - BORDER
        for position, name in enumerate(head):
            drawn.add_column(name, overflow="fold", ratio=None, min_width=min(8, share) if position == 0 else None)
        for row in rows:
            drawn.add_row(*(Text(self._safe(cell)) for cell in row))
        self.console.print(drawn)

    @contextmanager
    def waiting(self, what: str) -> Generator[Progress]:
        """Turn a spinner with the seconds that went by, until the first piece of a reply comes."""
        self._streamed = ""
        clock = _Clock(what)
        spinner = "dots" if self.unicode else "line"
        with _unechoed(), self.console.status("", spinner=spinner, spinner_style=self._style("act")) as status:
            status.update(clock)  # type: ignore[arg-type]
            yield _Watched(self, status, clock)

    def token(self, text: str) -> None:
        """Show a piece of the reply; the label stands before the first."""
        if not self._streamed:
            self.console.print(self._label("agent"), end="")
        self._streamed += text
        self.console.print(Text(self._safe(text)), end="", soft_wrap=True)

    def _continued(self, text: str) -> bool:
        """End what was streamed, if it is what is said: what counts is the text that is given now."""
        streamed, self._streamed = self._streamed, ""
        if not streamed:
            return False
        same = text.startswith(streamed)
        self.console.print(Text(self._safe(text[len(streamed) :] if same else "")), soft_wrap=True)
        return same

    def _spoken(self, who: str, words: Text) -> None:
        """One person's words, with a hanging indent under their name."""
        lines = words.wrap(self.console, max(10, self._width() - INDENT))
        for number, line in enumerate(lines):
            line.rstrip()
            self.console.print(self._label(who if number == 0 else "").append_text(line), no_wrap=True, crop=False)

    def _label(self, who: str) -> Text:
        return Text.assemble((f"{who:<{INDENT}}", self._style(who) if who in THEMES["none"] else ""))

    def _style(self, part: str) -> str:
        return THEMES[self.theme][part]

    def _safe(self, text: str) -> str:
        return shown(text) if self.unicode else ascii_only(shown(text))

    def _width(self) -> int:
        return min(WIDEST, self.console.width)


class _Clock:
    """What is being done, and for how many seconds."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.started = time.monotonic()

    def __rich__(self) -> Text:
        seconds = time.monotonic() - self.started
        return Text(f"{self.what} {seconds:.0f} s" if seconds >= 1 else self.what)


class _Watched:
    """Progress under a spinner."""

    def __init__(self, screen: RichScreen, status: Status, clock: _Clock) -> None:
        self._screen, self._status, self._clock = screen, status, clock

    def stage(self, what: str) -> None:
        self._clock.what = what

    def token(self, text: str) -> None:
        self._status.stop()
        self._screen.token(text)


@contextmanager
def _unechoed() -> Generator[None]:
    """What is typed meanwhile is kept for the prompt instead of being written across the spinner."""
    try:
        import termios
    except ImportError:  # no such thing here
        yield
        return
    try:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):  # no keyboard
        yield
        return
    quiet = [*before]
    quiet[3] = before[3] & ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
