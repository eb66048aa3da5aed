"""One session, one turn at a time: locks between threads of a process and between processes on one machine.

Between processes each session owns one byte of a lock file, so a hundred thousand sessions cost one empty file, and
the system itself lets go when a process dies. Knows nothing of what is done under a lock.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from ...beliefs.errors import StoreError

__all__ = ["FileLocks", "LocalLocks", "Locks", "file_locks", "place_of"]

RETRY_S = 0.02
"""Pause before asking again for a lock that the system would not wait for."""


class Locks(Protocol):
    """Mutual exclusion by name."""

    def holding(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock called ``name``."""
        ...


class LocalLocks:
    """Between threads of one process; names that nobody waits for cost nothing."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def holding(self, name: str) -> Generator[None]:
        """Hold the lock called ``name``."""
        lock = self._enter(name)
        try:
            with lock:
                yield
        finally:
            self._leave(name)

    def _enter(self, name: str) -> threading.Lock:
        with self._guard:
            lock, waiting = self._held.get(name, (threading.Lock(), 0))
            self._held[name] = (lock, waiting + 1)
            return lock

    def _leave(self, name: str) -> None:
        with self._guard:
            lock, waiting = self._held[name]
            if waiting == 1:
                del self._held[name]
            else:
                self._held[name] = (lock, waiting - 1)


class FileLocks:
    """Between processes too, by locks on single bytes of one file."""

    def __init__(self, path: Path) -> None:
        """Open or make the file."""
        self._local = LocalLocks()
        # Kept open for good: closing any handle of a file drops all of a process's locks on it.
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"cannot lock {path.name!r}: {error.strerror}", hint="may this folder be written?"
            ) from error

    @contextmanager
    def holding(self, name: str) -> Generator[None]:
        """Hold the lock called ``name``."""
        place = place_of(name)
        # By place and not by name: within a process the system would let two names at one place both in.
        with self._local.holding(str(place)):
            _lock(self._handle, place)
            try:
                yield
            finally:
                with suppress(OSError):
                    _unlock(self._handle, place)


def place_of(name: str) -> int:
    """A byte of the lock file, or a lock's number, for a name."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=7).digest()) >> 1


def file_locks(path: Path) -> FileLocks:
    """The locks of a file; one object a process, however many stores are opened on it."""
    real = path.resolve()
    with _GUARD:
        key = (os.getpid(), str(real))
        if key not in _OPEN:
            _OPEN[key] = FileLocks(real)
        return _OPEN[key]


_GUARD = threading.Lock()
_OPEN: dict[tuple[int, str], FileLocks] = {}

if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(handle: int, place: int) -> None:
        os.lseek(handle, place >> 24, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]

    def _unlock(handle: int, place: int) -> None:
        os.lseek(handle, place >> 24, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def _lock(handle: int, place: int) -> None:
        while True:
            try:
                return fcntl.lockf(handle, fcntl.LOCK_EX, 1, place)
            except OSError as error:
                # The system takes a process for one waiter: two threads here and two there, each holding what
                # another one wants, look like a deadlock to it, and are none.
                if error.errno != errno.EDEADLK:
                    raise
                time.sleep(RETRY_S)

    def _unlock(handle: int, place: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, place)
