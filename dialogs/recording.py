"""From a dialogue that took place to a script that can be run again.

What the user and the operator said becomes turns; what the agent said or did then is expected again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from ..agent.decision import Decision
from ..agent.dialogue import Line

__all__ = ["Exchange", "script_from", "script_of"]

MOST_WORDS = 160
"""Characters of the agent's words that are expected again."""


@dataclass(frozen=True)
class Exchange:
    """A message and what the agent decided then."""

    text: str
    decision: Decision


def script_of(domain: str, lines: Sequence[Line], name: str = "recorded") -> str:
    """A script from a transcript: what the agent said is expected as wording."""
    turns: list[dict[str, object]] = []
    for line in lines:
        if line["role"] == "user":
            turns.append({"user": line["text"]})
        elif line["role"] == "operator":
            turns.append({"operator": {"do": "reply", "text": line["text"]}})
        elif turns:
            expect = turns[-1].setdefault("expect", {"says": []})
            assert isinstance(expect, dict), "made in the line above"
            expect["says"] = [*expect["says"], *_wording(line["text"])]
    return _written(domain, name, turns)


def script_from(domain: str, exchanges: Sequence[Exchange], name: str = "recorded") -> str:
    """A script from decisions: the act and what it was about is expected, which says more than its wording."""
    turns: list[dict[str, object]] = [
        {"user": exchange.text, "expect": _expected(exchange.decision)} for exchange in exchanges
    ]
    return _written(domain, name, turns)


def _expected(decision: Decision) -> dict[str, object]:
    found: dict[str, object] = {"act": decision.act}
    for key in ("question", "response", "escalation"):
        value = getattr(decision, key)
        if value is not None and not str(value).startswith("which:"):
            found[key] = value
    if decision.act == "answer" and decision.intent is not None:
        found["intent"] = decision.intent
    if decision.options:
        found["options"] = list(decision.options)
    return found


def _wording(text: str) -> list[str]:
    """What is expected of a text: each line of it, up to a length."""
    return [line.strip()[:MOST_WORDS] for line in text.splitlines() if line.strip()]


def _written(domain: str, name: str, turns: list[dict[str, object]]) -> str:
    script = {"domain": domain, "dialogues": [{"name": name, "turns": turns}]}
    return yaml.safe_dump(script, sort_keys=False, allow_unicode=True, width=110)
