"""The store's own tables and how they came to be: one list of migrations, each applied once and in order.

A new version appends a migration and never edits an old one. Knows SQL and versions, nothing of dialogues.
"""

from __future__ import annotations

from typing import cast

from ...beliefs.errors import StoreError
from .database import Database, Statement

__all__ = ["MIGRATIONS", "VERSION", "check_kept", "check_not_foreign", "check_tables", "migrate", "version_of"]

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE sessions (session TEXT PRIMARY KEY, owner TEXT NOT NULL, opened DOUBLE PRECISION NOT NULL)",
        "CREATE INDEX sessions_by_owner ON sessions (owner)",
        """CREATE TABLE records (session TEXT NOT NULL, turn INTEGER NOT NULL, part INTEGER NOT NULL,
           at DOUBLE PRECISION NOT NULL, data TEXT NOT NULL, PRIMARY KEY (session, turn, part))""",
        """CREATE TABLE handoffs (id {serial}, session TEXT NOT NULL, turn INTEGER NOT NULL,
           at DOUBLE PRECISION NOT NULL, status TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (session, turn))""",
        """CREATE TABLE incidents (id {serial}, session TEXT NOT NULL, number INTEGER NOT NULL, turn INTEGER NOT NULL,
           at DOUBLE PRECISION NOT NULL, status TEXT NOT NULL, data TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT '',
           UNIQUE (session, number))""",
        """CREATE TABLE mail (id {serial}, session TEXT NOT NULL, at DOUBLE PRECISION NOT NULL, data TEXT NOT NULL,
           taken INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX mail_by_session ON mail (session, taken)",
        "CREATE TABLE profiles (owner TEXT PRIMARY KEY, at DOUBLE PRECISION NOT NULL, data TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE handoffs ADD COLUMN closed_by TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX handoffs_by_status ON handoffs (status)",
        "CREATE INDEX records_by_time ON records (at)",
        "CREATE TABLE domains (digest TEXT PRIMARY KEY, data TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE sessions ADD COLUMN domain TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE taken (session TEXT NOT NULL, message TEXT NOT NULL, turn INTEGER NOT NULL, data TEXT NOT NULL,
           PRIMARY KEY (session, message))""",
    ),
)
VERSION = len(MIGRATIONS)
_VERSIONS = "CREATE TABLE IF NOT EXISTS edgewise_versions (version INTEGER PRIMARY KEY)"


def migrate(database: Database) -> None:
    """Bring a database up to date; one that a newer version wrote is left alone.

    Raises:
        StoreError: The database is newer than this version, or belongs to something else.
    """
    if version_of(database) == VERSION:
        return
    # Two processes may open a new file at once.
    with database.holding("edgewise:migration"):
        database.script([(_VERSIONS,)])
        found = version_of(database)
        if found > VERSION:
            raise _too_new(found)
        for number in range(found, VERSION):
            done = f"INSERT INTO edgewise_versions (version) VALUES ({number + 1})"
            _apply(database, [*((s.format(serial=database.serial),) for s in MIGRATIONS[number]), (done,)])


def check_kept(database: Database) -> int:
    """See whether a database is a store at all, of whatever version; return how many migrations it has seen.

    Raises:
        StoreError: It is empty, or belongs to something else.
    """
    found = version_of(database)
    if found == 0:
        raise StoreError(
            "no dialogue was ever kept in this file", hint="name the file that the agent keeps sessions in"
        )
    return found


def check_not_foreign(database: Database, name: str) -> None:
    """See whether a SQLite file is a store, or nothing yet.

    A host may keep sessions among tables of its own; who only names a file for a chat hardly means that.

    Raises:
        StoreError: It has tables, and none of them is a store's.
    """
    if version_of(database) == 0 and database.rows("SELECT 1 FROM sqlite_master LIMIT 1"):
        raise StoreError(f"{name} is another program's database", hint="name a new file, or one that keeps sessions")


def check_tables(database: Database) -> None:
    """See whether a database can be read as it is, by somebody who changes nothing in it.

    Raises:
        StoreError: It is no store, or one of another version.
    """
    found = check_kept(database)
    if found > VERSION:
        raise _too_new(found)
    if found < VERSION:
        raise StoreError(
            f"the store is of an older version (schema {found}, now {VERSION})",
            hint="open it once where it may be written: `edgewise desk FILE` brings it up to date",
        )


def _too_new(found: int) -> StoreError:
    return StoreError(
        f"the store was written by a newer version (schema {found}, known {VERSION})",
        hint="upgrade edgewise, or use another store",
    )


def _apply(database: Database, statements: list[Statement]) -> None:
    try:
        database.script(statements)
    except StoreError as error:
        if "already exists" not in error.message:
            raise
        raise StoreError(
            f"{error.message}: the database belongs to another program, or lost its table of versions",
            hint="give another store, or restore a copy of this one",
        ) from error


def version_of(database: Database) -> int:
    """How many migrations a database has seen."""
    try:
        return cast(int, database.rows("SELECT COALESCE(MAX(version), 0) FROM edgewise_versions")[0][0])
    except StoreError as error:
        if "edgewise_versions" in error.message:
            return 0
        raise
