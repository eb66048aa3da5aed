"""The policy: from a belief and the dialogue's progress to one act, with its reasons.

Order: triggers for a person, then out of scope (with one ordinary chance: a menu of what can be done), then the
planner's question if it is worth asking, then the best admissible response. A response is only ever one that
keeps every limit on the whole belief, exactly; the planner ranks questions on a lens and admits nothing.
Where a limit is at stake and small changes of its inputs would change the choice, it asks or hands over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..acts import Act, EscalationReason
from ..belief.answers import Contrast
from ..belief.belief import Belief, focused, prior_belief
from ..belief.contexts import before
from ..belief.joints import Joints
from ..belief.model import AskModel, Model
from ..errors import UnknownName
from ..language.reserved import OTHER
from ..planning.calibrated import planner_of
from ..planning.exact_step import set_right
from ..planning.lens import MOST_HYPOTHESES, Lens, Lensmaker, largest, lensmaker
from ..planning.planning import Bounded, Planner, planner
from ..planning.problem import Considered, Plan
from ..refusing.refusal import best_answer, refusal, withheld
from ..refusing.settling import one_each, settle
from ..refusing.stakes import applies, may_be_safe, settles
from ..values.admissibility import require_proofs, safe_response
from ..values.arbitration import Arbiter, arbiter
from ..values.values import compile_values
from .assuming import SETTLED, assumptions, guesses
from .choice import DOMAIN_STANCE, START, Choice, Progress, Stance
from .first_chance import first_chance
from .pluralism import Speaking, mode_of, opinions, panel_of, speaking, witnesses
from .record import Case, Deed, record, side_by_side
from .stability import WOBBLE, Wobble, stability
from .triggers import find_trigger, out_of_scope

__all__ = ["Policy", "Rules"]

SURELY = 1e-6
"""A question must beat responding by more than rounding."""

GUESSED = 0.75
"""An answer to something less probable than this says what it takes to be wanted."""

ACTS: dict[str, Act] = {"answer": "answer", "refuse": "refuse", "escalate": "escalate"}


@dataclass(frozen=True, eq=False)
class Rules:
    """One stance, compiled."""

    arbiter: Arbiter
    lens: Lensmaker


class Policy:
    """Chooses the act; holds only what is compiled, so it may be shared between sessions."""

    def __init__(
        self,
        model: Model,
        planner_: Planner | None = None,
        *,
        most_hypotheses: int = MOST_HYPOTHESES,
        wobble: Wobble | None = WOBBLE,
        unstable_above: float = 1 / 3,
    ) -> None:
        """Compile a model; refuse one without an always admissible response and way to a person, or too large."""
        require_proofs(model)
        self.model = model
        self.planner = planner_ or planner_of(model.domain)
        self._elsewhere = planner_ or planner(model.domain.planner)
        self.wobble = wobble
        self.unstable_above = unstable_above
        self._values = compile_values(model)
        self._kinds = tuple(response.kind for response in model.domain.responses.values())
        self._most = most_hypotheses
        self._rules: dict[object, Rules] = {}
        if isinstance(self.planner, Bounded):
            # At whatever belief: a dialogue is no place to find out.
            self.planner.require(*largest(model))

    def rules(self, stance: Stance = DOMAIN_STANCE) -> Rules:
        """The compiled rules of a stance."""
        weights = None if stance.weights is None else tuple(sorted(stance.weights.items()))
        key = (stance.context, weights, mode_of(self.model, stance))
        if key not in self._rules:
            panel = None if mode_of(self.model, stance) == "distributional" else panel_of(self.model, stance)
            made = arbiter(self._values, stance.context, stance.weights, panel)
            safe = safe_response(self._values, made.bounds)
            assert safe is not None, "proved when the policy was made"
            if len(self._rules) >= 256:
                self._rules.clear()
            self._rules[key] = Rules(made, lensmaker(made, safe.position, self._most))
        return self._rules[key]

    def template(self, stance: Stance = DOMAIN_STANCE) -> Lens:
        """The problem at the prior: what a planner may be calibrated on."""
        return self.rules(stance).lens(prior_belief(self.model), budget=self.model.domain.budget.questions)

    def decide(
        self,
        belief: Belief,
        progress: Progress = START,
        stance: Stance = DOMAIN_STANCE,
        *,
        seed: int = 0,
        deadline_s: float | None = None,
    ) -> Choice:
        """Choose the act at one belief (no batch axis)."""
        if belief.log_intents.ndim != 1:
            raise ValueError(f"one belief is decided at a time, not a batch of shape {belief.log_intents.shape[:-1]}")
        speaks = speaking(self.model, stance, seed)
        rules = self.rules(speaks.stance)
        queue = self._queue(progress)
        case = self._case(rules, belief, progress, speaks, seed)
        trigger = find_trigger(belief, progress)
        if trigger is not None:
            return _choice(case, self._to_person(case, trigger), progress, queue)
        unoffered = (*progress.served, *queue, *progress.declined)
        lens = rules.lens(case.belief, progress.asked, progress.questions_left, unoffered, progress.picked)
        chance = first_chance(case, lens, progress) if progress.may_ask and not queue else None
        if not queue and out_of_scope(belief) and chance is None:
            return _choice(case, self._to_person(case, "out_of_scope"), progress, queue)
        if progress.may_ask and len(lens.questions):
            plans = self.planner if rules is self.rules() else self._elsewhere
            plan = plans.plan(lens.problem, lens.situation, deadline_s=deadline_s, seed=seed)
            now = float(case.verdict.scores[case.verdict.chosen]) if not progress.requests else None
            plan = set_right(rules.arbiter, case.belief, lens, plan, now)
            plan = plan if chance is not None else self._settling(case, lens, plan, progress.questions_left)
            case = replace(case, lens=lens, plan=plan, planner=type(plans).__name__.lower())
        return _choice(case, self._deed(case, progress, chance), progress, queue)

    def _queue(self, progress: Progress) -> tuple[str, ...]:
        """Requests that are still to be served, the one in focus first."""
        for request in progress.requests:
            if request not in self.model.intent_index:
                raise UnknownName("intent", request, self.model.intents)
        return tuple(r for r in progress.requests if r not in progress.served and r != OTHER)

    def _case(self, rules: Rules, belief: Belief, progress: Progress, speaks: Speaking, seed: int) -> Case:
        """What is to be decided; a profile that alone would lift the limit in question has no say in it."""
        plain = progress.unprofiled
        case = self._judged(rules, belief, plain, progress, speaks, seed)
        if plain is None or case.withheld is None:
            return case
        lifts = all(rules.arbiter.admissible(at)[case.withheld] for at in (case.belief, belief))
        return self._judged(rules, plain, belief, progress, speaks, seed) if lifts else case

    def _judged(
        self, rules: Rules, belief: Belief, other: Belief | None, progress: Progress, speaks: Speaking, seed: int
    ) -> Case:
        """A belief judged, by limits that hold at the ``other``, too."""
        queue, start, found = self._queue(progress), before(belief, speaks.stance.context), None
        # Focus is for choosing what to serve; what may be served is judged on the belief as it is, too.
        guards = [Joints(at) for at in (belief if queue else None, other) if at is not None]
        joints = Joints(focused(belief, queue[0], progress.requests) if queue else belief)
        verdict = rules.arbiter.judge(joints, also=guards)
        if self.wobble is not None:
            found = stability(rules.arbiter, joints, verdict.chosen, self.wobble, seed, guards, start)
        panel = witnesses(self.model, speaks.stance)
        return Case(
            rules.arbiter,
            joints.belief,
            verdict,
            withheld(rules.arbiter, joints, verdict),
            speaks.stance,
            found,
            views=() if panel is None else opinions(rules.arbiter, joints.belief, verdict, panel),
            drawn=speaks.drawn,
            guards=tuple(guard.belief for guard in guards),
            start=start,
        )

    def _deed(self, case: Case, progress: Progress, chance: Contrast | None) -> Deed:
        if chance is not None and out_of_scope(case.belief):
            return Deed("ask", "first_chance", question=chance)
        if case.plan is not None and case.plan.question is not None and case.lens is not None:
            asked = case.lens.questions[case.plan.question]
            return self._asking(case, asked)
        if chance is not None:
            return Deed("ask", "first_chance", question=chance)
        if progress.answer_now:
            return self._answer_now(case, progress)
        if self._is_shaky(case):
            return self._unshaken(case)
        return self._respond(case, progress)

    def _asking(self, case: Case, question: AskModel | Contrast) -> Deed:
        decides = settles(case.rules, case.belief, case.withheld, question)
        return Deed("ask", "settle_limit" if decides else "worth_asking", question=question)

    def _respond(self, case: Case, progress: Progress) -> Deed:
        chosen, now = case.verdict.chosen, progress.answer_now
        act = ACTS[self._kind(chosen)]
        if act == "answer":
            assumed = assumptions(case, chosen, GUESSED)
            if now or not guesses(case, chosen, assumed, progress.unread):
                return Deed("answer", "best_by_value", chosen, assumptions=assumed)
            return self._to_person(case, "not_understood")
        held = case.withheld if not (now or progress.may_ask) else None
        if held is not None and may_be_safe(case.rules, case.belief, held):
            return self._to_person(case, "constraint_unresolved")
        if act == "escalate":
            other = case.belief.top(1)[0][0] == OTHER
            return Deed(act, "best_by_value", chosen, escalation="out_of_scope" if other else "best_by_value")
        return Deed(act, "best_by_value" if case.withheld is None else "limit_binds", chosen)

    def _answer_now(self, case: Case, progress: Progress) -> Deed:
        """The best admissible answer to what is probably wanted, its assumptions stated; not just any answer."""
        best = best_answer(case.rules, case.belief, case.verdict)
        top = case.belief.top(1)[0][0]
        if best is None or top == OTHER:
            return self._respond(case, progress)
        return Deed("answer", "answer_now", best, assumptions=assumptions(case, best, SETTLED))

    def _to_person(self, case: Case, reason: EscalationReason) -> Deed:
        """Hand over, by the best admissible way to do it."""
        best = case.verdict.best(case.rules.escalates)
        assert best is not None, "proved when the policy was made"
        return Deed("escalate", "triggered", best, escalation=reason)

    def _is_shaky(self, case: Case) -> bool:
        """Whether a limit is at stake and too many variants would choose otherwise."""
        if case.stability is None or case.stability.share <= self.unstable_above:
            return False
        risky = any(
            self._values.worst_loss[case.verdict.chosen, bound.objective] > bound.at_most for bound in case.rules.bounds
        )
        return (risky or case.withheld is not None) and self._kind(case.verdict.chosen) != "escalate"

    def _unshaken(self, case: Case) -> Deed:
        """Ask what would settle it if anything does, else hand over."""
        if case.plan is not None and case.lens is not None:
            for seen in case.plan.considered:
                question = case.lens.questions[seen.question]
                wish = isinstance(question, Contrast) and case.withheld is not None
                if (wish or settles(case.rules, case.belief, case.withheld, question)) and seen.gain > 1e-3:
                    return self._asking(case, question)
        return self._to_person(case, "unstable")

    def _settling(self, case: Case, lens: Lens, plan: Plan, left: int) -> Plan:
        """The plan, or the first of several questions that together may clear what is withheld, if worth them all."""
        if plan.question is not None or case.withheld is None:
            return plan
        asks = [
            q
            for q in lens.questions
            if isinstance(q, AskModel) and settles(case.rules, case.belief, case.withheld, q) and applies(lens, q)
        ]
        lines = (settle(case.rules, case.belief, line[:left]) for line in one_each(asks))
        found = max((one for one in lines if one is not None), key=lambda one: one.value, default=None)
        if found is None or found.value <= found.now + SURELY:
            return plan
        place = lens.questions.index(found.question)
        gain = next((seen.gain for seen in plan.considered if seen.question == place), 0.0)
        others = tuple(seen for seen in plan.considered if seen.question != place)
        return replace(plan, question=place, considered=(Considered(place, found.value, gain), *others))

    def _kind(self, response: int) -> str:
        return self._kinds[response]


def _choice(case: Case, deed: Deed, progress: Progress, queue: tuple[str, ...]) -> Choice:
    """Write the decision down and hand it over."""
    rationale = record(case, deed)
    told = None
    if case.withheld is not None and deed.act != "ask":
        told = refusal(case.rules, case.belief, case.verdict, case.withheld, progress.asked, case.guards)
    return Choice(
        act=deed.act,
        reason=deed.reason,
        rationale=rationale,
        response=None if deed.response is None else case.rules.values.responses[deed.response],
        question=deed.question,
        refusal=told,
        escalation=deed.escalation,
        assumptions={s.facet.id: s.of.id for s in deed.assumptions if s.facet is not None},
        remaining=queue[1:],
        shown=tuple(case.rules.values.responses[r] for r in side_by_side(case, deed)),
    )
