"""Simulated users: what they say first, how they answer, when they leave. Seeded, without a model.

What a user answers is drawn by `hidden` (the same draws as in a cohort without words); how they put it comes from
`phrases`. The examples that a user says are held out from the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...agent.reading.asking import facet_question, pending_question
from ...agent.state.dialogue import DialogueState
from ...agent.state.mind import Mind, question_at, question_named
from ...beliefs.belief.answers import outcomes
from ...beliefs.belief.model import Model
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OTHER
from ...beliefs.values.tradeoffs import is_trade_off
from ..scripts.script import Means
from .hidden import VAGUE, Answers, Hidden
from .personas import Cast, Persona
from .phrases import OUTSIDE, VAGUE_WORDS, Phrased, begun, names_another, phrase, styled

__all__ = ["HeldOut", "Remark", "User", "held_out"]


@dataclass(frozen=True)
class HeldOut:
    """A domain for the reader, and what users say instead of the examples that it keeps."""

    domain: Domain
    phrases: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Remark:
    """Something that a user says."""

    text: str
    means: Means
    """What it is meant to say."""
    broken: bool = False
    """The simulator's mistake: the words say something else."""
    core: str = ""
    """The words without their style."""
    retracted: str = ""
    """An outcome that is said first and taken back."""
    slip: str = ""
    """What was wrong with other words that a language model had for it; they were thrown away."""


def held_out(domain: Domain, share: float, seed: int) -> HeldOut:
    """Take a share of each intent's examples away from the reader: one at the least, and one at the least stays."""
    rng = np.random.default_rng(seed)
    phrases: dict[str, tuple[str, ...]] = {}
    intents = dict(domain.intents)
    for key, intent in domain.intents.items():
        count = len(intent.examples)
        taken = min(max(1, round(share * count)), count - 1) if share > 0 and count > 1 else 0
        order: NDArray[np.int64] = rng.permutation(count)
        phrases[key] = tuple(intent.examples[int(i)] for i in (order[:taken] if taken else order))
        kept = tuple(intent.examples[int(i)] for i in np.sort(order[taken:]))
        intents[key] = intent.model_copy(update={"examples": kept})
    return HeldOut(domain.model_copy(update={"intents": intents}), phrases)


@dataclass
class User:
    """One simulated user in one dialogue."""

    mind: Mind
    cast: Cast
    hidden: Hidden
    row: int
    answers: Answers
    phrases: dict[str, tuple[str, ...]]
    slips: bool = False
    """Whether the first words may be those of another intent, as a reader's slip would make them."""
    menus: int = 0
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        draw = self.hidden.u[self.row, self.answers.layout.words]
        self.rng = np.random.Generator(np.random.Philox(int(draw * 2**53)))

    @property
    def persona(self) -> Persona:
        """Who it is."""
        return list(self.cast.personas.values())[int(self.hidden.persona[self.row])]

    @property
    def intent(self) -> str:
        """What they want."""
        return self.mind.model.intents[int(self.hidden.intent[self.row])]

    def facts(self) -> dict[str, str]:
        """What is so of them."""
        model = self.mind.model
        return {f.id: f.values[int(self.hidden.values[k, self.row])] for k, f in enumerate(model.facets)}

    def opens(self) -> Remark:
        """The first words."""
        opening = int(self.hidden.opening[self.row])
        if opening == VAGUE:
            text = VAGUE_WORDS[int(self.rng.integers(len(VAGUE_WORDS)))]
            return Remark(styled(text, self.persona.style, self.rng), Means(), core=text)
        return self.asks(self.mind.model.intents[opening] if self.slips else self.intent)

    def asks(self, intent: str) -> Remark:
        """Words for an intent."""
        known = self.persona.opening.get(intent) or self.phrases.get(intent) or ()
        if not known:
            named = self.mind.domain.intents[intent].name or intent
            known = OUTSIDE if intent == OTHER else (f"I need {named}",)
        text = known[int(self.rng.integers(len(known)))]
        facts: dict[str, str] = {}
        if "volunteers" in self.persona.style:
            text, facts = self._with_fact(text)
        means = Means(intent=(intent,), facts=facts)
        said = begun(text, self.persona.style, self.rng)
        return Remark(styled(said, self.persona.style, self.rng), means, core=text)

    def replies(self, state: DialogueState) -> Remark:
        """An answer to the question that is open."""
        assert state["pending"] is not None, "asked only when a question is open"
        question = question_at(self.mind, state, state["pending"])
        at, menus = np.array([self.row]), np.array([self.menus])
        outcome = outcomes(self.mind.model, question)[int(self.answers.sample(question, self.hidden, at, menus)[0])]
        self.menus += question.id not in self.mind.model.question_index
        shown = pending_question(self.mind.model, question)
        said = phrase(shown, outcome, self.persona.style, self.rng)
        return Remark(said.text, Means(answer=outcome), names_another(shown, said), said.core, said.retracted)

    def truly(self, name: str, outcome: str) -> bool:
        """Whether an answer is the truth."""
        model = self.mind.model
        if name in model.question_index:
            facet = model.facets[model.question(name).facet]
            return self.facts()[facet.id] == outcome
        if is_trade_off(name):
            return True  # a preference is nobody's to call false
        return outcome == self.intent or self.intent not in outcomes(model, question_named(model, name))

    def _with_fact(self, text: str) -> tuple[str, dict[str, str]]:
        """A fact that nobody asked about, in the words of an answer to its question."""
        model: Model = self.mind.model
        if not model.questions:
            return text, {}
        question = model.questions[int(self.rng.integers(len(model.questions)))]
        facet, shown = model.facets[question.facet], facet_question(model.domain, question.id)
        value = self.facts()[facet.id]
        if shown.kind == "yesno":
            return text, {}
        told: Phrased = phrase(shown, value, ("terse",), self.rng)
        named = model.domain.facets[facet.id].name or facet.id
        return f"{text}. By the way, {named}: {told.text}.", {facet.id: value}
