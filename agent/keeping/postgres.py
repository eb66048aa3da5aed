"""A store in Postgres, for many processes on many machines; needs the extra ``postgres``.

The only module that imports ``psycopg``. Knows what the store asks of any database, nothing of what tables mean.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, LiteralString, cast
from weakref import WeakSet

from ...beliefs.errors import StoreError
from .database import OLDEST_KEPT, Cell, Statement, store_error
from .locks import LocalLocks, place_of

if TYPE_CHECKING:
    from langgraph.checkpoint.postgres import PostgresSaver
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

__all__ = ["PostgresDatabase"]

MOST_CONNECTIONS = 8
"""For rows; those for locks are apart, so that whoever holds a lock can still write."""

MOST_TURNS = 32
"""Connections for locks: a turn holds one for as long as an answer takes, and an agent has so many threads."""

PATIENCE_S = 60.0

REACHED_S = 10
"""How long a server may take to say that it is there."""

_ADDRESS = "check the address (postgresql://USER:PASSWORD@HOST:PORT/DATABASE), and that the server runs and lets you in"

_UNNAMED = """
    DELETE FROM checkpoint_blobs b WHERE b.thread_id = %s AND b.checkpoint_ns = '' AND NOT EXISTS (
        SELECT 1 FROM checkpoints c WHERE c.thread_id = b.thread_id AND c.checkpoint_ns = b.checkpoint_ns
        AND c.checkpoint -> 'channel_versions' ->> b.channel = b.version
    )
"""
"""Postgres keeps each value once, apart from the checkpoints that name it."""


class PostgresDatabase:
    """One Postgres database; connections come from pools that the threads of this process share."""

    serial = "BIGSERIAL PRIMARY KEY"

    def __init__(self, address: str) -> None:
        """Connect; the address is a ``postgresql://`` one."""
        _need_driver()
        from langgraph.checkpoint.postgres import PostgresSaver

        self._address = address
        self._local = LocalLocks()
        _reach(address)
        with self.guarded():
            self._rows, self._locks = _pool(address, MOST_CONNECTIONS), _pool(address, MOST_TURNS)
            self._saver = PostgresSaver(cast(Any, self._rows))
            for pool in (self._rows, self._locks):
                pool.open(wait=True, timeout=PATIENCE_S)
            self._saver.setup()
        _OPEN.add(self)

    def forked(self) -> None:
        """In the child of a fork: its own connections, or two processes would read each other's rows."""
        _LEFT.extend((self._rows, self._locks))
        self._local = LocalLocks()
        self._rows, self._locks = _pool(self._address, MOST_CONNECTIONS), _pool(self._address, MOST_TURNS)
        self._saver.conn = cast(Any, self._rows)
        self._saver.lock = threading.Lock()
        for pool in (self._rows, self._locks):
            pool.open()  # does not wait: nobody may need them here

    @property
    def saver(self) -> PostgresSaver:
        """Keeps the checkpoints of graphs."""
        return self._saver

    def run(self, sql: str, *cells: Cell) -> int:
        """Change rows in one transaction; returns how many."""
        with self.guarded(), self._rows.connection() as connection:
            return connection.execute(_own(sql), cells).rowcount

    def rows(self, sql: str, *cells: Cell) -> list[tuple[Cell, ...]]:
        """Read rows; a statement that changes something and returns rows is committed, too."""
        with self.guarded(), self._rows.connection() as connection:
            found = connection.execute(_own(sql), cells).fetchall()
            return [tuple(cast("dict[str, Cell]", row).values()) for row in found]

    def script(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction: all of them or none."""
        with self.guarded(), self._rows.connection() as connection, connection.transaction():
            for sql, *cells in statements:
                connection.execute(_own(sql), cells)

    def prune(self, thread: str, keep: int) -> None:
        """Drop a thread's checkpoints but the last ones, their writes, and the values that no other one names."""
        with self.guarded(), self._rows.connection() as connection, connection.transaction():
            last = connection.execute(OLDEST_KEPT, (thread, keep - 1)).fetchone()
            if last is None:
                return
            for table in ("checkpoints", "checkpoint_writes"):
                older = "thread_id = %s AND checkpoint_ns = '' AND checkpoint_id < %s"
                connection.execute(f"DELETE FROM {table} WHERE {older}", (thread, *last.values()))
            connection.execute(_UNNAMED, (thread,))

    @contextmanager
    def holding(self, name: str) -> Generator[None]:
        """Hold the lock called ``name``, against threads and other processes."""
        place = place_of(name)
        with self.guarded(), self._local.holding(str(place)), self._locks.connection() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", (place,))
            try:
                yield
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s)", (place,))

    def guarded(self) -> AbstractContextManager[None]:
        """Turn errors of Postgres into `StoreError`."""
        return _guarded()

    def erased(self) -> None:
        """Deleted rows leave the files with the next vacuum, which the server does of itself."""

    def close(self) -> None:
        """Close the pools."""
        _OPEN.discard(self)
        self._rows.close()
        self._locks.close()


_OPEN: WeakSet[PostgresDatabase] = WeakSet()
_LEFT: list[object] = []
"""Pools of the process that this one is a fork of: to close them would end the parent's connections."""


def _after_fork() -> None:
    for database in list(_OPEN):
        database.forked()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)


@contextmanager
def _guarded() -> Generator[None]:
    import psycopg
    import psycopg_pool

    try:
        yield
    except (psycopg.Error, psycopg_pool.PoolTimeout) as error:
        raise store_error(error, "Postgres") from error


def _need_driver() -> None:
    try:
        import langgraph.checkpoint.postgres  # noqa: F401 # pyright: ignore[reportUnusedImport]
        import psycopg_pool  # noqa: F401 # pyright: ignore[reportUnusedImport]
    except ImportError as error:
        raise StoreError("a store in Postgres needs its driver", hint="pip install 'edgewise[postgres]'") from error


def _reach(address: str) -> None:
    """Connect once: a pool would try for as long as it is patient, and keep why it could not to itself."""
    import psycopg

    try:
        psycopg.connect(address, connect_timeout=REACHED_S).close()
    except psycopg.Error as error:
        said = str(error).strip().partition("\n")[0]
        raise StoreError(f"Postgres cannot be reached: {said}", hint=_ADDRESS) from error


def _pool(address: str, most: int) -> ConnectionPool[Connection[dict[str, Any]]]:
    from psycopg.rows import dict_row
    from psycopg_pool import ConnectionPool

    settings = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    pool = ConnectionPool(address, min_size=1, max_size=most, kwargs=settings, timeout=PATIENCE_S, open=False)
    return cast("ConnectionPool[Connection[dict[str, Any]]]", pool)


def _own(sql: str) -> LiteralString:
    """The statement in the driver's dialect; only this package's own statements come here, never data."""
    return cast(LiteralString, sql.replace("?", "%s"))
