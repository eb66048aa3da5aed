"""Acts: local models, reading, wording, the LangGraph loop, sessions and audit.

What people embed is offered here by name and imported when it is first used, so that importing this package
costs nothing: ``from edgewise.agent import Agent``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .graph import build_graph
    from .session import Agent, Session, Turn

__all__ = ["Agent", "Session", "Turn", "build_graph"]

_HOMES = {"Agent": "session", "Session": "session", "Turn": "session", "build_graph": "graph"}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
