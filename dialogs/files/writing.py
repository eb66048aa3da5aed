"""Writing files so that they are there whole or not at all: what stood there before is kept until then.

Knows nothing of what is written.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ...beliefs.errors import DialogError
from .outputs import STDOUT

__all__ = ["make_folder", "write_text", "write_whole"]


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there.

    Raises:
        DialogError: It cannot be made.
    """
    if path == STDOUT:
        raise DialogError("a folder cannot go to standard output", hint="name a folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DialogError(f"cannot make {path}: {error.strerror}", hint="name another place") from error


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, its line ends as they are.

    Raises:
        DialogError: It cannot be written.
    """
    write_whole(path, lambda stream: stream.write(text.encode()))


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file whole or not at all; what is no file, such as a pipe or standard output, is written as it is.

    Raises:
        DialogError: It cannot be written.
    """
    if path == STDOUT:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        return
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                write(stream)
        else:
            _put_in_place(path.resolve(), write)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        told = "the disk is full" if full else error.strerror or str(error)
        hint = "make room and run the same command again; what was there is kept" if full else "name another place"
        raise DialogError(f"{path}: cannot be written: {told}", hint=hint) from error


def _put_in_place(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            if path.exists():
                part.chmod(path.stat().st_mode & 0o7777)  # before there is anything to read
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:  # Ctrl-C, too, leaves nothing behind
        part.unlink(missing_ok=True)
        raise
