"""An ensemble and the model of what lies outside as named arrays, and back: what the disk cache stores of a head."""

from __future__ import annotations

import numpy as np

from ..models.cache import Arrays
from .ensemble import Ensemble
from .lexical import Lexicon
from .listed import Listed
from .out_of_scope import OutsideModel
from .scorers import DensityScorer, KernelMap, RidgeScorer, SoftmaxScorer

__all__ = ["pack_ensemble", "pack_outside", "unpack_ensemble", "unpack_outside"]


def pack_ensemble(ensemble: Ensemble) -> Arrays:
    """Return everything that the members hold."""
    arrays = {
        "softmax_mean": ensemble.softmax.mean,
        "softmax_weights": ensemble.softmax.weights,
        "kernel_landmarks": ensemble.kernel.landmarks,
        "kernel_root": ensemble.kernel.root,
        "ridge_weights": ensemble.ridge.weights,
        "density_rows": ensemble.density.rows,
        "density_labels": ensemble.density.labels,
    }
    if ensemble.lexicon is None or ensemble.lexical is None:
        return arrays
    return {**arrays, "lexicon": ensemble.lexicon.rarity, "lexical_weights": ensemble.lexical.weights}


def unpack_ensemble(arrays: Arrays, classes: int) -> Ensemble:
    """Rebuild the members; KeyError when one is missing."""

    def get(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.asarray(arrays[name], dtype=np.float32)

    worded = "lexicon" in arrays
    return Ensemble(
        SoftmaxScorer(get("softmax_mean"), get("softmax_weights")),
        KernelMap(get("kernel_landmarks"), get("kernel_root")),
        RidgeScorer(get("ridge_weights")),
        DensityScorer(get("density_rows"), np.asarray(arrays["density_labels"], dtype=np.int64), classes),
        Lexicon(get("lexicon")) if worded else None,
        RidgeScorer(get("lexical_weights")) if worded else None,
    )


def pack_outside(outside: OutsideModel) -> Arrays:
    """Return everything that the model of what lies outside holds."""
    auroc, listed = np.nan if outside.auroc is None else outside.auroc, outside.listed
    arrays = {
        "outside": np.stack([outside.mean, outside.scale]),
        "outside_weights": outside.weights,
        "outside_numbers": np.array([outside.threshold, auroc]),
    }
    if listed is None:
        return arrays
    return {**arrays, "listed": listed.landmarks, "listed_weights": listed.weights, "listed_line": listed.line}


def unpack_outside(arrays: Arrays) -> OutsideModel:
    """Rebuild the model; KeyError when a part is missing."""

    def get(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.asarray(arrays[name], dtype=np.float64)

    mean, scale = get("outside")
    threshold, auroc = (float(x) for x in get("outside_numbers"))
    listed = None
    if "listed" in arrays:
        landmarks, weights = (get(name).astype(np.float32) for name in ("listed", "listed_weights"))
        listed = Listed(landmarks, weights, get("listed_line"))
    return OutsideModel(mean, scale, get("outside_weights"), threshold, None if np.isnan(auroc) else auroc, listed)
