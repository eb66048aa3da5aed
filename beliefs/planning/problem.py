"""A finite decision problem: what a planner sees.

A problem is flat: hypotheses ``h`` (an intent, with the values of whichever facets matter), questions with
answer tables, and responses with values. It knows nothing of domains, words, sources or sessions; `lens` makes
one from a belief. Axis order everywhere: answers A, questions Q, responses R, hypotheses N; the hypothesis
axis is last, so that a belief times a table is one contiguous matrix product. A leading batch axis is B.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..arrays import Array, Mask
from ..values.tails import Tails

__all__ = ["Considered", "Limit", "Plan", "Problem", "Situation"]


@dataclass(frozen=True, eq=False)
class Limit:
    """A hard limit on the tail: ``CVaR_alpha(loss of r under the belief) <= bound`` or r is inadmissible."""

    losses: Array
    """Loss (minus the value) of each response in each hypothesis, ``[R, N]``."""
    alpha: float
    """Tail level in [0, 1): the mean loss over the worst ``1 - alpha`` of the belief; 0 is the plain mean."""
    bound: float
    tails: Tails | None = None
    """``losses`` compiled, where whoever made the limit has that already; only hypotheses may have been left out."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything that does not change while a question is being chosen."""

    answers: Array
    """``P(a | q, h)``, ``[A, Q, N]``; an answer that a question does not have is all zeros."""
    costs: Array
    """What asking costs the user, in units of value, ``[Q]``."""
    values: Array
    """Scalar value of each response in each hypothesis, ``[R, N]``."""
    limits: tuple[Limit, ...] = ()
    fallback: int = 0
    """The response that is admissible at every belief (refusing or escalating)."""
    gamma: float = 0.98
    """Discount per question."""
    curiosity: float = 0.0
    """Weight beta on the information about the hypothesis, per nat."""
    applies: Array | None = None
    """``[Q, N]``: 1 where the question's ``only_if``/``unless`` holds; askable while its probability >= 0.5."""
    spread: Array | None = None
    """Entropy of the answer, ``H(A_q | h)`` in nats, ``[Q, N]``, where whoever made the problem has that already.

    Where the answer decides nothing it may be that given the intent: then it tells of the intent alone.
    """
    closes: Mask | None = None
    """``[Q, A, Q]``: whether an answer to the first question closes the second, too; None where none does."""


@dataclass(frozen=True, eq=False)
class Situation:
    """Where a dialogue stands: the part that changes."""

    belief: Array
    """Probabilities over hypotheses, ``[N]``."""
    open: Mask
    """Which questions may still be asked, ``[Q]``."""
    budget: int
    """How many questions may still be asked."""


@dataclass(frozen=True)
class Considered:
    """One question as a planner saw it."""

    question: int
    value: float
    """``Q(b, q)``: value of asking it and going on well."""
    gain: float
    """Expected information about the hypothesis, in nats."""


@dataclass(frozen=True)
class Plan:
    """What a planner advises, with what it looked at."""

    question: int | None
    """The question to ask, or None: respond now."""
    response: int
    """The best admissible response now, whichever way the advice goes."""
    respond_value: float
    """``V_0(b)``: the value of that response."""
    considered: tuple[Considered, ...] = field(default=())
    """Questions that were evaluated, best first."""
    depth: int = 0
    complete: bool = True
    """False when a deadline cut the search short: the best plan found so far."""
