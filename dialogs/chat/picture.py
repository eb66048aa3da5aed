"""The belief below the prompt: the picture of the last decision, its bars on their way from the one before.

Knows how long bars take to move and how many have room; what a bar says is in `panel`.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from .panel import View, bar_lines, between, heading, view

if TYPE_CHECKING:
    from ...agent.session import Turn
    from ...agent.state.dialogue import DialogueState
    from ...agent.state.mind import Mind

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

    def take(self, mind: Mind, turn: Turn) -> View:
        """Take the belief of a turn's record and what it rests on; the bars set out from where they were."""
        seen = view(turn.decision.rationale, self._seen, turn.state["ledger"])
        self._before, self._seen = self._seen, replace(seen, asked=_asked(mind, turn.state))
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


def _asked(mind: Mind, state: DialogueState) -> tuple[str, float] | None:
    """The fact that is asked about, with its entropy in bits; None where none is, or it is the user's own values."""
    from ...agent.state.mind import belief_of, question_named
    from ...beliefs.belief.answers import TradeOff
    from ...beliefs.belief.model import AskModel

    asked = question_named(mind.model, state["pending"]) if state["pending"] else None
    if not isinstance(asked, AskModel) or isinstance(asked, TradeOff):
        return None
    shares = belief_of(mind, state).facet(asked.facet).tolist()
    bits = -sum(p * math.log2(p) for p in shares if p > 0)
    return mind.domain.facets[mind.model.facets[asked.facet].id].name, bits
