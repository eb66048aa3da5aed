"""Personas as they are written, and what is wrong with them."""

from __future__ import annotations

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.personas import load_cast
from simulated import clinic, clinic_mind


def test_short_forms():
    cast = clinic().cast
    assert cast.names == ("parent", "hasty", "liar")
    assert cast.personas["parent"].intent == {"dose": 1.0}
    assert cast.personas["liar"].intent == {"dose": 1.0, "hours": 1.0}
    assert cast.personas["hasty"].style == ("terse",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "personas:\n  a: {intent: dos}\n",
            ":2: personas.a.intent: the domain has no intent 'dos' (did you mean",
        ),
        ("personas:\n  a:\n    facets: {agge: child}\n", ":3: personas.a.facets.agge: the domain has no facet 'agge'"),
        ("personas:\n  a:\n    facets: {age: chid}\n", "did you mean 'child'?"),
        ("personas:\n  a: {stile: terse}\n", "did you mean 'style'?"),
        ("personas:\n  a: {candor: 2}\n", ":2: personas.a.candor"),
        ("personas: {}\n", "there are none"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text: str, told: str):
    path = tmp_path / "personas.yaml"
    path.write_text(text)
    with pytest.raises(DialogError) as caught:
        load_cast(path, clinic_mind().model)
    assert told in str(caught.value)
