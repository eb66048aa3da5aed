"""Writing a decision down: from arrays and positions to a `Rationale` with ids and names.

Reads everything, decides nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from ..acts import Act, EscalationReason, Reason
from ..belief.answers import Contrast, TradeOff
from ..belief.belief import Belief
from ..belief.model import AskModel, Model
from ..belief.names import Named, names_of
from ..language.defaults import intents_served
from ..language.reserved import INTENT, OTHER
from ..planning.lens import Lens
from ..planning.problem import Plan
from ..values.arbitration import Arbiter
from ..values.verdict import Verdict
from ..values.weighing import Weighing
from .choice import Stance
from .pluralism import Opinion, mode_of
from .rationale import LimitView, OptionView, QuestionView, Rationale, Share, StabilityView, ViewView

__all__ = ["Case", "Deed", "Options", "assumed_intent", "describe", "record", "served", "side_by_side", "was_told"]

TOP_INTENTS = 5

MOST_SERVED = 3
"""Intents that are named as what an answer is about."""

SLIGHT = 0.05
"""What is less probable than this is not named beside what is more."""

LIKELY = 0.85
"""How probable a value has to be to be taken as told."""

TELLS = 3.0
"""By how much what was heard has to have raised its odds."""

TELLS_CLEARLY = 15.0
"""By how much a clear answer raises them: then a value that was improbable before need only be likelier than not."""


@dataclass(frozen=True, eq=False)
class Case:
    """What a decision is made from."""

    rules: Arbiter
    belief: Belief
    """With the request in focus, where several hold at once."""
    verdict: Verdict
    withheld: int | None
    stance: Stance
    stability: StabilityView | None = None
    lens: Lens | None = None
    plan: Plan | None = None
    planner: str = ""
    views: tuple[Opinion, ...] = ()
    drawn: str | None = None
    """The stakeholder who was drawn to speak."""
    guards: tuple[Belief, ...] = ()
    """Where every limit has to hold, too: with no request in focus, and without the user's profile."""
    start: Belief | None = None
    """What was believed before anything was heard."""


@dataclass(frozen=True, eq=False)
class Deed:
    """What was decided."""

    act: Act
    reason: Reason
    response: int | None = None
    question: AskModel | Contrast | None = None
    escalation: EscalationReason | None = None
    assumptions: tuple[Share, ...] = ()


def describe(model: Model, question: AskModel | Contrast) -> Named:
    """A question's id, and what it asks in words that fit after "I ask"."""
    if isinstance(question, TradeOff):
        first, second = (names_of(model).responses[position] for position in _places(model, question))
        return Named(question.id, f"whether you would rather have “{first.name}” or “{second.name}”")
    if isinstance(question, AskModel):
        return Named(question.id, f"about {names_of(model).facets[question.facet].name}")
    names = [f"“{model.domain.intents[model.intents[m]].name}”" for m in question.members]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Named(question.id, f"whether you mean {listed}")


def record(case: Case, deed: Deed) -> Rationale:
    """Write a decision down."""
    model, verdict, plan = case.rules.values.model, case.verdict, case.plan
    names = names_of(model)
    blocked = None if case.withheld is None else verdict.blocked_by(case.withheld)
    return Rationale(
        act=deed.act,
        reason=deed.reason,
        escalation=deed.escalation,
        response=None if deed.response is None else names.responses[deed.response],
        question=None if deed.question is None else describe(model, deed.question),
        intents=_intents(case.belief),
        about=_named(served(case, deed.response)) if deed.act == "answer" and deed.response is not None else (),
        facets=_facets(case),
        entropy_bits=float(case.belief.intent_entropy()) / math.log(2),
        limits=_limits(case.rules),
        options=Options(case.rules, verdict),
        questions=_questions(case),
        respond_value=float(plan.respond_value if plan else verdict.scores[verdict.chosen]),
        best_now=names.responses[verdict.chosen],
        runner_up=None if verdict.runner_up is None else names.responses[verdict.runner_up],
        margin=verdict.margin,
        only_declines=verdict.only_declines,
        withheld=None if case.withheld is None else names.responses[case.withheld],
        withheld_by=None if blocked is None else names.objectives[case.rules.bounds[blocked].objective],
        stability=case.stability,
        assumptions=deed.assumptions,
        weights=_weights(case),
        context=case.stance.context,
        mode=mode_of(model, case.stance),
        views=_views(case),
        shown=tuple(names.responses[r] for r in side_by_side(case, deed)),
        spoke=None if case.drawn is None else Named(case.drawn, model.domain.stakeholders[case.drawn].name),
        values_set_by=names.authors,
        handoff_to=model.domain.escalation.to,
        planner=case.planner,
        depth=plan.depth if plan else 0,
        complete=plan.complete if plan else True,
        mass_kept=case.lens.kept if case.lens else 1.0,
    )


def side_by_side(case: Case, deed: Deed) -> tuple[int, ...]:
    """Positions of the distinct best responses that are shown together, the leading one first.

    Only beside an answer: who declines or hands over must not be seen to advise in the same breath.
    """
    answers = deed.act == "answer" and deed.reason != "triggered"
    if deed.response is None or not answers or mode_of(case.belief.model, case.stance) != "overton":
        return ()
    support: dict[int, float] = {}
    for view in case.views:
        support[view.response] = support.get(view.response, 0.0) + view.share
    found = sorted(support, key=lambda r: (r != deed.response, -support[r], r))
    return tuple(found) if len(found) > 1 else ()


def _weights(case: Case) -> dict[str, float]:
    """The weights that decided, for own values their mean; none where several views decide together."""
    weighing = case.rules.weighing(case.belief)
    if isinstance(weighing, Weighing):
        if weighing.rule != "mean":
            return {}
        weighing = weighing.shares @ weighing.weights
    return dict(zip(case.rules.values.objectives, weighing.tolist(), strict=True))


def _views(case: Case) -> tuple[ViewView, ...]:
    model = case.belief.model
    panel, names = case.rules.panel, names_of(model)
    own = panel is not None and panel.facet is not None
    parties = model.domain.profiles if own else model.domain.stakeholders
    return tuple(
        ViewView(
            party=Named(view.party, parties[view.party].name),
            share=view.share,
            weights=view.weights,
            response=names.responses[view.response],
            utility=view.utility,
        )
        for view in case.views
    )


def _places(model: Model, question: TradeOff) -> tuple[int, ...]:
    return tuple(list(model.domain.responses).index(name) for name in question.between)


def _intents(belief: Belief) -> tuple[Share, ...]:
    names = belief.model.domain.intents
    return tuple(Share(Named(key, names[key].name), p) for key, p in belief.top(TOP_INTENTS))


def _facets(case: Case) -> tuple[Share, ...]:
    names = names_of(case.belief.model)
    return tuple(
        Share(names.values[facet][v], float(p), names.facets[facet])
        for facet in case.rules.values.facets
        for v, p in enumerate(case.belief.facet(facet))
    )


def _limits(rules: Arbiter) -> tuple[LimitView, ...]:
    model = rules.values.model
    objectives = list(model.domain.objectives.values())
    found: list[LimitView] = []
    for bound in rules.bounds:
        limit = objectives[bound.objective].limit
        by = model.domain.contexts[bound.context].provenance if bound.context else limit and limit.provenance
        name = names_of(model).objectives[bound.objective]
        found.append(LimitView(name, bound.at_most, bound.alpha, bound.tier, bound.context, by.who if by else ""))
    return tuple(found)


class Options(Sequence[OptionView]):
    """All responses in the order in which they rank; each is written out when it is looked at."""

    def __init__(self, rules: Arbiter, verdict: Verdict) -> None:
        """Keep what the views are made from."""
        self._rules = rules
        self._verdict = verdict
        among_blocked = np.where(verdict.admissible, 0.0, -np.round(verdict.scores, 12))
        self._order = np.lexsort((among_blocked, -np.round(verdict.rank, 12)))

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> OptionView: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[OptionView, ...]: ...
    def __getitem__(self, index: int | slice) -> OptionView | tuple[OptionView, ...]:
        if isinstance(index, slice):
            return tuple(self._view(int(r)) for r in self._order[index])
        return self._view(int(self._order[index]))

    def _view(self, r: int) -> OptionView:
        rules, verdict = self._rules, self._verdict
        names, objectives = names_of(rules.values.model), rules.values.objectives
        blocked = verdict.blocked_by(r)
        return OptionView(
            response=names.responses[r],
            kind=rules.values.model.domain.responses[rules.values.responses[r]].kind,
            expected=dict(zip(objectives, verdict.expected[r].tolist(), strict=True)),
            tails={objectives[b.objective]: float(verdict.tails[k, r]) for k, b in enumerate(rules.bounds)},
            admissible=bool(verdict.admissible[r]),
            blocked_by=None if blocked is None else names.objectives[rules.bounds[blocked].objective],
            on_front=bool(verdict.front[r]),
            score=float(verdict.scores[r]),
        )


def _questions(case: Case) -> tuple[QuestionView, ...]:
    if case.plan is None or case.lens is None:
        return ()
    model, asked = case.rules.values.model, case.lens.questions
    return tuple(
        QuestionView(
            describe(model, asked[seen.question]), seen.value, seen.gain / math.log(2), asked[seen.question].cost
        )
        for seen in case.plan.considered
    )


def served(case: Case, response: int) -> tuple[Share, ...]:
    """What a response is for, the most probable first; what is probably wanted, where it is for nothing special."""
    model = case.belief.model
    meant = intents_served(list(model.domain.responses.values())[response]) - {OTHER}
    names = model.domain.intents
    found = tuple(Share(Named(k, names[k].name), p) for k, p in case.belief.top(len(model.intents)) if k in meant)
    return found or _intents(case.belief)[:1]


def _named(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """Those worth naming."""
    return tuple(share for share in shares[:MOST_SERVED] if share is shares[0] or share.probability >= SLIGHT)


def assumed_intent(shares: tuple[Share, ...]) -> Share:
    """That one of several things is wanted, as an assumption; their ids stand together as those of a menu do."""
    named = _named(shares)
    of = Named("|".join(share.of.id for share in named), " or ".join(share.of.name for share in named))
    return Share(of, sum(share.probability for share in named), Named(INTENT, "what you want"))


def was_told(case: Case, facet: int, value: int) -> bool:
    """Whether what was heard is why a value is held to be so: likely now, and far less so had nothing been said.

    A clear answer that goes against the prior is believed less, and was given all the same.
    """
    belief = case.belief
    if facet not in belief.changed or case.start is None:
        return False
    before = float(case.start.conditional(facet)[value] @ belief.intents)
    now = float(belief.facet(facet)[value])
    raised = now * (1 - before), before * (1 - now)
    return (now >= LIKELY and raised[0] >= TELLS * raised[1]) or (now > 0.5 and raised[0] >= TELLS_CLEARLY * raised[1])
