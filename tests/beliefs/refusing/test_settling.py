from __future__ import annotations

import math

import pytest
from edgewise.beliefs.belief.answers import attestation, read_answer
from edgewise.beliefs.belief.belief import Belief
from edgewise.beliefs.belief.model import AskModel, Model, compile_domain
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.planning.exact_step import worth_of_best
from edgewise.beliefs.planning.optimal import Optimal
from edgewise.beliefs.planning.planning import Greedy
from edgewise.beliefs.refusing.settling import one_each, settle
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.values import compile_values
from small_domains import heard, lab

COUNT = 4


def locked(cost: float = 0.03) -> Model:
    """Four facts must be known before the route may be given; no one of them does any good alone."""
    facts = [f"fact{n}" for n in range(COUNT)]
    facets = {
        name: {"kind": "yesno", "values": {"yes": {}, "no": {}}, "prior": {"yes": 0.85, "no": 0.15}} for name in facts
    }
    questions = {f"ask-{name}": {"about": name, "cost": cost, "reliability": 0.999} for name in facts}
    safety = [*({"when": {name: "no"}, "value": -1} for name in facts), 0]
    responses = {"route": {"for": ["synthesis-route"], "values": {"safety": safety}}}
    return lab(facets=facets, questions=questions, responses=responses)


def by_hand(rules: Arbiter, belief: Belief, questions: list[AskModel]) -> float:
    """The same value by recursion, one answer at a time; responding is always an option."""
    now = float(worth_of_best(rules, belief))
    if not questions:
        return now
    return max(now, asking_by_hand(rules, belief, questions))


def asking_by_hand(rules: Arbiter, belief: Belief, questions: list[AskModel]) -> float:
    model, question = belief.model, questions[0]
    total = -question.cost
    for outcome in (*model.facets[question.facet].values, "unsure", "withheld"):
        after = belief.update(read_answer(model, question, {outcome: 0.0}))
        total += 0.98 * math.exp(after.log_evidence) * by_hand(rules, after, questions[1:])
    return total


def test_it_is_the_value_of_the_plan_worked_out_by_hand() -> None:
    model = locked()
    rules, belief = arbiter(compile_values(model)), heard(model, otherwise=-9.0, synthesis_route=0)
    found = settle(rules, belief, model.questions[:3])
    assert found is not None and found.question is model.questions[0]
    assert found.now == pytest.approx(float(worth_of_best(rules, belief)))
    assert found.value == pytest.approx(asking_by_hand(rules, belief, list(model.questions[:3])), abs=2e-3)


def test_several_answers_that_help_only_together_are_asked_for() -> None:
    model = locked()
    belief, asked = heard(model, otherwise=-9.0, synthesis_route=0), frozenset[str]()
    policy = Policy(model, Greedy(bonus=0.0))
    for left in range(COUNT, 0, -1):
        choice = policy.decide(belief, Progress(asked, left))
        assert (choice.act, choice.reason) == ("ask", "settle_limit"), choice.rationale.sentence()
        assert isinstance(choice.question, AskModel)
        first = choice.rationale.questions[0]
        assert first.question.id == choice.question.id and first.value > choice.rationale.respond_value
        belief = belief.update(read_answer(model, choice.question, {"yes": 0.0}))
        asked |= {choice.question.id}
    assert policy.decide(belief, Progress(asked, 0)).response == "route"


def test_they_are_not_asked_for_when_they_cost_more_than_they_can_bring() -> None:
    dear = locked(cost=0.6)
    choice = Policy(dear, Greedy(bonus=0.0)).decide(heard(dear, otherwise=-9.0, synthesis_route=0))
    assert choice.act in ("refuse", "escalate")


def test_what_is_known_already_counts() -> None:
    model = locked()
    belief = heard(model, otherwise=-9.0, synthesis_route=0).update(attestation(model, "fact0", "yes"))
    rules = arbiter(compile_values(model))
    found = settle(rules, belief, model.questions[1:])
    assert found is not None and found.value > found.now


def test_nothing_to_ask_is_nothing_to_settle() -> None:
    model = locked()
    assert settle(arbiter(compile_values(model)), heard(model, synthesis_route=0), []) is None


def twice(**second: object) -> Model:
    """A second question about the first of the facts."""
    domain = locked().domain
    again = domain.questions["ask-fact0"].model_copy(update=second)
    return compile_domain(domain.model_copy(update={"questions": {**domain.questions, "again": again}}))


@pytest.mark.parametrize(
    ("second", "lines"),
    [
        ({"reliability": 1.0}, [["ask-fact0"], ["again"]]),
        ({"cost": 0.01, "reliability": 0.6}, [["again"], ["ask-fact0"]]),
        ({"cost": 0.01, "reliability": 1.0}, [["again"]]),
        ({"cost": 0.09}, [["ask-fact0"]]),
    ],
)
def test_of_two_questions_about_one_fact_one_is_asked(second: dict[str, float], lines: list[list[str]]) -> None:
    found = one_each(twice(**second).questions)
    assert [[q.id for q in line if q.facet == 0] for line in found] == lines
    for line in found:
        assert sorted(q.facet for q in line) == list(range(COUNT))
        assert [q.cost for q in line] == sorted(q.cost for q in line)


def test_the_surer_of_two_questions_is_found_where_the_cheaper_settles_nothing() -> None:
    model = twice(cost=0.01, reliability=0.6)
    belief = heard(model, otherwise=-9.0, synthesis_route=0)
    choice = Policy(model, Greedy(bonus=0.0)).decide(belief, Progress(questions_left=COUNT))
    assert (choice.act, choice.reason) == ("ask", "settle_limit")
    assert choice.question is not None and choice.question.id != "again"


def test_two_answers_about_one_fact_do_not_settle_what_neither_does_alone() -> None:
    """Each leaves a tenth of doubt, both together less than the limit allows; but the second replaces the first."""
    asks = {name: {"about": "fact", "cost": 0.03, "reliability": 0.8} for name in ("one", "two")}
    model = lab(
        facets={"fact": {"kind": "yesno", "values": {"yes": {}, "no": {}}, "prior": {"yes": 0.7, "no": 0.3}}},
        questions=asks,
        objectives={"safety": {"limit": {"at_most": 0.05, "alpha": 0.0}}, "helpfulness": {}},
        responses={
            "route": {"for": ["synthesis-route"], "values": {"safety": [{"when": {"fact": "no"}, "value": -1}, 0]}},
            "no": {"kind": "refuse", "values": {"helpfulness": -0.3}},
            "person": {"kind": "escalate", "values": {"helpfulness": -0.2}},
        },
    )
    rules, belief = arbiter(compile_values(model)), heard(model, otherwise=-9.0, synthesis_route=0)
    both = settle(rules, belief, model.questions)
    assert both is not None and both.value > both.now, "as it would be if the answers added up"
    assert Policy(model, Greedy(bonus=0.0)).decide(belief).act != "ask"
    assert Policy(model, Optimal()).decide(belief).act != "ask"
