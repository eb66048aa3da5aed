"""What follows from something alone: worked out once, and kept for as long as that lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

__all__ = ["kept"]

Source = TypeVar("Source")
Made = TypeVar("Made")


def kept(make: Callable[[Source], Made]) -> Callable[[Source], Made]:
    """A function of one object that works its result out once; nobody may change the result."""
    known: WeakKeyDictionary[Source, Made] = WeakKeyDictionary()

    @wraps(make)
    def found(source: Source) -> Made:
        if source not in known:
            known[source] = make(source)
        return known[source]

    return found
