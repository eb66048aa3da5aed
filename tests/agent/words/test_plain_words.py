"""Long runs of the same are cut short, and nothing else is."""

from __future__ import annotations

import re

import pytest
from edgewise.agent.reading.listening import Listener
from edgewise.agent.state.heard import Utterance
from edgewise.agent.words.plain_words import evened, plain_text
from hypothesis import given
from hypothesis import strategies as st
from small_domains import shop

RUNS = ("oh, ", "no, ", "! ", "- ", ". ", "( ", "my son ", "it is not ", "12 kg ", "\n", " \n ", "…", "very very much ")


@pytest.mark.parametrize("unit", RUNS)
def test_a_message_of_nothing_but_one_thing_is_short(unit: str) -> None:
    """What costs ever more is never seen: eight thousand characters of "oh, " took twenty seconds to read."""
    assert len(evened(unit * 2000)) <= 9 * len(unit)


@given(st.lists(st.sampled_from("yes no 12 kg my son , . - ! it is \n".split(" ")), max_size=8))
def test_what_people_write_stays(words: list[str]) -> None:
    text = " ".join(words)
    assert evened(text) == text


@given(st.text(alphabet="ab1 .,!\n", max_size=200))
def test_only_copies_are_left_out(text: str) -> None:
    once = evened(text)
    assert len(once) <= len(text)
    assert set(re.findall(r"\w+", once)) == set(re.findall(r"\w+", text))


def test_readers_hear_the_short_text() -> None:
    said = Listener(shop()).spoken(Utterance(text="oh, " * 500 + "where is my parcel"))
    assert said.utterance.text == "oh, " * 8 + "where is my parcel"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("my daughter's ten and hot", "my daughter is ten and hot"),
        ("mum's 83, she fell", "mum is 83 , she fell"),
        ("the baby\u2019s eight months old", "the baby is eight months old"),
        ("dad's not well", "dad is not well"),
        ("the room's very damp", "the room is very damp"),
        ("my mum's two tablets", "my mum's two tablets"),
        ("my daughter's ten friends", "my daughter's ten friends"),
        ("my sister's car", "my sister's car"),
        ("today's 5 and yesterday's 6", "today's 5 and yesterday's 6"),
        ("Thursday's not the day", "thursday's not the day"),
    ],
)
def test_what_somebody_is_and_what_is_theirs(text: str, plain: str) -> None:
    assert plain_text(text).plain == plain
