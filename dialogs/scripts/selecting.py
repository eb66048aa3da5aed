"""Choosing dialogues by an expression over their names and tags: ``smoke and not slow``.

A word holds when a name or a tag has it as a part, whatever the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...beliefs.errors import DialogError

__all__ = ["selects"]

_TOKENS = re.compile(r"\(|\)|[^\s()]+")


def selects(expression: str, names: Iterable[str]) -> bool:
    """Whether the expression holds for something that has these names and tags.

    Raises:
        DialogError: It is no expression.
    """
    reader = _Reader(expression, [name.casefold() for name in names])
    found = reader.either()
    if reader.tokens:
        raise reader.wrong()
    return found


class _Reader:
    """Recursive descent: ``either`` is of ``both``, which is of ``one``."""

    def __init__(self, expression: str, names: list[str]) -> None:
        self.expression, self.names = expression, names
        self.tokens: list[str] = _TOKENS.findall(expression)

    def either(self) -> bool:
        found = self.both()
        while self.tokens and self.tokens[0] == "or":
            self.tokens.pop(0)
            found = self.both() or found
        return found

    def both(self) -> bool:
        found = self.one()
        while self.tokens and self.tokens[0] == "and":
            self.tokens.pop(0)
            found = self.one() and found
        return found

    def one(self) -> bool:
        if not self.tokens:
            raise self.wrong()
        token = self.tokens.pop(0)
        if token == "not":
            return not self.one()
        if token == "(":
            found = self.either()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise self.wrong()
            return found
        if token in (")", "and", "or"):
            raise self.wrong()
        return any(token.casefold() in name for name in self.names)

    def wrong(self) -> DialogError:
        return DialogError(
            f"{self.expression!r} is no expression", hint="words with and, or, not and brackets: smoke and not slow"
        )
