"""Texts that grow by one drawn token at a time, each from a random stream of its own.

``p_i proportional to exp(logit_i / temperature)`` over the fewest tokens that carry ``top_p`` of the mass. Knows
logits and token ids; nothing of networks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .language_model import OnToken, Sampling
from .prompting import Prompter

__all__ = ["Draws", "draw"]

Array = NDArray[np.float64]
Logits = NDArray[np.floating]


class Draws:
    """The texts of one batch, as far as they have grown."""

    def __init__(
        self, numbers: Sequence[int], sampling: Sampling, prompter: Prompter, on_token: OnToken | None
    ) -> None:
        """Start texts for the prompts with these numbers."""
        self.sampling = sampling
        self._numbers = tuple(numbers)
        self._prompter = prompter
        self._on_token = on_token
        self._streams = [np.random.default_rng([sampling.seed, number]) for number in self._numbers]
        self._ids: list[list[int]] = [[] for _ in self._numbers]
        self._told = ["" for _ in self._numbers]
        self._over = [False for _ in self._numbers]

    @property
    def done(self) -> bool:
        """Whether no text goes on."""
        return all(self._over)

    @property
    def texts(self) -> list[str]:
        """The texts, without the words that ended them."""
        return [self._words(ids).strip() for ids in self._ids]

    def take(self, logits: Logits) -> list[int]:
        """Draw the next token of each text from ``[b, V]``; a text that is over gets padding."""
        drawn = [
            self._prompter.pad if over else draw(row, self.sampling, stream)
            for row, over, stream in zip(logits, self._over, self._streams, strict=True)
        ]
        for place, token in enumerate(drawn):
            if not self._over[place]:
                self._grow(place, token)
        return drawn

    def _grow(self, place: int, token: int) -> None:
        if token in self._prompter.ends:
            self._over[place] = True
            return
        self._ids[place].append(token)
        raw = self._prompter.words(self._ids[place])
        self._over[place] = any(stop in raw for stop in self.sampling.stop)
        self._tell(place)

    def _tell(self, place: int) -> None:
        """Pass on what is new and whole: half a character waits for its other half."""
        text = self._words(self._ids[place])
        if self._on_token is None or text.endswith("\ufffd") or not text.startswith(self._told[place]):
            return
        new = text[len(self._told[place]) :]
        self._told[place] = text
        if new:
            self._on_token(self._numbers[place], new)

    def _words(self, ids: Sequence[int]) -> str:
        text = self._prompter.words(ids)
        for stop in self.sampling.stop:
            text = text.split(stop)[0]
        return text


def draw(logits: Logits, sampling: Sampling, rng: np.random.Generator) -> int:
    """One token from ``[V]``."""
    if sampling.temperature <= 0:
        return int(logits.argmax())
    scaled = logits.astype(np.float64) / sampling.temperature
    p: Array = np.exp(scaled - scaled.max())
    order: NDArray[np.intp] = np.argsort(-p, kind="stable")
    mass: Array = p[order].cumsum() / p.sum()
    kept = max(1, int(mass.searchsorted(sampling.top_p)) + 1)
    place = int(mass[:kept].searchsorted(rng.random() * float(mass[kept - 1]), side="right"))
    return int(order[min(place, kept - 1)])
