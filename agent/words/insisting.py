"""Words by which one insists on what was said beside them: "and that's final", "I won't be talked out of it".

They are no answer, and no refusal to give one.
"""

from __future__ import annotations

import re

__all__ = ["without_insisting"]

_INSISTS = (
    # "I won't be talked out of it", "I'm not going to be moved"
    r"(?:(?:i|we)(?: will not| won['\u2019]?t| am not going to|['\u2019]m not going to) "
    r"be (?:talked|argued|put|moved|swayed|turned)(?: (?:out of|off|away from))?(?: (?:it|that|this|them))?|"
    # "you can't change my mind", "you won't put me off it"
    r"you (?:can(?:no|['\u2019])?t|won['\u2019]?t|will not) "
    r"(?:change my mind|talk me out of (?:it|that)|put me off(?: it)?)|"
    # "and that's final", "end of story", "no arguing"
    r"(?:and )?that(?:['\u2019]s| is) (?:final|flat|my last word)|end of (?:story|discussion)|"
    r"no (?:arguing|arguments?|buts)|"
    # "I insist on it", "like I said"
    r"(?:and )?(?:i|we) insist(?: on (?:it|that))?|(?:like|as) (?:i|we) (?:said|told you|say))"
)
_ALL_THERE_IS = re.compile(
    # "seed trays, nothing and nobody else"; not "nothing else"
    r"(?<=\w)(?<!\bno)(?<!\bnope), (?:and )?(?:nothing|nobody|no one)"
    r"(?: (?:and|or) (?:nothing|nobody|no one))? else(?=\W*$)",
    re.IGNORECASE,
)
"""Who says that what they named is all."""
_LAST = re.compile(rf"\b{_INSISTS}(?=\W*$)", re.IGNORECASE)
_FIRST = re.compile(rf"^\W*{_INSISTS}\s*[,.;:!\u2013\u2014-]+\s*", re.IGNORECASE)
_STOPS = " \t\n,.;:!\u2013\u2014-"


def without_insisting(text: str) -> str:
    """The text without words that only insist on the rest; whole where there is no rest.

    >>> without_insisting("the ham one, and that's final"), without_insisting("I insist")
    ('the ham one', 'I insist')
    """
    text = _ALL_THERE_IS.sub("", text)
    rest, last = _FIRST.sub("", text), _LAST.search(text)
    if last is not None:
        rest = text[: last.start()].rstrip(_STOPS) + text[last.end() :]
    return rest if re.search(r"\w", rest) else text
