"""`edgewise evaluate replies`: how well replies in free words are read, on the shipped bank or any of its form.

A CSV with columns question, options ("a|b|c"), reply, label; labels are an option, or unsure, withheld,
other. It only measures: reading is `edgewise.agent.replies.weighing`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from ...agent.matching.questions import TextEncoder
    from ...agent.replies.bank import BankReply

__all__ = ["Judged", "ReplyReport", "add_arguments", "evaluate", "judge", "main", "render", "run"]

_BINS = 15


@dataclass(frozen=True)
class Judged:
    """One reply, what it was read as and how surely."""

    question: str
    kind: str
    reply: str
    label: str
    read_as: str
    confidence: float
    label_probability: float

    @property
    def right(self) -> bool:
        """Whether the most likely outcome is the label."""
        return self.read_as.strip().lower() == self.label.strip().lower()


@dataclass(frozen=True)
class ReplyReport:
    """The measurements, ready for printing or JSON."""

    count: int
    accuracy: float
    interval: tuple[float, float]
    """95 % bootstrap interval of the accuracy."""
    ece: float
    """Expected calibration error of the confidence, 15 equal-width bins."""
    log_loss: float
    by_kind: dict[str, tuple[float, int]]
    by_label: dict[str, tuple[float, int]]
    """Accuracy and count for answers, unsure, withheld and other."""
    confusion: dict[str, dict[str, int]]
    worst: tuple[Judged, ...]
    """The mistakes that were made most surely."""


def _group(outcome: str) -> str:
    lowered = outcome.strip().lower()
    return lowered if lowered in ("unsure", "withheld", "other", "yes", "no") else "option"


def _share(judged: Sequence[Judged]) -> tuple[float, int]:
    return sum(j.right for j in judged) / max(len(judged), 1), len(judged)


def _grouped(judged: Sequence[Judged], keys: Sequence[str]) -> dict[str, tuple[float, int]]:
    return {key: _share([j for j, k in zip(judged, keys, strict=True) if k == key]) for key in sorted(set(keys))}


def _confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for j in judged:
        wrong_option = _group(j.label) == "option" == _group(j.read_as) and not j.right
        counts.setdefault(_group(j.label), Counter())["another option" if wrong_option else _group(j.read_as)] += 1
    return {label: dict(row) for label, row in sorted(counts.items())}


def _bootstrap(right: Sequence[bool], seed: int, draws: int = 2000) -> tuple[float, float]:
    import numpy as np

    from ..simulation.bootstrap import exact

    if len(set(right)) == 1:
        return exact(float(right[0]), len(right))
    values = np.asarray(right, dtype=np.float64)
    rows = np.random.default_rng(seed).integers(0, len(values), (draws, len(values)))
    low, high = np.quantile(values[rows].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def _ece(judged: Sequence[Judged]) -> float:
    """`sum_b n_b/n |accuracy_b - confidence_b|` over equal-width bins."""
    total = 0.0
    for b in range(_BINS):
        inside = [j for j in judged if min(int(j.confidence * _BINS), _BINS - 1) == b]
        if inside:
            gap = sum(j.right for j in inside) - sum(j.confidence for j in inside)
            total += abs(gap)
    return total / max(len(judged), 1)


def judge(rows: Sequence[BankReply], encoder: TextEncoder | None, now: date | None = None) -> list[Judged]:
    """Read every reply of a bank, as in a dialogue."""
    import math

    from ...agent.replies.answering import answer_read
    from ...agent.replies.bank import outcome_index

    judged: list[Judged] = []
    questions = [row.pending for row in rows]
    readings = [answer_read(row.reply, row.pending, encoder, now=now) for row in rows]
    for row, question, reading in zip(rows, questions, readings, strict=True):
        label = question.outcomes[outcome_index(row)]
        judged.append(
            Judged(row.question, question.kind, row.reply, label, reading.best, reading.confidence,
                   math.exp(reading.log_likelihood[label]))
        )  # fmt: skip
    return judged


def evaluate(
    rows: Sequence[BankReply], encoder: TextEncoder | None = None, *, seed: int = 0, now: date | None = None
) -> ReplyReport:
    """Measure reading on labelled replies.

    Raises:
        ValueError: there is no reply to read.
    """
    import math

    if not rows:
        raise ValueError("there is no reply in this bank (or none in its test split)")
    judged = judge(rows, encoder, now)
    accuracy, count = _share(judged)
    return ReplyReport(
        count=count,
        accuracy=accuracy,
        interval=_bootstrap([j.right for j in judged], seed),
        ece=_ece(judged),
        log_loss=-sum(math.log(j.label_probability) for j in judged) / count,
        by_kind=_grouped(judged, [j.kind for j in judged]),
        by_label=_grouped(judged, [_group(j.label) for j in judged]),
        confusion=_confusion(judged),
        worst=tuple(sorted((j for j in judged if not j.right), key=lambda j: -j.confidence)),
    )


def _table(title: str, rows: dict[str, tuple[float, int]]) -> list[str]:
    return [title, *(f"  {name:<10} {100 * share:6.1f} %  of {n}" for name, (share, n) in rows.items())]


def render(report: ReplyReport, *, mistakes: int = 10) -> str:
    """The report as plain text, readable in 80 columns."""
    low, high = report.interval
    lines = [
        f"replies   {report.count}",
        f"accuracy  {100 * report.accuracy:.1f} %  (95 % interval {100 * low:.1f} to {100 * high:.1f})",
        f"ECE       {report.ece:.3f}   log loss {report.log_loss:.3f}",
        *_table("by kind of question", report.by_kind),
        *_table("by label", report.by_label),
        "confusion (label: read as)",
    ]
    for label, row in report.confusion.items():
        cells = ", ".join(f"{name} {n}" for name, n in sorted(row.items(), key=lambda item: -item[1]))
        lines.append(f"  {label:<10} {cells}")
    if report.worst[:mistakes]:
        lines.append(f"mistakes, surest first ({min(mistakes, len(report.worst))} of {len(report.worst)})")
    for j in report.worst[:mistakes]:
        lines.append(f"  {j.question[:70]}")
        lines.append(f"    {j.reply[:60]!r}: {j.label} read as {j.read_as} ({j.confidence:.2f})")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "--data", type=Path, default=None, help="CSV with question, options, reply, label (default: the shipped bank)"
    )
    parser.add_argument(
        "--split", default="test", help="part of the bank to read, where it has a split column (default: test)"
    )
    parser.add_argument(
        "--encoder", default=None, help="folder of another sentence encoder (default: the packaged one)"
    )
    parser.add_argument("--rules-only", action="store_true", help="read without an encoder")
    parser.add_argument("--mistakes", type=at_least(0), default=10, help="how many mistakes to show (default: 10)")
    parser.add_argument("--seed", type=at_least(0), default=0, help="seed of the bootstrap (default: 0)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Run the command; 0, or 2 where the data cannot be used."""
    from ...agent.replies.bank import BANK, read_bank

    try:
        rows = read_bank(args.data or BANK, split=None if args.split == "all" else args.split)
        encoder = None
        if not args.rules_only:
            from ...agent.models.encoder import load_encoder
            from ...agent.models.memo import Memo

            encoder = Memo(load_encoder(args.encoder))
        report = evaluate(rows, encoder, seed=args.seed)
    except (OSError, ValueError) as error:
        print(f"edgewise evaluate replies: {error}", file=sys.stderr)
        return 2
    print(_as_json(report) if args.json else render(report, mistakes=args.mistakes))
    return 0


def _as_json(report: ReplyReport) -> str:
    from dataclasses import asdict

    return json.dumps(asdict(report), indent=2, ensure_ascii=False)


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m edgewise.dialogs.evaluation.replies`."""
    parser = argparse.ArgumentParser(prog="edgewise evaluate replies", description=(__doc__ or "").split("\n")[0])
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
