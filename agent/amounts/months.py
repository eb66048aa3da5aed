"""A day of a month and a month's name, where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import MONTHS

__all__ = ["day_of_month", "month_named"]


def day_of_month(tokens: Sequence[str], i: int) -> int | None:
    """The day of a month that stands at token ``i``: "3", "3rd"."""
    found = re.fullmatch(r"([0-3]?\d)(?:st|nd|rd|th)?", tokens[i]) if i < len(tokens) else None
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def month_named(tokens: Sequence[str], i: int) -> int | None:
    """The month that stands there, by its whole name or the first letters of it."""
    word = tokens[i] if i < len(tokens) else ""
    names = [n for n, name in enumerate(MONTHS, start=1) if word in (name, name[:3], name[:4])]
    return names[0] if names else None
