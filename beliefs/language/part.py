"""What all parts of a domain share: how strict they are, who answers for them, and the kinds of names and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .shorthand import written

__all__ = ["Part", "Probability", "Provenance", "Raw", "Score", "Slug", "Source", "Weight"]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Source = Literal["system", "operator", "user", "tool"]
Probability = Annotated[float, Field(ge=0, le=1)]
Score = Annotated[float, Field(ge=-1, le=1)]
Weight = Annotated[float, Field(ge=0, le=1e9)]
"""Relative: only its ratio to others counts. Bounded, so that no sum of weights is infinite."""
Raw = Mapping[str, object]


class Part(BaseModel):
    """Base of every part of a domain: frozen, and strict about misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _empty(cls, raw: object) -> object:
        return written(raw, {*cls.model_fields, *(field.alias for field in cls.model_fields.values())})


class Provenance(Part):
    """Who decided a value, a limit or a weight."""

    who: str
    process: str = ""
    when: str = ""
    speaks_for: str = ""
