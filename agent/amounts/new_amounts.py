"""Going on with another amount, and saying one without a word more: "what if it were 3 m long?", "about 90 cm".

And a figure that was told before, in the unit that was meant: "pounds, not kilos", "I meant 28 months".
"""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .number_words import read_number
from .quantities import amounts
from .units import canonical_unit, convert, dimension, in_print, unit_named

__all__ = [
    "amount_guessed",
    "bare_amounts",
    "in_other_unit",
    "length_alone",
    "only_a_figure",
    "only_amounts",
    "same_figure",
]

_WITH_AMOUNT = re.compile(
    # "and with 80 kg", "what if it were 3 m long", "no, 4 metres", "make it 4 metres"; not "80 kg in pounds"
    r"^(?:(?:ok|okay|thanks|great|well|so|and|but|or|oh|wait|sorry|,|\.|!) )*"
    r"(?:(?:what|how) (?:about|if)|and|with|if|or|say|suppose|no|sorry|actually|rather|make (?:it|that)|"
    r"i me(?:an|ant)|i said)"
    r"(?: [,.!])?"
    r"(?: (?:with|it|they|that|he|she|we|i|is|was|were|had|has|weighs?|at|for|about|only|just|say))* (?P<rest>\d.*)$"
)
_MEASURED = frozenset(
    "long wide high tall deep thick heavy load span of on it the a instead then though apart between".split()
)
"""What may stand beside the amount: "and 3 m apart"; not "and 80 kg in pounds"."""
_BESIDE = _MEASURED | frozenset(
    "about around roughly approximately maybe perhaps probably possibly i me we think guess reckon say so well um uh "
    "oh ok it its is that this would be no not idea sure like or some almost nearly just under over bit more less than "
    "each total altogether only and then ago was must have been".split()
)
"""What may stand beside an amount that is said without anything else: "no idea, maybe 40 kilos"."""

_ABOUT = frozenset("about around roughly approximately maybe perhaps probably circa almost nearly just it is".split())
"""What may stand beside a length that is told by itself: not "4 m wide", nor "4 m away"."""
ABOUT_THE_UNIT = 0.1
"""Least share of the unit that is asked for: where that is metres, 4 cm may be a thickness."""

_NOT_SURE = re.compile(
    # "no idea, maybe", "I don't know exactly -"
    r"^(?:(?:oh|um+|uh|hm+|well|,|\.) )*(?:no (?:idea|clue)|not (?:really |too |quite |so )?sure|"
    r"(?:i )?do not (?:really )?know|dunno|hard to say|good question|(?:i )?could not say)"
    r"(?: (?:really|exactly|for sure|precisely|tbh|sorry|but|to be honest|,|\.|-|;|:))* (?=\S)"
)


def amount_guessed(text: str) -> str:
    """What is left of a message that guesses an amount without what it says of not knowing it; else the whole of it.

    >>> amount_guessed("no idea, maybe 40 kilos"), amount_guessed("no idea")
    ('maybe 40 kilos', 'no idea')
    """
    plain = plain_text(text).plain
    rest = _NOT_SURE.sub("", plain)
    return rest if rest != plain and bare_amounts(rest) else text


def bare_amounts(text: str) -> bool:
    """Whether a message says one amount or several with their units, and nothing else.

    >>> [bare_amounts(text) for text in ("about 90cm", "that was an hour ago", "80 kg in pounds", "how far is 3 m?")]
    [True, True, False, False]
    """
    read = plain_text(text)
    rest, found = read.plain, [amount for amount in amounts(read) if amount.unit]
    for amount in found:
        rest = rest.replace(amount.text, " ", 1)
    return bool(found) and not read.asks and set(re.findall(r"[^\W_]+", rest)) <= _BESIDE


def only_a_figure(text: str) -> bool:
    """Whether a message is an exact number and nothing else, in figures or in words.

    >>> [only_a_figure(text) for text in ("29.", "twenty-nine", "a few", "29 kg", "half")]
    [True, True, False, False, False]
    """
    if re.fullmatch(r"\s*\d+(?:[.,]\d+)?[\s.!]*", text):
        return True
    tokens = list(plain_text(text).words)
    number = read_number(tokens, 0) if tokens else None
    return number is not None and number.end == len(tokens) and number.low == number.high and number.value > 1


def length_alone(text: str, unit: str | None) -> str:
    """The only length of a text, where a part of it says that and nothing else, in about the unit that is asked for.

    >>> [length_alone(text, "m") for text in ("is it stiff enough? 3 m, 80 kg", "3 m wide, 80 kg", "4 cm")]
    ['3 m', '', '']
    """
    read = plain_text(text)
    lengths = [amount for amount in amounts(read) if dimension(amount.unit) == "length"]
    parts = [part.strip() for part in re.split(r"(?<!\d)[,.;!?]|[,.;!?](?!\d)|\band\b", read.plain)]
    scale = convert(1.0, lengths[0].unit, canonical_unit(unit)) if len(lengths) == 1 else None
    alone = [part for part in parts if lengths and set(part.replace(lengths[0].text, "").split()) <= _ABOUT]
    alone = [part for part in alone if len(lengths) == 1 and lengths[0].text in part]
    return alone[0] if len(alone) == 1 and scale is not None and scale >= ABOUT_THE_UNIT else ""


def only_amounts(text: str) -> bool:
    """Whether a message goes on with an amount and says no more: what is wanted is what was wanted.

    >>> only_amounts("and with 80 kg?"), only_amounts("what if it were 3 m long?"), only_amounts("80 kg in pounds?")
    (True, True, False)
    """
    plain = plain_text(text).plain
    found = _WITH_AMOUNT.match(plain)
    rest = [word for word in re.findall(r"[^\W\d_]+", found["rest"])] if found is not None else []
    units = [word for word in rest if unit_named(word) is not None]
    return found is not None and len(units) == 1 and not set(rest) - set(units) - _MEASURED


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
