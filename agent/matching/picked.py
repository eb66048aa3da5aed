"""An option of a question that is picked as it stands there: in its own words, by its amount, or as what is said last.

Lexical only; who says anything else is for the reader to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..amounts.quantities import amounts
from ..words.plain_words import one_slip, plain_text, stem
from ..words.polarity import polarity
from ..words.small_words import SMALL_WORDS
from ..words.speech_acts import MAY_REPLY, speech_acts
from .option_amounts import amount_fit
from .option_facts import only_denies
from .option_words import POLITE
from .options import NEGATING, match_options, remainder_option
from .questions import NOT_AN_ANSWER, UNSURE, PendingQuestion, ReplyReading, dealt, sure_of

__all__ = ["lettered", "misspelt", "neither_one", "picked_option", "said_again", "settled_on", "takes_neither"]

SURE = 0.99
"""Probability that somebody who writes an option just as it was shown means that option."""
DENIED, HINTED = 0.71, 0.5
"""How surely an option is ruled out, more than half its name, and how little any other may be named beside it."""
SLIPPED, LONG = 0.93, 5
"""The same where a word of it is misspelt, and letters from which a word with a slip is seldom another word."""
BRIEF = 8
"""Words up to which a reply with an amount gives that amount and no more."""
AGAIN = 0.6
"""Least share of what a text speaks of that was spoken of before, for it to say so once more."""
_DENIES = re.compile(r"\b(?:no|not|never|none|nor)\b|n['\u2019]?t\b", re.IGNORECASE)
_AT = frozenset("in on at to with by of it is my i would like want".split())
_PAUSE = re.compile(r"\s*[.,;:!?\u2026\u2013\u2014]+\s+|\s+-+\s+")
_SO = re.compile(
    # "so the hills", "ok make it the hills"
    r"^(?:(?:so|then|ok|okay|right|and|but|make (?:it|that)|go for|"
    # "we'll take the hills", "it's the hills", "let's say the hills"
    r"(?:we|i) will (?:have|take)|it is|that is|let us (?:say|have|take)) )+"
)
"""What leads on to the option that somebody settles on."""
_RATHER = re.compile(r"(?:(?:oh|er|um|ah|wait) )*no (?P<one>\w[\w ]*?),? (?:sorry|i mean|i meant|actually|rather)")
"""Who names something else and is sorry: "the sea, no the hills, sorry"."""
_THINKS_AGAIN = re.compile(
    # "oh no"
    r"^(?:(?:oh|ah|well|and|but|er|um) )*(?:no|nope)\b|"
    # "wait", "hang on", "how daft of me"
    r"\b(?:wait|hang on|hold on|hm+|actually|scrap|oops|sorry|rather|neither|daft|silly|stupid|nonsense|"
    # "what am I saying", "on second thought", "come to think of it", "I have changed my mind"
    r"what am i saying|on second thoughts?|come to think|changed (?:my|our) mind)\b"
)
"""Words of somebody who turns from what was said so far; who denies but one thing does not."""


def settled_on(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who thinks aloud and ends with one option alone: "the sea. no, hang on, the hills".

    Or of somebody who first says which one it is not: "not the sea, we had that last year. the hills". Who ends with
    "nothing else" does not take back what came before it.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "Where to?", "choice", tuple(Option(name, name) for name in ("sea", "hills")))
    >>> settled_on("sea. wait, nobody swims in March. hills", menu).best
    'hills'
    """
    parts = [plain_text(part).plain for part in _PAUSE.split(text.strip(" .,!?")) if part]
    if len(parts) < 2 or question.several or text.rstrip().endswith("?"):
        return None
    again = any(_THINKS_AGAIN.search(part) for part in parts[:-1]) or _rules_out_one(parts[:-1], question)
    if not again and not (_RATHER.fullmatch(parts[-1]) and picked_option(_SO.sub("", parts[-2]), question)):
        return None
    rather = _RATHER.fullmatch(parts[-1])
    found = picked_option(_SO.sub("", rather["one"] if rather else parts[-1]), question)
    denying = {option.id for option in question.options if only_denies(option.name)}
    return None if found is None or found.best in denying else found


def _rules_out_one(parts: Sequence[str], question: PendingQuestion) -> bool:
    """Whether clauses deny options by name and name no other one."""
    match = match_options(" . ".join(parts), question.options)
    return bool(match.denied.max() >= DENIED) and match.meant < HINTED


def picked_option(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who writes an option just as it is shown, or just as the domain says that it may be told.

    None where they write anything else, or what two options are called.
    """
    words = _bare(text)
    if question.kind != "choice" or not words:
        return None
    ways = {o.id: (*o.ways, *o.replies) for o in question.options}
    found = [name for name, own in ways.items() if words in map(_bare, own)] or _by_amount(text, question)
    if len(found) != 1:
        return None
    return sure_of(question, found, SURE)


def misspelt(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who writes one option alone, with a slip: "chikcen"; None where it is as well another one.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "Which?", "choice", tuple(Option(name, name) for name in ("garage", "porch")))
    >>> misspelt("in the garrage please", menu).best
    'garage'
    """
    if question.kind != "choice" or text.rstrip().endswith("?"):
        return None
    words = [word for word in _bare(text) if word not in _AT]
    told = [[_bare(name) for name in o.names] for o in question.options]
    like = [any(_slipped(words, [w for w in name if w not in _AT]) for name in names) for names in told]
    if sum(like) != 1:
        return None
    return sure_of(question, [question.options[like.index(True)].id], SLIPPED)


def lettered(text: str, question: PendingQuestion) -> str:
    """The text with the letters that options differ by as their names: "not B" as "not pump B"; any other as it is.

    >>> from .questions import Option
    >>> menu = PendingQuestion("ask", "Which?", "choice", tuple(Option(name, name) for name in ("pump A", "pump B")))
    >>> lettered("it's a noise in B, not A", menu)
    "it's a noise in pump B, not pump A"
    """
    names = [option.name.split() for option in question.options]
    letters = [name[-1].upper() for name in names if len(name) > 1 and len(name[-1]) == 1 and name[-1].isalpha()]
    heads = {" ".join(name[:-1]) for name in names}
    if len(letters) < len(names) or len(heads) > 1:
        return text
    for letter in letters:
        written = letter if letter in "AI" else f"[{letter}{letter.lower()}]"
        alone = rf"(?<![\w'])(?<!{re.escape(next(iter(heads)))} ){written}(?=$|[\s,.;:!?)])(?! [a-z]+ (?:is|are|was)\b)"
        text = re.sub(alone, f"{next(iter(heads))} {letter}", text)
    return text


_NEITHER = re.compile(
    # "neither, a third one", "at neither end. it floats"; not "neither of us eats fish"
    r"\W*(?:(?:at|on|in|to|by|from|with) )?"
    r"neither(?: (?:one|of (?:them|these|those)|of the two|\w+))?(?=\W*$|\s*[,.;:!])",
    re.IGNORECASE,
)


def takes_neither(text: str) -> bool:
    """Whether a text begins with taking none of the answers.

    >>> takes_neither("at neither end, nothing holds it"), takes_neither("neither of us eats fish")
    (True, False)
    """
    return _NEITHER.match(text) is not None


def neither_one(text: str, question: PendingQuestion) -> ReplyReading | None:
    """None of the options, or the one for the rest, where a text begins with "neither" and goes on to name none."""
    found = _NEITHER.match(text) if question.kind == "choice" else None
    if found is None or match_options(text[found.end() :], question.options).meant > 0:
        return None
    rest = remainder_option(question.options)
    return sure_of(question, {NOT_AN_ANSWER if rest is None else question.options[rest].id}, SLIPPED)


def _slipped(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words are those of a name, one of them with a slip, and the rest as they are.

    A slip takes five letters, or four that changed places.
    """
    if len(words) != len(name):
        return False
    slips = [(a, b) for a, b in zip(words, name, strict=True) if a != b]
    if any(a in NEGATING for a, _ in slips):
        return False  # "neither end" is no "either end"
    return (
        len(slips) == 1 and len(slips[0][1]) >= LONG and stem(slips[0][0]) != stem(slips[0][1]) and one_slip(*slips[0])
    )


def said_again(text: str, question: PendingQuestion, reply: ReplyReading, history: Sequence[str]) -> ReplyReading:
    """The reading of a reply to a menu that only says once more what was said before the menu: it picks no line of it.

    What stands in a line's own name picks it all the same. Who denies once more what they denied ("never been on that
    ferry") knows no line that it is.
    """
    words = {word for word in _bare(text) if len(word) > 2 and not word.isdigit()}
    known = {word for said in history for word in plain_text(said).words}
    match = match_options(text, [replace(option, synonyms=()) for option in question.options])
    does = speech_acts(text) - MAY_REPLY
    if not words or match.meant > 0 or does - {"unsure"}:
        return reply
    if _denies_again(text, known):
        return replace(reply, log_likelihood=dealt(question.outcomes, {UNSURE}, SURE), confidence=SURE)
    if does or not words <= known or polarity(text).explicit:
        return reply
    return replace(reply, log_likelihood=dealt(question.outcomes, {NOT_AN_ANSWER}, SURE), confidence=SURE)


def _denies_again(text: str, known: set[str]) -> bool:
    """Whether a text denies something, and most of what it speaks of was spoken of before."""
    told = {w for w in plain_text(text).words if len(w) > 2 and w not in SMALL_WORDS and not _DENIES.fullmatch(w)}
    return _DENIES.search(text) is not None and len(told & known) >= max(2, AGAIN * len(told))


def _by_amount(text: str, question: PendingQuestion) -> list[str]:
    """The options whose amount a short reply gives; the one for whatever is not listed where it is nobody's."""
    first, _, more = text.partition(", ")
    if match_options(more, question.options).meant == 0 and not amounts(more, None):
        text = first  # "two metres, I told you, the door is off its hinges already"
    read = plain_text(text)
    fit = amount_fit(read, question.options) if len(read.words) <= BRIEF else None
    if fit is None:
        return []
    rest = remainder_option(question.options)
    places = np.flatnonzero(fit).tolist() or ([] if rest is None else [rest])
    return [question.options[place].id for place in places]


@lru_cache(maxsize=4096)
def _bare(text: str) -> tuple[str, ...]:
    """The words without articles and politeness; all of them where nothing else is left."""
    words = plain_text(text).words
    return tuple(word for word in words if word not in POLITE) or words
