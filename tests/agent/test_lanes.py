"""Work of many on a few threads: in order for each, in nobody's way, and none lost when the doors close."""

from __future__ import annotations

import threading
import time

import pytest
from edgewise.agent.lanes import Lanes


def test_a_lane_keeps_its_order_and_does_one_thing_at_a_time() -> None:
    lanes, done, at_once = Lanes(8), list[int](), list[int]()

    def piece(number: int) -> int:
        at_once.append(1)
        assert len(at_once) == 1
        done.append(number)
        at_once.pop()
        return number

    found = [lanes.submit("a", lambda n=n: piece(n)) for n in range(200)]
    assert [future.result(10) for future in found] == done == list(range(200))


def test_a_full_lane_is_in_nobodys_way() -> None:
    lanes, gate = Lanes(2), threading.Event()
    for _ in range(50):
        lanes.submit("a", lambda: gate.wait(10))
    assert lanes.submit("b", lambda: "through").result(5) == "through"
    gate.set()
    lanes.close()


def test_an_error_is_its_own_pieces_alone() -> None:
    lanes = Lanes(1)
    broken, whole = lanes.submit("a", lambda: 1 // 0), lanes.submit("a", lambda: 1)
    with pytest.raises(ZeroDivisionError):
        broken.result(5)
    assert whole.result(5) == 1


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    lanes, gate, done = Lanes(1), threading.Event(), list[str]()
    lanes.submit("a", lambda: gate.wait(10))
    assert lanes.submit("a", lambda: done.append("cancelled")).cancel()
    last = lanes.submit("a", lambda: done.append("waited for"))
    gate.set()
    last.result(5)
    assert done == ["waited for"]


def test_what_was_let_in_is_done_although_the_doors_close() -> None:
    lanes, done = Lanes(1), list[int]()

    def piece(number: int) -> None:
        time.sleep(0.02)
        done.append(number)

    for number in range(5):
        lanes.submit("a", lambda n=number: piece(n))
    lanes.close()
    assert done == [0, 1, 2, 3, 4]


def test_who_hands_work_in_waits_for_no_thread_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread starts as slowly as others at work make it, and a pool holds a lock meanwhile: 0.3 s of a loop."""
    start = threading.Thread.start

    def slow(thread: threading.Thread) -> None:
        time.sleep(0.2)
        start(thread)

    lanes = Lanes(4)
    monkeypatch.setattr(threading.Thread, "start", slow)
    began = time.monotonic()
    found = [lanes.submit(f"session {n}", lambda n=n: n) for n in range(4)]
    assert time.monotonic() - began < 0.1
    assert [future.result(10) for future in found] == [0, 1, 2, 3]
    lanes.close()


def test_what_comes_after_the_doors_closed_is_refused_and_not_forgotten() -> None:
    lanes = Lanes(1)
    lanes.close()
    with pytest.raises(RuntimeError, match="closed"):
        lanes.submit("a", lambda: 1).result(5)
