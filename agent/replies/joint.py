"""Reading a reply together with its question: what the tuned upper layers of MiniLM make of both at once.

Shipped for the packaged encoder alone: with any other one, or with none, there is no joint reading and the reader
goes by its other features. It knows no rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ..matching.questions import PendingQuestion, TextEncoder
from ..models.encoder import MINILM_DIGEST, SentenceEncoder
from ..words.corrections import corrected
from .joint_tokens import Marks, lay_out, padded

if TYPE_CHECKING:
    from .joint_network import JointNetwork

__all__ = ["JOINT", "Joint", "joint_of", "marks_of", "tokens_of"]

Array = NDArray[np.float64]

JOINT = Path(__file__).with_name("joint.npz")
"""The tuned numbers, in half precision (written by `fit`)."""
_BATCH = 64


@dataclass(frozen=True, eq=False)
class Joint:
    """A tuned network with the tokenizer it reads by."""

    network: JointNetwork
    tokens: Callable[[str], Sequence[int]]
    marks: Marks
    fast: bool = False
    """Whether to read in half precision, for thousands of replies."""

    def read(self, texts: Sequence[str], questions: Sequence[PendingQuestion]) -> list[Array]:
        """Log-probabilities of each question's outcomes: options as shown, then unsure, withheld, other."""
        laid = [lay_out(corrected(t), q, self.tokens, self.marks) for t, q in zip(texts, questions, strict=True)]
        found: dict[int, Array] = {}
        for polar in (False, True):
            own = [i for i, x in enumerate(laid) if x.polar is polar]
            own.sort(key=lambda i: len(laid[i].ids))
            for start in range(0, len(own), _BATCH):
                part = own[start : start + _BATCH]
                log_p = self.network.read(padded([laid[i] for i in part], self.marks), fast=self.fast)
                found.update({i: _outcomes(row, questions[i]) for i, row in zip(part, log_p, strict=True)})
        return [found[i] for i in range(len(laid))]


def _outcomes(row: Array, question: PendingQuestion) -> Array:
    """One row of a batch as log-probabilities of the question's own outcomes."""
    n = len(question.options)
    special, options = row[-3:], row[: len(row) - 3][:n]
    if question.kind == "yesno":
        from .features import polarity_of_options

        options = np.full(n, row[:2].min())
        yes, no = polarity_of_options(question.options)
        yes = int(no == 0) if yes is None else yes
        options[[yes, 1 - yes if no is None else no]] = row[:2]
    missing = n - len(options)  # a menu longer than is laid out
    return np.concatenate([options, np.full(missing, float(options.min())), special])


def tokens_of(encoder: SentenceEncoder) -> Callable[[str], Sequence[int]]:
    """The encoder's tokenizer without its marks, keeping what it was asked."""
    kept: dict[str, Sequence[int]] = {}

    def tokens(text: str) -> Sequence[int]:
        if text not in kept:
            if len(kept) > 4096:
                kept.clear()
            kept[text] = encoder.loaded.token_ids([text])[0][1:-1]
        return kept[text]

    return tokens


def marks_of(encoder: SentenceEncoder) -> Marks:
    """The marks that the encoder's tokenizer puts around texts."""
    tokenizer = encoder.loaded.tokenizer
    return Marks(int(tokenizer.cls_token_id), int(tokenizer.sep_token_id), int(tokenizer.pad_token_id))


def _load(encoder: SentenceEncoder) -> Joint:
    from .joint_network import DENSE, JointNetwork, base_weights

    with np.load(JOINT) as file:
        arrays: Mapping[str, NDArray[np.floating]] = {name: file[name] for name in file.files}
    firsts = [name for name in arrays if name.startswith("adapters.") and name.endswith("_a")]
    network = JointNetwork(
        base_weights(encoder.loaded.network), tuned=len(firsts) // len(DENSE), rank=arrays[firsts[0]].shape[0]
    )
    network.load(arrays)
    return Joint(network.merged(), tokens_of(encoder), marks_of(encoder))


_KNOWN: WeakKeyDictionary[SentenceEncoder, Joint] = WeakKeyDictionary()


def joint_of(encoder: TextEncoder | None) -> Joint | None:
    """The joint reading that goes with an encoder, None where there is none."""
    inner = getattr(encoder, "inner", encoder)
    if not isinstance(inner, SentenceEncoder) or not JOINT.is_file():
        return None
    if not inner.fingerprint.startswith(MINILM_DIGEST[:24]):
        return None
    if inner not in _KNOWN:
        _KNOWN[inner] = _load(inner)
    return _KNOWN[inner]
