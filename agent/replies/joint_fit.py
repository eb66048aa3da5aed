"""Tunes the joint network on labelled replies: the lower layers' states are computed once, the upper ones learn.

One epoch of replies made up comes first, then some of the bank's, from the same start for each of the networks that are
averaged. Adam with a warm start and a straight way down; the same seed on the same machine gives the same network.
"""

# torch leaves some of its own signatures open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor
from torch.nn import functional

from .bank import BankReply
from .joint_examples import Example, Recipe, epoch_of, first_epoch
from .joint_network import JointNetwork, Spans
from .joint_tokens import Layout, Marks, padded

__all__ = ["States", "learn", "tune"]

_ABSENT = -1e3


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


def _step_rate(step: int, total: int, last: float) -> float:
    return min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - (1 - last) * step / total)


def tune(
    rows: Sequence[BankReply],
    states: States,
    base: Mapping[str, Tensor],
    recipe: Recipe,
    *,
    made: Sequence[BankReply] = (),
    watch: Callable[[int, JointNetwork], None] | None = None,
) -> JointNetwork:
    """Tune networks on labelled replies, after one epoch of replies made up where there are any, and average them."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    network = JointNetwork(base, tuned=recipe.tuned, rank=recipe.rank, drop=recipe.drop).train()
    if made:
        learn(network, [first_epoch(made, rows, rng)], states, recipe, rng, last=recipe.fade)
    start = {name: value.clone() for name, value in network.state_dict().items()}
    total = {name: torch.zeros_like(value) for name, value in start.items()}
    for i in range(recipe.soup):
        network.load_state_dict(start)
        found = _from_bank(network, rows, states, replace(recipe, seed=recipe.seed + i), watch)
        total = {name: value + found[name] / recipe.soup for name, value in total.items()}
    network.load_state_dict(total)
    return network.eval()


def _from_bank(
    network: JointNetwork,
    rows: Sequence[BankReply],
    states: States,
    recipe: Recipe,
    watch: Callable[[int, JointNetwork], None] | None,
) -> Mapping[str, Tensor]:
    """The numbers of the network after some epochs of the bank."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    epochs = [epoch_of(rows, rng, recipe) for _ in range(min(recipe.variants, recipe.epochs))]
    shown = [epochs[e % len(epochs)] for e in range(recipe.epochs)]
    learn(network, shown, states, recipe, rng, watch=watch)
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def learn(
    network: JointNetwork,
    epochs: Sequence[Sequence[Example]],
    states: States,
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
        layouts = [states.lay_out(example.row) for example in examples]
        states.prepare(layouts)
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
