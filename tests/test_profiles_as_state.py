"""The user's own values as hidden state: asked about by a choice, told by nothing else, in the user's hands."""

from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief
from edgewise.agent.asking import pending_question, why_ask
from edgewise.agent.choosing import Step
from edgewise.agent.control_words import control_in_words
from edgewise.agent.dialogue import DialogueState, new_dialogue
from edgewise.agent.events import Acted, Control, Controlled, PersonAct, Said
from edgewise.agent.heard import Heard
from edgewise.agent.hearing import Mind, belief_of, ledger_of, question_named
from edgewise.agent.person import NotAllowed, checked_act
from edgewise.agent.turn import step
from edgewise.beliefs.answers import PAIR, TradeOff, answer_probabilities, outcomes, read_answer
from edgewise.beliefs.belief import Belief, Reading, prior_belief
from edgewise.beliefs.checks import check
from edgewise.beliefs.choice import START, Progress, Stance
from edgewise.beliefs.defaults import complete
from edgewise.beliefs.domain import OWN_VALUES, Domain
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.evidence import Evidence, attested, claimed, from_json, posterior, to_json, weighed
from edgewise.beliefs.model import Model
from edgewise.beliefs.policy import Policy
from edgewise.beliefs.tradeoffs import gain, named_trade_off, trade_offs
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import FREE, SAFE, about_care, care, plural_decisions

MIND = Mind(Policy(care(stakeholders={})))
WANTED = (0.0, -7.0, -7.0)
seeds = st.integers(0, 10_000)


def own(belief: Belief) -> np.ndarray:
    return belief.facet(belief.model.facet_index[OWN_VALUES])


def asked_about(state: DialogueState) -> TradeOff:
    question = question_named(MIND.model, str(state["pending"]))
    assert isinstance(question, TradeOff)
    return question


def say(state: DialogueState, text: str, **heard: object) -> Step:
    return step(MIND, state, Said(Heard.model_validate({"text": text, **heard}), day=1.0))


def pick(state: DialogueState, outcome: str) -> Step:
    return say(state, outcome, question=state["pending"], reply={outcome: 0.0})


def use(state: DialogueState, **control: object) -> Step:
    return step(MIND, state, Controlled(Control.model_validate({"name": "values", **control}), day=1.0))


def asked() -> DialogueState:
    return say(new_dialogue("a"), "how do we care for mother", intents=WANTED).state


# -- compiled


def test_profiles_become_a_facet_that_has_no_question_of_its_own() -> None:
    model = care()
    space = model.facet(OWN_VALUES)
    assert space.values == ("free", "safe")
    assert [value.name for value in model.domain.facets[OWN_VALUES].values.values()] == [
        "independence first",
        "safety first",
    ]
    assert all(question.facet != model.facet_index[OWN_VALUES] for question in model.questions)
    assert complete(model.domain) == model.domain


def test_a_domain_without_profiles_has_no_such_facet() -> None:
    assert OWN_VALUES not in care(profiles={}).facet_index


def test_priors_of_profiles_are_relative() -> None:
    profiles = {"free": {"prior": 3, "weights": FREE}, "safe": {"prior": 1, "weights": SAFE}}
    np.testing.assert_allclose(own(prior_belief(care(profiles=profiles))), [0.75, 0.25])


BASE = {"name": "x", "intents": {"a": ["a"]}, "objectives": {"safety": {}, "helpfulness": {}}}
PROFILES = {"bold": {"weights": {"helpfulness": 1}}, "shy": {"weights": {"safety": 1}}}
GUESSES = {
    "a facet of that name": {"facets": {OWN_VALUES: {"values": ["bold", "shy"]}}},
    "a prior by intent": {"facets": {OWN_VALUES: {"values": ["bold", "shy"], "prior_given": {"a": {"bold": 0.9}}}}},
    "a role's guess": {"contexts": {"ward": {"facets": {OWN_VALUES: {"bold": 0.9}}}}},
    "a case": {"responses": {"r": {"values": {"safety": [{"when": {OWN_VALUES: "shy"}, "value": 1}]}}}},
    "a question": {"questions": {"q": {"about": OWN_VALUES}}},
}


@pytest.mark.parametrize("more", GUESSES.values(), ids=GUESSES)
def test_nothing_in_a_domain_may_tell_of_or_depend_on_own_values(more: dict[str, object]) -> None:
    flaws = [flaw for flaw in check(Domain.model_validate({**BASE, "profiles": PROFILES, **more}))]
    assert any(OWN_VALUES in f"{flaw.path} {flaw.message}" and flaw.severity == "error" for flaw in flaws)


def test_what_was_completed_is_still_in_order() -> None:
    domain = complete(Domain.model_validate({**BASE, "profiles": PROFILES}))
    assert not [flaw for flaw in check(domain) if flaw.severity == "error"]


# -- never guessed


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_nothing_else_that_is_heard_moves_own_values(seed: int) -> None:
    model = plural_decisions(seed)
    rng, belief = np.random.default_rng(seed), random_belief(plural_decisions(seed), seed)
    belief = Belief(model, belief.log_intents, model.conditionals, changed=belief.changed)
    for k, space in enumerate(model.facets):
        if space.id != OWN_VALUES:
            belief = belief.update(
                Reading(
                    intents=rng.normal(0, 3, len(model.intents)),
                    facets={k: rng.normal(0, 3, (len(space.values), len(model.intents)))},
                )
            )
    np.testing.assert_allclose(own(belief), own(prior_belief(model)), atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_own_values_tell_nothing_of_anything_else(seed: int) -> None:
    model = plural_decisions(seed)
    belief = random_belief(model, seed)
    k = model.facet_index[OWN_VALUES]
    tilt = np.random.default_rng(seed).normal(0, 2, len(model.facets[k].values))
    after = belief.update(Reading(facets={k: tilt[:, None]}))
    np.testing.assert_allclose(after.intents, belief.intents, atol=1e-9)
    for other in range(len(model.facets)):
        if other != k:
            np.testing.assert_allclose(after.facet(other), belief.facet(other), atol=1e-9)


def test_nobody_else_settles_them() -> None:
    prior = prior_belief(MIND.model)
    for source in ("operator", "system", "tool"):
        for statement in (attested(OWN_VALUES, "safe"), weighed({"free": -9.0, "safe": 0.0})):
            item = Evidence(key="k", source=source, turn=1, statement=statement)
            np.testing.assert_allclose(own(posterior(prior, [item])), own(prior))
    mine = Evidence(key="mine", source="user", turn=1, statement=attested(OWN_VALUES, "free"))
    theirs = Evidence(key="theirs", source="operator", turn=2, statement=attested(OWN_VALUES, "safe"))
    np.testing.assert_allclose(own(posterior(prior, [mine, theirs])), [1, 0])


def test_a_user_settles_only_their_own_values() -> None:
    model = care(facets={"fall": "yes/no"})
    k = model.facet_index["fall"]
    claim = Evidence(key="k", source="user", turn=1, statement=attested("fall", "yes"))
    assert 0.5 < posterior(prior_belief(model), [claim]).facet(k)[0] < 1


def test_no_claim_can_stand_in_for_a_choice() -> None:
    item = Evidence(key="k", source="user", turn=1, statement=claimed(OWN_VALUES, {"safe": 0.0}))
    with pytest.raises(UnknownName):
        posterior(prior_belief(MIND.model), [item])


def test_a_person_at_the_desk_cannot_say_what_matters_to_the_user() -> None:
    for deed in ("correct", "attest"):
        with pytest.raises(NotAllowed):
            checked_act(MIND.domain, PersonAct(do=deed, facet=OWN_VALUES, value="safe"))
    state = use(asked(), do="edit", value="free").state
    after = step(MIND, state, Acted(PersonAct(do="correct", facet=OWN_VALUES, value="safe"))).state
    np.testing.assert_allclose(own(belief_of(MIND, after)), [1, 0])


# -- trade-offs


def test_a_choice_is_between_the_profiles_best_responses_and_separates_them() -> None:
    rules = MIND.policy.rules(Stance()).arbiter
    belief = about_care(MIND.model)
    (question,) = trade_offs(rules, belief)
    assert set(question.between) == {"home", "house"}
    free, safe = question.table[question.between.index("home"), :, 0]
    assert free > 0.8 and safe < 0.2
    assert question.better[question.between.index("home")] == ("independence",)
    assert outcomes(MIND.model, question) == (*PAIR, "unsure", "withheld")


def test_picks_follow_the_logit_of_the_difference_of_utilities() -> None:
    rules = MIND.policy.rules(Stance()).arbiter
    belief = about_care(MIND.model)
    question = named_trade_off(rules, belief, "rather:day|house")
    vectors = rules.tempered(belief, rules.values.expected(belief))
    responses = list(rules.values.responses)
    for p, weights in enumerate((FREE, SAFE)):
        w = np.array([weights.get(o, 0.0) for o in rules.values.objectives])
        u = rules.worth(vectors, w)
        lead = u[responses.index("day")] - u[responses.index("house")]
        assert question.table[0, p, 0] == pytest.approx(0.93 * (0.05 + 0.9 / (1 + np.exp(-question.keenness * lead))))


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_tables_are_distributions_and_answers_are_exact_bayes(seed: int) -> None:
    model = plural_decisions(seed)
    belief, rules = random_belief(model, seed), Policy(model).rules(Stance(mode="steer")).arbiter
    for question in trade_offs(rules, belief):
        np.testing.assert_allclose(question.table.sum(axis=0), 1)
        table, prior = question.table[:, :, 0], own(belief)
        np.testing.assert_allclose(answer_probabilities(belief, question), table @ prior, atol=1e-9)
        for a, outcome in enumerate(outcomes(model, question)):
            after = belief.update(read_answer(model, question, {outcome: 0.0}))
            np.testing.assert_allclose(own(after), table[a] * prior / (table[a] @ prior), atol=1e-9)
        told = sum(
            float(table[a] @ prior) * (entropy(prior) - entropy(table[a] * prior / (table[a] @ prior)))
            for a in range(len(table))
        )
        assert gain(question, prior) == pytest.approx(told, abs=1e-9)


def entropy(p: np.ndarray) -> float:
    return float(-(p * np.log(np.maximum(p, 1e-300))).sum())


@settings(max_examples=50, deadline=None)
@given(seeds)
def test_every_choice_offered_is_admissible_and_somebodys_best(seed: int) -> None:
    model = plural_decisions(seed)
    belief, rules = random_belief(model, seed), Policy(model).rules(Stance(mode="steer")).arbiter
    assert rules.panel is not None
    admissible = rules.admissible(belief)
    best = {rules.values.responses[rules.judge(belief, rules.panel.weights[p]).chosen] for p in range(len(own(belief)))}
    for question in trade_offs(rules, belief):
        assert set(question.between) <= best
        assert all(admissible[rules.values.responses.index(r)] for r in question.between)


def test_where_profiles_agree_nothing_is_asked() -> None:
    same = {"free": {"weights": FREE}, "freer": {"weights": {"independence": 5.0, "safety": 0.5}}}
    model = care(profiles=same)
    assert trade_offs(Policy(model).rules(Stance()).arbiter, about_care(model)) == ()


def test_who_gave_weights_is_not_asked() -> None:
    choice = MIND.policy.decide(about_care(MIND.model), START, Stance(weights={"safety": 1.0}))
    assert (choice.act, choice.response) == ("answer", "house")


def test_the_planner_asks_when_knowing_would_change_the_response_and_not_when_it_costs_too_much() -> None:
    assert MIND.policy.decide(about_care(MIND.model)).question is not None
    dear = Policy(care(stakeholders={}, budget={"cost": 1.5}))
    assert dear.decide(about_care(dear.model)).act == "answer"
    silent = Progress(questions_left=0)
    assert MIND.policy.decide(about_care(MIND.model), silent).response == "day"


def test_the_worth_of_a_response_is_its_mean_over_profiles() -> None:
    belief, rules = about_care(MIND.model), MIND.policy.rules(Stance()).arbiter
    assert rules.panel is not None
    tilted = belief.update(read_answer(MIND.model, trade_offs(rules, belief)[0], {"first": 0.0}))
    vectors = rules.tempered(tilted, rules.values.expected(tilted))
    expected = own(tilted) @ rules.each_worth(vectors, rules.panel.weights)
    np.testing.assert_allclose(rules.judge(tilted).scores, expected, atol=1e-12)


# -- in a dialogue


def test_a_choice_is_asked_in_names_with_what_speaks_for_each() -> None:
    taken = say(new_dialogue("a"), "how do we care for mother", intents=WANTED)
    assert taken.decision.act == "ask"
    assert taken.decision.text == (
        "Which would you rather have: help at home (better on independence),"
        " or a place in a care home (better on safety)?"
    )
    assert taken.decision.options == ("help at home", "a place in a care home", "not sure")
    assert "only you can say" in why_ask(MIND.domain, str(taken.state["pending"]))


@pytest.mark.parametrize(("outcome", "profile", "response"), [("first", 0, "home"), ("second", 1, "house")])
def test_an_answer_moves_own_values_and_then_the_response(outcome: str, profile: int, response: str) -> None:
    state = asked()
    taken = pick(state, outcome)
    assert own(belief_of(MIND, taken.state))[profile] > 0.8
    assert taken.decision.response == response


@pytest.mark.parametrize("outcome", ["unsure", "withheld"])
def test_who_does_not_say_is_not_taken_to_have_no_preference(outcome: str) -> None:
    taken = pick(asked(), outcome)
    np.testing.assert_allclose(own(belief_of(MIND, taken.state)), [0.5, 0.5], atol=1e-9)
    assert (taken.decision.act, taken.decision.response) == ("answer", "day")
    assert taken.state["pending"] is None


def test_a_choice_is_asked_once() -> None:
    state = pick(asked(), "unsure").state
    again = say(state, "and now?", intents=WANTED)
    assert again.decision.act == "answer"


def test_what_was_chosen_stays_for_the_next_request() -> None:
    state = pick(asked(), "second").state
    assert state["request"] == 2
    assert say(state, "once more", intents=WANTED).decision.response == "house"


def test_evidence_of_a_choice_is_plain_json() -> None:
    state = pick(asked(), "second").state
    items = [item for item in ledger_of(state) if item.statement.kind == "weigh"]
    assert [from_json(to_json(item)) for item in items] == items and len(items) == 1


def test_a_repeated_question_reads_the_same_options() -> None:
    question = pending_question(MIND.model, asked_about(asked()))
    assert [option.id for option in question.options] == list(PAIR)


# -- shown, set, weighed, forgotten


def test_they_are_always_shown() -> None:
    text = use(new_dialogue("a")).decision.text
    assert "independence first (50%), safety first (50%)" in text and "change" in text
    after = pick(asked(), "second").state
    assert use(after).decision.text.startswith("What I think matters to you: safety first (9")
    belief = step(MIND, after, Controlled(Control(name="belief"))).decision.text
    assert "What I think matters to you: safety first" in belief


def test_a_user_sets_them_and_that_settles_it() -> None:
    state = pick(asked(), "second").state
    state = use(state, do="edit", value="independence first").state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [1, 0])
    assert say(state, "again", intents=WANTED).decision.response == "home"


def test_setting_them_answers_the_open_choice() -> None:
    taken = use(asked(), do="edit", value="safe")
    assert (taken.decision.act, taken.decision.response) == ("answer", "house")
    assert taken.decision.notices == ("What matters to you is safety first: I will go by that.",)


def test_weights_by_hand_go_before_the_profile() -> None:
    state = use(asked(), do="edit", value="free").state
    state = use(state, do="edit", weights={"safety": 3, "independence": 1}).state
    assert state["weights"] == {"safety": 3, "independence": 1}
    assert "safety 75%, independence 25%" in use(state).decision.text
    assert say(state, "again", intents=WANTED).decision.response == "house"


def test_they_are_forgotten_on_request() -> None:
    state = pick(asked(), "second").state
    state = use(state, do="edit", value="free").state
    state = use(state, do="edit", weights={"safety": 1}).state
    state = use(state, do="forget").state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [0.5, 0.5])
    assert state["weights"] == {}


def test_they_are_withdrawn_like_any_fact() -> None:
    state = use(asked(), do="edit", value="free").state
    state = step(MIND, state, Controlled(Control(name="correct", facet=OWN_VALUES))).state
    np.testing.assert_allclose(own(belief_of(MIND, state)), [0.5, 0.5])


def test_what_if_and_correct_know_them_by_name() -> None:
    text = step(
        MIND, asked(), Controlled(Control(name="what_if", facet=OWN_VALUES, value="safety first"))
    ).decision.text
    assert "a place in a care home" in text
    right = step(MIND, asked(), Controlled(Control(name="correct", facet=OWN_VALUES, value="free")))
    assert right.decision.response == "home"


def test_names_that_do_not_exist_are_told() -> None:
    for control in ({"value": "brave"}, {"weights": {"speed": 1.0}}):
        taken = use(asked(), do="edit", **control)
        assert taken.decision.text.startswith("I don't know")


def test_a_mode_can_be_asked_for_where_the_domain_knows_others() -> None:
    assert "only go by yours" in use(asked(), do="edit", mode="collective").decision.text
    many = Mind(Policy(care()))
    state = step(many, new_dialogue("a"), Controlled(Control(name="values", do="edit", mode="overton"))).state
    taken = step(many, state, Said(Heard(text="how do we care for mother", intents=WANTED)))
    assert [part.response for part in taken.decision.side_by_side] == ["home", "house", "day"]
    assert "- For mother: Here is what I can tell you about help at home." in taken.decision.text


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("show my values", {"do": "show"}),
        ("what do you think matters to me?", {"do": "show"}),
        ("what matters most to me is safety first", {"do": "edit", "value": "safe"}),
        ("please forget my values", {"do": "forget"}),
    ],
)
def test_controls_in_words(text: str, control: dict[str, str]) -> None:
    found = control_in_words(MIND.model, new_dialogue("a"), Heard(text=text))
    assert found == Control.model_validate({"name": "values", **control})


def test_own_values_drift_until_they_are_settled() -> None:
    model: Model = care(drift=0.2)
    chosen = Evidence(key="k", source="user", turn=1, statement=weighed({"free": 0.0, "safe": -3.0}))
    soon, late = (own(posterior(prior_belief(model), [chosen], turn=turn))[0] for turn in (1, 9))
    assert 0.5 < late < soon
    said = Evidence(key="s", source="user", turn=1, statement=attested(OWN_VALUES, "free"))
    np.testing.assert_allclose(own(posterior(prior_belief(model), [said], turn=9)), [1, 0])
