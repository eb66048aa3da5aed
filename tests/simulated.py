"""The small clinic and its users, for tests of simulations."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from edgewise.agent.state.mind import Mind
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import load_domain
from edgewise.dialogs.simulation.personas import load_cast
from edgewise.dialogs.simulation.settings import Setting, mind_of

__all__ = ["clinic", "clinic_mind"]

HERE = Path(__file__).parent / "fixtures"


@lru_cache(maxsize=1)
def _parts():
    domain = load_domain(HERE / "clinic.yaml")
    return domain, load_cast(HERE / "clinic-personas.yaml", compile_domain(domain))


def clinic(episodes: int = 300, **more: object) -> Setting:
    """A setting on the clinic."""
    domain, cast = _parts()
    return Setting.model_validate({"domain": domain, "cast": cast, "episodes": episodes, "planner": "greedy", **more})


@lru_cache(maxsize=1)
def clinic_mind() -> Mind:
    """The clinic compiled, with the greedy planner."""
    return mind_of(clinic())
