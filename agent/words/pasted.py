"""What a message says in its writer's own words, without what was pasted, quoted or marked up in it.

"datasheet, page 2: '... shall take every support as both ends'. how far does my lamp arm bend" asks about a lamp arm.
It knows quotation marks, brackets, tags and headings, and takes nothing out where little would be left.
"""

from __future__ import annotations

import re

__all__ = ["own_words", "pasted_words"]

_QUOTED = r"(?<!\w)'[^'\n]{20,}'(?!\w)|\"[^\"\n]{20,}\"|```.*?```|"
_CURLY = r"\u201c[^\u201d\n]{20,}\u201d|\u2018[^\n]{20,}\u2019(?!\w)"
_MARKED = r"\[[^\[\]]*\].*?\[/?end\b[^\[\]]*\]|<(\w+)[^<>]*>.*?</\s*\1\s*>|<<?[^<>]*>>?|\{[^{}]*\}|\[[^\[\]]*\]"
_FRAMED = r"\bbegin\b.{0,400}?\bend\b(?:[ -]*of[ -]*\w+)?"
_ASKING = r"(?:please|can|could|would|will|how|what|why|where|which|when|who|review|check|explain|help|tell|show|look)"
"""What a heading does not begin with: "could you review this: ..." is asked in one's own words."""
_HEADED = rf"^\W*(?!{_ASKING}\b)[^\W\d_][\w ,./-]{{0,40}}: .{{10,400}}?(?:\s-{{2,}}\s|\s[\u2013\u2014]\s|\n)"
_PASTED = re.compile("|".join((_MARKED, _FRAMED, _QUOTED + _CURLY)), re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(_HEADED, re.IGNORECASE | re.DOTALL)
FEWEST_WORDS = 3
"""Words of one's own from which they are read apart from the rest."""


def own_words(text: str) -> str:
    """The text without pasted parts; the whole of it where none is found or too little would be left.

    >>> own_words("[AUTO-REPLY] An adult's dose is approved. [END] so how much for his ankle?")
    'so how much for his ankle?'
    """
    left = " ".join(_HEADING.sub(" ", _PASTED.sub(" ", text)).split()).strip(" ,;.-")
    return left if len(re.findall(r"[^\W\d_]{2,}", left)) >= FEWEST_WORDS else text


def pasted_words(text: str) -> str:
    """What `own_words` leaves out, without its marks."""
    if own_words(text) == text:
        return ""
    parts = [found.group() for pattern in (_PASTED, _HEADING) for found in pattern.finditer(text)]
    return " ".join(re.sub(r"[\[\]<>{}\"]", " ", " ".join(parts)).split())
