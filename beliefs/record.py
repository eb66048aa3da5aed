"""Writing a decision down: from arrays and positions to a `Rationale` with ids and names.

Reads everything, decides nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .answers import Contrast
from .arbitration import Arbiter, Verdict
from .belief import Belief
from .choice import Act, EscalationReason, Reason, Stance
from .domain import Domain, Provenance
from .lens import Lens
from .model import INTENT, AskModel, Model
from .problem import Plan
from .rationale import LimitView, Named, OptionView, QuestionView, Rationale, Share, StabilityView
from .refusal import name_facet, name_objective, name_response, name_value

__all__ = ["Case", "Deed", "assumed_intent", "describe", "record"]

TOP_INTENTS = 5


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
    if isinstance(question, AskModel):
        return Named(question.id, f"about {name_facet(model, question.facet).name}")
    names = [f"“{model.domain.intents[model.intents[m]].name}”" for m in question.members]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Named(question.id, f"whether you mean {listed}")


def record(case: Case, deed: Deed) -> Rationale:
    """Write a decision down."""
    model, verdict, plan = case.rules.values.model, case.verdict, case.plan
    blocked = None if case.withheld is None else verdict.blocked_by[case.withheld]
    return Rationale(
        act=deed.act,
        reason=deed.reason,
        escalation=deed.escalation,
        response=None if deed.response is None else name_response(model, deed.response),
        question=None if deed.question is None else describe(model, deed.question),
        intents=_intents(case.belief),
        facets=_facets(case),
        entropy_bits=float(case.belief.entropy()) / math.log(2),
        limits=_limits(case.rules),
        options=_options(case),
        questions=_questions(case),
        respond_value=float(plan.respond_value if plan else verdict.scores[verdict.chosen]),
        best_now=name_response(model, verdict.chosen),
        runner_up=None if verdict.runner_up is None else name_response(model, verdict.runner_up),
        margin=verdict.margin,
        withheld=None if case.withheld is None else name_response(model, case.withheld),
        withheld_by=None if blocked is None else name_objective(model, case.rules.bounds[blocked].objective),
        stability=case.stability,
        assumptions=deed.assumptions,
        weights={o: float(w) for o, w in zip(case.rules.values.objectives, case.rules.weights, strict=True)},
        context=case.stance.context,
        mode=case.stance.mode or model.domain.mode,
        values_set_by=_provenance(model.domain),
        handoff_to=model.domain.escalation.to,
        planner=case.planner,
        depth=plan.depth if plan else 0,
        complete=plan.complete if plan else True,
        mass_kept=case.lens.kept if case.lens else 1.0,
    )


def _intents(belief: Belief) -> tuple[Share, ...]:
    names = belief.model.domain.intents
    return tuple(Share(Named(key, names[key].name), p) for key, p in belief.top(TOP_INTENTS))


def _facets(case: Case) -> tuple[Share, ...]:
    model = case.belief.model
    return tuple(
        Share(name_value(model, facet, v), float(p), name_facet(model, facet))
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
        name = name_objective(model, bound.objective)
        found.append(LimitView(name, bound.at_most, bound.alpha, bound.tier, bound.context, by.who if by else ""))
    return tuple(found)


def _options(case: Case) -> tuple[OptionView, ...]:
    verdict, rules = case.verdict, case.rules
    model = rules.values.model
    kinds = [response.kind for response in model.domain.responses.values()]
    order = sorted(range(len(kinds)), key=lambda r: (-verdict.rank[r], -verdict.scores[r], r))
    found: list[OptionView] = []
    for r in order:
        blocked = verdict.blocked_by[r]
        found.append(
            OptionView(
                response=name_response(model, r),
                kind=kinds[r],
                expected={o: float(v) for o, v in zip(rules.values.objectives, verdict.expected[r], strict=True)},
                tails={
                    rules.values.objectives[b.objective]: float(verdict.tails[k, r]) for k, b in enumerate(rules.bounds)
                },
                admissible=bool(verdict.admissible[r]),
                blocked_by=None if blocked is None else name_objective(model, rules.bounds[blocked].objective),
                on_front=bool(verdict.front[r]),
                score=float(verdict.scores[r]),
            )
        )
    return tuple(found)


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


def _provenance(domain: Domain) -> tuple[str, ...]:
    """Everyone who decided an objective, a limit or a value, each once, in the order of the domain."""
    stated: list[Provenance | None] = []
    for objective in domain.objectives.values():
        stated += [objective.provenance, objective.limit.provenance if objective.limit else None]
    for response in domain.responses.values():
        stated += [case.provenance for cases in response.values.values() for case in cases]
    words = [f"{p.who} ({p.process})" if p.process else p.who for p in stated if p is not None]
    return tuple(dict.fromkeys(words))


def assumed_intent(case: Case) -> Share:
    """The most probable intent as an assumption."""
    key, p = case.belief.top(1)[0]
    return Share(Named(key, case.belief.model.domain.intents[key].name), p, Named(INTENT, "what you want"))
