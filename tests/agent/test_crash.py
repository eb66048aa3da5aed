"""Killed at every boundary of a dialogue and resumed: no turn lost, none doubled, the same decisions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]

# The dialogue asks, is told why, answers, is corrected, contests, hands over and goes on. A client that does not know
# whether its message arrived says it again under the same id.
DRIVER = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from agents_at_hand import cards, reader_of
from edgewise.agent.keeping.database import SqliteDatabase
from edgewise.agent.keeping.sqlite_saver import ThreadedSqliteSaver
from edgewise.agent.session import Agent

TEXTS = ["hm", "why do you ask?", "my card is gone", "I disagree, reconsider", "send me one",
         "raise it and send me one", "what do you mean", "hm", "just answer", "raise my limit"]
MIND = cards()
seen, deadly = 0, -1

def counted(owner, name):
    whole = getattr(owner, name)
    def call(self, *args, **kwargs):
        global seen
        seen += 1
        if seen == deadly:
            os.kill(os.getpid(), 9)
        return whole(self, *args, **kwargs)
    setattr(owner, name, call)

def dialogue(path):
    agent = Agent.load(MIND.domain, store=path, reader=reader_of(MIND))
    session = agent.session("a", profile=True)
    for number, text in enumerate(TEXTS):
        session.say(text, id=f"m{number}")
    state, records = session.state, [json.loads(r) for r in agent.store.records("a")]
    return {
        "writes": seen,
        "turns": state["turn"],
        "said": [line["text"] for line in state["lines"]],
        "acts": [record["decision"]["act"] for record in records],
        "records": [record["turn"] for record in records],
        "incidents": len(agent.store.incidents()),
        "counts": sorted(state["profile"]["counts"]),
        "last": state["last"]["response"],
    }

def life(path, boundary):
    # A process of its own that may be killed; what it saw comes back through a file.
    global seen, deadly
    child = os.fork()
    if child == 0:
        seen, deadly = 0, boundary
        try:
            found = dialogue(path)
            with open(path + ".out", "w") as file:
                json.dump(found, file)
        except BaseException as error:
            import traceback
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

counted(ThreadedSqliteSaver, "put")
counted(ThreadedSqliteSaver, "put_writes")
counted(SqliteDatabase, "run")
for line in sys.stdin:
    path, boundary = line.split()
    code = life(path, int(boundary))
    print(json.dumps([code, json.load(open(path + ".out")) if code == 0 else None]), flush=True)
"""


class Driver:
    """A process that plays the dialogue in children of its own: importing once is what makes this quick."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", DRIVER, str(HERE)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def play(self, path: Path, deadly: int = -1) -> tuple[int, dict[str, object]]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{path} {deadly}\n")
        self.process.stdin.flush()
        code, found = json.loads(self.process.stdout.readline())
        return code, found


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    driver = Driver()
    yield driver
    driver.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def whole(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The dialogue as it goes when nobody is killed."""
    code, found = driver.play(tmp_path_factory.mktemp("whole") / "x.db")
    assert code == 0
    return found


def compare(found: dict[str, object], whole: dict[str, object]) -> None:
    for key in ("turns", "said", "acts", "records", "incidents", "counts", "last"):
        assert found[key] == whole[key], key


def test_the_dialogue_is_worth_killing(whole: dict[str, object]) -> None:
    assert whole["turns"] == 10
    assert whole["records"] == list(range(1, 11))
    assert {"ask", "answer", "tell"} <= set(whole["acts"])  # type: ignore[call-overload]
    assert whole["incidents"] == 1
    assert whole["writes"] >= 100  # type: ignore[operator]


def test_killed_at_every_boundary(tmp_path: Path, driver: Driver, whole: dict[str, object]) -> None:
    """Every thirteenth write, which meets each kind of boundary; EDGEWISE_EVERY_BOUNDARY=1 takes all of them."""
    writes = int(whole["writes"])  # type: ignore[call-overload]
    for deadly in range(1, writes + 1, 1 if os.environ.get("EDGEWISE_EVERY_BOUNDARY") else 13):
        path = tmp_path / f"{deadly}.db"
        assert driver.play(path, deadly) == (-9, None)
        code, found = driver.play(path)
        assert code == 0
        compare(found, whole)


def test_killed_again_and_again(tmp_path: Path, driver: Driver, whole: dict[str, object]) -> None:
    """Each life gets a little further than the one before."""
    path, lives = tmp_path / "x.db", 0
    while (lives := lives + 1) < 40:
        code, found = driver.play(path, 23)
        if code == 0:
            break
    assert 4 < lives < 40
    compare(found, whole)
