"""Where the chat's lines come from: an editor with history and completion, or a pipe.

While a source waits it looks after the chat: it asks `Idle.news` about once a second, away from the keyboard, and lets
`Idle.tell` show what came without disturbing the line that is being typed. Knows nothing of what lines say.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.formatted_text import AnyFormattedText

__all__ = ["Cleared", "Idle", "Lines", "lines"]

LOOK_EVERY = 1.0
"""Seconds between two looks for news while the person types or thinks."""

Styled = list[tuple[str, str]]
"""Pieces of text with the names of their styles."""


class Cleared(KeyboardInterrupt):
    """A Ctrl-C that took back what had been typed."""


class Idle(Protocol):
    """What a source of lines does for the chat while it waits."""

    def completions(self) -> Sequence[str]:
        """What Tab offers after a slash."""
        ...

    def news(self) -> Sequence[object]:
        """What came meanwhile; may take long, and runs in a thread of its own where there is an editor."""
        ...

    def tell(self, news: Sequence[object]) -> None:
        """Show what came."""
        ...

    def below(self) -> Styled:
        """What stands below the line that is typed; redrawn in place, never scrolled."""
        ...


class Lines(Protocol):
    """A source of lines."""

    live: bool
    """Whether `Idle.below` is shown."""

    def read(self, prompt: str) -> str:
        """Show a prompt and return the next line; EOFError at the end, KeyboardInterrupt (or `Cleared`) at Ctrl-C."""
        ...

    def stop(self) -> None:
        """End the input soon, from within a signal handler: what waits in `read` raises EOFError."""
        ...


@contextmanager
def lines(idle: Idle, *, plain: bool = False) -> Generator[Lines]:
    """Open the best source that there is."""
    if sys.stdin.isatty() and sys.stdout.isatty() and not plain:
        yield _Editor(idle)
    else:
        yield _Piped(idle)


class _Piped:
    """Lines of a pipe, a file, or a terminal that is to be left plain."""

    live = False

    def __init__(self, idle: Idle) -> None:
        self._idle = idle
        self._rest = b""
        self._ended = False
        self._waiting = False

    def read(self, prompt: str) -> str:
        if sys.stdin.isatty():
            sys.stdout.write(prompt)
            sys.stdout.flush()
        self._waiting = True
        try:
            while b"\n" not in self._rest and not self._ended:
                self._more(prompt)
        finally:
            self._waiting = False
        if not self._rest:
            raise EOFError
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")

    def stop(self) -> None:
        self._ended, self._rest = True, b""
        if self._waiting:
            raise EOFError

    def _more(self, prompt: str) -> None:
        """Wait for bytes, and for news where one can wait for both."""
        descriptor = sys.stdin.fileno()
        while os.name == "posix" and not select.select([descriptor], [], [], LOOK_EVERY)[0]:
            news = self._idle.news()
            if news:
                print(flush=True) if sys.stdin.isatty() else None
                self._idle.tell(news)
                print(prompt if sys.stdin.isatty() else "", end="", flush=True)
        taken = os.read(descriptor, 65536)
        self._rest += taken
        self._ended = not taken


class _Editor:
    """A line editor: arrow keys, history kept between runs, Tab after a slash, pasted lines kept together."""

    live = True

    def __init__(self, idle: Idle) -> None:
        self._idle = idle
        self._session: PromptSession[str] = _prompt_session(idle)
        self._stopped = False

    def read(self, prompt: str) -> str:
        if self._stopped:
            raise EOFError
        try:
            return self._session.prompt(prompt, pre_run=self._look_after, handle_sigint=False)
        except KeyboardInterrupt:
            if self._session.default_buffer.text:
                raise Cleared from None
            raise

    def stop(self) -> None:
        self._stopped = True
        app = self._session.app
        # The loop waits in a system call that a signal handler does not end: only a message from another thread does.
        if app.is_running and app.loop is not None:
            app.loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if self._session.app.is_running and not self._session.app.is_done:
            self._session.app.exit(exception=EOFError)

    def _look_after(self) -> None:
        self._session.app.create_background_task(self._tend())

    async def _tend(self) -> None:
        """Redraw what moves, and look for news."""
        import asyncio

        from prompt_toolkit.application import run_in_terminal

        looked, drawn = time.monotonic(), self._idle.below()
        while True:
            await asyncio.sleep(0.1)
            # Only what changed is drawn again: a line that is redrawn all the time cannot be selected with a mouse.
            if (now := self._idle.below()) != drawn:
                drawn = now
                self._session.app.invalidate()
            if time.monotonic() - looked >= LOOK_EVERY:
                news = await asyncio.to_thread(self._idle.news)
                if news:
                    await run_in_terminal(lambda news=news: self._idle.tell(news))
                looked = time.monotonic()


def _prompt_session(idle: Idle) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.styles import Style

    from ..files.places import history_file

    class Slashes(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            text = document.text_before_cursor
            if text.startswith("/"):
                found = [name for name in idle.completions() if name.startswith(text)]
                yield from (Completion(name, start_position=-len(text)) for name in found)

    kept = history_file()
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory() if kept is None else FileHistory(str(kept)),
        completer=Slashes(),
        complete_while_typing=False,
        reserve_space_for_menu=4,
        bottom_toolbar=_below(idle),
        style=Style.from_dict({"bottom-toolbar": "noreverse", "bottom-toolbar.text": "noreverse"}),
    )
    return session


def _below(idle: Idle) -> Callable[[], AnyFormattedText]:
    def drawn() -> AnyFormattedText:
        return [(style, text) for style, text in idle.below()] or None

    return drawn
