"""Where dialogues are kept: checkpoints, decision records, handoffs, incidents, mail from the desk, profiles.

One object over one database; safe to share between threads, and a file between processes. Deletion is real. It knows
what is stored and for whom, and nothing of how anything was decided.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver

from ..beliefs.errors import StoreError, UnknownName
from .database import Database, SqliteDatabase
from .dialogue import DialogueState, Json, migrated
from .events import PersonAct
from .tables import migrate

__all__ = ["CaseFile", "Letter", "Store", "open_store"]

_ONCE = "ON CONFLICT DO NOTHING"

KEPT = 12
"""Checkpoints that a session keeps: two turns."""

DAY_S = 86_400.0

CaseStatus = Literal["waiting", "taken", "closed"]


@dataclass(frozen=True)
class CaseFile:
    """A handoff or an incident that waits for a person, or was dealt with."""

    number: int
    session: str
    turn: int
    at: float
    """Seconds since the epoch."""
    status: str
    data: Json
    closing: str = ""
    """Who closed a handoff, or what came of an incident."""


@dataclass(frozen=True)
class Letter:
    """Something that a person at the desk did, on its way to a session."""

    number: int
    act: PersonAct


class Store:
    """One store."""

    def __init__(self, database: Database) -> None:
        """Take a database and bring its tables up to date."""
        self.database = database
        migrate(database)

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

    def note_session(self, session: str, owner: str) -> None:
        """Remember whose session it is."""
        self.database.run(
            "INSERT INTO sessions (session, owner, opened) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            session,
            owner,
            time.time(),
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

    def prune(self, session: str, keep: int = KEPT) -> None:
        """Drop a session's checkpoints but the last ones: what came before is in the records."""
        last = self.database.rows(
            "SELECT checkpoint_id FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '' "
            "ORDER BY checkpoint_id DESC LIMIT 1 OFFSET ?",
            session,
            max(keep, 1) - 1,
        )
        if not last:
            return
        for table in ("checkpoints", "writes"):
            sql = f"DELETE FROM {table.replace('writes', self._writes)} WHERE thread_id = ? AND checkpoint_id < ?"
            self.database.run(sql, session, last[0][0])

    @property
    def _writes(self) -> str:
        """LangGraph calls the same table by two names."""
        return "writes" if isinstance(self.database, SqliteDatabase) else "checkpoint_writes"

    # Decision records

    def record(self, session: str, turn: int, part: int, at: float, data: str) -> None:
        """Append a decision record; the same record again changes nothing."""
        sql = "INSERT INTO records (session, turn, part, at, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self.database.run(sql, session, turn, part, at, data)

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

    # The desk

    def hand_over(self, session: str, turn: int, package: Mapping[str, object]) -> None:
        """Put a handoff on the desk; the same one again changes nothing."""
        sql = f"INSERT INTO handoffs (session, turn, at, status, data) VALUES (?, ?, ?, 'waiting', ?) {_ONCE}"
        self.database.run(sql, session, turn, time.time(), json.dumps(package))

    def contest(self, session: str, turn: int, incident: Mapping[str, object]) -> None:
        """Put an incident on the desk; the same one again changes nothing."""
        sql = (
            "INSERT INTO incidents (session, number, turn, at, status, data) VALUES (?, ?, ?, ?, 'waiting', ?) "
            "ON CONFLICT DO NOTHING"
        )
        self.database.run(sql, session, cast(int, incident["number"]), turn, time.time(), json.dumps(incident))

    def handoffs(self, *, closed: bool = False) -> list[CaseFile]:
        """Handoffs that wait or are taken; with ``closed`` all of them."""
        return self._cases("handoffs", "closed_by", closed)

    def incidents(self, *, closed: bool = False) -> list[CaseFile]:
        """Incidents that wait; with ``closed`` all of them."""
        return self._cases("incidents", "outcome", closed)

    def _cases(self, table: str, closing: str, closed: bool) -> list[CaseFile]:
        where = "" if closed else "WHERE status <> 'closed'"
        rows = self.database.rows(
            f"SELECT id, session, turn, at, status, data, {closing} FROM {table} {where} ORDER BY id"
        )
        return [
            CaseFile(
                cast(int, n), str(s), cast(int, turn), cast(float, at), str(status), json.loads(str(data)), str(end)
            )
            for n, s, turn, at, status, data, end in rows
        ]

    def mark_handoffs(self, session: str, status: CaseStatus, by: str = "") -> int:
        """Say where a session's open handoffs stand."""
        sql = "UPDATE handoffs SET status = ?, closed_by = ? WHERE session = ? AND status <> 'closed'"
        return self.database.run(sql, status, by, session)

    def close_incident(self, number: int, outcome: str) -> CaseFile:
        """Write down what came of an incident.

        Raises:
            UnknownName: There is no such incident.
        """
        found = next((case for case in self.incidents(closed=True) if case.number == number), None)
        if found is None:
            raise UnknownName("incident", str(number), [str(case.number) for case in self.incidents()])
        self.database.run("UPDATE incidents SET status = 'closed', outcome = ? WHERE id = ?", outcome, number)
        return found

    def post(self, session: str, act: PersonAct) -> int:
        """Send a person's act to a session; returns its number."""
        sql = "INSERT INTO mail (session, at, data) VALUES (?, ?, ?) RETURNING id"
        return cast(
            int, self.database.rows(sql, session, time.time(), act.model_dump_json(exclude_defaults=True))[0][0]
        )

    def letters(self, session: str) -> list[Letter]:
        """What a person did that the session has not taken yet, in order."""
        rows = self.database.rows("SELECT id, data FROM mail WHERE session = ? AND taken = 0 ORDER BY id", session)
        return [Letter(cast(int, number), PersonAct.model_validate_json(str(data))) for number, data in rows]

    def take_letter(self, number: int) -> None:
        """Mark a letter as taken."""
        self.database.run("UPDATE mail SET taken = 1 WHERE id = ?", number)

    # Profiles, and what belongs to one user

    def profile(self, owner: str) -> Json | None:
        """A user's profile with its settings."""
        found = self.database.rows("SELECT data FROM profiles WHERE owner = ?", owner)
        return json.loads(str(found[0][0])) if found else None

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
        dialogue = self.dialogue(session)
        return {
            "dialogue": cast("Json | None", dialogue),
            "records": [json.loads(r) for r in self.records(session)],
            **mine,
        }

    def erase(self, owner: str) -> int:
        """Delete everything about one user; returns how many sessions there were."""
        sessions = self.sessions_of(owner)
        for session in sessions:
            with self.holding(session):
                with self.guarded():
                    self.saver.delete_thread(session)
                for table in ("records", "handoffs", "incidents", "mail", "sessions"):
                    self.database.run(f"DELETE FROM {table} WHERE session = ?", session)
        self.keep_profile(owner, None)
        self.database.erased()
        return len(sessions)


def open_store(place: str | PathLike[str] | Store | None = None) -> Store:
    """Open a store: a file's path, a ``postgresql://`` address, or None for memory."""
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
    return Store(SqliteDatabase(Path(place)))
