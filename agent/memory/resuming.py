"""One request after another: closing one that was served, and going back to it.

What was wanted fades to a leaning, which comes into force again where a message asks for nothing new: a fact is put
right or taken back, or it is asked for somebody else. Knows the ledger and the belief; words only by their speech acts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import TINY, shares_of
from ...beliefs.belief.belief import Belief
from ...beliefs.belief.contexts import prior_in
from ...beliefs.belief.evidence import Evidence, to_json
from ...beliefs.belief.model import Model
from ...beliefs.belief.profile import UserProfile, observed
from ...beliefs.belief.statements import said
from ...beliefs.language.reserved import OTHER
from ...beliefs.values.tradeoffs import is_trade_off
from ..matching.retractions import TAKES_BACK
from ..state.dialogue import DialogueState, Json, without_later
from ..state.heard import Heard
from ..state.mind import Mind, belief_of, fact_key, ledger_of, written
from ..words.going_on import SAME_AGAIN
from ..words.plain_words import plain_text
from ..words.signs import SpeechAct
from ..words.speaking import wants_something
from ..words.turning import TURNS

__all__ = [
    "LEANING",
    "about_assumed",
    "as_picked",
    "forget_request",
    "next_request",
    "only_tells",
    "resumed",
    "still_wanted",
]

CARRIED = 0.3
"""How much of what was wanted last is still expected of the next message: "and for a child?" goes on with it."""

RESUMED = 0.98
"""How much is expected where a fact is put right after the answer: "sorry, I meant the small one"."""

CLEAR = 0.8
"""A message says what is wanted when one intent has more than this share of its likelihood."""

SURELY = 0.9
"""Share of a reply's meaning from which it surely picks a line of a menu; probability from which something else is
surely wanted all the same."""

CARRIED_ON = 0.5
"""Share of all wishes below which words are more like those of none, and half of that of any one of them."""

_PUTS_RIGHT = re.compile(
    r"\W*(?:(?:oh|ah|hm+|er+),? )?(?:no|nope|nah|sorry|actually)\b(?! (?:thanks|thank|need|idea))", re.I
)
"""How a message begins that says the last answer rests on something wrong: "no, just stuck into the left one"."""

TELLS: frozenset[SpeechAct] = frozenset({"inform", "reply", "correct"})
"""What a message does that only tells something."""

LEANING = "carried"
"""Key of what is still expected of a request that was served."""


def next_request(mind: Mind, state: DialogueState) -> DialogueState:
    """Close a request that was served: what was wanted fades to a leaning, what is known stays."""
    belief, prior = belief_of(mind, state), prior_in(mind.model, state["context"]).intents
    odds = belief.intents / np.maximum(prior, TINY)
    if _only_resumed(state):
        odds = _shared_out(odds, RESUMED)
    leaning = np.log((1 - CARRIED) + CARRIED * odds)
    kept = forget_request(state)
    carried = Evidence(key=LEANING, source="system", turn=state["turn"], statement=said(leaning))
    request = state["request"] + 1
    return {
        **kept,
        "request": request,
        "ledger": written(ledger_of(kept), [carried]),
        "asked": [name for name in state["asked"] if name in mind.model.question_index or is_trade_off(name)],
        "questions_used": 0,
        "pending": None,
        "surprises": 0,
        "hinted": {},
        "profile": _counted(state, belief),
        "exploring": _explores(state["explore_rate"], request) and state["profile"] is not None,
    }


def _only_resumed(state: DialogueState) -> bool:
    """Whether nothing was said of what is wanted, so that what was wanted before was served again."""
    told = [item.key for item in ledger_of(state) if item.statement.kind in ("said", "pick")]
    return told == [LEANING]


def _explores(rate: float, request: int) -> bool:
    """Whether this request is one of the share ``rate`` in which the profile is set aside: evenly spaced."""
    return math.floor(rate * request) > math.floor(rate * (request - 1))


def _counted(state: DialogueState, belief: Belief) -> Json | None:
    """The profile with one more request, what it was about being the belief at its end."""
    if state["profile"] is None:
        return None
    profile = UserProfile.model_validate(state["profile"])
    outcome = {intent: p for intent, p in belief.top(5) if intent != OTHER}
    return cast(Json, observed(profile, outcome, profile.day).model_dump(mode="json"))


def forget_request(state: DialogueState) -> DialogueState:
    """Drop what was heard about the present request; facts stay."""
    kept = [item for item in ledger_of(state) if item.statement.kind not in ("said", "pick")]
    left = without_later(state)
    return {**left, "ledger": [cast(Json, to_json(item)) for item in kept], "requests": [], "served": []}


def still_wanted(model: Model, state: DialogueState, heard: Heard, items: Sequence[Evidence]) -> list[Evidence]:
    """The ledger; with what was wanted last in force again where nothing new is asked for.

    Then a fact is put right, or one is told that the last answer took for granted, or it is asked for somebody else:
    "and for me?".
    """
    ledger = ledger_of(state)
    told = _facts_of_it(model, state) & {item.key for item in items if item.statement.kind in ("answer", "claim")}
    shares = np.exp(np.array(heard.intents if heard.intents is not None else [0.0, 0.0]))
    clear = heard.intents is not None and shares.max() > CLEAR * shares.sum()
    put_right = bool(told) and not clear
    turned = not clear and not {*TURNS.values(), SAME_AGAIN, TAKES_BACK}.isdisjoint(heard.acts)
    only_told = heard.intents is None and bool(items)
    return resumed(ledger) if state["pending"] is None and (put_right or turned or only_told) else ledger


def as_picked(mind: Mind, state: DialogueState) -> DialogueState:
    """The dialogue without what was misheard: a line of a menu was surely picked, and what was said speaks for another.

    Who picks says what they want in the menu's own words; what their own words were taken for gives way to that.
    """
    ledger, model = ledger_of(state), mind.model
    told = [item for item in ledger if item.turn == state["turn"] and item.statement.kind == "pick"]
    shares = {name: math.exp(ll) for item in told for name, ll in item.statement.outcomes.items()}
    picked = max(shares, key=shares.__getitem__, default="")
    if picked not in model.intents or shares[picked] < SURELY:
        return state
    believed = belief_of(mind, state).intents
    if believed.argmax() == model.intents.index(picked) or believed.max() >= SURELY:
        return state  # nothing speaks against it, or too much for a slip of the reader's: that is for `surprise`
    kept = [item for item in ledger if item.statement.kind != "said" or item.key == LEANING]
    return {**state, "ledger": [cast(Json, to_json(item)) for item in kept]}


def _facts_of_it(model: Model, state: DialogueState) -> set[str]:
    """Keys of the facts that what was wanted last depends on, as far as that is known, and of those told before."""
    ledger, assumed = ledger_of(state), _assumed_last(state)
    return {item.key for item in ledger} | _asked_for(model, ledger) | {fact_key(name) for name in assumed}


def _asked_for(model: Model, ledger: Sequence[Evidence]) -> set[str]:
    """Keys of the facts that are asked for by name where what was wanted last is wanted."""
    leaning = next((item.statement.intents for item in ledger if item.key == LEANING), None)
    if leaning is None:
        return set()
    last = model.intents[int(np.argmax(leaning))]
    rules = [(q.about, q.only_if) for q in model.domain.questions.values()]
    return {fact_key(about) for about, rule in rules if rule is not None and last in rule.intent}


def only_tells(model: Model, state: DialogueState, heard: Heard) -> bool:
    """Whether a message after an answer only tells a fact of what was wanted: "it's dry", "my professor".

    Such words are like those of no wish, and so they were taken for something that nobody here deals with.
    """
    denies = _PUTS_RIGHT.match(heard.text) is not None
    told = {fact_key(name) for name in (*heard.facts, *(heard.hints if denies else ()))} & _facts_of_it(model, state)
    served = state["pending"] is None and any(item.key == LEANING for item in ledger_of(state))
    if not told or not served or heard.intents is None or not {*heard.acts} <= TELLS:
        return False
    shares, other = shares_of(np.array(heard.intents)), model.intents.index(OTHER)
    most = 1.0 if denies else CLEAR
    of_none = most >= shares[other] > 1 - CARRIED_ON and np.delete(shares, other).max() < CARRIED_ON / 2
    return bool(of_none) and not plain_text(heard.text).asks and not wants_something(heard.text)


def about_assumed(model: Model, state: DialogueState) -> str | None:
    """The question about what the last answer took for granted, where nothing is asked."""
    assumed = _assumed_last(state) if state["pending"] is None else ()
    return next((name for name, q in model.domain.questions.items() if q.about in assumed), None)


def _assumed_last(state: DialogueState) -> tuple[str, ...]:
    """The facets that the last answer took for granted, in so many words."""
    last = state["last"]
    assumed = last["rationale"].get("assumptions") if last is not None and last["act"] == "answer" else None
    shares = cast("Sequence[Mapping[str, Mapping[str, str] | None]]", assumed or ())
    return tuple(facet["id"] for share in shares if (facet := share["facet"]) is not None)


def resumed(ledger: Sequence[Evidence]) -> list[Evidence]:
    """The ledger with what was wanted last in force again."""
    return [_in_force(item) if item.key == LEANING else item for item in ledger]


def _in_force(leaning: Evidence) -> Evidence:
    """What faded to a leaning, as it was: ``log((1 - c) + c x)`` with another share ``c``."""
    odds = _shared_out(np.exp(np.array(leaning.statement.intents)), CARRIED)
    again = np.log((1 - RESUMED) + RESUMED * odds)
    return leaning.model_copy(update={"statement": said(again.tolist())})


def _shared_out(mixed: NDArray[np.floating], share: float) -> NDArray[np.floating]:
    """The odds of which ``share`` was mixed with none: what is wanted fades once, however often it is gone back to."""
    return np.maximum((mixed - (1 - share)) / share, 0.0)
