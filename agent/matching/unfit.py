"""A reply that gives an amount of something else than was asked for: square metres where cubic metres are due.

It says what is wrong with the amount; that the question is put once more is for others. It converts nothing.
"""

from __future__ import annotations

from ..amounts.quantities import unfit_amount
from ..amounts.units import canonical_unit, dimension
from .questions import PendingQuestion

__all__ = ["misses"]

_CALLED = {"mass": "a weight", "time": "a length of time", "money": "money", "data": "data", "energy": "energy"}


def misses(text: str, question: PendingQuestion | None) -> str | None:
    """What is wrong with the only amount that a reply gives; None where nothing is, or nothing was given.

    >>> from .questions import PendingQuestion
    >>> misses("20 square metres", PendingQuestion("ask", "How large is the room?", "number", (), "m**3"))
    'That is an area, not a volume.'
    """
    if question is None or question.kind != "number":
        return None
    unit = canonical_unit(question.unit)
    said = unfit_amount(text, unit)
    wanted = _called(dimension(unit))
    if said is None or wanted is None:
        return None
    given = _called(dimension(said.unit))
    return f"That is not {wanted}." if given is None else f"That is {given}, not {wanted}."


def _called(kind: str | None) -> str | None:
    if kind is None:
        return None
    return _CALLED.get(kind, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}")
