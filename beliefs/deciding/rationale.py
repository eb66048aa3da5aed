"""The record of one decision: everything that was weighed, in a form that can be shown, stored and read aloud.

Immutable and complete: the belief, every option with its vector and tails, which limit removed which, the front,
scores, the questions considered, the runner-up, how stable the choice is, and who set the values. Identifiers are
kept for machines; `sentence` uses only the names that people read. Rendering as a table is somebody else's work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ..acts import Act, EscalationReason, Reason, ResponseKind
from ..belief.names import Named, being

__all__ = [
    "Json",
    "LimitView",
    "OptionView",
    "QuestionView",
    "Rationale",
    "Share",
    "StabilityView",
    "ViewView",
    "plain",
]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Share:
    """A possibility and its probability."""

    of: Named
    probability: float
    facet: Named | None = None
    """The facet that this is a value of; None for an intent."""


@dataclass(frozen=True)
class LimitView:
    """A hard limit in force."""

    objective: Named
    at_most: float
    alpha: float
    tier: int
    context: str | None = None
    set_by: str = ""


@dataclass(frozen=True)
class OptionView:
    """One response as it was weighed."""

    response: Named
    kind: ResponseKind
    expected: Mapping[str, float]
    """Objective -> expectation."""
    tails: Mapping[str, float]
    """Limited objective -> CVaR of its loss."""
    admissible: bool
    blocked_by: Named | None
    """The first limit that it breaks."""
    on_front: bool
    score: float


@dataclass(frozen=True)
class QuestionView:
    """One question as it was weighed."""

    question: Named
    value: float
    """Of asking it and going on well, in units of value."""
    gain_bits: float
    cost: float


@dataclass(frozen=True)
class StabilityView:
    """What became of the choice when its inputs were moved."""

    share: float
    """Share of the variants in which another response was chosen."""
    flips: Mapping[str, float]
    """What was moved -> share of its variants that flipped."""
    towards: tuple[Named, ...] = ()
    """Responses that were chosen instead, the most frequent first."""


@dataclass(frozen=True)
class ViewView:
    """One stakeholder's view, or that of a profile which the user's own values may be."""

    party: Named
    share: float
    weights: Mapping[str, float]
    response: Named
    """The admissible response that this view holds best."""
    utility: float
    """Of what was chosen, between this view's worst (0) and best (1) admissible response."""


@dataclass(frozen=True, eq=False)
class Rationale:
    """The record of one decision."""

    act: Act
    reason: Reason
    escalation: EscalationReason | None
    response: Named | None
    question: Named | None
    intents: tuple[Share, ...]
    """The most probable intents, best first."""
    facets: tuple[Share, ...]
    """Every value of the facets that matter."""
    entropy_bits: float
    """Of the intent."""
    limits: tuple[LimitView, ...]
    options: Sequence[OptionView]
    """All responses, in the order in which they rank."""
    questions: tuple[QuestionView, ...]
    """Questions that were considered, best first."""
    respond_value: float
    """Value of responding now, as the planner sees it."""
    best_now: Named
    """What would be done if no question were asked."""
    runner_up: Named | None
    margin: float
    about: tuple[Share, ...] = ()
    """Of an answer: the intents that it serves, the most probable first."""
    only_declines: bool = False
    """Nothing is admissible but refusing or handing over."""
    withheld: Named | None = None
    """What would have been best without limits, when a limit removed it."""
    withheld_by: Named | None = None
    stability: StabilityView | None = None
    assumptions: tuple[Share, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict[str, float])
    """That decided; none where several views decide together."""
    context: str | None = None
    mode: str = "steer"
    views: tuple[ViewView, ...] = ()
    """Whose weights were looked at, in the order of the domain."""
    shown: tuple[Named, ...] = ()
    """Responses that are shown side by side, the leading one first."""
    spoke: Named | None = None
    """The stakeholder who was drawn to speak."""
    values_set_by: tuple[str, ...] = ()
    """Who decided the values and limits that were used."""
    handoff_to: str = ""
    planner: str = ""
    depth: int = 0
    complete: bool = True
    mass_kept: float = 1.0
    """Share of the belief that questions were ranked on; responses are always judged on all of it."""

    def sentence(self) -> str:
        """One plain sentence: what is done and why."""
        return _SENTENCES[self.act](self)

    def to_json(self) -> dict[str, Json]:
        """Plain JSON types, with the sentence."""
        found = plain(self)
        assert isinstance(found, dict)
        return {**found, "sentence": self.sentence()}


def plain(thing: object) -> Json:
    """Turn dataclasses, mappings and sequences into plain JSON types."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: plain(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
    if thing is None or isinstance(thing, bool | str | int | float):
        return thing
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in cast("Mapping[object, object]", thing).items()}
    if isinstance(thing, Sequence):
        return [plain(item) for item in cast("Sequence[object]", thing)]
    raise TypeError(f"not a plain type: {type(thing).__name__}")


def _quoted(named: Named | None) -> str:
    return f"“{named.name}”" if named else "nothing"


def _sure(rationale: Rationale) -> str:
    about = rationale.about or rationale.intents[:1]
    names = [_quoted(share.of) for share in about]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"I am {sum(share.probability for share in about):.0%} sure that this is about {listed}"


def _answer(rationale: Rationale) -> str:
    if len(rationale.shown) > 1:
        return (
            f"I show {_side_by_side(rationale)} side by side because people who weigh things differently differ here."
        )
    text = f"I answer with {_quoted(rationale.response)} because {_sure(rationale)}"
    if rationale.spoke is not None:
        text += f" and because it is what {rationale.spoke.name} would choose, who was drawn to speak"
    elif rationale.mode == "collective" and rationale.views:
        text += f" and nobody could gain without others losing more; {_least_content(rationale)}"
    if rationale.assumptions:
        assumed = " and ".join(being(s.facet.name if s.facet else "", s.of.name) for s in rationale.assumptions)
        text += f", assuming that {assumed}"
    if rationale.withheld:
        text += f"; {_quoted(rationale.withheld)} is withheld because of the limit on {_limit(rationale)}"
    return text + "."


def _side_by_side(rationale: Rationale) -> str:
    parts: list[str] = []
    for response in rationale.shown:
        who = [view.party.name for view in rationale.views if view.response == response]
        parts.append(f"{_quoted(response)} (for {' and '.join(who)})")
    return " and ".join([", ".join(parts[:-1]), parts[-1]])


def _least_content(rationale: Rationale) -> str:
    least = min(rationale.views, key=lambda view: view.utility)
    return f"the least content, {least.party.name}, gets {least.utility:.0%} of the way from the worst to the best"


def _ask(rationale: Rationale) -> str:
    about = rationale.question.name if rationale.question else "this"
    if rationale.reason == "first_chance":
        return f"I ask {about} because I am not sure that this is something I can help with."
    if rationale.reason == "settle_limit":
        return f"I ask {about} because the answer decides whether {_quoted(rationale.withheld)} is safe to give."
    return (
        f"I ask {about} because the answer can change what I do: "
        f"without it my best guess would be {_quoted(rationale.best_now)}."
    )


def _refuse(rationale: Rationale) -> str:
    if rationale.withheld is None:
        return f"I decline with {_quoted(rationale.response)} because it is the best of what I may do."
    return f"I do not give {_quoted(rationale.withheld)} because it could break the limit on {_limit(rationale)}."


def _limit(rationale: Rationale) -> str:
    return rationale.withheld_by.name if rationale.withheld_by else "safety"


def _escalate(rationale: Rationale) -> str:
    return f"I hand over to {rationale.handoff_to} because {_BECAUSE[rationale.escalation or 'best_by_value']}."


_BECAUSE: dict[EscalationReason, str] = {
    "asked_for_person": "you asked for a person",
    "best_by_value": "a person can do more here than anything that I may do",
    "contradicted": "what you say is not what a person has settled",
    "constraint_unresolved": "I cannot settle whether a safe answer exists",
    "not_understood": "I asked twice for what the answer has to say, and understood neither reply",
    "model_failed": "something failed on my side",
    "out_of_scope": "this seems to be outside what I can help with",
    "red_flag": "what you describe needs a person",
    "surprise": "I do not understand what was said",
    "unstable": "the decision is too close to leave to me",
}

_SENTENCES = {"answer": _answer, "ask": _ask, "refuse": _refuse, "escalate": _escalate}
