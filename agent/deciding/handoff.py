"""Handing over to a person, and coming back.

A handoff carries what the person needs: who, what was asked and answered, the belief, what is still unknown, the
constraint, and a suggested reply. While a person has the word the agent is silent. Pure: what a person does
arrives as plain data, whoever the person is and wherever the desk stands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from pydantic import BaseModel, ConfigDict, JsonValue

from ...beliefs.language.domain import Domain
from ..memory.unasked import unasked
from ..state.decision import Decision
from ..state.dialogue import DialogueState, Json, Line, said_by_user, without_later
from ..state.mind import fact_key
from ..words.speech_acts import speech_acts

__all__ = ["Handoff", "hand_over"]


class Handoff(BaseModel):
    """What a person gets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: str
    turn: int
    to: str
    reason: str
    """Reason code."""
    summary: str
    """One plain sentence."""
    lines: tuple[Line, ...]
    known: dict[str, str] = {}
    """Facet name -> what was said about it."""
    unknown: tuple[str, ...] = ()
    """Names of facets that matter and are not settled."""
    intents: tuple[tuple[str, float], ...] = ()
    constraint: str | None = None
    suggested: str = ""
    """A reply that the person may send as it is."""
    rationale: dict[str, JsonValue] = {}


def hand_over(domain: Domain, state: DialogueState, decision: Decision) -> DialogueState:
    """Give the word to a person; the agent is silent from here on."""
    package = _package(domain, state, decision)
    return {
        **without_later(unasked(state)),
        "status": "with_person",
        "handoff": cast(Json, package.model_dump(mode="json")),
    }


def _package(domain: Domain, state: DialogueState, decision: Decision) -> Handoff:
    record = decision.rationale
    facets = cast("list[dict[str, dict[str, str] | float]]", record.get("facets") or [])
    known, unknown = _facts(facets, {str(item["key"]) for item in state["ledger"]})
    held = cast("dict[str, str] | None", record.get("withheld_by"))
    intents = cast("list[dict[str, dict[str, str] | float]]", record.get("intents") or [])
    return Handoff(
        session=state["session"],
        turn=state["turn"],
        to=domain.escalation.to,
        reason=decision.escalation or "asked_for_person",
        summary=str(record.get("sentence") or "The user asked for a person."),
        lines=tuple(state["lines"]),
        known=known,
        unknown=unknown,
        intents=tuple((_name(share["of"]), float(cast(float, share["probability"]))) for share in intents[:5]),
        constraint=held["name"] if held else None,
        suggested=_suggestion(state),
        rationale=record,
    )


SETTLED = 0.9
"""A facet is told as known when something was said of it and one value has at least this probability."""


def _facts(
    shares: list[dict[str, dict[str, str] | float]], told: Collection[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Split the facets that matter into what is settled and what is not.

    What is merely usual is not known: a person would take it for an answer.
    """
    best: dict[str, tuple[float, str]] = {}
    heard: set[str] = set()
    for share in shares:
        facet, p = _name(share["facet"]), float(cast(float, share["probability"]))
        if p > best.get(facet, (0.0, ""))[0]:
            best[facet] = (p, _name(share["of"]))
        if fact_key(cast("dict[str, str]", share["facet"])["id"]) in told:
            heard.add(facet)
    known = {facet: value for facet, (p, value) in best.items() if p >= SETTLED and facet in heard}
    return known, tuple(facet for facet in best if facet not in known)


def _name(named: dict[str, str] | float) -> str:
    return str(cast("dict[str, str]", named)["name"])


TERSE = 2
"""Words of a message that answers something and says nothing by itself: "no", "5 months"."""


def _suggestion(state: DialogueState) -> str:
    words = [text for text in reversed(said_by_user(state)) if "human" not in speech_acts(text)]
    said = next((text for text in words if len(text.split()) > TERSE), words[0] if words else "")
    return f"Hello, I have read your conversation about “{said[:120]}”. Let me look into it." if said else ""
