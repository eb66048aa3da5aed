"""How things are, told to a question about just that."""

import pytest
from edgewise.agent.plain_words import plain_text
from edgewise.agent.questions import Option, PendingQuestion
from edgewise.agent.replies import read_reply
from edgewise.agent.valence import state_told


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        ("Is the lift working?", "all fine", 1),
        ("Is the lift working?", "no complaints", 1),
        ("Is the lift working?", "it's dead", -1),
        ("Is the lift working?", "not great", -1),
        ("Do the lamps still light up?", "the lamps are ok", 1),
        ("Do the lamps still light up?", "they're good as new", 1),
        ("Do you have any pain?", "I'm fine", -1),
        ("Is anything broken?", "everything is in order so far", -1),
        ("Any problems with the picture?", "it's terrible", 1),
    ],
)
def test_a_state_answers_by_what_was_asked_for(question: str, reply: str, told: float) -> None:
    assert state_told(plain_text(reply), question) == told


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Would you like a coffee?", "I'm good"),
        ("Do you still smoke?", "I'm fine"),
        ("Is the lift working?", "the stairs are fine"),
        ("Is nothing wrong with it?", "all fine"),
        ("Is it better or worse?", "fine"),
        ("Is the lift working?", "fine weather today"),
        ("Do you have any pain?", "my head is terrible"),
        ("Do you have any pain?", "you are useless"),
    ],
)
def test_where_either_side_is_not_plain_nothing_is_told(question: str, reply: str) -> None:
    assert state_told(plain_text(reply), question) == 0.0


def test_it_is_read_as_a_plain_answer() -> None:
    options = (Option("yes", "yes"), Option("no", "no"))
    lift = PendingQuestion("lift", "Is the lift working?", "yesno", options)
    pain = PendingQuestion("pain", "Do you have any pain?", "yesno", options)
    assert read_reply("no issues", lift).best == "yes"
    assert read_reply("no issues", pain).best == "no"
