"""The terminal chat in a pseudo-terminal: what stands on the screen, keys, sizes, signals, pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyte")
pytest.importorskip("termios")

from chat_at_hand import Terminal
from edgewise.agent.keeping.store import open_store
from edgewise.agent.state.events import PersonAct

CHAT = str(Path(__file__).parents[2].joinpath("chat_at_hand.py"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals that are closed at the end, whatever happens."""
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


SCREEN = """\
agent  I have blocked it.
       I answer with “a lost card” because I am 98% sure
       that this is about “a lost card”.
you
─ uncertainty 0.2 bits ────────────────────────────────────
a lost card    █████████████████████████████▍  98%
a new card     ▎                                1%
a higher limit ▎                                1%"""


def test_a_small_screen_shows_words_and_belief_and_the_desk_reaches_it(tmp_path: Path, opened: list[Terminal]) -> None:
    terminal = Terminal(CHAT, str(tmp_path / "s.sqlite"), "s", columns=60, rows=20, home=tmp_path)
    opened.append(terminal)
    terminal.until("/help")
    terminal.line("my card is gone", until="because")
    terminal.until(SCREEN)  # once the bars have moved
    assert terminal.text.endswith(SCREEN)

    terminal.type("/wh\t")
    terminal.until("/what-if")
    terminal.type("\x15")  # take the line back
    terminal.line("/human", until="edgewise desk")
    terminal.type("half a li")
    open_store(tmp_path / "s.sqlite").post("s", PersonAct(do="reply", by="Ruth", text="Ruth \x1b[31mhere."))
    terminal.until("person Ruth here.")
    assert "you    half a li" in terminal.text  # what was being typed stands below it
    terminal.resize(100, 30)
    terminal.line("ne\x1b[200~\nand more\x1b[201~", until="a person has the word")
    said = open_store(tmp_path / "s.sqlite").dialogue("s")
    assert said is not None
    assert [line["text"] for line in said["lines"] if line["role"] == "user"][-1] == "half a line\nand more"

    terminal.type("\x04")
    assert terminal.end() == 0
    assert terminal.restored
    assert "Goodbye." in terminal.text
    assert "─ uncertainty" not in terminal.text.partition("Goodbye.")[2]


@pytest.mark.parametrize("how", [signal.SIGTERM, "\x03"], ids=["SIGTERM", "Ctrl-C twice"])
def test_leaving_while_the_model_loads_is_quick_and_clean(
    tmp_path: Path, opened: list[Terminal], how: signal.Signals | str
) -> None:
    terminal = Terminal(CHAT, str(tmp_path / "s.sqlite"), "", "600", home=tmp_path, NO_COLOR="1", LC_ALL="C")
    opened.append(terminal)
    terminal.until("loading the model")
    if isinstance(how, str):
        terminal.type(how)
        terminal.until("Press Ctrl-C again")
        terminal.type(how)
    code = terminal.end(None if isinstance(how, str) else how)
    assert code == (130 if isinstance(how, str) else 143)
    assert terminal.restored
    assert "Traceback" not in terminal.text
    assert terminal.raw.isascii()


def test_ctrl_c_clears_a_line_as_often_as_one_is_typed(tmp_path: Path, opened: list[Terminal]) -> None:
    terminal = Terminal(CHAT, str(tmp_path / "s.sqlite"), home=tmp_path)
    opened.append(terminal)
    terminal.until("I can help with")
    for words in ("one", "two"):
        terminal.type(words)
        terminal.until(words)
        terminal.type("\x03")
        terminal.until("Press Ctrl-C again")
    terminal.line("my card is gone", until="I have blocked it.")
    terminal.type("\x04")
    assert terminal.end() == 0


EVERY_COMMAND = {
    "my card is gone": "because I am 98% sure",
    "/why": "What I could do",
    "/belief": "What you may want",
    "/what-if abroad=yes": "If you told me that",
    "/correct abroad=yes": "/correct abroad=yes\nagent",
    "/explore": "It could also be one of these",
    "/just-answer": "/just-answer\nagent",
    "/contest that is wrong": "I have noted that you disagree",
    "/profile on": "I will remember what you usually ask about",
    "/values helpfulness=2": "I will weigh things as you say",
    "/theme light": "/theme light",
    "/save talk.txt": "/save talk.txt\n",
    "/record talk.dialog.yaml": "/record talk.dialog.yaml\n",
    "/help": "leave; the session can be resumed",
    "/reset": "All right, we start over.",
    "/human": "A person can answer from another terminal",
}
GOLDEN = Path(__file__).parents[2] / "fixtures" / "chat_transcript.txt"


def test_every_command_as_it_stands_on_the_screen(tmp_path: Path, opened: list[Terminal]) -> None:
    """Typed into a terminal one after another; after a change of wording delete the file and run it twice."""
    terminal = Terminal(CHAT, "s.sqlite", "s", columns=100, rows=300, home=tmp_path)
    opened.append(terminal)
    terminal.until("/help")
    for words, shown in EVERY_COMMAND.items():
        terminal.line(words, until=shown)
    terminal.type("/quit\r")
    assert terminal.end() == 0
    if not GOLDEN.exists():
        GOLDEN.write_text(terminal.text, encoding="utf-8")
        pytest.fail("there was no transcript; it is written now: look at it")
    assert terminal.text == GOLDEN.read_text(encoding="utf-8")
    assert (tmp_path / "talk.txt").exists() and (tmp_path / "talk.dialog.yaml").exists()


def test_a_pipe_is_plain(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, CHAT, str(tmp_path / "s.sqlite")],
        input=b"my card is gone\n\xff\xfe nonsense\n/quit",
        capture_output=True,
        env=os.environ | {"TERM": "dumb", "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    out = done.stdout.decode("latin-1")
    assert "agent: I have blocked it.\n" in out
    assert 'I answer with "a lost card" because' in out  # no such quotes in this encoding
    assert out.isascii()
    assert done.stderr == b""
