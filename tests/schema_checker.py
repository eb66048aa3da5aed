"""A small JSON schema checker, written from the specification: as much of it as our schema uses, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["violations"]

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
IGNORED = {"$schema", "$defs", "title", "description", "default"}
Schema = Mapping[str, object]


def violations(data: object, schema: Schema, root: Schema | None = None, path: str = "$") -> Iterator[str]:
    """Yield what of the data breaks the schema; a keyword that is not known here is an error of the test."""
    root = schema if root is None else root
    for keyword, wanted in schema.items():
        if keyword in IGNORED or keyword == "additionalProperties":
            continue
        yield from _KEYWORDS[keyword](data, wanted, root, path)
    if isinstance(data, dict) and "additionalProperties" in schema:
        yield from _additional(data, schema, root, path)


def _additional(data, schema, root, path):
    patterns = schema.get("patternProperties", {})
    for key, value in data.items():
        if key in schema.get("properties", {}) or any(re.search(pattern, key) for pattern in patterns):
            continue
        if schema["additionalProperties"] is False:
            yield f"{path}.{key}: not allowed"
        elif schema["additionalProperties"] is not True:
            yield from violations(value, schema["additionalProperties"], root, f"{path}.{key}")


def _type(data, wanted, root, path):
    options = [wanted] if isinstance(wanted, str) else wanted
    real = [TYPES[option] for option in options]
    right = any(isinstance(data, kind) for kind in real) and (not isinstance(data, bool) or "boolean" in options)
    if not right and not (isinstance(data, float) and data.is_integer() and "integer" in options):
        yield f"{path}: {data!r} is no {wanted}"


def _ref(data, wanted, root, path):
    target = root
    for step in wanted.removeprefix("#/").split("/"):
        target = target[step]
    yield from violations(data, target, root, path)


def _any_of(data, wanted, root, path):
    found = [list(violations(data, option, root, path)) for option in wanted]
    if all(found):
        yield min(found, key=len)[0] if len(found) == 1 else f"{path}: {data!r} fits no form: {found}"


def _properties(data, wanted, root, path):
    for key, value in data.items() if isinstance(data, dict) else ():
        if key in wanted:
            yield from violations(value, wanted[key], root, f"{path}.{key}")


def _patterns(data, wanted, root, path):
    for key, value in data.items() if isinstance(data, dict) else ():
        for pattern, schema in wanted.items():
            if re.search(pattern, key):
                yield from violations(value, schema, root, f"{path}.{key}")


def _names(data, wanted, root, path):
    for key in data if isinstance(data, dict) else ():
        yield from violations(key, wanted, root, f"{path}.{key}")


def _items(data, wanted, root, path):
    for k, value in enumerate(data if isinstance(data, list) else ()):
        yield from violations(value, wanted, root, f"{path}.{k}")


def _number(holds, said):
    def check(data, wanted, root, path):
        if isinstance(data, (int, float)) and not isinstance(data, bool) and not holds(data, wanted):
            yield f"{path}: {data} {said} {wanted}"

    return check


def _size(kind, holds):
    def check(data, wanted, root, path):
        if isinstance(data, kind) and not holds(len(data), wanted):
            yield f"{path}: wrong size"

    return check


_KEYWORDS = {
    "type": _type,
    "$ref": _ref,
    "anyOf": _any_of,
    "properties": _properties,
    "patternProperties": _patterns,
    "propertyNames": _names,
    "items": _items,
    "enum": lambda data, wanted, root, path: [] if data in wanted else [f"{path}: {data!r} not in {wanted}"],
    "const": lambda data, wanted, root, path: [] if data == wanted else [f"{path}: {data!r} is not {wanted!r}"],
    "required": lambda data, wanted, root, path: (
        [f"{path}: {key} is missing" for key in wanted if key not in data] if isinstance(data, dict) else []
    ),
    "pattern": lambda data, wanted, root, path: (
        [f"{path}: {data!r} does not match"] if isinstance(data, str) and not re.search(wanted, data) else []
    ),
    "minimum": _number(lambda x, bound: x >= bound, "<"),
    "maximum": _number(lambda x, bound: x <= bound, ">"),
    "exclusiveMinimum": _number(lambda x, bound: x > bound, "<="),
    "exclusiveMaximum": _number(lambda x, bound: x < bound, ">="),
    "minItems": _size(list, lambda size, bound: size >= bound),
    "maxItems": _size(list, lambda size, bound: size <= bound),
    "maxLength": _size(str, lambda size, bound: size <= bound),
}
