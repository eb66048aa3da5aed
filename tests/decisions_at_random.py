"""Random small domains with values, limits, contexts and beliefs: everything that a decision depends on."""

from __future__ import annotations

import numpy as np
from domains_at_random import random_model
from edgewise.beliefs.belief.answers import outcomes, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.language.domain import Case, Domain, Response
from edgewise.beliefs.language.objectives import Context, Objective

__all__ = ["random_belief", "random_decisions", "random_weights"]


def random_decisions(seed: int, *, limited: bool | None = None) -> Model:
    """A random model that some response is always admissible in."""
    rng = np.random.default_rng(seed)
    base = random_model(seed).domain
    objectives = _objectives(rng, limited)
    responses = {f"r{n}": _response(rng, base, list(objectives)) for n in range(rng.integers(2, 6))}
    safe = {
        name: (
            Case(value=float(min(1.0, 0.3 - o.limit.at_most))) if o.limit else Case(value=float(rng.uniform(-1, 1))),
        )
        for name, o in objectives.items()
    }
    responses["person"] = Response(kind="escalate", values=safe)
    update = {"objectives": objectives, "responses": responses, "contexts": _contexts(rng, objectives)}
    update["scoring"] = str(rng.choice(["chebyshev", "chebyshev", "linear"]))
    return compile_domain(Domain.model_validate({**base.model_dump(by_alias=True), **_plain(update)}))


def random_belief(model: Model, seed: int) -> Belief:
    """The prior after some soft reading of the intent and some answers."""
    rng = np.random.default_rng(seed)
    belief = prior_belief(model).update(Reading(intents=rng.normal(0, 2, len(model.intents))))
    for question in model.questions:
        if rng.random() < 0.4:
            belief = belief.update(read_answer(model, question, {str(rng.choice(outcomes(model, question))): 0.0}))
    return belief


def random_weights(model: Model, seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    return {name: float(rng.choice([0.0, rng.random()])) for name in model.domain.objectives}


def _safe(rng: np.random.Generator, objective: Objective) -> float:
    """A value that keeps the objective's limit even where a context tightens it."""
    return min(1.0, 0.3 - objective.limit.at_most) if objective.limit else float(rng.uniform(-1, 1))


def _objectives(rng: np.random.Generator, limited: bool | None) -> dict[str, Objective]:
    found: dict[str, Objective] = {}
    for n in range(rng.integers(1, 4)):
        has_limit = bool(rng.random() < 0.6) if limited is None else limited
        limit = {
            "at_most": float(rng.uniform(-0.2, 0.6)),
            "alpha": float(rng.choice([0.0, 0.5, 0.8, 0.95])),
            "tier": int(rng.integers(0, 2)),
        }
        found[f"o{n}"] = Objective(
            tier=int(rng.integers(1, 3)),
            slack=float(rng.choice([0.0, 0.2])),
            weight=float(rng.random()),
            caution=float(rng.choice([0.0, 0.0, 0.5])),
            limit=limit if has_limit else None,  # type: ignore[arg-type]
        )
    return found


def _response(rng: np.random.Generator, domain: Domain, objectives: list[str]) -> Response:
    kind = str(rng.choice(["answer", "answer", "answer", "refuse", "escalate"]))
    values = {name: [_case(rng, domain) for _ in range(rng.integers(0, 4))] for name in objectives}
    return Response.model_validate({"kind": kind, "values": values})


def _case(rng: np.random.Generator, domain: Domain) -> dict[str, object]:
    when: dict[str, object] = {}
    if rng.random() < 0.5:
        when["intent"] = [str(rng.choice(list(domain.intents)))]
    for facet, spec in domain.facets.items():
        if rng.random() < 0.4:
            when[facet] = [value for value in spec.values if rng.random() < 0.5] or [next(iter(spec.values))]
    return {"when": when or None, "value": float(np.round(rng.uniform(-1, 1), 2))}


def _contexts(rng: np.random.Generator, objectives: dict[str, Objective]) -> dict[str, Context]:
    tighter = {name: o.limit.at_most - float(rng.uniform(0, 0.25)) for name, o in objectives.items() if o.limit}
    weights = {name: float(rng.random()) for name in objectives if rng.random() < 0.5}
    return {"strict": Context(by="user", limits=tighter, weights=weights)}


def _plain(update: dict[str, object]) -> dict[str, object]:
    def dumped(part: object) -> object:
        return part.model_dump(by_alias=True) if hasattr(part, "model_dump") else part  # type: ignore[union-attr]

    return {
        key: {name: dumped(part) for name, part in value.items()} if isinstance(value, dict) else value
        for key, value in update.items()
    }
