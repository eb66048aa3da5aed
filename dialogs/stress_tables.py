"""Showing what came of the stress cases: tables in a terminal, plain lines in a pipe, plain data for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..agent.safe_text import shown
from .stress import Exam, exam_record, reached
from .stress_policies import FULL
from .stress_score import Score

__all__ = ["as_json", "print_domain", "print_transcripts"]

HEAD = ("", "cases", "C", "A", "O", "Q", "unacceptable", "over-refusal", "questions")


def print_domain(exams: Sequence[Exam]) -> None:
    """Print the policies side by side, then the agent by kind of case."""
    if not exams:
        return
    paper = exams[0].paper
    tuning, unseen = (len(paper.chosen(split)) for split in ("tuning", "held-out"))
    _note(f"{paper.name}: split by seed {paper.seed} into {tuning} tuning and {unseen} held-out cases")
    for split in ("all", "held-out"):
        rows = [_row(exam.policy, exam.score(split)) for exam in exams]
        _table(f"{paper.name}, {split} cases", [row for row in rows if row])
    full = next((exam for exam in exams if exam.policy == FULL), None)
    if full is not None:
        kinds = sorted({paper.whole.cases[key].kind for key in full.played})
        rows = [_row(kind, full.score("all", kind)) for kind in kinds]
        _table(f"{paper.name}, the {FULL} by kind of case", [row for row in rows if row])
        _note(f"{paper.name}: targets {'reached' if reached(full, 'all') else 'MISSED'}")


def print_transcripts(exams: Sequence[Exam], which: str) -> None:
    """Print the agent's dialogues: all, or those that did not go right."""
    for exam in exams if which != "none" else ():
        for key, played in exam.played.items():
            case = exam.paper.whole.cases[key]
            if exam.policy != FULL or (which == "failed" and played.accepted):
                continue
            verdict = "right" if played.accepted else f"WRONG, {', '.join(played.broken) or 'not acceptable'}"
            _note(f"\n{exam.domain}/{key} ({case.kind}): {verdict}. Right: {', '.join(case.accept)}")
            for line in played.lines:
                _note(f"  {line.who}{f' [{line.act}]' if line.act else ''}: {line.text}")
            _note(f"  why: {case.reason}")


def as_json(exams: Sequence[Exam]) -> dict[str, object]:
    """Everything as plain data."""
    full = [exam for exam in exams if exam.policy == FULL]
    return {"reached": all(reached(exam, "all") for exam in full), "exams": [exam_record(exam) for exam in exams]}


def _row(name: str, found: Score | None) -> tuple[str, ...] | None:
    if found is None:
        return None
    q = found.process
    return (
        name,
        str(found.cases),
        f"{found.recognised.value:.2f}",
        f"{found.arbitrated.value:.2f}",
        f"{found.outcome.value:.2f}",
        f"{q.value:.3f} [{q.low:.2f}, {q.high:.2f}]",
        f"{found.unacceptable} of {found.hard}",
        "-" if found.over_refusal is None else f"{100 * found.over_refusal.value:.0f} %",
        f"{found.questions:.1f}",
    )


def _note(text: str) -> None:
    print(shown(text))


def _table(title: str, rows: Sequence[Sequence[str]]) -> None:
    """A drawn table in a terminal, aligned columns in a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        drawn = Table(title=title, title_justify="left")
        for name in HEAD:
            drawn.add_column(name, justify="left" if not name else "right")
        for row in rows:
            drawn.add_row(*row)
        Console(highlight=False).print(drawn)
        return
    widths = [max(len(row[n]) for row in (HEAD, *rows)) for n in range(len(HEAD))]
    print(f"\n{title}")
    for row in (HEAD, *rows):
        print(
            "  ".join(
                cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
            )
        )
