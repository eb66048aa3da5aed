"""Running one session's turns: exclusively, exactly once, and on after a crash.

Holds a session while it works, finishes what was cut short, carries out what the desk sent, then does what is asked.
Knows the graph, the store and the order of things; nothing of what is decided.
"""

# LangGraph's own signatures are generic in types that it leaves open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from langchain_core.messages import AnyMessage, HumanMessage, RemoveMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph.message import REMOVE_ALL_MESSAGES
from langgraph.types import StreamMode

from ..beliefs.belief.profile import UserProfile
from ..beliefs.errors import EdgewiseError
from .deciding.changed_domain import fitted
from .graph_state import GraphState, GraphUpdate, read_decision, shown
from .hosting import Host, Known
from .keeping.checkpoint_order import number_after
from .log.tracing import span, untraced
from .nodes import today
from .rights.profile_controls import profile_of, with_profile
from .state.decision import Decision
from .state.dialogue import DialogueState, Json, new_dialogue, said_by_user
from .state.events import Acted, Event, PersonAct, event_to_json
from .state.safe_text import clean, text_of
from .state.streaming import Finished, StreamEvent, Turn, event_of

__all__ = ["Runner"]

_CLEARED = cast(AnyMessage, RemoveMessage(REMOVE_ALL_MESSAGES))
"""Before a turn's own message: the transcript is in the dialogue, and what the graph keeps it writes at every step."""

PRUNED_EVERY = 4
"""Turns between two prunings of a session's checkpoints."""


class Runner:
    """One session's turns."""

    def __init__(
        self, agent: Host, session: str, user: str, *, seed: int, context: str | None, profile: bool | None
    ) -> None:
        self.agent = agent
        self.store = agent.store
        self.session = session
        self.user = user
        """Whose session it is: the one of whom the store has it, whoever opens it."""
        self._opener, self._owner = user, cast("str | None", None)
        self._fresh = new_dialogue(session, seed=seed, context=context)
        self._profile = profile
        known = agent.known.get(session)
        self._checked = known is not None
        self._opened = known is not None and context is None and profile is None
        self._kept = known.profile if known is not None else None
        self._config: RunnableConfig = {"configurable": {"thread_id": session}}

    def check(self) -> None:
        """Look, once, whether the session is about this domain.

        Not when it is opened: that is done on event loops, which the store may keep waiting.

        Raises:
            StoreError: It was begun in another domain.
        """
        if not self._checked:
            self.store.check_domain(self.session, self.agent.mind.domain.name)
            self._checked = True

    def begin(self) -> None:
        """See to it that the session is somebody's: what is sent to it is erased with the user who has it.

        Raises:
            StoreError: It was begun in another domain.
        """
        self.check()
        self.store.note_session(self.session, self.user, self.agent.mind.domain.name)

    @contextmanager
    def _holding(self) -> Generator[None]:
        with self.store.guarded(), self.store.holding(self.session), untraced():
            self.check()
            self._owner = self.store.owner_of(self.session)
            self.user = self._owner or self._opener
            yield

    def state(self) -> DialogueState:
        """The dialogue as it stands."""
        self.check()
        return fitted(self.agent.mind, self.store.dialogue(self.session) or self._fresh)

    def say(self, raw: str | bytes, message: str, *, named: bool, watched: bool = False) -> Iterator[StreamEvent]:
        """Take a message; the last event is the finished turn, the others come only where somebody watches."""
        text = text_of(raw)
        if not isinstance(message, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise EdgewiseError(f"the id of a message is text, not {type(message).__name__}", hint="id=str(...)")
        message = message.encode("utf-8", "backslashreplace").decode()  # a lone surrogate cannot be written anywhere
        with self._holding(), span("turn", session=self.session):
            unfinished = self._finish()
            done = self._taken(message) if named else _resent(unfinished, text)
            if done is not None:
                lost = unfinished is not None and named and unfinished.state["message"] != message
                yield Finished(replace(done, earlier=_told([unfinished])) if unfinished and lost else done)
                return
            earlier = _told(self._meanwhile(unfinished))
            given: GraphUpdate = {"messages": [_CLEARED, HumanMessage(text, id=message)]}
            yield from self._run(given, earlier, watched=watched, named=named)

    def give(self, event: Event) -> Iterator[StreamEvent]:
        """Take an event that is no message."""
        with self._holding(), span("turn", session=self.session):
            unfinished = self._finish()
            earlier = _told(self._meanwhile(unfinished))
            yield from self._run({"given": event_to_json(event)}, earlier)

    def poll(self) -> list[Turn]:
        """Finish what was cut short and carry out what the desk sent."""
        with self._holding():
            return self._meanwhile(self._finish())

    def finished(self, events: Iterator[StreamEvent]) -> Turn:
        """The turn at the end of a stream."""
        turn = None
        for event in events:
            turn = event.turn if isinstance(event, Finished) else turn
        assert turn is not None, "a stream ends with its turn"
        return turn

    def _run(
        self,
        given: GraphUpdate | None,
        earlier: tuple[Decision, ...] = (),
        *,
        watched: bool = False,
        named: bool = False,
    ) -> Iterator[StreamEvent]:
        if given is not None:
            given = self._opening(given)
        result: GraphState | None = None
        # Listening to custom events costs LangGraph a thread for each step.
        modes: list[StreamMode] = ["custom", "values"] if watched else ["values"]
        for mode, chunk in self.agent.graph.stream(
            cast(GraphState, given), self._config, stream_mode=modes, durability="sync"
        ):
            if mode == "values":
                result = cast(GraphState, chunk)
            elif (event := event_of(chunk)) is not None:
                yield event
        assert result is not None and "dialogue" in result and "decision" in result, "a run decides something"
        turn = Turn(read_decision(result), result["dialogue"], earlier)
        if named or given is None:
            self._note_taken(turn.state, turn.decision)
        self._tidy(turn)
        yield Finished(turn)

    def _opening(self, given: GraphUpdate) -> GraphUpdate:
        """The first input of this process: the dialogue with its settings and the user's profile.

        Also where the profile was changed from another session since, or the session was erased.
        """
        if self._opened and self.store.profile(self.user) == self._kept and self._owner is not None:
            return given
        self.begin()
        self._owner = self.user
        stored = self.store.dialogue(self.session)
        dialogue = self._with_profile(stored or self._fresh)
        context = self._fresh["context"]
        if context is not None:
            dialogue = cast(DialogueState, {**dialogue, "context": context})
        self._opened, self._profile = True, None  # from here on the user's own word counts
        return given if dialogue == stored else {**given, "dialogue": dialogue}

    def _with_profile(self, dialogue: DialogueState) -> DialogueState:
        """The user's profile in the dialogue, as it is stored; off until the user or the host switches it on."""
        kept, before = self.store.profile(self.user), self._kept
        self._kept = kept
        found = None if kept is None else UserProfile.model_validate(kept["profile"])
        rate = cast(float, kept["explore_rate"]) if kept else dialogue["explore_rate"]
        if self._cut_short(dialogue, found):
            found, rate = profile_of(dialogue), dialogue["explore_rate"]
        if self._profile is not None and (found is not None or self._profile):
            found = (found or UserProfile(day=today())).model_copy(update={"enabled": self._profile})
        if found is None:
            return dialogue if before is None else with_profile(dialogue, None)
        return cast(DialogueState, {**with_profile(dialogue, found), "explore_rate": rate})

    def _cut_short(self, dialogue: DialogueState, stored: UserProfile | None) -> bool:
        """Whether the dialogue's profile is newer than what is stored: the process died before that was written."""
        own = profile_of(dialogue)
        return own is not None and stored is not None and own.day > stored.day

    def _tidy(self, turn: Turn) -> None:
        """Keep what outlasts the session, and drop what nobody needs."""
        profile = profile_of(turn.state)
        kept: Json | None = None
        if profile is not None:
            kept = {"profile": profile.model_dump(mode="json"), "explore_rate": turn.state["explore_rate"]}
        if kept != self._kept and self._may_keep(profile.day if profile is not None else 0.0):
            self.store.keep_profile(self.user, kept)
            self._kept = kept
        self._settled(self.store.latest(self.session))
        if turn.state["turn"] % PRUNED_EVERY == 0:
            self.store.prune(self.session, turn.state["turn"])

    def _may_keep(self, day: float) -> bool:
        """Whether the profile is ours to write: what was forgotten or switched off elsewhere since stays so."""
        stored = self.store.profile(self.user)
        if stored is None or stored == self._kept:
            return stored == self._kept
        return UserProfile.model_validate(stored["profile"]).day <= day

    def _finish(self) -> Turn | None:
        """Finish a run that was cut short, if there is one."""
        latest = self.store.latest(self.session)
        if latest is None:  # erased, perhaps, since somebody left: nothing of it is told to whoever comes now
            return None
        number_after(latest)
        known = self.agent.known.get(self.session)
        if known is not None and known.checkpoint == latest:
            return self._unseen()
        standing = self.agent.graph.get_state(self._config)
        # Not `next`: a node that had already written its result when the process died is not in it.
        if not standing.tasks or standing.interrupts:
            values = cast(GraphState, standing.values)
            if "dialogue" in values:  # the process may have died before this was written down
                self._note_taken(values["dialogue"], read_decision(values))
            return None
        return self.finished(self._run(None))

    def note_unseen(self, *turns: Turn) -> None:
        """Remember turns whose end nobody saw, as if a crash had cut the last one short."""
        known = self.agent.known.get(self.session)
        if known is not None and turns:
            earlier = (*_told(turns[:-1]), *turns[-1].earlier)
            self.agent.known.note(self.session, replace(known, unseen=replace(turns[-1], earlier=earlier)))

    def _unseen(self) -> Turn | None:
        known = self.agent.known.get(self.session)
        if known is None or known.unseen is None:
            return None
        self.agent.known.note(self.session, replace(known, unseen=None))
        return known.unseen

    def _settled(self, checkpoint: str | None) -> None:
        """Remember that the last run came to its end, so that the next turn need not look."""
        self.agent.known.note(self.session, Known(checkpoint or "", self._kept))

    def _note_taken(self, state: DialogueState, decision: Decision) -> None:
        """Remember what was replied to the message that was taken last."""
        if state["message"]:
            self.store.note_taken(self.session, state["message"], state["turn"], shown(decision))

    def _taken(self, message: str) -> Turn | None:
        """The turn of a message that was taken before, as far back as the store remembers."""
        noted = self.store.taken(self.session, message)
        if noted is None:
            return None
        values = cast(GraphState, self.agent.graph.get_state(self._config).values)
        then, last = Decision.model_validate(noted), read_decision(values)
        return Turn(last if shown(last) == shown(then) else then, values.get("dialogue", self._fresh))

    def _meanwhile(self, unfinished: Turn | None) -> list[Turn]:
        """What comes before anything new: a turn that was not told to its end, and what the desk sent."""
        return [*([unfinished] if unfinished else []), *self._carry_out()]

    def _carry_out(self) -> list[Turn]:
        """Carry out what the desk sent, each once."""
        turns: list[Turn] = []
        for letter in self.store.letters(self.session):
            if letter.number > self.state()["mail"]:
                # Before it is carried out, which may hand over anew: that case is to stay open.
                self._note_standing(letter.act)
                event = Acted(letter.act, letter.number, today())
                turns.append(self.finished(self._run({"given": event_to_json(event)})))
            self.store.take_letter(letter.number)
        return [replace(turn, earlier=()) for turn in turns]

    def _note_standing(self, act: PersonAct) -> None:
        if act.do in ("resolve", "hand_back"):
            self.store.mark_handoffs(self.session, "closed", act.by)


def _told(turns: Iterable[Turn]) -> tuple[Decision, ...]:
    """Everything that was said in turns."""
    return tuple(decision for turn in turns for decision in (*turn.earlier, turn.decision))


def _resent(unfinished: Turn | None, text: str) -> Turn | None:
    """The turn that a crash cut short, where a message without an id repeats it: the same person trying again."""
    said = said_by_user(unfinished.state) if unfinished else []
    return unfinished if said and said[-1] == clean(text).text else None
