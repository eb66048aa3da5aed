"""Metrics: every worked example of the documentation, intervals that cover, and what is undefined stays out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml
from edgewise.dialogs.simulation.bootstrap import interval, mean_interval, mean_of, share_interval
from edgewise.dialogs.simulation.metrics import METRICS, behind_optimum, measure, reliability, shares_distance

TEXT = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["metric"] for example in EXAMPLES])
def test_the_worked_examples_come_out(example):
    key, value = example.pop("metric"), example.pop("value")
    if key == "distance":
        found = shares_distance({"viewpoint": np.array(example["viewpoint"])}, np.array(example["shares"], float))
        assert found.value == pytest.approx(value, abs=1e-9)
        return
    if key == "planning":
        assert behind_optimum({k: np.array(v) for k, v in example.items()}).value == pytest.approx(value)
        return
    found = measure({name: np.array(column) for name, column in example.items()})
    assert found[key].value == pytest.approx(value, abs=1e-9)
    assert found[key].low <= value + 1e-9
    assert found[key].high >= value - 1e-9


def test_every_metric_has_an_example_under_its_own_heading():
    keys = [metric.key for metric in METRICS] + ["distance", "planning"]
    assert sorted(re.findall(r"^metric: (\w+)$", TEXT, re.MULTILINE)) == sorted(keys)
    assert [key for key in keys if f"### {key}\n" not in TEXT] == []


def test_what_is_undefined_is_absent():
    nothing_asked = {"questions": np.zeros(4), "needless": np.zeros(4), "gain": np.zeros(4)}
    assert set(measure(nothing_asked)) == {"questions"}
    assert measure({"success": np.zeros(0)}) == {}
    assert shares_distance({"viewpoint": np.array([-1, -1])}, np.ones(2)) is None


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(0)
    covered = 0
    for seed in range(200):
        found = mean_interval(rng.random(200) < 0.3, seed=seed)
        covered += found.low <= 0.3 <= found.high
    assert 0.9 <= covered / 200 <= 0.99


def test_the_bootstrap_is_that_of_resampled_rows():
    """Against resampling rows one by one."""
    rng = np.random.default_rng(1)
    rows = {"a": rng.integers(0, 4, 300), "b": rng.integers(1, 3, 300)}
    found = interval(rows, lambda r, w: (w @ r["a"]) / (w @ r["b"]))
    ratios = []
    for _ in range(2000):
        at = rng.integers(0, 300, 300)
        ratios.append(rows["a"][at].sum() / rows["b"][at].sum())
    low, high = np.quantile(ratios, [0.025, 0.975])
    assert found.low == pytest.approx(low, abs=0.03)
    assert found.high == pytest.approx(high, abs=0.03)
    assert found.value == pytest.approx(rows["a"].sum() / rows["b"].sum())


def test_many_different_rows_are_resampled_a_table_at_a_time():
    values = np.random.default_rng(0).normal(size=300_000)
    found = interval({"x": values}, mean_of("x"))
    assert found.high - found.low == pytest.approx(2 * 1.96 / np.sqrt(300_000), rel=0.35)


def test_the_reliability_diagram_by_hand():
    found = reliability({"sure": np.array([0.95, 0.93, 1.0, 0.05]), "right": np.array([1, 0, 1, 0])})
    assert found.count.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    assert found.right[9] == pytest.approx(2 / 3)
    assert found.sure[9] == pytest.approx(0.96)
    assert np.isnan(found.sure[5])


def coverage(key: str, truth: float, columns: Callable[[np.random.Generator], dict[str, np.ndarray]]) -> float:
    """Share of 50 runs whose interval holds the truth."""
    found = [measure(columns(np.random.default_rng(seed)), seed=seed)[key] for seed in range(50)]
    return float(np.mean([one.low <= truth <= one.high for one in found]))


def test_no_harm_in_few_dialogues_is_no_proof_of_none():
    """Every resample of no harm has none: the interval was 0 to 0, and held a rate of 1 % in 2 of 5 runs."""
    assert coverage("harm", 0.01, lambda rng: {"harm": rng.random(50) < 0.01}) >= 0.95
    none = measure({"harm": np.zeros(100), "success": np.ones(100), "blame": np.zeros(100)})
    assert (none["harm"].low, none["harm"].high) == (0.0, pytest.approx(0.0362, abs=1e-4))
    assert (none["success"].low, none["success"].high) == (pytest.approx(1 - 0.0362, abs=1e-4), 1.0)
    assert "simulator" not in none
    # A share of few has their interval, not that of all dialogues.
    few = measure({"act": np.repeat([3, 0], [3, 97]), "ideal_act": np.repeat([3, 0], [3, 97])})
    assert few["escalation_precision"].low == pytest.approx(0.025 ** (1 / 3))


def test_the_interval_of_tries_that_all_succeed_covers():
    """A try that is drawn twice agrees with itself: resamples were too high, and 7 of 10 intervals held the truth."""

    def tries(rng: np.random.Generator) -> dict[str, np.ndarray]:
        n = 300
        return {"persona": rng.integers(0, 3, n), "intent": rng.integers(0, 8, n), "success": rng.random(n) < 0.8}

    assert coverage("pass4", 0.8**4, tries) >= 0.84
    none = np.zeros(10)
    every = measure({"persona": none, "intent": none, "success": none + 1})
    assert every["success"].low == every["pass1"].low == pytest.approx(0.025 ** (1 / 10))
    assert (every["pass4"].low, every["pass4"].high) == (pytest.approx(0.025 ** (4 / 10)), 1.0)


def test_the_interval_of_the_calibration_error_covers_also_where_there_is_none():
    """Chance alone makes the error larger than it is, and resampling more so: intervals never held the truth, 0."""
    covered = {0.0: 0, 0.2: 0}
    for bias in covered:
        for seed in range(100):
            rng = np.random.default_rng(seed)
            sure = rng.choice([0.45, 0.55, 0.65, 0.75, 0.85, 0.95], 200)
            found = measure({"sure": sure, "right": rng.random(200) < sure - bias}, seed=seed)["ece"]
            assert 0 <= found.low <= found.value <= found.high
            covered[bias] += found.low <= bias <= found.high
    assert min(covered.values()) >= 93


def test_the_interval_of_the_distance_covers_also_where_there_is_none():
    covered, declared = 0, np.array([5.0, 3.0, 2.0])
    for seed in range(100):
        rng = np.random.default_rng(seed)
        viewpoint = np.where(rng.random(60) < 0.1, -1, rng.choice(3, 60, p=declared / 10))
        found = shares_distance({"viewpoint": viewpoint}, declared, seed=seed)
        assert found.count == (viewpoint >= 0).sum()
        covered += found.low == 0
    assert covered >= 93


def test_a_score_that_is_perfect_throughout_is_not_sure():
    ones = np.ones(20)
    found = measure({"process": ones, "arbitrated": ones, "coverage": ones})
    for key in ("process", "arbitrated", "coverage"):
        assert (found[key].low, found[key].high) == (pytest.approx(0.025 ** (1 / 20)), 1.0)
    assert share_interval(np.zeros(20)).high == pytest.approx(1 - 0.025 ** (1 / 20))
    assert share_interval(np.array([0.0, 1.0] * 9)).value == 0.5


def test_a_difference_in_few_dialogues_is_not_called_sure():
    few, many = mean_interval(np.ones(5)), mean_interval(np.ones(6))
    assert few.low > 0 and not few.above
    assert many.above and not many.below
    assert mean_interval(-np.ones(6)).below
