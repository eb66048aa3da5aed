"""Which option of a question that nobody asked a text names, and names that are too common to be told of.

It knows words and options, and no model: that "nothing helps" names no "nothing", and "many moons" no Moon.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ..words.plain_words import plain_text, stem
from .fact_words import APPROVING, ASSENTING, CLAUSE, ONLY_DENYING, SMALL, SOMEBODY_IS, content
from .made_without import made_without
from .options import OptionMatch, match_options, remainder_option
from .questions import Option, PendingQuestion

__all__ = ["in_one_word", "named_at_once", "only_assents", "only_denies", "only_in_plural", "option_told"]

WHOLE, HINTED = 0.95, 0.5
"""Where an option is named in all its words, and no second one even in part, the words around do not count."""
FEW_WORDS = 5
"""Words of a sentence that orders and tells no story."""
_SENTENCES = re.compile(r" [.!?] ")
_FORMS = ({"", "e", "s", "es", "ed", "ing"}, {"y", "ies", "ied"}, {"er", "ers"})
"""Endings of one word in several forms: "leak", "leaks", "leaking"; a "shower" is not what somebody may show."""
_WITH_AND_WITHOUT = ({"e", ""}, {"e", "s"})
"""Endings of two words: "plane" and "plan", "fine" and "fins"."""
_NO_FORM = frozenset({"even"})
"""A word that looks like a form of another one, and is none: "even" of "evening"."""


def option_told(plain: str, question: PendingQuestion) -> str | None:
    """The words of a plain text that tell of an option: its name where the words around do not count."""
    match, sure = _surely_named(plain, question)
    if len(sure) == 2 and not question.several and remainder_option(question.options) in sure:
        without = made_without(plain, question)
        return _said_last(plain, question) if without is None else question.options[without].name
    if not sure or (len(sure) > 1 and not question.several):
        return None
    option = question.options[max(sure, key=lambda n: float(match.named[n]))]
    words = [w for w in plain_text(option.name).words if w not in SMALL]
    if not words or _ambiguous(words):
        return None
    rest = remainder_option(question.options)  # "another pizza" is hinted at wherever a pizza is spoken of
    hinted = [
        n
        for n in np.flatnonzero(match.named >= HINTED)
        if n in sure or (n != rest and not only_in_plural(plain, question.options[n]))
    ]
    alone = match.named[sure[0]] >= WHOLE and (len(hinted) == 1 or (question.several and len(sure) == 1))
    return option.name if alone else plain


def named_at_once(text: str, question: PendingQuestion) -> tuple[str, ...]:
    """The options of which a text names several where one alone can hold: "over the bath. The room is dry"."""
    if question.kind != "choice" or question.several:
        return ()
    _, sure = _surely_named(text, question)
    return tuple(question.options[n].id for n in sure) if len(sure) > 1 else ()


def _surely_named(text: str, question: PendingQuestion) -> tuple[OptionMatch, list[int]]:
    """How a text matches the options of a question that nobody asked, and the places of those that it names."""
    approves = _said_of_it(text, question)
    match = match_options(text, [_unasked(option, approves) for option in question.options])
    sure = [n for n in match.fully if not only_in_plural(text, question.options[n])]
    return match, [n for n in sure if not _only_by_a_stem(text, question.options[n])]


def _said_last(plain: str, question: PendingQuestion) -> str | None:
    """The option that the last sentence names, where one before it tells of none of the options.

    "My daughter eats no fish. A large ham one then" is a ham one, however fish would be something else.
    """
    last = _SENTENCES.split(plain.rstrip(" .!?"))[-1]
    told = option_told(last, question) if last != plain.rstrip(" .!?") and len(last.split()) <= FEW_WORDS else None
    rest = remainder_option(question.options)
    return told if told is not None and rest is not None and told != question.options[rest].name else None


def only_denies(name: str) -> bool:
    """Whether words deny and say nothing else: "nothing else", "none"."""
    return ONLY_DENYING.issuperset(plain_text(name).words)


def only_assents(name: str) -> bool:
    """Whether words assent and say nothing else: "yes", "of course"."""
    return ASSENTING.issuperset(plain_text(name).words)


@lru_cache(maxsize=1024)
def _unasked(option: Option, approves: bool) -> Option:
    """The option without names that but deny or assent: who was not asked says "nothing helps" and "yes" of anything.

    Nor has it names that but approve, where nothing says that what would be asked about ``approves``.
    """
    names = [name for name in option.names if not (only_denies(name) or only_assents(name))]
    names = [name for name in names if approves or not APPROVING.issuperset(plain_text(name).words)]
    return replace(option, name=names[0] if names else "", synonyms=tuple(names[1:]))


def _said_of_it(plain: str, question: PendingQuestion) -> bool:
    """Whether a clause that approves does so of somebody or of what would be asked about: "I'm fine", "my health is".

    "Tomorrow is fine" and "my own fine camera" say nothing of how the speaker is.
    """
    topic = content(plain_text(f"{question.text} {question.about}").words)
    topic -= content(tuple(word for o in question.options for word in plain_text(o.name).words))
    approving = [words for words in map(str.split, CLAUSE.split(plain)) if not APPROVING.isdisjoint(words)]
    return bool(SOMEBODY_IS.search(plain)) or any(topic & content(tuple(words)) for words in approving)


def _only_by_a_stem(plain: str, option: Option) -> bool:
    """Whether words share but their stem with an option that they are no form of: "fins" and "fine", "apply", "app"."""
    names = [plain_text(name).words for name in option.names]
    own = {word for name in names for word in ([w for w in name if w not in SMALL] or name)}
    alike = [(said, word) for said in plain_text(plain).words for word in own if stem(said) == stem(word)]
    return bool(alike) and not any(_one_word(said, word) for said, word in alike)


def _one_word(said: str, own: str) -> bool:
    """Whether two words of one stem are forms of one word."""
    endings = {_ending(said), _ending(own)}
    forms = any(endings <= kind for kind in _FORMS) and endings not in _WITH_AND_WITHOUT
    return said == own or (forms and said not in _NO_FORM)


def _ending(word: str) -> str:
    """What follows a word's stem, without a letter that is but doubled: the "ed" of "stopped"."""
    base = stem(word)
    ending = word.removeprefix(base)
    return ending[1:] if ending[:1] == base[-1:] and len(ending) > 2 else ending


def in_one_word(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a text names an option of a choice in no more than one word of its own: "late", but not "half done"."""
    option = question.option(best)
    if question.kind != "choice" or option is None:
        return False
    said = content(plain_text(text).words)
    names = [content(plain_text(name).words) for name in option.names]
    return not any(len(name) > 1 and name <= said for name in names)


def only_in_plural(plain: str, option: Option) -> bool:
    """Whether an option of one word is there in plural alone, or counted: "how many moons" is not about the Moon."""
    said = plain_text(plain).words
    counted = {word for before, word in pairwise(said) if before == "many"}  # "how many moon it has"
    names = [[w for w in plain_text(name).words if w not in SMALL] for name in option.names]
    single = {name[0] for name in names if len(name) == 1}
    whole = any(len(name) > 1 and {stem(w) for w in name} <= {stem(w) for w in said} for name in names)
    there = any(word in counted or f"{word}s" in said for word in single)
    return there and not whole and not single & (set(said) - counted)


def _ambiguous(words: list[str]) -> bool:
    """Whether an option's name is too common a word to be taken for it out of context."""
    return all(
        len(word) <= 2 or word in ("other", "none", "never", "yes", "no", "today", "me", "off", "new") for word in words
    )
