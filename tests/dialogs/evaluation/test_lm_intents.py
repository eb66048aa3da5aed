"""``evaluate intents --reader lm``: the same measures with a language model in the head's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.evaluation.intents import evaluate
from tiny_language_model import tiny_model

WORDS = ("card", "refund", "transfer")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("intents")
    train, test = folder / "train.csv", folder / "test.csv"
    rows = [(f"{number} {word} please", word) for word in WORDS for number in range(6)]
    asked = [(f"the {word}", word) for word in WORDS] + [("that is not on the list", "oos")]
    for path, pairs in ((train, rows), (test, asked)):
        path.write_text("text,label\n" + "".join(f"{text},{label}\n" for text, label in pairs), encoding="utf-8")
    return train, test


def test_a_model_that_expects_the_right_words_reads_well(files, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    report = evaluate(*files, reader="lm", lm=ScriptedLM())
    assert report.measured.accuracy == 1.0
    assert report.measured.out_of_scope.auroc == 1.0
    assert report.source.reader == "lm"


def test_the_command_reads_with_a_model_in_a_folder(files, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    train, test = (str(path) for path in files)
    command = ["evaluate", "intents", "--train", train, "--test", test, "--reader", "lm", "--device", "cpu"]
    assert main([*command, "--model", str(tiny_model())]) == 0
    assert "accuracy" in capsys.readouterr().out


def test_without_a_model_the_fix_is_named(files) -> None:
    with pytest.raises(DialogError) as caught:
        evaluate(*files, reader="lm")
    assert "--model" in (caught.value.hint or "")
