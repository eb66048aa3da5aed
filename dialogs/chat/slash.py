"""Slash commands of the terminal chat: the table, and how a line names one.

Most are the agent's own controls under a short name; a few belong to the terminal (save, record, theme, quit).
What they do is the chat's business; this module only knows their names, arguments and help.
"""

from __future__ import annotations

from typing import NamedTuple

from ...beliefs.errors import DialogError, UnknownName

__all__ = ["COMMANDS", "Slash", "Spoken", "parse_slash"]


class Slash(NamedTuple):
    """One command."""

    name: str
    summary: str
    argument: str = ""
    """How its argument is written in the help; empty when it takes none."""
    control: str = ""
    """The agent's control that it stands for."""


class Spoken(NamedTuple):
    """A command as it was typed."""

    command: Slash
    argument: str


COMMANDS: tuple[Slash, ...] = (
    Slash("why", "why the last thing was said: everything that was weighed", control="why"),
    Slash("belief", "what I think you want, and what I take for known", control="belief"),
    Slash("what-if", "what I would do if a fact were so", "FACT=VALUE", control="what_if"),
    Slash("correct", "take back what was understood of a fact, or put it right", "FACT[=VALUE]", control="correct"),
    Slash("just-answer", "no more questions: the best safe answer now", control="just_answer"),
    Slash("explore", "the other ways in which I could read you", control="explore"),
    Slash("contest", "dispute the last decision; a person looks at it", "[REASON]", control="contest"),
    Slash("reset", "start over; only what a person attested stays", control="reset"),
    Slash("profile", "what I remember of you between sessions", "[on|off|show|edit|forget]", control="profile"),
    Slash(
        "values", "what matters to you: see it, set it, weigh it", "[PROFILE|OBJECTIVE=N ...|forget]", control="values"
    ),
    Slash("human", "hand over to a person", control="person"),
    Slash("save", "write the conversation to a file", "[FILE]"),
    Slash("record", "write the conversation as a script that can be run again", "[FILE]"),
    Slash("theme", "change the colours", "[dark|light|none]"),
    Slash("help", "this list"),
    Slash("quit", "leave; the session can be resumed"),
)

_NAMES = {command.name: command for command in COMMANDS} | {"exit": COMMANDS[-1], "q": COMMANDS[-1]}


def parse_slash(line: str) -> Spoken | None:
    """Return the command that a line names, None for ordinary words; a name that is not known is an error."""
    if not line.startswith("/") or line.startswith("//"):
        return None
    name, _, argument = line[1:].partition(" ")
    if not name:
        raise DialogError("a slash alone is no command", hint="/help lists them")
    if name.casefold() not in _NAMES:
        raise UnknownName("command", f"/{name}", [f"/{known}" for known in _NAMES])
    return Spoken(_NAMES[name.casefold()], argument.strip())
