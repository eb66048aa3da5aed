"""What a host hands in, looked at when it is handed in: it would only fail in the middle of somebody's conversation.

Knows what each part has to be able to do, and nothing of what is done with it.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Mapping
from os import PathLike
from typing import NamedTuple

from ...beliefs.errors import EdgewiseError
from ...beliefs.language.domain import Domain
from .mind import Mind

__all__ = ["check_handed_in", "takes"]


class _Part(NamedTuple):
    fits: Callable[[object], bool]
    wanted: str


def check_handed_in(where: str, **parts: object) -> None:
    """See that each part is what it has to be; one that was left out is None.

    Raises:
        EdgewiseError: One of them can never work.
    """
    for name, part in parts.items():
        if part is not None and not _PARTS[name].fits(part):
            plain = isinstance(part, bool | int | float | str | type)
            shown = f"{part!r:.60}" if plain else f"of type {type(part).__name__}"
            raise EdgewiseError(f"{where}: {name} cannot be {shown}", hint=_PARTS[name].wanted)


def takes(function: object, *arguments: object) -> bool:
    """Whether a function can be called with so many arguments; a built-in one may not say, and is believed."""
    if not callable(function):
        return False
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def _names_a_domain(domain: object) -> bool:
    return isinstance(domain, str | PathLike | Domain | Mind)


def _is_mapping(answers: object) -> bool:
    return isinstance(answers, Mapping)


def _keeps(store: object) -> bool:
    return isinstance(store, str | PathLike) or hasattr(store, "database")


def _reads(reader: object) -> bool:
    return isinstance(reader, str) or (not isinstance(reader, type) and takes(getattr(reader, "read", None), []))


def _words(wording: object) -> bool:
    return takes(wording, None, None) and not inspect.iscoroutinefunction(wording)


def _logs(audit: object) -> bool:
    sink = getattr(audit, "sink", None)
    return isinstance(audit, bool) or all(callable(getattr(sink, name, None)) for name in ("domain", "write"))


def _is_time(seconds: object) -> bool:
    return isinstance(seconds, int | float) and 0 < seconds <= threading.TIMEOUT_MAX


_WORDING = _Part(_words, "a plain function that takes a decision and the dialogue, and returns the decision")
_SECONDS = _Part(_is_time, "seconds, and more than none: 30.0")
_PARTS = {
    "domain": _Part(_names_a_domain, "a Domain, or the path of a file"),
    "answers": _Part(_is_mapping, "{'response-or-intent': function}"),
    "store": _Part(_keeps, "a file's path, postgresql://..., or a Store"),
    "reader": _Part(_reads, "'encoder', 'lm', or an object whose read(utterances) returns what was heard in each"),
    "answerer": _WORDING,
    "wording": _WORDING,
    "audit": _Part(_logs, "True, False, or an Audit with what writes: Audit(JsonLines('decisions.jsonl'))"),
    "answer_timeout_s": _SECONDS,
    "reader_deadline_s": _SECONDS,
}
