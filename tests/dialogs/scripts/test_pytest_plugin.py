"""The pytest plugin: one item a dialogue, also with xdist; nothing heavy is imported where there is no script."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(folder)]
    if "edgewise" not in _loaded():
        command[3:3] = ["-p", "edgewise.dialogs.scripts.pytest_plugin"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    return done.stdout + done.stderr


def _loaded() -> set[str]:
    from importlib.metadata import entry_points

    return {point.name for point in entry_points(group="pytest11")}


@pytest.fixture
def folder(tmp_path: Path, fixtures: Path) -> Path:
    for name in ("cards.yaml", "cards.dialog.yaml"):
        shutil.copy(fixtures / name, tmp_path / name)
    return tmp_path


def test_each_dialogue_is_an_item_and_workers_share_them(folder):
    assert "3 passed" in run(folder, "-n", "2")


def test_a_deviation_is_shown_and_tags_select(folder):
    script = folder / "cards.dialog.yaml"
    script.write_text(script.read_text().replace("says: blocked it", "says: nonsense"))
    told = run(folder, "-k", "smoke")
    assert "1 failed, 1 passed, 1 deselected" in told
    assert "expected 'nonsense'" in told
    assert "Traceback" not in told


def test_a_script_that_cannot_be_read_fails_the_collection(folder):
    (folder / "cards.dialog.yaml").write_text("dialogs: []\n")
    assert "did you mean 'dialogues'?" in run(folder)


def test_the_plugin_imports_nothing_until_it_meets_a_script():
    code = (
        "import sys, edgewise.dialogs.scripts.pytest_plugin; "
        "print([name for name in ('numpy', 'yaml', 'pydantic', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
