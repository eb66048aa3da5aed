"""Offering names of a package's modules as the package's own, each imported when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["offered"]


def offered(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A package's ``__getattr__``: name -> the thing of that name in its home, a module of the package."""

    def find(name: str) -> object:
        from importlib import import_module

        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f".{homes[name]}", package), name)

    return find
