"""Facts from a small table, with units; what is not in it is said not to be.

Handed to the agent as ``Agent.load("domain.yaml", answers=ANSWERS)``. It never estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edgewise.agent import AnswerRequest
from edgewise.agent.amounts.asked_units import asked_unit

__all__ = ["ANSWERS", "TABLE", "Body"]


@dataclass(frozen=True)
class Body:
    """One row."""

    name: str
    distance: float
    """Mean distance in million km: of the Moon from Earth, of all others from the Sun (of the Sun from Earth)."""
    radius: float
    """Mean radius in km."""
    moons: int
    """Known in 2023; small ones are still found."""


TABLE: Mapping[str, Body] = {
    "sun": Body("the Sun", 149.6, 695_700, 0),
    "moon": Body("the Moon", 0.3844, 1_737, 0),
    "mercury": Body("Mercury", 57.9, 2_440, 0),
    "venus": Body("Venus", 108.2, 6_052, 0),
    "mars": Body("Mars", 227.9, 3_390, 2),
    "jupiter": Body("Jupiter", 778.6, 69_911, 95),
    "saturn": Body("Saturn", 1_433.5, 58_232, 146),
    "uranus": Body("Uranus", 2_872.5, 25_362, 28),
    "neptune": Body("Neptune", 4_495.1, 24_622, 16),
}
KM = {
    "mile": 1.609344, "meter": 0.001, "AU": 149_597_871, "light second": 299_792, "light minute": 17_987_547,
    "light hour": 1_079_252_849, "light year": 9.4607e12,
}  # fmt: skip
"""Kilometres in other units that visitors ask for."""
HOW = "I don't know that one. A catalogue or an almanac does; compare two sources."


def _row(words: Callable[[Body], str]) -> Callable[[AnswerRequest], str]:
    def answer(request: AnswerRequest) -> str:
        body = TABLE.get(request.facts.get("body", ""))
        return HOW if body is None else words(body) + _besides(body, request)

    return answer


def _besides(body: Body, request: AnswerRequest) -> str:
    """The number in the unit that the visitor asks for, beside the table's."""
    km = {"known-distance": body.distance * 1e6, "known-size": body.radius}.get(request.response)
    unit = asked_unit(request.text, "km")
    if km is None or unit not in KM:
        return ""
    amount = float(f"{km / KM[unit]:.3g}")
    return (
        f" That is {amount:,.0f} {unit}s." if amount >= 1000 else f" That is {amount:g} {unit}{'s' * (unit != 'AU')}."
    )


def _distance(body: Body) -> str:
    start = "Earth" if body.name in ("the Sun", "the Moon") else "the Sun"
    return f"{body.name[0].upper()}{body.name[1:]} is {body.distance:,g} million km from {start}, on average."


def _size(body: Body) -> str:
    size = f"{body.radius:,g} km, {body.radius / 6371:.2g} times that of Earth"
    return f"{body.name[0].upper()}{body.name[1:]} has a mean radius of {size}."


def _moons(body: Body) -> str:
    count = "no moon" if body.moons == 0 else "1 known moon" if body.moons == 1 else f"{body.moons} known moons"
    return f"{body.name[0].upper()}{body.name[1:]} has {count} (as of 2023; small ones are still found)."


ANSWERS: Mapping[str, Callable[[AnswerRequest], str]] = {
    "known-distance": _row(_distance),
    "known-size": _row(_size),
    "known-moons": _row(_moons),
}
"""By response."""
