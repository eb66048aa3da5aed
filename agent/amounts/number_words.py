"""Numbers as people write them: "1,200", "2 1/2", "one and a half", "a couple hundred", "a dozen", "1.5k".

Tokens in, one number out, with how far it reaches and how exact it is. It knows no units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..words.plain_words import close_spelling

__all__ = ["TENS", "Number", "literal", "read_number"]

MILLIMETRES = 100
"""A number from which "mil" after it are millimetres, as joiners say it, and no millions."""
_ONES = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_CARDINAL = {**_ONES, **TENS, "fourty": 40, "nought": 0, "nil": 0}
_SCALE = {
    "hundred": 100.0, "thousand": 1e3, "grand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0, "score": 20.0,
    "hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "dozens": 12.0, "k": 1e3, "mil": 1e6, "bn": 1e9,
}  # fmt: skip
_LOOSE = {"couple": (2.0, 2.0, 2.5), "pair": (2.0, 2.0, 2.5), "few": (3.0, 2.5, 5.5), "several": (5.0, 2.5, 9.5)}
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_LITERAL = re.compile(r"\d+(?:[.,]\d+)*$")
_NO_SLIP = frozenset("there these theme their thief".split())
"""Words in their own right, however near they are to "three"."""
_PRONOUN_BEFORE = frozenset(
    "the this that which first second third last no any every each other another either only next some".split()
)


@dataclass(frozen=True)
class Number:
    """A number found in a row of tokens."""

    value: float
    low: float
    high: float
    end: int
    """Index after its last token."""
    words: bool = False
    """Whether it was written in words."""


def literal(token: str) -> float | None:
    """The value of digits with separators: "1,200" is 1200, "1,5" is 1.5, "18.000" is 18000."""
    if len(token) > 18 or not _LITERAL.match(token):
        return None
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", token):
        return float(token.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}|[1-9]\d{0,2}\.000", token):
        return float(token.replace(".", "").replace(",", "."))
    if token.count(",") == 1 and "." not in token:
        return float(token.replace(",", "."))
    return float(token) if token.count(".") <= 1 and "," not in token else None


def _cardinal(token: str, fuzzy: bool) -> float | None:
    if token in _CARDINAL:
        return float(_CARDINAL[token])
    for tens, value in TENS.items():
        rest = _ONES.get(token.removeprefix(tens), 99)
        if token.startswith(tens) and 0 < rest < 10:
            return float(value + rest)
    if fuzzy and len(token) >= 5 and token.isalpha() and token not in _NO_SLIP:
        for word, value in _CARDINAL.items():
            if len(word) >= 5 and word[-1] == token[-1] and close_spelling(token, word):
                return float(value)
    return None


def _digits(tokens: Sequence[str], i: int) -> Number | None:
    value = literal(tokens[i])
    if value is None:
        return None
    end = i + 1
    while end < len(tokens) and value >= 1 and re.fullmatch(r"\d{3}", tokens[end]) and "." not in tokens[i]:
        if len(tokens[i]) > 3:  # "2019 300" is not a number with a thin space
            break
        value, end = value * 1000 + float(tokens[end]), end + 1
    if tokens[end : end + 1] == ["/"] and end + 1 < len(tokens) and tokens[end + 1] in ("2", "3", "4", "8"):
        value, end = value / float(tokens[end + 1]), end + 2
        end += int(tokens[end : end + 1] == ["of"])
        end += int(tokens[end : end + 1] in (["a"], ["an"]))
    elif end + 2 < len(tokens) and tokens[end + 1] == "/" and tokens[end] in ("1", "3"):
        if tokens[end + 2] in ("2", "4"):
            value, end = value + float(tokens[end]) / float(tokens[end + 2]), end + 3
    return Number(value, value, value, end)


def _spelt(tokens: Sequence[str], i: int, fuzzy: bool) -> Number | None:
    first = _cardinal(tokens[i], fuzzy)
    if first is None:
        return None
    value, end = first, i + 1
    if value >= 20 and value % 10 == 0:
        end += int(tokens[end : end + 1] == ["-"] and _below_ten(tokens, end + 1))
        if _below_ten(tokens, end):
            value, end = value + _CARDINAL[tokens[end]], end + 1
    if tokens[end : end + 1] == ["point"] and end + 1 < len(tokens):
        decimals = ""
        end += 1
        while end < len(tokens) and (_below_ten(tokens, end) or re.fullmatch(r"\d", tokens[end])):
            decimals += str(_CARDINAL.get(tokens[end], tokens[end]))
            end += 1
        value += float("0." + (decimals or "0"))
    return Number(value, value, value, end, words=True)


_CLOCK = frozenset("at since till until by from before after".split())
_YEARS = frozenset("in since born of from year '".split())
_CLOSERS = frozenset("or please thanks a an per i maybe and but each at if is it in so the roughly about".split())


def _joined(tokens: Sequence[str], i: int, fuzzy: bool) -> Number | None:
    """Read "one seventy-five" as 175 and "in nineteen eighty-seven" as 1987, but not "two fifty kilo bags"."""
    first, before = _CARDINAL.get(tokens[i], 0), tokens[i - 1] if i else ""
    rest = _spelt(tokens, i + 1, fuzzy) if i + 1 < len(tokens) else None
    if rest is None or rest.value != int(rest.value):
        return None
    year = first in (19, 20) and before in _YEARS and 10 <= rest.value < (100 if first == 19 else 40)
    amount = 0 < first < 10 and 20 <= rest.value < 100 and not (before in _CLOCK and rest.value < 60)
    after = [*tokens[rest.end : rest.end + 2], "", ""]
    counts = after[0].isalpha() and after[0] not in _CLOSERS and after[1].isalpha() and after[1] not in _CLOSERS
    if not (year or (amount and not counts and after[0] != "-")):
        return None
    value = 100.0 * first + rest.value
    return Number(value, value, value, rest.end, words=True)


def _below_ten(tokens: Sequence[str], i: int) -> bool:
    return i < len(tokens) and 0 < _CARDINAL.get(tokens[i], 99) < 10


def _fraction(tokens: Sequence[str], i: int) -> Number | None:
    """Read "half (a)", "a quarter of (a)", "three quarters of a", "two thirds"."""
    j = i + int(tokens[i] in ("a", "one", "1"))
    part = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}.get(tokens[j] if j < len(tokens) else "")
    if part is None and j + 1 < len(tokens) and tokens[j + 1] in ("quarters", "thirds", "quarter"):
        count = _cardinal(tokens[j], fuzzy=False)
        part = None if count is None else count / (3 if tokens[j + 1] == "thirds" else 4)
        j += 1
    if part is None or (tokens[j] == "third" and j == i) or tokens[j + 1 : j + 2] == ["past"]:
        return None
    end = j + 1
    end += int(tokens[end : end + 1] == ["of"])
    end += int(tokens[end : end + 1] in (["a"], ["an"]))
    return Number(part, part, part, end, words=True)


def _loose(tokens: Sequence[str], i: int) -> Number | None:
    j = i + int(tokens[i] == "a" or tokens[i] == "the")
    if j < len(tokens) and tokens[j] in _LOOSE and (j > i or tokens[j] in ("several", "few", "couple")):
        value, low, high = _LOOSE[tokens[j]]
        return Number(value, low, high, j + 1 + int(tokens[j + 1 : j + 2] == ["of"]), words=True)
    j += int(
        j > i
        and tokens[j : j + 1] in (["good"], ["full"], ["round"], ["whole"], ["cool"])
        and tokens[j + 1 : j + 2] != ["few"]
    )
    if j > i and j < len(tokens) and tokens[j] in _SCALE and tokens[j] not in ("k", "mil", "bn", "score"):
        return Number(1.0, 1.0, 1.0, j, words=True)
    if tokens[i] in ("dozens", "hundreds", "thousands", "millions"):
        return Number(3.0, 2.0, 9.0, i, words=True)
    if tokens[i] in _TIMES:
        return Number(_TIMES[tokens[i]], _TIMES[tokens[i]], _TIMES[tokens[i]], i + 1, words=True)
    return None


def _scaled(tokens: Sequence[str], number: Number, fuzzy: bool) -> Number:
    """Multiply by "hundred", "k", "dozen", ... and add what follows ("and fifty")."""
    value, low, high, end = number.value, number.low, number.high, number.end
    while end < len(tokens) and tokens[end] in _SCALE:
        if tokens[end] == "mil" and value >= MILLIMETRES:
            break
        scale = _SCALE[tokens[end]]
        adds = scale >= 100 or tokens[end] == "score"  # "three score and six"; a dozen is no part of a number
        value, low, high, end = value * scale, low * scale, high * scale, end + 1
        end += int(tokens[end : end + 1] == ["of"])
        j = end + int(tokens[end : end + 1] == ["and"])
        rest = _spelt(tokens, j, fuzzy) if j < len(tokens) else None
        if rest is not None and 0 < rest.value < scale and adds:
            if rest.end < len(tokens) and tokens[rest.end] in _SCALE and _SCALE[tokens[rest.end]] < scale:
                rest = _scaled(tokens, rest, fuzzy)
            value, low, high, end = value + rest.value, low + rest.value, high + rest.value, rest.end
    return Number(value, low, high, end, number.words)


def _with_half(tokens: Sequence[str], number: Number) -> Number:
    """Add "and a half", "and three quarters"."""
    if tokens[number.end : number.end + 1] != ["and"] or number.end + 1 >= len(tokens):
        return number
    part = _fraction(tokens, number.end + 1)
    if part is None or tokens[part.end - 1] in ("a", "an", "of"):
        return number
    more = part.value
    return Number(number.value + more, number.low + more, number.high + more, part.end, number.words)


def read_number(tokens: Sequence[str], i: int, *, fuzzy: bool = False) -> Number | None:
    """The number that starts at token `i`, if one does.

    Args:
        tokens: lower-case words, digit groups and punctuation.
        i: where to look.
        fuzzy: forgive misspelt number words; only safe where a number is expected.
    """
    if tokens[i] == "one" and i > 0 and tokens[i - 1] in _PRONOUN_BEFORE:
        return None
    number = (
        _fraction(tokens, i)
        or _digits(tokens, i)
        or _joined(tokens, i, fuzzy)
        or _spelt(tokens, i, fuzzy)
        or _loose(tokens, i)
    )
    if number is None:
        return None
    return _with_half(tokens, _scaled(tokens, _with_half(tokens, number), fuzzy))
