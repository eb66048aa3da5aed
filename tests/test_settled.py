"""What settles a question, and what only describes."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.heard import Heard
from edgewise.agent.settled import described, settles
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
