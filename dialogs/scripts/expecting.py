"""Comparing a turn with what a script expects of it: every difference, in words.

Knows decisions and beliefs as data; it neither plays dialogues nor prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from ...agent.deciding.choosing import Step
from ...agent.state.decision import Decision
from ...agent.state.mind import Mind, belief_of
from ...beliefs.belief.belief import Belief
from .script import Expect, Range

__all__ = ["Difference", "believed", "differences", "probability"]

NOTHING = "none"
PLAIN = ("act", "reason", "question", "response", "escalation", "intent")
"""What is compared as it stands in the decision."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as expected."""

    what: str
    """The key of the expectation: ``act``, ``belief.fever``."""
    expected: str
    came: str
    accept: object = None
    """What to write in its place to accept what came; None where it cannot be accepted by writing one word."""


def differences(mind: Mind, step: Step, expect: Expect) -> list[Difference]:
    """Everything about a turn that is not as expected."""
    decision, belief = step.decision, believed(mind, step)
    return [
        *_plain(decision, expect),
        *_constraint(decision, expect),
        *_options(decision, expect),
        *_facets(belief, expect),
        *_wording(decision, expect),
        *_bounds(belief, expect),
    ]


def believed(mind: Mind, step: Step) -> Belief:
    """The belief that a turn was decided on; where nothing was decided, the belief after it."""
    return step.weighed[-1].belief if step.weighed else belief_of(mind, step.state)


def probability(belief: Belief, name: str) -> float:
    """Probability of an intent, or of ``facet=value``."""
    facet, equals, value = name.partition("=")
    if not equals:
        return float(belief.intents[belief.model.intent_index[name]])
    space = belief.model.facet(facet)
    return float(belief.facet(belief.model.facet_index[facet])[space.values.index(value)])


def _plain(decision: Decision, expect: Expect) -> Iterator[Difference]:
    for what in PLAIN:
        expected, came = cast("str | None", getattr(expect, what)), cast("str | None", getattr(decision, what))
        if expected is not None and expected != (came or NOTHING):
            yield Difference(what, expected, came or NOTHING, came or NOTHING)


def _constraint(decision: Decision, expect: Expect) -> Iterator[Difference]:
    binding = decision.rationale.get("withheld_by")
    came = str(cast("Mapping[str, object]", binding)["id"]) if isinstance(binding, Mapping) else NOTHING
    if expect.constraint is not None and expect.constraint != came:
        yield Difference("constraint", expect.constraint, came, came)


def _options(decision: Decision, expect: Expect) -> Iterator[Difference]:
    if expect.options is not None and expect.options != decision.options:
        shown = ", ".join(decision.options) or NOTHING
        yield Difference("options", ", ".join(expect.options) or NOTHING, shown, list(decision.options))


def _facets(belief: Belief, expect: Expect) -> Iterator[Difference]:
    for facet, expected in expect.facets.items():
        space = belief.model.facet(facet)
        came = space.values[int(belief.facet(belief.model.facet_index[facet]).argmax())]
        if came != expected:
            yield Difference(f"facets.{facet}", expected, came, came)


def _wording(decision: Decision, expect: Expect) -> Iterator[Difference]:
    said = decision.said
    for text in expect.says:
        if text.casefold() not in said.casefold():
            yield Difference("says", repr(text), repr(said))
    for text in expect.says_not:
        if text.casefold() in said.casefold():
            yield Difference("says_not", f"not {text!r}", repr(said))
    for pattern in expect.matches:
        if re.search(pattern, said) is None:
            yield Difference("matches", f"/{pattern}/", repr(said))


def _bounds(belief: Belief, expect: Expect) -> Iterator[Difference]:
    for name, bound in expect.belief.items():
        p = probability(belief, name)
        if not bound.low <= p <= bound.high:
            yield Difference(f"belief.{name}", _told(bound), f"{p:.3f}", _around(p))


def _told(bound: Range) -> str:
    if bound.high == 1:
        return f">= {bound.low:g}"
    return f"<= {bound.high:g}" if bound.low == 0 else f"{bound.low:g} to {bound.high:g}"


def _around(p: float) -> list[float]:
    """Bounds that a probability keeps, with room for rounding."""
    return [max(0.0, round(p - 0.05, 2)), min(1.0, round(p + 0.05, 2))]
