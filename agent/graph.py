"""The loop as a LangGraph: wiring and effects, no decisions.

``perceive -> update -> arbitrate -> {ask | answer | refuse | escalate | tell | silent}``. Asking ends the run: the
user's next message is ordinary input. After an escalation the graph waits for a person with `interrupt` where it has
a checkpointer; a host that sends new input all the same loses nothing. Effects (log, desk) come after the decision
and may happen twice without harm: a node that a crash cut short runs again.
"""

# LangGraph's own signatures are generic in types that it leaves open.
# pyright: reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from ..beliefs.belief.model import compile_domain
from ..beliefs.deciding.policy import Policy
from ..beliefs.language.domain import Domain
from ..beliefs.loading import load_domain
from .graph_state import ACTS, GraphState
from .log.audit import Audit
from .nodes import Answerer, Desk, Nodes
from .state.handed_in import check_handed_in
from .state.heard import Reader
from .state.mind import Mind

__all__ = ["build_graph", "default_reader", "graph", "mind_of"]

# A file beside the package's floors, read as data: this floor imports nothing from the one above.
EMBEDDED = Path(__file__).resolve().parents[1] / "dialogs" / "files" / "card-support" / "domain.yaml"


def build_graph(
    domain: Mind | Domain | str | os.PathLike[str],
    reader: Reader | None = None,
    *,
    answerer: Answerer | None = None,
    wording: Answerer | None = None,
    checkpointer: BaseCheckpointSaver[str] | bool | None = None,
    audit: Audit | None = None,
    desk: Desk | None = None,
    interrupts: bool = True,
) -> CompiledStateGraph[GraphState]:
    """Wire one domain's loop.

    Args:
        domain: A domain, a domain file, or one that was compiled already.
        reader: Reads messages; the packaged sentence encoder by default.
        answerer: Puts the host's own answers in the place of the domain's texts.
        wording: Puts other words in the place of a decision's; it cannot change the act.
        checkpointer: As for any graph: ``True`` makes a subgraph keep its own state between a parent's turns.
        audit: Writes every decision down.
        desk: Where handoffs and contested decisions are announced.
        interrupts: Wait for a person inside the graph after an escalation.
    """
    check_handed_in("build_graph", reader=reader, answerer=answerer, wording=wording, audit=audit)
    mind = mind_of(domain)
    nodes = Nodes(mind, reader or default_reader(mind), answerer, wording, audit, desk, interrupts)
    graph = StateGraph(GraphState)
    graph.add_node("perceive", nodes.perceive)
    graph.add_node("update", nodes.update)
    graph.add_node("arbitrate", nodes.arbitrate)
    graph.add_node("person", nodes.person)
    graph.add_edge(START, "perceive")
    graph.add_edge("perceive", "update")
    graph.add_edge("update", "arbitrate")
    graph.add_conditional_edges("arbitrate", nodes.act_of, list(ACTS))
    for act in ACTS:
        graph.add_node(act, nodes.speak)
        graph.add_conditional_edges(act, nodes.after, ["person", END])
    graph.add_conditional_edges("person", nodes.after, ["person", END])
    return graph.compile(checkpointer=checkpointer)


def mind_of(domain: Mind | Domain | str | os.PathLike[str]) -> Mind:
    """Load and compile whatever names a domain."""
    if isinstance(domain, Mind):
        return domain
    return Mind(Policy(compile_domain(domain if isinstance(domain, Domain) else load_domain(domain))))


def default_reader(mind: Mind) -> Reader:
    """The packaged sentence encoder, one call of it for all who wait."""
    from .reading.batching import BatchingReader
    from .reading.readers import named_reader

    return BatchingReader(named_reader(mind.model))


def graph(config: RunnableConfig | None = None) -> CompiledStateGraph[GraphState]:
    """The graph that ``langgraph.json`` names, without a checkpointer: the platform brings its own.

    Its domain is the file in ``configurable.domain`` or in the environment variable ``EDGEWISE_DOMAIN``, else the
    one that the package carries. Built when it is first asked for, once for each domain.
    """
    named = (config or {}).get("configurable", {}).get("domain") or os.environ.get("EDGEWISE_DOMAIN")
    return _graph_of(str(named or EMBEDDED))


@cache
def _graph_of(domain: str) -> CompiledStateGraph[GraphState]:
    return build_graph(domain)
