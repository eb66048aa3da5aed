"""Numbers with units in free words (stub: the contract only)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Quantity"]


@dataclass(frozen=True)
class Quantity:
    """An amount, or a range of amounts, in one unit.

    `value` is the exact number where one was said, else the middle of the range; `[low, high]` is what the
    words allow (infinite where open).
    """

    value: float
    unit: str | None = None
    low: float = float("nan")
    high: float = float("nan")
    approximate: bool = False
    text: str = ""
