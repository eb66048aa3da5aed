"""A tool for a model that calls tools: the model passes the user's words on, the policy decides.

python examples/embedding/tool.py
"""

from __future__ import annotations

from pathlib import Path

from edgewise.agent import Agent, as_tool

DOMAIN = Path(__file__).parents[1] / "card-support" / "domain.yaml"


def build(reader=None, domain=DOMAIN):
    """The tool of one agent; hand it to `create_agent`, `ToolNode` or `bind_tools`."""
    return as_tool(Agent.load(domain, reader=reader))


def main() -> None:
    tool = build()
    print(tool.invoke({"message": "I lost my card"}, {"configurable": {"thread_id": "alice"}}))


if __name__ == "__main__":
    main()
