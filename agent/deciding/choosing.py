"""Asking the policy, and closing the turn with what it chooses.

One place where the belief, the dialogue's progress and the user's stance meet the policy; requests of a compound
message are served one after another. In which words is for `dressing`. Pure: the same state and seed, the same step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import cast

import numpy as np

from ...beliefs.belief.belief import Belief
from ...beliefs.belief.evidence import Evidence
from ...beliefs.deciding.choice import Choice, Progress, Stance
from ...beliefs.deciding.pluralism import mode_of
from ...beliefs.deciding.rationale import Rationale
from ...beliefs.language.domain import Domain
from ...beliefs.language.objectives import Mode
from ...beliefs.language.reserved import OTHER
from ..amounts.asked_units import asked_unit, unit_words
from ..memory.at_odds import undecided
from ..memory.hearing import hear_next
from ..memory.passed_over import unanswered
from ..memory.resuming import next_request
from ..state.decision import Decision
from ..state.dialogue import DialogueState, Moment, line, said_by_user
from ..state.mind import Mind, belief_of, fact_key, ledger_of, unprofiled
from ..state.recent import Grounds
from ..state.settled import clearly_says, declined, picked
from .dressing import dressed
from .handoff import hand_over

__all__ = ["Pressure", "Step", "Weighed", "close", "decide", "progress_of", "reworded", "said_instead", "stance_of"]

LONGEST_LINE = 20_000
"""Characters of an answer of the host that the transcript keeps: a state is written at every step."""

EXACT = 0.95
"""An amount is exact where one bin has this much of its likelihood: "about 60" may be on either side of an edge."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """What one decision was made from, for the log."""

    belief: Belief
    rationale: Rationale


@dataclass(frozen=True)
class Step:
    """A state, and what was decided in it."""

    state: DialogueState
    decision: Decision
    weighed: tuple[Weighed, ...] = ()
    """One for each time the policy was asked; equality is theirs to ignore."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and (self.state, self.decision) == (other.state, other.decision)

    def __hash__(self) -> int:
        return hash(self.decision.text)


@dataclass(frozen=True)
class Pressure:
    """What a turn puts on the policy besides the belief."""

    answer_now: bool = False
    wants_person: bool = False
    failed: str | None = None
    contradicted: bool = False


CALM = Pressure()


def decide(mind: Mind, state: DialogueState, pressure: Pressure = CALM, served: tuple[Decision, ...] = ()) -> Step:
    """Ask the policy; serve the requests of a compound message one after another, two by one response at once."""
    belief = belief_of(mind, state)
    choice = _chosen(mind, state, belief, progress_of(mind, state, pressure))
    state = _in_other_units(mind.domain, state, choice)
    decision = dressed(mind, state, choice)
    served = tuple(part for part in served if (part.response, part.text) != (decision.response, decision.text))
    decision = decision.model_copy(update={"also": served})
    weighed = (Weighed(belief, choice.rationale),)
    if choice.act == "ask":
        return _with(close(_asking(state, choice), decision), weighed)
    if choice.act == "escalate":
        return _with(close(hand_over(mind.domain, state, decision), decision), weighed)
    if choice.remaining:
        # The request in focus is served even where another intent is more probable, or it would come up for ever.
        focus = next(r for r in state["requests"] if r not in state["served"] and r != OTHER)
        rest = cast(DialogueState, {**state, "served": [*state["served"], focus]})
        alone = decision.model_copy(update={"also": ()})
        return _with(decide(mind, rest, replace(pressure, failed=None), (*served, alone)), weighed)
    after = next_request(mind, state)
    if waiting := state.get("later"):
        following = hear_next(mind, after, waiting)
        alone = decision.model_copy(update={"also": ()})
        return _with(decide(mind, following, replace(pressure, failed=None), (*served, alone)), weighed)
    return _with(close(after, decision), weighed)


def _in_other_units(domain: Domain, state: DialogueState, choice: Choice) -> DialogueState:
    """The state with a notice that an answer's number comes in another unit than was asked for."""
    response = domain.responses[choice.response] if choice.act == "answer" and choice.response else None
    said = next(reversed(said_by_user(state)), "")
    asked = asked_unit(said, response.unit) if response is not None and response.unit else None
    if response is None or asked is None:
        return state
    return {**state, "notices": [*state["notices"], unit_words(asked, response.unit)]}


def _chosen(mind: Mind, state: DialogueState, belief: Belief, progress: Progress) -> Choice:
    """The policy's choice; one that was made before in the very same situation is not made again."""
    stance, seed = stance_of(state), state["seed"] + state["turn"]

    def made() -> Choice:
        return mind.policy.decide(belief, progress, stance, seed=seed, deadline_s=mind.deadline_s)

    if mind.deadline_s is not None:  # then it depends on the machine, too
        return made()
    mode = mode_of(mind.model, stance)
    weights = None if stance.weights is None else tuple(sorted(stance.weights.items()))
    draw = stance.draw if mode == "distributional" else None
    return mind.chosen.get(Grounds(belief, progress, stance.context, weights, mode, seed, draw), made)


def progress_of(mind: Mind, state: DialogueState, pressure: Pressure = CALM) -> Progress:
    """Where the dialogue stands, as the policy sees it."""
    return Progress(
        asked=frozenset(state["asked"]) | _known(mind, state) | _answered(mind, state),
        questions_left=max(0, mind.domain.budget.questions - state["questions_used"]),
        surprises=state["surprises"],
        wants_person=pressure.wants_person,
        answer_now=pressure.answer_now,
        failed=pressure.failed,
        contradicted=pressure.contradicted,
        served=tuple(state["served"]),
        declined=declined(ledger_of(state)),
        picked=picked(ledger_of(state)),
        requests=tuple(state["requests"]),
        unread=frozenset(
            question.about for name, question in mind.domain.questions.items() if unanswered(state["asked"], name)
        ),
        unprofiled=unprofiled(mind, state),
    )


def _known(mind: Mind, state: DialogueState) -> frozenset[str]:
    """Questions about what an operator has vouched for, or about an amount that the user has said exactly.

    No word of the user's counts for more than an operator's, and who has said "I weigh 95 kg" could only say it again:
    told without being asked or in reply, it is one piece of evidence.
    """
    entries = [item for item in ledger_of(state) if item.source == "operator" or _is_exact(state, item)]
    known = {item.key for item in entries}
    return frozenset(name for name, asked in mind.domain.questions.items() if fact_key(asked.about) in known)


def _answered(mind: Mind, state: DialogueState) -> frozenset[str]:
    """Questions about what the user was asked otherwise and has clearly told: an answer would but replace that one.

    What is at odds is asked again. Where several values may hold at once, one that was told is not all of them.
    """
    ledger = {item.key: item for item in ledger_of(state)}
    told = {key for key, item in ledger.items() if clearly_says(item.statement.outcomes)} - undecided(ledger)
    over, asks = set[str](), mind.domain.questions
    for name, question in asks.items():
        facet = mind.domain.facets.get(question.about)
        if name in state["asked"] and fact_key(question.about) in told and facet is not None and not facet.several:
            over.add(question.about)
    return frozenset(name for name, question in asks.items() if question.about in over)


def _is_exact(state: DialogueState, item: Evidence) -> bool:
    """Whether an entry is an amount, or a range, that surely lies in one bin."""
    if item.key not in map(fact_key, state["captured"]):
        return False
    likely = np.exp(list(item.statement.outcomes.values()))
    return bool(likely.max() >= EXACT * likely.sum())


def stance_of(state: DialogueState) -> Stance:
    """Whose values count in this dialogue; who is drawn to speak, if somebody is, speaks for a whole request."""
    who = f"{state['session']}|{state['seed']}|{state['request']}"
    draw = int.from_bytes(blake2b(who.encode(), digest_size=6).digest())
    return Stance(state["context"], state["weights"] or None, cast("Mode | None", state["mode"]), draw)


def close(state: DialogueState, decision: Decision) -> Step:
    """Write the turn into the transcript, first what the user was to be told."""
    decision = decision.model_copy(update={"notices": tuple(state["notices"])}) if state["notices"] else decision
    spoken = line(state, "agent", decision.said) if decision.said else state
    spoken: DialogueState = {**spoken, "notices": [], "told": decision.reason if decision.act == "tell" else ""}
    if decision.act == "tell":
        return Step(spoken, decision)
    moment = Moment(
        act=decision.act,
        text=decision.text,
        question=decision.question,
        response=decision.response,
        options=list(decision.options),
        rationale=dict(decision.rationale),
    )
    return Step({**spoken, "last": moment}, decision)


def reworded(state: DialogueState, decision: Decision) -> DialogueState:
    """The state as if the decision had been in its present words from the start: what the user has read counts."""
    lines, last = list(state["lines"]), state["last"]
    if lines and lines[-1]["role"] == "agent":
        lines[-1] = {**lines[-1], "text": decision.said[:LONGEST_LINE]}
    if last is not None and decision.act == last["act"]:
        last = cast(Moment, {**last, "text": decision.text})
    return {**state, "lines": lines, "last": last}


def said_instead(state: DialogueState, planned: Decision, said: str) -> DialogueState:
    """The state as if only this had been said in the place of what was planned, which nobody has read."""
    kept: DialogueState = {**state, "lines": state["lines"][:-1] if planned.said else state["lines"]}
    return line(kept, "agent", said[:LONGEST_LINE]) if said else kept


def _with(step: Step, weighed: tuple[Weighed, ...]) -> Step:
    return replace(step, weighed=(*weighed, *step.weighed))


def _asking(state: DialogueState, choice: Choice) -> DialogueState:
    assert choice.question is not None, "an ask has a question"
    name = choice.question.id
    return {
        **state,
        "pending": name,
        "asked": [*state["asked"], name],
        "questions_used": state["questions_used"] + 1,
    }
