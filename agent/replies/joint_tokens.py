"""Question, options and reply as one sequence of tokens, and where each of them stands in it.

`[CLS] question [SEP] option [SEP] option [SEP] reply [SEP]`; a yes/no question is laid out without its options. It
knows the tokenizer by its ids alone and no model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..matching.questions import PendingQuestion

__all__ = ["Batch", "Layout", "Marks", "Tokens", "lay_out", "padded"]

Tokens = Callable[[str], Sequence[int]]
"""The token ids of a text, without marks."""

_QUESTION, _OPTION, _REPLY, _OPTIONS = 40, 14, 60, 16
"""Most tokens read of the question, of an option, of the reply; most options laid out."""


@dataclass(frozen=True)
class Marks:
    """Ids of the tokenizer's own marks."""

    begin: int
    end: int
    pad: int


@dataclass(frozen=True)
class Layout:
    """One sequence: ids, the segment of each token (1 from the reply on) and the span of each part."""

    ids: tuple[int, ...]
    reply: tuple[int, int]
    options: tuple[tuple[int, int], ...]
    """Empty for a yes/no question."""

    @property
    def polar(self) -> bool:
        """Whether only yes, no, unsure, withheld and other are told apart."""
        return not self.options


@dataclass(frozen=True, eq=False)
class Batch:
    """Padded sequences: `ids`, `segments`, `mask` `[b, t]`, averages `options` `[b, k, t]` and `reply` `[b, t]`."""

    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    mask: NDArray[np.float32]
    options: NDArray[np.float32]
    reply: NDArray[np.float32]


def lay_out(reply: str, question: PendingQuestion, tokens: Tokens, marks: Marks) -> Layout:
    """Lay a reply out after its question."""
    ids = [marks.begin, *tokens(question.text)[:_QUESTION], marks.end]
    spans: list[tuple[int, int]] = []
    for option in () if question.kind == "yesno" else question.options[:_OPTIONS]:
        words = tokens(option.name)[:_OPTION]
        spans.append((len(ids) - 1, len(ids) + len(words)))  # the mark before belongs to it: never an empty span
        ids += [*words, marks.end]
    said = tokens(reply)[:_REPLY]
    span = (len(ids), len(ids) + max(len(said), 1))
    return Layout((*ids, *said, marks.end), span, tuple(spans))


def padded(layouts: Sequence[Layout], marks: Marks) -> Batch:
    """One batch of layouts, all with options or all without."""
    b, t = len(layouts), max(len(layout.ids) for layout in layouts)
    k = max(len(layout.options) for layout in layouts)
    batch = Batch(
        np.full((b, t), marks.pad, dtype=np.int64),
        np.zeros((b, t), dtype=np.int64),
        np.zeros((b, t), dtype=np.float32),
        np.zeros((b, k, t), dtype=np.float32),
        np.zeros((b, t), dtype=np.float32),
    )
    for i, layout in enumerate(layouts):
        n, (start, stop) = len(layout.ids), layout.reply
        batch.ids[i, :n], batch.mask[i, :n], batch.segments[i, start:n] = layout.ids, 1.0, 1
        batch.reply[i, start:stop] = 1 / (stop - start)
        for j, (a, z) in enumerate(layout.options):
            batch.options[i, j, a:z] = 1 / (z - a)
    return batch
