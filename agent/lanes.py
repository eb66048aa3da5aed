"""Blocking work of many sessions on a few threads: one piece of each session at a time, so that none is in the way.

Whoever sends forty messages at once waits for himself alone; a piece that nobody waits for any more, and that has not
begun, is not done. Who hands work in is an event loop and is never kept waiting: a pool holds a lock while it starts a
thread, which takes as long as the others make of it, so that a thread of its own hands the work on. Knows nothing of
what the work is.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import NamedTuple, TypeVar

__all__ = ["Lanes"]

T = TypeVar("T")


class _Piece(NamedTuple):
    """Work that somebody handed in."""

    lane: str
    do: Callable[[], None]
    refuse: Callable[[], None]


class Lanes:
    """A pool of threads with a queue for each name."""

    def __init__(self, threads: int) -> None:
        self.process = os.getpid()
        """Threads stay behind where a process forks."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="edgewise")
        self._arrived: SimpleQueue[_Piece | None] = SimpleQueue()
        self._closed = False
        self._waiting: dict[str, deque[_Piece]] = {}
        """By lanes in which somebody is at work: what comes after."""
        self._guard = threading.Lock()
        self._hands_on = threading.Thread(target=self._hand_on, daemon=True, name="edgewise-lanes")
        self._hands_on.start()

    def submit(self, lane: str, work: Callable[[], T]) -> Future[T]:
        """Have work done after everything that was submitted to its lane before; takes no lock."""
        future = Future[T]()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        def refuse() -> None:
            if future.set_running_or_notify_cancel():
                future.set_exception(RuntimeError("the agent was closed, or the program ends"))

        self._arrived.put(_Piece(lane, do, refuse))
        if self._closed:  # while this was handed in
            self._refuse_the_rest()
        return future

    def _hand_on(self) -> None:
        while (piece := self._arrived.get()) is not None:
            with self._guard:
                busy = piece.lane in self._waiting
                self._waiting.setdefault(piece.lane, deque()).extend([piece] if busy else [])
            if not busy:
                try:
                    self._pool.submit(self._drive, piece)
                except RuntimeError:  # the program ends
                    piece.refuse()

    def _drive(self, piece: _Piece) -> None:
        """Do one piece; the next one of this lane queues behind other lanes."""
        while True:
            piece.do()
            with self._guard:
                if not self._waiting[piece.lane]:
                    del self._waiting[piece.lane]
                    return
                piece = self._waiting[piece.lane].popleft()
            try:
                self._pool.submit(self._drive, piece)
                return
            except RuntimeError:  # no new work is let in any more, and this has been
                continue

    def close(self) -> None:
        """Wait for what was submitted, and let go of the threads."""
        self._arrived.put(None)
        self._hands_on.join()
        self._pool.shutdown()
        self._closed = True
        self._refuse_the_rest()

    def _refuse_the_rest(self) -> None:
        with suppress(Empty):
            while True:
                piece = self._arrived.get_nowait()
                if piece is not None:
                    piece.refuse()
