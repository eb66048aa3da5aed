"""Two options of which one denies what the other says: "can swim", "cannot swim". Who says it plainly picks the first.

"I swim well" names neither in so many words, and is no "cannot". It knows words that add nothing to what is said; who
says anything else, denies it or says it of somebody else is for the reader to weigh.
"""

from __future__ import annotations

from ..words.plain_words import plain_text, stem
from .option_words import content_of, phrases_of
from .options import NEGATING, remainder_option
from .questions import Option, PendingQuestion, ReplyReading, sure_of

__all__ = ["affirmed"]

SURE = 0.985
"""Probability that what is plainly said is meant."""
_ADDS_NOTHING = frozenset(
    "i we can could do am are is have has been a an the to it able yes yeah sure of course oh well very quite really "
    "fine good great strong strongly keen confident confidently often regularly always daily every day week since "
    "child childhood years actually definitely certainly pretty perfectly easily".split()
)
_ENDINGS = ("", "s", "es", "er", "ers", "ing", "ed", "d")


def affirmed(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who says, and nothing else, what one of two options says and the other denies.

    >>> options = (Option("can", "can-swim"), Option("cannot", "cannot-swim"))
    >>> asked = PendingQuestion("swim", "Can you swim?", "choice", options)
    >>> affirmed("I swim well", asked).best, affirmed("I swim badly", asked), affirmed("my son swims", asked)
    ('can', None, None)
    """
    read = plain_text(text)
    pair = _opposed(question)
    if pair is None or read.asks or not NEGATING.isdisjoint(read.words):
        return None
    said, shared = pair
    forms = {word for word in read.words if any(_form(word, base) for base in shared)}
    every = all(any(_form(word, base) for word in forms) for base in shared)
    return sure_of(question, {said.id}, SURE) if every and _ADDS_NOTHING.issuperset({*read.words} - forms) else None


def _opposed(question: PendingQuestion) -> tuple[Option, frozenset[str]] | None:
    """The option that says what the only other one denies, and what both are about; None where they are no pair."""
    if question.kind != "choice" or len(question.options) != 2 or remainder_option(question.options) is not None:
        return None
    first, second = question.options
    for said, denied in ((first, second), (second, first)):
        names, denials = phrases_of(said)[:1], phrases_of(denied)[:1]
        if not names or not denials or not NEGATING.isdisjoint(names[0]) or NEGATING.isdisjoint(denials[0]):
            continue
        about = content_of([word for word in names[0] if word not in NEGATING])
        if about == content_of([word for word in denials[0] if word not in NEGATING]):
            return said, about
    return None


def _form(word: str, base: str) -> bool:
    """Whether a word is a form of a stem: "swimmer" of "swim"."""
    root = stem(word)
    return root == base or (root.startswith(base) and root.removeprefix(base).lstrip(base[-1:]) in _ENDINGS)
