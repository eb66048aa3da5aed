"""What is left of a reply that puts an earlier one right: "no wait, at one end" says "at one end".

And of one that denies all but one thing: "nothing, well apart from an inhaler" says that there is something. It knows the
words by which people take back what they said, nothing of what they say instead.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["all_there_is", "corrected", "corrects_itself", "excepted"]

_HUH = r"(?:e+r+m*|u+m+|u+h+|eh+|a+h+|o+h+|h+m+|mm+|pf+t*|ps+h+|ts+k|u+gh+|a+rgh+|gah|d'?oh|oof|bah|yikes|gosh|god|damn|crap|blast|bugger|silly me|wait|whoops|oops)"
"""What people utter on noticing a slip."""
_SURE = (
    r"(?:no[\s,.\u2013\u2014-]*wait(?: a (?:minute|second|sec|moment))?|wait,? no|(?:(?:no|oh|oops|wait|sorry|hang on|hold on),? )?(?:i|what i) (?:meant|wanted) to say(?: was| is)?|"
    r"(?:(?:no|oh|oops|wait|sorry|hang on|hold on),? )?(?:i|what i) meant(?: was)?|scratch that|strike that|correction|on second thoughts?|"
    r"(?:sorry,? )?(?:i )?(?:misspoke|mistyped|made a mistake|got that wrong|said that wrong)|let me (?:correct|rephrase) (?:that|myself)|"
    r"change (?:my answer|that|it) to|(?:sorry,? )?(?:my mistake|typo|my bad|i was wrong|i take that back)|"
    r"no[\s,.\u2013\u2014-]*(?:hang|hold) on(?: a (?:minute|second|sec|moment))?|(?<=\w[,.;:!] )sorry,? no(?=\s*[,.:;!])|"
    rf"(?<=\w[,.;:!?] ){_HUH},? no(?=\s*[,.:;!])|(?<=\w\.\. ){_HUH},? no(?=\s*[,.:;!])|"
    r"(?:or no|hang on|hold on|actually,? no|no,? actually|scrap that)(?=\s*[,.:;!\u2013\u2014-]))"
)
"""Words that take back what stands before them, wherever they stand."""
_SOFT = (
    r"(?:(?:oh|oops|um|uh|ah|er|ok|okay),? )*(?:oops|whoops|sorry|actually|wait|hang on|hold on|or rather|i mean|"
    r"(?:no,? )?make (?:it|that)|that should (?:be|have been|say)|it should (?:be|have been|say)|should have said)(?:,? (?:sorry|actually|no wait))?"
)
"""Words that do so only at the beginning."""
_END = r"(?:\s*[,.:;!\u2013\u2014-]+\s*|\s+)"
_BACK = re.compile(
    rf"(?:^|[,.:;!\u2013\u2014-]\s*)(?:(?:oh|oops|um|uh|ah|er|no|sorry),?\s+)*{_SURE}\b{_END}", re.IGNORECASE
)
_TRAIL = re.compile(
    r"[\s,]+(?:is|was|that(?:['\u2019]s| is| was)) what i (?:meant|wanted)(?: to say)?\W*$", re.IGNORECASE
)
_LEAD = re.compile(rf"^\s*{_SOFT}\b{_END}", re.IGNORECASE)

_DENIES_ALL_BUT = re.compile(
    r"^\W*(?:no|nope|nah|none|nothing|nobody|never|not)\b[^?]*?\b(?:apart from|aside from|except(?: for)?|other than)\s+(?=\w)",
    re.IGNORECASE,
)
_MARKERS = frozenset(
    "no oh oops um uh ah er ok okay wait sorry hang hold on a minute second sec moment i what meant mean to say was is "
    "that scratch strike scrap correction thought thoughts misspoke mistyped made mistake got wrong said let me rephrase "
    "correct myself change my answer it typo bad take back or rather actually make should be have been well".split()
)
_BUT_FOR = r"(?:apart from|aside from|except(?: for)?|other than|besides|beyond|but for)"
_NOTHING = r"(?:nothing|none|no|nowt|nobody)"
_ALL_BUT = (
    re.compile(rf"^\W*{_NOTHING}\b(?: \w+){{0,3}},? {_BUT_FOR} (?P<one>[^.;!?]+)[.!]?$", re.IGNORECASE),
    re.compile(
        rf"^\W*{_BUT_FOR} (?P<one>[^.;!?]+?),? {_NOTHING}(?: (?:else|at all|more|other \w+|really))*[.!]?$",
        re.IGNORECASE,
    ),
)
_COUNTS = re.compile(
    rf"^\W*(?:{_NOTHING}\b\W*)?(?:(?:oh|well|but|unless|wait|hm+|although|er+m?|um+)\W+)*"
    r"(?:do|does|would|if|unless) (?P<one>[^?.!]+?) (?:counts?|matters?)\W*$",
    re.IGNORECASE,
)
"""Who asks whether something counts has it: "nothing. oh, does the spray from this morning count?"."""
_ABOUT_ANY = re.compile(r"\b(?:any|anything|anyone|anybody|ever|else|something|someone)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def corrected(text: str) -> str:
    """The text without what was taken back and without the words that take it back; whole where nothing is left."""
    rest = _TRAIL.sub("", text)
    rest = text = rest if re.search(r"\w", rest) else text
    for found in _BACK.finditer(text):
        rest = text[found.end() :]
    for _ in range(2):
        lead = _LEAD.match(rest)
        if lead is None or not re.search(r"\w", rest[lead.end() :]):
            break
        rest = rest[lead.end() :]
    return rest if re.search(r"\w", rest) else text


def corrects_itself(text: str) -> bool:
    """Whether a message says something and takes it back: then it is no word on what was said before it.

    >>> corrects_itself("no. oh hang on, I had a cold remedy"), corrects_itself("no, I meant 12")
    (True, False)
    """
    rest = corrected(text)
    before = text.removesuffix(rest) if rest != text else ""
    words = [word for word in re.findall(r"[\w']+", before.lower()) if word not in _MARKERS]
    return bool(words) or bool(re.match(r"\W*(?:yes|no|nope|yeah|none|nothing)\s*[.!;]", before, re.IGNORECASE))


def excepted(text: str, question: str) -> str:
    """A reply that denies all but one thing as a yes to whether there is any; any other as it is.

    >>> excepted("no, nothing apart from the mercury", "Is there anything toxic in it?")
    'yes, the mercury'
    """
    found = _DENIES_ALL_BUT.match(text) if _ABOUT_ANY.search(question) else None
    return text if found is None else f"yes, {text[found.end() :]}"


def all_there_is(text: str) -> str:
    """What is left of a reply that says there is nothing but one thing, or asks whether that counts; any other as it is.

    >>> all_there_is("apart from her heart pills, nothing")
    'her heart pills'
    """
    found = next((match for pattern in (*_ALL_BUT, _COUNTS) if (match := pattern.match(text[:300])) is not None), None)
    return text if found is None else found["one"].strip(" ,")
