"""Who will use what is asked for: the writer alone, somebody else alone, or both, by what they said so far.

"Can we use it" is for more than the writer, "how much can my son take" is not for the writer. It knows pronouns and
relatives, and no domain; where words do not say, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from .persons import RELATIVE
from .plain_words import plain_text

__all__ = ["Company", "company"]

Company = Literal["alone", "another", "together", ""]

_MAY = r"(?:can|could|may|might|shall|should|must|will|would)"
_ALONE = re.compile(
    # "it's just me", "only for me"
    r"\b(?:just|only) (?:for )?(?:me|myself)\b|\b(?:it is|that is) for (?:me|myself)\b|"
    # "by myself", "on my own"
    r"\b(?:by myself|on my own|i am alone|i come alone)\b"
)
_TOGETHER = re.compile(
    # "can we use it", "are we allowed"; not "what can we do about it"
    rf"\b(?:{_MAY}|are|do) we\b(?! do\b)|\bwe (?:both |all |also |just )*"
    r"(?:want|need|would like|would love|plan|hope|are (?:going|coming|thinking|planning|hoping))\b|"
    # "the three of us", "for us both"
    r"\b(?:both|all|none|some|one|two|three|four|five|six) of us\b|\bfor us\b|\bus (?:both|all|two|three)\b|"
    # "my husband and I", "me and my son"
    rf"\b{RELATIVE} and (?:i|me|myself)\b|\b(?:i|me|myself) and {RELATIVE}(?!'|\w)|"
    # "can I take my son to the pool", "may I bring our granny"
    rf"\b{_MAY} i (?:take|bring) {RELATIVE}(?:$| (?:to|in|into|along|with|there|too|swimming|\W))"
)
_DOES = re.compile(
    # "can my son use it", "how much may she take"; not "will they deliver it"
    rf"\b(?:can|could|may|might|shall|should|must) (?:he|she|{RELATIVE}(?!'|\w))(?! and (?:i|me|we)\b)"
)
_FOR = re.compile(rf"\bfor (?:him|her|them|{RELATIVE}(?!'|\w))")
_FOR_SELF = re.compile(rf"\b{_MAY} i\b(?! (?:\w+ )?(?:give|get|buy|order|offer|let|ask|do)\b)|\bfor (?:me|myself)\b")


def company(said: Sequence[str], *, doing: bool = False) -> Company:
    """Who will use it, by the last of a user's messages that says so.

    Args:
        said: What the user said so far, oldest first.
        doing: Somebody else counts only where they are said to do it ("can my son use it"): what is "for my son" is
            asked for, and perhaps fetched, by the writer.

    >>> company(["can we use the boat"]), company(["how much can my son take", "he's tired"])
    ('together', 'another')
    >>> company(["something for my son"]), company(["something for my son"], doing=True)
    ('another', '')
    """
    for text in reversed(said):
        who = _in_one(plain_text(text).plain, doing)
        if who:
            return who
    return ""


def _in_one(plain: str, doing: bool) -> Company:
    """Who will use it, by one message."""
    if _ALONE.search(plain):
        return "alone"
    if _TOGETHER.search(plain):
        return "together"
    other = _DOES.search(plain) or (not doing and _FOR.search(plain))
    return "another" if other and not _FOR_SELF.search(plain) else ""
