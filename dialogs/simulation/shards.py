"""A simulation on disk: one folder, a settings file and shards of episodes that are whole or not there at all.

A shard is an uncompressed ``npz`` of columns, the same bytes whoever wrote it; it appears under its name only when it
is complete, so a killed run loses what it was working on and nothing else. Knows nothing of what the columns mean.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from typing import cast
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ...beliefs.errors import DialogError, system_error
from ..files.writing import make_folder, write_whole
from .settings import Setting

__all__ = ["SETTINGS", "SIZES", "Folder", "Made", "Shard", "as_line", "compressed", "gzipped", "unpacked"]

SIZES = {"belief": 16_384, "text": 128}
"""Episodes a shard, by fidelity."""
SETTINGS = "run.json"
FORMAT = 1
AGAIN = "delete it and run the same simulation again to make it anew"


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
        make_folder(self.path)
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
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DialogError(
                f"{self.path} holds no simulation: {system_error(error)}", hint="make one with edgewise simulate"
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

    def read(self, number: int, names: set[str] | None = None) -> dict[str, NDArray[np.generic]]:
        """The columns of one shard, or some of them.

        Raises:
            DialogError: It is damaged.
        """
        file = self._file(number)
        try:
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as found:
                wanted = [name for name in found.files if names is None or name in names]
                return {name: cast("NDArray[np.generic]", found[name]) for name in wanted}
        except (OSError, ValueError, EOFError, BadZipFile) as error:
            raise DialogError(f"{file}: damaged: {error}", hint=AGAIN) from error

    def columns(self, names: set[str] | None = None, most: int | None = None) -> dict[str, NDArray[np.generic]]:
        """Columns of the shards that are done, one after the other; ``most`` episodes at most."""
        parts: dict[str, list[NDArray[np.generic]]] = {}
        seen = 0
        for number in self.done():
            if most is not None and seen >= most:
                break
            found = self.read(number, names)
            for name, column in found.items():
                parts.setdefault(name, []).append(column[: None if most is None else most - seen])
            seen += len(next(iter(found.values())))
        if not parts:
            raise DialogError(f"{self.path} holds no finished shard", hint="run the simulation again to finish it")
        return {name: np.concatenate(_even(part)) for name, part in parts.items()}

    def done(self) -> Iterator[int]:
        """Numbers of the shards that are there, up to the first that is missing: a column's place is an episode."""
        return takewhile(lambda number: self._file(number).exists(), count())

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


def unpacked(path: Path) -> Iterator[dict[str, object]]:
    """The lines of a file of compressed JSON.

    Raises:
        DialogError: It is missing or damaged.
    """
    try:
        if path.stat().st_size == 0:
            raise EOFError("it is empty")
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)
    except FileNotFoundError as error:
        raise DialogError(f"there is no {path}", hint="run the same simulation again to finish it") from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DialogError(f"{path}: damaged: {error}", hint=AGAIN) from error


def _even(parts: list[NDArray[np.generic]]) -> list[NDArray[np.generic]]:
    """Columns with a second axis, filled with -1 to the same width."""
    if parts[0].ndim < 2:
        return parts
    width = max(part.shape[1] for part in parts)
    return [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=-1) for part in parts]  # pyright: ignore[reportUnknownMemberType, reportArgumentType]
