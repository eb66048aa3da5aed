"""A session's runner: what the desk sends, what nobody saw, whose profile it is."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.session import Agent
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.errors import EdgewiseError, UnknownName
from langgraph.checkpoint.memory import InMemorySaver


class Slow:
    """An answer that is given when the test says so."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()

    def __call__(self, request) -> str:
        self.asked.set()
        assert self.may_answer.wait(10)
        return "Blocked."


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


def test_a_turn_that_is_cancelled_once_it_has_begun_is_told_with_the_next() -> None:
    async def talk() -> None:
        slow = Slow()
        session = cards_agent(answers={"lost": slow}).session("a")
        for expected in (["Blocked.", "It is on its way."], ["It is on its way."]):
            saying = asyncio.create_task(session.asay("my card is gone"))
            if expected[1:]:
                await asyncio.to_thread(slow.asked.wait, 10)
            saying.cancel()  # the second one before it has begun
            with pytest.raises(asyncio.CancelledError):
                await saying
            slow.may_answer.set()
            turn = await session.asay("send me one")
            assert turn.text.splitlines() == expected

    asyncio.run(talk())


def test_what_the_desk_said_is_not_lost_with_a_poll_that_is_cancelled() -> None:
    async def talk() -> None:
        agent = cards_agent()
        session = agent.session("a")
        for word in ("One.", "Two."):
            session.act(PersonAct(do="reply", text=word))
        with agent.store.holding("a"):  # so that it has begun and is not done
            polling = asyncio.create_task(session.apoll())
            await asyncio.sleep(0.1)
            polling.cancel()
            with pytest.raises(asyncio.CancelledError):
                await polling
        turns = await session.apoll()
        assert [said.text for turn in turns for said in (*turn.earlier, turn.decision)] == ["One.", "Two."]
        assert await session.apoll() == []

    asyncio.run(talk())


def test_a_turn_that_nobody_saw_is_erased_with_the_rest() -> None:
    agent = cards_agent()
    seen = agent.session("t", user="alice")
    seen._runner.note_unseen(seen.say("my card is gone"))
    agent.store.erase("alice")
    assert agent.session("t", user="bob").poll() == []
    assert agent.session("t", user="bob").say("send me one").text == "It is on its way."


def test_a_sessions_checkpoints_are_where_its_store_looks_for_them() -> None:
    agent = cards_agent()
    assert agent.graph.checkpointer is agent.store.saver
    with pytest.raises(TypeError):
        Agent(agent.mind, agent.reader, InMemorySaver())  # a saver of one's own is a store's to give


def test_the_desk_shows_what_a_person_did_by_a_program_of_the_hosts() -> None:
    agent = cards_agent()
    session = agent.session("a")
    session.say("my card is gone")
    session.control("contest", text="That was wrong.")
    session.control("person")
    session.act({"do": "take", "by": "Ruth"})
    assert [case.status for case in agent.store.handoffs()] == ["taken"]
    session.act(PersonAct(do="outcome", incident=1, text="You were right."))
    session.act(PersonAct(do="hand_back", by="Ruth"))
    assert agent.store.handoffs() == agent.store.incidents() == []
    assert [case.closing for case in agent.store.incidents(closed=True)] == ["You were right."]
    assert "You were right." in session.poll()[1].text


@pytest.mark.parametrize(
    "act", [{"do": "reply", "text": " "}, {"do": "outcome", "incident": 1}, "reply", {"do": "bla"}]
)
def test_an_act_that_could_tell_the_user_nothing_is_not_sent(act: object) -> None:
    session = cards_agent().session("a")
    for do in (session.act, lambda wrong: asyncio.run(session.aact(wrong))):
        with pytest.raises(EdgewiseError, match="person's act"):
            do(act)  # type: ignore[arg-type]
    assert session.poll() == []


def test_the_outcome_of_a_contest_that_never_was_is_not_sent() -> None:
    session = cards_agent().session("a")
    with pytest.raises(EdgewiseError, match="nothing was contested"):
        session.act(PersonAct(do="outcome", text="You were right."))
    session.say("my card is gone")
    session.control("contest", text="That was wrong.")
    with pytest.raises(UnknownName, match="unknown contest '99'") as raised:
        session.act(PersonAct(do="outcome", incident=99, text="You were right."))
    assert raised.value.hint == "one of 1"
    assert session.poll() == []


def test_what_was_sent_to_a_session_before_it_spoke_is_erased_with_its_user() -> None:
    """It stayed in the store, and was told to whoever opened a session of that name next."""
    agent = cards_agent()
    agent.session("x", user="alice").act(PersonAct(do="reply", text="Your new PIN is on its way."))
    assert list(agent.store.export("alice")["sessions"]) == ["x"]
    assert agent.store.erase("alice") == 1
    assert agent.session("x", user="bob").poll() == []


def test_an_act_is_sent_from_an_event_loop_while_a_turn_is_made() -> None:
    async def talk() -> list[str]:
        slow = Slow()
        session = cards_agent(answers={"lost": slow}).session("a")
        saying = asyncio.create_task(session.asay("my card is gone"))
        await asyncio.to_thread(slow.asked.wait, 10)
        await session.aact(PersonAct(do="reply", text="Ruth here."))
        slow.may_answer.set()
        return [(await saying).text, (await session.apoll())[0].text]

    assert asyncio.run(talk()) == ["Blocked.", "Ruth here."]
