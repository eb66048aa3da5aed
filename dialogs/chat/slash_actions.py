"""What each slash command does: controls go to the session, the rest to the terminal.

Free of wording about the belief: what is shown comes from the agent's own answers and records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from ...beliefs.errors import DialogError, UnknownName
from ..files.record_parts import name_of
from .slash import COMMANDS, Spoken

if TYPE_CHECKING:
    from ...agent.session import Agent, Session, Turn
    from ...beliefs.language.domain import Domain, Facet
    from .screen import Screen

__all__ = ["Conversation", "act_on"]

MOST_ROWS = 12
LEAST = 0.005
"""Less than this is shown as nothing."""


class Conversation(Protocol):
    """What commands need of a conversation in a terminal."""

    domain: Domain
    screen: Screen
    name: str
    store: Path | None
    last: Turn | None
    written: set[Path]
    wanted: str

    @property
    def agent(self) -> Agent:
        """The agent."""
        ...

    @property
    def session(self) -> Session:
        """Its session."""
        ...

    def show(self, turn: Turn, /) -> None:
        """Show a turn."""
        ...

    def forget(self) -> None:
        """Start the picture of the belief anew."""
        ...


def act_on(chat: Conversation, spoken: Spoken) -> bool:
    """Carry a command out; False when it leaves."""
    name = spoken.command.name
    if name == "quit":
        return False
    if name == "help":
        rows = [(f"/{c.name} {c.argument}".strip(), c.summary) for c in COMMANDS]
        chat.screen.table("Commands", ("command", "what it does"), rows)
    elif name == "theme":
        _theme(chat, spoken.argument)
    elif name in ("save", "record"):
        _write(chat, name, spoken.argument)
    else:
        _control(chat, spoken)
    return True


def _control(chat: Conversation, spoken: Spoken) -> None:
    name, given = spoken.command.name, dict[str, object]()
    if name in ("what-if", "correct"):
        given |= _fact(chat, name, spoken.argument)
    if name == "contest":
        given |= {"text": spoken.argument}
    if name == "profile":
        given |= _profile(spoken.argument)
    if name == "values":
        given |= _values(spoken.argument)
    before = chat.last
    if name == "reset":
        chat.forget()
    chat.show(_asked(chat, spoken.command.control, given))
    if name == "profile" and chat.store is None:
        chat.screen.note("What is remembered is forgotten when you leave: nothing is kept.")
    if name == "why" and before is not None:
        _why(chat, _whole(chat) or before.decision.rationale)
    if name == "belief":
        _belief(chat)


def _fact(chat: Conversation, name: str, argument: str) -> dict[str, str]:
    facet, _, value = (part.strip() for part in argument.partition("="))
    known = {key: next(iter(spec.values), "") for key, spec in chat.domain.facets.items()}
    if facet and (value or name == "correct"):
        if not known and facet != "intent":
            raise DialogError("this domain asks for no facts", hint="/correct intent=... puts right what you want")
        return {"facet": facet, "value": value}
    example = next((f"{key}={one}" for key, one in known.items()), f"intent={next(iter(chat.domain.intents))}")
    raise DialogError(f"/{name} needs a fact", hint=f"for example /{name} {example}")


def _asked(chat: Conversation, control: str, given: Mapping[str, object]) -> Turn:
    from ...agent.state.events import Control

    wanted = Control.model_validate({"name": control, **given})
    return chat.session.control(**wanted.model_dump(exclude_unset=True))


def _profile(argument: str) -> dict[str, str]:
    """``show``, ``on``, ``edit INTENT COUNT``, ``explore RATE``."""
    do, *rest = argument.split() or ["show"]
    given = {"do": do}
    if do == "edit" and len(rest) == 2:
        given |= {"intent": rest[0], "number": rest[1]}
    if do == "explore" and rest:
        given |= {"number": rest[0]}
    return given


def _values(argument: str) -> dict[str, object]:
    """``show``, ``forget``, a profile's name, ``OBJECTIVE=WEIGHT ...`` or ``mode=NAME``."""
    if argument in ("", "show", "forget"):
        return {"do": argument or "show"}
    pairs = [part.partition("=") for part in argument.split()]
    if any(not equals for _, equals, _ in pairs):
        return {"do": "edit", "value": argument}
    named = {name: value for name, _, value in pairs}
    mode = named.pop("mode", None)
    given: dict[str, object] = {"do": "edit", "weights": named}
    return {**given, "mode": mode} if mode else given


def _whole(chat: Conversation) -> Mapping[str, object] | None:
    """The whole record of the last decision, where a log of decisions is kept; the dialogue has an extract."""
    from ...agent.keeping.desk_tables import stored

    found: Mapping[str, object] | None = None
    for text in chat.agent.store.records(chat.name):
        weighed = cast("list[Mapping[str, object]]", stored(text, "records", chat.name)["weighed"])
        found = weighed[-1] if weighed else found
    return found


def _belief(chat: Conversation) -> None:
    """Every reading that has some weight, and every fact with its values, as they stand now."""
    from ...agent.state.mind import belief_of

    mind = chat.agent.mind
    belief = belief_of(mind, chat.session.state)
    wanted = [(mind.domain.intents[key].name, f"{p:.0%}") for key, p in belief.top(MOST_ROWS) if p >= LEAST]
    chat.screen.table("What you may want", ("", ""), wanted)
    facts = [
        (mind.domain.facets[space.id].name, ", ".join(_shares(mind.domain.facets[space.id], belief.facet(position))))
        for position, space in enumerate(mind.model.facets)
    ]
    if facts:
        chat.screen.table("What may be so", ("", ""), facts)


def _shares(facet: Facet, marginal: Iterable[float]) -> list[str]:
    pairs = sorted(zip(facet.values, marginal, strict=False), key=lambda pair: -pair[1])
    return [f"{facet.values[key].name or key} {p:.0%}" for key, p in pairs if p >= LEAST]


def _why(chat: Conversation, record: Mapping[str, object]) -> None:
    """The whole table: every response that was weighed, every question that was considered."""
    options = cast("list[dict[str, object]]", record.get("options") or [])
    chat.screen.table("What I could do", ("", "value", "worst loss", "score"), [_option(o) for o in options])
    questions = cast("list[dict[str, object]]", record.get("questions") or [])
    if questions:
        asked = [
            (name_of(q["question"]), *(_figure(q, key) for key in ("value", "gain_bits", "cost"))) for q in questions
        ]
        now = ("respond now", _figure(record, "respond_value"), "", "")
        chat.screen.table("What I could ask", ("", "value", "bits", "cost"), [*asked, now])
    limits = cast("list[dict[str, object]]", record.get("limits") or [])
    if limits:
        rows = [
            (name_of(li["objective"]), _figure(li, "at_most"), f"{1 - float(str(li['alpha'])):.0%}") for li in limits
        ]
        chat.screen.table("Limits that nothing outweighs", ("", "loss at most", "of the worst"), rows)


def _option(option: dict[str, object]) -> tuple[str, ...]:
    blocked = name_of(option["blocked_by"])
    values = " ".join(f"{objective} {value:+z.2f}" for objective, value in _numbers(option["expected"]))
    tails = " ".join(f"{objective} {value:z.2f}" for objective, value in _numbers(option["tails"]))
    return (name_of(option["response"]), values, tails, f"breaks {blocked}" if blocked else _figure(option, "score"))


def _figure(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return f"{value:z.2f}" if isinstance(value, int | float) else ""


def _numbers(values: object) -> list[tuple[str, float]]:
    return list(cast("dict[str, float]", values).items())


def _theme(chat: Conversation, wanted: str) -> None:
    from .rich_screen import THEMES, RichScreen

    if not isinstance(chat.screen, RichScreen):
        raise DialogError("plain output has no colours", hint="start the chat without --plain")
    names = list(THEMES)
    if wanted and wanted not in names:
        raise UnknownName("theme", wanted, names)
    chat.screen.theme = wanted or names[(names.index(chat.screen.theme) + 1) % len(names)]
    chat.screen.note(f"Theme: {chat.screen.theme}.")


def _write(chat: Conversation, name: str, argument: str) -> None:
    """Write the transcript, or a script that can be run again."""
    from ..scripts.recording import records_of, script_of, seen_from, transcript_of

    suffix = "txt" if name == "save" else "dialog.yaml"
    path = Path(argument or f"{re.sub(r'[^A-Za-z0-9_.-]', '-', chat.name)}.{suffix}").expanduser()
    if path.exists() and path not in chat.written:
        raise DialogError(f"{str(path)!r} exists", hint=f"name another file: /{name} FILE")
    records = records_of(chat.agent.store, chat.name)
    if name == "save":
        lines = transcript_of(records, chat.session.state["lines"])
        text = "".join(f"{line['role']}: {line['text']}\n" for line in lines)
    else:
        text = script_of(seen_from(chat.wanted, path), records)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DialogError(f"cannot write {str(path)!r}: {error.strerror}", hint="name another file") from error
    chat.written.add(path)
    chat.screen.note(f"Written to {path}.")
