"""Texts from outside: what known ones teach where there are few intents."""

from __future__ import annotations

import numpy as np
from edgewise.agent.intents.ensemble import Examples
from edgewise.agent.intents.head import Head, fit_head
from edgewise.agent.intents.listed import fit_listed


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
    assert np.median(of_beyond) > 0 > np.median(of_inside)
    assert (of_beyond[:, None] > of_inside[None, :]).mean() > 0.9


def test_a_text_like_what_is_listed_is_from_outside_however_like_the_inside_it_is():
    """Strangeness alone cannot tell who asks the wrong desk in the right words."""
    rng = np.random.default_rng(5)
    centres = np.linalg.qr(rng.standard_normal((32, 32)))[0]
    inside, beside = centres[:6], 0.8 * centres[:6] + 0.6 * centres[6:12]  # a cosine of .8 to an intent each
    labels = np.repeat(np.arange(6), 12)
    rows, listed = _around(rng, inside, 12), _around(rng, beside, 5)
    known = fit_head(rows, labels, 6, others=Examples(listed, np.zeros(len(listed), dtype=np.int64), 1))
    unknown = fit_head(rows, labels, 6)
    of_inside, of_beside = _around(rng, inside, 10), _around(rng, beside, 10)
    assert _apart(known, of_beside, of_inside) > max(0.8, _apart(unknown, of_beside, of_inside) + 0.05)
    assert np.median(known.log_likelihood(of_beside)[:, -1]) > 0 > np.median(known.log_likelihood(of_inside)[:, -1])


def test_what_is_listed_counts_where_examples_are_too_few_to_learn_from():
    rng = np.random.default_rng(7)
    centres = np.linalg.qr(rng.standard_normal((32, 32)))[0]
    rows, labels = _around(rng, centres[:3], 3), np.repeat(np.arange(3), 3)
    listed, more = (_around(rng, 0.7 * centres[:1] + 0.7 * centres[5:6], each) for each in (3, 8))
    known = fit_head(rows, labels, 3, others=Examples(listed, np.zeros(3, dtype=np.int64), 1))
    assert known.outside.auroc is None
    assert (known.log_likelihood(more)[:, -1] > fit_head(rows, labels, 3).log_likelihood(more)[:, -1]).all()


def test_scores_of_what_is_listed_are_those_of_the_ridge_they_come_from():
    rng = np.random.default_rng(9)
    inside, outside = rng.standard_normal((20, 8)), rng.standard_normal((7, 8)) + 0.8
    inside, outside = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (inside, outside))
    labels = np.arange(20) % 2
    fit = fit_listed(_examples(inside, labels), outside.astype(np.float32), np.random.default_rng(0))
    rows = np.concatenate([inside, outside])
    gram = np.exp(3.0 * (rows @ rows.T - 1.0)) + 1e-4 * np.eye(27)
    fitted = gram @ np.linalg.solve(gram + 0.3 * np.eye(27), np.eye(3)[[*labels, *[2] * 7]] - 1 / 3)
    expected = fitted[:, 2] - fitted[:, :2].max(axis=1)
    np.testing.assert_allclose(fit.listed.scores(rows.astype(np.float32)), expected, atol=5e-3)
    alone = fit_listed(_examples(inside, labels), outside[1:].astype(np.float32), np.random.default_rng(0)).listed
    slope, intercept = fit.listed.line
    left_out = slope * alone.scores(outside[:1].astype(np.float32))[0] + intercept
    np.testing.assert_allclose(fit.left_out[0], left_out, atol=3e-2)
    assert slope > 0


def _examples(vectors: np.ndarray, labels: np.ndarray) -> Examples:
    return Examples(vectors.astype(np.float32), labels, 2)


def _apart(head: Head, outside: np.ndarray, inside: np.ndarray) -> float:
    """How often a text from outside seems further outside than one from inside."""
    one, other = head.log_likelihood(outside)[:, -1], head.log_likelihood(inside)[:, -1]
    return float((one[:, None] > other[None, :]).mean())
