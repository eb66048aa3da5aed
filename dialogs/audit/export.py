"""``edgewise export``: dialogues, simulated or logged, as JSON lines for training others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ..files.outputs import add_out, spare, told_on

if TYPE_CHECKING:
    from .exporting_logs import Spoken

__all__ = ["add_arguments", "run"]

_START = b'{"messages": '
"""How what is written begins."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "source", metavar="SOURCE", help="a folder that edgewise simulate wrote, a decision log or a store"
    )
    add_out(parser, "SOURCE.dialogues.jsonl by default, of a folder SOURCE/dialogues.jsonl")


def run(args: argparse.Namespace) -> int:
    """Write the dialogues: of a simulation those whose histories are kept, of a log all."""
    source, out = cast(str, args.source), cast("Path | None", args.out)
    folder = Path(source).is_dir()
    out = out or (Path(source) / "dialogues.jsonl" if folder else _beside(source))
    spare(out, [source], own=_START, force=bool(args.force))
    _write(_simulated(Path(source)) if folder else _logged(source), out)
    return 0


def _write(lines: Iterable[dict[str, object]], out: Path) -> None:
    from ..files.writing import write_whole

    def into(stream: IO[bytes]) -> None:
        for line in lines:
            stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            written.append(None)

    written: list[None] = []
    write_whole(out, into)
    print(f"{len(written)} {'dialogue' if len(written) == 1 else 'dialogues'} written to {out}", file=told_on(out))


def _simulated(path: Path) -> Iterable[dict[str, object]]:
    from ..simulation.cohort import REPORTED
    from ..simulation.settings import mind_of
    from ..simulation.shards import Folder
    from .exporting import lines_of

    folder = Folder(path)
    setting = folder.setting()
    return lines_of(path, setting, mind_of(setting), folder.columns(most=REPORTED))


def _logged(source: str) -> Iterable[dict[str, object]]:
    from ...agent.replaying import read_log
    from ...beliefs.errors import DialogError
    from .exporting_logs import lines_of_log

    log = read_log(source)
    lines = list(lines_of_log(log, _spoken(source)))
    if not lines:
        raise DialogError(f"{source} holds no decisions", hint="a decision log with some, or a store")
    return lines


def _spoken(source: str) -> Spoken:
    """What the agent said, by session and turn: a store has it, a log does not."""
    from ...agent.keeping.desk_tables import stored
    from ...agent.keeping.store import is_store, open_store

    if not is_store(source):
        return {}
    store, said = open_store(source, reading=True), dict[tuple[str, int], str]()
    sessions = {str(stored(text, "records")["session"]) for text in store.records()}
    for session in sorted(sessions):
        dialogue = store.dialogue(session)
        for line in dialogue["lines"] if dialogue else []:
            if line["role"] == "agent":
                said[session, line["turn"]] = line["text"]
    store.close()
    return said


def _beside(source: str) -> Path:
    from ...beliefs.errors import DialogError

    if "://" in source:
        raise DialogError("where shall it be written?", hint="--out FILE")
    return Path(source).with_name(f"{Path(source).name}.dialogues.jsonl")
