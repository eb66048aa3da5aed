"""The example domains that come with Edgewise: listing them, finding one by name, letting a person choose.

They stand in the folder ``examples`` of a checkout; an installed package has the embedded one alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..beliefs.errors import DomainError, DomainTooLarge, UnknownName
from ..beliefs.loading import load_domain
from .embedded import embedded_domain

if TYPE_CHECKING:
    from ..beliefs.domain import Domain
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


def choose(screen: Screen) -> Domain | None:
    """Ask which of the shipped domains to chat in; None when the person leaves."""
    domains = [(name, domain) for name, path in shipped().items() if (domain := _loaded(path)) is not None]
    if len(domains) < 2:
        return domains[0][1] if domains else embedded_domain()
    rows = [(str(n), domain.title or name, domain.description) for n, (name, domain) in enumerate(domains, 1)]
    screen.table("Domains to try", ("", "name", "what it is about"), rows)
    while True:
        try:
            picked = input("Which one? (number or name, Enter for 1) ").strip() or "1"
        except (EOFError, KeyboardInterrupt):
            return None
        for number, (name, domain) in enumerate(domains, 1):
            if picked.casefold() in (str(number), name, domain.title.casefold()):
                return domain
        screen.error(f"There is no domain {picked!r}; type a number from 1 to {len(domains)}.")


def _loaded(path: Path) -> Domain | None:
    """A domain, or None when its file does not load: a broken example must not keep anyone from chatting."""
    try:
        return load_domain(path)
    except (DomainError, DomainTooLarge, OSError):
        return None
