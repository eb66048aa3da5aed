"""More replies for fitting, composed from labelled ones: what can be derived from a bank need not be written.

Three compositions: an answer whose option is taken off the menu is `other`; words that decline, do not know or
do something else mean the same beside any question; and plain assent or denial answers any yes/no question.
They count for less than written replies. It knows nothing of features.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ..matching.options import remainder_option
from ..matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES
from ..words.polarity import polarity
from .bank import BankReply, question_from

__all__ = ["Composed", "composed"]


@dataclass(frozen=True)
class Composed:
    """A reply and how much it counts beside a written one."""

    row: BankReply
    count: float
    origin: BankReply
    """The reply it was made from: who has seen that one has seen this."""


def _off_menu(row: BankReply) -> Composed | None:
    """The same reply where its option was not offered."""
    left = tuple(option for option in row.options if option.lower() != row.label.lower())
    choice = row.pending.kind == "choice" and row.label not in SPECIAL_OUTCOMES
    if not choice or len(left) < 2 or remainder_option(row.pending.options) is not None:
        return None
    return Composed(BankReply(row.question, left, row.reply, NOT_AN_ANSWER, row.split), 0.12, row)


def _elsewhere(row: BankReply, question: BankReply, count: float) -> Composed:
    return Composed(BankReply(question.question, question.options, row.reply, row.label, row.split), count, row)


def _denies_options(row: BankReply) -> bool:
    """Whether a reply is about the menu, so that it cannot be moved to another one."""
    return question_from(row.question, row.options).kind == "choice" and row.label == NOT_AN_ANSWER


def _assents(row: BankReply) -> bool:
    """Whether a reply says a plain yes or no that would answer any yes/no question."""
    lean = polarity(row.reply)
    return row.pending.kind == "yesno" and lean.explicit and len(row.reply.split()) <= 2 and min(lean.yes, lean.no) == 0


def composed(rows: Sequence[BankReply], *, seed: int = 0) -> list[Composed]:
    """Replies derived from labelled ones, the same for the same seed."""
    rng = random.Random(seed)
    asked = list({(row.question, row.options): row for row in rows}.values())
    polar = [row for row in asked if row.pending.kind == "yesno"]
    made = [found for row in rows if (found := _off_menu(row)) is not None]
    for row in rows:
        if row.label in SPECIAL_OUTCOMES and not _denies_options(row):
            made += [_elsewhere(row, question, 0.12) for question in rng.sample(asked, min(3, len(asked)))]
        elif _assents(row):
            made.append(_elsewhere(row, rng.choice(polar), 0.25))
    return made + _dressed(rows, rng)


_AFTER = (
    ", why?",
    ", why do you ask?",
    ". is that ok?",
    ", thanks",
    " please",
    " I think",
    ", does that matter?",
    "!",
    " lol",
)
_BEFORE = ("well, ", "hmm, ", "ok so ", "I'd say ", "oh, ", "let me see... ", "sorry, ", "good morning, ")


def _dressed(rows: Sequence[BankReply], rng: random.Random) -> list[Composed]:
    """Plain answers with a few polite or curious words around them."""
    plain = [row for row in rows if row.label not in SPECIAL_OUTCOMES and len(row.reply.split()) <= 4]
    made: list[Composed] = []
    for row in plain:
        before, after = (rng.choice(_BEFORE), "") if rng.random() < 0.4 else ("", rng.choice(_AFTER))
        said = f"{before}{row.reply.rstrip('.!')}{after}"
        made.append(Composed(BankReply(row.question, row.options, said, row.label, row.split), 0.15, row))
    return made
