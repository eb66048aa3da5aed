"""A session's runner: what the desk sends, what nobody saw, whose profile it is."""

from __future__ import annotations

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
