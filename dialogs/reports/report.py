"""``edgewise report``: one HTML file about a simulation, a run of the edge suite, or both in one folder.

It is whole in itself: nothing is loaded from anywhere.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ...agent.state.mind import Mind
    from ..simulation.judging import Columns
    from ..simulation.settings import Setting
    from ..simulation.shards import Folder
    from ..simulation.summary import Summary

__all__ = ["add_arguments", "page", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="what edgewise simulate or edgewise stress --out wrote"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="DIR/report.html by default; - is standard output")


def run(args: argparse.Namespace) -> int:
    """Write the page."""
    from ..files.outputs import spare, told_on
    from ..files.writing import write_whole

    folder = cast(Path, args.folder)
    out = cast("Path | None", args.out) or folder / "report.html"
    spare(out, [folder], own=b"<!doctype html", force=True)
    text = page(folder).encode()
    write_whole(out, lambda stream: stream.write(text))
    print(f"Written to {out} ({len(text) / 2**20:.1f} MB); open it in a browser", file=told_on(out))
    return 0


def page(path: Path) -> str:
    """The whole page."""
    from ..simulation.shards import SETTINGS
    from .report_parts import filled, part
    from .report_stress import has_stress, stress_section, title_of

    simulated, stressed = (path / SETTINGS).is_file(), has_stress(path)
    body: list[str] = []
    title, about = "", ""
    if simulated or not stressed:  # an empty folder is told what a simulation is
        title, about, section = _simulation(path)
        body.append(section)
    if stressed:
        title = title or title_of(path)
        body.append(stress_section(path))
    values = {"title": _escaped(title), "about": _escaped(about), "css": part("report.css"), "body": "\n".join(body)}
    return filled(part("report.html"), values)


def _simulation(path: Path) -> tuple[str, str, str]:
    """Title, what was simulated, and the sections about it."""
    from ..simulation.cohort import REPORTED
    from ..simulation.settings import mind_of
    from ..simulation.shards import Folder
    from ..simulation.summary import kept_summary
    from .report_parts import filled, part

    folder = Folder(path)
    setting, summary = folder.setting(), kept_summary(path)
    mind, columns = mind_of(setting), folder.columns(most=REPORTED)
    values = {
        "metrics": _metrics(summary),
        "plots": _plots(folder, setting, mind, columns),
        "js": part("report.js"),
        "data": _data(folder, setting, mind, columns),
    }
    title = f"Simulation: {setting.domain.title or setting.domain.name}"
    return title, _about(setting, summary, len(columns["act"])), filled(part("report_simulation.html"), values)


def _about(setting: Setting, summary: Summary, shown: int) -> str:
    planner = setting.planner or setting.domain.planner
    users = ", ".join(setting.cast.names[:8])
    told = f"{summary.episodes:,} dialogues, {setting.fidelity} fidelity, planner {planner}, seed {setting.seed}"
    told = f"{told}; users: {users}."
    return told if shown == summary.episodes else f"{told} Plots, table and transcripts show the first {shown:,}."


def _metrics(summary: Summary) -> str:
    from ..simulation.metrics import METRICS

    known = {metric.key: metric for metric in METRICS}
    cards: list[str] = []
    for key, found in summary.metrics.items():
        metric = known.get(key)
        d, better = (metric.digits, metric.better) if metric else (3, "less")
        arrow = {"more": " ↑", "less": " ↓"}.get(better, "")
        name = _escaped(summary.names[key])
        cards.append(
            f'<div class="metric"><span>{name}{arrow}</span><b>{found.value:z.{d}f}</b>'
            f"<span>{found.low:z.{d}f} to {found.high:z.{d}f}</span></div>"
        )
    for key, reason in summary.absent.items():
        name = _escaped(summary.names[key])
        cards.append(
            f'<div class="metric"><span>{name}</span><b>-</b><span>not computable: {_escaped(reason)}</span></div>'
        )
    return "".join(cards)


def _plots(folder: Folder, setting: Setting, mind: Mind, columns: Columns) -> str:
    import numpy as np

    from ..simulation.judging import Judge
    from .plots import by_questions, front, harm_tail, reliability_plot, where_questions_go
    from .report_data import asked_in, front_of

    found = [
        ("Success by questions asked; the small numbers count dialogues.", by_questions(columns)),
        ("Reliability of the most probable intent at the end.", reliability_plot(columns)),
    ]
    points = front_of(setting, mind, columns)
    if points is not None:
        found.append(("Values reached: filled is what was given, hollow what was best.", front(points)))
    asked = asked_in(folder, setting, columns)
    if asked:
        names = [_question(mind, name) for name in asked]
        found.append(("Where questions go.", where_questions_go(names, np.array(list(asked.values())))))
    limits = [bound.at_most for bound in Judge(mind.policy, setting.context).arbiter.bounds]
    if limits and columns["loss"].any():  # of no loss there is no tail
        found.append(("Tail of harm, on a logarithmic scale.", harm_tail(columns, min(limits))))
    return "".join(f"<figure>{svg}<figcaption>{caption}</figcaption></figure>" for caption, svg in found)


def _question(mind: Mind, name: str) -> str:
    """A question as people know it."""
    from ...agent.state.mind import question_named
    from ...beliefs.deciding.record import describe

    return describe(mind.model, question_named(mind.model, name)).name


def _data(folder: Folder, setting: Setting, mind: Mind, columns: Columns) -> str:
    """The script's data, packed: repeated words cost next to nothing."""
    from base64 import b64encode

    from ..simulation.shards import compressed
    from .report_data import payload

    return b64encode(compressed([payload(folder, setting, mind, columns)])).decode()


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
