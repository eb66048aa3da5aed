"""Letting a person choose which of the shipped domains to chat in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

from ..files.shipped import shipped

if TYPE_CHECKING:
    from .screen import Screen

__all__ = ["choose"]


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
