"""A pytest plugin: every dialogue in a ``*.dialog.yaml`` is a test.

Loaded by pytest itself in every run, so it imports nothing but pytest until it meets a script. A script is read and
its domain compiled once a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .runner import Outcome, Stage

__all__ = ["DialogueFailed", "DialogueItem", "ScriptFile", "pytest_collect_file", "pytest_configure"]


def pytest_configure(config: pytest.Config) -> None:
    """Make the tags' prefix known, so that strict markers accept it."""
    config.addinivalue_line("markers", "dialogue: a dialogue of a script (edgewise)")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect scripts."""
    if not file_path.name.endswith(".dialog.yaml"):
        return None
    return ScriptFile.from_parent(parent, path=file_path)  # pyright: ignore[reportUnknownMemberType]


class DialogueFailed(Exception):
    """A dialogue did not go as its script expects."""


class ScriptFile(pytest.File):
    """One script."""

    def collect(self) -> Iterator[DialogueItem]:
        """One item a dialogue; names are read here, the domain is compiled when the first is played."""
        from ...beliefs.errors import EdgewiseError
        from .script import load_script

        try:
            filled = load_script(self.path)
        except EdgewiseError as error:
            raise self.CollectError(str(error)) from error
        for position, dialogue in enumerate(filled.value.dialogues):
            item = DialogueItem.from_parent(self, name=dialogue.name)  # pyright: ignore[reportUnknownMemberType]
            item.position = position
            item.line = filled.line("dialogues", position)
            item.add_marker("dialogue")
            item.extra_keyword_matches.update(dialogue.tags)
            yield item


class DialogueItem(pytest.Item):
    """One dialogue."""

    position = 0
    line = 1

    def runtest(self) -> None:
        """Play it."""
        from .runner import told

        outcome: Outcome = _stage(self.path).outcome(self.position)
        if not outcome.passed:
            raise DialogueFailed(told(outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The deviation alone: where in the runner it was found helps nobody."""
        from ...beliefs.errors import EdgewiseError

        if isinstance(excinfo.value, (DialogueFailed, EdgewiseError)):
            return str(excinfo.value)
        return str(excinfo.getrepr())

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the dialogue stands."""
        return self.path, self.line - 1, self.name


@lru_cache(maxsize=8)
def _stage(path: Path) -> Stage:
    from .runner import stage

    return stage(path)
