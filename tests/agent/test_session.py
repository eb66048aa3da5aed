"""The facade: one turn at a time, exactly once, whatever the message and whoever asks."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from agents_at_hand import LAB_SCRIPT, cards, cards_agent, lab_mind, reader_of
from edgewise.agent import nodes
from edgewise.agent.keeping import store
from edgewise.agent.log.audit import Audit, JsonLines
from edgewise.agent.reading.batching import BatchingReader
from edgewise.agent.reading.doubles import FailingReader
from edgewise.agent.session import Agent
from edgewise.agent.state.events import Acted, PersonAct, Trouble
from edgewise.agent.state.streaming import Finished, Stage, Token
from edgewise.beliefs.errors import EdgewiseError, ReaderFailed, StoreError, UnknownName


def test_ten_lines_embed_it(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db", answers={"lost": lambda request: f"Blocked, {request.session}."})
    turn = agent.session("alice").say("my card is gone")
    assert (turn.act, turn.text, turn.pending) == ("answer", "Blocked, alice.", None)
    assert turn.rationale.startswith("I answer with “")


def test_a_session_goes_on_in_another_process(tmp_path: Path) -> None:
    asked = cards_agent(tmp_path / "x.db").session("a").say("hm")
    assert asked.act == "ask" and asked.options
    again = cards_agent(tmp_path / "x.db").session("a")
    assert again.state["pending"] == asked.pending
    assert again.say("my card is gone").text == "I have blocked it."


def test_a_message_under_the_same_id_is_taken_once() -> None:
    session = cards_agent().session("a")
    first = session.say("my card is gone", id="m1")
    second = session.say("my card is gone", id="m1")
    assert (second.text, second.state["turn"]) == (first.text, 1)
    assert session.say("send me one", id="m2").state["turn"] == 2
    earlier = session.say("my card is gone", id="m1")
    assert (earlier.act, earlier.text, earlier.state["turn"]) == ("answer", first.text, 2)


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("foo", {}, "unknown control 'foo'"),
        ("contest", {"txt": "x"}, "did you mean 'text'"),
        ("profile", {"do": "edit", "number": "many"}, "control 'profile': number: "),
        ("values", {"weights": {"help": -1}}, "control 'values': weights.help: "),
    ],
)
def test_a_wrong_control_is_told_in_our_own_words(name: str, more: dict[str, object], told: str) -> None:
    with pytest.raises(EdgewiseError) as found:
        cards_agent().session("a").control(name, **more)  # type: ignore[arg-type]
    assert told in str(found.value)


@pytest.mark.parametrize("given", [None, 5, ["hello"]])
def test_what_is_no_text_is_told_and_the_session_goes_on(given: object) -> None:
    session = cards_agent().session("a")
    with pytest.raises(EdgewiseError, match=f"a message is text, not {type(given).__name__}"):
        session.say(given)  # type: ignore[arg-type]
    assert session.say(b"my card is gone").text == "I have blocked it."


def test_a_turn_is_printed_in_one_line() -> None:
    turn = cards_agent().session("a").say("my card is gone")
    assert repr(turn) == "Turn(act='answer', text='I have blocked it.', options=(), pending=None)"


def test_a_message_is_known_by_its_id_long_after(tmp_path: Path) -> None:
    session = cards_agent(tmp_path / "x.db").session("a")
    session.say("my card is gone", id="m" * 5_000)
    session.control("why")
    for number in range(20):
        session.say("send me one", id=f"n{number}")
    again = cards_agent(tmp_path / "x.db").session("a").say("my card is gone", id="m" * 5_000)
    assert (again.act, again.text, again.state["turn"]) == ("answer", "I have blocked it.", 22)
    assert session.say("hm", id="m").state["turn"] == 23


def test_a_message_is_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "REMEMBERED", 4)
    agent = cards_agent()
    session = agent.session("a")
    for number in range(12):
        session.say("send me one", id=f"n{number}")
    assert agent.store.database.rows("SELECT MIN(turn), COUNT(*) FROM taken") == [(9, 4)]
    assert session.say("send me one", id="n11").state["turn"] == 12
    assert session.say("send me one", id="n0").state["turn"] == 13


def test_a_message_is_known_although_the_process_died_before_it_was_noted(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("a").say("my card is gone", id="m1")
    agent.store.database.run("DELETE FROM taken")
    other = cards_agent(tmp_path / "x.db").session("a")
    assert other.say("send me one", id="m2").state["turn"] == 2
    assert other.say("my card is gone", id="m1").text == "I have blocked it."
    assert other.state["turn"] == 2


def test_a_reply_that_a_control_followed_is_still_the_reply() -> None:
    session = cards_agent().session("a")
    session.say("my card is gone", id="m1")
    session.control("why")
    assert session.say("my card is gone", id="m1").text == "I have blocked it."


def test_a_session_of_another_domain_is_refused(tmp_path: Path) -> None:
    cards_agent(tmp_path / "x.db").session("a").say("my card is gone")
    mind = lab_mind()
    other = Agent.load(mind.domain, store=tmp_path / "x.db", reader=reader_of(mind, LAB_SCRIPT))
    with pytest.raises(StoreError, match=r"'a' is about the domain 'cards', not about 'lab'") as caught:
        other.session("a").say("the sheet")
    assert caught.value.hint is not None and "another name" in caught.value.hint
    assert other.session("b").say("the sheet").act in ("ask", "answer")
    assert cards_agent(tmp_path / "x.db").session("a").say("send me one").state["turn"] == 2


def test_another_domains_session_can_be_used_in_no_way(tmp_path: Path) -> None:
    cards_agent(tmp_path / "x.db").session("a").say("my card is gone")
    other = Agent.load(lab_mind().domain, store=tmp_path / "x.db", reader=reader_of(lab_mind(), LAB_SCRIPT))
    session = other.session("a")
    uses = [lambda: session.state, session.poll, lambda: session.control("why"), lambda: list(session.stream("hm"))]
    for use in (*uses, lambda: session.act(PersonAct(do="reply", text="hello")), lambda: session.say("hm")):
        with pytest.raises(StoreError, match="about the domain"):
            use()


def test_a_store_that_somebody_holds_keeps_no_event_loop_waiting(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("warm").say("my card is gone")
    elsewhere = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False)

    async def main() -> bool:
        elsewhere.execute("BEGIN IMMEDIATE")
        first = asyncio.ensure_future(agent.session("a").asay("my card is gone"))
        await asyncio.sleep(0.3)  # its thread waits for the other program now, with the connection in hand
        second = asyncio.ensure_future(agent.session("b").asay("my card is gone"))
        await asyncio.sleep(0)
        free = not first.done()
        elsewhere.execute("COMMIT")
        assert [(await turn).act for turn in (first, second)] == ["answer", "answer"]
        return free

    assert asyncio.run(asyncio.wait_for(main(), 20))
    elsewhere.close()


def test_a_session_older_than_its_domains_name_goes_on(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("a").say("my card is gone")
    agent.store.database.run("UPDATE sessions SET domain = ''")
    assert cards_agent(tmp_path / "x.db").session("a").say("send me one").state["turn"] == 2
    assert agent.store.database.rows("SELECT domain FROM sessions") == [("cards",)]


class Slow:
    """A reader that takes its time and counts who is inside."""

    def __init__(self, reader) -> None:
        self.reader, self.inside, self.most = reader, 0, 0

    def read(self, utterances):
        self.inside += 1
        self.most = max(self.most, self.inside)
        time.sleep(0.02)
        self.inside -= 1
        return self.reader.read(utterances)


def test_two_messages_at_once_are_taken_one_after_the_other(tmp_path: Path) -> None:
    agents = [cards_agent(tmp_path / "x.db", reader=Slow(reader_of(cards()))) for _ in range(2)]
    with ThreadPoolExecutor(6) as pool:
        turns = list(pool.map(lambda k: agents[k % 2].session("a").say("my card is gone"), range(6)))
    assert sorted(turn.state["turn"] for turn in turns) == [1, 2, 3, 4, 5, 6]
    assert len(agents[0].session("a").state["lines"]) == 12


def test_many_sessions_share_the_readers_calls() -> None:
    reader = Slow(reader_of(cards()))
    agent = cards_agent(reader=reader)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda k: agent.session(f"s{k}").say("my card is gone"), range(12)))
    assert reader.most == 1
    assert agent.reader.calls < 12  # type: ignore[attr-defined]


def test_the_async_twin_keeps_the_loop_free_and_answers_on_it() -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    async def answer(request) -> str:
        loops.append(asyncio.get_running_loop())
        await asyncio.sleep(0.01)
        return f"For {request.session}."

    async def main() -> None:
        agent = cards_agent(answers={"lost": answer})
        turns = await asyncio.gather(*(agent.session(f"s{k}").asay("my card is gone") for k in range(20)))
        assert [turn.text for turn in turns] == [f"For s{k}." for k in range(20)]
        assert set(loops) == {asyncio.get_running_loop()}
        agent.close()

    asyncio.run(main())


def test_a_turn_can_be_watched() -> None:
    agent = cards_agent(answers={"lost": lambda request: iter(["I have ", "blocked it."])})
    events = list(agent.session("a").stream("my card is gone"))
    assert [e.name for e in events if isinstance(e, Stage)] == ["perceive", "update", "arbitrate", "answer"]
    assert [e.text for e in events if isinstance(e, Token)] == ["I have ", "blocked it."]
    assert isinstance(events[-1], Finished) and events[-1].turn.text == "I have blocked it."


def test_a_turn_can_be_watched_from_a_loop() -> None:
    async def main() -> list[object]:
        agent = cards_agent(answers={"lost": lambda request: iter(["a", "b"])})
        return [event async for event in agent.session("a").astream("my card is gone")]

    events = asyncio.run(main())
    assert [e.text for e in events if isinstance(e, Token)] == ["a", "b"]
    assert isinstance(events[-1], Finished)


def test_a_stream_that_nobody_finishes_is_told_with_the_next_message() -> None:
    agent = cards_agent()
    events = agent.session("a").stream("my card is gone")
    next(events)
    events.close()  # type: ignore[attr-defined]
    turn = agent.session("a").say("send me one")
    assert turn.text.split("\n") == ["I have blocked it.", "It is on its way."]
    assert agent.session("a").say("why?").earlier == ()


def test_who_says_it_again_after_leaving_a_stream_gets_what_was_said() -> None:
    session = cards_agent().session("a")
    events = session.stream("my card is gone")
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert session.say("my card is gone").state["turn"] == 1


def test_a_stream_that_is_kept_half_read_does_not_hold_the_session() -> None:
    session = cards_agent().session("a")
    events = session.stream("my card is gone")
    next(events)
    assert session.say("send me one").text == "It is on its way."
    assert [event.turn.text for event in events if isinstance(event, Finished)] == ["I have blocked it."]


@pytest.mark.parametrize("how", ["stream", "astream"])
def test_a_handover_reaches_the_desk_although_nobody_watches_any_more(how: str) -> None:
    session = cards_agent().session("a")

    async def leaving() -> None:
        events = session.astream("I want a human")
        await anext(events)
        await events.aclose()  # type: ignore[attr-defined]

    if how == "astream":
        asyncio.run(leaving())
    else:
        events = session.stream("I want a human")
        next(events)
        events.close()  # type: ignore[attr-defined]
    given_up = time.monotonic() + 10
    while not session.agent.store.handoffs() and time.monotonic() < given_up:
        time.sleep(0.01)
    assert [case.session for case in session.agent.store.handoffs()] == ["a"]
    assert [turn.act for turn in session.poll()] == ["escalate"]


def test_an_agent_that_was_closed_says_so_however_it_is_asked() -> None:
    agent = cards_agent()
    session = agent.session("a")
    session.say("my card is gone")
    agent.close()

    async def watched() -> list[object]:
        return [event async for event in session.astream("why?")]

    for ask in (session.asay("why?"), watched()):
        with pytest.raises(StoreError, match="closed"):
            asyncio.run(asyncio.wait_for(ask, 10))


def test_one_user_who_floods_keeps_nobody_waiting() -> None:
    gate = threading.Event()
    agent = cards_agent(answers={"lost": lambda request: str(gate.wait(10))})

    async def main() -> None:
        flood = [asyncio.ensure_future(agent.session("a").asay("my card is gone")) for _ in range(100)]
        await asyncio.sleep(0.05)
        assert (await asyncio.wait_for(agent.session("b").asay("send me one"), 5)).text == "It is on its way."
        for turn in flood[3:]:
            turn.cancel()
        gate.set()
        assert [turn.state["turn"] for turn in await asyncio.gather(*flood[:3])] == [1, 2, 3]
        await agent.session("a").asay("why?")

    asyncio.run(main())
    assert agent.session("a").state["turn"] == 4


FORKING = """
import asyncio, os, sys
from agents_at_hand import cards_agent

async def answer(request):
    await asyncio.sleep(0.01)
    return "Blocked."

agent = cards_agent(sys.argv[1], answers={"lost": answer})
inherited = agent.store.database._connection

async def many(name):
    await asyncio.gather(*(agent.session(f"{name}{k}").asay("my card is gone") for k in range(40)))

agent.session("warm").say("my card is gone")
asyncio.run(many("parent"))
children = 2
for child in range(children):
    if os.fork() == 0:
        try:
            agent.session(f"child{child}").say("my card is gone")
            asyncio.run(asyncio.wait_for(many(f"child{child}-"), 30))
            for _ in range(10):
                assert agent.session("shared").say("my card is gone").text == "Blocked."
            assert agent.store.database._connection is not inherited
            os._exit(0)
        finally:
            os._exit(1)
for _ in range(10):
    agent.session("shared").say("my card is gone")
assert [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(children)] == [0] * children
assert agent.session("shared").state["turn"] == 10 * (children + 1)
assert agent.store.database.rows("PRAGMA integrity_check") == [("ok",)]
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_workers_that_are_forked_off_a_loaded_agent_go_on(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FORKING, str(tmp_path / "x.db")]
    ran = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr


NO_NAMES = ["", "\ud800", "a\0b", None, 42, b"a"]


@pytest.mark.parametrize("name", NO_NAMES, ids=repr)
def test_what_cannot_name_a_session_is_refused_before_anything_is_said(name: object) -> None:
    with pytest.raises(StoreError, match="cannot name a session"):
        cards_agent().session(name)  # type: ignore[arg-type]
    if name:
        with pytest.raises(StoreError, match="cannot name a session"):
            cards_agent().session("a", user=name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["a b", "ü/..\\", "x" * 10_000, "💥", "%s", "'; DROP TABLE sessions;--", "\n", "session:"]
)
def test_any_text_names_a_session(name: str, tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session(name).say("my card is gone")
    assert agent.session(name).say("why?").state["turn"] == 2
    assert agent.store.sessions_of(name) == [name] and len(list(agent.store.records(name))) == 2
    assert agent.store.erase(name) == 1 and agent.store.dialogue(name) is None


def test_a_store_that_was_handed_in_outlives_the_agent() -> None:
    kept = store.open_store(None)
    with cards_agent(kept) as agent:  # type: ignore[arg-type]
        agent.session("a").say("my card is gone")
    assert cards_agent(kept).session("a").say("why?").state["turn"] == 2  # type: ignore[arg-type]


def test_answers_of_any_length_leave_a_session_light() -> None:
    session = cards_agent(answers={"lost": lambda request: "y" * 1_000_000}).session("a")
    for _ in range(4):
        assert len(session.say("my card is gone").text) == 1_000_000
    assert len(str(session.state)) < 1_200_000
    assert len(session.say("pardon").text) == 1_000_000


# Messages of every kind

ODD = {
    "": "empty",
    "   \n\t ": "empty",
    "x" * 1_000_000: "too_long",
    "\x00\x01\x02\x03\x04\x05": "not_text",
    b"\xff\xfe\x00\x80" * 50: "not_text",
}


@pytest.mark.parametrize("text", ODD, ids=ODD.values())
def test_what_cannot_be_read_is_told_and_changes_nothing(text: str | bytes) -> None:
    session = cards_agent().session("a")
    asked = session.say("hm")
    turn = session.say(text)
    assert (turn.act, turn.decision.reason) == ("tell", ODD[text])
    assert turn.options == asked.options and turn.pending == asked.pending
    assert turn.state["ledger"] == asked.state["ledger"]


LANGUAGES = [
    "Моя карта пропала",
    "我的卡丢了",
    "لقد فقدت بطاقتي",
    "אבד לי הכרטיס",
    "😀😀👩‍👩‍👧",
    "ne​w\u202ecard",
    "ä" * 100,
]


@pytest.mark.parametrize("text", LANGUAGES)
def test_any_writing_gets_an_ordinary_turn(text: str) -> None:
    turn = cards_agent().session("a").say(text)
    assert turn.act in ("ask", "escalate", "tell")
    assert turn.text


def test_what_a_button_or_the_desk_sends_is_cleaned_too(tmp_path: Path) -> None:
    session = cards_agent(tmp_path / "x.db").session("a")
    session.say("my card is gone")
    session.control("contest", text="\ud800No\x1b[31m!\x07")
    assert session.agent.store.incidents()[0].data["objection"] == "No!"
    session.act(PersonAct(do="reply", by="\x1b[1mRuth", text="\ud800Hello\x1b[31m."))
    assert session.poll()[0].text == "Hello."


def test_control_characters_never_come_back() -> None:
    session = cards_agent().session("a\x1b[31m")
    session.say("\x1b[2J\x1b]0;title\x07my card\x07 is gone\x1b[31m")
    lines = [line["text"] for line in session.state["lines"]]
    assert lines[0] == "my card is gone"
    assert not any(ord(c) < 32 and c != "\n" for line in lines for c in line)


def test_a_reader_that_raises_leads_to_a_person() -> None:
    mind = cards()
    session = cards_agent(reader=FailingReader(reader_of(mind))).session("a")
    turn = session.say("please fail")
    assert (turn.act, turn.decision.escalation) == ("escalate", "model_failed")
    assert turn.state["lines"][0]["text"] == "please fail"


def test_a_reader_that_hangs_runs_into_its_deadline() -> None:
    released = threading.Event()

    class Hanging:
        def read(self, utterances):
            if "hang" in utterances[0].text:
                released.wait(20)
            return reader_of(cards()).read(utterances)

    agent = cards_agent(reader=Hanging(), reader_deadline_s=0.2)
    assert agent.session("a").say("hang").decision.escalation == "model_failed"
    assert agent.session("b").say("my card is gone").act == "answer"
    released.set()


def test_warming_takes_as_long_as_loading_does_and_no_message_is_read_late() -> None:
    class Slow:
        loaded = False

        def read(self, utterances):
            if not self.loaded:
                time.sleep(0.5)
                self.loaded = True
            return reader_of(cards()).read(utterances)

    agent = cards_agent(reader=Slow(), reader_deadline_s=0.2)
    agent.warm()
    assert agent.session("a").say("my card is gone").act == "answer"


def test_a_deadline_does_not_count_loading_the_packaged_model() -> None:
    assert Agent.load(cards(), reader_deadline_s=5).reader.calls == 1
    assert Agent.load(cards()).reader.calls == 0


def test_what_cannot_be_loaded_is_told_by_warming() -> None:
    class Missing:
        def read(self, utterances):
            raise OSError("no such file")

    with pytest.raises(ReaderFailed, match="OSError"):
        cards_agent(reader=Missing()).warm()


def test_a_fault_in_a_turn_does_not_block_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    agent = cards_agent()
    session = agent.session("a")
    decide = agent.mind.policy.decide

    def broken(belief, progress, *args, **kwargs):
        if progress.failed is None:
            raise ZeroDivisionError
        return decide(belief, progress, *args, **kwargs)

    monkeypatch.setattr(agent.mind.policy, "decide", broken)
    assert session.say("my card is gone").decision.escalation == "model_failed"
    assert session.say("hello").act == "silent"


@pytest.mark.parametrize("place", ["update", "understood", "utterance_in"])
def test_a_fault_in_taking_a_message_in_does_not_block_the_session(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    session = cards_agent().session("a")
    whole = getattr(nodes, place)

    def broken(*given):
        if isinstance(given[-1], Trouble | Acted):
            return whole(*given)
        raise ZeroDivisionError

    monkeypatch.setattr(nodes, place, broken)
    turn = session.say("my card is gone")
    assert (turn.act, turn.decision.escalation) == ("escalate", "model_failed")
    assert turn.state["lines"][0]["text"] == "my card is gone"
    monkeypatch.undo()
    session.act(PersonAct(do="hand_back"))
    session.poll()
    assert session.say("send me one").text == "It is on its way."


# People and profiles


def unworded(decision, state):
    raise MemoryError("no room for the model")


WORDINGS = {
    "raises": unworded,
    "nothing": lambda decision, state: None,
    "no words": lambda decision, state: decision.model_copy(update={"text": " "}),
    "another act": lambda decision, state: decision.model_copy(update={"act": "refuse", "text": "Never."}),
}


@pytest.mark.parametrize("kind", WORDINGS)
def test_a_wording_that_fails_leaves_the_decision_in_its_own_words(kind: str) -> None:
    session = cards_agent(wording=WORDINGS[kind]).session("a")
    for turn in (session.say("my card is gone"), session.say("send me one")):
        assert turn.act == "answer"
    assert [line["text"] for line in session.state["lines"] if line["role"] == "agent"] == [
        "I have blocked it.",
        "It is on its way.",
    ]


def test_a_wording_is_what_was_said() -> None:
    loud = cards_agent(wording=lambda decision, state: decision.model_copy(update={"text": decision.text.upper()}))
    turn = loud.session("a").say("my card is gone")
    assert turn.text == turn.state["lines"][-1]["text"] == "I HAVE BLOCKED IT."


def test_what_a_person_does_arrives_by_polling() -> None:
    agent = cards_agent()
    session = agent.session("a")
    session.say("I want to talk to a human")
    assert [case.session for case in agent.store.handoffs()] == ["a"]
    session.act(PersonAct(do="reply", text="This is Ann."))
    assert [turn.text for turn in session.poll()] == ["This is Ann."]
    assert session.poll() == []
    session.act(PersonAct(do="resolve", text="Done.", by="Ann"))
    turn = session.say("my card is gone")
    assert turn.text.split("\n") == ["Done.", "I have blocked it."]
    assert agent.store.handoffs() == []


def test_a_desk_act_is_checked_before_it_is_sent() -> None:
    with pytest.raises(UnknownName):
        cards_agent().session("a").act(PersonAct(do="attest", facet="abroad", value="perhaps"))


def test_controls_are_checked_before_they_are_used() -> None:
    with pytest.raises(UnknownName, match="colour"):
        cards_agent().session("a").control("correct", facet="colour", value="red")


def test_the_async_controls_take_what_the_others_take() -> None:
    async def main() -> None:
        session = cards_agent().session("a")
        weighed = await session.acontrol("values", do="edit", weights={"helpfulness": 2.0})
        assert weighed.state["weights"] and weighed.text == "I will weigh things as you say: helpfulness 100%."
        mode = await session.acontrol("values", do="edit", mode="collective")
        assert mode.text == session.control("values", do="edit", mode="collective").text
        assert len((await session.acontrol("why", more=True)).text) >= len((await session.acontrol("why")).text)

    asyncio.run(main())


def test_a_profile_follows_its_user_when_it_was_switched_on(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    agent.session("one", user="ann", profile=True).say("my card is gone")
    assert agent.session("two", user="bob").say("hm").state["profile"] is None
    later = cards_agent(tmp_path / "x.db").session("three", user="ann").say("hm").state
    assert later["profile"] is not None and later["profile"]["counts"]["lost"] > 0.5
    agent.session("three", user="ann").control("profile", do="forget")
    assert agent.session("four", user="ann").say("hm").state["profile"]["counts"] == {}  # type: ignore[index]


# The log


def test_the_log_can_be_a_file(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    agent = cards_agent(audit=Audit(JsonLines(log), texts="hashed"))
    agent.session("a").say("my card is gone")
    assert "my card is gone" not in log.read_text().replace(agent.mind.domain.model_dump_json(), "")
    assert len(log.read_text().splitlines()) == 2


# Trouble with the store


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    agent = cards_agent(tmp_path / "x.db")
    session = agent.session("a")
    session.say("my card is gone")
    pages = agent.store.database.rows("PRAGMA page_count")[0][0]
    agent.store.database.rows(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="full") as caught:
        for _ in range(50):
            session.say("send me one")
    assert caught.value.hint is not None and "free some space" in caught.value.hint
    agent.store.database.rows("PRAGMA max_page_count=1000000")
    before = session.state["turn"]
    assert session.say("raise my limit").text.split("\n")[-1] == "It is raised."
    assert session.state["turn"] in (before + 1, before + 2)


def test_a_corrupt_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"this is no database" * 500)
    with pytest.raises(StoreError, match="not a database") as caught:
        cards_agent(path)
    assert caught.value.hint is not None and "move the file aside" in caught.value.hint
    assert path.read_bytes() == b"this is no database" * 500


def test_what_a_user_forgets_in_one_session_another_does_not_bring_back(tmp_path: Path) -> None:
    """Each open session kept its own copy of the profile, and wrote it over what was stored."""
    agent = cards_agent(tmp_path / "x.db")
    one, two = (agent.session(name, user="u", profile=True) for name in ("one", "two"))
    one.say("my card is gone")
    two.control("profile", do="forget")
    two.control("profile", do="off")
    one.say("hm")
    kept = agent.store.profile("u")
    assert kept is not None and kept["profile"]["counts"] == {} and not kept["profile"]["enabled"]
    assert "is off" in one.control("profile", do="show").text
    one.control("profile", do="on")
    assert "is on" in two.control("profile", do="show").text


def test_what_is_forgotten_while_a_turn_is_made_stays_forgotten(tmp_path: Path) -> None:
    def answer(request: object) -> str:
        two.control("profile", do="forget")
        return "Blocked."

    agent = cards_agent(tmp_path / "x.db", answers={"lost": answer})
    one, two = (agent.session(name, user="u", profile=True) for name in ("one", "two"))
    two.say("hm")
    assert one.say("my card is gone").text == "Blocked."
    kept = agent.store.profile("u")
    assert kept is not None and kept["profile"]["counts"] == {}


def test_an_open_session_that_was_erased_is_its_users_again(tmp_path: Path) -> None:
    """It went on without an owner, and what was said then could not be erased any more."""
    agent = cards_agent(tmp_path / "x.db")
    session = agent.session("a", user="u", profile=True)
    session.say("my card is gone")
    assert agent.store.erase("u") == 1 and agent.store.profile("u") is None
    assert session.say("my card is gone").state["turn"] == 1
    assert agent.store.sessions_of("u") == ["a"]
    assert agent.store.erase("u") == 1
    assert agent.store.dialogue("a") is None and agent.store.profile("u") is None


def test_an_agent_that_is_left_has_put_everything_into_its_file(tmp_path: Path) -> None:
    with cards_agent(tmp_path / "s.sqlite") as agent:
        agent.session("a").say("my card is gone")
        assert (tmp_path / "s.sqlite-wal").exists()
    assert not (tmp_path / "s.sqlite-wal").exists()


def test_a_readers_own_deadline_stands_unless_another_is_asked_for() -> None:
    mind = cards()
    own = BatchingReader(reader_of(mind), deadline_s=3)
    assert cards_agent(reader=own).reader.deadline_s == 3
    assert cards_agent(reader=own, reader_deadline_s=5).reader.deadline_s == 5
    assert cards_agent().reader.deadline_s == 30


def test_an_id_that_cannot_be_written_names_its_message_all_the_same(tmp_path: Path) -> None:
    session = cards_agent(tmp_path / "x.db").session("a")
    first = session.say("my card is gone", id="\ud800id")
    again = session.say("my card is gone", id="\ud800id")
    assert (again.text, again.earlier, session.state["turn"]) == (first.text, (), 1)


def test_erasing_says_where_somebody_still_reads_what_is_erased(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    agent = cards_agent(path)
    agent.session("a").say("my card is gone, says Zenobia")
    agent.store.database._connection.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    other = sqlite3.connect(path)
    other.execute("BEGIN")
    other.execute("SELECT COUNT(*) FROM sessions").fetchall()
    with pytest.raises(StoreError, match="still reads"):
        agent.store.erase("a")
    other.close()
    agent.store.erase("a")
    assert not any(b"Zenobia" in file.read_bytes() for file in tmp_path.iterdir())


def test_an_id_that_is_no_text_is_told() -> None:
    session = cards_agent().session("a")
    for number in (0, 7):
        with pytest.raises(EdgewiseError, match=r"text, not int\n  hint: id=str"):
            session.say("hello", id=number)  # type: ignore[arg-type]
    assert session.state["turn"] == 0


def test_a_log_that_cannot_be_written_is_no_full_store() -> None:
    class Full:
        def write(self, record: object) -> None:
            raise OSError("No space left on device")

        def domain(self, digest: str, data: str) -> None:
            pass

    with pytest.raises(EdgewiseError, match="the decision log cannot be written: No space"):
        cards_agent(audit=Audit(Full())).session("a").say("hello")  # type: ignore[arg-type]


def test_an_answer_of_the_hosts_fits_into_a_servers_response() -> None:
    text = cards_agent(answers={"lost": lambda request: "half \ud800 a pair"}).session("a").say("my card is gone").text
    assert text.encode() == b"half ? a pair"


def test_what_can_never_work_is_told_when_it_is_loaded() -> None:
    with pytest.raises(EdgewiseError, match="the answer for 'lost' is empty"):
        cards_agent(answers={"lost": " "})
    with pytest.raises(EdgewiseError, match="unknown reader 'bla'"):
        Agent.load(cards_agent().mind.domain, reader="bla")  # type: ignore[arg-type]
