"""Reading a YAML file into a checked form: every flaw with its line, misspelt keys with the nearest that exists.

Shared by scripts and personas. It knows pydantic and places in a text, and nothing of what a form is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

from ...beliefs.errors import DialogError, Flaw, key_hint, system_error
from ...beliefs.language.form_flaws import known_keys, plain_words
from ...beliefs.language.yaml_tree import Node, locate, plain, read_tree

__all__ = ["Filled", "FormError", "Words", "flawed", "read_form", "read_text"]

Form = TypeVar("Form", bound=BaseModel)
Step = str | int

MOST_BYTES = 16 * 2**20


def _many(raw: object) -> object:
    return (raw,) if isinstance(raw, (str, int, float)) else raw


Words = Annotated[tuple[str, ...], BeforeValidator(_many)]
"""A list of words, of which one may stand for a list of one."""


class FormError(DialogError):
    """A form that is not filled in as it should be; ``flaws`` lists everything found."""

    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, eq=False)
class Filled(Generic[Form]):
    """A form that was filled in, and where each of its parts stands."""

    file: str
    value: Form
    root: Node

    def line(self, *path: Step) -> int:
        """The line of what a path names."""
        return locate(self.root, path).place.line


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        DialogError: It is missing, too large or no text.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DialogError(f"{path}: larger than {MOST_BYTES // 2**20} MiB", hint="split the file")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DialogError(f"{path}: cannot be read: {system_error(error)}") from error


def read_form(text: str, kind: type[Form], *, file: str) -> Filled[Form]:
    """Read a text into a form.

    Raises:
        DialogError: All that is wrong with it, each with its line.
    """
    tree = read_tree(text)
    if tree.root is None or tree.flaws:
        raise flawed(file, tree.flaws or (Flaw("", "the file is empty", line=1),))
    try:
        return Filled(file, kind.model_validate(plain(tree.root)), tree.root)
    except ValidationError as error:
        flaws = [_flaw(kind, tree.root, detail) for detail in error.errors(include_url=False)]
        raise flawed(file, flaws) from error


def flawed(file: str, flaws: Sequence[Flaw]) -> FormError:
    """One error that lists every flaw."""
    lines: list[str] = []
    for flaw in sorted(flaws, key=lambda flaw: (flaw.line or 0, flaw.column or 0)):
        where = f"{file}:{flaw.line}" if flaw.line else file
        mend = f" ({flaw.hint})" if flaw.hint else ""
        lines.append(f"{where}: {flaw.path + ': ' if flaw.path else ''}{flaw.message}{mend}")
    error = FormError("\n".join(lines))
    error.flaws = tuple(flaws)
    return error


def _flaw(kind: type[BaseModel], root: Node, detail: ErrorDetails) -> Flaw:
    """One error of a validation, in plain words and in its place."""
    steps = [step for step in detail["loc"] if not _is_mark(step)]
    message, hint = plain_words(detail, kind)
    message = message.removeprefix("Value error, ")
    unknown = detail["type"] == "extra_forbidden"
    if unknown:
        known = known_keys(steps[:-1], kind)
        message = f"there is no key {str(steps[-1])!r} here"
        hint = key_hint(str(steps[-1]), known, empty=detail["input"] is None)
        steps, at = steps[:-1], steps
    else:
        at = steps
    place = locate(root, at, key=unknown).place
    return Flaw(".".join(map(str, steps)), message, hint, line=place.line, column=place.column)


def _is_mark(step: Step) -> bool:
    """Whether a step is pydantic's own note on which form of a union it tried."""
    return isinstance(step, str) and ("[" in step or step in ("str", "float", "int", "bool"))
