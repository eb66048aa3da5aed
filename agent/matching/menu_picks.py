"""What a reply takes of a menu, where it says no more than that: "2", "both", "the first two", "refund and parcel".

Whoever takes two wants both, and each is served in its turn, as where one message asks for both. "Either" and "1 or 2"
leave the choice and take none. It knows a menu's options by name and by place, and nothing of what they mean; one that
is called by name is for others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..words.plain_words import PlainText, plain_text
from .option_places import place_named
from .options import match_options, remainder_option
from .questions import PendingQuestion
from .set_apart import BESIDE_NAMES, EITHER

__all__ = ["miscounted", "taken"]

_BESIDE = frozenset(
    # "yes, both of them please", "I'd like to know about the first two", "option 1 and option 3"
    "tell me lets go with yes yeah yep well oh ok okay please thanks thank you i would like want need mean meant "
    "actually really to know hear about of them these those it is the at once together have do option options number "
    "numbers and also plus too as ones".split()
)
"""Words that may stand beside what takes several."""
_COUNTS = {word: n for n, words in enumerate(("two 2", "three 3", "four 4", "five 5"), 2) for word in words.split()}
_ALL = re.compile(r"(?:all above|all|everything|each|every|lot|whole lot)(?: (?P<many>\w+))?")
_ROW = re.compile(r"(?P<end>first|top|last|bottom) (?P<many>\w+)")
_FIGURE, _ORDINAL = re.compile(r"\d+"), re.compile(r"\w+(?:st|rd|nd|th)|former")
_JOINED = re.compile(r" (?:and|plus|[,+&]|as well as) ")
_LEFT_OPEN = re.compile(r"[-/\u2013\u2014?]| to ")
"""What stands between figures that are a span or leave the choice: "1-3", "1/2"."""


def taken(text: str, menu: PendingQuestion) -> tuple[str, ...]:
    """The wishes of a menu that a reply takes by place, or several by name, as they stand there; none in other words.

    >>> from .questions import Option
    >>> names = [Option("hours", "opening hours"), Option("refund", "a refund"), Option("none", "something else")]
    >>> menu = PendingQuestion("ask", "Which of these do you mean?", "choice", tuple(names))
    >>> taken("both of them please", menu), taken("the second one", menu), taken("either", menu)
    (('hours', 'refund'), ('refund',), ())
    """
    read = plain_text(text)
    rest = remainder_option(menu.options)
    offered = [place for place in range(len(menu.options)) if place != rest]
    if read.asks or len(offered) < 2 or EITHER.search(read.bare):
        return ()
    called = {word for option in menu.options for word in plain_text(option.name).words}
    places = _in_a_row(read, offered) or _by_place(read, len(menu.options), called) or _by_name(read, menu)
    mixed = len(places) > 1 and rest in places  # "refund, and something else" is for the reader to weigh
    return () if mixed else tuple(menu.options[place].id for place in sorted(places))


def miscounted(text: str, menu: PendingQuestion) -> bool:
    """Whether a reply takes so many of a menu, and there are not so many: "both", of four."""
    said = " ".join(word for word in plain_text(text).words if word not in _BESIDE)
    every = _ALL.fullmatch(said)
    counted = said == "both" or (every is not None and every["many"] in _COUNTS)
    return counted and not taken(text, menu)


def _in_a_row(read: PlainText, offered: Sequence[int]) -> set[int]:
    """All that is offered, or so many from one end of it."""
    said = " ".join(word for word in read.words if word not in _BESIDE)
    if said == "both":
        return {*offered} if len(offered) == 2 else set()
    if (every := _ALL.fullmatch(said)) is not None:
        fits = every["many"] is None or _COUNTS.get(every["many"]) == len(offered)
        return {*offered} if fits else set()
    row = _ROW.fullmatch(said)
    many = _COUNTS.get(row["many"], 0) if row is not None else 0
    if row is None or not 2 <= many <= len(offered):
        return set()
    return {*(offered[:many] if row["end"] in ("first", "top") else offered[-many:])}


def _by_place(read: PlainText, shown: int, called: Collection[str]) -> set[int]:
    """What is pointed at by place among those ``shown``, where nothing else is said and nothing is ``called`` so."""
    said = [word for word in read.words if word not in _BESIDE]
    for kind in (_ORDINAL, _FIGURE):  # "the second one and the third", "option one: 1 and 2"
        said = [word for word in said if word != "one"] if any(kind.fullmatch(word) for word in said) else said
    alike = len({(bool(_ORDINAL.fullmatch(word)), bool(_FIGURE.fullmatch(word)), len(word) == 1) for word in said}) == 1
    places = {place_named(word) for word in said}
    # "Two" of two may be both, and "a" is hardly ever a letter.
    single = len(said) == 1 and any(kind.fullmatch(said[0]) for kind in (_ORDINAL, _FIGURE))
    if (
        not alike
        or not (single or _JOINED.search(read.plain))
        or _LEFT_OPEN.search(read.plain)
        or not set(said).isdisjoint(called)
    ):
        return set()
    found = {place for place in places if place is not None and 0 <= place < shown}
    return found if found == places else set()


def _by_name(read: PlainText, menu: PendingQuestion) -> set[int]:
    """What is called by name, where nothing else is said and nothing is denied."""
    match = match_options(read, menu.options)
    names = {word for k in match.fully for name in menu.options[k].names for word in plain_text(name).words}
    alone = (BESIDE_NAMES | _BESIDE).issuperset({*read.words} - names)
    return {*match.fully} if alone and match.denied.max() == 0 and len(match.fully) > 1 else set()
