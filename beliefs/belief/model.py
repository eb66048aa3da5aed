"""A domain compiled to arrays: everything the mathematics needs, nothing that words need.

Layout: the values of all facets stand one under another on one axis T (facet k is rows ``start:stop``), and
intents are the last axis, contiguous: conditionals ``b_k(v|i)`` are ``[T, I]``. Sums over a facet's values are
segment sums down that axis. Answers to a facet question are the facet's values, then `unsure`, then `withheld`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Array, compact, safe_log, surprisal
from ..errors import UnknownName
from ..language.defaults import complete
from ..language.domain import Condition, Domain, Facet, Question
from ..language.reserved import INTENT

__all__ = ["AskModel", "Conditionals", "FacetSpace", "Model", "compile_domain"]


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
class Conditionals:
    """Conditionals ``b_k(v|i)`` that many beliefs share; broadcast over intents where no intent differs."""

    log_values: Array
    """``[..., T, I]``."""
    facets: tuple[FacetSpace, ...]
    known: Array | None = None
    """The same as probabilities, if they are at hand."""

    @cached_property
    def values(self) -> Array:
        """``b_k(v|i)``, ``[..., T, I]``."""
        if self.known is not None:
            return self.known
        return np.broadcast_to(np.exp(compact(self.log_values)), self.log_values.shape)

    @cached_property
    def entropies(self) -> Array:
        """``H(k|i)`` of each facet in nats, ``[..., K, I|1]``."""
        whole = compact(self.log_values)
        each = [surprisal(np.exp(whole[..., facet.rows, :])).sum(axis=-2) for facet in self.facets]
        return np.stack(each, axis=-2) if each else np.zeros((*whole.shape[:-2], 0, whole.shape[-1]))


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
    """``u``, ``[I]``; this and the others broadcast where no intent differs."""
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
        """``P(a|v,i)``, ``[A, V, I]`` with ``A = V + 2``, broadcast where no intent differs."""
        size, intents = self.guise.shape
        parts = (self.unsure[None], self.withheld[None], self.candor[None], self.guise)
        unsure, withheld, candor, guise = (compact(part) for part in parts)
        told = (1 - unsure - withheld) * candor
        values = self.confusion[:, :, None] * told + ((1 - candor) * guise)[:, None, :]
        rest = np.stack(np.broadcast_arrays(unsure * candor, withheld * candor))
        width = max(values.shape[-1], rest.shape[-1])
        missing = np.broadcast_to(rest, (2, size, width))
        whole = np.concatenate([np.broadcast_to(values, (size, size, width)), missing])
        return np.broadcast_to(whole, (size + 2, size, intents))


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
    def conditionals(self) -> Conditionals:
        """The prior conditionals, shared by all beliefs about facets of which nothing was heard."""
        return Conditionals(
            np.broadcast_to(safe_log(compact(self.values)), self.values.shape), self.facets, self.values
        )

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
        mask = np.zeros(len(self.intents))
        mask[[self.intent_index[intent] for intent in condition.intent if intent in self.intent_index]] = 1.0
        return mask

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
    values = [_given_intent(f.prior, f.prior_given, f, intents) for f in full.facets.values()]
    return Model(
        domain=full,
        intents=intents,
        prior=weights / weights.sum(),
        facets=facets,
        values=_stacked(values, len(intents)),
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


def _stacked(parts: Sequence[Array], intents: int) -> Array:
    """Facets' values one under another, ``[T, I]``; broadcast over intents while none of them differs."""
    if not parts:
        return np.empty((0, intents))
    narrow = [compact(part) for part in parts]
    if all(part.shape[1] == 1 for part in narrow):
        whole = np.concatenate(narrow)
        return np.broadcast_to(whole, (len(whole), intents))
    return np.concatenate(parts)


def _given_intent(
    common: Mapping[str, float], given: Mapping[str, Mapping[str, float]], facet: Facet, intents: tuple[str, ...]
) -> Array:
    """A distribution over a facet's values for each intent, ``[V, I]``."""
    shared = np.broadcast_to(_distribution(common, facet)[:, None], (len(facet.values), len(intents)))
    named = [position for position, intent in enumerate(intents) if given.get(intent)] if given else []
    if not named:
        return shared
    out = shared.copy()
    for position in named:
        out[:, position] = _distribution(given[intents[position]], facet)
    return out


def _distribution(weights: Mapping[str, float], facet: Facet) -> Array:
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
        guise=_given_intent(facet.guise, facet.guise_given, facet, intents),
    )


def _per_intent(common: float, given: dict[str, float], intents: tuple[str, ...]) -> Array:
    if not given or not any(intent in given for intent in intents):
        return np.broadcast_to(np.float64(common), len(intents))
    return np.array([given.get(intent, common) for intent in intents], dtype=np.float64)
