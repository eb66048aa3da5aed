"""Who each simulated user is: hidden states drawn so that an episode never depends on any other.

Every episode owns a row of uniform numbers, a function of the seed and of its own number alone (a counter-based
generator, Philox). So any batch, any worker and any planner sees the same user give the same answer to the same
question. Columns: persona, intent, clarity, slip, one a facet, one a facet question, one a menu, one for words.
Shapes: episodes B, facets K.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import Array
from ...beliefs.belief.answers import Contrast, TradeOff
from ...beliefs.belief.model import AskModel, Model
from .personas import Cast, Persona

__all__ = ["MENUS", "VAGUE", "Answers", "Hidden", "Layout", "draw", "question_key", "uniforms"]

MENUS = 8
"""Questions made on the way (menus, trade-offs) whose answers have a draw of their own; later ones share the last."""
VAGUE = -1
"""The opening that says nothing about what is wanted."""
FIXED = 4
SURE = 0.97
"""How often a clear opening is read as what it says."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Layout:
    """Where each draw stands in an episode's row."""

    facets: int
    questions: int

    @property
    def width(self) -> int:
        """Draws a row, a whole number of the generator's blocks of four."""
        return -(-(FIXED + self.facets + self.questions + MENUS + 1) // 4) * 4

    def question(self, position: int) -> int:
        """The draw for the answer to a facet question."""
        return FIXED + self.facets + position

    def menu(self, count: int) -> int:
        """The draw for the answer to the menu that is asked as number ``count``, from 0."""
        return FIXED + self.facets + self.questions + min(count, MENUS - 1)

    @property
    def words(self) -> int:
        """The draw that seeds the choice of words."""
        return FIXED + self.facets + self.questions + MENUS


@dataclass(frozen=True, eq=False)
class Hidden:
    """The users of a batch of episodes."""

    persona: Ints
    """``[B]``."""
    intent: Ints
    """``[B]``."""
    values: Ints
    """Value of each facet, ``[K, B]``."""
    opening: Ints
    """The intent that the first words are read as, or `VAGUE`, ``[B]``."""
    u: Array
    """All draws, ``[B, W]``."""

    def __len__(self) -> int:
        return len(self.persona)


def uniforms(seed: int, start: int, count: int, width: int) -> Array:
    """Rows ``start`` to ``start + count`` of the seed's table of uniform numbers, ``[count, width]``."""
    stream = np.random.Philox(np.random.SeedSequence(seed))
    stream.advance(start * (width // 4))
    return np.random.Generator(stream).random((count, width))


def draw(model: Model, cast: Cast, seed: int, start: int, count: int, layout: Layout | None = None) -> Hidden:
    """The users of episodes ``start`` to ``start + count``; a layout is named where another domain's are asked."""
    layout = layout or Layout(len(model.facets), len(model.questions))
    u = uniforms(seed, start, count, layout.width)
    shares = np.array([persona.share for persona in cast.personas.values()])
    persona = _picked(u[:, 0], shares[:, None], np.zeros(count, dtype=np.int64))
    intent = _picked(u[:, 1], _intents(model, cast), persona)
    values = np.zeros((len(model.facets), count), dtype=np.int64)
    state = persona * len(model.intents) + intent
    for position in range(len(model.facets)):
        values[position] = _picked(u[:, FIXED + position], _facet(model, cast, position), state)
    clarity = np.array([p.clarity for p in cast.personas.values()])[persona]
    return Hidden(persona, intent, values, _openings(model, u, intent, clarity), u)


def _openings(model: Model, u: Array, intent: Ints, clarity: Array) -> Ints:
    """A clear opening is read right as often as the reader is sure of it, else as any other intent."""
    size = len(model.intents)
    clear, slips = u[:, 2] < clarity, (u[:, 3] >= SURE) & (size > 1)
    step = 1 + np.minimum(((u[:, 3] - SURE) / (1 - SURE) * (size - 1)).astype(np.int64), max(size - 2, 0))
    return np.where(clear, np.where(slips, (intent + step) % size, intent), VAGUE)


def _picked(u: Array, table: Array, column: Ints) -> Ints:
    """Inverse of the cumulative distribution: ``table [V, C]`` unnormalised, ``column [B]`` -> ``[B]``."""
    cdf = table.cumsum(axis=0)
    if cdf.shape[1] == 1:
        return np.asarray(np.searchsorted(cdf[:-1, 0], u * cdf[-1, 0], side="right"), dtype=np.int64)
    scaled, out = u * cdf[-1].take(column), np.zeros(len(u), dtype=np.int64)
    for row in cdf[:-1]:
        out += scaled >= row.take(column)
    return out


def _intents(model: Model, cast: Cast) -> Array:
    """``[I, personas]``."""
    own = [[persona.intent.get(name, 0.0) for name in model.intents] for persona in cast.personas.values()]
    return np.array([row if sum(row) > 0 else list(model.prior) for row in own]).T


def _facet(model: Model, cast: Cast, position: int) -> Array:
    """``[V, personas * I]``."""
    space, size = model.facets[position], len(model.intents)
    prior = np.array(np.broadcast_to(model.values[space.rows], (len(space.values), size)))
    parts: list[Array] = []
    for persona in cast.personas.values():
        own = np.array([persona.facets.get(space.id, {}).get(value, 0.0) for value in space.values])
        parts.append(np.repeat(own[:, None], size, axis=1) if own.sum() > 0 else prior)
    return np.concatenate(parts, axis=1)


class Answers:
    """How the personas answer each question, as cumulative tables made once."""

    def __init__(self, model: Model, cast: Cast, users: Model | None = None) -> None:
        """Make no table yet; ``users`` is whose users answer, where it is another domain with the same names."""
        self.model, self.cast, self.users = model, cast, users or model
        self.layout = Layout(len(model.facets), len(model.questions))
        self._tables: dict[str, Array] = {}

    def sample(self, question: AskModel | Contrast, hidden: Hidden, at: Ints, menus: Ints) -> Ints:
        """Outcomes of one question for the episodes ``at [M]``; ``menus [M]`` is how many menus each was shown."""
        model, size = self.model, len(self.model.intents)
        key = question_key(question)
        if key not in self._tables:
            self._tables[key] = self._cumulative(question)
        if isinstance(question, Contrast):
            column = hidden.persona[at] * size + hidden.intent[at]
        else:
            count = len(model.facets[question.facet].values)
            column = (hidden.persona[at] * count + hidden.values[question.facet, at]) * size + hidden.intent[at]
        if question.id in model.question_index:
            u = hidden.u[at, self.layout.question(model.question_index[question.id])]
        else:
            u = hidden.u[at, np.minimum(menus, MENUS - 1) + self.layout.menu(0)]
        cdf = self._tables[key]
        return (u[:, None] >= np.take(cdf, column, axis=0)).sum(axis=1)

    def _cumulative(self, question: AskModel | Contrast) -> Array:
        """``P(outcome <= a | persona, state)`` without its last column, ``[personas * states, A - 1]``."""
        asked = self._as_answered(question)
        parts = [_persona_table(self.model, asked, persona) for persona in self.cast.personas.values()]
        table = np.concatenate([part.reshape(part.shape[0], -1) for part in parts], axis=1)
        return np.ascontiguousarray(table.cumsum(axis=0)[:-1].T)

    def _as_answered(self, question: AskModel | Contrast) -> AskModel | Contrast:
        """A question as the users' own domain has it: what an agent believes of answers changes none."""
        if self.users is self.model or question.id not in self.users.question_index:
            return question
        own = self.users.question(question.id)
        return own if not isinstance(question, Contrast) and own.facet == question.facet else question


def question_key(question: AskModel | Contrast) -> str:
    """Equal for questions that are answered alike: what a trade-off's answers tell depends on what is at stake."""
    return f"{question.id} {question.lead.round(9).tolist()}" if isinstance(question, TradeOff) else question.id


def _persona_table(model: Model, question: AskModel | Contrast, persona: Persona) -> Array:
    """``P(a | state)`` for one persona: the domain's own model, less candid, less certain, more reserved."""
    if isinstance(question, Contrast):
        table = question.table * (1 - persona.unsure)
        table[-1] += persona.unsure
        return table
    size = len(model.intents)
    unsure = 1 - (1 - np.broadcast_to(question.unsure, size)) * (1 - persona.unsure)
    withheld = 1 - (1 - np.broadcast_to(question.withheld, size)) * (1 - persona.withheld)
    scale = np.maximum(unsure + withheld, 1.0)
    own = replace(
        question,
        candor=np.broadcast_to(question.candor, size) * persona.candor,
        unsure=unsure / scale,
        withheld=withheld / scale,
    )
    return np.array(np.broadcast_to(own.table, (own.table.shape[0], own.guise.shape[0], size)))
