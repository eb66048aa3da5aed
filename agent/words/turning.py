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
from .plain_words import plain_text, stem
from .speech_acts import SpeechAct
from .units import unit_named

__all__ = ["SAME_AGAIN", "TURNS", "Turn", "anew", "goes_on", "only_amounts", "recalls", "same_again", "turns_to"]

TURNS: dict[Literal["person", "thing"], SpeechAct] = {"person": "another_person", "thing": "another_thing"}
"""Whose facts are left behind, and the speech act that leaves them."""
SAME_AGAIN: SpeechAct = "same_again"

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
_ANOTHER_THAN = re.compile(
    rf"^(?:(?:no|oh|sorry|wait|oops|actually|hang on|hold on|i am sorry|well|,|\.|!) )*(?:(?:it|this|that) (?:is|was) |i (?:mean|meant) )?not (?:about |for )?(?P<before>{_PERSON}) (?:[,.;!-] )?(?:but )?(?:(?:it|this|that) (?:is|was) |i (?:mean|meant) )?(?:about |for )?(?P<who>{_PERSON})\b"
)
"""Who means somebody else than they said: "it's not my daughter, it's my niece"."""
_FOR_A_PRONOUN = re.compile(
    r"\b(?:can|may|could|should|might|what can|how much can) (?P<who>he|she) (?:\w+ )?(?:take|have|swallow|get|use)\b|\bfor (?P<whom>her|him)(?= *(?:$|[,.;!?]|too\b|as well\b|then\b|instead\b))"
)
_MYSELF_TOO = re.compile(rf"^(?:{_TURNING} )?i (?:have|am|feel|need|want|got|take)\b.*\b(?:myself|too|as well|also)\b")
_OF_ANOTHER = re.compile(
    rf"^{_TURNING}(?: (?:about|for|do|try))? (?:one|something|a second one) (?:with|for|of|from|in|that|where|using|made) "
)
"""What is asked for in place of the one before: "and now one with salt"."""
_FOR_A_PLACE = re.compile(
    r"\b(?:for|in) (?:(?:the|my|our|a|an|his|her|their) )(?:(?!(?:the|my|our|a|an)\b)\w+ ){0,2}?(?P<what>\w{3,})(?= *(?:$|[,.;!?]|then\b|too\b|instead\b|now\b|again\b|as\b|and\b|with\b|of\b|it\b))"
)
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|them|there|same)\b")
"""What points back at what was spoken of."""
_GOES_ON = re.compile(
    r"^(?:(?:ok|okay|well|so|hm+|,|\.) )*(?:and|but|or|also|if|with|what (?:about|if)|how about|then|in|for)\b"
)
"""What leads on from what was spoken of."""
_NO_PLACE = frozenset(
    "moment meantime end middle case future past morning evening afternoon night day week month year winter summer spring autumn while "
    "minute second time hurry way name record least rest price help answer advice one ones thing things same other others start beginning".split()
)
_SAME_AGAIN = re.compile(
    r"^(?:(?:ok|okay|thanks|thank you|great|and|oh|well|so|yes|please|,|\.|!) )*(?:(?:i would like|i will (?:have|take)|can i (?:have|get)|give me|i want|make it|bring me) )?"
    r"(?:(?:exactly )?(?:the )?same(?: (?:thing|one|order|again|once more|as (?:before|last time|just now)|please|then))*|"
    r"(?:one|another|two|once) more(?: of (?:those|these|them|the same))?|(?:another|one) of (?:those|these|the same)|again)(?: (?:please|,|\.|!|then))*$"
)
_WITH_AMOUNT = re.compile(
    r"^(?:(?:ok|okay|thanks|great|well|so|and|but|or|,|\.|!) )*(?:(?:what|how) (?:about|if)|and|with|if|or|say|suppose)(?: (?:with|it|they|that|he|she|we|i|is|was|were|had|has|weighs?|at|for|about|only|just|say))* (?P<rest>\d.*)$"
)
_MEASURED = frozenset(
    "long wide high tall deep thick heavy load span in of on it the a instead then though apart between".split()
) - {"in"}
_RECALLS = re.compile(
    r"^(?:(?:ok|okay|well|oh|yes|so|,|\.) )*(?:(?:it|that|this|they|those|mine|ours) (?:was|were|had been)|(?:i|we|my \w+|our \w+) (?:had |have |already |just )*(?:ordered|booked|asked for|paid for|bought))\b"
)
_WANTS = re.compile(r"\b(?:please|can|could|would|want|need|like|how|what|where|when|why|now|instead|another)\b")
_ASKING = frozenset(
    "what which when where whose will would could should does have need want please much many long heavy large just only also then from with "
    "about into tell give show know like some more another thanks thank hello there here your been were".split()
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
    other = _ANOTHER_THAN.match(plain)
    if other is not None and not _same(other["who"], other["before"]):
        return Turn("person", _alone(plain[other.end() :]))
    if not answering and _MYSELF_TOO.match(plain) and not _same("me", _last_named(history)):
        return Turn("person", alone=False)
    pronoun = None if answering else _FOR_A_PRONOUN.search(plain)
    if pronoun is not None and not _same(pronoun["who"] or pronoun["whom"], _last_named(history)):
        return Turn("person", alone=False)
    found = _TO_THING.match(plain)
    if found is not None:
        return Turn("thing", _alone(plain[found.end() :]))
    if _OF_ANOTHER.match(plain) is not None or (not answering and _another_place(plain, history)):
        return Turn("thing", alone=False)
    relative = None if answering else _RELATIVE.search(plain)
    new = relative is not None and not _same(relative[0], _last_named(history))
    return Turn("person", alone=False) if new else None


def same_again(text: str) -> bool:
    """Whether a message asks once more for what was served, and says no more.

    >>> same_again("the same again please"), same_again("the same but smaller")
    (True, False)
    """
    return _SAME_AGAIN.match(plain_text(text).plain.rstrip(" .!")) is not None


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


def recalls(text: str) -> bool:
    """Whether a message tells only what was: it is about what was spoken of, and no new wish.

    >>> recalls("it was a large one"), recalls("I ordered it at six. when will it come?"), recalls("it is too small")
    (True, False, False)
    """
    plain = plain_text(text).plain
    return _RECALLS.match(plain) is not None and "?" not in plain and _WANTS.search(plain) is None


def anew(text: str, history: Sequence[str]) -> bool:
    """Whether a wish speaks of nothing that was spoken of before, and points at nothing of it.

    >>> anew("how far will my shelf sag?", ["a heater for the hall"]), anew("how far will it sag?", ["a shelf of mine"])
    (True, False)
    """
    plain = plain_text(text).plain
    before = {stem(word) for said in history for word in plain_text(said).words}
    words = {stem(word) for word in plain.split() if len(word) > 3 and word not in _ASKING}
    return (
        len(words) > 1 and _GOES_ON.match(plain) is None and words.isdisjoint(before) and _POINTS.search(plain) is None
    )


def _another_place(plain: str, history: Sequence[str]) -> bool:
    """Whether a message names what it is for or in, as an earlier one did, and it is nothing that was spoken of."""
    if _POINTS.search(plain):
        return False
    named = [found["what"] for found in _FOR_A_PLACE.finditer(plain) if found["what"] not in _NO_PLACE]
    earlier = [plain_text(said).plain for said in history]
    before = {word for said in earlier for word in said.split()}
    placed = any(found["what"] not in _NO_PLACE for said in earlier for found in _FOR_A_PLACE.finditer(said))
    return placed and any(what not in before for what in named) and not any(what in before for what in named)


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
