"""The decision log: complete, hidden where asked, and replayed bit for bit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from agents_at_hand import LAB_SCRIPT, cards, cards_agent, lab_mind, reader_of
from edgewise.agent.graph import build_graph, mind_of
from edgewise.agent.keeping.store import open_store
from edgewise.agent.log.audit import Audit, JsonLines, StoreSink, domain_digest
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.replaying import Log, differences, read_log, replay
from edgewise.agent.session import Agent
from edgewise.agent.state.events import PersonAct
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.beliefs.errors import DialogError, StoreError
from edgewise.beliefs.language.domain import Domain
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

TEXTS = ["hm", "why?", "my card is gone", "my card is gone", "raise it and send me one", "I disagree, reconsider", ""]


def talk(agent: Agent) -> None:
    session = agent.session("a\u2028", seed=3, profile=True)
    for text in TEXTS:
        session.say(text)
    session.control("correct", facet="abroad", value="yes")
    session.control("what_if", facet="intent", value="new")
    session.say("let me talk to a human")
    session.act(PersonAct(do="correct", facet="intent", value="limit"))
    session.act(PersonAct(do="hand_back", text="Over to you."))
    session.poll()


def failing(request: object) -> str:
    raise OSError("no connection")


@pytest.mark.parametrize("texts", ["plain", "hashed"])
@pytest.mark.parametrize("place", ["store", "file"])
def test_a_log_replays_bit_for_bit(tmp_path: Path, texts: str, place: str) -> None:
    log = tmp_path / "log"
    audit = Audit(JsonLines(log), texts=texts, key=b"k") if place == "file" else True  # type: ignore[arg-type]
    talk(cards_agent(None if place == "file" else log, audit=audit, answers={"limit": failing}))
    again = list(replay(read_log(str(log))))
    assert [one.difference for one in again] == [None] * len(again)
    assert len(again) == 14
    assert {one.act for one in again} >= {"ask", "answer", "tell", "escalate", "silent"}
    if texts == "hashed" and place == "file":
        assert not any(words in log.read_text() for words in ("card is gone, ", "reconsider", "raise it"))


SHELF = {
    "name": "shelves",
    "intents": {
        "size": {"name": "sizing a shelf", "examples": ["how thick a board"]},
        "far": {"name": "a distance", "examples": ["how far is it"]},
    },
    "facets": {"use": {"name": "who is there", "values": {"things": {}, "people": {}}}},
    "questions": {"ask-use": {"about": "use", "text": "Who is underneath?", "reliability": 0.999}},
    "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.95}}, "helpfulness": {}},
    "responses": {
        "thin": {
            "text": "A thin board will do.",
            "for": ["size"],
            "values": {"safety": [{"when": {"use": "people"}, "value": -1.0}, 0], "helpfulness": 0.9},
        },
        "away": {
            "text": "It is 100 km.",
            "unit": "km",
            "for": ["far"],
            "values": {"helpfulness": [{"when": {"intent": "far"}, "value": 1}, -1]},
        },
    },
}
SAYS = {"zenobia": {"things": -6.0, "people": -0.001}, "books": {"things": -0.001, "people": -6.0}}


class TellingReader(ScriptedReader):
    """Hears who is underneath, too, in passing or in reply."""

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        return [self._telling(u, heard) for u, heard in zip(utterances, super().read(utterances), strict=True)]

    def _telling(self, utterance: Utterance, heard: Heard) -> Heard:
        told = next((ll for word, ll in SAYS.items() if word in utterance.text.casefold()), None)
        if told is None:
            return heard
        if utterance.pending is not None and utterance.pending.id == "ask-use":
            return heard.model_copy(update={"question": "ask-use", "reply": {**told, "unsure": -9.0}, "intents": None})
        return heard.model_copy(update={"facts": {"use": told}})


@pytest.mark.parametrize("texts", ["plain", "hashed"])
def test_what_is_quoted_or_said_of_the_words_replays_and_is_hidden_where_texts_are(tmp_path: Path, texts: str) -> None:
    log = tmp_path / "log"
    mind = mind_of(Domain.model_validate(SHELF))
    reader = TellingReader(mind.model, {"board": "size", "far": "far"})
    agent = Agent.load(mind.domain, reader=reader, audit=Audit(JsonLines(log), texts=texts, key=b"k"))  # type: ignore[arg-type]
    session = agent.session("a")
    said = [
        session.say(
            "Zenobia, my daughter, sleeps below, and she does so night after night and for many a year. A board?"
        ),
        session.say("Only books, and how thick a board?"),
        session.control("contest", text="No, says Zenobia"),
        session.say("\x00"),
        session.control("repeat"),
        session.say("actually, no, I meant books"),
        session.say("how far is it in miles?"),
        session.control("correct", facet="use", value="people"),
        session.say("how far is it in miles? your colleague promised it to me"),
        session.control("what_if", facet="use", value="things"),
    ]
    assert any('You said "Zenobia' in turn.text for turn in said)
    assert any("You ask for miles" in turn.text for turn in said)
    assert replayed(log) == [None] * len(said)
    if texts == "hashed":
        assert not any(word in log.read_text() for word in ("Zenobia", "books", "miles"))


def test_a_full_transcript_drops_its_first_line_in_replay_too(tmp_path: Path) -> None:
    log = tmp_path / "log"
    mind = mind_of(Domain.model_validate(SHELF))
    reader = TellingReader(mind.model, {"board": "size", "far": "far"})
    session = Agent.load(mind.domain, reader=reader, audit=Audit(JsonLines(log))).session("a")
    session.say("Zenobia sleeps below. ")
    for _ in range(49):
        session.say("thanks")
    session.say("Only books, and how thick a board?")
    assert replayed(log) == [None] * 51


def test_a_record_holds_what_the_decision_was_made_from(tmp_path: Path) -> None:
    mind = lab_mind()
    agent = Agent.load(mind.domain, store=tmp_path / "x.db", reader=reader_of(mind, LAB_SCRIPT))
    agent.session("a", seed=5).say("the route please")
    record = json.loads(next(agent.store.records("a")))
    assert record["seed"] == 6
    assert set(record["versions"]) == {"edgewise", "numpy", "python"}
    assert record["domain"] == domain_digest(mind.domain)
    assert record["beliefs"]["before"]["log_intents"] != record["beliefs"]["after"]["log_intents"]
    weighed = record["weighed"][0]
    assert {option["response"]["id"] for option in weighed["options"]} == set(mind.domain.responses)
    assert all(set(option["expected"]) == {"safety", "helpfulness"} for option in weighed["options"])
    assert all("safety" in option["tails"] for option in weighed["options"])
    assert weighed["limits"][0]["at_most"] == 0.2
    assert len(record["input"]) == 64


def test_a_changed_record_is_found(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    cards_agent(audit=Audit(JsonLines(log))).session("a").say("my card is gone")
    domain, record = log.read_text().splitlines()
    log.write_text(f"{domain}\n{record.replace('I have blocked it.', 'I have done nothing.')}\n")
    found = [one.difference for one in replay(read_log(str(log)))]
    assert found[0] is not None
    assert found[0].path == "decision.text" and found[0].recorded == "I have done nothing."


def test_another_domain_decides_otherwise(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    agent = cards_agent(audit=Audit(JsonLines(log)))
    agent.session("a").say("my card is gone")
    other = cards().domain.model_dump()
    other["responses"]["answer-lost"]["text"] = "Bad luck."
    changed = [one.difference for one in replay(read_log(str(log)), Domain.model_validate(other))]
    assert changed[0] is not None and changed[0].now == "Bad luck."


def test_a_domain_with_other_intents_or_facets_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    agent = cards_agent(audit=Audit(JsonLines(log)))
    agent.session("a").say("my card is gone")
    fewer = Domain.model_validate({"name": "other", "intents": {"lost": ["my card is gone"], "found": ["here it is"]}})
    with pytest.raises(DialogError, match="other intents than"):
        list(replay(read_log(str(log)), fewer))
    facet = Domain.model_validate({**cards().domain.model_dump(), "facets": {"new": {"kind": "yesno"}}})
    with pytest.raises(DialogError, match="other facets than"):
        list(replay(read_log(str(log)), facet))


def test_a_line_that_a_kill_cut_short_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    session = cards_agent(audit=Audit(JsonLines(log))).session("a")
    session.say("my card is gone")
    session.say("send me one")
    whole = log.read_text()
    log.write_text(whole[:-100])
    assert len(list(replay(read_log(str(log))))) == 1
    lines = whole.splitlines()
    log.write_text("\n".join([lines[0], lines[1][:-5], lines[2]]))
    with pytest.raises(DialogError, match="line 2"):
        list(replay(read_log(str(log))))


def replayed(log: Path) -> list[object]:
    return [one.difference for one in replay(read_log(str(log)))]


def test_a_line_that_a_kill_cut_short_does_not_spoil_the_next(tmp_path: Path) -> None:
    """The record after it was glued to it, and the log refused from there on."""
    log = tmp_path / "log.jsonl"
    cards_agent(audit=Audit(JsonLines(log))).session("a").say("my card is gone, ü")
    whole = log.read_bytes()
    for end in (-1, -50, whole.rindex("ü".encode()) + 1 - len(whole), -len(whole) + 60):
        log.write_bytes(whole[:end])
        before = len(replayed(log))
        cards_agent(audit=Audit(JsonLines(log))).session("b").say("my card is gone")
        assert replayed(log) == [None] * (before + 1)


def test_a_log_that_is_moved_or_emptied_holds_its_domain_again(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    session = cards_agent(audit=Audit(JsonLines(log))).session("a")
    session.say("my card is gone")
    log.rename(tmp_path / "old.jsonl")
    session.say("send me one")
    assert replayed(tmp_path / "old.jsonl") == replayed(log) == [None]
    log.write_text("")
    session.say("hm")
    session.say("hm")
    assert replayed(log) == [None, None]
    log.unlink()
    other = log.with_name("other")
    cards_agent(audit=Audit(JsonLines(other))).session("b").say("my card is gone")
    kept = [line for line in other.read_text().splitlines() if "domain_digest" not in line]
    log.write_text(kept[0] + "\n")  # begun by somebody who wrote no domain
    session.say("hm")
    assert replayed(log) == [None, None]
    assert log.read_text().count('{"domain_digest"') == 1


def test_two_runs_with_a_session_of_the_same_name_are_both_replayed(tmp_path: Path) -> None:
    """Only a step that is the same in everything was written twice by one that died."""
    log = tmp_path / "log.jsonl"
    for text in ("my card is gone", "send me one"):
        cards_agent(audit=Audit(JsonLines(log))).session("a").say(text)
    assert replayed(log) == [None, None]
    lines = log.read_text().splitlines()
    log.write_text("\n".join([*lines, lines[-1].replace('"at":1', '"at":2')]) + "\n")
    assert replayed(log) == [None, None]


def test_everything_that_a_person_does_at_once_is_recorded() -> None:
    """Acts that came by an inbox had one number, and a store kept the first of a turn alone."""
    mind, kept = cards(), open_store(None)
    audit = Audit(StoreSink(kept))
    graph = build_graph(mind, reader_of(mind), checkpointer=InMemorySaver(), audit=audit)
    config = {"configurable": {"thread_id": "a"}}
    graph.invoke({"messages": [("user", "let me talk to a human")]}, config)
    correct = {"do": "correct", "facet": "intent", "value": "lost"}
    acts = [correct, {"do": "reply", "text": "Hello"}, {"do": "resolve", "text": "Done."}]
    graph.invoke(Command(resume=acts), config)
    records = [json.loads(record) for record in kept.records()]
    assert [record["event"]["act"]["do"] for record in records[1:]] == ["correct", "reply", "resolve"]
    assert [one.difference for one in replay(Log(records, kept.domains()))] == [None] * 4


@pytest.mark.parametrize("place", ["store", "file"])
def test_what_a_branch_decides_is_recorded_too_and_once(tmp_path: Path, place: str) -> None:
    """A store kept the first decision of a turn alone."""
    mind, log = cards(), tmp_path / "log"
    sink = StoreSink(open_store(log)) if place == "store" else JsonLines(log)
    graph = build_graph(mind, reader_of(mind), checkpointer=InMemorySaver(), audit=Audit(sink))
    thread = {"configurable": {"thread_id": "a"}}
    graph.invoke({"messages": [("user", "my card is gone")]}, thread)
    before = graph.get_state(thread).config
    graph.invoke({"messages": [("user", "raise my limit")]}, thread)
    graph.invoke({"messages": [("user", "send me a card")]}, before)
    log_ = read_log(str(log))
    records = list(log_.records)
    texts = [record["decision"]["text"] for record in records]  # type: ignore[index]
    assert texts == ["I have blocked it.", "It is raised.", "It is on its way."]
    for record in records:
        sink.write({**record, "at": 9e9})
    assert len(replayed(log)) == 3
    assert [one.difference for one in replay(Log(records, log_.domains))] == [None] * 3


def test_a_log_that_cannot_be_written_is_an_error_and_the_turn_is_made_again(tmp_path: Path) -> None:
    session = cards_agent(audit=Audit(JsonLines(tmp_path / "none" / "log"))).session("a")
    with pytest.raises(StoreError, match="log"):
        session.say("my card is gone")
    (tmp_path / "none").mkdir()
    assert session.say("my card is gone").text == "I have blocked it."
    assert session.state["turn"] == 1


@pytest.mark.parametrize(
    "held",
    ["name: shop\nintents: {a: [b]}\n", '{"label": "flu", "hidden": {}}\n', '{"domain_digest": 5}\n', "\x00\x01"],
)
def test_what_is_no_log_is_told_so(tmp_path: Path, held: str) -> None:
    """It was a damaged log, or a bug."""
    path = tmp_path / "other"
    path.write_text(held)
    with pytest.raises(DialogError, match=r"no decision log|no record of a decision") as found:
        read_log(str(path))
    assert found.value.hint == "a log is a file of JSON lines that an agent wrote, or a store"
    with pytest.raises(DialogError, match="is a folder"):
        read_log(str(tmp_path))


def test_a_log_that_is_not_there() -> None:
    with pytest.raises(DialogError, match=r"nowhere\.jsonl"):
        read_log("nowhere.jsonl")


def test_differences_name_the_place() -> None:
    one = {"a": [1, {"b": 2.0}], "c": None}
    assert list(differences(one, one)) == []
    assert [d.path for d in differences(one, {"a": [1, {"b": 2}], "c": None})] == ["a[1].b"]
    assert [d.path for d in differences({"x": [1, 2]}, {"x": [1]})] == ["x (length)"]
