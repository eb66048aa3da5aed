"""What a sentence encoder says about a reply: similarities to the options, and two heads over its vectors.

The heads tell yes, no, unsure, withheld, other and content apart, one from the reply alone, one from question
and reply together. Those of the packaged MiniLM are shipped; for any other encoder they are fitted once on
the train part of the bank and cached. It knows no rules.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from .cache import content_key, load_arrays, save_arrays
from .corrections import corrected
from .encoder import MINILM_DIGEST
from .plain_words import MAX_CHARACTERS
from .questions import PendingQuestion, TextEncoder
from .reply_bank import BANK, BankReply, read_bank
from .reply_features import HEAD_CLASSES, EncoderViews
from .reply_model import Head, fit_head

__all__ = [
    "HEADS",
    "Heads",
    "fit_heads",
    "head_class",
    "heads_for",
    "pair_rows",
    "save_heads",
    "texts_compared",
    "views_of",
    "views_with",
]

Array = NDArray[np.float64]

HEADS = Path(__file__).with_name("reply_heads.csv")
_PRODUCT_SCALE = 8.0
"""Products of unit vectors' entries are small; this brings them to the size of the entries themselves."""
_HEAD_RIDGE = 2.0
"""Chosen by cross-validation over questions."""
_READ_CHARACTERS = min(600, MAX_CHARACTERS)


@dataclass(frozen=True, eq=False)
class Heads:
    """The head over the reply `[d]` and that over question and reply `[2 d]`."""

    alone: Head
    pair: Head


_KNOWN: WeakKeyDictionary[TextEncoder, Heads] = WeakKeyDictionary()
_VECTORS: WeakKeyDictionary[TextEncoder, dict[str, Array]] = WeakKeyDictionary()


def pair_rows(replies: Array, questions: Array, joined: Array) -> Array:
    """Rows for the pair head: the joined text's vector beside the product of the two, `[n, 2 d]`."""
    return np.concatenate([joined, replies * questions * _PRODUCT_SCALE], axis=1)


def head_class(row: BankReply) -> int:
    """Which of `HEAD_CLASSES` a labelled reply is."""
    label = row.label.strip().lower()
    if label in HEAD_CLASSES[2:5] or (row.pending.kind == "yesno" and label in HEAD_CLASSES[:2]):
        return HEAD_CLASSES.index(label)
    return HEAD_CLASSES.index("content")


def _encode(encoder: TextEncoder, texts: Sequence[str]) -> Array:
    return np.asarray(encoder.encode([text[:_READ_CHARACTERS] or " " for text in texts]), dtype=np.float64)


def fit_heads(rows: Sequence[BankReply], encoder: TextEncoder) -> Heads:
    """Fit both heads on labelled replies."""
    replies = _encode(encoder, [row.reply for row in rows])
    distinct = list(dict.fromkeys(row.question for row in rows))
    index = [distinct.index(row.question) for row in rows]
    questions = _encode(encoder, distinct)[index]
    joined = _encode(encoder, [f"{row.question} {row.reply}" for row in rows])
    labels = np.array([head_class(row) for row in rows], dtype=np.intp)
    n = len(HEAD_CLASSES)
    alone = fit_head(replies, labels, n, ridge=_HEAD_RIDGE)
    return Heads(alone, fit_head(pair_rows(replies, questions, joined), labels, n, ridge=_HEAD_RIDGE))


def save_heads(heads: Heads, path: Path = HEADS) -> None:
    """Write heads as rows of three-digit numbers: name, then one column for each class."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["row", *HEAD_CLASSES])
        for name, head in (("alone", heads.alone), ("pair", heads.pair)):
            for row in (head.offset, *head.weights):
                writer.writerow([name, *(f"{value:.3g}" for value in row)])


def _shipped() -> Heads | None:
    if not HEADS.is_file():
        return None
    with HEADS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    tables = {
        name: np.array([row[1:] for row in rows if row[0] == name], dtype=np.float64) for name in ("alone", "pair")
    }
    return Heads(*(Head(tables[name][1:], tables[name][0]) for name in ("alone", "pair")))


def _fitted(encoder: TextEncoder, fingerprint: str) -> Heads:
    """Heads for another encoder, from the disk cache where it has a fingerprint to be known by."""
    key = content_key("reply heads", fingerprint, BANK.read_bytes())
    stored = load_arrays(key) if fingerprint else None
    if stored is not None and set(stored) == {"a", "b", "c", "d"}:
        a, b, c, d = (np.asarray(stored[name], dtype=np.float64) for name in "abcd")
        return Heads(Head(a, b), Head(c, d))
    heads = fit_heads(read_bank(split="train"), encoder)
    if fingerprint:
        arrays = (heads.alone.weights, heads.alone.offset, heads.pair.weights, heads.pair.offset)
        save_arrays(key, dict(zip("abcd", arrays, strict=True)))
    return heads


def heads_for(encoder: TextEncoder) -> Heads:
    """The heads that go with an encoder: shipped, cached or fitted now."""
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
    joined = [f"{q.text} {text}" for text, q in zip(texts, questions, strict=True)]
    return [text[:_READ_CHARACTERS] or " " for text in (*texts, *joined, *known)]


def views_of(
    texts: Sequence[str], questions: Sequence[PendingQuestion], encoder: TextEncoder
) -> tuple[EncoderViews, ...]:
    """What the encoder says of each reply to its question, in one batch."""
    return views_with(texts, questions, encoder, heads_for(encoder))


def views_with(
    texts: Sequence[str], questions: Sequence[PendingQuestion], encoder: TextEncoder, heads: Heads
) -> tuple[EncoderViews, ...]:
    """The same by given heads."""
    texts = [corrected(text) for text in texts]
    known = [text for question in questions for text in _known(question)]
    n = len(texts)
    joined_texts = [f"{q.text} {text}" for text, q in zip(texts, questions, strict=True)]
    fresh, kept = _vectors(encoder, [*texts, *joined_texts], known)
    starts = np.cumsum([0, *(1 + 2 * len(q.options) for q in questions)])
    asked = kept[starts[:-1]]
    alone = heads.alone.log_probability(fresh[:n])
    pair = heads.pair.log_probability(pair_rows(fresh[:n], asked, fresh[n:]))
    views: list[EncoderViews] = []
    for i, q in enumerate(questions):
        at, m = int(starts[i]) + 1, len(q.options)
        named, joined = kept[at : at + m], kept[at + m : at + 2 * m]
        topic = float(asked[i] @ fresh[i])
        views.append(EncoderViews(named @ fresh[i], joined @ fresh[n + i], joined @ fresh[i], topic, alone[i], pair[i]))
    return tuple(views)


def _known(question: PendingQuestion) -> list[str]:
    names = _names(question)
    return [question.text, *names, *(f"{question.text} {name}" for name in names)]


def _names(question: PendingQuestion) -> list[str]:
    return [", ".join((option.name, *option.synonyms)) for option in question.options]
