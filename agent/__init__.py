"""Acts: local models, reading, wording, the LangGraph loop, sessions and audit.

What people embed is offered here by name and imported when it is first used, so that importing this package
costs nothing: ``from edgewise.agent import Agent``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..beliefs.offering import offered

if TYPE_CHECKING:
    from .embedding import as_tool, next_input, node_of
    from .graph import build_graph
    from .middleware import EdgewiseMiddleware
    from .models.causal_lm import load_causal_lm
    from .reading.lm_reading import LMReader
    from .reading.readers import named_reader
    from .session import Agent, Session, Turn
    from .state.dialogue import new_dialogue
    from .state.events import Control, Controlled, PersonAct
    from .state.heard import Utterance
    from .state.mind import Mind
    from .state.streaming import Finished, Stage, Token
    from .turn import step
    from .writing.answers_host import AnswerRequest, HostAnswers
    from .writing.lm_answers import LMAnswer
    from .writing.lm_wording import LMWording

__all__ = [
    "Agent",
    "AnswerRequest",
    "Control",
    "Controlled",
    "EdgewiseMiddleware",
    "Finished",
    "HostAnswers",
    "LMAnswer",
    "LMReader",
    "LMWording",
    "Mind",
    "PersonAct",
    "Session",
    "Stage",
    "Token",
    "Turn",
    "Utterance",
    "as_tool",
    "build_graph",
    "load_causal_lm",
    "named_reader",
    "new_dialogue",
    "next_input",
    "node_of",
    "step",
]

_HOMES = {
    "Agent": "session",
    "AnswerRequest": "writing.answers_host",
    "Control": "state.events",
    "Controlled": "state.events",
    "EdgewiseMiddleware": "middleware",
    "Finished": "state.streaming",
    "HostAnswers": "writing.answers_host",
    "LMAnswer": "writing.lm_answers",
    "LMReader": "reading.lm_reading",
    "LMWording": "writing.lm_wording",
    "Mind": "state.mind",
    "PersonAct": "state.events",
    "Session": "session",
    "Stage": "state.streaming",
    "Token": "state.streaming",
    "Turn": "session",
    "Utterance": "state.heard",
    "as_tool": "embedding",
    "build_graph": "graph",
    "load_causal_lm": "models.causal_lm",
    "named_reader": "reading.readers",
    "new_dialogue": "state.dialogue",
    "next_input": "embedding",
    "node_of": "embedding",
    "step": "turn",
}

__getattr__ = offered(__name__, _HOMES)
