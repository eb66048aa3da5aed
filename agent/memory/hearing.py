"""From what was heard to evidence in force: the dialogue's memory.

Evidence about one thing has one key, so saying it again adds nothing and correcting it replaces it. Readings of
the user's own requests belong to one request and give way to the next; facts stay. What is heard while a person has
the word is answered by nobody: facts are remembered, and a request does not take the place of an open one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

import numpy as np

from ...beliefs.belief.answers import TradeOff, outcomes, read_answer
from ...beliefs.belief.contexts import before
from ...beliefs.belief.evidence import VOUCHING, Evidence
from ...beliefs.belief.model import AskModel, Model
from ...beliefs.belief.statements import Statement, answered, claimed, picked, said, weighed
from ...beliefs.belief.surprise import surprising
from ...beliefs.deciding.choice import Stance
from ...beliefs.language.reserved import UNSURE, WITHHELD
from ...beliefs.refusing.stakes import graver
from ..matching.unfit import misses
from ..reading.asking import pending_question
from ..state.decision import COURTESY
from ..state.dialogue import DialogueState, Json, line, said_by_user
from ..state.heard import Heard, Told, Utterance, mark_of
from ..state.mind import Mind, belief_of, fact_key, ledger_of, question_at, question_named, wish_key, written
from ..state.settled import SURE_NO, clearly_answers, described, is_answer, is_plain, settles
from ..words.turning import TURNS
from .at_odds import asked_again, at_odds, hinted_at, undecided
from .beside import asked_beside, requests_in_turn
from .gravest import with_gravest
from .passed_over import answered_last, in_doubt, may_be_asked_again, own_name, passed_over
from .remarks import remarks
from .resuming import LEANING, about_assumed, as_picked, forget_request, only_tells, still_wanted

__all__ = ["absorb", "hear_next", "utterance_in"]


def utterance_in(model: Model, state: DialogueState, text: str) -> Utterance:
    """A message with what it may be answering: the pending question, or putting right the one before.

    After an answer that takes a fact for granted, the question about it is that one: "13" may well be the age.
    """
    pending = state["pending"]
    recent = about_assumed(model, state) or answered_last(state["asked"], pending)
    return Utterance(
        text=text,
        pending=pending_question(model, question_named(model, pending)) if pending else None,
        recent=pending_question(model, question_named(model, recent)) if recent else None,
        history=tuple(said_by_user(state)),
        served=_served(state),
        parting=state["told"] == COURTESY and not pending,
        told=_told(model, state),
    )


def _served(state: DialogueState) -> bool:
    return state["request"] > 1 and state["pending"] is None and not _wanted(state)


def _wanted(state: DialogueState) -> bool:
    """Whether anything was said of what is wanted now."""
    return any(item.statement.kind in ("said", "pick") and item.key != LEANING for item in ledger_of(state))


def _told(model: Model, state: DialogueState) -> tuple[Told, ...]:
    """What the user told of each facet, the latest first."""
    found: list[Told] = []
    for item in reversed(ledger_of(state)):
        statement = item.statement
        if item.source != "user" or statement.kind not in ("answer", "claim"):
            continue
        facet = statement.facet or model.facets[model.question(statement.question).facet].id
        values = {k: ll for k, ll in statement.outcomes.items() if k in model.facet(facet).values}
        if values and max(statement.outcomes, key=statement.outcomes.__getitem__) in values:
            amount = cast("float | None", state["captured"].get(facet, {}).get("amount"))
            best = max(values, key=values.__getitem__)
            found.append(Told(facet=facet, value=best, amount=amount, said=_alone_in(state, item.turn)))
    return tuple(found)


def _alone_in(state: DialogueState, turn: int) -> str:
    """The message of a turn that told one thing alone."""
    several = sum(item.turn == turn and item.statement.kind in ("answer", "claim") for item in ledger_of(state)) > 1
    messages = said_by_user(state, turn)
    return messages[0] if messages and not several else ""


def absorb(
    mind: Mind, state: DialogueState, heard: Heard, *, remark: bool = False, aloud: bool = True
) -> DialogueState:
    """Take a message into the ledger and the transcript; decide nothing.

    Args:
        mind: The compiled domain.
        state: The dialogue.
        heard: The message.
        remark: It is about the dialogue itself ("why do you ask?"): what it may say besides counts only if clear.
        aloud: It was said now, and stands in the transcript.
    """
    before, heard = state, with_gravest(mind, state, _to_a_person(state, heard))
    heard = heard.model_copy(update={"intents": None}) if only_tells(mind.model, state, heard) else heard
    if aloud:
        state = line({**state, "turn": state["turn"] + 1}, "user" if heard.source == "user" else "operator", heard.text)
    if "change_subject" in heard.acts and state["status"] == "open" and not remark:
        state = forget_request(state)
    state = _without(mind.model, _turned(mind.model, state, heard), heard.taken_back)
    items = [] if remark and not clearly_answers(heard) else _evidence(mind, state, heard)
    odds = at_odds(mind, state, heard, items)
    items = [*(item for item in items if item.key not in odds), *odds.values()]
    over = asked_again(mind.domain, odds)
    answered = not remark and heard.question is not None and is_answer(heard.reply)
    moved = answered or (bool(items) and (heard.question is not None or heard.intents is not None))
    unfit, requests = _unfit(mind, state, heard), requests_in_turn(mind, state, heard)
    missed = "unfit" in heard.acts and state["pending"] is not None and bool(unfit or items)
    moved = moved or missed or bool(heard.taken_back) or bool(over) or asked_beside(state, heard)
    after: DialogueState = {
        **state,
        "surprises": _surprises(mind, state, heard) if items else state["surprises"],
        "ledger": written(still_wanted(mind.model, state, heard, items), items),
        "pending": None if moved else state["pending"],
        "asked": _still_asked(mind, state, heard, over) if moved else state["asked"],
        "captured": _amounts(state, heard, odds),
        "hinted": hinted_at(state, heard, items),
        "questions_used": state["questions_used"] - int(asked_beside(state, heard)),
        "requests": requests or state["requests"],
        "served": [] if requests else state["served"],
    }
    if heard.later:
        after["later"] = [cast(Json, one.model_dump(mode="json")) for one in heard.later]
    taken = remarks(mind, before, after, heard, told={item.key for item in items} - _vouched_for(state))
    return as_picked(mind, {**after, "notices": [*state["notices"], *unfit, *taken]})


def hear_next(mind: Mind, state: DialogueState, waiting: Sequence[Json]) -> DialogueState:
    """Take in the first of what else one message asked for, as a message of its own that nobody said."""
    heard, *rest = waiting
    taken = absorb(mind, state, Heard.model_validate(heard), aloud=False)
    return {**taken, "notices": state["notices"], "later": rest}


def _to_a_person(state: DialogueState, heard: Heard) -> Heard:
    """A message while a person has the word: what it asks for is asked of them, unless nothing was wanted before."""
    if state["status"] != "with_person" or heard.source != "user" or not _wanted(state):
        return heard
    return heard.model_copy(update={"intents": None, "requests": ()})


def _amounts(state: DialogueState, heard: Heard, odds: Mapping[str, Evidence]) -> dict[str, Json]:
    """All amounts that were told, but for what was vouched for otherwise and for what is at odds."""
    closed = {*odds, *(() if heard.source in VOUCHING else _vouched_for(state))}
    now = {name: q.model_dump(mode="json") for name, q in heard.captured.items() if fact_key(name) not in closed}
    open_ = undecided(odds)
    return {**{name: amount for name, amount in state["captured"].items() if fact_key(name) not in open_}, **now}


def _turned(model: Model, state: DialogueState, heard: Heard) -> DialogueState:
    """Without what was told of somebody or something else than is talked about now; it may be asked for anew."""
    left = {kind for kind, act in TURNS.items() if act in heard.acts}
    facets = [name for name, facet in model.domain.facets.items() if facet.of in left]
    # What an operator settled of the one before is no fact about the next either.
    return (_forgotten if heard.source == "user" else _without)(model, state, facets)


def _without(model: Model, state: DialogueState, facets: Collection[str]) -> DialogueState:
    """Without what was told of some facets; they may be asked for anew. What was vouched for stays."""
    return _forgotten(model, state, [name for name in facets if fact_key(name) not in _vouched_for(state)])


def _forgotten(model: Model, state: DialogueState, facets: Collection[str]) -> DialogueState:
    """Without whatever is known of some facets."""
    if not facets:
        return state
    keys = {fact_key(name) for name in facets}
    over = {name for name, question in model.domain.questions.items() if question.about in facets}
    return {
        **state,
        "ledger": [item for item in state["ledger"] if item["key"] not in keys],
        "captured": {name: amount for name, amount in state["captured"].items() if name not in facets},
        "hinted": {name: hint for name, hint in state.get("hinted", {}).items() if name not in facets},
        "asked": [name for name in state["asked"] if own_name(name) not in over],
        "pending": None if state["pending"] in over else state["pending"],
    }


def _vouched_for(state: DialogueState) -> set[str]:
    """Keys of the evidence that is not the user's own, nor a tool's."""
    return {item.key for item in ledger_of(state) if item.source in VOUCHING}


def _unfit(mind: Mind, state: DialogueState, heard: Heard) -> list[str]:
    """What is to be said of an amount that cannot answer the open question, nor tells anything else."""
    if "unfit" not in heard.acts or heard.facts or state["pending"] is None:
        return []
    words = misses(heard.text, pending_question(mind.model, question_named(mind.model, state["pending"])))
    return [] if words is None else [words]


def _still_asked(mind: Mind, state: DialogueState, heard: Heard, over: Collection[str]) -> list[str]:
    """Questions that were asked; one that was passed over may be asked once more.

    It was passed over if an earlier answer was put right instead, if what was said settles on no outcome, or if its
    answers are at odds. One that is answered, but not plainly, may be asked again where it could break a limit.
    """
    pending, asked = state["pending"], state["asked"]
    for name in [name for name in asked if name in over and name != pending]:  # in the order in which they were asked
        asked = passed_over(asked, name)
    if pending is None:
        return asked
    settled = heard.question == pending and settles(heard.reply) and not described(mind.domain, heard)
    settled = settled and not _leaves_open(mind, state, pending, heard.reply)
    if settled and pending not in over:
        return in_doubt(asked, pending) if _doubtful(mind, state, pending, heard.reply) else asked
    elsewhere = heard.question not in (None, pending) or ("unfit" in heard.acts and heard.facts)
    if elsewhere or heard.taken_back or asked_beside(state, heard):
        return [name for name in asked if name != pending]
    return passed_over(asked, pending)


def _doubtful(mind: Mind, state: DialogueState, name: str, reply: Mapping[str, float]) -> bool:
    """Whether an answer is only probably the harmless one that it was taken for."""
    return not is_plain(reply) and _is_harmless(mind, state, name, max(reply, key=reply.__getitem__))


def _leaves_open(mind: Mind, state: DialogueState, name: str, reply: Mapping[str, float]) -> bool:
    """Whether an answer is not sure enough to count as the harmless one; the second time it need only be likely.

    "Number of tablets" is hardly a no to "any alarm sign?", and where nobody has one it must not look like one.
    """
    asked = question_at(mind, state, name)
    values = mind.model.facets[asked.facet].values if isinstance(asked, AskModel) else ()
    shares = {outcome: float(np.exp(ll)) for outcome, ll in reply.items()}
    told = {value: shares[value] for value in values if value in shares}
    best = max(told, key=told.__getitem__, default="")
    says_nothing = settles(reply) and max(reply, key=reply.__getitem__) not in told
    if says_nothing or not _is_harmless(mind, state, name, best):
        return False
    if sum(told.values()) <= 0.5 * sum(shares.values()):
        return True
    harmless = sum(share for value, share in told.items() if _is_harmless(mind, state, name, value))
    first = not may_be_asked_again(state["asked"], name)
    return first and told[best] == max(shares.values()) and harmless < SURE_NO * sum(shares.values())


def _is_harmless(mind: Mind, state: DialogueState, name: str, best: str) -> bool:
    """Whether an outcome is a value than which another one is graver."""
    question = question_at(mind, state, name)
    if isinstance(question, TradeOff) or not isinstance(question, AskModel):
        return False
    values = mind.model.facets[question.facet].values
    arbiter = mind.policy.rules(Stance(state["context"])).arbiter
    return best in values and any(
        graver(arbiter, question.facet, one, values.index(best)) for one in range(len(values))
    )


def _evidence(mind: Mind, state: DialogueState, heard: Heard) -> list[Evidence]:
    """One entry for the reply, one for each fact, one for what the message asks for."""
    found = {fact_key(facet): claimed(facet, values) for facet, values in heard.facts.items()}
    told = heard.question is not None and is_answer(heard.reply)
    if told and heard.question is not None and not _leaves_open(mind, state, heard.question, heard.reply):
        key, statement = _answer(mind, state, heard.question, heard.reply)
        found[key] = statement
    if heard.intents is not None:
        found[wish_key(state)] = said(heard.intents, same=heard.mark or mark_of(heard.text))
    return [Evidence(key=k, source=heard.source, turn=state["turn"], statement=s) for k, s in found.items()]


def _answer(mind: Mind, state: DialogueState, name: str, reply: Mapping[str, float]) -> tuple[str, Statement]:
    """The ledger's key and statement for an answer; who does not want to pick a reading is unsure of it."""
    model, question = mind.model, question_at(mind, state, name)
    names = outcomes(model, question)
    told = {outcome: ll for outcome, ll in reply.items() if outcome in names}
    if isinstance(question, TradeOff):
        return name, weighed(_by_profile(model, question, told))
    if isinstance(question, AskModel):
        return fact_key(model.facets[question.facet].id), answered(name, told)
    if WITHHELD in reply:
        told[UNSURE] = float(np.logaddexp(told.get(UNSURE, -np.inf), reply[WITHHELD]))
    declared = name if name in model.domain.questions else ""
    return f"menu:{name}", picked([model.intents[m] for m in question.members], told, declared)


def _by_profile(model: Model, question: TradeOff, told: Mapping[str, float]) -> dict[str, float]:
    """Log-likelihood of an answer per profile."""
    logs = read_answer(model, question, told).facets[question.facet][:, 0]
    return dict(zip(model.facets[question.facet].values, logs.tolist(), strict=True))


def _surprises(mind: Mind, state: DialogueState, heard: Heard) -> int:
    """Surprising replies in a row, this one included."""
    if heard.question is None or not is_answer(heard.reply):
        return state["surprises"]
    question, belief = question_at(mind, state, heard.question), belief_of(mind, state)
    best, names = max(heard.reply, key=heard.reply.__getitem__), outcomes(mind.model, question)
    start = before(belief, state["context"])
    return state["surprises"] + 1 if best in names and surprising(belief, start, question, names.index(best)) else 0
