"""What was worked out lately, kept in case it is asked for again: a mapping that forgets its oldest entries.

Safe to share between threads, and empty in another process. Only for what follows from its key alone: whether
something is found here or worked out anew must make no difference but time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ...beliefs.belief.belief import Belief
from ...beliefs.deciding.choice import Progress
from ...beliefs.language.objectives import Mode
from .dialogue import Json

__all__ = ["Grounds", "LastWritten", "Recent"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most so many values by key."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __reduce__(self) -> tuple[type[Recent[K, V]], tuple[int]]:
        """What is kept here is no use to another process."""
        return type(self), (self.most,)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made now if it is not known; two threads may make it both, and it is the same."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
            if len(self._kept) > self.most:
                self._drop_oldest()
        return found

    def _drop_oldest(self) -> None:
        try:
            self._kept.pop(next(iter(self._kept)), None)
        except (StopIteration, RuntimeError):  # another thread was faster
            return


class LastWritten(threading.local, Generic[V]):
    """What a thread wrote last, and from what: whoever comes next in that thread need not read it back."""

    def __init__(self) -> None:
        self._pair: tuple[Json, V] | None = None

    def note(self, written: Json, thing: V) -> Json:
        """Remember what was written; returns it."""
        self._pair = (written, thing)
        return written

    def read(self, written: Json | None, back: Callable[[Json], V]) -> V:
        """What the very same object was written from; anything else is read back."""
        if self._pair is not None and self._pair[0] is written:
            return self._pair[1]
        return back(written or {})


@dataclass(frozen=True)
class Grounds:
    """Everything that a decision follows from, besides the policy; a belief is equal to itself alone."""

    belief: Belief
    progress: Progress
    context: str | None
    weights: tuple[tuple[str, float], ...] | None
    mode: Mode
    seed: int
    draw: int | None
    """None where nobody is drawn to speak."""
