"""What the joint network is shown: labelled replies as they are and as they may be turned, epoch by epoch.

Menus in another order, wrong options left out at times, answers whose option was taken off the menu, answers beside
other questions and beside yes/no questions after one option. It knows no network.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..amounts.quantities import amounts
from ..matching.options import match_options, remainder_option
from ..matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, PendingQuestion
from ..matching.yes_by_amount import compared_with
from ..words.plain_words import plain_text
from ..words.polarity import polarity
from .bank import BankReply, outcome_index
from .made import asked_of_option

__all__ = ["Example", "Recipe", "asked_after", "epoch_of", "example_of", "first_epoch", "misses"]


@dataclass(frozen=True)
class Recipe:
    """How the network is tuned; found on questions put aside."""

    epochs: int = 2
    soup: int = 2
    """Networks tuned from the same start, whose numbers are averaged."""
    rate: float = 5e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    batch: int = 32
    smoothing: float = 0.05
    off_menu: float = 0.3
    """Share of answers that are also shown with their option taken off the menu."""
    moved: float = 0.3
    """Share of replies that decline or do not know that are also shown beside another question."""
    left_out: float = 0.25
    """Share of menus shown without one wrong option."""
    swapped: float = 0.1
    """Share of answers that are also shown beside a question that they do not answer."""
    asked: float = 0.15
    """Share of answers that are also shown beside a yes/no question after one of the options."""
    fade: float = 0.5
    """Share of the rate that is left after the replies made up; after the bank none is."""
    variants: int = 4
    """Different epochs; later ones come again."""
    said_rates: tuple[float, ...] = (4e-4, 3e-4, 4e-4, 6e-4, 5e-4)
    """The rate of each epoch that shows the bank together with the replies said elsewhere."""
    said_last: float = 0.75
    """Share of the last of these epochs in the average with what it began with."""
    said_batch: int = 64
    tuned: int = 6
    rank: int = 96
    drop: float = 0.1
    seed: int = 0


@dataclass(frozen=True)
class Example:
    """A labelled reply, its label a row of the outcomes, and how much it counts."""

    row: BankReply
    count: float = 1.0

    @property
    def target(self) -> int:
        """Row of the label among options, or among yes and no, then the three special outcomes, from the end."""
        row, n = self.row, len(self.row.options)
        index = outcome_index(row)
        if index >= n:
            return index - n - len(SPECIAL_OUTCOMES)
        if row.pending.kind == "yesno":
            return ("yes", "no").index(row.label.strip().lower())
        return index


def example_of(row: BankReply, options: Sequence[str] | None = None, label: str = "", count: float = 1.0) -> Example:
    """An example from a row, perhaps with another menu or label."""
    shown = tuple(row.options if options is None else options)
    return Example(BankReply(row.question, shown, row.reply, label or row.label, row.split), count)


@cache
def _menu_may_change(row: BankReply) -> bool:
    """Whether the reply means the same in another order of the menu."""
    return (
        row.pending.kind == "choice"
        and remainder_option(row.pending.options) is None
        and float(match_options(row.reply, row.pending.options).placed.max()) <= 0.3
    )


def _shuffled(row: BankReply, rng: random.Random, recipe: Recipe) -> list[Example]:
    menu = list(row.options)
    rng.shuffle(menu)
    wrong = [option for option in menu if option.lower() != row.label.lower()]
    if len(menu) > 2 and wrong and rng.random() < recipe.left_out:
        menu.remove(rng.choice(wrong))
    made = [example_of(row, menu)]
    if row.label not in SPECIAL_OUTCOMES and len(wrong) >= 2 and rng.random() < recipe.off_menu:
        rng.shuffle(wrong)
        made.append(example_of(row, wrong, NOT_AN_ANSWER, 0.5))
    return made


def epoch_of(rows: Sequence[BankReply], rng: random.Random, recipe: Recipe) -> list[Example]:
    """The examples of one epoch."""
    asked = list({(row.question, row.options): row for row in rows}.values())
    made: list[Example] = []
    for row in rows:
        made += _shuffled(row, rng, recipe) if _menu_may_change(row) else [example_of(row)]
        about_menu = row.pending.kind == "choice" and row.label == NOT_AN_ANSWER
        if row.label in SPECIAL_OUTCOMES and not about_menu and rng.random() < recipe.moved:
            other = rng.choice(asked)
            made.append(Example(BankReply(other.question, other.options, row.reply, row.label, row.split), 0.5))
        if _names_an_option(row) and rng.random() < recipe.asked:
            made.append(asked_after(row, rng.random() < 0.5, rng))
        if row.label not in SPECIAL_OUTCOMES and rng.random() < recipe.swapped:
            other = rng.choice(asked)
            if misses(row.reply, other.pending):
                made.append(Example(BankReply(other.question, other.options, row.reply, NOT_AN_ANSWER, row.split), 0.5))
    return made


def _names_an_option(row: BankReply) -> bool:
    return row.label not in SPECIAL_OUTCOMES and row.pending.kind != "yesno" and len(row.options) > 1


def asked_after(row: BankReply, right: bool, rng: random.Random) -> Example:
    """An answer beside a yes/no question after the option that it means, or after another one."""
    wrong = [option for option in row.options if option.lower() != row.label.lower()]
    asked = asked_of_option(row.question, row.label if right else rng.choice(wrong), rng)
    return Example(BankReply(asked, ("yes", "no"), row.reply, "yes" if right else "no", row.split), 0.5)


def first_epoch(made: Sequence[BankReply], rows: Sequence[BankReply], rng: random.Random) -> list[Example]:
    """Replies made up, and the bank's answers beside yes/no questions after right and wrong options."""
    told = [row for row in rows if _names_an_option(row)]
    after = [asked_after(row, right, rng) for row in told for right in (True, False)]
    return [*(Example(row) for row in made), *(Example(e.row) for e in after)]


def misses(reply: str, question: PendingQuestion) -> bool:
    """Whether no rule finds an answer in a reply to another question: no option, no yes or no, no amount."""
    if question.kind == "number":
        return not any(ch.isdigit() for ch in reply) and not amounts(plain_text(reply))
    if question.kind == "yesno":
        lean = polarity(reply)
        return max(lean.yes, lean.no) == 0 and not lean.negated and compared_with(reply, question.text) == 0
    match = match_options(reply, question.options)
    return not match.spoken_of
