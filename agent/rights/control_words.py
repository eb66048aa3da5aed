"""Which control a message asks for, if any: from speech acts and a few set phrases.

A message that clearly asks for one of the domain's own intents is never a control: "I want to dispute a payment" is
business, not a contest. Knows what was heard and where the dialogue stands; changes nothing.
"""

from __future__ import annotations

import re

import numpy as np

from ...beliefs.belief.model import Model
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OTHER
from ..state.dialogue import DialogueState
from ..state.events import Control, ControlName, ProfileDeed
from ..state.heard import Heard

__all__ = ["control_in_words", "value_named"]

CLEAR = 0.6
"""Share of an intent, among all by their likelihoods, above which a message is about that intent."""

BY_ACT: tuple[tuple[str, ControlName], ...] = (
    ("human", "person"),
    ("just_answer", "just_answer"),
    ("reset", "reset"),
    ("contest", "contest"),
    ("explain_belief", "belief"),
    ("why", "why"),
    ("repeat", "repeat"),
    ("reject", "correct"),
)
"""Speech acts that are controls, the most urgent first."""

ALWAYS = ("person", "just_answer", "reset", "repeat")
"""Controls that hold whatever else the message is about."""

_PROFILE: dict[ProfileDeed, str] = {
    "forget": r"\b(?:forget|delete|erase|clear) (?:me\b|my profile|what you (?:know|remember) about me)",
    "show": r"\b(?:show|see|what(?:'s| is) in) my profile|what do you remember about me",
    "off": r"\b(?:stop|don'?t|do not) (?:remember(?:ing)?|profiling) me|(?:switch|turn) off my profile",
    "on": r"^(?:please )?remember me\b|(?:switch|turn) on my profile",
}
_PHRASES: tuple[tuple[re.Pattern[str], Control], ...] = (
    *((re.compile(words, re.IGNORECASE), Control(name="profile", do=do)) for do, words in _PROFILE.items()),
    (
        re.compile(r"\bwhat else (?:could|might|can) (?:it|that|this|i) (?:be|mean)|^explore$", re.I),
        Control(name="explore"),
    ),
    (re.compile(r"\bother (?:readings|meanings|possibilities)\b", re.I), Control(name="explore")),
    (
        re.compile(r"\b(?:tell me more|say more|why exactly|explain (?:more|further))\b", re.I),
        Control(name="why", more=True),
    ),
)
_VALUES: tuple[tuple[re.Pattern[str], ProfileDeed], ...] = (
    (re.compile(r"\b(?:forget|delete|erase) (?:my values|what matters to me)\b", re.I), "forget"),
    (re.compile(r"\b(?:my values are|what matters(?: most)? to me is|i care most about)\b", re.I), "edit"),
    (re.compile(r"\b(?:(?:show|see) my values|what (?:do you think )?matters(?: most)? to me\b)", re.I), "show"),
)
_WHAT_IF = re.compile(
    r"\bwhat if\b|\bwhat would (?:you|change)\b.*\bif\b|"
    r"(?:^|[.!?;,]\s*|\b(?:and|now|but|let'?s|let us|just|ok) )suppose\b(?! so\b)",
    re.IGNORECASE,
)

_PRESSES = re.compile(r"\bjust (?:tell|give|show|help) me\b", re.IGNORECASE)
"""What asks for an answer, whatever it is to, where a question was put: "just tell me how far it bends"."""


def control_in_words(model: Model, state: DialogueState, heard: Heard) -> Control | None:
    """The control that a message asks for."""
    if heard.source != "user" or state["status"] == "with_person":
        return None
    clear = _clear(model, heard)
    if not clear:
        for pattern, control in _PHRASES:
            if pattern.search(heard.text[:300]) and (control.name != "why" or state["last"] is not None):
                return control
        values = _own_values(model.domain, heard.text)
        if values is not None:
            return values
        supposed = _supposed(model.domain, heard.text)
        if supposed is not None:
            return supposed
    return _by_act(state, heard, clear)


def value_named(domain: Domain, text: str) -> tuple[str, str] | None:
    """The facet and the value whose name a text holds, the longest name first."""
    words = re.findall(r"[\w-]+", text.casefold())
    plain = f" {' '.join(words)} "
    found: list[tuple[int, str, str]] = []
    for facet, spec in domain.facets.items():
        for value, about in spec.values.items():
            for name in (about.name, value, *about.synonyms):
                if name and f" {name.casefold()} " in plain:
                    found.append((len(name), facet, value))
    best = max(found, default=None)
    return None if best is None else (best[1], best[2])


def _own_values(domain: Domain, text: str) -> Control | None:
    """What the user says of their own values; only what a profile is called settles them."""
    for pattern, do in _VALUES:
        match = pattern.search(text[:300])
        if match is None:
            continue
        if do != "edit":
            return Control(name="values", do=do)
        rest = " ".join(re.findall(r"[\w-]+", text[match.end() : 300].casefold()))
        named = [(len(p.name), key) for key, p in domain.profiles.items() if p.name.casefold() in rest or key in rest]
        return Control(name="values", do="edit", value=max(named)[1]) if named else None
    return None


def _supposed(domain: Domain, text: str) -> Control | None:
    match = _WHAT_IF.search(text[:300])
    named = value_named(domain, text[match.end() : 300]) if match else None
    return None if named is None else Control(name="what_if", facet=named[0], value=named[1])


def _by_act(state: DialogueState, heard: Heard, clear: bool) -> Control | None:
    for act, name in BY_ACT:
        if act in heard.acts and (name in ALWAYS or not clear) and _makes_sense(state, name):
            return Control(name=name, text=heard.text if name == "contest" else "")
    if state["pending"] is not None and _PRESSES.search(heard.text[:300]):
        return Control(name="just_answer")
    silent = heard.intents is None and not heard.facts and heard.question is None
    return Control(name="correct") if "correct" in heard.acts and silent else None


def _makes_sense(state: DialogueState, name: ControlName) -> bool:
    """Nothing can be contested, explained or repeated before it was said."""
    if name == "contest":
        return state["last"] is not None and state["last"]["act"] != "ask"
    return name not in ("why", "repeat") or state["last"] is not None or state["pending"] is not None


def _clear(model: Model, heard: Heard) -> bool:
    if heard.intents is None:
        return False
    weights = np.exp(np.array(heard.intents) - max(heard.intents))
    best = int(weights.argmax())
    return model.intents[best] != OTHER and bool(weights[best] > CLEAR * weights.sum())
