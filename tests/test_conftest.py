"""The session's own rules hold: no connection leaves the machine, few threads, no model hub."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest


def test_a_connection_to_another_host_is_refused() -> None:
    with socket.socket() as client, pytest.raises(PermissionError, match="no connections"):
        client.connect(("192.0.2.1", 80))


def test_a_connection_to_this_host_works() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


def test_the_environment_is_quiet_and_offline() -> None:
    import torch

    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert torch.get_num_threads() == int(os.environ["OMP_NUM_THREADS"])


def test_the_users_own_folders_are_not_used() -> None:
    import platformdirs

    assert "edgewise-tests-" in platformdirs.user_cache_dir("edgewise")
    assert not Path(platformdirs.user_data_dir("edgewise")).is_relative_to(Path.home() / ".local")
