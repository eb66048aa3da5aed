"""What can happen to a dialogue: the only things that a turn reacts to, as plain data.

Each survives a round trip through JSON, so that a graph can carry it and a log can keep it. Days are given with the
event, because a pure step has no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, Field, TypeAdapter
from typing_extensions import TypedDict

from ...beliefs.language.objectives import Mode
from .called import Called
from .dialogue import Json
from .heard import Heard
from .safe_text import shown

__all__ = [
    "Acted",
    "AnswerLost",
    "Control",
    "ControlArguments",
    "ControlName",
    "Controlled",
    "Event",
    "PersonAct",
    "PersonDeed",
    "ProfileDeed",
    "Said",
    "Trouble",
    "Unusable",
    "event_from_json",
    "event_to_json",
]

ControlName = Literal[
    "belief",
    "contest",
    "correct",
    "explore",
    "just_answer",
    "outcome",
    "person",
    "profile",
    "repeat",
    "reset",
    "values",
    "what_if",
    "why",
]

ProfileDeed = Literal["show", "on", "off", "edit", "forget", "explore"]

PersonDeed = Literal["take", "reply", "correct", "attest", "resolve", "hand_back", "outcome"]


Words = Annotated[str, AfterValidator(shown)]
"""What somebody wrote, as it may be stored and shown."""


class Control(Called):
    """One use of a control, from words or from a call."""

    kind = "control"

    name: ControlName
    facet: str = ""
    """For `correct` and `what_if`: a facet's id, or ``intent``."""
    value: str = ""
    """For `correct` and `what_if`: a value's or an intent's id; empty withdraws."""
    intent: str = ""
    """For `profile` edits and `outcome`."""
    number: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """For `profile` edits: the count; for its `explore`: the rate."""
    do: ProfileDeed = "show"
    """For `profile` and `values`."""
    weights: dict[str, Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]] = Field(default={})
    """For `values` edits: how much each objective counts; ``value`` names a profile instead."""
    mode: Mode | None = None
    """For `values` edits: whose values count."""
    text: Words = ""
    """For `contest`: what the user objects to, in their words."""
    more: bool = False
    """For `why`: the long form."""


class ControlArguments(TypedDict, total=False):
    """What a control may be called with besides its name; each field is the one of `Control`."""

    facet: str
    value: str
    intent: str
    number: float | None
    do: ProfileDeed
    weights: Mapping[str, float]
    mode: Mode | None
    text: str
    more: bool


class PersonAct(Called):
    """Something that a person at the desk does in a session."""

    kind = "person's act"

    do: PersonDeed
    by: Words = ""
    """Who."""
    text: Words = ""
    """Words for the user."""
    facet: str = ""
    value: str = ""
    """For `correct` and `attest`; with ``facet="intent"`` an intent's id."""
    incident: int | None = None
    """For `outcome`: which contest this is the outcome of."""


@dataclass(frozen=True)
class Said:
    """A message was read."""

    heard: Heard
    control: Control | None = None
    """The control that its words ask for."""
    day: float = 0.0
    kind: Literal["said"] = "said"


@dataclass(frozen=True)
class Trouble:
    """Something that the agent relies on failed: a reader, a model."""

    detail: str
    text: str = ""
    """What the user wrote, when that much is known."""
    day: float = 0.0
    kind: Literal["trouble"] = "trouble"


@dataclass(frozen=True)
class Unusable:
    """A message that cannot be read at all."""

    problem: Literal["empty", "too_long", "not_text"]
    size: int = 0
    kind: Literal["unusable"] = "unusable"


@dataclass(frozen=True)
class Controlled:
    """A control was used by a call, not by words."""

    control: Control
    day: float = 0.0
    kind: Literal["controlled"] = "controlled"


@dataclass(frozen=True)
class Acted:
    """A person at the desk did something."""

    act: PersonAct
    mail: int = 0
    """The act's number at the desk."""
    day: float = 0.0
    kind: Literal["acted"] = "acted"


@dataclass(frozen=True)
class AnswerLost:
    """The host's own answer was decided on and could not be had."""

    detail: str
    response: str = ""
    kind: Literal["answer_lost"] = "answer_lost"


Event = Said | Trouble | Unusable | Controlled | Acted | AnswerLost

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def event_to_json(event: Event) -> Json:
    """Plain JSON types; what is at its default is left out."""
    return cast(Json, _EVENTS.dump_python(event, mode="json", exclude_defaults=True) | {"kind": event.kind})


def event_from_json(data: Mapping[str, object]) -> Event:
    """The inverse of `event_to_json`."""
    return _EVENTS.validate_python(data)
