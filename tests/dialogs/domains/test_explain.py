from __future__ import annotations

import json
from pathlib import Path

import pytest
from edgewise.dialogs.cli import main

LAB = """
name: lab
intents: {synthesis-route: [how do I make it], safety-sheet: [is it toxic], disposal: [where does the waste go]}
objectives: {safety: {limit: {at_most: 0.2}}, helpfulness: {}}
facets:
  purpose: {values: [research, harm], prior: {research: 0.9, harm: 0.1}, candor: 0.7, guise: {research: 1}}
  scale: {kind: number, unit: g, bins: {small: [0, 5], large: [5, 1000]}}
responses:
  route: {for: synthesis-route, name: the full route, values: {safety: [{when: {purpose: harm}, value: -1}, 0]}}
contexts: {night: {prior: {synthesis-route: 50}}}
"""


@pytest.fixture
def domain(tmp_path: Path) -> str:
    path = tmp_path / "lab.yaml"
    path.write_text(LAB, encoding="utf-8")
    return str(path)


def explained(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", *words]) == 0
    return capsys.readouterr().out


def test_it_prints_the_act_the_sentence_and_the_tables(domain: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, domain)
    assert out.startswith("ASK: I ask whether you mean")
    for part in ("what is wanted", "could do", "could ask", "nothing: respond now", "stability:"):
        assert part in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_limit_that_binds_is_explained_with_its_ways_out(domain: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, domain, "--context", "night", "--questions", "0")
    assert "withheld: the full route" in out
    assert "an operator vouches that purpose is research" in out
    assert "appeal:" in out


def test_facts_are_taken_as_certain_and_numbers_fall_into_bins(domain: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, domain, "--context", "night", "--facet", "purpose=research", "scale=7.5", "--json")
    record = json.loads(out)
    known = {share["of"]["id"]: share["probability"] for share in record["facets"]}
    assert known["research"] == pytest.approx(1)
    assert record["refusal"] is None
    assert record["act"] in ("answer", "ask")


def test_what_is_wanted_may_be_taken_as_certain(domain: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(explained(capsys, domain, "--intent", "safety sheet", "--json"))
    top = record["intents"][0]
    assert (top["of"]["id"], top["probability"]) == ("safety-sheet", pytest.approx(1))


def test_an_amount_outside_all_bins_is_told_the_bins(domain: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", domain, "--facet", "scale=2000"]) == 2
    assert "large (5 to 1000), small (0 to 5)" in capsys.readouterr().err


def test_a_message_is_read_by_the_agents_own_reader(
    domain: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from edgewise.agent.models import encoder

    monkeypatch.setattr(encoder, "load_encoder", lambda: encoder.HashEncoder())
    record = json.loads(explained(capsys, domain, "--say", "where does the waste go", "--json"))
    assert record["intents"][0]["of"]["id"] == "disposal"
    wanted = json.loads(explained(capsys, domain, "--say", "let me speak to a human please", "--json"))
    assert (wanted["act"], wanted["escalation"]) == ("escalate", "asked_for_person")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--facet", "purpose"], "not NAME=VALUE"),
        (["--facet", "porpoise=research"], "unknown facet 'porpoise'"),
        (["--facet", "scale=5000"], "unknown value '5000' of 'scale'"),
        (["--facet", "scale=1", "scale=20"], "'scale' is given twice"),
        (["--weight", "safety=much"], "not a number"),
        (["--weight", "safety=-1"], "not a number from 0 on: '-1'"),
        (["--weight", "safety=nan"], "not a number from 0 on: 'nan'"),
        (["--weight", "safty=1"], "unknown objective 'safty'"),
        (["--context", "day"], "unknown context 'day'"),
        (["--planner", "oracle"], "unknown planner 'oracle' (one of greedy, optimal, pouct, search, threshold)"),
        (["--planner", "greedy:bunos=1"], "unknown option 'bunos' of 'greedy' (did you mean 'bonus'?)"),
        (["--questions", "-1"], "-1 is less than 0"),
        (["--seed", "-1"], "-1 is less than 0"),
    ],
)
def test_mistakes_are_named(domain: str, words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", domain, *words]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert "this is a bug" not in err


def test_an_example_may_be_named_as_in_the_chat(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(capsys, "pizza-order").startswith("ASK: ")


def test_bytes_that_are_no_text_are_read_as_the_agent_reads_them(
    domain: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shell hands bytes that are not UTF-8 over as lone surrogates, which no tokenizer takes."""
    from edgewise.agent.models import encoder

    monkeypatch.setattr(encoder, "load_encoder", lambda: encoder.HashEncoder())
    bare = explained(capsys, domain, "--say", "where does the waste go", "--json")
    assert explained(capsys, domain, "--say", "\udcff where does the waste go", "--json") == bare


def test_every_view_is_in_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "pluralism.md").read_text(encoding="utf-8")
    path = tmp_path / "care.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    out = explained(capsys, str(path), "--mode", "overton", "--questions", "0")
    for words in ("holds best", "content", "mother", "daughter"):
        assert words in out
    record = json.loads(explained(capsys, str(path), "--mode", "distributional", "--questions", "0", "--json"))
    assert record["spoke"]["id"] in ("mother", "son", "daughter")
    assert [view["share"] for view in record["views"]] == pytest.approx([0.5, 0.3, 0.2])
