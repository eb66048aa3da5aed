from __future__ import annotations

import dataclasses
import json
import re

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions
from edgewise.agent.deciding.wording import assumption_words
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.choice import Choice, Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.deciding.rationale import plain
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.planning.planning import Greedy
from hypothesis import given, settings
from hypothesis import strategies as st
from small_domains import heard, lab, shop


def choices() -> dict[str, Choice]:
    plain_shop, strict = Policy(shop(), Greedy()), Policy(lab(), Greedy())
    s, t = plain_shop.model, strict.model
    return {
        "answer": plain_shop.decide(heard(s, refund=0)),
        "menu": plain_shop.decide(heard(s, refund=0, change_address=-0.1)),
        "first chance": plain_shop.decide(heard(s, otherwise=-8, other=0)),
        "guess": plain_shop.decide(heard(s, refund=0, invoice=-0.1), Progress(answer_now=True)),
        "person": plain_shop.decide(heard(s, refund=0), Progress(wants_person=True)),
        "limit": strict.decide(heard(t, synthesis_route=0)),
        "limit, spent": strict.decide(heard(t, synthesis_route=0), Progress(questions_left=0)),
        "limit, now": strict.decide(heard(t, synthesis_route=0), Progress(answer_now=True)),
    }


CASES = ("answer", "menu", "first chance", "guess", "person", "limit", "limit, spent", "limit, now")


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_is_one_sentence_in_words_that_people_use(case: str) -> None:
    sentence = choices()[case].rationale.sentence()
    assert sentence.startswith("I ") and sentence.endswith(".") and "\n" not in sentence
    assert len(re.findall(r"\.(?=\s|$)", sentence)) == 1
    for identifier in ("answer-", "ask-", "which:", "change-address", "synthesis-route", "_", "None"):
        assert identifier not in sentence


def test_sentences_say_why() -> None:
    told = {case: choice.rationale.sentence() for case, choice in choices().items()}
    assert told["answer"] == "I answer with “refund” because I am 99% sure that this is about “refund”."
    assert told["menu"].startswith("I ask whether you mean “refund” or “change address” because")
    assert told["person"] == "I hand over to a colleague because you asked for a person."
    assert "what you want is refund" in told["guess"]


def guess(**shares: float) -> tuple[Domain, Choice]:
    """What is answered to a message that leaves these shares, where one answer serves two wishes."""
    responses = {"ra": {"for": "a"}, "bc": {"for": ["b", "c"]}}
    domain = {"name": "x", "intents": {k: [f"hello {k}"] for k in "abc"}, "responses": responses}
    model = compile_domain(Domain.model_validate(domain))
    said = np.log([shares.get(intent, 1 - sum(shares.values())) for intent in model.intents]) - np.log(model.prior)
    belief = prior_belief(model).update(Reading(intents=said))
    return model.domain, Policy(model, Greedy()).decide(belief, Progress(questions_left=0))


def test_an_answer_is_about_what_it_serves_and_not_about_what_is_most_probable() -> None:
    domain, choice = guess(a=0.42, b=0.29, c=0.28)
    assert choice.rationale.sentence() == (
        "I answer with “bc” because I am 57% sure that this is about “b” or “c”, assuming that what you want is b or c."
    )
    assert choice.assumptions == {"intent": "b|c"}
    assert assumption_words(domain, choice.assumptions) == "This assumes that this is about b or c."
    assert [share.of.id for share in choice.rationale.about] == ["b", "c"]


def test_what_an_answer_serves_together_is_no_assumption_and_slight_wishes_are_not_named() -> None:
    _, both = guess(a=0.05, b=0.5, c=0.44)
    assert both.assumptions == {} and "94% sure that this is about “b” or “c”." in both.rationale.sentence()
    _, one = guess(a=0.05, b=0.91, c=0.03)
    assert "91% sure that this is about “b”." in one.rationale.sentence()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2))
def test_the_record_is_plain_json_and_complete(seed: int, left: int) -> None:
    model = random_decisions(seed)
    choice = Policy(model, Greedy()).decide(random_belief(model, seed), Progress(questions_left=left))
    record = choice.rationale.to_json()
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    options = choice.rationale.options
    assert {option.response.id for option in options} == set(model.domain.responses)
    ranked = [option.admissible for option in options]
    assert ranked == sorted(ranked, reverse=True)
    for option in options:
        assert set(option.expected) == set(model.domain.objectives)
        assert option.admissible == (option.blocked_by is None)
    assert options[0].response == choice.rationale.best_now
    assert record["act"] == choice.act


def test_it_cannot_be_changed() -> None:
    rationale = choices()["answer"].rationale
    with pytest.raises(dataclasses.FrozenInstanceError):
        rationale.act = "refuse"  # type: ignore[misc]


def test_considered_questions_come_with_value_gain_and_cost() -> None:
    rationale = choices()["menu"].rationale
    assert rationale.questions[0].question == rationale.question
    assert rationale.questions[0].value > rationale.respond_value
    assert rationale.questions[0].gain_bits > 0.5
    assert rationale.questions[0].cost == pytest.approx(0.05)


def test_who_set_the_values_is_told() -> None:
    limit = {"at_most": 0.2, "provenance": {"who": "the safety board", "process": "vote"}}
    model = lab(objectives={"safety": {"limit": limit}, "helpfulness": {"provenance": {"who": "the lab"}}})
    rationale = Policy(model, Greedy()).decide(heard(model, synthesis_route=0)).rationale
    assert rationale.values_set_by == ("the safety board (vote)", "the lab")
    assert rationale.limits[0].set_by == "the safety board"


def test_a_limit_that_withholds_is_named() -> None:
    rationale = choices()["limit, now"].rationale
    assert rationale.withheld is not None and rationale.withheld.name == "the full route"
    assert rationale.withheld_by is not None and rationale.withheld_by.name == "safety"
    route = next(option for option in rationale.options if option.response.id == "route")
    assert route.blocked_by == rationale.withheld_by
    assert route.tails["safety"] > rationale.limits[0].at_most


def test_only_plain_things_become_json() -> None:
    with pytest.raises(TypeError, match="not a plain type"):
        plain(object())
