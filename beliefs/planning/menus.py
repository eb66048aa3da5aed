"""Menus: questions about the intent made from the present belief, none of them a repeat.

Knows what was offered before from the ids of the questions that were asked, and nothing of values.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..belief.answers import Contrast, contrast, declared_contrasts, is_menu, on_menu
from ..belief.belief import Belief
from ..belief.model import Model
from ..language.reserved import OTHER

__all__ = ["CARRIES_MASS", "fresh", "menus", "most_menus", "offered", "still_meant"]

CARRIES_MASS = 0.005
"""An intent less probable than this is not offered in a generated menu."""


def menus(belief: Belief, asked: frozenset[str] = frozenset(), served: frozenset[str] = frozenset()) -> list[Contrast]:
    """Questions about the intent made from the present belief: its top two, top three, ... readings."""
    model = belief.model
    likely = [
        intent
        for intent, p in belief.top(model.domain.budget.menu + len(served) + 1)
        if intent != OTHER and intent not in served and p >= CARRIES_MASS
    ][: model.domain.budget.menu]
    # One reading alone is worth confirming: it and "none of these" are still two possibilities.
    made = [contrast(model, likely[:size]) for size in range(min(2, len(likely)) or 1, len(likely) + 1)]
    return fresh(model, made, asked)


def fresh(model: Model, offers: Iterable[Contrast], asked: frozenset[str]) -> list[Contrast]:
    """Questions about the intent that are no repeat of what was asked."""
    seen = offered(model, asked)
    return [menu for menu in offers if menu.id not in asked and not _stale(menu, seen)]


def still_meant(belief: Belief, picked: Iterable[str]) -> frozenset[int]:
    """Positions of what was picked from a menu and is still most probable: nobody asks about it again."""
    places = (belief.model.intent_index[intent] for intent in picked if intent in belief.model.intent_index)
    return frozenset(place for place in places if belief.intents[place] > 1 / 2)


def most_menus(model: Model) -> tuple[int, int]:
    """Most menus that any belief makes, and most answers that one of them has."""
    likely = min(model.domain.budget.menu, len(set(model.intents) - {OTHER}))
    return max(likely - 1, min(likely, 1)), likely + 2


def offered(model: Model, asked: frozenset[str]) -> list[frozenset[int]]:
    """The sets of intents that questions already asked have offered together."""
    sets = [frozenset(question.members) for question in declared_contrasts(model) if question.id in asked]
    for name in asked:
        if is_menu(name):
            sets.append(frozenset(model.intent_index[i] for i in on_menu(name) if i in model.intent_index))
    return sets


def _stale(menu: Contrast, seen: list[frozenset[int]]) -> bool:
    """Whether more than half of a menu was already offered in one question: asking again tells nothing new."""
    return any(2 * len(before & set(menu.members)) > len(menu.members) for before in seen)
