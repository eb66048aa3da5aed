"""Plots of a simulation as inline SVG, drawn by matplotlib; text and axes take the page's own colour.

Arrays in, text out. Knows nothing of pages; matplotlib is imported when the first plot is drawn.
"""

# Matplotlib's own signatures leave their keywords open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..simulation.bootstrap import share_interval
from ..simulation.judging import Columns
from ..simulation.metrics import TAIL, reliability, worst_mean

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Front", "by_questions", "front", "harm_tail", "reliability_plot", "where_questions_go"]

INK = "#13579b"
"""Stands for the page's own colour and is replaced by it."""
MAIN, OTHER, BAD = "#2a7fb8", "#d9822b", "#c0392b"
MOST_NAMES = 4
"""Points of the front that are named."""
NEAR = 0.06
"""Points nearer than this share of the plot are labelled together."""
HEIGHT = 3.2
"""Inches."""
FEW = 8
"""Numbers of questions that get a place of their own."""


@dataclass(frozen=True, eq=False)
class Front:
    """Mean values of the responses that were given, on two objectives."""

    objectives: tuple[str, str]
    names: Sequence[str]
    given: NDArray[np.float64]
    """``[R, 2]``."""
    share: NDArray[np.float64]
    """``[R]``."""
    best: NDArray[np.float64]
    """What the best responses for the true states reach, one point a response, ``[R', 2]``."""
    best_share: NDArray[np.float64]


def by_questions(columns: Columns) -> str:
    """Success, with its interval, by the number of questions."""
    asked = np.minimum(columns["questions"].astype(int), FEW)
    places = np.unique(asked)
    found = [share_interval(columns["success"][asked == place]) for place in places]
    known = [(place, one) for place, one in zip(places, found, strict=True) if one is not None]
    figure = _Figure("questions asked", "success")
    x = [place for place, _ in known]
    y = np.array([one.value for _, one in known])
    spread = np.array([[one.value - one.low, one.high - one.value] for _, one in known]).T
    figure.axes.errorbar(x, y, yerr=spread, fmt="o-", color=MAIN, ecolor=MAIN, capsize=3)
    for place, one in known:
        figure.axes.annotate(f"{one.count}", (place, 0.02), ha="center", fontsize=8, color=INK)
    figure.axes.set_ylim(0, 1.05)
    figure.axes.set_xticks(x, [f"{place}+" if place == FEW else str(place) for place in x])
    return figure.svg("Share of dialogues that succeed, by the number of questions asked")


def reliability_plot(columns: Columns) -> str:
    """How often the agent was right, by how sure it was."""
    found = reliability(columns)
    some = found.count > 0
    figure = _Figure("how sure the agent was", "how often it was right")
    figure.axes.plot([0, 1], [0, 1], "--", color=INK, alpha=0.4, linewidth=1)
    size = 20 + 180 * found.count[some] / max(int(found.count.max()), 1)
    figure.axes.scatter(found.sure[some], found.right[some], s=size, color=MAIN, zorder=3)
    figure.axes.set_xlim(0, 1.03)
    figure.axes.set_ylim(0, 1.05)
    return figure.svg("Reliability: dots on the diagonal are calibrated; larger dots are more dialogues")


def front(points: Front) -> str:
    """Where responses ended up on two objectives, beside what was possible."""
    x, y = points.objectives
    figure = _Figure(_plain(x), _plain(y))
    figure.axes.scatter(
        points.best[:, 0], points.best[:, 1], s=40 + 400 * points.best_share, facecolors="none", edgecolors=OTHER
    )
    figure.axes.scatter(points.given[:, 0], points.given[:, 1], s=20 + 400 * points.share, color=MAIN, alpha=0.7)
    named = np.argsort(-points.share)[:MOST_NAMES]
    for numbers, place in _together(points.given[named], np.ptp(np.vstack([points.given, points.best]), axis=0)):
        figure.axes.annotate(numbers, tuple(place), fontsize=8, color=INK, xytext=(0, 8), textcoords="offset points")
    figure.axes.margins(0.15)
    figure.explain([f"{number}  {points.names[int(row)]}" for number, row in enumerate(named, 1)])
    return figure.svg("Mean values of the responses given (filled) and of the best for the true states (hollow)")


def _together(points: NDArray[np.float64], span: NDArray[np.float64]) -> list[tuple[str, NDArray[np.float64]]]:
    """Numbers of points, those of points too near to each other in one place, on a plot that spans so much."""
    found: list[tuple[list[str], NDArray[np.float64]]] = []
    for number, point in enumerate(points, 1):
        near = next((numbers for numbers, other in found if (np.abs(point - other) <= NEAR * span).all()), None)
        if near is None:
            found.append(([str(number)], point))
        else:
            near.append(str(number))
    return [(", ".join(numbers), point) for numbers, point in found]


def where_questions_go(names: Sequence[str], counts: NDArray[np.int64]) -> str:
    """How often each question was asked."""
    from matplotlib.ticker import MaxNLocator

    order = np.argsort(counts, kind="stable")[-12:]
    shown = [_wrapped(names[int(place)], 34) for place in order]
    lines = 1 + max((label.count("\n") for label in shown), default=0)
    figure = _Figure("times asked", "", height=max(HEIGHT, 0.6 + 0.12 * (lines + 1) * len(shown)))
    figure.axes.barh(range(len(order)), counts[order], color=MAIN)
    figure.axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))  # nothing is asked two and a half times
    # By place: two questions may start with the same words.
    figure.axes.set_yticks(range(len(order)), shown)
    return figure.svg("Where questions go")


def harm_tail(columns: Columns, limit: float | None) -> str:
    """The share of dialogues with at least so much loss, and the mean of the worst ones."""
    loss = np.sort(columns["loss"].astype(float))[::-1]
    share = np.arange(1, len(loss) + 1) / len(loss)
    steps = np.concatenate([np.flatnonzero(np.diff(loss)), [len(loss) - 1]])
    figure = _Figure("loss on the limited objectives", "share of dialogues with at least this")
    figure.axes.step(loss[steps], share[steps], where="pre", color=MAIN)
    figure.axes.axvline(worst_mean(loss), color=BAD, linewidth=1.5, label=f"mean of the worst {1 - TAIL:.0%}")
    if limit is not None:
        figure.axes.axvline(limit, color=OTHER, linestyle="--", linewidth=1.2, label="limit")
    figure.axes.set_yscale("log")
    figure.axes.set_ylim(0.5 / len(loss), 1.5)
    figure.axes.legend(frameon=False, fontsize=8, labelcolor=INK)
    return figure.svg("Tail of harm: how rare how much loss is")


def _plain(name: str) -> str:
    """A name as it is: between two dollars matplotlib would read a formula."""
    return name.replace("$", r"\$")


def _wrapped(name: str, width: int) -> str:
    """A whole name in lines of a width: two names that begin alike are not the same."""
    return _plain(textwrap.fill(name, width))


class _Figure:
    """One plot."""

    def __init__(self, x: str, y: str, height: float = HEIGHT) -> None:
        from matplotlib.figure import Figure

        self._figure = Figure(figsize=(4.6, height), layout="constrained")
        self.axes: Axes = self._figure.add_subplot()
        self.axes.set_xlabel(x, color=INK)
        self.axes.set_ylabel(y, color=INK)
        self.axes.tick_params(colors=INK, labelsize=8)
        self.axes.grid(alpha=0.25, color=INK, linewidth=0.5)
        for side, spine in self.axes.spines.items():
            spine.set_visible(side in ("left", "bottom"))
            spine.set_color(INK)

    def explain(self, lines: Sequence[str]) -> None:
        """Write below the plot what its numbers stand for."""
        from matplotlib.lines import Line2D

        nothing = [Line2D([], [], linestyle="none", label=_wrapped(line, 64)) for line in lines]
        style = {"frameon": False, "fontsize": 7, "labelcolor": INK, "handlelength": 0, "handletextpad": 0}
        self._figure.legend(handles=nothing, loc="outside lower center", **style)

    def svg(self, title: str) -> str:
        """The picture, the same bytes every time, with a title that is read aloud."""
        from matplotlib import rc_context

        buffer = io.StringIO()
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif"}):
            self._figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
        text = re.sub(r"<metadata>.*?</metadata>", "", buffer.getvalue()[buffer.getvalue().index("<svg") :], flags=re.S)
        text = text.replace(INK, "currentColor")
        # The page says how large it is.
        for size in ("width", "height"):
            text = re.sub(rf'(<svg[^>]*?) {size}="[^"]*"', r"\1", text, count=1)
        return text.replace(">", f' role="img"><title>{title}</title>', 1)
