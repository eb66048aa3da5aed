"""Names that no option lists, and options that only say where something is."""

from __future__ import annotations

from pathlib import Path

import pytest
from edgewise.agent.matching.strangers import Slots, slots_of
from edgewise.agent.reading.asking import facet_question
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import load_domain

EXAMPLES = Path(__file__).parents[3] / "examples"


def slots(name: str) -> tuple[Slots, ...]:
    model = compile_domain(load_domain(EXAMPLES / name / "domain.yaml"))
    phrases = [phrase for intent in model.domain.intents.values() for phrase in intent.examples]
    return slots_of(phrases, [facet_question(model.domain, question.id) for question in model.questions])


@pytest.fixture(scope="module")
def bodies() -> Slots:
    (found,) = slots("astronomy")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "how far is Orcus",
        "how big is Theia now, the planet that smashed into us and made the moon",
        "How far is the planet Vulcan from the Sun? It is a planet, my grandfather saw it himself.",
        "how big is quaoar",
        "what's the diameter of Gonggong",
        "how many moons has varuna got",
        "how far to barnard's star",
        "what is the size of the planet Vulcan",
        "my boy asks how far away Tatooine is",
        "just guess: how far is that Gliese system",
        "how far is it to Oumuamua",
        "whats the radius of Salacia, confirm pls",
        "how big is a moon of Saturn",
        "how far is the other moon",
        "how far off is uranus's largest moon",
        "distance to the tiniest moon of the planet Neptune",
        "how wide is mars moon",
        "how far is the moon that belongs to Uranus",
        "radius of the moon circling Mars",
        "how big is Hyperion, that potato that tumbles round saturn",
        "how far was Phaeton, which they say lay between Mars and Jupiter",
        "how wide is Chariklo, out beyond Saturn",
        "how big is a planet called Nibiru",
        "how far is Vulcan from the Sun",
    ],
)
def test_a_word_the_domain_never_used_where_names_stand_is_not_listed(bodies: Slots, text: str):
    assert bodies.named_by(text) == "something that is not in my table"


@pytest.mark.parametrize(
    "text",
    [
        "how far is it",
        "radius of a planet",
        "what is the size please",
        "how far is that thing",
        "my friend Anna says it is huge. how big is it",
        "standing here in Leeds, how far is it",
        "which of them is the biggest",
        "how many moons does Mars have",
        "is it safe to drive to it",
        "how far is Quaoar, or rather Neptune",
        "is there something out there",
        "is Mars a moon",
        "how far away is it, on average?",
        "on our fridge magnet it's the size of a plum. how big is the real thing",
        "is there a moon of Venus",
        "how many moons of Mars are there",
        "how far is Earth's Moon",
        "how big is the planet beyond Uranus",
        "how far is the moon that shines on the Sun",
        "how far is Saturn, the one that Galileo took for three",
        "how many moons has the planet that's named after the god of war?",
        "how big is the planet discovered by Herschel",
    ],
)
def test_other_words_name_nothing(bodies: Slots, text: str):
    assert bodies.named_by(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("how far is Mars from the Sun", "how far is Mars"),
        ("how far from the sun is neptune", "how far is neptune"),
        ("the distance from the Sun to Saturn", "the distance to Saturn"),
        ("How far is Vulcan from the Sun?", "How far is Vulcan ?"),
        ("how far is ceres from the sun", "how far is ceres"),
        ("how far are we from the Sun", None),
        ("how far away from the sun is it", None),
        ("a postcard from Mars", None),
        ("what is the size of Mars", None),
    ],
)
def test_where_a_distance_begins_is_not_what_is_asked_about(bodies: Slots, text: str, left: str | None):
    assert bodies.without_origin(text).split() == (left or text).split()


@pytest.mark.parametrize(
    "text",
    [
        "large, thirty-two metres across",
        "large, definitely large",
        "a large one, certainly large",
        "small, preferably small",
    ],
)
def test_how_surely_something_is_wanted_is_no_name(text: str):
    assert all(slot.named_by(text) is None for slot in slots("pizza-order"))


def test_only_questions_about_names_have_slots():
    assert [slot.question.id for slot in slots("pizza-order")] == ["ask-kind"]
    assert slots("triage") == ()


@pytest.mark.parametrize(
    ("text", "reply", "near"),
    [
        ("how big is that thing next to Saturn", False, True),
        ("Orcus, way way out past Neptune", True, True),
        ("a moon of Jupiter", True, True),
        ("the one around Jupiter", True, True),
        ("what goes around Neptune", False, False),
        ("how many moons of Mars are there", False, False),
        ("Mars, next to Jupiter", True, False),
        ("how far is the planet after Mars", False, True),
        ("the moon which goes round Mars", True, True),
        ("it is far away", True, False),
    ],
)
def test_an_option_may_be_a_landmark(bodies: Slots, text: str, reply: bool, near: bool):
    assert bodies.only_near(text, reply=reply) is near


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("has it got a moon", "has it got"),
        ("does Venus have any tiny moon of its own", "does Venus have of its own"),
        ("one of its moons", "one of its moons"),
        ("how far is the Moon", "how far is the Moon"),
        ("our moon", "our moon"),
    ],
)
def test_a_sort_of_thing_is_no_name(bodies: Slots, text: str, left: str):
    assert " ".join(bodies.without_sorts(text).split()) == left


def test_names_without_an_article_are_names_after_one():
    (kinds,) = slots("pizza-order")
    assert kinds.without_sorts("a salami and another Margherita") == "a salami and another Margherita"
    assert not kinds.only_near("a margherita", reply=True)


@pytest.mark.parametrize(
    ("text", "near"), [("it's a moon, called Nix", True), ("another moon", True), ("it's the Moon", False)]
)
def test_a_moon_is_not_the_moon_in_a_reply(bodies: Slots, text: str, near: bool):
    assert bodies.only_near(text, reply=True) is near


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("how big is Mars, the one that Phobos goes round", "how big is Mars"),
        ("how far is Thule that fell into the Sun", "how far is Thule"),
        ("how far are Mars, the Sun and Venus", "how far are Mars, the Sun and Venus"),
        ("is it Mars that is red, or Venus", "is it Mars that is red, or Venus"),
        ("I like Mars, the one that is red, how big is Venus", "I like Mars, the one that is red, how big is Venus"),
    ],
)
def test_what_describes_a_name_names_nothing_else(bodies: Slots, text: str, left: str):
    assert bodies.undescribed(text) == left


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("a margherita, but there can't be any basil on it", True),
        ("one funghi please, only they must not be champignons from a tin", False),
        ("salami, as long as it isn't late", False),
        ("a salami for six, it mustn't come from a pig", True),
        ("funghi, and it should not contain garlic", True),
        ("a margherita, my boy can't have nuts", False),
        ("a marinara, it must not be burnt", False),
        ("a salami, it can't be anything else", False),
        ("a margherita but it mustn't have cheese on it", False),
        ("it must not have garlic", False),
    ],
)
def test_what_must_not_be_what_an_option_is_is_none_of_them(text: str, other: bool):
    """Bug: "a salami, only it mustn't be pork" was a salami."""
    (kinds,) = slots("pizza-order")
    assert (kinds.named_by(text) == "another pizza") is other
    assert kinds.only_near(text, reply=True) is other
