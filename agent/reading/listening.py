"""What every reader does alike before it weighs a word: what a message does, and which question it may answer.

What it comes to in the end is for `recorded`. Knows no model, and asks rules alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from ...beliefs.belief.model import Model
from ...beliefs.language.reserved import OTHER
from ..matching.facts import speaks_about
from ..matching.picked import picked_option
from ..matching.questions import SPECIAL_OUTCOMES, PendingQuestion
from ..matching.retractions import TAKES_BACK, Held, Retraction, retraction
from ..matching.unfit import misses, told_in_two
from ..replies.weighing import read_reply
from ..state.heard import Utterance
from ..words.corrections import corrected, corrects_itself, echoes
from ..words.courtesy import COURTESIES
from ..words.dropping import moved_on
from ..words.going_on import SAME_AGAIN, same_again
from ..words.persons import ASKS_YOU, of_whom_it_is_for
from ..words.plain_words import evened, plain_text
from ..words.polarity import polarity
from ..words.segments import FEWEST_WORDS, asks
from ..words.signs import SpeechAct
from ..words.small_talk import asks_what_it_does, small_talk
from ..words.speaking import SPEAKS, speaking, wants_something
from ..words.speech_acts import INFORMS, speech_acts
from ..words.turning import TURNS, as_the_one_asked, turns_to
from .asking import facet_question
from .late_amounts import LateAmounts
from .spoken import Spoken
from .wishes import MOVES_ON
from .withdrawing import says_amount, withdrawal

__all__ = ["Listener"]

SAYS_AN_AMOUNT: set[SpeechAct] = {"inform", "reply", "correct", "no_preference"}

_CLAUSE = re.compile(r"[.,;:!?\u2026]+\s+")
_COUNTED_IN = re.compile(
    # "6.5 m including the bike rack", "without its trailer"
    r"\b(?:including|counting|excluding|without) (?:the|my|our|his|her|their|its|an?) [\w-]+(?: [\w-]+)?",
    re.IGNORECASE,
)
"""What an amount is said to include, or to leave out."""


class Listener:
    """What a domain may hear."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.questions = {q.id: facet_question(model.domain, q.id) for q in model.questions}
        self._belongs = {facet.of for facet in model.domain.facets.values()}
        wishes = (text for key, intent in model.domain.intents.items() if key != OTHER for text in intent.examples)
        self._own_business = frozenset({"what_it_does"} if any(map(asks_what_it_does, wishes)) else ())
        """Small talk that is a wish here: "what do you offer?" of a caterer."""
        self.facet_of = {q.id: model.facets[q.facet].id for q in model.questions}
        """The facet that a question is about."""
        self.late = LateAmounts(model, self.questions, self.facet_of)

    def spoken(self, utterance: Utterance) -> Spoken:
        """What a message does, and what it may answer: the pending question, or the one before if it is put right."""
        utterance = utterance.model_copy(update={"text": evened(utterance.text)})
        polite = _politely(utterance)
        if polite and not polite & self._own_business:
            return Spoken(utterance, polite, None)
        acts = speech_acts(utterance.text)
        return self._turning(utterance, acts) or self._dropping(utterance, acts) or self._answering(utterance, acts)

    def _turning(self, utterance: Utterance, acts: frozenset[SpeechAct]) -> Spoken | None:
        """A message that turns to somebody or something else, or wants the same again for them."""
        turn = turns_to(utterance.text, utterance.history, answering=utterance.pending is not None)
        to = None if turn is None else "thing" if turn.owns and "thing" in self._belongs else turn.to
        if turn is not None and to in self._belongs:
            turned: frozenset[SpeechAct] = frozenset({TURNS[to]})
            return Spoken(utterance, turned if turn.alone else acts | turned, None)
        if utterance.served and same_again(utterance.text):
            return Spoken(utterance, frozenset({SAME_AGAIN}), None)
        return None

    def _dropping(self, utterance: Utterance, acts: frozenset[SpeechAct]) -> Spoken | None:
        """A message that asks for something in place of all before, or takes back something that was told."""
        if (withdrawn := withdrawal(utterance)) is not None:
            return withdrawn
        back = self._taken_back(utterance)
        gone = self._facets(back)
        wish = _new_request(utterance.text)
        if wish is not None:
            wants: frozenset[SpeechAct] = frozenset({*(acts - {"correct"}), "change_subject", "inform"})
            return Spoken(utterance, wants, None, wish, rest=wish if gone else None, gone=gone)
        return None if back is None else self._instead(utterance, back)

    def _answering(self, utterance: Utterance, acts: frozenset[SpeechAct]) -> Spoken:
        """A message that may answer the open question, or puts right the answer to the one before."""
        text, asked = utterance.text, utterance.pending
        said = "" if acts & SPEAKS and "injection" not in acts else speaking(text)
        if len(said.split()) >= FEWEST_WORDS:
            return Spoken(utterance, acts | INFORMS, asked, said)
        if self._puts_right(utterance, acts):
            return Spoken(utterance, acts, utterance.recent)
        whole = told_in_two(utterance.history[-1:], text, asked)
        if whole is not None:
            return Spoken(utterance, acts, asked, rest=whole)
        if acts <= SAYS_AN_AMOUNT and not asks(text) and misses(text, asked) is not None:
            return Spoken(utterance, frozenset({"unfit"}), None)
        return Spoken(utterance, acts, asked)

    def _puts_right(self, utterance: Utterance, acts: frozenset[SpeechAct]) -> bool:
        """Whether a message puts right what was answered last, and not what it says itself."""
        text, earlier, asked = utterance.text, utterance.recent, utterance.pending
        right = "correct" in acts or corrected(text) != text
        if earlier is None or not right or (asked is not None and corrects_itself(text)):
            return False
        if asked is not None and _begins_with_an_answer(text):
            return False
        if asked is None:
            of_another = self._elsewhere(utterance) or bool(self.late.told_anew(utterance, text).keys() - {earlier.id})
            return _answers(text, earlier) or not (plain_text(text).asks or of_another)
        return _answers(text, earlier) or echoes(text, earlier.text, asked.text)

    def _taken_back(self, utterance: Utterance) -> Retraction | None:
        """What the message takes back of what was told."""
        told = {held.facet: held for held in utterance.told}
        by_facet = {facet: name for name, facet in self.facet_of.items() if facet in told}
        held = [Held(self.questions[by_facet[one.facet]], one.value, one.amount, one.said) for one in told.values()]
        return retraction(utterance.text, held, utterance.history, utterance.pending)

    def told_before(self, utterance: Utterance, question: PendingQuestion) -> str | None:
        """What the user told before of what is asked."""
        facet = self.facet_of.get(question.id)
        return next((told.value for told in utterance.told if told.facet == facet), None)

    def _facets(self, back: Retraction | None) -> frozenset[str]:
        return frozenset(self.facet_of[name] for name in back.questions) if back is not None else frozenset()

    def _instead(self, utterance: Utterance, back: Retraction) -> Spoken:
        """A message that takes something back, with what it tells instead as the reply to that question."""
        acts: frozenset[SpeechAct] = frozenset({TAKES_BACK})
        rest, gone = back.rest, self._facets(back)
        if not rest:
            return Spoken(utterance, acts, None, rest=rest, gone=gone)
        if asks(rest):
            return Spoken(utterance, acts | MOVES_ON | INFORMS, None, rest, rest=rest, gone=gone)
        asked = self.questions[back.questions[0]] if len(back.questions) == 1 else None
        if asked is not None and wants_something(rest) and not says_amount(rest, asked):
            # "forget Venus, I need the distance of Mars" may be another wish; "..., I want 40 kg on it" is that answer
            return Spoken(utterance, acts | INFORMS, None, rest, rest=rest, gone=gone)
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

    def about(self, text: str, question: PendingQuestion, spoken: Spoken) -> str:
        """The text without what it tells of others than whom it is for, where a person is asked about.

        After a turn to somebody else, "How old are you?" is asked of them: what is told of them answers it. And without
        what an amount is said to include, where that was told before: "6 m including the bike rack" of a camper is no
        bicycle.
        """
        known = question.kind == "choice" and self.told_before(spoken.utterance, question) is not None
        text = _COUNTED_IN.sub(" ", text) if known else text
        if self.model.domain.facets[self.facet_of[question.id]].of != "person":
            return text
        theirs = TURNS["person"] in spoken.acts and ASKS_YOU.search(plain_text(question.text).bare)
        return as_the_one_asked(text) if theirs else of_whom_it_is_for(text)

    def _picks(self, text: str, asked: PendingQuestion) -> bool:
        """Whether a reply only names an option; an example, or the wish that a line of a menu is for, says more."""
        own = asked.id in self.questions
        bare = (replace(o, synonyms=o.synonyms if own else (), examples=(), replies=()) for o in asked.options)
        asked = replace(asked, options=tuple(bare))
        return picked_option(text, asked) is not None


def _politely(utterance: Utterance) -> frozenset[SpeechAct]:
    """What a message does that is small talk and nothing else."""
    answering, begun = utterance.pending is not None, bool(utterance.history)
    served, parting = utterance.served, utterance.parting
    return small_talk(utterance.text, answering=answering, begun=begun, served=served, parting=parting)


def _new_request(text: str) -> str | None:
    """What is asked for in place of everything before; declining to say is no request."""
    rest = moved_on(text)
    return None if rest is None or {"unsure", "withheld"} & speech_acts(rest) else rest


def _begins_with_an_answer(text: str) -> bool:
    """Whether a yes or no comes first, and what is put right is what was said after it.

    "No, never. Her aunt, I mean" is such an answer; "no, I meant yes" is none.
    """
    first, *others = _CLAUSE.split(text)
    right = next((place for place, part in enumerate(others) if "correct" in speech_acts(part)), 0)
    between = " ".join(others[:right]).split()
    return len(between) >= FEWEST_WORDS and polarity(first).explicit


def _answers(text: str, question: PendingQuestion) -> bool:
    """Whether words more likely answer a question than not, by the rules alone."""
    found = read_reply(text, question)
    return found.best not in SPECIAL_OUTCOMES and found.log_likelihood[found.best] > np.log(0.5)
