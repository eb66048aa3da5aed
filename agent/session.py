"""The facade: load a domain, open a session, say something.

``Agent.load("domain.yaml").session("alice").say("...")`` is all that a chatbot needs; everything else (answers, store,
reader, log) can be handed in. A session does one thing at a time, whoever uses it from wherever: threads, event loops
or other processes on the same store. What a crash cut short is finished before anything new begins.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Mapping
from os import PathLike, getpid
from typing import TypeVar
from uuid import uuid4

from typing_extensions import Unpack

from ..beliefs.errors import UnknownName
from ..beliefs.language.domain import Domain
from .graph import build_graph, mind_of
from .hosting import KnownSessions
from .keeping.store import Store, checked_name, open_store
from .lanes import Lanes
from .log.audit import Audit, StoreSink
from .nodes import Answerer, today
from .reading.batching import BatchingReader
from .reading.readers import ReaderName, shared_reader
from .rights.control_names import checked
from .rights.person import check_contested, sendable_act
from .running import Runner
from .state.dialogue import DialogueState
from .state.events import Control, ControlArguments, Controlled, ControlName, PersonAct
from .state.handed_in import check_handed_in
from .state.heard import Reader
from .state.mind import Mind
from .state.streaming import StreamEvent, Turn
from .watching import Awaited, watched_in_thread, watched_on_loop
from .writing.answers_host import HOST_LOOP, Answer, HostAnswers

__all__ = ["Agent", "Session", "Turn"]

MOST_THREADS = 32

T = TypeVar("T")


class Agent:
    """One domain's agent; many sessions share it, from threads and event loops alike."""

    def __init__(
        self,
        mind: Mind,
        reader: Reader,
        *,
        store: Store | None = None,
        answerer: Answerer | None = None,
        wording: Answerer | None = None,
        audit: Audit | None = None,
    ) -> None:
        self.mind = mind
        self.reader = reader
        self.store = store or open_store(None)
        self._own_store = store is None
        self.audit = audit
        self.graph = build_graph(
            mind,
            reader,
            answerer=answerer,
            wording=wording,
            checkpointer=self.store.saver,
            audit=audit,
            desk=self.store,
            interrupts=False,
        )
        self.known = KnownSessions()
        self._lanes: Lanes | None = None
        self._guard = threading.Lock()

    @classmethod
    def load(
        cls,
        domain: Domain | str | PathLike[str],
        answers: Mapping[str, Answer] | None = None,
        *,
        store: Store | str | PathLike[str] | None = None,
        reader: Reader | ReaderName | None = None,
        model: str | PathLike[str] | None = None,
        wording: Answerer | None = None,
        audit: Audit | bool = True,
        reader_deadline_s: float | None = None,
        answer_timeout_s: float = 30.0,
    ) -> Agent:
        """Load and compile a domain; what is handed in and can never work is an `EdgewiseError` that says what would.

        Args:
            domain: A domain, or the file of one.
            answers: By response or intent id: text, a function, a coroutine, a generator, a runnable, a graph.
            store: A file, a ``postgresql://`` address or a store; memory by default.
            reader: Reads messages: one of your own, or ``encoder`` or ``lm``; the packaged sentence encoder by default.
            model: The folder of the local model that the reader uses.
            wording: Rewords what is said; it cannot change what is done.
            audit: Where decisions are written down; True puts them into a store that outlasts the process.
            reader_deadline_s: How long reading may take before it counts as failed, once the model is loaded; 30 s, or
                what a `BatchingReader` of your own says. With one the packaged models are loaded here, and not with the
                first message.
            answer_timeout_s: How long an answer of the host may take before it counts as failed.
        """
        check_handed_in(
            "Agent.load", domain=domain, answers=answers, store=store, reader=reader, wording=wording, audit=audit
        )
        check_handed_in("Agent.load", answer_timeout_s=answer_timeout_s, reader_deadline_s=reader_deadline_s)
        mind = mind_of(domain)
        kept = open_store(store)
        log = (Audit(StoreSink(kept)) if store is not None else None) if audit is True else audit or None
        shared = shared_reader(mind.model, reader, model, reader_deadline_s)
        answerer = HostAnswers(mind.domain, answers, timeout_s=answer_timeout_s) if answers else None
        agent = cls(mind, shared, store=kept, answerer=answerer, wording=wording, audit=log)
        agent._own_store = not isinstance(store, Store)
        return agent

    def warm(self) -> None:
        """Load the reader's model now, which the first message would have to wait for: for a server that starts.

        Raises:
            ReaderFailed: The model cannot be loaded.
        """
        if isinstance(self.reader, BatchingReader):
            self.reader.warm()

    def session(
        self,
        name: str,
        *,
        user: str | None = None,
        seed: int = 0,
        context: str | None = None,
        profile: bool | None = None,
    ) -> Session:
        """Open the session called ``name``, new or resumed; whose domain it is shows when it is first used.

        Args:
            name: Any text but none.
            user: Whose session it is; the session's own name by default.
            seed: Of a new session.
            context: The role or deployment, one of the domain's contexts.
            profile: Switch the user's profile on or off; None leaves it as the user set it.

        Raises:
            StoreError: It is no name.
            UnknownName: The domain has no such context.
        """
        contexts = self.mind.domain.contexts
        if context is not None and context not in contexts:  # before it is stored with the session
            raise UnknownName("context", context, contexts)
        return Session(self, name, user=user, seed=seed, context=context, profile=profile)

    def in_thread(self, session: str, work: Callable[[], T]) -> asyncio.Future[T]:
        """Run a session's blocking work in a thread, with coroutines of the host on the loop of the caller."""
        with self._guard:
            if self._lanes is None or self._lanes.process != getpid():
                self._lanes = Lanes(MOST_THREADS)
            lanes = self._lanes
        context = contextvars.copy_context()
        context.run(HOST_LOOP.set, asyncio.get_running_loop())
        return asyncio.wrap_future(lanes.submit(session, lambda: context.run(work)))

    def __enter__(self) -> Agent:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of threads and store: what SQLite keeps beside its file is written into it.

        A store that was handed in stays open, for whoever else uses it.
        """
        lanes, self._lanes = self._lanes, None
        if lanes is not None and lanes.process == getpid():
            lanes.close()
        if self._own_store:
            self.store.close()


class Session:
    """One user's dialogue with an agent."""

    def __init__(
        self,
        agent: Agent,
        name: str,
        *,
        user: str | None = None,
        seed: int = 0,
        context: str | None = None,
        profile: bool | None = None,
    ) -> None:
        self.agent = agent
        self.name = checked_name(name)
        self._runner = Runner(agent, name, checked_name(user or name), seed=seed, context=context, profile=profile)

    @property
    def state(self) -> DialogueState:
        """The dialogue as it stands."""
        return self._runner.state()

    def say(self, text: str | bytes, *, id: str | None = None) -> Turn:
        """Say something and get the agent's turn.

        Args:
            text: The message.
            id: Names the message: saying it again under the same id gets the same turn, and is not taken twice
                (within the last thousand turns).
        """
        return self._runner.finished(
            self._runner.say(text, str(uuid4()) if id in (None, "") else id, named=id is not None)
        )

    async def asay(self, text: str | bytes, *, id: str | None = None) -> Turn:
        """`say` without blocking the event loop."""
        return await self._awaited(lambda: self.say(text, id=id), self._runner.note_unseen)

    def stream(self, text: str | bytes, *, id: str | None = None) -> Generator[StreamEvent]:
        """`say`, watched: stages and tokens while the turn is made, then the turn.

        The turn comes to its end although nobody reads on; what it said is then told with the next one, or by `poll`.
        """
        return watched_in_thread(self._making(text, id), self._runner.note_unseen)

    def astream(self, text: str | bytes, *, id: str | None = None) -> AsyncGenerator[StreamEvent]:
        """`stream` without blocking the event loop."""
        return watched_on_loop(
            self._making(text, id), self._runner.note_unseen, lambda work: self.agent.in_thread(self.name, work)
        )

    def _making(self, text: str | bytes, id: str | None) -> Callable[[], Iterator[StreamEvent]]:
        return lambda: self._runner.say(
            text, str(uuid4()) if id in (None, "") else id, named=id is not None, watched=True
        )

    def control(self, name: ControlName, **more: Unpack[ControlArguments]) -> Turn:
        """Use a control: why, belief, correct, just_answer, reset, explore, profile, values, person, contest, ...

        Args:
            name: Which.
            **more: What it needs, as `Control` has it: ``control("correct", facet="age", value="adult")``.

        Raises:
            UnknownName: There is no such control, or no such facet, value, intent, profile or objective.
            EdgewiseError: What it was given is of another kind.
        """
        event = Controlled(checked(self.agent.mind.domain, Control.model_validate({"name": name, **more})), today())
        return self._runner.finished(self._runner.give(event))

    async def acontrol(self, name: ControlName, **more: Unpack[ControlArguments]) -> Turn:
        """`control` without blocking the event loop."""
        return await self._awaited(lambda: self.control(name, **more), self._runner.note_unseen)

    def act(self, act: PersonAct | Mapping[str, object]) -> None:
        """Do something as the person at the desk; `poll` or the next message carries it out.

        The cases on the desk stand as they do after the same in `edgewise desk`.

        Raises:
            UnknownName: A deed, facet, value, intent or contest does not exist.
            NotAllowed: The domain lets no operator vouch for this facet.
            EdgewiseError: It says nothing to the user and has to.
        """
        self._runner.begin()
        sendable = sendable_act(self.agent.mind.domain, act)
        check_contested(sendable, self.state)
        self.agent.store.send(self.name, sendable)

    async def aact(self, act: PersonAct | Mapping[str, object]) -> None:
        """`act` without blocking the event loop."""
        await asyncio.to_thread(self.act, act)

    def poll(self) -> list[Turn]:
        """Carry out what a person did meanwhile, and finish what a crash cut short: the turns, if any."""
        return self._runner.poll()

    async def apoll(self) -> list[Turn]:
        """`poll` without blocking the event loop."""
        return await self._awaited(self.poll, lambda turns: self._runner.note_unseen(*turns))

    async def _awaited(self, make: Callable[[], T], unseen: Callable[[T], None]) -> T:
        """What a thread makes; where the waiting is cancelled it is told with the next turn, for it was made."""
        awaited = Awaited(make, unseen)
        try:
            return await self.agent.in_thread(self.name, awaited.work)
        except asyncio.CancelledError:
            awaited.leave()
            raise
