"""A response's text is filled with what is believed."""

from __future__ import annotations

import math

import pytest
from edgewise.agent.amounts.units import singular
from edgewise.agent.deciding.wording import response_words
from edgewise.agent.graph import mind_of
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import Said
from edgewise.agent.state.heard import Captured, Heard
from edgewise.agent.turn import step
from edgewise.beliefs.language.defaults import complete
from edgewise.beliefs.language.domain import Domain


def test_a_text_is_filled_with_what_is_believed_also_where_nothing_else_depends_on_it() -> None:
    """Bug: "For a the kind of bike bike", the facet's name in the place of its value."""
    raw = {
        "name": "shop",
        "planner": "greedy",
        "intents": {"pump": ["pump it"]},
        "facets": {"bike": {"name": "the kind of bike", "values": ["city", "road"], "prior": {"road": 0.3}}},
        "responses": {"pressure": {"for": "pump", "needs": ["bike"], "text": "On a {bike} bike: 4 bar."}},
    }
    mind = mind_of(Domain.model_validate(raw))
    sure = (math.log(0.98), math.log(0.02))
    plain = step(mind, new_dialogue("a"), Said(Heard(text="pump it", intents=sure)))
    assert plain.decision.text.startswith("On a city bike: 4 bar. This assumes")
    told = {"bike": {"road": math.log(0.99), "city": math.log(0.01)}}
    known = step(mind, new_dialogue("a"), Said(Heard(text="pump my road bike", intents=sure, facts=told)))
    assert known.decision.text.startswith("On a road bike: 4 bar.")


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1.0, "1 night for 1 person, table 1 seats six, 1 box."),
        (2.0, "2 nights for 2 people, table 2 seats six, 2 boxes."),
    ],
)
def test_one_of_what_is_counted_is_told_in_the_singular(amount: float, said: str) -> None:
    """Only the noun that a facet counts: "table 1 seats six" is a figure and a verb."""
    facets = {"nights": {"name": "how many nights"}, "group": {"name": "how many people"}, "table": {}, "boxes": {}}
    facets["boxes"]["unit"] = "boxes"
    bins = {"bins": {"few": [0, 3], "many": [3, 90]}}
    text = "{nights} nights for {group} people, table {table} seats six, {boxes}."
    raw = {
        "name": "inn",
        "intents": {"stay": ["a room"]},
        "facets": {key: {**facet, **bins} for key, facet in facets.items()},
        "responses": {"room": {"for": "stay", "text": text}},
    }
    captured = {key: Captured(amount=amount, unit="") for key in facets}
    assert response_words(complete(Domain.model_validate(raw)), "room", captured, {}) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Captured(high=12.0, unit="kg"), "at most 12 kg"),
        (Captured(low=300.0, unit="kg"), "at least 300 kg"),
        (Captured(amount=12.0, low=10.0, high=14.0, unit="kg"), "12 kg"),
        (Captured(), "light"),
    ],
)
def test_an_open_range_is_told_by_its_end(told: Captured, said: str) -> None:
    raw = {
        "name": "shelf",
        "intents": {"bend": ["will it bend"]},
        "facets": {"load": {"unit": "kg", "bins": {"light": [0, 50], "heavy": [50, 900]}}},
        "responses": {"sum": {"for": "bend", "text": "{load}"}},
    }
    assert response_words(complete(Domain.model_validate(raw)), "sum", {"load": told}, {"load": "light"}) == said


def test_a_word_that_is_no_plain_plural_stays() -> None:
    assert [singular(word) for word in ("km/s", "mbps", "lbs", "celsius", "bus", "kg", "press")] == [
        "km/s", "mbps", "lbs", "celsius", "bus", "kg", "press",
    ]  # fmt: skip
    assert [singular(word) for word in ("hours", "inches", "kilos", "stories")] == ["hour", "inch", "kilo", "story"]
