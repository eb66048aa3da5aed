"""Whose figure is it: in "my mum is 70 but I'm 41" the part that is about the person asked about.

Pronouns and words for relatives only; it knows no grammar and leaves a text whole where it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .plain_words import PlainText, plain_text

__all__ = [
    "ASKS_YOU",
    "KIN",
    "KIN_AS_A_NAME",
    "RELATIVE",
    "asks_age",
    "meant_part",
    "of_whom_it_is_for",
    "only_seems",
    "own_part",
    "without_others",
]

KIN = (
    r"(?:mum|mom|mother|dad|father|wife|husband|partner|girlfriend|boyfriend|"
    r"son|daughter|brother|sister|grandma|granny|gran|grandpa|"
    r"grandmother|grandfather|grandson|granddaughter|aunt|uncle|cousin|niece|nephew|"
    r"friend|colleague|neighbou?r|baby|child|kid|toddler|"
    r"boy|girl|lad|lass|hubby|missus|nan|grandad|granddad|stepson|stepdaughter|lodger|"
    r"teenager|patient|parents|kids|children|twins?|flatmate|roommate|fianc[eé]e?)"
)
RELATIVE = rf"(?:my|our|the|his|her|a) (?:\w+ ){{0,2}}?{KIN}"
"""Somebody, by what they are to the user: "my little son"."""
KIN_AS_A_NAME = r"(?:mum|mummy|mom|mommy|dad|daddy|grandma|granny|gran|nan|nana|grandpa|grandad|granddad)"
"""Somebody of the user's own family, who is called by what they are: "mum"."""
_OURS = rf"(?:(?:my|our) (?:\w+ )?{KIN}|{KIN_AS_A_NAME})"
"""Somebody of the user's own family."""

_PARTS = re.compile(r" (?:but|and|while|whereas|though|although) | ?[,;.] ")
_SELF = re.compile(
    # "I'm 41", "as for me"
    r"^(?:\w+ ){0,2}(?:i|we|me|mine|myself)\b|"
    # "for what it is worth I am 41"
    r"\bi am\b"
)
"""A clause about the user."""
_OTHERS = re.compile(
    # "he is 70", "and their flat"
    r"^(?:\w+ ){0,2}(?:he|she|they|his|her|their|"
    # "my little sister is 12", "our cat"; not "my age is 12"
    r"(?:my|our) (?:\w+ )?(?:mum|mom|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|"
    r"friend|kid|kids|child|children|dog|cat|boss|colleague|neighbou?r|"
    r"grandma|grandpa|boyfriend|girlfriend|uncle|aunt|cousin|parents|baby|house|flat|car))\b"
)
"""A clause about somebody or something else."""
ASKS_YOU = re.compile(
    # "Are you pregnant?"; not "Do you mean the tap?"
    r"\b(?:are|do|did|have|is|was|were|would|can) you\b(?! (?:mean|speak of|talk of|ask about)\b)|"
    # "What is your age?"
    r"\byour (?:age|height|weight|income|salary|budget)\b"
)
"""Questions about the user."""

_ASKS_OF_YOURS = re.compile(
    r"\b(?:is|are|was|were|does|do|did|has|have|can|could) (?:"
    # "How old is your dog?"; not "What is your weight?"
    r"your (?!(?:age|height|weight|income|salary|budget|own|body|total|current|monthly)\b)\w+|"
    # "How heavy is the suitcase?"
    r"the (?:child|kid|baby|boy|girl|animal|pet|dog|cat|horse|bag|suitcase|case|luggage|parcel|package|box))\b"
)
"""Questions about somebody or something of the user's: "How old is your dog?"."""
_OWN_FIGURE = re.compile(
    # "I am only 35 years old", "we weigh about 70 kg", "I am forty-one"
    r"\b(?:i|we) (?:am|are|weigh|measure|turned) "
    r"(?:(?:about|around|only|just|nearly|almost|over|under|already|now|myself) )*"
    r"(?:\d[\d.,]*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
    r"(?: ?-? ?(?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
    r"(?: ?(?:years? old|years?|kgs?|kilos?|kilograms?|pounds?|lbs?|stones?|cm))?\b"
)
_ABOUT_AGE = re.compile(r"\b(?:old|age|aged)\b", re.IGNORECASE)
_SEEMS = re.compile(
    # "she looks", "could pass for"
    r"\b(?:looks?|looked|seems?|seemed|acts?|behaves?|pass(?:es|ed)? (?:\w+ )?for|"
    # "people take him for", "has the build of", "as tall as"
    r"(?:take|taken|took|mistake|mistaken) (?:\w+ )?for|"
    r"(?:size|height|weight|build) of|(?:built|build|body) like|(?:big|tall|strong|heavy|large) as|"
    # "she thinks she is", "he says that he is"; not "I think she is"
    r"\b(?P<who>he|she|they) (?:thinks?|believes?|pretends?|imagines?|fancies|likes? to think|tells everyone) "
    r"(?:that )?(?P=who) (?:is|are))"
    # "she looks at least like a"
    r"(?: (?:like|as|old|about|around|nearly|almost|over|easily|maybe|"
    r"at|least|more|a|an|any|the|grown|-|up|full|fully|most))* $"
)
"""Words before a figure that say what somebody but looks."""


def asks_age(question: str) -> bool:
    """Whether a question is about somebody's age, or that of something."""
    return bool(_ABOUT_AGE.search(question))


def only_seems(before: Sequence[str], asked: str) -> bool:
    """Whether an age is asked for and the words before a figure say what somebody but looks: "could pass for 20"."""
    return asks_age(asked) and bool(_SEEMS.search(" ".join([*before, ""])))


def own_part(read: PlainText, asked: str) -> PlainText:
    """The clauses about the user, where the user was asked about and others are spoken of beside; else all of it."""
    if not ASKS_YOU.search(plain_text(asked).bare):
        return read
    parts = [part.strip() for part in _PARTS.split(f"{read.plain} ") if part.strip()]
    own = [part for part in parts if _SELF.search(part) and not _OTHERS.search(part)]
    if not own or not any(_OTHERS.search(part) for part in parts):
        return read
    return plain_text(" , ".join(own))


_FOR_WHOM = re.compile(
    # "it is for me", "I am looking for my son", "asks for her", "for my dad"
    r"(?:\b(?:(?:it|this|that) is|is|are|it|(?:need|want|ask|look|get|buy)(?:s|ing)?(?: \w+){0,2}?) for|^for) "
    rf"(?P<whom>me|myself|him|her|them|{RELATIVE})\b|"
    # "not for me"
    r"^not (?:for )?(?P<whose>me|myself)\b"
)
"""Words that say for whom something is."""
_SOMEBODY = re.compile(
    # "and she is 12", "my little son is 5"
    r"^(?:and |but |so |because |oh |well )*"
    rf"(?:(?:he|she|they|his|her|their)\b|(?:\w+ ){{0,3}}?{KIN}\b)"
)
"""A clause about somebody else, by a pronoun or a relative."""
_SAME = re.compile(r"^(?:and |but |so |because |oh |well |who )*(?:he|she|they|is|aged?|who)\b")
"""Who goes on about the one just named."""
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b")
_APART = re.compile(r"\b(?:older|younger) than (?:me|i|myself)\b")
"""One age told by the speaker's own."""
_THEIRS = re.compile(
    # "I'm her mother, I'm 35"
    rf"\bi am (?:her|his|their) (?:\w+ )?{KIN}\b|"
    # "I'm 35, he's my son"; "it's my niece who needs it"
    rf"\b(?:he|she) is (?:my|our) (?:\w+ )?{KIN}\b|\bit is (?:my|our) (?:\w+ )?{KIN} (?:who|that)\b"
)
"""Who says what they are to somebody speaks for that one."""
_ALIKE = re.compile(r"\b(?:same|both|twins?|older|younger|likewise|too|as well|so (?:is|are))\b")
"""What tells somebody's age by the speaker's own."""


def meant_part(read: PlainText, asked: str) -> PlainText:
    """The clauses about the one person whose age is asked for, where the age of somebody else is given beside it.

    Who tells of somebody else tells of the one whom it is for, unless they say that it is for themselves:
    "I'm 35, he's 4" is of him; "my son is 5 but it's for me, 38" and "he is 70 but I'm 41" are of the user;
    "gran is 81 but it's for our baby, she's one" is of the baby.
    """
    words = plain_text(asked).bare
    read = _of_yours(read, words)
    if not asks_age(words) or ASKS_YOU.search(words):
        return own_part(read, asked)
    parts = [piece for part in _PARTS.split(f"{read.plain} ") if part.strip() for piece in _before_whom(part.strip())]
    whose = _persons(parts)
    aged = {who for part, who in zip(parts, whose, strict=True) if _FIGURE.search(part)}
    if aged == {"own"} and _for_other(read.plain, parts):
        kept = [part for part, who in zip(parts, whose, strict=True) if who != "own" or not _FIGURE.search(part)]
        return plain_text(" , ".join(kept) or "somebody else")
    if len({*aged} - {""}) < 2 or _APART.search(read.plain):
        return read
    said_for = [found for part in parts if (found := _whom(part))]
    turned = re.search(r"\b(?:but|whereas|while) (?:i am|i)\b", read.plain) is not None and whose[-1] == "own"
    meant = said_for[-1] if said_for else "own" if turned else "other"
    kept = [part for part, who in zip(parts, whose, strict=True) if who == meant]
    if not any(map(_FIGURE.search, kept)):
        kept = [part for part, who in zip(parts, whose, strict=True) if who in ("whom", "other")]
    return plain_text(" , ".join(kept)) if kept else read


def _for_other(plain: str, parts: Sequence[str]) -> bool:
    """Whether a text says that it is for somebody else, whose age the speaker's own does not tell."""
    whom = [found for part in parts if (found := _whom(part))]
    other = whom[-1] == "whom" if whom else _THEIRS.search(plain) is not None
    return other and _ALIKE.search(plain) is None


def _before_whom(part: str) -> list[str]:
    """A clause cut in two where it tells whom it is for, and an age on either side: "gran, 81, asks for him, 9"."""
    found = _FOR_WHOM.search(part)
    cut = found.start() if found else 0
    return [part[:cut].strip(), part[cut:]] if _FIGURE.search(part[:cut]) and _FIGURE.search(part[cut:]) else [part]


def _persons(parts: Sequence[str]) -> list[str]:
    """Whom each clause is about: the user ("own"), the one whom it is for ("whom"), anybody else ("other"), or nobody.

    A pronoun goes on about the one named last.
    """
    whose: list[str] = []
    for part in parts:
        last = whose[-1] if whose else ""
        if found := _whom(part):
            whose.append(found)
        elif _SELF.search(part):
            whose.append("own")
        elif _SAME.match(part) and last == "whom":
            whose.append(last)
        else:
            whose.append("other" if _SOMEBODY.search(part) else last)
    return whose


def _of_yours(read: PlainText, asked: str) -> PlainText:
    """The text without the user's own age or weight, where that of somebody or something of theirs is asked for."""
    rest = _OWN_FIGURE.sub(" , ", read.plain) if _ASKS_OF_YOURS.search(asked) else read.plain
    return read if rest == read.plain else plain_text(rest)


def _whom(part: str) -> str:
    """Whom a clause says that it is for: the user ("own") or somebody else ("whom"); empty where it does not say."""
    found = _FOR_WHOM.search(part)
    if found is None:
        return ""
    return "own" if found["whom"] in ("me", "myself") else "whom"


_ASKED_THING = re.compile(
    # "Which brakes do you have", "What kind of pumps are you using"
    r"\b(?:which|what)(?: (?:kind|sort|type) of)? (?P<thing>\w{3,}s) (?:do|are|have|did) you\b"
)


def _of_the_thing(part: str, asked: str) -> bool:
    """Whether "they" are the things that are asked for: "they are disc brakes" where it is asked which brakes."""
    found = _ASKED_THING.search(asked)
    said = rf"^(?:and |but |so )?they are (?:(?!\w+ing\b)\w+ ){{0,2}}{found['thing']}\b" if found else None
    return said is not None and re.search(said, part) is not None


def without_others(plain: str, asked: str) -> str:
    """The text without what it says of other people, where the user was asked about: "my mother is 70 and smokes"."""
    words = plain_text(asked).bare
    if not ASKS_YOU.search(words):
        return _of_yours(plain_text(plain), words).plain if _ASKS_OF_YOURS.search(words) else plain
    kept: list[str] = []
    others = False
    for part in _PARTS.split(f"{plain} "):
        others = bool(_OTHERS.search(part)) or (others and not _SELF.search(part))
        others = others and not _of_the_thing(part, words)
        kept += [] if others else [part.strip()]
    return " , ".join(part for part in kept if part)


_SAID = re.compile(r" (?:but|and|while|whereas|though|although) | ?[,;.?!] ")
_ASKS_FOR_SELF = re.compile(
    # "what can I take", "for my own headache"
    r"\b(?:can|may|could|should|am) i (?:\w+ ){0,2}?(?:take|taking|swallow)\b|\bfor (?:myself|my own)\b|\bmy own \w+"
)
_ASKS_FOR_KIN = re.compile(
    # "can my pregnant wife take it"
    rf"\b(?:can|may|could|should) {_OURS} (?:\w+ )??(?:take|have|swallow|use|get)\b"
)
_OF_ANOTHER = re.compile(
    # "what can I give him", "something for my old dad"; not "for my head"
    rf"\b(?:him|her|hers|them|their|it for|for {_OURS})\b"
)
_LEADING_IN = r"and|but|so|because|since|as|well"
_KIN_TELLS = re.compile(
    # "because my dad takes heparin"
    rf"^(?:(?:{_LEADING_IN}|ok|hi|hello) )*"
    rf"{_OURS} (?:\w+ )??(?:is|has|takes|uses|was|had|needs)\b"
)
_SELF_TELLS = re.compile(
    # "since I take it myself", "but me I have asthma"
    rf"^(?:(?:{_LEADING_IN}) )*(?:i (?:\w+ )*myself\b|i myself\b|me i\b)|"
    # "I have had heparin, too, myself"
    r"^(?:and |but )?i .*\bmyself$"
)


def of_whom_it_is_for(text: str) -> str:
    """A text without clauses about somebody beside the person whom something is asked for.

    Only where it says for whom: "my dad takes heparin. what can I take" asks for the speaker, and "can my wife take it?
    I take heparin myself" for her. Any other text stays as it is.

    >>> of_whom_it_is_for("my dad takes heparin. what can I take for my head?")
    'what can i take for my head'
    """
    parts = [part.strip() for part in _SAID.split(f"{plain_text(text).plain} ") if part.strip()]
    own = any(_ASKS_FOR_SELF.search(part) and not _OF_ANOTHER.search(part) for part in parts)
    kin = any(_ASKS_FOR_KIN.search(part) for part in parts)
    beside = _KIN_TELLS if own and not kin else _SELF_TELLS if kin and not own else None
    kept = [part for part in parts if beside is None or not beside.search(part)]
    return " , ".join(kept) if len(kept) < len(parts) and kept else text
