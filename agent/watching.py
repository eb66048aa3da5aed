"""A turn that somebody watches while it is made: it comes to its end, whether or not they stay.

Made in another thread than the one that watches, so that who stops reading neither holds the session nor keeps a
handover from the desk. A turn whose end was not seen is told, once, to whoever may show it later.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from .state.streaming import Finished, StreamEvent, Turn

__all__ = ["Awaited", "Watched", "watched_in_thread", "watched_on_loop"]

T = TypeVar("T")


class Watched:
    """The events of one turn, on their way from who makes it to who watches."""

    def __init__(
        self, make: Callable[[], Iterator[StreamEvent]], unseen: Callable[[Turn], None], wake: Callable[[], None]
    ) -> None:
        """Take what makes the turn, what is told of a turn whose end nobody saw, and how to wake who watches."""
        self._make, self._unseen, self._wake = make, unseen, wake
        self._events: SimpleQueue[StreamEvent | BaseException] = SimpleQueue()
        self._left = False

    def work(self) -> None:
        """Make the turn."""
        try:
            for event in self._make():
                self._put(event)
        except BaseException as error:
            self._put(error)

    def next(self, *, wait: bool = True) -> StreamEvent | None:
        """The next event; None where there is none yet and nobody wants to wait.

        Raises:
            BaseException: Whatever making the turn raised.
        """
        try:
            event = self._events.get(wait)
        except Empty:
            return None
        if isinstance(event, BaseException):
            raise event
        return event

    def leave(self) -> None:
        """Nobody watches any more."""
        self._left = True
        with suppress(Empty):
            while True:
                event = self._events.get_nowait()
                if isinstance(event, Finished):
                    self._unseen(event.turn)

    def _put(self, event: StreamEvent | BaseException) -> None:
        self._events.put(event)
        self._wake()
        if self._left:
            self.leave()


class Awaited(Generic[T]):
    """Something that a thread makes for somebody who may leave before its end."""

    def __init__(self, make: Callable[[], T], unseen: Callable[[T], None]) -> None:
        self._make = make
        self._unseen = unseen
        self._guard = threading.Lock()
        self._left = False
        self._made: list[T] = []

    def work(self) -> T:
        """Make it; where nobody waits any more it is noted before anything else is made."""
        made = self._make()
        with self._guard:
            self._made.append(made)
        if self._left:
            self.leave()
        return made

    def leave(self) -> None:
        """Nobody waits any more."""
        self._left = True
        with self._guard:
            while self._made:
                self._unseen(self._made.pop())


def watched_in_thread(
    make: Callable[[], Iterator[StreamEvent]], unseen: Callable[[Turn], None]
) -> Generator[StreamEvent]:
    """The events of a turn that a thread of its own makes."""
    watched = Watched(make, unseen, lambda: None)
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(watched.work,), daemon=True, name="edgewise-watched").start()
    try:
        while (event := watched.next()) is not None:
            yield event
            if isinstance(event, Finished):
                return
    finally:
        watched.leave()


async def watched_on_loop(
    make: Callable[[], Iterator[StreamEvent]],
    unseen: Callable[[Turn], None],
    start: Callable[[Callable[[], None]], asyncio.Future[None]],
) -> AsyncGenerator[StreamEvent]:
    """The events of a turn that is made in whatever thread ``start`` has work done in; the event loop goes on."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody is there to wake
            loop.call_soon_threadsafe(ready.set)

    watched = Watched(make, unseen, wake)
    making = start(watched.work)
    try:
        while True:
            await ready.wait()
            ready.clear()
            while (event := watched.next(wait=False)) is not None:
                yield event
                if isinstance(event, Finished):
                    await making
                    return
    finally:
        watched.leave()
        making.cancel()  # where it has not begun
