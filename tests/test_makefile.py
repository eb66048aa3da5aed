"""``make`` sets up once, finds a Python that is new enough, and says so when there is none."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

OLD = """#!/bin/sh
case "$*" in *print*) echo 3.9;; *) exit 1;; esac
"""
# A Python whose venv has no ensurepip, as Debian's is without python3-venv; what it is told goes to a log.
BARE = """#!/bin/sh
case "$*" in
  *print*) echo 3.11; exit 0;;
  *version_info*) exit 0;;
  "-m venv --clear .venv") exit 1;;
esac
echo "$@" >> log
mkdir -p .venv/bin
printf '#!/bin/sh\\necho "venv $@" >> log\\ntest -e pip -o "$3" != --version\\n' > .venv/bin/python
chmod +x .venv/bin/python
"""


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path)
    return tmp_path


def make(project: Path, *words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "PYTHON"}}
    if path is not None:
        env["PATH"] = path
    program = shutil.which("make")
    assert program is not None
    return subprocess.run(
        [program, *words], cwd=project, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_python_that_is_too_old_is_named(project: Path) -> None:
    old = script(project / "bin" / "python3", OLD)
    done = make(project, "install", f"PYTHON={old}")
    assert done.returncode != 0
    assert f"Edgewise needs Python 3.11 or newer; {old} is 3.9;" in done.stderr
    assert "make PYTHON=" in done.stderr
    assert not (project / ".venv").exists()


def test_no_python_at_all_is_said(project: Path) -> None:
    done = make(project, "install", f"PYTHON={project / 'nothing'}")
    assert done.returncode != 0
    assert f"no Python found at {project / 'nothing'};" in done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one(project: Path) -> None:
    script(project / "bin" / "python3", OLD)
    script(project / "bin" / "python3.12", BARE)
    done = make(project, "install", path=f"{project / 'bin'}:/usr/bin:/bin")
    assert done.returncode == 0, done.stderr
    assert "Making .venv with python3.12 3.11" in done.stdout


def test_a_python_without_ensurepip_still_makes_the_environment(project: Path) -> None:
    bare = script(project / "bin" / "bare", BARE)
    done = make(project, "install", f"PYTHON={bare}")
    assert done.returncode == 0, done.stderr
    assert (project / "log").read_text().splitlines() == [
        "-m venv --clear --without-pip .venv",
        "-m pip --python .venv/bin/python install --quiet pip",
        "venv -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .[dev]",
    ]


def test_set_up_runs_again_only_when_its_inputs_changed(project: Path) -> None:
    stamp = project / ".venv" / ".edgewise-installed"
    stamp.parent.mkdir()
    stamp.touch()
    inputs = [project / "pyproject.toml", project / "constraints.txt"]
    for path in (stamp, *inputs):
        os.utime(path, (100, 100))
    assert make(project, "-q", "install").returncode == 0
    for path in inputs:
        os.utime(path, (200, 200))
        assert make(project, "-q", "install").returncode == 1
        os.utime(path, (100, 100))


def test_a_failed_install_leaves_no_stamp(project: Path) -> None:
    script(project / ".venv" / "bin" / "python", '#!/bin/sh\ntest "$3" = --version\n')
    done = make(project, "install", f"PYTHON={sys.executable}")
    assert done.returncode != 0
    assert not (project / ".venv" / ".edgewise-installed").exists()


def test_help_is_the_default_and_lists_every_target(project: Path) -> None:
    done = make(project)
    assert done.returncode == 0
    targets = re.findall(r"^\.PHONY: (.*)$", (project / "Makefile").read_text(), re.MULTILINE)[0].split()
    assert [target for target in targets if f"\n  make {target} " not in done.stdout] == []


def test_ci_stops_at_nothing_and_fails_if_any_gate_does(root: Path, tmp_path: Path) -> None:
    """Every gate runs, so that one run shows all that is wrong; its exit code is not the last one's."""
    script(tmp_path / ".ci" / "run", (root / ".ci" / "run").read_text())
    (tmp_path / "Makefile").write_text("lint types test:\n\t@echo ran $@\nlayers:\n\t@echo ran $@; exit 1\n")
    done = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.findall(r"ran (\w+)", done.stdout) == ["lint", "layers", "types", "test"]
