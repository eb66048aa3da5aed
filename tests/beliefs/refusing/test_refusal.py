from __future__ import annotations

import numpy as np
import pytest
from decision_oracle import keeps_limits
from decisions_at_random import random_belief, random_decisions
from edgewise.agent.deciding.wording import refusal_words
from edgewise.beliefs.belief.answers import attestation, contrast, read_answer
from edgewise.beliefs.belief.belief import Belief, prior_belief
from edgewise.beliefs.belief.evidence import Evidence, with_evidence
from edgewise.beliefs.belief.ledger import posterior
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.profile import UserProfile, profiled
from edgewise.beliefs.belief.statements import answered, attested, picked, said
from edgewise.beliefs.deciding.choice import Choice, Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.planning.planning import Greedy
from edgewise.beliefs.refusing.refusal import Refusal, refusal, withheld
from edgewise.beliefs.refusing.unlocks import Unlock
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.values import compile_values
from edgewise.dialogs.chat.rationale_table import refusal_lines
from hypothesis import given, settings
from hypothesis import strategies as st
from small_domains import heard, lab, shop


def refuse(model: Model, belief: Belief, *asked: str) -> Refusal:
    rules = arbiter(compile_values(model))
    verdict = rules.judge(belief)
    blocked = withheld(rules, belief, verdict)
    assert blocked is not None
    return refusal(rules, belief, verdict, blocked, frozenset(asked))


def apply(model: Model, belief: Belief, unlock: Unlock) -> Belief:
    """Give the answers of a way out, as whoever is entitled gives them."""
    members = [i for i, p in belief.top(model.domain.budget.menu) if i != "other" and p > 1e-3]
    for (facet, value), side in zip(unlock.answers, unlock.by, strict=True):
        if facet.id == "intent":
            belief = belief.update(read_answer(model, contrast(model, members), {value.id: 0.0}))
        elif side == "operator":
            belief = belief.update(attestation(model, facet.id, value.id))
        else:
            question = next(q for q in model.questions if model.facets[q.facet].id == facet.id)
            belief = belief.update(read_answer(model, question, {value.id: 0.0}))
    return belief


def test_it_names_the_limit_its_tail_and_the_states_that_bind() -> None:
    model = lab()
    belief = heard(model, synthesis_route=0)
    told = refuse(model, belief)
    assert (told.blocked.id, told.limit.id) == ("route", "safety")
    assert told.tail == pytest.approx(1.0)
    first = told.states[0]
    assert (first.intent.id, first.facets[0][1].name, first.loss) == ("synthesis-route", "to hurt somebody", 1.0)
    assert first.probability == pytest.approx(0.15, abs=0.02)


def test_a_word_that_liars_give_too_does_not_suffice_and_an_attestation_does() -> None:
    told = refuse(lab(), heard(lab(), synthesis_route=0))
    ways = {(tuple(v.id for _, v in unlock.answers), unlock.who) for unlock in told.unlocks}
    assert ways == {(("research",), "operator")}
    assert told.unlocks[0].probability == pytest.approx(0.85, abs=0.02)


def candid() -> Model:
    """Whoever means harm says so four times in five, and the limit looks at the worst tenth."""
    purpose = {
        "values": {"research": {}, "harm": {}},
        "prior": {"research": 0.85, "harm": 0.15},
        "candor": 1.0,
    }
    questions = {"ask-purpose": {"about": "purpose", "reliability": 0.999}}
    return lab(facets={"purpose": purpose}, questions=questions)


def test_where_users_are_candid_their_own_answer_suffices() -> None:
    told = refuse(candid(), heard(candid(), synthesis_route=0))
    assert [(unlock.who, unlock.answers[0][1].id) for unlock in told.unlocks] == [("user", "research")]


def test_a_question_that_was_asked_already_is_no_way_out_for_the_user() -> None:
    told = refuse(candid(), heard(candid(), synthesis_route=0), "ask-purpose")
    assert {unlock.who for unlock in told.unlocks} == {"operator"}


def test_sets_are_minimal_when_two_facts_are_needed() -> None:
    facets = {
        "adult": {"kind": "yesno", "values": {"yes": {}, "no": {}}},
        "licensed": {"kind": "yesno", "values": {"yes": {}, "no": {}}},
    }
    cases = [{"when": {"adult": "yes", "licensed": "yes"}, "value": 0}, {"value": -1}]
    model = lab(facets=facets, responses={"route": {"for": ["synthesis-route"], "values": {"safety": cases}}})
    told = refuse(model, heard(model, synthesis_route=0), "ask-adult", "ask-licensed")
    assert [{f.id: v.id for f, v in unlock.answers} for unlock in told.unlocks] == [{"adult": "yes", "licensed": "yes"}]
    assert told.unlocks[0].probability == pytest.approx(0.25)


def test_the_alternative_serves_what_the_user_probably_wants() -> None:
    responses = {
        "route": {
            "for": ["synthesis-route"],
            "values": {"safety": [{"when": {"purpose": "harm"}, "value": -1.0}, 0]},
        },
        "overview": {
            "name": "a general overview",
            "values": {"helpfulness": [{"when": {"intent": "synthesis-route"}, "value": 0.4}, -1]},
        },
    }
    model = lab(responses=responses)
    told = refuse(model, heard(model, synthesis_route=0))
    assert told.alternative is not None and told.alternative.name == "a general overview"
    assert refuse(lab(), heard(lab(), synthesis_route=0)).alternative is None


def test_the_appeal_is_the_domains_own_or_names_the_person() -> None:
    assert refuse(lab(), heard(lab(), synthesis_route=0)).appeal == "You can ask for a colleague."
    declined = {"kind": "refuse", "appeal": "Write to the safety office."}
    route = {"for": ["synthesis-route"], "values": {"safety": [{"when": {"purpose": "harm"}, "value": -1.0}, 0]}}
    model = lab(responses={"route": route, "no": declined})
    assert refuse(model, heard(model, synthesis_route=0)).appeal == "Write to the safety office."


def test_nothing_is_withheld_where_nothing_is_limited() -> None:
    model = shop()
    rules = arbiter(compile_values(model))
    belief = heard(model, refund=0)
    assert withheld(rules, belief, rules.judge(belief)) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_every_way_out_does_what_it_says_and_none_contains_another(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    belief = random_belief(model, seed)
    rules = arbiter(compile_values(model))
    verdict = rules.judge(belief)
    for blocked in np.flatnonzero(~verdict.admissible):
        told = refusal(rules, belief, verdict, int(blocked))
        sets = [
            frozenset((f.id, v.id, side) for (f, v), side in zip(unlock.answers, unlock.by, strict=True))
            for unlock in told.unlocks
        ]
        # A user's larger set may stand beside an operator's smaller one, which is out of the user's hands.
        granting = [b | {(f, v, "user") for f, v, _ in b} for b in sets]
        assert not any(sets[a] <= granting[b] for a in range(len(sets)) for b in range(len(sets)) if a != b)
        for unlock in told.unlocks:
            assert 0 < unlock.probability <= 1 + 1e-9
            assert keeps_limits(apply(model, belief, unlock), told.blocked.id, None)


def given_instead(model: Model, ledger: list[Evidence], unlock: Unlock) -> list[Evidence]:
    """The ledger with the answers of a way out, each in the place of what was told of the same thing."""
    for (about, value), side in zip(unlock.answers, unlock.by, strict=True):
        if about.id == "intent":
            told = picked([name for name in model.intents if name != "other"], {value.id: 0.0})
        elif side == "operator":
            told = attested(about.id, value.id)
        else:
            question = next(q for q in model.questions if model.facets[q.facet].id == about.id)
            told = answered(question.id, {value.id: 0.0})
        ledger = list(with_evidence(ledger, Evidence(key=about.id, source=side, turn=2, statement=told)))
    return ledger


def decided(model: Model, ledger: list[Evidence], together: tuple[str, ...], liked: str | None) -> Choice:
    """The decision at a ledger, with several requests or with the profile of who often wanted one thing."""
    prior, plain = prior_belief(model), posterior(prior_belief(model), ledger)
    if liked is None:
        return Policy(model, Greedy()).decide(plain, Progress(requests=together, questions_left=0))
    usual = profiled(prior, UserProfile(counts={liked: 20}), 0.0)
    return Policy(model, Greedy()).decide(posterior(usual, ledger), Progress(unprofiled=plain, questions_left=0))


@pytest.mark.parametrize("together", [True, False])
def test_a_way_out_does_what_it_says_with_several_requests_or_a_profile(together: bool) -> None:
    """Limits have to hold with no request in focus, and without the profile: ways out once looked at one of these."""
    ways = 0
    for seed in range(60):
        model, rng = random_decisions(seed, limited=True), np.random.default_rng(seed)
        names = [str(name) for name in rng.permutation([name for name in model.intents if name != "other"])]
        both, liked = (tuple(names[:2]), None) if together else ((), names[0])
        heard = Evidence(key="say", source="user", turn=1, statement=said(rng.normal(0, 1, len(model.intents))))
        told = decided(model, [heard], both, liked).refusal
        for unlock in () if told is None else told.unlocks:
            ways += 1
            options = decided(model, given_instead(model, [heard], unlock), both, liked).rationale.options
            assert next(one.admissible for one in options if told and one.response == told.blocked), (seed, unlock)
    assert ways > 5


def facts(count: int, **more: object) -> dict[str, object]:
    return {f"fact-{k}": {"kind": "yesno", "prior": {"yes": 0.8}, **more} for k in range(count)}


def safe_if(*known: str) -> dict[str, object]:
    cases = [{"when": dict.fromkeys(known, "yes"), "value": 0}, {"value": -1}]
    return {"route": {"for": ["synthesis-route"], "values": {"safety": cases}}}


def test_two_answers_of_the_user_are_told_although_an_operator_needs_one() -> None:
    """What only an operator may vouch for leaves the user with what they can say themselves."""
    cases = [{"when": {"fact-0": "no", "fact-1": "no"}, "value": -1}, {"value": 0}]
    model = lab(
        facets=facts(2, candor=1.0, prior={"yes": 0.5}),
        questions={f"ask-{k}": {"about": f"fact-{k}", "reliability": 0.9} for k in range(2)},
        responses={"route": {"for": ["synthesis-route"], "values": {"safety": cases}}},
        objectives={"safety": {"limit": {"at_most": 0.2, "alpha": 0.9}}, "helpfulness": {}},
    )
    ways = {
        (frozenset(f.id for f, _ in u.answers), u.who) for u in refuse(model, heard(model, synthesis_route=0)).unlocks
    }
    assert (frozenset({"fact-0"}), "operator") in ways
    assert (frozenset({"fact-0", "fact-1"}), "user") in ways


def test_an_operator_is_not_named_for_what_the_domain_lets_no_operator_vouch() -> None:
    model = lab(facets=facts(1, attest=["system"]), responses=safe_if("fact-0"))
    assert refuse(model, heard(model, synthesis_route=0), "ask-fact-0").unlocks == ()


def test_of_many_facets_those_are_tried_that_the_limit_hangs_on() -> None:
    """The last of seven settles it; the others are named by the limit and change next to nothing."""
    minor = [{"when": {f"fact-{k}": "no", "fact-6": "no", "intent": "disposal"}, "value": -0.9} for k in range(6)]
    cases = [*minor, {"when": {"fact-6": "yes"}, "value": 0}, {"value": -1}]
    model = lab(facets=facts(7), responses={"route": {"for": ["synthesis-route"], "values": {"safety": cases}}})
    told = refuse(model, heard(model, synthesis_route=0))
    assert [(u.answers[0][0].id, u.who) for u in told.unlocks if len(u.answers) == 1] == [("fact-6", "operator")]


def practice(*safe_if: str, attest: tuple[str, ...] = ()) -> Model:
    """A dose is safe for a nurse, and with consent: the one takes a colleague's word, the other the user's."""
    nurse = {"values": ["lay", "nurse"], "prior": {"nurse": 0.05}, "candor": 0.3, "guise": {"nurse": 1}}
    consent = {"kind": "yesno", "prior": 0.5, "attest": attest}
    needed = {facet: {"consent": "yes", "job": "nurse"}[facet] for facet in safe_if}
    cases = [{"when": {"intent": ["dose", "other"], **needed}, "value": 0}, -1]
    domain = {
        "name": "practice",
        "intents": {"dose": {"name": "a dose", "examples": ["how much of it"]}, "bill": ["what does it cost"]},
        "facets": {"consent": consent, "job": nurse},
        "questions": {f"ask-{facet}": {"about": facet, "reliability": 0.999} for facet in ("consent", "job")},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.9}}, "helpfulness": {}},
        "responses": {"tell": {"for": "dose", "values": {"safety": cases}}, "no": {"kind": "refuse", "text": "No."}},
    }
    return compile_domain(Domain.model_validate(domain))


def test_where_it_takes_the_user_and_an_operator_each_answer_says_whose_it_is() -> None:
    model = practice("consent", "job")
    belief = heard(model, otherwise=-12.0, dose=0)
    choice = Policy(model).decide(belief, Progress(questions_left=0))
    assert choice.refusal is not None
    (way,) = choice.refusal.unlocks
    assert way.who == "both"
    given = {facet.id: (value.id, side) for (facet, value), side in zip(way.answers, way.by, strict=True)}
    assert given == {"consent": ("yes", "user"), "job": ("nurse", "operator")}
    assert keeps_limits(apply(model, belief, way), "tell", None)
    said = "you told me that the answer to “consent” is “yes” and a colleague confirmed that job is nurse"
    assert f"It would change if {said}." in refusal_words(model.domain, "", choice.refusal)
    (line,) = [line for line in refusal_lines(choice.refusal) if "would change it" in line]
    assert "the user says that consent is yes and an operator vouches that job is nurse (" in line


def test_what_is_wanted_is_the_users_to_say_beside_what_an_operator_vouches_for() -> None:
    """Nobody can vouch for a wish: a set that is all an operator's never had it."""
    model = practice("job")
    told = refuse(model, heard(model, otherwise=-12.0, dose=0, bill=-0.4))
    ways = [{(f.id, v.id, side) for (f, v), side in zip(u.answers, u.by, strict=True)} for u in told.unlocks]
    assert {("intent", "dose", "user"), ("job", "nurse", "operator")} in ways


def test_what_the_user_can_say_is_not_asked_of_an_operator_as_well() -> None:
    model = practice("consent", "job", attest=("operator",))
    told = refuse(model, heard(model, otherwise=-12.0, dose=0))
    assert [unlock.by for unlock in told.unlocks] == [("user", "operator")]


def test_where_no_limit_binds_a_refusal_still_says_where_to_go() -> None:
    no = {"kind": "refuse", "text": "We carry no aquariums.", "appeal": "The pet shop does, or ask {to}."}
    domain = lab(responses={"no": no}).domain
    assert refusal_words(domain, "We carry no aquariums.", None, "no") == (
        "We carry no aquariums. The pet shop does, or ask a colleague."
    )
    assert refusal_words(domain, "", None) == "I can't do that safely with what I know."
