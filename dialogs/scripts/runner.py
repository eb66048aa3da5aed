"""Running scripts: play each dialogue up to its first deviation and say what came of it.

A `Stage` is a script with its domain compiled and its reader made, late and once; a dialogue depends on no other.
It prints nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...agent.deciding.choosing import Step
from ...agent.state.heard import Reader
from ...agent.state.mind import Mind
from ...beliefs.belief.model import compile_domain
from ...beliefs.deciding.policy import Policy
from ...beliefs.errors import DialogError
from ...beliefs.language.domain import Domain
from ...beliefs.loading import load_domain
from ..files.embedded import embedded_domain
from ..files.forms import Filled
from ..files.shipped import find
from .expecting import Difference, differences
from .player import Player
from .script import Dialogue, Script, Turn, load_script
from .script_checks import check_script

__all__ = ["Deviation", "Outcome", "Stage", "files_in", "stage", "told"]

SUFFIX = ".dialog.yaml"


@dataclass(frozen=True)
class Deviation:
    """The first turn of a dialogue that is not as expected."""

    turn: int
    """Counted from 0."""
    line: int
    words: str
    differences: tuple[Difference, ...]
    said: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What came of one dialogue."""

    file: str
    name: str
    line: int
    turns: int
    """Turns played."""
    seconds: float
    deviation: Deviation | None = None
    error: str | None = None
    """What kept it from being played."""

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return self.deviation is None and self.error is None


@dataclass(frozen=True, eq=False)
class Stage:
    """A script, ready to be played."""

    filled: Filled[Script]
    mind: Mind
    make_reader: Callable[[], Reader]

    @cached_property
    def reader(self) -> Reader:
        """The reader, made when the first message has to be read."""
        return self.make_reader()

    def play(self, position: int, *, every: bool = False) -> Iterator[Outcome]:
        """Play one dialogue up to its first deviation, or yield an outcome for each with ``every``."""
        dialogue = self.filled.value.dialogues[position]
        started, found = time.perf_counter(), 0
        player = Player.fresh(
            self.mind, lambda: self.reader, dialogue.name, seed=dialogue.seed, context=dialogue.context
        )
        for number, turn in enumerate(dialogue.turns):
            deviation = self._turn(player, position, number, turn)
            if deviation is not None:
                found += 1
                yield self._outcome(dialogue, position, number + 1, started, deviation)
                if not every:
                    return
        if not found:
            yield self._outcome(dialogue, position, len(dialogue.turns), started, None)

    def outcome(self, position: int) -> Outcome:
        """What comes of one dialogue; a turn that cannot be played is an outcome, too."""
        try:
            return next(self.play(position))
        except DialogError as error:
            dialogue = self.filled.value.dialogues[position]
            line = self.filled.line("dialogues", position)
            return Outcome(self.filled.file, dialogue.name, line, 0, 0.0, error=error.message)

    def _turn(self, player: Player, position: int, number: int, turn: Turn) -> Deviation | None:
        if turn.restart:
            player.restart()
            return None
        line = self.filled.line("dialogues", position, "turns", number)
        try:
            step = _taken(player, turn)
        except (KeyError, ValueError) as error:
            raise DialogError(f"{self.filled.file}:{line}: this turn cannot be played: {error}") from error
        found = () if turn.expect is None else tuple(differences(player.mind, step, turn.expect))
        if not found:
            return None
        told_by = "" if turn.control is not None else step.decision.reason  # of a control it is but its name
        why = str(step.decision.rationale.get("sentence") or told_by)
        return Deviation(number, line, turn.words, found, step.decision.said, why)

    def _outcome(
        self, dialogue: Dialogue, position: int, turns: int, started: float, deviation: Deviation | None
    ) -> Outcome:
        line, seconds = self.filled.line("dialogues", position), time.perf_counter() - started
        return Outcome(self.filled.file, dialogue.name, line, turns, seconds, deviation)


def stage(path: Path) -> Stage:
    """Read a script, compile its domain and look up its names.

    Raises:
        EdgewiseError: The script or its domain is wrong.
    """
    filled = load_script(path)
    domain = _domain(filled.value.domain, path)
    mind = Mind(Policy(compile_domain(domain)))
    check_script(filled, mind.model)
    return Stage(filled, mind, lambda: _reader(filled.value, mind))


def files_in(paths: list[Path]) -> list[Path]:
    """The script files among the paths; a folder stands for those in it.

    Raises:
        DialogError: There are none, or a path leads nowhere.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise DialogError(f"no such script: {str(path)!r}", hint=f"a file, or a folder of *{SUFFIX}")
        found += sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not found:
        raise DialogError("there are no scripts here", hint=f"a script's name ends in {SUFFIX}")
    return found


def told(outcome: Outcome) -> str:
    """A deviation for people: what was expected, what came, what the agent said and why."""
    deviation = outcome.deviation
    if deviation is None:
        return outcome.error or "as expected"
    width = max(len(found.what) for found in deviation.differences)
    rows = [f"  {found.what:<{width}}  expected {found.expected}" for found in deviation.differences]
    rows = [f"{row}\n  {'':<{width}}  came     {d.came}" for row, d in zip(rows, deviation.differences, strict=True)]
    head = f"{outcome.file}:{deviation.line}: {outcome.name}, turn {deviation.turn + 1}: {deviation.words}"
    said = f"  the agent said: {deviation.said or '(nothing)'}"
    return "\n".join([head, *rows, said, *([f"  why: {deviation.why}"] if deviation.why else [])])


def _taken(player: Player, turn: Turn) -> Step:
    if turn.user is not None:
        return player.say(turn.user, turn.means)
    if turn.operator is not None:
        return player.act(turn.operator)
    assert turn.control is not None, "the form admits nothing else"
    return player.control(turn.control)


def _domain(wanted: str, script: Path) -> Domain:
    if not wanted:
        return embedded_domain()
    beside = script.parent / wanted
    return load_domain(find(str(beside) if beside.exists() else wanted))


def _reader(script: Script, mind: Mind) -> Reader:
    if script.reader == "scripted":
        from ...agent.reading.doubles import ScriptedReader

        return ScriptedReader(mind.model, script.phrases)
    from ...agent.models.encoder import load_encoder
    from ...agent.reading.encoder_reading import EncoderReader

    return EncoderReader(mind.model, load_encoder())
