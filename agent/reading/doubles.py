"""Readers for tests and demonstrations: deterministic, fast, without a model.

`ScriptedReader` understands what its script says and reads replies with the real reply reader; `FailingReader`
fails on demand. Both keep the contract of every reader.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ...beliefs.belief.model import Model
from ...beliefs.errors import ReaderFailed
from ..replies.weighing import read_reply
from ..state.heard import Cost, Heard, Utterance
from ..words.speech_acts import speech_acts

__all__ = ["FailingReader", "ScriptedReader"]

SURE = 0.97
"""Probability that a scripted message means what the script says."""


class ScriptedReader:
    """Knows by heart which words ask for which intent."""

    def __init__(self, model: Model, script: Mapping[str, str]) -> None:
        """Take a map from a phrase to the intent it asks for; a message that holds the phrase means it."""
        self.model = model
        self.script = {phrase.casefold(): intent for phrase, intent in script.items()}

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message; the order is kept."""
        return [self._hear(utterance) for utterance in utterances]

    def _hear(self, utterance: Utterance) -> Heard:
        meant = [intent for phrase, intent in self.script.items() if phrase in utterance.text.casefold()]
        asked = None if meant else utterance.pending
        reply = read_reply(utterance.text, asked) if asked else None
        return Heard(
            text=utterance.text,
            source=utterance.source,
            intents=self._intents(meant) if meant else None,
            question=asked.id if asked else None,
            reply=dict(reply.log_likelihood) if reply else {},
            acts=tuple(sorted(speech_acts(utterance.text))),
            requests=tuple(dict.fromkeys(meant)) if len(set(meant)) > 1 else (),
            cost=Cost(),
        )

    def _intents(self, meant: Sequence[str]) -> tuple[float, ...]:
        rest = (1 - SURE) / max(1, len(self.model.intents) - len(set(meant)))
        return tuple(math.log(SURE / len(set(meant)) if intent in meant else rest) for intent in self.model.intents)


class FailingReader:
    """Reads with another reader, and fails when the text holds a given phrase."""

    def __init__(self, reader: ScriptedReader, phrase: str = "fail") -> None:
        """Wrap a reader."""
        self.reader = reader
        self.phrase = phrase

    def read(self, utterances: Sequence[Utterance], /) -> list[Heard]:
        """Read each message, or raise."""
        if any(self.phrase in utterance.text for utterance in utterances):
            raise ReaderFailed("the reader failed, as it was told to")
        return self.reader.read(utterances)
