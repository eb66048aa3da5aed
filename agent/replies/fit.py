"""Fits what reading replies ships with: `python -m edgewise.agent.replies.fit` rewrites network, head and weights.

Network and head learn from the train part of the bank, the network from replies made up before and from those said at
other desks after. The weights that go
with the network are fitted on the dev part, which neither has seen; those for an encoder alone and for rules alone on
the train part, with heads that have not seen the reply at hand (folds by question for answers, by wording for the
rest). It is a tool for whoever changes the rules or the bank; the reader itself only loads the three files. It takes
five hours of one core, `--weights` alone two minutes.
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

from ..matching.questions import SPECIAL_OUTCOMES, TextEncoder
from ..models.encoder import SentenceEncoder, load_encoder
from ..words.corrections import corrected
from .bank import BankReply, outcome_index, read_bank
from .compose import Composed, composed
from .facets import read_facets
from .features import evidence
from .joint import JOINT, Joint, joint_of, marks_of, tokens_of
from .joint_examples import Recipe
from .joint_fit import Layouts, tune
from .joint_network import base_weights
from .joint_tokens import Layout, lay_out
from .made import made_replies
from .model import Head, fit_weights
from .numbers import amount_said
from .said import read_said
from .sheet import FEATURES, OF_ENCODER, OF_JOINT, WEIGHTS, EncoderViews
from .views import fit_bank_head, save_head, views_with

__all__ = ["Studio", "columns_of", "fit", "fresh_replies", "main", "matrices_of", "save_joint"]

Array = NDArray[np.float64]

FOLDS = 4
NOW = date(2026, 11, 20)
"""The day on which the bank's "born in 1990" was labelled."""
RIDGE = 1.0
RIDGE_ALONE = 10.0
"""The same without a network: what the other features cannot see must not pull them far from common sense."""
_PRIOR = {
    # options
    "kin": 2.0, "named": 2.0, "named_whole": 4.0, "covered": 1.0, "placed": 5.0, "denied": -4.0,
    "remaining": 4.0, "scale": 4.0, "name_cos": 6.0, "cross_cos": 10.0, "choice_yes": 5.0, "choice_no": 5.0,
    # yes or no
    "yesno_explicit": 1.0, "yesno_lean": 3.0, "yesno_compared": 4.0, "yesno_head": 0.5,
    "yesno_echo": 1.0, "yesno_state": 1.5,
    # numbers
    "number_mass": 1.0, "number_any": 4.0, "number_words": 3.0, "number_wordless_unsure": 1.0,
    # no answer
    "unsure_rule": 7.0, "unsure_no_preference": 6.0, "unsure_head": 0.6, "unsure_all": 3.0,
    "withheld_rule": 7.0, "withheld_head": 0.6,
    "other_acts": 6.0, "other_injection": 9.0, "other_change": 4.0, "other_none": 5.0, "other_small": 6.0,
    "other_asks": 3.0, "other_head": 0.6, "other_unfit_number": 2.0, "other_empty": 6.0,
    # question, options and reply read together
    "joint_choice": 0.5, "joint_yesno": 0.5, "joint_number": 0.2,
    "joint_unsure": 0.5, "joint_withheld": 0.5, "joint_other": 0.5,
}  # fmt: skip
"""What each feature is worth before data: where the bank is silent, common sense holds."""


PLAINER = 8_805
"""Train rows before those that are hard on purpose: without a network, these teach it only to doubt plain words."""


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


def _with_composed(rows: Sequence[BankReply]) -> list[Composed]:
    return [*(Composed(row, 1.0, row) for row in rows), *composed(rows)]


def _fold(row: BankReply) -> int:
    by_wording = row.label in SPECIAL_OUTCOMES
    return zlib.crc32((row.reply if by_wording else row.question).encode()) % FOLDS


def _unseen_views(rows: Sequence[BankReply], whole: Sequence[Composed], encoder: TextEncoder) -> list[EncoderViews]:
    """Views of every reply, composed ones too, by heads fitted on the written ones of the other folds."""
    folds = [_fold(row) for row in rows]
    views: dict[int, EncoderViews] = {}
    for fold in range(FOLDS):
        head = fit_bank_head([row for row, f in zip(rows, folds, strict=True) if f != fold], encoder)
        inside = [i for i, made in enumerate(whole) if _fold(made.origin) == fold]
        found = views_with([whole[i].row.reply for i in inside], [whole[i].row.pending for i in inside], encoder, head)
        views.update(zip(inside, found, strict=True))
    return [views[i] for i in range(len(whole))]


def matrices_of(whole: Sequence[Composed], views: Sequence[EncoderViews]) -> list[Array]:
    """The features of all outcomes of each reply."""
    pairs = zip((made.row for made in whole), views, strict=True)
    return [evidence(row.reply, row.pending, view, now=NOW).matrix for row, view in pairs]


def fit(
    whole: Sequence[Composed], matrices: Sequence[Array], *, without: Sequence[str] = (), ridge: float = RIDGE
) -> Array:
    """Fit the weights, as if the features named in `without` could not be had."""
    kept = np.array([name not in without for name in FEATURES], dtype=np.float64)
    prior = np.array([_PRIOR.get(name, 0.0) for name in FEATURES]) * kept
    chosen, counts = [outcome_index(made.row) for made in whole], [made.count for made in whole]
    return fit_weights([matrix * kept for matrix in matrices], chosen, prior, ridge=ridge, counts=counts)


class Studio:
    """Where joint networks are tuned, all on the same encoder."""

    def __init__(self, encoder: SentenceEncoder, recipe: Recipe) -> None:
        self.base = base_weights(encoder.loaded.network)
        self.tokens, self.marks, self.recipe = tokens_of(encoder), marks_of(encoder), recipe
        self.layouts = Layouts(self._laid, self.marks)

    def _laid(self, row: BankReply) -> Layout:
        return lay_out(corrected(row.reply), row.pending, self.tokens, self.marks)

    def tuned(self, rows: Sequence[BankReply], made: Sequence[BankReply] = (), said: Sequence[BankReply] = ()) -> Joint:
        """A network tuned on these replies: after those made up, before those said elsewhere, where there are any."""
        network = tune(rows, self.layouts, self.base, self.recipe, made=made, said=said)
        return Joint(network, self.tokens, self.marks, fast=True)


def fresh_replies(made: Sequence[BankReply], kept: Sequence[BankReply]) -> list[BankReply]:
    """Replies that share no wording with those that were put aside."""
    known = {row.reply.strip().lower() for row in kept}
    return [row for row in made if row.reply.strip().lower() not in known]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit everything on the shipped bank and write it beside this module."""
    parser = argparse.ArgumentParser(description="fit what reading replies ships with")
    parser.add_argument("--weights", action="store_true", help="keep the network as it is")
    keep: bool = parser.parse_args(arguments).weights
    rows, unseen, inner = read_bank(split="train"), read_bank(split="dev"), load_encoder(device="cpu")
    if not keep:
        aside = [*unseen, *read_bank(split="test")]
        made, said = fresh_replies(made_replies(read_facets()), aside), fresh_replies(read_said(), aside)
        save_joint(Studio(inner, Recipe()).tuned(rows, made, said))
    joint = joint_of(inner)
    if joint is None:
        raise SystemExit("no network: fit without --weights")
    encoder = _Kept(inner)
    head = fit_bank_head(rows, encoder)
    save_head(head)
    _save_weights(columns_of(rows, unseen, encoder, head, joint))


def _parsed(row: BankReply) -> bool:
    """Whether the reader does without the network."""
    return amount_said(row.reply, row.pending, now=NOW)


def columns_of(
    rows: Sequence[BankReply], unseen: Sequence[BankReply], encoder: TextEncoder, head: Head, joint: Joint
) -> list[Array]:
    """The weights with joint readings, with an encoder alone, and with rules alone."""
    held, plain = [made for made in _with_composed(unseen) if not _parsed(made.row)], rows[:PLAINER]
    whole = _with_composed(plain)
    texts, questions = [made.row.reply for made in held], [made.row.pending for made in held]
    views, together = views_with(texts, questions, encoder, head), joint.read(texts, questions)
    joined = [replace(view, joint=read) for view, read in zip(views, together, strict=True)]
    alone = matrices_of(whole, _unseen_views(plain, whole, encoder))
    return [
        fit(held, matrices_of(held, joined)),
        fit(whole, alone, without=OF_JOINT, ridge=RIDGE_ALONE),
        fit(whole, alone, without=(*OF_JOINT, *OF_ENCODER), ridge=RIDGE_ALONE),
    ]


def _save_weights(columns: Sequence[Array]) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", "with_joint", "with_encoder", "rules_only"])
        for name, *weights in zip(FEATURES, *columns, strict=True):
            writer.writerow([name, *(f"{weight:.3f}" for weight in weights)])


def save_joint(joint: Joint, path: Path = JOINT) -> None:
    """Write the tuned numbers."""
    arrays: dict[str, Any] = {**joint.network.arrays()}
    np.savez(path, **arrays)


if __name__ == "__main__":
    main()
