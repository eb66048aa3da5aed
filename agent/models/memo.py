"""An encoder that remembers: what one call of the model embedded for a turn is not embedded again.

Texts and parts of them go to the model together. Parts are embedded in their context, from the pass over the whole
text, where the encoder can do that; else apart, in the same call. It knows nothing of what texts mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .cache import CachedEncoder
from .encoder import Encoder, Parted, PartsEncoder, parts_apart
from .encoder_network import Vectors

__all__ = ["Memo"]


class Memo:
    """An encoder that remembers."""

    def __init__(self, encoder: Encoder, most: int = 4096) -> None:
        self._encoder = encoder
        self._kept: dict[str, NDArray[np.float32]] = {}
        """What is never forgotten: a domain's own texts, with which every message is compared."""
        self._known: dict[str, NDArray[np.float32]] = {}
        self._within: dict[str, Vectors] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        """What the vectors within a text are of."""
        self._most = most
        self.calls = 0

    @property
    def inner(self) -> Encoder:
        """The encoder itself, for what needs more of it than vectors."""
        return self._encoder

    @property
    def fingerprint(self) -> str:
        """The model's own: what is fitted on its vectors holds for these too."""
        return self._encoder.fingerprint

    def fresh(self) -> Memo:
        """One of the same encoder that remembers nothing."""
        return Memo(self._encoder, self._most)

    def keep(self, texts: Sequence[str]) -> None:
        """Know texts for good; their vectors are on disk from the first time on, and then cost no call of the model."""
        own = list(dict.fromkeys(texts))
        self._kept = dict(zip(own, CachedEncoder(self._encoder).encode(own), strict=True)) if own else {}

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """Unit vectors, ``[n, d]``; unknown texts go to the model in one call."""
        self.prepare(texts, {})
        return np.stack([kept if (kept := self._kept.get(text)) is not None else self._known[text] for text in texts])

    def prepare(self, texts: Sequence[str], parts: Mapping[str, Sequence[str]]) -> None:
        """Embed what is unknown, in one call: texts, and those that ``parts`` names with their parts."""
        new = self._unknown(texts, parts)
        if not new:
            return
        if len(self._known) + len(new) > self._most:
            self._known.clear()
            self._within.clear()
            self._parts.clear()
            new = self._unknown(texts, parts)
        self.calls += 1
        own = [parts.get(text, ()) for text in new]
        if isinstance(self._encoder, PartsEncoder):
            found: Parted = self._encoder.encode_parts(new, own)
        else:
            found = parts_apart(self._encoder, new, own)
            for named, vectors in zip(own, found.parts, strict=True):
                self._known.update(zip(named, vectors, strict=True))
        self._known.update(zip(new, found.whole, strict=True))
        for text, rows in zip(new, found.parts, strict=True):
            if parts.get(text):
                self._within[text], self._parts[text] = rows, tuple(parts[text])

    def within(self, text: str) -> Vectors:
        """Vectors of the parts that a text was prepared with, ``[p, d]``."""
        return self._within[text]

    def _unknown(self, texts: Sequence[str], parts: Mapping[str, Sequence[str]]) -> list[str]:
        return [
            text
            for text in dict.fromkeys([*texts, *parts])
            if (text not in self._kept and text not in self._known)
            or (parts.get(text) and self._parts.get(text) != tuple(parts[text]))
        ]
