"""Whether a message only says once more what was said before: "Dry. How often do I have to say dry?".

Who says it again adds nothing to it, however loudly; who gives a reason, names anything new or rules all else out
("only books", "just books") does. Small words and those that insist are left out, and the order does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

from .plain_words import plain_text, stem
from .small_words import SMALL_WORDS

__all__ = ["only_repeats"]

_INSISTING = frozenset(
    "already again told tell telling said say saying put down write enter note mark keep how often many times time "
    "really simply what if must need ask asked asking question now still please well as like before to not no "
    "yes".split()
)
"""Words with which one insists, or that say no more than the words beside them."""
_LEFT_OUT = (SMALL_WORDS | _INSISTING) - {"just"}


def only_repeats(text: str, earlier: Sequence[str]) -> bool:
    """Whether a message has something to say, and all of it was said before.

    >>> only_repeats("Dry. I told you it's dry.", ["A heater for the parlour? It's a dry room."])
    True
    >>> only_repeats("dry, they moved the shower out", ["A heater for the parlour? It's a dry room."])
    False
    """
    said = _content(text)
    return bool(said) and said <= frozenset[str]().union(*map(_content, earlier))


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in plain_text(text).words if word not in _LEFT_OUT)
