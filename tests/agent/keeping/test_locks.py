"""Locks by name: between threads, between processes, and let go when a process dies."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from edgewise.agent.keeping.database import SqliteDatabase
from edgewise.agent.keeping.locks import FileLocks, LocalLocks, file_locks, place_of
from edgewise.beliefs.errors import StoreError

HOLD = """
import sys, time
from pathlib import Path
from edgewise.agent.keeping.database import SqliteDatabase
from edgewise.agent.keeping.locks import file_locks
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


CROSS = """
import sys, threading
from pathlib import Path
from edgewise.agent.keeping.database import SqliteDatabase
from edgewise.agent.keeping.locks import file_locks
locks = file_locks(Path(sys.argv[1]))
def want():
    with locks.holding(sys.argv[3]):
        print("got", flush=True)
with locks.holding(sys.argv[2]):
    print("held", flush=True)
    sys.stdin.readline()
    threading.Thread(target=want).start()
    sys.stdin.readline()
"""


def test_two_processes_whose_threads_wait_crosswise_are_no_deadlock(tmp_path: Path) -> None:
    """POSIX counts a process as one waiter, and told one of them "Resource deadlock avoided"."""
    command = [sys.executable, "-c", CROSS, str(tmp_path / "lock")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    pair = [subprocess.Popen([*command, *names], **pipes) for names in (("a", "b"), ("b", "a"))]  # type: ignore[call-overload]
    for process in pair:
        assert process.stdout.readline() == "held\n"
    for process in pair:
        process.stdin.write("\n")
        process.stdin.flush()
    time.sleep(0.3)  # for both to wait
    for process in pair:  # each lets go of what it holds
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=30) for process in pair] == [("got\n", "")] * 2


def test_a_database_behind_a_link_has_the_locks_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    straight = SqliteDatabase(tmp_path / "real" / "x.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "real" / "x.db")
    linked = SqliteDatabase(tmp_path / "link.db")
    entered = threading.Event()

    def enter() -> None:
        with linked.holding("a"):
            entered.set()

    waiting = threading.Thread(target=enter)
    with straight.holding("a"):
        waiting.start()
        assert not entered.wait(0.2)
    waiting.join()
    assert entered.is_set() and [path.name for path in tmp_path.rglob("*-lock")] == ["x.db-lock"]
    straight.close()
    linked.close()
