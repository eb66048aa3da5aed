"""One reader for many threads: shared calls, a deadline each, one bad message fails nobody else."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from agents_at_hand import cards, reader_of
from edgewise.agent.reading import batching
from edgewise.agent.reading.batching import BatchingReader
from edgewise.agent.reading.doubles import FailingReader
from edgewise.agent.reading.readers import LOADING_S, shared_reader
from edgewise.agent.state.heard import Utterance
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.errors import ReaderFailed
from edgewise.dialogs.files.embedded import embedded_domain

READER = reader_of(cards())


def test_the_order_is_kept() -> None:
    texts = ["my card is gone", "send me one", "hm"]
    assert [h.text for h in BatchingReader(READER).read([Utterance(text=t) for t in texts])] == texts


def test_what_waits_together_is_read_together() -> None:
    sizes: list[int] = []

    class Counting:
        def read(self, utterances):
            sizes.append(len(utterances))
            time.sleep(0.03)
            return READER.read(utterances)

    shared = BatchingReader(Counting())
    with ThreadPoolExecutor(10) as pool:
        heard = list(pool.map(lambda k: shared.read([Utterance(text=f"m{k}")])[0].text, range(10)))
    assert heard == [f"m{k}" for k in range(10)]
    assert sum(sizes) == 10 and len(sizes) < 10


def test_a_reader_with_nothing_to_do_keeps_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "IDLE_S", 0.05)
    shared = BatchingReader(READER)
    for _ in range(3):
        assert shared.read([Utterance(text="hm")])[0].text == "hm"
        worker = shared._worker
        assert worker is not None
        worker.join(5)
        assert not worker.is_alive()


def test_many_who_come_just_as_the_thread_ends_are_all_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "IDLE_S", 0.0005)
    shared = BatchingReader(READER, deadline_s=5)
    with ThreadPoolExecutor(4) as pool:
        texts = [f"m{k}" for k in range(400)]
        assert list(pool.map(lambda text: shared.read([Utterance(text=text)])[0].text, texts)) == texts


def test_one_bad_message_fails_nobody_else() -> None:
    shared = BatchingReader(FailingReader(READER))
    gate = threading.Barrier(6)

    def read(k: int) -> str:
        gate.wait()
        try:
            return shared.read([Utterance(text="fail" if k == 0 else f"m{k}")])[0].text
        except ReaderFailed:
            return "failed"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read, range(6))) == ["failed", "m1", "m2", "m3", "m4", "m5"]


def test_a_reader_that_returns_nonsense_has_failed() -> None:
    class Nonsense:
        def read(self, utterances):
            return ["x"] * len(utterances)

    with pytest.raises(ReaderFailed, match="something else"):
        BatchingReader(Nonsense()).read([Utterance(text="x")])  # type: ignore[arg-type]


def test_after_a_hang_the_next_message_is_read() -> None:
    released = threading.Event()

    class Hanging:
        def read(self, utterances):
            if utterances[0].text == "hang":
                released.wait(20)
            return READER.read(utterances)

    shared = BatchingReader(Hanging(), deadline_s=0.1)
    with pytest.raises(ReaderFailed, match="longer than"):
        shared.read([Utterance(text="hang")])
    assert shared.read([Utterance(text="hm")])[0].text == "hm"
    released.set()


def test_the_first_message_may_wait_for_the_model_and_no_later_one() -> None:
    class Loading:
        def __init__(self) -> None:
            self.slow = threading.Event()

        def read(self, utterances):
            self.slow.wait(0.3)
            return READER.read(utterances)

    shared = BatchingReader(Loading(), deadline_s=0.05, loading_s=20)
    assert shared.read([Utterance(text="hm")])[0].text == "hm"
    with pytest.raises(ReaderFailed, match=r"longer than 0\.05 s"):
        shared.read([Utterance(text="hm")])


def test_a_named_reader_has_time_to_load_and_one_of_your_own_has_not() -> None:
    model = compile_domain(embedded_domain())
    assert shared_reader(model, None)._loading_s == LOADING_S
    assert shared_reader(model, READER)._loading_s is None
