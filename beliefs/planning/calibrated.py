"""Calibrating a domain's planner to the domain, and using what was found.

Dialogues are rehearsed on the domain at its prior; a few ways to choose questions compete on the same luck, and the
plain search stays where calibrating earned nothing. What is found is part of the domain, so that every session, replay
and simulation of it chooses questions alike: nothing depends on a race or on what happens to lie in a cache. It holds
for one exact domain and for that domain's own stance; elsewhere the plain search is used. It ranks questions only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ..language.domain import Calibrated, Domain
from .leaf import FEATURES, Leaf
from .lens import Lens
from .planning import Greedy, Planner, planner
from .rehearsal import Entry, calibrate
from .search import UNCALIBRATED, Search

__all__ = ["PORTFOLIO", "Rehearsed", "applies", "calibrated", "digest_of", "planner_of"]

PLAIN = Entry("search", bonus=UNCALIBRATED)
"""What is used without calibration."""
PORTFOLIO = (
    Entry("search", calibrated=True),
    PLAIN,
    Entry("greedy", bonus=0.05),
    Entry("greedy", bonus=0.2),
)
"""What competes; the first is kept unless another is surely better, or it earns no more than the plain search."""


@dataclass(frozen=True)
class Rehearsed:
    """What a calibration found."""

    found: Calibrated | None
    """None: what would be kept earns no more than the plain search."""
    chosen: Entry
    earned: tuple[float, ...]
    """Mean return of each entry of `PORTFOLIO` that competed."""


def digest_of(domain: Domain) -> str:
    """Sixteen hexadecimal digits that name a completed domain, its calibration left out."""
    return hashlib.sha256(domain.model_dump_json(exclude={"calibration"}).encode()).hexdigest()[:16]


def applies(domain: Domain) -> bool:
    """Whether a completed domain's calibration was made for just this domain."""
    found = domain.calibration
    if found is None or domain.planner != "search" or len(found.leaf) not in (0, len(FEATURES)):
        return False
    return found.of == digest_of(domain)


def planner_of(domain: Domain) -> Planner:
    """The planner of a completed domain: the calibrated one where there is one."""
    found = domain.calibration
    if found is None or not applies(domain):
        return planner(domain.planner)
    if found.planner == "greedy":
        return Greedy(bonus=found.bonus)
    return Search(leaf=Leaf(found.leaf, found.budget, found.cheapest, found.trust), bonus=found.bonus)


def calibrated(
    domain: Domain, template: Lens, *, seed: int = 0, dialogues: int | None = None, trials: int | None = None
) -> Rehearsed:
    """Rehearse a completed domain: seconds of one core.

    Args:
        domain: The domain.
        template: Its problem at the prior (`Policy.template`).
        seed: What is found follows from it and from the domain.
        dialogues: As in `rehearsal.calibrate`.
        trials: As in `rehearsal.calibrate`.
    """
    if not len(template.questions) or template.situation.budget == 0:
        return Rehearsed(None, PLAIN, ())
    problem, start = template.problem, template.situation
    kept = calibrate(problem, start, seed=seed, dialogues=dialogues, trials=trials, portfolio=PORTFOLIO)
    earned = dict(zip(PORTFOLIO, kept.earned, strict=True))
    if earned[kept.entry] <= earned[PLAIN]:
        return Rehearsed(None, PLAIN, kept.earned)
    of, chosen = digest_of(domain), kept.planner(template.problem)
    if isinstance(chosen, Greedy):
        return Rehearsed(Calibrated(of=of, planner="greedy", bonus=chosen.bonus), kept.entry, kept.earned)
    assert isinstance(chosen, Search), "nothing else competes"
    leaf = chosen.leaf
    trust, budget, cheapest = leaf.trust, leaf.budget, leaf.cheapest
    found = Calibrated(of=of, planner="search", trust=trust, budget=budget, cheapest=cheapest, leaf=leaf.theta)
    return Rehearsed(found, kept.entry, kept.earned)
