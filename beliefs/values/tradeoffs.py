"""Trade-offs: concrete choices between two responses that would tell what matters to the user.

Each profile that the user's own values may be has a best admissible response at the present belief; where those
differ, knowing the profile would change the response, and a choice between two of them tells profiles apart. Where
they agree there is nothing to ask. Whether a trade-off is worth asking is the planner's to say, like of any question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import comb

import numpy as np

from ..arrays import Array, surprisal
from ..belief.answers import TradeOff
from ..belief.belief import Belief
from ..belief.joints import Joints
from ..belief.model import Model
from ..errors import UnknownName
from ..language.reserved import OWN_VALUES
from .arbitration import Arbiter

__all__ = [
    "PREFIX",
    "bare_trade_off",
    "between",
    "gain",
    "is_trade_off",
    "most_trade_offs",
    "named_trade_off",
    "trade_off",
    "trade_offs",
]

PREFIX = "rather:"
"""Ids of trade-offs: `rather:one|two`."""
MOST = 4
"""Trade-offs that a planner gets to see, those that tell most."""
POSSIBLE = 0.02
"""A profile less probable than this raises no question."""
LEAST_GAIN = 1e-3
"""In nats: what tells less separates nothing."""
UNSURE_SHARE, WITHHELD_SHARE = 0.05, 0.02
"""How many cannot say which they would rather have, and how many would rather not say."""
CLEAR = 0.05
"""Difference of expectations from which one response is said to do better on an objective."""


def is_trade_off(question: str) -> bool:
    """Whether this is the id of a trade-off."""
    return question.startswith(PREFIX)


def between(question: str) -> tuple[str, str]:
    """The two responses that a trade-off's id names."""
    first, _, second = question.removeprefix(PREFIX).partition("|")
    return first, second


def named_trade_off(rules: Arbiter, belief: Belief, question: str) -> TradeOff:
    """The trade-off of this id at a belief.

    Raises:
        UnknownName: It names no response.
    """
    known = rules.values.responses
    for name in between(question):
        if name not in known:
            raise UnknownName("response", name, known)
    first, second = between(question)
    return trade_off(rules, belief, known.index(first), known.index(second))


def bare_trade_off(model: Model, question: str) -> TradeOff:
    """A trade-off of which only the id is known: what may be answered, not what an answer tells."""
    panel, intents = model.facet(OWN_VALUES), len(model.intents)
    first, second = between(question)
    for name in (first, second):
        if name not in model.domain.responses:
            raise UnknownName("response", name, model.domain.responses)
    return TradeOff(
        id=question,
        facet=model.facet_index[OWN_VALUES],
        cost=model.domain.budget.cost,
        reliability=1.0,
        unsure=np.full(intents, UNSURE_SHARE),
        withheld=np.full(intents, WITHHELD_SHARE),
        candor=np.ones(intents),
        guise=np.full((len(panel.values), intents), 1 / len(panel.values)),
        between=(first, second),
        lead=np.zeros(len(panel.values)),
    )


def trade_off(rules: Arbiter, belief: Belief, first: int, second: int) -> TradeOff:
    """The choice between two responses, as users of each profile would make it at this belief."""
    assert rules.panel is not None and rules.panel.facet is not None, "only where own values are hidden state"
    joints = Joints(belief)
    expected = rules.values.expected(joints)
    worth = rules.each_worth(rules.tempered(joints, expected), rules.panel.weights)
    return _made(rules, worth[:, first] - worth[:, second], expected, first, second)


def trade_offs(rules: Arbiter, belief: Belief, asked: frozenset[str] = frozenset()) -> tuple[TradeOff, ...]:
    """The trade-offs between profiles' best admissible responses that tell most, best first; none where they agree."""
    panel = rules.panel
    if panel is None or panel.facet is None or panel.rule != "mean":
        return ()
    shares = belief.facet(panel.facet)
    likely = np.flatnonzero(shares >= POSSIBLE)
    if len(likely) < 2:
        return ()
    joints = Joints(belief)
    expected = rules.values.expected(joints)
    tempered = rules.tempered(joints, expected)
    ranks = np.round(rules.each_rank(tempered, rules.admissible(joints), panel.weights[likely]), 12)
    kinds = [response.kind for response in rules.values.model.domain.responses.values()]
    best = sorted(
        {int(r) for r in ranks.argmax(axis=-1) if kinds[int(r)] != "refuse"}
    )  # Nobody would rather have a no.
    if len(best) < 2:
        return ()
    worth = rules.each_worth(tempered, panel.weights)
    made = [_made(rules, worth[:, a] - worth[:, b], expected, a, b) for a, b in combinations(best, 2)]
    told = [(gain(question, shares), question) for question in made if question.id not in asked]
    kept = sorted((pair for pair in told if pair[0] > LEAST_GAIN), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(question for _, question in kept[:MOST])


def most_trade_offs(model: Model) -> int:
    """Most trade-offs that any belief makes."""
    return min(MOST, comb(min(len(model.domain.profiles), len(model.domain.responses)), 2))


def gain(question: TradeOff, shares: Array) -> float:
    """What a trade-off tells of the user's own values, in nats."""
    table = question.table[:, :, 0]
    known = float(shares @ _entropy(table))
    return max(float(_entropy(table @ shares)) - known, 0.0)


def _entropy(p: Array) -> Array:
    return surprisal(p).sum(axis=0)


def _made(rules: Arbiter, lead: Array, expected: Array, first: int, second: int) -> TradeOff:
    names = rules.values.responses
    ahead = expected[first] - expected[second]
    bare = bare_trade_off(rules.values.model, f"{PREFIX}{names[first]}|{names[second]}")
    return replace(bare, lead=lead, better=(_better(rules, ahead), _better(rules, -ahead)))


def _better(rules: Arbiter, ahead: Array) -> tuple[str, ...]:
    """Objectives on which something is clearly ahead, by how far."""
    order: Sequence[int] = [int(o) for o in np.argsort(-ahead, kind="stable") if ahead[int(o)] > CLEAR]
    return tuple(rules.values.objectives[o] for o in order)
