"""The metrics of a simulation folder: worked out once, kept beside the shards, shown as a table."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

import numpy as np

from ..files.writing import write_text
from .bootstrap import Interval
from .judging import Columns
from .metrics import METRICS, behind_optimum, measure, shares_distance
from .optimum import optimum_of
from .settings import Setting, mind_of
from .shards import Folder

__all__ = ["Summary", "kept_summary", "summary_of", "table"]

NAME = "summary.json"
NAMES = {"distance": "distance to declared shares", "planning": "regret against the optimum"}
"""Of metrics that need more than the columns."""
BESIDE = {"regret": ("planning",), "coverage": ("distance",)}
"""After which metric they are shown."""


@dataclass(frozen=True)
class Summary:
    """All metrics of some episodes."""

    episodes: int
    metrics: dict[str, Interval]
    absent: dict[str, str] = field(default_factory=dict[str, str])
    """Key -> why a metric that one would look for is not there."""

    @property
    def names(self) -> dict[str, str]:
        """Key -> name of each metric."""
        return {metric.key: metric.name for metric in METRICS} | NAMES


def summary_of(setting: Setting, columns: Columns) -> Summary:
    """Work out every metric."""
    found = measure(columns)
    shares = np.array([group.share for group in setting.domain.stakeholders.values()])
    best = optimum_of(setting, mind_of(setting), columns)
    more = {
        "distance": shares_distance(columns, shares) if len(shares) else None,
        "planning": behind_optimum({**columns, **best.regret}),
    }
    found |= {key: value for key, value in more.items() if value is not None}
    order = [key for metric in METRICS for key in (metric.key, *BESIDE.get(metric.key, ()))]
    metrics = {key: found[key] for key in order if key in found}
    return Summary(len(columns["act"]), metrics, {"planning": best.reason} if best.reason else {})


def kept_summary(out: Path) -> Summary:
    """The metrics of a folder, kept there when all shards are done."""
    folder = Folder(out)
    setting = folder.setting()
    file = out / NAME
    if not folder.missing(setting) and (known := _read(file, setting.episodes)) is not None:
        return known
    needed = {name for metric in METRICS for name in metric.columns} | {"viewpoint", "act"}
    summary = summary_of(setting, folder.columns(needed))
    if not folder.missing(setting):
        write_text(file, json.dumps(asdict(summary), indent=1))
    return summary


def _read(file: Path, episodes: int) -> Summary | None:
    """What was kept; None where nothing was, or something that cannot be read and is worked out again."""
    try:
        raw = cast("dict[str, dict[str, object]]", json.loads(file.read_text(encoding="utf-8")))
        metrics = {key: Interval(**cast("dict[str, float]", one)) for key, one in raw["metrics"].items()}  # pyright: ignore[reportArgumentType]
        return Summary(episodes, metrics, cast("dict[str, str]", raw.get("absent", {})))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def table(summary: Summary) -> str:
    """A table for a terminal."""
    digits = {metric.key: metric.digits for metric in METRICS}
    width = max(len(summary.names[key]) for key in (*summary.metrics, *summary.absent))
    lines = [f"{summary.episodes} dialogues; 95 % bootstrap intervals"]
    for key, found in summary.metrics.items():
        d = digits.get(key, 3)
        value, low, high = (f"{part:z.{d}f}" for part in (found.value, found.low, found.high))
        lines.append(f"  {summary.names[key]:<{width}}  {value:>8}  [{low}, {high}]")
    for key, reason in summary.absent.items():
        lines.append(f"  {summary.names[key]:<{width}}  not computable: {reason}")
    return "\n".join(lines)
