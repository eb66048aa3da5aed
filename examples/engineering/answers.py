"""The workshop's arithmetic: deflections and powers with units, bounds for what is unknown, and what each unknown does.

Handed to the agent as ``Agent.load("domain.yaml", answers=ANSWERS)``; called after it was decided that a number may be
given. A mass is what people know; its weight is what bends a beam.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pint
from edgewise.agent import AnswerRequest

__all__ = ["ANSWERS", "BEAM", "Beam", "deflection", "heater_power", "sensitivity", "stress"]

UNITS = pint.UnitRegistry()
GRAVITY = 9.81 * UNITS.m / UNITS.s**2
HIGH, LOW = 60.0, 30.0
"""Watts for each cubic metre: hardly insulated, well insulated."""
ALLOWED = 300
"""The span over this is the deflection that is usually allowed."""


@dataclass(frozen=True)
class Beam:
    """A beam of rectangular section."""

    modulus: pint.Quantity
    """Young's modulus."""
    strength: pint.Quantity
    """The bending stress that is allowed."""
    width: pint.Quantity
    height: pint.Quantity

    @property
    def inertia(self) -> pint.Quantity:
        """``b h^3 / 12``."""
        return self.width * self.height**3 / 12


BEAM = Beam(11 * UNITS.GPa, 10 * UNITS.MPa, 60 * UNITS.mm, 120 * UNITS.mm)
"""What is assumed where nothing else is said: softwood, 60 x 120 mm, on edge."""


def deflection(mass_kg: float, span_m: float, *, one_end: bool, beam: Beam = BEAM) -> pint.Quantity:
    """``F L^3 / (48 E I)`` in the middle of two supports, ``F L^3 / (3 E I)`` at a free tip, in mm."""
    if mass_kg <= 0 or span_m <= 0:
        raise ValueError("a load and a span are more than nothing")
    force, span = mass_kg * UNITS.kg * GRAVITY, span_m * UNITS.m
    return (force * span**3 / ((3 if one_end else 48) * beam.modulus * beam.inertia)).to(UNITS.mm)


def stress(mass_kg: float, span_m: float, *, one_end: bool, beam: Beam = BEAM) -> pint.Quantity:
    """The largest bending stress, ``M h / (2 I)``, in MPa."""
    moment = mass_kg * UNITS.kg * GRAVITY * span_m * UNITS.m / (1 if one_end else 4)
    return (moment * beam.height / (2 * beam.inertia)).to(UNITS.MPa)


def sensitivity(span_m: float, longer: float = 4 / 3) -> str:
    """What a longer span does, in one sentence."""
    longer_m = f"{span_m * longer:.3g} m instead of {span_m:.3g} m"
    return f"If the span is {longer_m}, the deflection is {longer**3:.2g} times as large."


def heater_power(volume_m3: float) -> tuple[pint.Quantity, pint.Quantity]:
    """The least and the most power for a volume, in kW."""
    if volume_m3 <= 0:
        raise ValueError("a room is larger than nothing")
    low, high = (rate * volume_m3 * UNITS.W for rate in (LOW, HIGH))
    return low.to(UNITS.kW), high.to(UNITS.kW)


def _beam(*, one_end: bool) -> Callable[[AnswerRequest], str]:
    def answer(request: AnswerRequest) -> str:
        mass, span = request.amounts.get("load"), request.amounts.get("span")
        if mass is None or span is None:
            return _bounds(request)
        bends, allowed = deflection(mass, span, one_end=one_end), span * 1000 / ALLOWED
        bears = stress(mass, span, one_end=one_end)
        held = "held at one end, the load at the tip" if one_end else "on two supports, the load in the middle"
        verdict = "is" if bends.magnitude <= allowed and bears <= BEAM.strength else "is not"
        return (
            f"{mass:g} kg over {span:g} m, {held}: it bends {bends.magnitude:.1f} mm ({allowed:.1f} mm are usually "
            f"allowed) at a stress of {bears.magnitude:.1f} MPa (10 MPa are allowed), so it {verdict} good enough. "
            f"I assume softwood of 60 x 120 mm on edge. {sensitivity(span)} To verify: load it with half the weight, "
            f"measure, and expect {bends.magnitude / 2:.1f} mm."
        )

    return answer


def _bounds(request: AnswerRequest) -> str:
    mass, span = request.amounts.get("load"), request.amounts.get("span")
    masses = (mass, mass) if mass else (20.0, 200.0)
    spans = (span, span) if span else (1.0, 4.0)
    least = deflection(masses[0], spans[0], one_end=False).magnitude
    most = deflection(masses[1], spans[1], one_end=True).magnitude
    unknown = [name for name, known in (("the load (20 to 200 kg)", mass), ("the span (1 to 4 m)", span)) if not known]
    taken = f" I took {' and '.join(unknown)} as what it may be." if unknown else ""
    return (
        f"Between {least:.2g} mm (held at both ends) and {most:.3g} mm (at one end), for softwood of 60 x 120 mm."
        f"{taken} "
        f"{sensitivity(span or 3.0)} Twice the load bends it twice as far. "
        f"To verify, measure the span first: it matters most."
    )


def _heater(request: AnswerRequest) -> str:
    volume = request.amounts.get("room", 20.0)
    low, high = heater_power(volume)
    return (
        f"For {volume:g} m3: {low.magnitude:.1f} kW if it is well insulated, {high.magnitude:.1f} kW if hardly at all. "
        f"Twice the volume takes twice the power. To verify: a circuit of 16 A at 230 V bears 3.7 kW, no more."
    )


ANSWERS: Mapping[str, Callable[[AnswerRequest], str]] = {
    "beam-both-ends": _beam(one_end=False),
    "beam-one-end": _beam(one_end=True),
    "beam-bounds": _bounds,
    "heater-size": _heater,
}
"""By response."""
