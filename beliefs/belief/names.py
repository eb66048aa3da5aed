"""Names that people read, by position: made once per model.

An id never reaches a user; whatever has no name of its own is called by its id in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..kept import kept
from ..language.defaults import humanise
from ..language.domain import Domain
from ..language.part import Provenance
from .model import Model

__all__ = ["MANY", "Named", "Names", "any_of", "being", "names_of"]

MANY = 3
"""So many values are told by the one that is not among them."""

ASKING = frozenset(("how", "if", "when", "where", "whether", "which", "who", "whose", "why"))


@dataclass(frozen=True)
class Named:
    """An id with the name that people read."""

    id: str
    name: str


@dataclass(frozen=True)
class Names:
    """All names of a model."""

    intents: tuple[Named, ...]
    responses: tuple[Named, ...]
    objectives: tuple[Named, ...]
    facets: tuple[Named, ...]
    values: tuple[tuple[Named, ...], ...]
    """Of each facet, its values."""
    authors: tuple[str, ...]
    """Everyone who decided an objective, a limit or a value, each once, in the order of the domain."""


def being(facet: str, value: str) -> str:
    """That a facet has a value, in words: "age is adult", "there is no pregnancy"; else the answer.

    "How bad it is" is mild would be no English, and neither is "a pregnancy is no" or "being abroad is yes".
    """
    first, _, thing = facet.partition(" ")
    said = value in ("yes", "no")
    if said and first in ("a", "an"):
        return f"there is no {thing}" if value == "no" else f"there is {facet}"
    asks = said or first.casefold() in ASKING
    return f"the answer to “{facet}” is “{value}”" if asks else f"{facet} is {value}"


def any_of(names: Sequence[str], chosen: Sequence[int]) -> str:
    """Some of a facet's values in words: "cotton or wool"; all but one of many are "not leather"."""
    left = [name for at, name in enumerate(names) if at not in chosen]
    if len(chosen) >= MANY and len(left) == 1:
        return f"not {left[0]}"
    *some, last = (names[at] for at in chosen)
    return f"{', '.join(some)} or {last}" if some else last


@kept
def names_of(model: Model) -> Names:
    """The names of a model."""
    domain = model.domain
    facets = [domain.facets[space.id] for space in model.facets]
    return Names(
        intents=tuple(_named(key, domain.intents[key].name) for key in model.intents),
        responses=tuple(_named(key, response.name) for key, response in domain.responses.items()),
        objectives=tuple(_named(key, objective.name) for key, objective in domain.objectives.items()),
        facets=tuple(_named(space.id, facet.name) for space, facet in zip(model.facets, facets, strict=True)),
        values=tuple(tuple(_named(key, value.name) for key, value in facet.values.items()) for facet in facets),
        authors=_authors(domain),
    )


def _named(key: str, name: str) -> Named:
    return Named(key, name or humanise(key))


def _authors(domain: Domain) -> tuple[str, ...]:
    stated: list[Provenance | None] = []
    for objective in domain.objectives.values():
        stated += [objective.provenance, objective.limit.provenance if objective.limit else None]
    for response in domain.responses.values():
        stated += [case.provenance for cases in response.values.values() for case in cases]
    words = [f"{p.who} ({p.process})" if p.process else p.who for p in stated if p is not None]
    return tuple(dict.fromkeys(words))
