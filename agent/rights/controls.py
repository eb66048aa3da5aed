"""What a user may always do: ask why, see the belief, put right, decide now, start over, explore, object, leave.

Controls are pure transitions of the dialogue, the same in every surface, whether asked for in words or by a call.
None of them can pass a hard limit: they change what is known, asked and shown, never what is admissible. What an
operator or the system vouched for is beyond their reach.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import numpy as np

from ...beliefs.belief.evidence import Evidence, with_evidence, without
from ...beliefs.belief.ledger import posterior
from ...beliefs.belief.model import Model
from ...beliefs.belief.names import being
from ...beliefs.belief.statements import Statement, attested, claimed, said
from ...beliefs.errors import UnknownName
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import INTENT, OTHER, OWN_VALUES
from ..deciding.choosing import Pressure, Step, close, decide, progress_of, stance_of
from ..deciding.explain import long_reasons, name_in, shares_in
from ..deciding.wording import amount_words, ask_words, settled_words
from ..memory.resuming import forget_request, resumed
from ..memory.unasked import asked_about, unasked
from ..reading.asking import pending_question, why_ask
from ..state.decision import Decision, told
from ..state.dialogue import DialogueState, Json, new_dialogue
from ..state.events import Control
from ..state.heard import Captured
from ..state.mind import Mind, belief_of, fact_key, ledger_of, question_named, wish_key, written
from .control_names import checked, names_of
from .own_values import own_values_words, values_control, without_own_values
from .profile_controls import profile_control

__all__ = ["apply_control", "evidence_for", "still_asking"]

WORTH_SAYING = 0.005
"""Probability of another wish below which it is 0% in print."""
SURE = 0.95
"""How sure a user is who puts the intent right: a menu's pick is no surer."""


def apply_control(mind: Mind, state: DialogueState, control: Control) -> Step:
    """Carry a control out."""
    try:
        return _CONTROLS[control.name](mind, state, checked(mind.domain, control))
    except UnknownName as error:
        return close(state, told(f"I don't know {_safe(error)}.", control.name))


def evidence_for(model: Model, facet: str, value: str) -> Statement:
    """What somebody says who puts an intent or a facet right in plain words."""
    if facet == OWN_VALUES:
        return attested(facet, value)
    if facet != INTENT:
        return claimed(facet, {value: 0.0})
    rest = (1 - SURE) / max(1, len(model.intents) - 1)
    return said(np.log(SURE if intent == value else rest) for intent in model.intents)


def _why(mind: Mind, state: DialogueState, control: Control) -> Step:
    last, pending = state["last"], state["pending"]
    more = control.more or state["told"] == "why"
    if last is None:
        return close(state, told("I have not decided anything yet.", "why"))
    if more:
        return close(state, told(long_reasons(last["rationale"]), "why"))
    if pending is not None and last["act"] == "ask":
        return close(state, still_asking(mind, state, told(why_ask(mind.domain, pending), "why")))
    return close(state, told(str(last["rationale"].get("sentence", "")), "why"))


def _belief(mind: Mind, state: DialogueState, control: Control) -> Step:
    parts = [f"{name} ({p:.0%})" for name, p in _wishes(mind, state)]
    facts = [f"{facet.name}: {value} ({p:.0%})" for facet, value, p in _facts(mind, state)]
    text = f"I think that you want: {', '.join(parts)}."
    values = own_values_words(mind, state)
    if values:
        text += f" What I think matters to you: {values}."
    if facts:
        text += f" What I go by: {'; '.join(facts)}."
    return close(state, told(text, "belief"))


def _wishes(mind: Mind, state: DialogueState) -> list[tuple[str, float]]:
    """What is probably wanted; after an answer what it answered, and not how much of that may be wanted next."""
    last = state["last"]
    if last is not None and last["act"] in ("answer", "refuse") and state["pending"] is None:
        every = shares_in(last["rationale"], "intents")[:3]
    else:
        every = [(mind.domain.intents[intent].name, p) for intent, p in belief_of(mind, state).top(3)]
    return [*every[:1], *((name, p) for name, p in every[1:] if p >= WORTH_SAYING)]


def _facts(mind: Mind, state: DialogueState):
    """Facets about which something was said, with what is believed now: the amount that was told, or a value."""
    belief, model = belief_of(mind, state), mind.model
    keys = {item.key for item in ledger_of(state)}
    for position, space in enumerate(model.facets):
        if fact_key(space.id) in keys and space.id != OWN_VALUES:
            marginal = belief.facet(position)
            best = int(marginal.argmax())
            facet = mind.domain.facets[space.id]
            amount = state["captured"].get(space.id)
            told = amount_words(mind.domain, space.id, Captured.model_validate(amount)) if amount else ""
            value = space.values[best]
            yield facet, told or facet.values[value].name or value, float(marginal[best])


def _correct(mind: Mind, state: DialogueState, control: Control) -> Step:
    """Withdraw what the user said about something, put something else in its place, and decide anew."""
    if not control.facet:
        noted = [f"{facet.name}: {value}" for facet, value, _ in _facts(mind, state)]
        text = f"What I noted is {'; '.join(noted)}. " if noted else ""
        return close(state, told(f"{text}Tell me what is different, and I will go by that.", "correct"))
    ledger = resumed(ledger_of(state))
    if control.facet == INTENT:
        ledger = ledger_of(forget_request(state))
        key = wish_key(state)
    else:
        key = fact_key(control.facet)
        if any(item.key == key and item.source not in ("user", "tool") for item in ledger):
            return close(state, told(settled_words(mind.domain, control.facet), "correct"))
        ledger = without_own_values(ledger) if control.facet == OWN_VALUES else list(without(ledger, key))
    new = [_evidence(mind, state, key, control)] if control.value else []
    captured = _captured(mind.domain, state, control)
    anew = unasked(state, () if control.value else asked_about(mind.model, state, control.facet))
    return decide(mind, {**anew, "ledger": written(ledger, new), "captured": captured, "surprises": 0})


def _captured(domain: Domain, state: DialogueState, control: Control) -> dict[str, Json]:
    """The exact amounts, with the one that was put right, or without the one that no longer holds."""
    kept = {name: amount for name, amount in state["captured"].items() if name != control.facet}
    if control.number is None or control.facet == INTENT:
        return kept
    told = Captured(amount=control.number, unit=domain.facets[control.facet].unit or "")
    return {**kept, control.facet: cast(Json, told.model_dump(mode="json"))}


def _evidence(mind: Mind, state: DialogueState, key: str, control: Control) -> Evidence:
    statement = evidence_for(mind.model, control.facet, control.value)
    return Evidence(key=key, source="user", turn=state["turn"], statement=statement)


def _just_answer(mind: Mind, state: DialogueState, control: Control) -> Step:
    return decide(mind, state, Pressure(answer_now=True))


def _person(mind: Mind, state: DialogueState, control: Control) -> Step:
    return decide(mind, state, Pressure(wants_person=True))


def _reset(mind: Mind, state: DialogueState, control: Control) -> Step:
    """Start over; the settings, the turn count and what was attested stay, but for what is of somebody or something."""
    fresh = new_dialogue(state["session"], seed=state["seed"], context=state["context"])
    lasting = {name for name, facet in mind.model.domain.facets.items() if facet.of == "talk"} | {OWN_VALUES}
    attested_ = [item for item in ledger_of(state) if item.statement.kind == "attest"]
    vouched = [item for item in attested_ if item.statement.facet in lasting]
    kept: DialogueState = {
        **fresh,
        "turn": state["turn"],
        "request": state["request"] + 1,
        "ledger": written([], vouched),
        "weights": state["weights"],
        "mode": state["mode"],
        "profile": state["profile"],
        "explore_rate": state["explore_rate"],
        "contests": state["contests"],
        "message": state["message"],
        "mail": state["mail"],
        "notices": state["notices"],
        "lines": state["lines"],
    }
    if "vocabulary" in state:  # what others vouched for is still in its names
        kept["vocabulary"] = state["vocabulary"]
    text = f"All right, we start over. {_still_settled(mind.domain, vouched)}What can I do for you?"
    return close(kept, told(text, "reset"))


def _still_settled(domain: Domain, vouched: list[Evidence]) -> str:
    """What is gone by although somebody starts over; nothing of what the user alone has settled."""
    settled = {item.statement.facet: next(iter(item.statement.outcomes)) for item in vouched if item.source != "user"}
    facts = [being(domain.facets[facet].name, _named(domain, facet, value)) for facet, value in settled.items()]
    return f"I still go by what {domain.escalation.to} settled: {' and '.join(facts)}. " if facts else ""


def _named(domain: Domain, facet: str, value: str) -> str:
    return domain.facets[facet].values[value].name or value


def _explore(mind: Mind, state: DialogueState, control: Control) -> Step:
    """Show the other readings, for this request without the profile."""
    plain: DialogueState = {**state, "exploring": state["profile"] is not None}
    belief = belief_of(mind, plain)
    shown = [intent for intent, _ in belief.top(mind.domain.budget.menu + 1) if intent != OTHER]
    names = tuple(mind.domain.intents[intent].name for intent in shown[: mind.domain.budget.menu])
    rest = " I set your profile aside for this." if plain["exploring"] else ""
    return close(plain, told(f"It could also be one of these: {', '.join(names)}.{rest}", "explore", names))


def _contest(mind: Mind, state: DialogueState, control: Control) -> Step:
    last = state["last"]
    if last is None:
        return close(state, told("I have not decided anything yet that you could contest.", "contest"))
    number = state["contests"] + 1
    incident: dict[str, object] = {
        "number": number,
        "objection": control.text,
        "decision": {key: last[key] for key in ("act", "text", "question", "response")},
        "because": last["rationale"].get("sentence", ""),
        "intents": [list(share) for share in shares_in(last["rationale"], "intents")],
    }
    text = (
        f"I have noted that you disagree (number {number}). {_capital(mind.domain.escalation.to)} will look at the "
        "decision and everything it was based on, and you will be told here what came of it."
    )
    decision = told(text, "contest").model_copy(update={"incident": incident})
    return close({**state, "contests": number}, decision)


def _what_if(mind: Mind, state: DialogueState, control: Control) -> Step:
    """What would be decided if something were so; nothing is done and nothing is remembered."""
    if not control.facet or not control.value:
        return close(state, told("Tell me what to suppose, and I will say what I would do.", "what_if"))
    key = wish_key(state) if control.facet == INTENT else fact_key(control.facet)
    kept = ledger_of(forget_request(state)) if control.facet == INTENT else resumed(ledger_of(state))
    supposed = _evidence(mind, state, key, control)
    ledger, progress = with_evidence(kept, supposed), progress_of(mind, state)
    fresh: DialogueState = {**state, "ledger": []}
    if progress.unprofiled is not None:
        plain = posterior(belief_of(mind, {**fresh, "profile": None}), ledger, turn=state["turn"])
        progress = replace(progress, unprofiled=plain)
    choice = mind.policy.decide(
        posterior(belief_of(mind, fresh), ledger, turn=state["turn"]),
        progress,
        stance_of(state),
        seed=state["seed"] + state["turn"],
        deadline_s=mind.deadline_s,
    )
    subject = "what you want" if control.facet == INTENT else mind.domain.facets[control.facet].name
    value = names_of(mind.domain, control.facet)[control.value]
    sentence = choice.rationale.sentence()
    return close(state, told(f"If you told me that {being(subject, value)}: {sentence}", "what_if"))


def _outcome(mind: Mind, state: DialogueState, control: Control) -> Step:
    """What it was really about, learnt afterwards: kept by the log for its calibration."""
    return close(state, told("Thank you, I have noted that.", "outcome"))


def _profile(mind: Mind, state: DialogueState, control: Control) -> Step:
    return profile_control(mind.domain, state, control)


def _repeat(mind: Mind, state: DialogueState, control: Control) -> Step:
    last = state["last"]
    if last is None:
        return close(state, told("I have not said anything yet.", "repeat"))
    return close(state, told(last["text"], "repeat", tuple(last["options"])))


def still_asking(mind: Mind, state: DialogueState, decision: Decision) -> Decision:
    """A remark, with the question that is still open and its options."""
    pending = state["pending"]
    if pending is None:
        return decision
    words = ask_words(pending_question(mind.model, question_named(mind.model, pending)))
    return decision.model_copy(update={"text": f"{decision.text} {words.text}", "options": words.options})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _safe(error: UnknownName) -> str:
    return name_in({"name": error.message.removeprefix("unknown ")})


_CONTROLS = cast(
    "dict[str, Callable[[Mind, DialogueState, Control], Step]]",
    {
        "belief": _belief,
        "contest": _contest,
        "correct": _correct,
        "explore": _explore,
        "just_answer": _just_answer,
        "outcome": _outcome,
        "person": _person,
        "profile": _profile,
        "repeat": _repeat,
        "reset": _reset,
        "values": values_control,
        "what_if": _what_if,
        "why": _why,
    },
)
