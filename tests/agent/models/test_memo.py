"""An encoder that remembers what one call embedded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from edgewise.agent.models.encoder import HashEncoder, Parted, parts_apart
from edgewise.agent.models.encoder_network import Vectors
from edgewise.agent.models.memo import Memo


class InContext(HashEncoder):
    """A double that embeds parts by itself, and counts its calls."""

    def __init__(self) -> None:
        super().__init__(16)
        self.asked: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return super().encode(texts)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[str]]) -> Parted:
        whole = self.encode(texts)
        return Parted(whole, [np.repeat(row[None], len(own), axis=0) for row, own in zip(whole, parts, strict=True)])


def test_what_was_embedded_is_not_embedded_again() -> None:
    encoder = InContext()
    memo = Memo(encoder)
    first = memo.encode(["a card", "a bill", "a card"])
    np.testing.assert_array_equal(memo.encode(["a bill", "a card"]), first[[1, 0]])
    assert encoder.asked == [["a card", "a bill"]] and memo.calls == 1
    assert memo.fresh().calls == 0 and memo.fresh().fingerprint == encoder.fingerprint


def test_texts_and_their_parts_are_one_call() -> None:
    encoder = InContext()
    memo = Memo(encoder)
    memo.encode(["a card and a bill"])
    memo.prepare(["a bill"], {"a card and a bill": ("a card", "a bill"), "a bill": ()})
    assert encoder.asked[1:] == [["a bill", "a card and a bill"]]  # known before, but not by its parts
    assert memo.within("a card and a bill").shape == (2, 16)
    memo.prepare(["a bill"], {"a card and a bill": ("a card", "a bill")})
    assert memo.calls == 2


def test_an_encoder_of_whole_texts_embeds_parts_apart_in_the_same_call() -> None:
    memo = Memo(HashEncoder(16))
    memo.prepare([], {"a card and a bill": ("a card", "a bill")})
    np.testing.assert_array_equal(memo.within("a card and a bill"), HashEncoder(16).encode(["a card", "a bill"]))
    memo.encode(["a card", "a bill"])
    assert memo.calls == 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_full_memo_begins_anew(most: int) -> None:
    memo = Memo(InContext(), most)
    for text in ("a", "b", "c", "a"):
        memo.prepare([text], {f"{text} {text}": (text,)})
        np.testing.assert_array_equal(memo.encode([text]), HashEncoder(16).encode([text]))
        assert len(memo.within(f"{text} {text}")) == 1


def test_parts_apart_keeps_the_order() -> None:
    found = parts_apart(HashEncoder(16), ["x y", "z"], [("x", "y"), ()])
    np.testing.assert_array_equal(found.parts[0], HashEncoder(16).encode(["x", "y"]))
    assert found.whole.shape == (2, 16) and found.parts[1].shape == (0, 16)


def test_other_parts_of_a_known_text_are_embedded_anew() -> None:
    """They were kept by the text alone: who asked for other parts got the vectors of the earlier ones."""
    memo, text = Memo(HashEncoder(16)), "a card and a bill"
    memo.prepare([], {text: ("a card", "a bill")})
    memo.prepare([], {text: ("a card and", "a", "bill")})
    np.testing.assert_array_equal(memo.within(text), HashEncoder(16).encode(["a card and", "a", "bill"]))


def test_what_is_kept_is_never_forgotten_and_on_disk_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    first, second = InContext(), InContext()
    for encoder in (first, second):
        memo = Memo(encoder, most=2)
        memo.keep(["a card", "a bill", "a card"])
        for text in ("one", "two", "three"):  # more than it remembers
            memo.encode([text])
        np.testing.assert_array_equal(memo.encode(["a bill"]), HashEncoder(16).encode(["a bill"]))
    assert first.asked[0] == ["a card", "a bill"] and ["a bill"] not in first.asked
    assert ["a card", "a bill"] not in second.asked


def test_keeping_nothing_asks_the_encoder_nothing() -> None:
    encoder = InContext()
    Memo(encoder).keep([])
    assert encoder.asked == []
