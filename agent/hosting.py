"""What a session needs of its agent, and what a process knows of a session between two turns."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from langgraph.graph.state import CompiledStateGraph

from .graph_state import GraphState
from .keeping.store import Store
from .state.dialogue import Json
from .state.mind import Mind
from .state.streaming import Turn

__all__ = ["Host", "Known"]


@dataclass(frozen=True)
class Known:
    """What this process knows of a session between two turns."""

    checkpoint: str
    """The last one of a run that came to its end."""
    profile: Json | None
    """As it is stored."""
    unseen: Turn | None = None
    """The last one, where whoever watched it left before its end."""


class Host(Protocol):
    """What a session needs of its agent."""

    mind: Mind
    store: Store
    graph: CompiledStateGraph[GraphState]
    known: OrderedDict[str, Known]

    def note_known(self, session: str, known: Known) -> None:
        """Remember where a session stands."""
        ...
