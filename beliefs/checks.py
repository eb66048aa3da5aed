"""Whether a domain makes sense: everything that takes two places to see."""

from __future__ import annotations

from .domain import Domain
from .errors import Flaw

__all__ = ["check"]


def check(domain: Domain) -> tuple[Flaw, ...]:
    """Return every flaw of a domain."""
    return ()
