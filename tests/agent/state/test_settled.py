"""What settles a question, and what only describes."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.settled import described, settles
from small_domains import shop

FLAGS = {
    "facets": {"bleeding": "yes/no"},
    "questions": {"ask": {"about": "bleeding"}},
    "escalation": {"red_flags": [{"bleeding": "yes"}]},
}


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("her hand just dropped the cup and her face looked odd", True),
        ("I don't know, I really have no idea about that", False),
        ("not sure", False),
    ],
)
def test_a_description_of_a_red_flag_is_no_not_knowing(text, tells):
    reply = {"yes": math.log(0.1), "no": math.log(0.1), "unsure": math.log(0.8)}
    heard = Heard(text=text, question="ask", reply=reply)
    assert settles(reply)
    assert described(shop(**FLAGS).domain, heard) is tells
    calm = {**FLAGS, "escalation": {"red_flags": []}}
    assert not described(shop(**calm).domain, heard)


@pytest.mark.parametrize(("sure", "asked_again"), [(0.55, True), (0.7, True), (0.9, False)])
def test_a_no_to_a_red_flag_has_to_be_sure(sure, asked_again):
    reply = {"yes": math.log(1 - sure - 0.01), "no": math.log(sure), "unsure": math.log(0.01)}
    heard = Heard(text="blod", question="ask", reply=reply)
    assert described(shop(**FLAGS).domain, heard) is asked_again
    assert not described(shop(**{**FLAGS, "escalation": {"red_flags": []}}).domain, heard)


def test_an_unsure_yes_to_a_red_flag_is_a_yes():
    reply = {"yes": math.log(0.55), "no": math.log(0.4), "unsure": math.log(0.05)}
    assert not described(shop(**FLAGS).domain, Heard(text="blod", question="ask", reply=reply))
