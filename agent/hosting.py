"""What a session needs of its agent, and what a process knows of a session between two turns."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from langgraph.graph.state import CompiledStateGraph

from .graph_state import GraphState
from .keeping.store import Store
from .state.dialogue import Json
from .state.mind import Mind
from .state.streaming import Turn

__all__ = ["Host", "Known", "KnownSessions"]


@dataclass(frozen=True)
class Known:
    """What this process knows of a session between two turns."""

    checkpoint: str
    """The last one of a run that came to its end."""
    profile: Json | None
    """As it is stored."""
    unseen: Turn | None = None
    """The last one, where whoever watched it left before its end."""


class KnownSessions:
    """Sessions that this process knows to be at rest; the least recent ones are forgotten."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, session: str) -> Known | None:
        """Where a session stands, if that is known."""
        return self._known.get(session)

    def note(self, session: str, known: Known) -> None:
        """Remember where a session stands."""
        with self._guard:
            self._known[session] = known
            self._known.move_to_end(session)
            if len(self._known) > self._most:
                self._known.popitem(last=False)


class Host(Protocol):
    """What a session needs of its agent."""

    mind: Mind
    store: Store
    graph: CompiledStateGraph[GraphState]
    known: KnownSessions
