"""A simulation on disk: one folder, a settings file and shards of episodes that are whole or not there at all.

A shard is an uncompressed ``npz`` of columns, the same bytes whoever wrote it; it appears under its name only when it
is complete, so a killed run loses what it was working on and nothing else. Knows nothing of what the columns mean.
"""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from ..beliefs.errors import DialogError
from .settings import Setting

__all__ = ["SETTINGS", "SIZES", "Folder", "Made", "Shard", "as_line", "compressed", "gzipped", "write_whole"]

SIZES = {"belief": 16_384, "text": 128}
"""Episodes a shard, by fidelity."""
SETTINGS = "run.json"
FORMAT = 1


@dataclass(frozen=True)
class Shard:
    """A row of episodes."""

    number: int
    start: int
    count: int


@dataclass(frozen=True, eq=False)
class Made:
    """A shard that was made: arrays and bytes, so that it travels as it is."""

    shard: Shard
    columns: dict[str, NDArray[np.generic]]
    talks: bytes = b""
    """Its transcripts, `compressed`; none where there were no words."""


@dataclass(frozen=True)
class Folder:
    """Where a simulation is kept."""

    path: Path

    def open(self, setting: Setting) -> None:
        """Start a simulation here, or go on with the same one.

        Raises:
            DialogError: Another simulation is kept here, or the folder cannot be written.
        """
        file = self.path / SETTINGS
        if file.exists():
            if self.setting().digest != setting.digest:
                raise DialogError(
                    f"{self.path} holds another simulation", hint="name another folder with --out, or delete this one"
                )
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DialogError(f"cannot make {self.path}: {error.strerror}") from error
        text = json.dumps({"format": FORMAT, "setting": setting.to_json()}, indent=1)
        write_whole(file, lambda stream: stream.write(text.encode()))

    def setting(self) -> Setting:
        """The simulation that is kept here.

        Raises:
            DialogError: There is none, or it is of another version.
        """
        try:
            found = cast("dict[str, object]", json.loads((self.path / SETTINGS).read_text(encoding="utf-8")))
            if found["format"] != FORMAT:
                raise ValueError(f"format {found['format']!r}")
            return Setting.model_validate(found["setting"])
        except (OSError, ValueError, KeyError) as error:
            raise DialogError(
                f"{self.path} holds no simulation: {error}", hint="make one with edgewise simulate"
            ) from error

    def shards(self, setting: Setting) -> list[Shard]:
        """All shards of a simulation, done or not."""
        size = SIZES[setting.fidelity]
        starts = range(0, setting.episodes, size)
        return [Shard(n, start, min(size, setting.episodes - start)) for n, start in enumerate(starts)]

    def missing(self, setting: Setting) -> list[Shard]:
        """Shards that are still to be made."""
        return [shard for shard in self.shards(setting) if not self._file(shard.number).exists()]

    def write(self, shard: Shard, columns: dict[str, NDArray[np.generic]]) -> None:
        """Keep one shard.

        Raises:
            DialogError: The disk is full, or cannot be written; shards that were finished are kept.
        """
        write_whole(self._file(shard.number), lambda stream: np.savez(stream, **columns))  # pyright: ignore[reportArgumentType]

    def read(self, number: int) -> dict[str, NDArray[np.generic]]:
        """The columns of one shard."""
        with np.load(self._file(number), allow_pickle=False) as found:
            return {name: cast("NDArray[np.generic]", found[name]) for name in found.files}

    def columns(self, names: set[str] | None = None, most: int | None = None) -> dict[str, NDArray[np.generic]]:
        """Columns of all shards that are done, one after the other; ``most`` episodes at most."""
        parts: dict[str, list[NDArray[np.generic]]] = {}
        seen = 0
        for number in self.done():
            if most is not None and seen >= most:
                break
            with np.load(self._file(number), allow_pickle=False) as found:
                kept = [name for name in found.files if names is None or name in names]
                for name in kept:
                    parts.setdefault(name, []).append(found[name][: None if most is None else most - seen])
                seen += len(found["act"])
        if not parts:
            raise DialogError(f"{self.path} holds no finished shard", hint="run the simulation again to finish it")
        return {name: np.concatenate(_even(part)) for name, part in parts.items()}

    def done(self) -> Iterator[int]:
        """Numbers of the shards that are there, in order."""
        return iter(sorted(int(file.stem) for file in self.path.glob("[0-9]*.npz")))

    def _file(self, number: int) -> Path:
        return self.path / f"{number:06d}.npz"


def compressed(lines: Sequence[object]) -> bytes:
    """Lines of JSON, the same bytes whenever they are written."""
    return gzipped(as_line(line) for line in lines)


def as_line(thing: object) -> bytes:
    """JSON on one line, equal for equal things; what is no plain type is written as its fields."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=vars).encode()


def gzipped(lines: Iterable[bytes]) -> bytes:
    """Lines, compressed; the same bytes whenever they are written."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=6) as stream:
        for line in lines:
            stream.write(line + b"\n")
    return buffer.getvalue()


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file so that it is there whole or not at all; what is no file, such as a pipe, is written as it is.

    Raises:
        DialogError: It cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                write(stream)
        else:
            _put_in_place(path.resolve(), write)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        told = "the disk is full" if full else error.strerror or str(error)
        hint = "finished shards are kept; make room and run the same command to go on" if full else "name another place"
        raise DialogError(f"{path}: {told}", hint=hint) from error


def _put_in_place(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _even(parts: list[NDArray[np.generic]]) -> list[NDArray[np.generic]]:
    """Columns with a second axis, filled with -1 to the same width."""
    if parts[0].ndim < 2:
        return parts
    width = max(part.shape[1] for part in parts)
    return [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=-1) for part in parts]  # pyright: ignore[reportUnknownMemberType, reportArgumentType]
