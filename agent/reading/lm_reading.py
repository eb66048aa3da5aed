"""Reading with a local causal language model: a noisy channel over intents, options and facts.

All hypotheses of all waiting messages go to the model in one batched call over one cached prefix, which lists what
the domain offers. Rules read numbers, units and speech acts as they do for the encoder; what the model says of a
reply is weighed together with them. It shares everything but likelihoods with the other readers (`listening` and
`recorded`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...beliefs.belief.model import Model
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OTHER
from ..amounts.quantity import Quantity
from ..matching.questions import NOT_AN_ANSWER, UNSURE, WITHHELD, PendingQuestion, ReplyReading
from ..models.cache import cached, content_key
from ..models.language_model import GAP, LanguageModel, Prompt
from ..models.noisy_channel import Asked, Channel, fit_scale
from ..replies.weighing import read_facts, read_reply
from ..state.heard import Cost, Heard, Utterance, mark_of
from ..words.plain_words import plain_text
from ..words.segments import Several, least_shares, several
from .listening import Listener
from .one_by_one import OneByOne
from .recorded import Recorder
from .spoken import Spoken
from .wishes import requests_in

__all__ = ["EXAMPLES", "LMReader", "channel_prompt", "intent_fillings"]

Array = NDArray[np.float64]

SCALE = 4.0
"""Nats of evidence for a nat a token, where a domain has too few examples to fit it."""
REPLY_SCALE = 2.0
"""The same for answers to a question; the rules are the other half of that reading."""
FLOOR = -30.0
EXAMPLES = 3
"""Examples of an intent that the prefix shows."""
MOST_HELD_OUT = 24
"""Examples that the scale is fitted on."""
SPECIAL_FILLINGS = {
    UNSURE: "who does not know the answer",
    WITHHELD: "who does not want to say",
    NOT_AN_ANSWER: "who writes about something else instead",
}
_OUTSIDE = "Somebody wants something that is not on the list. They write:"


class LMReader:
    """A reader of one domain by a language model."""

    def __init__(self, model: Model, lm: LanguageModel, *, scale: float | None = None) -> None:
        """Prepare.

        Args:
            model: The compiled domain.
            lm: A local model, as `causal_lm.load_causal_lm` makes it.
            scale: How much a nat a token weighs; fitted on the domain's examples, and kept on disk, by default.
        """
        self.model = model
        self.channel = Channel(lm, channel_prompt(model.domain))
        self.scale = _scale(model, lm) if scale is None else scale
        self._fillings = intent_fillings(model)
        self._listener = Listener(model)
        self._things = OneByOne(model)
        self._recorder = Recorder(self._listener)

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        return self._things.read(utterances, self._read) if utterances else []

    def _read(self, utterances: Sequence[Utterance]) -> list[Heard]:
        """Read each message as one that names one thing."""
        started, before = time.perf_counter(), self.channel.calls
        spoken = [self._listener.spoken(u) for u in utterances]
        parts = [requests_in(u.text) for u in utterances]
        asked = [query for one, row in zip(spoken, parts, strict=True) for query in self._asked(one, row)]
        found = iter(self.channel.evidence(asked))
        heard = [self._hear(one, row, found) for one, row in zip(spoken, parts, strict=True)]
        seconds = (time.perf_counter() - started) / len(heard)
        cost = Cost(calls=self.channel.calls - before, texts=len(asked), seconds=seconds)
        return [h.model_copy(update={"cost": cost}) for h in heard]

    def log_likelihood(self, texts: Sequence[str]) -> Array:
        """Log-likelihoods of plain messages over the intents, `other` last, ``[n, I]``; for measurements."""
        found = self.channel.evidence([Asked(text, self._fillings) for text in texts])
        return np.array([self._scaled(row) for row in found]).reshape(len(texts), len(self._fillings))

    def _asked(self, spoken: Spoken, parts: Sequence[str]) -> Iterator[Asked]:
        """What the model is asked about one message, in the order in which `_hear` takes the answers."""
        yield Asked(spoken.telling or spoken.utterance.text, self._fillings)
        for part in parts:
            yield Asked(part, self._fillings)
        if _weighed(spoken.asked):
            yield Asked(spoken.telling, _reply_fillings(spoken.asked))

    def _hear(self, spoken: Spoken, parts: Sequence[str], found: Iterator[Array]) -> Heard:
        wanted = self._scaled(next(found))
        rows = np.array([self._scaled(next(found)) for _ in parts])
        compound: Several | None = several(rows, len(self._fillings) - 1, least_shares(parts)) if len(parts) else None
        reply = read_reply(spoken.telling, spoken.asked) if spoken.asked else None
        if reply is not None and _weighed(spoken.asked):
            reply = _fused(reply, REPLY_SCALE * next(found))
        facts = read_facts(spoken.telling, self._listener.others(spoken))
        made = replace(spoken, reply=reply, facts=facts, mark=_mark(spoken.utterance))
        return self._recorder.heard(made, wanted, compound)

    def _scaled(self, evidence: Array) -> Array:
        """Log-likelihoods relative to the mean likelihood of the intents, floored."""
        scores = self.scale * evidence
        inside = scores[:-1] if len(scores) > 1 else scores
        return np.maximum(scores - (np.logaddexp.reduce(inside) - np.log(len(inside))), FLOOR)


def channel_prompt(domain: Domain, shown: int = EXAMPLES) -> Prompt:
    """The prefix that all hypotheses of a domain share: what it offers, with so many examples each."""
    lines = [f"People write to {domain.title or 'a helper'}. {domain.description}".strip(), "What they may want:"]
    for key, intent in domain.intents.items():
        if key != OTHER:
            told = f"{intent.name}: {intent.description}" if intent.description else intent.name
            examples = " | ".join(intent.examples[:shown])
            lines.append(f"- {told}{f' (for example: {examples})' if examples else ''}")
    return Prompt("\n".join(lines), GAP, '"')


def intent_fillings(model: Model) -> tuple[str, ...]:
    """What stands in the gap for each intent, `other` last."""
    named = [f"Somebody wants {model.domain.intents[key].name}. They write:" for key in model.intents if key != OTHER]
    return (*named, _OUTSIDE)


def _weighed(asked: PendingQuestion | None) -> bool:
    """Whether the model has a say in reading the reply: amounts are for rules alone."""
    return asked is not None and asked.kind != "number"


def _reply_fillings(asked: PendingQuestion | None) -> tuple[str, ...]:
    if asked is None:
        return ()
    named = [f'whose answer is "{option.name}"' for option in asked.options]
    return tuple(f"Asked: {asked.text} Somebody {who} replies:" for who in (*named, *SPECIAL_FILLINGS.values()))


def _fused(reply: ReplyReading, evidence: Array) -> ReplyReading:
    """The rules' reading times the model's, normalised."""
    names = [name for name in reply.log_likelihood if name not in SPECIAL_FILLINGS] + list(SPECIAL_FILLINGS)
    scores = np.array([reply.log_likelihood[name] for name in names]) + evidence
    scores = np.maximum(scores - np.logaddexp.reduce(scores), FLOOR)
    best = names[int(scores.argmax())]
    told = dict(zip(names, (float(x) for x in scores), strict=True))
    captured = reply.captured if best == reply.best else dict[str, Quantity]()
    return replace(reply, log_likelihood=told, captured=captured, confidence=float(np.exp(scores.max())))


def _mark(utterance: Utterance) -> str:
    """The mark of the earliest message with the same words, in whatever order; else the message's own."""
    said = sorted(plain_text(utterance.text).words)
    return next((mark_of(text) for text in utterance.history if sorted(plain_text(text).words) == said), "")


@dataclass(frozen=True, eq=False)
class _HeldOut:
    texts: list[str]
    labels: list[int]


def _held_out(model: Model) -> _HeldOut:
    """The examples that the prefix does not show, a few of each intent in turn."""
    known = [model.domain.intents[key].examples for key in model.intents if key != OTHER]
    spare = [(round_, label) for label, row in enumerate(known) for round_ in range(1, len(row))]
    chosen = sorted(spare)[:MOST_HELD_OUT]
    return _HeldOut([known[label][round_] for round_, label in chosen], [label for _, label in chosen])


def _scale(model: Model, lm: LanguageModel) -> float:
    """The scale for this domain and model, from disk where it was fitted before."""
    held_out, prompt = _held_out(model), channel_prompt(model.domain, shown=1)
    fillings = intent_fillings(model)[:-1]
    if len(fillings) < 2 or not held_out.texts:
        return SCALE

    def fit() -> dict[str, Array]:
        rows = Channel(lm, prompt).evidence([Asked(text, fillings) for text in held_out.texts])
        return {"scale": np.array([fit_scale(np.array(rows), np.array(held_out.labels, dtype=np.int64), SCALE)])}

    labelled = [f"{label} {text}" for label, text in zip(held_out.labels, held_out.texts, strict=True)]
    key = content_key("channel scale", lm.fingerprint, prompt.system, *fillings, *labelled)
    found = cached(key, fit, lambda arrays: "scale" in arrays and arrays["scale"].shape == (1,))
    return float(np.asarray(found["scale"], dtype=np.float64)[0])
