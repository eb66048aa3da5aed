"""Accepting what came: put it into a script in place of what was expected, leaving every other character alone.

Works on the text, so comments and layout stay. Words and lists can be put in place; expected wording cannot,
because which part of what was said matters is for a person to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import yaml

from .expecting import Difference

__all__ = ["Accepted", "accept"]

Path = tuple[str | int, ...]

_LOADER = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""The one that scripts are read with: the other one takes the question mark in ``[when?, where]`` for a fault."""


@dataclass(frozen=True)
class Accepted:
    """A script's text with what came, and what could not be put into it."""

    text: str
    changed: int
    left: tuple[Difference, ...]


def accept(text: str, found: Sequence[tuple[Path, Difference]]) -> Accepted:
    """Put what came in place; each difference comes with the path of its ``expect``."""
    root = cast("yaml.Node", yaml.compose(text, Loader=_LOADER))
    edits: list[tuple[int, int, str]] = []
    left: list[Difference] = []
    for path, difference in found:
        node = None if difference.accept is None else _at(root, (*path, *difference.what.split(".", 1)))
        if node is None:
            left.append(difference)
            continue
        start, end = cast(int, node.start_mark.index), cast(int, node.end_mark.index)
        edits.append((start, end, _written(difference.accept) + _trailing(text[start:end])))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return Accepted(text, len(edits), tuple(left))


def _at(root: yaml.Node, path: Path) -> yaml.Node | None:
    """The node at a path; the short form of an expectation stands for its act."""
    node: yaml.Node | None = root
    for position, step in enumerate(path):
        if isinstance(node, yaml.MappingNode):
            pairs = cast("list[tuple[yaml.Node, yaml.Node]]", node.value)
            node = next((value for key, value in pairs if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = cast("list[yaml.Node]", node.value)[step]
        else:
            return node if position == len(path) - 1 and step == "act" else None
    return node


def _written(value: object) -> str:
    """A value as it stands on one line."""
    written = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
    return written.removesuffix("\n").removesuffix("\n...")


def _trailing(old: str) -> str:
    """The line break and indentation that a list in block style takes with it."""
    return old[len(old.rstrip()) :]
