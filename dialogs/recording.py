"""From a dialogue that took place to a script that can be run again.

What the user and the operator said becomes turns; what the agent said or did then is expected again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ..agent.decision import Decision
from ..agent.dialogue import Line
from ..agent.events import Control
from ..beliefs.answers import is_menu

__all__ = ["Beside", "Exchange", "script_from", "script_of", "seen_from"]

MOST_WORDS = 160
"""Characters of the agent's words that are expected again."""


@dataclass(frozen=True)
class Exchange:
    """A message and what the agent decided then."""

    text: str
    decision: Decision


@dataclass
class Beside:
    """What a transcript does not hold of a dialogue, by the number of the turn."""

    controls: dict[int, Control] = field(default_factory=dict[int, Control])
    """What was used by a call, not by words."""
    hosted: set[int] = field(default_factory=set[int])
    """Where a host's own function answered: a script has none, so its words are not expected again."""
    seed: int = 0
    context: str | None = None


def script_of(domain: str, lines: Sequence[Line], name: str = "recorded", beside: Beside | None = None) -> str:
    """A script from a transcript: what the agent said is expected as wording, of the turn in which it was said.

    What is said in a turn that nobody began here (a control of an earlier process) is left out.
    """
    known, turns, number = beside or Beside(), list[dict[str, object]](), 0
    left = sorted(known.controls)
    for line in lines:
        while left and left[0] <= line["turn"]:
            number = left.pop(0)
            turns.append(_control(known.controls[number]))
        if line["role"] == "user":
            turns.append({"user": line["text"]})
            number = line["turn"]
        elif line["role"] == "operator":
            turns.append({"operator": {"do": "reply", "text": line["text"]}})
        elif turns and line["turn"] == number and number not in known.hosted:
            expect = turns[-1].setdefault("expect", {"says": []})
            assert isinstance(expect, dict), "made in the line above"
            expect["says"] = [*expect["says"], *_wording(line["text"])]
    turns += [_control(known.controls[turn]) for turn in left]
    return _written(domain, name, turns, known)


def _control(used: Control) -> dict[str, object]:
    return {"control": used.model_dump(mode="json", exclude_defaults=True)}


def script_from(domain: str, exchanges: Sequence[Exchange], name: str = "recorded") -> str:
    """A script from decisions: the act and what it was about is expected, which says more than its wording."""
    turns: list[dict[str, object]] = [
        {"user": exchange.text, "expect": _expected(exchange.decision)} for exchange in exchanges
    ]
    return _written(domain, name, turns)


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


def _written(domain: str, name: str, turns: list[dict[str, object]], beside: Beside | None = None) -> str:
    given = {} if beside is None else {"seed": beside.seed, "context": beside.context}
    more = {key: value for key, value in given.items() if value}
    script = {"domain": domain, "dialogues": [{"name": name, **more, "turns": turns}]}
    return yaml.safe_dump(script, sort_keys=False, allow_unicode=True, width=110)
