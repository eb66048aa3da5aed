"""Several options that a message names side by side: "Mars and Venus", "a salami and a small margherita".

Only of questions of which two answers are two wishes. Lexical only: names that are set against each other, or put
together into one thing, make no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .questions import PendingQuestion

__all__ = ["NamedTogether", "Row"]

MOST_NAMED = 5
"""More than these are a list, and no row of wishes."""

_DETERMINER = r"(?:an?|the|one|two|three|another|some)"
_AND = (
    # "Mars, and Venus", "Mars? And Venus?", "Mars and what about Venus"
    r"(?: ?(?:[,?] ?(?:and|plus)?|&|\+) ?| (?:and(?: (?:also|then|after that))?|plus|as well as) )"
    r"(?:(?:what|how) about )?"
)
_FOR = r"for (?:(?:my|our|his|her|their|the|a|an) )?(?:(?:little|older?|younger|elder|other) )?[^\W\d_]+"
"""Whom one of several is for: "a salami for Luca", "for my sister, Mars"."""
_AS_ONE = re.compile(
    # "between Mars and Venus", "bigger than", "half salami", "a pizza with ham and olives", "Mars or Venus"
    r"\b(?:between|compared?|comparing|difference|versus|vs|than|half|halves|mix(?:ed|ture)?|together|combined|with|"
    r"or|not|no|nor|without|instead|rather|but|except|neither|either)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
"""What sets names against each other, or makes one thing of them."""
_BOTH = re.compile(
    r"\b(?:both(?: of (?:them|those|these))?|all (?:of )?(?:them|those|these|two|three))[,:.]? ", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    """A row of names in a message."""

    before: str
    names: tuple[str, ...]
    """As they are written, with what is told of each: "a small margherita"."""
    after: str

    def alone(self, name: str) -> str:
        """The message with one of the names in the place of all."""
        return _BOTH.sub("", f"{self.before}{name}{self.after}")


class NamedTogether:
    """Finds such rows of names in messages of one domain."""

    def __init__(self, questions: Sequence[PendingQuestion], others: Sequence[PendingQuestion]) -> None:
        """Take the questions whose options are wishes of their own, and those of what may be told of one: its size."""
        about = _any_of(n for q in others if q.kind == "choice" for o in q.options for n in o.names if " " not in n)
        self._rows = [_Rows(question, about) for question in questions]

    def row(self, text: str) -> Row | None:
        """The one row of names in a message."""
        if not self._rows or _AS_ONE.search(text):
            return None
        text = " ".join(text.split())
        found = [row for row in (rows.in_(text) for rows in self._rows) if row is not None]
        return found[0] if len(found) == 1 else None


class _Rows:
    """Finds rows of the names of one question's options."""

    def __init__(self, question: PendingQuestion, about: str) -> None:
        self._options = {name.casefold(): option.id for option in question.options for name in option.names}
        own = rf"(?:(?:{about}) ){{0,3}}" if about else ""
        # Words that are no names only where they are counted: "a pepperoni", but "mushrooms and cheese" is one thing.
        plain = _any_of(n for o in question.options for n in o.names if n == o.name or n[0].isupper())
        item = rf"(?:{_DETERMINER} {own}(?:{_any_of(self._options)})|{own}(?:{plain}))(?: ones?)?"
        whose = rf"(?:{item} {_FOR}|{_FOR},? {item})"
        one = rf"(?:{whose}|{item})"
        self._item = _whole(one)
        self._row = _whole(rf"{whose}(?:(?:{_AND}| ?[,;] ?){whose})+|{one}(?:{_AND}{one})+")
        self._name = _whole(_any_of(self._options))
        # "how far is Mars and how far is Venus" asks the same of both
        self._same = re.compile(rf"\b(?P<same>(?:[\w']+ ){{2,5}})(?P<one>{item}{_AND})(?P=same)", re.IGNORECASE)

    def in_(self, text: str) -> Row | None:
        """The row of different names, where no name stands beside it."""
        text = self._same.sub(r"\g<same>\g<one>", text)
        row = self._row.search(text)
        if row is None or self._name.search(text[: row.start()]) or self._name.search(text[row.end() :]):
            return None
        names = tuple(found[0] for found in self._item.finditer(row[0]))
        options = [self._options[found[0].casefold()] for found in self._name.finditer(row[0])]
        if not 1 < len(names) == len(options) == len(set(options)) <= MOST_NAMED:
            return None  # "salami and funghi" may be the name of one
        return Row(text[: row.start()], names, text[row.end() :])


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{pattern})(?![\w'-])", re.IGNORECASE)


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of some names, the longest first."""
    return "|".join(map(re.escape, sorted({name for name in names if name}, key=lambda name: (-len(name), name))))
