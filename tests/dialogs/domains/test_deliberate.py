from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.loading import load_domain
from edgewise.dialogs.cli import main
from plural_domains import about_care, care

BALLOTS = """\
voter,group,independence,safety,helpfulness
anna,the mothers,6,1,3
bea,the mothers,6,1,3
carl,sons,1,6,3
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written = care(profiles={}).domain.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (tmp_path / "care.yaml").write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    (tmp_path / "ballots.csv").write_text(BALLOTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def deliberate(*more: str) -> int:
    return main(["deliberate", "ballots.csv", "care.yaml", *more])


@pytest.mark.usefixtures("files")
def test_the_tables_show_each_group_beside_average_and_majority(capsys: pytest.CaptureFixture[str]) -> None:
    assert deliberate("--when", "2026-05-01") == 0
    shown = capsys.readouterr().out
    for words in ("what each group gets", "the mothers", "sons", "all, as a product", "agreed", "majority", "day care"):
        assert words in shown
    assert "3 voters; Nash welfare over 3 ballots, one a voter (ballots.csv, sha256" in shown
    assert shown.rstrip().endswith("2026-05-01")


@pytest.mark.usefixtures("files")
def test_json_has_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert deliberate("--json", "--who", "the family", "--speaks-for", "mother", "--when", "2026-05-01") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["provenance"] | {"process": ""} == {
        "who": "the family",
        "process": "",
        "when": "2026-05-01",
        "speaks_for": "mother",
    }
    assert {one["group"]: one["voters"] for one in found["outcomes"]} == {"the mothers": 2, "sons": 1}
    assert sum(found["weights"].values()) == pytest.approx(1, abs=0.02)
    assert found["welfare"]["agreed"] >= found["welfare"]["majority"]


def test_the_digest_is_that_of_the_file_as_it_is(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It was that of a text without its mark and with other line endings, which no tool gives for the file."""
    raw = b"\xef\xbb\xbf" + BALLOTS.replace("\n", "\r\n").encode()
    (files / "ballots.csv").write_bytes(raw)
    assert deliberate() == 0
    assert f"ballots.csv, sha256 {sha256(raw).hexdigest()[:12]})" in capsys.readouterr().out


def test_the_domain_is_written_with_the_weights_and_who_decided(files: Path) -> None:
    assert deliberate("--out", "agreed.yaml", "--when", "2026-05-01") == 0
    agreed = load_domain(files / "agreed.yaml")
    for objective in agreed.objectives.values():
        assert objective.provenance is not None
        assert objective.provenance.when == "2026-05-01"
        assert objective.provenance.speaks_for == "sons (1), the mothers (2)"
    assert {key: (party.name, party.share) for key, party in agreed.stakeholders.items()} == {
        "sons": ("sons", 1),
        "the-mothers": ("the mothers", 2),
    }
    before, after = compile_domain(load_domain(files / "care.yaml")), compile_domain(agreed)
    assert before.domain.responses == after.domain.responses
    assert Policy(after).decide(about_care(after)).response == "day"


def test_nothing_is_written_where_a_voter_votes_twice(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "ballots.csv").write_text(BALLOTS + "Anna,sons,1,6,3\n", encoding="utf-8")
    assert deliberate("--out", "agreed.yaml") == 2
    assert "'anna' voted more than once, on lines 2 and 5" in capsys.readouterr().err
    assert not (files / "agreed.yaml").exists()


def test_a_roll_keeps_others_out(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "roll.txt").write_text("Anna\nBea\n", encoding="utf-8")
    assert deliberate("--roll", "roll.txt") == 2
    assert "ballots.csv:4: 'carl' is not on the roll" in capsys.readouterr().err
    (files / "roll.txt").write_text("Anna\nBea\n\nCARL\n", encoding="utf-8")
    assert deliberate("--roll", "roll.txt") == 0
    assert "one a voter, all on the roll" in capsys.readouterr().out


@pytest.mark.usefixtures("files")
def test_what_cannot_be_read_or_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliberate", "nothing.csv", "care.yaml"]) == 2
    assert deliberate("--out", "no/such/folder.yaml") == 2
    assert capsys.readouterr().err.count("cannot be") == 2


def test_an_objective_that_nobody_weighs_stays_weighed(files: Path) -> None:
    """Its weight would else say that it is a limit alone, and parties that name it would be refused."""
    plain = yaml.safe_load((files / "care.yaml").read_text(encoding="utf-8"))
    plain["objectives"]["safety"] = {"limit": {"at_most": 0.9}}
    (files / "care.yaml").write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
    rows = "".join(f"v{n},,1,0,1\n" for n in range(3))
    (files / "ballots.csv").write_text(BALLOTS.splitlines()[0] + "\n" + rows, encoding="utf-8")
    assert deliberate("--out", "agreed.yaml") == 0
    assert 0 < load_domain(files / "agreed.yaml").objectives["safety"].weight < 0.01


def test_who_talks_to_it_in_simulations_stays_in_the_written_domain(files: Path) -> None:
    plain = yaml.safe_load((files / "care.yaml").read_text(encoding="utf-8"))
    plain["personas"] = {"hurried": {"intent": next(iter(plain["intents"])), "patience": 2}}
    (files / "care.yaml").write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
    assert deliberate("--out", "agreed.yaml") == 0
    assert load_domain(files / "agreed.yaml").personas == load_domain(files / "care.yaml").personas != {}
