"""A database, reduced to what the store needs: rows in, rows out, the checkpoints' saver, locks by name.

SQLite is here; `postgres` has the other one. SQL is written with ``?`` and kept to what both understand. Errors of the
driver become `StoreError` with what to do about them. Knows nothing of what the tables mean.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol
from weakref import WeakSet

from langgraph.checkpoint.base import BaseCheckpointSaver

from ...beliefs.errors import StoreError
from .locks import FileLocks, LocalLocks, Locks, file_locks
from .sqlite_saver import ThreadedSqliteSaver

__all__ = ["OLDEST_KEPT", "Cell", "Database", "SqliteDatabase", "Statement", "may_be_written", "store_error"]

Cell = str | int | float | None
Statement = tuple[str, *tuple[Cell, ...]]
"""SQL, and a cell for each ``?`` in it."""

BUSY_S = 60.0
"""How long a writer waits for another process."""


OLDEST_KEPT = (
    "SELECT checkpoint_id FROM checkpoints WHERE thread_id = %s AND checkpoint_ns = '' "
    "ORDER BY checkpoint_id DESC LIMIT 1 OFFSET %s"
)
"""The oldest checkpoint that stays; a host's own graphs keep theirs in namespaces of their own."""


class Database(Protocol):
    """What the store needs of a database."""

    serial: str
    """The type of a column that numbers its rows."""

    @property
    def saver(self) -> BaseCheckpointSaver[str]:
        """Keeps the checkpoints of graphs."""
        ...

    def run(self, sql: str, *cells: Cell) -> int:
        """Change rows in one transaction; returns how many."""
        ...

    def rows(self, sql: str, *cells: Cell) -> list[tuple[Cell, ...]]:
        """Read rows; a statement that changes something and returns rows is committed, too."""
        ...

    def script(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction: all of them or none."""
        ...

    def prune(self, thread: str, keep: int) -> None:
        """Drop a thread's checkpoints but the last ones, and what only they needed."""
        ...

    def holding(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock called ``name``, against threads and other processes."""
        ...

    def guarded(self) -> AbstractContextManager[None]:
        """Turn errors of the driver into `StoreError`."""
        ...

    def erased(self) -> None:
        """Called after deletions that must leave no trace."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class SqliteDatabase:
    """One SQLite file, or memory; one connection that the threads of this process share."""

    serial = "INTEGER PRIMARY KEY"

    def __init__(self, path: Path | None, *, reading: bool = False) -> None:
        """Open or make the file; None keeps everything in memory, and who is only ``reading`` changes nothing."""
        self.path = path
        self.reading = reading and path is not None
        with self.guarded():
            if path is not None and not reading:
                _made_for_oneself(path)
            self._connection = self._connected()
            self._saver = ThreadedSqliteSaver(self._connection)
            self._prepare()
        self._locks = self._made_locks()
        _OPEN.add(self)

    def _connected(self) -> sqlite3.Connection:
        if self.path is None or not self.reading:
            return sqlite3.connect(self.path or ":memory:", check_same_thread=False, timeout=BUSY_S)
        address = f"{self.path.resolve().as_uri()}?{_mode_to_read(self.path)}"
        return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=BUSY_S)

    def _made_locks(self) -> Locks:
        return LocalLocks() if self.path is None or self.reading else _locks_of(self.path)

    def forked(self) -> None:
        """In the child of a fork: nobody lets go of what other threads held, and a file wants its own connection."""
        self._saver.lock = threading.Lock()
        if self.path is not None:
            _LEFT.append(self._connection)
            self._connection = self._saver.conn = self._connected()
            self._prepare()
        self._locks = self._made_locks()

    def _prepare(self) -> None:
        """Set the connection up; SQLite does not wait by itself while somebody else turns a new file to WAL."""
        if self.reading:
            self._connection.execute("PRAGMA query_only=ON")
            self._saver.is_setup = True  # as far as anybody may who only reads
            return
        self._connection.execute(f"PRAGMA busy_timeout={BUSY_S * 1e3:.0f}")
        given_up = time.monotonic() + BUSY_S
        while True:
            try:
                for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
                    self._connection.execute(f"PRAGMA {pragma}")
                self._saver.setup()
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > given_up:
                    raise
                time.sleep(0.02)

    @property
    def saver(self) -> ThreadedSqliteSaver:
        """Keeps the checkpoints of graphs, on the same connection."""
        return self._saver

    def run(self, sql: str, *cells: Cell) -> int:
        """Change rows in one transaction; returns how many."""
        with self.guarded(), self._saver.cursor() as cursor:
            return cursor.execute(sql, cells).rowcount

    def rows(self, sql: str, *cells: Cell) -> list[tuple[Cell, ...]]:
        """Read rows; a statement that changes something and returns rows is committed, too."""
        with self.guarded(), self._saver.cursor() as cursor:
            return cursor.execute(sql, cells).fetchall()

    def script(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction: all of them or none."""
        with self.guarded(), self._saver.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            for sql, *cells in statements:
                cursor.execute(sql, cells)

    def prune(self, thread: str, keep: int) -> None:
        """Drop a thread's checkpoints but the last ones, and what was written on the way to them."""
        with self.guarded(), self._saver.cursor() as cursor:
            last = cursor.execute(OLDEST_KEPT.replace("%s", "?"), (thread, keep - 1)).fetchone()
            for table in ("checkpoints", "writes") if last else ():
                older = "thread_id = ? AND checkpoint_ns = '' AND checkpoint_id < ?"
                cursor.execute(f"DELETE FROM {table} WHERE {older}", (thread, last[0]))

    def holding(self, name: str) -> AbstractContextManager[None]:
        """Hold the lock called ``name``, against threads and other processes."""
        return self._locks.holding(name)

    @contextmanager
    def guarded(self) -> Generator[None]:
        """Turn errors of SQLite into `StoreError`."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self.path.name if self.path else "the store in memory") from error

    def erased(self) -> None:
        """Empty the write-ahead log: it still holds what was deleted.

        Raises:
            StoreError: Somebody else reads an older state of the file, and did so for as long as SQLite waits.
        """
        with self.guarded(), self._saver.lock:
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError(
                f"{self.path.name if self.path else 'the store'}: deleted, but not yet gone from the file: another "
                "program still reads what was there before",
                hint="let it come to its end, and erase again",
            )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _made_for_oneself(path: Path) -> None:
    """Make the folder, and the file if there is none: conversations are for nobody else on this machine to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def may_be_written(path: Path) -> bool:
    """Whether a store can be kept in a file: SQLite writes beside it, too."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _mode_to_read(path: Path) -> str:
    """How SQLite is to open a file for somebody who only reads it, and may not be allowed to do anything else.

    Where nothing may be written beside the file there is no telling what others write: it is taken as it stands.
    """
    if may_be_written(path):
        return "mode=rw"
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"


_OPEN: WeakSet[SqliteDatabase] = WeakSet()
_LEFT: list[sqlite3.Connection] = []
"""Connections of the process that this one is a fork of: SQLite allows neither to use nor to close them."""


def _after_fork() -> None:
    for database in list(_OPEN):
        database.forked()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)


def _locks_of(path: Path) -> FileLocks:
    """The locks beside the file itself: who comes by a link has to meet who does not."""
    real = path.resolve()
    return file_locks(real.with_name(f"{real.name}-lock"))


def store_error(error: Exception, name: str) -> StoreError:
    """What went wrong with a store, and what to do."""
    said = str(error)
    for words, hint in _HINTS:
        if words in said.casefold():
            return StoreError(f"{name}: {said}", hint=hint)
    return StoreError(f"{name}: {said}", hint=_PLACE if isinstance(error, OSError) else _MAY_BE_TAKEN)


_MAY_BE_TAKEN = (
    "nothing that was stored before is lost; a message that was just sent may have been taken, and is answered when "
    "the session goes on: send it again under the same id, and it is not taken twice"
)
"""A turn is several writes, and nobody knows which of them failed."""

_PLACE = "check the path, and that it may be written"

_HINTS = (
    ("full", f"free some space; {_MAY_BE_TAKEN}"),
    ("no space left", f"free some space; {_MAY_BE_TAKEN}"),
    (
        "malformed",
        "the file is damaged: move it aside and restore a copy, or let `sqlite3 FILE .recover` save what it can",
    ),
    ("not a database", "the file is no SQLite database: check the path, or move the file aside"),
    ("locked", "another program holds the file; try again when it is done"),
    ("readonly", "the file or its folder may not be written: check the permissions"),
    ("unable to open", "check that the folder exists and may be written"),
)
