"""An option that is wanted without something, where what is made without it is no option: "a Margherita without wheat".

The domain itself names that as something else ("gluten free", "no wheat"), so it is that, and not the option as it
stands on the list. What is said in a sentence of its own ("no wheat for me. a funghi") is none of this.
"""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .options import match_options, remainder_option
from .questions import PendingQuestion

__all__ = ["made_without"]

_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_DENYING = frozenset({"no", "without", "free"})


def made_without(text: str, question: PendingQuestion) -> int | None:
    """Place of the option for something else, where a sentence names another option and what that is to lack.

    >>> from .questions import Option
    >>> options = (Option("plain", "plain"), Option("nut", "with nuts"), Option("else", "another one", ("no wheat",)))
    >>> cakes = PendingQuestion("ask", "Which cake?", "choice", options)
    >>> made_without("the plain one with no wheat please", cakes), made_without("the plain one", cakes)
    (2, None)
    """
    rest = remainder_option(question.options) if question.kind == "choice" and not question.several else None
    if rest is None or plain_text(text).asks:
        return None
    return rest if any(_both_named(part, question, rest) for part in _SENTENCES.split(text)) else None


def _both_named(sentence: str, question: PendingQuestion, rest: int) -> bool:
    """Whether a sentence names one option and, in words that deny by themselves, the one for something else."""
    match = match_options(sentence, question.options)
    if len(match.fully) != 2 or rest not in match.fully:
        return False
    said = f" {plain_text(sentence).plain} "
    names = [plain_text(name).words for name in question.options[rest].synonyms]
    names = [words for words in names if words and f" {' '.join(words)} " in said]
    return bool(names) and all(not _DENYING.isdisjoint((words[0], words[-1])) for words in names)
