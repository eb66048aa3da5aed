"""The example domains that come with Edgewise: listing them, finding one by name, letting a person choose.

They stand in the folder ``examples`` of a checkout; an installed package has the embedded one alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

from ..beliefs.errors import UnknownName

if TYPE_CHECKING:
    from .screen import Screen

__all__ = ["choose", "examples_folder", "find", "shipped"]


def examples_folder() -> Path | None:
    """The checkout's ``examples`` folder, if this runs from one."""
    folder = Path(__file__).resolve().parent.parent / "examples"
    return folder if folder.is_dir() else None


def shipped() -> dict[str, Path]:
    """Name -> file of every example domain."""
    folder = examples_folder()
    return {path.parent.name: path for path in sorted(folder.glob("*/domain.yaml"))} if folder else {}


def find(wanted: str) -> Path:
    """A file that exists, or the example of that name."""
    path = Path(wanted)
    if path.is_dir() and (path / "domain.yaml").is_file():
        return path / "domain.yaml"
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return path
    examples = shipped()
    if wanted not in examples:
        raise UnknownName("domain", wanted, examples or ["a path to a domain.yaml"])
    return examples[wanted]


def choose(screen: Screen) -> Path | None:
    """Ask which of the shipped domains to chat in; None when the person leaves."""
    found = [(name, path, about) for name, path in shipped().items() if (about := _about(path)) is not None]
    rows = [(str(n), name, about) for n, (name, _, about) in enumerate(found, 1)]
    screen.table("Examples to try (edgewise chat my.yaml for your own)", ("", "name", "what it is about"), rows)
    while True:
        try:
            picked = input("Which one? (number or name, Enter for 1) ").strip().casefold() or "1"
        except (EOFError, KeyboardInterrupt):
            print()  # or the shell's prompt stands on the line of the question
            return None
        for number, (name, path, _) in enumerate(found, 1):
            if picked in (str(number), name.casefold()):
                return path
        if picked in ("/quit", "quit", "q"):
            return None
        screen.error(f"There is no example {picked!r}; type a number from 1 to {len(found)}.")


def _about(path: Path) -> str | None:
    """What a domain is about, read without checking it, which takes longer; None when it is no YAML at all."""
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    if not isinstance(tree, dict):
        return None
    fields = cast("dict[str, object]", tree)
    title, description = str(fields.get("title") or ""), " ".join(str(fields.get("description") or "").split())
    return f"{title}. {description}" if title and description else title or description
