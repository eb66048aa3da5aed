"""A domain compiled to arrays: everything the mathematics needs, nothing that words need.

Layout: the values of all facets stand one under another on one axis T (facet k is rows ``start:stop``), and
intents are the last axis, contiguous: conditionals ``b_k(v|i)`` are ``[T, I]``. Sums over a facet's values are
segment sums down that axis. Answers to a facet question are the facet's values, then `unsure`, then `withheld`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .defaults import complete
from .domain import Condition, Domain, Facet, Question
from .errors import UnknownName
from .problem import Array

__all__ = [
    "INTENT",
    "TINY",
    "UNSURE",
    "WITHHELD",
    "AskModel",
    "FacetSpace",
    "Model",
    "compile_domain",
    "safe_log",
]

INTENT = "intent"
UNSURE = "unsure"
WITHHELD = "withheld"
TINY = 1e-300
"""Below this a probability is zero for the logarithm; keeps ``log`` finite without changing any sum."""


def safe_log(p: Array) -> Array:
    """Natural logarithm with ``log 0 = -inf`` and no warning."""
    with np.errstate(divide="ignore"):
        return np.log(p)


@dataclass(frozen=True)
class FacetSpace:
    """A facet's place among the rows."""

    id: str
    values: tuple[str, ...]
    start: int

    @property
    def stop(self) -> int:
        """One past the facet's last row."""
        return self.start + len(self.values)

    @property
    def rows(self) -> slice:
        """The facet's rows on the axis T."""
        return slice(self.start, self.stop)


@dataclass(frozen=True, eq=False)
class AskModel:
    """How users answer one question about a facet.

    ``honest(a|v) = (1-u-w) N(a|v) + u [unsure] + w [withheld]``, with N right at ``reliability`` and otherwise
    uniform; ``P(a|v,i) = candor_i honest(a|v) + (1-candor_i) guise(a|i)``.
    """

    id: str
    facet: int
    cost: float
    reliability: float
    unsure: Array
    """``u``, ``[I]``."""
    withheld: Array
    """``w``, ``[I]``."""
    candor: Array
    """``[I]``."""
    guise: Array
    """``[V, I]``: somebody who hides the truth always claims some value."""

    @cached_property
    def confusion(self) -> Array:
        """``N(a|v)``, ``[V, V]``, symmetric."""
        size = self.guise.shape[0]
        if size == 1:
            return np.ones((1, 1))
        off = (1 - self.reliability) / (size - 1)
        return np.full((size, size), off) + np.eye(size) * (self.reliability - off)

    @cached_property
    def table(self) -> Array:
        """``P(a|v,i)``, ``[A, V, I]`` with ``A = V + 2``."""
        told = (1 - self.unsure - self.withheld) * self.candor
        values = self.confusion[:, :, None] * told + ((1 - self.candor) * self.guise)[:, None, :]
        size = self.guise.shape[0]
        rest = np.stack([self.unsure * self.candor, self.withheld * self.candor])
        return np.concatenate([values, np.broadcast_to(rest[:, None, :], (2, size, rest.shape[1]))])


@dataclass(frozen=True, eq=False)
class Model:
    """The compiled domain."""

    domain: Domain
    """Completed: nothing implicit."""
    intents: tuple[str, ...]
    prior: Array
    """``[I]``."""
    facets: tuple[FacetSpace, ...]
    values: Array
    """Prior conditionals ``b_k(v|i)``, ``[T, I]``."""
    questions: tuple[AskModel, ...]
    """About facets; questions about the intent are contrasts, see `answers`."""

    @cached_property
    def starts(self) -> np.ndarray:
        """First row of each facet."""
        return np.array([facet.start for facet in self.facets], dtype=np.intp)

    @cached_property
    def intent_index(self) -> dict[str, int]:
        """Position of each intent."""
        return {intent: i for i, intent in enumerate(self.intents)}

    @cached_property
    def facet_index(self) -> dict[str, int]:
        """Position of each facet."""
        return {facet.id: k for k, facet in enumerate(self.facets)}

    @cached_property
    def question_index(self) -> dict[str, int]:
        """Position of each facet question."""
        return {question.id: q for q, question in enumerate(self.questions)}

    def facet(self, name: str) -> FacetSpace:
        """Return the facet called ``name``, or say which exist."""
        if name not in self.facet_index:
            raise UnknownName("facet", name, self.facet_index)
        return self.facets[self.facet_index[name]]

    def question(self, name: str) -> AskModel:
        """Return the facet question called ``name``, or say which exist."""
        if name not in self.question_index:
            raise UnknownName("question", name, self.question_index)
        return self.questions[self.question_index[name]]

    def intent_mask(self, condition: Condition | None) -> Array:
        """``[I]``: 1 for the intents that a condition admits."""
        if condition is None or not condition.intent:
            return np.ones(len(self.intents))
        return np.isin(self.intents, condition.intent).astype(np.float64)

    def facet_masks(self, condition: Condition | None) -> dict[int, Array]:
        """Facet position -> ``[V]`` with 1 for the values that a condition admits."""
        if condition is None:
            return {}
        return {
            self.facet_index[name]: np.isin(self.facet(name).values, admitted).astype(np.float64)
            for name, admitted in condition.facets.items()
        }


def compile_domain(domain: Domain) -> Model:
    """Compile a checked domain, filling in its defaults."""
    full = complete(domain)
    intents = tuple(full.intents)
    weights = np.array([full.intents[key].prior for key in intents], dtype=np.float64)
    facets = _spaces(full)
    values = [_conditional(full.facets[facet.id], intents) for facet in facets]
    return Model(
        domain=full,
        intents=intents,
        prior=weights / weights.sum(),
        facets=facets,
        values=np.concatenate(values) if values else np.empty((0, len(intents))),
        questions=tuple(
            _ask(key, question, full, facets, intents)
            for key, question in full.questions.items()
            if question.about != INTENT
        ),
    )


def _spaces(domain: Domain) -> tuple[FacetSpace, ...]:
    spaces: list[FacetSpace] = []
    start = 0
    for key, facet in domain.facets.items():
        spaces.append(FacetSpace(key, tuple(facet.values), start))
        start = spaces[-1].stop
    return tuple(spaces)


def _conditional(facet: Facet, intents: tuple[str, ...]) -> Array:
    """``b_k(v|i)``, ``[V, I]``."""
    columns = [_distribution(facet.prior_given.get(intent) or facet.prior, facet) for intent in intents]
    return np.stack(columns, axis=1)


def _distribution(weights: dict[str, float], facet: Facet) -> Array:
    """A normalised distribution over a facet's values; uniform when nothing is given."""
    raw = np.array([weights.get(value, 0.0) for value in facet.values], dtype=np.float64)
    return raw / raw.sum() if raw.sum() > 0 else np.full(len(raw), 1.0 / len(raw))


def _ask(
    key: str, question: Question, domain: Domain, facets: tuple[FacetSpace, ...], intents: tuple[str, ...]
) -> AskModel:
    facet = domain.facets[question.about]
    return AskModel(
        id=key,
        facet=[space.id for space in facets].index(question.about),
        cost=question.cost,
        reliability=question.reliability,
        unsure=_per_intent(question.unsure, question.unsure_given, intents),
        withheld=_per_intent(question.withheld, question.withheld_given, intents),
        candor=_per_intent(facet.candor, facet.candor_given, intents),
        guise=np.stack([_distribution(facet.guise_given.get(i) or facet.guise, facet) for i in intents], axis=1),
    )


def _per_intent(common: float, given: dict[str, float], intents: tuple[str, ...]) -> Array:
    return np.array([given.get(intent, common) for intent in intents], dtype=np.float64)
