"""Many sessions, one model: messages that wait at the same time are read in one call, each with a deadline.

While the model reads one batch the next one gathers, so nothing waits for a timer. A message that breaks a batch is
read alone, so that it fails nobody else; a model that hangs is given up on, and the next message gets a fresh thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from queue import SimpleQueue

from ..beliefs.errors import ReaderFailed
from .heard import Heard, Reader, Utterance

__all__ = ["BatchingReader"]

MOST_TOGETHER = 64

Waiting = tuple[Utterance, "Future[Heard]"]


class BatchingReader:
    """A reader that many threads may share."""

    def __init__(self, reader: Reader, *, deadline_s: float = 30.0) -> None:
        """Wrap a reader."""
        self.reader = reader
        self.deadline_s = deadline_s
        self.calls = 0
        self._guard = threading.Lock()
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        self._worker: threading.Thread | None = None

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept.

        Raises:
            ReaderFailed: The reader raised, hung, or returned something else than what was heard.
        """
        queue = self._running()
        futures: list[Future[Heard]] = [Future() for _ in utterances]
        for waiting in zip(utterances, futures, strict=True):
            queue.put(waiting)
        return [self._result(future, queue) for future in futures]

    def _result(self, future: Future[Heard], queue: SimpleQueue[Waiting]) -> Heard:
        try:
            return future.result(self.deadline_s)
        except FutureTimeout:
            self._give_up(queue)
            raise ReaderFailed(
                f"reading took longer than {self.deadline_s:g} s", hint="a faster model, or a longer deadline"
            ) from None
        except ReaderFailed:
            raise
        except Exception as error:
            raise ReaderFailed(f"the reader failed: {type(error).__name__}") from error

    def _running(self) -> SimpleQueue[Waiting]:
        with self._guard:
            if self._worker is None or not self._worker.is_alive():
                self._queue = SimpleQueue()
                self._worker = threading.Thread(
                    target=self._work, args=(self._queue,), daemon=True, name="edgewise-reader"
                )
                self._worker.start()
            return self._queue

    def _give_up(self, queue: SimpleQueue[Waiting]) -> None:
        """Leave a thread that hangs to itself; who waits behind it runs into the deadline and asks anew."""
        with self._guard:
            if queue is self._queue:
                self._worker = None

    def _work(self, queue: SimpleQueue[Waiting]) -> None:
        while queue is self._queue:
            batch = [queue.get()]
            while len(batch) < MOST_TOGETHER and not queue.empty():
                batch.append(queue.get())
            self._serve(batch)

    def _serve(self, batch: list[Waiting]) -> None:
        try:
            heard = self._called([utterance for utterance, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for waiting in batch:
                self._serve([waiting])
            return
        for (_, future), one in zip(batch, heard, strict=True):
            future.set_result(one)

    def _called(self, utterances: list[Utterance]) -> list[Heard]:
        self.calls += 1
        heard = self.reader.read(utterances)
        if len(heard) != len(utterances) or not all(isinstance(one, Heard) for one in heard):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ReaderFailed("the reader returned something else than what was heard")
        return heard
