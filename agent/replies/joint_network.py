"""The upper layers of the sentence encoder, tuned to read question, options and reply as one text.

The lower layers are the encoder's own; the upper ones are its own plus low-rank changes, `W + 2 B A`, and small
heads say which outcome is meant. It knows tokens and spans, no words, and torch must be there.
"""

# torch leaves some of its own signatures open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ..models.packed_linear import pack_linears
from .joint_tokens import Batch

__all__ = ["DENSE", "JointNetwork", "Spans", "base_weights"]

DENSE = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
"""The matrices of one layer."""
_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
_EPS = 1e-12
_SCALE = 2.0
_HIDDEN = 128
"""Width of the heads."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Where things stand in a batch: `mask` `[b, t]`, averaging matrices `options` `[b, k, t]` and `reply` `[b, t]`."""

    mask: Tensor
    options: Tensor
    reply: Tensor

    @classmethod
    def of(cls, batch: Batch) -> Spans:
        """The spans of a padded batch."""
        return cls(torch.from_numpy(batch.mask), torch.from_numpy(batch.options), torch.from_numpy(batch.reply))


def base_weights(network: Any) -> Mapping[str, Tensor]:
    """The encoder's weights by name, shared with it where it is on the CPU: one short text is no work for a GPU."""
    return {name: value.detach().cpu() for name, value in network.state_dict().items()}


def _head(inputs: int, outputs: int, drop: float) -> nn.Sequential:
    last = nn.Linear(_HIDDEN, outputs)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    return nn.Sequential(nn.Linear(inputs, _HIDDEN), nn.GELU(), nn.Dropout(drop), last)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0], device="meta")
    made.weight, made.bias = nn.Parameter(weight, requires_grad=False), nn.Parameter(bias, requires_grad=False)
    return made


class JointNetwork(nn.Module):
    """Log-probabilities of a reply's outcomes from the tokens of question, options and reply."""

    def __init__(self, base: Mapping[str, Tensor], *, tuned: int = 3, rank: int = 16, drop: float = 0.1) -> None:
        super().__init__()
        self._base = dict(base)  # shared with the encoder, and no parameters of this module
        self._depth = 1 + max(int(name.split(".")[2]) for name in base if name.startswith("encoder.layer."))
        self._first = self._depth - tuned
        width = int(base["embeddings.word_embeddings.weight"].shape[1])
        self._heads = width // 32
        self._drop = drop
        self.adapters = nn.ParameterDict()
        for layer in range(self._first, self._depth):
            for name in DENSE:
                weight = base[f"encoder.layer.{layer}.{name}.weight"]
                key = f"{layer}.{name}".replace(".", "_")
                self.adapters[f"{key}_a"] = nn.Parameter(torch.randn(rank, weight.shape[1]) / weight.shape[1] ** 0.5)
                self.adapters[f"{key}_b"] = nn.Parameter(torch.zeros(weight.shape[0], rank))
        self.packed = nn.ModuleDict()
        """The layers' matrices once merged, as the processor wants them."""
        self.sharpness = nn.Parameter(torch.tensor([12.0, 0.35]))
        """How much likeness counts, and how much of it an option must have."""
        self.option = _head(3 * width, 1, drop)
        self.special = _head(2 * width, 3, drop)
        self.polar = _head(2 * width, 5, drop)

    def lower(self, batch: Batch) -> Tensor:
        """What the encoder's own layers make of the tokens, `[b, t, d]`."""
        w = self._base
        ids, segments = torch.from_numpy(batch.ids), torch.from_numpy(batch.segments)
        x = (
            w["embeddings.word_embeddings.weight"][ids]
            + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + w["embeddings.token_type_embeddings.weight"][segments]
        )
        x = self._norm(x, "embeddings.LayerNorm")
        blocked = self._blocked(torch.from_numpy(batch.mask))
        for layer in range(self._first):
            x = self._layer(x, layer, blocked)
        return x

    def forward(self, x: Tensor, spans: Spans) -> Tensor:
        """Log-probabilities from the lower layers' states: `[b, k + 3]`, or `[b, 5]` where no options are laid out."""
        blocked = self._blocked(spans.mask)
        for layer in range(self._first, self._depth):
            x = self._layer(x, layer, blocked)
        x = x.float()
        whole = (x * spans.mask[..., None]).sum(1) / spans.mask.sum(1, keepdim=True)
        reply = torch.einsum("bt,btd->bd", spans.reply, x)
        both = functional.dropout(torch.cat([whole, reply], -1), self._drop, self.training)
        if not spans.options.shape[1]:
            return functional.log_softmax(self.polar(both).float(), -1)
        scores = self._option_scores(torch.bmm(spans.options, x), reply)
        absent = spans.options.sum(-1) == 0
        scores = scores.masked_fill(absent, -1e4)
        return functional.log_softmax(torch.cat([scores, self.special(both).float()], -1), -1)

    def _option_scores(self, options: Tensor, reply: Tensor) -> Tensor:
        beside = reply[:, None].expand_as(options)
        alike = functional.cosine_similarity(options, beside, dim=-1)
        joined = functional.dropout(torch.cat([options, beside, options * beside], -1), self._drop, self.training)
        return self.sharpness[0] * (alike - self.sharpness[1]) + self.option(joined)[..., 0].float()

    def _blocked(self, mask: Tensor) -> Tensor:
        return mask[:, None, None, :] > 0

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._base[f"{name}.weight"], self._base[f"{name}.bias"]
        return functional.layer_norm(x, (x.shape[-1],), weight, bias, _EPS)

    def _dense(self, x: Tensor, layer: int, name: str) -> Tensor:
        key = f"{layer}.{name}".replace(".", "_")
        if key in self.packed:
            return self.packed[key](x)
        path = f"encoder.layer.{layer}.{name}"
        out = functional.linear(x, self._base[f"{path}.weight"], self._base[f"{path}.bias"])
        if f"{key}_a" not in self.adapters:
            return out
        change = functional.linear(functional.linear(x, self.adapters[f"{key}_a"]), self.adapters[f"{key}_b"])
        return out + _SCALE * change

    def _layer(self, x: Tensor, layer: int, seen: Tensor) -> Tensor:
        """One transformer layer, as BERT has it."""
        b, t, d = x.shape
        q, k, v = (
            self._dense(x, layer, name).view(b, t, self._heads, d // self._heads).transpose(1, 2) for name in DENSE[:3]
        )
        mixed = self._attended(q, k, v, seen).transpose(1, 2).reshape(b, t, d)
        mixed = self._dropped(self._dense(mixed, layer, DENSE[3]))
        x = self._norm(x + mixed, f"encoder.layer.{layer}.{_NORMS[0]}")
        wide = functional.gelu(self._dense(x, layer, DENSE[4]))
        out = self._dropped(self._dense(wide, layer, DENSE[5]))
        return self._norm(x + out, f"encoder.layer.{layer}.{_NORMS[1]}")

    def _attended(self, q: Tensor, k: Tensor, v: Tensor, seen: Tensor) -> Tensor:
        if not self.training:
            return functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        # the fused one learns slowly: nearly half of the time of a step goes into its way back
        scores = (q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5).masked_fill(~seen, -1e4)
        return scores.softmax(-1).to(v.dtype) @ v

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self._drop, self.training)

    def merged(self) -> JointNetwork:
        """The same network with the changes added into its own copy of the upper layers, for reading."""
        for layer in range(self._first, self._depth):
            for name in DENSE:
                key, path = f"{layer}.{name}".replace(".", "_"), f"encoder.layer.{layer}.{name}.weight"
                change = self.adapters[f"{key}_b"] @ self.adapters[f"{key}_a"]
                self._base[path] = self._base[path] + _SCALE * change.detach()
        self.adapters = nn.ParameterDict()
        self._pack()
        return self.eval()

    def _pack(self) -> None:
        for layer in range(self._depth):
            for name in DENSE:
                path = f"encoder.layer.{layer}.{name}"
                self.packed[f"{layer}.{name}".replace(".", "_")] = _linear(
                    self._base[f"{path}.weight"], self._base[f"{path}.bias"]
                )
        pack_linears(self)

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """All tuned numbers, in half precision."""
        return {name: value.detach().cpu().numpy().astype(np.float16) for name, value in self.state_dict().items()}

    def load(self, arrays: Mapping[str, NDArray[np.floating]]) -> None:
        """Take tuned numbers as `arrays` gave them."""
        self.load_state_dict({name: torch.from_numpy(np.asarray(a, dtype=np.float32)) for name, a in arrays.items()})

    def read(self, batch: Batch, *, fast: bool = False) -> NDArray[np.float64]:
        """Log-probabilities of a batch, for reading; `fast` in half precision."""
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
            return self(self.lower(batch), Spans.of(batch)).double().numpy()
