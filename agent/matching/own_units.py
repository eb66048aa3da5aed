"""What an amount that was told in the user's own unit comes to: "12 feet is 3.66 m", "10 inch: small".

So that a misreading is seen at once. It says nothing of amounts that come as they were asked for, and it knows no
rates: of two currencies it says that neither is changed into the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit, dimension, in_print
from ..words.corrections import corrected
from ..words.plain_words import PlainText, plain_text
from .option_amounts import amount_fit
from .questions import PendingQuestion

__all__ = ["CURRENCIES", "came_to", "in_short"]

CURRENCIES = "I take amounts in different currencies as they stand and convert none."

_MEASURED = frozenset("area energy force length mass power pressure speed temperature volume".split())
"""What is told in many units; a time or an age in months needs no remark."""
_MONEY = (
    r"eur|euros?|\u20ac", r"usd|dollars?|bucks|\$", r"gbp|pounds?|quid|\u00a3", r"chf|francs?", r"jpy|yen|\u00a5",
    r"kron[ae]r?|kronor|nok|sek|dkk", r"pln|zloty", r"inr|rupees?", r"pesos?", r"baht", r"liras?|lire", r"forints?",
    r"rand|zar", r"dirhams?",
)  # fmt: skip
_CURRENCY = tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in _MONEY)


def came_to(text: str, questions: Iterable[PendingQuestion]) -> list[str]:
    """Sentences on amounts in a message that told of these questions' facts."""
    read = plain_text(corrected(text))
    found = [_counted(read, q) if q.kind == "number" else _sized(read, q) for q in questions if q.kind != "yesno"]
    found = [words for words in found if words is not None]
    return [*found, CURRENCIES] if _mixed(read.plain) else found


def _counted(read: PlainText, question: PendingQuestion) -> str | None:
    """The one exact amount in another unit than the question's."""
    unit = canonical_unit(question.unit)
    if dimension(unit) not in _MEASURED:
        return None
    told = [a for a in amounts(read, None) if a.unit is not None and a.exact and dimension(a.unit) == dimension(unit)]
    value = told[0].within(unit) if len(told) == 1 and told[0].unit != unit else None
    return None if value is None else f"{told[0].text} is {in_short(value.value)} {in_print(question.unit or '')}."


def in_short(amount: float) -> str:
    """Three digits of an amount, none of them in powers of ten where it is large."""
    rounded = float(f"{amount:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 1000 else f"{rounded:g}"


def _sized(read: PlainText, question: PendingQuestion) -> str | None:
    """The option that goes by the amount and is called something else."""
    fit = amount_fit(read, question.options)
    places = [] if fit is None else np.flatnonzero(fit).tolist()
    told = [a for a in amounts(read.raw, None) if a.unit is not None]
    if len(places) != 1 or not told or any(a.unit for a in amounts(question.options[places[0]].name, None)):
        return None
    return f"{told[-1].text}: {question.options[places[0]].name}."


def _mixed(plain: str) -> bool:
    """Whether amounts of money come in two currencies or more."""
    return bool(re.search(r"\d", plain)) and sum(bool(words.search(plain)) for words in _CURRENCY) > 1
