"""Arrays on disk, by the content that they were made from: embeddings of examples, fitted heads.

Safe with several processes (a file appears whole or not at all) and never in the way: what cannot be read is
thrown away and made again, what cannot be written is not kept. It knows nothing of what the arrays mean.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .encoder import Encoder
from .encoder_network import Vectors

__all__ = ["Arrays", "CachedEncoder", "announce", "cache_folder", "cached", "content_key", "load_arrays", "save_arrays"]

Arrays = Mapping[str, NDArray[np.generic]]
VERSION = "1"
"""Part of every key: raise it when what is stored changes its meaning."""


def cache_folder() -> Path:
    """Return the folder of the cache: ``EDGEWISE_CACHE``, or the user's own cache folder."""
    chosen = os.environ.get("EDGEWISE_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("edgewise"))


def announce(what: str) -> None:
    """Log the beginning of what takes long the first time only, for whoever waits."""
    logging.getLogger(__name__).info("%s, once: to be kept in %s", what, cache_folder())


def content_key(*parts: str | bytes) -> str:
    """Return a digest of the parts; their boundaries count."""
    digest = hashlib.sha256(VERSION.encode())
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()[:40]


def load_arrays(key: str) -> Arrays | None:
    """Return what was stored under ``key``, or None; a file that does not read whole is removed."""
    path = _path(key)
    try:
        # Opened here: numpy leaves a file open that turns out to be no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError, KeyError, AttributeError, RuntimeError, zipfile.BadZipFile):
        # RuntimeError: one flipped bit makes an archive look encrypted, or packed in a way that nobody unpacks.
        _remove(path)
        return None


def save_arrays(key: str, arrays: Arrays) -> bool:
    """Store arrays under ``key``; False when the disk does not take them (full, read-only), which is no error."""
    path = _path(key)
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own for each writer, renamed when whole: readers never see half a file.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{key[:8]}-", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            _remove(Path(temporary))
        return False
    return True


def cached(key: str, make: Callable[[], Arrays], fits: Callable[[Arrays], bool]) -> Arrays:
    """Return the arrays under ``key``; made and stored when there are none or when they do not ``fit``."""
    found = load_arrays(key)
    if found is not None:
        if fits(found):
            return found
        _remove(_path(key))
    made = make()
    save_arrays(key, made)
    return made


class CachedEncoder:
    """An encoder that keeps the vectors of whole lists of texts on disk."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @property
    def fingerprint(self) -> str:
        """The encoder's own."""
        return self.encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self.encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, ``[n, d]``, from disk where this very list was encoded before."""
        key = content_key("vectors", self.fingerprint, *texts)
        shape = (len(texts), self.dimensions)

        def fits(arrays: Arrays) -> bool:
            found = arrays.get("vectors")
            return found is not None and found.shape == shape and bool(np.isfinite(found.astype(np.float64)).all())

        def encoded() -> Arrays:
            announce(f"embedding {len(texts)} texts")
            return {"vectors": self.encoder.encode(texts)}

        arrays = cached(key, encoded, fits)
        return np.asarray(arrays["vectors"], dtype=np.float32)


def _path(key: str) -> Path:
    return cache_folder() / f"{key}.npz"


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
