"""The loop as a LangGraph: wiring and persistence, no decisions.

``perceive -> update -> arbitrate -> {ask | answer | refuse | escalate | tell | silent}``. Asking ends the run: the
user's next message is ordinary input. The dialogue stands as plain JSON under one key beside the usual ``messages``.
"""

# LangGraph's own signatures are generic in types that it leaves open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypedDict, cast

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.graph.state import CompiledStateGraph

from .asking import pending_question
from .decision import Decision
from .dialogue import Act, DialogueState, Json, new_dialogue
from .heard import Heard, Reader, Utterance
from .hearing import question_named
from .turn import Mind, Said, Trouble, arbitrate, update

__all__ = ["ACTS", "GraphState", "GraphUpdate", "build_graph"]

ACTS: tuple[Act, ...] = ("ask", "answer", "refuse", "escalate", "tell", "silent")


class GraphState(TypedDict):
    """What the graph keeps; only JSON, so that any serializer can store it."""

    messages: Annotated[list[AnyMessage], add_messages]
    dialogue: DialogueState
    heard: Json
    decision: Json


class GraphUpdate(TypedDict, total=False):
    """What a node or a caller changes."""

    messages: list[AnyMessage]
    dialogue: DialogueState
    heard: Json
    decision: Json


Answerer = Callable[[Decision, DialogueState], Decision]
"""Puts the host's own answer, or other words, in the place of a decision's template."""


def build_graph(
    mind: Mind,
    reader: Reader,
    *,
    answerer: Answerer | None = None,
    checkpointer: BaseCheckpointSaver[str] | bool | None = None,
) -> CompiledStateGraph[GraphState]:
    """Wire one domain's loop."""
    nodes = Nodes(mind, reader, answerer)
    graph = StateGraph(GraphState)
    graph.add_node("perceive", nodes.perceive)
    graph.add_node("update", nodes.update)
    graph.add_node("arbitrate", nodes.arbitrate)
    graph.add_edge(START, "perceive")
    graph.add_edge("perceive", "update")
    graph.add_edge("update", "arbitrate")
    graph.add_conditional_edges("arbitrate", _act, list(ACTS))
    for act in ACTS:
        graph.add_node(act, nodes.speak)
        graph.add_edge(act, END)
    return graph.compile(checkpointer=checkpointer)


class Nodes:
    """The nodes of one graph."""

    def __init__(self, mind: Mind, reader: Reader, answerer: Answerer | None) -> None:
        self.mind = mind
        self.reader = reader
        self.answerer = answerer

    def perceive(self, state: GraphState) -> GraphUpdate:
        """Read the latest message."""
        dialogue = state.get("dialogue") or new_dialogue("")
        text = _latest(state)
        try:
            heard = self.reader.read([self._utterance(dialogue, text)])[0]
        except Exception as error:
            return {"dialogue": dialogue, "heard": {"trouble": type(error).__name__, "text": text}}
        return {"dialogue": dialogue, "heard": {"said": heard.model_dump(mode="json")}}

    def update(self, state: GraphState) -> GraphUpdate:
        """Take it in."""
        return {"dialogue": update(self.mind, state["dialogue"], _event(state))}

    def arbitrate(self, state: GraphState) -> GraphUpdate:
        """Choose the act."""
        taken = arbitrate(self.mind, state["dialogue"], _event(state))
        return {"dialogue": taken.state, "decision": taken.decision.model_dump(mode="json")}

    def speak(self, state: GraphState) -> GraphUpdate:
        """Say it."""
        decision = Decision.model_validate(state["decision"])
        if self.answerer is not None and decision.act == "answer":
            decision = self.answerer(decision, state["dialogue"])
        if not decision.text:
            return {}
        parts = [part.text for part in (*decision.also, decision)]
        message = AIMessage("\n".join(parts), additional_kwargs={"edgewise": _shown(decision)})
        return {"messages": [message], "decision": decision.model_dump(mode="json")}

    def _utterance(self, dialogue: DialogueState, text: str) -> Utterance:
        model = self.mind.model
        pending = dialogue["pending"]
        recent = dialogue["asked"][-1] if dialogue["asked"] else None
        return Utterance(
            text=text,
            pending=pending_question(model, question_named(model, pending)) if pending else None,
            recent=pending_question(model, question_named(model, recent)) if recent else None,
            history=tuple(line["text"] for line in dialogue["lines"] if line["role"] == "user"),
        )


def _act(state: GraphState) -> str:
    return str(state["decision"]["act"])


def _event(state: GraphState) -> Said | Trouble:
    heard = state["heard"]
    if "said" in heard:
        return Said(Heard.model_validate(heard["said"]))
    return Trouble(str(heard["trouble"]), str(heard["text"]))


def _latest(state: GraphState) -> str:
    for message in reversed(state.get("messages", [])):
        if isinstance(message, HumanMessage):
            return message.text
    return ""


def _shown(decision: Decision) -> dict[str, object]:
    return cast("dict[str, object]", decision.model_dump(mode="json", include={"act", "options", "reason", "question"}))
