"""Records of people as JSONL: ``{"label": ..., "volunteered": {finding: yes|no|unknown}, "hidden": {...}}``.

Reads and checks; counts nothing. A fault is told with its file and line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ...beliefs.errors import DialogError, system_error
from ...beliefs.language.form_flaws import plain_words

__all__ = ["Row", "read_records"]

_SHOWN = 3


class Row(BaseModel):
    """One person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    label: str = Field(min_length=1)
    volunteered: dict[str, Literal["yes", "no", "unknown"]] = Field(default_factory=dict)
    hidden: dict[str, Literal["yes", "no", "unknown"]] = Field(default_factory=dict)


def read_records(path: Path) -> list[Row]:
    """Return the rows of a file; blank lines are skipped.

    Raises:
        DialogError: The file is missing, empty, or has a line that is no record.
    """
    try:
        # By line feeds alone: what else splitlines() takes for an end may stand within a JSON string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DialogError(f"{path}: cannot be read: {system_error(error)}") from error
    rows = [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise DialogError(f"{path}: holds no records", hint='one JSON object a line: {"label": ...}')
    return rows


def _row(path: Path, number: int, line: str) -> Row:
    try:
        return Row.model_validate_json(line)
    except ValidationError as error:
        faults = "; ".join(_told(fault) for fault in error.errors(include_url=False)[:_SHOWN])
        raise DialogError(
            f"{path}, line {number}: {faults}",
            hint='a row is {"label": ..., "volunteered": {finding: "yes"}, "hidden": {finding: "no"}}',
        ) from error


def _told(fault: ErrorDetails) -> str:
    """One fault of a line, with the key that it is about."""
    if fault["type"] == "json_invalid":
        return "this is no JSON"
    said, _ = plain_words(fault, Row)
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {said}" if where and fault["type"] != "missing" else said
