"""Two sessions that took place, with a person at the desk in each, as a log or a store has them."""

from __future__ import annotations

from pathlib import Path

from edgewise.agent.log.audit import Audit, JsonLines
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.session import Agent
from edgewise.agent.state.events import PersonAct
from simulated import clinic, clinic_mind

__all__ = ["SAID", "WORDS", "logged"]

WORDS = {"dose": "dose", "open": "hours", "renew": "refill"}
SAID = [
    "hello",
    "what dose can I take",
    "why?",
    "he is 30",
    "no",
    "",
    "when are you open",
    "the second one",
    "I want a person",
]


def logged(folder: Path, kind: str) -> Path:
    """Two sessions that took place, in a log with plain or hashed texts or in a store."""
    place = folder / kind
    reader = ScriptedReader(clinic_mind().model, WORDS)
    audit = True if kind == "store" else Audit(JsonLines(place), texts=kind, key=b"k")
    store = place if kind == "store" else None
    domain = clinic().domain
    agent = Agent.load(domain, {"hours": "Host's words: eight."}, store=store, reader=reader, audit=audit)
    for name in ("zoe", "ben"):
        session = agent.session(name, seed=3)
        for text in SAID:
            session.say(text)
        session.control("why")
        session.act(PersonAct(do="reply", by="Ida", text="I look at it."))
        session.poll()
    agent.close()
    return place
