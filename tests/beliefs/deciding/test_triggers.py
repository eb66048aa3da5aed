from __future__ import annotations

import pytest
from edgewise.beliefs.belief.answers import attestation, claim
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.conditions import probability
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.deciding.triggers import find_trigger, out_of_scope
from edgewise.beliefs.language.domain import Condition
from small_domains import heard, lab, shop

FLAGS = {"facets": {"bleeding": "yes/no"}, "escalation": {"red_flags": [{"bleeding": "yes"}], "red_flag_above": 0.4}}


@pytest.mark.parametrize(
    ("progress", "reason"),
    [
        (Progress(wants_person=True), "asked_for_person"),
        (Progress(failed="the reader raised"), "model_failed"),
        (Progress(surprises=2), "surprise"),
        (Progress(surprises=1), None),
        (Progress(), None),
        (Progress(wants_person=True, failed="too", surprises=9), "asked_for_person"),
    ],
)
def test_each_trigger_has_its_reason(progress: Progress, reason: str | None) -> None:
    model = shop()
    assert find_trigger(heard(model, refund=0), progress) == reason
    if reason is not None:
        choice = Policy(model).decide(heard(model, refund=0), progress)
        assert (choice.act, choice.reason, choice.escalation) == ("escalate", "triggered", reason)


def test_a_red_flag_calls_a_person_once_it_is_probable_enough() -> None:
    model = shop(**FLAGS)
    assert find_trigger(prior_belief(model), Progress()) == "red_flag"
    calm = shop(**{**FLAGS, "facets": {"bleeding": {"kind": "yesno", "prior": {"yes": 0.3, "no": 0.7}}}})
    assert find_trigger(prior_belief(calm), Progress()) is None


def test_a_danger_that_is_certain_calls_a_person_whatever_the_threshold() -> None:
    last = {"red_flags": [{"bleeding": "yes"}], "red_flag_above": 1}
    model = shop(**{**FLAGS, "escalation": last})
    belief = prior_belief(model)
    assert find_trigger(belief.update(attestation(model, "bleeding", "yes")), Progress()) == "red_flag"
    assert find_trigger(belief.update(claim(model, "bleeding", "yes")), Progress()) is None


def test_a_danger_of_which_nothing_is_known_is_not_above_one_half() -> None:
    model = shop(**{**FLAGS, "escalation": {"red_flags": [{"bleeding": "yes"}]}})
    assert probability(prior_belief(model), model.domain.escalation.red_flags[0]) == 0.5
    assert find_trigger(prior_belief(model), Progress()) is None


def test_a_red_flag_that_twice_got_no_readable_answer_calls_a_person() -> None:
    calm = shop(**{**FLAGS, "facets": {"bleeding": {"kind": "yesno", "prior": {"yes": 0.3, "no": 0.7}}}})
    unread = Progress(unread=frozenset({"bleeding"}))
    assert find_trigger(prior_belief(calm), unread) == "constraint_unresolved"
    assert find_trigger(heard(shop(), refund=0), unread) is None, "there it is no red flag"


def test_out_of_scope_is_a_matter_of_the_built_in_intent() -> None:
    model = shop()
    assert out_of_scope(heard(model, otherwise=-8, other=0))
    assert not out_of_scope(prior_belief(model))


def test_the_probability_of_a_condition_multiplies_facets_within_each_intent() -> None:
    model = lab()
    condition = Condition.model_validate({"intent": ["synthesis-route", "disposal"], "purpose": "harm"})
    weights = {"synthesis-route": 0.15, "disposal": 0.03}
    expected = sum(model.prior[model.intent_index[name]] * p for name, p in weights.items())
    assert probability(prior_belief(model), condition) == pytest.approx(expected)
