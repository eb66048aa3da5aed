"""The host's own answers: every kind of callable, and an honest word when one fails."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time

import pytest
from agents_at_hand import CARDS, cards_agent, reader_of
from edgewise.agent.graph import mind_of
from edgewise.agent.session import Agent
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.errors import AnswerFailed, UnknownName
from edgewise.beliefs.language.domain import Domain
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda
from langgraph.graph import END, START, MessagesState, StateGraph


async def coroutine(request) -> str:
    return f"You said {request.text}"


async def async_parts(request):
    for part in ("You said ", request.text):
        yield part


def parts(request):
    yield "You said "
    yield AIMessage(request.text)


def compiled():
    graph = StateGraph(MessagesState)
    graph.add_node("say", lambda state: {"messages": [AIMessage(f"You said {state['messages'][-1].text}")]})
    graph.add_edge(START, "say")
    graph.add_edge("say", END)
    return graph.compile()


ASKING = {
    **CARDS,
    "intents": {**CARDS["intents"], "limit": {"name": "a higher limit", "examples": ["raise my limit"]}},
    "facets": {"abroad": {"name": "being abroad", "kind": "yesno"}},
    "questions": {"ask-abroad": {"about": "abroad", "text": "Abroad?"}},
    "responses": {
        name: {
            "for": "limit",
            "text": f"It is raised, {name}.",
            "values": {"helpfulness": [{"when": {"intent": "limit", "abroad": abroad}, "value": 1}, -1]},
        }
        for name, abroad in (("at-home", "no"), ("away", "yes"))
    },
}
"""The shop, in which a higher limit has two answers, and which one is right has to be asked."""


def asking_agent(answers, **more) -> Agent:
    mind = mind_of(Domain.model_validate(ASKING))
    return Agent.load(mind.domain, answers, reader=reader_of(mind), **more)


KINDS = {
    "text": "You said my card is gone",
    "function": lambda request: f"You said {request.text}",
    "message": lambda request: AIMessage(f"You said {request.text}"),
    "mapping": lambda request: {"answer": f"You said {request.text}"},
    "coroutine": coroutine,
    "generator": parts,
    "async generator": async_parts,
    "runnable": RunnableLambda(lambda given: f"You said {given['text']}"),
    "graph": compiled(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer(kind: str) -> None:
    turn = cards_agent(answers={"lost": KINDS[kind]}).session("a").say("my card is gone")
    assert (turn.act, turn.text, turn.decision.source) == ("answer", "You said my card is gone", "host")


def test_the_transcript_holds_what_the_user_has_read() -> None:
    session = cards_agent(answers={"lost": "Blocked, and a new one is coming."}).session("a")
    session.say("my card is gone")
    assert session.state["lines"][-1]["text"] == "Blocked, and a new one is coming."
    assert session.say("pardon").text == "Blocked, and a new one is coming."


def raising(request) -> str:
    raise RuntimeError("no connection")


def hanging(request) -> str:
    time.sleep(2)
    return "too late"


async def late(request) -> str:
    import asyncio

    await asyncio.sleep(2)
    return "too late"


BROKEN = {
    "raises": raising,
    "hangs": hanging,
    "hangs in a coroutine": late,
    "is empty": lambda request: "",
    "is none": lambda request: None,
    "is no text": lambda request: 3,
    "breaks off": lambda request: (str(1 // k) for k in (1, 0)),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_answer_that_cannot_be_had_is_told_and_a_person_takes_over(kind: str) -> None:
    agent = cards_agent(answers={"lost": BROKEN[kind]}, answer_timeout_s=0.2)
    turn = agent.session("a").say("my card is gone")
    assert (turn.act, turn.decision.reason) == ("escalate", "answer_failed")
    assert "could not get the answer" in turn.text and "I have blocked it" not in turn.text
    assert turn.state["status"] == "with_person"
    assert [case.session for case in agent.store.handoffs()] == ["a"]


def test_nobody_is_told_that_an_answer_was_given_which_was_not() -> None:
    agent = cards_agent(answers={"lost": BROKEN["raises"]})
    turn = agent.session("a").say("my card is gone")
    assert [line["text"] for line in turn.state["lines"]] == ["my card is gone", turn.text]
    assert [line["text"] for line in agent.store.handoffs()[0].data["lines"]] == ["my card is gone"]


@pytest.mark.parametrize("fails", ["lost", "new"])
def test_what_was_answered_beside_an_answer_that_was_lost_is_told(fails: str) -> None:
    works = {"lost": "new", "new": "lost"}[fails]
    agent = cards_agent(answers={fails: BROKEN["raises"], works: lambda request: "Your card 1234."})
    turn = agent.session("a").say("my card is gone, send me one")
    lost = "I know what you need, but I could not get the answer just now. I'll ask a colleague."
    assert (turn.act, turn.text) == ("escalate", f"Your card 1234.\n{lost}")
    assert [line["text"] for line in turn.state["lines"]][1:] == ["Your card 1234.", lost]
    assert [line["text"] for line in agent.store.handoffs()[0].data["lines"]][1:] == ["Your card 1234."]


def test_a_question_is_not_asked_where_a_person_has_to_give_another_answer() -> None:
    turn = asking_agent({"lost": BROKEN["raises"]}).session("a").say("my card is gone, raise my limit")
    assert (turn.act, turn.pending, "Abroad?" in turn.text) == ("escalate", None, False)


def test_word_from_a_person_is_told_although_the_answer_after_it_is_lost() -> None:
    session = cards_agent(answers={"lost": BROKEN["raises"]}).session("a")
    session.control("person")
    session.say("my card is gone")
    session.act(PersonAct(do="hand_back", text="Hold on."))
    assert session.poll()[0].text.startswith("A colleague says: Hold on.\nI know what you need")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("raises", "Traceback"), ("hangs", "longer than 0.2 s"), ("is none", "NoneType"), ("is no text", "type int")],
)
def test_whoever_wrote_a_broken_answer_finds_out_why(kind: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    """Bug: the function's own error was nowhere to be seen."""
    cards_agent(answers={"lost": BROKEN[kind]}, answer_timeout_s=0.2).session("a").say("my card is gone")
    assert said in caplog.text and "'answer-lost'" in caplog.text


@pytest.mark.parametrize("answer", [None, 3, {"text": "x"}])
def test_what_can_never_answer_is_refused_when_loading(answer: object) -> None:
    with pytest.raises(AnswerFailed, match="'lost' is of type"):
        cards_agent(answers={"lost": answer})


def test_what_has_no_answer_is_not_offered_for_another() -> None:
    """Bug: did you mean 'other'?, to somebody who wrote just that."""
    with pytest.raises(UnknownName, match="one of answer-limit, answer-lost, answer-new, limit, lost, new"):
        cards_agent(answers={"other": "x"})


def test_an_answer_may_be_named_by_its_response_and_knows_what_is_known() -> None:
    seen = []
    agent = cards_agent(answers={"answer-new": lambda request: seen.append(request) or "Sent."})
    session = agent.session("a")
    session.control("correct", facet="abroad", value="yes")
    assert session.say("send me one").text == "Sent."
    assert (seen[0].intent, seen[0].response, seen[0].session) == ("new", "answer-new", "a")
    assert seen[0].history == ("send me one",)


def test_each_request_of_a_message_gets_its_own_answer() -> None:
    agent = cards_agent(answers={"lost": lambda request: "First.", "new": lambda request: "Second."})
    assert agent.session("a").say("my card is gone, send me one").text == "First.\nSecond."


def test_a_request_is_answered_by_the_host_although_another_of_the_message_leads_to_a_question() -> None:
    turn = asking_agent({"lost": lambda request: "First."}).session("a").say("my card is gone, raise my limit")
    assert (turn.act, turn.text) == ("ask", "First.\nAbroad?")
    assert [line["text"] for line in turn.state["lines"]][-1] == "First.\nAbroad?"


def test_a_misspelt_name_is_found_when_loading() -> None:
    with pytest.raises(UnknownName, match="lots"):
        cards_agent(answers={"lots": "x"})


def test_what_takes_too_long_does_not_go_on_behind_the_back() -> None:
    parts, cancelled = list[float](), threading.Event()

    def endless(request):
        while True:
            parts.append(time.monotonic())
            time.sleep(0.01)
            yield "and "

    async def sleeping(request) -> str:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()
        return "too late"

    agent = cards_agent(answers={"lost": endless, "new": sleeping}, answer_timeout_s=0.2)
    assert agent.session("a").say("my card is gone").decision.reason == "answer_failed"
    assert agent.session("b").say("send me one").decision.reason == "answer_failed"
    assert cancelled.wait(5)
    so_far = len(parts)
    time.sleep(0.2)
    assert len(parts) <= so_far + 1


def test_who_presses_ctrl_c_is_not_handed_to_a_person() -> None:
    def slow(request) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.5)
        return "Blocked."

    session = cards_agent(answers={"lost": slow, "new": "On its way."}).session("a")
    with pytest.raises(KeyboardInterrupt):
        session.say("my card is gone")
    with pytest.raises(KeyboardInterrupt):  # finishing what was cut short asks it again
        session.poll()
    assert session.state["status"] == "open"


def test_a_server_that_stops_hands_nobody_to_a_person() -> None:
    asked = threading.Event()

    def waiting(request):
        asked.set()
        time.sleep(0.2)  # meanwhile the loop is closed
        return coroutine(request)

    session = cards_agent(answers={"lost": waiting}).session("a")

    async def leaving() -> None:
        turn = asyncio.ensure_future(session.asay("my card is gone"))
        await asyncio.to_thread(asked.wait)
        turn.cancel()

    asyncio.run(leaving())
    assert session.say("why?").state["lines"][1]["text"] == "You said my card is gone"
