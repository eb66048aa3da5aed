"""Tunes the joint network on labelled replies: the lower layers' states are computed once, the upper ones learn.

Each epoch sees the options in another order, wrong ones left out at times, answers whose option was taken off the
menu, and answers to other questions. Adam with a warm start and a straight way down; the same seed on the same
machine gives the same network.
"""

# torch leaves some of its own signatures open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

from .joint_network import JointNetwork, Spans
from .joint_tokens import Layout, Marks, padded
from .options import match_options, remainder_option
from .plain_words import plain_text
from .polarity import compared_with, polarity
from .quantities import amounts
from .questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, PendingQuestion
from .reply_bank import BankReply, outcome_index

__all__ = ["Example", "Recipe", "States", "epoch_of", "example_of", "misses", "tune"]

_ABSENT = -1e3


@dataclass(frozen=True)
class Recipe:
    """How the network is tuned; found by cross-validation over questions."""

    epochs: int = 4
    rate: float = 7e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    batch: int = 32
    smoothing: float = 0.05
    off_menu: float = 0.5
    """Share of answers that are also shown with their option taken off the menu."""
    moved: float = 0.5
    """Share of replies that decline or do not know that are also shown beside another question."""
    left_out: float = 0.25
    """Share of menus shown without one wrong option."""
    swapped: float = 0.12
    """Share of answers that are also shown beside a question that they do not answer."""
    variants: int = 4
    """Different epochs; later ones come again."""
    tuned: int = 6
    rank: int = 24
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
        if row.label not in SPECIAL_OUTCOMES and rng.random() < recipe.swapped:
            other = rng.choice(asked)
            if misses(row.reply, other.pending):
                made.append(Example(BankReply(other.question, other.options, row.reply, NOT_AN_ANSWER, row.split), 0.5))
    return made


def misses(reply: str, question: PendingQuestion) -> bool:
    """Whether no rule finds an answer in a reply to another question: no option, no yes or no, no amount."""
    if question.kind == "number":
        return not any(ch.isdigit() for ch in reply) and not amounts(plain_text(reply))
    if question.kind == "yesno":
        lean = polarity(reply)
        return max(lean.yes, lean.no) == 0 and not lean.negated and compared_with(reply, question.text) == 0
    match = match_options(reply, question.options)
    return float(max(match.named.max(), match.placed.max(), match.denied.max())) == 0


@dataclass
class States:
    """The lower layers' states of layouts, kept in half precision."""

    network: JointNetwork
    lay_out: Callable[[BankReply], Layout]
    marks: Marks
    kept: dict[tuple[int, ...], Tensor] = field(default_factory=dict[tuple[int, ...], Tensor])

    def prepare(self, layouts: Sequence[Layout]) -> None:
        """Compute what is not yet known, texts of like length together."""
        fresh = sorted({x.ids: x for x in layouts if x.ids not in self.kept}.values(), key=lambda x: len(x.ids))
        for start in range(0, len(fresh), 64):
            part = fresh[start : start + 64]
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                states = self.network.lower(padded([Layout(x.ids, x.reply, ()) for x in part], self.marks))
            for layout, state in zip(part, states, strict=True):
                self.kept[layout.ids] = state[: len(layout.ids)].bfloat16().clone()

    def of(self, layouts: Sequence[Layout]) -> Tensor:
        """States of a batch, `[b, t, d]`."""
        longest = max(len(x.ids) for x in layouts)
        return torch.stack([functional.pad(self.kept[x.ids].float(), (0, 0, 0, longest - len(x.ids))) for x in layouts])


def _batches(layouts: Sequence[Layout], size: int, rng: random.Random) -> list[list[int]]:
    """Texts of like length together, those with a menu apart from those without, in random order."""
    found: list[list[int]] = []
    for polar in (False, True):
        own = [i for i, layout in enumerate(layouts) if layout.polar is polar]
        own.sort(key=lambda i: len(layouts[i].ids) + 4 * rng.random())
        found += [own[start : start + size] for start in range(0, len(own), size)]
    rng.shuffle(found)
    return found


def _loss(log_p: Tensor, examples: Sequence[Example], smoothing: float) -> Tensor:
    """Cross-entropy with a little of the uniform distribution over the outcomes that there are."""
    width = log_p.shape[1]
    target = torch.tensor([example.target % width for example in examples])
    there = log_p > _ABSENT
    own = -log_p.gather(1, target[:, None])[:, 0]
    spread = -(log_p * there).sum(1) / there.sum(1)
    counts = torch.tensor([example.count for example in examples])
    return (((1 - smoothing) * own + smoothing * spread) * counts).sum() / len(examples)


def _step_rate(step: int, total: int) -> float:
    return min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)


def tune(
    rows: Sequence[BankReply],
    states: States,
    base: Mapping[str, Tensor],
    recipe: Recipe,
    *,
    watch: Callable[[int, JointNetwork], None] | None = None,
) -> JointNetwork:
    """Tune a network on labelled replies."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    network = JointNetwork(base, tuned=recipe.tuned, rank=recipe.rank, drop=recipe.drop).train()
    epochs = [epoch_of(rows, rng, recipe) for _ in range(min(recipe.variants, recipe.epochs))]
    laid = [[states.lay_out(example.row) for example in examples] for examples in epochs]
    for layouts in laid:
        states.prepare(layouts)
    adapters = list(network.adapters.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("adapters")]
    groups = [{"params": adapters, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    total = sum(-(-len(laid[e % len(laid)]) // recipe.batch) for e in range(recipe.epochs)) + 2 * recipe.epochs
    pace = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: _step_rate(step, total))
    for e in range(recipe.epochs):
        examples, layouts = epochs[e % len(epochs)], laid[e % len(laid)]
        for part in _batches(layouts, recipe.batch, rng):
            chosen = [layouts[i] for i in part]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                log_p = network(states.of(chosen), Spans.of(padded(chosen, states.marks)))
            loss = _loss(log_p, [examples[i] for i in part], recipe.smoothing)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            pace.step()
        if watch is not None:
            watch(e, network)
    return network.eval()
