"""No lower floor imports a higher one; the gate that says so fails when one does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("agent", "beliefs", "dialogs")


BAD = {
    "beliefs/bad_up.py": ("from ..agent import __doc__", "edgewise.beliefs.bad_up -> edgewise.agent"),
    "beliefs/bad_top.py": ("from .. import dialogs", "edgewise.beliefs.bad_top -> edgewise.dialogs"),
    "agent/bad_up.py": ("from ..dialogs.cli import main", "edgewise.agent.bad_up -> edgewise.dialogs.cli"),
    "beliefs/bad_heavy.py": ("import torch", "edgewise.beliefs.bad_heavy -> torch"),
    "beliefs/bad_late.py": ("def late():\n    import sqlite3", "edgewise.beliefs.bad_late -> sqlite3"),
    "beliefs/bad_deep.py": ("from langgraph.graph import StateGraph", "edgewise.beliefs.bad_deep -> langgraph"),
    "beliefs/values/bad_plan.py": (
        "from ..planning.problem import Problem",
        "edgewise.beliefs.values.bad_plan -> edgewise.beliefs.planning.problem",
    ),
    "agent/words/bad_deep.py": (
        "from ..state.heard import Heard",
        "edgewise.agent.words.bad_deep -> edgewise.agent.state.heard",
    ),
    "agent/words/bad_up.py": (
        "from ...beliefs.belief.model import Model",
        "edgewise.agent.words.bad_up -> edgewise.beliefs",
    ),
    "agent/words/bad_number.py": (
        "from ..amounts.units import convert",
        "edgewise.agent.words.bad_number -> edgewise.agent.amounts",
    ),
    "agent/amounts/bad_asked.py": (
        "from ..matching.questions import Option",
        "edgewise.agent.amounts.bad_asked -> edgewise.agent.matching",
    ),
    "agent/words/bad_heavy.py": ("import torch", "edgewise.agent.words.bad_heavy -> torch"),
    "agent/state/bad_session.py": (
        "from ..session import Session",
        "edgewise.agent.state.bad_session -> edgewise.agent.session",
    ),
    "dialogs/files/bad_chat.py": (
        "from ..chat.screen import Screen",
        "edgewise.dialogs.files.bad_chat -> edgewise.dialogs.chat.screen",
    ),
}


def lint_imports(root: Path, house: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the project's contracts on the installed packages, or on a copy of them."""
    code = "from importlinter.cli import lint_imports_command as main; main()"
    flags: list[str] = []
    if house is not None:  # without `site`, whose editable finder would lead back to the real packages
        flags = ["-S"]
        path = [str(house), *(entry for entry in sys.path if entry.endswith("site-packages"))]
        code = f"import sys; sys.path[:0] = {path!r}; {code}"
    return subprocess.run(
        [sys.executable, *flags, "-c", code, "--config", str(root / "pyproject.toml"), "--no-cache", "--no-logo"],
        cwd=house or root,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_house(root: Path, target: Path) -> Path:
    """Copy the three packages as a plain namespace: target/edgewise/{agent,beliefs,dialogs}."""
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / package, target / "edgewise" / package, ignore=ignore)
    return target


def test_the_floors_hold(root: Path) -> None:
    result = lint_imports(root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "7 kept, 0 broken" in result.stdout


def test_a_copy_of_the_house_holds_too(root: Path, tmp_path: Path) -> None:
    """The control's control: what the next test breaks was whole before."""
    result = lint_imports(root, copy_house(root, tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


def test_forbidden_imports_are_found(root: Path, tmp_path: Path) -> None:
    house = copy_house(root, tmp_path)
    for name, (line, _) in BAD.items():
        (house / "edgewise" / name).write_text(f'"""A module that must not be."""\n\n{line}\n')
    result = lint_imports(root, house)
    assert result.returncode == 1, result.stdout + result.stderr
    assert [said for _, said in BAD.values() if said not in result.stdout] == []
