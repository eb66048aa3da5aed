"""The noisy channel: how likely each hypothesis makes a message, by a language model.

The evidence of a text x for a hypothesis h is

    scale * ( log P(x | h) / |x|  -  mean over content-free c of log P(c | h) / |c| )

per token, so that long messages do not count for more, and relative to texts without content, so that a hypothesis
whose wording makes everything likely gains nothing by it. The text is only ever scored, never followed: whatever it
orders is evidence of what its writer wants. Knows no domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .language_model import LanguageModel, Prompt, Row

__all__ = ["CONTENT_FREE", "Asked", "Channel", "fit_scale"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

CONTENT_FREE = ("N/A", "a message", "...")
"""Texts that say nothing (contextual calibration)."""

SCALES = tuple(float(x) for x in np.geomspace(0.5, 16.0, 16))
MOST_KNOWN = 4096


@dataclass(frozen=True)
class Asked:
    """One message and the hypotheses that it is scored under, each as the words that stand in the prompt's gap."""

    text: str
    fillings: tuple[str, ...]


class Channel:
    """A language model with one prompt, and what that prompt makes of texts without content."""

    def __init__(self, lm: LanguageModel, prompt: Prompt) -> None:
        """Take a prompt with a gap."""
        self.lm = lm
        self.prompt = prompt
        self.calls = 0
        self._empty: dict[str, float] = {}

    def evidence(self, asked: Sequence[Asked], /) -> list[Array]:
        """Calibrated log-likelihood per token of each message under each of its hypotheses; one call of the model."""
        fillings = list(dict.fromkeys(filling for one in asked for filling in one.fillings))
        if len(self._empty) + len(fillings) > MOST_KNOWN:
            self._empty.clear()
        new = [filling for filling in fillings if filling not in self._empty]
        rows = [Row(filling, text) for filling in new for text in CONTENT_FREE]
        rows += [Row(filling, one.text) for one in asked for filling in one.fillings]
        if not rows:
            return []
        self.calls += 1
        means = self.lm.score(self.prompt, rows).mean
        count = len(new) * len(CONTENT_FREE)
        self._empty.update(zip(new, means[:count].reshape(-1, len(CONTENT_FREE)).mean(axis=1).tolist(), strict=True))
        return self._split(asked, means[count:])

    def _split(self, asked: Sequence[Asked], means: Array) -> list[Array]:
        found: list[Array] = []
        for one in asked:
            own, means = means[: len(one.fillings)], means[len(one.fillings) :]
            found.append(own - np.array([self._empty[filling] for filling in one.fillings]))
        return found


def fit_scale(evidence: Array, labels: Labels, start: float) -> float:
    """The scale under which held-out examples ``[n, I]`` with their labels are likeliest; ``start`` without any.

    One more example that any scale explains equally well stands for what is not known: no scale is extreme.
    """
    if not len(labels):
        return start
    losses = [_loss(scale * evidence, labels) + 0.5 * np.log(scale / start) ** 2 for scale in SCALES]
    return SCALES[int(np.argmin(losses))]


def _loss(scores: Array, labels: Labels) -> float:
    own = scores[np.arange(len(labels)), labels]
    return float((np.logaddexp.reduce(scores, axis=1) - own).sum())
