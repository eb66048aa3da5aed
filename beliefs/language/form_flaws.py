"""Pydantic's errors as flaws in plain words, and what is left of a domain without the parts that have them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..errors import Flaw, key_hint, nearest
from .domain import Domain

__all__ = ["Forgiven", "forgive", "form_flaws", "known_keys", "model_at", "plain_words", "split"]

Step = str | int
KEY_MARK = "[key]"
USING = {"contexts", "escalation", "objectives", "profiles", "questions", "responses"}
"""Where facets, values and weights are used: without a part of these, what it used may look idle."""
ROUNDS = 5
"""How often parts are taken out before the rest is given up."""

NO_KEYS = "{input} is not a set of keys"

_MESSAGES = {
    "greater_than_equal": "{input} is less than {ge}",
    "greater_than": "{input} has to be more than {gt}",
    "less_than_equal": "{input} is more than {le}",
    "less_than": "{input} has to be less than {lt}",
    "float_parsing": "{input} is not a number",
    "float_type": "{input} is not a number",
    "int_parsing": "{input} is not a whole number",
    "int_from_float": "{input} is not a whole number",
    "int_type": "{input} is not a whole number",
    "finite_number": "{input} is not a finite number",
    "string_type": "{input} is not a text",
    "literal_error": "{input} is none of {expected}",
    "tuple_type": "{input} is not a list",
    "dict_type": NO_KEYS,
    "mapping_type": NO_KEYS,
    "model_type": NO_KEYS,
    "model_attributes_type": NO_KEYS,
    "string_too_short": "{input} is too short",
    "string_too_long": "longer than {max_length} characters",
}


@dataclass(frozen=True)
class Forgiven:
    """A domain without the parts whose form is wrong."""

    domain: Domain
    taken: tuple[tuple[Step, ...], ...]

    def blameless(self, flaws: Iterable[Flaw]) -> list[Flaw]:
        """Drop flaws that may only follow from what was taken out, as a warning that nothing uses something may."""
        parts = {path[:2] for path in self.taken}
        written = {str(path[1]) for path in self.taken if len(path) == 2}
        known = written | {_slug(name) for name in written}  # Elsewhere an id may be written as it should be.
        names = {quoted for name in known for quoted in (repr(name), f"{{{name}}}")}
        using = {path[0] for path in self.taken} & USING
        whole = {path[0] for path in self.taken if len(path) == 1}
        return [
            flaw
            for flaw in flaws
            if (flaw.severity == "error" or not using)
            and tuple(split(flaw.path)[:2]) not in parts
            and split(flaw.path)[0] not in whole
            and not any(name in flaw.message for name in names)
            and not whole & {"intents", "facets", "objectives"}
        ]


def split(path: str) -> tuple[Step, ...]:
    """Split a flaw's path into its steps."""
    return tuple(int(step) if step.isdigit() else step for step in path.split(".")) if path else ()


def form_flaws(error: ValidationError) -> list[Flaw]:
    """Translate every error of a validation."""
    return [_translate(detail) for detail in error.errors(include_url=False)]


def forgive(data: object, error: ValidationError) -> Forgiven | None:
    """Take out what the errors name and validate the rest; None when nothing useful is left."""
    rest = copy.deepcopy(data)
    taken: list[tuple[Step, ...]] = []
    for _ in range(ROUNDS):
        paths = [_clean(detail["loc"]) for detail in error.errors(include_url=False)]
        removed = [_remove(rest, path) for path in paths]
        taken += [path for path in removed if path]
        if not all(removed):
            return None
        try:
            return Forgiven(Domain.model_validate(rest), tuple(taken))
        except ValidationError as again:
            error = again
    return None


def model_at(path: Sequence[Step], form: type[BaseModel] = Domain) -> type[BaseModel] | None:
    """The part of a form that stands at a path."""
    here: object = form
    for step in path:
        here = _inside(here, step)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def known_keys(path: Sequence[Step], form: type[BaseModel] = Domain) -> list[str]:
    """The keys that may stand at a path of a form."""
    part = model_at(path, form)
    return sorted({field.alias or name for name, field in part.model_fields.items()}) if part else []


def _inside(kind: object, step: Step) -> object:
    """The type of what stands under one step, without Optional and Annotated."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        named = {field.alias or name: field for name, field in kind.model_fields.items()} | kind.model_fields
        return _bare(named[str(step)].annotation) if str(step) in named else None
    if get_origin(kind) is dict:
        return _bare(get_args(kind)[1])
    if get_origin(kind) is tuple:
        return _bare(get_args(kind)[0])
    return None


def _bare(kind: object) -> object:
    if get_origin(kind) in {Union, UnionType}:
        return _bare(next(arg for arg in get_args(kind) if arg is not type(None)))
    return _bare(get_args(kind)[0]) if hasattr(kind, "__metadata__") else kind


def _clean(loc: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(step for step in loc if step != KEY_MARK)


def _translate(detail: ErrorDetails) -> Flaw:
    loc = detail["loc"]
    path = _clean(loc)
    text = ".".join(str(step) for step in path)
    if KEY_MARK in loc:
        return Flaw(
            text, f"the id {path[-1]!r} is not a slug", f"write {_slug(str(path[-1]))!r}, and put words in `name`"
        )
    if detail["type"] == "extra_forbidden":
        return _unknown_key(text, path, empty=detail.get("input") is None)
    if _is_attesting(path) and detail["type"] == "literal_error":
        hint = "whoever can settle a fact speaks as one of them; what anybody else says is a claim"
        meant = nearest(str(detail.get("input")), ("system", "operator"))
        return Flaw(text, f"{_shown(detail.get('input'))} is neither 'system' nor 'operator'", meant or hint)
    return Flaw(text, *plain_words(detail))


def plain_words(detail: ErrorDetails, form: type[BaseModel] = Domain) -> tuple[str, str | None]:
    """What an error of a form's validation says, and how to mend it."""
    if detail["type"] == "missing":
        return f"{detail['loc'][-1]!r} is missing", f"add `{detail['loc'][-1]}:`"
    pattern = _MESSAGES.get(detail["type"])
    context = {"input": _shown(detail.get("input")), **detail.get("ctx", {})}
    return pattern.format(**context) if pattern else detail["msg"], _mend(detail, form)


def _is_attesting(path: tuple[Step, ...]) -> bool:
    """Whether it is a source that `attest` lists: the form knows more of them than settle anything."""
    return path[-2:-1] == ("attest",) and isinstance(path[-1], int)


def _unknown_key(text: str, path: tuple[Step, ...], *, empty: bool) -> Flaw:
    hint = key_hint(str(path[-1]), known_keys(path[:-1]), empty=empty)
    return Flaw(text, f"unknown key {path[-1]!r}", hint)


def _mend(detail: ErrorDetails, form: type[BaseModel]) -> str | None:
    context = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        options = [word.strip("' ") for word in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        return nearest(str(detail.get("input")), options)
    if detail["type"] == "string_type" and isinstance(detail.get("input"), Mapping):
        return "put the text in quotes when it holds a colon"
    if detail["type"] == "float_type" and isinstance(detail.get("input"), list) and form is Domain:
        return "a bin is a list of two numbers: [low, high]"
    if detail["type"] == "tuple_type":
        return "write a list: [one, two]"
    if _MESSAGES.get(detail["type"]) == NO_KEYS:
        return _example(model_at(_clean(detail["loc"]), form), detail.get("input"))
    return None


def _example(part: type[BaseModel] | None, given: object) -> str:
    """How a part is written that was given as one value: under its only required key, if that is what it may be."""
    if part is None:
        return "write `key: value` lines, or {key: value}"
    needed = {name: field.annotation for name, field in part.model_fields.items() if field.is_required()}
    if len(needed) == 1 and isinstance(given, (str, int, float)) and {*needed.values()} <= {str, float}:
        return f"write {{{next(iter(needed))}: {given}}}"
    return f"its keys are {', '.join(known_keys((), part))}"


def _shown(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _slug(name: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).split("-")
    return "-".join(word for word in words if word)[:80] or "an-id"


def _remove(data: object, path: tuple[Step, ...]) -> tuple[Step, ...] | None:
    """Take out the deepest part of a path that was written; return its path."""
    node, parents = data, list[tuple[object, Step]]()
    for step in path:
        if isinstance(node, dict) and str(step) in node:
            parents.append((cast(object, node), str(step)))
            node = cast("dict[str, object]", node)[str(step)]
        elif isinstance(node, list) and isinstance(step, int) and step < len(cast("list[object]", node)):
            parents.append((cast(object, node), step))
            node = cast("list[object]", node)[step]
    if not parents:
        return None
    if node is None and isinstance(parents[-1][0], list) and len(parents) > 1:
        parents.pop()  # Nothing is no more right in this list than what stood there: take out the list.
    holder, last = parents[-1]
    if isinstance(holder, dict):
        cast("dict[Step, object]", holder).pop(last)
    else:
        cast("list[object]", holder)[cast(int, last)] = None
    return tuple(step for _, step in parents)
