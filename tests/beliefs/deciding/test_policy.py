from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.agent.deciding.wording import assumption_words
from edgewise.beliefs.belief.answers import NONE, UNSURE, Contrast, attestation, claim, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.belief.profile import UserProfile, profiled
from edgewise.beliefs.deciding.choice import Choice, Progress, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.errors import DomainError, DomainTooLarge, UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.planning.optimal import Optimal
from edgewise.beliefs.planning.planning import Greedy, planner
from small_domains import heard, lab, shop


def decide(model: Model, belief: Belief, progress: Progress | None = None, stance: Stance | None = None) -> Choice:
    return Policy(model).decide(belief, progress or Progress(), stance or Stance())


def members(choice: Choice, model: Model) -> set[str]:
    assert isinstance(choice.question, Contrast)
    return {model.intents[m] for m in choice.question.members}


def test_a_clear_message_is_answered() -> None:
    model = shop()
    choice = decide(model, heard(model, refund=0))
    assert (choice.act, choice.response) == ("answer", "answer-refund")


def test_two_close_readings_make_a_menu_of_two() -> None:
    model = shop()
    choice = decide(model, heard(model, refund=0, invoice=-0.2))
    assert choice.act == "ask"
    assert members(choice, model) == {"refund", "invoice"}


def test_three_close_readings_make_a_menu_of_three() -> None:
    model = shop()
    choice = decide(model, heard(model, refund=0, invoice=-0.2, track_parcel=-0.3))
    assert members(choice, model) == {"refund", "invoice", "track-parcel"}


def test_an_answer_to_the_menu_is_acted_on() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=-0.2)
    first = decide(model, belief)
    assert first.question is not None
    after = belief.update(read_answer(model, first.question, {"invoice": 0.0}))
    progress = Progress(asked=frozenset({first.question.id}), questions_left=4)
    assert decide(model, after, progress).response == "answer-invoice"


def test_nothing_understood_gets_a_menu_once_and_then_a_person() -> None:
    """Gibberish: an odd message must not call a person at once, and the menu is never repeated."""
    model = shop()
    belief, progress, acts = heard(model, otherwise=-8.0, other=0), Progress(), list[str]()
    for _ in range(4):
        choice = decide(model, belief, progress)
        acts.append(choice.act)
        if choice.question is None:
            break
        belief = belief.update(read_answer(model, choice.question, {UNSURE: 0.0}))
        progress = Progress(progress.asked | {choice.question.id}, progress.questions_left - 1)
    assert acts == ["ask", "escalate"]
    assert choice.escalation == "out_of_scope"


def test_a_vague_greeting_gets_a_menu() -> None:
    model = shop()
    choice = decide(model, prior_belief(model))
    assert choice.act == "ask"
    assert len(members(choice, model)) == model.domain.budget.menu


def test_none_of_these_leads_to_the_reading_that_is_left() -> None:
    model = shop()
    belief = prior_belief(model)
    choice = decide(model, belief)
    assert choice.question is not None
    left = set(model.intents) - members(choice, model) - {"other"}
    after = belief.update(read_answer(model, choice.question, {NONE: 0.0}))
    again = decide(model, after, Progress(frozenset({choice.question.id}), 4))
    assert again.act == "ask" and members(again, model) == left


def test_a_person_who_is_the_right_answer_is_called_at_once() -> None:
    """The ordinary first chance is for messages that were not understood, not for emergencies."""
    responses = {
        "call": {
            "kind": "escalate",
            "values": {"helpfulness": [{"when": {"intent": "chest-pain"}, "value": 1}, {"value": -0.2}]},
        }
    }
    domain = {"name": "clinic", "intents": {"chest-pain": {}, "opening-hours": {}}, "responses": responses}
    model = compile_domain(Domain.model_validate(domain))
    choice = decide(model, heard(model, chest_pain=0))
    assert (choice.act, choice.reason, choice.response) == ("escalate", "best_by_value", "call")


def test_no_question_is_asked_without_budget_or_twice() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=-0.2)
    assert decide(model, belief, Progress(questions_left=0)).act != "ask"
    first = decide(model, belief)
    assert first.question is not None
    again = decide(model, belief, Progress(frozenset({first.question.id}), 4))
    assert again.question is None or again.question.id != first.question.id


def test_just_answer_gets_the_best_guess_with_what_it_assumes() -> None:
    model = shop()
    choice = decide(model, heard(model, refund=0, invoice=-0.2), Progress(answer_now=True))
    assert (choice.act, choice.response) == ("answer", "answer-refund")
    assert choice.assumptions == {"intent": "refund"}


def test_a_guess_says_what_it_takes_to_be_wanted_and_a_sure_answer_does_not() -> None:
    model = shop()
    guess = decide(model, heard(model, refund=0, invoice=-0.2), Progress(questions_left=0))
    assert (guess.act, guess.assumptions) == ("answer", {"intent": "refund"})
    assert decide(model, heard(model, refund=0)).assumptions == {}


@pytest.mark.parametrize(
    ("prior", "yes", "no", "assumed"),
    [
        (0.9, 1.0, 1.0, True),  # nothing was said
        (0.9, 0.6, 0.55, True),  # "not sure" tells next to nothing
        (0.9, 0.3, 0.4, True),  # told against, and still likely
        (0.5, 0.8, 0.2, True),  # told, and still open
        (0.5, 0.9, 0.1, False),  # told
    ],
)
def test_what_was_told_is_no_assumption(prior: float, yes: float, no: float, assumed: bool) -> None:
    case = {"when": {"large": "yes"}, "value": 1}
    domain = {
        "name": "pizza",
        "intents": {"order": {"examples": ["a pizza"]}},
        "facets": {"large": {"kind": "yesno", "prior": prior}},
        "responses": {"bake": {"for": "order", "values": {"helpfulness": [case, 0.5]}}},
    }
    model = compile_domain(Domain.model_validate(domain))
    certain = np.zeros(len(model.intents))
    certain[model.intent_index["other"]] = -20.0
    likelihood = np.log([[yes], [no]])
    if model.facets[0].values[0] == "no":
        likelihood = likelihood[::-1]
    belief = prior_belief(model).update(Reading(intents=certain, facets={0: likelihood}))
    choice = decide(model, belief, Progress(answer_now=True))
    assert choice.assumptions == ({"large": "yes"} if assumed else {})


def test_just_answer_does_not_buy_a_limit_back() -> None:
    model = lab()
    choice = decide(model, heard(model, synthesis_route=0), Progress(answer_now=True))
    assert choice.response != "route"
    assert choice.refusal is not None and choice.refusal.blocked.id == "route"
    assert not choice.rationale.only_declines


def test_requests_that_both_hold_are_served_one_after_the_other() -> None:
    model = shop()
    belief = heard(model, refund=0, invoice=0)
    first = decide(model, belief, Progress(requests=("refund", "invoice")))
    assert (first.response, first.remaining) == ("answer-refund", ("invoice",))
    second = decide(model, belief, Progress(requests=("refund", "invoice"), served=("refund",)))
    assert (second.response, second.remaining) == ("answer-invoice", ())


def test_a_request_that_does_not_exist_is_an_error() -> None:
    model = shop()
    with pytest.raises(UnknownName, match="refnud"):
        decide(model, prior_belief(model), Progress(requests=("refnud",)))


def test_a_limit_turns_an_answer_into_a_question_a_refusal_or_a_person() -> None:
    model = lab()
    belief = heard(model, synthesis_route=0)
    assert decide(model, belief).response != "route"
    cleared = belief.update(attestation(model, "purpose", "research"))
    assert decide(model, cleared).response == "route"
    condemned = belief.update(attestation(model, "purpose", "harm"))
    refused = decide(model, condemned)
    assert (refused.act, refused.reason) == ("refuse", "limit_binds")


def test_a_spent_budget_with_a_limit_unresolved_calls_a_person() -> None:
    model = lab()
    asked = Progress(frozenset({"ask-purpose"}), questions_left=0)
    choice = decide(model, heard(model, synthesis_route=0), asked)
    assert (choice.act, choice.escalation) == ("escalate", "constraint_unresolved")


def test_a_person_can_be_asked_for_at_any_time() -> None:
    model = shop()
    choice = decide(model, heard(model, refund=0), Progress(wants_person=True))
    assert (choice.act, choice.escalation) == ("escalate", "asked_for_person")


def test_weights_change_what_is_done() -> None:
    objectives = {"speed": {}, "care": {}}
    quick, careful = {"speed": 1, "care": -1}, {"speed": -1, "care": 1}
    person = {"kind": "escalate", "values": {"speed": -1, "care": -1}}
    responses = {"q": {"for": "a", "values": quick}, "c": {"for": "a", "values": careful}, "person": person}
    domain = {"name": "d", "intents": {"a": ["x"]}, "objectives": objectives, "responses": responses}
    model = compile_domain(Domain.model_validate(domain))
    belief = heard(model, a=0)
    assert decide(model, belief, stance=Stance(weights={"speed": 1.0})).response == "q"
    assert decide(model, belief, stance=Stance(weights={"care": 1.0})).response == "c"


def test_the_same_belief_and_seed_give_the_same_choice() -> None:
    model = lab()
    belief = heard(model, synthesis_route=0, disposal=-1.0)
    one, two = (Policy(model, Greedy()).decide(belief, seed=7).rationale.to_json() for _ in range(2))
    assert one == two


def test_a_domain_that_cannot_promise_an_admissible_act_is_refused() -> None:
    broken = {
        "objectives": {"safety": {"limit": {"at_most": 0.1}}, "helpfulness": {}},
        "responses": {
            "person": {"kind": "escalate", "values": {"safety": [{"when": {"intent": "refund"}, "value": -1}, 0]}},
            "no": {"kind": "refuse", "values": {"safety": [{"when": {"intent": "invoice"}, "value": -1}, 0]}},
            **{
                name: {"for": name, "values": {"safety": [{"when": {"intent": name}, "value": -0.5}, 0]}}
                for name in ("reset-password", "refund", "track-parcel", "change-address", "invoice")
            },
        },
    }
    with pytest.raises(DomainError, match="every response breaks a limit") as caught:
        Policy(shop(**broken))
    assert "refund" in str(caught.value) and "%" in str(caught.value)


def test_a_batch_axis_is_not_expected() -> None:
    model = shop()
    batch = Belief(model, np.stack([np.log(model.prior)] * 2), model.conditionals)
    with pytest.raises(ValueError, match="one belief"):
        decide(model, batch)


def test_just_answer_does_not_answer_something_else():
    """Regression: where the wanted answer was withheld, "just answer" gave the opening hours."""
    domain = Domain.model_validate(
        {
            "name": "shop",
            "intents": {"dose": ["how much"], "hours": {"examples": ["when open"], "answer": "From 8 to 20."}},
            "facets": {"child": "a child?"},
            "objectives": {"safety": {"tier": 0, "limit": {"at_most": 0.1}}, "helpfulness": {}},
            "responses": {
                "give-dose": {"for": "dose", "values": {"safety": [{"when": {"child": "yes"}, "value": -1}, 0]}},
            },
        }
    )
    model = compile_domain(domain)
    wants_dose = prior_belief(model).update(Reading(intents=np.log([0.95, 0.04, 0.01])))
    choice = Policy(model).decide(wants_dose, Progress(answer_now=True))
    assert choice.response not in ("give-dose", "answer-hours")
    assert choice.act in ("refuse", "escalate")


def test_a_planner_that_is_too_exact_for_a_domain_is_refused_when_it_is_loaded() -> None:
    """Not in the middle of a dialogue."""
    small, large = shop(), shop(facets={f"f{n}": ["a", "b", "c", "d"] for n in range(9)})
    Policy(small, planner("optimal"))
    with pytest.raises(DomainTooLarge, match=r"(?s)'optimal' solves at most 5,000,000 states: .* questions.*'search'"):
        Policy(large, planner("optimal"))
    Policy(large, planner("search"))


def test_it_is_refused_also_where_only_a_later_belief_has_so_many_questions() -> None:
    """At the prior one wish is sure and nothing is asked about the others: after a message there are three menus."""
    wishes = ("reset-password", "refund", "track-parcel", "change-address", "invoice")
    intents = {name: {"prior": 1e5 if name == "refund" else 1} for name in wishes}
    facets = {f"f{n}": {"kind": "yesno", "values": {"yes": {}, "no": {}}} for n in range(6)}
    model = shop(intents={**intents, "other": {"prior": 0.01}}, facets=facets)
    start = Policy(model).template()
    Optimal().require(len(start.questions), len(start.problem.answers))
    with pytest.raises(DomainTooLarge, match="9 open questions of up to 6 answers"):
        Policy(model, planner("optimal"))


def test_a_limit_that_only_the_other_request_breaks_is_told_and_counts_in_every_variant() -> None:
    """Focus moves the mass of both requests to one; what may be served is judged on the belief as it is."""
    cases = [{"when": {"intent": "disposal"}, "value": -1.0}, 0]
    answers = {
        "route": {"for": ["synthesis-route"], "values": {"safety": cases}},
        "sheet": {"for": ["safety-sheet"]},
        "bin": {"for": ["disposal"]},
    }
    model = lab(facets={}, responses=answers)
    belief = heard(model, synthesis_route=0, disposal=0)
    choice = decide(model, belief, Progress(requests=("synthesis-route", "disposal"), questions_left=0))
    record = choice.rationale
    assert choice.response != "route"
    route = next(option for option in record.options if option.response.id == "route")
    assert not route.admissible and route.blocked_by is not None and route.tails["safety"] > 0.2
    assert record.withheld is not None and record.withheld.id == "route"
    assert choice.refusal is not None and choice.refusal.tail == pytest.approx(1.0)
    assert [state.intent.id for state in choice.refusal.states] == ["disposal"]
    assert record.stability is not None and "route" not in {named.id for named in record.stability.towards}


def workshop() -> Model:
    """A recipe that one in five would misuse, and a lesson that nobody can; who often built before is no safer."""
    risk = [
        {"when": {"intent": "misuse", "role": "lay"}, "value": -1},
        {"when": {"intent": "misuse"}, "value": -0.7},
        0,
    ]
    level = [{"when": {"intent": "build", "level": "new"}, "value": 0.505}, {"when": {"intent": "build"}, "value": 0.5}]
    domain = {
        "name": "workshop",
        "intents": {"learn": {"prior": 0.1}, "build": {"prior": 2}, "misuse": {"prior": 0.8}},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.5}}, "helpfulness": {}},
        "facets": {"role": {"values": ["pro", "lay"]}, "level": {"values": ["new", "old"]}},
        "responses": {
            "recipe": {"values": {"safety": risk, "helpfulness": [{"when": {"intent": "learn"}, "value": 0}, 1]}},
            "lesson": {"values": {"helpfulness": [*level, 0.4]}},
        },
    }
    return compile_domain(Domain.model_validate(domain))


@pytest.mark.parametrize("left", [0, 3])
def test_a_profile_that_alone_would_lift_a_limit_has_no_say(left: int) -> None:
    """It once had: the lesson went to a person as unstable, and who builds was asked for what settles nothing."""
    model = workshop()
    plain = prior_belief(model)
    often = profiled(plain, UserProfile(counts={"build": 20}), 0.0)
    assert decide(model, often, Progress(questions_left=0)).response == "recipe"
    without = decide(model, plain, Progress(questions_left=left))
    guarded = decide(model, often, Progress(questions_left=left, unprofiled=plain))
    assert without.act == ("answer" if left == 0 else "ask")
    assert (guarded.act, guarded.response) == (without.act, without.response)
    assert (guarded.question and guarded.question.id) == (without.question and without.question.id)
    assert guarded.refusal == without.refusal


def test_a_limit_that_another_request_breaks_makes_no_assumption_of_what_changes_nothing() -> None:
    """With each value of the level in turn the recipe would be chosen, were the other request not there."""
    model = workshop()
    choice = decide(model, prior_belief(model), Progress(requests=("build", "misuse"), questions_left=0))
    assert choice.response == "lesson"
    assert choice.rationale.withheld is not None and choice.rationale.withheld.id == "recipe"
    assert "level" not in choice.assumptions


def test_an_answer_assumes_what_it_is_right_for() -> None:
    """What is kept of opened goods does not assume that they were not opened, however likely that is."""
    table = {
        "full": [{"when": {"intent": "refund", "opened": "no"}, "value": 1}, -1],
        "partly": [
            {"when": {"intent": "refund", "opened": "yes"}, "value": 1},
            {"when": {"intent": "refund"}, "value": 0.4},
        ],
        "hours": [{"when": {"intent": "hours", "opened": "no"}, "value": 1}, {"when": {"intent": "hours"}, "value": 1}],
    }
    domain = {
        "name": "shop",
        "intents": {"refund": {"examples": ["my money back"]}, "hours": {"examples": ["when are you open"]}},
        "facets": {"opened": {"kind": "yesno", "prior": 0.4}},
        "responses": {
            name: {"for": "hours" if name == "hours" else "refund", "values": {"helpfulness": cases}}
            for name, cases in table.items()
        },
    }
    model = compile_domain(Domain.model_validate(domain))
    refund = decide(model, heard(model, refund=0), Progress(answer_now=True))
    assert (refund.response, refund.assumptions) == ("partly", {"opened": "yes"})
    hours = decide(model, heard(model, hours=0), Progress(answer_now=True))
    assert (hours.response, hours.assumptions) == ("hours", {})


def mending(**prior: float) -> Model:
    """What is of leather is sent away, the rest is mended here, and silk best."""
    material = {"values": ["cotton", "wool", "silk", "leather"], "prior": prior}
    here = {"when": {"intent": "mend", "material": ["cotton", "wool", "silk"]}, "value": 1}
    away = {"when": {"intent": "mend", "material": "leather"}, "value": 1}
    domain = {
        "name": "laundry",
        "intents": {"mend": {"examples": ["the zip is broken"]}},
        "facets": {"material": material},
        "responses": {
            "here": {"for": "mend", "values": {"helpfulness": [here, -1]}},
            "away": {"for": "mend", "values": {"helpfulness": [away, -1]}},
        },
    }
    return compile_domain(Domain.model_validate(domain))


def test_an_answer_that_is_as_right_for_several_values_assumes_no_single_one() -> None:
    model = mending()
    choice = decide(model, heard(model, mend=0), Progress(answer_now=True))
    assert (choice.response, choice.assumptions) == ("here", {"material": "cotton|wool|silk"})
    assert assumption_words(model.domain, choice.assumptions) == "This assumes that material is not leather."
    assert "assuming that material is not leather" in choice.rationale.sentence()


def test_of_values_as_likely_the_one_is_assumed_that_is_served_best() -> None:
    """A trial dive goes with any licence here; it is meant for who has none."""
    case = {"when": {"intent": "dive", "licence": "none"}, "value": 0.9}
    domain = {
        "name": "base",
        "intents": {"dive": {"examples": ["can we join a dive"]}},
        "facets": {"licence": {"values": ["open", "none", "advanced"], "prior": {"open": 0.4, "none": 0.4}}},
        "responses": {"trial": {"for": "dive", "values": {"helpfulness": [case, 0.1]}}},
    }
    model = compile_domain(Domain.model_validate(domain))
    choice = decide(model, heard(model, dive=0), Progress(answer_now=True))
    assert choice.assumptions == {"licence": "none"}


def test_what_makes_no_difference_to_what_was_told_is_no_assumption() -> None:
    """Two weeks ahead both tickets bring all the money back: only were the day misread would the ticket matter."""
    full = [{"when": {"ticket": "flex"}, "value": 1}, {"when": {"notice": "ahead"}, "value": 1}, -0.8]
    half = [{"when": {"ticket": "saver", "notice": "soon"}, "value": 1}, -0.6]
    domain = {
        "name": "ferry",
        "intents": {"cancel": {"examples": ["I want to cancel"]}},
        "facets": {"ticket": ["saver", "flex"], "notice": ["today", "soon", "ahead"]},
        "responses": {
            "full": {"for": "cancel", "values": {"helpfulness": full}},
            "half": {"for": "cancel", "values": {"helpfulness": half}},
        },
    }
    model = compile_domain(Domain.model_validate(domain))
    wish = heard(model, cancel=0)
    done = Progress(questions_left=0)
    ahead = decide(model, wish.update(claim(model, "notice", "ahead")), done)
    assert (ahead.response, ahead.assumptions) == ("full", {})
    today = decide(model, wish.update(claim(model, "notice", "today")), done)
    assert (today.response, today.assumptions) == ("full", {"ticket": "flex"})


def test_a_clear_answer_against_the_prior_is_no_assumption() -> None:
    model = mending(leather=0.8)
    told = claim(model, "material", "wool")
    choice = decide(model, heard(model, mend=0).update(told), Progress(answer_now=True))
    assert (choice.response, choice.assumptions) == ("here", {})


def test_what_was_picked_is_not_offered_again() -> None:
    """Bug: who had picked one of two readings was shown a menu of four with the same one on it."""
    questions = {"which-need": {"about": "intent", "among": ["refund", "invoice", "track-parcel", "change-address"]}}
    model = shop(questions=questions)
    belief = heard(model, refund=0, invoice=-0.6, track_parcel=-1.5)
    seen = Progress(asked=frozenset({"which:refund|invoice"}), questions_left=4)
    assert decide(model, belief, seen).question is not None
    assert decide(model, belief, replace(seen, picked=("refund",))).question is None
    doubtful = heard(model, refund=-1.5, invoice=0, track_parcel=-0.6)
    assert decide(model, doubtful, replace(seen, picked=("refund",))).question is not None


NAMED = {
    "name": "bakery",
    "intents": {"order": {"name": "a pizza", "examples": ["a pizza please"]}},
    "facets": {"kind": {"name": "the pizza", "values": ["funghi", "salami", "marinara"]}},
    "questions": {"ask-kind": {"about": "kind", "text": "Which one?"}},
    "responses": {"bake": {"for": "order", "needs": ["kind"], "text": "A {kind} it is.", "values": {"helpfulness": 1}}},
}


def test_what_was_told_twice_and_not_understood_is_guessed_by_nobody() -> None:
    model = compile_domain(Domain.model_validate(NAMED))
    policy, belief = Policy(model), heard(model, order=0)
    asked = frozenset({"ask-kind"})
    guess = policy.decide(belief, Progress(asked=asked))
    assert (guess.act, guess.assumptions) == ("answer", {"kind": "funghi"}), "who does not know gets what is assumed"
    twice = policy.decide(belief, Progress(asked=asked, unread=frozenset({"kind"})))
    assert (twice.act, twice.escalation) == ("escalate", "not_understood")
    now = policy.decide(belief, Progress(asked=asked, unread=frozenset({"kind"}), answer_now=True))
    assert now.act == "answer", "who wants an answer now gets one"
    known = belief.update(claim(model, "kind", "salami"))
    assert policy.decide(known, Progress(asked=asked, unread=frozenset({"kind"}))).response == "bake"
