"""Reasons for people: what the dialogue keeps of a decision's record, and the long form of "why".

The full record has every option with its vector and tails and belongs in the audit log; a dialogue keeps what fits
in a few kilobytes. Reads records, decides nothing, and shows names only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pydantic import JsonValue

from ...beliefs.deciding.rationale import Rationale, Share
from ...beliefs.kept import kept

__all__ = ["brief", "long_reasons", "name_in", "shares_in", "whole"]

MOST_OPTIONS = 3
MOST_QUESTIONS = 2
MOST_FACETS = 12
WHOLE = ("act", "reason", "escalation", "response", "question", "intents", "limits", "entropy_bits", "respond_value",
         "best_now", "runner_up", "margin", "withheld", "withheld_by", "stability", "assumptions", "context", "mode",
         "views", "shown", "spoke", "handoff_to", "planner", "depth", "complete")  # fmt: skip


@kept
def brief(rationale: Rationale) -> dict[str, JsonValue]:
    """The record with the best options and questions only, and of each facet its most probable value.

    Written once for all who share the record; not to be changed.
    """
    found: dict[str, object] = {name: _plain(getattr(rationale, name)) for name in WHOLE}
    found["facets"] = _plain(_tops(rationale.facets))
    found["options"] = _plain(rationale.options[:MOST_OPTIONS])
    found["questions"] = _plain(rationale.questions[:MOST_QUESTIONS])
    found["sentence"] = rationale.sentence()
    return cast("dict[str, JsonValue]", found)


def whole(rationale: Rationale) -> dict[str, object]:
    """The whole record: `Rationale.to_json` at a third of its price."""
    return {**cast("dict[str, object]", _plain(rationale)), "sentence": rationale.sentence()}


def long_reasons(record: Mapping[str, object]) -> str:
    """Several sentences from a brief record."""
    parts = [str(record.get("sentence") or ""), *_other_readings(record), *_options(record), *_limits(record)]
    return " ".join(part for part in parts if part)


def name_in(named: object) -> str:
    """The name that people read, of an entry of a record."""
    return str(cast("Mapping[str, object]", named)["name"]) if isinstance(named, Mapping) else ""


def shares_in(record: Mapping[str, object], key: str) -> list[tuple[str, float]]:
    """Names and probabilities of a record's intents or facets."""
    entries = cast("list[Mapping[str, object]]", record.get(key) or [])
    return [(name_in(entry["of"]), float(cast(float, entry["probability"]))) for entry in entries]


def _plain(thing: object) -> object:
    """As `rationale.plain`, at a third of its price: this is done in every turn."""
    kind = type(thing)
    if kind in _SIMPLE or isinstance(thing, str | float | int):
        return thing
    if kind is list or kind is tuple or isinstance(thing, Sequence):
        return [_plain(item) for item in cast("Sequence[object]", thing)]
    fields = cast("Mapping[str, object]", thing) if kind is dict or isinstance(thing, Mapping) else vars(thing)
    return {key: value if type(value) in _SIMPLE else _plain(value) for key, value in fields.items()}


_SIMPLE = frozenset({str, float, int, bool, type(None)})


def _tops(shares: Iterable[Share]) -> list[Share]:
    best: dict[str, Share] = {}
    for share in shares:
        facet = share.facet.id if share.facet else ""
        if facet not in best or share.probability > best[facet].probability:
            best[facet] = share
    return list(best.values())[:MOST_FACETS]


def _other_readings(record: Mapping[str, object]) -> list[str]:
    others = [f"“{name}” ({p:.0%})" for name, p in shares_in(record, "intents")[1:4] if p >= 0.01]
    return [f"Other readings that I see: {', '.join(others)}."] if others else []


def _options(record: Mapping[str, object]) -> list[str]:
    found: list[str] = []
    if record.get("runner_up"):
        found.append(f"The next best would have been “{name_in(record['runner_up'])}”.")
    stability = record.get("stability")
    if isinstance(stability, Mapping):
        share = float(cast("Mapping[str, float]", stability)["share"])
        found.append(f"With slightly different assumptions I would have chosen otherwise in {share:.0%} of cases.")
    return found


def _limits(record: Mapping[str, object]) -> list[str]:
    limits = cast("list[Mapping[str, object]]", record.get("limits") or [])
    names = [name_in(limit["objective"]) for limit in limits]
    return [f"Limits that nothing outweighs: {', '.join(names)}."] if names else []
