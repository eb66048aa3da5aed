"""Blocking work of many sessions on a few threads: one piece of each session at a time, so that none is in the way.

Whoever sends forty messages at once waits for himself alone; a piece that nobody waits for any more, and that has not
begun, is not done. Knows nothing of what the work is.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["Lanes"]

T = TypeVar("T")


class Lanes:
    """A pool of threads with a queue for each name."""

    def __init__(self, threads: int) -> None:
        self.process = os.getpid()
        """Threads stay behind where a process forks."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="edgewise")
        self._waiting: dict[str, deque[Callable[[], None]]] = {}
        """By lanes in which somebody is at work: what comes after."""
        self._guard = threading.Lock()

    def submit(self, lane: str, work: Callable[[], T]) -> Future[T]:
        """Have work done after everything that was submitted to its lane before."""
        future = Future[T]()

        def piece() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        with self._guard:
            if lane in self._waiting:
                self._waiting[lane].append(piece)
                return future
            self._waiting[lane] = deque()
        self._pool.submit(self._drive, lane, piece)
        return future

    def _drive(self, lane: str, piece: Callable[[], None]) -> None:
        """Do one piece; the next one of this lane queues behind other lanes."""
        while True:
            piece()
            with self._guard:
                if not self._waiting[lane]:
                    del self._waiting[lane]
                    return
                piece = self._waiting[lane].popleft()
            try:
                self._pool.submit(self._drive, lane, piece)
                return
            except RuntimeError:  # no new work is let in any more, and this has been
                continue

    def close(self) -> None:
        """Wait for what was submitted, and let go of the threads."""
        self._pool.shutdown()
