"""The Ray engine: the bits of a local run, also when a machine of the cluster is killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.simulation import ray_engine
from edgewise.dialogs.simulation.batch import simulate
from edgewise.dialogs.simulation.shards import SIZES
from simulated import clinic

KILLED = """
import logging, os, sys, time
os.environ["RAY_raylet_start_wait_time_s"] = "120"  # a busy machine starts slowly
sys.path.insert(0, {tests!r})
from pathlib import Path
import ray
from ray.cluster_utils import Cluster
from edgewise.dialogs.simulation.batch import simulate
from edgewise.dialogs.simulation.shards import SIZES
from simulated import clinic

SIZES["belief"], SIZES["text"] = {belief}, {text}
cluster = Cluster(initialize_head=True, head_node_args={{"num_cpus": 1, "include_dashboard": False}})
second = cluster.add_node(num_cpus=1)
cluster.wait_for_nodes(timeout=120)
ray.init(address=cluster.address, log_to_driver=False, logging_level=logging.CRITICAL)

def alive():
    return sum(node["Alive"] for node in ray.nodes())

def watch(progress):
    global second
    if second is not None and progress.done >= 100:
        print("alive before", alive())
        cluster.remove_node(second, allow_graceful=False)
        second = None

simulate(clinic(600), Path({out!r}) / "belief", engine="ray", watch=watch)
for _ in range(300):  # that a machine is gone is noticed a little later
    if alive() == 1:
        break
    time.sleep(0.2)
print("alive after", alive())
spoken = clinic(12, fidelity="text", reader="clear")
simulate(spoken, Path({out!r}) / "text", engine="ray")
ray.shutdown()
cluster.shutdown()
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "belief", 20)
    monkeypatch.setitem(SIZES, "text", 4)


@pytest.mark.timeout(600)
def test_a_cluster_that_loses_a_machine_makes_the_same_bytes(tmp_path, small_shards):
    code = KILLED.format(tests=str(Path(__file__).parents[2]), out=str(tmp_path / "ray"), belief=20, text=4)
    # A process of its own: Ray keeps threads, files and sockets until its process ends.
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=540, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "alive before 2" in ran.stdout
    assert "alive after 1" in ran.stdout
    simulate(clinic(600), tmp_path / "here" / "belief")
    simulate(clinic(12, fidelity="text", reader="clear"), tmp_path / "here" / "text")
    for fidelity in ("belief", "text"):
        assert contents(tmp_path / "ray" / fidelity) == contents(tmp_path / "here" / fidelity)


def test_without_ray_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(DialogError, match="Ray is not installed") as caught:
        simulate(clinic(20), tmp_path / "a", engine="ray")
    assert "edgewise[ray]" in caught.value.hint


class Lost(Exception):
    """Stands for what Ray raises when a shard cannot be made any more."""


class Failed(Exception):
    """Stands for what Ray raises when the work itself raised."""


def test_what_went_wrong_in_a_cluster_is_told(monkeypatch):
    class Errors:
        RayError, RayTaskError = Lost, Failed

    class Ray:
        def get(self, promised):
            raise promised

    monkeypatch.setattr(ray_engine, "import_module", lambda name: Errors)
    with pytest.raises(DialogError, match="lost a shard"):
        ray_engine._taken(Ray(), Lost())
    failed = Failed()
    failed.cause = DialogError("the persona has no such intent")
    with pytest.raises(DialogError, match="no such intent"):
        ray_engine._taken(Ray(), failed)
