"""A terminal with a chat in it: a pseudo-terminal, a screen to read, and an agent that needs no model.

Run as a program it is the chat itself; imported it is the person in front of it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

__all__ = ["Terminal", "chat_of"]

WAIT_S = 60.0


HOST_ONLY = ("NO_COLOR", "LC_ALL", "LANG", "COLUMNS", "LINES")
"""What says how the terminal is in which the tests run; this one is another."""


class Terminal:
    """A program in a pseudo-terminal of some size, with what stands on its screen."""

    def __init__(self, *words: str, columns: int = 80, rows: int = 24, home: Path, **environment: str) -> None:
        import pyte

        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.keys, slave = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(slave)
        clean = {name: value for name, value in os.environ.items() if name not in HOST_ONLY}
        given = clean | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONWARNINGS": "error"}
        given |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "STATE", "CACHE")} | environment
        command = [sys.executable, *(words or (__file__, str(home / "store.sqlite")))]
        self.program = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=home, env=given, start_new_session=True
        )
        self._slave = slave

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.keys, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text: str) -> None:
        os.write(self.keys, text.encode())

    def line(self, text: str, *, until: str = "") -> None:
        """Type a line and wait for what it brings."""
        self.type(text + "\r")
        if until:
            self.until(until)

    def until(self, words: str) -> None:
        """Wait until something stands on the screen, and until nothing more comes."""
        deadline = time.monotonic() + WAIT_S
        while words not in self.text:
            assert time.monotonic() < deadline, f"never saw {words!r} in:\n{self.text}"
            self._more(0.1)
        while self._more(0.35):
            pass

    @property
    def text(self) -> str:
        """What stands on the screen, without empty lines and the frames around the belief."""
        return "\n".join(line.rstrip() for line in self.screen.display if line.strip())

    def end(self, how: int | None = None) -> int:
        """Wait for the end, after a signal if one is given; returns the exit code."""
        if how is not None:
            os.kill(self.program.pid, how)
        deadline = time.monotonic() + WAIT_S
        while self.program.poll() is None:
            assert time.monotonic() < deadline, f"never ended:\n{self.text}"
            self._more(0.1)
        while self._more(0.1):
            pass
        return self.program.returncode

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: with echo, line by line."""
        return termios.tcgetattr(self._slave)[3] == self.before[3]

    def close(self) -> None:
        if self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()
        os.close(self.keys)
        os.close(self._slave)

    def _more(self, seconds: float) -> bool:
        if not select.select([self.keys], [], [], seconds)[0]:
            return False
        data = os.read(self.keys, 65536)
        self.raw += data
        # A mode of keyboards that the emulator does not know and would print.
        shown, *after = re.sub(rb"\x1b\[>[0-9;]*[a-z]", b"", data).split(b"\x1b[6n")
        self._stream.feed(shown)
        for part in after:  # where is the cursor, after what came before and before what comes next?
            self.type(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
            self._stream.feed(part)
        return bool(data)


def chat_of(store: Path | str | None, screen: object, *, session: str = "", slow: float = 0.0):
    """A chat in the shop of cards, without a model."""
    from agents_at_hand import CARDS, cards_agent
    from edgewise.agent.keeping.store import open_store
    from edgewise.beliefs.checks.checks import checked
    from edgewise.beliefs.language.domain import Domain
    from edgewise.dialogs.chat.loop import Chat

    def load():
        time.sleep(slow)
        return cards_agent(open_store(store))

    domain = checked(Domain.model_validate(CARDS))
    return Chat(domain, screen, session=session, store=Path(store) if store else None, load=load)  # type: ignore[arg-type]


def _main(store: str, session: str = "", slow: str = "0") -> int:
    """The chat, as `edgewise chat` opens it."""
    sys.path.insert(0, str(Path(__file__).parent))
    from edgewise.dialogs.chat import chat
    from edgewise.dialogs.chat.line_input import lines

    plain = os.environ.get("TERM") == "dumb"
    talk = chat_of(store, chat._screen("dark", plain=plain), session=session, slow=float(slow))
    with lines(talk, plain=plain) as source:
        return talk.run(source)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
