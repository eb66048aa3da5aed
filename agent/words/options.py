"""Which of the shown options a reply names: by name, synonym, misspelling, place in the list, or exclusion.

Lexical only: "not the large one", "anything but the second", "no, I meant Firefox, not Safari". What a
paraphrase means is for the encoder (see `replies.features`).
"""

# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .option_amounts import amount_fit
from .option_places import NAMED_FULLY, Mention, other_of_two, places
from .option_words import NEGATIVE, SHORT, STOP, content_of, phrases_of, told_plainly
from .plain_words import PlainText, close_spelling, plain_text, stem
from .questions import Option

__all__ = ["OptionMatch", "match_options", "remainder_option"]


@dataclass(frozen=True, eq=False)
class OptionMatch:
    """Lexical evidence for each option, arrays `[n]`."""

    covered: NDArray[np.float64]
    """Share of the reply's content words that the option's own words explain, in [0, 1]."""
    named: NDArray[np.float64]
    """How surely the option was named and not denied, in [0, 1]."""
    placed: NDArray[np.float64]
    """How surely it was pointed at by its place in the list, in [0, 1]."""
    denied: NDArray[np.float64]
    """How surely it was excluded, in [0, 1]."""
    remaining: NDArray[np.float64]
    """1 where every other option was excluded, shared among those that are left."""
    none_of_these: bool
    all_of_these: bool


_DENY = frozenset("not no never without except neither nor hate dislike avoid excluding cannot isn't minus".split())
_DENY_PAIRS = (
    "anything but", "everything but", "all but", "rather than", "instead of", "other than", "apart from",
    "aside from", "opposed to", "sick of", "allergic to", "far from", "anyone but", "everyone but", "any but",
    "anywhere but", "everywhere but", "anytime but", "any time but", "them but", "these but", "those but",
)  # fmt: skip
_THAN = frozenset(
    "more worse less better bigger smaller larger longer shorter stronger milder weaker higher lower later earlier".split()
)
"""What is more than something is not it."""
_NO_MORE = frozenset("no not nothing nobody noone none never hardly any".split())
_NOT_THEN = {(verb, "not") for verb in "is are does do would".split()} | {("is", "no"), ("are", "no")}
"""What excludes an option that stands before it."""
_LEADS_TO_NO = frozenset("actually or oh well wait er um hm sorry ah".split())
_TAKES_BACK = frozenset("sorry wait actually i rather make".split())
_CLAUSAL = frozenset("i it we they he she".split())
"""What makes a name a clause, of which one word is but half: "I hang from it" is not named by "hang"."""
_BREAK = frozenset(". ! ? ; but just only it's actually so therefore".split())
_CORRECTION = re.compile(
    r"\b(?:i meant|i mean|no wait|wait|scratch that|sorry|correction|on second thoughts?|make (?:it|that)|actually|"
    r"or rather|or no|hang on|hold on|change (?:it|that) to|oops)\b"
)
_NONE = re.compile(
    r"\b(?:none|neither|nothing|not (?:any|one|either)) (?:of|from|on) (?:them|these|those|the|your|that|my|what|it)\b|^none$|"
    r"\bneither(?: one)?\b(?! (?:\w+ ){1,3}nor\b)(?! (?:do|does|did|am|is|are|was|were|have|has|can|could|will|would|should) )|\bnone (?:apply|applies|fit|fits|match|matches|of it)\b|"
    r"\bsomething (?:else|different|other)\b|\bnot (?:on|in) (?:the|your|that) (?:list|menu)\b|\bnot listed\b|"
    r"\b(?:another|a different|some other|other) (?:one|option|kind|type|sort|reason|way|thing)\b|^others?$|"
    r"\b(?:is|are) not (?:here|there|an option|one of)\b|\bnot one of\b|\bsome(?:one|body|where) else\b|^else$|^misc"
)
_ALL = re.compile(
    r"^(?:i (?:want|need|have|like|use|do|would like) )?(?:all|both|everything|all of (?:them|these|those|it|the above)|"
    r"both of (?:them|these|those)|every one|each|all three|all four|the lot|the whole lot)(?: please| of them| actually| really| thanks| at once| together| at the same time)?$|\ball (?:of (?:them|these|those|the above)|at once|at the same time|together)\b"
)
_REMAINDER = re.compile(
    r"^(?:other|others|none|neither|something else|someone else|somewhere else|another|not listed|none of|else|other |"
    r"(?:some|any)(?:thing|one|body|where)(?: that is| which is| who is)? not (?:on|in|among|listed|one of)\b)"
)


def remainder_option(options: Sequence[Option]) -> int | None:
    """The option that stands for "none of the others", if there is one."""
    for i, option in enumerate(options):
        if _REMAINDER.match(option.name.strip().lower()):
            return i
    return None


def _whole_phrases(words: Sequence[str], options: Sequence[Option]) -> list[Mention]:
    stems = [stem(w) for w in words]
    found: list[Mention] = []
    for k, option in enumerate(options):
        for phrase in phrases_of(option):
            size, wanted = len(phrase), [stem(w) for w in phrase]
            if size == 1 and phrase[0] in STOP and len(words) > 2:
                continue
            for i in range(len(words) - size + 1):
                if stems[i : i + size] == wanted:
                    exact = tuple(words[i : i + size]) == phrase
                    found.append(Mention(i, i + size, k, 1.0 if exact else 0.95))
    return found


def _single_words(words: Sequence[str], options: Sequence[Option]) -> list[Mention]:
    """Words that belong to some options and not to others, misspelt or not."""
    contents = [[content_of(p) for p in phrases_of(option)] for option in options]
    sizes = [
        [max(len(content_of(p)), 1 + (not _CLAUSAL.isdisjoint(p))) for p in phrases_of(option)] for option in options
    ]
    owners: dict[str, set[int]] = {}
    for k, phrases in enumerate(contents):
        for phrase in phrases:
            for token in phrase:
                owners.setdefault(token, set()).add(k)
    found: list[Mention] = []
    for i, word in enumerate(words):
        if word in STOP:
            continue
        for token, ks in owners.items():
            match = _likeness(word, token)
            if match == 0.0 or len(ks) == len(options):
                continue
            for k in ks:
                share = max(1 / n for p, n in zip(contents[k], sizes[k], strict=True) if token in p)
                found.append(Mention(i, i + 1, k, match * (0.5 + 0.4 * share) / len(ks)))
    return found + _joined_words(words, options)


def _likeness(word: str, token: str) -> float:
    base = stem(SHORT[word] if len(word) > 2 and word in SHORT else word)
    if base == token:
        return 1.0
    if min(len(base), len(token)) >= 4 and (base.startswith(token) or token.startswith(base)):
        return 0.8
    return 0.8 if close_spelling(word, token) or close_spelling(base, token) else 0.0


def _joined_words(words: Sequence[str], options: Sequence[Option]) -> list[Mention]:
    """Match "pay pal" with PayPal and "checkin" with "check in"."""
    found: list[Mention] = []
    for k, option in enumerate(options):
        for phrase in phrases_of(option):
            joined = "".join(word for word in phrase if word not in ("a", "an", "the"))
            for size in (1, 2, 3):
                for i in range(len(words) - size + 1):
                    run = "".join(words[i : i + size])
                    if len(joined) > 4 and (size > 1 or len(phrase) > 1) and close_spelling(run, joined):
                        found.append(Mention(i, i + size, k, 0.9 if run == joined else 0.8))
    return found


def _acronyms(words: Sequence[str], options: Sequence[Option]) -> list[Mention]:
    found: list[Mention] = []
    initials = ["".join(w[0] for w in plain_text(o.name).words) for o in options]
    for i, word in enumerate(words):
        for k, letters in enumerate(initials):
            if len(letters) >= 2 and word == letters and initials.count(letters) == 1 and word not in STOP:
                found.append(Mention(i, i + 1, k, 0.8))
    return found


def _denied(words: Sequence[str], marks: Sequence[bool], mention: Mention) -> bool:
    """Whether a negation reaches the mention: back to the last break, but not across another affirmation."""
    if not any(marks[mention.end : mention.end + 2]) and tuple(words[mention.end : mention.end + 2]) in _NOT_THEN:
        return True
    for i in range(mention.start - 1, max(-1, mention.start - 9), -1):
        pair = " ".join(words[i : i + 2])
        if pair in _DENY_PAIRS or " ".join(words[i - 1 : i + 1]) in _DENY_PAIRS:
            return True
        if words[i] == "than" and i and words[i - 1] in _THAN:
            return _NO_MORE.isdisjoint(words[max(0, i - 3) : i])
        if words[i] in _DENY or (_nobody(words, i) and not _nobody(words, mention.start)):
            return not (words[i] == "no" and _apart(words, marks, i))
        if (marks[i + 1] and not _continues(words, i + 1)) or words[i] in _BREAK:
            return False
    return False


def _nobody(words: Sequence[str], i: int) -> bool:
    """Whether nobody does what follows: "nobody climbs on it"; not "nobody less than the head"."""
    return words[i] in ("nobody", "noone") and words[i + 1 : i + 2] not in (("but",), ("less",), ("except",), ("else",))


def _apart(words: Sequence[str], marks: Sequence[bool], i: int) -> bool:
    """Whether a no stands by itself: "no, the blue one", "red. no sorry, blue"."""
    before = i == 0 or marks[i] or words[i - 1] in _LEADS_TO_NO
    return before and i + 1 < len(words) and (marks[i + 1] or words[i + 1] in _TAKES_BACK)


def _continues(words: Sequence[str], i: int) -> bool:
    return words[i] in ("and", "or", "nor")


def _marks(text: PlainText) -> list[bool]:
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


def _longest(found: list[Mention]) -> list[Mention]:
    """Drop mentions that lie inside a longer or surer one of another option."""
    kept: list[Mention] = []
    for m in found:
        covered = any(
            o.option != m.option and o.start <= m.start and m.end <= o.end and o.strength >= m.strength
            and (o.end - o.start > m.end - m.start or (o.strength == 1 and m.strength < NAMED_FULLY))
            for o in found
        )  # fmt: skip
        if not covered:
            kept.append(m)
    return kept


def match_options(text: str | PlainText, options: Sequence[Option]) -> OptionMatch:
    """Lexical evidence for each option in a reply."""
    read = plain_text(text) if isinstance(text, str) else text
    words, n = told_plainly(read.words), len(options)
    names = frozenset(w for option in options for phrase in phrases_of(option) for w in phrase)
    found = _whole_phrases(words, options) + _single_words(words, options) + _acronyms(words, options)
    there = places(words, n, names, remainder_option(options))
    slips = {m.start for m in there}  # "last" is no slip for "lost"
    found = [m for m in found if m.strength >= NAMED_FULLY or m.start not in slips]
    found, marks = _longest(found + there), _marks(read)
    other = other_of_two(words, found, [k for k in range(n) if k != remainder_option(options)])
    cut = _correction_cut(words, marks, found) if other is None else other.start
    found += [] if other is None else [other]
    named, placed, denied = np.zeros(n), np.zeros(n), np.zeros(n)
    for m in found:
        weight = m.strength * (0.2 if m.start < cut else 1.0)
        negative = m is not other and _denied(words, marks, m) and (m.place or not _says_without(options[m.option]))
        target = denied if negative else placed if m.place else named
        target[m.option] = max(target[m.option], weight)
    _elliptic(read, named, denied)
    fit = amount_fit(read, options)
    if fit is not None:
        named[:] = fit
    covered = _covered(words, options) if fit is None else np.maximum(_covered(words, options), fit)
    none = (bool(_NONE.search(" ".join(words))) and other is None) or (fit is not None and not fit.any())
    left, every = _remaining(named, placed, denied), _all_meant(words, named)
    return OptionMatch(covered, named, placed, denied, left, none, every)


def _all_meant(words: Sequence[str], named: NDArray[np.float64]) -> bool:
    return bool(_ALL.search(" ".join(words))) or ("both" in words and int((named >= 0.9).sum()) > 1)


def _covered(words: Sequence[str], options: Sequence[Option]) -> NDArray[np.float64]:
    content = [w for w in words if w not in STOP]
    if not content:
        return np.zeros(len(options))
    own = [{token for p in phrases_of(option) for token in content_of(p)} for option in options]
    return np.array([sum(any(_likeness(w, t) > 0 for t in o) for w in content) / len(content) for o in own])


def _says_without(option: Option) -> bool:
    """Whether the option is itself a negation ("gluten free"), so that denying its noun names it."""
    words = phrases_of(option)[0] if phrases_of(option) else ()
    return len(words) > 1 and not NEGATIVE.isdisjoint(words)


def _elliptic(read: PlainText, named: NDArray[np.float64], denied: NDArray[np.float64]) -> None:
    """An option both named and denied ("not a child" names "child") counts as the stronger of the two."""
    both = (named > 0) & (denied > 0)
    named[both & (denied >= named)] *= 0.2
    denied[both & (denied < named)] *= 0.2


def _correction_cut(words: Sequence[str], marks: Sequence[bool], found: Sequence[Mention]) -> int:
    """Index before which mentions were taken back, 0 if none were."""
    bare = " ".join(words)
    cut = 0
    starts = [bare[: marker.start()].count(" ") for marker in _CORRECTION.finditer(bare)]
    starts += [i for i, word in enumerate(words) if i and word == "no" and _apart(words, marks, i)]
    for start in sorted(starts):
        if any(m.start > start for m in found) and any(m.start < start for m in found):
            cut = start
    return cut


def _remaining(
    named: NDArray[np.float64], placed: NDArray[np.float64], denied: NDArray[np.float64]
) -> NDArray[np.float64]:
    left = denied < 0.4
    if not left.any() or left.all() or max(named.max(), placed.max()) > 0.5:
        return np.zeros(len(named))
    return left / left.sum()
