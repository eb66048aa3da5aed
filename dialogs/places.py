"""Where the terminal keeps things when nobody says where: sessions, and what was typed.

Folders are the platform's own. What cannot be written to is no reason not to chat: then nothing is kept.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["default_store", "history_file"]


def default_store() -> Path | None:
    """The file that keeps sessions; None where it cannot be written."""
    from platformdirs import user_data_path

    return _writable(user_data_path("edgewise") / "sessions.sqlite")


def history_file() -> Path | None:
    """The file that keeps what was typed; None where it cannot be written."""
    from platformdirs import user_state_path

    return _writable(user_state_path("edgewise") / "chat_history")


def _writable(path: Path) -> Path | None:
    """The path, if a file can be kept there; conversations are private, so others cannot read the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("ab"):
            return path
    except OSError:
        return None
