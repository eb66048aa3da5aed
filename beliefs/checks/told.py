"""Whether what is told unasked is believed: what is rare and may have been misread stays open, and is asked for.

It looks at questions alone whose reliability nobody has thought about; where a limit or a red flag hangs on a fact, to
ask again is what is wanted. It knows no text.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Flaw
from ..language.defaults import filled
from ..language.domain import Case, Domain, Facet, Question

__all__ = ["check_told"]

BELIEVED = 0.85
"""What is less probable once it was told is likely to be asked for all the same."""

COMMON = 0.1
"""A value that is rarer than this is told seldom, and is well made sure of."""


def check_told(domain: Domain) -> Iterator[Flaw]:
    """Yield a warning for every question of which some common value is hardly believed when it is told."""
    weighed, grave = _named(domain)
    for key, question in domain.questions.items():
        facet = domain.facets.get(question.about)
        if facet is not None and question.about in weighed - grave and "reliability" not in question.model_fields_set:
            for value, after in _after(facet, question):
                said = f"who tells {value!r} unasked is believed to {after:.2f} alone, and may be asked all the same"
                misread = f"one answer in {1 / (1 - question.reliability):.0f} is taken to be misread"
                hint = f"{misread}: write `reliability: 0.99` if people are that easily understood here"
                yield Flaw(f"questions.{key}", said, hint, severity="warning")


def _after(facet: Facet, question: Question) -> Iterator[tuple[str, float]]:
    """The values that a clear answer leaves in doubt: ``p r / (p r + (1 - p) (1 - r) / (V - 1))``."""
    for value, p in filled(facet.prior, facet.values).items():
        right, wrong = p * question.reliability, (1 - p) * (1 - question.reliability) / max(len(facet.values) - 1, 1)
        if p >= COMMON and right < BELIEVED * (right + wrong):
            yield value, right / (right + wrong)


def _named(domain: Domain) -> tuple[set[str], set[str]]:
    """The facets that some value depends on, and those of them that a limit or a red flag hangs on."""
    limited = {key for key, objective in domain.objectives.items() if objective.limit is not None}
    weighed, grave = set[str](), {facet for flag in domain.escalation.red_flags for facet in flag.facets}
    for response in domain.responses.values():
        for objective, cases in response.values.items():
            weighed |= _facets(cases)
            grave |= _facets(cases) if objective in limited else set()
    return weighed, grave


def _facets(cases: tuple[Case, ...]) -> set[str]:
    return {facet for case in cases if case.when is not None for facet in case.when.facets}
