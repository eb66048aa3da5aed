"""A response's text is filled with what is believed."""

from __future__ import annotations

import math

from edgewise.agent.dialogue import new_dialogue
from edgewise.agent.events import Said
from edgewise.agent.graph import mind_of
from edgewise.agent.heard import Heard
from edgewise.agent.turn import step
from edgewise.beliefs.domain import Domain


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
