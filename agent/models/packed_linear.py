"""Linear layers whose weights stand in memory as the processor's matrix unit wants them.

torch multiplies float32 matrices with a library that leaves half of some processors unused; oneDNN, which is part of
torch too, does not, and packs the weights once. Results agree to float32 rounding. Where torch has no such layers,
or they do not agree, a network is left as it is. This module knows nothing of encoders.
"""

# torch leaves its own operators untyped.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["PackedLinear", "pack_linears"]

_AGREES = 1e-4
_OPERATORS = cast(Any, torch.ops)


class PackedLinear(nn.Module):
    """``x W' + b`` with the same parameters, by name, as the layer that it stands for."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.weight = layer.weight
        self.bias = layer.bias
        with torch.no_grad():
            self._packed: Tensor = _OPERATORS.mkldnn._reorder_linear_weight(layer.weight.detach(), None)

    def forward(self, x: Tensor) -> Tensor:
        """Return ``[..., out]`` from ``[..., in]``; without gradients."""
        if x.dtype != torch.float32 or torch.is_grad_enabled():
            return functional.linear(x, self.weight, self.bias)
        return _OPERATORS.mkldnn._linear_pointwise(x, self._packed, self.bias, "none", [], "")


def pack_linears(network: nn.Module) -> int:
    """Replace the linear layers of a network in float32 on the CPU, in place; return how many."""
    found = 0
    for name, child in list(network.named_children()):
        packed = _packed(child) if type(child) is nn.Linear else None
        if packed is not None:
            setattr(network, name, packed)
            found += 1
        else:
            found += pack_linears(child)
    return found


def _packed(layer: nn.Linear) -> PackedLinear | None:
    """The layer, packed; None where that cannot be done, or does not give the same."""
    if layer.weight.device.type != "cpu" or layer.weight.dtype != torch.float32:
        return None
    probe = torch.linspace(-1.0, 1.0, 2 * layer.in_features).reshape(2, -1)
    try:
        with torch.inference_mode():
            packed = PackedLinear(layer)
            alike = torch.allclose(packed(probe), layer(probe), rtol=_AGREES, atol=_AGREES)
    except (AttributeError, RuntimeError, TypeError):
        return None
    return packed if alike else None
