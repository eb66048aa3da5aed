from __future__ import annotations

import numpy as np
from decisions_at_random import random_decisions
from edgewise.beliefs.values.folding import Folded, Group
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_folding_tables_changes_no_value(seed: int) -> None:
    """Every pair stands in exactly one folded table, and is worth the same in every state there."""
    values = compile_values(random_decisions(seed))
    rng, model = np.random.default_rng(seed), values.model
    place = np.array([rng.integers(len(f.values), size=40) for f in model.facets], dtype=np.intp).reshape(-1, 40)
    intents = rng.integers(len(model.intents), size=40)
    pairs = [pair for g in values.folded for pair in zip(g.responses.tolist(), g.objectives.tolist(), strict=True)]
    assert sorted(pairs) == [(r, o) for r in range(len(values.responses)) for o in range(len(values.objectives))]
    assert len(values.folded) <= len(values.groups)
    every = values.at(place, intents)
    for group in values.folded:
        row = np.zeros(40, dtype=np.intp)
        for facet in group.facets:
            row = row * len(model.facets[facet].values) + place[facet]
        found = group.table[row * len(model.intents) + intents][:, group.column]
        np.testing.assert_array_equal(found.T, every[group.responses, group.objectives])


def test_equal_columns_are_kept_once() -> None:
    table = np.array([[1.0, 0.5, 1.0], [0.0, 0.5, 0.0]])
    found = Folded.of(Group((), np.array([0, 1, 2]), np.zeros(3, dtype=np.intp), table))
    assert found.table.shape == (2, 2)
    np.testing.assert_array_equal(found.table[:, found.column], table)
