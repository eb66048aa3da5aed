"""The page about local models: its examples run, in order, with a model of random weights."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from edgewise.dialogs.cli import main
from tiny_language_model import chatty_model

EXAMPLES = [
    ("lost", "my card is gone"),
    ("lost", "somebody took my card"),
    ("lost", "i lost my card"),
    ("limit", "raise my limit"),
    ("limit", "my limit is too low"),
    ("limit", "i want a higher limit"),
]
PAGE = (Path(__file__).resolve().parents[1] / "docs" / "models.md").read_text(encoding="utf-8")


def fences(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    names: dict[str, object] = {"MODEL": str(chatty_model())}
    for code in fences("python"):
        exec(code, names)
    said = capsys.readouterr().out
    assert "not downloaded" in said and "save_pretrained" in said
    assert len(fences("python")) == 5


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    rows = "".join(f"{text},{label}\n" for label, text in EXAMPLES)
    for name in ("train.csv", "test.csv"):
        Path(name).write_text(f"text,label\n{rows}", encoding="utf-8")
    for command in [line for fence in fences("sh") for line in fence.splitlines()]:
        with TemporaryFile("w+") as typed:
            typed.write("can I take ibuprofen\n/quit\n")
            typed.seek(0)
            monkeypatch.setattr("sys.stdin", typed)
            assert main(command.replace("path/to/model", str(chatty_model())).split()[1:]) == 0
        assert capsys.readouterr().out
