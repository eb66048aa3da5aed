"""Going on with another amount: "and with 80 kg?", "what if it were 3 m long?"."""

from __future__ import annotations

import re

from ..words.plain_words import plain_text
from .units import unit_named

__all__ = ["only_amounts"]

_WITH_AMOUNT = re.compile(
    # "and with 80 kg", "what if it were 3 m long"; not "80 kg in pounds"
    r"^(?:(?:ok|okay|thanks|great|well|so|and|but|or|,|\.|!) )*"
    r"(?:(?:what|how) (?:about|if)|and|with|if|or|say|suppose)"
    r"(?: (?:with|it|they|that|he|she|we|i|is|was|were|had|has|weighs?|at|for|about|only|just|say))* (?P<rest>\d.*)$"
)
_MEASURED = frozenset(
    "long wide high tall deep thick heavy load span in of on it the a instead then though apart between".split()
) - {"in"}
"""What may stand beside the amount: "and 3 m apart"; not "and 80 kg in pounds"."""


def only_amounts(text: str) -> bool:
    """Whether a message goes on with an amount and says no more: what is wanted is what was wanted.

    >>> only_amounts("and with 80 kg?"), only_amounts("what if it were 3 m long?"), only_amounts("80 kg in pounds?")
    (True, True, False)
    """
    plain = plain_text(text).plain
    found = _WITH_AMOUNT.match(plain)
    rest = [word for word in re.findall(r"[^\W\d_]+", found["rest"])] if found is not None else []
    units = [word for word in rest if unit_named(word) is not None]
    return found is not None and len(units) == 1 and not set(rest) - set(units) - _MEASURED
