"""The metrics of a simulation folder: worked out once, kept beside the shards, shown as a table."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import numpy as np

from .bootstrap import Interval
from .judging import Columns
from .metrics import METRICS, measure, shares_distance
from .settings import Setting
from .shards import Folder, write_whole

__all__ = ["Summary", "kept_summary", "summary_of", "table"]

NAME = "summary.json"


@dataclass(frozen=True)
class Summary:
    """All metrics of some episodes."""

    episodes: int
    metrics: dict[str, Interval]

    @property
    def names(self) -> dict[str, str]:
        """Key -> name of each metric."""
        return {metric.key: metric.name for metric in METRICS} | {"distance": "distance to declared shares"}


def summary_of(setting: Setting, columns: Columns) -> Summary:
    """Work out every metric."""
    found = measure(columns)
    shares = np.array([group.share for group in setting.domain.stakeholders.values()])
    apart = shares_distance(columns, shares) if len(shares) else None
    return Summary(len(columns["act"]), found if apart is None else {**found, "distance": apart})


def kept_summary(out: Path) -> Summary:
    """The metrics of a folder, kept there when all shards are done."""
    folder = Folder(out)
    setting = folder.setting()
    file = out / NAME
    if file.exists() and not folder.missing(setting):
        raw = cast("dict[str, dict[str, dict[str, float]]]", json.loads(file.read_text(encoding="utf-8")))
        metrics = {key: Interval(**one) for key, one in raw["metrics"].items()}  # pyright: ignore[reportArgumentType]
        return Summary(setting.episodes, metrics)
    needed = {name for metric in METRICS for name in metric.columns} | {"viewpoint", "act"}
    summary = summary_of(setting, folder.columns(needed))
    if not folder.missing(setting):
        raw_out = {"episodes": summary.episodes, "metrics": {key: asdict(one) for key, one in summary.metrics.items()}}
        text = json.dumps(raw_out, indent=1)
        write_whole(file, lambda stream: stream.write(text.encode()))
    return summary


def table(summary: Summary) -> str:
    """A table for a terminal."""
    digits = {metric.key: metric.digits for metric in METRICS}
    width = max(len(summary.names[key]) for key in summary.metrics)
    lines = [f"{summary.episodes} dialogues; 95 % bootstrap intervals"]
    for key, found in summary.metrics.items():
        d = digits.get(key, 3)
        lines.append(f"  {summary.names[key]:<{width}}  {found.value:8.{d}f}  [{found.low:.{d}f}, {found.high:.{d}f}]")
    return "\n".join(lines)
