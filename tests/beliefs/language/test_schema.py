"""The JSON schema: it accepts what loads, refuses misspelt keys, describes fields, and the checked-in file is fresh."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest
import yaml
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.schema import described_fields, domain_schema
from edgewise.dialogs.domains.schema import add_arguments, run, schema_text
from schema_checker import violations

SCHEMA = domain_schema()
ROOT = Path(__file__).resolve().parents[3]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 words, as editors read them: only true and false are truth values, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def problems(text: str) -> list[str]:
    return list(violations(yaml.load(text, EditorLoader), SCHEMA))


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*/domain.yaml")), ids=lambda path: path.parent.name)
def test_the_examples_fit_and_name_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert problems(text) == []
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert json.loads((path.parent / named).read_text(encoding="utf-8")) == SCHEMA


SHORT_FORMS = [
    "facets: {f: [u, v]}",
    "facets: {f: yes/no}",
    "facets: {f: {kind: yesno, prior: 0.1, prior_given: {a: 0.2}}}",
    "facets: {f: {bins: {low: [0, 1], high: [1, .inf]}, unit: m, prior: {low: 0.1}}}",
    "facets: {f: {bins: {low: {low: 0, high: 1, name: few}}}}",
    "facets: {f: {values: {u: [x, y], v: name, w: }}}",
    "facets: {f: {values: [u, v], several: true}}",
    "facets: {f: {values: [u, v], each: true}}",
    "responses: {r: {for: a, values: {helpfulness: 1}}}",
    "responses: {r: {for: [a], values: {helpfulness: [{when: {intent: a, f: [u, v]}, value: 1}, 0]}}}",
    "responses: {r: {values: {helpfulness: {when: {facets: {f: u}}, value: 1}}}}",
    "objectives: {helpfulness: , safety: {limit: {at_most: 0.1}}}",
    "questions: {q: {about: a, only_if: {f: u}, synonyms: {u: [1, 2]}}}",
    "escalation: {red_flags: [{f: u}]}",
    "principles: [be kind, 42]",
    "stakeholders: {s: {provenance: {who: us, when: 2026-05-01}}}",
]


@pytest.mark.parametrize("added", SHORT_FORMS)
def test_short_forms_fit(added: str) -> None:
    assert problems(f"name: x\nintents: {{a: [b, 7], c: , d: {{answer: yes}}}}\n{added}\n") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "intents: {a: [b]}",
        "name: x\nintents: {a: [b]}\ntittle: y",
        "name: x\nintents: {a: {exampels: [b]}}",
        "name: x\nintents: {Bad Id: [b]}",
        "name: x\nintents: {a: [b]}\ndrift: 2",
        "name: x\nintents: {a: [b]}\nmode: stear",
        "name: x\nintents: {a: [b]}\nfacets: {f: {bins: {low: [0]}}}",
        "name: x\nintents: {a: [b]}\nfacets: {f: {vales: [u]}}",
        "name: x\nintents: {a: [b]}\nquestions: {q: {text: hi}}",
        "name: x\nintents: {a: [b]}\nresponses: {r: {values: {helpfulness: 2}}}",
        "name: x\nintents: {a: [b]}\nresponses: {r: {values: {helpfulness: [{wen: {}, value: 1}]}}}",
    ],
)
def test_wrong_shapes_do_not_fit(wrong: str) -> None:
    assert problems(wrong) != []


def test_fields_are_described_to_the_editor() -> None:
    facet = next(option for option in SCHEMA["$defs"]["Facet"]["anyOf"] if "properties" in option)  # type: ignore[index]
    assert facet["properties"]["candor"]["description"] == described_fields()["Facet"]["candor"]
    assert "half open" in described_fields()["Value"]["high"]


def test_every_part_of_the_language_is_in_the_schema() -> None:
    assert set(SCHEMA["properties"]) == set(Domain.model_fields)  # type: ignore[call-overload]


def test_the_checked_in_file_is_fresh() -> None:
    told = "run: edgewise schema --out docs/domain.schema.json"
    assert (ROOT / "docs" / "domain.schema.json").read_text(encoding="utf-8") == schema_text(), told


def test_the_command_prints_or_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args([])) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
    assert run(parser.parse_args(["--out", str(tmp_path / "s.json")])) == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == SCHEMA
    assert "$schema=s.json" in capsys.readouterr().out
