import numpy as np
import pytest
from edgewise.agent.matching.options import match_options, remainder_option
from edgewise.agent.matching.questions import Option
from edgewise.agent.matching.scale_words import LEVEL
from edgewise.agent.matching.scales import scale_mass
from edgewise.agent.words.plain_words import plain_text
from hypothesis import given
from hypothesis import strategies as st


def options(text):
    return tuple(Option(name, name) for name in text.split("|"))


def best(text, names):
    match = match_options(text, options(names))
    score = match.named + match.placed + match.remaining - match.denied
    return names.split("|")[int(np.argmax(score))] if score.max() > 0.3 else None


SIZES = "small|medium|large"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("the second one", SIZES, "medium"),
        ("last", SIZES, "large"),
        ("#2", SIZES, "medium"),
        ("option b", SIZES, "medium"),
        ("3", SIZES, "large"),
        ("the 1st please", SIZES, "small"),
        ("the former", "aisle|window", "aisle"),
        ("the latter", "aisle|window", "window"),
        ("the middle one", SIZES, "medium"),
        ("second to last", "a red|a blue|a green|a grey", "a green"),
        ("LARGE!!!", SIZES, "large"),
        ("meduim", SIZES, "medium"),
        ("pay pal", "credit card|PayPal", "PayPal"),
        ("neither small nor large", SIZES, "medium"),
        ("anything but small and large", SIZES, "medium"),
        ("not the medium, not the large", SIZES, "small"),
        ("no, I meant blue, not red", "red|blue|green", "blue"),
        ("red, no wait, green", "red|blue|green", "green"),
        ("I hate red and blue", "red|blue|green", "green"),
        ("no, he hates red and she dislikes blue", "red|blue|green", "green"),
        ("without gluten", "thin crust|gluten free", "gluten free"),
        ("anything but the second", "tea|coffee", "tea"),
        ("my password? I can't log in", "can't log in|payment failed", "can't log in"),
        ("HR", "sales|human resources", "human resources"),
        ("aisle. hm no, the other one please", "aisle|window", "window"),
        ("not the aisle, the other", "aisle|window|another seat", "window"),
        ("the window, not the other one", "aisle|window", "window"),
        ("the window for me, the other for my wife", "aisle|window", "window"),
        ("the window, the other is too loud", "aisle|window", "window"),
        ("the window, like the other day", "aisle|window", "window"),
        ("aisle, or the other one", "aisle|middle|window", "aisle"),
        ("red. no, green", "red|blue|green", "green"),
        ("blue, no, red", "red|blue|green", "red"),
        ("hm red... no sorry blue", "red|blue|green", "blue"),
        ("red... actually no, keep it blue", "red|blue|green", "blue"),
        ("red, or no, make it blue", "red|blue|green", "blue"),
        ("no, the green one", "red|blue|green", "green"),
        ("red, no blue please, just red", "red|blue|green", "red"),
        ("red. no", "red|blue|green", "red"),
        ("the last one", "tea|coffee|something else", "coffee"),
        ("the last but one", "tea|coffee|milk|juice", "milk"),
        ("next to last", "tea|coffee|milk", "coffee"),
        ("the third to last one", "tea|coffee|milk|juice|water", "milk"),
        ("second to last row", "tea|coffee|milk|juice", "milk"),
        ("the fourth from the end", "tea|coffee|milk|juice|water", "coffee"),
        ("the second from last", "tea|coffee|milk|juice|water", "juice"),
        ("the second from the bottom, please", "tea|coffee|milk|juice|water", "juice"),
        ("Friday's fine", "Friday|Sunday", "Friday"),
        ("Friday's fine, Sunday isn't", "Friday|Sunday", "Friday"),
        ("6:45", "06:45|07:30", "06:45"),
        ("any of these but the last", "tea|coffee", "tea"),
        ("not hall A", "hall A|hall B", "hall B"),
        ("no worse than mild", "mild|severe", "mild"),
        ("the last one", "a lost card|a late card", "a late card"),
        ("I lost it", "a lost card|a late card", "a lost card"),
        ("what time is it", SIZES, None),
        ("first thing tomorrow", SIZES, None),
        ("sort that out for me first", SIZES, None),
        ("the first, please", SIZES, "small"),
    ],
)
def test_the_option_that_is_meant(text, names, expected):
    assert best(text, names) == expected


def test_a_denied_option_is_denied():
    match = match_options("not the large one", options(SIZES))
    assert match.denied[2] > 0.5
    assert match.named[2] < 0.3
    assert match.remaining[0] == match.remaining[1] == 0.5


@pytest.mark.parametrize("text", ["worse than medium", "it is more than medium", "bigger than a medium one"])
def test_what_something_is_more_than_is_denied(text):
    match = match_options(text, options(SIZES))
    assert match.denied[1] > 0.9 and match.named[1] < 0.3


@pytest.mark.parametrize("text", ["mornings don't suit me", "the morning is no good", "anywhere but morning"])
def test_what_is_turned_down_afterwards_is_denied(text):
    match = match_options(text, [Option("m", "morning"), Option("a", "afternoon")])
    assert match.denied[0] > 0.7 and match.named[0] < 0.5


@pytest.mark.parametrize("text", ["Good morning!", "hi, good morning, a cleaning please", "good afternoon"])
def test_a_greeting_names_no_time_of_day(text):
    match = match_options(text, [Option("m", "morning"), Option("a", "afternoon")])
    assert match.named.max() == 0
    assert match_options("a good morning slot", [Option("m", "morning"), Option("a", "afternoon")]).named[0] == 1


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("olives in half an hour", False),
        ("olives please, at half past seven", False),
        ("olives at half eight please", False),
        ("half olives, half and half", True),
        ("half olives at eight", True),
    ],
)
def test_a_half_that_tells_a_time_is_no_half_of_a_thing(text, half):
    halves = Option("both", "half and half", ("half olives",))
    match = match_options(text, [Option("olives", "olives"), Option("capers", "capers"), halves])
    assert match.named.tolist() == ([0, 0, 1] if half else [1, 0, 0])
    half_hour = match_options("half an hour", [Option("short", "half an hour"), Option("long", "an hour")])
    assert half_hour.named.argmax() == 0


def test_synonyms_count_as_names():
    cola = (Option("c", "cola", ("coke", "pepsi")), Option("w", "water"))
    assert match_options("a pepsi please", cola).named[0] == 1.0


def test_an_article_is_no_part_of_a_joined_name():
    # "then" was taken for a misspelt "the sun".
    assert match_options("what about Mars then", (Option("sun", "the Sun"), Option("mars", "Mars"))).named[0] == 0


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("as I told you, neither, a bench", True),
        ("neither of those, a sofa", True),
        ("neither the aisle nor the window", False),
        ("neither do I know", False),
        ("not the aisle, the other one", False),
    ],
)
def test_neither_of_them(text, none):
    assert match_options(text, options("aisle|window")).none_of_these == none


def test_none_and_all_are_told():
    assert match_options("none of these", options(SIZES)).none_of_these
    assert match_options("something else", options(SIZES)).none_of_these
    assert match_options("all of them", options(SIZES)).all_of_these
    assert not match_options("large", options(SIZES)).none_of_these


def test_each_word_of_a_scale_can_be_met_in_a_plain_text():
    assert [word for word in LEVEL if plain_text(word).words != (word,)] == []


def test_the_remainder_option_is_found():
    assert remainder_option(options("asthma|diabetes|none of these")) == 2
    assert remainder_option(options(SIZES)) is None
    assert all(remainder_option(options(f"tea|{name}")) == 1 for name in ("Others", "Elsewhere", "Not listed", "Else"))
    assert remainder_option(options("Elsecar|Otherworld|Nonetheless")) is None


def test_from_first_to_last_points_at_no_place():
    assert match_options("from first to last", options("tea|coffee|milk")).placed.max() == 0
    assert match_options("the second from last year", options("tea|coffee|milk")).placed.argmax() == 1


@given(st.text(max_size=120), st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5, unique=True))
def test_any_text_and_any_options(text, names):
    match = match_options(text, [Option(str(i), name) for i, name in enumerate(names)])
    for values in (match.named, match.placed, match.denied, match.remaining, match.covered):
        assert values.shape == (len(names),)
        assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("unbearable", "mild|moderate|severe", "severe"),
        ("8/10", "mild|moderate|severe", "severe"),
        ("so-so", "mild|moderate|severe", "moderate"),
        ("the biggest", SIZES, "large"),
        ("tiny", SIZES, "small"),
        ("3 hours ago", "today|yesterday|last week|more than a week ago", "today"),
        ("two months ago", "today|yesterday|last week|more than a week ago", "more than a week ago"),
        ("10 days", "less than a day|a few days|more than a week", "more than a week"),
        ("every single day", "daily|weekly|never", "daily"),
        ("twice a week", "daily|weekly|monthly", "weekly"),
        ("not at all", "never|once a week|daily", "never"),
        ("9 am", "morning|afternoon|evening", "morning"),
        ("15:45", "morning|afternoon|evening", "afternoon"),
        ("after work", "morning|afternoon|evening", "evening"),
        ("at 3am", "morning|afternoon|night", "night"),
        ("excruciating", "mild|severe|unbearable", "unbearable"),
        ("considerable", "mild|moderate|severe", "severe"),
    ],
)
def test_words_on_a_scale(text, names, expected):
    mass = scale_mass(text, names.split("|"))
    assert mass is not None
    assert mass.sum() == pytest.approx(1)
    assert names.split("|")[int(mass.argmax())] == expected


@pytest.mark.parametrize(("text", "names"), [("huge", "red|blue"), ("hello", SIZES), ("9 am", "tea|coffee")])
def test_what_lies_on_no_scale(text, names):
    assert scale_mass(text, names.split("|")) is None


WHO = (Option("owner", "the owner", ("stands on it",)), Option("none", "nobody"))


@pytest.mark.parametrize("text", ["no one ever came", "bricks. no one goes there", "no two are alike"])
def test_no_one_is_not_number_one(text):
    assert match_options(text, options(SIZES)).denied.max() == match_options(text, options(SIZES)).placed.max() == 0


def test_number_one_is_the_first_one():
    assert match_options("number one please", options(SIZES)).placed[0] == 1


@pytest.mark.parametrize("text", ["nobody stands on it", "bricks, and nobody ever stands on it"])
def test_what_nobody_does_is_denied(text):
    assert match_options(text, WHO).denied[0] > 0.5 > match_options(text, WHO).named[0]


@pytest.mark.parametrize("text", ["nobody but the owner", "nobody less than the owner", "the owner, nobody else"])
def test_nobody_but_one_is_named(text):
    assert match_options(text, WHO).named[0] > 0.5 > match_options(text, WHO).denied[0]


ALLERGIES = (Option("none", "nothing", ("not allergic", "no allergies")), Option("nuts", "nuts", ("a nut allergy",)))


@pytest.mark.parametrize("text", ["I'm allergic to prawns", "my allergies are bad today"])
def test_a_word_that_a_name_denies_names_it_the_less(text):
    assert match_options(text, ALLERGIES).named[0] < 0.5


@pytest.mark.parametrize("text", ["not allergic", "I am not allergic to anything", "no allergies here"])
def test_a_name_that_denies_is_named_by_a_denial(text):
    assert match_options(text, ALLERGIES).named[0] > 0.5


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nothing is cracked or bent", []),
        ("nothing cracked", []),
        ("nothing is cracked, but it is bent", ["bent"]),
        ("nothing but a crack", ["crack"]),
        ("nothing serious. bent, though", ["bent"]),
    ],
)
def test_what_nothing_is_is_denied(text, named):
    damage = (Option("crack", "a crack", ("cracked", "crack")), Option("bent", "a bent fork", ("bent",)))
    match = match_options(text, damage)
    assert [option.id for option, share in zip(damage, match.named, strict=True) if share >= 0.9] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("no no, large", [0, 1]),
        ("no no the large one, we are four", [0, 1]),
        ("no, no, no, the large one", [0, 1]),
        ("no, not the large one", [0, 0]),
    ],
)
def test_a_no_said_several_times_over_excludes_nothing_after_it(text, named):
    found = match_options(text, (Option("small", "small"), Option("large", "large")))
    assert found.named.tolist() == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("twenty foot long", None),
        ("my camper is six foot wide", "camper"),
        ("we come on foot", "on foot"),
        ("on foot, 20 kg of luggage", "on foot"),
    ],
)
def test_the_unit_of_a_number_names_nothing(text, named):
    assert best(text, "on foot|car|camper") == named
