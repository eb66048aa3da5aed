"""What every reader does alike: which question a message may answer, and how its parts become one `Heard`.

How much a message that answers a question also says about the intent is the probability that it is no answer at
all. Knows no model: readers bring likelihoods.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..beliefs.arrays import shares_of
from ..beliefs.model import Model
from .amounts.new_amounts import bare_amounts, only_amounts
from .amounts.quantities import amounts
from .amounts.units import canonical_unit, dimension
from .asking import facet_question
from .heard import Captured, Heard, Utterance
from .matching.facts import speaks_about
from .matching.off_list import asked_about, off_menu, on_menu, wants_else
from .matching.option_facts import in_one_word
from .matching.picked import picked_option
from .matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, PendingQuestion, ReplyReading
from .matching.retractions import TAKES_BACK, Held, Retraction, retraction
from .matching.unfit import misses, told_in_two
from .replies.weighing import read_reply
from .settled import clearly_says
from .spoken import Spoken
from .wishes import CLEARLY, MOVES_ON, Wishes, leaves
from .words.corrections import corrected, corrects_itself, echoes
from .words.courtesy import COURTESIES
from .words.going_on import SAME_AGAIN, same_again
from .words.pasted import pasted_words
from .words.persons import of_whom_it_is_for
from .words.plain_words import MAX_CHARACTERS, plain_text
from .words.runs import evened
from .words.segments import FEWEST_WORDS, Several, asks, moved_on
from .words.small_talk import small_talk
from .words.speaking import SPEAKS, speaking
from .words.speech_acts import SpeechAct, speech_acts
from .words.turning import TURNS, turns_to

__all__ = ["Listener"]

Array = NDArray[np.floating]

LEAST_SHARE = 0.05
"""Least probability of not being an answer at which a reply is read for what it asks, too."""

SAYS_AN_AMOUNT: set[SpeechAct] = {"inform", "reply", "correct", "no_preference"}

TOSS_UP = 0.5
"""Probability of a yes or a no below which a reply is neither."""
_FIGURE = re.compile(r"\s*\d+(?:[.,]\d+)?[\s.!]*")
"""A figure and nothing else."""

INFORMS: frozenset[SpeechAct] = frozenset({"inform"})
QUOTED: frozenset[SpeechAct] = frozenset({"quoted"})
"""Somebody else's words tell a fact."""


class Listener:
    """What a domain may hear."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.questions = {q.id: facet_question(model.domain, q.id) for q in model.questions}
        self._belongs = {facet.of for facet in model.domain.facets.values()}
        self._facet = {q.id: model.facets[q.facet].id for q in model.questions}
        self._wishes = Wishes(model, self.questions)

    def spoken(self, utterance: Utterance) -> Spoken:
        """What a message does, and what it may answer: the pending question, or the one before if it is put right."""
        utterance = utterance.model_copy(update={"text": evened(utterance.text)})
        answering, begun = utterance.pending is not None, bool(utterance.history)
        served, parting = utterance.served, utterance.parting
        polite = small_talk(utterance.text, answering=answering, begun=begun, served=served, parting=parting)
        if polite:
            return Spoken(utterance, polite, None)
        acts = speech_acts(utterance.text)
        turn = turns_to(utterance.text, utterance.history, answering=answering)
        to = None if turn is None else "thing" if turn.owns and "thing" in self._belongs else turn.to
        if turn is not None and to in self._belongs:
            turned: frozenset[SpeechAct] = frozenset({TURNS[to]})
            return Spoken(utterance, turned if turn.alone else acts | turned, None)
        if utterance.served and same_again(utterance.text):
            return Spoken(utterance, frozenset({SAME_AGAIN}), None)
        back = self._taken_back(utterance)
        gone = self._facets(back)
        wish = _new_request(utterance.text)
        if wish is not None:
            wants: frozenset[SpeechAct] = frozenset({*(acts - {"correct"}), "change_subject", "inform"})
            return Spoken(utterance, wants, None, wish, rest=wish if gone else None, gone=gone)
        if back is not None:
            return self._instead(utterance, back)
        said = "" if acts & SPEAKS and "injection" not in acts else speaking(utterance.text)
        if len(said.split()) >= FEWEST_WORDS:
            return Spoken(utterance, acts | INFORMS, utterance.pending, said)
        back = "correct" in acts or corrected(utterance.text) != utterance.text
        own = utterance.pending is not None and corrects_itself(utterance.text)
        earlier = utterance.recent if back and not own else None
        free = utterance.pending is None and not plain_text(utterance.text).asks
        corrects = earlier is not None and (
            _answers(utterance.text, earlier)
            or (free and not self._elsewhere(utterance))
            or (utterance.pending is not None and echoes(utterance.text, earlier.text, utterance.pending.text))
        )
        whole = told_in_two(utterance.history[-1:], utterance.text, utterance.pending)
        if not corrects and whole is not None:
            return Spoken(utterance, acts, utterance.pending, rest=whole)
        if not corrects and acts <= SAYS_AN_AMOUNT and misses(utterance.text, utterance.pending) is not None:
            return Spoken(utterance, frozenset({"unfit"}), None)
        return Spoken(utterance, acts, earlier if corrects else utterance.pending)

    def _taken_back(self, utterance: Utterance) -> Retraction | None:
        """What the message takes back of what was told."""
        told = {held.facet: held for held in utterance.told}
        by_facet = {facet: name for name, facet in self._facet.items() if facet in told}
        held = [Held(self.questions[by_facet[one.facet]], one.value, one.amount, one.said) for one in told.values()]
        return retraction(utterance.text, held, utterance.history, utterance.pending)

    def told_before(self, utterance: Utterance, question: PendingQuestion) -> str | None:
        """What the user told before of what is asked."""
        facet = self._facet.get(question.id)
        return next((told.value for told in utterance.told if told.facet == facet), None)

    def told_late(self, spoken: Spoken, reply: ReplyReading | None) -> Mapping[str, ReplyReading]:
        """What a bare figure that answers nothing says of the number that was asked for before."""
        asked, before = spoken.asked, spoken.utterance.recent
        if asked is None and spoken.utterance.served:
            return self._told_anew(spoken)
        if asked is None or before is None or asked.kind == "number" or before.kind != "number":
            return {}
        if reply is None or _FIGURE.fullmatch(spoken.telling) is None:
            return {}
        if reply.best != NOT_AN_ANSWER and (asked.kind != "yesno" or reply.confidence >= TOSS_UP):
            return {}  # no figure is a yes or a no by itself; "39.2" to "a fever?" is
        found = read_reply(spoken.telling, before)
        return {} if found.best in SPECIAL_OUTCOMES else {before.id: found}

    def _answered(self, utterance: Utterance) -> list[str]:
        """The questions of which the user has told the answer."""
        told = {one.facet for one in utterance.told}
        return [question.text for name, question in self.questions.items() if self._facet[name] in told]

    def _told_anew(self, spoken: Spoken) -> Mapping[str, ReplyReading]:
        """What an amount that stands alone after an answer says of the one number of its kind that was told before."""
        text, told = spoken.telling, {one.facet for one in spoken.utterance.told}
        if not (only_amounts(text) or bare_amounts(text)):
            return {}
        known = [q for name, q in self.questions.items() if q.kind == "number" and self._facet[name] in told]
        kinds = {dimension(amount.unit) for amount in amounts(text) if amount.unit}
        fits = [q for q in known if dimension(canonical_unit(q.unit)) in kinds]
        found = read_reply(text, fits[0]) if len(fits) == 1 else None
        return {} if found is None or found.best in SPECIAL_OUTCOMES else {fits[0].id: found}

    def _facets(self, back: Retraction | None) -> frozenset[str]:
        return frozenset(self._facet[name] for name in back.questions) if back is not None else frozenset()

    def _instead(self, utterance: Utterance, back: Retraction) -> Spoken:
        """A message that takes something back, with what it tells instead as the reply to that question."""
        acts: frozenset[SpeechAct] = frozenset({TAKES_BACK})
        rest, gone = back.rest, self._facets(back)
        if not rest:
            return Spoken(utterance, acts, None, rest=rest, gone=gone)
        if asks(rest):
            return Spoken(utterance, acts | MOVES_ON | INFORMS, None, rest, rest=rest, gone=gone)
        asked = self.questions[back.questions[0]] if len(back.questions) == 1 else None
        asked = asked if back.questions else utterance.pending
        return Spoken(utterance, acts | (speech_acts(rest) - MOVES_ON), asked, rest, rest=rest, gone=gone)

    def _elsewhere(self, utterance: Utterance) -> bool:
        """Whether a message tells of another fact than the one that was asked for last."""
        recent = utterance.recent.id if utterance.recent else None
        return any(speaks_about(utterance.text, q) for name, q in self.questions.items() if name != recent)

    def others(self, spoken: Spoken) -> list[PendingQuestion]:
        """Questions that nobody asked just now: their facts may be told all the same."""
        if spoken.acts and spoken.acts <= COURTESIES:
            return []  # "cheers, mate" tells of nobody
        if spoken.asked is not None and self._picks(spoken.telling, spoken.asked):
            return []  # "a number of moons" picks a line of the menu and tells nothing about the Moon
        return [q for name, q in self.questions.items() if spoken.asked is None or name != spoken.asked.id]

    def about(self, text: str, question: PendingQuestion) -> str:
        """The text without what it tells of others than whom it is for, where a person is asked about."""
        person = self.model.domain.facets[self._facet[question.id]].of == "person"
        return of_whom_it_is_for(text) if person else text

    def _picks(self, text: str, asked: PendingQuestion) -> bool:
        """Whether a reply only names an option; an example of a wish says more than the line of the menu it is for."""
        if asked.id not in self.questions:
            asked = replace(asked, options=tuple(replace(option, synonyms=()) for option in asked.options))
        return picked_option(text, asked) is not None

    def heard(self, spoken: Spoken, wanted: Array, compound: Several | None, too: int | None = None) -> Heard:
        """Everything in one.

        Args:
            spoken: The message with its reply and facts.
            wanted: Log-likelihood of the whole message per intent, ``[I]``.
            compound: The requests in its parts, if there are several.
            too: Position of the intent that one of its parts asks for; it counts beside a reply.
        """
        any_wish = compound.log_likelihood if compound else wanted  # a fact may be of any request of the message
        spoken = replace(self._off_menu(spoken, wanted), facts=self._of_what_is_wanted(spoken, any_wish))
        reply, asked = spoken.reply, spoken.asked
        share = float(np.exp(reply.log_likelihood[NOT_AN_ANSWER])) if reply else 1.0
        worded = self._wishes.worded(spoken, wanted)
        speaks = worded and (bool(spoken.acts & SPEAKS) or not spoken.acts) and share > LEAST_SHARE
        asks = compound if speaks and share > 0.5 else None
        told = asks.log_likelihood if asks else wanted
        moves = worded and leaves(spoken, share * np.asarray(told))
        if speaks and self._wishes.begin_anew(spoken, np.asarray(told), self._answered(spoken.utterance)):
            spoken = replace(spoken, acts=spoken.acts | {TURNS["thing"]})
        return Heard(
            text=spoken.utterance.text,
            mark=spoken.mark,
            source=spoken.utterance.source,
            intents=tuple(float(x) * share for x in told) if speaks else None,
            question=asked.id if asked else None,
            reply=dict(reply.log_likelihood) if reply else {},
            facts={self._facet[name]: _values(found) for name, found in spoken.facts.items()},
            hints={self._facet[name]: values for name, values in spoken.hints.items()},
            captured=self._captured([*spoken.facts.values(), *([reply] if reply else [])]),
            acts=tuple(sorted(self._acts(spoken) - (set() if moves else MOVES_ON))),
            requests=tuple(self.model.intents[i] for i in asks.intents) if asks else self._beside_a_reply(spoken, too),
            taken_back=tuple(sorted(spoken.gone)),
        )

    def _beside_a_reply(self, spoken: Spoken, too: int | None) -> tuple[str, ...]:
        """What is asked for beside a plain reply to a question of fact: "large, and when do you close?"."""
        asked, reply = spoken.asked, spoken.reply
        if too is None or asked is None or reply is None or asked.id not in self.questions:
            return ()
        return (self.model.intents[too],) if clearly_says(reply.log_likelihood) else ()

    def _of_what_is_wanted(self, spoken: Spoken, wanted: Array) -> Mapping[str, ReplyReading]:
        """The facts without those told in one word and asked for by other wishes: who "lost" a job lost no key."""
        shares = shares_of(wanted)
        if spoken.asked is not None or float(shares.max()) < CLEARLY or int(shares.argmax()) == len(shares) - 1:
            return spoken.facts
        alien = {name for name in spoken.facts if float(shares[self._wishes.serves[name]].sum()) < 1 - CLEARLY}
        text = spoken.utterance.text
        return {
            n: f for n, f in spoken.facts.items() if n not in alien or not in_one_word(text, self.questions[n], f.best)
        }

    def _off_menu(self, spoken: Spoken, wanted: Array) -> Spoken:
        """The message with its reply read beside what it asks for: what is not on a menu, or something of an option."""
        asked, reply, text = spoken.asked, spoken.reply, spoken.telling
        if asked is not None and reply is not None and asked.id in self.questions:
            shares = shares_of(wanted)
            own, others = self._wishes.serves[asked.id], np.delete(shares[:-1], self._wishes.serves[asked.id])
            reply = asked_about(text, asked, reply, float(shares[own].sum()))
            reply = wants_else(text, asked, reply, float(shares[own].sum()), float(others.max(initial=0.0)))
            return replace(spoken, reply=reply)
        menu = asked is not None and {option.id for option in asked.options} & set(self.model.intents)
        if asked is None or reply is None or not menu:
            return spoken
        reply = on_menu(text, asked, reply, self.model.intents, wanted)
        return replace(spoken, reply=off_menu(text, asked, reply, self.model.intents, wanted))

    def _acts(self, spoken: Spoken) -> frozenset[SpeechAct]:
        acts = spoken.acts if spoken.reply is None else spoken.acts | spoken.reply.acts
        pasted = pasted_words(spoken.telling[:MAX_CHARACTERS])
        tells = bool(pasted) and any(speaks_about(pasted, question) for question in self.questions.values())
        return acts | QUOTED if tells else acts

    def _captured(self, readings: Sequence[ReplyReading]) -> dict[str, Captured]:
        return {
            self._facet[name]: Captured(amount=q.typical, unit=q.unit or "")
            for found in readings
            for name, q in found.captured.items()
            if name in self._facet and not q.open
        }


def _new_request(text: str) -> str | None:
    """What is asked for in place of everything before; declining to say is no request."""
    rest = moved_on(text)
    return None if rest is None or {"unsure", "withheld"} & speech_acts(rest) else rest


def _answers(text: str, question: PendingQuestion) -> bool:
    """Whether words more likely answer a question than not, by the rules alone."""
    found = read_reply(text, question)
    return found.best not in SPECIAL_OUTCOMES and found.log_likelihood[found.best] > np.log(0.5)


def _values(found: ReplyReading) -> Mapping[str, float]:
    return {name: ll for name, ll in found.log_likelihood.items() if name not in SPECIAL_OUTCOMES}
