"""The order of checkpoints where clocks disagree: a session's next one comes after its last one.

LangGraph numbers checkpoints by the clock and takes the greatest number for the last. After a clock was set back, or on
another machine whose clock is behind, what is said now would be filed before what was said then: the turn would be
lost, and so would a handover. Knows the numbers alone.
"""

from __future__ import annotations

from langgraph.checkpoint.base import id as numbering

__all__ = ["number_after"]


def number_after(checkpoint: str) -> None:
    """Let this process number its next checkpoints after this one, whatever its clock says."""
    then = numbering.UUID(checkpoint).time
    # LangGraph has no setting for it; what it keeps so that a process stays in order is all there is.
    last = numbering._last_v6_timestamp  # pyright: ignore[reportPrivateUsage]
    if (last or 0) < then:
        numbering._last_v6_timestamp = then  # pyright: ignore[reportPrivateUsage]
