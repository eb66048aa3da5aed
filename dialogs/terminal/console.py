"""Rich's console for commands whose output may be piped: a reader that left is told to whoever runs the command.

Rich itself would end the program with the exit code of an answer that is no.
"""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console

__all__ = ["PipedConsole"]


class PipedConsole(Console):
    """A console that leaves a broken pipe to the program."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise what a plain ``print`` would."""
        raise BrokenPipeError
