"""What a domain means when it does not say: every default in one place.

`complete` turns what was written into a domain in which nothing is implicit: the `other` intent, an answer per
intent, a question per facet, an escalation, names for people. It never changes what was written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from .domain import Case, Condition, Domain, Facet, Intent, Question, Response, Value
from .objectives import Context, Objective, Profile, Stakeholder
from .reserved import OTHER, OWN_VALUES

__all__ = [
    "ANSWER_PREFIX",
    "ESCALATE",
    "HELPFULNESS",
    "QUESTION_PREFIX",
    "REFUSE",
    "SOMETHING_ELSE",
    "complete",
    "filled",
    "humanise",
    "intents_served",
    "own_values",
]

Party = TypeVar("Party", Profile, Stakeholder)

HELPFULNESS = "helpfulness"
ESCALATE = "escalate"
REFUSE = "refuse"
ANSWER_PREFIX = "answer-"
QUESTION_PREFIX = "ask-"

RIGHT, WRONG = 1.0, -1.0
ESCALATE_KNOWN, ESCALATE_OTHER = -0.2, 0.4
"""A person's time is worth more than a wrong answer costs, and less than a right one gives."""

DECLINE_RIGHT, DECLINE_WRONG = 0.1, -0.5
"""Declining is right where the answer would break a limit, and wrong where it would be safe: over-refusal."""

SOMETHING_ELSE = "something else"
"""What `other` is called where the domain has no name for it."""

OTHER_SHARE = 0.05
"""Prior of `other`, as a share of all the rest together."""


def humanise(identifier: str) -> str:
    """Return words for an id: what a user reads when the domain gives no name."""
    return identifier.replace("_", " ").replace("-", " ").strip()


def filled(given: Mapping[str, float], values: Collection[str]) -> dict[str, float]:
    """Probabilities of all values: those left out share what is left of one; nothing given stays nothing."""
    missing = [value for value in values if value not in given]
    if not given or not missing:
        return dict(given)
    rest = max(0.0, 1.0 - sum(given.values())) / len(missing)
    return {value: given.get(value, rest) for value in values}


def intents_served(response: Response) -> set[str]:
    """Intents that a response is meant for: by ``for``, or by any case of an answer."""
    if response.kind != "answer":
        return set(response.intents)
    named = {
        intent
        for cases in response.values.values()
        for case in cases
        if case.when is not None and case.value > 0
        for intent in case.when.intent
    }
    return set(response.intents) | named


def complete(domain: Domain) -> Domain:
    """Return the domain with every default filled in; completing twice changes nothing."""
    intents = _intents(domain)
    facets = {key: _facet(key, facet) for key, facet in domain.facets.items() if key != OWN_VALUES}
    if domain.profiles:
        facets[OWN_VALUES] = own_values(domain.profiles)
    objectives = _objectives(domain)
    filled = domain.model_copy(
        update={
            "title": domain.title or humanise(domain.name).capitalize(),
            "intents": intents,
            "facets": facets,
            "objectives": objectives,
            "questions": {**_questions(domain, facets), **domain.questions},
            "contexts": {key: _context(context, facets) for key, context in domain.contexts.items()},
            "profiles": {key: _titled(key, profile) for key, profile in domain.profiles.items()},
            "stakeholders": {key: _titled(key, party) for key, party in domain.stakeholders.items()},
        }
    )
    return filled.model_copy(update={"responses": _responses(filled)})


def _intents(domain: Domain) -> dict[str, Intent]:
    names = {key: intent.name or humanise(key) for key, intent in domain.intents.items()}
    if OTHER in names:
        names[OTHER] = domain.intents[OTHER].name or SOMETHING_ELSE
    given = {key: intent.model_copy(update={"name": names[key]}) for key, intent in domain.intents.items()}
    if OTHER in given:
        return {**{k: v for k, v in given.items() if k != OTHER}, OTHER: given[OTHER]}
    total = sum(intent.prior for intent in given.values())
    return {**given, OTHER: Intent(name=SOMETHING_ELSE, prior=OTHER_SHARE * total)}


def _facet(key: str, facet: Facet) -> Facet:
    values = {
        value: spec if spec.name else Value.model_validate({**spec.model_dump(), "name": humanise(value)})
        for value, spec in facet.values.items()
    }
    kind = "yesno" if facet.kind == "choice" and set(values) == {"yes", "no"} else facet.kind
    return facet.model_copy(
        update={
            "name": facet.name or humanise(key),
            "values": values,
            "kind": kind,
            "prior": filled(facet.prior, values),
            "guise": filled(facet.guise, values),
            "prior_given": {intent: filled(given, values) for intent, given in facet.prior_given.items()},
            "guise_given": {intent: filled(given, values) for intent, given in facet.guise_given.items()},
        }
    )


def own_values(profiles: Mapping[str, Profile]) -> Facet:
    """The hidden facet that says which profile is the user's own.

    It has one prior, the same whatever is wanted, and only the user can settle it: nothing else tells of it.
    """
    total = sum(profile.prior for profile in profiles.values()) or 1.0
    return Facet(
        name="what matters to you",
        values={key: Value(name=profile.name or humanise(key)) for key, profile in profiles.items()},
        prior={key: profile.prior / total for key, profile in profiles.items()},
        attest=("user",),
    )


def _titled(key: str, part: Party) -> Party:
    return part.model_copy(update={"name": part.name or humanise(key)})


def _context(context: Context, facets: Mapping[str, Facet]) -> Context:
    priors = {key: filled(given, facets[key].values) for key, given in context.facets.items() if key in facets}
    return context.model_copy(update={"facets": context.facets | priors})


def _objectives(domain: Domain) -> dict[str, Objective]:
    given = domain.objectives or {HELPFULNESS: Objective()}
    return {
        key: objective.model_copy(update={"name": objective.name or humanise(key)}) for key, objective in given.items()
    }


def _questions(domain: Domain, facets: dict[str, Facet]) -> dict[str, Question]:
    """One question for every facet that nobody wrote a question about."""
    asked = {question.about for question in domain.questions.values()}
    silent = {key for key in facets if key not in asked and key != OWN_VALUES}
    return {f"{QUESTION_PREFIX}{key}": Question(about=key, cost=domain.budget.cost) for key in facets if key in silent}


def _responses(domain: Domain) -> dict[str, Response]:
    written = {key: _response(domain, response) for key, response in domain.responses.items()}
    served = {intent for response in written.values() for intent in intents_served(response)}
    for key, intent in domain.intents.items():
        if key != OTHER and (intent.answer or key not in served):
            answer = Response(name=intent.name, text=intent.answer, intents=(key,))
            written.setdefault(f"{ANSWER_PREFIX}{key}", _response(domain, answer))
    declines = [response for response in written.values() if response.kind == "refuse"]
    if not declines and any(objective.limit for objective in domain.objectives.values()):
        written[REFUSE] = _response(domain, Response(kind="refuse", name="a no, with the reason"))
    for key, response in written.items():
        if response.kind == "refuse":
            written[key] = _declining(domain, response, written)
    if not any(response.kind == "escalate" for response in written.values()):
        written[ESCALATE] = _response(domain, Response(kind="escalate", name=f"a word with {domain.escalation.to}"))
    return written


def _response(domain: Domain, response: Response) -> Response:
    """Give every objective its cases: what is not written follows from ``for`` and the kind."""
    values = dict(response.values)
    if response.kind != "refuse" and (HELPFULNESS in domain.objectives or not domain.objectives):
        values.setdefault(HELPFULNESS, _helpfulness(response))
    return response.model_copy(update={"values": values})


def _declining(domain: Domain, response: Response, written: Mapping[str, Response]) -> Response:
    """How helpful it is to decline, where nothing is said: right for ``for``, or where answers break a limit."""
    if HELPFULNESS in response.values or (domain.objectives and HELPFULNESS not in domain.objectives):
        return response
    right = (Case(when=Condition(intent=response.intents), value=DECLINE_RIGHT),) if response.intents else ()
    cases = right or tuple(
        Case(when=when, value=DECLINE_WRONG if -case.value <= objective.limit.at_most else DECLINE_RIGHT)
        for answer in written.values()
        if answer.kind == "answer"
        for name, objective in domain.objectives.items()
        if objective.limit is not None
        for case in answer.values.get(name, ())
        if (when := _within(case.when, answer.intents)) is not None
    )
    values = {**response.values, HELPFULNESS: (*cases, Case(value=DECLINE_WRONG))}
    return response.model_copy(update={"values": values})


def _within(when: Condition | None, intents: tuple[str, ...]) -> Condition | None:
    """A condition narrowed to some intents; None where nothing is left of it."""
    if when is None or not when.intent:
        return Condition.model_validate({"intent": intents, "facets": when.facets if when else {}})
    kept = tuple(intent for intent in when.intent if intent in intents or not intents)
    return when.model_copy(update={"intent": kept}) if kept else None


def _helpfulness(response: Response) -> tuple[Case, ...]:
    if response.kind == "escalate":
        return (Case(when=Condition(intent=(OTHER,)), value=ESCALATE_OTHER), Case(value=ESCALATE_KNOWN))
    if not response.intents:
        return (Case(value=0.0),)
    return (Case(when=Condition(intent=response.intents), value=RIGHT), Case(value=WRONG))
