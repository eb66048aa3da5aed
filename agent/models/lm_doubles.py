"""A language model for tests and demonstrations: deterministic, scripted, failing on demand, without weights.

It keeps the contract of `language_model.LanguageModel` and nothing else: its likelihoods are a rule over words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...beliefs.errors import ReaderFailed
from .language_model import DRAW, OnToken, Prompt, Row, Sampling, Scores

__all__ = ["ScriptedLM"]

EXPECTED, UNEXPECTED = -1.0, -4.0
"""Nats a word: one that fits the filling, and one that does not."""


class ScriptedLM:
    """Says what its script says, and finds likely what shares words with what it is told to expect."""

    fingerprint = "scripted-lm"

    def __init__(
        self, replies: Mapping[str, str | Sequence[str]] | None = None, *, hints: Mapping[str, str] | None = None,
        fail_on: str = "",
    ) -> None:  # fmt: skip
        """Write the script.

        Args:
            replies: What is said to a prompt that holds a phrase; the first phrase that fits. Several are said in turn.
            hints: A phrase of a message that fits a filling as if it shared all its words: ``{"gone": "lost card"}``.
            fail_on: A phrase in a prompt or a message that makes the model fail.
        """
        self.replies = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in (replies or {}).items()}
        self.hints = dict(hints or {})
        self.fail_on = fail_on
        self.prompts: list[Prompt] = []
        """Everything that it was asked to write, in order."""
        self.rows: list[Row] = []
        """Everything that it was asked to score, in order."""

    def score(self, prompt: Prompt, rows: Sequence[Row], /) -> Scores:
        """Likelihoods of all rows."""
        self._fail(*(row.text for row in rows))
        self.rows += rows
        words = [row.text.casefold().split() for row in rows]
        fits = [self._fits(row) for row in rows]
        sums = [
            len(said) * (EXPECTED if hinted else UNEXPECTED) if hinted is not None else _shared(row, said)
            for row, said, hinted in zip(rows, words, fits, strict=True)
        ]
        return Scores(np.array(sums, dtype=np.float64), np.array([len(said) for said in words], dtype=np.float64))

    def generate(
        self, prompts: Sequence[Prompt], sampling: Sampling = DRAW, /, on_token: OnToken | None = None
    ) -> list[str]:
        """What the script has for each prompt, or nothing."""
        self._fail(*(f"{prompt.system} {prompt.user}" for prompt in prompts))
        texts = [self._reply(prompt, number) for number, prompt in enumerate(prompts)]
        self.prompts += prompts
        if on_token is not None:
            for number, text in enumerate(texts):
                for word in text.split(" "):
                    on_token(number, f"{word} ")
        return texts

    def _reply(self, prompt: Prompt, number: int) -> str:
        for phrase, said in self.replies.items():
            if phrase in f"{prompt.system}\n{prompt.user}":
                return said[(len(self.prompts) + number) % len(said)]
        return ""

    def _fits(self, row: Row) -> bool | None:
        found = [filling for phrase, filling in self.hints.items() if phrase in row.text.casefold()]
        return any(filling in row.filling for filling in found) if found else None

    def _fail(self, *texts: str) -> None:
        if self.fail_on and any(self.fail_on in text for text in texts):
            raise ReaderFailed("the language model failed, as it was told to")


def _shared(row: Row, said: Sequence[str]) -> float:
    expected = set(row.filling.casefold().replace(".", " ").replace('"', " ").split())
    return float(sum(EXPECTED if word.strip(".,!?") in expected else UNEXPECTED for word in said))
