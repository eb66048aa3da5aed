"""Agents without a model: a shop of cards, and a lab with a limit; both understand set phrases."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from edgewise.agent.graph import mind_of
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.session import Agent
from edgewise.agent.state.heard import Reader
from edgewise.agent.state.mind import Mind
from edgewise.beliefs.language.domain import Domain
from small_domains import lab

__all__ = ["CARDS", "LAB_SCRIPT", "SCRIPT", "cards", "cards_agent", "lab_mind", "reader_of"]

CARDS = {
    "name": "cards",
    "planner": "greedy",
    "intents": {
        "lost": {"name": "a lost card", "examples": ["my card is gone"], "answer": "I have blocked it."},
        "new": {"name": "a new card", "examples": ["send me a card"], "answer": "It is on its way."},
        "limit": {"name": "a higher limit", "examples": ["raise my limit"], "answer": "It is raised."},
    },
    "facets": {
        "abroad": {"name": "being abroad", "kind": "yesno", "prior": 0.2},
    },
}
SCRIPT = {"gone": "lost", "send me": "new", "raise": "limit", "weather": "other"}
LAB_SCRIPT = {"route": "synthesis-route", "sheet": "safety-sheet", "dispose": "disposal"}


def cards() -> Mind:
    """The shop."""
    return mind_of(Domain.model_validate(CARDS))


def lab_mind(**more: object) -> Mind:
    """The lab: a route is withheld from whoever may mean harm."""
    return mind_of(lab(planner="greedy", **more).domain)


def reader_of(mind: Mind, script: Mapping[str, str] | None = None) -> ScriptedReader:
    """A reader that knows a script by heart."""
    return ScriptedReader(mind.model, SCRIPT if script is None else script)


def cards_agent(store: Path | str | None = None, *, reader: Reader | None = None, **more: object) -> Agent:
    """An agent of the shop."""
    mind = cards()
    return Agent.load(mind.domain, store=store, reader=reader or reader_of(mind), **more)  # type: ignore[arg-type]
