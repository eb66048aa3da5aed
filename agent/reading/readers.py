"""Readers by name: the packaged sentence encoder, another one, or a language model from a folder.

Models are imported when they are asked for, never before.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from ...beliefs.belief.model import Model
from ...beliefs.errors import ModelMissing, UnknownName
from ..state.heard import Reader
from .batching import BatchingReader

if TYPE_CHECKING:
    from ..models.encoder_network import Device

__all__ = ["ReaderName", "named_reader", "shared_reader"]

ReaderName = Literal["encoder", "lm"]

LOADING_S = 600.0
"""How long the first message may take, which loads torch and the model and fits what is not kept on disk."""


def named_reader(
    model: Model, name: ReaderName = "encoder", folder: str | PathLike[str] | None = None, *, device: Device = "auto"
) -> Reader:
    """Make a reader of a domain.

    Args:
        model: The compiled domain.
        name: What reads.
        folder: The local model; the packaged one by default, which only the encoder has.
        device: Where it runs.

    Raises:
        UnknownName: There is no such reader.
        ModelMissing: There is no such model on this machine.
    """
    if name not in get_args(ReaderName):
        raise UnknownName("reader", name, get_args(ReaderName))
    if name == "encoder":
        from ..models.encoder import shared_encoder
        from .encoder_reading import EncoderReader

        return EncoderReader(model, shared_encoder(folder if folder is None else Path(folder), device=device))
    from ..models.causal_lm import load_causal_lm
    from .lm_reading import LMReader

    if folder is None:
        raise ModelMissing("reading with a language model needs one", hint="name its folder: --model FOLDER")
    return LMReader(model, load_causal_lm(Path(folder), device=device))


def shared_reader(
    model: Model,
    reader: Reader | ReaderName | None,
    folder: str | PathLike[str] | None = None,
    deadline_s: float | None = None,
) -> BatchingReader:
    """A reader that many threads may share, from one that is named or brought along.

    Where a deadline is given a named one loads its model here: the deadline is for reading, and not for loading torch.

    Raises:
        ModelMissing: There is no such model on this machine.
        ReaderFailed: The model cannot be loaded.
    """
    own = named_reader(model, reader or "encoder", folder) if reader is None or isinstance(reader, str) else reader
    loading_s = None if own is reader else LOADING_S
    shared = own if isinstance(own, BatchingReader) else BatchingReader(own, loading_s=loading_s)
    if deadline_s is not None:
        shared.deadline_s = deadline_s
        if own is not reader:
            shared.warm()
    return shared
