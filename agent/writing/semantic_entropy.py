"""How much the meanings of several sampled answers differ, and why (semantic entropy, Kuhn, Gal and Farquhar).

Answers that mean the same form a cluster c with share p(c); ``H = - sum_c p(c) log p(c)`` in nats. With answers to
several ways r of understanding the question,

    H(answer)  =  I(answer ; understanding)  +  sum_r p(r) H(answer | r)

the first part is not knowing what is meant: a question to the user removes it. What remains is either not knowing the
answer or chance in the world. Samples alone cannot tell these two apart, so the only evidence for chance is what the
model declares of its own accord, in nearly every sample; a model that is wrong about that is believed all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ..models.language_model import GAP, LanguageModel, Prompt, Row

__all__ = ["Doubt", "Judge", "LMJudge", "Meanings", "apart", "doubt", "meanings"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]
Pair = tuple[str, str]

Cause = Literal["none", "question", "answer", "world"]
"""What the doubt is about: nothing, what is meant, what is true, or how chance falls."""


class Judge(Protocol):
    """Says which answers mean the same."""

    def same(self, pairs: Sequence[Pair], /) -> Mask:
        """For each pair, ``[n]``; one call of the model for all of them."""
        ...


class LMJudge:
    """Each answer has to follow from the other, in the language model's own judgement."""

    PROMPT = Prompt("You judge whether one statement follows from another.", f"{GAP}", "Answer: ")

    def __init__(self, lm: LanguageModel, question: str = "") -> None:
        """Take a model, and the question that the answers are to; it is part of every judgement."""
        self.lm = lm
        self.question = question

    def same(self, pairs: Sequence[Pair], /) -> Mask:
        """For each pair, ``[n]``; both directions of all pairs in one batch."""
        asked = f"Question: {self.question}\n" if self.question else ""
        rows = [
            Row(f"{asked}First: {x}\nSecond: {y}\nDoes the second follow from the first? Answer yes or no.", word)
            for a, b in pairs
            for x, y in ((a, b), (b, a))
            for word in ("yes", "no")
        ]
        if not rows:
            return np.zeros(0, dtype=np.bool_)
        mean = self.lm.score(self.PROMPT, rows).mean.reshape(len(pairs), 2, 2)
        follows: Mask = mean[:, :, 0] > mean[:, :, 1]
        return follows[:, 0] & follows[:, 1]


@dataclass(frozen=True, eq=False)
class Meanings:
    """Sampled answers by meaning."""

    texts: tuple[str, ...]
    labels: Labels
    """The cluster of each text, ``[n]``; clusters are numbered from the largest to the smallest."""
    shares: Array
    """``p(c)``, ``[C]``."""

    @property
    def entropy(self) -> float:
        """``H`` in nats."""
        return _entropy(self.shares)

    @property
    def spread(self) -> float:
        """Entropy as a share of the most that so many samples can show, in [0, 1]."""
        return self.entropy / np.log(len(self.texts)) if len(self.texts) > 1 else 0.0

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The texts of each cluster."""
        return tuple(
            tuple(text for text, label in zip(self.texts, self.labels, strict=True) if label == cluster)
            for cluster in range(len(self.shares))
        )

    @property
    def best(self) -> str:
        """The shortest text of the largest cluster; nothing without samples."""
        return min(self.groups[0], key=len) if self.texts else ""


@dataclass(frozen=True)
class Doubt:
    """How much is unknown, in nats, and what it is about."""

    total: float
    question: float
    """``I(answer ; understanding)``."""
    within: float
    """What remains once it is known what is meant."""
    declared_random: float
    """Share of samples that say it is a matter of chance."""
    cause: Cause


def meanings(texts: Sequence[str], judge: Judge) -> Meanings:
    """Cluster texts by meaning: each joins the first cluster whose first text means the same.

    All pairs are judged at once, so a batch of n texts costs one call of the model and n (n - 1) / 2 judgements.
    """
    distinct = list(dict.fromkeys(texts))
    pairs = [(a, b) for i, b in enumerate(distinct) for a in distinct[:i]]
    alike = {pair: bool(same) for pair, same in zip(pairs, judge.same(pairs), strict=True)} if pairs else {}
    firsts: list[str] = []
    label: dict[str, int] = {}
    for text in distinct:
        found = next((c for c, first in enumerate(firsts) if alike[first, text]), len(firsts))
        if found == len(firsts):
            firsts.append(text)
        label[text] = found
    return _sorted(tuple(texts), np.array([label[text] for text in texts], dtype=np.int64))


def doubt(
    found: Meanings, understanding: Sequence[int], declared_random: Sequence[bool], *, settled: float = 0.5
) -> Doubt:
    """Take the entropy of answers apart.

    Args:
        found: All answers by meaning.
        understanding: Which way of understanding the question each of them answers, ``[n]``.
        declared_random: Whether each of them says that it is a matter of chance, ``[n]``.
        settled: Entropy in nats up to which the answers count as agreeing.
    """
    total, groups = found.entropy, np.asarray(understanding, dtype=np.int64)
    within = 0.0
    for group in np.unique(groups):
        labels = found.labels[groups == group]
        within += len(labels) / len(groups) * _entropy(np.bincount(labels) / len(labels))
    question = max(total - within, 0.0)
    random = float(np.mean(declared_random)) if len(declared_random) else 0.0
    return Doubt(total, question, within, random, _cause(total, question, within, random, settled))


def apart(found: Meanings, understanding: Sequence[int]) -> tuple[int, ...]:
    """The ways of understanding: first one for each of their usual answers, the commonest answer first."""
    groups = np.asarray(understanding, dtype=np.int64)
    usual = {int(way): int(np.bincount(found.labels[groups == way]).argmax()) for way in np.unique(groups)}
    first = {answer: way for way, answer in reversed(usual.items())}
    picked = [first[answer] for answer in sorted(first)]
    return (*picked, *(way for way in usual if way not in picked))


def _cause(total: float, question: float, within: float, random: float, settled: float) -> Cause:
    if random >= 0.8:
        return "world"
    if total <= settled:
        return "none"
    return "question" if question >= within else "answer"


def _sorted(texts: tuple[str, ...], labels: Labels) -> Meanings:
    """Renumber clusters by size, the earlier first among equals."""
    if not texts:
        return Meanings((), labels, np.zeros(0))
    counts = np.bincount(labels)
    order = np.argsort(-counts, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return Meanings(texts, place[labels].astype(np.int64), counts[order] / len(texts))


def _entropy(shares: Array) -> float:
    positive = shares[shares > 0]
    return float(max(0.0, -(positive * np.log(positive)).sum()))
