"""What is plain of a reply before anything is weighed: who it is about, what is said outright, what is named.

It knows the question, and neither models nor dialogues.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..amounts.new_amounts import amount_guessed
from ..matching.as_told import as_told
from ..matching.described import named_apart, undescribed
from ..matching.left_open import unsettled
from ..matching.opposites import affirmed
from ..matching.options import match_options
from ..matching.ordered import furthest
from ..matching.picked import lettered, misspelt, neither_one
from ..matching.questions import NOT_AN_ANSWER, PendingQuestion, ReplyReading
from ..matching.several_named import settles_on
from ..matching.sizes_alike import without_its_like
from ..matching.together import named_together, told_together
from ..matching.told_apart import in_portions
from ..matching.two_persons import of_one, said_of_two, without_own_health
from ..words.all_but import all_there_is, excepted
from ..words.insisting import without_insisting
from ..words.run_on import paused
from ..words.standing import about_persons, claims_standing
from .named import answered_outright, declined, named_option, said_to_be_so
from .weighing import read_reply

__all__ = ["by_a_name", "for_some", "what_answers"]

_NAMING = (
    neither_one, misspelt, named_option, furthest, said_to_be_so, affirmed, settles_on, named_together, named_apart,
)  # fmt: skip


def what_answers(text: str, asked: PendingQuestion, history: Sequence[str], *, menu: bool) -> str | ReplyReading:
    """What of a text answers, or its reading where that needs no weighing.

    It is told of the one who was asked about (not where it leaves open which of two that is), and is the amount
    without the "no idea" before it, the one thing that a no leaves out, the option that a letter stands for.
    """
    text = undescribed(paused(text), asked) if asked.kind == "choice" and not menu else text
    text = without_own_health(as_told(without_insisting(text), asked), asked)
    said = said_of_two(text, asked, history)
    whose = of_one(text, asked, history) if asked.kind == "choice" else text
    if said == "open" or whose is None:
        return unsettled(asked, read_reply("no", asked))
    text = without_its_like(all_there_is(said or whose), asked) if asked.kind == "choice" else said or whose
    outright = _outright(text, asked, menu=menu)
    if outright is not None:
        return outright
    text = amount_guessed(text) if asked.kind == "number" else text
    return excepted(text, asked.text) if asked.kind == "yesno" else lettered(text, asked)


def _outright(text: str, asked: PendingQuestion, *, menu: bool) -> ReplyReading | None:
    """What needs no weighing: an answer said outright, a menu declined, or no more than who is speaking."""
    outright = answered_outright(text, asked) or (declined(text, asked) if menu else None)
    if outright is None and not menu and asked.kind == "choice" and _only_claims(text, asked):
        return told_together(asked, {NOT_AN_ANSWER})
    return outright


def for_some(text: str, asked: PendingQuestion) -> ReplyReading | None:
    """One answer for some things and another for others, which leaves the question open; None elsewhere."""
    if not in_portions(text, asked) or named_together(text, asked) is not None:
        return None
    return unsettled(asked, read_reply("no", asked)) if asked.kind == "yesno" else told_together(asked, {NOT_AN_ANSWER})


def by_a_name(text: str, asked: PendingQuestion) -> ReplyReading | None:
    """What a text answers by a name that settles it, if one does: the first rule that hears one."""
    return next((found for rule in _NAMING if (found := rule(text, asked)) is not None), None)


def _only_claims(text: str, asked: PendingQuestion) -> bool:
    """Whether a text speaks of its writer's standing and names nothing that was asked, which is not about persons."""
    if not claims_standing(text):
        return False
    named = match_options(text, asked.options)
    if max(named.named.max(), named.placed.max(), named.denied.max()) > 0:
        return False
    words = [asked.text, *(word for o in asked.options for word in o.ways)]
    return not any(about_persons(word) for word in words)
