"""Reading a reply in free words to a question that was put: how likely each answer makes these words.

Rules (numbers, options, polarity, speech acts) and, where there is one, a sentence encoder are weighed
together by a fitted, calibrated model. It decides nothing: what a reading means for the belief, whether a
person is called and what is asked next are for others. No text can make it raise, and at most
`MAX_CHARACTERS` of a text are read.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..amounts.quantity import Quantity
from ..matching.facts import speaks_about
from ..matching.options import match_options
from ..matching.questions import (
    NOT_AN_ANSWER,
    SPECIAL_OUTCOMES,
    UNSURE,
    WITHHELD,
    PendingQuestion,
    ReplyReading,
    TextEncoder,
)
from ..words.all_but import excepted
from ..words.plain_words import plain_text
from ..words.signs import SpeechAct
from .features import Evidence, evidence
from .model import choose_log
from .numbers import amount_said
from .sheet import FEATURES, WEIGHTS, EncoderViews

__all__ = ["read_facts", "read_replies", "read_reply"]

Array = NDArray[np.float64]

_FLOOR = 1e-4
"""Share of the probability that is spread over all outcomes: no reply is proof."""
_ACT_LEAST = 0.5
_BESIDE: frozenset[SpeechAct] = frozenset({"correct", "human", "just_answer", "thanks", "why"})
"""What may be done in the same breath as answering."""
_ANSWERS: frozenset[SpeechAct] = frozenset({"correct", "no_preference", "unsure", "withheld"})
_UNSURE_ACT: frozenset[SpeechAct] = frozenset({"unsure"})
_WITHHELD_ACT: frozenset[SpeechAct] = frozenset({"withheld"})
_CHANGE: frozenset[SpeechAct] = frozenset({"change_subject"})
_REPLY: frozenset[SpeechAct] = frozenset({"reply"})


@cache
def _weights() -> Mapping[str, Array]:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = {row["feature"]: row for row in csv.DictReader(file)}
    columns = ("with_joint", "with_encoder", "rules_only")
    return {c: np.array([float(rows.get(name, {}).get(c, 0.0)) for name in FEATURES]) for c in columns}


def _views(
    texts: Sequence[str],
    questions: Sequence[PendingQuestion],
    encoder: TextEncoder | None,
    *,
    now: date | None,
    joint: bool,
) -> Sequence[EncoderViews | None]:
    """What the encoder says of each reply that has words: one batch of texts, one of questions with their replies.

    Where the parsers find the amount that was asked for, question and reply are not read together: that is for words.
    """
    worded = [i for i, text in enumerate(texts) if plain_text(text).words]
    if encoder is None or not worded:
        return [None] * len(texts)
    from .joint import joint_of
    from .views import views_of

    raw = {i: plain_text(texts[i]).raw for i in worded}
    asked = [questions[i] for i in worded]
    found = dict(zip(worded, views_of(list(raw.values()), asked, encoder), strict=True))
    reader = joint_of(encoder) if joint else None
    if reader is not None:
        wordy = [i for i in worded if not amount_said(texts[i], questions[i], now=now)]
        together = reader.read([raw[i] for i in wordy], [questions[i] for i in wordy])
        found |= {i: replace(found[i], joint=read) for i, read in zip(wordy, together, strict=True)}
    return [found.get(i) for i in range(len(texts))]


def _column(views: EncoderViews | None) -> str:
    """The weights that go with what there is to weigh."""
    if views is None:
        return "rules_only"
    return "with_encoder" if views.joint is None else "with_joint"


def _reading(text: str, question: PendingQuestion, views: EncoderViews | None, now: date | None) -> ReplyReading:
    found = evidence(text, question, views, now=now)
    log_p = choose_log(found.matrix, _weights()[_column(views)])
    p = (1 - _FLOOR) * np.exp(log_p) + _FLOOR / len(log_p)
    names = question.outcomes
    likelihood = {name: float(value) for name, value in zip(names, np.log(p), strict=True)}
    best = names[int(np.argmax(p))]
    captured: dict[str, Quantity] = {}
    if found.captured is not None and best not in SPECIAL_OUTCOMES:
        captured[question.id] = found.captured
    acts = _acts(found, best) if text.strip() else frozenset[SpeechAct]()
    return ReplyReading(question.id, likelihood, captured, acts, float(p.max()))


def _acts(found: Evidence, best: str) -> frozenset[SpeechAct]:
    """What was done: control acts as worded, the rest by the most likely outcome."""
    worded: frozenset[SpeechAct] = frozenset(act for act, strength in found.acts.items() if strength >= _ACT_LEAST)
    if best == UNSURE:
        return _UNSURE_ACT | (worded & _BESIDE)
    if best == WITHHELD:
        return _WITHHELD_ACT | (worded & _BESIDE)
    if best == NOT_AN_ANSWER:
        return (worded - _ANSWERS) or _CHANGE
    return _REPLY | (worded & _BESIDE)


def read_replies(
    texts: Sequence[str],
    questions: Sequence[PendingQuestion],
    *,
    encoder: TextEncoder | None = None,
    now: date | None = None,
    joint: bool = True,
) -> tuple[ReplyReading, ...]:
    """Read many replies, each to its own question, in one batch of the encoder and one of joint texts.

    Args:
        texts: the replies.
        questions: what was asked, one for each reply.
        encoder: a sentence encoder.
        now: today, for years of birth; defaults to the clock.
        joint: read question and reply as one text, too, where the encoder can.
    """
    texts = [excepted(t, q.text) if q.kind == "yesno" else t for t, q in zip(texts, questions, strict=True)]
    views = _views(texts, questions, encoder, now=now, joint=joint)
    return tuple(_reading(t, q, v, now) for t, q, v in zip(texts, questions, views, strict=True))


def read_reply(
    text: str, question: PendingQuestion, *, encoder: TextEncoder | None = None, now: date | None = None
) -> ReplyReading:
    """How likely each outcome of the question makes these words.

    Args:
        text: the reply, anything at all.
        question: what was asked.
        encoder: a sentence encoder, for paraphrase; one batched call. Without one the rules stand alone.
        now: today, for years of birth; defaults to the clock.
    """
    return read_replies([text], [question], encoder=encoder, now=now)[0]


def _by_name(text: str, question: PendingQuestion, reading: ReplyReading) -> bool:
    """Whether an option is told by its name, not by a place in a list that nobody was shown: "the last planet"."""
    if question.kind != "choice":
        return True
    match = match_options(text, question.options)
    placed = {option.id for option, p, n in zip(question.options, match.placed, match.named, strict=True) if p > n}
    return reading.best not in placed


def read_facts(
    text: str,
    questions: Sequence[PendingQuestion],
    *,
    encoder: TextEncoder | None = None,
    now: date | None = None,
) -> Mapping[str, ReplyReading]:
    """Readings of the facts that the text states although nobody asked, by question id.

    A question is left out unless the words clearly speak about it: an option named in words of its own, an
    amount in the question's own unit, or the yes/no question's own content words.
    """
    pieces = {question.id: speaks_about(text, question, now=now) for question in questions}
    spoken = [question for question in questions if pieces[question.id] is not None]
    readings: dict[str, ReplyReading] = {}
    said = [pieces[question.id] or "" for question in spoken]
    found = read_replies(said, spoken, encoder=encoder, now=now, joint=False)  # what is named needs no second pass
    for question, reading in zip(spoken, found, strict=True):
        if reading.best not in SPECIAL_OUTCOMES and reading.confidence >= 0.5 and _by_name(text, question, reading):
            readings[question.id] = reading
    return readings
