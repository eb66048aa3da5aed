"""Answer functions in a Python file: a mapping named ``ANSWERS`` from responses or intents to functions.

Such a file is a program and runs when it is loaded. So it is loaded only when somebody names it, or when it stands
beside one of the example domains that come with Edgewise; never because it lies beside a domain of somebody else's.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ...beliefs.errors import AnswerFailed
from .shipped import examples_folder

if TYPE_CHECKING:
    from ...agent.writing.answers_host import Answer

__all__ = ["load_answers", "shipped_answers"]

_HINT = 'a Python file with ANSWERS = {"response-or-intent": function}'


def load_answers(path: Path) -> Mapping[str, Answer]:
    """Run the file and return what it calls ``ANSWERS``.

    Raises:
        AnswerFailed: There is no such file, it does not run, or it has no such mapping.
    """
    if not path.is_file():
        raise AnswerFailed(f"no such file: {str(path)!r}", hint=_HINT)
    name = f"edgewise_answers_{path.resolve().parent.name}_{path.stem}".replace("-", "_")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise AnswerFailed(f"{str(path)!r} is not a Python file", hint=_HINT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up by name
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise AnswerFailed(f"{str(path)!r} does not run: {type(error).__name__}: {error}", hint=_HINT) from error
    found = getattr(module, "ANSWERS", None)
    if not isinstance(found, Mapping):
        raise AnswerFailed(f"{str(path)!r} has no mapping ANSWERS", hint=_HINT)
    return cast("Mapping[str, Answer]", found)


def shipped_answers(domain: Path) -> Path | None:
    """The answer functions beside an example that comes with Edgewise; None for any other domain."""
    folder, path = examples_folder(), domain.resolve().parent / "answers.py"
    return path if folder is not None and path.is_relative_to(folder) and path.is_file() else None
