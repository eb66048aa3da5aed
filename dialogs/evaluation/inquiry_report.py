"""What an evaluation of inquiry found: figures with intervals, as text and as JSON.

Knows outcomes of dialogues, not how they were played.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import Array, Mask
from ..simulation.bootstrap import exact
from .published import PublishedSet

__all__ = ["InquiryReport", "Interval", "Measured", "Outcomes", "calibration_error", "joined", "measure"]

_BINS = 10
_RESAMPLES = 1000


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How each dialogue ended, ``[N]`` everywhere."""

    right: Mask
    confidence: Array
    questions: NDArray[np.intp]
    known: NDArray[np.intp]
    """Questions that the patient could answer with yes or no."""
    knowable: NDArray[np.intp]
    """Findings that the patient could have told."""


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % bootstrap interval over dialogues."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Measured:
    """One way of asking, measured."""

    method: str
    accuracy: Interval
    questions: Interval
    match: Interval
    """Share of the questions that the patient could answer."""
    recall: Interval
    """Share of what the patient could tell that was asked for: the published match rate."""
    calibration: float
    """Expected calibration error of the stated confidence, ten bins of equal width."""
    how: str = ""


@dataclass(frozen=True)
class InquiryReport:
    """One evaluation."""

    train: int
    test: int
    """Rows that were judged: of the test file, or of all folds."""
    labels: int
    findings: int
    most: int
    charge: float | None
    """What a question had to earn; none where their mean number was limited."""
    mean: float | None
    """The limit on the mean number of questions, on training rows."""
    folds: int
    """Folds of the cross-validation; 0 with a test file."""
    methods: tuple[Measured, ...]
    published: PublishedSet | None
    fit_seconds: float
    """All that was learned for the first method, its thresholds too."""
    play_seconds: float

    def json(self) -> dict[str, object]:
        """Return plain JSON types."""
        told = asdict(self)
        if self.published is not None:
            told["published"] = {
                "name": self.published.name,
                "results": [asdict(result) for result in self.published.results],
            }
        return told

    def text(self) -> str:
        """Return a table for people, at most 80 columns wide."""
        judged = f"{self.folds}-fold cross-validation" if self.folds else f"{self.test} test dialogues"
        lines = [
            f"{self.labels} labels, {self.findings} findings, {self.train} training rows, {judged}",
            _limits(self),
            "",
            f"{'':<22}{'accuracy':>21}{'questions':>11}{'match':>8}{'recall':>8}{'ECE':>8}",
            *(_line(method) for method in self.methods),
            *(_published(self.published) if self.published else ()),
            "",
            *(f"{method.method}: {method.how}" for method in self.methods if method.how),
            "accuracy with its 95 % bootstrap interval; match: questions that the patient could",
            "answer; recall: findings the patient knew that were asked about; ECE: over ten bins",
            f"learning took {self.fit_seconds:.1f} s, asking {self.play_seconds:.1f} s",
        ]
        return "\n".join(lines)


def _limits(report: InquiryReport) -> str:
    if report.charge is None:
        return f"at most {report.most} questions, {report.mean:.3g} on average as judged on training rows"
    return f"at most {report.most} questions; a question must earn {report.charge:.3g} accuracy"


def _line(measured: Measured) -> str:
    figures = (measured.questions.value, measured.match.value, measured.recall.value)
    asked = "{:>11.2f}{:>8.3f}{:>8.3f}".format(*figures) if figures[0] else " " * 27
    return f"{measured.method:<22}{measured.accuracy!s:>21}{asked}{measured.calibration:>8.3f}"


def _published(known: PublishedSet) -> Iterable[str]:
    yield f"published for {known.name}:"
    for result in known.results:
        questions = "" if result.questions is None else f"{result.questions:.2f}"
        recall = "" if result.recall is None else f"{result.recall:.3f}"
        yield f"  {result.method:<29}{result.accuracy:<12.3f}{questions:>11}{'':>8}{recall:>8}".rstrip()


def joined(parts: Iterable[Outcomes]) -> Outcomes:
    """Return the outcomes of several folds as one."""
    every = list(parts)
    return Outcomes(
        np.concatenate([part.right for part in every]),
        np.concatenate([part.confidence for part in every]),
        np.concatenate([part.questions for part in every]),
        np.concatenate([part.known for part in every]),
        np.concatenate([part.knowable for part in every]),
    )


def measure(method: str, outcomes: Outcomes, how: str = "", seed: int = 0) -> Measured:
    """Return the figures of one method, with intervals from resampled dialogues."""
    count = len(outcomes.right)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=_RESAMPLES)
    ones = np.ones(count)
    return Measured(
        method,
        _share(outcomes.right, drawn),
        _ratio(outcomes.questions, ones, drawn),
        _ratio(outcomes.known, outcomes.questions, drawn),
        _ratio(outcomes.known, outcomes.knowable, drawn),
        calibration_error(outcomes.confidence, outcomes.right),
        how,
    )


def _share(held: Mask, drawn: NDArray[np.int64]) -> Interval:
    """Return a share; of one that is 0 or 1 every resample says the same, and its interval is the exact one."""
    found = _ratio(held, np.ones(len(held)), drawn)
    return Interval(found.value, *exact(found.value, len(held))) if found.value in (0.0, 1.0) else found


def _ratio(over: NDArray[np.generic], under: NDArray[np.generic], drawn: NDArray[np.int64]) -> Interval:
    """Return sum over sum; nothing over nothing is nothing."""
    top, bottom = over.astype(np.float64), under.astype(np.float64)
    sampled = (drawn @ top) / np.maximum(drawn @ bottom, 1e-300)
    low, high = np.quantile(np.minimum(sampled, 1e9), [0.025, 0.975])
    return Interval(float(top.sum() / max(float(bottom.sum()), 1e-300)), float(low), float(high))


def calibration_error(confidence: Array, right: Mask) -> float:
    """Return ``sum_bin share * |mean confidence - accuracy|``, bins of equal width on [0, 1]."""
    place = np.minimum((confidence * _BINS).astype(np.intp), _BINS - 1)
    gap = np.bincount(place, weights=confidence - right, minlength=_BINS)
    return float(np.abs(gap).sum() / max(len(confidence), 1))
