"""Whose values count: stakeholders with shares, modes, and the user's own profile as hidden state.

- ``steer``: the user's own weights; where they gave none, the belief over the domain's profiles; else the domain's.
- ``overton``: the distinct best admissible responses of all stakeholders (of all profiles, where there are no
  stakeholders), side by side, each with whose view it serves. The one that most think best leads.
- ``distributional``: one stakeholder, drawn by share and seeded, speaks.
- ``collective``: the response with the largest Nash welfare, see `weighing`.

Every mode chooses among admissible responses only: weights come after limits. This module also has two measures of a
set of decisions: which groups' best response was shown, and how far draws are from the declared shares.
Knows no words and asks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..belief.belief import Belief
from ..belief.model import Model
from ..errors import EdgewiseError
from ..language.objectives import Mode
from ..language.reserved import OWN_VALUES
from ..values.arbitration import Arbiter
from ..values.limits import weight_vector
from ..values.verdict import Verdict
from ..values.weighing import Panel, Rule, normalised_utilities
from .choice import Stance

__all__ = [
    "Opinion",
    "Speaking",
    "drawn",
    "mode_of",
    "opinions",
    "panel_of",
    "share_distance",
    "shares_of",
    "speaking",
    "viewpoint_coverage",
    "witnesses",
]

SALT = 0x5EED
"""Keeps the draw of a stakeholder apart from other noise of the same seed."""


@dataclass(frozen=True)
class Speaking:
    """Whose weights a decision is made with."""

    stance: Stance
    """As asked for, with the weights of whoever was drawn."""
    panel: Panel | None
    drawn: str | None = None
    """The stakeholder who was drawn to speak."""


@dataclass(frozen=True)
class Opinion:
    """One view at one belief."""

    party: str
    """Id of a stakeholder, or of a profile."""
    share: float
    weights: Mapping[str, float]
    response: int
    """Position of the admissible response that this view holds best."""
    utility: float
    """Of what was chosen, between this view's worst (0) and best (1) admissible response."""


def mode_of(model: Model, stance: Stance) -> Mode:
    """The mode of a stance; the domain's own unless it names one."""
    return stance.mode or model.domain.mode


def speaking(model: Model, stance: Stance, seed: int = 0) -> Speaking:
    """Whose weights count.

    Raises:
        EdgewiseError: The mode needs stakeholders and the domain has none.
    """
    mode = mode_of(model, stance)
    if mode != "distributional":
        return Speaking(stance, panel_of(model, stance))
    _stakeholders_needed(model, mode)
    name = drawn(shares_of(model), seed if stance.draw is None else stance.draw)
    weights = model.domain.stakeholders[name].weights
    return Speaking(replace(stance, weights=weights or None), None, name)


def panel_of(model: Model, stance: Stance) -> Panel | None:
    """The several views that count in a stance, if there are several."""
    mode, domain = mode_of(model, stance), model.domain
    if mode == "steer":
        return None if stance.weights or not domain.profiles else _profiles(model, "mean")
    if mode == "overton" and not domain.stakeholders:
        return _profiles(model, "overton") if domain.profiles else None
    _stakeholders_needed(model, mode)
    return _stakeholders(model, stance.context, "overton" if mode == "overton" else "collective")


def shares_of(model: Model) -> dict[str, float]:
    """Stakeholders with a share, their shares summing to one."""
    parties = {name: party.share for name, party in model.domain.stakeholders.items() if party.share > 0}
    total = sum(parties.values())
    return {name: share / total for name, share in parties.items()}


def drawn(shares: Mapping[str, float], seed: int) -> str:
    """One name, drawn by share; the same seed draws the same."""
    names = list(shares)
    p = np.array([shares[name] for name in names], dtype=np.float64)
    rng = np.random.default_rng([SALT, seed % 2**63])
    return names[int(rng.choice(len(names), p=p / p.sum()))]


def opinions(rules: Arbiter, belief: Belief, verdict: Verdict, panel: Panel) -> tuple[Opinion, ...]:
    """What each view holds best at a belief, and how content it is with ``verdict.chosen``."""
    weighing = panel.at(None if panel.facet is None else belief.facet(panel.facet))
    tempered = verdict.tempered
    ranks = np.round(rules.each_rank(tempered, verdict.admissible, panel.weights), 12)
    utility = normalised_utilities(rules.each_worth(tempered, panel.weights), verdict.admissible)
    return tuple(
        Opinion(
            party=name,
            share=float(weighing.shares[p]),
            weights=dict(zip(rules.values.objectives, map(float, panel.weights[p]), strict=True)),
            response=int(ranks[p].argmax()),
            utility=float(utility[p, verdict.chosen]),
        )
        for p, name in enumerate(panel.parties)
    )


def witnesses(model: Model, stance: Stance) -> Panel | None:
    """Whose views a record shows: those that count, or all stakeholders where one of them was drawn."""
    if mode_of(model, stance) == "distributional":
        return _stakeholders(model, stance.context, "mean")
    return panel_of(model, stance)


def viewpoint_coverage(best: Mapping[str, str], shown: Collection[str]) -> float:
    """Share of groups whose best response was shown, ``best`` being group -> response; 1 when there are no groups."""
    return sum(response in shown for response in best.values()) / len(best) if best else 1.0


def share_distance(sampled: Iterable[str], declared: Mapping[str, float]) -> float:
    """Total variation between who was drawn and the declared shares: 0 the same, 1 nothing in common.

    Raises:
        ValueError: Nothing was sampled, or no share is declared.
    """
    names = list(sampled)
    total = sum(declared.values())
    if not names or total <= 0:
        raise ValueError("a distance needs at least one draw and one declared share")
    everyone = {*names, *declared}
    return 0.5 * sum(abs(names.count(name) / len(names) - declared.get(name, 0.0) / total) for name in everyone)


def _stakeholders(model: Model, context: str | None, rule: Rule) -> Panel:
    shares = shares_of(model)
    parties = model.domain.stakeholders
    weights = [weight_vector(model, context, parties[name].weights or None) for name in shares]
    return Panel(tuple(shares), np.array(weights), np.array(list(shares.values())), rule)


def _profiles(model: Model, rule: Rule) -> Panel:
    profiles = model.domain.profiles
    facet = model.facet_index[OWN_VALUES]
    weights = [weight_vector(model, None, profile.weights) for profile in profiles.values()]
    prior = model.values[model.facets[facet].rows, 0]
    return Panel(tuple(profiles), np.array(weights), np.array(prior), rule, facet)


def _stakeholders_needed(model: Model, mode: Mode) -> None:
    if not shares_of(model):
        raise EdgewiseError(f"mode {mode!r} needs stakeholders", hint="name some in the domain, or use mode 'steer'")
