"""Middleware for a LangChain agent: ask, refuse and hand over before the model is called.

pip install 'edgewise[langchain]' && python examples/embedding/middleware.py
"""

from __future__ import annotations

from pathlib import Path

from edgewise.agent import EdgewiseMiddleware
from langchain.agents import create_agent
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.checkpoint.memory import InMemorySaver

DOMAIN = Path(__file__).parents[1] / "card-support" / "domain.yaml"


def build(reader=None, domain=DOMAIN, model=None):
    """An agent whose model stands in for any chat model."""
    model = model or GenericFakeChatModel(messages=(AIMessage("(the model answers)") for _ in range(9)))
    return create_agent(model, middleware=[EdgewiseMiddleware(domain, reader)], checkpointer=InMemorySaver())


def main() -> None:
    agent, config = build(), {"configurable": {"thread_id": "alice"}}
    for text in ("I need help", "I lost my card"):
        result = agent.invoke({"messages": [HumanMessage(text)]}, config)
        print(f"> {text}\n{result['messages'][-1].text}")


if __name__ == "__main__":
    main()
