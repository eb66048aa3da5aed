"""Any local causal language model: likelihoods over one shared, cached prefix, and sampled texts.

A row's sequence is ``prefix | filling | rest of the prompt | text``. The keys and values of the prefix are computed
once, kept for the next call, and broadcast over the batch; only the rest is computed for each row. Nothing is ever
downloaded. What the texts mean is for `lm_reading`, `lm_wording` and `lm_answers`.
"""

# torch and transformers leave most of their types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
import inspect
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..beliefs.errors import ModelMissing, ReaderFailed
from .encoder import Device, best_device, quiet_loading
from .language_model import DRAW, OnToken, Prompt, Row, Sampling, Scores, halving
from .prefix_cache import broadcast, can_broadcast
from .prompting import Ids, Prompter
from .sampling import Draws

if TYPE_CHECKING:
    import torch

__all__ = ["CausalLM", "load_causal_lm", "out_of_memory"]

MOST_ROWS = 256
MOST_LOGITS = 1 << 28
"""Numbers in one batch of logits: 1 GiB in single precision."""
MOST_PREFIXES = 4
WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True, eq=False)
class _Batch:
    """Rows as they go to the model; padded on the left, so that all texts end together."""

    ids: Sequence[Ids]
    targets: Sequence[int]
    """How many tokens at the end of each row are its text."""


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
        self._loaded: _Loaded | None = None

    @property
    def loaded(self) -> _Loaded:
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
        targets = [known[row.text] for row in rows]
        tails = [[*known[row.filling], *gapped.after, *known[row.text]] for row in rows]
        sums = np.zeros(len(rows))
        order = sorted(range(len(rows)), key=lambda i: len(tails[i]))

        def work(start: int, stop: int) -> bool:
            part = order[start:stop]
            found = self._scored(gapped.before, _Batch([tails[i] for i in part], [len(targets[i]) for i in part]))
            if found is not None:
                sums[part] = found
            return found is not None

        if rows:
            room = model.rows_that_fit(max(len(target) for target in targets) + 1)
            self.batch = max(halving(len(rows), min(self.batch, room), work), min(self.batch, 1))
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

        self.batch = halving(len(ids), self.batch, work) if ids else self.batch
        return texts

    def _scored(self, prefix: Ids, batch: _Batch) -> np.ndarray | None:
        try:
            return self.loaded.log_likelihood(prefix, batch, cached=self.prefix_cache)
        except RuntimeError as error:
            self._retried(error, len(batch.ids))
            return None

    def _retried(self, error: RuntimeError, rows: int) -> bool:
        """False where fewer rows may fit; otherwise the failure is told."""
        if not out_of_memory(error) or rows <= 1:
            raise ReaderFailed(f"the language model failed: {type(error).__name__}") from error
        self.loaded.free()
        return False


class _Loaded:
    """Tokenizer and network on a device."""

    def __init__(self, folder: Path, device: str) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        given: dict[str, Any] = {"local_files_only": True}
        precision = {_dtype_key(): torch.bfloat16 if device == "cuda" else torch.float32}
        self.device = device
        self.prompter = Prompter(AutoTokenizer.from_pretrained(folder, **given))
        network: Any = AutoModelForCausalLM.from_pretrained(folder, **precision, **given)
        self.network: Any = network.to(device).eval()
        self.longest = int(getattr(self.network.config, "max_position_embeddings", 0) or 1 << 20)
        self.vocabulary = int(self.network.config.get_text_config().vocab_size)
        self._keeps = "logits_to_keep" in inspect.signature(self.network.forward).parameters
        self._prefixes: OrderedDict[tuple[int, ...], Any] = OrderedDict()
        self._guard = threading.Lock()

    def rows_that_fit(self, positions: int) -> int:
        """Rows whose logits at so many positions stay within bounds."""
        return max(1, MOST_LOGITS // (positions * self.vocabulary))

    def log_likelihood(self, prefix: Ids, batch: _Batch, *, cached: bool) -> np.ndarray:
        """Sums over each row's last tokens, ``[b]``."""
        import torch

        # The last token of the prefix goes with every row: it predicts the first token where nothing stands between.
        head, joint = prefix[:-1], prefix[-1:]
        rows = [self._cut([*joint, *row], len(head)) for row in batch.ids]
        keep = max(batch.targets) + 1
        with torch.inference_mode():
            past = self._past(head) if cached and head else None
            whole = rows if past is not None else [[*head, *row] for row in rows]
            ids, mask = self.padded(whole)
            given: dict[str, Any] = {"attention_mask": mask, "position_ids": _positions(mask)}
            if past is not None:
                given |= self._after(past, mask, len(head))
            if self._keeps:
                given["logits_to_keep"] = min(keep, ids.shape[1])
            logits = self.network(input_ids=ids, use_cache=past is not None, **given).logits[:, -keep:]
            return _summed(logits, ids, batch.targets)

    def extend(self, ids: Sequence[Ids], draws: Draws) -> None:
        """Draw token after token until every text is done."""
        import torch

        with torch.inference_mode():
            tokens, mask = self.padded([self._cut(row, draws.sampling.most_tokens) for row in ids])
            positions, past = _positions(mask), None
            for _ in range(draws.sampling.most_tokens):
                given: dict[str, Any] = {"logits_to_keep": 1} if self._keeps else {}
                out = self.network(
                    input_ids=tokens, attention_mask=mask, position_ids=positions, past_key_values=past,
                    use_cache=True, **given,
                )  # fmt: skip
                drawn = draws.take(out.logits[:, -1].float().cpu().numpy())
                if draws.done:
                    return
                past, tokens = out.past_key_values, torch.tensor(drawn, device=self.device)[:, None]
                mask = torch.cat([mask, mask.new_ones(len(drawn), 1)], dim=1)
                positions = positions[:, -1:] + 1

    def padded(self, ids: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask, ``[b, t]`` each, padded on the left."""
        import torch

        length, pad = max(len(row) for row in ids), self.prompter.pad
        values = [[*[pad] * (length - len(row)), *row] for row in ids]
        mask = [[0] * (length - len(row)) + [1] * len(row) for row in ids]
        return torch.tensor(values, device=self.device), torch.tensor(mask, device=self.device)

    def free(self) -> None:
        """Give back what the allocator and the kept prefixes hold."""
        import torch

        with self._guard:
            self._prefixes.clear()
        if self.device == "cuda":
            torch.cuda.empty_cache()

    def _past(self, head: Ids) -> Any:
        """Keys and values of a prefix; None where the architecture keeps something else."""
        import torch

        key = tuple(head)
        with self._guard:
            if key in self._prefixes:
                self._prefixes.move_to_end(key)
                return self._prefixes[key]
        tokens = torch.tensor([list(head)], device=self.device)
        given: dict[str, Any] = {"logits_to_keep": 1} if self._keeps else {}
        made = self.network(input_ids=tokens, use_cache=True, **given).past_key_values
        past = made if can_broadcast(made) else None
        with self._guard:
            self._prefixes[key] = past
            while len(self._prefixes) > MOST_PREFIXES:
                self._prefixes.popitem(last=False)
        return past

    def _after(self, past: Any, mask: torch.Tensor, length: int) -> dict[str, Any]:
        """What a call needs that goes on after a cached prefix."""
        import torch

        rows = mask.shape[0]
        return {
            "past_key_values": broadcast(past, rows),
            "attention_mask": torch.cat([mask.new_ones(rows, length), mask], dim=1),
            "position_ids": _positions(mask) + length,
        }

    def _cut(self, row: list[int], beside: int) -> list[int]:
        """The end of a row that is longer than the model can hold."""
        return row[-max(1, self.longest - beside) :]


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


def _load(folder: Path, device: str) -> _Loaded:
    # Read when transformers is first imported; the flag on each call stays in force either way.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        with quiet_loading():
            return _Loaded(folder, device)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelMissing(f"the language model in {str(folder)!r} cannot be loaded: {error}", hint=_HINT) from error


_HINT = "give the folder of a causal language model and its tokenizer, as save_pretrained writes them"


def _dtype_key() -> str:
    """What `from_pretrained` calls the precision: it was renamed."""
    import transformers

    major, minor = (int(part) for part in transformers.__version__.split(".")[:2])
    return "dtype" if (major, minor) >= (4, 56) else "torch_dtype"


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


def _positions(mask: torch.Tensor) -> torch.Tensor:
    return (mask.cumsum(dim=1) - 1).clamp(min=0)


def _summed(logits: torch.Tensor, ids: torch.Tensor, targets: Sequence[int]) -> np.ndarray:
    """``sum_t log P(x_t | x_<t)`` over the last ``targets`` tokens of each row, ``[b]``."""
    import torch

    keep = logits.shape[1]
    wanted = ids[:, ids.shape[1] - keep + 1 :]
    scores = logits[:, :-1].float()
    chosen = scores.gather(2, wanted[..., None])[..., 0] - scores.logsumexp(dim=2)
    counts = torch.tensor(list(targets), device=ids.device)[:, None]
    inside = torch.arange(keep - 1, 0, -1, device=ids.device)[None, :] <= counts
    return torch.where(inside, chosen, torch.zeros_like(chosen)).double().sum(dim=1).cpu().numpy()
