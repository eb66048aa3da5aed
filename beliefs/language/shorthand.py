"""Short forms of the domain language, expanded before validation.

Knows how a short form is written, not whether what it says makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import cast

__all__ = ["cases", "facet", "listed", "many", "number_bin", "word", "words", "written"]

Raw = Mapping[str, object]

YES_NO = re.compile(r"^\s*yes\s*/\s*no\s*$", re.IGNORECASE)
DISTRIBUTIONS = frozenset({"prior", "guise"})
GIVEN = frozenset({"prior_given", "guise_given"})


def written(raw: object, known: Collection[str | None]) -> object:
    """A key without a value is as good as not written; one that is no key may be the rest of a text, and stays."""
    if raw is None:
        return {}
    if isinstance(raw, Mapping):
        return {key: value for key, value in cast(Raw, raw).items() if value is not None or key not in known}
    return raw


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
        return {"kind": "yesno", "values": {"yes": {}, "no": {}}, "name": "" if YES_NO.match(raw) else raw}
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
    for key in DISTRIBUTIONS & set(given):
        given[key] = words(given[key])
    for key in GIVEN & set(given):
        nested = given[key]
        given[key] = {k: words(v) for k, v in cast(Raw, nested).items()} if isinstance(nested, Mapping) else nested
    return given


def listed(values: list[object]) -> dict[str, object]:
    """Expand a list of values to a mapping."""
    return {str(word(value)): {} for value in values}


def words(raw: object) -> object:
    """A distribution by words; a number alone is the probability of yes.

    A plain YAML loader reads an unquoted yes/no as a truth value: `word` undoes it.
    """
    if isinstance(raw, Mapping):
        return {str(word(k)): v for k, v in cast(Raw, raw).items()}
    if isinstance(raw, (int, float, str)) and not isinstance(raw, bool):
        return {"yes": raw}
    return {} if raw is None else raw


def number_bin(raw: object) -> object:
    """Expand ``[low, high]``; a list of another length is left to be refused as a number."""
    if not isinstance(raw, (list, tuple)):
        return raw
    edges = cast("list[object]", raw)
    return {"low": edges[0], "high": edges[1]} if len(edges) == 2 else {"low": edges}
