"""A session's runner: what the desk sends, what nobody saw, whose profile it is."""

from __future__ import annotations

from pathlib import Path

from agents_at_hand import cards_agent
from edgewise.agent.events import PersonAct


def failing(request) -> str:
    raise ConnectionError


def test_who_is_handed_over_anew_in_being_handed_back_is_seen_at_the_desk() -> None:
    agent = cards_agent(answers={"lost": failing})
    session = agent.session("a")
    session.control("person")
    session.say("my card is gone")
    for _ in range(2):  # the second time in the very turn of the handover that is handed back
        session.act(PersonAct(do="hand_back", text="I can't."))
        session.act(PersonAct(do="correct", facet="intent", value="lost"))
        assert [turn.act for turn in session.poll()] == ["escalate", "silent"]
        assert [(case.turn, case.status) for case in agent.store.handoffs()] == [(2, "waiting")]
    session.act(PersonAct(do="resolve", text="Done."))
    session.poll()
    assert agent.store.handoffs() == []


def test_a_profile_is_its_owners_whoever_opens_the_session(tmp_path: Path) -> None:
    first = cards_agent(tmp_path / "x.db")
    first.session("t", user="alice").control("profile", do="on")
    first.session("t", user="alice").act(PersonAct(do="reply", text="Hello."))
    first.close()
    agent = cards_agent(tmp_path / "x.db")
    assert [turn.text for turn in agent.session("t").poll()] == ["Hello."]
    agent.session("t", user="bob").say("my card is gone")
    assert agent.store.profile("t") is None and agent.store.profile("bob") is None
    assert agent.store.profile("alice")["profile"]["counts"]
    agent.store.erase("alice")
    assert agent.session("t", user="bob").say("my card is gone").state["profile"] is None
    assert agent.store.owner_of("t") == "bob"
