"""The answer model: from what was answered to what it says about the hidden state.

Two kinds of question share one shape. A question about a facet is an `AskModel` of the compiled domain; a
question about the intent is a `Contrast`: it offers a few readings, and the answer is one of them, `none` of
these, or `unsure`. A reply in words arrives as log-likelihoods over the outcomes, so a vague reply is weak
evidence and a clear one strong; `unsure` and `withheld` are outcomes like any other, never "no preference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from ..arrays import Array, compact, safe_log
from ..errors import UnknownName
from ..language.reserved import INTENT, OTHER, UNSURE, WITHHELD
from .belief import Belief, Reading
from .model import AskModel, Model

__all__ = [
    "NONE",
    "PAIR",
    "Contrast",
    "TradeOff",
    "answer_probabilities",
    "attestation",
    "claim",
    "claim_question",
    "contrast",
    "declared_contrasts",
    "is_menu",
    "on_menu",
    "outcomes",
    "read_answer",
]

NONE = "none"
"""The outcome "none of these" of a question about the intent."""

LEAST = -1e300
"""Stands in for a log-likelihood of minus infinity when all are: finite, so that differences are no NaN."""

PAIR = ("first", "second")
"""The outcomes of a trade-off besides `unsure` and `withheld`."""

KEENNESS = 8.0
"""How surely people pick what serves their values better, per unit of value: a lead of .25 decides 7 of 8 times."""

LAPSE = 0.1
"""Share of picks that are made at random, so that no single choice settles what matters to somebody."""

SLIP = 0.02
"""Share of picks that are wrong when a menu is offered, spread over the other outcomes."""


@dataclass(frozen=True, eq=False)
class Contrast:
    """A question about the intent: which of these do you mean?"""

    id: str
    members: tuple[int, ...]
    """Positions of the intents that are offered."""
    cost: float
    slip: float
    unsure: float
    size: int
    """How many intents there are."""

    @cached_property
    def table(self) -> Array:
        """``P(a|i)``, ``[A, I]``; outcomes are the members, `none`, `unsure`."""
        picks = len(self.members) + 1
        target = np.full(self.size, picks - 1)
        target[list(self.members)] = np.arange(len(self.members))
        told = np.full((picks, self.size), self.slip / (picks - 1))
        told[target, np.arange(self.size)] = 1 - self.slip
        return np.concatenate([told * (1 - self.unsure), np.full((1, self.size), self.unsure)])


@dataclass(frozen=True, eq=False)
class TradeOff(AskModel):
    """A question about the user's own values: which of these two responses would you rather have?

    A user with profile ``p`` who picks picks the first with

        P = lapse / 2 + (1 - lapse) sigmoid(keenness (U_p(first) - U_p(second)))

    and the outcomes are `first`, `second`, `unsure` and `withheld`. What else is true of the user has no part in it.
    """

    between: tuple[str, str] = ("", "")
    """Ids of the two responses."""
    lead: Array = field(default_factory=lambda: np.zeros(0))
    """``U_p(first) - U_p(second)`` of each profile, ``[V]``."""
    better: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Ids of the objectives that each of the two does better on, most first."""
    keenness: float = KEENNESS

    @cached_property
    def table(self) -> Array:
        """``P(a|v)``, ``[4, V, I]``, the same for all intents."""
        told = 1 - self.unsure[0] - self.withheld[0]
        first = LAPSE / 2 + (1 - LAPSE) / (1 + np.exp(-self.keenness * self.lead))
        others = [np.full_like(first, p) for p in (self.unsure[0], self.withheld[0])]
        one = np.stack([told * first, told * (1 - first), *others])[..., None]
        return np.broadcast_to(one, (*one.shape[:-1], self.guise.shape[-1]))


MENU = "which:"
"""Before the id of a question about the intent that no domain declares; the intents that it offers follow."""


def is_menu(question: str) -> bool:
    """Whether this is the id of a menu that was made from a belief."""
    return question.startswith(MENU)


def on_menu(question: str) -> list[str]:
    """The intents that the id of such a menu names."""
    return question.removeprefix(MENU).split("|")


MOST_CONTRASTS = 1024
"""Menus that are kept, by model."""

_CONTRASTS: WeakKeyDictionary[Model, dict[object, Contrast]] = WeakKeyDictionary()


def contrast(model: Model, intents: Sequence[str], *, name: str | None = None) -> Contrast:
    """The question that offers these intents, one object for equal questions; `other` is never offered by name."""
    known, key = _CONTRASTS.setdefault(model, {}), (name, *intents)
    found = known.get(key)
    if found is None:
        if len(known) >= MOST_CONTRASTS:
            known.clear()
        found = known[key] = _contrast(model, intents, name)
    return found


def _contrast(model: Model, intents: Sequence[str], name: str | None) -> Contrast:
    members = tuple(sorted(model.intent_index[intent] for intent in intents if intent != OTHER))
    written = model.domain.questions.get(name) if name else None
    identity = name or MENU + "|".join(model.intents[m] for m in members)
    return Contrast(
        id=identity,
        members=members,
        cost=written.cost if written else model.domain.budget.cost,
        slip=1 - written.reliability if written else SLIP,
        unsure=written.unsure if written else 0.02,
        size=len(model.intents),
    )


def declared_contrasts(model: Model) -> tuple[Contrast, ...]:
    """The questions about the intent that the domain itself declares."""
    return tuple(
        contrast(model, question.among or model.intents, name=name)
        for name, question in model.domain.questions.items()
        if question.about == INTENT
    )


def outcomes(model: Model, question: AskModel | Contrast) -> tuple[str, ...]:
    """Names of a question's outcomes, in the order of its table."""
    if isinstance(question, Contrast):
        return (*(model.intents[m] for m in question.members), NONE, UNSURE)
    named = PAIR if isinstance(question, TradeOff) else model.facets[question.facet].values
    return (*named, UNSURE, WITHHELD)


def read_answer(model: Model, question: AskModel | Contrast, log_likelihood: Mapping[str, float]) -> Reading:
    """Evidence of an answer: ``L(state) = sum_a exp(l_a) P(a | state)``; an outcome not named has l = -inf."""
    names = outcomes(model, question)
    for name in log_likelihood:
        if name not in names:
            raise UnknownName("answer", name, names)
    logs = np.array([log_likelihood.get(name, -np.inf) for name in names])
    top = max(float(logs.max()), LEAST)
    likelihood = safe_log(np.tensordot(np.exp(logs - top), compact(question.table), axes=1)) + top
    if isinstance(question, Contrast):
        return Reading(intents=likelihood)
    return Reading(facets={question.facet: likelihood})


def claim_question(model: Model, facet: str) -> AskModel:
    """Return the question whose answer a volunteered fact about this facet is: the first about it."""
    position = model.facet_index[model.facet(facet).id]
    found = next((question for question in model.questions if question.facet == position), None)
    if found is None:
        raise UnknownName("question about", facet, [model.facets[q.facet].id for q in model.questions])
    return found


def claim(model: Model, facet: str, value: str) -> Reading:
    """Evidence of a fact that a user volunteers: an answer to a question that was not asked."""
    return read_answer(model, claim_question(model, facet), {value: 0.0})


def attestation(model: Model, facet: str, value: str) -> Reading:
    """Evidence of a fact that somebody entitled vouches for: certain."""
    space = model.facet(facet)
    if value not in space.values:
        raise UnknownName("value", value, space.values, of=facet)
    certain = safe_log((np.array(space.values) == value).astype(np.float64))
    return Reading(facets={model.facet_index[facet]: certain[:, None]})


def answer_probabilities(belief: Belief, question: AskModel | Contrast) -> Array:
    """``P(a)`` under the belief, ``[..., A]``."""
    if isinstance(question, Contrast):
        return belief.intents @ question.table.T
    joint = belief.conditional(question.facet) * belief.intents[..., None, :]
    return np.einsum("avi,...vi->...a", question.table, joint)
