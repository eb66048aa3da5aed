"""``edgewise completion``: the scripts are valid, and the shells complete with them."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from edgewise.dialogs.cli import main
from edgewise.dialogs.commands import COMMANDS, Command
from edgewise.dialogs.completion import bash_script, fish_script, zsh_script

TABLE = (Command("play", "x", "Play a script"), Command("rate it", "x", "Rate"), Command("rate them", "x", "It's all"))
OPTIONS = {"play": ["--help", "--seed"], "rate it": ["--help"], "rate them": ["--help", "--json"]}


def in_shell(shell: str, code: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    flags = {"bash": ["--norc", "-c"], "fish": ["--no-config", "-c"], "zsh": ["-f", "-c"]}[shell]
    done = subprocess.run([shell, *flags, code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("edgewise ''", ["play", "rate"]),
        ("edgewise p", ["play"]),
        ("edgewise rate ''", ["it", "them"]),
        ("edgewise rate them --", ["--help", "--json"]),
        ("edgewise play --s", ["--seed"]),
        ("edgewise play x.yaml --h", ["--help"]),
        ("edgewise play ''", []),
        ("edgewise unknown ''", []),
    ],
)
def test_bash_offers_what_fits(line: str, offered: list[str]) -> None:
    words = line.split()
    code = f"{bash_script(TABLE, OPTIONS)}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _edgewise"
    assert in_shell("bash", code + '; printf "%s\\n" "${COMPREPLY[@]}"').split() == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [("edgewise ", ["play", "rate"]), ("edgewise rate ", ["it", "them"]), ("edgewise play --s", ["--seed"])],
)
def test_fish_offers_what_fits(line: str, offered: list[str]) -> None:
    code = f"cd (mktemp -d); {fish_script(TABLE, OPTIONS)}\ncomplete -C '{line}'"
    assert sorted(row.split("\t")[0] for row in in_shell("fish", code).splitlines()) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("edgewise ''", ["play", "rate"]),
        ("edgewise rate ''", ["it", "them"]),
        ("edgewise play --s", ["--help", "--seed"]),
    ],
)
def test_zsh_is_offered_what_fits(line: str, offered: list[str]) -> None:
    """zsh filters by what was typed itself, so its own ``compadd`` is replaced by one that prints its words."""
    words = line.split()
    stubs = f"compdef() {{ : }}; compadd() {{ print -l -- ${{@:#--}} }}; words=({line}); CURRENT={len(words)}"
    prefix = words[-1].strip("'")
    code = f"{stubs}; PREFIX={prefix}\n{zsh_script(TABLE, OPTIONS)}\n_edgewise"
    assert in_shell("zsh", code).split() == offered


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_the_command_prints_a_script_that_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert all(word in out for command in COMMANDS for word in command.name.split())
    assert "debug" in out


def test_an_unknown_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "csh"]) == 2
    assert "invalid choice: 'csh'" in capsys.readouterr().err
