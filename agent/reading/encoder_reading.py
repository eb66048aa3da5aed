"""Reading text into evidence with a sentence encoder, in one batched call of the model.

`intent_reading` says what a message asks for; `answering` says what it answers; rules say what it does. A message that
says an earlier one again, in whatever words, gets its mark, so that it is not twice the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ...beliefs.belief.model import Model
from ..matching.as_told import as_told
from ..matching.asked_after import asked_after
from ..matching.facts import speaks_about, tellable
from ..matching.likeness import likened, texts_likened, ways_known
from ..matching.option_facts import named_at_once
from ..matching.options import remainder_option
from ..matching.picked import picked_option
from ..matching.questions import NOT_AN_ANSWER, PendingQuestion, ReplyReading
from ..matching.together import all_told, told_together
from ..matching.told_alike import hinted, told_by_likeness
from ..matching.two_persons import of_one
from ..models.encoder import Encoder
from ..models.memo import Memo
from ..replies.answering import answer_read, granted_in, left_open
from ..replies.named import called
from ..replies.taught import texts_taught
from ..replies.views import texts_compared
from ..replies.weighing import read_facts
from ..replies.whether import Elsewhere, ways_to_answer
from ..state.heard import Cost, Heard, Utterance, mark_of
from ..words.all_but import all_there_is
from ..words.going_on import only_points_back, says_no_more
from ..words.pasted import own_words
from ..words.plain_words import plain_text
from .domain_head import texts_fitted
from .intent_reading import IntentReader, texts_worded, wording_of
from .listed_names import ListedNames
from .listening import Listener
from .one_by_one import OneByOne
from .recorded import Recorder
from .spoken import Spoken

__all__ = ["EncoderReader"]

SAME = 0.93
"""Cosine from which two messages of one user count as the same said again."""
MOST_REMEMBERED = 8
"""Earlier messages that a repetition is looked for in."""

_Facts = dict[str, ReplyReading]


class EncoderReader:
    """The default reader of one domain."""

    def __init__(self, model: Model, encoder: Encoder) -> None:
        self.model = model
        self._listener = Listener(model)
        self._recorder = Recorder(self._listener)
        self.memo = Memo(encoder)
        questions = [*self._listener.questions.values()]
        self.memo.keep([*texts_fitted(model), *_compared(questions)])
        self._intents = IntentReader(model, self.memo)
        wishes = (text for intent in model.domain.intents.values() for text in (intent.name, *intent.examples))
        self._elsewhere = Elsewhere(wishes, questions)
        self._things = OneByOne(model)
        self._names = ListedNames(model, self._listener.questions)

    def forget(self) -> None:
        """Forget every text that was embedded, the domain's own too."""
        self.memo = self._intents.memo = self.memo.fresh()

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        return self._things.read(utterances, self._read) if utterances else []

    def _read(self, utterances: Sequence[Utterance]) -> list[Heard]:
        """Read each message as one that names one thing."""
        started, before = time.perf_counter(), self.memo.calls
        spoken = [self._listener.spoken(u) for u in utterances]
        wordings = [wording_of(one.wish or own_words(one.utterance.text)) for one in spoken]
        beside = [text for one in spoken for text in self._beside(one)]
        self.memo.prepare([*texts_worded(wordings), *beside], {one.rest: one.parts for one in wordings})
        heard = [
            self._recorder.heard(self._answered(one), wanted.whole, wanted.several, self._intents.asked_too(wording))
            for one, wording, wanted in zip(spoken, wordings, self._intents.read(wordings), strict=True)
        ]
        seconds = (time.perf_counter() - started) / len(heard)
        cost = Cost(calls=self.memo.calls - before, texts=len(wordings), seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def _beside(self, spoken: Spoken) -> list[str]:
        """Texts that will be compared with the message: embedded in the same call."""
        asked, text, others = spoken.asked, spoken.answering, self._listener.others(spoken)
        pairs = [(text, asked)] if asked is not None else []
        granted = granted_in(text, asked) if asked is not None else None
        if granted is not None and asked is not None:
            pairs.append((granted.what, asked))
        pieces = [(speaks_about(text, other), other) for other in others]
        pairs += [(piece, other) for piece, other in pieces if piece is not None]
        compared = texts_compared([plain_text(piece).raw for piece, _ in pairs], [question for _, question in pairs])
        likened = [like for other in others for like in texts_likened(_own(text), other)]
        likened += [like for piece, question in pairs if question is asked for like in texts_likened(piece, question)]
        taught = texts_taught(asked) if asked is not None else []
        return [*compared, *likened, *taught, *spoken.utterance.history[-MOST_REMEMBERED:]]

    def _answered(self, spoken: Spoken) -> Spoken:
        """The message with its reply, the facts it tells, and which earlier one it repeats."""
        asked, text = spoken.asked, spoken.answering
        if asked is not None and asked.kind == "choice":
            text = all_there_is(text)
        near = self._names.landmarks(spoken)
        reply = _elsewhere(asked) if asked and asked.id in near else self._reply(text, asked, spoken) if asked else None
        facts, hints = self._told(text, spoken, near)
        late = self._listener.late
        facts = {**late.told(spoken, reply, facts), **late.when(spoken), **facts}
        return replace(spoken, reply=reply, facts=facts, hints=hints, mark=self._mark(spoken.utterance))

    def _told(self, text: str, spoken: Spoken, near: Collection[str]) -> tuple[_Facts, dict[str, tuple[str, ...]]]:
        """What a text tells of questions that nobody asked, and what it but hints at.

        Not where it names an option only to say what something is ``near``. By likeness first, then of strangers, and
        by name last, which counts the most.
        """
        every, before = self._listener.others(spoken), spoken.utterance.history
        parts = ((q, of_one(text, q, before)) for q in every if q.id not in near)
        heard = {q: self._listener.about(words, q, spoken) for q, words in parts if words is not None}
        told = {q.id: as_told(words, q) for q, words in heard.items()}
        others = [other for other in every if other.id in told]
        like = {q.id: likened(_own(told[q.id]), q, self.memo) for q in others}
        alike = {q.id: told_by_likeness(_own(told[q.id]), q, like[q.id]) for q in others}
        said = {q.id: self._names.unnamed(told[q.id], q) for q in others}
        facts = {name: reading for name, reading in alike.items() if reading is not None}
        facts |= self._names.strangers(own_words(text), every) | self._named(said, others, alike)
        facts = {q.id: facts[q.id] for q in every if q.id in facts}
        open_ = {q.id for q in every if q.id in facts and left_open(said.get(q.id, text), q, facts[q.id], before)}
        after = {q.id for q in every if q.id in facts and asked_after(text, q)}
        hints = {name: (facts[name].best,) for name in after}
        hints |= {q.id: _any_of(q) for q in every if q.id in open_ and q.kind != "number"}
        facts = {name: reading for name, reading in facts.items() if name not in open_ | after}
        asked = spoken.asked
        found = {
            q.id: hinted(like[q.id], asked, self.memo) or named_at_once(said[q.id], q)
            for q in others
            if q.kind != "number"
        }
        return facts, hints | {name: values for name, values in found.items() if values}

    def _named(
        self,
        said: Mapping[str, str],
        others: Sequence[PendingQuestion],
        alike: Mapping[str, ReplyReading | None],
    ) -> _Facts:
        """What is told by name, by question: those of which the same words may tell are read in one call."""
        facts: _Facts = {}
        for words in dict.fromkeys(said.values()):
            spoken_of = [q for q in others if said[q.id] == words]
            named = {**read_facts(words, spoken_of, encoder=self.memo), **called(words, spoken_of)}
            facts |= {q.id: _with(named[q.id], alike[q.id], q) for q in spoken_of if q.id in named}
        return facts

    def _reply(self, text: str, asked: PendingQuestion, spoken: Spoken) -> ReplyReading:
        menu = asked.id not in self._listener.questions
        back = only_points_back(text) or (asked.several and says_no_more(text) and "else" not in asked.text)
        if asked.kind == "choice" and not menu and back:
            told = self._listener.told_before(spoken.utterance, asked)
            if told is not None or asked.several:  # "only those", where nobody understood what those are, is no answer
                return told_together(asked, {told or NOT_AN_ANSWER})
        return answer_read(
            text, asked, self.memo, menu=menu, history=spoken.utterance.history, elsewhere=self._elsewhere
        )

    def _mark(self, utterance: Utterance) -> str:
        """The mark of the earliest message that says the same in about the same words; else the message's own."""
        earlier = utterance.history[-MOST_REMEMBERED:]
        if not earlier:
            return ""
        alike = self.memo.encode(earlier) @ self.memo.encode([utterance.text])[0] >= SAME
        return mark_of(earlier[int(alike.argmax())]) if alike.any() else ""


def _with(named: ReplyReading, alike: ReplyReading | None, question: PendingQuestion) -> ReplyReading:
    """What is told by name, with what else is told by likeness where both may hold."""
    return named if alike is None else all_told(question, named, {alike.best}) or named


def _compared(questions: Collection[PendingQuestion]) -> list[str]:
    """Every text of the questions that replies are compared with."""
    compared = (texts_compared([], [question]) for question in questions)
    taught = ([*ways_known(question), *texts_taught(question), *ways_to_answer(question)] for question in questions)
    return [text for texts in (*compared, *taught) for text in texts]


def _any_of(question: PendingQuestion) -> tuple[str, ...]:
    """All answers of which one holds, where what was told leaves open which: "dry unless it rains"."""
    return tuple(option.id for option in question.options)


def _own(text: str) -> str:
    """What of a text may tell what nobody asked for."""
    return own_words(tellable(text))


def _elsewhere(asked: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who means none of the options, but something near one."""
    rest = remainder_option(asked.options)
    return None if rest is None else picked_option(asked.options[rest].name, asked)
