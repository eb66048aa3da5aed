"""The example domains that come with Edgewise: listing them, and finding one by name.

They stand in the folder ``examples`` of a checkout; an installed package has the embedded one alone.
"""

from __future__ import annotations

from pathlib import Path

from ...beliefs.errors import DialogError, nearest

__all__ = ["examples_folder", "find", "shipped"]


def examples_folder() -> Path | None:
    """The checkout's ``examples`` folder, if this runs from one."""
    folder = Path(__file__).resolve().parents[2] / "examples"
    return folder if folder.is_dir() else None


def shipped() -> dict[str, Path]:
    """Name -> file of every example domain."""
    folder = examples_folder()
    return {path.parent.name: path for path in sorted(folder.glob("*/domain.yaml"))} if folder else {}


def find(wanted: str) -> Path:
    """A file that exists, or the example of that name.

    Raises:
        DialogError: There is neither.
    """
    path = Path(wanted)
    if path.is_dir() and (path / "domain.yaml").is_file():
        return path / "domain.yaml"
    if path.exists() or path.suffix in (".yaml", ".yml"):
        return path
    examples = shipped()
    if wanted not in examples:
        named = f", or one of {', '.join(examples)}" if examples else ""
        hint = nearest(wanted, examples) or f"the path of a domain file{named}"
        raise DialogError(f"there is no file {wanted!r}{' and no such example' if examples else ''}", hint=hint)
    return examples[wanted]
