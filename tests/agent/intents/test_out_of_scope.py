"""Texts from outside: what known ones teach where there are few intents."""

from __future__ import annotations

import numpy as np
from edgewise.agent.intents.ensemble import Examples
from edgewise.agent.intents.head import fit_head


def _around(rng: np.random.Generator, centres: np.ndarray, each: int) -> np.ndarray:
    rows = np.repeat(centres, each, axis=0) + 0.2 * rng.standard_normal((each * len(centres), centres.shape[1]))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_four_intents_and_known_outsiders_tell_inside_from_outside():
    """With fewer than five intents, what the domain gives of the outside was not looked at."""
    rng = np.random.default_rng(3)
    centres = np.linalg.qr(rng.standard_normal((32, 32)))[0]
    inside, beyond = centres[:4], centres[4:16]
    labels = np.repeat(np.arange(4), 15)
    others = Examples(_around(rng, beyond, 2), np.zeros(24, dtype=np.int64), 1)
    head = fit_head(_around(rng, inside, 15), labels, 4, others=others)
    of_inside = head.log_likelihood(_around(rng, inside, 10))[:, -1]
    of_beyond = head.log_likelihood(_around(rng, beyond, 4))[:, -1]
    assert head.outside.auroc is not None
    assert np.median(of_beyond) > 0 > np.median(of_inside)
    assert (of_beyond[:, None] > of_inside[None, :]).mean() > 0.9
