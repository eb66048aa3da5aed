"""Showing what came of the stress cases: tables in a terminal, plain lines in a pipe, plain data for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from ...agent.state.safe_text import shown
from ..simulation.bootstrap import Interval
from .compare import THEORY, standings
from .exam import PARTS, Exam, exam_record, reached
from .policies import FULL
from .score import Score

__all__ = ["KEPT", "against", "as_json", "keep", "print_domain", "print_policies", "print_transcripts"]

KEPT = "stress.json"
"""What a run is kept in."""

NARROW = 76
"""Columns below which a drawn table would break its figures."""
HEAD = ("", "cases", "C", "A", "O", "Q", "unacceptable", "over-refusal", "questions")


def print_domain(exams: Sequence[Exam], part: str = "all") -> None:
    """Print the policies side by side, then the agent by kind of case; ``part`` is what was played."""
    if not exams:
        return
    paper = exams[0].paper
    tuning, unseen, aside = (len(paper.chosen(split)) for split in PARTS)
    parted = f"split by seed {paper.seed} into {tuning} tuning and {unseen} held-out cases"
    _note(f"{paper.name}: {parted}; {aside} set aside before anything was run on them")
    for split in ("all", "held-out", "set-aside"):
        rows = [row for exam in exams if (row := _row(exam.policy, exam.score(split)))]
        if rows:
            _table(f"{paper.name}, {split} cases", rows)
    full = next((exam for exam in exams if exam.policy == FULL), None)
    if full is not None:
        kinds = sorted({paper.cases[key].kind for key in full.played})
        rows = [_row(kind, full.score("all", kind)) for kind in kinds]
        _table(f"{paper.name}, the {FULL} by kind of case", [row for row in rows if row])
        _note(f"{paper.name}: targets {'reached' if reached(full, part) else 'MISSED'}")


def print_policies(exams: Sequence[Exam]) -> None:
    """Print the policies over all domains: how far each is behind the agent, and on which kinds of cases."""
    found = standings(exams)
    if len(found) < 2:
        return
    _table("all domains, all cases", [row for s in found if (row := _row(s.policy, s.whole))])
    for s in found:
        if s.behind is not None:
            fails = ", ".join(s.fails) or "no kind of case by itself"
            _note(f"{s.policy} ({THEORY[s.policy]}): {against(s.behind)}; surely behind on {fails}")


def against(behind: Interval) -> str:
    """How a policy stands beside the agent: behind is the agent's Q less the policy's, ahead the other way round."""
    first = behind.value < 0
    by = replace(behind, value=-behind.value, low=-behind.high, high=-behind.low) if first else behind
    if behind.above or behind.below:
        return f"{'ahead of' if first else 'behind'} the {FULL} by Q {by}"
    return f"level with the {FULL}, {'ahead' if first else 'behind'} by Q {by}"


def keep(exams: Sequence[Exam], folder: Path, part: str = "all") -> None:
    """Write everything to ``stress.json`` in a folder, the words of the cases included."""
    from ..files.writing import make_folder, write_text

    papers = {exam.domain: exam.paper for exam in exams}
    cases = {
        name: {
            key: {"part": paper.part(key), **case.model_dump(mode="json", exclude_defaults=True)}
            for key, case in paper.cases.items()
        }
        for name, paper in papers.items()
    }
    standing = [asdict(s) | {"fails": s.fails} for s in standings(exams)]
    whole = {"format": 1, **as_json(exams, part), "cases": cases, "policies": standing}
    make_folder(folder)
    write_text(folder / KEPT, json.dumps(whole, ensure_ascii=False))


def print_transcripts(exams: Sequence[Exam], which: str) -> None:
    """Print the agent's dialogues: all, or those that did not go right."""
    for exam in exams if which != "none" else ():
        for key, played in exam.played.items():
            case = exam.paper.cases[key]
            if exam.policy != FULL or (which == "failed" and played.accepted):
                continue
            verdict = "right" if played.accepted else f"WRONG, {', '.join(played.broken) or 'not acceptable'}"
            _note(f"\n{exam.domain}/{key} ({case.kind}): {verdict}. Right: {', '.join(case.accept)}")
            for line in played.lines:
                _note(f"  {line.who}{f' [{line.act}]' if line.act else ''}: {line.text}")
            _note(f"  why: {case.reason}")


def as_json(exams: Sequence[Exam], part: str = "all") -> dict[str, object]:
    """Everything as plain data; the targets are those of the part that was played."""
    full = [exam for exam in exams if exam.policy == FULL]
    return {"reached": all(reached(exam, part) for exam in full), "exams": [exam_record(exam) for exam in exams]}


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
    """A drawn table in a terminal, one line a row where that is too narrow for it, aligned columns in a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        console = Console(highlight=False)
        if console.width < NARROW:
            for row in rows:
                print(f"{title}, {row[0]}: {', '.join(map(' '.join, zip(HEAD[1:], row[1:], strict=True)))}")
            return
        drawn = Table(title=title, title_justify="left")
        for name in HEAD:
            drawn.add_column(name, justify="left" if not name else "right", overflow="fold")
        for row in rows:
            drawn.add_row(*row)
        console.print(drawn)
        return
    widths = [max(len(row[n]) for row in (HEAD, *rows)) for n in range(len(HEAD))]
    print(f"\n{title}")
    for row in (HEAD, *rows):
        print(
            "  ".join(
                cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
            )
        )
