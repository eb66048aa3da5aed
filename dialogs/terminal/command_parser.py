"""The parser of one subcommand: the standard library's, with errors in one line and a hint.

It knows nothing of any subcommand; ``cli`` makes one and hands it to the subcommand's ``add_arguments``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from ...beliefs.errors import EdgewiseError, nearest

__all__ = ["MOST_EPISODES", "CommandParser", "UsageError", "at_least", "option_strings", "share"]

MOST_EPISODES = 10**9
"""Dialogues of one simulation."""


class UsageError(EdgewiseError):
    """A command line that its parser does not understand."""


class CommandParser(argparse.ArgumentParser):
    """An ``ArgumentParser`` that raises ``UsageError`` and offers the nearest option to a misspelt one."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        words = message.removeprefix("unrecognized arguments: ").split()
        close = nearest(words[0], option_strings(self)) if words and words[0].startswith("-") else None
        raise UsageError(f"{self.prog.partition(' ')[2]}: {message}", hint=close or f"see {self.prog} --help")


def option_strings(parser: argparse.ArgumentParser) -> list[str]:
    """Return every long option of a parser, sorted."""
    # argparse offers no public list of its actions; its own completion tools read the same attribute.
    actions: list[argparse.Action] = parser._actions  # pyright: ignore[reportPrivateUsage]
    return sorted(option for action in actions for option in action.option_strings if option.startswith("--"))


def at_least(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return the type of an option that takes whole numbers from ``least`` on, up to ``most``."""

    def whole(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if number < least:
            raise argparse.ArgumentTypeError(f"{number} is less than {least}")
        if most is not None and number > most:
            raise argparse.ArgumentTypeError(f"{number} is more than {most}")
        return number

    return whole


def share(text: str) -> float:
    """The type of an option that takes a share of the whole."""
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 1")
    return number
