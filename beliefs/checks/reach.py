"""Whether people can answer so that a response comes within its limits.

An answer that may have been misread, or is not believed, leaves some of every other value; what is never asked of who
wants something stays as probable as it was. Where a limit looks at the worst few per cent, that may be too much however
people answer: then the response is never given, and nothing says why. It knows no text; a facet whose file says whose
word settles it (`attest`) is taken to be settled by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from ..arrays import safe_log
from ..belief.answers import attestation, read_answer
from ..belief.belief import Belief, Reading
from ..belief.contexts import prior_in
from ..belief.joints import Joints
from ..belief.model import AskModel, FacetSpace, Model
from ..errors import Flaw
from ..language.domain import Question
from ..language.reserved import OTHER
from ..values.limits import Bound, bounds
from ..values.tails import SLACK
from ..values.values import Values, compile_values

__all__ = ["check_reach"]

MOST_CELLS = 4096
"""States of a response's facets up to which its reach is looked at."""

MOST_ANSWERS = 64
"""Ways to answer that are tried, of those that would keep a limit if they were true."""

HEARD = log(0.0025)
"""How much less likely the plainest reply makes each other answer: no reader is wholly sure of what it reads."""


@dataclass(frozen=True)
class _Granted:
    """What is supposed for once, to find out what stands in the way."""

    understood: bool = False
    """No answer is misread."""
    asked: bool = False
    """Every question is asked, whatever is wanted."""
    believed: bool = False
    """What people say is the truth."""


AS_IT_IS = _Granted()
UNDERSTOOD = _Granted(understood=True)
ASKED = _Granted(understood=True, asked=True)
BELIEVED = _Granted(understood=True, asked=True, believed=True)


@dataclass(frozen=True)
class _Reach:
    """How near people's answers bring one response to its limits."""

    values: Values
    response: int

    @property
    def model(self) -> Model:
        return self.values.model

    def kept(self, granted: _Granted) -> bool:
        """Whether, in some context and for some wish that it serves, answers bring it within all limits."""
        return any(
            all(
                any(tail <= bound.at_most + SLACK for tail in self.tails(bound, wish, granted, context))
                for bound in bounds(self.model, context)
            )
            for context in (None, *self.model.domain.contexts)
            for wish in self.wishes()
        )

    def tails(self, bound: Bound, wish: str, granted: _Granted, context: str | None = None) -> Iterator[float]:
        """The tails of the loss after whatever true answers would keep the limit, likeliest first."""
        tailing = self.values.tailing(bound.objective, bound.alpha)
        certain = safe_log((np.array(self.model.intents) == wish).astype(np.float64))
        before = prior_in(self.model, context).update(Reading(intents=certain))
        facets = self.facets(bound)
        told = [self._told(space, wish, granted) for space in facets]
        for state in self._harmless(bound, wish, before):
            belief = before
            for readings, value in zip(told, state, strict=True):
                after = belief.update(readings[value]) if readings else belief
                belief = after if np.isfinite(after.log_evidence) else belief
            yield tailing.of(self.response, Joints(belief))

    def _harmless(self, bound: Bound, wish: str, belief: Belief) -> Sequence[Sequence[int]]:
        """The states of its facets in which it keeps the limit, likeliest first: a value's position by facet."""
        group, column = self.values.group_of(self.response, bound.objective)
        intent, facets = self.model.intent_index[wish], self.facets(bound)
        losses = -group.table[:, column].reshape(*(len(space.values) for space in facets), -1)[..., intent]
        chances = [belief.conditional(self.model.facet_index[space.id])[:, intent] for space in facets]
        found = np.argwhere(losses <= bound.at_most + SLACK)
        likely = np.prod([chance[found[:, k]] for k, chance in enumerate(chances)] or [np.ones(len(found))], axis=0)
        return found[np.argsort(-likely, kind="stable")][:MOST_ANSWERS].tolist()

    def wishes(self) -> tuple[str, ...]:
        """The intents that it serves."""
        served = list(self.model.domain.responses.values())[self.response].intents
        return tuple(i for i in self.model.intents if i != OTHER and (i in served or not served))

    def facets(self, bound: Bound) -> Sequence[FacetSpace]:
        """The facets that its loss depends on."""
        return [self.model.facets[k] for k in self.values.group_of(self.response, bound.objective)[0].facets]

    def asked(self, space: FacetSpace, wish: str, granted: _Granted) -> AskModel | None:
        """The most reliable question about a facet that is put to somebody with a wish: one clear answer counts."""
        questions = self.model.domain.questions
        about = [question for question in self.model.questions if self.model.facets[question.facet] is space]
        put = [question for question in about if granted.asked or _is_put(questions[question.id], wish)]
        return max(put, key=lambda question: question.reliability, default=None)

    def _told(self, space: FacetSpace, wish: str, granted: _Granted) -> list[Reading]:
        """What each answer about a facet says."""
        question = self.asked(space, wish, granted)
        if _is_settled(self.model, space) or (granted.believed and question is not None):
            return [attestation(self.model, space.id, value) for value in space.values]
        if question is None:
            return []
        if granted.understood:
            sure = replace(question, reliability=1.0)
            return [read_answer(self.model, sure, {value: 0.0}) for value in space.values]
        plain = [dict.fromkeys(space.values, HEARD) | {value: 0.0} for value in space.values]
        return [read_answer(self.model, question, reading) for reading in plain]


def check_reach(model: Model) -> Iterator[Flaw]:
    """Warn of answers that stay beyond a limit however people answer, and say what stands in the way."""
    values = compile_values(model)
    for r, response in enumerate(model.domain.responses.values()):
        reach = _Reach(values, r)
        if response.kind != "answer" or _cells(reach) > MOST_CELLS or reach.kept(AS_IT_IS):
            continue
        granted = next((granted for granted in (UNDERSTOOD, ASKED, BELIEVED) if reach.kept(granted)), None)
        if granted is not None:
            yield _flaw(reach, granted)


def _cells(reach: _Reach) -> float:
    """How many states its loss depends on, on the objective with most of them."""
    sizes = [[len(space.values) for space in reach.facets(bound)] for bound in bounds(reach.model)]
    return max((float(np.prod(each or [1])) for each in sizes), default=0.0)


def _is_put(question: Question, wish: str) -> bool:
    """Whether a question may be put to somebody with this wish, whatever else is so."""
    only, unless = question.only_if, question.unless
    if only is not None and only.intent and wish not in only.intent:
        return False
    return unless is None or bool(unless.facets) or bool(unless.intent and wish not in unless.intent)


def _is_settled(model: Model, space: FacetSpace) -> bool:
    """Whether the domain itself says whose word settles a facet: then it need not be the user's."""
    facet = model.domain.facets[space.id]
    return "attest" in facet.model_fields_set and bool(facet.attest)


def _flaw(reach: _Reach, granted: _Granted) -> Flaw:
    """What stays beyond which limit, by how much, and why."""
    domain = reach.model.domain
    beyond = {bound: _best(reach, bound) for bound in bounds(reach.model)}
    bound = max(beyond, key=lambda bound: beyond[bound][0] - bound.at_most)
    least, wish = beyond[bound]
    name, objective = list(domain.objectives.items())[bound.objective]
    path = f"responses.{list(domain.responses)[reach.response]}.values.{name}"
    far = f"{least:.2f} at best, {bound.at_most:g} at most"
    why = {UNDERSTOOD: _misread, ASKED: _never_asked, BELIEVED: _disbelieved}[granted]
    message, hint = why(reach, bound, wish, f"the limit of {objective.name!r}: {far}")
    return Flaw(path, message, hint, severity="warning")


def _best(reach: _Reach, bound: Bound) -> tuple[float, str]:
    """How little the tail of the loss may be, and of which wish that is."""
    tails = ((tail, wish) for wish in reach.wishes() for tail in reach.tails(bound, wish, AS_IT_IS))
    return min(tails, default=(1.0, reach.wishes()[0]))


def _misread(reach: _Reach, bound: Bound, wish: str, limit: str) -> tuple[str, str]:
    asked = [reach.asked(space, wish, AS_IT_IS) for space in reach.facets(bound)]
    doubtful = [question for question in asked if question is not None and question.reliability < 1]
    names = ", ".join(f"{question.id} ({question.reliability:g})" for question in doubtful)
    message = f"however people answer, this stays beyond {limit}, because an answer may have been misread"
    return message, f"raise the `reliability` of {names}, lower `alpha` ({bound.alpha:g}), or widen the limit"


def _never_asked(reach: _Reach, bound: Bound, wish: str, limit: str) -> tuple[str, str]:
    facets = [space for space in reach.facets(bound) if reach.asked(space, wish, AS_IT_IS) is None]
    kept = [question for space in facets if (question := reach.asked(space, wish, ASKED)) is not None]
    names = ", ".join(question.id for question in kept)
    message = f"however people answer, this stays beyond {limit}, because who wants {wish!r} is never asked {names}"
    return message, f"loosen the `only_if` or `unless` of {names}, or add a question that is put to them"


def _disbelieved(reach: _Reach, bound: Bound, wish: str, limit: str) -> tuple[str, str]:
    facets = [reach.model.domain.facets[space.id] for space in reach.facets(bound)]
    doubted = [facet.name for facet in facets if facet.candor_given.get(wish, facet.candor) < 1]
    names = " and ".join(map(repr, doubted))
    message = f"no user's word brings this within {limit}, because what they say of {names} is not believed so far"
    return message, "say whose word is to open it, with `attest: [operator]` for one; or raise the `candor`"
