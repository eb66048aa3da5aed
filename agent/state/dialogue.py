"""The state of one dialogue: plain JSON, because it is stored, resumed, replayed and shown.

Nothing here is derived: the belief is a function of the ledger and is computed when it is needed. A session
holds one dialogue; a dialogue is a row of requests, each with its own questions, served one after another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, cast

from typing_extensions import TypedDict

from ...beliefs.errors import StoreError

__all__ = [
    "MOST_LINES",
    "SCHEMA",
    "Act",
    "DialogueState",
    "Hint",
    "Json",
    "Line",
    "Moment",
    "Role",
    "line",
    "migrated",
    "new_dialogue",
    "said_by_user",
    "without_later",
]

Json = dict[str, object]
Act = Literal["answer", "ask", "refuse", "escalate", "tell", "silent"]
"""The four acts of the policy; `tell` answers a remark about the dialogue itself, `silent` leaves the word to a
person who has taken over."""


Role = Literal["user", "agent", "operator"]


class Line(TypedDict):
    """One line of the transcript."""

    role: Role
    text: str
    turn: int


class Hint(TypedDict):
    """Values that a message was like, without telling them, and its turn."""

    values: list[str]
    turn: int


class Moment(TypedDict):
    """A decision as the dialogue remembers it: enough to say why, on request."""

    act: Act
    text: str
    question: str | None
    response: str | None
    options: list[str]
    rationale: Json


class DialogueState(TypedDict):
    """Everything that a turn depends on besides the domain."""

    schema: int
    session: str
    seed: int
    turn: int
    request: int
    """Which request is being served; menus and budget start anew with each."""
    status: Literal["open", "with_person", "closed"]
    ledger: list[Json]
    """Evidence in force, as `beliefs.evidence` writes it."""
    asked: list[str]
    """Ids of the questions that were asked in this request, and of facet questions in any."""
    questions_used: int
    pending: str | None
    """Id of the question whose answer is awaited."""
    captured: dict[str, Json]
    requests: list[str]
    """Intents of a compound message, served one after another."""
    served: list[str]
    surprises: int
    context: str | None
    weights: dict[str, float]
    mode: str | None
    lines: list[Line]
    last: Moment | None
    handoff: Json | None
    notices: list[str]
    """What the user is to be told at the next opportunity (outcome of a contest, word from a person)."""
    profile: Json | None
    """The user's profile as `beliefs.profile` writes it; None when the user has none."""
    exploring: bool
    """The profile is set aside for this request."""
    explore_rate: float
    """Share of requests in which the profile is set aside, of the user's own choice."""
    told: str
    """The control that the last turn answered: asking "why" twice asks for more."""
    contests: int
    """How many decisions the user has contested."""
    message: str
    """Id of the message that was taken last: the same message is never taken twice."""
    mail: int
    """Number of the desk's last act that was carried out here."""
    hinted: NotRequired[dict[str, Hint]]
    """By facet, what was hinted at in this request where nothing was told of it."""
    later: NotRequired[list[Json]]
    """Other things that were asked for in the same message, as they were heard: taken in one after another."""
    vocabulary: NotRequired[str]
    """Digest of the names that the ledger speaks in: a changed domain has others."""


SCHEMA = 2
"""1 had no profile and no controls to remember; `migrated` brings a dialogue up to date."""


def new_dialogue(session: str, *, seed: int = 0, context: str | None = None) -> DialogueState:
    """A dialogue in which nothing was said."""
    return DialogueState(
        schema=SCHEMA,
        session=session,
        seed=seed,
        turn=0,
        request=1,
        status="open",
        ledger=[],
        asked=[],
        questions_used=0,
        pending=None,
        captured={},
        requests=[],
        served=[],
        surprises=0,
        context=context,
        weights={},
        mode=None,
        lines=[],
        last=None,
        handoff=None,
        notices=[],
        profile=None,
        exploring=False,
        explore_rate=0.0,
        told="",
        contests=0,
        message="",
        mail=0,
    )


MOST_LINES = 100
"""Lines of transcript that the state keeps: it is written at every step."""


def line(state: DialogueState, role: Role, text: str) -> DialogueState:
    """The state with one more line of transcript."""
    new = Line(role=role, text=text, turn=state["turn"])
    return {**state, "lines": [*state["lines"], new][-MOST_LINES:]}


def said_by_user(state: DialogueState, turn: int | None = None) -> list[str]:
    """The user's messages in the transcript, or those of one turn."""
    return [one["text"] for one in state["lines"] if one["role"] == "user" and turn in (None, one["turn"])]


def migrated(stored: Mapping[str, object]) -> DialogueState:
    """Bring a stored dialogue up to date; one that a newer version wrote is refused, not guessed at."""
    version = stored.get("schema", 1)
    if version == SCHEMA:
        return cast(DialogueState, stored)
    if not isinstance(version, int) or version > SCHEMA:
        raise StoreError(
            f"the session {stored.get('session')!r} was written by a newer version (schema {version})",
            hint="upgrade edgewise, or open a new session",
        )
    fresh = new_dialogue(str(stored.get("session", "")))
    return cast(DialogueState, {**fresh, **stored, "schema": SCHEMA})


def without_later(state: DialogueState) -> DialogueState:
    """The dialogue without the other things that were asked for in the same message."""
    return cast(DialogueState, {key: value for key, value in state.items() if key != "later"})
