"""A text without long runs of blanks, of signs or of the same words: "oh, oh, oh, ..." a thousand times says it once.

Patterns that look for words between words take ever longer in such runs, and nobody means anything by their length. It
knows no word.
"""

from __future__ import annotations

import re

__all__ = ["evened"]

KEPT = 8
"""How much of a run is left: so many signs, or so many times the same words."""
_BLANKS = re.compile(r"\s{9,}")
_SIGNS = re.compile(r"\W{25,}")
_WORDS = re.compile(r"(?P<once>\b(?P<words>\w{1,20}(?:\W{1,3}\w{1,20}){0,3}?)\W{1,3})(?:(?P=words)\W{1,3}){8,}")


def evened(text: str) -> str:
    r"""The text with its long runs cut short.

    >>> evened("oh, " * 1000 + "yes"), evened("a" + " " * 50 + "b"), evened("a" + "! " * 50 + "b")
    ('oh, oh, oh, oh, oh, oh, oh, oh, yes', 'a  b', 'a! ! ! ! b')
    """
    text = _BLANKS.sub(lambda run: "\n\n" if "\n" in run[0] else "  ", text)
    text = _SIGNS.sub(lambda run: run[0][:KEPT], text)
    return _WORDS.sub(lambda run: run["once"] * KEPT, text)
