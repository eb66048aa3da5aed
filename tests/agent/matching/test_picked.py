"""What is said last, alone, after somebody thought again, is the option that they pick."""

import pytest
from edgewise.agent.matching.options import match_options
from edgewise.agent.matching.picked import lettered, misspelt, neither_one, picked_option, settled_on
from edgewise.agent.matching.questions import Option, PendingQuestion

TRIP = PendingQuestion(
    "trip",
    "Where to?",
    "choice",
    (Option("sea", "the sea", ("seaside",)), Option("hills", "the hills"), Option("town", "a town")),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the sea. hang on, nobody swims in March. hills", "hills"),
        ("hills. there are five of us. no, hills is daft with a pram, so the seaside", "sea"),
        ("hmm, too far for the children, the hills", "hills"),
        ("one of us can't walk and one can't swim, so it's neither of these... a town!", "town"),
        ("wait - town", "town"),
        ("no wait. it's the hills", "hills"),
        ("the sea. hmm, that's the sea again. let's say a town", "town"),
        ("hang on. we'll take the seaside", "sea"),
        ("not the sea, we were there in spring. the hills", "hills"),
        ("anywhere but a town, I live in one. seaside", "sea"),
        ("neither the hills nor the sea. a town", "town"),
    ],
)
def test_the_last_word_counts(said, meant):
    assert settled_on(said, TRIP).best == meant


@pytest.mark.parametrize(
    "said",
    [
        "the sea", "sea, hills", "no, not the sea", "the sea. no, wait, what does it cost?", "hills. no, sea or town",
        "no idea. whatever you like", "the sea, the hills?", "", "no wait. it's not the hills", "no wait. that's it",
        "not the sea, the hills, a town", "not the sea, it is too far",
    ],
)  # fmt: skip
def test_who_lists_asks_or_goes_on_settles_on_nothing(said):
    assert settled_on(said, TRIP) is None


PILLS = PendingQuestion(
    "pills",
    "What else do you take?",
    "choice",
    (Option("none", "nothing else", ("nothing besides",)), Option("thinner", "warfarin")),
)


@pytest.mark.parametrize(
    "said", ["not well. warfarin, nothing besides", "sorry, what? warfarin since March, nothing else"]
)
def test_nothing_else_takes_nothing_back(said):
    assert settled_on(said, PILLS) is None


def test_who_only_denies_one_thing_has_not_thought_again():
    assert settled_on("we never fly. we are by the sea all week, not often in town, hills", TRIP) is None


def test_of_several_that_may_be_picked_the_last_is_not_all():
    from dataclasses import replace

    assert settled_on("the sea, no, wait, also hills, town", replace(TRIP, several=True)) is None


@pytest.mark.parametrize(
    ("said", "meant"), [("the sea, no the hills sorry", "hills"), ("hills. no a town sorry", "town")]
)
def test_another_name_with_an_excuse_takes_the_first_back(said, meant):
    assert settled_on(said, TRIP).best == meant


@pytest.mark.parametrize("said", ["the sea, no hills", "a cottage, no town sorry", "the sea, no dogs sorry"])
def test_a_denial_takes_nothing_back(said):
    assert settled_on(said, TRIP) is None


FRUIT = PendingQuestion(
    "fruit", "Which?", "choice", tuple(Option(n, n) for n in ("cherries", "peaches", "plums", "peas", "red grapes"))
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cheries", "cherries"),
        ("paeches please", "peaches"),
        ("the chirries", "cherries"),
        ("red grpaes", "red grapes"),
    ],
)
def test_a_slip_in_an_option_is_that_option(said, meant):
    assert misspelt(said, FRUIT).best == meant


@pytest.mark.parametrize("said", ["pleas", "beaches", "pea", "cherries and peches", "chairs", "grapes", "cheries?", ""])
def test_what_is_no_slip(said):
    assert misspelt(said, FRUIT) is None


def test_a_word_that_denies_is_no_slip():
    ends = (Option("both", "at both ends", ("at either end",)), Option("one", "at one end"))
    held = PendingQuestion("held", "Where is it held?", "choice", ends)
    assert misspelt("at eiter end", held).best == "both"
    assert misspelt("at neither end", held) is None
    assert match_options("at neither end", ends).named.max() < match_options("at eiter end", ends).named.max()


def test_who_takes_neither_takes_the_line_for_the_rest_or_none():
    two = (Option("small", "small"), Option("large", "large"))
    size = PendingQuestion("size", "Small or large?", "choice", two)
    more = PendingQuestion("size", "Small or large?", "choice", (*two, Option("rest", "another size")))
    for said in ("neither, a snowman", "in neither.", "Neither of them"):
        assert neither_one(said, size).best == "other"
        assert neither_one(said, more).best == "rest"
    for said in ("neither small nor large", "neither, a large one", "neither of us minds", "a small one, neither more"):
        assert neither_one(said, size) is None


HALLS = PendingQuestion("hall", "Which?", "choice", tuple(Option(n, n) for n in ("hall A", "hall B", "hall C")))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("B", "hall B"),
        ("not A, it's in b", "not hall A, it's in hall B"),
        ("A is shut", "hall A is shut"),
        ("hall C", "hall C"),
        ("a big one", "a big one"),
        ("I'd say C.", "I'd say hall C."),
        ("the ABC hall", "the ABC hall"),
    ],
)
def test_a_letter_stands_for_the_name_that_ends_in_it(said, meant):
    assert lettered(said, HALLS) == meant


def test_letters_are_left_alone_where_options_do_not_differ_by_them():
    assert lettered("not B", TRIP) == "not B"


def test_what_the_domain_writes_as_a_whole_reply_is_that_reply():
    swim = PendingQuestion(
        "swim",
        "Can you swim?",
        "choice",
        (Option("can", "able", replies=("yes", "like a fish")), Option("cannot", "unable", examples=("I sink", "no"))),
    )
    told = {text: picked_option(text, swim) for text in ("yes please", "like a fish", "I sink", "a fish sinks")}
    assert {text: found and found.best for text, found in told.items()} == {
        "yes please": "can", "like a fish": "can", "I sink": "cannot", "a fish sinks": None
    }  # fmt: skip
