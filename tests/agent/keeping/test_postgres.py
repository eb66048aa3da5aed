"""The store on a real Postgres server, started for this test where one is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.keeping.store import Store, open_store
from edgewise.agent.session import MOST_THREADS
from edgewise.beliefs.errors import StoreError
from store_contract import PROMISES


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that lives as long as this module."""
    pytest.importorskip("psycopg_pool", reason="the extra `postgres` is not installed")
    pytest.importorskip("langgraph.checkpoint.postgres", reason="the extra `postgres` is not installed")
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("no Postgres server is installed here (initdb, pg_ctl)")
    folder = tmp_path_factory.mktemp("postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The server refuses to run as root: where we are root, somebody else has to start it.
    user: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not shutil.which("runuser"):
            pytest.skip("Postgres does not run as root, and there is no runuser")
        user = ["runuser", "-u", "nobody", "--"]
        shutil.chown(folder, "nobody")
        for parent in [folder, *folder.parents]:
            if parent.stat().st_uid == 0 and parent.name.startswith(("pytest", "postgres")):
                parent.chmod(0o755)
    data = str(folder / "data")

    def run(*words: str) -> None:
        done = subprocess.run([*user, *words], capture_output=True, text=True, timeout=120, check=False, cwd="/")
        if done.returncode != 0:
            pytest.skip(f"the Postgres server does not start here: {done.stderr.strip()[-200:]}")

    run("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://tester@127.0.0.1:{port}"
    finally:
        subprocess.run(
            [*user, "pg_ctl", "-D", data, "-m", "immediate", "stop"], capture_output=True, check=False, cwd="/"
        )


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """A database of its own for each test."""
    import psycopg

    name = f"test_{abs(hash(request.node.name))}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return f"{server}/{name}"


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_a_store_keeps_its_promises(promise: Callable[[Store], None], address: str) -> None:
    store = open_store(address)
    try:
        promise(store)
    finally:
        store.close()


def test_a_session_goes_on_with_another_agent(address: str) -> None:
    first = cards_agent(address)
    asked = first.session("a").say("hm")
    second = cards_agent(address)
    assert second.session("a").state["pending"] == asked.pending
    assert second.session("a").say("my card is gone").text == "I have blocked it."
    first.close()
    second.close()


def test_pruning_leaves_only_values_that_a_checkpoint_names(address: str) -> None:
    agent = cards_agent(address)
    session, rows = agent.session("a"), agent.store.database.rows
    sizes: list[object] = []
    for turn in range(24):
        session.say("my card is gone")
        if turn % 8 == 7:
            sizes.append(rows("SELECT COUNT(*) FROM checkpoint_blobs")[0][0])
    agent.session("b").say("my card is gone")
    unnamed = (
        "SELECT COUNT(*) FROM checkpoint_blobs b WHERE b.thread_id = 'a' AND NOT EXISTS (SELECT 1 FROM checkpoints c "
        "WHERE c.thread_id = b.thread_id AND c.checkpoint -> 'channel_versions' ->> b.channel = b.version)"
    )
    assert sizes[0] == sizes[1] == sizes[2]
    assert rows("SELECT COUNT(*) FROM checkpoints WHERE thread_id = 'a'") == [(12,)]
    before = session.state
    agent.store.prune("a")
    assert rows(unnamed) == [(0,)]
    assert session.state == before
    assert session.say("send me one").text == "It is on its way."
    agent.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_fork_has_connections_of_its_own(address: str) -> None:
    agent = cards_agent(address)
    agent.session("parent").say("my card is gone")
    child = os.fork()
    if child == 0:
        said = set[str]()
        with contextlib.suppress(BaseException):
            said = {agent.session("child").say("raise my limit").text for _ in range(5)}
        os._exit(0 if said == {"It is raised."} else 1)
    assert {agent.session("parent").say("send me one").text for _ in range(5)} == {"It is on its way."}
    assert os.waitpid(child, 0)[1] == 0
    assert agent.session("parent").state["turn"] == 6
    assert agent.session("child").state["turn"] == 5
    agent.close()


def test_no_connection_for_a_turn_is_told_as_a_fault_of_the_store(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edgewise.agent.keeping import postgres

    monkeypatch.setattr(postgres, "PATIENCE_S", 0.3)
    monkeypatch.setattr(postgres, "MOST_TURNS", 1)
    with cards_agent(address) as agent, agent.store.holding("another"), pytest.raises(StoreError, match="Postgres"):
        agent.session("a").say("my card is gone")


def test_as_many_turns_at_once_as_an_agent_has_threads() -> None:
    pytest.importorskip("psycopg_pool")
    from edgewise.agent.keeping import postgres

    assert postgres.MOST_TURNS >= MOST_THREADS


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg_pool")
    from edgewise.agent.keeping import postgres

    monkeypatch.setattr(postgres, "PATIENCE_S", 0.5)
    with pytest.raises(StoreError, match="Postgres"):
        open_store("postgresql://nobody@127.0.0.1:1/none")


def test_a_server_that_is_not_there_is_told_at_once() -> None:
    """It took a minute, and was told as messages that may have been taken."""
    pytest.importorskip("psycopg_pool", reason="the extra `postgres` is not installed")
    began = time.monotonic()
    with pytest.raises(StoreError, match="Postgres cannot be reached: connection") as raised:
        open_store("postgresql://tester@127.0.0.1:1/x")
    assert "check the address" in str(raised.value.hint)
    assert time.monotonic() - began < 5
