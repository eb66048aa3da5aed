"""The domain that the package carries, for a chat that needs no file: the folder ``card-support`` beside this module.

``examples/card-support`` has the same domain and the same phrases.
"""

from __future__ import annotations

from pathlib import Path

from ...beliefs.language.domain import Domain
from ...beliefs.loading import load_domain

__all__ = ["EMBEDDED", "embedded_domain"]

EMBEDDED = Path(__file__).parent / "card-support" / "domain.yaml"


def embedded_domain() -> Domain:
    """Load the embedded domain."""
    return load_domain(EMBEDDED)
