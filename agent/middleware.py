"""Middleware for LangChain agents; needs the extra ``langchain``, and is the only module that imports it.

Before the agent's model sees a message, the loop decides. A question, a refusal or a handover is the reply, and the
model is not called; only where the decision is to answer does the agent go on, told what it is about.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NotRequired, cast

from langchain.agents.middleware import AgentMiddleware, AgentState, hook_config
from langchain.agents.middleware.types import ModelRequest, ModelResponse, OmitFromOutput, PrivateStateAttr
from langchain_core.messages import SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.config import get_config
from langgraph.runtime import Runtime

from ..beliefs.language.domain import Domain
from .embedding import HostState, node_of
from .state.dialogue import Json
from .state.heard import Reader
from .state.mind import Mind

__all__ = ["EdgewiseMiddleware", "EdgewiseState"]


class EdgewiseState(AgentState[Any]):
    """An agent's state with the dialogue in it."""

    edgewise: NotRequired[Json]
    given: NotRequired[Annotated[Json, OmitFromOutput]]
    """What `control_input` and `act_input` hand in instead of a message."""
    edgewise_note: NotRequired[Annotated[str, PrivateStateAttr]]
    """What the model is told about this turn, and forgets with it."""


class EdgewiseMiddleware(AgentMiddleware[EdgewiseState, Any, Any]):
    """Asks, refuses and hands over before the model is called."""

    state_schema = EdgewiseState

    def __init__(
        self,
        domain: Mind | Domain | str | os.PathLike[str],
        reader: Reader | None = None,
        *,
        answers: bool = False,
    ) -> None:
        """Take a domain.

        Args:
            domain: A domain or the file of one.
            reader: Reads messages; the packaged sentence encoder by default.
            answers: Reply with the domain's own answers, too, and leave nothing to the model.
        """
        super().__init__()
        self._node = node_of(domain, reader)
        self._answers = answers

    @hook_config(can_jump_to=["end"])
    def before_agent(self, state: EdgewiseState, runtime: Runtime[Any]) -> dict[str, Any] | None:
        """Decide about the user's message."""
        found = self._node(cast(HostState, state), _config())
        kept = {"edgewise": found["edgewise"], "given": found["given"]}
        if found["edgewise_act"] == "answer" and not self._answers:
            said = found["messages"][-1]
            note = f"Decided by policy: answer the user about this and nothing else: {said.text}"
            return {"edgewise_note": note, **kept}
        return {"messages": found["messages"], "jump_to": "end", **kept}

    @hook_config(can_jump_to=["end"])
    async def abefore_agent(self, state: EdgewiseState, runtime: Runtime[Any]) -> dict[str, Any] | None:
        """`before_agent` in a thread."""
        import asyncio

        return await asyncio.to_thread(self.before_agent, state, runtime)

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """Tell the model what was decided, in its instructions and for this turn alone."""
        return handler(_noted(request))

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """`wrap_model_call` on an event loop."""
        return await handler(_noted(request))


def _noted(request: ModelRequest[Any]) -> ModelRequest[Any]:
    """Among the instructions: many models refuse them between messages, and an old one would still be obeyed."""
    told = [] if request.system_message is None else [request.system_message.text]
    note = str(request.state.get("edgewise_note", ""))
    return request.override(system_message=SystemMessage("\n\n".join([*told, note]))) if note else request


def _config() -> RunnableConfig:
    return get_config()
