"""Personas as they are written, and what is wrong with them."""

from __future__ import annotations

import pytest
from edgewise.agent.log.audit import domain_digest
from edgewise.beliefs.errors import DialogError
from edgewise.beliefs.planning.calibrated import digest_of
from edgewise.dialogs.cli import main
from edgewise.dialogs.simulation.personas import Persona, load_cast
from edgewise.dialogs.simulation.settings import domain_at, personas_for
from edgewise.dialogs.simulation.shards import Folder
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
        ("personas:\n  a: {intent: [[dose]]}\n", ":2: personas.a.intent"),
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


SHOP = """\
name: shop
intents:
  refund: [I want my money back, please refund my order]
  hours: [when are you open, what are your opening hours]
personas:
  hasty: {intent: refund, style: terse, patience: 1}
  PERSONA
"""


def test_a_domain_may_hold_its_own_personas(tmp_path):
    file = tmp_path / "domain.yaml"
    file.write_text(SHOP.replace("  PERSONA\n", ""))
    (tmp_path / "personas.yaml").write_text("personas: {beside: {}}\n")
    (tmp_path / "given.yaml").write_text("personas: {given: {}}\n")
    domain = domain_at(str(file))
    assert personas_for(str(file), None, domain).personas["hasty"] == Persona(
        intent={"refund": 1.0}, style=("terse",), patience=1
    )
    assert personas_for(str(file), tmp_path / "given.yaml", domain).names == ("given",)
    file.write_text(SHOP.partition("personas:")[0])
    assert personas_for(str(file), None, domain_at(str(file))).names == ("beside",)
    # Who is simulated changes no decision: sessions, logs and calibrations of the domain stay good.
    assert domain_digest(domain) == domain_digest(domain_at(str(file)))
    assert digest_of(domain) == digest_of(domain_at(str(file)))


def test_validate_looks_at_the_personas_of_a_domain(tmp_path, capsys):
    file = tmp_path / "domain.yaml"
    file.write_text(SHOP.replace("PERSONA", "lost: {intent: refnd}"))
    assert main(["validate", str(file)]) == 1
    assert f"{file}:7:" in (told := capsys.readouterr().out)
    assert "the domain has no intent 'refnd' (did you mean 'refund'?)" in told
    file.write_text(SHOP.replace("PERSONA", "lost: {}"))
    assert main(["validate", str(file)]) == 0


def test_a_simulation_takes_the_personas_of_the_domain(tmp_path, capsys):
    file = tmp_path / "domain.yaml"
    file.write_text(SHOP.replace("PERSONA", "lost: {clarity: 0}"))
    line = ["simulate", str(file), "--episodes", "50", "--workers", "1", "--out", str(tmp_path / "out")]
    assert main(line) == 0
    assert tuple(Folder(tmp_path / "out").setting().cast.personas) == ("hasty", "lost")
