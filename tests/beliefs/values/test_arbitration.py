from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions, random_weights
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.limits import bounds, weight_vector
from edgewise.beliefs.values.scoring import pareto_front, scores
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)


def certain(
    objectives: dict[str, dict[str, object]],
    responses: dict[str, dict[str, float]],
    person: float = -0.9,
    **more: object,
) -> Model:
    """A domain in which nothing is uncertain: each response has one vector."""
    spec: dict[str, object] = {name: {"values": vector, "for": "a"} for name, vector in responses.items()}
    spec["person"] = {"kind": "escalate", "values": dict.fromkeys(objectives, person)}
    return compile_domain(
        Domain.model_validate(
            {"name": "certain", "intents": {"a": ["x"]}, "objectives": objectives, "responses": spec, **more}
        )
    )


def judge(model: Model, weights: dict[str, float] | None = None, context: str | None = None):
    rules = arbiter(compile_values(model), context, weights)
    return rules, rules.judge(prior_belief(model))


def chosen(model: Model, weights: dict[str, float] | None = None, context: str | None = None) -> str:
    rules, verdict = judge(model, weights, context)
    return rules.values.responses[verdict.chosen]


CONCAVE = {
    "fast": {"speed": 1.0, "care": -1.0},
    "slow": {"speed": -1.0, "care": 1.0},
    "both": {"speed": -0.1, "care": -0.1},
}


def test_a_compromise_in_the_concave_part_is_reached_by_chebyshev_and_by_no_linear_weights() -> None:
    objectives: dict[str, dict[str, object]] = {"speed": {}, "care": {}}
    linear = certain(objectives, CONCAVE, scoring="linear")
    by_linear = {chosen(linear, {"speed": w, "care": 1 - w}) for w in np.linspace(0, 1, 201)}
    assert by_linear == {"fast", "slow"}
    chebyshev = certain(objectives, CONCAVE)
    assert chosen(chebyshev, {"speed": 0.5, "care": 0.5}) == "both"
    assert {chosen(chebyshev, {"speed": w, "care": 1 - w}) for w in np.linspace(0, 1, 201)} == {"fast", "slow", "both"}


def test_all_three_are_on_the_front() -> None:
    _, verdict = judge(certain({"speed": {}, "care": {}}, CONCAVE))
    assert verdict.front[:3].all()


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_what_is_chosen_is_admissible_and_the_front_is_what_pairwise_comparison_says(seed: int) -> None:
    model = random_decisions(seed)
    belief = random_belief(model, seed)
    rules = arbiter(compile_values(model), None, random_weights(model, seed))
    verdict = rules.judge(belief)
    assert verdict.admissible[verdict.chosen]
    for r, response in enumerate(verdict.expected):
        rivals = [
            other
            for s, other in enumerate(verdict.expected)
            if s != r and verdict.admissible[s] and (other >= response).all() and (other > response).any()
        ]
        assert verdict.front[r] == (bool(verdict.admissible[r]) and not rivals)
    for r in range(len(verdict.admissible)):
        broken = [k for k, bound in enumerate(rules.bounds) if verdict.tails[k, r] > bound.at_most + 1e-9]
        assert verdict.admissible[r] == (not broken)
        assert verdict.blocked_by(r) == (broken[0] if broken else None)


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_no_dominated_response_wins_a_tier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, weights = rng.uniform(-1, 1, (8, 3)), rng.uniform(0.05, 1, 3)
    vectors[1] = np.minimum(vectors[0], vectors[1])
    best = int(scores(vectors, weights, vectors.max(axis=0)).argmax())
    assert pareto_front(vectors, np.ones(8, bool))[best]


def test_one_objective_scores_its_own_expectation() -> None:
    found = scores(np.array([[0.3], [-0.7]]), np.array([4.0]), np.array([0.9]))
    np.testing.assert_allclose(found, [0.3, -0.7], atol=1e-15)


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_scaling_the_weights_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, weights, ideal = rng.uniform(-1, 1, (5, 3)), rng.uniform(0.1, 1, 3), np.ones(3)
    np.testing.assert_allclose(scores(vectors, weights, ideal), scores(vectors, 7 * weights, ideal), atol=1e-12)


def test_no_weights_at_all_count_as_equal() -> None:
    vectors, ideal = np.array([[0.2, 0.4]]), np.ones(2)
    np.testing.assert_allclose(scores(vectors, np.zeros(2), ideal), scores(vectors, np.ones(2), ideal))


def test_an_irrelevant_response_moves_no_score() -> None:
    few = certain({"speed": {}, "care": {}}, CONCAVE)
    many = certain({"speed": {}, "care": {}}, {**CONCAVE, "bad": {"speed": -1.0, "care": -1.0}})
    np.testing.assert_allclose(judge(few)[1].scores[:3], judge(many)[1].scores[:3])


def tiered(slack: float) -> str:
    objectives: dict[str, dict[str, object]] = {"first": {"tier": 1, "slack": slack}, "second": {"tier": 2}}
    return chosen(certain(objectives, {"a": {"first": 0.9, "second": -1.0}, "b": {"first": 0.8, "second": 1.0}}))


def test_a_later_tier_decides_only_within_the_slack() -> None:
    assert tiered(0.0) == "a"
    assert tiered(0.05) == "a"
    assert tiered(0.15) == "b"


def gamble(caution: float) -> str:
    model = compile_domain(
        Domain.model_validate(
            {
                "name": "gamble",
                "intents": {"a": {"prior": 0.8}, "b": {"prior": 0.2}, "other": {"prior": 0}},
                "objectives": {"gain": {"caution": caution}},
                "responses": {
                    "bold": {"values": {"gain": [{"when": {"intent": "a"}, "value": 1}, -1]}},
                    "sure": {"values": {"gain": 0.4}},
                },
            }
        )
    )
    return chosen(model)


def test_caution_prefers_the_sure_thing() -> None:
    """With CVaR on the *loss*; on the lower tail of rewards it would prefer the gamble all the more."""
    assert gamble(0.0) == "bold"
    assert gamble(0.5) == "sure"


def limited(at_most: float = 0.2, **limit: object) -> Model:
    return compile_domain(
        Domain.model_validate(
            {
                "name": "limited",
                "intents": {"a": {"prior": 0.9}, "b": {"prior": 0.1}, "other": {"prior": 0}},
                "objectives": {"safety": {"weight": 0, "limit": {"at_most": at_most, **limit}}, "helpfulness": {}},
                "responses": {
                    "risky": {
                        "for": ["a", "b"],
                        "values": {"safety": [{"when": {"intent": "b"}, "value": -1}, 0]},
                    },
                    "meek": {"values": {"helpfulness": -0.9}},
                },
                "contexts": {
                    "lab": {"by": "operator", "limits": {"safety": 0.9}},
                    "guest": {"by": "user", "limits": {"safety": 1.0}},
                    "school": {"by": "user", "limits": {"safety": 0.05}},
                },
            }
        )
    )


def test_no_helpfulness_buys_a_limit_back() -> None:
    assert chosen(limited(alpha=0.95)) != "risky"
    assert chosen(limited(alpha=0.95), {"helpfulness": 1e9}) != "risky"


def test_the_tail_and_not_the_mean_is_limited() -> None:
    """The mean loss is 0.1; the mean of the worst tenth is 1, that of the worst half 0.2 to the bit."""
    assert chosen(limited(alpha=0.0)) == "risky"
    assert chosen(limited(alpha=0.5)) == "risky"
    assert chosen(limited(alpha=0.51)) != "risky"


def bound_in(model: Model, context: str | None) -> float:
    return bounds(model, context)[0].at_most


def test_contexts_tighten_and_only_an_operator_widens_up_to_the_domains_own_bound() -> None:
    plain, open_ = limited(), limited(widest=0.5)
    assert bound_in(plain, "school") == 0.05
    assert bound_in(plain, "lab") == bound_in(plain, "guest") == 0.2
    assert bound_in(open_, "lab") == 0.5
    assert bound_in(open_, "guest") == 0.2
    assert bound_in(open_, None) == 0.2
    assert bounds(open_, "lab")[0].context == "lab" and bounds(open_, None)[0].context is None


def test_the_first_tier_of_limits_is_the_one_named() -> None:
    objectives: dict[str, dict[str, object]] = {
        "later": {"limit": {"at_most": 0.0, "tier": 2}},
        "sooner": {"limit": {"at_most": 0.0, "tier": 1}},
    }
    rules, verdict = judge(certain(objectives, {"bad": {"later": -1.0, "sooner": -0.1}}, person=0.0))
    blocked = verdict.blocked_by(rules.values.responses.index("bad"))
    assert blocked is not None
    assert rules.values.objectives[rules.bounds[blocked].objective] == "sooner"
    assert verdict.only_declines


def test_weights_come_from_the_stance_then_the_context_then_the_domain() -> None:
    model = certain(
        {"speed": {"weight": 3}, "care": {"weight": 2}}, CONCAVE, contexts={"ward": {"weights": {"care": 5}}}
    )
    assert weight_vector(model).tolist() == [3, 2]
    assert weight_vector(model, "ward").tolist() == [3, 5]
    assert weight_vector(model, "ward", {"speed": 1}).tolist() == [1, 0]
    with pytest.raises(UnknownName, match="objective"):
        weight_vector(model, None, {"sped": 1})
    with pytest.raises(UnknownName, match="context"):
        weight_vector(model, "wart")
    for bad in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not negative"):
            weight_vector(model, None, {"speed": bad})


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_batch_of_weights_ranks_as_each_alone(seed: int) -> None:
    model = random_decisions(seed)
    belief, rng = random_belief(model, seed), np.random.default_rng(seed)
    rules = arbiter(compile_values(model))
    many = rng.random((4, len(model.domain.objectives)))
    tempered = rules.tempered(belief, rules.values.expected(belief))
    admissible = rules.admissible(belief)
    together = rules.rank(
        np.broadcast_to(tempered, (4, *tempered.shape)), np.broadcast_to(admissible, (4, len(admissible))), many
    )
    np.testing.assert_allclose(together, [rules.rank(tempered, admissible, w) for w in many], atol=1e-12)


def test_the_margin_is_told_in_the_tier_that_decided() -> None:
    rules, verdict = judge(limited(alpha=0.0))
    assert verdict.runner_up is not None
    gap = verdict.expected[verdict.chosen, 1] - verdict.expected[verdict.runner_up, 1]
    assert verdict.margin == pytest.approx(gap)
    assert isinstance(rules, Arbiter)


def test_certainty_of_a_bad_state_blocks_and_of_a_good_one_admits() -> None:
    model = limited()
    rules = arbiter(compile_values(model))
    for sure, admitted in ((np.array([0.0, -99.0, -99.0]), True), (np.array([-99.0, 0.0, -99.0]), False)):
        belief = prior_belief(model).update(Reading(intents=sure))
        assert bool(rules.admissible(belief)[0]) is admitted


def test_a_limit_alone_makes_no_tier_of_its_own() -> None:
    """A weight of 0 with a limit is a limit only: it must not decide before what is weighed."""
    objectives: dict[str, dict[str, object]] = {
        "safety": {"weight": 0, "limit": {"at_most": 0.0}, "tier": 0},
        "use": {"tier": 1},
    }
    model = certain(objectives, {"timid": {"safety": 1.0, "use": -0.5}, "useful": {"safety": 0.2, "use": 0.9}}, 0.0)
    assert chosen(model) == "useful"
    assert judge(model)[1].scores[:2].tolist() == pytest.approx([-0.5, 0.9])


def test_a_tie_never_goes_to_a_dominated_response() -> None:
    within_slack: dict[str, dict[str, object]] = {"first": {"tier": 1, "slack": 0.3}, "second": {"tier": 2}}
    worse_first = {"worse": {"first": 0.4, "second": 0.5}, "better": {"first": 0.6, "second": 0.5}}
    assert chosen(certain(within_slack, worse_first)) == "better"
    unweighed = {"worse": {"speed": 0.5, "care": 0.0}, "better": {"speed": 0.5, "care": 1.0}}
    assert chosen(certain({"speed": {}, "care": {}}, unweighed), {"speed": 1.0}) == "better"


def test_the_margin_is_read_in_the_last_tier_in_which_the_runner_up_stood() -> None:
    """It fell out in the second of three tiers, and was ahead in the first."""
    objectives: dict[str, dict[str, object]] = {"a": {"tier": 1, "slack": 0.5}, "b": {"tier": 2}, "c": {"tier": 3}}
    responses = {"wins": {"a": 0.5, "b": 0.6, "c": 0.1}, "ahead": {"a": 0.9, "b": 0.2, "c": 0.9}}
    rules, verdict = judge(certain(objectives, responses))
    assert rules.values.responses[verdict.chosen] == "wins"
    assert verdict.runner_up is not None and rules.values.responses[verdict.runner_up] == "ahead"
    assert verdict.margin == pytest.approx(0.4)
