"""The workshop's arithmetic: deflections and powers with units, bounds for what is unknown, and what each unknown does.

Handed to the agent as ``Agent.load("domain.yaml", answers=ANSWERS)``; called after it was decided that a number may be
given. A mass is what people know; its weight is what bends a beam.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite

import pint
from edgewise.agent import AnswerRequest

__all__ = ["ANSWERS", "BEAM", "Beam", "deflection", "heater_power", "sensitivity", "stress"]

UNITS = pint.UnitRegistry()
GRAVITY = 9.81 * UNITS.m / UNITS.s**2
HIGH, LOW = 60.0, 30.0
"""Watts for each cubic metre: hardly insulated, well insulated."""
ALLOWED = 300
"""The span over this is the deflection that is usually allowed."""
_HELD = {False: "held at both ends", True: "at one end"}


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
        if mass is None or span is None or {"load", "span"} & request.bounds.keys():
            return _between(request, (one_end,))
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
    return _between(request, (False, True))


def _between(request: AnswerRequest, ways: Sequence[bool]) -> str:
    """Bounds of the deflection, as far as there are any, held in one of these ways: at one end, or not."""
    load, span = _range(request, "load", "kg", (20, 200)), _range(request, "span", "m", (1, 4))
    least, most = _bent(load.low, span.low, one_end=ways[0]), _bent(load.high, span.high, one_end=ways[-1])
    told = " and ".join(f"a {name} of {of.words}" for name, of in (("load", load), ("span", span)) if of.told)
    guessed = " and ".join(f"the {name} ({of.words})" for name, of in (("load", load), ("span", span)) if of.guessed)
    bends = _limits(f"{least} ({_HELD[ways[0]]})" if least else "", f"{most} ({_HELD[ways[-1]]})" if most else "")
    return (
        f"{f'For {told}: {bends}' if told else bends.capitalize()}, for softwood of 60 x 120 mm. "
        f"{f'I took {guessed} as what it may be. ' if guessed else ''}"
        f"{sensitivity(span.high or span.low or 3.0)} Twice the load bends it twice as far. "
        f"To verify, measure the span first: it matters most."
    )


def _limits(least: str, most: str) -> str:
    if least and most:
        return f"between {least} and {most}"
    return f"at most {most}" if most else f"at least {least}" if least else "no bounds without more than this"


def _bent(mass: float | None, span: float | None, *, one_end: bool) -> str:
    """The deflection at one end of what is known, if it has one."""
    return "" if not mass or not span else f"{deflection(mass, span, one_end=one_end).magnitude:.3g} mm"


@dataclass(frozen=True)
class _Range:
    """What is known of an amount; an end of it may be open."""

    low: float | None
    high: float | None
    unit: str
    guessed: bool = False

    @property
    def told(self) -> bool:
        """Whether a range was told, and not one number."""
        return not self.guessed and self.low != self.high

    @property
    def words(self) -> str:
        """As people say it: "20 to 200 kg", "at most 12 kg"."""
        if self.low is None or self.high is None:
            return f"at most {self.high:g} {self.unit}" if self.low is None else f"at least {self.low:g} {self.unit}"
        return f"{self.low:g} to {self.high:g} {self.unit}"


def _range(request: AnswerRequest, name: str, unit: str, usual: tuple[float, float]) -> _Range:
    """What was told of an amount, else what is usual."""
    amount = request.amounts.get(name)
    low, high = request.bounds.get(name, (amount or 0.0, amount or inf))
    if low <= 0 and not isfinite(high):
        return _Range(*usual, unit, guessed=True)
    return _Range(low if low > 0 else None, high if isfinite(high) else None, unit)


def _heater(request: AnswerRequest) -> str:
    room = _range(request, "room", "m3", (20, 20))
    small, large = (heater_power(size) if size else None for size in (room.low, room.high))
    least, most = f"{small[0].magnitude:.1f} kW" if small else "", f"{large[1].magnitude:.1f} kW" if large else ""
    size = room.words if room.told else f"{room.low:g} m3"
    power = _limits(
        f"{least} if it is well insulated" if least else "", f"{most} if it is hardly insulated" if most else ""
    )
    return (
        f"For {size}: {power}. "
        f"Twice the volume takes twice the power. To verify: a circuit of 16 A at 230 V bears 3.7 kW, no more."
    )


ANSWERS: Mapping[str, Callable[[AnswerRequest], str]] = {
    "beam-both-ends": _beam(one_end=False),
    "beam-one-end": _beam(one_end=True),
    "beam-bounds": _bounds,
    "heater-size": _heater,
}
"""By response."""
