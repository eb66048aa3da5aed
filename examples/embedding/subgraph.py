"""A compiled subgraph in a parent graph: they share `messages`, and the subgraph remembers between turns.

    python examples/embedding/subgraph.py

`checkpointer=True` is what makes it remember. After a handover the parent is paused by an interrupt, which says what
the user is told; `next_input` passes the user's next message to it instead of throwing the pause away.
"""

from __future__ import annotations

from pathlib import Path

from edgewise.agent import build_graph, next_input
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

DOMAIN = Path(__file__).parents[1] / "card-support" / "domain.yaml"


def build(reader=None, checkpointer=None, domain=DOMAIN):
    """A parent that does something of its own before and after."""
    parent = StateGraph(MessagesState)
    parent.add_node("greet", lambda state: {})
    parent.add_node("edgewise", build_graph(domain, reader, checkpointer=True))
    parent.add_edge(START, "greet")
    parent.add_edge("greet", "edgewise")
    parent.add_edge("edgewise", END)
    return parent.compile(checkpointer=checkpointer or InMemorySaver())


def say(graph, config, text):
    """One turn; returns what was said."""
    result = graph.invoke(next_input(graph, config, text), config)
    paused = result.get("__interrupt__")
    return paused[0].value["said"] if paused else result["messages"][-1].text


def main() -> None:
    graph, config = build(), {"configurable": {"thread_id": "alice"}}
    for text in ("I lost my card", "why?"):
        print(f"> {text}\n{say(graph, config, text)}")


if __name__ == "__main__":
    main()
