"""Which way somebody goes: "to the island" says of where they start that it is not the island.

It turns a text so that the end of a way is denied where its start is asked for, and the other way round; what follows
from a denial, the rules for options know.
"""

from __future__ import annotations

import re

from .questions import PendingQuestion

__all__ = ["bound_for"]

_GOES = re.compile(
    r"\b(?:start|starting|leave|leaving|depart|departing|travel|travelling|sail|sailing|fly|flying|go|going|ride|"
    r"riding|drive|driving|cross|crossing|board|move|moving|set (?:off|out))\b"
)
"""Questions about a way: "do you start from home?"; not "did you hear of it from a friend?"."""
_TO = (
    # "to", "back to", "towards"; not "close to"
    r"(?<!close )(?<!next )(?<!near )(?<!nearest )(?<!opposite )"
    r"\b(?:to|towards?|bound for|headed for|heading for|make it to|be (?:on|in|at)|arrive (?:on|in|at)|reach)"
)
_FROM = r"\b(?:from|leaving|departing)"


def bound_for(text: str, question: PendingQuestion) -> str:
    """The text with the other end of a way denied, where a question asks for one end of it; any other as it is.

    >>> from .questions import Option
    >>> sides = (Option("here", "mainland"), Option("there", "island"))
    >>> bound_for("to the island", PendingQuestion("ask", "Do you start from the mainland?", "choice", sides))
    'not the island'
    """
    asked = question.text.lower()
    if question.kind != "choice" or _GOES.search(asked) is None:
        return text
    names = "|".join(re.escape(name) for option in question.options for name in option.names)
    starts = re.search(r"\bfrom\b", asked) is not None
    ends = re.search(rf"\bto (?:the |an? )?(?:{names.lower()})\b|\bwhere to\b|\bto\?", asked) is not None
    if starts == ends:
        return text
    other = _TO if starts else _FROM
    return re.sub(rf"{other} (?=(?:the |an? )?(?:{names})\b)", "not ", text, flags=re.IGNORECASE)
