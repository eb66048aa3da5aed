"""Comparing agents on the same users: the difference of each metric, episode by episode.

Common random numbers: an episode's user is the same under every variant and gives the same answer to the same
question, so what differs is the agent. Variants are written as ``planner=greedy:bonus=0.1 budget.questions=3``.
All are judged by the same limits and values, those of the domain as it is: a variant with a laxer limit would otherwise
do no harm by its own lights. Nor do a variant's priors and candor change the users, only what is believed of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...beliefs.errors import DialogError
from ...beliefs.language.domain import Domain
from ..simulation.batch import simulated
from ..simulation.bootstrap import Interval, mean_interval
from ..simulation.judging import Columns, Judge
from ..simulation.metrics import measure
from ..simulation.settings import Setting, adjusted, domain_at, mind_of

__all__ = ["PAIRED", "Compared", "Difference", "Played", "compare", "played", "varied"]

PAIRED = ("success", "questions", "regret", "harm", "needless", "abandoned", "process")
"""Metrics that are means over dialogues, so that they have a difference in each."""


@dataclass(frozen=True)
class Difference:
    """One metric of a variant against the baseline."""

    metric: str
    baseline: Interval
    variant: Interval
    difference: Interval

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves zero out."""
        return self.difference.above or self.difference.below


@dataclass(frozen=True, eq=False)
class Played:
    """The dialogues of one variant."""

    columns: Columns
    alike: bool
    """Whether they were judged as the setting's own are."""


@dataclass(frozen=True)
class Compared:
    """A variant against the baseline."""

    name: str
    differences: tuple[Difference, ...]
    alike: bool = True
    """Whether both were judged by the same limits and values."""


def compare(base: Setting, variants: Sequence[str], *, workers: int = 1) -> list[Compared]:
    """Each variant after the first against the first; a single one is held against the setting as it is."""
    named = list(variants) if len(variants) > 1 else ["", *variants]
    first = played(base, named[0], workers=workers)
    found = [(name, played(base, name, workers=workers)) for name in named[1:]]
    return [_against(name, first.columns, one.columns, first.alike and one.alike) for name, one in found]


def played(base: Setting, variant: str, *, workers: int = 1) -> Played:
    """A variant's dialogues, judged by the setting's own domain where both domains have the same names."""
    setting = varied(base, variant)
    judge = Judge(mind_of(base).policy, base.context) if _same_names(base.domain, setting.domain) else None
    return Played(simulated(setting, workers=workers, judge=judge), judge is not None)


def _same_names(one: Domain, other: Domain) -> bool:
    """Whether what happened in one domain can be judged by the other."""

    def names(domain: Domain) -> list[object]:
        values = [(key, list(facet.values)) for key, facet in domain.facets.items()]
        return [list(domain.intents), list(domain.responses), values]

    return names(one) == names(other)


def varied(base: Setting, variant: str) -> Setting:
    """A setting with the changes that a variant names.

    Raises:
        DialogError: A change cannot be read, or the domain has no such number.
    """
    changes: dict[str, float] = {}
    options: list[str] = []
    planner, domain = base.planner, base.domain
    for part in variant.split():
        key, equals, value = part.partition("=")
        if not equals:
            raise DialogError(f"{part!r} is no change", hint='for example "planner=greedy budget.questions=3"')
        if key == "planner":
            planner = value
        elif key == "domain":
            domain = domain_at(value)
        elif key.startswith("planner."):
            options.append(f"{key.removeprefix('planner.')}={value}")
        else:
            changes[key] = _number(part, value)
    for option in options:  # last: they hold for the planner, wherever it is named
        name = planner or domain.planner
        planner = f"{name},{option}" if ":" in name else f"{name}:{option}"
    domain = adjusted(domain, changes) if changes else domain
    return base.model_copy(update={"planner": planner, "domain": domain})


def _number(part: str, value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise DialogError(f"{part!r}: {value!r} is not a number") from error


def _against(name: str, first: Columns, second: Columns, alike: bool) -> Compared:
    before, after = measure(first), measure(second)
    found: list[Difference] = []
    for metric in PAIRED:
        difference = mean_interval(_column(second, metric) - _column(first, metric))
        one, other = before.get(metric), after.get(metric)
        if metric == "needless":
            one, other = mean_interval(_column(first, metric)), mean_interval(_column(second, metric))
        if one is not None and other is not None and difference is not None:
            found.append(Difference(metric, one, other, difference))
    return Compared(name, tuple(found), alike)


def _column(columns: Columns, metric: str) -> np.ndarray:
    if metric == "abandoned":
        return (columns["act"] == 4).astype(np.float64)
    return columns[metric].astype(np.float64)
