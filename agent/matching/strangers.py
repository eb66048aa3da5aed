"""Names of things that no option lists, and options that only say where.

The Sedna of "how far is Sedna" is one, where the domain's examples say "how far is Mars".

A word that the domain has never used stands where its examples put an option's name: then what is meant is not listed.
Nor is it where an option is a landmark ("the one next to Saturn", "Sedna, way out past Neptune") or where a name that
takes an article is a sort of thing: "a moon" and "Saturn's biggest moon" are not the Moon. What describes a name names
nothing else: "Sedna, the one that was found after Eris"; and what must not be what an option is, is none: "a Salami,
but it must not be pork".
It knows from the domain alone where names stand, and nothing of the names; a capital letter helps and is not needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..amounts.number_words import read_number
from ..amounts.units import unit_named
from ..words.plain_words import plain_text, stem
from .around_names import (
    AKIN,
    ANOTHER,
    ARTICLES,
    BEFORE_A_SORT,
    COMMON,
    DESCRIBED,
    ENDS,
    MUST_NOT,
    NEAR,
    NEAR_IN_REPLY,
    OWNED,
)
from .option_facts import only_in_plural
from .option_places import NAMED_FULLY
from .options import match_options, remainder_option
from .questions import PendingQuestion

__all__ = ["Slots", "slots_of"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'-]*|[,.;:!?]")
_ARTICLED = re.compile(r"^the \w+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:(?:the|our|planet) )*(?P<name>[\w-]+)", re.IGNORECASE)
_FAR = re.compile(r"\b(?:far|distance|distant|away|close|closer|near)\b", re.IGNORECASE)
"""Words that ask for a distance."""
_AFTER_WHOM = re.compile(r"\b(?:named|called) (?:after|for)\b", re.IGNORECASE)
"""Words before what somebody has their name from: "the planet named after the god of war"."""
_AS_A_THING = re.compile(r"\b(?:of|than|like|as) an? [a-z][\w'-]+")
"""What something is compared with: "the size of a plum", "bigger than a bus"."""
LONGEST = 3
"""Words of a name."""
BRIEF = 14
"""Words of an example that says what is wanted and no more: in a story, any word stands before a name at some time."""
OFTEN = 2
"""Times that a word has to stand before names in a domain's examples to be one that names follow."""
MOSTLY = 0.22
"""Least share of its places in the examples that are before names: "on" is before a Margherita once in a while."""
JOINS = frozenset({"and", "or"})
_DONE_BY_PEOPLE = frozenset("says said thinks tells told asks asked wants wanted means meant".split())
"""What the one named before it does is a person: "my friend Anna says"."""
_EDGE = ""
"""Where a text begins or ends."""


@dataclass(frozen=True)
class Slots:
    """Where a domain's examples put the names of one question's options."""

    question: PendingQuestion
    before: frozenset[str]
    after: frozenset[str]
    known: frozenset[str]
    """Words that the domain uses."""
    listed: frozenset[tuple[str, ...]]
    """Names of the options, but for the one for the rest."""
    sorts: frozenset[str]
    """Stems of words for what is asked for: the planet of "the planet Vulcan"."""
    articled: frozenset[str] = frozenset()
    """Words that name an option with an article alone: the Moon."""

    def named_by(self, text: str) -> str | None:
        """The option for what is not listed, by its name, if the text names something that no option is called."""
        rest = remainder_option(self.question.options)
        plain = plain_text(text).plain
        if rest is not None and (self._has_one(plain.split()) or self._altered(plain)):
            return self.question.options[rest].name
        text = _AS_A_THING.sub(" ", _AFTER_WHOM.split(self.undescribed(self.without_origin(text)))[0])
        words = _words(text)
        if rest is None or not any(self._new(w.lower()) and self._stands(words, i) for i, w in enumerate(words)):
            return None
        return None if self._lists(text) else self.question.options[rest].name

    def without_sorts(self, text: str) -> str:
        """The text without names that are sorts of things in it: "has it got a moon" speaks of no Moon."""
        return self._sort.sub(" ", text) if self.articled else text

    def undescribed(self, text: str) -> str:
        """The text up to what describes a name where names stand: "Sedna, the one next to Mars" is not about Mars."""
        for found in DESCRIBED.finditer(text[:300]):
            words = _words(text[: found.end("name")])
            place = len(words) - 1
            listed = place > 0 and words[-1].lower() not in COMMON and (words[-1].lower(),) in self.listed
            named = self._new(words[-1].lower()) or listed if words else False
            if named and self._stands([*words, ","], place):
                return text[: found.end("name")]
        return text

    def without_origin(self, text: str) -> str:
        """The text without where a distance to something else begins: "how far is Mars from the Sun" is about Mars."""
        found = [one for one in _FROM.finditer(text) if (one["name"].lower(),) in self.listed]
        if len(found) != 1 or not _FAR.search(text) or "from" in plain_text(self.question.text).words:
            return text
        rest = f"{text[: found[0].start()]} {text[found[0].end() :]}"
        words = _words(rest)
        strange = (self._new(word.lower()) and self._stands(words, i) for i, word in enumerate(words))
        return rest if match_options(rest, self.question.options).fully or any(strange) else text

    @cached_property
    def _sort(self) -> re.Pattern[str]:
        return re.compile(rf"\b{BEFORE_A_SORT} (?:{'|'.join(sorted(self.articled))})\b", re.IGNORECASE)

    def _has_one(self, words: Sequence[str]) -> bool:
        """Whether what is spoken of belongs to an option: "a moon of Mars", "Saturn's biggest moon"."""
        for i in (i for i, word in enumerate(words) if word in self.articled):
            after = [word for word in words[i + 1 : i + 5] if word not in ARTICLES | {"planet"}]
            if not ANOTHER.isdisjoint(words[i - 1 : i]):
                return True
            if after[:1] == ["of"] and (*after[1:2],) in self.listed and words[i - 2 : i - 1] != ["there"]:
                return True
            owned = OWNED.match(" ".join(words[i + 1 : i + 6]))
            if owned is not None and (owned["owner"],) in self.listed - {(name,) for name in self.articled}:
                return True
            owner = (
                next((w for w in reversed(words[max(0, i - 3) : i]) if w.endswith("s")), "")
                .removesuffix("s")
                .removesuffix("'")
            )
            if not {(owner,), (*words[i - 1 : i],)}.isdisjoint(self.listed - {(name,) for name in self.articled}):
                return True
        return False

    def _altered(self, plain: str) -> bool:
        """Whether an option is named that must not be what it is: "a Salami, but it must not be pork"."""
        found = MUST_NOT.search(plain)
        if found is None or (found["what"] is not None and (found["what"],) not in self.listed):
            return False
        before, such = plain[: found.start()].split(), found["such"].split()
        told = any(self._named(before, i) for i in range(len(before)))
        return told and not any(self._named(such, i) for i in range(len(such)))

    def only_near(self, text: str, *, reply: bool) -> bool:
        """Whether options are named only to say where, or next to what, something is."""
        plain, near = plain_text(text).plain, NEAR_IN_REPLY if reply else NEAR
        words = plain.split()
        told = [i for i in range(len(words)) if self._named(words, i)]
        aside = (near.search(" ".join(words[:i])) or self._is_sort(words, i) for i in told)
        return bool(told) and (self._has_one(words) or self._altered(plain) or all(aside))

    def _is_sort(self, words: Sequence[str], place: int) -> bool:
        return words[place] in self.articled and re.search(rf"\b{BEFORE_A_SORT}$", " ".join(words[:place])) is not None

    def _named(self, words: Sequence[str], place: int) -> bool:
        """Whether an option's name begins at a place; the moon of "a moon of Jupiter" is none."""
        ends = [place + len(name) for name in self.listed if tuple(words[place : place + len(name)]) == name]
        return bool(ends) and words[max(ends) : max(ends) + 1] != ["of"]

    def _lists(self, text: str) -> bool:
        """Whether an option is named besides."""
        read, options = plain_text(text), self.question.options
        words = read.plain.split()
        if any(self._named(words, i) for i in range(len(words))):
            return not self.only_near(text, reply=True)
        match = match_options(read, options)
        found = np.flatnonzero(np.maximum(match.named, match.denied) >= NAMED_FULLY)
        return any(not only_in_plural(read.plain, options[place]) for place in found)

    def _new(self, word: str) -> bool:
        plain = word[0].isalpha() and len(word) > 1 and not word.endswith("est")
        counts = unit_named(word) is not None or read_number(word.split("-"), 0) is not None
        return plain and word not in self.known and word not in COMMON and not counts

    def _stands(self, words: Sequence[str], place: int) -> bool:
        """Whether a name that begins here has the right words on both sides."""
        start = place
        while start and (stem(words[start - 1].lower()) in self.sorts or _points(words, start) or _calls(words, start)):
            start -= 1
        before = [word.lower() for word in (_EDGE, _EDGE, *words[:start])][-2:]
        after = [word.lower() for word in (*words[place + 1 : place + 1 + LONGEST], _EDGE)][:LONGEST]
        proper = words[place][0].isupper()
        if before[1] in self.before and (
            self._plain(before[0]) or before[0] == _EDGE or (proper and before[1] == "to")
        ):
            return any(word in self.after | ENDS | {_EDGE} for word in after)
        return proper and self._plain(before[1]) and after[0] in self.before - _DONE_BY_PEOPLE

    def _plain(self, word: str) -> bool:
        return word in self.known and word not in COMMON


def _points(words: Sequence[str], place: int) -> bool:
    """Whether the word before a place points at a name with a capital letter: "that TRAPPIST system"."""
    return words[place - 1].lower() in ("that", "this") and words[place][0].isupper()


def _calls(words: Sequence[str], place: int) -> bool:
    """Whether the word before a place gives what is called so: "a planet called Nibiru"."""
    return words[place - 1].lower() in ("called", "named") and words[place].lower() not in COMMON


def slots_of(examples: Iterable[str], questions: Iterable[PendingQuestion]) -> tuple[Slots, ...]:
    """The slots of those questions whose options are names, and one is for what is not listed.

    The examples are what people ask for, names and all.
    """
    told = list(examples)
    brief = [tuple(_lower(text)) for text in told if len(text.split()) <= BRIEF]
    return tuple(_slots(question, brief, told) for question in questions if _of_names(question))


def _of_names(question: PendingQuestion) -> bool:
    """Whether a question is about names: all options but the one for the rest are written with a capital letter."""
    rest = remainder_option(question.options) if question.kind == "choice" else None
    listed = [option.name for place, option in enumerate(question.options) if place != rest]
    return rest is not None and all(re.search(r"\b[A-Z]", name) for name in listed)


def _slots(question: PendingQuestion, examples: Sequence[tuple[str, ...]], told: Sequence[str]) -> Slots:
    rest = remainder_option(question.options)
    listed = [name for place, o in enumerate(question.options) if place != rest for name in o.names]
    others = [name for place, o in enumerate(question.options) if place == rest for name in o.names]
    names = {tuple(_lower(name)) for name in listed}
    own = frozenset(word for words in names for word in words)
    asked = frozenset(word for text in (question.text, *others) for word in _lower(text))
    sides = [side for words in examples for name in names for side in _sides(words, name)]
    counts = Counter(left for left, _ in sides if left)
    places = Counter(word for words in examples for word in words)
    before = frozenset(left for left, n in counts.items() if n >= OFTEN and n >= MOSTLY * places[left])
    before = frozenset(left for left in before if left.isalpha() and left not in JOINS)
    before = before.union(*(akin for akin in AKIN if akin & before))
    return Slots(
        question,
        before,
        frozenset(right for _, right in sides),
        (frozenset(word for text in told for word in _lower(text)) - _named_after(before, told)) | own | asked,
        frozenset(names),
        frozenset(stem(word) for word in asked - {words[0] for words in names if len(words) == 1} - COMMON),
        frozenset(name.lower().split()[1] for name in listed if _ARTICLED.match(name)),
    )


def _named_after(before: frozenset[str], told: Sequence[str]) -> frozenset[str]:
    """Words written large where names stand, which are names themselves: the Titan of "how far is Titan"."""
    stands = re.compile(rf"\b(?:{'|'.join(sorted(before)) or '(?!)'}) (?P<name>[A-Z][\w'-]*)")
    return frozenset(found["name"].lower() for text in told for found in stands.finditer(text))


def _sides(words: Sequence[str], name: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words before and after a name wherever it stands."""
    size = len(name)
    starts = [i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == name]
    return [(words[i - 1] if i else _EDGE, words[i + size] if i + size < len(words) else _EDGE) for i in starts]


def _words(text: str) -> list[str]:
    """Words and the marks that end a clause, without articles."""
    found = (word.removesuffix("'s") for word in _WORD.findall(text.replace("\u2019", "'")))
    return [word for word in found if word.lower() not in ARTICLES]


def _lower(text: str) -> list[str]:
    return _words(text.lower())
