"""Whether what responses are worth can mean what it says: limits that can bind, answers that know when they are right.

It reads the cases as they are written and enumerates no states, so it says little and is quick. It knows no text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from ..errors import Flaw
from ..language.defaults import HELPFULNESS, intents_served
from ..language.domain import Domain, Response
from ..language.objectives import Objective
from ..language.reserved import OTHER
from ..values.tails import SLACK

__all__ = ["check_worth"]

SIGN = "mind the sign: harm is a value below 0"


def check_worth(domain: Domain) -> Iterator[Flaw]:
    """Yield a warning for every limit that nothing can break, and for answers that are as good for any wish."""
    for key, objective in domain.objectives.items():
        if objective.limit is not None:
            yield from _unbroken(domain, key, objective)
    if len(set(domain.intents) - {OTHER}) > 1:
        yield from _aimless(domain)


def _unbroken(domain: Domain, key: str, objective: Objective) -> Iterator[Flaw]:
    """A limit that no response can break; else the responses whose values only look as if one could."""
    losses = {name: -_least(response, key) for name, response in domain.responses.items() if key in response.values}
    allowed, worst = _tightest(domain, key, objective), max(losses.values(), default=math.inf)
    if worst <= allowed + SLACK and allowed < 1:  # Of 1 or more it is told anyway that it never binds.
        message = f"no response is worth less than {0.0 - worst:g} here, so the limit never binds"
        yield _warning(f"objectives.{key}.limit", message, SIGN)
    elif objective.weight == 0 and allowed >= 0:
        for name, loss in losses.items():
            values = [case.value for case in domain.responses[name].values[key]]
            if loss <= 0 < max(values):
                message = f"this has no effect: {key!r} is a limit only, and no value here is below 0"
                yield _warning(f"responses.{name}.values.{key}", message, SIGN)


def _least(response: Response, objective: str) -> float:
    """The least that any case is worth; where none holds it is 0."""
    cases = response.values[objective]
    always = any(case.when is None for case in cases)
    return min(*(case.value for case in cases), *([] if always and cases else [0.0]), 1.0)


def _tightest(domain: Domain, key: str, objective: Objective) -> float:
    limit = objective.limit
    assert limit is not None
    return min(limit.at_most, *(context.limits.get(key, limit.at_most) for context in domain.contexts.values()), 1.0)


def _aimless(domain: Domain) -> Iterator[Flaw]:
    """Answers that are worth the same whatever is wanted: `for` alone says nothing without helpfulness."""
    for whose, weights in _weighings(domain).items():
        weighed = {key for key, weight in weights.items() if weight}
        found = list(_answers(domain, weighed))
        for path in found:
            said = f"nothing says when this is the right answer{whose}: it is worth the same whatever is wanted"
            yield _warning(path, said, _aim(domain, weighed))
        if found:
            return  # For the next profile it would be the same again.


def _aim(domain: Domain, weighed: set[str]) -> str:
    hint = "name the intent in a case of its `values`"
    if HELPFULNESS not in domain.objectives:
        profiles = " and a weight of it to the profiles" if domain.profiles else ""
        return f"add `{HELPFULNESS}: {{}}` to the objectives{profiles}, or {hint}"
    return hint if HELPFULNESS in weighed else f"give {HELPFULNESS!r} a weight there, or {hint}"


def _answers(domain: Domain, weighed: set[str]) -> Iterator[str]:
    """Paths of the answers for some wish that are as good for any other, on the objectives that are weighed."""
    served = {intent for response in domain.responses.values() for intent in intents_served(response)}
    for key, intent in domain.intents.items():
        if key != OTHER and HELPFULNESS not in weighed and (intent.answer or key not in served):
            yield f"intents.{key}.answer" if intent.answer else f"intents.{key}"
    for key, response in domain.responses.items():
        helps = HELPFULNESS in weighed and HELPFULNESS not in response.values
        cases = [case for objective in weighed for case in response.values.get(objective, ())]
        aimed = helps or any(case.when is not None and case.when.intent for case in cases)
        if response.kind == "answer" and response.intents and not aimed:
            yield f"responses.{key}"


def _weighings(domain: Domain) -> dict[str, Mapping[str, float]]:
    """Whose weights may decide, in words, and these: the profiles', where there are any."""
    own = {key: objective.weight for key, objective in domain.objectives.items()} or {HELPFULNESS: 1.0}
    profiles = {f" for {profile.name or key!r}": profile.weights for key, profile in domain.profiles.items()}
    return {**({} if profiles else {"": own}), **profiles}


def _warning(path: str, message: str, hint: str) -> Flaw:
    return Flaw(path, message, hint, severity="warning")
