"""Where dialogues are kept: checkpoints, decision records, handoffs, incidents, mail from the desk, profiles.

One object over one database; safe to share between threads, and a file between processes. Deletion is real. It knows
what is stored and for whom, and nothing of how anything was decided.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from hashlib import blake2b
from os import PathLike
from pathlib import Path
from typing import cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver

from ...beliefs.errors import StoreError
from ..state.dialogue import DialogueState, Json, migrated
from .database import Database, SqliteDatabase
from .desk_tables import DeskTables, stored
from .tables import check_tables, migrate

__all__ = ["Store", "checked_name", "is_store", "open_store"]

KEPT = 12
"""Checkpoints that a session keeps: two turns."""

REMEMBERED = 1_000
"""Turns back to which a message is known by its id."""


class Store(DeskTables):
    """One store."""

    def __init__(self, database: Database, *, reading: bool = False) -> None:
        """Take a database and bring its tables up to date; who is only ``reading`` takes it as it is."""
        self.database = database
        (check_tables if reading else migrate)(database)

    @property
    def saver(self) -> BaseCheckpointSaver[str]:
        """Keeps the checkpoints of graphs."""
        return self.database.saver

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def holding(self, session: str) -> AbstractContextManager[None]:
        """Hold a session, against threads and other processes."""
        return self.database.holding(f"session:{session}")

    def guarded(self) -> AbstractContextManager[None]:
        """Turn errors of the driver into `StoreError`."""
        return self.database.guarded()

    # Sessions

    def note_session(self, session: str, owner: str, domain: str) -> None:
        """Remember whose session it is, and what it is about."""
        sql = (
            "INSERT INTO sessions (session, owner, domain, opened) VALUES (?, ?, ?, ?) ON CONFLICT (session) "
            "DO UPDATE SET domain = excluded.domain WHERE sessions.domain = ''"
        )
        self.database.run(sql, session, owner, domain, time.time())

    def check_domain(self, session: str, domain: str) -> None:
        """Refuse a session of another domain: its evidence would mean nothing here.

        Raises:
            StoreError: The session was begun in another domain.
        """
        found = self.database.rows("SELECT domain FROM sessions WHERE session = ?", session)
        theirs = str(found[0][0]) if found else ""  # empty, too, where it was begun before this was noted
        if theirs and theirs != domain:
            raise StoreError(
                f"the session {session!r} is about the domain {theirs!r}, not about {domain!r}",
                hint=f"go on with it in {theirs!r}, or take another name for the session",
            )

    def owner_of(self, session: str) -> str | None:
        """Whose session it is."""
        found = self.database.rows("SELECT owner FROM sessions WHERE session = ?", session)
        return str(found[0][0]) if found else None

    def sessions_of(self, owner: str) -> list[str]:
        """A user's sessions, the oldest first."""
        found = self.database.rows("SELECT session FROM sessions WHERE owner = ? ORDER BY opened, session", owner)
        return [str(row[0]) for row in found]

    def dialogue(self, session: str) -> DialogueState | None:
        """A session's dialogue as it was stored last."""
        config: RunnableConfig = {"configurable": {"thread_id": session}}
        with self.guarded():
            found = self.saver.get_tuple(config)
        stored = found.checkpoint["channel_values"].get("dialogue") if found else None
        return migrated(cast("Mapping[str, object]", stored)) if stored else None

    def latest(self, session: str) -> str | None:
        """Id of a session's last checkpoint."""
        sql = "SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = ''"
        found = self.database.rows(sql, session)
        return str(found[0][0]) if found and found[0][0] is not None else None

    def prune(self, session: str, turn: int = 0, keep: int = KEPT) -> None:
        """Drop a session's checkpoints but the last ones, and what was noted of messages long before ``turn``."""
        self.database.prune(session, max(keep, 1))
        if turn > REMEMBERED:
            self.database.run("DELETE FROM taken WHERE session = ? AND turn <= ?", session, turn - REMEMBERED)

    # Messages that were taken

    def note_taken(self, session: str, message: str, turn: int, reply: Mapping[str, object]) -> None:
        """Remember what was replied to a message; the same one again changes nothing."""
        sql = "INSERT INTO taken (session, message, turn, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self.database.run(sql, session, _key(message), turn, json.dumps(reply))

    def taken(self, session: str, message: str) -> Json | None:
        """What was replied to a message that was taken before."""
        found = self.database.rows("SELECT data FROM taken WHERE session = ? AND message = ?", session, _key(message))
        return stored(found[0][0], "taken", session) if found else None

    # Decision records

    def record(self, session: str, turn: int, part: int, at: float, data: str) -> bool:
        """Append a decision record, and whether that was done: one of the same turn and part stays as it is."""
        sql = "INSERT INTO records (session, turn, part, at, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        return self.database.run(sql, session, turn, part, at, data) > 0

    def recorded(self, session: str, turn: int, part: int) -> str | None:
        """One decision record."""
        sql = "SELECT data FROM records WHERE session = ? AND turn = ? AND part = ?"
        found = self.database.rows(sql, session, turn, part)
        return str(found[0][0]) if found else None

    def records(self, session: str | None = None) -> Iterator[str]:
        """Decision records in the order of time, of one session or of all; read in pages."""
        where, cells = ("session = ? AND ", [session]) if session is not None else ("", [])
        order = "ORDER BY at, session, turn, part LIMIT 200"
        at, seen = -1.0, set[tuple[object, ...]]()
        while True:
            sql = f"SELECT at, session, turn, part, data FROM records WHERE {where}at >= ? {order} OFFSET ?"
            page = self.database.rows(sql, *cells, at, len(seen))
            if not page:
                return
            for row in page:
                yield str(row[4])
            last = cast(float, page[-1][0])
            here = {row[1:4] for row in page if row[0] == last}
            at, seen = last, (seen | here if last == at else here)

    def note_domain(self, digest: str, data: str) -> None:
        """Keep a domain under which decisions were recorded: replay needs it."""
        self.database.run("INSERT INTO domains (digest, data) VALUES (?, ?) ON CONFLICT DO NOTHING", digest, data)

    def domains(self) -> dict[str, str]:
        """Domains under which decisions were recorded, by digest."""
        return {str(digest): str(data) for digest, data in self.database.rows("SELECT digest, data FROM domains")}

    # Profiles, and what belongs to one user

    def profile(self, owner: str) -> Json | None:
        """A user's profile with its settings."""
        found = self.database.rows("SELECT data FROM profiles WHERE owner = ?", owner)
        return stored(found[0][0], "profiles", owner) if found else None

    def keep_profile(self, owner: str, profile: Mapping[str, object] | None) -> None:
        """Store a user's profile, or delete it."""
        if profile is None:
            self.database.run("DELETE FROM profiles WHERE owner = ?", owner)
            return
        sql = (
            "INSERT INTO profiles (owner, at, data) VALUES (?, ?, ?) "
            "ON CONFLICT (owner) DO UPDATE SET at = excluded.at, data = excluded.data"
        )
        self.database.run(sql, owner, time.time(), json.dumps(profile))

    def export(self, owner: str) -> Json:
        """Everything that is stored about one user, as plain JSON."""
        sessions = self.sessions_of(owner)
        return {
            "user": owner,
            "profile": self.profile(owner),
            "sessions": {name: self._exported(name) for name in sessions},
        }

    def _exported(self, session: str) -> Json:
        cases = {"handoffs": self.handoffs(closed=True), "incidents": self.incidents(closed=True)}
        mine = {kind: [vars(case) for case in found if case.session == session] for kind, found in cases.items()}
        dialogue, replies = self.dialogue(session), "SELECT data FROM taken WHERE session = ? ORDER BY turn"
        return {
            "dialogue": cast("Json | None", dialogue),
            "records": [stored(r, "records", session) for r in self.records(session)],
            "letters": self.all_letters(session),
            "replies": [stored(data, "taken", session) for (data,) in self.database.rows(replies, session)],
            **mine,
        }

    def erase(self, owner: str) -> int:
        """Delete everything about one user; returns how many sessions there were."""
        sessions = self.sessions_of(owner)
        for session in sessions:
            with self.holding(session):
                with self.guarded():
                    self.saver.delete_thread(session)
                for table in ("records", "handoffs", "incidents", "mail", "taken", "sessions"):
                    self.database.run(f"DELETE FROM {table} WHERE session = ?", session)
        self.keep_profile(owner, None)
        self.database.erased()
        return len(sessions)


def _key(message: str) -> str:
    """Ids are the sender's own and may be of any length."""
    return blake2b(message.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def checked_name(name: str) -> str:
    """The name of a session or a user, as any store can hold it.

    Raises:
        StoreError: It is empty, which would put strangers into one session, or no text that can be written.
    """
    try:
        fits = bool(name.encode()) and "\0" not in name
    except (AttributeError, TypeError, UnicodeEncodeError):
        fits = False
    if not fits:
        raise StoreError(f"{name!r:.60} cannot name a session or a user", hint="give text: str(id), and not empty")
    return name


def open_store(place: str | PathLike[str] | Store | None = None, *, reading: bool = False) -> Store:
    """Open a store: a file's path, a ``postgresql://`` address, or None for memory.

    A file that is opened for ``reading`` alone is not changed, and may lie where nothing can be.
    """
    if isinstance(place, Store):
        return place
    if place is None:
        return Store(SqliteDatabase(None))
    text = str(place)
    if text.startswith(("postgres://", "postgresql://")):
        from .postgres import PostgresDatabase

        return Store(PostgresDatabase(text))
    if "://" in text:
        raise StoreError(
            f"unknown kind of store: {text.partition('://')[0]!r}", hint="a file's path, or postgresql://..."
        )
    if Path(place).is_dir():
        raise StoreError(f"{text!r} is a folder, and no store", hint="name a file in it")
    return Store(SqliteDatabase(Path(place), reading=reading), reading=reading)


def is_store(place: str) -> bool:
    """Whether a place that exists is a store: an address, or a SQLite file."""
    if "://" in place:
        return True
    with Path(place).open("rb") as file:
        return file.read(15) == b"SQLite format 3"
