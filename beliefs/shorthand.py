"""Short forms of the domain language, expanded before validation.

Knows how a short form is written, not whether what it says makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

__all__ = ["cases", "facet", "listed", "many", "number_bin", "word", "words"]

Raw = Mapping[str, object]


def many(raw: object) -> tuple[object, ...]:
    """One value or a list of them, always as a tuple; YAML's yes/no become words again."""
    if raw is None:
        return ()
    items = cast("list[object]", raw) if isinstance(raw, (list, tuple)) else [raw]
    return tuple(word(item) for item in items)


def word(item: object) -> object:
    """Undo YAML's reading of an unquoted yes/no as a truth value."""
    return ("yes" if item else "no") if isinstance(item, bool) else item


def cases(raw: object) -> object:
    """One case or a list of them, always as a list."""
    return cast("list[object]", raw) if isinstance(raw, (list, tuple)) else [raw]


def facet(raw: object) -> object:
    """Expand the short forms of a facet: a list of values, ``yes/no``, and ``bins``."""
    if isinstance(raw, (list, tuple)):
        return {"values": listed(cast("list[object]", raw))}
    if isinstance(raw, str):
        return {"kind": "yesno", "values": {"yes": {}, "no": {}}, "name": raw}
    if not isinstance(raw, Mapping):
        return raw
    given = dict(cast(Raw, raw))
    bins = given.pop("bins", None)
    if isinstance(bins, Mapping):
        given.setdefault("kind", "number")
        given["values"] = {str(k): number_bin(v) for k, v in cast(Raw, bins).items()}
    values = given.get("values")
    if isinstance(values, (list, tuple)):
        given["values"] = listed(cast("list[object]", values))
    elif isinstance(values, Mapping):
        given["values"] = {str(word(k)): v for k, v in cast(Raw, values).items()}
    if given.get("kind") == "yesno":
        given.setdefault("values", {"yes": {}, "no": {}})
    for key in ("prior", "guise"):
        given[key] = words(given.get(key))
    for key in ("prior_given", "guise_given"):
        nested = given.get(key)
        given[key] = {k: words(v) for k, v in cast(Raw, nested).items()} if isinstance(nested, Mapping) else {}
    return given


def listed(values: list[object]) -> dict[str, object]:
    """Expand a list of values to a mapping."""
    return {str(word(value)): {} for value in values}


def words(raw: object) -> object:
    """Keys of a distribution as words: YAML reads an unquoted yes/no as a truth value."""
    return {str(word(k)): v for k, v in cast(Raw, raw).items()} if isinstance(raw, Mapping) else (raw or {})


def number_bin(raw: object) -> object:
    """Expand ``[low, high]``."""
    if isinstance(raw, (list, tuple)):
        edges = cast("list[object]", raw)
        return {"low": edges[0] if edges else None, "high": edges[1] if len(edges) > 1 else None}
    return raw
