"""Running a simulation: shard by shard into a folder, going on where it was left.

Nothing here depends on chance, time or the number of workers except how long it takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..files.writing import write_whole
from .cohort import REPORTED, Cohort
from .crew import Engine, crew
from .histories import NONE
from .judging import Columns, Judge
from .settings import Setting, mind_of
from .shards import Folder, Made, Shard, as_line, gzipped

__all__ = ["Progress", "Watcher", "histories_file", "simulate", "simulated", "talks_file"]


@dataclass
class Progress:
    """How far a simulation is."""

    episodes: int
    """To be done in all."""
    done: int = 0
    fresh: int = 0
    """Done by this run."""
    turns: int = 0
    """Of these."""
    successes: int = 0
    questions: int = 0
    harms: int = 0
    seconds: float = 0.0


Watcher = Callable[[Progress], None]


def simulate(
    setting: Setting,
    out: Path,
    *,
    workers: int = 1,
    batch: int | None = None,
    engine: Engine = "processes",
    watch: Watcher | None = None,
) -> Progress:
    """Run what is missing of a simulation.

    Args:
        setting: What to simulate.
        out: The folder.
        workers: Processes of this machine.
        batch: Episodes that are under way together.
        engine: Who makes the shards; changes no result, no more than workers and batch do.
        watch: Called after each shard.

    Raises:
        EdgewiseError: The setting has no such planner or context, or the folder holds another simulation, or cannot
            be written.
    """
    mind_of(setting)  # what cannot be played leaves no folder behind that looks like another simulation
    folder = Folder(out)
    folder.open(setting)
    missing = folder.missing(setting)
    progress = Progress(setting.episodes, setting.episodes - sum(shard.count for shard in missing))
    with crew(setting, workers, engine) as hands:
        # What takes long to start is started before the clock.
        started = time.perf_counter()
        for made in hands.made(missing, batch):
            _write(folder, made)
            _count(progress, made.shard, made.columns, time.perf_counter() - started)
            if watch is not None:
                watch(progress)
        if setting.fidelity == "belief":
            _keep_histories(folder, hands.cohort)
    return progress


def simulated(setting: Setting, *, workers: int = 1, judge: Judge | None = None) -> Columns:
    """A simulation in memory, belief fidelity only: for comparing and tuning; ``judge`` may be another domain's."""
    with crew(setting, workers) as hands:
        cohort = replace(hands.cohort, judge=judge or hands.cohort.judge, reported=0)
        sizes = range(0, setting.episodes, 50_000)
        parts = [cohort.run(start, min(50_000, setting.episodes - start)) for start in sizes]
    names = [name for name in parts[0] if name != "path"]
    return {name: np.concatenate([part[name] for part in parts]) for name in names}


def histories_file(out: Path) -> Path:
    """Where the tree of histories is kept."""
    return out / "histories.jsonl.gz"


def talks_file(out: Path, number: int) -> Path:
    """Where a shard's transcripts are kept."""
    return out / f"{number:06d}.jsonl.gz"


def _write(folder: Folder, made: Made) -> None:
    if made.talks:
        write_whole(talks_file(folder.path, made.shard.number), lambda stream: stream.write(made.talks))
    folder.write(made.shard, made.columns)


def _count(progress: Progress, shard: Shard, columns: Columns, seconds: float) -> None:
    progress.done += shard.count
    progress.fresh += shard.count
    progress.turns += int(columns["turns"].sum(dtype=np.int64))
    progress.successes += int(columns["success"].sum(dtype=np.int64))
    progress.questions += int(columns["questions"].sum(dtype=np.int64))
    progress.harms += int(columns["harm"].sum(dtype=np.int64))
    progress.seconds = seconds


def _keep_histories(folder: Folder, cohort: Cohort) -> None:
    """Keep what was decided along the histories of the first episodes, for reports; made anew where it is not known."""
    if histories_file(folder.path).exists():
        return
    columns = folder.columns({"opening", "path", "act"}, REPORTED)
    histories = cohort.histories
    rows = np.unique(np.column_stack([columns["opening"], columns["path"]]).astype(np.int64), axis=0)
    nodes = histories.roots(rows[:, 0])
    met: set[int] = set(nodes.tolist())
    for outcome in rows[:, 1:].T:
        on = np.flatnonzero(outcome != NONE)
        if len(on):
            nodes[on] = histories.after(nodes[on], outcome[on])
            met.update(nodes[on].tolist())
    order: list[int] = sorted(met, key=histories.paths.__getitem__)
    told = zip(histories.records(order), (as_line(histories.paths[n]) for n in order), strict=True)
    data = gzipped(b'{"decision":' + decision + b',"path":' + path + b"}" for decision, path in told)
    write_whole(histories_file(folder.path), lambda stream: stream.write(data))
