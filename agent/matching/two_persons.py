"""What one message says of two persons: "my wife is, I'm not", "it's for my dad, he takes warfarin, I take nothing".

Which of them was asked about is known where the question is put to the user, or where the message says for whom it is;
else the message leaves it open. Who asks whether "we" can, or whether "my husband" can, is not the only one whom "you"
means: there one person's answer is not everybody's. It knows pronouns and relatives, and no domain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..words.company import company
from ..words.corrections import corrected
from ..words.persons import ASKS_YOU, KIN, RELATIVE
from ..words.plain_words import plain_text
from .questions import PendingQuestion

__all__ = ["for_another", "of_one", "said_of_two", "without_own_health"]

Person = Literal["user", "other", "anybody", "unknown"]

_THEY = rf"(?:he|she|they|{RELATIVE}|the other one)"
_HAVE = r"(?:is|are|does|do|has|have|was|were|takes?|might be|could be)"
_CLAUSE_ENDS = r"(?= *(?:[.,;:!?]|but\b|and\b|$))"
_I_AM_NOT = re.compile(
    # "I'm not", "I am certainly not"; not "I am not sure", "I do not know"
    r"\bi (?:am|was|do|did|have) (?:\w+ly )?not\b"
    r"(?! (?:sure|certain|know|think|remember|a doctor|allowed|asking|mean))|"
    # "my wife, not me"
    r"\bnot (?:me|i|myself)\b|"
    # "I am her husband", where it is asked who is pregnant
    r"\bi am (?:a|the|her|his) (?:\w+ )?(?:man|bloke|guy|boy|husband|dad|father|son|brother|boyfriend)\b"
)
_I_AM = re.compile(
    # "it is me who smokes", "I am the one"; not "I am the one who is not"
    r"\b(?:it is|that is) me (?:who|that)\b|\bi am the one\b(?! (?:who|that) is not)|"
    # "I do", "I am, but he is not"; not "I am pregnant"
    rf"\bi (?:am|do|have){_CLAUSE_ENDS}"
)
_THEY_ARE_NOT = re.compile(
    # "he does not", "my wife is certainly not"
    rf"\b{_THEY} {_HAVE} (?:\w+ly )?not\b|"
    # "not her"
    rf"\bnot (?:him|her|them|{RELATIVE})\b"
)
_THEY_ARE = re.compile(
    # "my wife is", "the other one who does"; not "she is not", "he is only 12"
    rf"\b{_THEY} (?:(?:who|that) )?{_HAVE}\b(?! (?:\w+ly )?not\b)(?! (?:only |just )?\w*(?:\d|teen\b|ty\b))"
)
_LEADING = r"^(?:(?:no|yes|well|oh|not me|i (?:do|am|have) not|but|only|just|,|it is) )*"
_ONE_OF_THEM = re.compile(
    # "my husband does", "no, but she has", "not me, but the others", "only my son"
    rf"{_LEADING}(?:(?:the others?|(?P<whom>he|she|they|{RELATIVE}))(?: (?:{_HAVE}|can|can not|{_HAVE} not))?)"
    r"(?: that| it| one)?[ .!]*$"
)
"""Who says of somebody else alone that they do, or do not."""
_SOME_OF_US = re.compile(
    # "not all of us", "only one of us has"
    r"\b(?:not (?:all|both|every ?one)|some|one|two|three|half|most|a few) of (?:us|them)\b|\bnot everyone\b"
)
_ONLY_ME = re.compile(r"^(?:(?:no|yes|well|oh|,) )*(?:not me|i (?:do|am|have|can)(?: not)?)[ .!]*$")
"""Who answers for themselves alone: "I don't"."""
_MAY = r"(?:can|could|may|should|shall|must|would)"
_TAKE = r"(?:take|have|use|get|be given|drink|swallow)"
_FOR_ME = re.compile(
    # "it's for me", "for my headache"; not "for my little son"
    rf"\bfor (?:me|myself|my)\b(?! (?:\w+ ){{0,2}}?{KIN})|"
    # "what can I take", "may I also have one"
    rf"\b{_MAY} i (?:\w+ )?{_TAKE}\b|"
    # "I am the one who has the cold", "I will be taking it"
    r"\bi am the one (?:who (?:is|will be|has|needs) |that (?:is|has|needs) )?(?:taking|with|it|the)\b|"
    r"\bi (?:am|will be) (?:the one )?taking (?:it|them)\b"
)
_FOR_THEM = re.compile(
    # "it's for her", "can my dad take it"
    rf"\bfor (?:him|her|them|{RELATIVE})\b|\b{_MAY} (?:{_THEY}) (?:\w+ )?{_TAKE}\b|"
    # "I am not the one who is taking it"
    r"\bi am not (?:the one )?(?:who (?:is|will be) )?(?:taking|needing|the one)\b|"
    # "he is the one who needs it", "they will be taking them"
    rf"\b{_THEY} (?:is|are) the ones? (?:taking|with|it|who needs)\b|"
    rf"\b{_THEY} (?:is|are|will be) taking (?:it|them|one)\b"
)
_ANYBODY = re.compile(r"\b(?:any|some)(?:body|one)\b|\b(?:any|either) of you\b")

_CLAUSE = re.compile(r" ?[,.;:!?\u2013\u2014-]+ | (?:but|and|while|though) ")
_OF_ME = re.compile(r"^(?:\w+ ){0,2}(?:i|me|myself)\b")
_OF_THEM = re.compile(rf"^(?:\w+ ){{0,3}}?(?:{_THEY}|him|her|them)\b")
_I_HAVE_NONE = re.compile(
    # "I take nothing", "me none"; not "I have nothing but a cold"
    r"\b(?:i|me) (?:(?:am on|have|take|use|need|get|myself) )?(?:nothing|none)\b(?! (?:but|except|like|to)\b)|"
    # "my dad, not me"
    r"\bnot (?:me|i|myself)$|"
    # "I do not", "I am not on anything myself"
    r"\bi (?:do|am|have) (?:\w+ly )?not(?: (?:take|taking|have|having|had|got|use|using|on))?"
    r"(?: (?:any|anything|it|them|one|either|that|a thing))?(?: (?:else|at all|myself|of it))?$"
)
"""Who has none of it themselves."""
_DENIED = re.compile(r"\b(?:not|no|nothing|none|never)\b")
_I_AM_WELL = re.compile(
    r"^(?:(?:no|oh|well|yes|me) )*(?:"
    # "no, I'm fine thanks"
    r"i am (?:\w+ly |all |quite |perfectly )?(?:fine|ok|okay|well|good|right|alright|healthy)"
    # "nothing wrong with me", "not me"
    r"|(?:nothing|not?|none)(?: \w+){0,2} (?:with|for|on|in) me|not me|i have (?:nothing|none)"
    r")(?: (?:thanks|thank you|myself|so far|though|really|at all))*$"
)
"""Who says of themselves only that they are well."""
_TELLS_OF_ANOTHER = re.compile(
    rf"^(?:(?:but|and|oh|only|just|it is|that is|this is|poor|my|our|the|his|her) )*"
    rf"(?:(?:\w+ )?{KIN}|he|she|they|his|her|their)\b(?! (?:is|are) (?:too|as well|also|fine|ok|okay|well|good)\b)"
)
"""What is told of somebody else: "it's my dad who coughs"; not "she is too"."""


def for_another(text: str) -> bool:
    """Whether a text says that something is for somebody else and not for the user: "it's for my dad"."""
    said = plain_text(text).plain
    return _FOR_THEM.search(said) is not None and _FOR_ME.search(said) is None


def said_of_two(
    text: str, question: PendingQuestion, history: Sequence[str] = ()
) -> Literal["yes", "no", "open"] | None:
    """The answer where a reply says yes of the user and no of somebody else, or the other way round; else None.

    Or where it answers for one alone, and is for more, by the text and the user's earlier messages (``history``).

    >>> from .questions import Option
    >>> options = (Option("yes", "yes"), Option("no", "no"))
    >>> asked = PendingQuestion("ask", "Is the patient pregnant?", "yesno", options)
    >>> said_of_two("my wife is, I'm not", asked), said_of_two("it's for my wife, she is, I'm not", asked)
    ('open', 'yes')
    """
    said = plain_text(corrected(text)).plain
    if question.kind == "yesno" and (of_one_alone := _of_one_alone(said, question, history)) is not None:
        return of_one_alone
    not_me, me = _I_AM_NOT.search(said) is not None, _I_AM.search(said) is not None
    not_them, them = _THEY_ARE_NOT.search(said) is not None, _THEY_ARE.search(said) is not None
    theirs = not_me and them and not me and not not_them
    if question.kind != "yesno" or not (theirs or (me and not_them and not not_me and not them)):
        return None
    who = _asked_about(said, question, history)
    return "open" if who == "unknown" else "yes" if who == "anybody" or (who == "other") == theirs else "no"


def of_one(text: str, question: PendingQuestion, history: Sequence[str] = ()) -> str | None:
    """The text without what it says of the one who was not asked about; None where that is open.

    For whom it is may stand in the user's earlier messages (``history``). Whole where it does not tell something of
    somebody else and deny it of the user.

    >>> asked = PendingQuestion("ask", "What do they take?", "choice", ())
    >>> of_one("it's for him, my dad takes warfarin, I take nothing", asked), of_one("I take nothing", asked)
    ('it is for him, my dad takes warfarin', 'I take nothing')
    >>> of_one("my dad takes warfarin, I take nothing", asked) is None
    True
    """
    clauses = _whose(plain_text(corrected(text)).plain) if question.kind != "number" else []
    none_of_me = any(who == "user" and _I_HAVE_NONE.search(part) for part, who in clauses)
    some_of_them = any(who == "other" and not _DENIED.search(part) for part, who in clauses)
    if not (none_of_me and some_of_them):
        return text
    meant = _asked_about(" , ".join(part for part, _ in clauses), question, history)
    if meant == "anybody":
        return text
    kept = [part for part, who in clauses if who in (meant, "unknown")]
    return ", ".join(kept) if kept and meant != "unknown" else None


def without_own_health(text: str, question: PendingQuestion) -> str:
    """What a reply tells of somebody else, where it says of the user only that they are well; else the text as it is.

    >>> asked = PendingQuestion("ask", "Is there any blood?", "yesno", ())
    >>> without_own_health("I'm fine, it's my dad who coughs up blood", asked)
    'it is my dad who coughs up blood'
    """
    if question.kind != "yesno" or ASKS_YOU.search(plain_text(question.text).bare):
        return text
    parts = [part.strip(" .,;:!?") for part in _CLAUSE.split(f"{plain_text(corrected(text)).plain} ")]
    mine = next((i for i, part in enumerate(parts) if _I_AM_WELL.search(part)), len(parts))
    rest = [part for part in parts[mine + 1 :] if part]
    return ", ".join(rest) if rest and _TELLS_OF_ANOTHER.search(rest[0]) else text


def _of_one_alone(said: str, question: PendingQuestion, history: Sequence[str]) -> Literal["yes", "open"] | None:
    """The answer of who answers for one person alone where "you" means more than the user, or somebody else."""
    who = company([*history, said], doing=True) if ASKS_YOU.search(plain_text(question.text).bare) else ""
    them = _ONE_OF_THEM.search(said)
    if who == "together":
        return "open" if them or _SOME_OF_US.search(said) else None
    if who != "another":
        return None
    if them is not None and them["whom"] is not None and re.search(KIN, them["whom"]) and " not" not in them[0]:
        return "yes" if any(them["whom"] in plain_text(text).plain for text in history) else "open"
    return "open" if _ONLY_ME.search(said) else None


def _asked_about(said: str, question: PendingQuestion, history: Sequence[str] = ()) -> Person:
    """Whom a question is about that was answered with something of two persons."""
    asked = plain_text(question.text).bare
    if _ANYBODY.search(asked):
        return "anybody"
    mine, theirs = _FOR_ME.search(said) is not None, _FOR_THEM.search(said) is not None
    if mine != theirs:
        return "user" if mine else "other"
    if not ASKS_YOU.search(asked) or theirs:
        return "unknown"
    who = company([*history, said], doing=True)
    return "other" if who == "another" else "unknown" if who == "together" else "user"


def _whose(said: str) -> list[tuple[str, Person]]:
    """The clauses of a message, each with whom it is about; of nobody new, it is about the one before."""
    found: list[tuple[str, Person]] = []
    for part in (part.strip(" .,;:!?") for part in _CLAUSE.split(f"{said} ")):
        before: Person = found[-1][1] if found else "unknown"
        them, me = _OF_THEM.search(part) is not None, _OF_ME.search(part) is not None
        who: Person = "other" if them else "user" if me else before
        if part:
            found.append((part, who))
    return found
