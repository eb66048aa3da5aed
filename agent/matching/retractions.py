"""What a message takes back of what was told before: "forget the aspirin", "it was 40, not 14", "I lied about my age".

Some turns may lie between. It knows the words by which people take back what they name, and finds the question by what
was told to it: the name of a value, an amount, or what the domain calls the fact. What is told instead is read by
others; where nothing is, the question is open again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..amounts.new_amounts import in_other_unit, same_figure
from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit, unit_named
from ..words.plain_words import plain_text, stem
from ..words.signs import SpeechAct
from .option_facts import only_denies
from .option_places import NAMED_FULLY
from .options import match_options
from .questions import PendingQuestion
from .taken_back import (
    CLAUSE,
    CONTRASTS,
    FIGURE_ALONE,
    IDLE,
    LEAD,
    MARKS,
    NOT_MINE,
    NOT_MINE_BUT,
    NOTHING,
    SMALL,
    TAKEN_BACK,
    THE_OTHER,
    THEIRS,
    UNIT_MEANT,
)
from .two_persons import for_another, said_of_two

__all__ = ["TAKES_BACK", "Held", "Retraction", "retraction"]

TAKES_BACK: SpeechAct = "take_back"
FEW = 5
"""Words of an answer of which each stands for the whole."""


@dataclass(frozen=True)
class Held:
    """What was told to a question and still stands."""

    question: PendingQuestion
    value: str
    """Id of the option that it was taken for."""
    amount: float | None = None
    """In the question's unit."""
    said: str = ""
    """The message that told it, if it told nothing else."""


@dataclass(frozen=True)
class Retraction:
    """What is taken back, and what is said instead."""

    questions: tuple[str, ...]
    """Ids of the questions whose answers no longer stand."""
    rest: str
    """What is told instead; empty where nothing is."""


def retraction(
    text: str, held: Sequence[Held], history: Sequence[str] = (), pending: PendingQuestion | None = None
) -> Retraction | None:
    """What a message takes back of what was told, or said before without being told; None where it names neither.

    Args:
        text: The message.
        held: What was told and still stands, the latest first.
        history: Earlier messages of the same user.
        pending: The open question.

    >>> from .questions import PendingQuestion
    >>> age = Held(PendingQuestion("ask", "How old are you?", "number", (), "year", about="your age"), "adult", 40.0)
    >>> retraction("I mixed that up, he is 4 not 40", [age])
    Retraction(questions=('ask',), rest='I mixed that up, he is 4')
    >>> retraction("please ignore what I told you about my age", [age]).rest, retraction("ignore the noise", [age])
    ('', None)
    """
    text = text[:600].replace("\u2019", "'")
    found = _contrasted(text, held) or _named(text, held) or _of_others(text, held)
    found = found or _last(text, held, pending) or _put_right(text, held, pending) or _said_before(text, history)
    if found is not None and NOT_MINE.search(found.rest) and for_another(text):
        return replace(found, rest="")  # what the speaker does not take says nothing of the one whom it is for
    return found


def _named(text: str, held: Sequence[Held]) -> Retraction | None:
    """What is taken back by its name: "forget the warfarin"."""
    for found in (match for rule in TAKEN_BACK for match in rule.finditer(text)):
        gone = tuple(one.question.id for one in held if _names(found["what"], one))
        if gone:
            after, before = _telling(text[found.end() :]), _telling(text[: found.start()])
            return Retraction(gone, after or before)
    return None


def _last(text: str, held: Sequence[Held], pending: PendingQuestion | None) -> Retraction | None:
    """What was told last, where a message says whose that is, or gives a figure to a question that asks for none."""
    found = NOT_MINE_BUT.match(text) if held else None
    if found is not None:
        return Retraction((held[0].question.id,), _telling(text[found.end() :]))
    if held and pending is not None and held[0].question.kind == "choice" and THE_OTHER.match(text):
        others = [option.name for option in held[0].question.options if option.id != held[0].value]
        return Retraction((held[0].question.id,), others[0] if len(others) == 1 else "")
    figures = [one for one in held if one.question.kind == "number"]
    given = FIGURE_ALONE.match(text) if figures and pending is not None and pending.kind != "number" else None
    if given is None or not (given["before"].strip() or given["after"].strip()) or MARKS.search(text) is None:
        return None
    fits = [one for one in figures if amounts(given["figure"], canonical_unit(one.question.unit))]
    return Retraction((fits[0].question.id,), given["figure"].strip()) if fits else None


def _put_right(text: str, held: Sequence[Held], pending: PendingQuestion | None) -> Retraction | None:
    """A fact that is named and put right by a figure: "sorry, the age is 14"."""
    if MARKS.search(text) is None:
        return None
    figures = [
        one for one in held if one.question.kind == "number" and (pending is None or one.question.id != pending.id)
    ]
    named = [one for one in figures if _names(text, one) and amounts(text, canonical_unit(one.question.unit))]
    units = [(one, unit) for one in figures for unit in same_figure(text, one.question.unit, one.amount)]
    if len(units) == 1 and not named:
        return Retraction((units[0][0].question.id,), units[0][1])
    return Retraction((named[0].question.id,), text) if len(named) == 1 else None


def _said_before(text: str, history: Sequence[str]) -> Retraction | None:
    """What is told in place of a thing that was spoken of: "forget the mercury, we use water"."""
    found = TAKEN_BACK[0].search(text) if history else None
    rest = _telling(text[found.end() :]) if found is not None else ""
    said = {stem(word) for earlier in history for word in plain_text(earlier).words}
    words = {stem(word) for word in plain_text(found["what"]).words} - SMALL if found is not None else set[str]()
    return Retraction((), rest) if rest and words and words <= said else None


def _contrasted(text: str, held: Sequence[Held]) -> Retraction | None:
    """What gives way to something of its kind: "he is 4, not 40", "kilos, not pounds"."""
    rules = (*CONTRASTS, UNIT_MEANT)
    for found in (match for rule in rules for match in rule.finditer(text)):
        both = [(one, rest) for one in held if (rest := _instead(found["a"], found["b"], one))]
        if both:
            return Retraction(tuple(one.question.id for one, _ in both), both[0][1] if len(both) == 1 else "")
    return None


def _of_others(text: str, held: Sequence[Held]) -> Retraction | None:
    """What is said to be so of somebody else, and not of the speaker: "it's my sister who is pregnant, I'm not"."""
    if NOT_MINE.search(text) is None or THEIRS.search(text) is None:
        return None
    gone = [one for one in held if not _denial(one) and _names(text, one)]
    if not gone:
        return None
    return Retraction(
        tuple(one.question.id for one in gone), _of_oneself(text, gone[0].question) if len(gone) == 1 else ""
    )


def _of_oneself(text: str, question: PendingQuestion) -> str:
    """What is told instead, where it is plain that the speaker was asked about and nobody else."""
    if question.kind == "yesno":
        of_one = said_of_two(text, question)
        return of_one if of_one in ("yes", "no") else ""
    own = [part for part in CLAUSE.split(text) if NOT_MINE.search(part)]
    return "" if for_another(text) else next((part for part in own if NOTHING.search(part)), "")


def _instead(a: str, b: str, held: Held) -> str:
    """The reply that says ``a`` in place of what was held, if ``b`` is that; else nothing."""
    question = held.question
    if question.kind == "number":
        said = amounts(a, canonical_unit(question.unit))
        if unit_named(a.lower(), canonical_unit(question.unit)) and _names(b, held, topic=False):
            return in_other_unit(a, canonical_unit(question.unit) or "", question.unit, held.amount)
        if _names(b, held, topic=False) and any(q.value != held.amount for q in said):
            return a.strip()
        return in_other_unit(a, b, question.unit, held.amount)
    told = {stem(word) for word in plain_text(held.said).words}
    own = told and {stem(word) for word in plain_text(b).words} == told
    if question.kind == "yesno" or not (own or _names(b, held, topic=False)):
        return ""
    named = {question.options[place].id for place in match_options(a, question.options).fully}
    others = named - {held.value}
    return a.strip() if others or own else ""


def _names(what: str, held: Held, *, topic: bool = True) -> bool:
    """Whether words name what was told, or, as the ``topic``, what the domain calls it."""
    question = held.question
    words = {stem(word) for word in plain_text(what).words} - SMALL
    about = {stem(w) for text in (question.about, question.id.removeprefix("ask-")) for w in plain_text(text).words}
    if topic and not words.isdisjoint(about - SMALL):
        return True
    said = plain_text(held.said).words
    if topic and words and len(said) <= FEW and words <= {stem(word) for word in said}:
        return True
    if question.kind == "number":
        said = amounts(what, canonical_unit(question.unit))
        return held.amount is not None and any(abs(q.value - held.amount) < 1e-6 for q in said)
    place = question.place(held.value)
    if place is None or only_denies(question.options[place].name):
        return False
    match = match_options(what, question.options)
    return bool(max(match.named[place], match.denied[place]) >= NAMED_FULLY)


def _denial(held: Held) -> bool:
    """Whether what was told is that there is nothing of it."""
    name = next((option.name for option in held.question.options if option.id == held.value), held.value)
    return only_denies(name) or held.question.kind == "number"


def _telling(text: str) -> str:
    """What of a text says more than that a word was wrong."""
    parts = [part for part in CLAUSE.split(text) if re.search(r"\w", part) and not IDLE.match(part)]
    return text.strip(" ,.;:!?-\u2013\u2014") if parts and not _only_leads(parts) else ""


def _only_leads(parts: Sequence[str]) -> bool:
    return all(re.fullmatch(rf"\W*{LEAD}\W*", f"{part} ", re.IGNORECASE) for part in parts)
