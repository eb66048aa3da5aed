"""What a caller may watch while a turn is made: stages, tokens, and the turn at the end.

Events travel in LangGraph's own ``custom`` stream, so that a host that embeds the graph sees them too. Outside of a
stream emitting costs nothing and does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from langgraph.config import get_stream_writer

from .decision import Decision
from .dialogue import Act, DialogueState

__all__ = ["Finished", "Stage", "StreamEvent", "Token", "Turn", "emit_stage", "emit_token", "event_of"]

StageName = Literal[
    "perceive", "update", "arbitrate", "ask", "answer", "refuse", "escalate", "tell", "silent", "person"
]


@dataclass(frozen=True, repr=False)
class Turn:
    """What came of one message; printed, it is what was done and said, without the whole dialogue."""

    decision: Decision
    state: DialogueState
    earlier: tuple[Decision, ...] = ()
    """What was said before it: what a person did meanwhile, a turn that a crash cut short."""

    @property
    def act(self) -> Act:
        """What was done."""
        return self.decision.act

    @property
    def text(self) -> str:
        """Everything that was said, in order."""
        return "\n".join(part.said for part in (*self.earlier, self.decision) if part.said)

    @property
    def options(self) -> tuple[str, ...]:
        """What may be picked."""
        return self.decision.options

    @property
    def rationale(self) -> str:
        """Why, in one sentence."""
        return str(self.decision.rationale.get("sentence", ""))

    @property
    def pending(self) -> str | None:
        """Id of the question whose answer is awaited."""
        return self.state["pending"]

    def __repr__(self) -> str:
        return f"Turn(act={self.act!r}, text={self.text!r}, options={self.options!r}, pending={self.pending!r})"


@dataclass(frozen=True)
class Stage:
    """A stage has begun."""

    name: str


@dataclass(frozen=True)
class Token:
    """A piece of the text that is being written."""

    text: str


@dataclass(frozen=True)
class Finished:
    """The turn is done; its text is what counts, whatever was streamed before."""

    turn: Turn


StreamEvent = Stage | Token | Finished


def emit_stage(name: StageName) -> None:
    """Say that a stage begins."""
    _emit({"edgewise": "stage", "stage": name})


def emit_token(text: str) -> None:
    """Pass a piece of text on."""
    _emit({"edgewise": "token", "text": text})


def event_of(chunk: object) -> Stage | Token | None:
    """The event in a chunk of the ``custom`` stream; None for what others put there."""
    if not isinstance(chunk, dict):
        return None
    fields = cast("dict[str, str]", chunk)
    if fields.get("edgewise") == "stage":
        return Stage(fields["stage"])
    return Token(fields["text"]) if fields.get("edgewise") == "token" else None


def _emit(chunk: dict[str, str]) -> None:
    try:
        writer = get_stream_writer()
    except RuntimeError:  # not inside a graph
        return
    writer(chunk)
