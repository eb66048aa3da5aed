"""Fits what reading replies ships with: `python -m edgewise.agent.reply_fit` rewrites heads and weights.

Weights are fitted on the train part of the bank with heads that have not seen the reply at hand (folds by
question for answers, by wording for the rest). It is a tool for whoever changes the rules or the bank; the
reader itself only loads the two files.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .encoder import load_encoder
from .questions import SPECIAL_OUTCOMES, TextEncoder
from .reply_bank import BankReply, outcome_index, read_bank
from .reply_compose import composed
from .reply_features import FEATURES, WEIGHTS, EncoderViews, evidence
from .reply_model import fit_weights
from .reply_views import fit_heads, save_heads, views_with

__all__ = ["fit", "main"]

Array = NDArray[np.float64]

FOLDS = 4
NOW = date(2026, 11, 20)
"""The day on which the bank's "born in 1990" was labelled."""
RIDGE = 1.0
_PRIOR = {
    "kin": 2.0, "named": 2.0, "named_whole": 4.0, "covered": 1.0, "placed": 5.0, "denied": -4.0, "remaining": 4.0, "scale": 4.0,  # noqa: E501
    "name_cos": 6.0, "pair_cos": 6.0, "yesno_explicit": 1.0, "yesno_lean": 3.0, "yesno_compared": 4.0,
    "yesno_head": 0.5, "yesno_pair": 0.3, "number_mass": 1.0, "number_any": 4.0, "number_words": 3.0,
    "unsure_rule": 7.0, "unsure_no_preference": 6.0, "withheld_rule": 7.0, "other_acts": 6.0, "other_injection": 9.0,
    "other_change": 4.0, "other_none": 5.0, "other_small": 6.0, "unsure_head": 0.6, "withheld_head": 0.6,
    "other_head": 0.6, "unsure_pair": 0.3, "withheld_pair": 0.3, "other_pair": 0.3, "other_empty": 6.0,
    "other_unfit_number": 2.0, "choice_yes": 5.0, "choice_no": 5.0, "other_asks": 3.0, "unsure_all": 3.0,
    "cross_cos": 4.0, "yesno_echo": 1.0, "yesno_state": 1.5, "number_wordless_unsure": 1.0,
}  # fmt: skip
"""What each feature is worth before data: where the bank is silent, common sense holds."""


class _Kept:
    """An encoder that remembers, so that folds do not embed the bank again."""

    def __init__(self, inner: TextEncoder) -> None:
        self.inner = inner
        self.vectors: dict[str, Array] = {}

    def encode(self, texts: Sequence[str], /) -> NDArray[np.floating]:
        missing = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        if missing:
            self.vectors.update(zip(missing, np.asarray(self.inner.encode(missing), dtype=np.float64), strict=True))
        return np.stack([self.vectors[text] for text in texts])


def _fold(row: BankReply) -> int:
    by_wording = row.label in SPECIAL_OUTCOMES
    return zlib.crc32((row.reply if by_wording else row.question).encode()) % FOLDS


def _unseen_views(rows: Sequence[BankReply], whole: Sequence[BankReply], encoder: TextEncoder) -> list[EncoderViews]:
    """Views of every reply, composed ones too, by heads fitted on the written ones of the other folds."""
    folds = [_fold(row) for row in rows]
    views: dict[int, EncoderViews] = {}
    for fold in range(FOLDS):
        heads = fit_heads([row for row, f in zip(rows, folds, strict=True) if f != fold], encoder)
        inside = [i for i, row in enumerate(whole) if _fold(row) == fold]
        found = views_with([whole[i].reply for i in inside], [whole[i].pending for i in inside], encoder, heads)
        views.update(zip(inside, found, strict=True))
    return [views[i] for i in range(len(whole))]


def fit(
    rows: Sequence[BankReply], views: Sequence[EncoderViews] | None, counts: Sequence[float] | None = None
) -> Array:
    """Fit the weights, with or without an encoder's views."""
    prior = np.array([_PRIOR.get(name, 0.0) for name in FEATURES])
    seen: Sequence[EncoderViews | None] = views if views is not None else [None] * len(rows)
    matrices = [evidence(row.reply, row.pending, view, now=NOW).matrix for row, view in zip(rows, seen, strict=True)]
    return fit_weights(matrices, [outcome_index(row) for row in rows], prior, ridge=RIDGE, counts=counts)


def main() -> None:
    """Fit everything on the shipped bank's train part and write it beside this module."""
    rows = read_bank(split="train")
    made = composed(rows)
    encoder = _Kept(load_encoder())
    whole, counts = [*rows, *(c.row for c in made)], [*(1.0 for _ in rows), *(c.count for c in made)]
    with_encoder = fit(whole, _unseen_views(rows, whole, encoder), counts)
    rules_only = fit(whole, None, counts)
    save_heads(fit_heads(rows, encoder))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "with_encoder", "rules_only"])
        for name, a, b in zip(FEATURES, with_encoder, rules_only, strict=True):
            writer.writerow([name, f"{a:.3f}", f"{b:.3f}"])


if __name__ == "__main__":
    main()
