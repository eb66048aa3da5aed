"""The language of scripts: what one ``*.dialog.yaml`` may say.

A file names a domain and holds dialogues; a dialogue is a list of turns; a turn is something that a user says, that
an operator does or that happens to the store, with what is expected of the agent then. Shape only: playing is
`player`, comparing is `expecting`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ...agent.state.events import Control, PersonAct
from ...beliefs.errors import Flaw
from ...beliefs.language.shorthand import written
from ...beliefs.language.yaml_tree import read_tree
from ..files.forms import Filled, Words, flawed, read_form, read_text

__all__ = ["Dialogue", "Expect", "Means", "Part", "Range", "Script", "Turn", "load_script", "parse_script"]

Listed = TypeVar("Listed")

BOUND = re.compile(r"^\s*(<=|>=|<|>)\s*([0-9]*\.?[0-9]+)\s*$")


def _compiles(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return patterns


def _some(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    # Not `min_length`: it also counts what was refused, and so tells of one mistake twice.
    if not listed:
        raise ValueError("the list is empty")
    return listed


Patterns = Annotated[Words, AfterValidator(_compiles)]


class Part(BaseModel):
    """Base of every part of a script: frozen, and strict about misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty(cls, raw: object) -> object:
        return written(raw, cls.model_fields)


class Range(Part):
    """Bounds of a probability: ``>= 0.8``, ``< 0.3`` or ``[0.4, 0.6]``."""

    low: Annotated[float, Field(ge=0, le=1)] = 0.0
    high: Annotated[float, Field(ge=0, le=1)] = 1.0

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        if isinstance(raw, (list, tuple)):
            low, high = cast("list[object]", raw) if len(cast("list[object]", raw)) == 2 else (None, None)
            return {"low": low, "high": high}
        if not isinstance(raw, str):
            return raw
        match = BOUND.match(raw)
        if match is None:
            raise ValueError(f"{raw!r} is no bound; write >= 0.8, < 0.3 or [0.4, 0.6]")
        return {"low" if match[1].startswith(">") else "high": match[2]}


class Means(Part):
    """What a message says, for a reader that is told: nothing is left to a model."""

    intent: Words = ()
    """What it asks for; several hold together."""
    facts: dict[str, str] = Field(default_factory=dict)
    """Facet -> value."""
    answer: str = ""
    """Outcome of the question that is open: a value, an intent, ``none``, ``unsure`` or ``withheld``."""
    acts: Words = ()
    """Speech acts beyond those that the words show."""


class Expect(Part):
    """What is expected of a turn; what is not written is not looked at."""

    act: Literal["answer", "ask", "refuse", "escalate", "tell", "silent"] | None = None
    reason: str | None = None
    question: str | None = None
    response: str | None = None
    intent: str | None = None
    """The most probable one."""
    facets: dict[str, str] = Field(default_factory=dict)
    """Facet -> its most probable value."""
    constraint: str | None = None
    """The objective whose limit withholds a response; ``none`` expects that no limit binds."""
    escalation: str | None = None
    options: tuple[str, ...] | None = None
    """The options as they are shown, in their order."""
    says: Words = ()
    """Texts that the agent's words hold, whatever their case."""
    says_not: Words = ()
    matches: Patterns = ()
    """Regular expressions that the agent's words match."""
    belief: dict[str, Range] = Field(default_factory=dict)
    """An intent, or ``facet=value`` -> bounds of its probability when the agent decided."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        return {"act": raw} if isinstance(raw, str) else raw


class Turn(Part):
    """One thing that happens, and what is expected then."""

    user: str | None = None
    operator: PersonAct | None = None
    """What a person at the desk does."""
    control: Control | None = None
    """A control that is used by a call, not by words."""
    restart: bool = False
    """The process is killed here: what is not in the store's file is lost."""
    means: Means | None = None
    expect: Expect | None = None

    @model_validator(mode="after")
    def _one(self) -> Turn:
        given = [name for name in ("user", "operator", "control") if getattr(self, name) is not None]
        given += ["restart"] * self.restart
        if len(given) != 1:
            told = f"this one has {' and '.join(given)}" if given else "this one has none of them"
            raise ValueError(f"a turn is one of user, operator, control or restart; {told}")
        if self.restart and self.expect is not None:
            raise ValueError("nothing is said at a restart: expect it of the next turn")
        return self

    @property
    def words(self) -> str:
        """What happens, for a message."""
        if self.user is not None:
            return self.user
        if self.operator is not None:
            return f"(operator: {self.operator.do})"
        return f"(control: {self.control.name})" if self.control is not None else "(restart)"


class Dialogue(Part):
    """One dialogue."""

    name: str
    tags: Words = ()
    seed: int = 0
    context: str | None = None
    turns: Annotated[tuple[Turn, ...], AfterValidator(_some)]


class Script(Part):
    """A file of dialogues."""

    domain: str = ""
    """A path beside the script, or the name of an example; empty is the built-in one."""
    reader: Literal["encoder", "scripted"] = "encoder"
    phrases: dict[str, str] = Field(default_factory=dict)
    """For the scripted reader: a phrase -> the intent that a message holding it asks for."""
    dialogues: Annotated[tuple[Dialogue, ...], AfterValidator(_some)]

    @model_validator(mode="after")
    def _told_apart(self) -> Script:
        names = [dialogue.name for dialogue in self.dialogues]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two dialogues are called {twice[0]!r}")
        return self


def load_script(path: Path) -> Filled[Script]:
    """Read a script.

    Raises:
        DialogError: All that is wrong with its form, each with its line.
    """
    return parse_script(read_text(path), file=str(path))


def parse_script(text: str, *, file: str = "script") -> Filled[Script]:
    """Read a script from its text; ``file`` is only what its flaws name."""
    root = read_tree(text).root
    if root is not None and "intents" in root.entries and "dialogues" not in root.entries:
        hint = "edgewise chat talks to it, edgewise validate checks it"
        raise flawed(file, [Flaw("", "this is a domain, and no script", hint, line=root.line)])
    return read_form(text, Script, file=file)
