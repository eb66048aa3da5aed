"""What a message answers: every rule in its turn, and the weighed reading (`weighing`) where none is as plain as that.

What is said outright or by name comes first, then how the reply sounds; what is denied in part alone, or names what is
not so, is left open in the end. It knows the question and nothing of the dialogue but what the user said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import exp

from ..matching.at_times import only_at_times
from ..matching.leaning import topic
from ..matching.left_open import denies, given_as, leaves_open, of_fact, of_wish, unsettled
from ..matching.likeness import clauses
from ..matching.menu_picks import miscounted
from ..matching.not_so import not_so
from ..matching.off_list import excluding, off_list
from ..matching.options import remainder_option
from ..matching.picked import picked_option, said_again, settled_on
from ..matching.questions import SPECIAL_OUTCOMES, PendingQuestion, ReplyReading, TextEncoder
from ..matching.several_named import torn, two_at_once
from ..matching.sizes_alike import sized_by_a_thing
from ..matching.together import alone, named_together, told_together
from ..matching.told_alike import with_likeness
from ..matching.told_apart import told_apart
from ..matching.whose_age import whose_age
from ..words.concessions import Concession, all_it_is, conceded
from ..words.plain_words import plain_text
from ..words.taken import is_over
from .named import beside_nothing
from .plainly import by_a_name, for_some, what_answers
from .taught import as_taught
from .weighing import read_reply
from .whether import Elsewhere

__all__ = ["answer_read", "granted_in", "left_open"]

GRANTED, CLEARLY = 0.4, 0.7
"""Probability of something else, after a denial and a word that concedes, and elsewhere, that takes an answer back."""
RATHER, HARDLY = 0.45, 0.25
"""Probability by itself of another option from which what "just" follows a no may be it, and of a no up to which it is
none."""
RULED_OUT = 0.01
"""Probability up to which a whole reply is not what a clause of it is like."""
POSSIBLE, ITSELF = 0.08, 0.85
"""Probability from which a reply may be of more than "only books", and from which a clause of it tells of that more."""
_SOME_OF_IT = re.compile(
    # "no, only one", "not really, just a little"
    r"(?:i (?:had|have|took|take|drank|drink) )?(?:one|two|three|a few|a couple|some|half(?: a \w+)?|"
    r"a (?:little|bit)(?: bit)?|a (?:little|small|tiny) (?:one|bit)|"
    r"once|twice|sometimes|occasionally|now and (?:then|again))"
)
_AND_A_PERSON = re.compile(
    r"(?:and|plus) (?:me|myself|us|him|her|them|you|my \w+|our \w+|the (?:kids|children))\b", re.I
)
"""How a clause begins that adds somebody to what was told: "only boxes. and me on top"."""
_WHO_OR_HOW = re.compile(
    # "no, it's just mine", "only by post"
    r"(?:(?:it|that) is )?(?:(?:by|via) .*|(?:me|mine|my own|us|ours|him|his|her|hers|them|theirs|myself|ourselves))"
)
"""What names nobody and nothing that there is: who has it, or by what way."""
_MORE_OR_LESS = re.compile(r"\b(?:other|others|else|more|less|fewer|over|under|than|least|another)\b|\d")
"""Questions to which a little is a plain no: "any more of you?", "over 18?"."""


def answer_read(
    text: str,
    asked: PendingQuestion,
    encoder: TextEncoder | None,
    *,
    menu: bool = False,
    part: bool = False,
    history: Sequence[str] = (),
    now: date | None = None,
    elsewhere: Elsewhere | None = None,
) -> ReplyReading:
    """How likely each outcome of the question makes these words.

    Args:
        text: The reply.
        asked: What was asked.
        encoder: A sentence encoder; without one the rules stand alone.
        menu: The options are wishes, and not values of a fact.
        part: The text is what another one grants; what it grants itself is not looked for.
        history: Earlier messages of the same user, oldest first.
        now: Today, for dates and years of birth; defaults to the clock.
        elsewhere: What else is said in the domain, which is no answer.
    """
    if isinstance(told := what_answers(text, asked, history, menu=menu), ReplyReading):
        return told
    text = told
    itself = picked_option(text, asked) or settled_on(text, asked)
    whole = not menu and not part
    if itself is None and not menu and (several := for_some(text, asked)) is not None:
        return several
    named = itself or by_a_name(text, asked) or (None if menu else two_at_once(text, asked))
    if named is not None:
        reply = _by_name(text, asked, encoder, named)
    else:
        reply = _by_sound(text, asked, encoder, now, again=history if menu else None)
        reply = _judged(text, asked, encoder, reply, elsewhere) if whole else reply
    reply = beside_nothing(text, asked, reply)
    if whole and (more := _beside_only(text, asked, encoder, reply)):
        return told_together(asked, {more})
    opens = itself is None and (left_open(text, asked, reply, history) or (menu and miscounted(text, asked)))
    opens = opens or (whole and _takes_back(text, asked, encoder, reply, history, elsewhere))
    return unsettled(asked, reply) if opens else reply


def _by_name(text: str, asked: PendingQuestion, encoder: TextEncoder | None, named: ReplyReading) -> ReplyReading:
    """What was named, with what the text resembles besides; of several names for one answer all is said."""
    if encoder is None or (not asked.several and named_together(text, asked)):
        return named
    found = with_likeness(text, asked, named, encoder, by_name=True)
    if found.best in (named.best, *SPECIAL_OUTCOMES):
        return found
    # "the drum" is like "the band with their drums", and "only things, the drum" leaves no room for a band.
    whole = read_reply(text, asked, encoder=encoder)
    return named if exp(whole.log_likelihood[found.best]) < RULED_OUT else found


def _by_sound(
    text: str, asked: PendingQuestion, encoder: TextEncoder | None, now: date | None, *, again: Sequence[str] | None
) -> ReplyReading:
    """How a text sounds that names nothing; of a menu it may be what was said before and is said ``again``."""
    reply = off_list(text, asked, read_reply(text, asked, encoder=encoder, now=now))
    if again is None:
        reply = excluding(text, asked, torn(text, asked, reply))
    else:
        reply = said_again(text, asked, reply, again)
    return reply if encoder is None else with_likeness(text, asked, reply, encoder, by_name=False)


def _judged(
    text: str, asked: PendingQuestion, encoder: TextEncoder | None, reply: ReplyReading, elsewhere: Elsewhere | None
) -> ReplyReading:
    """How all that was said sounds, weighed with what the question's examples teach and whether it answers at all."""
    if encoder is None:
        return reply
    reply = as_taught(text, asked, reply, encoder)
    return elsewhere.weighed(text, asked, reply, encoder) if elsewhere else reply


def granted_in(text: str, question: PendingQuestion) -> Concession | None:
    """What a text grants after what it answers to a question of fact, if anything."""
    return conceded(text) if of_fact(question) else None


def _beside_only(
    text: str, question: PendingQuestion, encoder: TextEncoder | None, reading: ReplyReading
) -> str | None:
    """The option that a clause tells of by itself, where one of the others holds beside nothing ("only books").

    "Cheese all year, and at the fair the fiddler sits up there" is no answer that there is only cheese. A clause counts
    that the whole leaves room for, that adds somebody ("only boxes. and me on top"), or that is granted: "the ship
    models, and well, a class comes in beneath".
    """
    only, granted = alone(question), granted_in(text, question)
    if not only or question.several or encoder is None or reading.best in SPECIAL_OUTCOMES:
        return None
    shares = {o.id: exp(reading.log_likelihood[o.id]) for o in question.options if o.id not in only}
    if max(shares.values()) >= ITSELF:
        return None
    parts = [part for part in clauses(text) if part != text.strip(" .,;:!?") and not is_over(part)]
    added = [part for part in parts if _AND_A_PERSON.match(part)]
    parts = parts if len(parts) > 1 and max(shares.values()) >= POSSIBLE else []
    for part in [*parts, *added, *([granted.what] if granted is not None and granted.marked else [])]:
        told = answer_read(part, question, encoder, part=True).log_likelihood
        best = max(shares, key=lambda name: told[name])
        if exp(told[best]) >= ITSELF and (shares[best] >= POSSIBLE or part in added or part not in parts):
            return best
    return None


def _takes_back(
    text: str,
    question: PendingQuestion,
    encoder: TextEncoder | None,
    reading: ReplyReading,
    history: Sequence[str],
    elsewhere: Elsewhere | None,
) -> bool:
    """Whether what else a text says, read by itself, speaks against what it was taken for."""
    if _grants(text, question, reading, encoder):
        return True
    return _is_that_alone(text, question, reading, encoder, history, elsewhere)


def _grants(text: str, question: PendingQuestion, reading: ReplyReading, encoder: TextEncoder | None) -> bool:
    """Whether a text grants, after what it answers to a question of fact, something else, read by itself."""
    granted = granted_in(text, question)
    others = [option.id for option in question.options if option.id != reading.best]
    if granted is None or len(others) == len(question.options):
        return False
    told = answer_read(granted.what, question, encoder, part=True).log_likelihood
    shares = [exp(told[name]) for name in others]
    if denies(question, reading.best):
        return sum(shares) >= (GRANTED if granted.marked else CLEARLY)
    return granted.marked and max(shares) >= CLEARLY


def _is_that_alone(
    text: str,
    question: PendingQuestion,
    reading: ReplyReading,
    encoder: TextEncoder | None,
    history: Sequence[str],
    elsewhere: Elsewhere | None,
) -> bool:
    """Whether a no says that there is just something, which by itself would be a yes: "no, just a stent", "only goats".

    Or just some of it ("no, only two"). Not where the domain itself gives it as a no: "only the headache",
    nor where it is what the user came with: "no, just the wrist" of a sprained wrist.
    """
    what = all_it_is(text) if denies(question, reading.best) and not of_wish(question) else None
    if not what or _MORE_OR_LESS.search(question.text.lower()):
        return False
    known = {word for way in given_as(question, reading.best) for word in way}
    told = topic([word for before in history for word in plain_text(before).words])
    said = topic(plain_text(what).words)
    if known.issuperset(plain_text(what).words) or (said and said <= told) or _WHO_OR_HOW.fullmatch(what):
        return False
    if _SOME_OF_IT.fullmatch(what):
        return True
    alone = answer_read(what, question, encoder, elsewhere=elsewhere).log_likelihood
    others = [option for option in question.options if option.id != reading.best]
    if exp(alone[reading.best]) < HARDLY and remainder_option(others) is None:
        return True  # there is something, and nothing is listed that it could be
    return question.kind == "choice" and max(exp(alone[option.id]) for option in others) >= RATHER


def left_open(text: str, question: PendingQuestion, reading: ReplyReading, history: Sequence[str] = ()) -> bool:
    """Whether what a text was taken for is denied in part, not so, so at times or of one of two, or like a thing.

    Or an age of which nobody knows whose it is, by the text and the user's earlier messages.
    """
    rules = (leaves_open, not_so, only_at_times, told_apart, sized_by_a_thing)
    return whose_age(text, question, history) or any(rule(text, question, reading.best) for rule in rules)
