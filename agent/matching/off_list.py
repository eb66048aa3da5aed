"""Replies that pick none of the options: a name that is like none of them, and a wish that a menu does not show.

Neither does who says which option it is not, asks something about one, or plainly wants something else.

Words that only say that something was said before, or what it is called, make a name no less of one: "Antares, like I
said". It knows no names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..words.plain_words import PlainText, plain_text
from ..words.polarity import polarity
from ..words.small_words import SMALL_WORDS
from ..words.speech_acts import INFORMS, MAY_REPLY, speech_acts
from .option_words import POLITE
from .options import match_options, remainder_option
from .ordered import beyond
from .questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, WITHHELD, PendingQuestion, ReplyReading, dealt

__all__ = ["asked_about", "excluding", "no_answer", "off_list", "off_menu", "on_menu", "wants_else"]

UNSURE_OF, OFF_LIST = 0.6, 0.8
"""How unsure a reader has to be of a name for it to be none of the options, and how probably it is none then."""
STANDS_FOR = 0.65
"""Least share of a wish that a line of the menu stands for, where the reply names no line."""
WISHED = 0.9
"""Share of an intent from which a message plainly wants it, whatever was on the menu."""
TELLS, FAIRLY, HALF = 10, 0.75, 0.5
"""Words from which a reply tells a story; how sure of its meaning a reader, and what it asks for, have to be."""
BRIEF = 6
"""Words up to which a reply may be but a name."""

DENIED, FEW = 0.71, 4
"""How surely an option is denied to be excluded, more than half its name, and words up to which no more is said."""
EXCLUDED = 0.975
"""How probably somebody who excludes an option means another one."""

_DENIES = frozenset("not no never without except but neither nor".split())
_BUT_NOT = re.compile(r"\bbut (not|no|nor|neither)\b")
_SURELY = re.compile(r"\b(?:that is )?(?:for (?:sure|certain)|definitely|certainly|absolutely|of course|surely)\b")
_BESIDE_NAMES = frozenset(
    "it is that the a an one ones of them these those any anything everything all "
    "but not no neither nor or and either please for sure i do would want like rather just only "
    "than more worse less bigger smaller longer shorter better kind my your".split()
)
"""What may stand beside the names of options where no more is said than which it is not."""
_LEADING_IN = r"(?:(?:ok|okay|hm+|and|but|so|well|wait|sorry|first|,|\.) )*"
_NOT_OF_US = r"(?!.*\b(?:if|when|i|my|we|our|me|us)\b)"
_ABOUT_ONE = re.compile(
    # "ok, what kind of pizza is the funghi", "how spicy is it"; not "how about the funghi", "what is my balance"
    rf"{_LEADING_IN}"
    r"(?:what (?:is|are|does|do|goes|comes|kind|sort)|how (?!about|if|come)\w+ (?:is|are|does|do|would)|"
    # "is the funghi hot"; not "is the funghi available"
    r"(?:is|are|does) (?:the|your)(?! \w+ (?:ok|okay|fine|alright|possible|available|free|good)\b))\b"
    rf"{_NOT_OF_US}"
)
"""Asking something about a thing that is not the speaker's: "what is on the funghi"."""
_WORTH = re.compile(
    rf"^{_LEADING_IN}(?:is|are|was|does|do|did|has|will|would|how|what|which|why) {_NOT_OF_US}"
    r"(?=.*\b(?:"
    # "which one would be cheaper", "is it dangerous"; not "would I be cheaper off"
    r"cheaper|cheap|better|worse|faster|quicker|slower|safer|nicer|bigger|smaller|stronger|"
    r"bad|dangerous|serious|normal|free|included|expensive|dear|dearer|enough|"
    r"costs?|extra|worth|healthy|healthier|allowed|risky|"
    # "does the big one come with chips"
    r"(?:come|go)e?s? with|contains?|includes?)\b)"
)
"""Asking what something is worth, or what comes with it: "is the repair cheaper?"."""
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ADDED = re.compile(
    r"(?:^|[\s,.;:!]+)(?:"
    # "Antares, like I said", "as I told you before"
    r"(?:just )?(?:like|as) (?:i|we) (?:already |just )?(?:said|say|told you|mentioned|wrote)"
    r"(?: (?:before|already|earlier))?|"
    # "I already said Antares", "Antares, I guess"
    r"i (?:already )?(?:said|told you|think|believe|guess|reckon|mean|meant)|"
    # "it's Antares", "Antares again, lol"
    r"it'?s|it is|that'?s|that is|again|mate|lol|haha|obviously|of course)(?=$|[\s,.;:!?])",
    re.IGNORECASE,
)
"""What is said beside a name and says nothing of it."""
_CALLED = re.compile(
    # "Antares, as they call it", "Antares, people call her"
    r"\b(?P<name>\w{3,}),? (?:as )?(?:they|people|he|she|we|you|some) calls?(?:ed)? (?:it|that|her|him)\b|"
    # "the one called Antares"
    r"\b(?:it is|it'?s|that'?s|one|thing|body|star|planet|moon|rock) (?:called|named) (?P<named>\w{3,})\W*$",
    re.IGNORECASE,
)
"""Words that say what something is called."""
_OR_NOTHING = re.compile(
    # "has to be fish fingers"
    r"^\W*(?:(?:it is|it'?s|has to be|must be|either|only) )*(?P<one>[^.;!?]+?)(?: then)?,? or (?:"
    # "or nothing at all", "or no dinner"
    r"(?:nothing|none|not at all|no \w+)(?: at all| then)?|"
    # "or I'm not eating anything", "or we will leave it"
    r"(?:i|we)(?:'m| am|'re| are) not (?:having|taking|buying|ordering|eating|interested)\b.*|"
    r"(?:i|we)(?:'ll| will) (?:go|leave|pass|order|try|eat)\b.*|"
    r"forget it|leave it)\W*$",
    re.IGNORECASE,
)
"""Who wants one thing or nothing names it, however many words it takes: "fish fingers or nothing"."""
_TWO_THINGS = re.compile(
    # "the pear and gorgonzola", "ham with olives please"; not "this and that", "the one with canals"
    r"^\W*(?:(?:the|a|an|one|some|my) )?"
    r"(?P<one>(?!ones?\b|things?\b|kind\b|sort\b)[a-z]{3,}) (?:and|with|&) (?P<other>[a-z]{3,})"
    r"(?: (?:one|please|then|thanks))*\W*$",
    re.IGNORECASE,
)
"""What is made of two things, and named by them."""
_NONE_OF_THESE = re.compile(
    r"\W*(?:no,? )?none of (?:these|those|them|the above)\b(?! (?:really )?sure)", re.IGNORECASE
)
_NONE_AT_ALL = re.compile(r"none|nothing|neither|nobody")
"""The option that there is none, which no name is; what is "none of these" may be anything else."""


def off_list(text: str, question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that is but a name, and like no option: then it is what is not listed, if that is one.

    A name that was never heard of ("Antares") is like every planet a little, and like none.
    """
    rest = remainder_option(question.options) if question.kind == "choice" else None
    if rest is not None and _NONE_AT_ALL.fullmatch(question.options[rest].name.strip().lower()):
        return reply  # who keeps goats has no animal on the list, and not "none"
    if rest is not None and _NONE_OF_THESE.match(text) and not match_options(text, question.options).spoken_of:
        return _rather(reply, question.options[rest].id, WISHED)
    called, insists = _CALLED.search(text), _OR_NOTHING.match(text)
    text = insists["one"] if insists else text
    text = (called["name"] or called["named"]) if called else _ADDED.sub(" ", text).strip(" ,.;:")
    unheard = reply.best == NOT_AN_ANSWER and (_is_proper(text) or insists is not None)
    named = insists is not None or _is_name(text)
    unsure = reply.best not in SPECIAL_OUTCOMES and reply.confidence <= UNSURE_OF and named
    if rest is None or not (unheard or unsure):
        return reply
    match = match_options(text, question.options)
    if match.spoken_of:
        return reply
    return _rather(reply, question.options[rest].id, OFF_LIST)


def off_menu(
    text: str, menu: PendingQuestion, reply: ReplyReading, intents: Sequence[str], shares: NDArray[np.floating]
) -> ReplyReading:
    """The reading of a reply to a menu of intents that plainly wants another intent: then it is no answer.

    Nor is a story that only sounds like a line of the menu, and for itself asks for something else or for nothing.

    Args:
        text: the reply.
        menu: the menu; its options are intents.
        reply: what the reply is by itself, which knows of nothing that is not on the menu.
        intents: all intents, "none of these" last.
        shares: how likely the message wants each intent, ``[I]``.
    """
    shown = {option.id for option in menu.options}
    named = match_options(text, [replace(option, synonyms=()) for option in menu.options])
    names = named.meant
    told = dict(zip(intents, shares, strict=True)).get(reply.best, 0.0)
    doubts = reply.best == WITHHELD or not {"unsure", "withheld"}.isdisjoint(speech_acts(text))
    if len(plain_text(text).words) >= TELLS and reply.confidence < FAIRLY and told < HALF > names and not doubts:
        return no_answer(reply)
    share = max((float(p) for name, p in zip(intents[:-1], shares, strict=False) if name not in shown), default=0.0)
    if share < WISHED or reply.best == NOT_AN_ANSWER or names >= WISHED:
        return reply
    return no_answer(reply)


def on_menu(
    text: str, menu: PendingQuestion, reply: ReplyReading, intents: Sequence[str], shares: NDArray[np.floating]
) -> ReplyReading:
    """The reading of a reply that names no line of a menu and plainly wants what one stands for: "ok, one funghi".

    The arguments are those of `off_menu`.
    """
    best = intents[int(shares.argmax())]
    shown = {option.id for option in menu.options} & set(intents[:-1])
    if best not in shown or shares.max() < STANDS_FOR or reply.best in shown or reply.confidence >= WISHED:
        return reply
    if match_options(text, menu.options).none_of_these or polarity(text).explicit or speech_acts(text) - MAY_REPLY:
        return reply
    return _rather(reply, best, WISHED)


def excluding(text: str, question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that but says which option it is not: that is as likely of every other one.

    >>> from .questions import Option
    >>> options = tuple(Option(name, name) for name in ("sea", "hills", "town"))
    >>> reply = ReplyReading("ask", {"sea": -0.1, "hills": -3.5, "town": -4.0, "other": -4.5}, confidence=0.9)
    >>> read = excluding("not the sea", PendingQuestion("ask", "Where to?", "choice", options), reply)
    >>> {name: round(ll, 1) for name, ll in read.log_likelihood.items()}
    {'sea': -4.4, 'hills': -0.7, 'town': -0.7, 'other': -4.4}
    """
    match = match_options(text, question.options) if question.kind == "choice" and not question.several else None
    read = plain_text(text)
    if match is None or match.none_of_these or match.meant > UNSURE_OF or read.asks:
        return reply
    rest = remainder_option(question.options)  # "no pizza, a burger" is none of the pizzas
    out = {question.options[i].id for i in np.flatnonzero(match.denied >= DENIED) if i != rest}
    there = beyond(read, question, np.flatnonzero(match.denied >= DENIED).tolist())
    left = [o.id for place, o in enumerate(question.options) if o.id not in out and (not there or place in there)]
    wavers = reply.best not in left or len(read.words) <= FEW or reply.confidence <= UNSURE_OF
    if not (out and left and wavers and _only_denies(read, question, len(out))):
        return reply
    if (
        reply.best not in out
        and reply.confidence > UNSURE_OF
        and len(read.words) > FEW
        and not _says_no_more(read, question)
    ):
        return reply
    told = dealt(reply.log_likelihood, left, EXCLUDED)
    return replace(reply, log_likelihood=told, confidence=float(np.exp(told[left[0]])))


def _only_denies(read: PlainText, question: PendingQuestion, out: int) -> bool:
    """Whether a reply has a denial or comparison for all that it excludes, and no assent."""
    said = read.bare
    denials = sum(word in _DENIES for word in _BUT_NOT.sub(r"\1", said).split()) + ("than" in read.words)
    bare = _SURELY.sub(" ", said.replace("please", " "))
    return denials in (1, out) and polarity(bare).yes == 0


def _says_no_more(read: PlainText, question: PendingQuestion) -> bool:
    """Whether a reply has no words but the options' and those of its denial."""
    names = {word for o in question.options for name in o.names for word in plain_text(name).words}
    return _BESIDE_NAMES.issuperset({*read.words} - names)


def asked_about(text: str, question: PendingQuestion, reply: ReplyReading, wanted: float) -> ReplyReading:
    """The reading of a reply that asks something about an option: then it picks none.

    Args:
        text: the reply.
        question: what was asked.
        reply: how it was read.
        wanted: share of the intents that the question is put for; who asks for one of them anew tells its fact.
    """
    read = plain_text(text)
    asks = _ABOUT_ONE.match(read.plain) is not None or (read.asks and _WORTH.match(read.plain) is not None)
    if question.kind != "choice" or not asks or wanted >= WISHED or reply.best in SPECIAL_OUTCOMES:
        return reply
    return no_answer(reply)


def wants_else(text: str, question: PendingQuestion, reply: ReplyReading, own: float, known: float) -> ReplyReading:
    """The reading of a reply that names no option and plainly wants what the question is not put for: it picks none.

    Args:
        text: the reply.
        question: what was asked.
        reply: how it was read.
        own: share of the intents that the question is put for.
        known: the greatest share of an intent that it is not put for.
    """
    if question.kind != "choice" or known < WISHED or own > 1 - WISHED or reply.best == NOT_AN_ANSWER:
        return reply
    match = match_options(text, question.options)
    named = match.spoken_of or (reply.best not in SPECIAL_OUTCOMES and reply.confidence >= FAIRLY)  # in other words
    doubts = not {"unsure", "withheld", "no_preference"}.isdisjoint(speech_acts(text))
    return reply if named or doubts or len(plain_text(text).words) <= FEW else no_answer(reply)


def no_answer(reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that plainly answers something else."""
    return _rather(reply, NOT_AN_ANSWER, WISHED)


def _rather(reply: ReplyReading, outcome: str, share: float) -> ReplyReading:
    """The reading mixed with one that is sure of another outcome, which has this ``share`` in it."""
    told = {name: ll + float(np.log(1 - share)) for name, ll in reply.log_likelihood.items()}
    told[outcome] = float(np.logaddexp(told[outcome], np.log(share)))
    return replace(reply, log_likelihood=told, confidence=float(np.exp(told[outcome])))


def _is_name(text: str) -> bool:
    """Whether a short reply is one word, two things together, or holds a word with a capital letter."""
    words = [word for word in _WORD.findall(text) if word.lower() not in POLITE]
    two = _TWO_THINGS.match(text)
    if two is not None and SMALL_WORDS.isdisjoint((two["one"].lower(), two["other"].lower())):
        return True
    return len(words) == 1 or (1 < len(words) <= BRIEF and any(word[0].isupper() and word != "I" for word in words))


def _is_proper(text: str) -> bool:
    """Whether a reply is one word with a capital letter, and neither greets nor thanks."""
    words = _WORD.findall(text)
    return len(words) == 1 and words[0].istitle() and speech_acts(text) <= INFORMS
