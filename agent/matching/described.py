"""What describes the option that is named beside it, and names no other: "Ceres, the one between Mars and Jupiter".

It knows the question and its options, and not what they are.
"""

from __future__ import annotations

import re

from .options import match_options
from .picked import picked_option
from .questions import PendingQuestion, ReplyReading

__all__ = ["named_apart", "undescribed"]

_DESCRIBES = re.compile(
    r"(?P<name>[^,.;:!?()]+?)(?P<rest>"
    # "Ceres, the one between Mars and Jupiter", "salami, that spicy one", "Ceres (a thing in the belt)"
    r"\s*(?:,|\(| - )\s*(?:(?:the|that|this|an?) (?:[\w'-]+ ){0,2}?(?:ones?|thing)|"
    # "the loft, which is over the garage"
    r"which)\b[^,.;:!?()]*\)?)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:or|no|not|nor|never|rather|instead|wait|sorry|actually|too|also|other)\b|n['\u2019]t\b", re.I)
"""Words with which more is said than what the one named is like."""
_APART = re.compile(r"[,;:()]| - ")
_NAME = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?")


def undescribed(text: str, question: PendingQuestion) -> str:
    """The text without what describes an option that was named before it.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "Which?", "choice", tuple(Option(name, name) for name in ("loft", "garage")))
    >>> undescribed("the loft, the one over the garage, please", menu)
    'the loft, please'
    >>> undescribed("the loft, or the one beside the garage", menu)
    'the loft, or the one beside the garage'
    """
    if question.kind != "choice" or question.several:
        return text
    for found in _DESCRIBES.finditer(text[:300]):
        if not _MORE.search(found["rest"]) and picked_option(found["name"].strip(), question) is not None:
            return text[: found.end("name")] + text[found.end() :]
    return text


def named_apart(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The option whose name, written large, stands between commas in a story that names no other.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "Who?", "choice", tuple(Option(name, name) for name in ("Ada", "Max")))
    >>> named_apart("the little one with the plaits, Ada, she was there all day", menu).best
    'Ada'
    """
    if question.kind != "choice" or question.several or _MORE.search(text):
        return None
    parts = [part.strip() for part in _APART.split(text)]
    found = {part: said for part in parts[1:] if _NAME.fullmatch(part) and (said := picked_option(part, question))}
    rest = " , ".join(part for part in parts if part not in found)
    if len(found) != 1 or match_options(rest, question.options).spoken_of:
        return None
    return next(iter(found.values()))
