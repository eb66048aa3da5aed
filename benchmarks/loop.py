"""What the loop costs: sessions at once against LangGraph's own floor, a turn by itself, memory over many turns.

The floor is a graph with the same nodes and edges that do nothing, on the same kind of store, in the same run. No
model is involved: a scripted reader understands at once. Prints a table, or JSON with ``--json``.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edgewise.agent.graph import mind_of
from edgewise.agent.graph_state import ACTS, GraphState
from edgewise.agent.keeping.store import open_store
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.session import Agent
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Utterance
from edgewise.agent.state.mind import Mind
from edgewise.agent.turn import step
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.planning.planning import Greedy
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.graph import END, START, StateGraph

SHOP = {"lost": "my card is gone", "new": "send me a card", "fees": "what does it cost", "limit": "raise my limit"}


def shop() -> Mind:
    """Four intents, each with an answer."""
    intents = {key: {"examples": [text], "answer": f"This is about {text}."} for key, text in SHOP.items()}
    return mind_of(Domain.model_validate({"name": "shop", "planner": "greedy", "intents": intents}))


def large(intents: int, questions: int, deciding: int) -> Mind:
    """A domain of a given size; ``deciding`` of its facets change what an answer is worth."""
    facets = {f"f{k}": {"values": {"a": {}, "b": {}, "c": {}}} for k in range(questions)}
    names = [f"i{i}" for i in range(intents)]
    responses: dict[str, object] = {}
    for i, name in enumerate(names):
        right = {"when": {"intent": name, f"f{i % deciding}": ["a", "b"]}, "value": 1}
        responses[f"r{i}"] = {"for": [name], "values": {"helpfulness": [right, -0.5]}}
    domain = {"name": "large", "intents": {name: {} for name in names}, "facets": facets, "responses": responses}
    return Mind(Policy(compile_domain(Domain.model_validate(domain)), Greedy()))


def floor_graph(saver):
    """The same nodes and edges, doing nothing."""
    graph = StateGraph(GraphState)
    for name in ("perceive", "update", "arbitrate"):
        graph.add_node(name, lambda state: {"heard": {}})
    graph.add_node("person", lambda state: {"heard": {}})
    graph.add_edge(START, "perceive")
    graph.add_edge("perceive", "update")
    graph.add_edge("update", "arbitrate")
    graph.add_conditional_edges("arbitrate", lambda state: "answer", list(ACTS))
    for act in ACTS:
        graph.add_node(act, lambda state: {"messages": [AIMessage("This is about a card.")]})
        graph.add_conditional_edges(act, lambda state: END, ["person", END])
    return graph.compile(checkpointer=saver)


@dataclass
class Spent:
    """What one way of taking turns has cost so far."""

    turns: int = 0
    wall: float = 0.0
    cpu: float = 0.0

    def told(self) -> dict[str, float]:
        """Per turn."""
        return {
            "turns": self.turns,
            "wall_s": self.wall,
            "cpu_ms_a_turn": 1e3 * self.cpu / self.turns,
            "turns_a_second": self.turns / self.wall,
        }


def throughput(folder: Path, sessions: int, turns: int, threads: int) -> dict[str, object]:
    """All sessions at once; each way takes a round of turns before the next does, so that all see the same machine."""
    ways = {
        "floor": floor(folder),
        "ours": ours(folder, audit=False),
        "ours_apart": ours(folder, audit=False, apart=True),
        "ours_audited": ours(folder, audit=True),
    }
    spent = {name: Spent() for name in ways}
    with ThreadPoolExecutor(threads) as pool:
        for turn in range(turns):
            for name, say in ways.items():
                wall, cpu = time.perf_counter(), time.process_time()
                list(pool.map(partial(say, turn), range(sessions)))
                spent[name].wall += time.perf_counter() - wall
                spent[name].cpu += time.process_time() - cpu
                spent[name].turns += sessions
    found: dict[str, object] = {name: one.told() for name, one in spent.items()}
    for name in ("ours", "ours_apart", "ours_audited"):
        found[f"{name}_over_floor_wall"] = spent[name].wall / spent["floor"].wall
        found[f"{name}_over_floor_cpu"] = spent[name].cpu / spent["floor"].cpu
    return found


def floor(folder: Path) -> Callable[[int, int], None]:
    """LangGraph by itself."""
    graph = floor_graph(open_store(folder / "floor.db").saver)

    def say(turn: int, session: int) -> None:
        config = {"configurable": {"thread_id": f"s{session}"}}
        graph.invoke({"messages": [HumanMessage("my card is gone")]}, config, durability="sync")

    return say


def ours(folder: Path, *, audit: bool, apart: bool = False) -> Callable[[int, int], None]:
    """The whole loop but the model; sessions ``apart`` have seeds of their own, so that no decision serves two."""
    mind = shop()
    reader = ScriptedReader(mind.model, {text: key for key, text in SHOP.items()})
    agent = Agent.load(mind.domain, store=folder / f"ours-{audit}-{apart}.db", reader=reader, audit=audit)
    texts = list(SHOP.values())

    def say(turn: int, session: int) -> None:
        text = texts[(session + turn) % len(texts)]
        said = agent.session(f"s{session}", seed=1_000 * session if apart else 0).say(text)
        assert said.text == f"This is about {text}.", said.text

    return say


def one_turn(intents: int, questions: int, deciding: int, turns: int) -> dict[str, float]:
    """The pure step at one size, and how much of it is the policy's."""
    mind = large(intents, questions, deciding)
    reader = ScriptedReader(mind.model, {f"say {i}.": name for i, name in enumerate(mind.model.intents[:-1])})
    spent, decide = [0.0], mind.policy.decide

    def timed(*args, **kwargs):
        begin = time.process_time()
        try:
            return decide(*args, **kwargs)
        finally:
            spent[0] += time.process_time() - begin

    mind.policy.decide = timed  # type: ignore[method-assign]
    state = new_dialogue("a")
    heard = [reader.read([Utterance(text=f"say {t % intents}.")])[0] for t in range(turns)]
    for one in heard[:3]:
        state = step(mind, state, Said(one)).state
    spent[0], begin = 0.0, time.process_time()
    for one in heard:
        state = step(mind, {**state, "status": "open"}, Said(one)).state
    whole = time.process_time() - begin
    return {
        "intents": intents,
        "questions": questions,
        "deciding": deciding,
        "whole_ms": 1e3 * whole / turns,
        "policy_ms": 1e3 * spent[0] / turns,
        "own_ms": 1e3 * (whole - spent[0]) / turns,
    }


def memory(folder: Path, turns: int) -> dict[str, float]:
    """Resident memory and the store's size over many turns of one session."""
    mind = shop()
    reader = ScriptedReader(mind.model, {text: key for key, text in SHOP.items()})
    path = folder / "memory.db"
    agent = Agent.load(mind.domain, store=path, reader=reader, audit=False)
    session, texts = agent.session("a"), list(SHOP.values())
    peaks: list[float] = []
    for turn in range(turns):
        session.say(texts[turn % len(texts)])
        if turn + 1 in (turns // 5, turns):
            gc.collect()
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "turns": turns,
        "after_a_fifth_mb": peaks[0],
        "at_the_end_mb": peaks[1],
        "store_mb": path.stat().st_size / 1e6,
    }


def idle(folder: Path, sessions: int, sampled: int = 300) -> dict[str, float]:
    """What sessions cost that nobody uses: disk, and nothing in memory."""
    mind = shop()
    reader = ScriptedReader(mind.model, {text: key for key, text in SHOP.items()})
    path = folder / "idle.db"
    agent = Agent.load(mind.domain, store=path, reader=reader, audit=False)
    for s in range(sampled):
        agent.session(f"s{s}").say("my card is gone")
    agent.store.database.erased()
    each = path.stat().st_size / sampled
    agent.close()
    copies = open_store(path)
    begin = time.perf_counter()
    for table in ("checkpoints", "writes"):
        names = [str(row[1]) for row in copies.database.rows(f"PRAGMA table_info({table})")][1:]
        listed = ", ".join(names)
        numbers = f"WITH RECURSIVE n(i) AS (SELECT {sampled} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {sessions})"
        source = f"FROM n, {table} WHERE thread_id = 's' || (n.i % {sampled})"
        copies.database.run(f"INSERT INTO {table} {numbers} SELECT 's' || n.i, {listed} {source}")
    copied = time.perf_counter() - begin
    copies.close()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    agent = Agent.load(mind.domain, store=path, reader=reader, audit=False)
    begin = time.perf_counter()
    agent.session(f"s{sessions - 1}").say("my card is gone")
    first = time.perf_counter() - begin
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    return {
        "sessions": sessions,
        "kb_each": each / 1e3,
        "store_mb": path.stat().st_size / 1e6,
        "memory_grown_mb": grown,
        "first_turn_ms": 1e3 * first,
        "filled_s": copied,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--only", default="", help="one of throughput, turn, memory, idle")
    args = parser.parse_args()
    part = 10 if args.quick else 1
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.only in ("", "throughput"):
            found |= throughput(folder, 200 // part, 10, args.threads)
        if args.only in ("", "turn"):
            found["turn"] = one_turn(150, 100, 1, 200 // part)
            found["turn_many_facets"] = one_turn(150, 100, 100, 50 // part)
        if args.only in ("", "memory"):
            found["memory"] = memory(folder, 10_000 // part)
        if args.only in ("", "idle"):
            found["idle"] = idle(folder, 100_000 // part)
    print(json.dumps(found, indent=2) if args.json else "\n".join(_lines(found)))


def _lines(found: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for key, value in found.items():
        if isinstance(value, dict):
            lines.append(f"{key:<14}" + "  ".join(f"{name} {number:.4g}" for name, number in value.items()))
        else:
            lines.append(f"{key:<24}{value:.3f}")
    return lines


if __name__ == "__main__":
    main()
