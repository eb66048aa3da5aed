"""Ways into somebody else's graph besides the subgraph: a node function, a tool, and input that respects a pause.

`build_graph` gives the subgraph, `session` the facade, `middleware` the one for LangChain agents. Knows how hosts call,
nothing of what is decided.
"""

# LangGraph's own signatures are generic in types that it leaves open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import os
from typing import NotRequired, Protocol, cast
from uuid import uuid4

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.types import Command, StateSnapshot
from typing_extensions import TypedDict, Unpack

from ..beliefs.language.domain import Domain
from .graph import build_graph, mind_of
from .graph_state import GraphState, GraphUpdate
from .nodes import Answerer, today
from .rights.control_names import checked
from .rights.person import sendable_act
from .session import Agent
from .state.dialogue import DialogueState, Json, new_dialogue
from .state.events import Acted, Control, ControlArguments, Controlled, ControlName, PersonAct, event_to_json
from .state.heard import Reader
from .state.mind import Mind

__all__ = [
    "HostState",
    "HostUpdate",
    "Pausing",
    "act_input",
    "anext_input",
    "as_tool",
    "control_input",
    "next_input",
    "node_of",
]


class Pausing(Protocol):
    """A compiled graph with a checkpointer."""

    def get_state(self, config: RunnableConfig, *, subgraphs: bool = False) -> StateSnapshot:
        """Where a thread stands."""
        ...

    async def aget_state(self, config: RunnableConfig, *, subgraphs: bool = False) -> StateSnapshot:
        """Where a thread stands."""
        ...


class HostState(TypedDict):
    """What `node_of` needs of a host's state; a host's own may have more."""

    messages: list[AnyMessage]
    edgewise: NotRequired[DialogueState]
    """The dialogue, which the host's checkpointer keeps with everything else."""
    given: NotRequired[Json]
    """What `control_input` and `act_input` hand in instead of a message."""


class HostUpdate(TypedDict):
    """What `node_of` changes in a host's state."""

    messages: list[AnyMessage]
    edgewise: DialogueState
    edgewise_act: str
    """What was decided, for the host's own edges: ask, answer, refuse, escalate, tell, silent."""
    given: Json
    """Nothing: what was handed in has been taken."""


class _Invokes(Protocol):
    def __call__(self, state: HostState, config: RunnableConfig) -> HostUpdate: ...


def node_of(
    domain: Mind | Domain | str | os.PathLike[str],
    reader: Reader | None = None,
    *,
    answerer: Answerer | None = None,
) -> _Invokes:
    """A function for a node of any graph whose state has ``messages`` and ``edgewise``."""
    graph = build_graph(mind_of(domain), reader, answerer=answerer, interrupts=False)

    def edgewise(state: HostState, config: RunnableConfig) -> HostUpdate:
        thread = str(config.get("configurable", {}).get("thread_id", ""))
        human = next((m for m in reversed(state["messages"]) if isinstance(m, HumanMessage)), None)
        dialogue = state.get("edgewise") or new_dialogue(thread)
        given: GraphUpdate = {
            "messages": [human] if human else [],
            "dialogue": dialogue,
            "given": state.get("given") or {},
        }
        # A run of its own: inside a node, LangGraph would take it for a subgraph of the host's.
        result = cast(GraphState, graph.invoke(cast(GraphState, given), {"configurable": {"thread_id": thread}}))
        said = [message for message in result["messages"] if isinstance(message, AIMessage)]
        assert "dialogue" in result and "decision" in result, "a run decides something"
        act = str(result["decision"]["act"])
        return {"messages": [*said], "edgewise": result["dialogue"], "edgewise_act": act, "given": {}}

    return edgewise


def as_tool(agent: Agent, *, name: str = "careful_answer", description: str = "") -> BaseTool:
    """A tool for a model that calls tools: it is given the user's words and gets what to tell the user.

    The session is the thread of whoever calls; without one each call is a session of its own. The whole decision is in
    the tool message's artifact.
    """
    title = agent.mind.domain.title or agent.mind.domain.name
    about = description or (
        f"Decides what to tell the user about: {title}. Give it the user's own words. Pass on what it returns "
        "as it is: it may be an answer, a question back, a refusal with its reason, or a handover to a person."
    )

    def careful_answer(message: str, config: RunnableConfig) -> tuple[str, dict[str, object]]:
        thread = str(config.get("configurable", {}).get("thread_id") or uuid4())
        turn = agent.session(thread).say(message)
        text = turn.text or "A person has taken over this conversation; say nothing."
        if turn.options:
            text = f"{text}\nOptions: {', '.join(turn.options)}"
        return text, cast("dict[str, object]", turn.decision.model_dump(mode="json"))

    return StructuredTool.from_function(
        careful_answer, name=name, description=about, response_format="content_and_artifact"
    )


def control_input(domain: Domain, name: ControlName, **more: Unpack[ControlArguments]) -> GraphState:
    """Input that uses a control without words, as a button does; a parent of the graph has to share ``given`` with it.

    Raises:
        UnknownName: A facet, value, intent, profile or objective does not exist.
    """
    control = checked(domain, Control.model_validate({"name": name, **more}))
    return {"messages": [], "given": event_to_json(Controlled(control, today()))}


def act_input(domain: Domain, act: PersonAct) -> GraphState:
    """Input that does what a person does, where nothing is paused: for a node function, middleware, or no checkpointer.

    Raises:
        UnknownName: A facet, value or intent does not exist.
        NotAllowed: The domain lets no operator vouch for this facet.
    """
    return {"messages": [], "given": event_to_json(Acted(sendable_act(domain, act), day=today()))}


def next_input(graph: Pausing, config: RunnableConfig, text: str) -> GraphState | Command[object]:
    """The user's next message for a graph that may be waiting for a person.

    Plain input would throw a pending interrupt away; while one is pending, the message is passed to it instead.
    """
    return _input(graph.get_state(config, subgraphs=True), text)


async def anext_input(graph: Pausing, config: RunnableConfig, text: str) -> GraphState | Command[object]:
    """`next_input` for a graph whose checkpointer belongs to the event loop."""
    return _input(await graph.aget_state(config, subgraphs=True), text)


def _input(standing: StateSnapshot, text: str) -> GraphState | Command[object]:
    return Command(resume={"user": text}) if standing.interrupts else {"messages": [HumanMessage(text)]}
