"""The log that a command of audits is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...agent.replaying import Log

__all__ = ["log_at"]


def log_at(place: str) -> Log:
    """Open a log; a file without decisions is hardly the one that was meant, a store may be new.

    Raises:
        DialogError: It is no log, or a file in which nothing was ever decided.
    """
    from ...agent.keeping.store import is_store
    from ...agent.log.audit import NO_LOG
    from ...agent.replaying import read_log
    from ...beliefs.errors import DialogError

    log = read_log(place)
    if not is_store(place) and not list(log.records):
        raise DialogError(f"{place} holds no decisions", hint=NO_LOG)
    return log
