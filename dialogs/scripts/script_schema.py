"""The JSON schema of scripts, for editors: made from the form in `script`, with its short forms."""

from __future__ import annotations

from typing import cast

from ...beliefs.language.schema import ADDRESS
from .script import Script

__all__ = ["script_schema"]

Schema = dict[str, object]

WORD: Schema = {"type": ["string", "number", "boolean"]}


def script_schema() -> Schema:
    """The schema as plain JSON types."""
    schema = cast(Schema, Script.model_json_schema())
    parts = cast("dict[str, Schema]", schema["$defs"])
    for part in (schema, *parts.values()):
        _widen(part)
    act = cast("dict[str, Schema]", parts["Expect"]["properties"])["act"]
    parts["Expect"] = {"anyOf": [dict(act), parts["Expect"]]}
    bound: Schema = {"type": "string", "pattern": r"^\s*(<=|>=|<|>)"}
    pair: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    parts["Range"] = {"anyOf": [bound, pair, parts["Range"]]}
    return {"$schema": ADDRESS, "title": "Edgewise script", **{k: v for k, v in schema.items() if k != "title"}}


def _widen(part: object) -> None:
    """Accept words that look like numbers, and one word in place of a list of words."""
    if isinstance(part, list):
        for item in cast("list[object]", part):
            _widen(item)
    if not isinstance(part, dict):
        return
    here = cast(Schema, part)
    if here.get("type") == "string" and "enum" not in here and "const" not in here:
        here["type"] = WORD["type"]
    items = here.get("items")
    for value in list(here.values()):
        _widen(value)
    if here.get("type") == "array" and isinstance(items, dict) and cast(Schema, items).get("type") == WORD["type"]:
        listed = {key: here.pop(key) for key in ("type", "items")}
        here["anyOf"] = [WORD, listed]
