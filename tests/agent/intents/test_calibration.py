import numpy as np
import pytest
from edgewise.agent.intents.calibration import (
    auroc,
    coverage_curve,
    expected_calibration_error,
    fit_weights,
    matthews,
    reliability_bins,
)
from edgewise.agent.intents.scorers import log_softmax
from hypothesis import given
from hypothesis import strategies as st


def drawn(scale: float, rows: int = 6000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Labels drawn from the softmax of logits, and the logits stretched by ``scale``."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(rows, 5)).astype(np.float32) * 1.5
    labels = (logits + rng.gumbel(size=logits.shape)).argmax(axis=1)
    return logits * np.float32(scale), labels


@pytest.mark.parametrize("scale", [0.3, 1.0, 4.0])
def test_the_weight_of_a_single_member_undoes_a_stretch(scale: float) -> None:
    logits, labels = drawn(scale)
    temperature = 1.0 / fit_weights(logits[None], labels, np.ones(1))[0]
    assert temperature == pytest.approx(scale, rel=0.08)
    p = np.exp(log_softmax(logits / temperature))
    assert expected_calibration_error(p.max(axis=1), p.argmax(axis=1) == labels) < 0.025


def test_weights_drop_a_member_that_only_adds_noise() -> None:
    logits, labels = drawn(1.0)
    noise = np.random.default_rng(1).normal(size=logits.shape).astype(np.float32) * 3
    weights = fit_weights(np.stack([logits, noise]), labels, np.ones(2), trust=0.1)
    assert weights[0] > 0.8 and weights[1] < 0.1


def test_few_rows_keep_the_proportions_of_the_start() -> None:
    logits, labels = drawn(1.0, rows=30)
    weights = fit_weights(np.stack([logits, -logits]), labels, np.array([1.0, 0.5]), trust=1e6)
    assert weights[0] / weights[1] == pytest.approx(2.0, rel=1e-3)


def test_many_rows_overrule_the_start() -> None:
    logits, labels = drawn(1.0, rows=20_000)
    faint = np.random.default_rng(1).normal(size=logits.shape).astype(np.float32) * 0.05
    weights = fit_weights(np.stack([logits, faint]), labels, np.ones(2))
    assert weights[1] < 0.3 * weights[0]


def test_calibration_error_by_hand() -> None:
    confidence = np.array([0.95, 0.95, 0.35, 0.35])
    correct = np.array([True, False, False, False])
    assert expected_calibration_error(confidence, correct) == pytest.approx(0.5 * 0.45 + 0.5 * 0.35)
    assert expected_calibration_error(np.zeros(0), np.zeros(0, bool)) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_bins_hold_every_prediction_once(pairs: list[tuple[float, bool]]) -> None:
    confidence, correct = (np.array(column) for column in zip(*pairs, strict=True))
    bins = reliability_bins(confidence, correct)
    assert sum(b.count for b in bins) == len(pairs)
    assert sum(b.count * b.accuracy for b in bins) == pytest.approx(correct.sum())
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in bins)
    assert 0 <= expected_calibration_error(confidence, correct) <= 1


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_auroc_is_the_share_of_pairs_in_order(pairs: list[tuple[int, bool]]) -> None:
    scores, positive = (np.array(column) for column in zip(*pairs, strict=True))
    high, low = scores[positive], scores[~positive]
    if not len(high) or not len(low):
        assert auroc(scores.astype(float), positive) is None
        return
    wins = (high[:, None] > low).mean() + 0.5 * (high[:, None] == low).mean()
    assert auroc(scores.astype(float), positive) == pytest.approx(wins)


def test_matthews_for_two_classes_is_the_textbook_formula() -> None:
    rng = np.random.default_rng(0)
    truth, predicted = rng.integers(0, 2, 200), rng.integers(0, 2, 200)
    tp, tn = ((truth == k) & (predicted == k) for k in (1, 0))
    fp, fn = (truth == 0) & (predicted == 1), (truth == 1) & (predicted == 0)
    tp, tn, fp, fn = (float(x.sum()) for x in (tp, tn, fp, fn))
    expected = (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    assert matthews(truth, predicted, 2) == pytest.approx(expected)


def test_matthews_ends_and_weights() -> None:
    truth = np.array([0, 1, 2, 2])
    assert matthews(truth, truth, 3) == pytest.approx(1.0)
    assert matthews(truth, np.zeros(4, int), 3) == 0.0
    twice = matthews(np.r_[truth, 1], np.r_[truth, 0], 3)
    assert matthews(np.r_[truth, 1], np.r_[truth, 0], 3, np.array([1, 1, 1, 1, 0.0])) == pytest.approx(1.0) != twice


@pytest.mark.parametrize("seed", range(20))
def test_matthews_is_nothing_where_all_is_one_class_whatever_the_rounding(seed: int) -> None:
    mass = np.random.default_rng(seed).random(1000) * 3
    truth = np.arange(1000) % 3
    assert matthews(truth, np.zeros(1000, dtype=np.int64), 3, mass) == pytest.approx(0.0, abs=1e-6)


def test_coverage_ends_at_the_accuracy_of_all() -> None:
    confidence = np.linspace(0, 1, 100)
    curve = coverage_curve(confidence, confidence > 0.3)
    assert curve[-1].coverage == 1.0 and curve[-1].accuracy == pytest.approx((confidence > 0.3).mean())
    assert curve[0].accuracy == 1.0
    assert [p.coverage for p in curve] == sorted(p.coverage for p in curve)


def test_coverage_goes_in_equal_steps() -> None:
    """11 / 20 of 100 was 56."""
    assert [round(p.coverage * 100) for p in coverage_curve(np.ones(100), np.ones(100, np.bool_))] == list(
        range(5, 101, 5)
    )
