from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.profile import (
    OWN,
    UserProfile,
    corrected,
    decayed,
    forgotten,
    narrowing,
    observed,
    profile_weights,
    profiled,
)
from edgewise.beliefs.language.domain import Domain
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError


def model() -> Model:
    intents = {"a": {"prior": 0.5}, "b": {"prior": 0.3}, "c": {"prior": 0.2}, "never": {"prior": 0.0}}
    return compile_domain(Domain.model_validate({"name": "shop", "intents": intents, "facets": {"urgent": "yes/no"}}))


COUNTS = st.dictionaries(st.sampled_from(["a", "b", "c", "never", "gone"]), st.floats(0, 1e6))


@settings(max_examples=100, deadline=None)
@given(COUNTS, st.floats(0, 1), st.floats(0, 100), st.floats(0, 1e5))
def test_weights_are_a_distribution_near_enough_to_the_prior(
    counts: dict[str, float], explore: float, cap: float, day: float
) -> None:
    domain = model()
    weights = profile_weights(domain, UserProfile(counts=counts, explore=explore, cap=cap), day)
    assert weights.sum() == pytest.approx(1)
    assert weights[domain.intent_index["never"]] == 0
    least = explore + (1 - explore) * OWN / (OWN + cap)
    assert np.all(weights >= least * domain.prior - 1e-12)


def test_counts_and_prior_add_up() -> None:
    domain = model()
    weights = profile_weights(domain, UserProfile(counts={"b": 5.0}, explore=0.0), 0)
    expected = OWN * domain.prior
    expected[domain.intent_index["b"]] += 5
    np.testing.assert_allclose(weights, expected / 10)


def test_counts_halve_and_time_does_not_run_backwards() -> None:
    profile = observed(UserProfile(half_life=10), {"a": 1.0}, day=0)
    later = observed(profile, {"a": 0.5, "b": 0.5}, day=20)
    assert later.counts == pytest.approx({"a": 0.75, "b": 0.5})
    assert decayed(decayed(profile, 5), 10).counts["a"] == pytest.approx(0.5)
    assert decayed(later, 3) == later


def test_the_profile_is_the_users_own() -> None:
    profile = observed(UserProfile(cap=7), {"a": 3.0}, day=1)
    assert corrected(profile, "a", 1.0).counts == {"a": 1.0}
    assert forgotten(profile).counts == {}
    assert forgotten(profile).cap == 7
    off = profile.model_copy(update={"enabled": False})
    assert observed(off, {"a": 1.0}, day=2) == off
    prior = prior_belief(model())
    assert profiled(prior, off, 2) is prior
    exploring = profile.model_copy(update={"explore": 1.0})
    np.testing.assert_allclose(profiled(prior, exploring, 2).intents, prior.intents, atol=1e-12)
    assert profile.counts == {"a": 3.0}


def test_a_profile_is_plain_json_and_refuses_nonsense() -> None:
    profile = observed(UserProfile(), {"a": 0.3, "b": 0.7}, day=0.5)
    assert UserProfile.model_validate_json(profile.model_dump_json()) == profile
    with pytest.raises(ValidationError):
        corrected(profile, "a", -1.0)
    with pytest.raises(ValidationError):
        UserProfile.model_validate({"counts": {"a": float("nan")}})


def test_a_profile_sharpens_intents_and_no_facet() -> None:
    prior = prior_belief(model())
    sharp = profiled(prior, UserProfile(counts={"c": 10.0}), 0)
    np.testing.assert_allclose(sharp.intents, profile_weights(prior.model, UserProfile(counts={"c": 10.0}), 0))
    assert sharp.shared is prior.shared
    assert not sharp.changed
    assert np.isfinite(sharp.entropy())


def test_what_a_context_did_to_the_prior_stays() -> None:
    plain = prior_belief(model())
    shift = np.array([0.0, -3.0, 0.0, 0.0, 0.0])
    profile = UserProfile(counts={"c": 10.0})
    one = profiled(plain.update(Reading(shift)), profile, 0)
    other = profiled(plain, profile, 0).update(Reading(shift))
    np.testing.assert_allclose(one.intents, other.intents, atol=1e-12)


def test_narrowing() -> None:
    flat = np.full(4, 0.25)
    assert narrowing(flat, flat) == pytest.approx(0)
    assert narrowing(flat, np.array([1.0, 0, 0, 0])) == pytest.approx(0.75)
    assert narrowing(flat, np.array([0.5, 0.5, 0, 0])) == pytest.approx(0.5)
    assert narrowing(np.array([0.5, 0.5, 0, 0]), flat) == pytest.approx(-1)


@pytest.mark.parametrize("key", ["day", "half_life", "cap", "explore"])
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_profile_that_no_json_can_hold_is_refused(key: str, number: float) -> None:
    """A day that is no number made the whole belief no number."""
    with pytest.raises(ValueError, match=key):
        UserProfile.model_validate({key: number})
