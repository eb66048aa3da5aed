"""From a file to a domain, or to everything that is wrong with it, each with line and column.

Reads text and places flaws; what may be said is in `domain`, what makes sense in `checks`.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from .checks.checks import check
from .errors import DomainError, Flaw
from .language.capped import MAX_BYTES, read_capped, too_large
from .language.domain import Domain
from .language.form_flaws import forgive, form_flaws, split
from .language.phrases import with_phrases
from .language.yaml_tree import Node, locate, plain, read_tree

__all__ = ["Examined", "examine", "examine_bytes", "examine_text", "load_domain", "parse_domain"]

WRITTEN_AS = {"values": "bins", "for": "intents"}
"""Keys that have a second name."""

FILE_NAME = "domain.yaml"
"""What a folder calls its domain."""

ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Examined:
    """A file, what it says when it can be used, and all that is wrong or idle in it."""

    file: str | None
    domain: Domain | None
    flaws: tuple[Flaw, ...]
    """Errors and warnings, in the order of the file."""
    unread: bool = False
    """Whether the file could not even be read."""

    @property
    def errors(self) -> tuple[Flaw, ...]:
        """The flaws that keep the domain from being used."""
        return tuple(flaw for flaw in self.flaws if flaw.severity == "error")

    def unwrap(self) -> Domain:
        """Return the domain, or raise all the errors."""
        if self.domain is None or self.errors:
            raise DomainError(self.errors)
        return self.domain


def load_domain(source: str | os.PathLike[str]) -> Domain:
    """Load a checked domain from a path, or from the text itself.

    One line of text that ends in ``.yaml``, ``.yml`` or ``.json``, or names a folder, is a path; so is every
    `pathlib.Path`.

    Raises:
        DomainError: it is wrong; all flaws at once.
        DomainTooLarge: it is larger than is read.
        OSError: the file cannot be read.
    """
    if isinstance(source, str) and not _is_path(source):
        return parse_domain(source)
    return examine(source).unwrap()


def parse_domain(text: str, *, file: str | None = None) -> Domain:
    """Load a checked domain from text; ``file`` is only what its flaws name."""
    return examine_text(text, file=file).unwrap()


def examine(path: str | os.PathLike[str]) -> Examined:
    """Read a file, or the ``domain.yaml`` of a folder, and return what it says and everything that is wrong with it."""
    file = Path(path)
    if file.is_dir():
        file /= FILE_NAME
        if not file.exists():
            raise IsADirectoryError(errno.EISDIR, f"it is a folder without a {FILE_NAME}", os.fspath(path))
    named = os.fspath(path) if file == Path(path) else os.fspath(file)
    return examine_bytes(read_capped(file), file=named, folder=file.parent)


def examine_bytes(raw: bytes, *, file: str | None = None, folder: Path | None = None) -> Examined:
    """Return what the bytes of a file say and everything that is wrong with it.

    ``folder`` is where a file that they name is looked for.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Examined(file, None, (replace(_not_utf8(raw, error.start), file=file),))
    return examine_text(text, file=file, folder=folder)


def examine_text(text: str, *, file: str | None = None, folder: Path | None = None) -> Examined:
    """Return what a text says and everything that is wrong with it, and with a file in the folder that it names."""
    if len(text) > MAX_BYTES:
        raise too_large(file, len(text))
    lone = next((i for i, c in enumerate(text) if "\ud800" <= c <= "\udfff"), None) if not _encodes(text) else None
    if lone is not None:
        return Examined(file, None, (replace(_not_utf8(text[:lone].encode(), lone), file=file),))
    tree = read_tree(text)
    if tree.root is None or tree.root.kind != "mapping":
        shape = () if tree.flaws else (_shape(tree.root),)
        return Examined(file, None, tuple(replace(flaw, file=file) for flaw in (*tree.flaws, *shape)))
    if "dialogues" in tree.root.entries and "intents" not in tree.root.entries:
        told = Flaw(
            "", "this is a script, and no domain", "edgewise run plays it", file, tree.root.line, tree.root.column
        )
        return Examined(file, None, (told,))
    root, beside = with_phrases(tree.root, folder)
    domain, flaws = _interpret(root)
    placed = [*tree.flaws, *beside, *(_placed(flaw, root) for flaw in flaws)]
    named = [replace(flaw, file=flaw.file or file) for flaw in placed]
    ordered = sorted(named, key=lambda flaw: (flaw.file != file, flaw.line or 0, flaw.column or 0))
    return Examined(file, domain, tuple(ordered))


def _interpret(root: Node) -> tuple[Domain | None, list[Flaw]]:
    """Validate form and sense; a flaw of form hides no flaw of sense elsewhere."""
    data = plain(root)
    try:
        domain = Domain.model_validate(data)
    except ValidationError as error:
        flaws = form_flaws(error)
        rest = forgive(data, error)
        return None, [*flaws, *(rest.blameless(check(rest.domain)) if rest is not None else ())]
    return domain, list(check(domain))


def _placed(flaw: Flaw, root: Node) -> Flaw:
    """Give a flaw its line and column; one that names the last step of its path is about that key."""
    steps = split(flaw.path)
    found = locate(root, steps, WRITTEN_AS, key=bool(steps) and repr(steps[-1]) in flaw.message)
    path = ".".join(str(step) for k, step in enumerate(steps) if k in found.steps or _telling(step))
    return replace(flaw, path=path, line=found.place.line, column=found.place.column, file=found.file)


def _telling(step: str | int) -> bool:
    """Whether a step says something although it was not written: short forms leave out `facets` and list positions."""
    return isinstance(step, str) and step != "facets"


def _is_path(source: str) -> bool:
    return "\n" not in source and (source.strip().endswith(ENDINGS) or os.path.isdir(source))


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _not_utf8(raw: bytes, start: int) -> Flaw:
    before = raw[:start]
    line, column = before.count(b"\n") + 1, start - before.rfind(b"\n")
    return Flaw("", "this is not UTF-8 text", "save the file as UTF-8", line=line, column=column)


def _shape(root: Node | None) -> Flaw:
    """What is wrong when the top of a file is not a mapping."""
    hint = "start with `name:` and `intents:`"
    if root is None or (root.kind == "scalar" and root.text is None):
        return Flaw("", "the file is empty", hint, line=1, column=1)
    if root.kind == "sequence":
        return Flaw("", "the file is a list, and a domain is a set of keys", hint, line=root.line, column=root.column)
    excerpt = (root.text or "")[:40]
    hint += "; a path ends in .yaml"
    return Flaw("", f"the file is only the text {excerpt!r}", hint, line=root.line, column=root.column)
