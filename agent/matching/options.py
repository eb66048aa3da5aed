"""Which of the shown options a reply names: by name, synonym, misspelling, place in the list, or exclusion.

Lexical only: "not the large one", "anything but the second", "no, I meant Firefox, not Safari". What a
paraphrase means is for the encoder (see `replies.features`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..words.plain_words import PlainText, close_spelling, plain_text, stem
from .option_amounts import amount_fit, figure_fit, measures
from .option_denials import clause_marks, denies, taken_back_before
from .option_places import NAMED_FULLY, Mention, other_of_two, places
from .option_words import NEGATIVE, SHORT, STOP, content_of, off_the_clock, phrases_of, told_plainly
from .questions import Option

__all__ = ["NAMED_IN_PART", "NEGATING", "OptionMatch", "match_options", "remainder_option"]

NAMED_IN_PART = 0.5
"""How fully words have to name an option to be about it; to tell of it, `NAMED_FULLY`."""


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

    @property
    def fully(self) -> list[int]:
        """Places of the options that are named fully."""
        return np.flatnonzero(self.named >= NAMED_FULLY).tolist()

    @property
    def meant(self) -> float:
        """How surely some option is meant, by its name or its place."""
        return float(max(self.named.max(), self.placed.max()))

    @property
    def spoken_of(self) -> bool:
        """Whether any option is named, pointed at or excluded."""
        return max(self.meant, float(self.denied.max())) > 0


NEGATING = frozenset("not no without never nor neither cannot".split())
DENIED_WITHIN = 3
"""How many words before another one may deny it."""
_CLAUSAL = frozenset("i it we they he she".split())
"""What makes a name a clause, of which one word is but half: "I hang from it" is not named by "hang"."""
_NONE = re.compile(
    # "none of these", "nothing on the menu", "not any of them"
    r"\b(?:none|neither|nothing|not (?:any|one|either)) (?:of|from|on) (?:them|these|those|the|your|that|my|what|it)\b|"
    r"^none$|"
    # "neither"; not "neither tea nor coffee", "neither does it hurt"
    r"\bneither(?: one)?\b(?! (?:\w+ ){1,3}nor\b)"
    r"(?! (?:do|does|did|am|is|are|was|were|have|has|can|could|will|would|should) )|"
    # "none apply", "something else", "it is not on your list"
    r"\bnone (?:apply|applies|fit|fits|match|matches|of it)\b|\bsomething (?:else|different|other)\b|"
    r"\bnot (?:on|in) (?:the|your|that) (?:list|menu)\b|\bnot listed\b|"
    # "another one", "some other reason", "others"
    r"\b(?:another|a different|some other|other) (?:one|option|kind|type|sort|reason|way|thing)\b|^others?$|"
    # "mine is not here", "somebody else", "miscellaneous"
    r"\b(?:is|are) not (?:here|there|an option|one of)\b|\bnot one of\b|\bsome(?:one|body|where) else\b|^else$|^misc"
)
"""None of the options."""
_ALL = re.compile(
    # "all of them", "both please", "I would like the lot", "everything at once"
    r"^(?:i (?:want|need|have|like|use|do|would like) )?"
    r"(?:all|both|everything|all of (?:them|these|those|it|the above)|both of (?:them|these|those)|"
    r"every one|each|all three|all four|the lot|the whole lot)"
    r"(?: please| of them| actually| really| thanks| at once| together| at the same time)?$|"
    # "I think all of these", "they came all together"
    r"\ball (?:of (?:them|these|those|the above)|at once|at the same time|together)\b"
)
"""All of the options."""
_REMAINDER = re.compile(
    # "Other", "None of these", "Someone else", "Not listed"
    r"^(?:(?:others?|none|neither|something else|someone else|somewhere else|another|not listed|else|elsewhere)\b|"
    # "Something that is not on the list", "Anything not listed"
    r"(?:some|any)(?:thing|one|body|where)(?: that is| which is| who is)? not (?:on|in|among|listed|one of)\b)"
)
"""The name of an option that stands for none of the others."""


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
            if size == 1 and phrase[0] in STOP and len(words) > 2 and not _joined(words, phrase[0]):
                continue
            for i in range(len(words) - size + 1):
                if stems[i : i + size] == wanted:
                    exact = tuple(words[i : i + size]) == phrase
                    found.append(Mention(i, i + size, k, 1.0 if exact else 0.95))
    return found


def _joined(words: Sequence[str], word: str) -> bool:
    """Whether a small word is one of what is listed: "me and my tools", "boxes and me"; not "tell me and I go"."""
    return tuple(words[:2]) == (word, "and") or tuple(words[-2:]) == ("and", word)


def _single_words(words: Sequence[str], options: Sequence[Option]) -> list[Mention]:
    """Words that belong to some options and not to others, misspelt or not."""
    contents = [[content_of(p) for p in phrases_of(option)] for option in options]
    sizes = [
        [max(len(content_of(p)), 1 + (not _CLAUSAL.isdisjoint(p))) for p in phrases_of(option)] for option in options
    ]
    denying = [_only_denied(option) for option in options]
    owners: dict[str, set[int]] = {}
    for k, phrases in enumerate(contents):
        for phrase in phrases:
            for token in phrase:
                owners.setdefault(token, set()).add(k)
    found: list[Mention] = []
    for i, word in enumerate(words):
        if word in STOP or measures(words, i):
            continue
        for token, ks in owners.items():
            match = _likeness(word, token)
            if match == 0.0 or len(ks) == len(options):
                continue
            for k in ks:
                if token in denying[k] and NEGATING.isdisjoint(words[max(0, i - DENIED_WITHIN) : i]):
                    continue
                share = max(1 / n for p, n in zip(contents[k], sizes[k], strict=True) if token in p)
                found.append(Mention(i, i + 1, k, match * (0.5 + 0.4 * share) / len(ks)))
    return found + _joined_words(words, options)


@lru_cache(maxsize=4096)
def _only_denied(option: Option) -> frozenset[str]:
    """Words that an option denies wherever it has them: "allergic" of "not allergic", which names it the less."""
    phrases = phrases_of(option)
    denied = {token for p in phrases if not NEGATING.isdisjoint(p) for token in content_of(p)}
    return frozenset(denied - {token for p in phrases if NEGATING.isdisjoint(p) for token in content_of(p)})


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
                    if not NEGATING.isdisjoint(words[i : i + size]) and run != joined:
                        continue  # "at neither end" is no "at either end"
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


def _longest(found: list[Mention]) -> list[Mention]:
    """Drop mentions that lie inside a longer or surer one of another option."""
    kept: list[Mention] = []
    for m in found:
        covered = any(
            o.option != m.option
            and o.start <= m.start
            and m.end <= o.end
            and o.strength >= m.strength
            and (o.end - o.start > m.end - m.start or (o.strength == 1 and m.strength < NAMED_FULLY))
            for o in found
        )
        if not covered:
            kept.append(m)
    return kept


def match_options(text: str | PlainText, options: Sequence[Option]) -> OptionMatch:
    """Lexical evidence for each option in a reply."""
    read = plain_text(text) if isinstance(text, str) else text
    words, n = told_plainly(read.words), len(options)
    names = frozenset(w for option in options for phrase in phrases_of(option) for w in phrase)
    words = off_the_clock(words, names)
    found = _whole_phrases(words, options) + _single_words(words, options) + _acronyms(words, options)
    there = places(words, n, names, remainder_option(options))
    slips = {m.start for m in there}  # "last" is no slip for "lost"
    found = [m for m in found if m.strength >= NAMED_FULLY or m.start not in slips]
    found, marks = _longest(found + there), clause_marks(read)
    other = other_of_two(words, found, [k for k in range(n) if k != remainder_option(options)])
    cut = taken_back_before(words, marks, found) if other is None else other.start
    found += [] if other is None else [other]
    named, placed, denied = np.zeros(n), np.zeros(n), np.zeros(n)
    for m in found:
        weight = m.strength * (0.2 if m.start < cut else 1.0)
        negative = m is not other and denies(words, marks, m) and (m.place or not _says_without(options[m.option]))
        target = denied if negative else placed if m.place else named
        target[m.option] = max(target[m.option], weight)
    _elliptic(read, named, denied)
    fit = amount_fit(read, options)
    if fit is None and named.max(initial=0.0) < NAMED_IN_PART:
        fit = figure_fit(read, options)
    if fit is not None:
        named[:] = fit
    covered = _covered(words, options) if fit is None else np.maximum(_covered(words, options), fit)
    none = (bool(_NONE.search(" ".join(words))) and other is None) or (fit is not None and not fit.any())
    left, every = _remaining(named, placed, denied), _all_meant(words, named)
    return OptionMatch(covered, named, placed, denied, left, none, every)


def _all_meant(words: Sequence[str], named: NDArray[np.float64]) -> bool:
    return bool(_ALL.search(" ".join(words))) or ("both" in words and int((named >= NAMED_FULLY).sum()) > 1)


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


def _remaining(
    named: NDArray[np.float64], placed: NDArray[np.float64], denied: NDArray[np.float64]
) -> NDArray[np.float64]:
    left = denied < 0.4
    if not left.any() or left.all() or max(named.max(), placed.max()) > 0.5:
        return np.zeros(len(named))
    return left / left.sum()
