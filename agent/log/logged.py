"""A state, an event and a decision as the log holds them: with all that a decision depends on, and no more words.

Where texts are hidden, what the user said stands nowhere, neither as it was said nor as it is quoted; what a decision
takes from the words is noted beside the digest. Knows nothing of how texts are hidden, or where records are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from ..deciding.wording import EARLIER
from ..memory.at_odds import quoted
from ..state.decision import Decision
from ..state.dialogue import MOST_LINES, DialogueState, Json, Line
from ..state.events import Controlled, Event, Said, Trouble, event_to_json
from ..state.heard import Heard, mark_of
from ..state.settled import tells_of_something
from ..words.corrections import corrected

__all__ = ["QUOTE", "hidden_quotes", "logged_decision", "logged_event", "logged_state"]

Hide = Callable[[str], str]

QUOTE = re.compile(re.escape(EARLIER).replace(re.escape("{}"), "(.*)"), re.DOTALL)
"""What quotes the user in a question; the quote may itself hold what ends one."""


def logged_state(state: DialogueState, hide: Hide, *, quotable: bool = False) -> Json:
    """A state without the transcript, but for the lines of it that may be ``quotable`` in what is decided next."""
    captured = {
        facet: {**amount, "said": hide(str(amount.get("said", "")))} for facet, amount in state["captured"].items()
    }
    handoff = {"reason": (state["handoff"] or {}).get("reason", "")} if state["handoff"] is not None else None
    last = state["last"] and {**state["last"], "text": hidden_quotes(state["last"]["text"], hide)}
    lines = _quotable(state, hide) if quotable else []
    notices = [hide(notice) for notice in state["notices"]]
    return {**state, "lines": lines, "captured": captured, "handoff": handoff, "last": last, "notices": notices}


def _quotable(state: DialogueState, hide: Hide) -> list[Line]:
    """The user's last line, and those of turns that told something; where the transcript is full, the first falls out.

    Only then does it count how many lines there are, so the others stay, without words.
    """
    told = {item.get("turn") for item in state["ledger"]}
    said = [i for i, line in enumerate(state["lines"]) if line["role"] == "user"]
    kept = {i for i in said if state["lines"][i]["turn"] in told or i == said[-1]}
    full = len(state["lines"]) >= MOST_LINES
    words = [line["text"] if i in kept else "" for i, line in enumerate(state["lines"])]
    words = words if hide is str else [hide(quoted(text)) for text in words]
    pairs = enumerate(zip(state["lines"], words, strict=True))
    return [Line(role=line["role"], text=text, turn=line["turn"]) for i, (line, text) in pairs if full or i in kept]


def logged_event(event: Event, hide: Hide) -> Json:
    """The event with the user's words hidden; equal words stay equal."""
    if isinstance(event, Said):
        heard = event.heard.model_copy(update={"mark": event.heard.mark or mark_of(event.heard.text)})
        if hide is str:
            return event_to_json(replace(event, heard=heard))
        control = event.control and event.control.model_copy(update={"text": hide(event.control.text)})
        return event_to_json(replace(event, heard=_hidden(heard, hide), control=control))
    if isinstance(event, Trouble):
        return event_to_json(replace(event, text=hide(event.text)))
    if isinstance(event, Controlled):
        control = event.control.model_copy(update={"text": hide(event.control.text)})
        return event_to_json(replace(event, control=control))
    return event_to_json(event)


def _hidden(heard: Heard, hide: Hide) -> Heard:
    """What was heard without its words, what is decided by them noted instead."""
    told = {k: amount.model_copy(update={"said": hide(amount.said)}) for k, amount in heard.captured.items()}
    noted = {"puts_right": corrected(heard.text) != heard.text, "describes": tells_of_something(heard)}
    return heard.model_copy(update={"text": hide(heard.text), "captured": told, **noted})


def logged_decision(decision: Decision, hide: Hide) -> Json:
    """The decision without the user's words where they are hidden."""
    data = cast(Json, decision.model_dump(mode="json"))
    data["text"] = hidden_quotes(decision.text, hide)
    data["notices"] = [hide(notice) for notice in decision.notices]
    if decision.incident:
        contested = cast(Json, decision.incident.get("decision", {}))
        said = hidden_quotes(str(contested.get("text", "")), hide)
        objection = hide(str(decision.incident.get("objection", "")))
        data["incident"] = {**decision.incident, "objection": objection, "decision": {**contested, "text": said}}
    return data


def hidden_quotes(text: str, hide: Hide) -> str:
    """A text with what it quotes of the user hidden, to the last place where the quote may end."""
    if hide is str:
        return text
    return QUOTE.sub(lambda found: EARLIER.format(hide(found[1])), text)
