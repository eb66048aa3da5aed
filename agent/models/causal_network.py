"""A causal network on its device: sums of log-probabilities behind a kept prefix, and tokens drawn in a batch.

Importing this loads torch and transformers. It knows tokens; batches that do not fit, files and prompts are for
`causal_lm`. One prefix's keys and values serve a whole batch without a copy for each row; where an architecture keeps
another kind of memory (a recurrent state, a fixed buffer), the prefix is computed for every row.
"""

# torch and transformers leave most of their types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import copy
import inspect
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray
from transformers import AutoModelForCausalLM, AutoTokenizer

from .prompting import Ids, Prompter
from .sampling import Draws

__all__ = ["CausalNetwork"]

MOST_LOGITS = 1 << 28
"""Numbers in one batch of logits: 1 GiB in single precision."""
MOST_PREFIXES = 4
GROWING = {"DynamicLayer", "DynamicSlidingWindowLayer"}
"""Layers that put new keys beside old ones into new arrays, so that sharing the old ones is safe."""


class CausalNetwork:
    """A causal model and its tokenizer on one device, and the prefixes it keeps."""

    def __init__(self, folder: Path, device: str) -> None:
        """Load what ``save_pretrained`` wrote; in half precision on a GPU."""
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

    def log_likelihood(
        self, prefix: Ids, tails: Sequence[Ids], targets: Sequence[int], *, cached: bool
    ) -> NDArray[np.float64]:
        """Sums over the last tokens of each row, ``[b]``.

        Args:
            prefix: What all rows begin with.
            tails: How each goes on.
            targets: How many tokens at the end of each row are its text.
            cached: Compute the prefix once, and keep it.
        """
        # The last token of the prefix goes with every row: it predicts the first token where nothing stands between.
        head, joint = prefix[:-1], prefix[-1:]
        rows = [self._cut([*joint, *row], len(head)) for row in tails]
        keep = max(targets) + 1
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
            return _summed(logits, ids, targets)

    def extend(self, ids: Sequence[Ids], draws: Draws) -> None:
        """Draw token after token until every text is done."""
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
        length, pad = max(len(row) for row in ids), self.prompter.pad
        values = [[*[pad] * (length - len(row)), *row] for row in ids]
        mask = [[0] * (length - len(row)) + [1] * len(row) for row in ids]
        return torch.tensor(values, device=self.device), torch.tensor(mask, device=self.device)

    def free(self) -> None:
        """Give back what the allocator and the kept prefixes hold."""
        with self._guard:
            self._prefixes.clear()
        if self.device == "cuda":
            torch.cuda.empty_cache()

    def _past(self, head: Ids) -> Any:
        """Keys and values of a prefix; None where the architecture keeps something else."""
        key = tuple(head)
        with self._guard:
            if key in self._prefixes:
                self._prefixes.move_to_end(key)
                return self._prefixes[key]
        tokens = torch.tensor([list(head)], device=self.device)
        given: dict[str, Any] = {"logits_to_keep": 1} if self._keeps else {}
        made = self.network(input_ids=tokens, use_cache=True, **given).past_key_values
        past = made if _can_broadcast(made) else None
        with self._guard:
            self._prefixes[key] = past
            while len(self._prefixes) > MOST_PREFIXES:
                self._prefixes.popitem(last=False)
        return past

    def _after(self, past: Any, mask: torch.Tensor, length: int) -> dict[str, Any]:
        """What a call needs that goes on after a cached prefix."""
        rows = mask.shape[0]
        return {
            "past_key_values": _broadcast(past, rows),
            "attention_mask": torch.cat([mask.new_ones(rows, length), mask], dim=1),
            "position_ids": _positions(mask) + length,
        }

    def _cut(self, row: list[int], beside: int) -> list[int]:
        """The end of a row that is longer than the model can hold."""
        return row[-max(1, self.longest - beside) :]


def _dtype_key() -> str:
    """What `from_pretrained` calls the precision: it was renamed."""
    major, minor = (int(part) for part in transformers.__version__.split(".")[:2])
    return "dtype" if (major, minor) >= (4, 56) else "torch_dtype"


def _positions(mask: torch.Tensor) -> torch.Tensor:
    return (mask.cumsum(dim=1) - 1).clamp(min=0)


def _summed(logits: torch.Tensor, ids: torch.Tensor, targets: Sequence[int]) -> NDArray[np.float64]:
    """``sum_t log P(x_t | x_<t)`` over the last ``targets`` tokens of each row, ``[b]``."""
    keep = logits.shape[1]
    wanted = ids[:, ids.shape[1] - keep + 1 :]
    scores = logits[:, :-1].float()
    chosen = scores.gather(2, wanted[..., None])[..., 0] - scores.logsumexp(dim=2)
    counts = torch.tensor(list(targets), device=ids.device)[:, None]
    inside = torch.arange(keep - 1, 0, -1, device=ids.device)[None, :] <= counts
    return torch.where(inside, chosen, torch.zeros_like(chosen)).double().sum(dim=1).cpu().numpy()


def _can_broadcast(cache: Any) -> bool:
    """Whether every layer only grows."""
    layers = getattr(cache, "layers", None)
    if layers is None:
        return hasattr(cache, "batch_repeat_interleave")
    return bool(layers) and all(type(layer).__name__ in GROWING for layer in layers)


def _broadcast(cache: Any, rows: int) -> Any:
    """The cache of one row as that of many: new layers over the same memory."""
    if getattr(cache, "layers", None) is None:
        # Releases before caches had layers: a copy.
        wide = copy.deepcopy(cache)
        wide.batch_repeat_interleave(rows)
        return wide
    wide = copy.copy(cache)
    wide.layers = [copy.copy(layer) for layer in cache.layers]
    for layer in wide.layers:
        layer.keys = layer.keys.expand(rows, -1, -1, -1)
        layer.values = layer.values.expand(rows, -1, -1, -1)
    return wide
