"""Which facets and values are tried for a way out of a refusal: held against asking after each of them in turn."""

from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.answers import attestation
from edgewise.beliefs.belief.belief import Belief, prior_belief
from edgewise.beliefs.belief.joints import joint
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.refusing import unlocks as searching
from edgewise.beliefs.refusing.levers import LEAST_PROBABLE, MOST_FACETS, MOST_VALUES, levers, loss_left
from edgewise.beliefs.refusing.unlocks import MOST_STATES, MOST_TRIED, unlocks
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st
from small_domains import lab


def beyond(rules: Arbiter, belief: Belief, blocked: int) -> float:
    """Expected loss beyond the limits."""
    found = [(bound.at_most, *rules.values.group_of(blocked, bound.objective)) for bound in rules.bounds]
    return sum(float(joint(belief, g.facets) @ np.maximum(-g.table[:, c] - most, 0.0)) for most, g, c in found)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_knowing_a_value_would_leave_is_exact(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    belief, rules = random_belief(model, seed), arbiter(compile_values(model))
    facets = list(range(len(model.facets)))
    for facet, left in loss_left(rules, belief, 0, facets).items():
        for value, name in enumerate(model.facets[facet].values):
            known = belief.update(attestation(model, model.facets[facet].id, name))
            if np.exp(known.log_evidence) >= LEAST_PROBABLE * (1 + 1e-9):
                assert left[value] == pytest.approx(beyond(rules, known, 0))
            elif np.exp(known.log_evidence) < LEAST_PROBABLE * (1 - 1e-9):
                assert left[value] == np.inf


def vast(values: int, *, more: int = 5) -> Model:
    """A limit that hangs on six facets, one of them with many values: all are fine but for the first of those."""
    flags = {f"flag-{k}": {"kind": "yesno"} for k in range(more)}
    cases = [
        {"when": {"big": "v0", "flag-0": "yes"}, "value": -0.5},
        {"when": dict.fromkeys(flags, "yes"), "value": -1},
        {"when": {"flag-0": "yes"}, "value": -0.6},
        0,
    ]
    return lab(
        facets={"big": {"values": [f"v{k}" for k in range(values)]}, **flags},
        responses={"route": {"for": ["synthesis-route"], "values": {"safety": cases}}},
    )


@pytest.mark.parametrize("values", [40, 300, 1100])
def test_a_facet_with_many_values_costs_no_more_than_a_few(values: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more than a thousand values each is too improbable to be named, and the others still are."""
    model = vast(values)
    rules, tried = arbiter(compile_values(model)), list[Belief]()
    admits = searching._admits
    monkeypatch.setattr(searching, "_admits", lambda *at: tried.append(at[1]) or admits(*at))
    found = unlocks(rules, prior_belief(model), 0, frozenset())
    assert [(u.answers[0][0].id, u.answers[0][1].id, u.who) for u in found] == [("flag-0", "no", "operator")]
    assert len(tried) <= min(MOST_TRIED, MOST_STATES // (values * 2**5 * len(model.intents)))


def test_the_facets_and_values_that_promise_most_are_tried() -> None:
    model = vast(40)
    rules = arbiter(compile_values(model))
    found = {lever.facet: lever.values for lever in levers(rules, prior_belief(model), 0, frozenset())}
    assert model.facet_index["flag-0"] in found and len([facet for facet in found if facet is not None]) == MOST_FACETS
    assert all(len(values) <= MOST_VALUES for facet, values in found.items() if facet is not None)
    big = next(values for facet, values in found.items() if facet == model.facet_index["big"])
    assert 0 in big  # the one value that costs less than the others


def test_a_rare_value_that_alone_is_safe_is_tried_beside_the_probable_ones() -> None:
    prior = {f"v{k}": 1.0 for k in range(20)} | {"v7": 0.1}
    cases = [
        {"when": {"big": "v7"}, "value": 0},
        *({"when": {"big": f"v{k}"}, "value": -k / 20} for k in range(11, 20)),
        -1,
    ]
    model = lab(
        facets={"big": {"values": [*prior], "prior": prior}},
        responses={"route": {"for": ["synthesis-route"], "values": {"safety": cases}}},
    )
    found = unlocks(arbiter(compile_values(model)), prior_belief(model), 0, frozenset())
    assert ("v7", "operator") in {(u.answers[0][1].id, u.who) for u in found}
