"""The load-time proof that some response is admissible at every belief.

One response whose loss stays within every limit in *every* state is admissible whatever is believed: that is the
proof, and the response becomes the policy's fallback. Without one, a belief is looked for that breaks all
responses at once, and shown in words. Contexts may tighten limits, so each context is proved by itself. The same is
proved of a person: whoever asks for one gets one, in every state, or the domain is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Array, safe_log
from ..belief.belief import Belief
from ..belief.joints import joint
from ..belief.model import Model
from ..errors import DomainError, Flaw
from .limits import Bound, bounds
from .tails import SLACK
from .values import Values, compile_values

__all__ = [
    "Barred",
    "Counterexample",
    "SafeResponse",
    "prove_admissible",
    "prove_reachable",
    "require_proofs",
    "safe_response",
]

KIND_ORDER = {"escalate": 0, "refuse": 1, "answer": 2}
ROUNDS = 400


@dataclass(frozen=True)
class SafeResponse:
    """A response that is within every limit in every state."""

    position: int
    id: str


@dataclass(frozen=True)
class Counterexample:
    """Why a domain cannot promise an admissible response."""

    context: str | None
    objective: str
    """Id of the objective whose limit is the hardest to keep."""
    limit: str
    """Its name."""
    states: tuple[str, ...]
    """A belief, in words: each state with its share."""
    breaks_all: bool
    """Whether at that belief every response is inadmissible (else only the proof is missing)."""

    def __str__(self) -> str:
        where = f" in the context {self.context!r}" if self.context else ""
        what = "every response breaks a limit" if self.breaks_all else "no single response is within its limits always"
        return f"{what}{where} ({self.limit}): {'; '.join(self.states)}"


@dataclass(frozen=True)
class Barred:
    """Why a domain cannot promise that a person may be called: the way to one that comes closest, and what bars it."""

    context: str | None
    response: str
    objective: str
    """Id of the objective whose limit it exceeds by most."""
    loss: float
    """Its largest loss on that objective in any state."""
    at_most: float

    def __str__(self) -> str:
        where = f" in the context {self.context!r}" if self.context else ""
        return (
            f"who asks for a person cannot always be given one{where}: {self.response!r} loses up to {self.loss:g} "
            f"on {self.objective!r}, {self.at_most:g} at most"
        )

    @property
    def hint(self) -> str:
        """How to mend it."""
        enough = f"{0.0 - self.at_most:g} or more"
        return f"give an escalation `values: {{{self.objective}: ...}}` of {enough} in every case, or widen the limit"


def safe_response(values: Values, in_force: tuple[Bound, ...]) -> SafeResponse | None:
    """The response that is within every limit in every state: a person first, then a refusal, then an answer."""
    worst = values.worst_loss
    kinds = [response.kind for response in values.model.domain.responses.values()]
    safe = [
        r
        for r in range(len(values.responses))
        if all(worst[r, bound.objective] <= bound.at_most + SLACK for bound in in_force)
    ]
    best = min(safe, key=lambda r: KIND_ORDER[kinds[r]], default=None)
    return None if best is None else SafeResponse(best, values.responses[best])


def require_proofs(model: Model) -> None:
    """Raise where either proof fails."""
    flaw = prove_admissible(model)
    if flaw is not None:
        hint = "add a response (refusing or escalating) that is within every limit in every state"
        raise DomainError([Flaw("responses", str(flaw), hint)])
    barred = prove_reachable(model)
    if barred is not None:
        raise DomainError([Flaw("responses", str(barred), barred.hint)])


def prove_admissible(model: Model) -> Counterexample | None:
    """None when, in every context, some response keeps every limit in every state; else what breaks them."""
    values = compile_values(model)
    for context in (None, *model.domain.contexts):
        in_force = bounds(model, context)
        if safe_response(values, in_force) is None:
            return _counterexample(values, in_force, context)
    return None


def prove_reachable(model: Model) -> Barred | None:
    """None when, in every context, some escalation keeps every limit in every state; else what is in its way."""
    values = compile_values(model)
    ways = [r for r, response in enumerate(model.domain.responses.values()) if response.kind == "escalate"]
    for context in (None, *model.domain.contexts):
        in_force = bounds(model, context)
        if not in_force:
            continue
        over = values.worst_loss[np.ix_(ways, [b.objective for b in in_force])] - [b.at_most for b in in_force]
        closest = int(over.max(axis=1).argmin())
        hardest = int(over[closest].argmax())
        if over[closest, hardest] > SLACK:
            bound, way = in_force[hardest], ways[closest]
            loss = float(values.worst_loss[way, bound.objective])
            return Barred(context, values.responses[way], values.objectives[bound.objective], loss, bound.at_most)
    return None


def _counterexample(values: Values, in_force: tuple[Bound, ...], context: str | None) -> Counterexample:
    """Mix the states that are worst for some response until all responses break, or give up."""
    states = _worst_states(values, in_force)
    mix = np.full(len(states), 1.0 / len(states))
    best, best_gap = mix, -np.inf
    for _ in range(ROUNDS):
        gap = _gaps(values, in_force, states, mix)
        if gap.min() > best_gap:
            best, best_gap = mix, float(gap.min())
        if best_gap > SLACK:
            break
        # The least broken response gets more of its own worst state.
        mix = 0.97 * mix
        mix[int(gap.argmin())] += 0.03
    worst = max(in_force, key=lambda bound: values.worst_loss[:, bound.objective].min() - bound.at_most)
    return Counterexample(
        context=context,
        objective=values.objectives[worst.objective],
        limit=list(values.model.domain.objectives.values())[worst.objective].name,
        states=_words(values, states, best),
        breaks_all=best_gap > SLACK,
    )


@dataclass(frozen=True, eq=False)
class _State:
    """The state in which one response's loss exceeds a limit by most."""

    intent: int
    values: dict[int, int]


def _worst_states(values: Values, in_force: tuple[Bound, ...]) -> list[_State]:
    """For each response the state in which it breaks a limit by most."""
    over = values.worst_loss[:, [b.objective for b in in_force]] - np.array([b.at_most for b in in_force])
    objective = np.array([b.objective for b in in_force])[over.argmax(axis=1)]
    out: list[_State | None] = [None] * len(values.responses)
    for group in values.groups:
        shape = [len(values.model.facets[f].values) for f in group.facets] + [len(values.model.intents)]
        for p, r in enumerate(group.responses):
            if group.objectives[p] == objective[r]:
                where = np.unravel_index(int(group.table[:, p].argmin()), shape)
                placed = {f: int(v) for f, v in zip(group.facets, where[:-1], strict=True)}
                out[int(r)] = _State(int(where[-1]), placed)
    return [state for state in out if state is not None]


def _gaps(values: Values, in_force: tuple[Bound, ...], states: list[_State], mix: Array) -> Array:
    """How far each response is beyond the limit that it breaks most, at a mixture of states, ``[R]``."""
    gap = np.full(len(values.responses), -np.inf)
    for bound in in_force:
        tailing = values.tailing(bound.objective, bound.alpha)
        tail = tailing.base.copy()
        for group in tailing.groups:
            weight = sum(m * joint(_certain(values.model, s), group.facets) for m, s in zip(mix, states, strict=True))
            tail[group.responses] = group.tails(np.asarray(weight))
        gap = np.maximum(gap, tail - bound.at_most)
    return gap


def _certain(model: Model, state: _State) -> Belief:
    """Certainty of one state; facets that it does not name are spread evenly."""
    rows = np.concatenate(
        [
            np.eye(len(f.values))[state.values[k]] if k in state.values else np.full(len(f.values), 1 / len(f.values))
            for k, f in enumerate(model.facets)
        ]
        or [np.empty(0)]
    )
    table = np.repeat(rows[:, None], len(model.intents), axis=1)
    return Belief(model, safe_log(np.eye(len(model.intents))[state.intent]), safe_log(table))


def _words(values: Values, states: list[_State], mix: Array) -> tuple[str, ...]:
    domain = values.model.domain
    shares: dict[str, float] = {}
    for state, share in zip(states, mix, strict=True):
        named = [f"wants {domain.intents[values.model.intents[state.intent]].name}"]
        for facet, value in state.values.items():
            space = values.model.facets[facet]
            spec = domain.facets[space.id]
            named.append(f"{spec.name} is {spec.values[space.values[value]].name}")
        text = ", ".join(named)
        shares[text] = shares.get(text, 0.0) + float(share)
    return tuple(
        f"{share:.0%} {text}" for text, share in sorted(shares.items(), key=lambda kv: -kv[1]) if share > 0.005
    )
