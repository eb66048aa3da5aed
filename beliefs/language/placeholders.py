"""Placeholders in the texts of a domain: one grammar for whoever checks them and whoever fills them.

``{name}`` is replaced and ``{{`` and ``}}`` are braces, as Python reads them. A text about to be said never fails: what
no check has seen is said as far as it can be read.
"""

from __future__ import annotations

import string
from collections.abc import Callable

from .reserved import INTENT

__all__ = ["ANYTIME", "ANYWHERE", "TO", "fill", "fill_anytime", "formatted", "names_in", "placeholders"]

TO = "to"
"""The placeholder of who takes over."""

ANYTIME = frozenset({TO})
"""What any text may be filled with: a question is put, and a place to appeal is named, whatever is known by then."""

ANYWHERE = frozenset({TO, INTENT})
"""What a response may be filled with besides the facets: the name of what it is about, too."""


def placeholders(text: str) -> tuple[str, ...]:
    """Names in braces; raises ValueError when the braces do not match."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def formatted(text: str) -> tuple[str, ...]:
    """Placeholders that ask for a format or a conversion, as they are written: there is nothing to carry it out."""
    return tuple(
        f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None and (spec or conversion)
    )


def names_in(text: str) -> frozenset[str]:
    """Names in braces; none where the braces do not match."""
    try:
        return frozenset(placeholders(text))
    except ValueError:
        return frozenset()


def fill(text: str, value: Callable[[str], str]) -> str:
    """The text with the ``value`` of each name in its place; as it stands where the braces do not match."""
    if "{" not in text and "}" not in text:
        return text
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(words if name is None else words + value(name) for words, name, _, _ in parts)


def fill_anytime(text: str, to: str) -> str:
    """A text that is said whatever is known by then, with who takes over in its place."""
    return fill(text, lambda name: to if name == TO else "")
