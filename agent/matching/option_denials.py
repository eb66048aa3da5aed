"""Options that a reply names to exclude them, or takes back: "not the large one", "anything but tea", "red. no, blue".

It knows the words of a denial and how far one reaches, and no option: which are named is for `options`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..words.plain_words import PlainText
from .option_places import Mention

__all__ = ["clause_marks", "denies", "taken_back_before"]

_DENY = frozenset(
    "not no never without except neither nor hate hates dislike dislikes detest detests loathe loathes avoid avoids "
    "excluding cannot isn't minus".split()
)
"""Words that exclude an option after them: "I hate tea"."""
_DENY_PAIRS = (
    "anything but", "everything but", "all but", "rather than", "instead of", "other than", "apart from",
    "aside from", "opposed to", "sick of", "allergic to", "far from", "anyone but", "everyone but", "any but",
    "anywhere but", "everywhere but", "anytime but", "any time but", "them but", "these but", "those but",
)  # fmt: skip
"""Pairs of words that do: "tea rather than coffee"."""
_THAN = frozenset(
    "more worse less better bigger smaller larger longer shorter stronger milder weaker higher lower later "
    "earlier".split()
)
"""What is more than something is not it: "worse than mild"."""
_NO_MORE = frozenset("no not nothing nobody noone none never hardly any".split())
"""What is not more than something may be it: "no worse than mild"."""
_NOT_THEN = {(verb, "not") for verb in "is are does do would".split()} | {("is", "no"), ("are", "no")}
"""What excludes an option that stands before it: "Friday's fine, Sunday is not"."""
_NO_NOTHING = frozenset(
    "but except besides like other apart save bar less short beyond more else at in on of to that who which i we you "
    "he she they it".split()
)
"""Words after "nothing" that deny nothing of what follows: "nothing but tea", "nothing else, only tea"."""
_LEADS_TO_NO = frozenset("actually or oh well wait er um hm sorry ah".split())
"""Words before a no that stands by itself: "the aisle, oh no, the window"."""
_TAKES_BACK = frozenset("sorry wait actually i rather make".split())
"""Words after one: "the aisle. no sorry, the window"."""
_BREAK = frozenset(". ! ? ; but just only it's actually so therefore".split())
"""What no denial reaches across: "not the aisle but the window"."""
_CORRECTION = re.compile(
    # "I meant the window", "no wait, the window", "make that the window"
    r"\b(?:i meant|i mean|no wait|wait|scratch that|sorry|correction|on second thoughts?|make (?:it|that)|actually|"
    # "or rather the window", "oops, the window"
    r"or rather|or no|hang on|hold on|change (?:it|that) to|oops)\b"
)
"""What takes back the options before it."""


def denies(words: Sequence[str], marks: Sequence[bool], mention: Mention) -> bool:
    """Whether a negation reaches the mention: back to the last break, but not across another affirmation."""
    if not any(marks[mention.end : mention.end + 2]) and tuple(words[mention.end : mention.end + 2]) in _NOT_THEN:
        return True
    for i in range(mention.start - 1, max(-1, mention.start - 9), -1):
        pair = " ".join(words[i : i + 2])
        if pair in _DENY_PAIRS or " ".join(words[i - 1 : i + 1]) in _DENY_PAIRS:
            return True
        if words[i] == "than" and i and words[i - 1] in _THAN:
            return _NO_MORE.isdisjoint(words[max(0, i - 3) : i])
        if words[i] in _DENY or (_nobody(words, i) and not _nobody(words, mention.start)) or _nothing_is(words, i):
            return not (words[i] == "no" and _apart(words, marks, i))
        if (marks[i + 1] and not _continues(words, i + 1)) or words[i] in _BREAK:
            return False
    return False


def _nobody(words: Sequence[str], i: int) -> bool:
    """Whether nobody does what follows: "nobody climbs on it"; not "nobody less than the head"."""
    return words[i] in ("nobody", "noone") and words[i + 1 : i + 2] not in (("but",), ("less",), ("except",), ("else",))


def _nothing_is(words: Sequence[str], i: int) -> bool:
    """Whether nothing is what follows: "nothing is cracked or bent", "nothing broken"; not "nothing but tea"."""
    return words[i] == "nothing" and i + 1 < len(words) and words[i + 1] not in _NO_NOTHING


def _apart(words: Sequence[str], marks: Sequence[bool], i: int) -> bool:
    """Whether a no stands by itself: "no, the blue one", "red. no sorry, blue"."""
    before = i == 0 or marks[i] or words[i - 1] in _LEADS_TO_NO
    return before and i + 1 < len(words) and (marks[i + 1] or words[i + 1] in _TAKES_BACK)


def _continues(words: Sequence[str], i: int) -> bool:
    return words[i] in ("and", "or", "nor")


def clause_marks(text: PlainText) -> list[bool]:
    """Which words are preceded by punctuation that ends a clause."""
    marks: list[bool] = []
    pending = False
    for token in text.plain.split():
        if token in (",", ".", ";", "!", "?", ":", "-", "\u2013", "\u2014"):
            pending = True
        elif re.match(r"[^\W_]", token):
            marks.append(pending)
            pending = False
    return [*marks, False]


def taken_back_before(words: Sequence[str], marks: Sequence[bool], found: Sequence[Mention]) -> int:
    """Index before which mentions were taken back, 0 if none were."""
    bare = " ".join(words)
    cut = 0
    starts = [bare[: marker.start()].count(" ") for marker in _CORRECTION.finditer(bare)]
    starts += [i for i, word in enumerate(words) if i and word == "no" and _apart(words, marks, i)]
    for start in sorted(starts):
        if any(m.start > start for m in found) and any(m.start < start for m in found):
            cut = start
    return cut
