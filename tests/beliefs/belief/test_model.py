from __future__ import annotations

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.arrays import blocks, compact, safe_log, surprisal
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain
from hypothesis import given, settings
from oracle import Oracle

SEED = 4
"""A random domain with several intents, facets and questions."""


@settings(max_examples=60, deadline=None)
@given(models())
def test_prior_is_what_the_domain_says(model: Model) -> None:
    oracle = Oracle.prior(model)
    np.testing.assert_allclose(model.prior, oracle.intents(), atol=1e-12)
    for space in model.facets:
        np.testing.assert_allclose(model.values[space.rows] @ model.prior, oracle.facet(space.id), atol=1e-12)
        np.testing.assert_allclose(model.values[space.rows].sum(axis=0), 1, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(models())
def test_answer_tables_are_what_the_domain_says(model: Model) -> None:
    oracle = Oracle.prior(model)
    for question in model.questions:
        space = model.facets[question.facet]
        for state in list(oracle.p)[:20]:
            v, i = space.values.index(state[1 + question.facet]), model.intent_index[state[0]]
            expected = [oracle.answer(question.id, outcome, state) for outcome in oracle.outcomes(question.id)]
            np.testing.assert_allclose(question.table[:, v, i], expected, atol=1e-12)


def test_what_no_intent_changes_is_held_once() -> None:
    intents = {f"i{n}": {} for n in range(50)}
    facets = {"size": {"values": ["s", "m", "l"]}, "gift": "yes/no"}
    model = compile_domain(Domain.model_validate({"name": "shop", "intents": intents, "facets": facets}))
    assert model.values.shape == (5, 51)
    assert compact(model.values).shape == (5, 1)
    assert compact(model.conditionals.log_values).shape == (5, 1)
    for question in model.questions:
        assert compact(question.guise).shape[-1] == compact(question.candor).shape[-1] == 1
        assert compact(question.table).shape[-1] == 1


def test_compact_leaves_real_arrays_alone() -> None:
    x = np.arange(6.0).reshape(2, 3)
    assert compact(x) is x
    np.testing.assert_array_equal(compact(np.broadcast_to(x[:, :1], (2, 3))), x[:, :1])


def test_logarithms_of_zero() -> None:
    np.testing.assert_array_equal(safe_log(np.array([0.0, 1.0])), [-np.inf, 0.0])
    np.testing.assert_array_equal(surprisal(np.array([0.0, 1.0])), [0.0, 0.0])


@pytest.mark.parametrize(("count", "each"), [(0, 5), (1, 10**9), (1000, 150), (7, 0)])
def test_blocks_cover_everything_once(count: int, each: int) -> None:
    covered = [n for part in blocks(count, each) for n in range(part.start, part.stop)]
    assert covered == list(range(count))


def test_unknown_names_say_what_exists() -> None:
    model = random_model(SEED)
    with pytest.raises(UnknownName, match="f0"):
        model.facet("f00")
    with pytest.raises(UnknownName, match="q0"):
        model.question("q00")
