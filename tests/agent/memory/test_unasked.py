"""A question that was cut off is asked anew, and so is one whose answer was withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from agents_at_hand import reader_of
from edgewise.agent.graph import mind_of
from edgewise.agent.memory.unasked import asked_about, unasked
from edgewise.agent.session import Agent, Session
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.reserved import INTENT

DOMAIN = Domain.model_validate(
    {
        "name": "pharmacy",
        "planner": "greedy",
        "intents": {
            "dose": {"name": "a dose", "examples": ["how much ibuprofen"]},
            "hours": {"name": "opening hours", "examples": ["when are you open"], "answer": "Nine to five."},
        },
        "facets": {
            "pregnant": {"name": "being pregnant", "kind": "yesno", "prior": 0.1},
            "child": {"name": "being a child", "kind": "yesno", "prior": 0.3},
        },
        "questions": {"ask-pregnant": {"about": "pregnant", "text": "Are you pregnant?"}},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
        "responses": {
            "give": {
                "text": "Take 400 mg.",
                "for": "dose",
                "values": {
                    "safety": [{"when": {"pregnant": "yes"}, "value": -1}, 0],
                    "helpfulness": [{"when": {"intent": "dose"}, "value": 1}, 0.4],
                },
            }
        },
    }
)
MIND = mind_of(DOMAIN)


def asked() -> Session:
    """A session in which the question is open."""
    session = Agent(MIND, reader_of(MIND, {"ibuprofen": "dose", "open": "hours"})).session("a")
    assert session.say("how much ibuprofen").pending == "ask-pregnant"
    return session


def handed_back(session: Session) -> None:
    session.control("person")
    session.act(PersonAct(do="hand_back"))


def resolved(session: Session) -> None:
    session.control("person")
    session.act(PersonAct(do="resolve"))


def taken_over(session: Session) -> None:
    session.act(PersonAct(do="take"))
    session.act(PersonAct(do="resolve"))


def reader_failed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(session.agent.reader, "read", lambda utterances: 1 // 0)
        assert session.say("no").act == "escalate"
    session.act(PersonAct(do="resolve"))


@pytest.mark.parametrize("cut_off", [handed_back, resolved, taken_over])
def test_a_question_that_a_person_cut_off_is_asked_again(cut_off: Callable[[Session], None]) -> None:
    session = asked()
    cut_off(session)
    turns = session.poll()
    again = turns[-1] if turns[-1].pending else session.say("how much ibuprofen")
    assert (again.act, again.text) == ("ask", "Are you pregnant?")
    assert session.say("no").text == "Take 400 mg."


def test_a_reader_that_fails_once_costs_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    session = asked()
    reader_failed(session, monkeypatch)
    assert session.say("how much ibuprofen").pending == "ask-pregnant"


def test_a_control_that_is_used_before_the_answer_leaves_the_question_to_be_asked() -> None:
    session = asked()
    for turn in (
        session.control("correct", facet="child", value="yes"),
        session.control("values", do="edit", weights={"safety": 3, "helpfulness": 1}),
        session.control("correct", facet="child"),
    ):
        assert (turn.act, turn.pending) == ("ask", "ask-pregnant")


def test_what_is_withdrawn_is_asked_anew() -> None:
    session = asked()
    assert session.say("no").act == "answer"
    withdrawn = session.control("correct", facet="pregnant")
    assert (withdrawn.act, withdrawn.pending) == ("ask", "ask-pregnant")
    assert session.say("no").act == "answer"


def test_which_questions_were_asked_about_what() -> None:
    names = ["missed:ask-pregnant", "ask-pregnant", "missed:missed:ask-pregnant", "which:dose|hours"]
    state = {**new_dialogue("a"), "asked": names, "pending": "which:dose|hours"}
    assert asked_about(MIND.model, state, "pregnant") == {"ask-pregnant"}
    assert asked_about(MIND.model, state, INTENT) == {"which:dose|hours"}
    assert unasked(state)["asked"] == names[:-1]
    assert unasked(state, {"ask-pregnant"}) == {**state, "asked": [], "pending": None}
