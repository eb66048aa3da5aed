"""Nothing leaves the machine: with every socket blocked, an agent loads its models and takes its turns."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from langsmith.utils import get_env_var, tracing_is_enabled
from tiny_language_model import chatty_model

BLOCKED = '''
import socket, sys
def refused(*_, **__):
    raise SystemExit("a socket was opened")
class Refused(socket.socket):
    """Made, but never used: urllib3 makes one when it is imported, to see what the machine can do."""
    connect = connect_ex = sendto = sendmsg = listen = refused
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refused
'''
TURN = """
from edgewise.agent.session import Agent
from edgewise.agent.models.causal_lm import load_causal_lm
from edgewise.agent.writing.lm_answers import LMAnswer
from edgewise.agent.writing.lm_wording import LMWording
from edgewise.beliefs.language.domain import Domain
cards = Domain.model_validate({"name": "cards", "intents": {
    "lost": ["my card is gone", "I lost my card"], "new": ["send me a card", "I need a new card"]}})
folder = sys.argv[1]
lm = load_causal_lm(folder)
agent = Agent.load(cards, {"new": LMAnswer(lm, samples=2)}, wording=LMWording(cards, lm))
print(agent.session("a").say("my card is gone").act)
print(Agent.load(cards, reader="lm", model=folder).session("b").say("send me a card").act)
"""


def play(code: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    command = [sys.executable, "-c", code, str(chatty_model())]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=Path(__file__).parents[1])


def test_models_load_and_turns_are_taken_with_sockets_blocked() -> None:
    done = play(BLOCKED + TURN)
    assert done.returncode == 0, done.stderr[-2000:]
    acts = done.stdout.split()
    assert len(acts) == 2 and set(acts) <= {"answer", "ask", "escalate", "refuse"}


def test_the_block_blocks() -> None:
    done = play(BLOCKED + "import urllib.request; urllib.request.urlopen('http://localhost')")
    assert done.returncode != 0 and "a socket was opened" in done.stderr


@pytest.fixture
def langsmith_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The switch that a host may have set for programs of its own."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    get_env_var.cache_clear()
    assert tracing_is_enabled()
    yield
    monkeypatch.undo()
    get_env_var.cache_clear()


@pytest.mark.usefixtures("langsmith_on")
def test_no_session_is_traced_to_langsmith() -> None:
    seen: list[object] = []

    def answer(request: object) -> str:
        seen.append(tracing_is_enabled())
        return "I have blocked it."

    async def asked() -> None:
        async for _ in session.astream("my card is gone"):
            pass
        await session.asay("my card is gone")

    session = cards_agent(answers={"lost": answer}).session("a")
    session.say("my card is gone")
    list(session.stream("my card is gone"))
    asyncio.run(asked())
    assert seen == [False] * 4
    assert tracing_is_enabled()  # the host's own programs are the host's to trace
