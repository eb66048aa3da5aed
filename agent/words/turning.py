"""Turning to somebody or something else: "and for me?", "what about my son, he's 8", "the same for the other shelf".

What was told of the one before is no fact about the next. Words for people and for another thing only: it knows no
domain, and where nobody was named before, only words that turn ("and for ...", "what about ...") turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .going_on import POINTS_BACK
from .persons import KIN
from .plain_words import plain_text
from .signs import SpeechAct

__all__ = ["TURNS", "Turn", "as_the_one_asked", "turns_to"]

TURNS: dict[Literal["person", "thing"], SpeechAct] = {"person": "another_person", "thing": "another_thing"}
"""Whose facts are left behind, and the speech act that leaves them."""

_OWN = r"(?:me|myself)"
_ANIMAL = (
    "(?:dog|puppy|pup|bitch|cat|kitten|tomcat|rabbit|bunny|hamster|guinea pig|bird|budgie|parrot|canary|hen|chicken|"
    "horse|pony|mare|foal|donkey|cow|calf|sheep|lamb|goat|pig|piglet|ferret|tortoise|rat|mouse|hedgehog|fish|snake)"
)
_ITS_OWNER = r"(?:my|our|the|his|her|their|a|an)"
_PERSON = (
    # "for me", "for my little son", "for somebody else"
    rf"(?:{_OWN}|us|him|her|them|{_ITS_OWNER} (?:\w+ ){{0,2}}?(?:{KIN}|{_ANIMAL})|(?:somebody|someone) else|"
    # "another person", "an adult", "a 5 year old"
    r"another person|an? (?:adult|\d+ - year - old|\d+ year old))"
)
"""Words for a person."""
_TURNING = (
    # "ok thanks. and", "great, but"
    r"(?:(?:ok|okay|thanks|thank you|great|good|right|oh|so|well|now|then|,|\.|!|-) )*"
    # "and now", "the same question", "how"
    r"(?:and|but|now|also|same|the same|what|how)(?: (?:now|then|also|again|,|what|how|question|thing|goes))*"
)
"""Words that turn."""
_TO_PERSON = re.compile(
    # "and for my son", "what about her", "the same question if it's for a 5-year-old"
    rf"^{_TURNING}(?: (?:about|for|with|if it is for|if it is))? (?P<who>{_PERSON})\b"
)
_TO_THING = re.compile(
    # "and the other shelf", "what about another beam"; not "and the shelf"
    rf"^{_TURNING}(?: (?:about|for|with|in))? "
    r"(?:(?:the|my|our|a|an) (?:other|second|third|next|different|new|another)|another) (?P<what>\w+)\b"
)
_NEXT_THING = re.compile(
    # what is dropped before it: "forget about that. ", "ok leave it, "
    r"^(?:(?:\w+ ){0,3}?(?:forget|leave|drop|scrap|skip)(?: about)? (?:it|that|this|them)(?: one)? ?[.,;!-]+ )?"
    r"(?:(?:ok|okay|right|thanks|thank you|great|now|and|so|well|cool|then|,|\.|!|-) )*"
    # "next one", "a different experiment for them", "something else"; not "another question", "next time"
    r"(?:(?:(?:a|the|my|our) )?(?:next|new|different|another|second) "
    r"(?!question|point|query|thing|remark|idea|time|way|day|week|year|detail|number|figure)\w+|"
    r"something (?:else|different|new))"
    r"(?: (?:now|then|though|altogether|entirely|completely|for (?:us|them|me)))* ?[,:;.!-] ?(?P<rest>\w+ \w+.*)$"
)
"""What begins with another thing: "next one: ...", "something different, how do I ..."."""
_THE_SAME = re.compile(r"\b(?:it|its|same|(?:this|that)(?= one\b| ?[,.;:!?]|$))\b")
_ANOTHER_THAN = re.compile(
    # who was said: "sorry, it's not for her but for me"
    r"^(?:(?:no|oh|sorry|wait|oops|actually|hang on|hold on|i am sorry|well|,|\.|!) )*"
    rf"(?:(?:it|this|that) (?:is|was) |i (?:mean|meant) )?not (?:about |for )?(?P<before>{_PERSON}) "
    # who is meant: "not my daughter, I meant my niece"
    r"(?:[,.;!-] )?(?:but )?(?:(?:it|this|that) (?:is|was) |i (?:mean|meant) )?"
    rf"(?:about |for )?(?P<who>{_PERSON})\b"
)
"""Who means somebody else than they said: "it's not my daughter, it's my niece"."""
_FOR_A_PRONOUN = re.compile(
    # "how much can she take"
    r"\b(?:can|may|could|should|might) (?P<who>he|she) "
    r"(?:\w+ )?(?:take|have|swallow|get|use)\b|"
    # "something for her, please"; not "something for her cough"
    r"\bfor (?P<whom>her|him)(?= *(?:$|[,.;!?]|too\b|as well\b|then\b|instead\b))"
)
"""Who asks on behalf of somebody."""
_MYSELF_TOO = re.compile(rf"^(?:{_TURNING} )?i (?:have|am|feel|need|want|got|take)\b.*\b(?:myself|too|as well|also)\b")
"""Who speaks of themselves after another: "and I have a cold myself"."""
_OF_ANOTHER = re.compile(
    rf"^{_TURNING}(?: (?:about|for|do|try))? (?:one|something|a second one) "
    r"(?:with|for|of|from|in|that|where|using|made) "
)
"""What is asked for in place of the one before: "and now one with salt"."""
_FOR_A_PLACE = re.compile(
    # "and for the cellar", "what do I need in the old loft"; not "for me"
    r"\b(?:for|in) (?:(?:the|my|our|a|an|his|her|their) )(?:(?!(?:the|my|our|a|an)\b)\w+ ){0,2}?(?P<what>\w{3,})"
    # "and in the loft then", "for a room of 20 m2"
    r"(?= *(?:$|[,.;!?]|then\b|too\b|instead\b|now\b|again\b|as\b|and\b|with\b|of\b|it\b))"
)
"""What something is for or in."""
_NO_PLACE = frozenset(
    "moment meantime end middle case future past morning evening afternoon night day week month year winter summer "
    "spring autumn while minute second time hurry way name record least rest price help answer advice one ones thing "
    "things same other others start beginning".split()
)
"""What is no place: "for the moment", "in the end"."""
_NAMED = re.compile(rf"\b(?:(?:my|our|the|his|her|a) (?:\w+ )?{KIN}|{_OWN}|i|my|he|she|him|her)\b")
_RELATIVE = re.compile(rf"\b(?:my|our) (?:\w+ )?{KIN}\b")
_ANIMALS = re.compile(rf"\b{_ITS_OWNER} (?:\w+ )?(?P<animal>{_ANIMAL})\b")
_OF_THEM = re.compile(rf"\b(?:he|she|they|(?:my|our) (?:\w+ )?{KIN})\b(?: (?P<verb>is|are|has|does)\b)?")
"""Somebody who is turned to, and what they are."""
_AS_I = {"is": "i am", "are": "i am", "has": "i have", "does": "i do"}
_FEW = frozenset(
    "is are am who that which and too as well please then now again what how about for years year old months month "
    "weeks he she they it i we aged just only nearly almost a an the same".split()
)
"""Words that say nothing beside the one who is turned to: "what about my son who is 8 years old"."""
_NAMED_LAST = re.compile(
    # "(and my mum), she is 80, the sauna?"; not "the same", "the other one", "the old one"
    r"[,;.-] (?:and |but |in |for |with |about )?the "
    rf"(?!(?:same|other|old|young|older|younger|first|second|{KIN})\b)\w{{3,}} ?(?:[?.!]|please|then|too| )*$"
)
"""What is wanted of the one who is turned to, named last."""
_SHE = frozenset(
    "mum mom mother wife girlfriend daughter sister grandma granny gran grandmother granddaughter aunt niece "
    "girl".split()
)
_HE = frozenset("dad father husband boyfriend son brother grandpa grandfather grandson uncle nephew boy".split())
_SELVES = frozenset("me myself i my".split())
_PRONOUNS = frozenset("me myself i my her she him he".split())


@dataclass(frozen=True)
class Turn:
    """A message that turns to another person or thing."""

    to: Literal["person", "thing"]
    alone: bool
    """Nothing else is said, but perhaps an age or an amount: what is wanted is what was wanted."""
    owns: bool = False
    """It is something of theirs that is named: "and my brother's lorry", "and my wife's cough"."""


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
        rest = plain[found.end() :]
        owns = re.match(r" ?'s? \w", rest) is not None
        before = _last_animal(history) if _ANIMALS.fullmatch(found["who"]) else _last_named(history)
        return None if _same(found["who"], before) else Turn("person", _alone(rest), owns)
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
    following = _NEXT_THING.match(plain)
    if following is not None and _THE_SAME.search(following["rest"]) is None:
        return Turn("thing", alone=False)
    if _OF_ANOTHER.match(plain) is not None or (not answering and _another_place(plain, history)):
        return Turn("thing", alone=False)
    relative = None if answering else _RELATIVE.search(plain)
    new = relative is not None and not _same(relative[0], _last_named(history))
    return Turn("person", alone=False) if new or (not answering and _another_animal(plain, history)) else None


def as_the_one_asked(text: str) -> str:
    """What a message that turns to somebody tells of them, as they would say it who is now asked for: "I am 80".

    Questions that ask "How old are you?" then ask it of them.

    >>> as_the_one_asked("and my mum, she's 80, the sauna?")
    'and i , i am 80 , the sauna ?'
    """
    return _OF_THEM.sub(lambda found: _AS_I.get(found["verb"], "i"), plain_text(text).plain)


def _another_place(plain: str, history: Sequence[str]) -> bool:
    """Whether a message names what it is for or in, as an earlier one did, and it is nothing that was spoken of."""
    if POINTS_BACK.search(plain):
        return False
    named = [found["what"] for found in _FOR_A_PLACE.finditer(plain) if found["what"] not in _NO_PLACE]
    earlier = [plain_text(said).plain for said in history]
    before = {word for said in earlier for word in said.split()}
    placed = any(found["what"] not in _NO_PLACE for said in earlier for found in _FOR_A_PLACE.finditer(said))
    return placed and any(what not in before for what in named) and not any(what in before for what in named)


def _alone(rest: str) -> bool:
    if _NAMED_LAST.search(rest):
        return False
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


def _last_animal(history: Sequence[str]) -> str | None:
    """The animal that was spoken of last."""
    named = (_ANIMALS.findall(plain_text(said).plain) for said in reversed(history))
    return next((animals[-1] for animals in named if animals), None)


def _another_animal(plain: str, history: Sequence[str]) -> bool:
    """Whether one animal is spoken of, and it was another one before."""
    before, named = _last_animal(history), _ANIMALS.findall(plain)
    return before is not None and bool(named) and before not in named


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
