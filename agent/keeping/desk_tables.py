"""What waits for a person, and what a person sends back: handoffs, incidents and letters, as rows.

The part of the store that the desk works on. Knows nothing of sessions' dialogues or of how anything was decided.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from pydantic import ValidationError

from ...beliefs.errors import EdgewiseError, StoreError
from ..state.dialogue import Json
from ..state.events import PersonAct
from .database import Cell, Database, Statement

__all__ = ["CaseFile", "DeskTables", "Letter", "stored"]

SET_ASIDE = -1
"""What is written of a letter that cannot be read."""

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


class DeskTables:
    """The desk's tables in one database."""

    database: Database

    def hand_over(self, session: str, turn: int, package: Mapping[str, object]) -> None:
        """Put a handoff on the desk; the same one again changes nothing.

        One that was closed is open again: a session that was handed back within a turn may be handed over anew in it.
        """
        sql = (
            "INSERT INTO handoffs (session, turn, at, status, data) VALUES (?, ?, ?, 'waiting', ?) "
            "ON CONFLICT (session, turn) DO UPDATE SET at = excluded.at, status = excluded.status, "
            "data = excluded.data, closed_by = '' WHERE handoffs.status = 'closed'"
        )
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
                cast(int, n),
                str(s),
                cast(int, turn),
                cast(float, at),
                str(status),
                stored(data, table, str(s)),
                str(end),
            )
            for n, s, turn, at, status, data, end in rows
        ]

    def mark_handoffs(self, session: str, status: CaseStatus, by: str = "") -> int:
        """Say where a session's open handoffs stand."""
        return self.database.run(*_standing(session, status, by))

    def send(self, session: str, act: PersonAct) -> None:
        """Send a person's act, and say where the cases that it is about stand after it: both or neither.

        Of two steps a crash could leave the first alone, to be sent again; and where the session is quick to be handed
        over anew, the second would close that.
        """
        self.database.script([_sent(session, act), _settled(session, act)])

    def post(self, session: str, act: PersonAct) -> int:
        """Send a person's act alone, whatever waits; returns its number."""
        sql, *cells = _sent(session, act)
        return cast(int, self.database.rows(f"{sql} RETURNING id", *cells)[0][0])

    def letters(self, session: str) -> list[Letter]:
        """What a person did that the session has not taken yet, in order.

        A damaged one is set aside, so that it does not stand in the way of the others and of the session itself; the
        case stays open on the desk.
        """
        rows = self.database.rows("SELECT id, data FROM mail WHERE session = ? AND taken = 0 ORDER BY id", session)
        found = list[Letter]()
        for number, data in rows:
            try:
                found.append(Letter(cast(int, number), PersonAct.model_validate_json(str(data))))
            except (ValidationError, EdgewiseError):
                self.database.run("UPDATE mail SET taken = ? WHERE id = ?", SET_ASIDE, number)
        return found

    def all_letters(self, session: str) -> list[Json]:
        """What persons ever did in a session, as it is stored."""
        rows = self.database.rows("SELECT data FROM mail WHERE session = ? ORDER BY id", session)
        return [stored(data, "mail", session) for (data,) in rows]

    def take_letter(self, number: int) -> None:
        """Mark a letter as taken."""
        self.database.run("UPDATE mail SET taken = 1 WHERE id = ?", number)


def _sent(session: str, act: PersonAct) -> Statement:
    sql = "INSERT INTO mail (session, at, data) VALUES (?, ?, ?)"
    return sql, session, time.time(), act.model_dump_json(exclude_defaults=True)


def _standing(session: str, status: CaseStatus, by: str) -> Statement:
    sql = "UPDATE handoffs SET status = ?, closed_by = ? WHERE session = ? AND status <> 'closed'"
    return sql, status, by, session


def _settled(session: str, act: PersonAct) -> Statement:
    if act.do != "outcome":
        return _standing(session, "closed" if act.do in ("resolve", "hand_back") else "taken", act.by)
    sql = "UPDATE incidents SET status = 'closed', outcome = ? WHERE session = ? AND status <> 'closed'"
    if act.incident is None:
        return sql, act.text, session
    return f"{sql} AND number = ?", act.text, session, act.incident


def stored(data: Cell, table: str, session: str = "") -> Json:
    """What a row holds as JSON.

    Raises:
        StoreError: The row is damaged.
    """
    try:
        return json.loads(str(data))
    except ValueError as error:
        whose = f" of {session!r}" if session else ""
        raise StoreError(
            f"a row of {table!r}{whose} in the store is damaged: {error}",
            hint="restore a copy of the store, or delete that row; every other row is as it was",
        ) from error
