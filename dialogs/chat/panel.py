"""The belief as bars: what the agent thinks, how sure it is, and what the last message changed.

A `View` is plain numbers and names, taken from a decision's record; drawing is lines of characters, so that the
same picture stands below the prompt, in a box, in a pipe or in a screen reader's plain sentences.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from ...agent.deciding.explain import name_in, shares_in

__all__ = ["Bar", "View", "bar_lines", "between", "heading", "limit_of", "plain_lines", "view"]

MOST_BARS = 5
MOST_FACTS = 3
EIGHTHS = " ▏▎▍▌▋▊▉█"
LEAST_CHANGE = 0.01
LEAST_SHOWN = 0.005
LEAST_ABOUT = 6
"""Characters of a fact's name that say something."""


@dataclass(frozen=True)
class Bar:
    """One possibility."""

    name: str
    probability: float
    change: float = 0.0
    """Against the turn before."""
    fact: bool = False
    """Whether it is about a fact, not about what is wanted."""


@dataclass(frozen=True)
class View:
    """The belief at one moment."""

    bars: tuple[Bar, ...]
    bits: float
    """Entropy of what is wanted."""
    changed_bits: float = 0.0
    asked: tuple[str, float] | None = None
    """The fact that is asked about, and its entropy: what is wanted may be sure, and this be open."""


def view(record: Mapping[str, object], before: View | None = None, ledger: Sequence[Mapping[str, object]] = ()) -> View:
    """Take the view of a decision's record: the belief as it was when the act was chosen.

    Shows the likeliest intents, and of the facts of which the ledger tells something those whose best value moved the
    most: what is merely usual would look like something that was heard.
    """
    old = {bar.name: bar.probability for bar in before.bars} if before else {}
    likely = [share for place, share in enumerate(shares_in(record, "intents")) if place < 2 or share[1] >= LEAST_SHOWN]
    wanted = [_bar(name, p, old, fact=False) for name, p in likely[:MOST_BARS]]
    facts = [_bar(name, p, old, fact=True) for name, p in _facts(record, _told(ledger))]
    facts = [bar for bar in sorted(facts, key=lambda bar: -abs(bar.change)) if bar.probability > 0.5][:MOST_FACTS]
    bits = float(cast(float, record.get("entropy_bits", 0.0)))
    return View((*wanted, *facts), bits, bits - before.bits if before else 0.0)


def between(before: View | None, after: View, part: float) -> View:
    """The view on its way from one to the next, ``part`` from 0 to 1: bars that move."""
    old = {bar.name: bar.probability for bar in before.bars} if before else {}
    bars = tuple(replace(bar, probability=_mixed(old.get(bar.name, 0.0), bar.probability, part)) for bar in after.bars)
    return replace(after, bars=bars, bits=_mixed(before.bits if before else after.bits, after.bits, part))


def limit_of(record: Mapping[str, object], reason: str) -> str:
    """The name of the limit that binds, where the reason does not name it and nobody asked for a person anyway."""
    held = record.get("withheld_by")
    name = name_in(held) if held else ""
    return "" if f"limit on {name}" in reason or record.get("escalation") == "asked_for_person" else name


def heading(seen: View) -> str:
    """How sure the agent is, and how that changed."""
    change = f" ({seen.changed_bits:+.1f})" if abs(seen.changed_bits) >= 0.05 else ""
    asked = f" of what you want, {seen.asked[1]:.1f} of {seen.asked[0]}" if seen.asked else ""
    return f"uncertainty {seen.bits:.1f} bits{change}{asked}"


def bar_lines(seen: View, width: int, *, unicode: bool = True, most: int = MOST_BARS + MOST_FACTS) -> list[str]:
    """Draw the bars within ``width`` columns and ``most`` lines; facts make room for themselves."""
    facts = [bar for bar in seen.bars if bar.fact][: most // 2]
    shown = [bar for bar in seen.bars if not bar.fact][: most - len(facts)] + facts
    names = max((len(bar.name) for bar in shown), default=0)
    label = min(names, max(10, width // 3))
    room = max(8, width - label - 16)
    return [
        f"{_label(bar, label, unicode):<{label}} {_drawn(bar.probability, room, unicode)} {bar.probability:4.0%} "
        + _arrow(bar, unicode)
        for bar in shown
    ]


def plain_lines(seen: View) -> list[str]:
    """The same in words, for pipes and screen readers."""
    wanted = [bar for bar in seen.bars if not bar.fact and (bar.probability >= LEAST_CHANGE or bar is seen.bars[0])]
    facts = [bar for bar in seen.bars if bar.fact]
    lines = [f"I think: {_listed(wanted)}.", f"U{heading(seen)[1:]}."]
    return [*lines, f"What seems so: {_listed(facts)}."] if facts else lines


def _told(ledger: Sequence[Mapping[str, object]]) -> set[object]:
    """The keys of what was told; who does not know, or would rather not say, told nothing."""
    from ...beliefs.language.reserved import UNSURE, WITHHELD

    told: set[object] = set()
    for item in ledger:
        outcomes = cast("Mapping[str, Mapping[str, float]]", item["statement"]).get("outcomes") or {}
        if outcomes and max(outcomes, key=lambda name: outcomes[name]) not in (UNSURE, WITHHELD):
            told.add(item["key"])
    return told


def _facts(record: Mapping[str, object], told: Collection[object]) -> list[tuple[str, float]]:
    """The best value of each facet about which something was told, with the facet's name."""
    from ...agent.state.mind import fact_key

    best: dict[str, tuple[str, float]] = {}
    for entry in cast("list[Mapping[str, object]]", record.get("facets") or []):
        if fact_key(str(cast("Mapping[str, object]", entry["facet"])["id"])) not in told:
            continue
        facet, share = name_in(entry["facet"]), float(cast(float, entry["probability"]))
        if facet not in best or share > best[facet][1]:
            best[facet] = (f"{facet}: {name_in(entry['of'])}", share)
    return list(best.values())


def _listed(bars: list[Bar]) -> str:
    return ", ".join(f"{bar.name} {bar.probability:.0%}" for bar in bars)


def _bar(name: str, p: float, old: Mapping[str, float], *, fact: bool) -> Bar:
    return Bar(name, p, p - old.get(name, p), fact)


def _mixed(a: float, b: float, part: float) -> float:
    return a + (b - a) * min(1.0, max(0.0, part))


def _drawn(share: float, room: int, unicode: bool) -> str:
    if not unicode:
        return ("#" * round(share * room)).ljust(room, ".")
    full, part = divmod(round(share * room * 8), 8)
    return ("█" * full + (EIGHTHS[part] if part else "")).ljust(room)


def _arrow(bar: Bar, unicode: bool) -> str:
    if abs(bar.change) < LEAST_CHANGE:
        return ""
    up, down = ("▲", "▼") if unicode else ("+", "-")
    return f"{up if bar.change > 0 else down}{abs(bar.change):.0%}"


def _label(bar: Bar, width: int, unicode: bool) -> str:
    """A bar's name within a width; of a fact what it is comes first, then what it is about where that fits."""
    about, colon, value = bar.name.rpartition(": ")
    room = width - len(colon + value)
    if not bar.fact or len(bar.name) <= width:
        return _cut(bar.name, width, unicode)
    return f"{_cut(about, room, unicode)}{colon}{value}" if room >= LEAST_ABOUT else _cut(value, width, unicode)


def _cut(name: str, width: int, unicode: bool) -> str:
    if len(name) <= width:
        return name
    return name[: width - 1] + "…" if unicode else name[: width - 2] + ".."
