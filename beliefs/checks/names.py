"""Whether every name in a domain is the name of something, and no name means two things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..errors import Flaw, nearest
from ..language.defaults import ANSWER_PREFIX, ESCALATE, HELPFULNESS, QUESTION_PREFIX, REFUSE, own_values
from ..language.domain import Condition, Domain, Question, Response
from ..language.placeholders import ANYTIME, ANYWHERE, TO, formatted, placeholders
from ..language.reserved import INTENT, OTHER, OWN_VALUES, UNSURE, WITHHELD

__all__ = ["NONE", "PLANNERS", "check_names", "check_placeholders"]

NONE = "none"
PLANNERS = ("greedy", "optimal", "pouct", "search", "threshold")
"""The names that `planning` knows."""


def check_names(domain: Domain) -> Iterator[Flaw]:
    """Yield a flaw for every name that is unknown or taken."""
    yield from _reserved(domain)
    yield from _facets(domain)
    for key, question in domain.questions.items():
        yield from _question(domain, f"questions.{key}", question)
    for key, response in domain.responses.items():
        yield from _response(domain, f"responses.{key}", response)
    for position, flag in enumerate(domain.escalation.red_flags):
        yield from _condition(domain, f"escalation.red_flags.{position}", flag)
    yield from _weights(domain)
    yield from check_placeholders(domain)
    if domain.planner not in PLANNERS:
        yield _unknown("planner", domain.planner, PLANNERS, "planner")


def _condition(domain: Domain, path: str, given: Condition | None) -> Iterator[Flaw]:
    """Check the intents, facets and values of a condition."""
    if given is None:
        return
    yield from _each("intent", given.intent, _intents(domain), f"{path}.intent")
    for facet, values in given.facets.items():
        if facet not in domain.facets or facet == OWN_VALUES:
            yield _unknown("facet", facet, {*domain.facets} - {OWN_VALUES}, f"{path}.facets.{facet}")
        else:
            here = f"{path}.facets.{facet}"
            yield from _each(f"value of {facet!r}", values, domain.facets[facet].values, here)
            if not values:
                yield Flaw(here, "no value is named, so this never holds", "name a value, or remove the line")


def check_placeholders(domain: Domain) -> Iterator[Flaw]:
    """Yield a flaw for every placeholder that nothing fills."""
    for path, text, known in _texts(domain):
        if "{" not in text and "}" not in text:
            continue
        try:
            names, formats = placeholders(text), formatted(text)
        except ValueError:
            yield Flaw(path, "the braces do not match", "write {{ and }} for braces that are meant as such")
            continue
        for name in names:
            if name not in known:
                yield _unfilled(domain, path, name, known)
        for written in formats:
            hint = "write the name alone: an amount is written with its unit, a value by its name"
            yield Flaw(path, f"the placeholder {written} asks for a format, and none is carried out", hint)


def _unfilled(domain: Domain, path: str, name: str, known: Collection[str]) -> Flaw:
    if name in ANYWHERE or name in domain.facets:
        hint = f"only {{{TO}}}, who takes over, is known whenever this is said"
        return Flaw(path, f"the placeholder {{{name}}} cannot be filled here", hint)
    hint = nearest(name, known) or "name a facet, or write {{ and }} for braces that are meant as such"
    return Flaw(path, f"the placeholder {{{name}}} names no facet", hint)


def _texts(domain: Domain) -> Iterator[tuple[str, str, Collection[str]]]:
    """Every text that may be filled, with the names that it may be filled with."""
    known = ({*domain.facets} - {OWN_VALUES}) | ANYWHERE
    yield "welcome", domain.welcome, ANYTIME
    for key, intent in domain.intents.items():
        yield f"intents.{key}.answer", intent.answer, known
    for key, question in domain.questions.items():
        yield f"questions.{key}.text", question.text, ANYTIME
        yield f"questions.{key}.why", question.why, ANYTIME
    for key, response in domain.responses.items():
        yield f"responses.{key}.text", response.text, known
        yield f"responses.{key}.appeal", response.appeal, ANYTIME


def _reserved(domain: Domain) -> Iterator[Flaw]:
    for key in {INTENT, "facets"} & set(domain.facets):
        yield Flaw(f"facets.{key}", f"the id {key!r} means something else in a condition", "give the facet another id")
    for key in {NONE, UNSURE, WITHHELD, INTENT} & set(domain.intents):
        hint = f"give the intent another id; what is out of scope is {OTHER!r}"
        yield Flaw(f"intents.{key}", f"the id {key!r} is an answer that any question may have", hint)
    for key, facet in domain.facets.items():
        for value in {UNSURE, WITHHELD} & set(facet.values):
            hint = "remove it: a user may always be unsure, or not say"
            yield Flaw(
                f"facets.{key}.values.{value}", f"the id {value!r} is an answer that any question may have", hint
            )
    yield from _own_values(domain)
    yield from _taken(domain)


def _own_values(domain: Domain) -> Iterator[Flaw]:
    """The user's own values: made from the profiles, and nothing else may tell of them or depend on them."""
    hint = "write `profiles`; the facet is made from them, and is the user's own to settle"
    for path, found in (("facets", domain.facets), ("contexts", _facets_of_contexts(domain))):
        given = found.get(OWN_VALUES)
        if given is not None and given != own_values(domain.profiles):
            message = f"{OWN_VALUES!r} is the user's own values, which nothing but the user tells of"
            yield Flaw(f"{path}.{OWN_VALUES}", message, hint)
    for key in {NONE, UNSURE, WITHHELD} & set(domain.profiles):
        yield Flaw(f"profiles.{key}", f"the id {key!r} is an answer that any question may have", "give it another id")


def _facets_of_contexts(domain: Domain) -> Mapping[str, object]:
    return {name: values for context in domain.contexts.values() for name, values in context.facets.items()}


def _taken(domain: Domain) -> Iterator[Flaw]:
    """Ids that a default would have."""
    for key, kind, what in ((ESCALATE, "escalate", "handing over to a person"), (REFUSE, "refuse", "declining")):
        if key in domain.responses and domain.responses[key].kind != kind:
            hint = f"set `kind: {kind}`, or give the response another id"
            yield Flaw(f"responses.{key}", f"the id {key!r} is kept for {what}", hint)
    asked = {question.about for question in domain.questions.values()}
    for key, question in domain.questions.items():
        facet, told = key.removeprefix(QUESTION_PREFIX), question.about in {INTENT, *domain.facets}
        if told and facet != key and facet in domain.facets and facet != question.about and facet not in asked:
            hint = f"give the question another id, or ask it about {facet!r}"
            yield Flaw(f"questions.{key}", f"the id {key!r} is kept for the question about {facet!r}", hint)
    for key, response in domain.responses.items():
        intent = key.removeprefix(ANSWER_PREFIX)
        if intent != key and domain.intents.get(intent) and domain.intents[intent].answer:
            hint = f"remove `answer` from the intent {intent!r}, or give the response another id"
            yield Flaw(
                f"responses.{key}", f"the id {key!r} is kept for the answer of {intent!r}: {response.kind}", hint
            )


def _facets(domain: Domain) -> Iterator[Flaw]:
    for key, facet in domain.facets.items():
        path, value = f"facets.{key}", f"value of {key!r}"
        for name in ("prior", "guise"):
            yield from _keys(value, getattr(facet, name), facet.values, f"{path}.{name}")
        for name in ("prior_given", "candor_given", "guise_given"):
            yield from _keys("intent", getattr(facet, name), _intents(domain), f"{path}.{name}")
        for name, given in (("prior_given", facet.prior_given), ("guise_given", facet.guise_given)):
            for intent, distribution in given.items():
                yield from _keys(value, distribution, facet.values, f"{path}.{name}.{intent}")


def _question(domain: Domain, path: str, question: Question) -> Iterator[Flaw]:
    about = {*domain.facets, INTENT}
    if question.about not in about:
        what = "a question about nothing" if not question.about else f"unknown facet {question.about!r}"
        facets = _list(domain.facets) or "this domain has none yet"
        hint = nearest(question.about, about) or f"a question is about {INTENT!r} or a facet: {facets}"
        yield Flaw(f"{path}.about", what, hint)
    for name in ("unsure_given", "withheld_given"):
        yield from _keys("intent", getattr(question, name), _intents(domain), f"{path}.{name}")
    yield from _each("intent", question.among, _intents(domain), f"{path}.among")
    yield from _among(path, question)
    if question.about == INTENT:
        yield from _keys("intent", question.synonyms, {*_intents(domain), NONE, UNSURE}, f"{path}.synonyms")
        for key in (key for key in ("examples", "replies") if getattr(question, key)):
            yield Flaw(f"{path}.{key}", "a question about the intent has none", "they belong to the intents")
    elif question.about in domain.facets and domain.facets[question.about].values:
        known = {*domain.facets[question.about].values, UNSURE, WITHHELD}
        yield from _keys(f"value of {question.about!r}", question.synonyms, known, f"{path}.synonyms")
        values = domain.facets[question.about].values
        yield from _keys(f"value of {question.about!r}", question.examples, values, f"{path}.examples")
        yield from _keys(f"value of {question.about!r}", question.replies, values, f"{path}.replies")
    yield from _condition(domain, f"{path}.only_if", question.only_if)
    yield from _condition(domain, f"{path}.unless", question.unless)


def _among(path: str, question: Question) -> Iterator[Flaw]:
    if question.among and question.about != INTENT:
        hint = f"remove it, or ask about {INTENT!r}"
        yield Flaw(f"{path}.among", f"`among` only suits a question about the intent, not {question.about!r}", hint)
    elif question.among and len(set(question.among) - {OTHER}) < 2:
        hint = f"name two intents or more; {OTHER!r} is never offered by name"
        yield Flaw(f"{path}.among", "a choice among fewer than two intents", hint)


def _response(domain: Domain, path: str, response: Response) -> Iterator[Flaw]:
    for position, intent in enumerate(response.intents):
        if intent not in _intents(domain):
            yield _unknown("intent", intent, _intents(domain), f"{path}.for.{position}")
    yield from _each("facet", response.needs, domain.facets, f"{path}.needs")
    yield from _keys("objective", response.values, domain.objectives or {HELPFULNESS}, f"{path}.values")
    for objective, cases in response.values.items():
        for position, case in enumerate(cases):
            yield from _condition(domain, f"{path}.values.{objective}.{position}.when", case.when)


def _weights(domain: Domain) -> Iterator[Flaw]:
    objectives = domain.objectives or {HELPFULNESS: None}
    weighed: dict[str, Mapping[str, float]] = {
        **{f"stakeholders.{key}.weights": party.weights for key, party in domain.stakeholders.items()},
        **{f"profiles.{key}.weights": profile.weights for key, profile in domain.profiles.items()},
        **{f"contexts.{key}.weights": context.weights for key, context in domain.contexts.items()},
    }
    for path, weights in weighed.items():
        yield from _keys("objective", weights, objectives, path)
    for key, context in domain.contexts.items():
        yield from _keys("objective", context.limits, objectives, f"contexts.{key}.limits")
        yield from _keys("intent", context.prior, _intents(domain), f"contexts.{key}.prior")
        yield from _keys("facet", context.facets, domain.facets, f"contexts.{key}.facets")
        for name, distribution in context.facets.items():
            if name in domain.facets:
                values = domain.facets[name].values
                yield from _keys(f"value of {name!r}", distribution, values, f"contexts.{key}.facets.{name}")


def _intents(domain: Domain) -> Collection[str]:
    return domain.intents if OTHER in domain.intents else {**domain.intents, OTHER: None}


def _keys(kind: str, given: Iterable[str], known: Collection[str], path: str) -> Iterator[Flaw]:
    for name in given:
        if name not in known and not _is_bare(kind, known):
            yield _unknown(kind, name, known, f"{path}.{name}")


def _each(kind: str, given: Iterable[str], known: Collection[str], path: str) -> Iterator[Flaw]:
    for position, name in enumerate(given):
        if name not in known and not _is_bare(kind, known):
            yield _unknown(kind, name, known, f"{path}.{position}")


def _is_bare(kind: str, known: Collection[str]) -> bool:
    """Whether a value is asked of a facet that has none: that is told once, of the facet."""
    return kind.startswith("value") and not known


def _unknown(kind: str, name: str, known: Collection[str], path: str) -> Flaw:
    hint = nearest(name, known) or (f"one of {_list(known)}" if known else "none is declared")
    noun, _, rest = kind.partition(" ")
    return Flaw(path, f"unknown {noun} {name!r}" + (f" {rest}" if rest else ""), hint)


def _list(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:8]) + (", ..." if len(listed) > 8 else "")
