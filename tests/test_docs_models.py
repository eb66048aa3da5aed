"""The page about local models: its examples run, in order, with a model of random weights."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edgewise.dialogs.cli import find_command, load_command, parser_for
from tiny_language_model import chatty_model

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


@pytest.mark.parametrize("command", [line for fence in fences("sh") for line in fence.splitlines()])
def test_the_commands_exist_with_these_options(command: str) -> None:
    words = command.split()[1:]
    found = find_command(words)
    assert found is not None
    parser_for(found, load_command(found)).parse_args(words[len(found.name.split()) :])
