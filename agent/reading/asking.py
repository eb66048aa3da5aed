"""From a question of the belief to a question that a person can read and answer.

Everything a user sees comes from names and texts of the domain; an identifier never does.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...beliefs.belief.answers import NONE, PAIR, Contrast, TradeOff
from ...beliefs.belief.model import AskModel, Model
from ...beliefs.language.defaults import SOMETHING_ELSE, humanise
from ...beliefs.language.domain import Domain, Facet, Question, Value
from ...beliefs.language.placeholders import fill_anytime
from ...beliefs.values.tradeoffs import is_trade_off
from ..amounts.units import in_print
from ..matching.questions import Option, PendingQuestion
from ..words.plain_words import plain_text

__all__ = ["MENU_TEXT", "facet_question", "pending_question", "why_ask"]

MENU_TEXT = "Which of these do you mean?"
MOST_MERITS = 2
"""Objectives that a choice names in favour of a response."""
SHORTEST = 3
"""Letters of a word that a question may have for other reasons than to name an answer: "no", "yes", "one"."""
PHRASES_PER_OPTION = 3
"""Examples that stand in as synonyms of a menu's option, so that an answer in other words finds it."""


def pending_question(model: Model, question: AskModel | Contrast) -> PendingQuestion:
    """Word a question; its outcomes keep the belief's names."""
    if isinstance(question, Contrast):
        return _menu(model, question)
    if isinstance(question, TradeOff):
        return _choice(model.domain, question)
    return facet_question(model.domain, question.id)


def facet_question(domain: Domain, name: str) -> PendingQuestion:
    """Word the question called ``name`` about a facet."""
    asked = domain.questions[name]
    facet = domain.facets[asked.about]
    return PendingQuestion(
        id=name,
        text=fill_anytime(asked.text, domain.escalation.to) or _plain(facet),
        kind=facet.kind,
        options=tuple(_option(key, value, asked) for key, value in facet.values.items()),
        unit=facet.unit or None,
        several=facet.several,
        about=facet.name,
    )


def why_ask(domain: Domain, name: str) -> str:
    """Why a question is asked, in one sentence; the domain's own words when it has any."""
    asked = domain.questions.get(name)
    if is_trade_off(name):
        return "What is right here depends on what matters more to you, and only you can say that."
    if asked is None:
        return "I want to be sure that I help with the right thing."
    if asked.why:
        return fill_anytime(asked.why, domain.escalation.to)
    subject = domain.facets[asked.about].name if asked.about in domain.facets else "what you need"
    return f"What I can say depends on {subject}."


def _menu(model: Model, question: Contrast) -> PendingQuestion:
    domain = model.domain
    members = [model.intents[m] for m in question.members]
    options = [Option(m, domain.intents[m].name, domain.intents[m].examples[:PHRASES_PER_OPTION]) for m in members]
    written = domain.questions.get(question.id)
    own = fill_anytime(written.text, domain.escalation.to) if written is not None else ""
    text = own or _menu_text([option.name for option in options])
    return PendingQuestion(id=question.id, text=text, kind="choice", options=(*options, Option(NONE, SOMETHING_ELSE)))


def _choice(domain: Domain, question: TradeOff) -> PendingQuestion:
    """A concrete choice between two responses, with what speaks for each."""
    responses = [domain.responses[key] for key in question.between]
    names = [response.name or humanise(key) for key, response in zip(question.between, responses, strict=True)]
    told = [_with_merits(domain, name, better) for name, better in zip(names, question.better, strict=True)]
    options = tuple(
        Option(outcome, name, synonyms=(humanise(key),) if humanise(key) != name else ())
        for outcome, name, key in zip(PAIR, names, question.between, strict=True)
    )
    return PendingQuestion(
        id=question.id, text=f"Which would you rather have: {told[0]}, or {told[1]}?", kind="choice", options=options
    )


def _with_merits(domain: Domain, name: str, better: Sequence[str]) -> str:
    merits = " and ".join(domain.objectives[key].name for key in better[:MOST_MERITS])
    return f"{name} (better on {merits})" if merits else name


def _menu_text(names: list[str]) -> str:
    if len(names) == 1:
        return f"Is this about {names[0]}?"
    return MENU_TEXT if len(names) > 2 else f"Do you mean {names[0]}, or {names[1]}?"


def _option(key: str, value: Value, asked: Question) -> Option:
    synonyms = (*value.synonyms, *asked.synonyms.get(key, ()), *_as_asked(key, value, asked))
    examples, replies = asked.examples.get(key, ()), asked.replies.get(key, ())
    return Option(key, value.name or key, synonyms, low=value.low, high=value.high, examples=examples, replies=replies)


def _as_asked(key: str, value: Value, asked: Question) -> tuple[str, ...]:
    """What the question itself calls a value that has another name: "... or porcelain?" of one named "white clay"."""
    own, said = humanise(key), f" {' '.join(plain_text(asked.text).words)} "
    words = plain_text(own).words
    other = bool(value.name) and {*words}.isdisjoint(plain_text(value.name).words)
    return (own,) if other and len(own) > SHORTEST and f" {' '.join(words)} " in said else ()


def _plain(facet: Facet) -> str:
    """A question for a facet that has no wording of its own."""
    unit = f" (in {in_print(facet.unit)})" if facet.unit else ""
    if facet.kind == "yesno":
        return facet.name if facet.name.endswith("?") else f"Does this apply: {facet.name}?"
    first = facet.name.casefold().partition(" ")[0]
    if first in ("how", "what", "when", "where", "whether", "which", "who", "why"):
        return f"Can you tell me {facet.name}{unit}?"
    named = facet.kind == "number" or first in ("the", "a", "an", "your", "their")
    return f"What is {facet.name}{unit}?" if named else f"Which {facet.name}?"
