"""What a sentence encoder says about a reply: similarities to the options, and a head over its vector.

The head tells yes, no, unsure, withheld, other and content apart from the reply alone. That of the packaged MiniLM is
shipped; for any other encoder it is fitted once on the train part of the bank and cached. It knows no rules.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ..matching.questions import PendingQuestion, TextEncoder
from ..models.cache import content_key, load_arrays, save_arrays
from ..models.encoder import MINILM_DIGEST
from ..words.corrections import corrected
from ..words.plain_words import MAX_CHARACTERS
from .bank import BANK, BankReply, read_bank
from .model import Head, fit_head
from .sheet import HEAD_CLASSES, EncoderViews

__all__ = [
    "HEAD",
    "fit_bank_head",
    "head_class",
    "head_for",
    "save_head",
    "texts_compared",
    "views_of",
    "views_with",
]

Array = NDArray[np.float64]

HEAD = Path(__file__).with_name("head.csv")
_HEAD_RIDGE = 2.0
"""Chosen by cross-validation over questions."""
_READ_CHARACTERS = min(600, MAX_CHARACTERS)


_KNOWN: WeakKeyDictionary[TextEncoder, Head] = WeakKeyDictionary()
_VECTORS: WeakKeyDictionary[TextEncoder, dict[str, Array]] = WeakKeyDictionary()


def head_class(row: BankReply) -> int:
    """Which of `HEAD_CLASSES` a labelled reply is."""
    label = row.label.strip().lower()
    if label in HEAD_CLASSES[2:5] or (row.pending.kind == "yesno" and label in HEAD_CLASSES[:2]):
        return HEAD_CLASSES.index(label)
    return HEAD_CLASSES.index("content")


def _encode(encoder: TextEncoder, texts: Sequence[str]) -> Array:
    return np.asarray(encoder.encode([text[:_READ_CHARACTERS] or " " for text in texts]), dtype=np.float64)


def fit_bank_head(rows: Sequence[BankReply], encoder: TextEncoder) -> Head:
    """Fit the head on labelled replies."""
    replies = _encode(encoder, [row.reply for row in rows])
    labels = np.array([head_class(row) for row in rows], dtype=np.intp)
    return fit_head(replies, labels, len(HEAD_CLASSES), ridge=_HEAD_RIDGE)


def save_head(head: Head, path: Path = HEAD) -> None:
    """Write a head as rows of three-digit numbers: the offset, then the weights, one column for each class."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD_CLASSES)
        writer.writerows([f"{value:.3g}" for value in row] for row in (head.offset, *head.weights))


def _shipped() -> Head | None:
    if not HEAD.is_file():
        return None
    with HEAD.open(encoding="utf-8", newline="") as file:
        rows = np.array(list(csv.reader(file))[1:], dtype=np.float64)
    return Head(rows[1:], rows[0])


def _fitted(encoder: TextEncoder, fingerprint: str) -> Head:
    """A head for another encoder, from the disk cache where it has a fingerprint to be known by."""
    key = content_key("reply head", fingerprint, BANK.read_bytes())
    stored = load_arrays(key) if fingerprint else None
    if stored is not None and set(stored) == {"weights", "offset"}:
        return Head(*(np.asarray(stored[name], dtype=np.float64) for name in ("weights", "offset")))
    head = fit_bank_head(read_bank(split="train"), encoder)
    if fingerprint:
        save_arrays(key, {"weights": head.weights, "offset": head.offset})
    return head


def head_for(encoder: TextEncoder) -> Head:
    """The head that goes with an encoder: shipped, cached or fitted now."""
    found = _KNOWN.get(encoder)
    if found is None:
        fingerprint = str(getattr(encoder, "fingerprint", ""))
        shipped = _shipped() if fingerprint.startswith(MINILM_DIGEST[:24]) else None
        found = shipped if shipped is not None else _fitted(encoder, fingerprint)
        _KNOWN[encoder] = found
    return found


def _vectors(encoder: TextEncoder, fresh: Sequence[str], known: Sequence[str]) -> tuple[Array, Array]:
    """Vectors of the fresh texts and of the known ones, which are kept, in one call to the encoder."""
    kept = _VECTORS.setdefault(encoder, {})
    if len(kept) > 4096:
        kept.clear()
    missing = [text for text in dict.fromkeys(known) if text not in kept]
    vectors = _encode(encoder, [*fresh, *missing])
    kept.update(zip(missing, vectors[len(fresh) :], strict=True))
    return vectors[: len(fresh)], np.stack([kept[text] for text in known])


def texts_compared(texts: Sequence[str], questions: Sequence[PendingQuestion]) -> list[str]:
    """Every text whose vector `views_of` looks at, so that a caller can have them all embedded in one call."""
    texts = [corrected(text) for text in texts]
    known = [text for question in questions for text in _known(question)]
    return [text[:_READ_CHARACTERS] or " " for text in (*texts, *known)]


def views_of(
    texts: Sequence[str], questions: Sequence[PendingQuestion], encoder: TextEncoder
) -> tuple[EncoderViews, ...]:
    """What the encoder says of each reply to its question, in one batch."""
    return views_with(texts, questions, encoder, head_for(encoder))


def views_with(
    texts: Sequence[str], questions: Sequence[PendingQuestion], encoder: TextEncoder, head: Head
) -> tuple[EncoderViews, ...]:
    """The same by a given head."""
    texts = [corrected(text) for text in texts]
    known = [text for question in questions for text in _known(question)]
    fresh, kept = _vectors(encoder, texts, known)
    starts = np.cumsum([0, *(1 + 2 * len(q.options) for q in questions)])
    classes = head.log_probability(fresh)
    views: list[EncoderViews] = []
    for i, q in enumerate(questions):
        at, m = int(starts[i]) + 1, len(q.options)
        named, joined = kept[at : at + m], kept[at + m : at + 2 * m]
        views.append(EncoderViews(named @ fresh[i], joined @ fresh[i], float(kept[at - 1] @ fresh[i]), classes[i]))
    return tuple(views)


def _known(question: PendingQuestion) -> list[str]:
    names = _names(question)
    return [question.text, *names, *(f"{question.text} {name}" for name in names)]


def _names(question: PendingQuestion) -> list[str]:
    return [", ".join(option.names) for option in question.options]
