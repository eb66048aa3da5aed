"""What may be read and what may be shown: text without control characters, of a bearable length.

A message is cleaned before anything sees it, so that no escape sequence reaches a terminal or a log. Other languages,
emoji and right-to-left text are text like any; overrides of direction, which can disguise words, are not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from ...beliefs.errors import EdgewiseError

__all__ = ["LONGEST", "Cleaned", "clean", "shown", "text_of"]

LONGEST = 8_000
"""Characters of one message that are read with care; a longer one is asked for in brief."""

TEXT_SHARE = 0.7
"""Least share of a message that has to be text."""

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
_DISGUISES = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
_KEPT = "\n\t\u200c\u200d"
"""Among characters that control or join: line breaks, and the joiners that scripts and emoji need."""


@dataclass(frozen=True)
class Cleaned:
    """A message as it may be read."""

    text: str
    problem: Literal["empty", "too_long", "not_text"] | None = None
    size: int = 0


def text_of(raw: object) -> str:
    """A message as text; bytes are read as UTF-8 as far as they are.

    Raises:
        EdgewiseError: It is neither.
    """
    if isinstance(raw, bytes):
        return raw.decode("utf-8", "replace")
    if not isinstance(raw, str):
        raise EdgewiseError(f"a message is text, not {type(raw).__name__}", hint='say("...")')
    return raw


def clean(raw: str | bytes) -> Cleaned:
    """Clean a message, and say what is wrong with it if it cannot be read."""
    given = text_of(raw)
    if len(given) > LONGEST:
        return Cleaned("", "too_long", len(given))
    text = shown(given).strip()
    if not text:
        odd = any(not (c.isspace() or unicodedata.category(c) == "Cf") for c in given)
        return Cleaned("", "not_text" if odd else "empty", len(given))
    readable = sum(not _odd(c) for c in given) / len(given)
    return Cleaned(text, None if readable >= TEXT_SHARE else "not_text", len(given))


def shown(text: str) -> str:
    """Text that may be shown anywhere: no escape sequences, control characters or overrides of direction."""
    plain = _DISGUISES.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(c for c in plain if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))


def _odd(character: str) -> bool:
    return character == "\ufffd" or (
        character not in "\n\t\r" and unicodedata.category(character) in ("Cc", "Cs", "Co")
    )
