"""Draws docs/figures/transcript.svg: a real conversation of the terminal chat with the triage example.

Run it again after a change of wording: python docs/transcript.py
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from edgewise.beliefs.loading import load_domain
from edgewise.dialogs.chat.loop import Chat
from edgewise.dialogs.chat.rich_screen import RichScreen
from edgewise.dialogs.chat.screen import Progress
from edgewise.dialogs.files.places import default_store
from edgewise.dialogs.files.shipped import find
from rich.console import Console
from rich.terminal_theme import MONOKAI

SAID = ["how much can I take against a headache?", "it is for my daughter, she is 7", "/what-if age=adult"]
FIGURE = Path(__file__).with_name("figures") / "transcript.svg"


class Still(RichScreen):
    """A screen without a spinner, which a picture cannot turn."""

    @contextmanager
    def waiting(self, what: str) -> Generator[Progress]:
        """Show nothing."""
        yield PlainProgress()


class PlainProgress:
    """Progress that nobody sees."""

    def stage(self, what: str) -> None:
        """Show nothing."""

    def token(self, text: str) -> None:
        """Show nothing."""


class Typed:
    """A person who types what stands above."""

    live = False

    def __init__(self, screen: RichScreen) -> None:
        self.screen = screen
        self.left = list(SAID)

    def read(self, prompt: str) -> str:
        """Type the next line, in sight."""
        if not self.left:
            raise EOFError
        line = self.left.pop(0)
        self.screen.console.print()
        self.screen.say(line, "tell", (), "you")
        return line

    def stop(self) -> None:
        """Type nothing more."""
        self.left.clear()


def main() -> None:
    """Talk, and draw what the screen showed."""
    console = Console(record=True, width=92, file=io.StringIO(), force_terminal=True, highlight=False)
    screen = Still(console)
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder  # where the chat keeps sessions, so that it says what it says at home
        chat = Chat(load_domain(find("triage")), screen, store=default_store())
        chat.name = "readme"
        chat.run(Typed(screen))
    drawn = console.export_svg(title="edgewise chat triage", theme=MONOKAI)
    # Rich asks for a font from the network; the reader's own will do.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL).replace("Fira Code", "monospace")
    drawn = re.sub(r"<!--.*?-->", "", drawn)
    FIGURE.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
