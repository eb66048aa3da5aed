"""Many sessions, one model: messages that wait at the same time are read in one call, each with a deadline.

While the model reads one batch the next one gathers, so nothing waits for a timer. A message that breaks a batch is
read alone, so that it fails nobody else; a model that hangs is given up on, and the next message gets a fresh thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from ...beliefs.errors import ReaderFailed
from ..state.heard import Heard, Reader, Utterance

__all__ = ["BatchingReader", "Waiting"]

MOST_TOGETHER = 64

IDLE_S = 10.0
"""Without anything to read for so long the thread ends: an agent that was let go of keeps none."""


class Waiting:
    """A message that waits to be read; a bare lock wakes its thread at a fraction of what a `Future` costs."""

    __slots__ = ("_done", "error", "heard", "utterance")

    def __init__(self, utterance: Utterance) -> None:
        self.utterance = utterance
        self.heard: Heard | None = None
        self.error: Exception | None = None
        self._done = threading.Lock()
        self._done.acquire()

    def settle(self, heard: Heard | None, error: Exception | None = None) -> None:
        """Say what came of it, once."""
        self.heard, self.error = heard, error
        self._done.release()

    def result(self, deadline_s: float | None) -> Heard | None:
        """What was heard; None when it takes too long, for which it waits without end where there is no deadline.

        Raises:
            Exception: Whatever the reader raised.
        """
        if not self._done.acquire(timeout=-1 if deadline_s is None else deadline_s):
            return None
        if self.error is not None:
            raise self.error
        return self.heard


class BatchingReader:
    """A reader that many threads may share."""

    def __init__(self, reader: Reader, *, deadline_s: float = 30.0, loading_s: float | None = None) -> None:
        """Wrap a reader.

        Args:
            reader: What reads.
            deadline_s: How long reading may take.
            loading_s: The same until the first message is read, for a reader that loads its model then.
        """
        self.reader = reader
        self.deadline_s = deadline_s
        self._loading_s = loading_s
        self.calls = 0
        self._guard = threading.Lock()
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        self._worker: threading.Thread | None = None

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept.

        Raises:
            ReaderFailed: The reader raised, hung, or returned something else than what was heard.
        """
        waiting = [Waiting(utterance) for utterance in utterances]
        queue = self._queued(waiting)
        deadline_s = self.deadline_s if self._loading_s is None else max(self.deadline_s, self._loading_s)
        return [self._result(one, queue, deadline_s) for one in waiting]

    def warm(self) -> None:
        """Read something of no account, so that the model is loaded before anybody waits for it: no deadline holds.

        Raises:
            ReaderFailed: The model cannot be loaded, or reads nothing.
        """
        first = Waiting(Utterance(text="hello"))
        self._result(first, self._queued([first]), None)

    def _result(self, waiting: Waiting, queue: SimpleQueue[Waiting], deadline_s: float | None) -> Heard:
        try:
            heard = waiting.result(deadline_s)
        except ReaderFailed:
            raise
        except Exception as error:
            raise ReaderFailed(f"the reader failed: {type(error).__name__}") from error
        if heard is not None:
            self._loading_s = None
            return heard
        self._give_up(queue)
        raise ReaderFailed(f"reading took longer than {deadline_s:g} s", hint="a faster model, or a longer deadline")

    def _queued(self, waiting: list[Waiting]) -> SimpleQueue[Waiting]:
        """The queue of a thread that runs, with more in it."""
        with self._guard:
            if self._worker is None or not self._worker.is_alive():
                self._queue = SimpleQueue()
                self._worker = threading.Thread(
                    target=self._work, args=(self._queue,), daemon=True, name="edgewise-reader"
                )
                self._worker.start()
            for one in waiting:
                self._queue.put(one)
            return self._queue

    def _give_up(self, queue: SimpleQueue[Waiting]) -> None:
        """Leave a thread that hangs to itself; who waits behind it runs into the deadline and asks anew."""
        with self._guard:
            if queue is self._queue:
                self._worker = None

    def _work(self, queue: SimpleQueue[Waiting]) -> None:
        while queue is self._queue:
            try:
                batch = [queue.get(timeout=IDLE_S)]
            except Empty:
                if self._may_end(queue):
                    return
                continue
            while len(batch) < MOST_TOGETHER and not queue.empty():
                batch.append(queue.get())
            self._serve(batch)

    def _may_end(self, queue: SimpleQueue[Waiting]) -> bool:
        with self._guard:
            if queue is self._queue and queue.empty():
                self._worker = None
            return queue.empty()

    def _serve(self, batch: list[Waiting]) -> None:
        try:
            heard = self._called([one.utterance for one in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0].settle(None, error)
                return
            for waiting in batch:
                self._serve([waiting])
            return
        for waiting, one in zip(batch, heard, strict=True):
            waiting.settle(one)

    def _called(self, utterances: list[Utterance]) -> list[Heard]:
        self.calls += 1
        try:
            heard = self.reader.read(utterances)
        except Exception:
            raise
        except BaseException as error:  # SystemExit, say: it would end this thread, and leave all who wait to it
            raise ReaderFailed(f"the reader failed: {type(error).__name__}") from error
        if len(heard) != len(utterances) or not all(isinstance(one, Heard) for one in heard):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ReaderFailed("the reader returned something else than what was heard")
        return heard
