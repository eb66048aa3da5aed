"""The parts of a page: files beside this module, with places to fill."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["filled", "part"]


def part(name: str) -> str:
    """The text of a file beside this module."""
    from importlib.resources import files

    return (files(__name__.rpartition(".")[0]) / name).read_text(encoding="utf-8")


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values in the places of a template, in one pass: nothing that stands in a value is taken for a place."""
    head, *rest = template.split("{{")
    return head + "".join(values[key] + after for key, _, after in (piece.partition("}}") for piece in rest))
