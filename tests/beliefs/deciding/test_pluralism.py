from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from decision_oracle import keeps_limits
from decisions_at_random import random_belief
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import Mind
from edgewise.agent.turn import step
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.deciding.choice import START, Choice, Progress, Stance
from edgewise.beliefs.deciding.pluralism import (
    drawn,
    mode_of,
    opinions,
    panel_of,
    share_distance,
    shares_of,
    speaking,
    viewpoint_coverage,
)
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.errors import EdgewiseError
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.objectives import Mode
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.values import compile_values
from edgewise.beliefs.values.weighing import nash_rank, normalised_utilities, plurality_rank
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import about_care, care, plural_decisions

MODES: tuple[Mode, ...] = ("steer", "overton", "distributional", "collective")
SILENT = Progress(questions_left=0)
seeds = st.integers(0, 10_000)


def decided(model: Model, mode: Mode, seed: int = 0) -> Choice:
    return Policy(model).decide(about_care(model), SILENT, Stance(mode=mode), seed=seed)


# -- by hand


def test_steer_goes_by_the_users_own_weights() -> None:
    policy, belief = Policy(care()), about_care(care())
    for weights, best in (({"safety": 1.0}, "house"), ({"independence": 1.0}, "home")):
        stance = Stance(weights=weights, mode="steer")
        assert policy.decide(belief, SILENT, stance).response == best


def test_overton_shows_every_best_once_and_says_whose_it_is() -> None:
    choice = decided(care(), "overton")
    assert choice.shown == ("home", "house", "day")
    assert {view.party.id: view.response.id for view in choice.rationale.views} == {
        "mother": "home",
        "son": "house",
        "daughter": "day",
    }
    sentence = choice.rationale.sentence()
    assert "“help at home” (for mother), “a place in a care home” (for son) and “day care” (for daughter)" in sentence


def test_overton_with_one_voice_shows_one_answer() -> None:
    model = care(stakeholders={"mother": {"weights": {"safety": 1}}, "son": {"weights": {"safety": 2}}})
    choice = decided(model, "overton")
    assert (choice.response, choice.shown) == ("house", ())


@pytest.mark.parametrize("kind", ["refuse", "escalate"])
def test_nothing_is_advised_beside_a_no_or_a_handover(kind: str) -> None:
    """Three in five would rather not; "for bob: do it" would take back what they decided."""
    domain = {
        "name": "two",
        "mode": "overton",
        "budget": {"questions": 0},
        "intents": {"a": ["hello a"]},
        "objectives": {"safety": {"limit": {"at_most": 0.5}}, "helpfulness": {}},
        "responses": {
            "yes": {"for": "a", "text": "Do it.", "values": {"safety": -0.4, "helpfulness": 1}},
            "no": {"kind": kind, "text": "Rather not.", "values": {"safety": 0.5, "helpfulness": 0}},
        },
        "stakeholders": {
            "ann": {"share": 3, "weights": {"safety": 1}},
            "bob": {"share": 2, "weights": {"helpfulness": 1}},
        },
    }
    mind = Mind(Policy(compile_domain(Domain.model_validate(domain))))
    decision = step(mind, new_dialogue("a"), Said(Heard(text="hello", intents=(0.0, -9.0)))).decision
    assert decision.act == kind and "Do it." not in decision.text and "Rather not." in decision.text
    assert decision.side_by_side == () and "side by side" not in str(decision.rationale["sentence"])
    views = decision.rationale["views"]
    assert isinstance(views, list) and len(views) == 2  # whose view is what is still on record


def test_overton_without_stakeholders_shows_the_profiles() -> None:
    choice = decided(care(stakeholders={}), "overton")
    assert set(choice.shown) == {"home", "house"}
    assert [view.party.name for view in choice.rationale.views] == ["independence first", "safety first"]


def test_collective_takes_the_compromise_that_nobody_holds_worst() -> None:
    choice = decided(care(), "collective")
    assert choice.response == "day"
    assert min(view.utility for view in choice.rationale.views) > 0.5
    assert "the least content" in choice.rationale.sentence()


def test_distributional_says_who_was_drawn_and_gives_their_best() -> None:
    best = {"mother": "home", "son": "house", "daughter": "day"}
    seen = set[str]()
    for seed in range(12):
        choice = decided(care(), "distributional", seed)
        assert choice.rationale.spoke is not None
        assert choice.response == best[choice.rationale.spoke.id]
        assert choice.rationale.spoke.name in choice.rationale.sentence()
        seen.add(choice.rationale.spoke.id)
    assert len(seen) > 1


def test_a_mode_that_needs_stakeholders_says_so() -> None:
    for mode in ("distributional", "collective"):
        with pytest.raises(EdgewiseError, match="needs stakeholders"):
            decided(care(stakeholders={}), mode)


def test_the_domains_mode_counts_where_the_stance_names_none() -> None:
    model = care(mode="collective")
    assert mode_of(model, Stance()) == "collective"
    assert Policy(model).decide(about_care(model), SILENT).response == "day"
    assert mode_of(model, Stance(mode="overton")) == "overton"


def test_a_record_of_every_mode_is_plain_json() -> None:
    for mode in MODES:
        written = decided(care(), mode).rationale.to_json()
        assert written["mode"] == mode
        assert isinstance(written["views"], list) and len(written["views"]) >= 2


# -- drawing


def test_draws_follow_the_shares_and_the_seed() -> None:
    shares = shares_of(care())
    sample = [drawn(shares, seed) for seed in range(4000)]
    assert sample == [drawn(shares, seed) for seed in range(4000)]
    assert share_distance(sample, shares) < 0.03


def test_a_draw_of_its_own_does_not_move_with_the_decision() -> None:
    model = care()
    spoken = {speaking(model, Stance(mode="distributional", draw=5), seed).drawn for seed in range(20)}
    assert len(spoken) == 1


def test_nobody_without_a_share_speaks() -> None:
    model = care(stakeholders={"mother": {"share": 0, "weights": {"safety": 1}}, "son": {"share": 2}})
    assert shares_of(model) == {"son": 1.0}
    assert {drawn(shares_of(model), seed) for seed in range(50)} == {"son"}


# -- measures


def test_coverage_is_the_share_of_groups_that_see_their_best() -> None:
    best = {"a": "x", "b": "y", "c": "x", "d": "z"}
    assert viewpoint_coverage(best, {"x"}) == 0.5
    assert viewpoint_coverage(best, {"x", "y", "z"}) == 1.0
    assert viewpoint_coverage({}, {"x"}) == 1.0


def test_distance_is_total_variation() -> None:
    assert share_distance("aab", {"a": 2, "b": 1}) == pytest.approx(0)
    assert share_distance("aa", {"b": 1}) == 1
    assert share_distance("ab", {"a": 3, "b": 1}) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="one draw"):
        share_distance([], {"a": 1})


# -- Nash welfare against enumeration


def brute_nash(worth: np.ndarray, admissible: np.ndarray, shares: np.ndarray) -> set[int]:
    """Best response(s): first how many parties get anything, then the product of what those get."""
    allowed = [r for r in range(worth.shape[1]) if admissible[r]]
    score: dict[int, tuple[int, float]] = {}
    for r in allowed:
        got, total = 1.0, 0.0
        happy = 0
        for p in range(worth.shape[0]):
            low, high = min(worth[p, a] for a in allowed), max(worth[p, a] for a in allowed)
            u = 1.0 if high - low < 1e-9 else (worth[p, r] - low) / (high - low)
            if u > 1e-9:
                happy, got, total = happy + 1, got * u ** shares[p], total + shares[p]
        score[r] = (happy, got ** (1 / total) if total else 0.0)
    most = max(happy for happy, _ in score.values())
    top = max(value for happy, value in score.values() if happy == most)
    return {r for r, (happy, value) in score.items() if happy == most and value > top - 1e-6}


@given(seeds)
def test_nash_welfare_agrees_with_enumeration(seed: int) -> None:
    rng = np.random.default_rng(seed)
    parties, responses = int(rng.integers(1, 5)), int(rng.integers(1, 7))
    worth = rng.choice([rng.random(), -0.5, 0.0, 0.3, 1.0, rng.random()], size=(parties, responses))
    admissible = rng.random(responses) < 0.7
    admissible[int(rng.integers(responses))] = True
    shares = rng.dirichlet(np.ones(parties))
    rank = nash_rank(worth, admissible, shares)
    assert int(rank.argmax()) in brute_nash(worth, admissible, shares)
    assert np.isfinite(rank).tolist() == admissible.tolist()


def test_what_leaves_somebody_nothing_loses_to_what_leaves_everybody_something() -> None:
    worth = np.array([[1.0, 0.0, 0.1], [0.0, 1.0, 0.1]])
    assert nash_rank(worth, np.ones(3, bool), np.array([0.9, 0.1])).argmax() == 2


def test_welfare_does_not_depend_on_the_scale_of_anybodys_utilities() -> None:
    rng = np.random.default_rng(4)
    worth, shares = rng.random((3, 6)), np.full(3, 1 / 3)
    scaled = worth * np.array([[3.0], [0.2], [50.0]]) + np.array([[1.0], [-4.0], [0.0]])
    everything = np.ones(6, bool)
    one, other = (normalised_utilities(w, everything) for w in (worth, scaled))
    np.testing.assert_allclose(one, other, atol=1e-9)
    assert nash_rank(worth, everything, shares).argmax() == nash_rank(scaled, everything, shares).argmax()


@given(seeds)
def test_batches_are_ranked_as_one_by_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    worth, admissible = rng.random((4, 3, 5)), rng.random((4, 5)) < 0.8
    shares = rng.dirichlet(np.ones(3), size=4)
    for rule in (nash_rank, lambda w, a, s: plurality_rank(w, w, a, s)):
        together = rule(worth, admissible, shares)
        alone = [rule(worth[b], admissible[b], shares[b]) for b in range(4)]
        np.testing.assert_allclose(together, np.array(alone))


# -- over random domains


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_never_inadmissible_in_any_mode(seed: int) -> None:
    model = plural_decisions(seed)
    policy, belief = Policy(model), random_belief(model, seed)
    for mode, progress in product(MODES, (START, SILENT, Progress(answer_now=True))):
        context = [None, "strict"][seed % 2]
        choice = policy.decide(belief, progress, Stance(context=context, mode=mode), seed=seed)
        for response in {choice.response, *choice.shown} - {None}:
            assert keeps_limits(belief, str(response), context), (mode, response)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_collective_is_never_dominated(seed: int) -> None:
    model = plural_decisions(seed)
    policy, belief = Policy(model), random_belief(model, seed)
    rules = policy.rules(Stance(mode="collective")).arbiter
    verdict = rules.judge(belief)
    tempered = rules.tempered(belief, verdict.expected)
    mine = tempered[verdict.chosen]
    for other in np.flatnonzero(verdict.admissible):
        gain = tempered[other] - mine
        assert not ((gain >= -1e-9).all() and (gain > 1e-6).any())


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_collective_is_the_best_product_in_one_tier(seed: int) -> None:
    model = plural_decisions(seed)
    belief, values = random_belief(model, seed), compile_values(model)
    rules = arbiter(values, None, None, panel_of(model, Stance(mode="collective")))
    if len(rules.tiers) > 1:
        return
    assert rules.panel is not None
    verdict = rules.judge(belief)
    worth = rules.each_worth(rules.tempered(belief, verdict.expected), rules.panel.weights)
    assert verdict.chosen in brute_nash(worth, verdict.admissible, rules.panel.shares)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_overton_shows_the_best_of_every_stakeholder(seed: int) -> None:
    model = plural_decisions(seed)
    policy, belief = Policy(model), random_belief(model, seed)
    choice = policy.decide(belief, SILENT, Stance(mode="overton"), seed=seed)
    best: dict[str, str] = {}
    for name, party in model.domain.stakeholders.items():
        alone = arbiter(compile_values(model), None, party.weights).judge(belief)
        best[name] = list(model.domain.responses)[alone.chosen]
    assert {view.party.id: view.response.id for view in choice.rationale.views} == best
    if choice.act == "answer":
        assert viewpoint_coverage(best, choice.shown or {str(choice.response)}) == 1.0


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_distributional_gives_the_best_of_who_was_drawn(seed: int) -> None:
    model = plural_decisions(seed)
    belief, stance = random_belief(model, seed), Stance(mode="distributional", draw=seed)
    policy = Policy(model, wobble=None)
    name = speaking(model, stance).drawn
    rules = policy.rules(speaking(model, stance).stance).arbiter
    alone = arbiter(compile_values(model), None, model.domain.stakeholders[str(name)].weights).judge(belief)
    assert rules.judge(belief).chosen == alone.chosen


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_opinions_are_between_each_views_worst_and_best(seed: int) -> None:
    model = plural_decisions(seed)
    belief = random_belief(model, seed)
    for mode in MODES:
        rules = Policy(model).rules(Stance(mode=mode)).arbiter
        if rules.panel is None:
            continue
        found = opinions(rules, belief, rules.judge(belief), rules.panel)
        assert sum(view.share for view in found) == pytest.approx(1)
        assert all(0 <= view.utility <= 1 and rules.judge(belief).admissible[view.response] for view in found)
