"""Reading a file no larger than anyone writes by hand, whatever it claims its size to be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import DomainTooLarge

__all__ = ["MAX_BYTES", "read_capped", "too_large"]

MAX_BYTES = 16 * 2**20
"""Largest file that is read."""


def read_capped(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        DomainTooLarge: It has more than are read.
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and not stream.readable():
            raise OSError(f"{path} cannot be read")
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise too_large(str(path), max(path.stat().st_size, len(raw)))
    return raw


def too_large(file: str | None, size: int) -> DomainTooLarge:
    """The error of what is over the cap."""
    return DomainTooLarge(
        f"{file or 'the domain'} has {size / 2**20:.1f} MiB; no more than {MAX_BYTES // 2**20} MiB are read",
        hint="split the domain, or keep fewer examples of each intent",
    )
