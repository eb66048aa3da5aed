"""How an agent does over time, from its decision records: rates, surprise, calibration, narrowing, by week.

Pure: records in, numbers out. A change is told only where it is larger than chance makes likely. Knows nothing of
where records are kept or how numbers are shown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import NormalDist
from typing import cast

import numpy as np

from ...beliefs.belief.model import Model
from ...beliefs.belief.profile import UserProfile, narrowing, profile_weights
from ..state.dialogue import Json

__all__ = ["Change", "LockIn", "Week", "changes", "decided_intent", "lock_in", "weeks"]

RATES = ("ask", "answer", "refuse", "escalate", "surprise", "contest")
LEAST = 20
"""Decisions in a week below which nothing is called a change."""

SIGMAS = 3.0


@dataclass
class Week:
    """One week's decisions."""

    name: str
    """ISO week: ``2026-W47``."""
    decisions: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    """Decisions by act, and how many surprised or were contested."""
    entropy_bits: float = 0.0
    """Mean over decisions, of the intent."""
    guesses: list[tuple[float, bool]] = field(default_factory=list[tuple[float, bool]])
    """Where it became known what was meant: the probability of the best guess, and whether it was right."""

    def rate(self, name: str) -> float:
        """Share of the decisions."""
        return self.counts[name] / self.decisions if self.decisions else 0.0

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error over ten bins; None where no outcome is known."""
        return _calibration_error(self.guesses) if self.guesses else None


@dataclass(frozen=True)
class Change:
    """A rate of the last week that is not what it was."""

    rate: str
    before: float
    now: float
    sigmas: float

    def __str__(self) -> str:
        verb = "rose" if self.now > self.before else "fell"
        return f"the {self.rate} rate {verb} from {self.before:.0%} to {self.now:.0%} ({self.sigmas:.1f} sigma)"


@dataclass(frozen=True)
class LockIn:
    """How far one session has narrowed: 0 as wide as before, towards 1 locked in."""

    session: str
    decisions: int
    by_profile: float
    """Of the prior over intents, through the user's profile."""
    by_outcomes: float
    """Of what was served: the last third of the decisions against the first."""


def weeks(records: Iterable[Json]) -> list[Week]:
    """Decisions by week, the earliest first."""
    found: dict[str, Week] = {}
    last: dict[str, tuple[Week, Json]] = {}
    for record in records:
        week = found.setdefault(_week(cast(float, record["at"])), Week(_week(cast(float, record["at"]))))
        _count(week, record, last)
    return [found[name] for name in sorted(found)]


def changes(history: Sequence[Week]) -> list[Change]:
    """Rates of the last week that differ from all weeks before by more than chance."""
    if len(history) < 2 or history[-1].decisions < LEAST:
        return []
    now, before = history[-1], history[:-1]
    earlier = sum(week.decisions for week in before)
    found = [_change(name, sum(week.counts[name] for week in before), earlier, now) for name in RATES]
    return [change for change in found if change is not None and change.sigmas >= SIGMAS]


def lock_in(model: Model, records: Iterable[Json]) -> list[LockIn]:
    """How far each session's profile and outcomes have narrowed, the narrowest first."""
    served: dict[str, list[str]] = defaultdict(list)
    profiles: dict[str, Mapping[str, object]] = {}
    for record in records:
        session, decision = str(record["session"]), cast(Json, record["decision"])
        after = cast(Json, record["after"])
        if decision["act"] == "answer" and decision["intent"]:
            served[session].append(str(decision["intent"]))
        if after.get("profile"):
            profiles[session] = cast("Mapping[str, object]", after["profile"])
    found = [
        LockIn(session, len(intents), _by_profile(model, profiles.get(session)), _by_outcomes(model, intents))
        for session, intents in served.items()
    ]
    return sorted(found, key=lambda one: -max(one.by_profile, one.by_outcomes))


def _count(week: Week, record: Json, last: dict[str, tuple[Week, Json]]) -> None:
    session, decision = str(record["session"]), cast(Json, record["decision"])
    event = cast(Json, record["event"])
    control = cast(Json, event.get("control") or {})
    if control.get("name") == "outcome" and control.get("intent") and session in last:
        asked, told = last[session]
        asked.guesses.append((_sure(told), decided_intent(told) == control["intent"]))
    if decision.get("incident"):
        week.counts["contest"] += 1
    weighed = cast("list[Json]", record["weighed"])
    if not weighed or decision["act"] not in ("ask", "answer", "refuse", "escalate"):
        return
    week.decisions += 1
    week.counts[str(decision["act"])] += 1
    before, after = cast(Json, record["before"]), cast(Json, record["after"])
    week.counts["surprise"] += int(cast(int, after["surprises"]) > cast(int, before["surprises"]))
    week.entropy_bits += (cast(float, weighed[-1]["entropy_bits"]) - week.entropy_bits) / week.decisions
    last[session] = (week, record)


def decided_intent(record: Json) -> str:
    """What a decision took the user to want."""
    return str(cast(Json, record["decision"]).get("intent") or "")


def _sure(record: Json) -> float:
    shares = cast("list[Json]", cast("list[Json]", record["weighed"])[-1]["intents"])
    return float(cast(float, shares[0]["probability"])) if shares else 0.0


def _change(name: str, successes: int, trials: int, now: Week) -> Change | None:
    """Two shares compared by Fisher's exact test: of what is rare, the normal approximation sees too much."""
    if trials < LEAST:
        return None
    # A decision may be contested more than once; the share of those that were is what is compared.
    before, after = min(successes, trials), min(now.counts[name], now.decisions)
    tail = _tail(before, trials, after, now.decisions)
    sigmas = max(0.0, -NormalDist().inv_cdf(min(max(tail, 1e-300), 0.5)))
    return Change(name, before / trials, after / now.decisions, sigmas)


def _tail(before: int, trials: int, after: int, decisions: int) -> float:
    """The chance of as few or as many of ``before + after`` in the ``decisions``, whichever is less, if all are alike.

    ``P(k) = C(n, k) C(N, K - k) / C(N + n, K)``.
    """
    both = before + after
    whole = _log_ways(trials + decisions, both)

    def chance(of: range) -> float:
        return math.fsum(
            math.exp(_log_ways(decisions, k) + _log_ways(trials, both - k) - whole) for k in of if both - k <= trials
        )

    return min(chance(range(after, min(both, decisions) + 1)), chance(range(after + 1)))


def _log_ways(of: int, some: int) -> float:
    """``log C(of, some)``."""
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def _calibration_error(guesses: Sequence[tuple[float, bool]]) -> float:
    sure = np.array([p for p, _ in guesses])
    right = np.array([float(ok) for _, ok in guesses])
    bins = np.minimum((sure * 10).astype(np.intp), 9)
    gaps = [abs(sure[bins == b].sum() - right[bins == b].sum()) for b in range(10)]
    return float(sum(gaps) / len(guesses))


def _by_profile(model: Model, profile: Mapping[str, object] | None) -> float:
    if profile is None:
        return 0.0
    user = UserProfile.model_validate(profile)
    return narrowing(model.prior, profile_weights(model, user, user.day))


def _by_outcomes(model: Model, intents: Sequence[str]) -> float:
    third = len(intents) // 3
    if third == 0:
        return 0.0
    early, late = (_shares(model, part) for part in (intents[:third], intents[-third:]))
    return max(0.0, narrowing(early, late))


def _shares(model: Model, intents: Sequence[str]) -> np.ndarray:
    counts = Counter(intents)
    return np.array([counts[intent] / len(intents) for intent in model.intents])


def _week(at: float) -> str:
    year, week, _ = datetime.fromtimestamp(at, UTC).isocalendar()
    return f"{year}-W{week:02d}"
