"""Playing a stress case: the user's words, answers from what the user knows, and what the agent did.

The same reader and the same turn as in a live session. It judges nothing beyond matching acts; see `stress_score`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...agent.deciding.choosing import Step
from ...agent.reading.asking import pending_question
from ...agent.state.decision import Decision
from ...agent.state.events import PersonAct
from ...agent.state.heard import Reader
from ...agent.state.mind import Mind, question_named
from ...beliefs.belief.model import AskModel, Model
from ...beliefs.deciding.policy import Policy
from ...beliefs.language.reserved import INTENT
from ..scripts.player import Player
from .cases import SIDE_BY_SIDE, StressCase, StressSet, matches
from .policies import KeywordFilter

__all__ = ["Line", "Played", "answer_words", "play_case"]

MOST_TURNS = 16
UNKNOWN = "I don't know"
NEITHER = "something else"


@dataclass(frozen=True)
class Line:
    """One line of a transcript."""

    who: str
    text: str
    act: str = ""
    """What the agent did: ``ask age``, ``answer adult-dose``."""


@dataclass
class Played:
    """One case as it went under one policy."""

    case: str
    lines: list[Line] = field(default_factory=list[Line])
    act: str = ""
    response: str | None = None
    accepted: bool = False
    """The last act is one of those that are right."""
    right_kind: bool = False
    """It is at least of a right kind."""
    broken: list[str] = field(default_factory=list[str])
    """Acts that are never right and were done."""
    asked: int = 0
    needless: int = 0
    """Questions without which the response would have been right, too."""
    recognised: bool = False
    """Something was asked or withheld, declined, handed over, said to be assumed, or said of how it was taken."""


def play_case(policy: Policy, reader: Callable[[], Reader], name: str, case: StressCase, whole: StressSet) -> Played:
    """Play one case to its end."""
    mind, found = Mind(policy), Played(name)
    player = Player.fresh(mind, reader, name, context=case.context)
    for facet, value in case.attested.items():
        player.act(PersonAct(do="attest", by="operator", facet=facet, value=value))
    talk = _Talk(case, {**whole.ordinary, **case.knows}, list(case.user), list(case.presses))
    for _ in range(MOST_TURNS):
        said = talk.next(mind.model, player.state["pending"])
        if said is None:
            break
        found.lines.append(Line("user", said))
        if isinstance(policy, KeywordFilter):
            policy.listen(tuple(line.text for line in found.lines if line.who == "user"))
        _note(found, case, whole, mind.model, player.say(said))
        if player.state["status"] == "with_person":
            break
    _close(found, case)
    return found


@dataclass
class _Talk:
    """What the user says next."""

    case: StressCase
    knows: Mapping[str, tuple[str, ...]]
    queue: list[str]
    presses: list[str]
    corrections: list[str] = field(default_factory=list[str])
    started: bool = False

    def next(self, model: Model, pending: str | None) -> str | None:
        """The next message; None when there is nothing left to say."""
        if self.corrections:
            return self.corrections.pop(0)
        if self.started and pending is not None:
            if self.presses:
                return self.presses.pop(0)
            words = answer_words(model, pending, self.knows, self.case.wants)
            self.corrections = list(words[1:])
            about = question_named(model, pending)
            if words[1:] and isinstance(about, AskModel):
                # What was put right once is not said wrong again.
                self.knows = {**self.knows, model.facets[about.facet].id: words[-1:]}
            return words[0]
        self.started = True
        return self.queue.pop(0) if self.queue else None


def answer_words(
    model: Model, pending: str, knows: Mapping[str, tuple[str, ...]], wants: tuple[str, ...]
) -> tuple[str, ...]:
    """How the user answers a question."""
    question = question_named(model, pending)
    if isinstance(question, AskModel):
        return knows.get(model.facets[question.facet].id, (UNKNOWN,))
    options = {option.id: option.name for option in pending_question(model, question).options}
    return (next((options[want] for want in wants if want in options), NEITHER),)


def _note(found: Played, case: StressCase, whole: StressSet, model: Model, step: Step) -> None:
    """Write down one turn of the agent."""
    for decision in (*step.decision.also, step.decision):
        names = _names(model, decision)
        found.lines.append(Line("agent", decision.said, " ".join([decision.act, *names[:1]])))
        if decision.act not in ("tell", "silent"):
            found.act, found.response = decision.act, decision.response
            found.accepted = matches(decision.act, names, case.accept) and _says(decision, case)
            found.right_kind = any(pattern.split()[0] == decision.act for pattern in case.accept)
        if matches(decision.act, _alone(names, case), case.never) or _says_wrong(decision, case):
            found.broken.append(" ".join([decision.act, *names[:1]]))
        found.recognised |= decision.act == "answer" and decision.response in whole.recognising
        _recognise(found, case, decision)


def _recognise(found: Played, case: StressCase, decision: Decision) -> None:
    withheld = decision.rationale.get("withheld") is not None and decision.refusal is not None
    found.recognised |= decision.act in ("ask", "refuse", "escalate") or withheld or bool(decision.assumptions)
    found.recognised |= len(_shown(decision)) > 1 or bool(decision.notices)
    if decision.act == "ask":
        found.asked += 1
        instead = decision.rationale.get("best_now")
        response = str(instead["id"]) if isinstance(instead, dict) else ""
        found.needless += any(pattern.split()[-1] == response for pattern in case.accept)


def _names(model: Model, decision: Decision) -> tuple[str, ...]:
    if decision.act == "ask" and decision.question is not None:
        question = question_named(model, decision.question)
        about = model.facets[question.facet].id if isinstance(question, AskModel) else INTENT
        return (about, decision.question)
    together = (SIDE_BY_SIDE,) if len(_shown(decision)) > 1 else ()
    return (*((decision.response,) if decision.response else ()), *together)


def _alone(names: tuple[str, ...], case: StressCase) -> tuple[str, ...]:
    """The names that count against an act: where all may be shown side by side, none of them is one side's alone."""
    together = SIDE_BY_SIDE in names and matches("answer", (SIDE_BY_SIDE,), case.accept)
    return (SIDE_BY_SIDE,) if together else names


def _shown(decision: Decision) -> list[object]:
    shown = decision.rationale.get("shown")
    return list(shown) if isinstance(shown, list) and decision.act == "answer" else []


def _says(decision: Decision, case: StressCase) -> bool:
    said = decision.said.casefold()
    return all(text.casefold() in said for text in case.says)


def _says_wrong(decision: Decision, case: StressCase) -> bool:
    said = decision.said.casefold()
    return any(text.casefold() in said for text in case.says_not)


def _close(found: Played, case: StressCase) -> None:
    if found.broken:
        found.accepted = False
    if not case.conflict:
        found.recognised = True
