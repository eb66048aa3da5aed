"""The conversation of the terminal chat: lines in, turns out.

One line is either a slash command or a message. The model is loaded in the background; whoever needs it first waits
for it in sight. Nothing that was said is lost when the input ends, is interrupted, or the program is told to stop;
whatever goes wrong in a turn is one line, and the conversation goes on.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from secrets import token_hex
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Literal, cast

from ...beliefs.errors import EdgewiseError
from ...beliefs.language.domain import Domain
from ..scripts.recording import FROM_PERSON
from ..terminal.signals import on_stop
from .greeting import farewell, greet, introduce, left_off, take_up
from .line_input import Cleared, Lines
from .loading_stages import LOADING, LoadingStages
from .panel import limit_of
from .picture import Picture
from .screen import Screen
from .slash import COMMANDS, parse_slash
from .slash_actions import act_on
from .usage import check_usage, kept_store

if TYPE_CHECKING:
    from ...agent.keeping.store import Store
    from ...agent.session import Agent, Session, Turn
    from ...agent.state.decision import Decision
    from ...agent.writing.answers_host import Answer

__all__ = ["Chat"]

PROMPT = "you    "
INTERRUPTED, TERMINATED = 130, 143
AGAIN_S = 5.0
"""Seconds within which a second Ctrl-C leaves."""
STAGES = {"perceive": "reading", "update": "thinking", "arbitrate": "weighing", "answer": "answering"}
ARRIVED = {"taken": "A person has joined; they read what you write.", "attested": "A person confirmed a fact."}


class Chat:
    """One conversation in one terminal."""

    reader: Literal["encoder", "lm"] = "encoder"
    model: Path | None = None
    """The folder of the model that reads; the packaged one by default."""
    answers: Path | None = None
    """A Python file with the host's answer functions."""
    debug = False
    failures = 0
    """Lines that could not be taken."""
    last: Turn | None = None
    options: Sequence[str] = ()

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
        self.resumed = session
        self.name = session or f"{domain.name}-{time.strftime('%Y%m%d-%H%M%S')}-{token_hex(2)}"
        self.store = store
        self.context, self.seed = context, seed
        self.named = domain.name
        """How the domain was asked for, to ask for it again."""
        self.wanted = domain.name
        """The domain as a script may name it: a path or an example's name; empty is the built-in one."""
        self.typed: dict[str, object] = {}
        """Other options that the next chat of this session needs, too."""
        self._picture = Picture()
        self.written: set[Path] = set()
        """Files that this chat wrote, and may write again."""
        self._load = load or self._load_agent
        self._agent: Future[Agent] = Future()
        self._loads = LoadingStages()
        self._session: Session | None = None
        self._opened: Store | None = None
        self._answers: Mapping[str, Answer] | None = None
        self._started = time.monotonic()

    def run(self, source: Lines) -> int:
        """Talk until the input ends; Ctrl-C once clears the line, twice at once leaves.

        Raises:
            EdgewiseError: What it was started with cannot be used; then nobody was welcomed.
        """
        stopped: list[int] = []
        restored = on_stop(lambda: (stopped.append(TERMINATED), source.stop()))
        self._started = time.monotonic()
        try:
            self._check()
            threading.Thread(target=self._loading, daemon=True, name="edgewise-load").start()
            self._welcome()
            code = self._converse(source)
            self._farewell()
        finally:
            restored()
            self._let_go()
        return stopped[0] if stopped else code

    def take(self, line: str) -> bool:
        """Take one line; False when the person leaves."""
        if not line.strip():
            return True
        try:
            command = parse_slash(line.strip())
            if command is not None:
                return act_on(self, command)
            self._say(self._picked(line))
        except Exception as error:
            self._failed(error)
        return True

    def completions(self) -> list[str]:
        """What Tab offers after a slash."""
        facts = [f"{facet}={value}" for facet, spec in self.domain.facets.items() for value in spec.values]
        names = [f"/{command.name}" for command in COMMANDS]
        return [*names, *(f"/{verb} {fact}" for verb in ("what-if", "correct") for fact in facts)]

    def news(self) -> list[Turn]:
        """What a person at the desk did meanwhile."""
        if not self._agent.done() or self._agent.exception() is not None:
            return []
        if self._session is None and not self.resumed:  # nobody knows it yet
            return []
        try:
            waits = self.agent.store.letters(self.name)
            return self.session.poll() if waits else []
        except EdgewiseError:  # a store that is busy or gone: the next message says so
            return []

    def tell(self, news: Sequence[object]) -> None:
        """Show what a person did."""
        for turn in cast("Sequence[Turn]", news):
            self.show(turn)

    def below(self) -> list[tuple[str, str]]:
        """The belief, or how far the model is, in the lines below the prompt."""
        if not self._agent.done():
            seconds = time.monotonic() - self._started
            return [("", f"{self._loads.stage} {seconds:.0f} s; you can write already")]
        width, height = get_terminal_size()
        lines = self._picture.lines(width, height, unicode=bool(getattr(self.screen, "unicode", False)))
        return [("", "\n".join(lines))] if lines else []

    @property
    def agent(self) -> Agent:
        """The agent; waits in sight until its model is loaded."""
        if not self._agent.done():
            with self.screen.waiting(LOADING) as progress, self._loads.telling(progress.stage):
                return self._agent.result()
        return self._agent.result()

    @property
    def session(self) -> Session:
        """This conversation's session."""
        if self._session is None:
            self._session = self.agent.session(self.name, seed=self.seed, context=self.context)
        return self._session

    def show(self, turn: Turn) -> None:
        """Show a turn: what a person said meanwhile, what the agent says, and what it believes now."""
        for part in turn.earlier:
            self._spoken(part)
        self._spoken(turn.decision)
        self.options = turn.options
        if turn.act in ("tell", "silent"):
            return
        self.last = turn
        seen = self._picture.take(self.agent.mind, turn)
        self.screen.belief(seen, turn.act, turn.rationale, limit_of(turn.decision.rationale, turn.rationale))
        if turn.act == "escalate" and self.store is not None:
            self.screen.note("A person can answer from another terminal:", f"edgewise desk {quote(str(self.store))}")

    def forget(self) -> None:
        """Start the picture of the belief anew."""
        self.last, self.options = None, ()
        self._picture.forget()

    def _converse(self, source: Lines) -> int:
        interrupted = -math.inf
        while True:
            try:
                self.tell(self.news())
                line = source.read(PROMPT)
                interrupted = -math.inf
                if not self.take(line):
                    return 0
            except KeyboardInterrupt as stop:
                before, interrupted = interrupted, time.monotonic()
                if interrupted - before <= AGAIN_S and not isinstance(stop, Cleared):
                    return INTERRUPTED
                self.screen.note("Press Ctrl-C again to leave, or go on.")
            except EOFError:
                self.tell(self.news())
                return 0

    def _say(self, text: str) -> None:
        from ...agent.state.streaming import Finished, Token

        session = self.session
        turn: Turn | None = None
        with self.screen.waiting("thinking") as progress:
            for event in session.stream(text):
                if isinstance(event, Finished):
                    turn = event.turn
                elif isinstance(event, Token):
                    progress.token(event.text)
                else:
                    progress.stage(STAGES.get(str(getattr(event, "name", "")), "thinking"))
        assert turn is not None, "a stream ends with its turn"
        self.show(turn)

    def _spoken(self, part: Decision) -> None:
        if part.act == "silent" and part.reason in ("corrected", "taken", "attested"):
            self.screen.note(ARRIVED.get(part.reason, "A person put something right."))
            return
        who = "person" if part.reason in FROM_PERSON else "agent"
        self.screen.say(part.said, part.act, part.options, who)

    def _picked(self, line: str) -> str:
        """A bare number picks an option of the menu that is shown."""
        text = line.strip()
        if text.isdigit() and 1 <= int(text) <= len(self.options):
            return self.options[int(text) - 1]
        return line

    def _failed(self, error: Exception) -> None:
        self.failures += 1
        if isinstance(error, EdgewiseError):
            self.screen.error(f"{error.message} ({error.hint})" if error.hint else error.message)
        else:
            self.screen.error(f"That did not work ({type(error).__name__}: {error}); this is a bug. You can go on.")
        if self.debug:
            import traceback

            traceback.print_exception(error)

    def _check(self) -> None:
        """Look at what the chat was started with, before anybody is welcomed."""
        self._answers = check_usage(self.domain, self.context, self.answers, self.reader, self.model)
        self._opened = None if self.store is None else kept_store(self.store, self.name, self.domain)

    def _welcome(self) -> None:
        """Greet; or show how an earlier conversation of that name ended, if there was one."""
        introduce(self.domain, self.screen, kept=self.store is not None)
        before = self._opened.dialogue(self.name) if self.resumed and self._opened is not None else None
        if before is None:
            greet(self.domain, self.screen)
            return
        take_up(before, self.name, self.screen)
        self.options = left_off(before)

    def _farewell(self) -> None:
        kept = self.store is not None and (self._session is not None or bool(self.resumed))
        options = {"session": self.name, "store": self.store, "context": self.context, **self.typed}
        farewell(self.screen, self.named, options, kept=kept)

    def _let_go(self) -> None:
        """Close the store: what was said then stands in the one file that a person may copy."""
        loaded = self._agent.done() and self._agent.exception() is None
        for store in (self._opened, self._agent.result().store if loaded else None):
            if store is not None:
                store.close()

    def _loading(self) -> None:
        """Load the agent, in a thread that ends with the program: who leaves at once waits for no model."""
        try:
            with self._loads.followed():
                agent = self._load()
            self._agent.set_result(agent)
        except BaseException as error:
            self._agent.set_exception(error)

    def _load_agent(self) -> Agent:
        from ...agent.keeping.store import open_store
        from ...agent.session import Agent

        store = open_store(self._opened or self.store)  # in memory, too, records are kept for /save, /record and /why
        return Agent.load(self.domain, self._answers, store=store, reader=self.reader, model=self.model)
