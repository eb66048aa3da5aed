"""Fits what reading replies ships with: `python -m edgewise.agent.reply_fit` rewrites network, heads and weights.

Weights are fitted on the train part of the bank with a joint network and heads that have not seen the reply at hand
(folds by question for answers, by wording for the rest). It is a tool for whoever changes the rules or the bank; the
reader itself only loads the three files. It takes some minutes of one core; with `--kept` of an earlier fit, the
weights alone are refitted.
"""

from __future__ import annotations

import argparse
import csv
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .corrections import corrected
from .encoder import SentenceEncoder, load_encoder
from .joint_fit import Recipe, States, tune
from .joint_network import JointNetwork, base_weights
from .joint_tokens import Layout, lay_out
from .questions import SPECIAL_OUTCOMES, TextEncoder
from .reply_bank import BankReply, outcome_index, read_bank
from .reply_compose import Composed, composed
from .reply_features import FEATURES, WEIGHTS, EncoderViews, evidence
from .reply_joint import JOINT, Joint, marks_of, tokens_of
from .reply_model import fit_weights
from .reply_sheet import OF_ENCODER, OF_JOINT
from .reply_views import fit_heads, save_heads, views_with

__all__ = ["Studio", "columns_of", "fit", "main", "matrices_of", "save_joint", "save_readings", "unseen_joint"]

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
    "joint_choice": 0.5, "joint_yesno": 0.5, "joint_number": 0.2, "joint_unsure": 0.5, "joint_withheld": 0.5, "joint_other": 0.5,  # noqa: E501
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


def _unseen_views(rows: Sequence[BankReply], whole: Sequence[Composed], encoder: TextEncoder) -> list[EncoderViews]:
    """Views of every reply, composed ones too, by heads fitted on the written ones of the other folds."""
    folds = [_fold(row) for row in rows]
    views: dict[int, EncoderViews] = {}
    for fold in range(FOLDS):
        heads = fit_heads([row for row, f in zip(rows, folds, strict=True) if f != fold], encoder)
        inside = [i for i, made in enumerate(whole) if _fold(made.origin) == fold]
        found = views_with([whole[i].row.reply for i in inside], [whole[i].row.pending for i in inside], encoder, heads)
        views.update(zip(inside, found, strict=True))
    return [views[i] for i in range(len(whole))]


def unseen_joint(rows: Sequence[BankReply], whole: Sequence[Composed], studio: Studio) -> list[Array | None]:
    """Joint readings of one half of the replies, composed ones too, by a network tuned on the other half."""
    joint = studio.tuned([row for row in rows if _half(row) != 0])
    inside = [i for i, made in enumerate(whole) if _half(made.origin) == 0]
    read = joint.read([whole[i].row.reply for i in inside], [whole[i].row.pending for i in inside])
    found = dict(zip(inside, read, strict=True))
    return [found.get(i) for i in range(len(whole))]


def _half(row: BankReply) -> int:
    """Which half a reply is in: tuning takes minutes, so that weights are fitted on one half alone."""
    return _fold(row) % 2


def matrices_of(rows: Sequence[BankReply], views: Sequence[EncoderViews]) -> list[Array]:
    """The features of all outcomes of each reply."""
    return [evidence(row.reply, row.pending, view, now=NOW).matrix for row, view in zip(rows, views, strict=True)]


def fit(
    rows: Sequence[BankReply],
    matrices: Sequence[Array],
    counts: Sequence[float] | None = None,
    *,
    without: Sequence[str] = (),
) -> Array:
    """Fit the weights, as if the features named in `without` could not be had."""
    kept = np.array([name not in without for name in FEATURES], dtype=np.float64)
    prior = np.array([_PRIOR.get(name, 0.0) for name in FEATURES]) * kept
    chosen = [outcome_index(row) for row in rows]
    return fit_weights([matrix * kept for matrix in matrices], chosen, prior, ridge=RIDGE, counts=counts)


class Studio:
    """Where joint networks are tuned: the lower layers' states are shared by all of them."""

    def __init__(self, encoder: SentenceEncoder, recipe: Recipe) -> None:
        self.base = base_weights(encoder.loaded.network)
        self.tokens, self.marks, self.recipe = tokens_of(encoder), marks_of(encoder), recipe
        self.states = States(JointNetwork(self.base, tuned=recipe.tuned), self._laid, self.marks)

    def _laid(self, row: BankReply) -> Layout:
        return lay_out(corrected(row.reply), row.pending, self.tokens, self.marks)

    def tuned(self, rows: Sequence[BankReply]) -> Joint:
        """A network tuned on these replies."""
        return Joint(tune(rows, self.states, self.base, self.recipe), self.tokens, self.marks, fast=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit everything on the shipped bank's train part and write it beside this module."""
    parser = argparse.ArgumentParser(description="fit what reading replies ships with")
    parser.add_argument("--kept", type=Path, help="joint readings of unseen replies: read if there, else written")
    kept: Path | None = parser.parse_args(arguments).kept
    rows = read_bank(split="train")
    whole = [*(Composed(row, 1.0, row) for row in rows), *composed(rows)]
    inner = load_encoder(device="cpu")
    together = _joint_readings(rows, whole, inner, kept)
    encoder = _Kept(inner)
    views = _unseen_views(rows, whole, encoder)
    joint_views = [replace(view, joint=read) for view, read in zip(views, together, strict=True)]
    _save_weights(columns_of(whole, matrices_of([made.row for made in whole], joint_views), together))
    save_heads(fit_heads(rows, encoder))


def columns_of(whole: Sequence[Composed], matrices: Sequence[Array], together: Sequence[Array | None]) -> list[Array]:
    """The weights with joint readings, with an encoder alone, and with rules alone."""
    joined = [i for i, read in enumerate(together) if read is not None]
    found: list[Array] = []
    for chosen, without in ((joined, ()), (range(len(whole)), OF_JOINT), (range(len(whole)), (*OF_JOINT, *OF_ENCODER))):
        rows, counts = [whole[i].row for i in chosen], [whole[i].count for i in chosen]
        found.append(fit(rows, [matrices[i] for i in chosen], counts, without=without))
    return found


def _save_weights(columns: Sequence[Array]) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "with_joint", "with_encoder", "rules_only"])
        for name, *weights in zip(FEATURES, *columns, strict=True):
            writer.writerow([name, *(f"{weight:.3f}" for weight in weights)])


def _joint_readings(
    rows: Sequence[BankReply], whole: Sequence[Composed], encoder: SentenceEncoder, kept: Path | None
) -> list[Array | None]:
    """Joint readings of replies unseen; the network that ships is written on the way, unless they were kept."""
    if kept is not None and kept.is_file():
        with np.load(kept) as file:
            parts = np.split(file["values"], file["ends"][:-1])
        return [part if part.size else None for part in parts]
    studio = Studio(encoder, Recipe())
    together = unseen_joint(rows, whole, studio)
    save_joint(studio.tuned(rows))
    if kept is not None:
        save_readings(together, kept)
    return together


def save_joint(joint: Joint, path: Path = JOINT) -> None:
    """Write the tuned numbers."""
    arrays: dict[str, Any] = {**joint.network.arrays()}
    np.savez(path, **arrays)


def save_readings(together: Sequence[Array | None], path: Path) -> None:
    """Keep joint readings for the next fit of the weights."""
    parts = [np.empty(0) if read is None else read for read in together]
    np.savez(path, values=np.concatenate(parts), ends=np.cumsum([len(part) for part in parts]))


if __name__ == "__main__":
    main()
