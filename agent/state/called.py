"""What a host asks for by name, and what is wrong with it in words that say what may be asked for instead.

Pydantic's own errors show its types; here they become this package's, wherever something is made: by hand, from a reply
of an inbox, from what was stored. Knows nothing of what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Self, get_args

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import ErrorDetails

from ...beliefs.errors import EdgewiseError, UnknownName

__all__ = ["Called"]


class Called(BaseModel):
    """A call with its arguments; one that makes no sense is an `EdgewiseError`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    """What it is, for people; its first field is what it is called."""

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_words(cls, given: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(given)
        except ValidationError as error:
            wrong = error.errors()
            # A misspelt argument is also why another one is missing.
            worst = next((one for one in wrong if one["type"] == "extra_forbidden"), wrong[0])
            raise _in_our_words(cls, given, worst) from error


def _in_our_words(called: type[Called], given: object, wrong: ErrorDetails) -> EdgewiseError:
    place, first = ".".join(str(part) for part in wrong["loc"]), next(iter(called.model_fields))
    if wrong["type"] == "extra_forbidden":
        return UnknownName(f"argument of a {called.kind}", place, called.model_fields)
    if wrong["type"] == "missing":
        known = get_args(called.model_fields[place].annotation)
        return EdgewiseError(f"a {called.kind} needs {place!r}", hint=f"one of {', '.join(known)}" if known else None)
    names = re.findall(r"'([^']*)'", str(wrong.get("ctx", {}).get("expected", "")))
    if names:
        return UnknownName(
            called.kind if place == first else f"{place!r} of a {called.kind}", str(wrong["input"]), names
        )
    name = f" {given[first]!r}" if isinstance(given, Mapping) and first in given else ""
    return EdgewiseError(f"{called.kind}{name}: {f'{place}: ' if place else ''}{wrong['msg']}")
