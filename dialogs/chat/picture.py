"""The belief below the prompt: the picture of the last decision, its bars on their way from the one before.

Knows how long bars take to move and how many have room; what a bar says is in `panel`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from .panel import View, bar_lines, between, heading, view

__all__ = ["Picture"]

MOVING = 0.5
"""Seconds that the bars take to move."""
LOWEST = 12
"""Rows of a terminal below which the lines are left to the conversation."""
WIDEST = 100


class Picture:
    """What is believed, as it was last shown."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start anew."""
        self._seen: View | None = None
        self._before: View | None = None
        self._moved = time.monotonic()

    def take(self, record: Mapping[str, object], ledger: Sequence[Mapping[str, object]]) -> View:
        """Take the belief of a decision's record and what it rests on; the bars set out from where they were."""
        self._before, self._seen = self._seen, view(record, self._seen, ledger)
        self._moved = time.monotonic()
        return self._seen

    def lines(self, width: int, height: int, *, unicode: bool) -> list[str]:
        """The lines as of now, in a terminal of this size; none while nothing was decided."""
        if self._seen is None or height < LOWEST:
            return []
        seen = between(self._before, self._seen, (time.monotonic() - self._moved) / MOVING)
        dash, wide = "─" if unicode else "-", min(WIDEST, width)
        title = f"{dash} {heading(seen)} ".ljust(wide - 1, dash)
        bars = bar_lines(seen, wide, unicode=unicode, most=max(2, min(8, height // 4)))
        return [line[: width - 1] for line in (title, *bars)]
