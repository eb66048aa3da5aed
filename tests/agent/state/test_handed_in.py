"""What a host hands in is looked at when it is handed in, and a part that breaks off is told as that part's fault."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from agents_at_hand import cards, cards_agent, reader_of
from edgewise.agent.graph import build_graph
from edgewise.agent.log.audit import Audit
from edgewise.agent.session import Agent
from edgewise.agent.state.decision import Decision
from edgewise.agent.state.dialogue import DialogueState, Json
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.agent.writing.answers_host import HostAnswers
from edgewise.beliefs.errors import EdgewiseError, StoreError


class LeavingReader:
    """Ends the program, as what was written for a command line may do."""

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        raise SystemExit(2)


class BrokenSink:
    """Fails as a sink over a network does: with an error of its own."""

    def __init__(self, domain: Exception | None = None, write: Exception | None = None) -> None:
        self.of_domain, self.of_write = domain, write

    def domain(self, digest: str, data: str) -> None:
        if self.of_domain:
            raise self.of_domain

    def write(self, record: Json) -> None:
        if self.of_write:
            raise self.of_write


async def in_time(decision: Decision, dialogue: DialogueState) -> Decision:
    return decision


@pytest.mark.parametrize(
    ("part", "given", "wanted"),
    [
        ("reader", object(), "read"),
        ("reader", LeavingReader, "an object"),
        ("wording", 5, "a plain function"),
        ("wording", lambda decision: decision, "the dialogue"),
        ("wording", in_time, "a plain function"),
        ("audit", 5, "Audit"),
        ("audit", Audit("decisions.jsonl"), "JsonLines"),  # type: ignore[arg-type]
        ("store", 5, "path"),
        ("domain", {"name": "shop"}, "Domain"),
        ("answers", ["Hello."], "function"),
        ("answer_timeout_s", -1, "more than none"),
        ("answer_timeout_s", 0, "more than none"),
        ("answer_timeout_s", float("nan"), "more than none"),
        ("reader_deadline_s", "30", "seconds"),
    ],
)
def test_a_part_that_can_never_work_is_refused_at_once(part: str, given: object, wanted: str) -> None:
    with pytest.raises(EdgewiseError, match=f"Agent.load: {part} cannot be ") as raised:
        Agent.load(**{"domain": cards().domain, "reader": reader_of(cards()), part: given})  # type: ignore[arg-type]
    assert wanted in str(raised.value.hint)


def test_a_graph_refuses_them_too() -> None:
    with pytest.raises(EdgewiseError, match="build_graph: answerer cannot be of type dict"):
        build_graph(cards(), reader_of(cards()), answerer={"lost": "Hello."})  # type: ignore[arg-type]


def test_an_answer_is_called_with_the_request_or_not_at_all() -> None:
    def hours() -> str:
        return "From 9 to 17."

    domain = cards().domain
    with pytest.raises(EdgewiseError, match="'lost'") as raised:
        HostAnswers(domain, {"lost": hours})  # type: ignore[dict-item]
    assert raised.value.hint == "def hours(request): ..."
    for fits in (lambda request: "x", lambda *all: "x", lambda request, more=1: "x", str):
        HostAnswers(domain, {"lost": fits})


def test_a_reader_that_ends_the_program_ends_no_more_than_its_reading() -> None:
    agent = cards_agent(reader=LeavingReader(), reader_deadline_s=5)
    assert agent.session("a").say("my card is gone").act == "escalate"
    with pytest.raises(EdgewiseError, match="SystemExit"):
        agent.warm()
    graph = build_graph(cards(), LeavingReader())
    assert graph.invoke({"messages": [("user", "my card is gone")]})["decision"]["act"] == "escalate"  # type: ignore[arg-type,typeddict-item]


def test_a_wording_that_ends_the_program_is_left_out() -> None:
    def leaving(decision: Decision, dialogue: DialogueState) -> Decision:
        raise SystemExit(2)

    assert cards_agent(wording=leaving).session("a").say("my card is gone").text == "I have blocked it."


@pytest.mark.parametrize(
    ("sink", "said"),
    [
        (BrokenSink(write=OSError("full")), "full"),
        (BrokenSink(write=ValueError("no")), "ValueError: no"),
        (BrokenSink(domain=ValueError("no")), "ValueError: no"),
    ],
)
def test_a_log_that_fails_in_its_own_way_is_told_as_the_log(sink: BrokenSink, said: str) -> None:
    session = cards_agent(audit=Audit(sink)).session("a")
    with pytest.raises(StoreError, match=f"the decision log cannot be written: {said}") as raised:
        session.say("my card is gone")
    assert "nothing is said that is not logged" in str(raised.value.hint)
