"""The conversation of the terminal chat: lines in, turns out.

One line is either a slash command or a message. The model is loaded in the background; whoever needs it first waits
for it in sight. Nothing that was said is lost when the input ends, is interrupted, or the program is told to stop.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ..beliefs.domain import Domain
from ..beliefs.errors import EdgewiseError
from .line_input import Lines
from .panel import View, view
from .screen import Screen
from .slash import COMMANDS, parse_slash
from .slash_actions import act_on

if TYPE_CHECKING:
    from ..agent.session import Agent, Session, Turn

__all__ = ["Chat"]

PROMPT = "you   "


class Chat:
    """One conversation in one terminal."""

    def __init__(
        self,
        domain: Domain,
        screen: Screen,
        *,
        session: str = "",
        store: Path | None = None,
        context: str | None = None,
        seed: int = 0,
        load: Callable[[], Agent] | None = None,
    ) -> None:
        """Prepare; the agent is loaded in the background as soon as the chat runs."""
        self.domain = domain
        self.screen = screen
        self.name = session or f"chat-{time.strftime('%Y%m%d-%H%M%S')}"
        self.store = store
        self.context = context
        self.seed = seed
        self.last: Turn | None = None
        self.seen: View | None = None
        self.options: Sequence[str] = ()
        self._load = load or self._load_agent
        self._agent: Future[Agent] | None = None

    def run(self, source: Lines) -> int:
        """Talk until the input ends; Ctrl-C once clears the line, twice leaves."""
        signal.signal(signal.SIGTERM, _stop)
        with ThreadPoolExecutor(1) as pool:
            self._agent = pool.submit(self._load)
            self._welcome()
            interrupted = False
            while True:
                try:
                    line = source(PROMPT)
                    interrupted = False
                    if not self.take(line):
                        break
                except KeyboardInterrupt:
                    if interrupted:
                        break
                    interrupted = True
                    self.screen.note("Press Ctrl-C again to leave, or go on.")
                except EOFError:
                    break
        self.screen.note(f"Goodbye. To go on later: edgewise chat {self.domain.name} --session {self.name}")
        return 0

    def take(self, line: str) -> bool:
        """Take one line; False when the person leaves."""
        if not line.strip():
            return True
        try:
            command = parse_slash(line.strip())
            if command is not None:
                return act_on(self, command)
            self._show(self.session.say(self._picked(line)))
        except EdgewiseError as error:
            self.screen.error(str(error))
        return True

    def completions(self) -> list[str]:
        """What Tab offers after a slash."""
        facts = [f"{facet}={value}" for facet, spec in self.domain.facets.items() for value in spec.values]
        names = [f"/{command.name}" for command in COMMANDS]
        return [*names, *(f"/{verb} {fact}" for verb in ("what-if", "correct") for fact in facts)]

    @property
    def agent(self) -> Agent:
        """The agent; waits in sight until its model is loaded."""
        assert self._agent is not None, "the chat is not running"
        if not self._agent.done():
            with self.screen.waiting("loading the model"):
                return self._agent.result()
        return self._agent.result()

    @property
    def session(self) -> Session:
        """This conversation's session."""
        return self.agent.session(self.name, seed=self.seed, context=self.context)

    def show(self, turn: Turn) -> None:
        """Show a turn that a command brought about."""
        self._show(turn)

    def _show(self, turn: Turn) -> None:
        self.screen.say(turn.text, turn.act, turn.options)
        self.options = turn.options
        if turn.act not in ("tell", "silent"):
            self.last = turn
            self.seen = view(turn.decision.rationale, self.seen)
            limit = turn.decision.rationale.get("withheld_by")
            self.screen.belief(self.seen, turn.rationale, str(limit.get("name", "")) if isinstance(limit, dict) else "")

    def _picked(self, line: str) -> str:
        """A bare number picks an option of the menu that is shown."""
        text = line.strip()
        if text.isdigit() and 1 <= int(text) <= len(self.options):
            return self.options[int(text) - 1]
        return line

    def _welcome(self) -> None:
        from ..agent.wording import greeting_words
        from ..beliefs.defaults import complete

        full = complete(self.domain)
        self.screen.note(f"{full.title}. Type what you need; /help lists the commands, /quit leaves.")
        self.screen.say(greeting_words(full).text, "tell")

    def _load_agent(self) -> Agent:
        from ..agent.session import Agent

        return Agent.load(self.domain, store=self.store)


def _stop(number: int, frame: object) -> None:
    """Turn a polite request to stop into the way out that Ctrl-D takes."""
    raise EOFError
