"""Where a command writes: ``-`` is standard output; what is read, or is there from elsewhere, is not written over.

Knows nothing of what is written, but how it begins.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from ...beliefs.errors import DialogError

__all__ = ["STDOUT", "add_out", "spare", "told_on"]

STDOUT = Path("-")
"""A file of this name is standard output."""


def add_out(parser: argparse.ArgumentParser, told: str, *, required: bool = False) -> None:
    """Declare ``--out FILE`` and ``--force``."""
    parser.add_argument("--out", type=Path, required=required, metavar="FILE", help=f"{told}; - is standard output")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def spare(out: Path | None, reads: Iterable[Path | str | None] = (), *, own: bytes = b"", force: bool = False) -> None:
    """Refuse an output that is read or lies in a folder that is read, and one that is there and begins otherwise.

    Args:
        out: Where will be written, if anywhere.
        reads: Files and folders that the command reads.
        own: How whatever the command writes begins; empty where an earlier output is spared, too.
        force: Write over what is there, if it is not read.

    Raises:
        DialogError: It would be lost.
    """
    if out is None or out == STDOUT or not out.is_file():
        return
    foreign = not _begins(out, own)
    for source in (Path(one) for one in reads if one):
        if source.exists() and (source.samefile(out) or (foreign and source.resolve() in out.resolve().parents)):
            raise DialogError(f"{out} is part of what is read", hint="name another file")
    if foreign and not force:
        raise DialogError(f"{out} is there already", hint="name another file, or write over it with --force")


def _begins(path: Path, own: bytes) -> bool:
    """Whether nothing would be lost: the file is empty, or an earlier output that can be made again."""
    try:
        with path.open("rb") as stream:
            start = stream.read(max(len(own), 1))
    except OSError:  # what cannot be read is told when it is written
        return False
    return not start or (bool(own) and start == own)


def told_on(out: Path | None) -> TextIO:
    """Where a command tells what it did: not among what is written."""
    return sys.stderr if out == STDOUT else sys.stdout
