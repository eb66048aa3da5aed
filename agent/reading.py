"""Reading text into evidence with a sentence encoder, in one batched call of the model.

The head says what a message asks for; `answering` says what it answers; rules say what it does. A message that says
an earlier one again, in whatever words, gets its mark, so that it is not twice the evidence.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..beliefs.arrays import normed, shares_of
from ..beliefs.model import Model
from .domain_head import fit_domain_head, texts_fitted
from .encoder import Encoder, Vectors, unit_rows
from .heard import Cost, Heard, Utterance, mark_of
from .listed_names import ListedNames
from .listening import Listener
from .matching.aversions import as_told
from .matching.facts import speaks_about, tellable
from .matching.likeness import likened, texts_likened, ways_known
from .matching.options import remainder_option
from .matching.picked import picked_option
from .matching.questions import NOT_AN_ANSWER, PendingQuestion, ReplyReading
from .matching.together import all_told, told_together
from .matching.told_alike import hinted, told_by_likeness
from .matching.two_persons import of_one
from .memo import Memo
from .recorded import Recorder
from .replies.answering import answer_read, granted_in, left_open
from .replies.named import called
from .replies.taught import texts_taught
from .replies.views import texts_compared
from .replies.weighing import read_facts
from .spoken import Spoken
from .wishes import requests_in
from .words.corrections import all_there_is, contrasted, corrected, denies_itself
from .words.going_on import only_points_back, says_no_more
from .words.pasted import own_words
from .words.plain_words import plain_text
from .words.ruled_out import RuledOut, ruled_out, still_wanted
from .words.segments import (
    ASKED,
    CLEAR,
    FEWEST_WORDS,
    Beside,
    Several,
    asked_beside,
    each_beside,
    least_shares,
    several,
)

__all__ = ["EncoderReader", "Memo"]

SAME = 0.93
"""Cosine from which two messages of one user count as the same said again."""
SEEMS = 0.65
"""Share of a part's likelihood, read in its context, from which it may be a request of its own."""
SPEAKS_FOR = 0.5
"""Share of an intent from which what is told beside a question speaks for it."""
HARDLY = 0.3
"""The same for anything but what is asked beside it: a danger that is told in passing is not left out."""
LEFT_OPEN = 0.6
"""Share below which a message as a whole leaves open what is wanted."""
FAIRLY = 0.9
"""Share from which a part is taken at its word that only says more surely what the whole message says."""
OUTRIGHT = 0.75
"""How much of what is wanted is what is said to be all that is asked, where the rest speaks for something else."""
CONTEXT = 0.4
"""How much of the other parts is taken out of a part that was read in their company."""
MOST_REMEMBERED = 8
"""Earlier messages that a repetition is looked for in."""


class EncoderReader:
    """The default reader of one domain."""

    def __init__(self, model: Model, encoder: Encoder) -> None:
        self.model = model
        self._listener = Listener(model)
        self._recorder = Recorder(self._listener)
        self.memo = Memo(encoder)
        self.memo.keep([*texts_fitted(model), *_compared(self._listener.questions.values())])
        self.head = fit_domain_head(model, self.memo)
        self._names = ListedNames(model, self._listener.questions)
        self._outside = len(model.intents) - 1

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        if not utterances:
            return []
        started, before = time.perf_counter(), self.memo.calls
        spoken = [self._listener.spoken(u) for u in utterances]
        texts = [one.wish or own_words(one.utterance.text) for one in spoken]
        rests = {text: rest for text in texts if len((rest := contrasted(corrected(text))).split()) >= FEWEST_WORDS}
        kept = [rests.get(text, text) for text in texts]
        wished = [ruled_out(text) for text in kept]
        left = [out.rest or text for out, text in zip(wished, kept, strict=True)]
        parts = {rest: requests_in(rest) for rest in left}
        ruled = [part for out in wished for part in (out.rest, *out.wishes) if out.wishes]
        self.memo.prepare([*texts, *kept, *ruled, *(text for one in spoken for text in self._beside(one))], parts)
        parts = {rest: own for rest, own in parts.items() if own}
        inside = [(own, _contrasted(self.memo.within(text))) for text, own in parts.items()]
        whole, *seen = self._scores([(texts, self.memo.encode(texts)), *inside])
        if kept != texts:
            whole = self._put_right(texts, self._scores([(kept, self.memo.encode(kept))])[0], whole)
        whole = self._as_asked(left, self._as_wished(wished, whole))
        compound = self._compound(parts, seen)
        heard = [
            self._recorder.heard(self._answered(one), wanted, compound.get(rest), self._asked_too(rest))
            for one, rest, wanted in zip(spoken, left, whole, strict=True)
        ]
        seconds = (time.perf_counter() - started) / len(heard)
        cost = Cost(calls=self.memo.calls - before, texts=len(texts), seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def _as_asked(self, texts: Sequence[str], whole: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-likelihoods ``[n, I]`` with a question, or a wish, beside a story that tells of none read by itself."""
        sure = shares_of(whole).max(axis=1)
        found = [(i, b) for i, text in enumerate(texts) for b in each_beside(text) if b.asks or sure[i] < CLEAR]
        if not found:
            return whole
        parts = [part for _, beside in found for part in (beside.question, beside.story)]
        scores = self._scores([(parts, self.memo.encode(parts))])[0]
        read = whole.copy()
        for (i, beside), asked, story in zip(found, scores[::2], scores[1::2], strict=True):
            if self._idle(story, int(asked.argmax())) and _agrees(beside, asked, whole[i]):
                read[i] = asked
            elif beside.outright and asked.argmax() != whole[i].argmax():
                both = (asked + np.log(OUTRIGHT), whole[i] + np.log(1 - OUTRIGHT))
                read[i] = np.logaddexp(*both)  # a danger that is told beside it still counts
        return read

    def _as_wished(self, wished: Sequence[RuledOut], whole: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-likelihoods ``[n, I]`` without what a text rules out: "don't tell me how far it is"."""
        read = whole.copy()
        for i, out in ((i, out) for i, out in enumerate(wished) if out.wishes):
            parts = [out.rest, *out.wishes]
            read[i] = still_wanted(out, self._scores([(parts, self.memo.encode(parts))])[0], self._outside)
        return read

    def _put_right(
        self, texts: Sequence[str], rest: NDArray[np.float64], whole: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Log-likelihoods ``[n, I]`` of texts without what they take back.

        That counts only where the rest does not say by itself what is wanted, and there but half where the rest
        speaks for something else.
        """
        left = rest.argmax(axis=1)
        differs = (left != whole.argmax(axis=1)) & (left != self._outside)
        instead = _clear(rest) | (differs & np.array([denies_itself(text) for text in texts]))
        either = np.logaddexp(normed(rest), normed(whole))
        return np.where(instead[:, None], rest, np.where(differs[:, None], either, whole))

    def _idle(self, story: NDArray[np.float64], wanted: int) -> bool:
        """Whether a text speaks for no intent of the domain, and hardly for one besides what is ``wanted``."""
        shares = shares_of(story)
        others = np.delete(shares, [wanted, self._outside])
        return bool(np.delete(shares, self._outside).max() < SPEAKS_FOR and others.max(initial=0.0) < HARDLY)

    def _compound(self, parts: Mapping[str, tuple[str, ...]], seen: list[NDArray[np.float64]]) -> dict[str, Several]:
        """Messages that ask for several things.

        Parts ``seen`` in their context, which costs nothing, show what may be one of them. Only such a message has its
        parts read apart, in a second call for all.
        """
        seems = zip(parts, seen, strict=True)
        likely = [text for text, scores in seems if several(scores, self._outside, SEEMS)]
        if not likely:
            return {}
        self.memo.encode([part for text in likely for part in parts[text]])
        read = self._scores([(parts[text], self.memo.encode(parts[text])) for text in likely])
        found = {
            text: several(scores, self._outside, least_shares(parts[text]))
            for text, scores in zip(likely, read, strict=True)
        }
        return {text: more for text, more in found.items() if more is not None}

    def _asked_too(self, text: str) -> int | None:
        """Position of the intent that the one part of a text that asks plainly speaks for; None if there is none."""
        beside = asked_beside(text)
        if beside is None:
            return None
        shares = shares_of(self._scores([([beside.question], self.memo.encode([beside.question]))])[0][0])
        best = int(shares.argmax())
        return best if best != self._outside and shares[best] >= FAIRLY else None

    def _scores(self, groups: Sequence[tuple[Sequence[str], Vectors]]) -> list[NDArray[np.float64]]:
        """Log-likelihoods of groups of texts with their vectors, ``[p, I]`` each, by one product of the head."""
        texts = [text for own, _ in groups for text in own]
        scores = self.head.log_likelihood(np.concatenate([vectors for _, vectors in groups]), texts)
        ends = np.cumsum([0, *(len(own) for own, _ in groups)])
        return [scores[a:b] for a, b in pairwise(ends)]

    def _beside(self, spoken: Spoken) -> list[str]:
        """Texts that will be compared with the message: embedded in the same call."""
        asked = spoken.asked
        text = spoken.answering
        pairs = [(text, asked)] if asked is not None else []
        granted = granted_in(text, asked) if asked is not None else None
        if granted is not None and asked is not None:
            pairs.append((granted.what, asked))
        pieces = [(speaks_about(text, other), other) for other in self._listener.others(spoken)]
        pairs += [(piece, other) for piece, other in pieces if piece is not None]
        compared = texts_compared([plain_text(piece).raw for piece, _ in pairs], [question for _, question in pairs])
        likened = [like for other in self._listener.others(spoken) for like in texts_likened(_own(text), other)]
        likened += [like for piece, question in pairs if question is asked for like in texts_likened(piece, question)]
        taught = texts_taught(asked) if asked is not None else []
        return [*compared, *likened, *taught, *spoken.utterance.history[-MOST_REMEMBERED:]]

    def _answered(self, spoken: Spoken) -> Spoken:
        """The message with its reply, the facts it tells, and which earlier one it repeats."""
        asked = spoken.asked
        text = spoken.answering
        if asked is not None and asked.kind == "choice":
            text = all_there_is(text)
        near = self._names.landmarks(spoken)
        reply = _elsewhere(asked) if asked and asked.id in near else self._reply(text, asked, spoken) if asked else None
        every = self._listener.others(spoken)
        parts = ((q, of_one(text, q)) for q in every if q.id not in near)
        told = {q.id: as_told(self._listener.about(words, q), q) for q, words in parts if words is not None}
        others = [other for other in every if other.id in told]
        like = {q.id: likened(_own(told[q.id]), q, self.memo) for q in others}
        alike = {q.id: told_by_likeness(_own(told[q.id]), q, like[q.id]) for q in others}
        facts = {name: reading for name, reading in alike.items() if reading is not None}
        facts |= self._names.strangers(own_words(text), every)
        said = {q.id: self._names.unnamed(told[q.id], q) for q in others}
        for words in dict.fromkeys(said.values()):
            spoken_of = [q for q in others if said[q.id] == words]
            named = {**read_facts(words, spoken_of, encoder=self.memo), **called(words, spoken_of)}
            facts |= {q.id: _with(named[q.id], alike[q.id], q) for q in spoken_of if q.id in named}
        facts = {
            q.id: facts[q.id] for q in every if q.id in facts and not left_open(said.get(q.id, text), q, facts[q.id])
        }
        found = {q.id: hinted(like[q.id]) for q in others if q.kind != "number"}
        hints = {name: values for name, values in found.items() if values}
        facts = {**self._listener.told_late(spoken, reply), **facts}
        return replace(spoken, reply=reply, facts=facts, hints=hints, mark=self._mark(spoken.utterance))

    def _reply(self, text: str, asked: PendingQuestion, spoken: Spoken) -> ReplyReading:
        menu = asked.id not in self._listener.questions
        back = only_points_back(text) or (asked.several and says_no_more(text) and "else" not in asked.text)
        if asked.kind == "choice" and not menu and back:
            told = self._listener.told_before(spoken.utterance, asked)
            if told is not None or asked.several:  # "only those", where nobody understood what those are, is no answer
                return told_together(asked, {told or NOT_AN_ANSWER})
        return answer_read(text, asked, self.memo, menu=menu, history=spoken.utterance.history)

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
    taught = ([*ways_known(question), *texts_taught(question)] for question in questions)
    return [text for texts in (*compared, *taught) for text in texts]


def _own(text: str) -> str:
    """What of a text may tell what nobody asked for."""
    return own_words(tellable(text))


def _elsewhere(asked: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who means none of the options, but something near one."""
    rest = remainder_option(asked.options)
    return None if rest is None else picked_option(asked.options[rest].name, asked)


def _clear(scores: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which texts speak for one intent, from log-likelihoods ``[n, I]``."""
    return shares_of(scores).max(axis=1) >= ASKED


def _agrees(beside: Beside, asked: NDArray[np.float64], whole: NDArray[np.float64]) -> bool:
    """Whether a part says more surely what the message says, or clearly what it leaves open, ``[I]`` both."""
    one, all_of_it = shares_of(asked), shares_of(whole)
    enough = max(CLEAR if beside.points else FAIRLY, all_of_it.max())
    same = one.argmax() == all_of_it.argmax() and one.max() >= enough
    clear = beside.asks and one.max() >= CLEAR and all_of_it.max() < LEFT_OPEN
    return bool(one.argmax() < len(one) - 1 and (same or clear))


def _contrasted(parts: Vectors) -> Vectors:
    """Each part less what it shares with the others, ``[p, d]``."""
    others = (parts.sum(axis=0) - parts) / max(1, len(parts) - 1)
    return unit_rows(parts - CONTEXT * others)
