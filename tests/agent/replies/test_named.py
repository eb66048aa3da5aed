"""A reply that names one option in words of the domain's own."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion, ReplyReading
from edgewise.agent.replies.named import answered_outright, beside_nothing, named_option

MEDICINES = PendingQuestion(
    "ask",
    "Do they take anything else?",
    "choice",
    (
        Option("nothing", "nothing else"),
        Option("thinner", "blood thinner", ("warfarin", "apixaban")),
        Option("pressure", "blood pressure", ("ramipril",)),
    ),
)
ALARM = PendingQuestion(
    "alarm",
    "Is there a stiff neck, or blood?",
    "yesno",
    (Option("yes", "yes", ("neck is stiff", "there is blood")), Option("no", "no", ("none of these", "not stiff"))),
)

SPAN = PendingQuestion(
    "span",
    "How long is it?",
    "number",
    (
        Option("none", "none", (), None, 0.001),
        Option("usual", "usual", (), 0.001, 6),
        Option("long", "long", (), 6, None),
    ),
    "m",
)


@pytest.mark.parametrize(
    ("text", "question", "option"),
    [
        ("she's on warfarin", MEDICINES, "thinner"),
        ("Apixaban, for her heart.", MEDICINES, "thinner"),
        ("ramipril every morning", MEDICINES, "pressure"),
        ("her neck is stiff, none of the others", ALARM, "yes"),
        ("there is blood", ALARM, "yes"),
        ("none of these, thanks", ALARM, "no"),
        ("about 3 m", SPAN, "usual"),
        ("0 m", SPAN, "none"),
        ("2 km", SPAN, "long"),
        ("between 2 and 3 m", SPAN, "usual"),
        ("3 m at most", SPAN, "usual"),
        ("2400 mil - millimetres, as we joiners say", SPAN, "usual"),
        ("sorry, I meant 3 m, that is with all of the legs on it", SPAN, "usual"),
    ],
)
def test_one_option_in_its_own_words(text, question, option):
    found = named_option(text, question)
    assert found is not None
    assert found.best == option
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("warfarin and ramipril", MEDICINES),
        ("not warfarin", MEDICINES),
        ("is it warfarin?", MEDICINES),
        ("I don't know, warfarin maybe", MEDICINES),
        ("a heart pill", MEDICINES),
        ("I never said there is blood", ALARM),
        ("a headache", ALARM),
        ("over 2 m", SPAN),
        ("3 kg", SPAN),
        ("3 m or 20 m", SPAN),
        ("it was the 3 that I had in mind, or so I think", SPAN),
    ],
)
def test_what_is_not_as_plain_as_that_is_left_to_the_reader(text, question):
    assert named_option(text, question) is None


def test_who_has_more_to_tell_than_a_name_is_left_to_the_reader():
    assert named_option("ramipril", MEDICINES) is not None
    assert named_option("ramipril mostly, and whatever my wife hands me", MEDICINES) is None
    assert named_option("warfarin now and again", MEDICINES) is None


def test_a_figure_that_sums_up_is_the_amount():
    age = PendingQuestion(
        "age",
        "How old is she?",
        "number",
        (Option("young", "young", (), 0, 18), Option("old", "old", (), 18, 120)),
        "years",
    )
    found = named_option("she was born in the year of the great flood, so 84", age)
    assert found is not None and found.best == "old"
    assert named_option("she has had 3 of these since I last rang you about it", age) is None


def test_when_a_birthday_was_is_no_age():
    age = PendingQuestion(
        "age",
        "How old is she?",
        "number",
        (Option("baby", "baby", (), 0, 2), Option("older", "older", (), 2, 120)),
        "years",
    )
    for text in ("twelve last week", "she was 9 on Sunday", "40 next month"):
        found = named_option(text, age)
        assert found is not None and found.best == "older", text
    assert named_option("two weeks", age) is None or named_option("two weeks", age).best == "baby"


@pytest.mark.parametrize(
    "text", ["her neck is quite stiff", "there really is blood: there is a bit of it, there is still blood"]
)
def test_words_of_degree_change_no_name(text):
    found = named_option(text, ALARM)
    assert found is not None
    assert found.best == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "I would not say none of these",
        "none of these... oh, since an hour ago it runs from his nose",
        "none of these unless he bends",
    ],
)
def test_a_no_that_goes_on_is_for_the_reader(text):
    assert named_option(text, ALARM) is None


PILLS = PendingQuestion(
    "pills",
    "Do they take anything else?",
    "choice",
    (
        Option("none", "nothing else", ("nothing",)),
        Option(
            "thinner",
            "a blood thinner",
            ("warfarin",),
            examples=("nothing much. well, warfarin, but that's for the blood",),
        ),
    ),
)
RASH = PendingQuestion(
    "rash",
    "Is there any of these - a stiff neck, or a rash that does not fade?",
    "yesno",
    (Option("yes", "yes", examples=("the spots do not fade at all",)), Option("no", "no")),
)


@pytest.mark.parametrize(
    "said",
    [
        "nope nothing", "nah, none", "no nothing at all", "I don't take anything", "she hasn't had any",
        "of course not", "zilch", "not a single one", "as I said, no", "no, none of those, thank god",
        "nothing like that so far", "he takes nothing, I checked",
    ],
)  # fmt: skip
def test_who_denies_and_says_nothing_else_is_taken_at_their_word(said):
    assert answered_outright(said, PILLS).best == "none"
    assert answered_outright(said, RASH).best == "no"


@pytest.mark.parametrize(
    "said",
    ["afraid so", "yes, she is", "I'm afraid so", "there is", "oh yes, unfortunately", "yes there are", "he has"],
)
def test_who_assents_and_says_nothing_else_is_taken_at_their_word(said):
    assert answered_outright(said, RASH).best == "yes"
    assert answered_outright(said, PILLS) is None  # yes to which of them?


@pytest.mark.parametrize(
    "said",
    [
        "nothing but warfarin", "no idea", "not sure", "no, not yet", "not any more", "never mind", "nothing?",
        "none of your business", "no, only water and the lump of sodium", "nothing worse than usual",
        "not one but two", "no, she takes warfarin", "not nothing", "nothing I know of except a rash",
        "no problem", "no one said", "I don't have anything on me to check", "yes and no", "yes, but only at night",
        "I do not", "yes if it counts", "she is fine", "of course he would say so", "is there?", "I have no idea",
    ],
)  # fmt: skip
def test_who_says_more_than_yes_or_no_is_read_with_care(said):
    assert answered_outright(said, PILLS) is None
    assert answered_outright(said, RASH) is None


def test_a_menu_without_a_nothing_is_not_answered_outright():
    menu = PendingQuestion("size", "Which size?", "choice", (Option("s", "small"), Option("l", "large")))
    assert answered_outright("nope nothing", menu) is None


def test_what_the_domain_gives_for_another_answer_is_that_answer():
    mood = PendingQuestion(
        "well", "Are you well?", "yesno", (Option("yes", "yes", examples=("nothing so far",)), Option("no", "no"))
    )
    assert answered_outright("nothing so far", mood) is None
    assert answered_outright("not at all", mood).best == "no"


def nothing_else():
    told = {"none": 0.95, "thinner": 0.02, "unsure": 0.01, "withheld": 0.01, "other": 0.01}
    return ReplyReading("pills", {name: float(np.log(p)) for name, p in told.items()}, confidence=0.95)


@pytest.mark.parametrize(
    "said",
    [
        "let me see. warfarin. nothing else",
        "one moment, it's a blood thinner and nothing besides",
        "hm, warfarin, otherwise none",
        "let me ask. my wife takes warfarin, nothing else",
    ],
)
def test_what_is_named_before_nothing_else_is_taken(said):
    assert beside_nothing(said, PILLS, nothing_else()).best == "thinner"


@pytest.mark.parametrize(
    "said",
    [
        "nothing, not even warfarin",
        "no warfarin, no",
        "I stopped the warfarin, so nothing",
        "my wife has warfarin, I have nothing",
    ],
)
def test_what_is_denied_over_or_somebody_elses_is_not(said):
    assert beside_nothing(said, PILLS, nothing_else()).best == "none"


def test_the_option_of_who_has_none_is_a_nothing():
    lamp = PendingQuestion(
        "lamp", "Which lamp is lit?", "choice", (Option("red", "red"), Option("none", "no lamp at all"))
    )
    assert answered_outright("none", lamp).best == "none"
    assert answered_outright("no, nothing", lamp).best == "none"
    any_ = PendingQuestion("any", "Which colour?", "choice", (Option("red", "red"), Option("any", "no preference")))
    assert answered_outright("none", any_) is None


NECK = PendingQuestion(
    "alarm",
    "Is there any of these - a stiff neck, or confusion?",
    "yesno",
    (Option("yes", "yes", ("stiff neck", "neck is stiff", "confused")), Option("no", "no")),
)


@pytest.mark.parametrize("text", ["my neck's gone stiff", "her neck has got really stiff", "he looks confused"])
def test_what_becomes_so_is_so(text):
    assert named_option(text, NECK).best == "yes"


@pytest.mark.parametrize("text", ["the stiff neck is gone", "his neck is not stiff"])
def test_what_is_gone_is_not_so(text):
    found = named_option(text, NECK)
    assert found is None or found.best != "yes"


HEALTH = PendingQuestion(
    "health",
    "Is there anything with your health - a cold or asthma?",
    "choice",
    (Option("fine", "fine", ("healthy", "nothing", "no")), Option("cold", "cold"), Option("asthma", "asthma")),
)


@pytest.mark.parametrize(("text", "best"), [("none", "fine"), ("no, none at all", "fine"), ("none but a cold", None)])
def test_what_has_a_denial_among_its_names_is_meant_by_any(text, best):
    found = answered_outright(text, HEALTH)
    assert (found.best if found else None) == best


def test_of_two_that_have_one_none_is_meant():
    options = (Option("left", "left", ("none",)), Option("right", "right", ("nothing",)))
    assert answered_outright("no, none at all", PendingQuestion("side", "Which one?", "choice", options)) is None


@pytest.mark.parametrize(
    "said", ["I don't think so", "not that I know of", "no, not that I'm aware of", "I doubt it", "probably not, sorry"]
)
def test_who_denies_as_far_as_they_know_has_probably_none(said):
    found = answered_outright(said, PILLS)
    assert found.best == "none" and found.confidence < answered_outright("none of those", PILLS).confidence


@pytest.mark.parametrize(
    "said", ["I don't think it matters", "I don't think so, but henna itches", "I hope so", "doubtful"]
)
def test_who_says_more_or_less_than_that_does_not(said):
    assert answered_outright(said, PILLS) is None
