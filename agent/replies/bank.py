"""The shipped bank of replies (question, options, reply, label, split, phrasing), and others of its form.

Labels are an option's text, or "unsure", "withheld", "other". Network and head learn from the train part, their
weights from the dev part, whose questions the train part does not ask; no wording of the test part occurs in either.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...beliefs.errors import system_error
from ..matching.bins import number_question
from ..matching.questions import SPECIAL_OUTCOMES, Option, PendingQuestion

__all__ = ["BANK", "BankReply", "outcome_index", "question_from", "read_bank"]

BANK = Path(__file__).with_name("bank.csv")
REST = "\0"
"""What holds the cells of a row that no column is named for."""


@dataclass(frozen=True)
class BankReply:
    """One labelled reply."""

    question: str
    options: tuple[str, ...]
    reply: str
    label: str
    split: str = ""

    @property
    def pending(self) -> PendingQuestion:
        """The question as it would have been put."""
        return question_from(self.question, self.options)


@lru_cache(maxsize=4096)
def question_from(text: str, options: tuple[str, ...]) -> PendingQuestion:
    """Build a question from its words: bins make it a number, yes and no a yes/no question, else a choice."""
    numeric = number_question(text, text, options)
    if numeric is not None:
        return numeric
    plain = sorted(option.strip().lower() for option in options)
    kind = "yesno" if plain == ["no", "yes"] else "choice"
    # An id of its own where an option is called as a special outcome is: one reading cannot hold both.
    ids = [name.capitalize() if name in SPECIAL_OUTCOMES else name for name in options]
    return PendingQuestion(text, text, kind, tuple(map(Option, ids, options)))


def outcome_index(reply: BankReply) -> int:
    """Row of the label; a special outcome wins over an option of the same text."""
    names = reply.pending.outcomes
    if reply.label in SPECIAL_OUTCOMES:
        return len(names) - len(SPECIAL_OUTCOMES) + SPECIAL_OUTCOMES.index(reply.label)
    lowered = [name.strip().lower() for name in names]
    return lowered.index(reply.label.strip().lower())


def read_bank(path: Path | str = BANK, split: str | None = None) -> Sequence[BankReply]:
    """Read a bank; rows without a split belong to every split.

    Raises:
        ValueError: it is no table in UTF-8, a column is missing, a row has no options, or its label is neither one of
            them nor a special outcome.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey=REST)
            _check_header(list(reader.fieldnames or ()), path)
            rows = [_row(record, reader.line_num, path) for record in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: cannot be read as CSV in UTF-8: {system_error(error)}") from error
    return [row for row in rows if split is None or row.split in ("", split)]


def _check_header(names: list[str], path: Path | str) -> None:
    missing = {"question", "options", "reply", "label"} - set(names)
    if missing:
        raise ValueError(f"{path}: no column {', '.join(sorted(missing))} (found {names})")
    if len(set(names)) < len(names):
        raise ValueError(f"{path}: two columns of one name (found {names})")


def _row(record: dict[str, str], number: int, path: Path | str) -> BankReply:
    if REST in record:
        raise ValueError(f'{path}, line {number}: more cells than columns; a reply with a comma needs "quotes"')
    options = tuple(part.strip() for part in (record["options"] or "").split("|") if part.strip())
    if not options:
        raise ValueError(f"{path}, line {number}: no options; they are written a|b|c")
    label = (record["label"] or "").strip()
    if label.lower() in SPECIAL_OUTCOMES and label not in options:
        label = label.lower()
    row = BankReply(record["question"] or "", options, record["reply"] or "", label, record.get("split") or "")
    if label not in SPECIAL_OUTCOMES and label.lower() not in [option.lower() for option in options]:
        raise ValueError(
            f"{path}, line {number}: label {label!r} is no option of {options} and not unsure, withheld, other"
        )
    return row
