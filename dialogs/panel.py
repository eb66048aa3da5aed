"""The belief as bars: what the agent thinks, how sure it is, and what the last message changed.

A `View` is plain numbers and names, taken from a decision's record; drawing is lines of characters, so that the
same picture stands in a rich panel, a toolbar, a pipe or a screen reader's plain sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

__all__ = ["Bar", "View", "bar_lines", "plain_lines", "view"]

MOST_BARS = 5
EIGHTHS = " ▏▎▍▌▋▊▉█"
LEAST_CHANGE = 0.01


@dataclass(frozen=True)
class Bar:
    """One possibility."""

    name: str
    probability: float
    change: float = 0.0
    """Against the turn before."""


@dataclass(frozen=True)
class View:
    """The belief at one moment."""

    bars: tuple[Bar, ...]
    bits: float
    """Entropy of what is wanted and of the facts that matter."""
    changed_bits: float = 0.0


def view(rationale: Mapping[str, object], before: View | None = None) -> View:
    """Take the view of a decision's record: the belief as it was when the act was chosen."""
    old = {bar.name: bar.probability for bar in before.bars} if before else {}
    shares = [
        (str(share["of"]["name"]), float(share["probability"]))
        for share in cast("list[dict[str, Any]]", rationale.get("intents") or [])
    ]
    bars = tuple(Bar(name, p, p - old.get(name, p)) for name, p in shares[:MOST_BARS])
    bits = float(cast(float, rationale.get("entropy_bits", 0.0)))
    return View(bars, bits, bits - before.bits if before else 0.0)


def bar_lines(seen: View, width: int, *, unicode: bool = True) -> list[str]:
    """Draw the bars within ``width`` columns."""
    names = max((len(bar.name) for bar in seen.bars), default=0)
    label = min(names, max(10, width // 3))
    room = max(8, width - label - 16)
    return [
        f"{_cut(bar.name, label):<{label}} {_bar(bar.probability, room, unicode)} {bar.probability:4.0%} "
        + _arrow(bar, unicode)
        for bar in seen.bars
    ]


def plain_lines(seen: View) -> list[str]:
    """The same in words, for pipes and screen readers."""
    shares = ", ".join(f"{bar.name} {bar.probability:.0%}" for bar in seen.bars)
    return [f"I think: {shares}.", f"Uncertainty: {seen.bits:.1f} bits."]


def _bar(share: float, room: int, unicode: bool) -> str:
    if not unicode:
        return ("#" * round(share * room)).ljust(room, ".")
    full, part = divmod(round(share * room * 8), 8)
    return ("█" * full + (EIGHTHS[part] if part else "")).ljust(room)


def _arrow(bar: Bar, unicode: bool) -> str:
    if abs(bar.change) < LEAST_CHANGE:
        return ""
    up, down = ("▲", "▼") if unicode else ("+", "-")
    return f"{up if bar.change > 0 else down}{abs(bar.change):.0%}"


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"
