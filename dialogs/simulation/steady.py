"""Reading a shard of dialogues so that the same bits come whoever reads it and whatever they read before.

An encoder's vectors depend, in their last bits, on which texts share a batch and on the number of threads. So a shard
is read by one thread, nothing is remembered from the one before, and its dialogues go in step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...agent.reading.encoder_reading import EncoderReader

__all__ = ["steadily"]


@contextmanager
def steadily(reader: Callable[[], EncoderReader] | None) -> Generator[None, None, None]:
    """Have a reader, kept by whoever gives it, forget what it read and use one thread; nothing where none reads."""
    if reader is None:
        yield
        return
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        reader().forget()
        yield
    finally:
        torch.set_num_threads(before)
