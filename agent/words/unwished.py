"""A wish that is withdrawn while it is served: "I changed my mind, we still want the van", "no wait, don't cancel".

It knows what the user said before, for "not cancel" withdraws a wish only of somebody who wanted to cancel. What is
wanted instead, if anything, is for others to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .plain_words import plain_text, stem

__all__ = ["Unwished", "unwished"]

_LEAD = r"(?:(?:no|nope|oh|wait|sorry|please|actually|hang on|hold on|stop|but|well|ok|on second thoughts?|,|\.|!|-) )*"
_THOUGHT_AGAIN = (
    # "I've changed my mind", "never mind", "on second thoughts", "no wait"
    r"(?:(?:i|we) (?:have )?changed (?:my|our) minds?|never ?mind(?: that| it)?|forget (?:it|that)|"
    r"on second thoughts?|no (?:, )?wait|we thought again)"
)
_IT = r"(?:it|that|this|them|things|everything|(?:the|my|our) (?!\w*ones?\b)\w+)"
_KEEPS = re.compile(
    # "I changed my mind, we still want the van", "never mind, we'll keep it as it is"; not "..., I still want to go"
    rf"^{_LEAD}{_THOUGHT_AGAIN} (?:[,.;!-] )?(?:(?:and|so|but) )?(?:i|we) (?:will |would |do |would like to |want to )?"
    rf"(?:still (?:want|need)|keep|leave|stick (?:with|to)|stay with) {_IT}"
    r"(?: (?:as (?:it is|they are|planned|booked|is)|then|after all|please|thanks|thank you|anyway))*(?: [.!])*$"
)
"""Who thought again and keeps what they have."""
_NOT = re.compile(
    # "I don't want to cancel it any more", "no wait, don't cancel", "no, not cancel, just a later date"
    rf"^{_LEAD}(?:(?:(?:i|we) )?(?:do not|no longer) (?:want|need|wish|like) to |do not |not (?:to )?)"
    r"(?P<verb>[a-z]{4,})"
    r"(?: (?:it|that|this|them|yet|please|any ?more|after all|(?:the|my|our) \w+))*"
    r"(?: [,.;:!-]+ (?P<rest>.*)|(?: but|, but) (?P<but>.*)|)(?: [.!])*$"
)
"""Who denies that they want to do something, and what they want instead."""
_WANTED = r"(?:^|\b(?:to|please|(?:can|could|would|will) you|let us) )"
"""What stands before the verb of a wish: "I want to cancel", "please cancel"."""
_NO_WISH = frozenset("have take takes used feel smoke drink know think mean work hurt need want like seem look".split())
"""What is denied of a fact, and not withdrawn: "don't take it"."""


@dataclass(frozen=True)
class Unwished:
    """A wish that was withdrawn."""

    rest: str
    """What is said instead."""
    verb: str
    """What is not to be done; nothing where it is not named."""


def unwished(text: str, history: Sequence[str]) -> Unwished | None:
    """What a message withdraws of the wishes of earlier ones of the same user; None where it withdraws nothing.

    >>> unwished("no, not cancel, just a later date", ["I want to cancel the move"])
    Unwished(rest='just a later date', verb='cancel')
    >>> unwished("no, not small, large", ["I want a small one"])
    """
    if not history:
        return None
    plain = plain_text(text).plain
    if _KEEPS.match(plain):
        return Unwished("", "")
    found = _NOT.match(plain)
    if (
        found is None
        or found["verb"] in _NO_WISH
        or not any(_wanted(found["verb"], plain_text(said).plain) for said in history)
    ):
        return None
    return Unwished((found["rest"] or found["but"] or "").strip(" .!"), found["verb"])


def _wanted(verb: str, said: str) -> bool:
    """Whether somebody said that they want to do something."""
    return any(stem(word) == stem(verb) for word in re.findall(rf"{_WANTED}([a-z]{{4,}})", said))
