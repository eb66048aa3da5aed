"""Texts that would surprise whoever wrote the domain: no wording, no example, one wording for two things.

Warnings alone. It compares texts letter by letter, but for case and blanks, and knows nothing of what they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..errors import Flaw
from ..language.defaults import humanise
from ..language.domain import Domain, Facet
from ..language.reserved import OTHER

__all__ = ["check_texts"]


def check_texts(domain: Domain) -> Iterator[Flaw]:
    """Yield a warning for every text that is missing, stands twice, or tells two things."""
    for rule in (_silent, _twins, _wordless, _ambiguous, _untold):
        for path, message, hint in rule(domain):
            yield Flaw(path, message, hint, severity="warning")


def _silent(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Intents that no text can be matched with."""
    for key, intent in domain.intents.items():
        if key != OTHER and not intent.examples and not intent.description:
            yield (
                f"intents.{key}",
                "the intent has neither examples nor a description",
                "add what people say who have it",
            )


def _twins(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Examples that stand twice."""
    seen: dict[str, str] = {}
    for key, intent in domain.intents.items():
        for position, example in enumerate(intent.examples):
            first = seen.setdefault(_words(example), key)
            path = f"intents.{key}.examples.{position}"
            if not _words(example):
                yield path, "an empty example", "remove it"
            elif first != key:
                yield path, f"{example!r} is an example of {first!r} too", "keep it where it fits better"
        counts = Counter(intent.examples)
        for example in (example for example, count in counts.items() if count > 1):
            yield f"intents.{key}.examples", f"{example!r} stands {counts[example]} times", "keep one of them"


def _wordless(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Answers without a text among answers with one; where none has any, a program answers."""
    answers = {key: response for key, response in domain.responses.items() if response.kind == "answer"}
    if any(response.text for response in answers.values()):
        for key in (key for key, response in answers.items() if not response.text):
            hint = "write its `text`; where the program answers with a function, that takes its place"
            yield f"responses.{key}", "the answer has no text", hint


def _ambiguous(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Words that are told to mean two answers at once."""
    for key, facet in domain.facets.items():
        asked = {name: question for name, question in domain.questions.items() if question.about == key}
        words = [*_of_values(key, facet)]
        for name, question in asked.items():
            words += _of_answers(f"questions.{name}.synonyms", question.synonyms)
            words += _of_answers(f"questions.{name}.examples", question.examples)
        yield from _told_twice(words)
        for name, question in asked.items():
            yield from _told_twice(_of_answers(f"questions.{name}.replies", question.replies))


def _of_values(key: str, facet: Facet) -> Iterator[tuple[str, str, str]]:
    """Path, value and wording of what a facet's values are called."""
    for value, given in facet.values.items():
        # A value without a name is called by its id: a "no" that is to tell "yes" tells two answers.
        yield f"facets.{key}.values.{value}.name", value, given.name or humanise(value)
        yield from _of_answers(f"facets.{key}.values.{value}.synonyms", {value: given.synonyms}, several=False)


def _of_answers(
    path: str, given: dict[str, tuple[str, ...]], *, several: bool = True
) -> Iterator[tuple[str, str, str]]:
    """Path, value and wording of what tells each value."""
    for value, texts in given.items():
        for position, text in enumerate(texts):
            yield (f"{path}.{value}.{position}" if several else f"{path}.{position}"), value, text


def _told_twice(words: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    seen: dict[str, str] = {}
    for path, value, text in words:
        first = seen.setdefault(_words(text), value)
        if _words(text) and first != value:
            yield path, f"{text!r} tells {first!r} too", "keep it where it fits better: one wording tells one value"


def _untold(domain: Domain) -> Iterator[tuple[str, str, str]]:
    """Values whose id stands for a reply that fits no value: no words can tell them."""
    for key, facet in domain.facets.items():
        if OTHER in facet.values:
            message = f"no reply can tell this: {OTHER!r} is what a reply is read as that fits no value"
            hint = f"give it another id and keep its name: rest: {{name: {OTHER}}}"
            yield f"facets.{key}.values.{OTHER}", message, hint


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
