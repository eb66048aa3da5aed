"""Whether a message says what is wanted, and not a name, an amount or a denial alone; and whether that is new.

It knows which questions are put for which intents, and brings no likelihoods of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import shares_of
from ...beliefs.belief.model import Model
from ..amounts.new_amounts import bare_amounts, only_amounts
from ..matching.picked import picked_option
from ..matching.questions import NOT_AN_ANSWER, PendingQuestion
from ..words.going_on import anew, goes_on, recalls
from ..words.plain_words import plain_text
from ..words.segments import asks, segments
from ..words.signs import SpeechAct
from .spoken import Spoken

__all__ = ["BEYOND", "CLEARLY", "MOVES_ON", "Wishes", "leaves", "requests_in"]

Array = NDArray[np.floating]

CLEARLY = 0.8
"""Share of an intent from which the name of an option alone asks for something: "a margherita"."""

TURNS_TO = 0.6
"""Share of an intent from which a question that answers nothing leaves what was wanted before."""

SURELY_NONE, BEYOND_THESE = 0.75, 0.5
"""Probability of being no answer, and share of no known intent, from which a question is one that nothing answers."""

MOVES_ON: set[SpeechAct] = {"change_subject"}
"""What takes words: a bare number is no new subject, however little it answers."""


BEYOND: frozenset[SpeechAct] = frozenset({"beyond"})
"""Asking, beside an open question, what nothing here answers."""

_IN_ITS_PLACE = re.compile(
    r"^\W*(?:(?:oh|ok|well|hm+)\W+)*(?:actually|no|nah|rather|sorry)\b|\binstead\b", re.IGNORECASE
)
"""What is asked for in place of what was wanted before, and not beside it."""
_BESIDE = re.compile(r"\b(?:also|as well|too|by the way)\b", re.IGNORECASE)
"""What is wanted beside it."""


_DESCRIBES = re.compile(
    # "well, it is an e-bike", "she's 12"; not "it is not working, I want my money back"
    r"^\W*(?:(?:and|but|well|oh|ok|so)\W+)*(?:it|that|this|he|she|they|we|i)"
    r"(?:['\u2019](?:s|re|m)| (?:is|are|am|has|have))\b(?:[ '\u2019-]+\w+){1,6}\W*$",
    re.IGNORECASE,
)
"""What tells of somebody or something and says no more."""


class Wishes:
    """What the messages of one domain may want."""

    def __init__(self, model: Model, questions: Mapping[str, PendingQuestion]) -> None:
        self._questions = questions
        self._of_things = any(facet.of == "thing" for facet in model.domain.facets.values())
        self.serves = {name: _served(model, name) for name in questions}
        """Positions of the intents that a question is put for."""
        self._names = {plain_text(model.domain.intents[intent].name).plain for intent in model.intents[:-1]}
        self._asked_about = {place for places in self.serves.values() for place in places}

    def worded(self, spoken: Spoken, wanted: Array) -> bool:
        """Whether there are words that may say what is wanted, and not a name or a fact alone."""
        text, history = spoken.utterance.text, spoken.utterance.history
        menu = spoken.asked is None or spoken.asked.id not in self._questions
        if (spoken.asked is not None and bare_amounts(text)) or self._only_denies(spoken, wanted):
            return False
        if spoken.facts and spoken.utterance.served and (recalls(text) or only_amounts(text) or bare_amounts(text)):
            return False
        named = self._only_named(text) if menu and history else None
        if named is not None and len(self.serves[named]) > 1:
            # "and Venus?" says nothing of what is wanted of it, and on a menu of wishes no name that serves several.
            return spoken.asked is None and float(shares_of(wanted).max()) > CLEARLY
        return any(letter.isalpha() for letter in text)

    def begin_anew(self, spoken: Spoken, wanted: Array, answered: Sequence[str] = ()) -> bool:
        """Whether a clear wish after one that was served is about another thing, from log-likelihoods ``[I]``.

        What the questions that were ``answered`` ask of was spoken of, too: "the load" after "how heavy is the load?".
        """
        if not self._of_things or not spoken.utterance.served:
            return False
        shares = shares_of(wanted)
        return float(shares[:-1].max()) > CLEARLY and anew(
            spoken.utterance.text, (*spoken.utterance.history, *answered)
        )

    def _only_denies(self, spoken: Spoken, wanted: Array) -> bool:
        """Whether a message after an answer only says what is not so: "nobody is in danger" asks for no help."""
        facts, said = spoken.facts, plain_text(spoken.utterance.text)
        if not facts or not spoken.utterance.served or said.asks or any(found.best != "no" for found in facts.values()):
            return False
        return all(int(np.argmax(wanted)) in self.serves[name] for name in facts)

    def _only_named(self, text: str) -> str | None:
        """The question of which a message names one option and says no more: "and Venus?", "what about the salami"."""
        rest = goes_on(text)
        return next((name for name, asked in self._questions.items() if picked_option(rest, asked) is not None), None)

    def asked_beside(self, spoken: Spoken, told: Array) -> int | None:
        """Position of what a message asks for beside an open question of fact, and what itself needs no question.

        "And when do you close?" leaves the question open; "actually, when do you close?" leaves what it was put for.
        """
        asked, text = spoken.asked, spoken.telling
        if asked is None or asked.id not in self._questions or _IN_ITS_PLACE.search(text):
            return None
        if not asks(text) and not _BESIDE.search(text) and plain_text(text).plain.strip(" .!?") not in self._names:
            return None  # "it was ordered hours ago" says what is wanted instead
        shares = shares_of(told)
        best = int(shares.argmax())
        wanted = best < len(shares) - 1 and float(shares[best]) > TURNS_TO
        return best if wanted and best not in self._asked_about else None

    def asks_beyond(self, spoken: Spoken, wanted: Array) -> bool:
        """Whether a message asks, beside an open question of fact, what nothing here answers: "is there parking?".

        It tells nothing else, and leaves what is under way as it is.
        """
        asked, reply, text = spoken.asked, spoken.reply, spoken.utterance.text
        if asked is None or reply is None or asked.id not in self._questions or spoken.rest is not None:
            return False
        if spoken.facts or spoken.hints or not spoken.acts <= {"inform", *MOVES_ON} or not _asks_beside(text):
            return False
        shares = shares_of(wanted)
        no_answer = float(np.exp(reply.log_likelihood[NOT_AN_ANSWER]))
        return no_answer > SURELY_NONE and int(shares.argmax()) == len(shares) - 1 and float(shares[-1]) > BEYOND_THESE

    def only_describes(self, spoken: Spoken, wanted: Array) -> bool:
        """Whether a message beside an open question only tells a fact, by which it is like a wish: "it's an e-bike"."""
        asked, text = spoken.asked, spoken.telling
        if asked is None or asked.id not in self._questions or not spoken.facts or asks(text):
            return False
        tells = _DESCRIBES.match(text) is not None or self._only_named(text) in spoken.facts
        return tells and any(int(np.argmax(wanted)) in self.serves[name] for name in spoken.facts)


def _asks_beside(text: str) -> bool:
    """Whether a message asks for something, and not in place of what is under way."""
    return asks(text) and _IN_ITS_PLACE.search(text) is None


def requests_in(text: str) -> tuple[str, ...]:
    """Parts of a message that might be requests of their own; none when there are fewer than two.

    >>> requests_in("how far does it bend? 90 cm long, 15 kilos"), requests_in("how far is it. how big is it")
    ((), ('how far is it.', 'how big is it'))
    """
    parts = tuple(part for part in segments(text) if not bare_amounts(part))
    return parts if len(parts) > 1 else ()


def leaves(spoken: Spoken, told: Array) -> bool:
    """Whether a message leaves what was wanted: it says so, or is no answer and itself says what is wanted.

    Words that answer nothing and ask for nothing ("Antares", "as I said") leave what was wanted as it is, and so does
    "no": what may be an answer tells as much less of the wish.
    """
    enough = TURNS_TO if asks(spoken.telling) else CLEARLY  # a remark about the same thing is like some other wish, too
    return bool(spoken.acts & MOVES_ON) or float(shares_of(told).max()) > enough


def _served(model: Model, question: str) -> list[int]:
    """Positions of the intents that a question is put for; all that are known where it does not say."""
    condition = model.domain.questions[question].only_if
    named = condition.intent if condition is not None and condition.intent else model.intents[:-1]
    return [place for place, intent in enumerate(model.intents) if intent in named]
