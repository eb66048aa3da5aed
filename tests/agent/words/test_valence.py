"""How things are, told to a question about just that."""

import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.plain_words import plain_text
from edgewise.agent.words.valence import state_told


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
        ("Do you have a heart condition?", "my heart is fine", -1),
        ("Do you have a heart condition?", "my heart is not so good", +1),
        ("Do you have a lung disease?", "my lungs are bad", +1),
        ("Is the pump in a good condition?", "the pump is fine", +1),
        ("Is anything broken?", "everything is in order so far", -1),
        ("Any problems with the picture?", "it's terrible", 1),
        ("Does the clutch feel normal?", "nothing wrong with the clutch", 1),
        ("Is it eating normally?", "no problems there, two bowls this morning", 1),
        ("Is it eating normally?", "as usual", 1),
        ("Any trouble swallowing?", "normal", -1),
        ("Is the boiler working?", "it's on its last legs", -1),
        ("Do the lamps still light up?", "they are on their last legs", -1),
        ("Is anything faulty?", "it's on its last legs", 1),
    ],
)
def test_a_state_answers_by_what_was_asked_for(question: str, reply: str, told: float) -> None:
    assert state_told(plain_text(reply), question) == told


def test_what_is_badly_and_explained_is_left_to_others() -> None:
    """Who goes on after "it's broken" once made reading raise."""
    assert state_told(plain_text("it is broken, we took the stairs"), "Is the lift working?") == 0


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Would you like a coffee?", "I'm good"),
        ("Do you still smoke?", "I'm fine"),
        ("Is the lift working?", "the stairs are fine"),
        ("Is the boiler working?", "the dog is on its last legs"),
        ("Is nothing wrong with it?", "all fine"),
        ("Is it better or worse?", "fine"),
        ("Is the lift working?", "fine weather today"),
        ("Do you have any pain?", "my head is terrible"),
        ("Do you have any pain?", "you are useless"),
        ("Do you have a heart condition?", "my heart is fine now"),
        ("Is it eating normally?", "nothing wrong, just a bit less than before"),
        ("Is it eating normally?", "no problem with water, but no food"),
        ("Any trouble swallowing?", "nothing wrong there, she coughs now and then"),
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


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        ("Have you switched the oven off?", "it's off now", 1),
        ("Have you switched the oven off?", "it is still on", -1),
        ("Have you switched the oven off?", "it's not off", -1),
        ("Is the gate open?", "it's shut", 0),
        ("Is the gate open?", "it's closed", -1),
        ("Is the gate open?", "the gate is open", 1),
        ("Did you go out?", "it's off", 0),
    ],
)
def test_on_or_off_is_told_as_it_was_asked(question: str, reply: str, told: float) -> None:
    assert state_told(plain_text(reply), question) == told


def test_who_says_that_it_is_right_agrees() -> None:
    pain = PendingQuestion("pain", "Any trouble swallowing?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    for said in ("right", "that's right", "you are quite right"):
        assert state_told(plain_text(said), pain.text) == 0.0
    assert read_reply("that's right", pain).best == "yes"
    assert state_told(plain_text("all right"), pain.text) == -1
