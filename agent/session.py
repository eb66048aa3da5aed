"""The facade: load a domain, open a session, say something.

``Agent.load("domain.yaml").session("alice").say("...")`` is all that a chatbot needs; everything else (graph,
store, reader) can be handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import cast

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.memory import InMemorySaver

from ..beliefs.domain import Domain
from ..beliefs.loading import load_domain
from ..beliefs.model import compile_domain
from ..beliefs.policy import Policy
from .decision import Decision
from .dialogue import Act, DialogueState, new_dialogue
from .graph import GraphState, GraphUpdate, build_graph
from .heard import Reader
from .turn import Mind

__all__ = ["Agent", "Session", "Turn"]


@dataclass(frozen=True)
class Turn:
    """What came of one message."""

    decision: Decision
    state: DialogueState

    @property
    def act(self) -> Act:
        """What was done."""
        return self.decision.act

    @property
    def text(self) -> str:
        """What was said, earlier requests of the same message first."""
        return "\n".join(part.text for part in (*self.decision.also, self.decision) if part.text)

    @property
    def options(self) -> tuple[str, ...]:
        """What may be picked."""
        return self.decision.options

    @property
    def rationale(self) -> str:
        """Why, in one sentence."""
        return str(self.decision.rationale.get("sentence", ""))

    @property
    def pending(self) -> str | None:
        """Id of the question whose answer is awaited."""
        return self.state["pending"]


class Agent:
    """One domain's agent; many sessions share it."""

    def __init__(self, mind: Mind, reader: Reader, checkpointer: BaseCheckpointSaver[str] | None = None) -> None:
        self.mind = mind
        self.reader = reader
        self.graph = build_graph(mind, reader, checkpointer=checkpointer or InMemorySaver())

    @classmethod
    def load(cls, domain: Domain | str | PathLike[str], *, reader: Reader | None = None) -> Agent:
        """Load and compile a domain; without a reader the packaged sentence encoder reads."""
        found = domain if isinstance(domain, Domain) else load_domain(domain)
        mind = Mind(Policy(compile_domain(found)))
        return cls(mind, reader or _default_reader(mind))

    def session(self, name: str, *, seed: int = 0, context: str | None = None) -> Session:
        """Open the session called ``name``, new or resumed."""
        return Session(self, name, seed=seed, context=context)


class Session:
    """One user's dialogue with an agent."""

    def __init__(self, agent: Agent, name: str, *, seed: int = 0, context: str | None = None) -> None:
        self.agent = agent
        self.name = name
        self._fresh = new_dialogue(name, seed=seed, context=context)
        self._config: RunnableConfig = {"configurable": {"thread_id": name}}

    @property
    def state(self) -> DialogueState:
        """The dialogue as it stands."""
        values = cast(GraphUpdate, self.agent.graph.get_state(self._config).values)
        return values.get("dialogue") or self._fresh

    def say(self, text: str) -> Turn:
        """Say something and get the agent's turn."""
        given: GraphUpdate = {"messages": [HumanMessage(text)], "dialogue": self.state}
        result = cast(GraphState, self.agent.graph.invoke(cast(GraphState, given), self._config))  # pyright: ignore[reportUnknownMemberType]
        return Turn(Decision.model_validate(result["decision"]), result["dialogue"])


def _default_reader(mind: Mind) -> Reader:
    from .encoder import load_encoder
    from .reading import EncoderReader

    return EncoderReader(mind.model, load_encoder())
