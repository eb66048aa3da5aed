"""What the README shows is so: its example runs, its tree is the tree, its commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def fence(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def tree() -> dict[str, list[str]]:
    """Folder -> what is named in it; top-level files are their own keys."""
    found: dict[str, list[str]] = {}
    folder = ""
    for line in fence("text").splitlines():
        names = re.findall(r"\S+", line.strip().partition("  ")[0].replace(",", ""))
        if line.startswith(" "):
            found[folder] += names
        else:
            folder = names[0].rstrip("/")
            found[folder] = []
    return found


def test_the_tree_names_everything_at_the_root_and_nothing_else() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    tracked = {line.partition("/")[0] for line in done.stdout.splitlines()}
    assert set(tree()) == {name for name in tracked if not name.startswith(".") and name != "README.md"}


def test_every_module_in_the_tree_is_there_and_so_is_every_one_that_is_mentioned() -> None:
    for folder, names in tree().items():
        there = [(ROOT / folder / name, name.endswith("/")) for name in names]
        assert all(path.is_dir() if room else path.is_file() for path, room in there), folder
    mentioned = [word for word in re.findall(r"(\w+\.py)\b", fence("text"))]
    assert mentioned
    assert all(any((ROOT / folder / word).is_file() for folder in tree()) for word in mentioned)


def test_every_room_is_in_the_tree() -> None:
    for folder in ("agent", "beliefs", "dialogs"):
        rooms = {f"{path.parent.name}/" for path in (ROOT / folder).glob("*/__init__.py")}
        assert rooms == {name for name in tree()[folder] if name.endswith("/")}


def test_the_ten_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(fence("yaml"), encoding="utf-8")
    code = fence("python")
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert first == "answer We are open from 9 to 17."
    assert second.startswith("tell I answer with ")


def test_the_commands_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = set(re.findall(r"(?:^    |`)make ([a-z]+)", TEXT, re.MULTILINE))
    assert {"chat", "test"} <= wanted <= targets


def test_it_stays_short() -> None:
    assert len(TEXT.splitlines()) <= 160
