"""Parts of a decision record as it was stored: plain JSON, in which what is missing may be None. Knows nothing else."""

from __future__ import annotations

from typing import cast

from ...agent.state.dialogue import Json

__all__ = ["id_of", "listed", "name_of"]


def listed(raw: object) -> list[Json]:
    """The parts of a list, if there is one."""
    return cast("list[Json]", raw or [])


def id_of(named: object) -> str:
    """The id of something that is named, empty where there is nothing."""
    return str(cast(Json, named)["id"]) if isinstance(named, dict) else ""


def name_of(named: object) -> str:
    """Its name, empty where there is nothing."""
    return str(cast(Json, named)["name"]) if isinstance(named, dict) else ""
