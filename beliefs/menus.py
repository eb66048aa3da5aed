"""Menus: questions about the intent made from the present belief, none of them a repeat.

Knows what was offered before from the ids of the questions that were asked, and nothing of values.
"""

from __future__ import annotations

from .answers import Contrast, contrast, declared_contrasts, is_menu, on_menu
from .belief import Belief
from .domain import OTHER
from .model import Model

__all__ = ["CARRIES_MASS", "menus", "most_menus", "offered"]

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
    seen = offered(model, asked)
    return [menu for menu in made if menu.id not in asked and not _stale(menu, seen)]


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
