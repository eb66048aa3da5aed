"""The docs run: every example is executed, every link leads somewhere, the reference is what the commands say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from edgewise.beliefs.loading import parse_domain
from edgewise.dialogs.cli import find_command, load_command, main, parser_for
from edgewise.dialogs.cli_reference import reference

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# These have tests of their own, which know what their examples mean.
ELSEWHERE = {"README.md", "domain.md", "metrics.md", "models.md", "pluralism.md"}
RUN = [page for page in PAGES if page.name not in ELSEWHERE]
SHELL = ("sh", "console", "bash", "shell")


class Fence(NamedTuple):
    page: Path
    line: int
    kind: str
    text: str


def fences(page: Path) -> Iterator[Fence]:
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Fence(page, text[: found.start()].count("\n") + 1, found[1], found[2])


def of_kind(*kinds: str) -> list[Fence]:
    return [fence for page in RUN for fence in fences(page) if fence.kind in kinds]


def named(fence: Fence) -> str:
    return f"{fence.page.name}:{fence.line}"


def shows(fence: Fence) -> bool:
    """Whether it shows what commands print, not the commands alone."""
    return fence.kind == "console" and any(not line.startswith("$ ") for line in fence.text.splitlines())


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("https://", "mailto:")):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_every_page_is_linked_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in text]
    assert missing == []


@pytest.mark.parametrize("page", [page for page in RUN if any(f.kind == "python" for f in fences(page))], ids=str)
def test_python_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page's examples run one after another, as they are read."""
    monkeypatch.chdir(tmp_path)
    shared: dict[str, object] = {"__name__": "docs"}
    for fence in fences(page):
        if fence.kind == "python":
            padded = "\n" * fence.line + fence.text
            exec(compile(padded, str(page), "exec", dont_inherit=True), shared)


@pytest.mark.parametrize("fence", of_kind("yaml"), ids=named)
def test_yaml_is_sound(fence: Fence, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "\ndialogues:" in fence.text:
        assert main(["new", "helpdesk", "--in", str(tmp_path)]) == 0
        from edgewise.dialogs.scripts.script import parse_script

        assert parse_script(fence.text).value.dialogues
    elif "intents:" in fence.text:
        assert parse_domain(fence.text).name
    else:
        pytest.skip("a part of a file")


def commands(text: str, prompt: str = "") -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith((f"{prompt}edgewise ", f"{prompt}pytest ")):
            yield line.removeprefix(prompt).strip()


def prompt_of(fence: Fence) -> str:
    return "$ " if fence.kind == "console" else ""


@pytest.mark.parametrize("fence", of_kind(*SHELL), ids=named)
def test_commands_are_understood(fence: Fence) -> None:
    for words in commands(fence.text, prompt_of(fence)):
        program, *given = shlex.split(words, comments=True)
        if program != "edgewise":
            continue
        command = find_command(given)
        assert command is not None, words
        parser_for(command, load_command(command)).parse_args(given[len(command.name.split()) :])


@pytest.mark.timeout(900)  # a page may play whole suites, and the machine may be busy
@pytest.mark.parametrize("page", [p for p in RUN if any(f.kind in SHELL for f in fences(p))], ids=str)
def test_commands_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of a page's commands, one after another in a folder with the examples and the files that the page shows."""
    monkeypatch.chdir(tmp_path)
    Path("examples").symlink_to(ROOT / "examples")
    for fence in fences(page):
        if name := re.match(r"# ([\w.-]+\.yaml)\n", fence.text):
            Path(name[1]).write_text(fence.text, encoding="utf-8")
        if fence.kind in SHELL:
            said = "".join(played(words, monkeypatch, capsys) for words in commands(fence.text, prompt_of(fence)))
            assert said == fence.text or not shows(fence)


def played(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Run one command, somebody typing two lines where it listens; return it with what it printed."""
    given = shlex.split(words, comments=True)
    if given[0] == "pytest":
        ran = subprocess.run([sys.executable, "-m", *given, "-q"], capture_output=True, text=True, timeout=120)
        assert ran.returncode == 0, ran.stdout
    else:
        with TemporaryFile("w+") as typed:
            typed.write("I want my money back\n/quit\n")
            typed.seek(0)
            monkeypatch.setattr("sys.stdin", typed)
            assert main(given[1:]) == 0, capsys.readouterr()
    return f"$ {words}\n{capsys.readouterr().out}"


def test_the_reference_of_commands_is_up_to_date() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "python -m edgewise.dialogs.cli_reference > docs/cli.md"


@pytest.mark.parametrize("figure", sorted((ROOT / "docs").glob("**/*.svg")), ids=lambda figure: figure.name)
def test_figures_are_whole_and_ask_nothing_of_the_network(figure: Path) -> None:
    text = figure.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert not re.search(r"(?:href|src)\s*=\s*\"http|url\(\s*[\"']?http|<script", text)


@pytest.mark.parametrize("script", sorted((ROOT / "docs").glob("*.py")), ids=lambda script: script.name)
def test_what_draws_the_figures_finds_what_it_draws(script: Path) -> None:
    """Bug: two of them imported modules that had moved, and the first picture of the README showed an old chat."""
    spec = spec_from_file_location(script.stem, script)
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(module_from_spec(spec))


def modules_named() -> dict[str, set[str]]:
    """By room, on the pages that lead through the house: ``{"agent": {"turn"}, "agent/amounts": {"units"}}``."""
    names = ("one-turn.md", "how-it-reads.md", "how-it-decides.md")
    pages = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in names)
    tables = re.findall(r"^\| in `((?:agent|beliefs)[a-z/]*)/` [^\n]*\n((?:\|[^\n]*\n)+)", pages, re.MULTILINE)
    return {room: set(re.findall(r"`([a-z_]+)`", text)) for room, text in tables}


def modules_in(room: str) -> set[str]:
    return {path.stem for path in (ROOT / room).glob("*.py")} - {"__init__"}


ROOMS = sorted(
    path.parent.relative_to(ROOT).as_posix()
    for package in ("agent", "beliefs")
    for path in (ROOT / package).rglob("__init__.py")
)


@pytest.mark.parametrize("room", ROOMS)
def test_the_pages_name_the_modules_of_a_room(room: str) -> None:
    assert modules_named()[room] == modules_in(room)


def test_the_pages_name_no_room_that_is_not_there() -> None:
    assert sorted(modules_named()) == ROOMS
