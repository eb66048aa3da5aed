"""Whether people can answer so that a response comes within its limits.

An answer that may have been misread leaves some of every other value. Where a limit looks at the worst few per cent,
that may be too much however people answer: then the response is never given, and nothing says why. It knows no text;
facets that people may lie about are left to whoever set their candour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from .answers import read_answer
from .arrays import safe_log
from .belief import Belief, Reading
from .contexts import prior_in
from .domain import OTHER
from .errors import Flaw
from .joints import Joints
from .limits import SLACK, Bound, bounds
from .model import AskModel, Model
from .values import Tailing, Values, compile_values

__all__ = ["check_reach"]

MOST_CELLS = 4096
"""States of a response's facets up to which its reach is looked at."""


def check_reach(model: Model) -> Iterator[Flaw]:
    """Warn of answers that stay beyond a limit only because the questions are taken to be misread too often."""
    values = compile_values(model)
    for r, (key, response) in enumerate(model.domain.responses.items()):
        for bound in bounds(model) if response.kind == "answer" else ():
            facets = values.group_of(r, bound.objective)[0].facets
            asked = _questions(model, facets)
            cells = float(np.prod([len(model.facets[f].values) for f in facets] or [1]))
            if (
                not asked
                or cells > MOST_CELLS
                or _kept(values, r, asked, exact=False)
                or not _kept(values, r, asked, exact=True)
            ):
                continue
            name = list(model.domain.objectives)[bound.objective]
            yield _flaw(values, r, bound, asked, f"responses.{key}.values.{name}")


def _flaw(values: Values, response: int, bound: Bound, asked: Sequence[AskModel], path: str) -> Flaw:
    """What stays beyond the limit, and by how much."""
    model = values.model
    objective = list(model.domain.objectives.values())[bound.objective]
    best = min(
        _least(values, response, intent, bound, asked, context=None, exact=False)
        for intent in _wanting(model, response)
    )
    doubtful = [question for question in asked if question.reliability < 1]
    names = ", ".join(f"{question.id} ({question.reliability:g})" for question in doubtful)
    message = (
        f"however people answer, this stays beyond the limit of {objective.name!r}: {best:.2f} at best, "
        f"{bound.at_most:g} at most, because an answer may have been misread"
    )
    hint = f"raise the `reliability` of {names}, lower `alpha` ({bound.alpha:g}), or widen the limit"
    return Flaw(path, message, hint, severity="warning")


def _kept(values: Values, response: int, asked: Sequence[AskModel], *, exact: bool) -> bool:
    """Whether, in some context and for some wish that it serves, answers bring the response within all limits."""
    model = values.model
    return any(
        all(
            _least(values, response, intent, bound, asked, context=context, exact=exact) <= bound.at_most + SLACK
            for bound in bounds(model, context)
        )
        for context in (None, *model.domain.contexts)
        for intent in _wanting(model, response)
    )


def _least(
    values: Values,
    response: int,
    intent: str,
    bound: Bound,
    asked: Sequence[AskModel],
    *,
    context: str | None,
    exact: bool,
) -> float:
    """The tail of the loss after the best answers, one question after the other."""
    model = values.model
    tailing = values.tailing(bound.objective, bound.alpha)
    certain = safe_log((np.array(model.intents) == intent).astype(np.float64))
    belief = prior_in(model, context).update(Reading(intents=certain))
    for question in asked:
        belief = min(_answered(model, belief, question, exact), key=lambda after: _tail(tailing, response, after))
    return _tail(tailing, response, belief)


def _tail(tailing: Tailing, response: int, belief: Belief) -> float:
    return tailing.of(response, Joints(belief))


def _answered(model: Model, belief: Belief, question: AskModel, exact: bool) -> list[Belief]:
    """The belief after each answer; ``exact`` where it cannot have been misread."""
    space = model.facets[question.facet]
    sure = replace(question, reliability=1.0) if exact else question
    after = [belief.update(read_answer(model, sure, {value: 0.0})) for value in space.values]
    return [found for found in after if np.isfinite(found.log_evidence)] or [belief]


def _questions(model: Model, facets: Sequence[int]) -> list[AskModel]:
    """The most reliable question about each of the facets that has one: one clear answer is all that counts."""
    about = ([question for question in model.questions if question.facet == facet] for facet in facets)
    return [max(questions, key=lambda question: question.reliability) for questions in about if questions]


def _wanting(model: Model, response: int) -> tuple[str, ...]:
    """The intents that a response serves."""
    served = list(model.domain.responses.values())[response].intents
    return tuple(i for i in model.intents if i != OTHER and (i in served or not served))
