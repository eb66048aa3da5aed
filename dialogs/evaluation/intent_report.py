"""What an evaluation of intent reading found: numbers, their JSON, a table for the screen, a reliability diagram.

This module knows nothing of how the numbers were made.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from ...agent.intents.calibration import CoveragePoint, ReliabilityBin
from ...beliefs.errors import DialogError

__all__ = [
    "Clarified",
    "IntentReport",
    "Measured",
    "OutOfScope",
    "Source",
    "check_plot",
    "draw_reliability",
    "render",
]

PLOTS = (".png", ".svg", ".pdf")


@dataclass(frozen=True)
class Clarified:
    """Accuracy and effort after asking, over the simulated users of every test message."""

    accuracy: float
    questions: float
    """Mean number of questions."""


@dataclass(frozen=True)
class OutOfScope:
    """How well messages from outside are told apart."""

    count: int
    """Test messages out of scope."""
    auroc: float | None
    """On the test set; None where it has none of them."""
    train_auroc: float | None
    """On intents of the training set that were left out in turn."""
    in_scope_accuracy: float | None
    """Share of in-scope messages that are not rejected and read right."""
    recall: float | None
    """Share of out-of-scope messages that are rejected."""
    mcc: float
    """Matthews correlation over all intents and out of scope."""


@dataclass(frozen=True)
class Measured:
    """What was measured on the test file; shares are in [0, 1]."""

    intents: int
    accuracy: float
    """Top-1 on in-scope messages, nothing rejected."""
    ece: float
    """Expected calibration error of the same, 15 bins."""
    reliability: tuple[ReliabilityBin, ...]
    coverage: tuple[CoveragePoint, ...]
    out_of_scope: OutOfScope
    clarified: Clarified
    plain_menus: Clarified
    """The plain policy on the same beliefs: the four likeliest, asked while the top is under .95."""
    question_cost: float
    """Price of a question, in accuracy, tuned on held-out parts of the training set."""
    questions: int
    user_error: float


@dataclass(frozen=True)
class Source:
    """What was evaluated."""

    train: str
    test: str
    shots: int | None
    seed: int
    reader: str
    train_count: int
    test_count: int


@dataclass(frozen=True)
class IntentReport:
    """Everything that ``evaluate intents`` prints."""

    source: Source
    measured: Measured
    seconds: float

    def to_json(self) -> str:
        """Return the report as one flat JSON object."""
        return json.dumps({**asdict(self.source), **asdict(self.measured), "seconds": self.seconds}, indent=2)


def render(report: IntentReport) -> str:
    """Return the report as plain text, a line a measure."""
    source, measured = report.source, report.measured
    shots = "all" if source.shots is None else f"{source.shots} an intent"
    lines = [
        f"{measured.intents} intents, {source.train_count} training messages ({shots}, seed {source.seed}), "
        f"{source.test_count} test messages, {report.seconds:.0f} s",
        "",
        *_measure_lines(measured),
        "",
        "coverage  accuracy  confidence from",
        *(f"{p.coverage:8.0%}  {p.accuracy:8.2%}  {p.confidence:15.3f}" for p in measured.coverage[3::4]),
        "",
        "confidence   messages  mean confidence  accuracy",
        *(_bin_line(b) for b in measured.reliability if b.count),
    ]
    return "\n".join(lines)


def _measure_lines(measured: Measured) -> list[str]:
    outside = measured.out_of_scope
    asked = f"{_clarified(measured.clarified)}  (price of one {measured.question_cost:.3f})"
    left_out = f"(left-out training intents {_number(outside.train_auroc)})"
    return [
        _line("accuracy", _percent(measured.accuracy)),
        _line("calibration error, 15 bins", f"{measured.ece:.4f}"),
        _line("out-of-scope AUROC", f"{_number(outside.auroc)}  {left_out}"),
        "at a threshold from training data",
        _line("  in-scope accuracy", _percent(outside.in_scope_accuracy)),
        _line("  out-of-scope recall", f"{_percent(outside.recall)}  ({outside.count} messages)"),
        _line("  MCC", f"{outside.mcc:.3f}"),
        _line(f"after up to {measured.questions} questions", asked),
        _line("  plain menus under .95", _clarified(measured.plain_menus)),
    ]


def _line(name: str, value: str) -> str:
    return f"{name:32s}{value}".rstrip()


def _percent(value: float | None) -> str:
    return "n/a" if value is None else f"{100 * value:.2f} %"


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"


def _clarified(value: Clarified) -> str:
    return f"{_percent(value.accuracy)} at {value.questions:.3f} questions"


def _bin_line(b: ReliabilityBin) -> str:
    return f"{b.low:.2f}-{b.high:.2f}  {b.count:9d}  {b.confidence:15.3f}  {b.accuracy:8.3f}"


def check_plot(path: Path) -> None:
    """Refuse a place where no diagram can be written, before anything is measured.

    Raises:
        DialogError: The suffix names no format, or there is no such folder.
    """
    if path.suffix not in PLOTS:
        raise DialogError(f"--plot {path}: no such format", hint=f"a file that ends in {', '.join(PLOTS)}")
    if not path.parent.is_dir():
        raise DialogError(f"--plot {path}: there is no folder {path.parent}", hint="make it first")


def draw_reliability(report: IntentReport, path: Path) -> None:
    """Write the reliability diagram; the suffix of ``path`` decides the format."""
    import matplotlib

    matplotlib.use("Agg")
    pyplot = cast(Any, importlib.import_module("matplotlib.pyplot"))  # it carries no usable types
    figure, axes = pyplot.subplots(figsize=(4.5, 4.5), layout="constrained")
    full = [b for b in report.measured.reliability if b.count]
    width = 1.0 / len(report.measured.reliability)
    lows, heights = [b.low for b in full], [b.accuracy for b in full]
    axes.bar(lows, heights, width, align="edge", edgecolor="white", label="accuracy")
    axes.plot([0, 1], [0, 1], "--", color="0.4", label="calibrated")
    axes.plot([b.confidence for b in full], [b.accuracy for b in full], "o", color="black", markersize=3)
    title = f"calibration error {report.measured.ece:.4f}"
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="accuracy", title=title)
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=150)
    pyplot.close(figure)
