"""Reading a reply in free words to a pending question (the entry; being filled in)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from .quantities import Quantity
from .questions import SPECIAL_OUTCOMES, Option, PendingQuestion, QuestionKind, ReplyReading, TextEncoder
from .speech_acts import SpeechAct, speech_acts

__all__ = [
    "Option",
    "PendingQuestion",
    "Quantity",
    "QuestionKind",
    "ReplyReading",
    "SpeechAct",
    "TextEncoder",
    "read_facts",
    "read_reply",
    "speech_acts",
]


def read_reply(
    text: str, question: PendingQuestion, *, encoder: TextEncoder | None = None, now: date | None = None
) -> ReplyReading:
    """How likely each outcome of the question makes these words."""
    outcomes = [option.id for option in question.options] + list(SPECIAL_OUTCOMES)
    flat = -math.log(len(outcomes))
    return ReplyReading(question.id, {o: flat for o in outcomes}, {}, speech_acts(text), 1 / len(outcomes))


def read_facts(
    text: str,
    questions: Sequence[PendingQuestion],
    *,
    encoder: TextEncoder | None = None,
    now: date | None = None,
) -> Mapping[str, ReplyReading]:
    """Readings of the facts that the text states although nobody asked, by question id."""
    return {}
