"""Whether other words for a remark of a simulated user still mean what the user means to say.

A simulator that says something else than it means makes the agent look wrong. So words that a language model put in
the place of a phrase are held against the phrase and the hidden facts, strictly and by rules alone: not by the agent's
own reader, or what it misreads would be thrown away and never be seen. Knows questions, phrases and the domain's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...agent.matching.questions import UNSURE, WITHHELD, PendingQuestion
from ...agent.reading.asking import facet_question
from ...agent.state.safe_text import shown
from ...agent.words.plain_words import stem
from ...beliefs.belief.answers import NONE
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OTHER
from .phrases import affirmative_of, named_in
from .users import Remark

__all__ = ["Meaning", "strays"]

_WORD = re.compile(r"[\w']+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MARKS = re.compile(r"<\|.*?\|>|</?s>|\[/?INST\]|^\s*(?:system|assistant|user|you|me)\s*:", re.I | re.M)
_MACHINE = re.compile(r"\b(?:as an ai|language model|how (?:can|may) i (?:help|assist))\b", re.I)
_NEGATION = re.compile(r"\b(?:no|not|never|none|neither|nor|without|nothing|nobody|cannot|nope)\b|n't\b", re.I)
_YES = re.compile(r"\b(?:yes|yeah|yep|yup)\b", re.I)
_AGREED = re.compile(r"\b(?:correct|right|indeed|exactly|sure|certainly|absolutely|definitely|it does|it is)\b", re.I)
"""Says yes, unless there is a negation."""
_MAYBE = re.compile(r"\b(?:not (?:so |really |too )?sure|unsure|don't know|do not know|no idea|maybe|perhaps)\b", re.I)
_NO = re.compile(r"\b(?:no|nope|nah|not|never|none|neither)\b|n't\b", re.I)
_UNSURE = re.compile(r"\b(?:know|sure|idea|certain|say|tell|remember|clue)\b", re.I)
_DOUBT = re.compile(r"\b(?:no|not|hard|cannot|never|without)\b|n't\b|\bunsure\b", re.I)
_WITHHELD = re.compile(r"\b(?:rather not|prefer not|private|business|personal|keep that to myself|won't say)\b", re.I)
_ELSE = re.compile(r"\b(?:else|none|neither|other|different)\b", re.I)
_AMOUNTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half dozen".split()
)
_COMMON = frozenset(
    "a an and are as at be but by can could did do does for from get got had has have he her him his how i if in is it "
    "its just like me my need no not of off on or our please she so some something that the their them there they this "
    "to up us want was we were what when where which who will with would you your about am any been being hello "
    "hi help i'd i'm i've it's question thanks thank today now here".split()
)
_UNTYPED = frozenset("{}<>[]|\\^~`")
MOST_STRANGE = 1
MOST_EXTRA = 240
"""Characters that style may add."""


@dataclass(frozen=True)
class Meaning:
    """What a remark is held against."""

    domain: Domain
    question: PendingQuestion | None
    """The one that is open, if it is answered."""
    remark: Remark
    """As the phrase grammar has it."""


def strays(said: str, meaning: Meaning) -> str:
    """What is wrong with some words, in one word; nothing where they mean the same."""
    core = meaning.remark.core
    checks = (
        ("empty", lambda: not said.strip()),
        ("length", lambda: len(said) > 2 * len(core) + MOST_EXTRA),
        ("marks", lambda: shown(said) != said or bool(_MARKS.search(said))),
        ("garbled", lambda: _garbled(said, core)),
        ("machine", lambda: bool(_MACHINE.search(said))),
        ("number", lambda: _numbers(said) != _numbers(core) or bool(_amounts(said) - _amounts(core))),
        ("fact", lambda: _tells_facts(said, meaning)),
        ("answer", lambda: bool(meaning.remark.means.answer) and _answers_otherwise(said, meaning)),
        ("request", lambda: not meaning.remark.means.answer and _asks_otherwise(said, meaning)),
    )
    return next((name for name, wrong in checks if wrong()), "")


def _garbled(said: str, core: str) -> bool:
    """Whether there are characters that nobody types, or letters of other alphabets than the phrase's."""
    strange = [c for c in said if c in _UNTYPED or (c.isalpha() and not c.isascii())]
    return "\ufffd" in said or len([c for c in strange if c not in core]) > MOST_STRANGE


def _numbers(text: str) -> set[str]:
    return {found.rstrip(".,:") for found in _NUMBER.findall(text)}


def _amounts(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) & _AMOUNTS


def _answers_otherwise(said: str, meaning: Meaning) -> bool:
    """Whether an answer is another one than the one that is meant."""
    question, outcome = meaning.question, meaning.remark.means.answer
    assert question is not None, "an answer has its question"
    named = named_in(question, said) - {meaning.remark.retracted}
    if outcome in (UNSURE, WITHHELD):
        told = (
            bool(_WITHHELD.search(said)) if outcome == WITHHELD else bool(_UNSURE.search(said) and _DOUBT.search(said))
        )
        return not told or (question.kind != "yesno" and bool(named))
    if outcome == NONE:
        return not _ELSE.search(said) or bool(named - {NONE})
    if question.kind == "number":
        return False  # the numbers are the same, which is all there is to say
    if question.kind == "yesno":
        return _polarity(said) != (outcome == affirmative_of(question))
    return named != {outcome}


def _polarity(said: str) -> bool | None:
    """Whether some words say yes or no; None where they say neither or both."""
    yes, no = bool(_YES.search(said)), bool(_NO.search(said))
    if _MAYBE.search(said) or (yes and no):
        return None
    return (True if yes or _AGREED.search(said) else None) if not no else False


def _asks_otherwise(said: str, meaning: Meaning) -> bool:
    """Whether first words ask for something else than is wanted, or for something where nothing definite is said."""
    core, wanted = meaning.remark.core, meaning.remark.means.intent
    if not wanted:
        return _asks_something(said, meaning)
    if bool(_NEGATION.search(said)) != bool(_NEGATION.search(core)):
        return True
    vocabulary, words, phrase = _vocabulary(meaning.domain), _content(said), _content(core)
    own = max(_shared(words, text) for text in (phrase, *vocabulary.get(wanted[0], ())))
    others = [_shared(words, text) for key, texts in vocabulary.items() if key != wanted[0] for text in texts]
    return own == 0 or own < max(others, default=0.0)


def _asks_something(said: str, meaning: Meaning) -> bool:
    """Whether words that shall say nothing definite do, or say nothing that the phrase says."""
    core = meaning.remark.core
    kept = set(_WORD.findall(said.casefold())) & set(_WORD.findall(core.casefold()))
    known = {word for texts in _vocabulary(meaning.domain).values() for text in texts for word in text}
    return not any(len(word) > 3 for word in kept) or bool((_content(said) - _content(core)) & known)


def _shared(words: frozenset[str], text: frozenset[str]) -> float:
    """Share of the text's words that are there."""
    return len(words & text) / len(text) if text else 0.0


def _tells_facts(said: str, meaning: Meaning) -> bool:
    """Whether a fact is told that is not meant to be told, or one that is meant is left out."""
    meant = meaning.remark.means
    for facet, question in _facet_questions(meaning.domain):
        if meaning.question is not None and question.id == meaning.question.id:
            continue
        named, known = named_in(question, said), named_in(question, meaning.remark.core)
        if question.kind == "choice" and named - known - {meant.facts.get(facet, "")}:
            return True
        if question.kind == "choice" and facet in meant.facts and meant.facts[facet] not in named:
            return True
    return False


def _facet_questions(domain: Domain) -> Iterator[tuple[str, PendingQuestion]]:
    for name, question in domain.questions.items():
        if question.about in domain.facets:
            yield question.about, facet_question(domain, name)


@lru_cache(maxsize=8)
def _spoken(texts: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[frozenset[str], ...]]:
    return {key: tuple(_content(text) for text in own) for key, own in texts}


def _vocabulary(domain: Domain) -> dict[str, tuple[frozenset[str], ...]]:
    """The words of each intent's name and examples; nothing is known of what is out of scope."""
    intents = ((key, intent) for key, intent in domain.intents.items() if key != OTHER)
    return _spoken(tuple((key, (intent.name or key, *intent.examples)) for key, intent in intents))


def _content(text: str) -> frozenset[str]:
    """Words that say something, by their stems."""
    found: Sequence[str] = _WORD.findall(text.casefold())
    return frozenset(stem(word) for word in found if word not in _COMMON)
