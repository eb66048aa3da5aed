"""What is said before a conversation in the terminal and after it: a welcome, how an earlier one ended, a way back.

It shows, and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...beliefs.language.defaults import complete
from ...beliefs.language.domain import Domain
from .screen import Screen
from .usage import again

if TYPE_CHECKING:
    from ...agent.state.dialogue import DialogueState

__all__ = ["farewell", "greet", "introduce", "left_off", "take_up"]

MOST_LINES = 4
"""Lines of an earlier conversation that are shown."""
ROLES = {"user": "you", "operator": "person"}


def introduce(domain: Domain, screen: Screen, *, kept: bool) -> None:
    """Say whose chat it is, and whether anything of it is kept."""
    screen.note(f"{complete(domain).title}. Type what you need; /help lists the commands, /quit leaves.")
    if not kept:
        screen.note("Nothing of this conversation is kept: the data folder cannot be written. --store FILE keeps it.")


def greet(domain: Domain, screen: Screen) -> None:
    """Say what the agent says to whoever is new."""
    from ...agent.deciding.wording import greeting_words

    screen.say(greeting_words(complete(domain)).text, "tell")


def take_up(before: DialogueState, name: str, screen: Screen) -> None:
    """Show how an earlier conversation ended."""
    screen.note(f"Going on with “{name}”:")
    for line in before["lines"][-MOST_LINES:]:
        screen.say(line["text"], "tell", (), ROLES.get(line["role"], "agent"))
    if before["status"] == "with_person":
        screen.note("A person has the word; they read what you write.")


def left_off(before: DialogueState) -> Sequence[str]:
    """The options of the menu that an earlier conversation ended with."""
    last = before["last"]
    return last["options"] if last is not None and before["pending"] is not None else ()


def farewell(screen: Screen, named: str, options: Mapping[str, object], *, kept: bool) -> None:
    """Say goodbye and, where the conversation is kept, how to go on with it: a usual store need not be named."""
    store = None if options["store"] == _usual() else options["store"]
    back = ("Goodbye. To go on later:", f"edgewise chat {named}{again({**options, 'store': store})}")
    screen.note(*(back if kept else ("Goodbye.",)))


def _usual() -> Path | None:
    from ..files.places import default_store

    return default_store()
