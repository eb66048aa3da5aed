"""What a turn decided, as plain data: the turn writes it, the graph executes it, everybody may show it.

The text is the template's until the graph's act nodes put the host's own answer or a model's wording in its
place; the act, the options and the rationale never change after `turn.step`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from .dialogue import Act

__all__ = ["COURTESY", "Decision", "Shown", "told"]

COURTESY = "courtesy"
"""Why something is told that only greets, thanks, or asks whether there is anything else."""


class Shown(BaseModel):
    """One of several answers that stand side by side."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    response: str
    who: tuple[str, ...]
    """Names of those whose view it serves."""
    text: str


class Decision(BaseModel):
    """One decision, ready to be said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Act
    text: str
    options: tuple[str, ...] = ()
    """What may be picked, in the order shown."""
    reason: str = ""
    """The policy's reason code, or the control that was answered."""
    question: str | None = None
    response: str | None = None
    intent: str | None = None
    """The most probable intent."""
    escalation: str | None = None
    assumptions: dict[str, str] = {}
    refusal: JsonValue = None
    rationale: dict[str, JsonValue] = {}
    also: tuple[Decision, ...] = ()
    """Earlier requests of the same message that were served in this turn."""
    side_by_side: tuple[Shown, ...] = ()
    """Answers that people with different values would choose; the text holds them all."""
    source: Literal["template", "host", "model"] = "template"
    notices: tuple[str, ...] = ()
    """What the user is told first: word from a person, the outcome of a contest."""
    incident: dict[str, JsonValue] | None = None
    """What the user contests, for the desk."""

    @property
    def said(self) -> str:
        """Everything that is said, in order: notices, earlier requests of the same message, this one."""
        parts = [*self.notices, *(part.text for part in self.also), self.text]
        return "\n".join(part for part in parts if part)


def told(text: str, reason: str, options: tuple[str, ...] = ()) -> Decision:
    """A remark about the dialogue itself: nothing was decided."""
    return Decision(act="tell", text=text, reason=reason, options=options)
