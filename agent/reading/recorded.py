"""What was made of a message as one record: its reply, its facts and what it wants, put together into a `Heard`.

How much a message that answers a question also says about the intent is the probability that it is no answer at
all. Knows no model: readers bring likelihoods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import shares_of
from ...beliefs.language.reserved import OTHER
from ..amounts.quantity import Quantity
from ..matching.asked_after import asked_after, asks_of_one
from ..matching.facts import speaks_about
from ..matching.menu_picks import taken
from ..matching.off_list import asked_about, no_answer, off_menu, on_menu, wants_else
from ..matching.option_facts import in_one_word
from ..matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, ReplyReading, sure_of
from ..state.heard import Captured, Heard, Utterance
from ..state.settled import clearly_says
from ..words.pasted import pasted_words
from ..words.plain_words import MAX_CHARACTERS
from ..words.segments import Several
from ..words.signs import SpeechAct
from ..words.speaking import SPEAKS
from ..words.turning import TURNS
from .listening import Listener
from .spoken import Spoken
from .wishes import BEYOND, CLEARLY, MOVES_ON, Wishes, leaves
from .withdrawing import turned_to_another

__all__ = ["Recorder"]

Array = NDArray[np.floating]

LEAST_SHARE = 0.05
"""Least probability of not being an answer at which a reply is read for what it asks, too."""
TAKEN = 0.985
"""Probability that what a reply takes of a menu is what is meant."""
QUOTED: frozenset[SpeechAct] = frozenset({"quoted"})
"""Somebody else's words tell a fact."""


class Recorder:
    """Makes the records of one domain's messages."""

    def __init__(self, listener: Listener) -> None:
        self._intents = listener.model.intents
        self._questions = listener.questions
        self._facet_of = listener.facet_of
        self._wishes = Wishes(listener.model, listener.questions)

    def heard(self, spoken: Spoken, wanted: Array, compound: Several | None, too: int | None = None) -> Heard:
        """Everything in one.

        Args:
            spoken: The message with its reply and facts.
            wanted: Log-likelihood of the whole message per intent, ``[I]``.
            compound: The requests in its parts, if there are several.
            too: Position of the intent that one of its parts asks for; it counts beside a reply. That of `other` means
                that nothing here answers it.
        """
        spoken = self._beside_what_is_wanted(spoken, wanted, compound)
        chosen = self._taken(spoken)
        if chosen and spoken.asked is not None:  # it says nothing else, so it tells no fact
            spoken = replace(spoken, reply=sure_of(spoken.asked, chosen, TAKEN), facts={}, hints={})
        reply, asked = spoken.reply, spoken.asked
        share = float(np.exp(reply.log_likelihood[NOT_AN_ANSWER])) if reply else 1.0
        worded = self._wishes.worded(spoken, wanted) and not self._wishes.only_describes(spoken, wanted)
        speaks = worded and (bool(spoken.acts & SPEAKS) or not spoken.acts) and share > LEAST_SHARE
        asks = compound if speaks and share > 0.5 else None
        told = asks.log_likelihood if asks else wanted
        moves = worded and leaves(spoken, share * np.asarray(told))
        aside = self._wishes.asked_beside(spoken, share * np.asarray(told)) if speaks and not asks else None
        speaks, moves = speaks and aside is None, moves and aside is None
        requests = asks.intents if asks else () if aside is None else (aside,)
        beside = self._of_a_reply(spoken, chosen, too)
        if speaks and self._wishes.begin_anew(spoken, np.asarray(told), self._answered(spoken.utterance)):
            spoken = replace(spoken, acts=spoken.acts | {TURNS["thing"]})
        acts = self._acts(spoken) | BEYOND if beside == (OTHER,) else self._acts(spoken)
        return Heard(
            text=spoken.utterance.text,
            mark=spoken.mark,
            source=spoken.utterance.source,
            intents=tuple(float(x) * share for x in told) if speaks else None,
            question=asked.id if asked else None,
            reply=dict(reply.log_likelihood) if reply else {},
            facts={self._facet_of[name]: _values(found) for name, found in spoken.facts.items()},
            hints={self._facet_of[name]: values for name, values in spoken.hints.items()},
            captured=self._captured([*spoken.facts.values(), *([reply] if reply else [])]),
            acts=tuple(sorted(acts - (set() if moves else MOVES_ON))),
            requests=tuple(self._intents[i] for i in requests) or (() if beside == (OTHER,) else beside),
            taken_back=tuple(sorted(spoken.gone)),
        )

    def _beside_what_is_wanted(self, spoken: Spoken, wanted: Array, compound: Several | None) -> Spoken:
        """The message with its reply and its facts as they read beside what it asks for."""
        if self._wishes.asks_beyond(spoken, wanted):
            spoken = Spoken(spoken.utterance, BEYOND, None)
        spoken = turned_to_another(spoken, wanted)
        any_wish = compound.log_likelihood if compound else wanted  # a fact may be of any request of the message
        return replace(self._off_menu(spoken, wanted), facts=self._of_what_is_wanted(spoken, any_wish))

    def _taken(self, spoken: Spoken) -> tuple[str, ...]:
        """The wishes that a reply to a menu takes by place, or together: "2", "both"."""
        asked = spoken.asked
        menu = asked is not None and {option.id for option in asked.options} & {*self._intents}
        return taken(spoken.telling, asked) if asked is not None and menu else ()

    def _of_a_reply(self, spoken: Spoken, chosen: tuple[str, ...], too: int | None) -> tuple[str, ...]:
        """What a reply wants served: all of several that it took, else what it asks for beside a plain answer.

        That is beside a question of fact alone: "large, and when do you close?".
        """
        asked, reply = spoken.asked, spoken.reply
        if len(chosen) > 1 or too is None or asked is None or reply is None or asked.id not in self._questions:
            return chosen if len(chosen) > 1 else ()
        return (self._intents[too],) if clearly_says(reply.log_likelihood) else ()

    def _of_what_is_wanted(self, spoken: Spoken, wanted: Array) -> Mapping[str, ReplyReading]:
        """The facts without those told in one word and asked for by other wishes: who "lost" a job lost no key."""
        shares = shares_of(wanted)
        if spoken.asked is not None or float(shares.max()) < CLEARLY or int(shares.argmax()) == len(shares) - 1:
            return spoken.facts
        alien = {name for name in spoken.facts if float(shares[self._wishes.serves[name]].sum()) < 1 - CLEARLY}
        text = spoken.utterance.text
        return {
            n: f for n, f in spoken.facts.items() if n not in alien or not in_one_word(text, self._questions[n], f.best)
        }

    def _off_menu(self, spoken: Spoken, wanted: Array) -> Spoken:
        """The message with its reply read beside what it asks for: what is not on a menu, or something of an option."""
        asked, reply, text, shares = spoken.asked, spoken.reply, spoken.telling, shares_of(wanted)
        if asked is not None and reply is not None and asked.id in self._questions:
            reply = no_answer(reply) if asked_after(text, asked, reply=True) else reply
            own, others = self._wishes.serves[asked.id], np.delete(shares[:-1], self._wishes.serves[asked.id])
            reply = asked_about(text, asked, reply, float(shares[own].sum()))
            reply = wants_else(text, asked, reply, float(shares[own].sum()), float(others.max(initial=0.0)))
            return replace(spoken, reply=reply)
        menu = asked is not None and {option.id for option in asked.options} & set(self._intents)
        if asked is None or reply is None:
            return spoken
        if not menu:
            return replace(spoken, reply=no_answer(reply)) if asks_of_one(text, asked) else spoken
        reply = on_menu(text, asked, reply, self._intents, shares)
        return replace(spoken, reply=off_menu(text, asked, reply, self._intents, shares))

    def _acts(self, spoken: Spoken) -> frozenset[SpeechAct]:
        acts = spoken.acts if spoken.reply is None else spoken.acts | spoken.reply.acts
        pasted = pasted_words(spoken.telling[:MAX_CHARACTERS])
        tells = bool(pasted) and any(speaks_about(pasted, question) for question in self._questions.values())
        return acts | QUOTED if tells else acts

    def _captured(self, readings: Sequence[ReplyReading]) -> dict[str, Captured]:
        return {
            self._facet_of[name]: _amount(q)
            for found in readings
            for name, q in found.captured.items()
            if name in self._facet_of
        }

    def _answered(self, utterance: Utterance) -> list[str]:
        """The questions of which the user has told the answer."""
        told = {one.facet for one in utterance.told}
        return [question.text for name, question in self._questions.items() if self._facet_of[name] in told]


def _amount(said: Quantity) -> Captured:
    low, high = (None if said.exact or not isfinite(end) else round(end, 9) for end in (said.low, said.high))
    low = None if said.open and low == 0 else low  # nobody told it: "at most 12 kg" has one end
    return Captured(amount=None if said.open else said.typical, unit=said.unit or "", low=low, high=high)


def _values(found: ReplyReading) -> Mapping[str, float]:
    return {name: ll for name, ll in found.log_likelihood.items() if name not in SPECIAL_OUTCOMES}
