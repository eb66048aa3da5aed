"""The page about a run of the edge suite: every case with its verdict, policies side by side, words kept harmless."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.reports.report import page
from edgewise.dialogs.stress.compare import standings
from edgewise.dialogs.stress.exam import Exam
from edgewise.dialogs.stress.policies import FULL, POLICIES
from edgewise.dialogs.stress.stress import examine, open_paper
from edgewise.dialogs.stress.tables import KEPT, keep
from paint_cases import CASES, DOMAIN, SCRIPT

ASIDE = """
ordinary: {lead: no}
cases:
  odd: {kind: control, user: "strip paint <script>alert(1)</script>", wants: strip, accept: [answer sand], reason: "</script> & {{data}}"}
"""  # noqa: E501


@pytest.fixture(scope="module")
def exams(tmp_path_factory: pytest.TempPathFactory) -> list[Exam]:
    folder = tmp_path_factory.mktemp("paint")
    for name, text in (("domain", DOMAIN), ("stress", CASES), ("set-aside", ASIDE)):
        (folder / f"{name}.yaml").write_text(text)
    paper = open_paper(folder / "domain.yaml")
    return list(examine(paper, list(POLICIES), reader=ScriptedReader(paper.model, SCRIPT)))


@pytest.fixture(scope="module")
def folder(exams, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "new"
    keep(exams, path)
    return path


def data_of(text: str) -> dict:
    packed = re.search(r'id="s-data">(.*?)</script>', text, re.DOTALL)[1]
    return json.loads(gzip.decompress(b64decode(packed)))


def test_every_case_is_there_with_its_verdict_under_every_policy(folder):
    data = data_of(page(folder))
    cases = {case["name"]: case for case in data["cases"]}
    assert set(cases) == {"plain", "leaded", "put-right", "grey", "odd"}
    assert cases["leaded"]["played"][FULL]["verdict"] == "right"
    assert cases["leaded"]["played"]["always answer"] | {"lines": []} == {
        "verdict": "unacceptable",
        "done": "answer sand",
        "lines": [],
    }
    assert cases["leaded"]["knows"] == "lead: yes"
    assert cases["odd"]["part"] == "set-aside"
    assert data["policies"] == list(POLICIES)


def test_words_of_a_case_stay_words(folder):
    text = page(folder)
    assert "alert(1)" not in text and "{{" not in text.split("<script", 1)[0]
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)


def test_a_run_of_one_part_is_told_as_what_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Bug: of cases that were tuned on the page said "374 cases in 1 domains" and "on cases not tuned on"."""
    folder = tmp_path_factory.mktemp("part")
    for name, text in (("domain", DOMAIN), ("stress", CASES), ("set-aside", ASIDE)):
        (folder / f"{name}.yaml").write_text(text)
    paper = open_paper(folder / "domain.yaml")
    part = next(part for part in ("tuning", "held-out") if paper.chosen(part))
    keep(list(examine(paper, list(POLICIES), reader=ScriptedReader(paper.model, SCRIPT), split=part)), folder, part)
    played = len(paper.chosen(part))
    told = page(folder)
    assert f"{played} case{'s' * (played != 1)} in 1 domain ({played} {part}; split by seed" in told
    assert ("on cases not tuned on" in told) == (part != "tuning")


def test_the_page_is_the_same_every_time(folder):
    assert page(folder) == page(folder)


def test_standings_are_paired_and_the_agent_is_behind_nobody(exams):
    found = {standing.policy: standing for standing in standings(exams)}
    assert found[FULL].behind is None and found[FULL].whole.unacceptable == 0
    gap = found["always refuse"].behind
    assert gap is not None
    assert gap.value == pytest.approx(found[FULL].whole.process.value - found["always refuse"].whole.process.value)
    behind = found["always refuse"].kinds_behind["control"]
    assert (behind.low, behind.count) == (0.75, 2)
    assert found["always refuse"].fails == []  # two cases, however far behind, make nothing sure
    many = replace(found["always refuse"], kinds_behind={"control": replace(behind, count=6)})
    assert many.fails == ["control"]


def test_the_command_writes_the_page_or_says_what_is_wrong(folder, tmp_path, capsys):
    out = tmp_path / "page.html"
    assert main(["report", str(folder), "--out", str(out)]) == 0
    assert "Edge suite: paint" in out.read_text()
    (tmp_path / KEPT).write_text("{}")
    with pytest.raises(DialogError, match="edgewise stress --out"):
        page(tmp_path)
    assert main(["report", str(tmp_path)]) == 2
    assert "edgewise" in capsys.readouterr().err


def test_a_case_has_one_name(tmp_path):
    (tmp_path / "domain.yaml").write_text(DOMAIN)
    (tmp_path / "stress.yaml").write_text(CASES)
    (tmp_path / "set-aside.yaml").write_text(ASIDE.replace("odd:", "plain:"))
    with pytest.raises(DialogError, match="'plain' is a case"):
        open_paper(tmp_path / "domain.yaml")
