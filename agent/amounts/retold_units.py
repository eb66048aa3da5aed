"""A figure that was told before, in the unit that was meant: "pounds, not kilos", "I meant 28 months".

It knows units and figures; what else a message takes back is for `retractions`.
"""

from __future__ import annotations

from ..words.plain_words import plain_text
from .quantities import amounts
from .units import canonical_unit, convert, dimension, in_print, unit_named

__all__ = ["in_other_unit", "same_figure"]


def in_other_unit(meant: str, wrong: str, unit: str | None, amount: float | None) -> str:
    """The amount that was told, in the unit that was meant in place of a wrong one; else nothing.

    >>> in_other_unit("pounds I mean", "kilos", "kg", 30.0)
    '30 pound'
    """
    own = canonical_unit(unit)
    known = unit_named(wrong.strip().lower(), own)
    words = [
        found for word in plain_text(meant).words if len(word) > 1 and (found := unit_named(word, own)) is not None
    ]
    if amount is None or own is None or known is None or not words:
        return ""
    figure = convert(amount, own, known)
    same = dimension(known) == dimension(own) == dimension(words[-1]) and words[-1] != known
    return f"{figure:g} {in_print(words[-1])}" if same and figure is not None else ""


def same_figure(text: str, unit: str | None, amount: float | None) -> list[str]:
    """The figure that was told, where a text gives it another unit of its kind.

    >>> same_figure("I meant 28 months", "year", 28.0)
    ['28 month']
    """
    own = canonical_unit(unit)
    said = [q for q in amounts(text) if q.value == amount and q.unit not in (None, own)]
    return [f"{q.value:g} {in_print(q.unit or '')}" for q in said if dimension(q.unit) == dimension(own)]
