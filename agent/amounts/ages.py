"""An age yet to come, or told by somebody else's: "she'll be 18 in March", "two years older than me, and I'm 70".

It knows how people tell ages and no question but whether one is asked for; a figure that is no age is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..words.persons import asks_age
from .dates import MONTHS
from .quantity import Mention

__all__ = ["ages_told"]

_MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
_SEASON = "spring|summer|autumn|winter"
_TO_COME = re.compile(
    # "18 in March", "18 in late July", "18 in the new year"
    rf"^(?:old )?(?:in (?:early |mid |late )?{_MONTH}|in (?:the )?(?:{_SEASON}|new year)|"
    # "18 in three weeks", "18 in a couple of months"
    r"in (?:a|one|two|three|a few|a couple of|\d) (?:days?|weeks?|months?)\b|"
    # "18 come next summer", "18 come Christmas"
    rf"come (?:next )?(?:{_SEASON}|{_MONTH}|christmas|easter|\w+day)\b|"
    # "18 next week", "18 soon", "18 later this year", "18 this summer"
    rf"next (?:week|month|year|time|{_SEASON}|\w+day)\b|tomorrow\b|soon\b|later this (?:week|month|year)\b|"
    rf"this (?:coming )?(?:week|month|year|\w+day|{_SEASON})\b|"
    # "18 on Sunday", "18 on the 3rd", "18 on 5 May", "18 at Christmas"
    rf"on (?:the )?(?:\w+day|\d+(?:st|nd|rd|th)|\d+ {_MONTH}|{_MONTH})|(?:at|by) (?:christmas|easter)\b)"
)
"""When a birthday will be."""
_REACHED = re.compile(r"\b(?:turned|was|were|been|became|had|since|reached|already)\b")
"""Words before an age that was reached then."""
_AHEAD = re.compile(
    # "she will soon be", "he's about to turn"
    r"\b(?:will|going to|about to) (?:soon )?(?:be|turn|become) $"
)
"""Words before an age that is to come."""
_DIFFERS = re.compile(
    # "two years older than me", "five years my junior"
    r"^(?:(?:my|his|her|our|their) )?(?P<way>older|younger|senior|junior)\b"
)
_DIFFERS_BY = re.compile(
    # "older than me by about", "younger by"
    r"\b(?P<way>older|younger)(?: \w+){0,4} by (?:about |around |only |just )?$"
)
_NO_AGE = frozenset("all overnight breakfast lunch forever ages long nothing none nil".split())
"""What begins a spell that is nobody's age ("all day", "overnight"), and what is nought of anything else."""
_WITHOUT_YEAR = re.compile(rf"\b{_MONTH}")


_ASKING = frozenset("can could may should shall is are do does would will how what".split())
_AFTER_AN_AGE = frozenset("and but now so too ok okay old a or in at for with if though then who not next".split())
"""Words that may follow an age without its unit."""


def ages_told(tokens: Sequence[str], found: Sequence[Mention], asked: str) -> list[Mention]:
    """The amounts of a reply to how old somebody is, as what they are today; as they are where no age is asked for."""
    if not asks_age(asked):
        return list(found)
    ages = [m for m in found if tokens[m.start] not in _NO_AGE and not _of_things_asked_about(tokens, m)]
    told = [_today(tokens, mention) for mention in ages if not _birthday(tokens, mention)]
    apart = [(mention, way) for mention in told if (way := _way(tokens, mention)) is not None]
    if not apart:
        return told
    others = [mention for mention in told if mention not in [differing for differing, _ in apart]]
    if len(apart) > 1 or len(others) != 1 or not others[0].quantity.exact:
        return others
    return [_counted_from(others[0], *apart[0])]


def _of_things_asked_about(tokens: Sequence[str], mention: Mention) -> bool:
    """Whether a figure counts what a question back is about: "can I take two paracetamol?" tells no age."""
    after = tokens[mention.end : mention.end + 1]
    return (
        mention.bare and tokens[0] in _ASKING and bool(after) and after[0].isalpha() and after[0] not in _AFTER_AN_AGE
    )


def _today(tokens: Sequence[str], mention: Mention) -> Mention:
    """An age that somebody has next as the one that they have now."""
    q = mention.quantity
    if q.unit not in (None, "year") or not q.exact or q.value < 1:
        return mention
    before = " ".join([*tokens[max(0, mention.start - 4) : mention.start], ""])
    after = " ".join(tokens[mention.end : mention.end + 5])
    coming = _TO_COME.match(after) is not None or (_AHEAD.search(before) is not None and " soon" in f" {before}{after}")
    if not coming or _REACHED.search(before):
        return mention
    now = q.value - 1
    return replace(mention, quantity=replace(q, value=now, low=now, high=now))


def _birthday(tokens: Sequence[str], mention: Mention) -> bool:
    """Whether a date is told without its year."""
    said = tokens[mention.start : mention.end]
    return bool(_WITHOUT_YEAR.search(" ".join(said))) and not any(re.fullmatch(r"\d{4}", token) for token in said)


def _way(tokens: Sequence[str], mention: Mention) -> int | None:
    """1 where an amount is how much older somebody is than somebody else, -1 where younger, else None."""
    after = " ".join(tokens[mention.end : mention.end + 2])
    before = " ".join([*tokens[max(0, mention.start - 8) : mention.start], ""])
    found = _DIFFERS.match(after) or _DIFFERS_BY.search(before)
    return None if found is None else 1 if found["way"] in ("older", "senior") else -1


def _counted_from(other: Mention, differing: Mention, way: int) -> Mention:
    """Somebody's age by how much it differs from another one's."""
    apart = differing.quantity if differing.bare else differing.quantity.within("year")
    years = other.quantity if other.bare else other.quantity.within("year")
    if apart is None or years is None:
        return other
    value = years.value + way * apart.value
    q = replace(years, value=value, low=value, high=value, unit="year", approximate=not apart.exact)
    return Mention(min(other.start, differing.start), max(other.end, differing.end), q, bare=False)
