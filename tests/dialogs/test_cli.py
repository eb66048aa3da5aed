"""The ``edgewise`` command: its table, its help, its exit codes, its errors in one line."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from edgewise.beliefs.errors import EdgewiseError
from edgewise.dialogs import cli
from edgewise.dialogs.cli import CommandModule, find_command, load_command, main, parser_for
from edgewise.dialogs.commands import COMMANDS, Command
from edgewise.dialogs.terminal.command_parser import option_strings

NAMES = [command.name for command in COMMANDS]
RUN = [sys.executable, "-m", "edgewise.dialogs.cli"]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A table of three commands over one stand-in module; set its ``act`` to what ``run`` shall do."""
    module = SimpleNamespace(act=lambda args: 0)
    module.add_arguments = lambda parser: parser.add_argument("--seed", type=int, default=0)
    module.run = lambda args: module.act(args)
    table = [Command("play", "x", "Play", ("edgewise play --seed 1",)), Command("rate it", "x", "Rate")]
    monkeypatch.setattr(cli, "COMMANDS", (*table, Command("rate them", "x", "Rate all")))
    monkeypatch.setattr(cli, "load_command", lambda command: module)
    return module


def raising(error: BaseException) -> object:
    def act(args: argparse.Namespace) -> int:
        raise error

    return act


# The real table


def test_names_are_unique_and_no_command_is_also_a_group() -> None:
    assert len(set(NAMES)) == len(NAMES)
    groups = {name.split()[0] for name in NAMES if " " in name}
    assert groups & set(NAMES) == set()
    assert all(len(name.split()) <= 2 for name in NAMES)


@pytest.mark.parametrize("entry", COMMANDS, ids=NAMES)
def test_every_command_loads_and_explains_itself(entry: Command, capsys: pytest.CaptureFixture[str]) -> None:
    module = load_command(entry)
    options = option_strings(parser_for(entry, module))
    assert callable(module.run)
    assert {"--debug", "--help"} <= set(options)
    assert entry.summary[0].isupper()
    assert not entry.summary.endswith(".")
    assert main([*entry.name.split(), "--help"]) == 0
    assert f"usage: edgewise {entry.name}" in capsys.readouterr().out


@pytest.mark.parametrize("entry", COMMANDS, ids=NAMES)
def test_examples_in_the_help_are_understood(entry: Command) -> None:
    assert entry.examples
    for example in entry.examples:
        words = shlex.split(example)
        assert words[0] == "edgewise"
        if not set(words) & {"|", "<", ">"}:
            parser_for(entry, load_command(entry)).parse_args(words[1 + len(entry.name.split()) :])


def test_help_of_a_command_imports_nothing_heavy() -> None:
    """Help starts at once: what a command needs is imported when it runs."""
    code = (
        "import sys\nfrom edgewise.dialogs.cli import load_command, parser_for\n"
        "from edgewise.dialogs.commands import COMMANDS\n"
        "heavy = {'langgraph', 'numpy', 'prompt_toolkit', 'pydantic', 'rich', 'torch', 'transformers', 'yaml'}\n"
        "for command in COMMANDS:\n"
        "    parser_for(command, load_command(command)).format_help()\n"
        "    assert not heavy & set(sys.modules), (command.name, heavy & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_module_is_in_the_table(root: Path) -> None:
    """A module that offers a command and is in no table can be reached by nobody."""
    offers = {
        ".".join(path.relative_to(root / "dialogs").with_suffix("").parts)
        for path in (root / "dialogs").rglob("*.py")
        if "\ndef add_arguments(" in (text := path.read_text(encoding="utf-8")) and "\ndef run(" in text
    }
    assert offers == {command.module for command in COMMANDS}


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in NAMES)
    assert max(len(line) for line in out.splitlines()) <= 100


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"edgewise {version('edgewise')}\n"


def test_the_installed_command_is_this_one() -> None:
    script = Path(sys.executable).with_name("edgewise")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("edgewise ")


# Finding and parsing


def test_a_command_is_found_by_two_words_or_one(command: SimpleNamespace) -> None:
    found = [find_command(words) for words in (["play", "x.yaml"], ["rate", "it", "--seed", "3"], ["rate"], [])]
    assert [entry.name if entry else None for entry in found] == ["play", "rate it", None, None]


def test_arguments_reach_the_command(command: SimpleNamespace) -> None:
    command.act = lambda args: args.seed
    assert main(["rate", "them", "--seed", "7"]) == 7


def test_a_group_lists_its_members(command: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rate", "--help"]) == 0
    out = capsys.readouterr().out
    assert "rate it" in out
    assert "rate them" in out
    assert "\n  play" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plai"], "edgewise: unknown command 'plai' (did you mean 'play'?)\n"),
        (["rate", "thm"], "edgewise: unknown rate command 'thm' (did you mean 'them'?)\n"),
        (["--debugg", "play"], "edgewise: unknown option '--debugg' (did you mean '--debug'?)\n"),
        (["play", "--sede", "1"], "edgewise: play: unrecognized arguments: --sede 1 (did you mean '--seed'?)\n"),
        (["play", "x"], "edgewise: play: unrecognized arguments: x (see edgewise play --help)\n"),
    ],
)
def test_a_wrong_word_is_one_line_with_a_hint(
    command: SimpleNamespace, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == said


def test_a_group_is_listed_once(command: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["zzz"]) == 2
    assert capsys.readouterr().err == "edgewise: unknown command 'zzz' (one of play, rate)\n"


def test_options_are_never_guessed_from_their_beginning(command: SimpleNamespace) -> None:
    """Or a later option with the same beginning would change what a script does."""
    assert main(["play", "--see", "1"]) == 2


# Errors and exit codes


@pytest.mark.parametrize(
    "words",
    [
        "report nope",
        "deliberate nope.csv pizza-order",
        "learn nope.jsonl --out nope.yaml",
        "evaluate intents --train nope.csv --test nope.csv",
    ],
)
def test_a_file_that_is_not_there_is_told_without_the_systems_number(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 2
    err = capsys.readouterr().err
    assert "No such file" in err or "no such" in err or "holds no simulation" in err
    assert "[Errno" not in err


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_commands_code_is_the_exit_code(command: SimpleNamespace, code: int) -> None:
    command.act = lambda args: code
    assert main(["play"]) == code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (EdgewiseError("no model", hint="install it"), 2, "edgewise: no model (install it)\n"),
        (EdgewiseError("no model"), 2, "edgewise: no model\n"),
        (FileNotFoundError(2, "No such file", "x.yaml"), 2, "edgewise: No such file: 'x.yaml' (check the path)\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (SystemExit(), 0, ""),
        (SystemExit(3), 3, ""),
        (SystemExit("that was all"), 2, "edgewise: that was all\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_ends_in_one_line_and_a_code(
    command: SimpleNamespace, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    command.act = raising(error)
    assert main(["play"]) == code
    assert capsys.readouterr().err == said


def test_a_bug_is_one_line_that_says_how_to_see_more(
    command: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    command.act = raising(ZeroDivisionError("division by zero"))
    assert main(["play"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("edgewise: ZeroDivisionError: division by zero (")
    assert "--debug" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [["--debug", "play"], ["play", "--debug"]])
def test_debug_shows_the_traceback(
    command: SimpleNamespace, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    command.act = raising(EdgewiseError("no model"))
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert "raise error" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [("--debug play", True), ("play --debug", True), ("rate --debug it", True), ("play", False), ("rate it", False)],
)
def test_a_command_knows_of_debug_wherever_it_stands(command: SimpleNamespace, words: str, told: bool) -> None:
    seen: list[bool] = []
    command.act = lambda args: seen.append(args.debug) or 0
    assert main(words.split()) == 0
    assert seen == [told]


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    """``edgewise --help | head -0``: the pipe's other end is closed before anything is written."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        done = subprocess.run([*RUN, "--help"], stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_reader_that_leaves_early_is_no_answer_that_is_no() -> None:
    """Tables are written by rich, which would end the program with 1."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        words = [*RUN, "explain", "pizza-order"]
        done = subprocess.run(words, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize(("closed", "words"), [("<&-", "chat pizza-order --plain"), ("2>&-", "validate --help")])
def test_a_stream_that_is_closed_reads_as_empty_and_takes_no_words(closed: str, words: str) -> None:
    line = f"{shlex.join(RUN)} {words} {closed}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", ["schema", "--help", "validate --help", "calibrate --help"])
def test_what_cannot_be_printed_is_not_done(words: str) -> None:
    """Bug: into a closed output, a schema that nobody got was called done."""
    line = f"{shlex.join(RUN)} {words} >&-"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "edgewise: Bad file descriptor: standard output\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("chat --store .", "'.' is a folder, and no store"),
        ("replay .", "'.' is a folder, and no log (a decision log, or the file that --store names)"),
        ("calibrate none.yaml", "No such file or directory: 'none.yaml' (check the path)"),
        ("learn latin --out x.yaml", "latin: cannot be read: byte 4 is not UTF-8 text; save the file as UTF-8"),
        ("learn broken --out x.yaml", "broken, line 1: this is no JSON (a row is "),
        (
            "learn empty-label --out x.yaml",
            "line 1: label: '' is too short; hidden.cough: 'maybe' is none of 'yes', 'no'",
        ),
        ("chat nofile", "there is no file 'nofile' and no such example (the path of a domain file, or one of astro"),
        ("chat triag", "there is no file 'triag' and no such example (did you mean 'triage'?)"),
        ("chat pizza-order --plain --store foreign.db", "foreign.db is another program's database (name a new file"),
        ("replay file", "file holds no decisions"),
        ("audit health file", "file holds no decisions"),
        ("audit lockin file", "file holds no decisions"),
        ("compare pizza-order --variant planner=gredy", "edgewise: unknown planner 'gredy' (did you mean 'greedy'?)\n"),
        ("run latin", "latin: cannot be read: byte 4 is not UTF-8 text; save the file as UTF-8"),
        ("new foo --in file/foo", "cannot make file/foo: "),
        ("audit lockin file --above 2", "argument --above: 2 is not from 0 to 1"),
        ("audit lockin file --above nan", "argument --above: nan is not from 0 to 1"),
    ],
)
def test_errors_say_what_and_where(line: str, told: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("latin").write_bytes("café".encode("latin-1"))
    Path("broken").write_text("label: [flu\n")
    Path("empty-label").write_text('{"label": "", "hidden": {"cough": "maybe"}}\n')
    foreign = _foreign(Path("foreign.db"))
    assert main(line.split()) == 2
    assert told in capsys.readouterr().err
    assert Path("foreign.db").read_bytes() == foreign


def _foreign(path: Path) -> bytes:
    """Make another program's database; returns what is in the file."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE letters (body TEXT)")
    return path.read_bytes()


def test_ctrl_c_in_a_real_process_is_clean() -> None:
    code = """
import sys, time
from types import SimpleNamespace
from edgewise.dialogs import cli
wait = lambda args: (print("ready", flush=True), time.sleep(60))
cli.load_command = lambda command: SimpleNamespace(add_arguments=lambda parser: None, run=wait)
sys.exit(cli.main(["completion"]))
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "\n")


def test_the_table_loads_modules_of_this_package() -> None:
    module: CommandModule = load_command(Command("completion", "completion", ""))
    assert getattr(module, "__name__", "") == "edgewise.dialogs.completion"
