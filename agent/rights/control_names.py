"""The names in a control: ids, what people read, synonyms, and amounts for the bins of a number.

Knows the domain; nothing of what a control does.
"""

from __future__ import annotations

import math

from ...beliefs.errors import UnknownName
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import INTENT
from ..state.events import Control

__all__ = ["amount_named", "checked", "names_of", "told_apart", "value_named"]


def checked(domain: Domain, control: Control) -> Control:
    """The control with its names resolved to ids; a name may be given as people read it.

    Raises:
        UnknownName: A facet, value or intent does not exist.
    """
    found = control
    if control.intent:
        found = found.model_copy(update={"intent": told_apart("intent", control.intent, names_of(domain, INTENT))})
    if control.facet and control.facet != INTENT:
        facets = {key: facet.name for key, facet in domain.facets.items()}
        found = found.model_copy(update={"facet": told_apart("fact", control.facet, facets)})
    if control.value and found.facet:
        found = found.model_copy(update=_value_checked(domain, found))
    if control.name == "values":
        found = _values_checked(domain, control)
    return found


def _value_checked(domain: Domain, control: Control) -> dict[str, object]:
    """The value's id, and the exact amount where one was given."""
    if control.facet == INTENT:
        return {"value": told_apart("intent", control.value, names_of(domain, INTENT))}
    amount = amount_named(domain, control.facet, control.value)
    return {
        "value": value_named(domain, control.facet, control.value),
        "number": control.number if amount is None else amount,
    }


def _values_checked(domain: Domain, control: Control) -> Control:
    profiles = {key: profile.name for key, profile in domain.profiles.items()}
    objectives = {key: objective.name for key, objective in domain.objectives.items()}
    value = told_apart("profile", control.value, profiles) if control.value else ""
    weights = {told_apart("objective", name, objectives): w for name, w in control.weights.items()}
    return control.model_copy(update={"value": value, "weights": weights if any(weights.values()) else {}})


def told_apart(kind: str, given: str, names: dict[str, str], *, of: str = "") -> str:
    """The id that a word stands for: an id, or the name that people read."""
    if given in names:
        return given
    plain = given.strip().casefold()
    for key, name in names.items():
        if plain in (name.casefold(), key.casefold()):
            return key
    raise UnknownName(kind, given, names, of=of)


def value_named(domain: Domain, facet: str, given: str) -> str:
    """The value of a facet that a word stands for: an id, a name, a synonym, or the bin of an amount.

    Raises:
        UnknownName: It has no such value; of an amount, the hint tells the bins.
    """
    values, amount = domain.facets[facet].values, amount_named(domain, facet, given)
    called = {word.casefold(): key for key, value in values.items() for word in value.synonyms}
    called |= {value.name.casefold(): key for key, value in values.items()} | {key: key for key in values}
    if amount is None:
        return told_apart("value", called.get(given.strip().casefold(), given), names_of(domain, facet), of=facet)
    bins = {
        key: (-math.inf if value.low is None else value.low, math.inf if value.high is None else value.high)
        for key, value in values.items()
    }
    found = next((key for key, (low, high) in bins.items() if low <= amount < high), None)
    if found is None:
        spans = [f"{key} ({low:g} to {high:g})" for key, (low, high) in bins.items()]
        raise UnknownName("value", given, spans, of=facet)
    return found


def amount_named(domain: Domain, facet: str, given: str) -> float | None:
    """The amount that a text is, with or without the facet's own unit; None where it is none."""
    spec = domain.facets[facet]
    try:
        return float(given.strip().removesuffix(spec.unit or "").strip()) if spec.kind == "number" else None
    except ValueError:
        return None


def names_of(domain: Domain, facet: str) -> dict[str, str]:
    """Id -> what people read, of a facet's values or of the intents."""
    parts = domain.intents if facet == INTENT else domain.facets[facet].values
    return {key: part.name or key for key, part in parts.items()}
