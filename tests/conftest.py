"""What holds for the whole test session: few threads, no network, no model hub, nobody's home touched."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Before numpy or torch is imported, or it has no effect. Worker processes of xdist inherit all of these.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "MPLBACKEND": "Agg", "NO_COLOR": "1"}
# The font cache takes seconds to build: kept between runs, unlike the other caches.
os.environ.setdefault("MPLCONFIGDIR", str(ROOT / ".pytest_cache" / "matplotlib"))

# A slow machine is no failure, and a run that passed passes again. HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("edgewise", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "edgewise"))

_LOCAL = ("127.", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a home of its own, shared by its workers, and block every other host."""
    if not hasattr(config, "workerinput"):
        home = tempfile.mkdtemp(prefix="edgewise-tests-")
        config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = os.path.join(home, kind.lower())
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # so does a shell start what it puts in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _block_network()


def _block_network() -> None:
    connect = socket.socket.connect

    def only_local(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if self.family != socket.AF_UNIX and not str(host).startswith(_LOCAL):
            raise PermissionError(f"tests open no connections: {address!r}")
        connect(self, address)  # pyright: ignore[reportArgumentType]

    socket.socket.connect = only_local  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of small files that several tests read."""
    return ROOT / "tests" / "fixtures"


@pytest.fixture
def evaluation_data() -> Iterator[Path]:
    """The folder of real evaluation data; the test is skipped where there is none."""
    folder = Path(os.environ.get("EDGEWISE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no evaluation data: set EDGEWISE_DATA to its folder")
    yield folder
