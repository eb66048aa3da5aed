"""The network of a sentence encoder: text to tokens to vectors, of whole texts and of parts of them in one pass.

Vectors are means over the tokens of the last layer, of length one. This module knows nothing of batches or files'
digests; torch and transformers are imported when a network is loaded, never before.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from ...beliefs.errors import ModelMissing

if TYPE_CHECKING:
    import torch

__all__ = ["MAX_TOKENS", "Device", "Network", "Tokens", "Vectors", "best_device", "no_encoder", "quiet_loading"]

Vectors = NDArray[np.float32]
Device = Literal["auto", "cpu", "cuda", "mps"]

MAX_TOKENS = 128
"""Longer texts are cut: the model was trained on sentences of up to 128 tokens."""


@dataclass(frozen=True)
class Tokens:
    """Token ids of a text, and where its parts stand among them."""

    ids: Sequence[int]
    parts: Sequence[slice] = ()


class Network:
    """Tokenizer and network on a device, in float32 on all of them: the model is small, and vectors stay the same."""

    def __init__(self, folder: Path, device: str, *, packed: bool = True) -> None:
        """Load; ``packed`` weights are read faster by a CPU, to the same vectors but for rounding."""
        import torch
        import transformers

        library = cast(Any, transformers)  # its auto classes carry no usable types
        self.device = device
        with quiet_loading():
            try:
                self.tokenizer: Any = library.AutoTokenizer.from_pretrained(folder, local_files_only=True)
                network: Any = library.AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
            except (OSError, ValueError, KeyError) as error:
                raise no_encoder(folder, f"does not load: {error}") from error
        self.network: Any = network.eval().to(device)
        self._tokenized([""])  # sets its limits once: many threads may share it as long as nobody changes them
        if packed:
            from .packed_linear import pack_linears

            pack_linears(self.network)

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, cut to the model's length."""
        return self._tokenized(texts)["input_ids"] if texts else []

    def tokens(self, texts: Sequence[str], parts: Sequence[Sequence[str]] = ()) -> list[Tokens]:
        """Return the tokens of each text, and of its parts as slices; what was cut off counts as the whole text."""
        if not texts:
            return []
        encoded = self._tokenized(texts)
        rows: list[list[int]] = encoded["input_ids"]
        if not any(parts):
            return [Tokens(ids) for ids in rows]
        places = zip(texts, rows, parts, strict=True)
        return [Tokens(ids, _places(encoded, i, ids, text, own)) for i, (text, ids, own) in enumerate(places)]

    def _tokenized(self, texts: Sequence[str]) -> Any:
        return self.tokenizer([text or " " for text in texts], truncation=True, max_length=MAX_TOKENS)

    def padded(self, ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return ids and mask as tensors on the device, ``[b, t]`` each."""
        import torch

        length = max(len(row) for row in ids)
        pad = int(self.tokenizer.pad_token_id or 0)
        values = [[*row, *[pad] * (length - len(row))] for row in ids]
        mask = [[1] * len(row) + [0] * (length - len(row)) for row in ids]
        return torch.tensor(values, device=self.device), torch.tensor(mask, device=self.device)

    def forward(self, ids: Sequence[Sequence[int]], parts: Sequence[Sequence[slice]] = ()) -> Vectors:
        """Return means over tokens of the last layer, scaled to length one: of rows, then of parts, ``[b + p, d]``."""
        import torch

        with torch.inference_mode():
            tokens, mask = self.padded(ids)
            hidden: torch.Tensor = self.network(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
            weight = mask[..., None].float()
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)
            inner = [hidden[row, place].mean(0) for row, own in enumerate(parts) for place in own]
            means = torch.cat([mean, torch.stack(inner)]) if inner else mean
            vectors = torch.nn.functional.normalize(means, dim=1)
        return vectors.cpu().numpy()

    def free(self) -> None:
        """Give back what the allocator holds."""
        import torch

        if self.device == "cuda":
            torch.cuda.empty_cache()


def best_device(wanted: Device = "auto") -> str:
    """Return ``cuda``, ``mps`` or ``cpu``: the fastest that is there, or the one that was asked for."""
    import torch

    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _places(encoded: Any, row: int, ids: Sequence[int], text: str, parts: Sequence[str]) -> list[slice]:
    """Where parts stand among the tokens of a text, by their characters."""
    found, end = list[slice](), 0
    for part in parts:
        start = text.index(part, end)
        end = start + len(part)
        first, last = encoded.char_to_token(row, start), encoded.char_to_token(row, end - 1)
        found.append(slice(0, len(ids)) if first is None or last is None else slice(first, last + 1))
    return found


def no_encoder(folder: Path, why: str) -> ModelMissing:
    """Return the error that says why a folder holds no encoder."""
    hint = "give the folder of a sentence encoder saved with save_pretrained, or none for the packaged one"
    return ModelMissing(f"no sentence encoder in {str(folder)!r}: it {why}", hint=hint)


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
