"""Names that are none of the options, and wishes that are on no line of a menu."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.agent.matching.off_list import asked_about, excluding, off_list, off_menu, wants_else
from edgewise.agent.matching.questions import (
    NOT_AN_ANSWER,
    SPECIAL_OUTCOMES,
    Option,
    PendingQuestion,
    ReplyReading,
    sure_of,
)
from edgewise.agent.reading.readers import named_reader
from edgewise.agent.state.heard import Utterance
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import parse_domain

BODY = PendingQuestion(
    id="body",
    text="Which body do you mean?",
    kind="choice",
    options=(Option("mars", "Mars"), Option("venus", "Venus"), Option("unlisted", "something that is not in my table")),
)


def unsure_reading(top: float, names: tuple[str, ...]) -> ReplyReading:
    rest = (1 - top) / (len(names) + len(SPECIAL_OUTCOMES) - 1)
    told = {name: float(np.log(rest)) for name in (*names, *SPECIAL_OUTCOMES)} | {"mars": float(np.log(top))}
    return ReplyReading("body", told, {}, frozenset({"reply"}), top)


NAMES = tuple(option.id for option in BODY.options)


@pytest.mark.parametrize(
    "text",
    [
        "Antares",
        "antares",
        "Halley's comet",
        "the Milky Way",
        "antares, as I said",
        "it's antares I think",
        "the faint one, antares they call it",
        "the dust and gravel please",
        "a star named antares",
        "that lumpy rock thing or nothing",
        "only the old comet or I'm not interested",
        "none of those as they are, it would have to be a soft one all through",
        "No, none of them",
    ],
)
def test_a_name_like_no_option_is_not_listed(text):
    found = off_list(text, BODY, unsure_reading(0.3, NAMES))
    assert found.best == "unlisted" and found.confidence > 0.8
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("venuss", 0.3),
        ("mars or nothing", 0.3),
        ("that lumpy rock thing or another", 0.3),
        ("the one with the canals", 0.3),
        ("this and that", 0.3),
        ("venus and mars", 0.3),
        ("the one with canals, like I said", 0.3),
        ("Ares", 0.9),
        ("none of them sure", 0.3),
    ],
)
def test_what_may_be_an_option_is_read_as_it_was(text, top):
    read = unsure_reading(top, NAMES)
    assert off_list(text, BODY, read) is read


def test_without_a_line_for_the_rest_nothing_is_said_of_it():
    two = PendingQuestion(id="body", text="Which?", kind="choice", options=BODY.options[:2])
    read = unsure_reading(0.3, NAMES[:2])
    assert off_list("Antares", two, read) is read


@pytest.mark.parametrize("none", ["none", "nothing"])
def test_a_name_that_is_not_listed_is_not_that_there_is_none(none):
    near = PendingQuestion("near", "Which animals?", "choice", (*BODY.options[:2], Option("unlisted", none)))
    read = unsure_reading(0.3, NAMES)
    assert off_list("goats", near, read) is read


def no_answer() -> ReplyReading:
    rest = 0.3 / (len(NAMES) + len(SPECIAL_OUTCOMES) - 1)
    told = {name: float(np.log(rest)) for name in (*NAMES, *SPECIAL_OUTCOMES)} | {"other": float(np.log(0.7))}
    return ReplyReading("body", told, {}, frozenset({"change_subject"}), 0.7)


def test_a_proper_name_is_not_listed_also_where_it_seems_no_answer():
    assert off_list("Vulcan", BODY, no_answer()).best == "unlisted"
    for text in ("hello", "Hello", "Thanks", "Why?", "vulcan", "Forget it"):
        assert off_list(text, BODY, no_answer()).best == "other", text


SHOP = """
name: shop
intents:
  opening: {examples: [when are you open, are you open on Sunday, what are your hours, until when are you there],
            answer: From 9 to 17.}
  status: {name: whether it is ready, answer: It is ready.,
           examples: [is my bike ready, have you finished it, how far are you with it, any news of my bike]}
  price: {name: what it costs, answer: 20 each., examples: [how much is it, what do you charge, your prices please]}
"""


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("when are you open", "From 9 to 17."),
        ("what are your hours", "From 9 to 17."),
        ("whether it is ready", "It is ready."),
        ("the second one", "20 each."),
    ],
)
def test_a_wish_that_the_menu_does_not_show_is_no_line_of_it(text: str, answer: str) -> None:
    model = compile_domain(parse_domain(SHOP))
    menu = PendingQuestion(
        "menu",
        "Which of these do you mean?",
        "choice",
        tuple(Option(name, model.domain.intents[name].name) for name in ("status", "price")),
    )
    heard = named_reader(model).read([Utterance(text=text, pending=menu)])[0]
    best = max(heard.reply, key=heard.reply.__getitem__)
    wanted = best if best != NOT_AN_ANSWER else model.intents[int(np.argmax(heard.intents))]
    assert model.domain.intents[wanted].answer == answer


MENU = PendingQuestion(
    "menu",
    "Which of these do you mean?",
    "choice",
    (Option("lost", "a lost parcel"), Option("late", "a late parcel"), Option("torn", "damage")),
)
INTENTS = ("lost", "late", "torn", "fees", "other")
STORY = "so I stood there in the rain with both children and the neighbour came by with his dog"


def menu_reading(best: str, share: float) -> ReplyReading:
    return sure_of(MENU, {best}, share)


@pytest.mark.parametrize(
    ("text", "best", "share", "own", "stays"),
    [
        (STORY, "late", 0.6, (0.3, 0.2, 0.1, 0.1, 0.3), False),
        (STORY, "unsure", 0.6, (0.3, 0.2, 0.1, 0.1, 0.3), False),
        (STORY, "late", 0.9, (0.3, 0.2, 0.1, 0.1, 0.3), True),
        (STORY, "late", 0.6, (0.1, 0.7, 0.1, 0.05, 0.05), True),
        ("with his dog", "late", 0.6, (0.3, 0.2, 0.1, 0.1, 0.3), True),
        (f"{STORY}, it's the damage", "late", 0.6, (0.3, 0.2, 0.1, 0.1, 0.3), True),
        (f"{STORY}, I don't know", "unsure", 0.6, (0.3, 0.2, 0.1, 0.1, 0.3), True),
    ],
)
def test_a_story_that_only_sounds_like_a_line_of_a_menu_picks_none(text, best, share, own, stays):
    """Bug: who was interrupted in the middle of a story was told about something they had not come to."""
    reply = menu_reading(best, share)
    found = off_menu(text, MENU, reply, INTENTS, np.array(own))
    assert found.best == (best if stays else NOT_AN_ANSWER)


PLACES = PendingQuestion(
    id="where", text="By the sea, in the hills, or in town?", kind="choice",
    options=(Option("sea", "by the sea", ("beach",)), Option("hills", "in the hills"), Option("town", "in town")),
)  # fmt: skip


def sea_reading(p: float = 0.8) -> ReplyReading:
    return sure_of(PLACES, {"sea"}, p)


@pytest.mark.parametrize(
    "text",
    [
        "not the beach", "no sea please", "anywhere but the sea", "we don't like the beach", "the sea isn't for us",
        "the beach is no good for my skin", "never the sea", "sea doesn't work for us this year",
        "not the sea, that's for sure", "definitely not the beach",
    ],
)  # fmt: skip
def test_an_option_that_is_excluded_is_not_meant_and_the_others_are_alike(text):
    found = excluding(text, PLACES, sea_reading())
    assert found.log_likelihood["sea"] < -4
    assert found.log_likelihood["hills"] == found.log_likelihood["town"] > -0.8
    assert np.exp(list(found.log_likelihood.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "text",
    [
        "by the sea", "no, the sea", "nothing but the sea", "not only the sea", "can't live without the sea",
        "why not the sea", "no doubt the sea", "not the hills, the sea", "we never go anywhere", "neither",
        "is the sea not too far?", "",
    ],
)  # fmt: skip
def test_what_excludes_nothing_is_read_as_it_was(text):
    read = sea_reading()
    assert excluding(text, PLACES, read) is read


@pytest.mark.parametrize("text", ["neither the sea nor the hills", "not the hills and not the sea", "no sea, no hills"])
def test_where_all_but_one_are_excluded_it_is_that_one(text):
    assert excluding(text, PLACES, replace(sea_reading(), confidence=0.5)).best == "town"


def test_what_is_wanted_instead_is_no_option():
    told = {**sea_reading().log_likelihood, NOT_AN_ANSWER: -0.05, "sea": -4.0}
    read = replace(sea_reading(), log_likelihood=told, confidence=0.95)
    assert excluding("not the sea or the hills, we want a desert", PLACES, read) is read


def test_a_comparison_leaves_what_is_beyond():
    degrees = (Option("sea", "mild"), Option("hills", "moderate"), Option("town", "severe"))
    pain = replace(PLACES, options=degrees)
    found = excluding("worse than moderate", pain, replace(sea_reading(), confidence=0.5))
    assert found.best == "town" and found.log_likelihood["sea"] < -4


def test_what_is_said_besides_counts():
    read = replace(sea_reading(), log_likelihood={**sea_reading().log_likelihood, "hills": -0.05, "sea": -4.0})
    assert (
        excluding("not the sea, somewhere high with snow and skiing", PLACES, replace(read, confidence=0.95)).best
        == "hills"
    )


def test_the_rest_is_not_excluded_by_a_word_that_all_share():
    pizza = PendingQuestion(
        "kind",
        "Which pizza?",
        "choice",
        (Option("a", "Funghi"), Option("b", "Salami"), Option("rest", "another pizza")),
    )
    told = {name: float(np.log(0.1)) for name in ("a", "b", *SPECIAL_OUTCOMES)} | {"rest": float(np.log(0.5))}
    read = ReplyReading("kind", told, {}, frozenset({"reply"}), 0.5)
    assert excluding("no pizza, a burger", pizza, read) is read


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what's in the hills", True),
        ("ok and how far is the sea?", True),
        ("is the beach sandy?", True),
        ("what does the town cost", True),
        ("is a week in town dearer?", True),
        ("does the beach cost extra?", True),
        ("are the hills worth it?", True),
        ("how about the sea?", False),
        ("would the sea be better for my knees?", False),
        ("is the sea ok?", False),
        ("can we have the sea", False),
        ("the sea, what does it cost", False),
        ("what if we took the sea", False),
        ("is the sea fine if my kids come along", False),
    ],
)
def test_who_asks_about_an_option_picks_none(text, asks):
    read = sea_reading()
    found = asked_about(text, PLACES, read, wanted=0.6)
    assert (found.best == NOT_AN_ANSWER and found is not read) is asks
    assert asked_about(text, PLACES, read, wanted=0.97) is read


@pytest.mark.parametrize(
    ("text", "best", "confidence", "else_wanted"),
    [
        ("my booking was never confirmed, see to that", "sea", 0.5, True),
        ("my booking was never confirmed, see to that", "unsure", 0.9, True),
        ("the booking by the sea was never confirmed", "sea", 0.5, False),
        ("I do not know, it was never confirmed", "unsure", 0.9, False),
        ("my booking was never confirmed, see to that", "sea", 0.8, False),
        ("never confirmed", "sea", 0.5, False),
    ],
)
def test_who_plainly_wants_something_else_picks_none(text, best, confidence, else_wanted):
    told = {name: float(np.log(0.01)) for name in ("sea", "hills", "town", *SPECIAL_OUTCOMES)}
    read = ReplyReading("where", told | {best: float(np.log(confidence))}, {}, frozenset({"reply"}), confidence)
    assert (wants_else(text, PLACES, read, own=0.01, known=0.97).best == NOT_AN_ANSWER) is else_wanted
    assert wants_else(text, PLACES, read, own=0.2, known=0.7) is read
