"""Turning to somebody or something else: "and for me?", "what about my son, he's 8", "the same for the other shelf".

What was told of the one before is no fact about the next. Words for people and for another thing only: it knows no
domain, and where nobody was named before, only words that turn ("and for ...", "what about ...") turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .persons import KIN
from .plain_words import plain_text
from .speech_acts import SpeechAct

__all__ = ["TURNS", "Turn", "goes_on", "turns_to"]

TURNS: dict[Literal["person", "thing"], SpeechAct] = {"person": "another_person", "thing": "another_thing"}
"""Whose facts are left behind, and the speech act that leaves them."""

# One rule a line, however long.
# ruff: noqa: E501

_OWN = r"(?:me|myself)"
_HER, _HIM = r"(?:her|she)", r"(?:him|he)"
_PERSON = rf"(?:{_OWN}|us|him|her|them|(?:my|our|the|his|her|a|an) (?:\w+ ){{0,2}}?{KIN}|(?:somebody|someone) else|another person|an? (?:adult|\d+ - year - old|\d+ year old))"
_TURNING = r"(?:(?:ok|okay|thanks|thank you|great|good|right|oh|so|well|now|then|,|\.|!|-) )*(?:and|but|now|also|same|the same|what|how)(?: (?:now|then|also|again|,|what|how|question|thing|goes))*"
_TO_PERSON = re.compile(rf"^{_TURNING}(?: (?:about|for|with|if it is for|if it is))? (?P<who>{_PERSON})\b")
_TO_THING = re.compile(
    rf"^{_TURNING}(?: (?:about|for|with|in))? (?:(?:the|my|our|a|an) (?:other|second|third|next|different|new|another)|another) (?P<what>\w+)\b"
)
_LEADS_ON = re.compile(
    r"^\W*(?:(?:and|or|but|no|ok|okay|sorry|then|now|so|what about|how about|what of|actually|rather|make (?:it|that))\b\W*)+|"
    r"[\W]*\b(?:then|instead|too|as well|now)\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:(?:my|our|the|his|her|a) (?:\w+ )?{KIN}|{_OWN}|i|my|he|she|him|her)\b")
_RELATIVE = re.compile(rf"\b(?:my|our) (?:\w+ )?{KIN}\b")
_FEW = frozenset(
    "is are am who that which and too as well please then now again what how about for years year old months month weeks "
    "he she they it i we aged just only nearly almost a an the same".split()
)
_SHE = frozenset(
    "mum mom mother wife girlfriend daughter sister grandma granny gran grandmother granddaughter aunt niece girl".split()
)
_HE = frozenset("dad father husband boyfriend son brother grandpa grandfather grandson uncle nephew boy".split())


@dataclass(frozen=True)
class Turn:
    """A message that turns to another person or thing."""

    to: Literal["person", "thing"]
    alone: bool
    """Nothing else is said, but perhaps an age or an amount: what is wanted is what was wanted."""


def goes_on(text: str) -> str:
    """What is left of a message without the words by which it goes on from what was said.

    >>> goes_on("and Venus?"), goes_on("what about the salami then")
    ('Venus?', 'the salami')
    """
    return _LEADS_ON.sub("", text)


def turns_to(text: str, history: Sequence[str], *, answering: bool = False) -> Turn | None:
    """The turn that a message takes against the earlier messages of the same user; None at their start.

    Args:
        text: The message.
        history: Earlier ones, oldest first.
        answering: A question is open: relatives named by the way turn nothing, only words that turn do.
    """
    if not history:
        return None
    plain = plain_text(text).plain
    found = _TO_PERSON.match(plain)
    if found is not None:
        return None if _same(found["who"], _last_named(history)) else Turn("person", _alone(plain[found.end() :]))
    found = _TO_THING.match(plain)
    if found is not None:
        return Turn("thing", _alone(plain[found.end() :]))
    relative = None if answering else _RELATIVE.search(plain)
    new = relative is not None and not _same(relative[0], _last_named(history))
    return Turn("person", alone=False) if new else None


def _alone(rest: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if word not in _FEW]
    return len(words) <= 1


def _last_named(history: Sequence[str]) -> str | None:
    """The words for the person who was spoken of last."""
    for said in reversed(history):
        named = [found[0] for found in _NAMED.finditer(plain_text(said).plain)]
        kin = [name for name in named if re.search(rf"{KIN}$", name)]
        if named:
            return (kin or named)[-1]
    return None


def _same(who: str, before: str | None) -> bool:
    """Whether two ways to name somebody may be the same person: "her" is "my wife", not "my son"."""
    if before is None:
        return False
    a, b = who.split()[-1], before.split()[-1]
    if a == b:
        return not {"else", "other"} & set(who.split())
    return any({a, b} <= words for words in (_SELVES, _SHE | {"her", "she"}, _HE | {"him", "he"})) and (
        a in _PRONOUNS or b in _PRONOUNS
    )


_SELVES = frozenset("me myself i my".split())
_PRONOUNS = frozenset("me myself i my her she him he".split())
