"""Any local causal language model: likelihoods over one shared, cached prefix, and sampled texts.

A row's sequence is ``prefix | filling | rest of the prompt | text``. The keys and values of the prefix are computed
once, kept for the next call, and broadcast over the batch; only the rest is computed for each row. Nothing is ever
downloaded. What the texts mean is for `lm_reading`, `lm_wording` and `lm_answers`.
"""

# torch and transformers leave most of their types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...beliefs.errors import ModelMissing, ReaderFailed
from .encoder_network import Device, best_device, quiet_loading
from .language_model import DRAW, OnToken, Prompt, Row, Sampling, Scores, halving
from .prompting import Ids
from .sampling import Draws

if TYPE_CHECKING:
    from .causal_network import CausalNetwork

__all__ = ["CausalLM", "load_causal_lm", "out_of_memory"]

MOST_ROWS = 256
WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


class CausalLM:
    """A model in a local folder; loaded at its first use and then kept."""

    def __init__(
        self, folder: Path | str, *, device: Device = "auto", batch: int = MOST_ROWS, prefix_cache: bool = True
    ) -> None:
        """Check that the model is there.

        Args:
            folder: What ``save_pretrained`` wrote, model and tokenizer.
            device: Where it runs; the fastest that is there by default.
            batch: Most rows at once; halved for good where memory runs out.
            prefix_cache: Compute a shared prefix once.

        Raises:
            ModelMissing: There is no such model here.
        """
        self.folder = _checked(Path(folder).expanduser())
        self.batch = batch
        self.prefix_cache = prefix_cache
        self.fingerprint = _fingerprint(self.folder)
        self._device: Device = device
        self._lock = threading.Lock()
        self._loaded: CausalNetwork | None = None

    @property
    def loaded(self) -> CausalNetwork:
        """The model on its device, loaded now if it was not."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self.folder, best_device(self._device))
            return self._loaded

    def score(self, prompt: Prompt, rows: Sequence[Row], /) -> Scores:
        """Likelihoods of all rows, ``[n]``; texts are cut to what the model can hold."""
        model = self.loaded
        gapped = model.prompter.gapped(prompt)
        known = model.prompter.texts([text for row in rows for text in (row.filling, row.text)])
        # What is left out is the end of a text, as much of it whatever stands before: never the hypothesis itself.
        before = len(gapped.before) + len(gapped.after) + max((len(known[row.filling]) for row in rows), default=0)
        most = max(1, model.longest - before)
        targets = [known[row.text][:most] for row in rows]
        tails = [[*known[row.filling], *gapped.after, *text] for row, text in zip(rows, targets, strict=True)]
        sums = np.zeros(len(rows))
        order = sorted(range(len(rows)), key=lambda i: len(tails[i]))

        def work(start: int, stop: int) -> bool:
            part = order[start:stop]
            found = self._scored(gapped.before, [tails[i] for i in part], [len(targets[i]) for i in part])
            if found is not None:
                sums[part] = found
            return found is not None

        if rows:
            room = model.rows_that_fit(max(len(target) for target in targets) + 1)
            self._remember(min(self.batch, room), halving(len(rows), min(self.batch, room), work))
        return Scores(sums, np.array([len(target) for target in targets], dtype=np.float64))

    def generate(
        self, prompts: Sequence[Prompt], sampling: Sampling = DRAW, /, on_token: OnToken | None = None
    ) -> list[str]:
        """One text for each prompt, drawn from streams ``(seed, i)``."""
        model = self.loaded
        ids = [model.prompter.whole(prompt) for prompt in prompts]
        texts: list[str] = []

        def work(start: int, stop: int) -> bool:
            draws = Draws(range(start, stop), sampling, model.prompter, on_token)
            try:
                model.extend(ids[start:stop], draws)
            except RuntimeError as error:
                return self._retried(error, stop - start)
            texts.extend(draws.texts)
            return True

        if ids:
            self._remember(self.batch, halving(len(ids), self.batch, work))
        return texts

    def _remember(self, tried: int, fits: int) -> None:
        """Rows that fit, where memory ran out; that one long message leaves room for few says nothing of others."""
        if fits < tried:
            self.batch = max(fits, 1)

    def _scored(self, prefix: Ids, tails: Sequence[Ids], targets: Sequence[int]) -> np.ndarray | None:
        try:
            return self.loaded.log_likelihood(prefix, tails, targets, cached=self.prefix_cache)
        except RuntimeError as error:
            self._retried(error, len(tails))
            return None

    def _retried(self, error: RuntimeError, rows: int) -> bool:
        """False where fewer rows may fit; otherwise the failure is told."""
        if not out_of_memory(error) or rows <= 1:
            raise ReaderFailed(f"the language model failed: {type(error).__name__}") from error
        self.loaded.free()
        return False


def load_causal_lm(folder: Path | str, *, device: Device = "auto") -> CausalLM:
    """The model in a folder; the same object for everybody in this process.

    Raises:
        ModelMissing: There is no such model here.
    """
    return _shared(str(Path(folder).expanduser().resolve()), device)


@lru_cache(maxsize=4)
def _shared(folder: str, device: Device) -> CausalLM:
    return CausalLM(folder, device=device)


def out_of_memory(error: BaseException) -> bool:
    """Whether a failure says that the device's memory is spent, so that fewer rows may still fit."""
    name, text = type(error).__name__, str(error).lower()
    return name == "OutOfMemoryError" or "out of memory" in text or "can't allocate memory" in text


def _load(folder: Path, device: str) -> CausalNetwork:
    # Read when transformers is first imported; the flag on each call stays in force either way.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        with quiet_loading():
            from .causal_network import CausalNetwork

            return CausalNetwork(folder, device)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelMissing(f"the language model in {str(folder)!r} cannot be loaded: {error}", hint=_HINT) from error


_HINT = "give the folder of a causal language model and its tokenizer, as save_pretrained writes them"


def _checked(folder: Path) -> Path:
    if not folder.is_dir():
        raise ModelMissing(f"there is no folder {str(folder)!r}: models are read from disk, not downloaded", hint=_HINT)
    if not (folder / "config.json").is_file():
        raise ModelMissing(f"no language model in {str(folder)!r}: it has no config.json", hint=_HINT)
    if not _weight_files(folder):
        raise ModelMissing(f"no language model in {str(folder)!r}: it has no weights ({WEIGHTS[0]})", hint=_HINT)
    return folder


def _weight_files(folder: Path) -> list[Path]:
    return sorted(path for pattern in WEIGHTS for path in folder.glob(pattern))


def _fingerprint(folder: Path) -> str:
    """Names the model by its configuration and its files' sizes and times: gigabytes are not read for a name."""
    digest = hashlib.sha256((folder / "config.json").read_bytes())
    for path in [*_weight_files(folder), *sorted(folder.glob("tokenizer*"))]:
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:24]
