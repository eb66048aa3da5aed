"""A restart of a scripted dialogue: an agent is closed and another one opened on the same SQLite file.

What comes back went through LangGraph's checkpoint, its serializer and a file, as in a live session; all else is lost.
Nothing is decided here.
"""

# LangGraph's own signatures are generic in types that it leaves open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from langchain_core.runnables import RunnableConfig

from ...agent.keeping.store import open_store
from ...agent.reading.doubles import ScriptedReader
from ...agent.session import Agent
from ...agent.state.dialogue import DialogueState
from ...agent.state.mind import Mind

__all__ = ["reopened"]


def reopened(mind: Mind, state: DialogueState) -> DialogueState:
    """The dialogue as an agent that starts anew finds it.

    Raises:
        EdgewiseError: It cannot be stored, or what was stored cannot be used.
    """
    with TemporaryDirectory(prefix="edgewise-") as folder:
        place, session = Path(folder) / "sessions.db", state["session"] or "script"
        first = _agent(mind, place)
        config: RunnableConfig = {"configurable": {"thread_id": session}}
        try:
            first.graph.update_state(config, {"dialogue": state}, as_node="update")
        finally:
            first.close()
        second = _agent(Mind(mind.policy, mind.deadline_s), place)
        try:
            return cast(DialogueState, {**second.session(session).state, "session": state["session"]})
        finally:
            second.close()


def _agent(mind: Mind, place: Path) -> Agent:
    """An agent that reads nothing: the script's own reader goes on reading."""
    return Agent(mind, ScriptedReader(mind.model, {}), store=open_store(place))
