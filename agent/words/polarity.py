"""Yes or no in their many forms: "not that I know of", "you bet", "no worries, yes", "can't say that I do".

Cues with a sign and a weight over plain words, which are those of ``yes_words`` and ``no_words``. It knows no question:
``leaning`` knows which ones turn what the words mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import no_words, yes_words
from .plain_words import PlainText, plain_text

__all__ = ["PLAIN", "Polarity", "polarity"]


@dataclass(frozen=True)
class Polarity:
    """Evidence for yes and for no, each at least zero; the larger, the more explicit."""

    yes: float = 0.0
    no: float = 0.0
    explicit: bool = False
    """A plain word of assent or denial was said."""
    negated: bool = False
    """A negation stands somewhere in the words."""


PLAIN = 7.0
"""Evidence in a plain yes or no."""

# (sign, weight, pattern); idioms come first, and what they match is taken out of the text
_IDIOMS: tuple[tuple[int, float, str], ...] = (
    (+1, 3.0, yes_words.WHY_NOT),
    (+1, 3.0, yes_words.WOULD_NOT_SAY_NO),
    (+1, 2.5, yes_words.CANNOT_HELP_IT),
    (+1, 3.0, yes_words.NO_DOUBT),
    (+1, 0.6, yes_words.NO_WORRIES),
    (+1, 2.0, yes_words.NO_OBJECTION),
    (+1, 2.0, yes_words.DO_NOT_MIND),
    (+1, 3.0, yes_words.ONLY_THERE),
    (+1, 3.0, yes_words.YOU_BET),
    (+1, 3.0, yes_words.GO_AHEAD),
    (+1, 3.0, yes_words.GUILTY),
    (+1, 1.6, yes_words.THINK_SO),
    (-1, 1.8, no_words.DO_NOT_THINK_SO),
    (-1, 3.0, no_words.CANNOT_SAY_SO),
    (-1, 3.0, no_words.NO_WAY),
    (-1, 2.5, no_words.PASS),
    (-1, 2.5, no_words.DOUBT_IT),
)
_CUES: tuple[tuple[int, float, str], ...] = (
    (+1, 4.0, yes_words.YES),
    (+1, 3.0, yes_words.SURELY),
    (+1, 2.5, yes_words.ASSENTED),
    (+1, 2.5, yes_words.I_DO),
    (+1, 2.0, yes_words.WOULD_LOVE),
    (+1, 1.5, yes_words.SOMEWHAT),
    (-1, 4.0, no_words.NO),
    (-1, 2.2, no_words.NOT),
    (-1, 1.5, no_words.ONLY_A),
    (-1, 1.6, no_words.BETTER),
    (-1, 2.5, no_words.WRONG),
)
_IDIOM_RULES = tuple((sign, weight, re.compile(p)) for sign, weight, p in _IDIOMS)
_CUE_RULES = tuple((sign, weight, re.compile(p)) for sign, weight, p in _CUES)
_CONTRAST = re.compile(
    r"\b(?:but|actually|wait|i mean|i meant|scratch that|on second thoughts?|then again|although|sorry)\b"
)
_SOFT = frozenset({"but", "although", "sorry"})
"""Words of contrast that qualify what was said; the others take it back."""
_FILLER = re.compile(
    # "to be honest", "let me see", "oh my god", "well" at the start; not the "uh" of "uh huh"
    r"\b(?:to be honest|you know|let me see|let us see|like i said|as i said|oh god|my god|omg|oh|ah|um+|hmm+)\b|"
    r"^well\b|\buh (?!huh|uh)"
)
_NOT_SURELY = re.compile(
    # "I'm not, obviously"; not "why not, of course"
    r"(?<!why )\bnot (?:be |been |so )?(?:obviously|of course|clearly|definitely|certainly|absolutely|naturally|"
    r"evidently|surely|for sure|for certain|i am (?:sure|certain|positive))$|"
    # "not, of course, because I am at home"; not "not absolutely everything"
    r"(?<!why )\bnot (?:obviously|of course|clearly|naturally|evidently|definitely|certainly|absolutely) "
    r"(?=i|he|she|they|we|it|my|that|because|as|since|not|no)\b"
)
"""A denial with a word after it that only makes it surer: "I'm not, obviously"."""
_NEGATION = re.compile(r"\b(?:no|not|never|none|nothing|nobody|neither|nor|nowhere|without|hardly|barely|nil|zero)\b")
_EXPLICIT = re.compile(r"\b(?:yes|no|nope|sure|absolutely|definitely|of course|certainly|negative|affirmative)\b")
_UNSURE = re.compile(
    # "not entirely sure about that", "not 100% certain"
    r"\bnot (?:really |entirely |too |100 |so |very |quite |completely |totally |absolutely |exactly )*"
    r"(?:sure|certain|positive)\b(?: but| yet| about that| that)?|"
    # "I don't really know", "can't remember"; not "I don't know of any"
    r"\b(?:do|did|does|can|could) not (?:really |honestly |actually |quite |even )*"
    r"(?:know|remember|recall|tell|decide)\b(?! of)|"
    # "no idea", "yes and no", "no preference", "if I remember correctly"
    r"\bno (?:idea|clue)\b|\byes (?:and|or) no\b|\bno (?:comment|preference|clue|rush|hurry)\b|"
    r"\bif i remember correctly\b"
)
"""Words of who is not sure, which are neither a yes nor a no."""


def _weigh(clause: str) -> tuple[float, float]:
    """Evidence in one clause: idioms first, then words; the first plain yes or no counts double."""
    score = {+1: 0.0, -1: 0.0}
    for sign, weight, pattern in _IDIOM_RULES:
        clause, count = pattern.subn(" ; ", clause)
        score[sign] += weight * min(count, 1)
    first: tuple[int, int] | None = None
    for sign, weight, pattern in _CUE_RULES:
        found = pattern.search(clause)
        if found is None:
            continue
        score[sign] += weight
        if weight >= 3.0 and (first is None or found.start() < first[0]):
            first = (found.start(), sign)
    if first is not None:
        score[first[1]] += 3.0
    return score[+1], score[-1]


def _clauses(bare: str) -> list[tuple[str, str]]:
    """Clauses, each with the word of contrast before it, "" for the first."""
    starts = [(0, 0, ""), *((m.start(), m.end(), m.group()) for m in _CONTRAST.finditer(bare))]
    ends = [start for start, _, _ in starts[1:]] + [len(bare)]
    parts = [(mark, bare[begin:end].strip()) for (_, begin, mark), end in zip(starts, ends, strict=True)]
    return [(mark, clause) for mark, clause in parts if clause.strip(" ;")]


@lru_cache(maxsize=4096)
def _polarity(words: tuple[str, ...]) -> Polarity:
    bare = _UNSURE.sub(" ; ", _FILLER.sub(" ", " ".join(words)).strip())
    bare = _NOT_SURELY.sub("not", bare)
    bare = re.sub(r"\byes no\b", "no", re.sub(r"\bno yes\b", "yes", " ".join(bare.split())))
    yes = no = 0.0
    for marker, clause in _clauses(bare):
        a, b = _weigh(clause)
        first = max(yes, no) >= 4.0 and marker in _SOFT
        if first and not _EXPLICIT.search(clause):
            yes, no = yes + 0.2 * a, no + 0.2 * b  # "yes, but it did not help" explains a yes
        elif max(a, b) >= 1.5:
            yes, no = 0.35 * yes + a, 0.35 * no + b
        else:
            yes, no = yes + a, no + b
    return Polarity(yes, no, bool(_EXPLICIT.search(bare)), bool(_NEGATION.search(bare)))


def polarity(text: str | PlainText) -> Polarity:
    """How far the words assent or deny."""
    read = plain_text(text) if isinstance(text, str) else text
    return _polarity(read.words)
