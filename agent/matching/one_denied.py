"""One thing denied and another told: "no bleeding but some contractions" where either would be a yes.

Who denies a part of what was asked about and goes on to tell of another part, or of something else where a list was
asked about, has given no plain no. It knows no domain: what was asked about is in the question's own words.
"""

from __future__ import annotations

import re

from ..words.plain_words import close_spelling, plain_text, stem
from .half_denials import NO_OF_ANY
from .leaning import topic
from .questions import PendingQuestion

__all__ = ["one_denied"]

_DENIES = re.compile(
    # "well, there is no bloom, though two leaves have spots"
    r"^(?:(?:well|oh|hm+|erm?|so|it|he|she|they|i|we|there|is|are|has|have|had|do|does|did|am|no ,) )*?"
    r"(?:no|not any|without(?: any)?|not) (?P<what>[^,.;!?]+?)"
    # "no bleeding but just cramps", "no bleeding. and cramps"
    r"(?: (?:but|though|although|however|only|just|except)(?: just| only)?|"
    r" ?[,;.]+(?: (?:but|though|just|only|and))*) (?P<then>.+)$"
)
"""A denial of something by name, and what is told after it."""
_DENIES_TOO = re.compile(
    # "no pain either", "neither does it hurt", "the pain is gone"
    r"\b(?:no|not|never|none|nothing|neither|nor|nobody|without|stopped|gone|over|"
    # "if it hurt I would say"
    r"would|could|should|if|"
    # "the leaves are fine", "far from it", "anything other"
    r"fine|ok|okay|normal|well|good|clear|either|away|far|other)\b"
)
"""Words by which the second part denies, too, or supposes; or says that all is well."""
_LISTS = re.compile(r" or |,")
"""What asks about several things: "leaves, spots or bloom"."""
_AGAINST = re.compile(r"\b(?:but|though|although|however|only|just|except)\b")
"""Words that set the second part against the first."""


def one_denied(plain: str, question: PendingQuestion) -> bool:
    """Whether a plain text denies by name one thing that was asked about, and tells of another.

    >>> from .questions import Option
    >>> asked = PendingQuestion("ask", "Any bleeding or pain?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    >>> one_denied("no bleeding , but some pain", asked), one_denied("no bleeding , the pain is gone", asked)
    (True, False)
    """
    found = _DENIES.match(plain)
    if found is None or _DENIES_TOO.search(found["then"]):
        return False
    about = topic(plain_text(f"{question.text} {question.about}").words)
    denied, told = _of(found["what"], about), _of(found["then"], about)
    if NO_OF_ANY.issuperset(found["what"].split()):
        return False
    part = _LISTS.search(question.text.lower()) is not None and len(denied) < len(about)
    return bool(denied and told - denied) or (part and bool(_AGAINST.search(plain)))


def _of(plain: str, about: frozenset[str]) -> frozenset[str]:
    """The words of what was asked about that a text takes up."""
    said = [stem(word) for word in plain_text(plain).words]
    return frozenset(word for word in about if any(close_spelling(other, word) for other in said))
