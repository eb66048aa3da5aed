"""Whether a script speaks of things that its domain has: every unknown name with its line and the nearest that exists.

Knows scripts and domains; it plays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...beliefs.belief.answers import NONE, is_menu
from ...beliefs.belief.model import Model
from ...beliefs.errors import DialogError, Flaw, nearest
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import INTENT, UNSURE, WITHHELD
from ..files.forms import Filled, flawed
from .script import Dialogue, Expect, Means, Script, Turn

__all__ = ["check_script"]

NOTHING = "none"
Found = tuple[tuple[str | int, ...], str, str, Iterable[str]]
"""Where, what kind of name, the name, the names there are."""


def check_script(filled: Filled[Script], model: Model) -> None:
    """Look up every name.

    Raises:
        DialogError: All that are unknown.
    """
    wrong = [item for item in _names(filled.value, model) if item[2] not in set(item[3])]
    if wrong:
        raise _error(filled, wrong)


def _error(filled: Filled[Script], wrong: list[Found]) -> DialogError:
    flaws: list[Flaw] = []
    for path, kind, name, known in wrong:
        hint = nearest(name, known) or f"one of {', '.join(sorted(known)[:12])}"
        where = ".".join(map(str, path))
        flaws.append(Flaw(where, f"the domain has no {kind} {name!r}", hint, line=filled.line(*path)))
    return flawed(filled.file, flaws)


def _names(script: Script, model: Model) -> Iterator[Found]:
    for phrase, intent in script.phrases.items():
        yield ("phrases", phrase), "intent", intent, model.intents
    for position, dialogue in enumerate(script.dialogues):
        yield from _of_dialogue(dialogue, ("dialogues", position), model)


def _of_dialogue(dialogue: Dialogue, at: tuple[str | int, ...], model: Model) -> Iterator[Found]:
    if dialogue.context is not None:
        yield (*at, "context"), "context", dialogue.context, model.domain.contexts
    for number, turn in enumerate(dialogue.turns):
        here = (*at, "turns", number)
        if turn.means is not None:
            yield from _of_means(turn.means, (*here, "means"), model)
        if turn.expect is not None:
            yield from _of_expect(turn.expect, (*here, "expect"), model)
        yield from _of_operator(turn, here, model.domain)


def _of_means(means: Means, at: tuple[str | int, ...], model: Model) -> Iterator[Found]:
    for intent in means.intent:
        yield (*at, "intent"), "intent", intent, model.intents
    yield from _of_facts(means.facts, (*at, "facts"), model)
    if means.answer:
        values = {value for facet in model.facets for value in facet.values}
        known = {*values, *model.intents, UNSURE, WITHHELD, NONE}
        yield (*at, "answer"), "answer", means.answer, known


def _of_expect(expect: Expect, at: tuple[str | int, ...], model: Model) -> Iterator[Found]:
    domain = model.domain
    if expect.question is not None and not is_menu(expect.question):
        yield (*at, "question"), "question", expect.question, {*domain.questions, NOTHING}
    if expect.response is not None:
        yield (*at, "response"), "response", expect.response, {*domain.responses, NOTHING}
    if expect.intent is not None:
        yield (*at, "intent"), "intent", expect.intent, model.intents
    if expect.constraint is not None:
        yield (*at, "constraint"), "objective", expect.constraint, {*domain.objectives, NOTHING}
    yield from _of_facts(expect.facets, (*at, "facets"), model)
    for name in expect.belief:
        facet, equals, value = name.partition("=")
        if equals:
            yield from _of_facts({facet: value}, (*at, "belief", name), model, inside=True)
        else:
            yield (*at, "belief", name), "intent", name, model.intents


def _of_facts(
    facts: dict[str, str], at: tuple[str | int, ...], model: Model, *, inside: bool = False
) -> Iterator[Found]:
    for facet, value in facts.items():
        here = at if inside else (*at, facet)
        yield here, "facet", facet, model.facet_index
        if facet in model.facet_index:
            yield here, f"value of {facet!r}", value, model.facet(facet).values


def _of_operator(turn: Turn, at: tuple[str | int, ...], domain: Domain) -> Iterator[Found]:
    deed = turn.operator
    if deed is not None and deed.facet and deed.facet != INTENT:
        yield (*at, "operator", "facet"), "facet", deed.facet, domain.facets
