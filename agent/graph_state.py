"""What the graph keeps between its nodes: the usual messages, and plain JSON beside them."""

from __future__ import annotations

from typing import Annotated, NotRequired, cast

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langgraph.graph.message import add_messages
from typing_extensions import TypedDict

from .state.decision import Decision
from .state.dialogue import Act, DialogueState, Json
from .state.recent import LastWritten

__all__ = [
    "ACTS",
    "GraphState",
    "GraphUpdate",
    "answer_message",
    "latest_human",
    "read_decision",
    "recent_messages",
    "shown",
    "written_decision",
]

ACTS: tuple[Act, ...] = ("ask", "answer", "refuse", "escalate", "tell", "silent")

MOST_MESSAGES = 24
"""Messages that the graph's own state keeps, a dozen turns: it is written at every step. A parent graph keeps its
own; a session keeps this turn's, its transcript being in the dialogue."""


SHOWN = {"act", "options", "reason", "question", "response"}


def recent_messages(left: list[AnyMessage], right: list[AnyMessage]) -> list[AnyMessage]:
    """LangGraph's usual merge by id, cut to the latest messages."""
    merged = cast("list[AnyMessage]", add_messages(left, right))  # pyright: ignore[reportArgumentType]
    return merged[-MOST_MESSAGES:]


class GraphState(TypedDict):
    """What the graph keeps; only JSON besides the messages, so that any serializer can store it."""

    messages: Annotated[list[AnyMessage], recent_messages]
    dialogue: NotRequired[DialogueState]
    given: NotRequired[Json]
    """An event that a caller hands in instead of a message: a control, a person's act."""
    heard: NotRequired[Json]
    """The event of this turn."""
    before: NotRequired[Json]
    """What this turn has changed in the dialogue so far, as it was before: for the log."""
    decision: NotRequired[Json]


class GraphUpdate(TypedDict, total=False):
    """What a node or a caller changes."""

    messages: list[AnyMessage]
    dialogue: DialogueState
    given: Json
    heard: Json
    before: Json
    decision: Json


_DECISIONS = LastWritten[Decision]()


def written_decision(decision: Decision) -> Json:
    """A decision as the state keeps it: its record stands in the dialogue, and is not kept twice."""
    kept = {"rationale"} if decision.act not in ("tell", "silent") else None
    return _DECISIONS.note(decision.model_dump(mode="json", exclude=kept), decision)


def read_decision(state: GraphState) -> Decision:
    """The decision of this turn, whole."""
    dialogue = state.get("dialogue")
    last = dialogue["last"] if dialogue else None

    def back(written: Json) -> Decision:
        record = last["rationale"] if written and last and written["act"] == last["act"] else {}
        return Decision.model_validate({"rationale": record, **written})

    return _DECISIONS.read(state.get("decision"), back)


def latest_human(state: GraphState) -> HumanMessage | None:
    """The user's last message."""
    return next((m for m in reversed(state.get("messages", [])) if isinstance(m, HumanMessage)), None)


def answer_message(decision: Decision) -> AIMessage:
    """A decision as a message; what chat interfaces may show beside the text is in ``additional_kwargs``."""
    return AIMessage(decision.said, additional_kwargs={"edgewise": decision.model_dump(mode="json", include=SHOWN)})


def shown(decision: Decision) -> Json:
    """A decision as far as whoever reads it sees it: all that is kept of a turn once others have followed."""
    return {**decision.model_dump(mode="json", include=SHOWN), "text": decision.said}
