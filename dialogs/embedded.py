"""The domain that the package carries, for a chat that needs no file.

Its text is `card-support.yaml` beside this module; ``examples/card-support/domain.yaml`` is the same text.
"""

from __future__ import annotations

from importlib.resources import files

from ..beliefs.domain import Domain
from ..beliefs.loading import parse_domain

__all__ = ["EMBEDDED", "embedded_domain", "embedded_text"]

EMBEDDED = "card-support.yaml"


def embedded_text() -> str:
    """Return the embedded domain's YAML."""
    return (files(__name__.rpartition(".")[0]) / EMBEDDED).read_text(encoding="utf-8")


def embedded_domain() -> Domain:
    """Load the embedded domain."""
    return parse_domain(embedded_text(), file=EMBEDDED)
