"""Answer functions in a file: loaded when named, beside shipped examples, and never otherwise."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

import pytest
from edgewise.beliefs.errors import AnswerFailed
from edgewise.dialogs.cli import main
from edgewise.dialogs.files.host_answers import load_answers, shipped_answers
from edgewise.dialogs.files.shipped import shipped


def chatted(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str) -> int:
    with TemporaryFile("w+") as keyboard:
        keyboard.write(typed)
        keyboard.seek(0)
        monkeypatch.setattr("sys.stdin", keyboard)
        return main(["chat", "--plain", *words])


def test_a_shipped_example_computes_its_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = chatted(monkeypatch, "astronomy", "--store", str(tmp_path / "s.db"), typed="how far away is Saturn?\n")
    assert code == 0
    assert "Saturn is 1,433.5 million km from the Sun" in capsys.readouterr().out


def test_a_file_that_is_named_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.py"
    path.write_text("ANSWERS = {'opening': lambda request: 'Come at noon.'}\n", encoding="utf-8")
    domain = tmp_path / "domain.yaml"
    domain.write_text(
        "name: shop\nintents:\n"
        "  opening: [when are you open, opening hours]\n  refund: [money back, a refund please]\n",
        encoding="utf-8",
    )
    given = (str(domain), "--store", str(tmp_path / "s.db"), "--answers", str(path))
    assert chatted(monkeypatch, *given, typed="when are you open?\n") == 0
    out = capsys.readouterr().out
    assert "Come at noon." in out
    assert f"edgewise chat {domain} --session" in out


def test_nobody_elses_file_runs_for_lying_beside_a_domain(tmp_path: Path) -> None:
    (tmp_path / "answers.py").write_text("raise SystemExit('this ran')\n", encoding="utf-8")
    assert shipped_answers(tmp_path / "domain.yaml") is None
    assert shipped_answers(shipped()["astronomy"]) is not None
    assert shipped_answers(shipped()["card-support"]) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no such file"),
        ("ANSWERS = [1]\n", "has no mapping ANSWERS"),
        ("1 / 0\n", "does not run: ZeroDivisionError"),
        ("def (\n", "does not run: SyntaxError"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "answers.py"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(AnswerFailed, match=said) as told:
        load_answers(path)
    assert "ANSWERS" in str(told.value.hint)
