"""Where the chat's lines come from: an editor with history and completion, or a pipe.

Knows nothing of what the lines say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Lines", "lines"]

Lines = Callable[[str], str]
"""Shows a prompt and returns the next line; raises EOFError at the end, KeyboardInterrupt at Ctrl-C."""


@contextmanager
def lines(completions: Callable[[], Sequence[str]], *, plain: bool = False) -> Generator[Lines]:
    """Open the best source that there is."""
    if sys.stdin.isatty() and sys.stdout.isatty() and not plain:
        yield _editor(completions)
    else:
        yield _piped


def _piped(prompt: str) -> str:
    if sys.stdin.isatty():
        sys.stdout.write(prompt)
        sys.stdout.flush()
    raw = sys.stdin.buffer.readline()
    if not raw:
        raise EOFError
    return raw.decode("utf-8", "replace").rstrip("\r\n")


def _editor(completions: Callable[[], Sequence[str]]) -> Lines:
    """A line editor: arrow keys, history kept between runs, Tab after a slash, pasted lines kept together."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Slashes(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            text = document.text_before_cursor
            if text.startswith("/"):
                yield from (Completion(c, start_position=-len(text)) for c in completions() if c.startswith(text))

    session: PromptSession[str] = PromptSession(history=_history(), completer=Slashes(), complete_while_typing=False)
    return lambda prompt: session.prompt(prompt)


def _history():
    from platformdirs import user_state_path
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        folder: Path = user_state_path("edgewise", ensure_exists=True)
        (folder / "chat_history").touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(folder / "chat_history"))
