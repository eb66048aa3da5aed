"""Evidence: one thing that was heard, as plain JSON, and its place in the ledger of all that still stands.

Evidence about one thing has one key. The same key replaces, so repeating a claim adds nothing; a lower source never
replaces a higher one (system > operator > user > tool). What it says about the state is for `ledger` to work out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from ..language.part import Source
from .statements import Statement

__all__ = ["RANK", "VOUCHING", "Evidence", "from_json", "to_json", "with_evidence", "without"]

RANK: dict[Source, int] = {"tool": 0, "user": 1, "operator": 2, "system": 3}
"""A lower source never replaces, nor speaks against, what a higher one settled."""

VOUCHING: tuple[Source, ...] = ("system", "operator")
"""Nobody else can attest, whatever a domain says; but a user's own values are the user's alone to settle."""


class Evidence(BaseModel):
    """One entry of the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    """What it is about: evidence with the same key replaces."""
    source: Source
    turn: int
    statement: Statement
    weight: Annotated[float, Field(ge=0, le=1)] = 1.0
    """Factor on its log-likelihoods: less than one where it repeats what was heard in other words."""
    meta: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])


def to_json(item: Evidence) -> dict[str, JsonValue]:
    """Plain JSON types, as short as can be."""
    return item.model_dump(mode="json", exclude_defaults=True)


def from_json(data: Mapping[str, object]) -> Evidence:
    """Restore what `to_json` wrote, exactly."""
    return Evidence.model_validate(data)


def with_evidence(ledger: Sequence[Evidence], item: Evidence) -> tuple[Evidence, ...]:
    """Return the ledger with one more entry, in place of any with its key; a higher source's entry stays instead."""
    if any(old.key == item.key and RANK[old.source] > RANK[item.source] for old in ledger):
        return tuple(ledger)
    return (*without(ledger, item.key), item)


def without(ledger: Sequence[Evidence], key: str) -> tuple[Evidence, ...]:
    """Return the ledger as if what has this key had never been heard."""
    return tuple(item for item in ledger if item.key != key)
