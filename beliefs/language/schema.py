"""The JSON schema of the domain language, for editors: it completes keys, tells what they mean and accepts short forms.

Shape only, like the modules that it is made from; what a schema cannot say is left to `loading`.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from itertools import pairwise
from typing import cast

from . import domain as language
from . import objectives
from . import part as base
from .domain import Domain

__all__ = ["ADDRESS", "described_fields", "domain_schema"]

ADDRESS = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]

NULL: Schema = {"type": "null"}
WORD: Schema = {"type": ["string", "number", "boolean"]}
"""A word may look like a number: an example phrase ``42``, a date."""
WORDS: Schema = {"type": "array", "items": WORD}
ONE_OR_MORE: Schema = {"anyOf": [WORD, WORDS]}
SCORE: Schema = {"type": "number", "minimum": -1, "maximum": 1}
EDGE: Schema = {"anyOf": [{"type": "number"}, NULL]}
BIN: Schema = {"type": "array", "items": EDGE, "minItems": 2, "maxItems": 2}
SLUG = r"^[a-z0-9][a-z0-9_-]*$"
PROBABILITY: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def domain_schema() -> Schema:
    """Return the schema as plain JSON types."""
    schema = cast(Schema, Domain.model_json_schema(by_alias=True))
    parts = cast("dict[str, Schema]", schema["$defs"])
    descriptions = described_fields()
    for name, part in {**parts, "Domain": schema}.items():
        _describe(part, descriptions.get(name, {}))
        _relax(part)
    _add_bins(parts)
    for name, expand in _SHORT_FORMS.items():
        parts[name] = expand(parts[name])
    for name, part in parts.items():
        if name not in _SHORT_FORMS:
            parts[name] = _any(part, NULL)
    return {"$schema": ADDRESS, "title": "Edgewise domain", **{k: v for k, v in schema.items() if k != "title"}}


def described_fields() -> dict[str, dict[str, str]]:
    """The docstring under each field of each class of the language, as written in its source."""
    found: dict[str, dict[str, str]] = {}
    for module in (base, objectives, language):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = _docstrings(node.body)
    return found


def _docstrings(body: list[ast.stmt]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, after in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(after, ast.Expr):
            text = after.value.value if isinstance(after.value, ast.Constant) else None
            if isinstance(text, str):
                found[field.target.id] = " ".join(text.replace("``", "`").split())
    return found


def _describe(part: Schema, descriptions: dict[str, str]) -> None:
    properties = _properties(part)
    for name, text in descriptions.items():
        key = "for" if name == "intents" and "for" in properties else name
        if key in properties:
            properties[key]["description"] = text
    for one in properties.values():
        one.pop("title", None)


def _relax(node: object) -> None:
    """Accept words that look like numbers wherever a text may stand; refuse ids that are not slugs."""
    if isinstance(node, list):
        for item in cast("list[object]", node):
            _relax(item)
    if not isinstance(node, dict):
        return
    here = cast(Schema, node)
    if here.get("type") == "string" and "enum" not in here:
        here["type"] = ["string", "number", "boolean"]
    if "patternProperties" in here:
        here["additionalProperties"] = False
    for value in here.values():
        _relax(value)


def _any(*options: Schema) -> Schema:
    return {"anyOf": list(options)}


def _properties(part: Schema) -> dict[str, Schema]:
    return cast("dict[str, Schema]", part.get("properties", {}))


def _ids(value: Schema) -> Schema:
    return {"type": "object", "patternProperties": {SLUG: value}, "additionalProperties": False}


def _intent(part: Schema) -> Schema:
    return _any(WORDS, NULL, part)


def _value(part: Schema) -> Schema:
    return _any(WORD, WORDS, NULL, part)


def _facet(part: Schema) -> Schema:
    """A list of values or ``yes/no``; a number alone is the probability of yes."""
    properties = _properties(part)
    properties["values"] = _any(WORDS, properties["values"])
    for key in ("prior", "guise"):
        properties[key] = {**_any(PROBABILITY, properties[key]), "description": properties[key].get("description", "")}
    for key in ("prior_given", "guise_given"):
        inner = cast(Schema, properties[key]["additionalProperties"])
        properties[key]["additionalProperties"] = _any(PROBABILITY, inner)
    return _any(WORDS, WORD, NULL, part)


def _add_bins(parts: dict[str, Schema]) -> None:
    """Bins are values of a number, written as [low, high]."""
    bins = {**_ids(_any(BIN, parts["Value"])), "description": "Bins of a number, each [low, high] with low <= x < high"}
    parts["Facet"]["properties"] = {**_properties(parts["Facet"]), "bins": bins}


def _condition(part: Schema) -> Schema:
    """Facets may stand beside the intent."""
    facets: Schema = {"type": "object", "additionalProperties": ONE_OR_MORE}
    return {
        **part,
        "type": ["object", "null"],
        "properties": {"intent": ONE_OR_MORE, "facets": facets},
        "additionalProperties": ONE_OR_MORE,
    }


def _case(part: Schema) -> Schema:
    return _any(SCORE, part)


def _response(part: Schema) -> Schema:
    properties = _properties(part)
    properties["for"] = {**_any(ONE_OR_MORE, NULL), "description": properties["for"].get("description", "")}
    properties["intents"] = properties["for"]
    case: Schema = {"$ref": "#/$defs/Case"}
    listed: Schema = {"type": "array", "items": case}
    properties["values"] = {"type": "object", "additionalProperties": _any(case, listed)}
    return _any(part, NULL)


_SHORT_FORMS: dict[str, Callable[[Schema], Schema]] = {
    "Intent": _intent,
    "Value": _value,
    "Facet": _facet,
    "Condition": _condition,
    "Case": _case,
    "Response": _response,
}
