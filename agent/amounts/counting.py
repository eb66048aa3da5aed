"""How many, said without a figure: "just me", "me and my girlfriend", "twins", "two adults and a baby".

It is for questions that count people or things; it knows nothing of units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .number_words import read_number

__all__ = ["counted", "counts_things"]

_NONE = re.compile(
    # "none at all", "nobody yet"; not "no thanks"
    r"^(?:none|nobody|no one|nothing|never|not any|not one|zip|nada|no|zero)(?: (?:at all|(?!thanks)\w+))?(?: yet)?$|"
    # "I don't have any", "we haven't got one", "I do not drink"
    r"\b(?:do|does|did|have|has|had|am|is|are|was|were|will|can) not "
    r"(?:have|own|got|want|take|use|need|know of|had|been|bringing|drink|eat|smoke|owe|drive)?"
    r"(?:\s*(?:any|a single|one))?"
    # "she does not have any pets"
    r"(?:$| (?:any|anything|yet|at all|kids|children|siblings|pets|of (?:them|those|that))\b)|"
    # "I have never been", "there are none"
    r"\bhave never\b|\bnone\b|"
    # "no kids"; not "there were no worries"
    r"\bno (?!thanks\b|worries\b|details\b|comments\b|records\b|tests\b|scales\b)\w+s\b|"
    # "I have no car"; not "I have no idea"
    r"\bhave no (?!idea|clue|comment|scales|records|way)"
)
"""None of what is counted."""
_NOT_A_SINGLE = re.compile(
    # "not a single one", "we haven't got a single cat"; not "I don't want a single room"
    r"\b(?:not|never) (?!only\b|just\b|want\b|need\b)(?:\w+ ){0,2}?a single (?:one\b|\w+$)|\bnot one single\b"
)
_ALONE = re.compile(
    # "just me", "only the one", "by myself"
    r"\b(?:just|only) (?:me|myself|the one|one|us one)\b|\balone\b|\bby myself\b|\bon my own\b|^me$|^myself$|"
    # "single room please", "a single ticket", "he's an only child", "it's my first time"
    r"^single\b|\ba single\b|\bsolo\b|\bjust the one\b|\bonly child\b|\bfirst time\b"
)
_ONE_THING = re.compile(
    # "just a suitcase", "a single"; not "a lot", "a couple", "a week"
    r"^(?:just |only |maybe |probably )?(?:an?|a single) "
    r"(?!lot|few|couple|bit|ton|dozen|hundred|thousand|million|pair|handful|load|bunch|number|little|quarter|half|"
    r"third|day|week|month|year|while|person|human|different)\w+$"
)
_RANGE = re.compile(
    # "between two and four"; not "between you and me"
    r"\bbetween (?!us|you|me|them)\w+ and \w+"
)
_INSTEAD = re.compile(
    # "five, no six", "five people, oh wait, six", "20, sorry, it's 30", "ten - make that twelve"
    r"(?:[a-z]+ )?(?:[,.;:!-] )?"
    r"(?:(?:oh|er|um|well|hang on|hold on|scratch that|i mean|i meant) (?:, )?)?"
    r"(?:no|nope|wait|sorry|actually|rather|or rather|make (?:that|it)|no wait|no sorry)"
    r"(?: [,.;:!-])?(?: (?:it is|that is|i mean|make it))?"
)
"""What stands between a number and the one that is meant instead."""
_GROUPS = {"twins": 2, "triplets": 3, "quadruplets": 4, "both": 2, "duo": 2, "trio": 3, "pair": 2, "couple": 2}
_ONE_EACH = frozenset("a an one my his her our the another".split())
_TIMES_OF_DAY = frozenset("morning afternoon evening night day lunch breakfast dinner weekend week way time".split())
_TIMES = frozenset("night nights day days week weeks month months hour hours minute minutes".split())
"""What is counted beside people and things, and is none of them: "2 people, 3 nights"."""
_OF_THEM = frozenset("them these those which whom us you".split())
"""Part of what was counted: "four people, two of them children"."""
_LINKS = frozenset("and plus with & , +".split())
_OTHER_CLAUSE = frozenset("there because but so".split())
_RELATIVES = frozenset("mum mom mother dad father wife husband partner girlfriend boyfriend grandma grandpa".split())
_NO_THINGS = frozenset("yes plus thanks tops always perhaps sometimes minus this its less figures digits".split())
_KINDS = frozenset(
    "berth door seater seat wheeler wheel speed axle cylinder person man bed bedroom room storey star gear".split()
)
"""What a thing has so many of: a "6-berth", a "3 door"."""
_THINGS = frozenset("people children men women of".split())
_AFTER_ONE = frozenset(
    "and or but to at is was it would will should please only just maybe think thanks point for in if so the a an i we "
    "he she they that hundred thousand million half more less tops though actually then probably yes no not".split()
)
_SEVERAL = frozenset("parents kids children sons daughters grandparents brothers sisters cats dogs friends".split())


def counts_things(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether a number without a unit counts something: the 3 of "3 questions" is no age, "a 6-berth" is no 6 metres.

    Args:
        tokens: Plain words and punctuation.
        start: Where the number begins.
        end: Where the word after it stands.
    """
    after = tokens[end] if end < len(tokens) else ""
    if after in _KINDS or (after == "-" and not _KINDS.isdisjoint(tokens[end + 1 : end + 2])):
        return True
    if not after.isalpha():
        return False
    if after in _THINGS or (after.endswith("s") and len(after) > 3 and after not in _NO_THINGS):
        return True
    return list(tokens[start:end]) == ["one"] and len(after) > 2 and after not in _AFTER_ONE


def counted(tokens: Sequence[str]) -> float | None:
    """The number of things a reply counts up, None if it counts nothing.

    Figures are only summed where the words link several items; a lone figure is left to `quantities`.
    """
    words = " ".join(t for t in tokens if t.isalnum())
    said = _without_parts(tokens, _items(tokens))
    items = _put_right(tokens, said)
    if len(items) < len(said):
        return sum(item.value for item in items)
    if _RANGE.search(words) or _next_number(tokens, items):
        return None
    if len(items) > 1 and not _LINKS.isdisjoint(tokens):
        return items[-1].value if _same_again(tokens, items) else sum(item.value for item in items)
    if _NOT_A_SINGLE.search(words):
        return 0.0
    if _ALONE.search(words) or _ONE_THING.match(words):
        return 1.0
    groups = [_GROUPS[token] for token in tokens if token in _GROUPS]
    if groups:
        return float(groups[0])
    return 0.0 if _NONE.search(words) else None


@dataclass(frozen=True)
class _Item:
    value: float
    start: int
    end: int
    loose: bool = False


def _without_parts(tokens: Sequence[str], items: Sequence[_Item]) -> Sequence[_Item]:
    """What is counted, without times, what is yet to come, and parts of what was counted before them."""
    own = [
        item
        for n, item in enumerate(items)
        if list(tokens[item.start - 1 : item.start]) != ["soon"]
        and (tokens[item.end : item.end + 1] or [""])[0] not in _TIMES
        and not (n and _is_part(tokens, item))
    ]
    first, parts = own[:1], own[1:]
    summed = len(parts) > 1 and first[0].value == sum(item.value for item in parts)
    return first if summed else own


def _is_part(tokens: Sequence[str], item: _Item) -> bool:
    return (
        list(tokens[item.end : item.end + 1]) == ["of"] and (tokens[item.end + 1 : item.end + 2] or [""])[0] in _OF_THEM
    )


def _put_right(tokens: Sequence[str], items: Sequence[_Item]) -> Sequence[_Item]:
    """What is left where a number is put right: "five, no six", "20, wait, 30"."""
    for i in range(len(items) - 1, 0, -1):
        if _INSTEAD.fullmatch(" ".join(tokens[items[i - 1].end : items[i].start])):
            return items[i:]
    return items


def _next_number(tokens: Sequence[str], items: Sequence[_Item]) -> bool:
    """Whether a number and the next one are said for what is not sure: "six, seven if grandma comes"."""
    first, second = (*items, _Item(0, 0, 0), _Item(0, 0, 0))[:2]
    bare = first.end > 0 and list(tokens[first.end : second.start]) == [","] and not first.loose
    return bare and second.value == first.value + 1 and not second.loose


def _same_again(tokens: Sequence[str], items: Sequence[_Item]) -> bool:
    """Whether one amount is said twice, loosely and then well: "a few, three I think"."""
    first, last = items[0], items[-1]
    return len(items) == 2 and first.loose and not last.loose and "," in tokens[first.end : last.start]


def _items(tokens: Sequence[str]) -> list[_Item]:
    """Everything that counts as one or more, up to where another clause begins."""
    found: list[_Item] = []
    i = 0
    while i < len(tokens) and not (found and tokens[i] in _OTHER_CLAUSE):
        item = _item(tokens, i)
        if item is not None:
            found.append(item)
        i = item.end if item is not None else i + 1
    return found


def _item(tokens: Sequence[str], i: int) -> _Item | None:
    number = read_number(tokens, i, fuzzy=True)
    word, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else ""
    if number is not None:
        loose = number.low != number.high or word in ("half", "a")
        return _Item(number.value, i, max(number.end, i + 1), loose)
    if word in _GROUPS:
        return _Item(_GROUPS[word], i, i + 1 + 2 * int(word == "both" and after in _ONE_EACH))
    if word in ("me", "myself", *_RELATIVES) or (word == "i" and tokens[i - 1 : i] == ["and"]):
        return _Item(1.0, i, i + 1)
    if word in _ONE_EACH and after.isalpha() and after not in _TIMES_OF_DAY:
        return _Item(2.0 if after in _SEVERAL else 1.0, i, i + 2)
    return None
