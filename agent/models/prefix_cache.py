"""One prefix's keys and values for a whole batch, without a copy for each row.

Knows the layers of transformers' caches and nothing else; an architecture that keeps another kind of memory (a
recurrent state, a fixed buffer) is said to be unsuitable, and the prefix is then computed for every row.
"""

# Caches of transformers are untyped in what matters here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import copy
from typing import Any

__all__ = ["broadcast", "can_broadcast"]

GROWING = {"DynamicLayer", "DynamicSlidingWindowLayer"}
"""Layers that put new keys beside old ones into new arrays, so that sharing the old ones is safe."""


def can_broadcast(cache: Any) -> bool:
    """Whether every layer only grows."""
    layers = getattr(cache, "layers", None)
    if layers is None:
        return hasattr(cache, "batch_repeat_interleave")
    return bool(layers) and all(type(layer).__name__ in GROWING for layer in layers)


def broadcast(cache: Any, rows: int) -> Any:
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
