from __future__ import annotations

import json

import numpy as np
import pytest
from domains_at_random import models, random_model
from edgewise.beliefs.belief import ledger
from edgewise.beliefs.belief.answers import contrast, outcomes
from edgewise.beliefs.belief.belief import Belief, prior_belief
from edgewise.beliefs.belief.drift import drifted
from edgewise.beliefs.belief.evidence import Evidence, from_json, to_json, with_evidence, without
from edgewise.beliefs.belief.ledger import attests, goes_on, gone_on, in_force, posterior, reading
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.statements import Statement, answered, attested, claimed, picked, said
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.part import Source
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from pydantic import ValidationError

Ledger = tuple[Evidence, ...]

SEED = 4
"""A random domain with several intents, facets and questions."""


def item(statement: Statement, key: str = "k", turn: int = 0, source: Source = "user", weight: float = 1.0) -> Evidence:
    return Evidence(key=key, source=source, turn=turn, statement=statement, weight=weight)


def random_statement(model: Model, rng: np.random.Generator) -> Statement:
    named = [intent for intent in model.intents if intent != "other"]
    kind = rng.choice(["answer", "claim", "pick", "said"] if model.questions else ["pick", "said"])
    if kind == "said":
        return said(np.log(rng.random(len(model.intents))))
    if kind == "pick":
        members = named[: int(rng.integers(1, len(named) + 1))]
        return picked(members, soft(outcomes(model, contrast(model, members)), rng))
    question = model.questions[int(rng.integers(len(model.questions)))]
    space = model.facets[question.facet]
    if kind == "claim":
        return claimed(space.id, soft(space.values, rng))
    return answered(question.id, soft(outcomes(model, question), rng))


def soft(names: tuple[str, ...], rng: np.random.Generator) -> dict[str, float]:
    return {name: float(np.log(rng.random() + 0.01)) for name in names}


def random_ledger(model: Model, seed: int, count: int = 4) -> Ledger:
    rng = np.random.default_rng(seed)
    return tuple(item(random_statement(model, rng), key=f"k{n}", turn=n) for n in range(count))


def enumerated(model: Model, ledger: Ledger) -> Oracle:
    oracle = Oracle.prior(model)
    for entry in ledger:
        likelihood = {name: float(np.exp(x)) for name, x in entry.statement.outcomes.items()}
        match entry.statement.kind:
            case "said":
                by_intent = dict(zip(model.intents, np.exp(entry.statement.intents), strict=True))
                oracle = oracle.condition({s: float(by_intent[s[0]]) for s in oracle.p})
            case "pick":
                oracle = oracle.soft_pick(list(entry.statement.members), likelihood)
            case "claim":
                first = next(q for q, spec in model.domain.questions.items() if spec.about == entry.statement.facet)
                oracle = oracle.reply(first, likelihood)
            case _:
                oracle = oracle.reply(entry.statement.question, likelihood)
    return oracle


def agrees(belief: Belief, oracle: Oracle) -> None:
    np.testing.assert_allclose(belief.intents, oracle.intents(), atol=1e-10)
    for k, space in enumerate(belief.model.facets):
        np.testing.assert_allclose(belief.facet(k), oracle.facet(space.id), atol=1e-10)


def same(one: Belief, other: Belief, tolerance: float = 1e-12) -> None:
    np.testing.assert_allclose(one.intents, other.intents, atol=tolerance)
    np.testing.assert_allclose(one.values, other.values, atol=tolerance)


@settings(max_examples=200, deadline=None)
@given(models(), st.integers(0, 99), st.permutations(range(4)))
def test_posterior_of_any_order_equals_enumeration(model: Model, seed: int, order: list[int]) -> None:
    ledger = random_ledger(model, seed)
    agrees(posterior(prior_belief(model), [ledger[n] for n in order], rate=0), enumerated(model, ledger))


@settings(max_examples=100, deadline=None)
@given(models(), st.integers(0, 99), st.integers(0, 3))
def test_withdrawn_evidence_leaves_no_trace(model: Model, seed: int, which: int) -> None:
    ledger = random_ledger(model, seed)
    left = without(ledger, f"k{which}")
    assert len(left) == 3
    agrees(posterior(prior_belief(model), left, rate=0), enumerated(model, left))


@settings(max_examples=100, deadline=None)
@given(models(), st.integers(0, 99), st.integers(0, 3))
def test_replaced_evidence_counts_alone(model: Model, seed: int, which: int) -> None:
    ledger = random_ledger(model, seed)
    new = item(random_statement(model, np.random.default_rng(seed + 1000)), key=f"k{which}", turn=5)
    changed = with_evidence(ledger, new)
    expected = (*(entry for entry in ledger if entry.key != new.key), new)
    agrees(posterior(prior_belief(model), changed, rate=0), enumerated(model, expected))


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99), st.floats(0, 1))
def test_taking_back_is_exact_with_drift_too(model: Model, seed: int, rate: float) -> None:
    ledger = random_ledger(model, seed)
    extra = item(random_statement(model, np.random.default_rng(seed + 1000)), key="extra", turn=2)
    there_and_back = without(with_evidence(ledger, extra), "extra")
    straight = posterior(prior_belief(model), ledger, rate=rate)
    same(posterior(prior_belief(model), there_and_back, rate=rate), straight, 0)


def one_by_one(model: Model, ledger: Ledger) -> Belief:
    """The belief from the one in all entries but the last, and so on down to where that is not so."""
    if goes_on(model, ledger):
        return gone_on(one_by_one(model, ledger[:-1]), ledger)
    return posterior(prior_belief(model), ledger, turn=99)


@settings(max_examples=100, deadline=None)
@given(models(), st.integers(0, 99), st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=5))
def test_going_on_from_the_belief_before_changes_no_bit(model: Model, seed: int, steps: list[tuple[int, bool]]) -> None:
    rng, turns = np.random.default_rng(seed), np.cumsum([later for later, _ in steps]).tolist()
    ledger: Ledger = ()
    for turn, (_, again) in zip(turns, steps, strict=True):
        statement = ledger[-1].statement if again and ledger else random_statement(model, rng)
        same_words = statement.model_copy(update={"same": "words"}) if statement.kind == "said" else statement
        ledger = (*ledger, item(same_words, key=f"k{len(ledger)}", turn=turn))
    one, whole = one_by_one(model, ledger), posterior(prior_belief(model), ledger, turn=99)
    assert one.log_intents.tobytes() == whole.log_intents.tobytes()
    assert one.log_values.tobytes() == whole.log_values.tobytes()
    assert np.asarray(one.log_evidence).tobytes() == np.asarray(whole.log_evidence).tobytes()


def test_a_belief_goes_on_unless_something_moves_is_vouched_for_or_comes_late() -> None:
    still, moving = clinic(attest=["operator"]), clinic(drift=0.1)
    claim, voucher = claimed("doctor", {"yes": 0.0}), attested("doctor", "yes")
    assert goes_on(still, [item(claim, turn=1), item(claim, turn=2)])
    assert not goes_on(still, [])
    assert not goes_on(moving, [item(claim, turn=1)])
    assert not goes_on(still, [item(claim, turn=2), item(claim, turn=1)])
    assert not goes_on(still, [item(voucher, source="operator"), item(claim)])


def test_the_same_answer_shares_its_reading_and_no_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    model = clinic(attest=["operator"])
    one = reading(model, item(claimed("doctor", {"yes": 0.0})))
    assert reading(model, item(claimed("doctor", {"yes": 0.0}), key="again", turn=4)) is one
    others = [claimed("doctor", {"yes": -0.5}), claimed("doctor", {"no": 0.0}), attested("doctor", "yes")]
    for other in others:
        assert not np.array_equal(reading(model, item(other, source="operator")).facets[0], one.facets[0])
    monkeypatch.setattr(ledger, "MOST_READ", 1)
    assert np.array_equal(reading(model, item(claimed("doctor", {"yes": -0.1}))).facets[0], one.facets[0] - 0.1)
    assert np.array_equal(reading(model, item(claimed("doctor", {"yes": 0.0}))).facets[0], one.facets[0])


def test_drift_comes_between_turns_and_up_to_now() -> None:
    model = random_model(SEED)
    first, second = random_ledger(model, 5, 2)
    prior = prior_belief(model)
    entries = [first, second.model_copy(update={"turn": 3})]
    by_hand = drifted(prior.update(reading(model, first)), prior, 0.1, 3).update(reading(model, second))
    same(posterior(prior, entries, rate=0.1), by_hand)
    same(posterior(prior, entries, rate=0.1, turn=5), drifted(by_hand, prior, 0.1, 2))


def clinic(attest: list[str] | None = None, drift: float = 0.0) -> Model:
    doctor: dict[str, object] = {"kind": "yesno", "prior": {"yes": 0.1, "no": 0.9}, "candor": 0.8}
    if attest is not None:
        doctor["attest"] = attest
    intents = {"care": {"prior": 0.9}, "harm": {"prior": 0.1}}
    return compile_domain(
        Domain.model_validate({"name": "clinic", "intents": intents, "facets": {"doctor": doctor}, "drift": drift})
    )


def doctor(model: Model, *ledger: Evidence) -> float:
    return float(posterior(prior_belief(model), ledger).facet(0)[0])


YES, NO = claimed("doctor", {"yes": 0.0}), claimed("doctor", {"no": 0.0})


def test_repeating_a_claim_adds_nothing_and_correcting_it_replaces() -> None:
    model = clinic()
    once = with_evidence((), item(YES))
    again = with_evidence(once, item(YES, turn=1))
    assert doctor(model, *again) == doctor(model, *once)
    assert doctor(model, *with_evidence(again, item(NO, turn=2))) == doctor(model, item(NO))


def test_a_lower_source_never_replaces_a_higher() -> None:
    ledger = with_evidence((), item(YES, source="operator"))
    for source in ("user", "tool"):
        assert with_evidence(ledger, item(NO, source=source)) == ledger
    assert with_evidence(ledger, item(NO, source="system"))[0].statement == NO


def test_attestation_settles_and_silences_in_any_order() -> None:
    model = clinic()
    vouched = item(attested("doctor", "no"), key="a", source="operator")
    claims = item(YES, key="b"), item(YES, key="c", source="tool", turn=2)
    assert doctor(model, vouched, *claims) == pytest.approx(0, abs=1e-12)
    assert doctor(model, *claims, vouched) == pytest.approx(0, abs=1e-12)
    assert in_force(model, (vouched, *claims)) == (vouched,)
    assert doctor(model, *without((vouched, *claims), "a")) == doctor(model, *claims)
    assert not posterior(prior_belief(model), (vouched, *claims)).surprised


@pytest.mark.parametrize("source", ["user", "tool"])
@pytest.mark.parametrize("listed", [None, ["system", "operator", "user", "tool"]])
def test_nothing_a_user_or_a_tool_says_attests(source: Source, listed: list[str] | None) -> None:
    model = clinic(listed)
    vouching = item(attested("doctor", "yes"), source=source)
    assert not attests(model, vouching)
    assert doctor(model, vouching) == doctor(model, item(YES, source=source))


def test_an_operator_whom_the_domain_does_not_let_attest_only_claims() -> None:
    model = clinic(["system"])
    assert doctor(model, item(attested("doctor", "yes"), source="operator")) == doctor(model, item(YES))
    assert doctor(model, item(attested("doctor", "yes"), source="system")) == pytest.approx(1)


def test_system_overrules_operator() -> None:
    model = clinic()
    ledger = (
        item(attested("doctor", "yes"), key="a", source="operator"),
        item(attested("doctor", "no"), key="b", source="system"),
    )
    assert doctor(model, *ledger) == pytest.approx(0, abs=1e-12)
    assert not posterior(prior_belief(model), ledger).surprised


def test_what_is_attested_does_not_drift() -> None:
    model = clinic(drift=0.5)
    ledger = (item(attested("doctor", "yes"), key="a", source="operator"), item(said([-1.0, 0.0, 0.0]), key="b"))
    later = posterior(prior_belief(model), ledger, turn=9)
    np.testing.assert_allclose(later.facet(0), [1, 0], atol=1e-12)
    np.testing.assert_allclose(later.intents, model.prior, atol=1e-2)


def test_drift_leads_back_to_what_is_attested_and_not_behind_it() -> None:
    intents = {"care": {"prior": 0.9}, "harm": {"prior": 0.1}}
    doctor = {"kind": "yesno", "prior": {"yes": 0.1, "no": 0.9}, "prior_given": {"harm": {"yes": 0.9, "no": 0.1}}}
    model = compile_domain(
        Domain.model_validate({"name": "clinic", "intents": intents, "facets": {"doctor": doctor}, "drift": 0.5})
    )
    vouched = item(attested("doctor", "yes"), key="a", source="operator")
    known = posterior(prior_belief(model), (vouched,))
    wish = item(said([0.0, -5.0, -5.0]), key="b")
    later = posterior(prior_belief(model), (vouched, wish), turn=60)
    np.testing.assert_allclose(later.intents, known.intents, atol=1e-9)
    assert known.intents[model.intent_index["harm"]] > 0.4


def test_saying_the_same_again_weighs_less_each_time() -> None:
    model = clinic()
    message = said([0.0, -1.0, -1.0], same="mark")

    def harm(count: int) -> float:
        ledger = [item(message, key=f"m{n}") for n in range(count)]
        return float(posterior(prior_belief(model), ledger).intents[model.intent_index["harm"]])

    falls = -np.diff([harm(n) for n in range(1, 5)])
    assert np.all(falls > 0)
    assert np.all(falls[1:] < falls[:-1])
    assert harm(200) == pytest.approx(harm(20), abs=1e-9)
    other = [item(message, key="a"), item(said([0.0, -1.0, -1.0], same="different"), key="b")]
    assert posterior(prior_belief(model), other).intents[1] < harm(200)


def test_weight_scales_what_is_said() -> None:
    model = clinic()
    half = posterior(prior_belief(model), [item(said([0.0, -1.0, -2.0]), weight=0.5)])
    same(half, posterior(prior_belief(model), [item(said([0.0, -0.5, -1.0]))]))
    same(posterior(prior_belief(model), [item(YES, weight=0.0)]), prior_belief(model))


def test_surprise_is_told_for_the_last_turn_alone() -> None:
    model = clinic()
    never = item(said([-np.inf] * 3), key="a")
    assert posterior(prior_belief(model), [never]).surprised
    assert not posterior(prior_belief(model), [never, item(YES, key="b", turn=1)]).surprised
    assert posterior(prior_belief(model), [never, item(YES, key="b")]).surprised
    assert np.isfinite(posterior(prior_belief(model), [never]).entropy())


@settings(max_examples=50, deadline=None)
@given(models(), st.integers(0, 99))
def test_json_replays_to_the_same_belief(model: Model, seed: int) -> None:
    ledger = random_ledger(model, seed)
    restored = [from_json(json.loads(json.dumps(to_json(entry), allow_nan=False))) for entry in ledger]
    assert tuple(restored) == ledger
    same(posterior(prior_belief(model), restored), posterior(prior_belief(model), ledger), 0)


def test_json_of_certain_answers_is_short() -> None:
    written = to_json(item(answered("ask-doctor", {"yes": 0.0, "no": -np.inf}), key="doctor"))
    assert written == {
        "key": "doctor",
        "source": "user",
        "turn": 0,
        "statement": {"kind": "answer", "question": "ask-doctor", "outcomes": {"yes": 0.0}},
    }


def test_a_ledger_holds_numbers_only() -> None:
    with pytest.raises(ValidationError):
        claimed("doctor", {"yes": float("nan")})
    with pytest.raises(ValidationError):
        said([float("nan")])


def test_a_batch_of_priors_folds_at_once() -> None:
    model = clinic()
    ledger = (item(YES, key="a"), item(said([0.0, -1.0, -2.0]), key="b", turn=1))
    rows = np.log(np.random.default_rng(0).dirichlet(np.ones(3), 4))
    together = posterior(Belief(model, rows, model.conditionals), ledger, rate=0.2)
    for n in range(4):
        alone = posterior(Belief(model, rows[n], model.conditionals), ledger, rate=0.2)
        np.testing.assert_allclose(together.intents[n], alone.intents, atol=1e-12)


def test_told_facts_stay_while_wishes_drift() -> None:
    model = clinic(drift=0.5)
    prior = prior_belief(model)
    told = Evidence(key="facet:doctor", source="user", turn=1, statement=claimed("doctor", {"yes": -0.01, "no": -6.0}))
    wants = np.log(np.arange(1.0, len(model.intents) + 1))
    wish = Evidence(key="say:1", source="user", turn=1, statement=said(wants))
    now, later = (posterior(prior, [told, wish], turn=turn) for turn in (1, 30))
    np.testing.assert_allclose(later.values, now.values, atol=1e-12)
    np.testing.assert_allclose(later.intents, prior.intents, atol=1e-6)
