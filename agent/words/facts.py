"""Whether a text speaks about a question that nobody asked, and in which words.

It errs on the side of silence: a fact that is missed can still be asked for, one that is invented misleads.
"I'm 34 and pregnant" speaks about an age and about a pregnancy; it says nothing about allergies.
"""

# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from .corrections import corrected
from .number_words import read_number
from .options import match_options, remainder_option
from .ordinals import ordinals_read
from .pasted import own_words
from .persons import RELATIVE, meant_part, without_others
from .plain_words import MAX_CHARACTERS, close_spelling, plain_text, stem
from .polarity import polarity
from .quantities import amounts
from .questions import Option, PendingQuestion
from .sides import side_told
from .speech_acts import act_strengths
from .units import canonical_unit, convert, dimension, unit_named

__all__ = ["in_one_word", "only_denies", "only_in_plural", "speaks_about", "tellable", "without_degree"]

_SMALL = frozenset(
    "a an the of to in on at for my your our his her it its i me we you he she they is are was were be been am do does did "
    "have has had and or but with this that these those any some ever now currently please what which who how many much "
    "long old would will can could should there about from by as if not no yes get got kind sort type like want need "
    "take use using feel when where why than more less so very just all one ones us them last past recently still "
    "right already yet within out up off make made going go come came tell say know are".split()
)
_COUNTED = frozenset({stem("number"), stem("amount"), stem("size")})
"""What says of nothing what it is: "the number of guests" is about guests."""
_AGE = re.compile(
    r"\b(?:years? old|yo|y o|year - old|months? old|weeks? old|days? old|aged?|born|birthday|(?:early|mid|late) - ?\d0|"
    r"turned \w+|turning \w+|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|teenager|toddler|newborn|pensioner)\b"
    rf"|\b(?:i am|he is|she is|we are|who is|i m|{RELATIVE}(?: is| ,| \(| who is| of)) (?:only |just |almost |nearly |about |over |under )?(?:\d{{1,3}}|(?:twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety)(?: ?-? ?\w+)?|\w+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?= *(?:$|[,.;!?)]|and\b|but\b|with\b|years?\b|(?:month|week)s?\b(?! pregnant| along| gone| late| into)|so\b|has\b|who\b|is\b|now\b))"
)
_ABOUT_AGE = re.compile(r"\b(?:age|aged|how old|born|birth)\b")
_ENCLOSED = re.compile(
    r"<(\w+)[^<>]*>.*?</\s*\1\s*>|\[(\w+)\].*?\[/\s*\2\s*\]|(#{2,}).*?\3|(?<!\w)'[^'\n]{12,}'(?!\w)|\"[^\"\n]{12,}\"|"
    r"\u201c[^\u201c\u201d\n]{12,}\u201d",
    re.DOTALL | re.IGNORECASE,
)
"""What is quoted or stands between tags is somebody else's word."""
_BLOCKS = re.compile(r"<<?[^<>]*>>?|\{[^{}]*\}|\[[^\[\]]*\]|\b\w+ ?= ?\w+|\"\w+\" ?: ?\"?\w+\"?", re.DOTALL)
"""What looks like markup, settings or data is no sentence of somebody who tells a fact."""
_DENIED = re.compile(r"\b(?:no|not|never|without|none|nor|neither)\b")
_DENIES = frozenset(
    "nothing none nobody no not any anything one else other at all neither never nil zero only just this that it besides".split()
)
_ASKED = re.compile(
    r"(?:is|are|do|does|did|what|how|why|should|could|would|if|when|which|who|can) "
    r"(?:i|you|we|he|she|they|it|there|this|that|the|a|is|are|if)\b"
)
NAMED = 0.9
"""How fully an option has to be named to be told of."""
WHOLE, HINTED = 0.95, 0.5
"""Where an option is named in all its words, and no second one even in part, the words around do not count."""
LISTED = 4
"""Parts from which a question is a list."""
FINE = 0.01
"""Share of the unit that is asked for below which another one measures other things."""
_HIGH = re.compile(r"\b(?:high|height|tall|ceilings?)\b")
_KIN = 5
"""Letters that words of one family share, at least."""
_HOW_LONG = re.compile(
    r"\bhow long (?:has|have|had|did|is|are|was|were|do|does)\b(?!.*\b(?:ago|take|until|till|before)\b)"
)
_LASTING = re.compile(r"\b(?:for|since|these|(?:the|over) (?:last|past)) ")
_PAUSE = re.compile(r" [,;.!?] ")
_BY = re.compile(r"\d(?: \w+)? (?:by|x|\u00d7|\*) \d")
"""Sides of something: "5 m by 4"."""
_MORE_OR_LESS = re.compile(
    r" (?:quite|very|really|so|rather|pretty|too|a bit|a little|kind of|sort of|all|now|still|also|definitely|extremely) (?=\w)"
)
"""What stands between the words of a name and changes nothing of it."""
_CLAUSE = re.compile(r" ?[,;.!?] | and | but | because | so | with | plus ")


def _content(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word not in _SMALL and len(word) > 2)


def _clauses(plain: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.split(plain + " ") if clause.strip(" .,;!?")]


def tellable(text: str) -> str:
    """What of a text may tell a fact that nobody asked for: nothing that is enclosed, or that orders the agent about."""
    text = _ENCLOSED.sub(" ", text[:MAX_CHARACTERS])
    return "" if act_strengths(text).get("injection", 0.0) >= NAMED else text


def speaks_about(text: str, question: PendingQuestion, *, now: date | None = None) -> str | None:
    """The part of the text that answers the question, None if none clearly does."""
    text = tellable(text)
    rest = corrected(text)
    found = _spoken(rest, question, now)
    # What was put right may be something else: "a large funghi, or no, a small one" is still a funghi.
    if (
        found is not None
        or rest == text
        or (question.kind == "choice" and match_options(rest, question.options).denied.any())
    ):
        return found
    return _spoken(text.removesuffix(rest), question, now)


def _spoken(text: str, question: PendingQuestion, now: date | None) -> str | None:
    plain = without_others(plain_text(_BLOCKS.sub(" ", own_words(text))).plain, question.text)
    if not plain_text(plain).words:
        return None
    if question.kind == "number":
        return _number_part(ordinals_read(plain, question.text), question, now)
    if question.kind == "yesno":
        return _yesno_part(plain, question)
    return _choice_part(plain, question)


def _number_part(plain: str, question: PendingQuestion, now: date | None) -> str | None:
    unit = canonical_unit(question.unit)
    if unit == "year" and _ABOUT_AGE.search(" ".join(plain_text(question.text).words)):
        plain = meant_part(plain_text(plain), question.text).plain
        found = _AGE.search(plain)
        return None if found is None else _around(plain, found.start(), found.end())
    topic = _content(plain_text(f"{question.text} {question.unit or ''} {question.about}").words) - _COUNTED
    if dimension(unit) == "time":  # "in three weeks" speaks of no pregnancy
        topic -= _content(plain_text(f"{question.unit} {unit}").words)
    lasting = dimension(unit) == "time" and _HOW_LONG.search(question.text.lower())
    high = bool(_HIGH.search(plain))  # "5 m long, 4 m wide, 2.5 m high" is a room, and no span
    for clause in [*_clauses(_ranges_joined(plain)), *_whole(plain, unit)]:
        words = plain_text(clause).words
        if not amounts(clause, unit, now=now) or _too_fine(clause, unit):
            continue
        said_unit = any(dimension(unit_named(w, unit)) == dimension(unit) for w in words if len(w) > 1)
        said_unit = said_unit or any(dimension(q.unit) == dimension(unit) for q in amounts(clause, now=now))
        said_unit = said_unit or (dimension(unit) in ("area", "volume") and _has_sides(clause))
        about = _takes_up(topic, words) or bool(lasting and _LASTING.search(clause))
        about = about or (dimension(unit) == "length" and not high and side_told(words, question.text))
        if (dimension(unit) is not None and said_unit and (about or dimension(unit) not in ("time", "length"))) or (
            dimension(unit) is None and about
        ):
            return clause
    return None


def _takes_up(topic: frozenset[str], words: tuple[str, ...]) -> bool:
    """Whether words are about a topic: the same, or "pregnant" where it is a pregnancy."""
    said = _content(words)
    return bool(topic & said) or any(
        len(word) > _KIN and other.startswith(word[: max(_KIN, len(word) - 2)]) for word in topic for other in said
    )


def _around(plain: str, start: int, end: int) -> str:
    """What stands around a place and belongs to the same clause."""
    before, after = plain[max(0, start - 12) : start], plain[end : end + 12]
    return _PAUSE.split(before)[-1] + plain[start:end] + _PAUSE.split(after)[0]


def _whole(plain: str, unit: str | None) -> list[str]:
    """All of a text where its clauses may tell but the sides of what is asked for: "6 square metres, 2.5 m high"."""
    return [plain] if dimension(unit) in ("area", "volume") else []


def _too_fine(clause: str, unit: str | None) -> bool:
    """Whether a volume is told in units that nobody measures the thing in: 20 litres are no room."""
    told = [q for q in amounts(clause) if q.unit is not None and dimension(q.unit) == dimension(unit)]
    scales = [convert(1.0, q.unit, unit) for q in told]
    return dimension(unit) in ("area", "volume") and any(s is not None and s < FINE for s in scales)


def _has_sides(clause: str) -> bool:
    """Whether sides are told that may be multiplied: "5 by 4", "6 square metres, 2.5 m high"."""
    return bool(_BY.search(clause)) or {"area", "length"} <= {dimension(q.unit) for q in amounts(clause)}


def _ranges_joined(plain: str) -> str:
    """The text with ranges in one clause: "between 50 and 100 kg" as "between 50 to 100 kg"."""
    tokens = plain.split()
    for i in (i for i, token in enumerate(tokens[:-3]) if token == "between"):
        number = read_number(tokens, i + 1)
        j = i + 1 if number is None else number.end
        j += int(j < len(tokens) and unit_named(tokens[j]) is not None)
        if number is not None and tokens[j : j + 1] == ["and"]:
            tokens[j] = "to"
    return " ".join(tokens)


def _yesno_part(plain: str, question: PendingQuestion) -> str | None:
    """A clause that holds two content words of the question, or of what is asked for, is about it.

    It counts as yes unless it denies. A question that lists several things is about each of them, so that words of
    two of them say nothing: only what the domain calls a yes does.
    """
    listed = len(_CLAUSE.split(question.text)) >= LISTED
    topic = frozenset[str]() if listed else _content(plain_text(f"{question.text} {question.about}").words)
    for clause in _clauses(plain):
        if _ASKED.match(clause):
            continue
        if _is_called_yes(clause, question):
            return f"yes, {clause}"
        words = _content(plain_text(clause).words)
        shared = sum(any(close_spelling(t, w) for w in words) for t in topic)
        if shared == 0 or (shared < min(2, len(topic)) and len(topic) > 2):
            continue
        lean = polarity(clause)
        return f"no, {clause}" if lean.negated or lean.no > lean.yes else f"yes, {clause}"
    return None


def _is_called_yes(clause: str, question: PendingQuestion) -> bool:
    """Whether a clause holds, undenied, what the domain calls a yes: "there is blood"."""
    called = [
        plain_text(name).plain for option in question.options[:2] if option.id == "yes" for name in option.synonyms
    ]
    told = f" {plain_text(clause).plain} "
    bare = without_degree(told)
    held = any(f" {name} " in told or f" {name} " in bare for name in called if len(name) > len("yes"))
    return held and not _DENIED.search(clause) and not _ASKED.match(clause)


def _choice_part(plain: str, question: PendingQuestion) -> str | None:
    match = match_options(plain, [_unasked(option) for option in question.options])
    sure = [n for n in np.flatnonzero(match.named >= NAMED) if not only_in_plural(plain, question.options[n])]
    if not sure or (len(sure) > 1 and not question.several):
        return None
    option = question.options[max(sure, key=lambda n: float(match.named[n]))]
    words = [w for w in plain_text(option.name).words if w not in _SMALL]
    if not words or _ambiguous(words):
        return None
    rest = remainder_option(question.options)  # "another pizza" is hinted at wherever a pizza is spoken of
    hinted = [
        n
        for n in np.flatnonzero(match.named >= HINTED)
        if n in sure or (n != rest and not only_in_plural(plain, question.options[n]))
    ]
    alone = len(hinted) == 1 and match.named[hinted[0]] >= WHOLE and not question.several
    return option.name if alone else plain


def without_degree(plain: str) -> str:
    """A plain text without words of degree: "my neck is quite stiff" holds "neck is stiff"."""
    return _MORE_OR_LESS.sub(" ", plain)


def only_denies(name: str) -> bool:
    """Whether words deny and say nothing else: "nothing else", "none"."""
    return _DENIES.issuperset(plain_text(name).words)


@lru_cache(maxsize=1024)
def _unasked(option: Option) -> Option:
    """The option without names that but deny: who was not asked says "nothing helps" of anything."""
    names = [name for name in (option.name, *option.synonyms) if not only_denies(name)]
    return replace(option, name=names[0] if names else "", synonyms=tuple(names[1:]))


def in_one_word(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a text names an option of a choice in no more than one word of its own: "late", but not "half done"."""
    option = next((o for o in question.options if o.id == best), None)
    if question.kind != "choice" or option is None:
        return False
    said = _content(plain_text(text).words)
    names = [_content(plain_text(name).words) for name in (option.name, *option.synonyms)]
    return not any(len(name) > 1 and name <= said for name in names)


def only_in_plural(plain: str, option: Option) -> bool:
    """Whether an option of one word is there in the plural alone: "how many moons" is not about the Moon."""
    said = plain_text(plain).words
    names = [[w for w in plain_text(name).words if w not in _SMALL] for name in (option.name, *option.synonyms)]
    single = {name[0] for name in names if len(name) == 1}
    whole = any(len(name) > 1 and {stem(w) for w in name} <= {stem(w) for w in said} for name in names)
    return not whole and not single & set(said) and any(f"{word}s" in said for word in single)


def _ambiguous(words: list[str]) -> bool:
    """Whether an option's name is too common a word to be taken for it out of context."""
    return all(
        len(word) <= 2 or word in ("other", "none", "never", "yes", "no", "today", "me", "off", "new") for word in words
    )
