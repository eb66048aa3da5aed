"""What a person does who has taken over: reply, put the belief right, vouch for a fact, resolve, hand back.

Pure transitions. What a person says is an operator's word, so it outranks the user's; what a person may vouch for is
the domain's to say. When the session is handed back the agent goes on with everything that happened meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from ...beliefs.belief.evidence import Evidence
from ...beliefs.belief.statements import attested
from ...beliefs.errors import EdgewiseError, UnknownName
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import INTENT, OWN_VALUES
from ..deciding.choosing import Step, close, decide
from ..memory.resuming import forget_request, next_request
from ..memory.unasked import unasked
from ..state.decision import Decision, told
from ..state.dialogue import DialogueState, Json, line
from ..state.events import PersonAct
from ..state.mind import Mind, fact_key, ledger_of, written
from .control_names import told_apart, value_named
from .controls import evidence_for

__all__ = ["NotAllowed", "act_as_person", "check_contested", "check_worded", "checked_act", "sendable_act"]


class NotAllowed(EdgewiseError):
    """A person may not do this in this domain."""


_DEEDS = {"correct": "correct", "attest": "vouch for"}


def act_as_person(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    """Carry out what a person does; what is not possible is told to nobody and changes nothing."""
    try:
        known = checked_act(mind.domain, act)
        check_contested(known, state)
    except EdgewiseError as error:
        return Step(state, Decision(act="silent", text="", reason=f"not_done: {error.message}"))
    if known.do in ("resolve", "hand_back") and state["status"] != "with_person":
        # Twice, or two persons at once: the first one counts, and what the other wrote is passed on.
        return _reply(mind, state, known) if known.text else _silent(state, "not_done: nobody has taken over")
    return _ACTS[known.do](mind, state, known)


def sendable_act(domain: Domain, act: object) -> PersonAct:
    """What a host wants done, as it may be sent: an act or the fields of one, its names resolved.

    Raises:
        UnknownName: There is no such act, facet, value or intent.
        NotAllowed: The domain lets no operator settle this facet.
        EdgewiseError: It says nothing to the user and has to.
    """
    return checked_act(domain, PersonAct.model_validate(act))


def check_worded(act: PersonAct) -> None:
    """See that what is done by saying something says it.

    Raises:
        EdgewiseError: It says nothing.
    """
    if act.do in ("reply", "outcome") and not act.text.strip():
        raise EdgewiseError(f"person's act {act.do!r}: it has no words for the user", hint='text="..."')


def check_contested(act: PersonAct, state: DialogueState) -> None:
    """See that an outcome is one of something that the user did contest.

    Raises:
        UnknownName: There is no such contest.
        EdgewiseError: There is none at all.
    """
    if act.do != "outcome":
        return
    if not state["contests"]:
        hint = "do='reply' says something of another kind to the user"
        raise EdgewiseError("person's act 'outcome': nothing was contested in this session", hint=hint)
    if act.incident is not None and not 1 <= act.incident <= state["contests"]:
        raise UnknownName("contest", str(act.incident), map(str, range(1, state["contests"] + 1)))


def checked_act(domain: Domain, act: PersonAct) -> PersonAct:
    """The act with its names resolved.

    Raises:
        UnknownName: A facet, value or intent does not exist.
        NotAllowed: The domain lets no operator settle this facet.
        EdgewiseError: It says nothing to the user and has to.
    """
    check_worded(act)
    if act.do not in ("correct", "attest"):
        return act
    if act.facet == INTENT and act.do == "correct":
        names = {key: intent.name or key for key, intent in domain.intents.items()}
        return act.model_copy(update={"value": told_apart("intent", act.value, names)})
    if act.facet == OWN_VALUES:
        raise NotAllowed("nobody but the user can say what matters to the user", hint="ask the user")
    facet = told_apart("facet", act.facet, {key: spec.name for key, spec in domain.facets.items()})
    if "operator" not in domain.facets[facet].attest:  # what is put right outranks the user's word, too
        allowed, deed = " or ".join(domain.facets[facet].attest) or "nobody", _DEEDS[act.do]
        raise NotAllowed(f"an operator cannot {deed} {facet!r}", hint=f"the domain lets {allowed} do so")
    return act.model_copy(update={"facet": facet, "value": value_named(domain, facet, act.value)})


def _take(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    taken: DialogueState = {**unasked(state), "status": "with_person"}
    handoff = cast(Json, {**(state["handoff"] or {}), "taken_by": act.by})
    return _silent({**taken, "handoff": handoff}, "taken")


def _reply(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    said = line(state, "operator", act.text)
    return Step({**said, "notices": []}, _from_person(state, act.text, "person_reply"))


def _correct(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    """An operator's word on what is so."""
    kept = forget_request(state) if act.facet == INTENT else state
    key = "operator:intent" if act.facet == INTENT else fact_key(act.facet)
    statement = evidence_for(mind.model, act.facet, act.value)
    item = Evidence(key=key, source="operator", turn=state["turn"], statement=statement)
    return _silent({**kept, "ledger": written(ledger_of(kept), [item]), "captured": _others(state, act)}, "corrected")


def _attest(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    statement = attested(act.facet, act.value)
    item = Evidence(key=fact_key(act.facet), source="operator", turn=state["turn"], statement=statement)
    return _silent({**state, "ledger": written(ledger_of(state), [item]), "captured": _others(state, act)}, "attested")


def _others(state: DialogueState, act: PersonAct) -> dict[str, Json]:
    """The exact amounts without the one that the person's word stands in the place of."""
    return {name: amount for name, amount in state["captured"].items() if name != act.facet}


def _resolve(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    """The person is done and so is the request."""
    text = act.text or "This has been dealt with. Is there anything else?"
    done = line(next_request(mind, _reopened(state)), "operator", text)
    return Step({**done, "notices": []}, _from_person(state, text, "person_resolved"))


def _hand_back(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    """The agent goes on: at once where what is known now decides something, else it listens."""
    opened = _reopened(state)
    if act.text:
        who = mind.domain.escalation.to
        says = f"{who[:1].upper()}{who[1:]} says: {act.text}"
        told_: DialogueState = {**opened, "notices": [*opened["notices"], says]}
        opened = line(told_, "operator", act.text)
    again = decide(mind, opened)
    if again.decision.act != "escalate":
        return again
    return close(opened, told("I am back. What would you like to go on with?", "handed_back"))


def _outcome(mind: Mind, state: DialogueState, act: PersonAct) -> Step:
    """The outcome of a contest."""
    number = f" number {act.incident}" if act.incident is not None else ""
    text = f"About your objection{number}: {act.text}"
    told_ = line(state, "operator", text)
    return Step({**told_, "notices": []}, _from_person(state, text, "contest_outcome"))


def _reopened(state: DialogueState) -> DialogueState:
    return {**unasked(state), "status": "open", "handoff": None, "surprises": 0, "questions_used": 0}


def _from_person(state: DialogueState, text: str, reason: str) -> Decision:
    return told(text, reason).model_copy(update={"notices": tuple(state["notices"])})


def _silent(state: DialogueState, reason: str) -> Step:
    return Step(state, Decision(act="silent", text="", reason=reason))


_ACTS: dict[str, Callable[[Mind, DialogueState, PersonAct], Step]] = {
    "take": _take,
    "reply": _reply,
    "correct": _correct,
    "attest": _attest,
    "resolve": _resolve,
    "hand_back": _hand_back,
    "outcome": _outcome,
}
