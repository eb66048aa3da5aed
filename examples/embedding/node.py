"""A node function: the dialogue lives in the host's own state, and the host's edges follow the act.

python examples/embedding/node.py
"""

from __future__ import annotations

from pathlib import Path

from edgewise.agent import node_of
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

DOMAIN = Path(__file__).parents[1] / "card-support" / "domain.yaml"


class State(MessagesState):
    edgewise: dict
    edgewise_act: str


def build(reader=None, checkpointer=None, domain=DOMAIN):
    """The host adds something of its own whenever the decision is to answer."""
    graph = StateGraph(State)
    graph.add_node("edgewise", node_of(domain, reader))
    graph.add_node("more", lambda state: {"messages": [AIMessage("Is there anything else?")]})
    graph.add_edge(START, "edgewise")
    graph.add_conditional_edges("edgewise", lambda state: "more" if state["edgewise_act"] == "answer" else END)
    graph.add_edge("more", END)
    return graph.compile(checkpointer=checkpointer or InMemorySaver())


def main() -> None:
    graph, config = build(), {"configurable": {"thread_id": "alice"}}
    shown = 0
    for text in ("I lost my card", "why?"):
        messages = graph.invoke({"messages": [HumanMessage(text)]}, config)["messages"]
        print("\n".join(f"{message.type}: {message.text}" for message in messages[shown:]))
        shown = len(messages)


if __name__ == "__main__":
    main()
