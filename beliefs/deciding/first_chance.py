"""One ordinary chance, before a person is called for a message that was not understood: a menu of what can be done."""

from __future__ import annotations

import numpy as np

from ..belief.answers import Contrast, contrast
from ..language.reserved import OTHER
from ..planning.lens import Lens
from ..planning.menus import offered
from .choice import Progress
from .record import Case

__all__ = ["first_chance"]


def first_chance(case: Case, lens: Lens, progress: Progress) -> Contrast | None:
    """The menu of what is likely; None where one was shown, or a person is wanted for another reason."""
    model = case.belief.model
    if offered(model, progress.asked) or not case.rules.escalates[case.verdict.chosen]:
        return None
    if case.withheld is not None or _person_is_best(case, lens):
        return None
    size = model.domain.budget.menu
    likely = case.belief.top(size + len(progress.served) + 1)
    known = [i for i, _ in likely if i != OTHER and i not in progress.served]
    menu = contrast(model, known[:size]) if known else None
    return None if menu is None or menu.id in progress.asked else menu


def _person_is_best(case: Case, lens: Lens) -> bool:
    """Whether a person is the best response to most of what is known to be asked for."""
    other = case.belief.model.intent_index.get(OTHER, -1)
    known = np.where(lens.intents != other, lens.situation.belief, 0.0)
    best = lens.problem.values.argmax(axis=0)
    return bool(known @ case.rules.escalates[best] > 0.5 * known.sum())
