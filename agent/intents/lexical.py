"""Words and character n-grams as sparse vectors: what a sentence vector forgets (names, codes, rare words).

Counts are hashed into a fixed number of columns, damped, weighted by rarity and scaled to length one. This module
knows nothing of classes.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["COLUMNS", "Lexicon", "fit_lexicon"]

COLUMNS = 4096
SIZES = (2, 3, 4, 5)
"""Lengths of the character n-grams, within words."""
MAX_CHARACTERS = 600


@dataclass(frozen=True, eq=False)
class Lexicon:
    """How rare each column is among the fitted texts."""

    rarity: NDArray[np.float32]
    """Inverse document frequency, ``[COLUMNS]``."""

    def features(self, texts: Sequence[str]) -> csr_array:
        """Return rows of length one, ``[n, COLUMNS]``; a text without letters is a row of zeros."""
        counts = _counts(texts)
        values = (1.0 + np.log(counts.values)) * self.rarity[counts.columns]
        row = np.repeat(np.arange(len(texts)), np.diff(counts.pointers))
        norms = np.sqrt(np.bincount(row, values**2, minlength=len(texts)))
        values = (values / np.where(norms > 0, norms, 1.0)[row]).astype(np.float32)
        return csr_array((values, counts.columns, counts.pointers), shape=(len(texts), COLUMNS))


def fit_lexicon(texts: Sequence[str]) -> Lexicon:
    """Count in how many texts each column occurs: ``1 + ln((1 + n) / (1 + df))``."""
    frequency = np.bincount(_counts(texts).columns, minlength=COLUMNS)
    return Lexicon((1.0 + np.log((1.0 + len(texts)) / (1.0 + frequency))).astype(np.float32))


@dataclass(frozen=True, eq=False)
class _Counts:
    values: NDArray[np.float64]
    columns: NDArray[np.int64]
    pointers: NDArray[np.int64]


def _counts(texts: Sequence[str]) -> _Counts:
    pointers, columns, values = [0], list[int](), list[int]()
    for text in texts:
        found = Counter(_columns(text))
        columns.extend(found.keys())
        values.extend(found.values())
        pointers.append(len(columns))
    return _Counts(np.asarray(values, np.float64), np.asarray(columns, np.int64), np.asarray(pointers, np.int64))


def _columns(text: str) -> list[int]:
    words = text.lower()[:MAX_CHARACTERS].split()
    columns = [_column(f"{a} {b}") for a, b in pairwise(words)]
    for word in words:
        columns.extend(_within(word))
    return columns


@lru_cache(maxsize=1 << 15)  # words come again and again
def _within(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    starts = ((size, max(1, len(padded) - size + 1)) for size in SIZES)
    return tuple(_column(padded[i : i + size]) for size, count in starts for i in range(count))


def _column(gram: str) -> int:
    return zlib.crc32(gram.encode(errors="ignore")) % COLUMNS
