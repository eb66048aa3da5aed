"""What everyday questions are about, and what people say of it: the facets that replies are made up from.

A state is so or not so, with questions that ask for it, questions that ask for its contrary, and things said by whom it
holds for and by whom it does not. A menu is a question with options, each with things said by whoever means it. Sayings
are ways of not answering. It knows no bank and no labels (see `made`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FACETS", "Facets", "Menu", "State", "read_facets"]

FACETS = Path(__file__).with_name("facets.txt")
_STATE, _ASKED = "+", " | "


@dataclass(frozen=True)
class State:
    """Something that is so or not so of each of the things."""

    things: tuple[str, ...]
    asked: tuple[str, ...]
    """Questions to which "yes" says that it is so; `{}` stands for a thing."""
    contrary: tuple[str, ...]
    """Questions to which "yes" says that it is not so."""
    so: tuple[str, ...]
    not_so: tuple[str, ...]


@dataclass(frozen=True)
class Menu:
    """A question in several wordings, and what people say who mean each option."""

    asked: tuple[str, ...]
    clues: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Facets:
    """All there are; sayings by name, those of `unsure`, `withheld` and `other` among them."""

    states: tuple[State, ...]
    menus: tuple[Menu, ...]
    sayings: Mapping[str, tuple[str, ...]]


def _parts(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(_ASKED) if part.strip())


def _state(head: str, lines: Sequence[str]) -> State:
    asked, contrary, so, not_so = (_parts(line[2:]) for line in lines)
    return State(tuple(thing.strip() for thing in head.split(",")), asked, contrary, so, not_so)


def _menu(head: str, lines: Sequence[str]) -> Menu:
    pairs = (line.split(": ", 1) for line in lines)
    return Menu(_parts(head), {name.strip(): _parts(clues) for name, clues in pairs})


def read_facets(path: Path = FACETS) -> Facets:
    """Read facets: blocks that begin with `= `, their form told by what follows."""
    states: list[State] = []
    menus: list[Menu] = []
    sayings: dict[str, tuple[str, ...]] = {}
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n= ")[1:]:
        head, *lines = [line.strip() for line in block.strip().splitlines()]
        if head.endswith("?"):
            menus.append(_menu(head, lines))
        elif lines[0].startswith(_STATE):
            states.append(_state(head, lines))
        else:
            sayings[head] = _parts(lines[0])
    return Facets(tuple(states), tuple(menus), sayings)
