"""The page about pluralism: its domain is in order, its ballots count, and its Python runs from top to bottom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edgewise.beliefs.loading import examine_text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "pluralism.md"
TEXT = PAGE.read_text(encoding="utf-8")


def fences(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)


def test_its_domain_is_a_whole_file_without_a_problem() -> None:
    (text,) = fences("yaml")
    assert [str(flaw) for flaw in examine_text(text).flaws] == []


def test_its_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (domain,), (ballots,) = fences("yaml"), fences("csv")
    names: dict[str, object] = {"domain": examine_text(domain).unwrap(), "ballots": ballots}
    parts = fences("python")
    assert len(parts) == 7
    for part in parts:
        exec(compile(part, PAGE.name, "exec"), names)
    assert "('home', 'house')" in capsys.readouterr().out


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target
