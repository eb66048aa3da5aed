"""Decides: domain language, belief, information, values, arbitration and planning. Pure: no torch, no I/O but YAML.

What people use of it is offered here by name and imported when it is first used, so that importing this package
costs nothing: ``from edgewise.beliefs import load_domain``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .offering import offered

if TYPE_CHECKING:
    from .belief.belief import Reading, prior_belief
    from .belief.model import Model, compile_domain
    from .checks.checks import checked
    from .deciding.choice import Progress, Stance
    from .deciding.policy import Policy
    from .language.domain import Domain
    from .loading import load_domain, parse_domain

__all__ = [
    "Domain",
    "Model",
    "Policy",
    "Progress",
    "Reading",
    "Stance",
    "checked",
    "compile_domain",
    "load_domain",
    "parse_domain",
    "prior_belief",
]

_HOMES = {
    "Domain": "language.domain",
    "Model": "belief.model",
    "Policy": "deciding.policy",
    "Progress": "deciding.choice",
    "Reading": "belief.belief",
    "Stance": "deciding.choice",
    "checked": "checks.checks",
    "compile_domain": "belief.model",
    "load_domain": "loading",
    "parse_domain": "loading",
    "prior_belief": "belief.belief",
}

__getattr__ = offered(__name__, _HOMES)
