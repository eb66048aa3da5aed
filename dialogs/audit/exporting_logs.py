"""Dialogues that took place as data for training others: the records of an audit log or of a store, session by session.

The lines have the shape of simulated ones (see `exporting`). What was hashed stays hashed; who talked is left out: a
dialogue is known by its place in the log. What the users truly wanted is known to nobody, and so no outcome is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ...agent.replaying import Log
from ...agent.state.mind import Mind
from ...beliefs.belief.model import compile_domain
from ...beliefs.deciding.policy import Policy
from ...beliefs.errors import DialogError
from ...beliefs.language.domain import Domain
from .exporting import Exchanged, Writer

__all__ = ["Spoken", "lines_of_log"]

Json = dict[str, object]
HASHED = "blake2b:"
"""How a hidden text starts."""

Spoken = Mapping[tuple[str, int], str]
"""Session and turn -> what the agent said then, where that is known: a host's own words are not in the records."""


@dataclass
class _Session:
    """The records of one session under one domain."""

    number: int
    domain: str
    records: list[Json] = field(default_factory=list[Json])
    places: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    """Turns and their parts: one that comes again is another dialogue's."""


def lines_of_log(log: Log, spoken: Spoken | None = None) -> Iterator[Json]:
    """One object a session, in the order in which the sessions began."""
    writers: dict[tuple[str, str | None], Writer] = {}
    for one in _sessions(log):
        first = cast(Json, one.records[0]["before"])
        context = cast("str | None", first["context"])
        key = (one.domain, context)
        if key not in writers:
            writers[key] = Writer(_mind(log, one.domain), context)
        yield writers[key].line(_turns(one.records, spoken or {}), {}, _provenance(one, writers[key].mind))


def _sessions(log: Log) -> list[_Session]:
    """Records by session; one that went on under a changed domain, or began anew, is told as another dialogue."""
    found: list[_Session] = []
    last: dict[tuple[str, str], _Session] = {}
    for record in log.records:
        key = (str(record["session"]), str(record["domain"]))
        place = (cast(int, record["turn"]), cast(int, record["part"]))
        if key not in last or place in last[key].places:
            last[key] = _Session(len(found), key[1])
            found.append(last[key])
        last[key].records.append(record)
        last[key].places.add(place)
    return found


def _turns(records: Sequence[Json], spoken: Spoken) -> list[Exchanged]:
    turns: list[Exchanged] = []
    hidden = _hashed(records)
    for record in records:
        place = (str(record["session"]), cast(int, record["turn"]))
        # What a host said may quote its user: with hidden texts it is not told.
        said = None if hidden or record["part"] != 0 else spoken.get(place)
        turns.append(Exchanged(_user(cast(Json, record["event"])), cast(Json, record["decision"]), said))
    return turns


def _user(event: Json) -> str:
    """What the user said, as far as the log knows it; what was done without words stands in brackets."""
    kind = event["kind"]
    if kind == "said":
        return str(cast(Json, event["heard"]).get("text", ""))
    if kind == "controlled":
        return f"[uses the control: {cast(Json, event['control'])['name']}]"
    if kind == "unusable":
        return f"[a message that cannot be read: {event['problem']}]"
    return str(event.get("text", ""))


def _hashed(records: Sequence[Json]) -> bool:
    return any(_user(cast(Json, record["event"])).startswith(HASHED) for record in records)


def _provenance(one: _Session, mind: Mind) -> Json:
    return {
        "source": "logged",
        "planner": mind.domain.planner,
        "seed": cast(int, cast(Json, one.records[0]["before"])["seed"]),
        "episode": one.number,
        "fidelity": "live",
        "texts": "hashed" if _hashed(one.records) else "plain",
        "persona": "",
        "intent": "",
    }


def _mind(log: Log, digest: str) -> Mind:
    if digest not in log.domains:
        raise DialogError(f"the log does not hold the domain {digest[:8]!r} of a record", hint="was its start cut off?")
    return Mind(Policy(compile_domain(Domain.model_validate(json.loads(log.domains[digest])))))
