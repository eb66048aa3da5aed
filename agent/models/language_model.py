"""What the agent asks of a causal language model: likelihoods of texts, and texts. No model lives here.

Whatever a user, a tool or a document wrote goes in as plain text, never as a chat template's own marks: what looks
like a system message inside a message is a few more words of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["DRAW", "GAP", "LanguageModel", "OnToken", "Prompt", "Row", "Sampling", "Scores", "halving"]

Array = NDArray[np.float64]

GAP = "\ue000"
"""Where a row's filling goes in a prompt's ``user``; a private character that no cleaned message holds."""

OnToken = Callable[[int, str], None]
"""Told the number of the prompt and the words that were added."""


@dataclass(frozen=True)
class Prompt:
    """What a model is given; a chat template is used where the model has one."""

    system: str
    user: str
    opening: str = ""
    """First words of the model's own turn."""


@dataclass(frozen=True)
class Row:
    """One likelihood that is asked for: of ``text``, with ``filling`` in the prompt's gap."""

    filling: str
    text: str


@dataclass(frozen=True, eq=False)
class Scores:
    """Log-likelihoods of texts, ``[n]`` each."""

    log_likelihood: Array
    """``log P(text | prompt, filling)`` in nats, summed over tokens."""
    tokens: Array
    """How many tokens each text has."""

    @property
    def mean(self) -> Array:
        """Per token; 0 for a text without tokens."""
        return self.log_likelihood / np.maximum(self.tokens, 1)


@dataclass(frozen=True)
class Sampling:
    """How texts are drawn."""

    most_tokens: int = 160
    temperature: float = 0.7
    """0 takes the likeliest token each time."""
    top_p: float = 0.95
    seed: int = 0
    stop: tuple[str, ...] = ()
    """Words that end a text; they are not part of it."""


DRAW = Sampling()
"""How texts are drawn where nothing else is said."""


class LanguageModel(Protocol):
    """A causal language model."""

    @property
    def fingerprint(self) -> str:
        """Names the model: two with one fingerprint give the same likelihoods."""
        ...

    def score(self, prompt: Prompt, rows: Sequence[Row], /) -> Scores:
        """Likelihoods of all rows; what stands before the gap is read once."""
        ...

    def generate(
        self, prompts: Sequence[Prompt], sampling: Sampling = DRAW, /, on_token: OnToken | None = None
    ) -> list[str]:
        """One text for each prompt; prompt ``i`` draws from a stream of its own, whatever stands beside it."""
        ...


def halving(count: int, most: int, work: Callable[[int, int], bool]) -> int:
    """Do ``work(start, stop)`` over ``count`` things, at most ``most`` at once; where it returns False, with half.

    Returns:
        The size that worked, so that the next call starts with it. ``work`` raises where a single thing is too much.
    """
    start, size = 0, max(1, most)
    while start < count:
        stop = min(count, start + size)
        if work(start, stop):
            start = stop
        else:
            size = max(1, (stop - start) // 2)
    return size
