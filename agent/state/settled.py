"""Whether a reply answers what was asked and settles it, or turns it down.

By its likelihoods, and by words only where it describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ...beliefs.belief.answers import NONE
from ...beliefs.belief.evidence import Evidence
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import UNSURE, WITHHELD
from ..matching.questions import NOT_AN_ANSWER
from ..words.small_talk import only_asks_again
from ..words.speech_acts import speech_acts
from .heard import Heard

__all__ = [
    "SURE_NO",
    "clearly_answers",
    "clearly_says",
    "declined",
    "described",
    "is_answer",
    "is_plain",
    "picked",
    "settles",
    "tells_of_something",
]

SURE_NO = 0.75
"""Probability from which a reply is a no to a red flag, or any harmless answer where another could break a limit."""
PLAIN = 0.97
"""Share of one outcome from which nobody would ask again, whatever hangs on it."""
DESCRIBING = 6
"""Words from which a reply tells of something."""


def is_answer(reply: Mapping[str, float]) -> bool:
    """Whether a message more likely answers the question than not."""
    if not reply:
        return False
    weights = {name: np.exp(ll) for name, ll in reply.items()}
    return weights.get(NOT_AN_ANSWER, 0.0) <= 0.5 * sum(weights.values())


def clearly_answers(heard: Heard) -> bool:
    """Whether one outcome that says something has most of the weight; "come again?" says nothing."""
    return clearly_says(heard.reply) and not only_asks_again(heard.text)


def clearly_says(reply: Mapping[str, float]) -> bool:
    """The same of the outcomes alone."""
    return settles(reply) and max(reply, key=reply.__getitem__) not in (UNSURE, WITHHELD)


def declined(ledger: Iterable[Evidence]) -> tuple[str, ...]:
    """Intents on menus of which the user wants none."""
    return tuple(intent for best, members in _picks(ledger) if best == NONE for intent in members)


def picked(ledger: Iterable[Evidence]) -> tuple[str, ...]:
    """Intents that the user picked from menus."""
    return tuple(best for best, members in _picks(ledger) if best in members)


def _picks(ledger: Iterable[Evidence]) -> list[tuple[str, tuple[str, ...]]]:
    """What was said to each menu that got an answer, with what was on it."""
    picks = [item.statement for item in ledger if item.statement.kind == "pick" and settles(item.statement.outcomes)]
    return [(max(pick.outcomes, key=pick.outcomes.__getitem__), tuple(pick.members)) for pick in picks]


def settles(reply: Mapping[str, float]) -> bool:
    """Whether one outcome has most of the weight, "not sure" and "rather not say" included."""
    if not is_answer(reply):
        return False
    weights = np.exp(list(reply.values()))
    return float(weights.max()) > 0.5 * float(weights.sum())


def is_plain(reply: Mapping[str, float]) -> bool:
    """Whether one outcome has as good as all of the weight."""
    weights = np.exp(list(reply.values()))
    return float(weights.max()) >= PLAIN * float(weights.sum())


def described(domain: Domain, heard: Heard) -> bool:
    """Whether a reply about a red flag is only taken for not knowing, in words that say nothing of the kind.

    Or for a no that is not sure enough to leave it at that.
    """
    about = domain.questions[heard.question].about if heard.question in domain.questions else ""
    flag = any(about in condition.facets for condition in domain.escalation.red_flags)
    best = max(heard.reply, key=heard.reply.__getitem__)
    raised = {value for one in domain.escalation.red_flags for value in one.facets.get(about, ())}
    if flag and best not in (*raised, UNSURE, WITHHELD) and heard.reply[best] < np.log(SURE_NO):
        return True
    unsure = best == UNSURE
    return flag and unsure and tells_of_something(heard)


def tells_of_something(heard: Heard) -> bool:
    """Whether a message is long enough to tell something, and does not say that its writer does not know."""
    if heard.describes is not None:
        return heard.describes
    return len(heard.text.split()) >= DESCRIBING and "unsure" not in speech_acts(heard.text)
