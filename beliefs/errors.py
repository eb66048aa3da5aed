"""Every error that Edgewise raises on purpose.

EdgewiseError
├── DomainError            a domain file or object is wrong; carries every flaw at once
├── DomainTooLarge         a file over the size cap, or one whose aliases would explode
├── UnknownName            a name (planner, facet, intent, ...) that does not exist, with the nearest that does
├── ModelMissing           a local model that is not where it should be
├── ReaderFailed           a reader raised, hung or returned nonsense
├── AnswerFailed           the host's own answer function failed
├── StoreError             a store that cannot be read or written (full disk, corruption, schema)
└── DialogError            a script, a bank of cases or a log that cannot be used

A message says what and where; ``hint`` says what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "AnswerFailed",
    "DialogError",
    "DomainError",
    "DomainTooLarge",
    "EdgewiseError",
    "Flaw",
    "ModelMissing",
    "ReaderFailed",
    "StoreError",
    "UnknownName",
    "key_hint",
    "mend_of",
    "nearest",
    "system_error",
]

MOST_LISTED = 12
"""Names that a hint lists."""


class EdgewiseError(Exception):
    """Base of all errors raised on purpose."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong with a domain, and how to mend it."""

    path: str
    """Where in the document: ``facets.age.prior``."""
    message: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    severity: str = "error"
    """``error``, or ``warning``: the domain works but something in it has no effect."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        where = f"{place}: " if place else ""
        label = "" if self.severity == "error" else f"{self.severity}: "
        mend = f" ({self.hint})" if self.hint else ""
        return f"{where}{label}{self.path or 'domain'}: {self.message}{mend}"


class DomainError(EdgewiseError):
    """A domain is wrong; ``flaws`` lists everything found, not just the first."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(flaws)
        count = len(self.flaws)
        head = f"{count} problem{'s' if count != 1 else ''} in the domain"
        super().__init__("\n".join([head, *(f"  {flaw}" for flaw in self.flaws)]))


class DomainTooLarge(EdgewiseError):
    """A file over the size cap, or one whose aliases would explode."""


class UnknownName(EdgewiseError):
    """A name that does not exist; the hint offers the nearest that does."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, of: str = "") -> None:
        options = sorted(known)
        listed = f"one of {_listed(options)}" if options else f"there is no {kind} here"
        whose = f" of {of!r}" if of else ""
        super().__init__(f"unknown {kind} {name!r}{whose}", hint=nearest(name, options) or listed)


def _listed(names: Sequence[str]) -> str:
    """Names in a row; a last one takes no more room than to say that there is one more."""
    if len(names) <= MOST_LISTED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_LISTED])} and {len(names) - MOST_LISTED} more"


class ModelMissing(EdgewiseError):
    """A local model that is not where it should be."""


class ReaderFailed(EdgewiseError):
    """A reader raised, hung or returned nonsense."""


class AnswerFailed(EdgewiseError):
    """The host's own answer function failed."""


class StoreError(EdgewiseError):
    """A store that cannot be read or written."""


class DialogError(EdgewiseError):
    """A script, a bank of cases or a log that cannot be used."""


def key_hint(key: str, known: Sequence[str], *, empty: bool) -> str | None:
    """How to mend a key that is not known: a name that is near, or quotes for a text that a comma cut in two."""
    found = nearest(key, known) or (f"keys here: {', '.join(known)}" if known and not empty else None)
    cut = "a comma inside {...} ends a text: put a text with commas in quotes"
    return "; ".join(filter(None, (found, cut if empty else None))) or None


def mend_of(error: OSError) -> str | None:
    """What to do about an error of the system, where that is plain."""
    return next((mend for kind, mend in _MENDS.items() if isinstance(error, kind)), None)


_MENDS: dict[type[OSError], str] = {
    FileNotFoundError: "check the path",
    IsADirectoryError: "name a file",
    PermissionError: "see that you may read or write it",
}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean 'x'?`` for a misspelt name, or None when nothing is close."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else None


def system_error(error: Exception) -> str:
    """What an error says, without the number that the system gives it or the codec's own words."""
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is not UTF-8 text; save the file as UTF-8"
    return str(getattr(error, "strerror", None) or error)
