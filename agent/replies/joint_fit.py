"""Tunes the joint network on labelled replies: what is put up on its own layers learns, the encoder stays as it is.

One epoch of replies made up comes first, then some of the bank's, from the same start for each of the networks that are
averaged, then the bank together with many more, epoch by epoch. Adam with a warm start and a straight way down; the
same seed on the same machine gives the same network.
"""

# torch leaves some of its own signatures open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from .bank import BankReply
from .joint_examples import Example, Recipe, epoch_of, first_epoch
from .joint_network import JointNetwork, Spans
from .joint_tokens import Layout, Marks, padded

__all__ = ["Layouts", "learn", "tune"]

_ABSENT = -1e3


@dataclass(frozen=True)
class Layouts:
    """How rows are laid out as tokens."""

    lay_out: Callable[[BankReply], Layout]
    marks: Marks


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


def _step_rate(step: int, total: int, last: float) -> float:
    return min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - (1 - last) * step / total)


def tune(
    rows: Sequence[BankReply],
    layouts: Layouts,
    base: Mapping[str, Tensor],
    recipe: Recipe,
    *,
    made: Sequence[BankReply] = (),
    said: Sequence[BankReply] = (),
    watch: Callable[[int, JointNetwork], None] | None = None,
) -> JointNetwork:
    """Tune networks on labelled replies, after one epoch of replies made up where there are any, and average them.

    The average learns on from the same replies with those `said` elsewhere, where there are any, epoch by epoch; what
    comes of the last epoch is averaged with what it began with.
    """
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    network = JointNetwork(base, tuned=recipe.tuned, rank=recipe.rank, drop=recipe.drop).train()
    if made:
        learn(network, [first_epoch(made, rows, rng)], layouts, recipe, rng, last=recipe.fade)
    start = {name: value.clone() for name, value in network.state_dict().items()}
    total = {name: torch.zeros_like(value) for name, value in start.items()}
    for i in range(recipe.soup):
        network.load_state_dict(start)
        found = _from_bank(network, rows, layouts, replace(recipe, seed=recipe.seed + i), watch)
        total = {name: value + found[name] / recipe.soup for name, value in total.items()}
    network.load_state_dict(total)
    before = total
    for rate in recipe.said_rates if said else ():
        before = _numbers(network)
        slower = replace(recipe, rate=rate, head_rate=3 * rate, batch=recipe.said_batch)
        learn(network, [epoch_of([*rows, *said], rng, recipe)], layouts, slower, rng)
    after, share = _numbers(network), recipe.said_last
    network.load_state_dict({name: value + share * (after[name] - value) for name, value in before.items()})
    return network.eval()


def _from_bank(
    network: JointNetwork,
    rows: Sequence[BankReply],
    layouts: Layouts,
    recipe: Recipe,
    watch: Callable[[int, JointNetwork], None] | None,
) -> Mapping[str, Tensor]:
    """The numbers of the network after some epochs of the bank."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    epochs = [epoch_of(rows, rng, recipe) for _ in range(min(recipe.variants, recipe.epochs))]
    shown = [epochs[e % len(epochs)] for e in range(recipe.epochs)]
    learn(network, shown, layouts, recipe, rng, watch=watch)
    return _numbers(network)


def _numbers(network: JointNetwork) -> Mapping[str, Tensor]:
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def learn(
    network: JointNetwork,
    epochs: Sequence[Sequence[Example]],
    layouts: Layouts,
    recipe: Recipe,
    rng: random.Random,
    *,
    last: float = 0.0,
    watch: Callable[[int, JointNetwork], None] | None = None,
) -> None:
    """Take the network through some epochs, the rate going down to a share of `last`."""
    adapters = list(network.adapters.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("adapters")]
    groups = [{"params": adapters, "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    total = sum(-(-len(epoch) // recipe.batch) for epoch in epochs) + 2 * len(epochs)
    pace = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: _step_rate(step, total, last))
    for e, examples in enumerate(epochs):
        laid = [layouts.lay_out(example.row) for example in examples]
        for part in _batches(laid, recipe.batch, rng):
            batch = padded([laid[i] for i in part], layouts.marks)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                with torch.no_grad():
                    below = network.lower(batch)
                log_p = network(below, Spans.of(batch))
            loss = _loss(log_p, [examples[i] for i in part], recipe.smoothing)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            pace.step()
        if watch is not None:
            watch(e, network)
