"""Locks by name: between threads, between processes, and let go when a process dies."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from edgewise.agent.locks import FileLocks, LocalLocks, file_locks, place_of
from edgewise.beliefs.errors import StoreError

HOLD = """
import sys, time
from pathlib import Path
from edgewise.agent.locks import file_locks
with file_locks(Path(sys.argv[1])).holding("a"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_object_a_file_however_often_it_is_opened(tmp_path: Path) -> None:
    assert file_locks(tmp_path / "lock") is file_locks(tmp_path / "." / "lock")


def test_another_process_is_kept_out_until_it_dies(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    entered = threading.Event()

    def enter() -> None:
        with file_locks(path).holding("a"):
            entered.set()

    waiting = threading.Thread(target=enter)
    waiting.start()
    with file_locks(path).holding("b"):
        assert not entered.wait(0.2)
    holder.kill()
    holder.communicate()
    assert entered.wait(20)
    waiting.join()


def test_names_that_nobody_holds_cost_nothing() -> None:
    locks = LocalLocks()
    for k in range(100):
        with locks.holding(str(k)):
            assert len(locks._held) == 1
    assert locks._held == {}


def test_an_error_inside_lets_go() -> None:
    locks = LocalLocks()
    with pytest.raises(ZeroDivisionError), locks.holding("a"):
        raise ZeroDivisionError
    with locks.holding("a"):
        pass


def test_places_are_spread_and_fit_a_file_offset() -> None:
    places = {place_of(f"session:{k}") for k in range(10_000)}
    assert len(places) == 10_000
    assert max(places) < 2**62
    assert place_of("\ud800") >= 0


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot lock"):
        FileLocks(tmp_path / "none" / "lock")
