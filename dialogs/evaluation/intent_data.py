"""Labelled messages from CSV files (``text,label``), and the seeded choice of a few per intent.

The choice of K shots: with ``numpy.random.default_rng(seed)``, for each intent in sorted order, the first K of a
random permutation of its rows. This module knows nothing of models or measures.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...beliefs.errors import DialogError, system_error

__all__ = ["Messages", "load_messages", "pick_shots"]

REST = "\0"
"""What holds the cells of a row that no column is named for."""


@dataclass(frozen=True)
class Messages:
    """Texts and their labels, row by row."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def where(self, keep: Sequence[bool]) -> Messages:
        """Return the rows that are kept."""
        rows = [i for i, kept in enumerate(keep) if kept]
        return Messages(tuple(self.texts[i] for i in rows), tuple(self.labels[i] for i in rows))


def load_messages(path: Path) -> Messages:
    """Read a CSV file with the columns ``text`` and ``label``; other columns are ignored."""
    texts, labels = list[str](), list[str]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey=REST)
            _check_header(list(reader.fieldnames or ()), path)
            for row in reader:
                _check(row, path, reader.line_num)
                texts.append(row["text"])
                labels.append(row["label"].strip())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DialogError(
            f"{path}: cannot be read as CSV: {system_error(error)}", hint="UTF-8, columns text,label"
        ) from error
    if not texts:
        raise DialogError(f"{path}: no rows", hint="one message a line: text,label")
    return Messages(tuple(texts), tuple(labels))


def _check_header(names: list[str], path: Path) -> None:
    missing = {"text", "label"} - set(names)
    if missing:
        found = f"the first line is {','.join(names)!r}" if names else "it is empty"
        told = f"{path}: no column {' or '.join(sorted(missing))}: {found}"
        raise DialogError(told, hint="it has to name them, with a comma between: text,label")
    twice = [name for name in ("text", "label") if names.count(name) > 1]
    if twice:
        raise DialogError(f"{path}: two columns {twice[0]}: which one counts?", hint="keep one of them")


def _check(row: dict[str, str | None], path: Path, line: int) -> None:
    if REST in row:
        raise DialogError(f"{path}, line {line}: more cells than columns", hint='a text with a comma needs "quotes"')
    if row["text"] is None or not (row["label"] or "").strip():
        raise DialogError(f"{path}, line {line}: a text without a label", hint="every line needs text,label")


def pick_shots(messages: Messages, shots: int | None, seed: int) -> Messages:
    """Return at most ``shots`` messages of each label, in the order of the file; all of them when None."""
    if shots is None:
        return messages
    rng = np.random.default_rng(seed)
    labels = np.array(messages.labels, dtype=object)
    keep = np.zeros(len(labels), dtype=bool)
    for label in sorted(set(messages.labels)):
        keep[rng.permutation(np.flatnonzero(labels == label))[:shots]] = True
    return messages.where([bool(kept) for kept in keep])
