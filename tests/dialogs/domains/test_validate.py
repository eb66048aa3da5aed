"""``edgewise validate``: all problems of all files, exit codes, JSON, provenance; and the embedded domain."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest
from edgewise.beliefs.language.part import Provenance
from edgewise.beliefs.language.provenance import decisions, told
from edgewise.beliefs.loading import load_domain
from edgewise.dialogs.domains.validate import add_arguments, run
from edgewise.dialogs.files.embedded import EMBEDDED, embedded_domain

GOOD = "name: good\nintents: {a: [b]}\n"
WARNED = "name: warned\nintents: {a: }\n"
BAD = "name: bad\nintents: {a: [b]}\nmodee: steer\nfacets: {f: {values: [u, v], prior: {u: .5, v: .6}}}\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    paths = {"good": GOOD, "warned": WARNED, "bad": BAD}
    for name, text in paths.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.yaml") for name in (*paths, "missing")}


def validate(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(list(words)))


def test_a_folder_stands_for_its_domain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "domain.yaml").write_text(GOOD, encoding="utf-8")
    assert validate(str(tmp_path)) == 0
    assert "domain.yaml: 1 intent: 0 errors" in capsys.readouterr().out


def test_a_good_file_is_told_in_one_line(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(files["good"]) == 0
    assert capsys.readouterr().out == f"{files['good']}: 1 intent: 0 errors, 0 warnings\n"


def test_every_problem_of_every_file_is_printed(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(files["good"], files["bad"], files["warned"]) == 1
    out = capsys.readouterr().out.splitlines()
    bad = files["bad"]
    assert out[0].startswith(f"{bad}:3:1: modee: unknown key 'modee' (did you mean 'mode'?)")
    assert out[1].startswith(f"{bad}:4:10: warning: facets.f: nothing depends")
    assert out[2].startswith(f"{bad}:4:30: facets.f.prior: the probabilities sum to 1.1, not 1")
    assert out[-2].startswith(f"{files['warned']}:2:11: warning: intents.a: ")
    assert out[-1] == "3 files: 2 errors, 2 warnings"


def test_warnings_fail_only_when_strict(files: dict[str, str]) -> None:
    assert validate(files["warned"]) == 0
    assert validate(files["warned"], "--strict") == 1
    assert validate(files["good"], "--strict") == 0


def test_a_missing_file_does_not_hide_the_others(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(files["missing"], files["bad"]) == 2
    out = capsys.readouterr().out
    assert f"{files['missing']}: domain: cannot be read: No such file or directory (check the path)" in out
    assert "unknown key 'modee'" in out


def test_a_file_that_is_too_large_is_a_problem_like_any_other(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    deep = Path(files["good"]).with_name("deep.yaml")
    deep.write_text("[" * 100)
    assert validate(str(deep), files["bad"]) == 1
    out = capsys.readouterr().out
    assert "more than 32 deep" in out
    assert "unknown key 'modee'" in out


def test_json_says_the_same(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(files["good"], files["bad"], "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    good, bad = data["files"]
    assert good == {"file": files["good"], "ok": True, "flaws": []}
    first = bad["flaws"][0]
    assert (first["line"], first["column"], first["path"], first["severity"]) == (3, 1, "modee", "error")
    assert first["hint"] == "did you mean 'mode'?"


def test_standard_input_can_be_checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert validate("-") == 1
    assert "<stdin>:3:1: modee" in capsys.readouterr().out


DECIDED = """\
name: x
intents: {a: [b]}
objectives:
  helpfulness: {}
  safety: {weight: 2, limit: {at_most: 0.1, provenance: {who: the board}}, provenance: {who: the team}}
responses:
  r:
    for: a
    provenance: {who: the chemist, process: formulary, when: 2026-01-02, speaks_for: patients}
    values: {safety: [{when: {intent: a}, value: -0.1, provenance: {who: a nurse}}, 0.1]}
  s: {for: a, text: other, values: {safety: -0.05}}
contexts:
  ward: {limits: {safety: 0.05}, provenance: {who: the ward}}
stakeholders:
  them: {weights: {safety: 1}}
"""


def test_provenance_is_listed_and_what_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(DECIDED, encoding="utf-8")
    by = {choice.path: choice.by.who if choice.by else None for choice in decisions(load_domain(path))}
    assert by == {
        "objectives.helpfulness": None,
        "objectives.safety": "the team",
        "objectives.safety.limit": "the board",
        "responses.r.values.safety.0": "a nurse",
        "responses.r.values.safety.1": "the chemist",
        "responses.s.values.safety.0": None,
        "stakeholders.them": None,
        "contexts.ward.limits.safety": "the ward",
    }
    assert validate(str(path), "--provenance") == 0
    out = capsys.readouterr().out
    assert "5 of 8 values, limits and weights say who decided them" in out
    assert (
        "responses.r.values.safety.1: +0.1 otherwise; decided by the chemist, formulary, 2026-01-02, for patients"
        in out
    )
    assert out.index("without provenance:") < out.index("    stakeholders.them: share 1, weights safety 1")
    assert validate(str(path), "--provenance", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["files"][0]["provenance"]
    assert {entry["path"]: (entry["by"] or {}).get("who") for entry in listed} == by


def test_provenance_in_words() -> None:
    assert told(None) == "nobody is named"
    assert told(Provenance(who="the board", when="2026")) == "the board, 2026"


def test_the_embedded_domain_is_the_example(root: Path) -> None:
    example = root / "examples" / "card-support"
    own = (example / "domain.yaml").read_text(encoding="utf-8")
    assert own.split("\n", 1)[1] == EMBEDDED.read_text(encoding="utf-8")
    phrases = EMBEDDED.with_name("phrases.yaml")
    assert (example / "phrases.yaml").read_text(encoding="utf-8") == phrases.read_text(encoding="utf-8")
    assert embedded_domain() == load_domain(example)
    assert len(embedded_domain().intents) >= 8
