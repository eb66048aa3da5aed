"""What an opening tells of a fact and leaves open: nobody believes it, and it is kept as a hint."""

from __future__ import annotations

from functools import cache

import pytest
from edgewise.agent.graph import mind_of
from edgewise.agent.models.encoder import load_encoder
from edgewise.agent.reading.encoder_reading import EncoderReader
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.beliefs.language.domain import Domain

SHED = {
    "name": "shed",
    "intents": {"lamp": ["which lamp for my shed", "a lamp please"], "paint": ["which paint do I need", "some paint"]},
    "facets": {
        "place": {
            "name": "the place",
            "of": "thing",
            "values": {"dry": ["bone dry", "a dry spot"], "damp": ["wet", "under the tap"]},
        },
        "walls": {"name": "what it rests on", "of": "thing", "values": {"two": ["both walls"], "one": ["one wall"]}},
    },
    "questions": {
        "where": {"about": "place", "text": "Is it dry there or damp?"},
        "rests": {"about": "walls", "text": "Does it rest on two walls or on one?"},
    },
}


@cache
def reader() -> EncoderReader:
    return EncoderReader(mind_of(Domain.model_validate(SHED)).model, load_encoder(device="cpu"))


def hear(text: str) -> Heard:
    return reader().read([Utterance(text=text)])[0]


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Which lamp for my shed? It is bone dry unless it pours.", "place"),
        ("A lamp for a rail that rests on both walls, except that the left one came down.", "walls"),
    ],
)
def test_what_has_a_condition_or_an_exception_is_but_hinted_at(text: str, facet: str) -> None:
    heard = hear(text)
    assert facet not in heard.facts
    assert set(heard.hints[facet]) == set(SHED["facets"][facet]["values"])


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("Which lamp for my shed? It is bone dry.", "place", "dry"),
        ("A lamp for a rail that rests on both walls.", "walls", "two"),
    ],
)
def test_what_has_none_is_told(text: str, facet: str, value: str) -> None:
    heard = hear(text)
    assert max(heard.facts[facet], key=heard.facts[facet].__getitem__) == value
    assert facet not in heard.hints
