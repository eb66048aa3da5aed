"""From a dialogue that took place to a transcript of it, and to a script that can be run again.

What the user and a person at the desk said and did becomes turns; what the agent said then is expected again. The
records of decisions hold all of it, from the beginning; the dialogue's own state holds the last lines alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

from ...agent.state.decision import Decision
from ...agent.state.dialogue import MOST_LINES, Json, Line, Role
from ...agent.state.events import Acted, Controlled, Event, Said, Trouble, event_from_json
from ...beliefs.belief.answers import is_menu

if TYPE_CHECKING:
    from ...agent.keeping.store import Store

__all__ = ["FROM_PERSON", "Exchange", "records_of", "script_from", "script_of", "seen_from", "transcript_of"]

MOST_WORDS = 160
"""Characters of the agent's words that are expected again."""

FROM_PERSON = ("person_reply", "person_resolved", "contest_outcome")
"""Why something is said whose words are a person's."""


@dataclass(frozen=True)
class Exchange:
    """A message and what the agent decided then."""

    text: str
    decision: Decision


def records_of(store: Store, session: str) -> list[Json]:
    """What was decided in a session, in its order."""
    from ...agent.keeping.desk_tables import stored

    return [stored(text, "records", session) for text in store.records(session)]


def transcript_of(records: Sequence[Json], lines: Sequence[Line]) -> list[Line]:
    """All that was said: the lines that the state still holds, and before them those of the records.

    A host's own words are in the state alone, so its lines come first where there are both.
    """
    if len(lines) < MOST_LINES or not records:
        return list(lines)
    whole = lines[0]["turn"] + 1  # of the turn before it, some lines may have fallen out
    earlier = [line for record in records for line in _lines_of(record) if line["turn"] < whole]
    return [*earlier, *(line for line in lines if line["turn"] >= whole)]


def _lines_of(record: Json) -> Iterator[Line]:
    event, decision = _told(record)
    turn = cast(int, record["turn"])
    if isinstance(event, Said):
        who: Role = "user" if event.heard.source == "user" else "operator"
        yield Line(role=who, text=event.heard.text, turn=turn)
    elif isinstance(event, Trouble) and event.text:
        yield Line(role="user", text=event.text, turn=turn)
    elif isinstance(event, Acted) and event.act.do == "hand_back" and event.act.text:
        yield Line(role="operator", text=event.act.text, turn=turn)
    if decision.said:
        yield Line(role="operator" if decision.reason in FROM_PERSON else "agent", text=decision.said, turn=turn)


def script_of(domain: str, records: Iterable[Json], name: str = "recorded") -> str:
    """A script from the records of a dialogue: what the agent said is expected as wording.

    Its words are the domain's own, as a script has them, also where a host's function answered.
    """
    known = list(records)
    before = cast(Json, known[0]["before"]) if known else {}
    turns = [turn for record in known if (turn := _turn(*_told(record)))]
    return _written(domain, name, turns, {key: before[key] for key in ("seed", "context") if before.get(key)})


def _told(record: Json) -> tuple[Event, Decision]:
    return event_from_json(cast(Json, record["event"])), Decision.model_validate(record["decision"])


def _turn(event: Event, decision: Decision) -> Json:
    """What happened and what was said then; empty where a script has no words for it."""
    if isinstance(event, Said):
        turn: Json = {"user": event.heard.text}
    elif isinstance(event, Controlled):
        turn = {"control": event.control.model_dump(mode="json", exclude_defaults=True)}
    elif isinstance(event, Acted):
        turn = {"operator": event.act.model_dump(mode="json", exclude_defaults=True)}
    elif isinstance(event, Trouble) and event.text:  # the next reading may go well, and nobody knows what is said then
        return {"user": event.text}
    else:
        return {}
    says = [] if decision.reason in FROM_PERSON else _wording(decision.said)
    return {**turn, "expect": {"says": says}} if says else turn


def script_from(domain: str, exchanges: Sequence[Exchange], name: str = "recorded") -> str:
    """A script from decisions: the act and what it was about is expected, which says more than its wording."""
    turns: list[Json] = [{"user": exchange.text, "expect": _expected(exchange.decision)} for exchange in exchanges]
    return _written(domain, name, turns, {})


def seen_from(domain: str, script: Path | None) -> str:
    """The domain as a script in another folder has to name it: a path is one from the script's own folder."""
    if not domain or script is None or not Path(domain).exists():
        return domain
    return Path(os.path.relpath(domain, script.parent)).as_posix()


def _expected(decision: Decision) -> dict[str, object]:
    found: dict[str, object] = {"act": decision.act}
    for key in ("question", "response", "escalation"):
        value = getattr(decision, key)
        if value is not None and not is_menu(str(value)):
            found[key] = value
    if decision.act == "answer" and decision.intent is not None:
        found["intent"] = decision.intent
    if decision.options:
        found["options"] = list(decision.options)
    return found


def _wording(text: str) -> list[str]:
    """What is expected of a text: each line of it, up to a length."""
    return [line.strip()[:MOST_WORDS] for line in text.splitlines() if line.strip()]


def _written(domain: str, name: str, turns: list[Json], more: Json) -> str:
    script = {"domain": domain, "dialogues": [{"name": name, **more, "turns": turns}]}
    return yaml.safe_dump(script, sort_keys=False, allow_unicode=True, width=110)
