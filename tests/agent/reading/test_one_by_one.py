"""Several things in one message, each of which is wanted: they are served one after another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from edgewise.agent import Agent, Session, build_graph
from edgewise.agent.replaying import read_log, replay
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import parse_domain
from langchain_core.messages import HumanMessage

STALL = """
name: stall
intents:
  order: [I would like a drink, a tea please, can I have a cocoa, one coffee, we take a drink]
  hours: {examples: [when are you open, what time do you close, are you open on Sunday], answer: From nine to six.}
facets:
  kind: {values: [tea, cocoa, coffee, juice], each: true}
  size: {values: [small, large]}
questions:
  ask-kind: {about: kind, text: "Tea, cocoa or coffee?", only_if: {intent: order}}
  ask-size: {about: size, text: "Small or large?", only_if: {intent: order}}
responses:
  small:
    for: order
    needs: [kind]
    text: "A small {kind}."
    values: {helpfulness: [{when: {size: small, kind: [tea, cocoa, coffee]}, value: 1}, -1]}
  large:
    for: order
    needs: [kind]
    text: "A large {kind}."
    values: {helpfulness: [{when: {size: large, kind: [tea, cocoa, coffee]}, value: 1}, -1]}
"""


@pytest.fixture(scope="module")
def stall() -> Agent:
    return Agent.load(parse_domain(STALL))


@pytest.fixture
def session(stall: Agent, request: pytest.FixtureRequest) -> Session:
    return stall.session(request.node.name)


def test_each_thing_of_a_message_is_served_with_what_is_told_of_it(session: Session) -> None:
    turn = session.say("a large tea and a small cocoa please")
    assert turn.text == "A large tea.\nA small cocoa."
    assert [part.response for part in (*turn.decision.also, turn.decision)] == ["large", "small"]
    assert "later" not in session.state or not session.state["later"]
    assert [line["role"] for line in session.state["lines"]] == ["user", "agent"]


def test_what_is_told_of_all_is_asked_once(session: Session) -> None:
    assert session.say("a tea, a coffee and a cocoa please").decision.question == "ask-size"
    assert json.loads(json.dumps(session.state))["later"], "what else was asked for outlasts the process"
    assert session.say("large").text == "A large tea.\nA large coffee.\nA large cocoa."
    assert session.say("what time do you close").text == "From nine to six."


def test_both_may_be_the_answer_to_a_question(session: Session) -> None:
    assert session.say("I would like a small drink").decision.question == "ask-kind"
    assert session.say("both of them, tea and then coffee").text == "A small tea.\nA small coffee."


def test_what_else_is_asked_in_the_same_message_is_answered_once(session: Session) -> None:
    said = session.say("a small tea and a small cocoa please. And what time do you close?").text
    assert sorted(said.splitlines()) == ["A small cocoa.", "A small tea.", "From nine to six."]


def test_who_leaves_the_request_leaves_all_of_it(session: Session) -> None:
    session.say("a tea and a cocoa please")
    assert session.say("never mind").act == "tell"
    assert session.say("a large coffee please").text == "A large coffee."


def test_who_asks_for_a_person_is_handed_over_with_nothing_left(session: Session) -> None:
    session.say("a tea and a cocoa please")
    assert session.say("let me talk to a person").act == "escalate"
    assert not session.state.get("later")


def test_a_graph_without_a_session_serves_all_of_them(stall: Agent) -> None:
    graph = build_graph(stall.mind, stall.reader)
    found = graph.invoke({"messages": [HumanMessage("a large tea and a large coffee")]})
    assert found["messages"][-1].content == "A large tea.\nA large coffee."


def test_the_log_says_and_replays_it(tmp_path: Path) -> None:
    with Agent.load(parse_domain(STALL), store=tmp_path / "log.sqlite") as agent:
        session = agent.session("a")
        session.say("a tea and a cocoa please")
        session.say("large")
    found = list(replay(read_log(str(tmp_path / "log.sqlite"))))
    assert len(found) == 2
    assert not any(one.difference for one in found)


def test_values_that_hold_at_once_stay_one_request() -> None:
    agent = Agent.load(parse_domain(STALL.replace("each: true", "several: true")))
    assert not agent.session("a").say("a large tea and a small cocoa").state.get("later")


@pytest.mark.parametrize(
    "facet", [{"kind": "yesno"}, {"bins": {"few": [0, 5], "many": [5, 9]}}, {"values": ["a", "b"], "several": True}]
)
def test_only_of_a_choice_that_has_one_value_at_a_time_each_may_be_a_wish(facet: dict[str, object]) -> None:
    raw = {"name": "d", "intents": {"one": ["this", "that"]}, "facets": {"f": {**facet, "each": True}}}
    flaws = {flaw.path for flaw in check(Domain.model_validate(raw))}
    assert "facets.f.each" in flaws
    assert "facets.f.each" not in {
        flaw.path
        for flaw in check(Domain.model_validate({**raw, "facets": {"f": {"values": ["a", "b"], "each": True}}}))
    }
