"""The nodes of the loop: each calls one pure function, and carries out what it says.

A node may run again after a crash, so whatever it does besides returning an update may be done twice. Knows
LangGraph's interrupts and streams; decides nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol, cast

from langchain_core.messages import AnyMessage
from langgraph.config import get_config
from langgraph.errors import GraphBubbleUp
from langgraph.graph import END
from langgraph.types import interrupt

from ..beliefs.errors import AnswerFailed, EdgewiseError
from .deciding.changed_domain import fitted
from .deciding.choosing import Step, reworded, said_instead
from .graph_state import GraphState, GraphUpdate, answer_message, latest_human, read_decision, written_decision
from .inbox import NOT_UNDERSTOOD, UserText, acts_in, payload
from .log.audit import Audit
from .log.tracing import span
from .memory.hearing import utterance_in
from .state.decision import Decision
from .state.dialogue import DialogueState, migrated, new_dialogue
from .state.events import Acted, AnswerLost, Event, Said, Trouble, Unusable, event_from_json, event_to_json
from .state.heard import Reader
from .state.mind import Mind
from .state.recent import LastWritten
from .state.safe_text import clean
from .state.streaming import emit_stage
from .turn import arbitrate, step, understood, update

__all__ = ["Answerer", "Desk", "Nodes", "today"]

Answerer = Callable[[Decision, DialogueState], Decision]
"""Puts the host's own answer, or other words, in the place of a decision's template."""

_EVENTS = LastWritten[Event]()

CHECKPOINTER = "__pregel_checkpointer"
"""Where LangGraph notes a run's checkpointer; without one there is nothing to resume."""


class Desk(Protocol):
    """Where people look for what waits for them."""

    def hand_over(self, session: str, turn: int, package: Mapping[str, object]) -> None:
        """Announce a handoff; the same one again changes nothing."""
        ...

    def contest(self, session: str, turn: int, incident: Mapping[str, object]) -> None:
        """Announce a contested decision; the same one again changes nothing."""
        ...


class Nodes:
    """The nodes of one graph."""

    def __init__(
        self,
        mind: Mind,
        reader: Reader,
        answerer: Answerer | None = None,
        wording: Answerer | None = None,
        audit: Audit | None = None,
        desk: Desk | None = None,
        interrupts: bool = True,
    ) -> None:
        self.mind = mind
        self.reader = reader
        self.answerer = answerer
        self.wording = wording
        self.audit = audit
        self.desk = desk
        self.interrupts = interrupts

    def perceive(self, state: GraphState) -> GraphUpdate:
        """Read the latest message, or take the event that was handed in."""
        emit_stage("perceive")
        dialogue = self._dialogue(state)
        given = state.get("given")
        if given:
            return {"heard": given, "given": {}}
        message = latest_human(state)
        if message is None or message.id == dialogue["message"]:
            return {"heard": {}}
        with span("perceive"):
            event = self._event(dialogue, message.text)
        return {"heard": _EVENTS.note(event_to_json(event), event)}

    def update(self, state: GraphState) -> GraphUpdate:
        """Take it in."""
        emit_stage("update")
        dialogue, heard = self._dialogue(state), state.get("heard")
        if not heard:
            return {"dialogue": dialogue}
        event, message = _EVENTS.read(heard, event_from_json), latest_human(state)
        if isinstance(event, Said) and message is not None and self._outdated(state):
            event = self._event(dialogue, message.text)
        if message is not None and isinstance(event, Said | Trouble | Unusable):
            dialogue = cast(DialogueState, {**dialogue, "message": message.id or ""})
        taken, after = self._updated(dialogue, event)
        found: GraphUpdate = {"dialogue": after}
        if taken is not event:
            found["heard"] = event_to_json(taken)
        if self.audit is not None:
            found["before"] = {k: v for k, v in dialogue.items() if k != "lines" and after[k] is not v}
        return found

    def _updated(self, dialogue: DialogueState, event: Event) -> tuple[Event, DialogueState]:
        """The state with the event taken in; a fault of ours is told like any other."""
        try:
            return event, update(self.mind, dialogue, event)
        except EdgewiseError:
            raise
        except Exception as error:
            logging.getLogger(__name__).exception("a message could not be taken in; a person is asked")
            fault = Trouble(type(error).__name__, event.heard.text if isinstance(event, Said) else "", today())
            return fault, update(self.mind, dialogue, fault)

    def arbitrate(self, state: GraphState) -> GraphUpdate:
        """Choose the act."""
        emit_stage("arbitrate")
        dialogue, heard = self._dialogue(state), state.get("heard")
        if not heard:
            nothing = Decision(act="silent", text="", reason="nothing_new")
            return {"dialogue": dialogue, "decision": nothing.model_dump(mode="json")}
        event = _EVENTS.read(heard, event_from_json)
        with span("arbitrate", turn=dialogue["turn"]) as noted:
            event, taken = self._arbitrated(dialogue, event)
            noted.set_attribute("edgewise.act", taken.decision.act)
            noted.set_attribute("edgewise.reason", taken.decision.reason)
        if self.audit is not None:
            before = cast(DialogueState, {**dialogue, **state.get("before", {})})
            self.audit.write(self.mind, before, event, taken)
        found: GraphUpdate = {"dialogue": taken.state, "decision": written_decision(taken.decision)}
        return found if self.audit is None else {**found, "before": {}}

    def _arbitrated(self, dialogue: DialogueState, event: Event) -> tuple[Event, Step]:
        """The step; a fault of ours is told like any other, or the session could never go on."""
        try:
            return event, arbitrate(self.mind, dialogue, event)
        except EdgewiseError:
            raise
        except Exception as error:
            logging.getLogger(__name__).exception("a turn failed; a person is asked")
            fault = Trouble(type(error).__name__, day=today())
            return fault, arbitrate(self.mind, dialogue, fault)

    def act_of(self, state: GraphState) -> str:
        """The node of the chosen act."""
        return str(state.get("decision", {})["act"])

    def speak(self, state: GraphState) -> GraphUpdate:
        """Say it, and carry out what follows from it."""
        planned, before = read_decision(state), self._dialogue(state)
        emit_stage(planned.act)
        dialogue, decision = self._spoken(before, planned)
        found: GraphUpdate = {"messages": [answer_message(decision)]} if decision.said else {"messages": []}
        if decision is not planned:
            found["decision"] = written_decision(decision)
        return found if dialogue is before else {**found, "dialogue": dialogue}

    def person(self, state: GraphState) -> GraphUpdate:
        """Wait for a person, and do what the person says."""
        emit_stage("person")
        dialogue = self._dialogue(state)
        problem = str(state.get("heard", {}).get("problem", ""))
        said = "" if problem else read_decision(state).said
        acts = acts_in(interrupt(payload(dialogue, problem, said)), dialogue)
        if not acts:
            return {"heard": {"problem": NOT_UNDERSTOOD}}
        messages: list[AnyMessage] = []
        decision = Decision(act="silent", text="")
        for act in acts:
            event = self._event(dialogue, str(act)) if isinstance(act, UserText) else Acted(act, day=today())
            taken = self._step(dialogue, event)
            dialogue, decision = self._spoken(taken.state, taken.decision)
            messages += [answer_message(decision)] if decision.said else []
        return {"dialogue": dialogue, "decision": written_decision(decision), "messages": messages, "heard": {}}

    def after(self, state: GraphState) -> str:
        """Whether to wait for a person."""
        waits = self._dialogue(state)["status"] == "with_person" and self.interrupts
        return "person" if waits and get_config().get("configurable", {}).get(CHECKPOINTER) else END

    def _dialogue(self, state: GraphState) -> DialogueState:
        found = state.get("dialogue")
        if not found:
            found = new_dialogue(str(get_config().get("configurable", {}).get("thread_id", "")))
        dialogue = fitted(self.mind, migrated(cast("Mapping[str, object]", found)))
        return {**dialogue, "vocabulary": self.mind.vocabulary}

    def _outdated(self, state: GraphState) -> bool:
        """Whether what was heard was read in another domain: the process died in between, and came back changed."""
        then = state.get("dialogue", {}).get("vocabulary")
        return then is not None and then != self.mind.vocabulary

    def _event(self, dialogue: DialogueState, raw: str) -> Event:
        cleaned = clean(raw)
        if cleaned.problem is not None:
            return Unusable(cleaned.problem, cleaned.size)
        try:
            heard = self.reader.read([utterance_in(self.mind.model, dialogue, cleaned.text)])[0]
            return understood(self.mind, dialogue, Said(heard, day=today()))
        except (Exception, SystemExit) as error:
            logging.getLogger(__name__).warning("a message could not be read; a person is asked", exc_info=True)
            return Trouble(type(error).__name__, cleaned.text, today())

    def _spoken(self, dialogue: DialogueState, planned: Decision) -> tuple[DialogueState, Decision]:
        """A decision as it is said, the desk told of it; and the dialogue as whoever has read it knows it."""
        decision, lost = planned, None
        if self.answerer is not None and any(part.act == "answer" for part in (planned, *planned.also)):
            with span("answer", response=planned.response or ""):
                decision, lost = self._answered(self.answerer, planned, dialogue)
        if lost is not None:
            dialogue, decision = self._lost(dialogue, planned, decision, lost)
        elif self.wording is not None and decision.text:
            decision = _worded(self.wording, decision, dialogue)
        if lost is None and decision.said != planned.said:
            dialogue = reworded(dialogue, decision)
        self._announce(dialogue, decision)
        return dialogue, decision

    def _answered(
        self, answerer: Answerer, decision: Decision, dialogue: DialogueState
    ) -> tuple[Decision, AnswerLost | None]:
        """The decision with the host's answers; where one could not be had, those that could, and which it was."""
        found, lost = list[Decision](), None
        for part in (*decision.also, decision):
            try:
                found.append(answerer(part, dialogue) if part.act == "answer" else part)
            except GraphBubbleUp:  # an interrupt of the host's
                raise
            except Exception as error:
                lost = _lost_by(error, part)
        if lost is None:
            return found[-1].model_copy(update={"also": tuple(found[:-1])}), None
        # A question is left out, too: a person has the word now.
        alone = (part.model_copy(update={"also": (), "notices": ()}) for part in found if part.act != "ask")
        return decision.model_copy(update={"text": "", "also": tuple(alone)}), lost

    def _lost(
        self, dialogue: DialogueState, planned: Decision, had: Decision, lost: AnswerLost
    ) -> tuple[DialogueState, Decision]:
        """What follows when an answer could not be had: the others are said, and a person gives it."""
        taken = self._step(said_instead(dialogue, planned, had.said), lost)
        return taken.state, taken.decision.model_copy(update={"notices": had.notices, "also": had.also})

    def _step(self, dialogue: DialogueState, event: Event) -> Step:
        taken = step(self.mind, dialogue, event)
        if self.audit is not None:
            self.audit.write(self.mind, dialogue, event, taken)
        return taken

    def _announce(self, dialogue: DialogueState, decision: Decision) -> None:
        if self.desk is None:
            return
        if decision.act == "escalate" and dialogue["handoff"] is not None:
            self.desk.hand_over(dialogue["session"], dialogue["turn"], dialogue["handoff"])
        if decision.incident is not None:
            self.desk.contest(dialogue["session"], dialogue["turn"], decision.incident)


def _lost_by(error: Exception, part: Decision) -> AnswerLost:
    """The event of an answer that could not be had; what went wrong is logged for whoever wrote it."""
    why = error.__cause__ if isinstance(error, AnswerFailed) else error
    logging.getLogger(__name__).warning("a person is asked: %s", error, exc_info=why)
    return AnswerLost(error.message if isinstance(error, AnswerFailed) else type(error).__name__, part.response or "")


def _worded(wording: Answerer, decision: Decision, dialogue: DialogueState) -> Decision:
    """The decision in other words; in its own where those cannot be had, or are no longer that decision."""
    try:
        found = wording(decision, dialogue)
        same = (found.act, found.response, found.question) == (decision.act, decision.response, decision.question)
        if same and found.text.strip():
            return found
        logging.getLogger(__name__).warning("a wording that changes the decision, or has no words, is left out")
    except GraphBubbleUp:
        raise
    except (Exception, SystemExit):  # of somebody's command line tool, which is no reason to end a server
        logging.getLogger(__name__).exception("the wording failed; the decision is said in its own words")
    return decision


def today() -> float:
    """Days since the epoch."""
    return time.time() / 86_400
