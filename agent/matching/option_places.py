"""Options pointed at by their place in the list: "the second one", "last", "#2", "option b", "the former".

And the other of two: "not the small one, the other". It knows how many options there are and nothing of what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["NAMED_FULLY", "Mention", "other_of_two", "place_named", "places"]


@dataclass(frozen=True)
class Mention:
    """Where words `[start, end)` speak of an option, and how strongly."""

    start: int
    end: int
    option: int
    strength: float
    place: bool = False


_PLACES = (
    "first 1st former, second 2nd, third 3rd, fourth 4th, fifth 5th, "
    "sixth 6th, seventh 7th, eighth 8th, ninth 9th, tenth 10th"
)
_ORDINALS = {word: place for place, words in enumerate(_PLACES.split(", ")) for word in words.split()}
"""The place in the list, from 0, that each word stands for."""
_CARDINALS = "one two three four five six seven eight nine ten".split()
_AFTER_ORDINAL = frozenset(
    "one option choice answer of please pls on in item entry alternative thing possibility thanks listed from is and "
    "or then again for problem type kind suggestion , . ! ? ; )".split()
)
"""What surely follows a place in the list: "the second one", "the last, please"; not "my second pregnancy"."""
_BEFORE_ALL_ELSE = frozenset("that this it them those these me us him her".split())
"""What stands before a "first" that is no place: "sort that first", "tell me first"."""
_LAST, _END = frozenset({"last"}), frozenset({"end", "bottom"})
_TIMES = frozenset("night week weekend month year summer winter spring autumn time season".split())
"""What follows a "last" that is no place: "the second from last year"."""
_AFTER_OTHER = frozenset("please pls thanks then instead size kind sort option though".split())
"""What follows "the other" of two: "the other size please"; not "the other day"."""
_NOT_OTHER = frozenset("not than of but nor".split())
"""What comes before "the other" where another one is meant: "not the other"."""
NAMED_FULLY = 0.9
"""How surely an option has to be named for the name to count by itself, whatever else is said."""
_LABELS = frozenset("option number no num nr letter choice answer # opt item alternative nummer".split())
"""What comes before the figure or the letter of an option: "option b", "# 2"."""
_COURTESY = "please thanks the option i choose pick go with for answer number my is choice say guess think no it"
"""Words beside a figure or a letter that say no more than it: "I think b, please"."""


def places(words: Sequence[str], n: int, names: frozenset[str], rest: int | None = None) -> list[Mention]:
    """Options pointed at by place: "the second one", "last", "#2", "option b", "the former".

    Args:
        words: The reply.
        n: How many options there are.
        names: Words that options are called by.
        rest: The option that stands for anything else: where it is at the end, the last one is the one before.
    """
    end = n - 2 if rest == n - 1 and n > 2 else n - 1
    found: list[Mention] = []
    counted = -1  # where the words end that count a place from the end
    for i, word in enumerate(words):
        if i <= counted:
            continue
        after = words[i + 1] if i + 1 < len(words) else ""
        before = words[i - 1] if i else ""
        sure = 1.0 if after == "" or after in _AFTER_ORDINAL else 0.25
        if sure < 1 and before == "the" and after not in ("floor", "class", "time", "thing", "day", "week"):
            sure = 0.5  # "the second pizza"; not "the second floor"
        if word == "first" and i > 1 and before in _BEFORE_ALL_ELSE and after != "one":
            continue
        if word in _ORDINALS and names.isdisjoint(_ORDINALS) and after not in ("thing", "half", "two", "three"):
            place = _ORDINALS[word]  # not "the first thing", "the first two"
            counted = _counted_to(words, i)
            if counted >= 0:  # "from first to last" is no place
                place, sure = n - 1 - place if place else n, 1.0
            found.append(Mention(i, i + 1, place, sure, place=True))
        elif word == "last" and (after == "but" or (before == "to" and words[i - 2 : i - 1] in (("next",), ["next"]))):
            back = {"one": 2, "two": 3}.get(words[i + 2] if i + 2 < len(words) else "", 0) if after == "but" else 2
            found += [Mention(i, i + 1, n - back, 1.0, place=True)] if back else []  # "last but one", "next to last"
        elif word in ("last", "final", "latter", "lastly", "bottom") and before not in ("to",):
            found.append(Mention(i, i + 1, end, sure, place=True))  # "the latter"; not the end of "down to last"
        elif word == "penultimate":
            found.append(Mention(i, i + 1, n - 2, 1.0, place=True))
        else:
            found += _between(words, i, n, sure)
    found += _labelled(words, n, names)
    return [m for m in found if 0 <= m.option < n]


def _between(words: Sequence[str], i: int, n: int, sure: float) -> list[Mention]:
    """The one in the middle of an odd number: "halfway", "something in between", "the middle one"."""
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    if n % 2 == 0:
        return []
    if n > 2 and (words[i] == "halfway" or (words[i] == "between" and before == "in" and after in ("", "the"))):
        return [Mention(i, i + 1, n // 2, 0.7, place=True)]
    if words[i] in ("middle", "center", "centre"):
        return [Mention(i, i + 1, n // 2, 1.0 if sure == 1.0 else 0.6, place=True)]
    return []


def _counted_to(words: Sequence[str], i: int) -> int:
    """Where words end that count a place from the end ("second to last", "third from the bottom"), -1 if none do."""
    ends = {"to": _LAST, "from": _LAST | _END}.get(words[i + 1] if i + 1 < len(words) else "", frozenset[str]())
    end = i + 2 + int(words[i + 2 : i + 3] in (["the"], ("the",)))
    after = words[end + 1] if end + 1 < len(words) else ""
    return end if end < len(words) and words[end] in ends and after not in _TIMES else -1


def other_of_two(words: Sequence[str], found: Sequence[Mention], listed: Sequence[int]) -> Mention | None:
    """The option that is meant by "the other" where two are ``listed`` and just one of them was named before.

    Not "the other for my wife", which is a second one, nor "the other day".
    """
    for i in range(len(words) - 1, 0, -1):
        if tuple(words[i - 1 : i + 1]) != ("the", "other") or (i > 1 and words[i - 2] in _NOT_OTHER):
            continue
        end = i + 1 + (words[i + 1 : i + 2] in (["one"], ("one",)))
        before = {m.option for m in found if m.start < i and m.strength >= NAMED_FULLY}
        if (end == len(words) or words[end] in _AFTER_OTHER) and len(listed) == 2 and len(before & {*listed}) == 1:
            return Mention(i - 1, end, next(k for k in listed if k not in before), 0.95)
    return None


def _labelled(words: Sequence[str], n: int, names: frozenset[str]) -> list[Mention]:
    found: list[Mention] = []
    courtesy = _COURTESY.split()
    telling = [word for word in words if word not in courtesy]
    for i, word in enumerate(words):
        place = _label_place(word)
        if place is None or word in names:
            continue
        before = words[i - 1] if i else ""
        if before == "no" and not word.isdigit():
            continue  # "no one" is nobody, not number one
        alone = len(telling) <= 1 and len(words) <= 5 and (len(words) == 1 or word not in ("a", "i"))
        if before in _LABELS or alone or (i == 0 and len(words) == 1):
            found.append(Mention(i, i + 1, place, 1.0, place=True))
    return found


def place_named(word: str) -> int | None:
    """The place that a word points at by itself: "second", "2", "two", "b"."""
    return _ORDINALS.get(word, _label_place(word))


def _label_place(word: str) -> int | None:
    if word.isdigit() and len(word) <= 2:
        return int(word) - 1
    if word in _CARDINALS:
        return _CARDINALS.index(word)
    return ord(word) - ord("a") if len(word) == 1 and "a" <= word <= "h" else None
