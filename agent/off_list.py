"""Replies that mean none of the options: a name that is like none of them, and a wish that a menu does not show.

Words that only say that something was said before, or what it is called, make a name no less of one: "Antares, like I
said". It knows no names.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .options import match_options, remainder_option
from .questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, PendingQuestion, ReplyReading
from .speech_acts import SpeechAct, speech_acts

__all__ = ["off_list", "off_menu"]

UNSURE_OF, OFF_LIST = 0.6, 0.8
"""How unsure a reader has to be of a name for it to be none of the options, and how probably it is none then."""
WISHED = 0.9
"""Share of an intent from which a message plainly wants it, whatever was on the menu."""
BRIEF = 6
"""Words up to which a reply may be but a name."""

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_POLITE = frozenset({"a", "an", "the", "please", "thanks", "pls"})
_INFORMS: frozenset[SpeechAct] = frozenset({"inform"})
_ADDED = re.compile(
    r"(?:^|[\s,.;:!]+)(?:(?:just )?(?:like|as) (?:i|we) (?:already |just )?(?:said|say|told you|mentioned|wrote)(?: (?:before|already|earlier))?|i (?:already )?(?:said|told you|think|believe|guess|reckon|mean|meant)|"
    r"it'?s|it is|that'?s|that is|again|mate|lol|haha|obviously|of course)(?=$|[\s,.;:!?])",
    re.IGNORECASE,
)
"""What is said beside a name and says nothing of it."""
_CALLED = re.compile(
    r"\b(?P<name>\w{3,}),? (?:as )?(?:they|people|he|she|we|you|some) calls?(?:ed)? (?:it|that|her|him)\b|"
    r"\b(?:it is|it'?s|that'?s|one|thing|body|star|planet|moon|rock) (?:called|named) (?P<named>\w{3,})\W*$",
    re.IGNORECASE,
)


def off_list(text: str, question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that is but a name, and like no option: then it is what is not listed, if that is one.

    A name that was never heard of ("Antares") is like every planet a little, and like none.
    """
    rest = remainder_option(question.options) if question.kind == "choice" else None
    called = _CALLED.search(text)
    text = (called["name"] or called["named"]) if called else _ADDED.sub(" ", text).strip(" ,.;:")
    unheard = reply.best == NOT_AN_ANSWER and _is_proper(text)
    unsure = reply.best not in SPECIAL_OUTCOMES and reply.confidence <= UNSURE_OF and _is_name(text)
    if rest is None or not (unheard or unsure):
        return reply
    match = match_options(text, question.options)
    if max(match.named.max(), match.placed.max(), match.denied.max()) > 0:
        return reply
    best = question.options[rest].id
    told = {name: ll + float(np.log(1 - OFF_LIST)) for name, ll in reply.log_likelihood.items()}
    told[best] = float(np.logaddexp(told[best], np.log(OFF_LIST)))
    return replace(reply, log_likelihood=told, confidence=float(np.exp(told[best])))


def off_menu(
    text: str, menu: PendingQuestion, reply: ReplyReading, intents: Sequence[str], wanted: NDArray[np.floating]
) -> ReplyReading:
    """The reading of a reply to a menu of intents that plainly wants another intent: then it is no answer.

    Args:
        text: the reply.
        menu: the menu; its options are intents.
        reply: what the reply is by itself, which knows of nothing that is not on the menu.
        intents: all intents, "none of these" last.
        wanted: log-likelihood of the message per intent, ``[I]``.
    """
    shares = np.exp(wanted - np.logaddexp.reduce(wanted))
    shown = {option.id for option in menu.options}
    share = max((float(p) for name, p in zip(intents[:-1], shares, strict=False) if name not in shown), default=0.0)
    match = match_options(text, [replace(option, synonyms=()) for option in menu.options])
    if share < WISHED or reply.best == NOT_AN_ANSWER or max(match.named.max(), match.placed.max()) > 0:
        return reply
    told = {name: ll + float(np.log(1 - WISHED)) for name, ll in reply.log_likelihood.items()}
    told[NOT_AN_ANSWER] = float(np.logaddexp(told[NOT_AN_ANSWER], np.log(WISHED)))
    return replace(reply, log_likelihood=told, confidence=float(np.exp(told[NOT_AN_ANSWER])))


def _is_name(text: str) -> bool:
    """Whether a short reply is one word, or holds one with a capital letter."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _POLITE]
    return len(words) == 1 or (1 < len(words) <= BRIEF and any(word[0].isupper() and word != "I" for word in words))


def _is_proper(text: str) -> bool:
    """Whether a reply is one word with a capital letter, and neither greets nor thanks."""
    words = _WORD.findall(text)
    return len(words) == 1 and words[0].istitle() and speech_acts(text) <= _INFORMS
