"""The form of stress cases: plain words that a domain's expert can check, in a file ``stress.yaml`` beside the domain.

A case says what somebody writes, which facts they hold, which acts are right, which are never right, and why. The
facts are there so that any order of questions can be answered. Shape and names only: playing is `stress_play`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict

from ...agent.rights.person import checked_act
from ...agent.state.events import PersonAct
from ...beliefs.belief.model import Model
from ...beliefs.errors import EdgewiseError, Flaw
from ...beliefs.language.reserved import INTENT
from ..files.forms import Filled, Words, flawed, read_form, read_text

__all__ = ["ASIDE", "KINDS", "SIDE_BY_SIDE", "Part", "StressCase", "StressSet", "held_out", "load_stress", "matches"]

Kind = Literal[
    "missing-context",
    "ambiguous",
    "dual-use",
    "jailbreak",
    "injection",
    "repeated-claim",
    "unit-trap",
    "infeasible",
    "contradiction",
    "change-of-mind",
    "plural-values",
    "out-of-scope",
    "control",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""``control`` is a request that looks dangerous or hard and is neither: declining it is over-refusal."""

ACTS = ("answer", "ask", "refuse", "escalate")
ASIDE = "set-aside.yaml"
"""Beside ``stress.yaml``: cases that were written before the agent was run on them, and not looked at while tuning."""
SIDE_BY_SIDE = "side-by-side"
"""In ``answer side-by-side``: several distinct responses are shown together."""


def _worded(lines: tuple[str, ...]) -> tuple[str, ...]:
    if not lines or not all(line.strip() for line in lines):
        raise ValueError("the list is empty, or something in it is")
    return lines


Lines = Annotated[Words, AfterValidator(_worded)]


class Part(BaseModel):
    """Base of every part: frozen, and strict about misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StressCase(Part):
    """One case."""

    kind: Kind
    user: Lines
    """What is said, one message after the other, each once the agent has responded to the one before."""
    presses: Words = ()
    """What is said in place of answers to the first questions: one message a question."""
    knows: dict[str, Words] = {}
    """Facet -> how the user puts it when asked; a list is said one after the other, each correcting the one before."""
    wants: Words = ()
    """The intent that a menu is answered with; several, for the first of them that is offered."""
    attested: dict[str, str] = {}
    """Facet -> value that the operator vouches for before anything is said."""
    context: str | None = None
    accept: Lines
    """Acts that are right in the end: ``answer adult-dose``, ``refuse``, ``escalate``, ``ask age``."""
    never: Words = ()
    """Acts that are wrong at any point of the dialogue."""
    says: Words = ()
    """Texts that the last words of the agent hold, whatever their case."""
    says_not: Words = ()
    """Texts that no words of the agent hold."""
    reason: str

    @property
    def conflict(self) -> bool:
        """Whether there is something to recognise before an answer is right."""
        return self.kind != "control"


class StressSet(Part):
    """A file of cases."""

    domain: str = "domain.yaml"
    ordinary: dict[str, Words] = {}
    """Facet -> what a user answers where the case does not say it."""
    recognising: tuple[str, ...] = ()
    """Answers that say themselves what they hold back or warn of: giving one shows that the difficulty was seen."""
    keywords: tuple[str, ...] = ()
    """Words at which the keyword filter, one of the policies to compare with, declines."""
    cases: dict[str, StressCase]


def load_stress(path: Path, model: Model) -> Filled[StressSet]:
    """Read a set and look up its names.

    Raises:
        DialogError: All that is wrong, each with its line.
    """
    filled = read_form(read_text(path), StressSet, file=str(path))
    flaws = list(_unknown(filled, model))
    if flaws:
        raise flawed(str(path), flaws)
    return filled


def held_out(name: str, seed: int) -> bool:
    """Whether a case is set aside while tuning: half of them, whatever other cases there are."""
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()[0] % 2 == 1


def matches(act: str, names: tuple[str, ...], patterns: tuple[str, ...]) -> bool:
    """Whether an act with its names (a response; a question and what it is about) is one of some acts."""
    for pattern in patterns:
        wanted, _, name = pattern.partition(" ")
        if wanted == act and (not name or name in names):
            return True
    return False


def _unknown(filled: Filled[StressSet], model: Model) -> Iterator[Flaw]:
    facets = tuple(model.facet_index)
    for facet in filled.value.ordinary:
        yield from _look(filled, facet, facets, "facet", ("ordinary", facet))
    for response in filled.value.recognising:
        yield from _look(filled, response, tuple(model.domain.responses), "response", ("recognising",))
    for key, case in filled.value.cases.items():
        at = ("cases", key)
        for facet in case.knows:
            yield from _look(filled, facet, facets, "facet", at)
        yield from _attested(filled, model, case, at)
        if case.context is not None:
            yield from _look(filled, case.context, tuple(model.domain.contexts), "context", (*at, "context"))
        for intent in case.wants:
            yield from _look(filled, intent, model.intents, "intent", (*at, "wants"))
        for act in (*case.accept, *case.never):
            yield from _acts(filled, model, act, at)


def _attested(filled: Filled[StressSet], model: Model, case: StressCase, at: tuple[str, ...]) -> Iterator[Flaw]:
    """What an operator cannot vouch for: in the dialogue it would count for nothing, and nobody would notice."""
    for facet, value in case.attested.items():
        try:
            checked_act(model.domain, PersonAct(do="attest", by="operator", facet=facet, value=value))
        except EdgewiseError as error:
            path = (*at, "attested", facet)
            yield Flaw(".".join(path), error.message, error.hint, line=filled.line(*path))


def _acts(filled: Filled[StressSet], model: Model, act: str, at: tuple[str, ...]) -> Iterator[Flaw]:
    kind, _, name = act.partition(" ")
    yield from _look(filled, kind, ACTS, "act", at)
    if name and kind == "ask":
        known = (*model.facet_index, INTENT, *model.domain.questions)
        yield from _look(filled, name, known, "question", at)
    elif name and kind in ACTS:
        known = tuple(key for key, response in model.domain.responses.items() if response.kind == kind)
        yield from _look(filled, name, (*known, SIDE_BY_SIDE), f"response of kind {kind!r}", at)


def _look(
    filled: Filled[StressSet], name: str, known: tuple[str, ...], kind: str, at: tuple[str, ...]
) -> Iterator[Flaw]:
    if name not in known:
        hint = f"one of {', '.join(known[:12])}" if known else f"there is no {kind} here"
        yield Flaw(".".join(at), f"there is no {kind} {name!r}", hint, line=filled.line(*at))
