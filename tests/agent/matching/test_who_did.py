"""Who did something, said by a pronoun."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.matching.who_did import doer_told
from edgewise.agent.replies.named import named_option
from edgewise.agent.words.plain_words import plain_text

OPTIONS = (Option("firm", "firm", ("you", "your men")), Option("customer", "customer", ("me", "we", "ourselves")))
PACKED = PendingQuestion("packed", "Who packed it - our people or you?", "choice", OPTIONS)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("I did", "customer"),
        ("I packed it", "customer"),
        ("well, we did it ourselves", "customer"),
        ("they did", "firm"),
        ("you did", "firm"),
    ],
)
def test_a_pronoun_names_who_did_it(text, doer):
    found = named_option(text, PACKED)
    assert found is not None and found.best == doer


@pytest.mark.parametrize("text", ["I did not", "I think I did well", "I paid it", "did they?", "I do not know", "they"])
def test_what_else_has_a_pronoun_names_nobody(text):
    assert doer_told(plain_text(text), PACKED) is None


def test_only_who_is_asked_about_and_one_of_the_others_is_meant():
    which = PendingQuestion("which", "Which of you is it?", "choice", OPTIONS)
    three = PendingQuestion("three", "Who packed it?", "choice", (*OPTIONS, Option("friend", "a friend")))
    assert doer_told(plain_text("I did"), which) is None
    assert doer_told(plain_text("they did"), three) is None
