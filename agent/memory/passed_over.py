"""Questions that got no answer, or no plain one: the marks they bear in the list of what a dialogue has asked.

A question is asked once; one that was passed over, or of which the answer is in doubt, may be asked once more, and not
twice. Knows names and their marks, and not what counts as an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

__all__ = [
    "MISSED",
    "answered_last",
    "in_doubt",
    "is_in_doubt",
    "may_be_asked_again",
    "own_name",
    "passed_over",
    "unanswered",
]

MISSED = "missed:"
"""Before the id of a question that was asked and got no answer; twice before one that got none again."""

DOUBTED = "doubted:"
"""Before the id of a question of which the answer is only probably what it was taken for."""


def own_name(name: str) -> str:
    """The question's own id, without the marks of having been passed over."""
    return name.replace(MISSED, "").replace(DOUBTED, "")


def may_be_asked_again(asked: Collection[str], question: str) -> bool:
    """Whether a question was passed over, or its answer is in doubt: asking it is asking again."""
    return MISSED + question in asked or is_in_doubt(asked, question)


def is_in_doubt(asked: Collection[str], question: str) -> bool:
    """Whether a question was answered, and not plainly."""
    return DOUBTED + question in asked


def unanswered(asked: Collection[str], question: str) -> bool:
    """Whether a question was passed over twice, and stays without an answer."""
    return MISSED + MISSED + question in asked


def passed_over(asked: Sequence[str], question: str) -> list[str]:
    """What was asked, one question of it without an answer: it may be asked once more, and not twice."""
    others = [other for other in asked if other != question]
    if is_in_doubt(others, question):
        return [*others, question]
    if may_be_asked_again(others, question):
        return [*asked, MISSED + MISSED + question]
    return [*others, MISSED + question]


def in_doubt(asked: Sequence[str], question: str) -> list[str]:
    """What was asked, the answer to one question of it in doubt: it may be asked once more, and not twice."""
    if may_be_asked_again(asked, question):
        return list(asked)
    return [*(other for other in asked if other != question), DOUBTED + question]


def answered_last(asked: Sequence[str], pending: str | None) -> str | None:
    """The question that was answered last, if any was."""
    answered = (own_name(name) for name in reversed(asked) if not name.startswith(MISSED))
    return next((name for name in answered if name != pending), None)
