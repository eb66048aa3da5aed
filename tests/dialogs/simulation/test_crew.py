"""Workers: forked or started from scratch, the same bits; none outlives the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from edgewise.dialogs.simulation.batch import simulated
from edgewise.dialogs.simulation.pool import _forks
from simulated import clinic

FORKED = """
import sys, time
sys.path.insert(0, {tests!r})
import numpy as np
from edgewise.dialogs.simulation import crew, pool
from simulated import clinic
setting = clinic(400)
assert pool._forks(setting)
with crew.crew(setting, 2) as hands:
    columns = hands.cohort.run(0, 400)
    np.savez({out!r}, **columns)
    print(*hands.pool._processes, flush=True)
    time.sleep(100)
"""


def gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_forked_workers_make_the_same_bits_and_end_with_their_parent(tmp_path):
    code = FORKED.format(tests=str(Path(__file__).parents[2]), out=str(tmp_path / "columns.npz"))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        workers = [int(word) for word in child.stdout.readline().split()]
        os.kill(child.pid, signal.SIGKILL)
    assert len(workers) == 2
    for _ in range(300):
        if all(map(gone, workers)):
            break
        time.sleep(0.1)
    assert all(map(gone, workers))
    alone = simulated(clinic(400))
    with np.load(tmp_path / "columns.npz") as found:
        for name, column in alone.items():
            assert np.array_equal(found[name], column), name


def test_nothing_is_forked_beside_a_thread_or_for_words():
    assert not _forks(clinic(fidelity="text"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not _forks(clinic())
    finally:
        done.set()
        thread.join()
