"""Whether a domain makes sense: everything that takes two places to see.

Errors keep a domain from being used: it could not mean what it says. Warnings are parts that have no effect, or
would surprise. Later checks need what earlier ones establish: cases are only weighed where all names are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..belief.evidence import VOUCHING
from ..errors import DomainError, Flaw
from ..language.domain import Condition, Domain
from ..language.placeholders import names_in
from .cases import check_cases
from .names import check_names
from .numbers import check_numbers
from .texts import check_texts
from .told import check_told
from .worth import check_worth

__all__ = ["MOST_FLAWS", "check", "checked"]

MOST_FLAWS = 200
"""Most names that are told to be wrong at once."""


def check(domain: Domain) -> tuple[Flaw, ...]:
    """Return every flaw of a domain, errors and warnings."""
    flaws = [*_first(check_names(domain)), *check_numbers(domain)]
    if not any(flaw.severity == "error" for flaw in flaws):
        flaws += [*check_cases(domain), *check_worth(domain), *check_told(domain)]
    return (*flaws, *check_texts(domain), *_warnings(domain))


def _first(flaws: Iterator[Flaw]) -> Iterator[Flaw]:
    """No more than anyone reads: finding the nearest of many names takes time for each."""
    yield from islice(flaws, MOST_FLAWS)
    if next(flaws, None) is not None:
        yield Flaw("", f"more than {MOST_FLAWS} names are wrong; the rest are not listed", "mend these first")


def checked(domain: Domain) -> Domain:
    """Return a domain that was built in Python, or raise all of its errors at once."""
    errors = [flaw for flaw in check(domain) if flaw.severity == "error"]
    if errors:
        raise DomainError(errors)
    return domain


def _warnings(domain: Domain) -> Iterator[Flaw]:
    for rule in (_idle, _assumed, _unheard):
        yield from _as_warnings(rule(domain))


def _as_warnings(found: Iterator[tuple[str, str, str]]) -> Iterator[Flaw]:
    for path, message, hint in found:
        yield Flaw(path, message, hint, severity="warning")


def _idle(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Facets and objectives that change nothing."""
    used = _used_facets(domain)
    for key, facet in domain.facets.items():
        if key not in used and not facet.prior_given:
            hint = "name it in a case of a response's `values`, or remove it; a text that names it alone asks nothing"
            yield f"facets.{key}", "nothing depends on this facet, so it is never worth a question", hint
    written = [response for response in domain.responses.values() if response.values]
    for key in domain.objectives if written else ():
        if not any(key in response.values for response in written) and key != "helpfulness":
            yield (
                f"objectives.{key}",
                "no response says what it is worth on this objective",
                "add `values` to a response",
            )


def _assumed(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Questions about what an answer names and is worth the same whatever it is: they are never worth asking."""
    weighed = {facet for condition in _conditions(domain) for facet in condition.facets}
    named = _used_facets(domain) - weighed
    for key, question in domain.questions.items():
        facet = domain.facets.get(question.about)
        if question.about in named and facet is not None and not facet.prior_given:
            hint = "where it has to be known, write an answer for each of its values, or a case that is worth less"
            yield f"questions.{key}", f"no answer is worth more or less by {question.about!r}: it is assumed", hint


def _unheard(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Sources that a facet names as settling it and that settle nothing."""
    for key, facet in domain.facets.items():
        idle = [source for source in facet.attest if source not in VOUCHING]
        if idle:
            message = f"the word of {' or '.join(map(repr, idle))} settles no fact: it is heard as a claim"
            hint = f"leave it out; {' and '.join(VOUCHING)} can attest, and `candor` says how far a claim is believed"
            yield f"facets.{key}.attest", message, hint


def _used_facets(domain: Domain) -> set[str]:
    used = {facet for condition in _conditions(domain) for facet in condition.facets}
    for response in domain.responses.values():
        used |= {*response.needs, *names_in(response.text)}
    for intent in domain.intents.values():
        used |= names_in(intent.answer)
    return used


def _conditions(domain: Domain) -> Iterator[Condition]:
    yield from domain.escalation.red_flags
    asked = domain.questions.values()
    yield from _given(condition for question in asked for condition in (question.only_if, question.unless))
    responses = domain.responses.values()
    yield from _given(case.when for response in responses for cases in response.values.values() for case in cases)


def _given(conditions: Iterable[Condition | None]) -> Iterator[Condition]:
    return (condition for condition in conditions if condition is not None)
