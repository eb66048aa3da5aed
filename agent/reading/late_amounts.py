"""Amounts that are told of a number which is not asked for just now: late, early, anew, or of somebody else.

"29" to the question after "how old?", "2 m" where its weight was asked for, "and with 80 kg?" after an answer, "an hour
ago" beside what happened. Lexical alone; of a domain it knows its questions, and for which wishes they are put.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ...beliefs.belief.model import Model
from ..amounts.new_amounts import bare_amounts, length_alone, only_a_figure, only_amounts
from ..amounts.passing_by import asks_when
from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit, dimension
from ..matching.fact_words import CLAUSE
from ..matching.facts import tellable
from ..matching.questions import NOT_AN_ANSWER, SPECIAL_OUTCOMES, PendingQuestion, ReplyReading
from ..replies.weighing import read_reply
from ..state.heard import Utterance
from ..words.plain_words import plain_text
from ..words.turning import TURNS
from .spoken import Spoken

__all__ = ["LateAmounts"]

TOSS_UP = 0.5
"""Probability of a yes or a no below which a reply is neither."""
_AGO = re.compile(r"\bago\b")


class LateAmounts:
    """What the messages of one domain tell of numbers that are not asked for just now."""

    def __init__(self, model: Model, questions: Mapping[str, PendingQuestion], facet_of: Mapping[str, str]) -> None:
        self._model, self._questions, self._facet_of = model, questions, facet_of

    def told(
        self, spoken: Spoken, reply: ReplyReading | None, beside: Collection[str] = ()
    ) -> Mapping[str, ReplyReading]:
        """What a length or a bare figure says of a number that is not asked for just now.

        Args:
            spoken: The message.
            reply: What it says to the question that it may answer.
            beside: Questions of which it tells, too.
        """
        asked, before = spoken.asked, spoken.utterance.recent
        if asked is None and spoken.utterance.served:
            return self.told_anew(
                spoken.utterance, spoken.telling, turned=spoken.acts <= {*TURNS.values()} and bool(spoken.acts)
            )
        length = self._length(spoken, beside)
        if length or asked is None or before is None or asked.kind == "number" or before.kind != "number":
            return length
        if reply is None or not only_a_figure(spoken.telling):
            return {}
        if reply.best != NOT_AN_ANSWER and (asked.kind != "yesno" or reply.confidence >= TOSS_UP):
            return {}  # no figure is a yes or a no by itself; "39.2" to "a fever?" is
        found = read_reply(spoken.telling, before)
        return {} if found.best in SPECIAL_OUTCOMES else {before.id: found}

    def _length(self, spoken: Spoken, beside: Collection[str]) -> Mapping[str, ReplyReading]:
        """What the one length that stands alone in a message says, where the domain asks for one length only.

        "2 m" where its weight was asked for, or "3 m, 80 kg", where the weight is of the same wish. Alone, or among
        other words, a length may be that of anything.
        """
        asked = spoken.utterance.pending
        lengths = [q for q in self._questions.values() if q.kind == "number" and _measures(q) == "length"]
        about = [*beside, *([asked.id] if asked is not None and asked.id in self._questions else [])]
        of_it = len(lengths) == 1 and any(self._of_one_wish(lengths[0].id, other) for other in about)
        if not of_it or (asked is not None and _measures(asked) in ("length", "area", "volume")):
            return {}
        said = length_alone(spoken.telling, lengths[0].unit)
        found = read_reply(said, lengths[0]) if said else None
        return {} if found is None or found.best in SPECIAL_OUTCOMES else {lengths[0].id: found}

    def _of_one_wish(self, name: str, other: str) -> bool:
        """Whether two questions are asked of those who want the same."""
        rules = [self._model.domain.questions[one].only_if for one in (name, other)]
        wishes = [{*rule.intent} if rule is not None and rule.intent else {*self._model.intents} for rule in rules]
        return not wishes[0].isdisjoint(wishes[1])

    def told_anew(self, utterance: Utterance, text: str, *, turned: bool = False) -> Mapping[str, ReplyReading]:
        """What an amount that stands alone after an answer says of the one number of its kind that was told before.

        Or of the number that the answer took for granted, which is what the last question is about and nobody told. Of
        somebody who is turned to it says the same, save a time, which is their age: "and my son, he is 1 m 40".
        """
        told, recent = {one.facet for one in utterance.told}, utterance.recent
        if not (turned or only_amounts(text) or bare_amounts(text) or only_a_figure(text)):
            return {}
        if not turned and recent is not None and recent.kind == "number" and self._facet_of.get(recent.id) not in told:
            found = read_reply(text, recent)
            return {} if found.best in SPECIAL_OUTCOMES else {recent.id: found}
        known = [q for name, q in self._questions.items() if q.kind == "number" and self._facet_of[name] in told]
        kinds = {dimension(amount.unit) for amount in amounts(text) if amount.unit} - ({"time"} if turned else set())
        fits = [q for q in known if _measures(q) in kinds]
        found = read_reply(text, fits[0]) if len(fits) == 1 else None
        return {} if found is None or found.best in SPECIAL_OUTCOMES else {fits[0].id: found}

    def when(self, spoken: Spoken) -> Mapping[str, ReplyReading]:
        """What a message says beside something else of how long ago it was: "a whole bar, an hour ago, I think".

        Only where one question alone asks for such a time: else nobody knows of which it is told.
        """
        when = [q for q in self._questions.values() if q.kind == "number" and asks_when(q.text)]
        asked = spoken.asked
        if len(when) != 1 or when[0] == asked:
            return {}
        clauses = CLAUSE.split(plain_text(tellable(spoken.telling)).plain + " ")
        parts = [part for clause in clauses if (part := clause.strip(" .,;!?"))]
        said = [part for part in parts if _AGO.search(part) and bare_amounts(part)]
        beside = any(part not in said for part in parts) or (asked is not None and asked.kind != "number")
        found = read_reply(said[0], when[0]) if len(said) == 1 and beside else None
        return {} if found is None or found.best in SPECIAL_OUTCOMES else {when[0].id: found}


def _measures(question: PendingQuestion) -> str | None:
    return dimension(canonical_unit(question.unit))
