"""The append-only log of decisions: each with everything it was made from, so that it can be made again.

A record holds the state before, the event, the belief before and after, every option with its vector, tails and
limits, the choice, the seed and the versions. Texts may be kept as keyed digests instead: what is decided does not
depend on them, so replay still agrees to the last bit. Knows how to write and to compare records; where they are kept
is the sink's business.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Literal, Protocol, cast
from zlib import crc32

from pydantic_core import to_json

from ...beliefs.errors import DialogError, EdgewiseError, StoreError
from ...beliefs.language.domain import Domain
from ..deciding.choosing import Step
from ..deciding.explain import whole
from ..keeping.store import Store
from ..state.dialogue import DialogueState, Json
from ..state.events import Acted, AnswerLost, Event, Said, Trouble, event_to_json
from ..state.mind import Mind, belief_of
from .logged import logged_decision, logged_event, logged_state

__all__ = [
    "NO_LOG",
    "Audit",
    "JsonLines",
    "Sink",
    "StoreSink",
    "Texts",
    "domain_digest",
    "read_lines",
    "record_of",
    "versions",
]

FORMAT = 1
NO_LOG = "a log is a file of JSON lines that an agent wrote, or a store"
_NOT_SAID = "nothing is said that is not logged; mend the log, and send the message again under the same id"
Texts = Literal["plain", "hashed"]


class Sink(Protocol):
    """Where records go."""

    def domain(self, digest: str, data: str) -> None:
        """Keep the domain that records refer to."""
        ...

    def write(self, record: Json) -> None:
        """Append one record; the same record again changes nothing that a reader sees."""
        ...


class StoreSink:
    """Records beside the dialogues they belong to."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def domain(self, digest: str, data: str) -> None:
        """Keep the domain that records refer to."""
        self.store.note_domain(digest, data)

    def write(self, record: Json) -> None:
        """Append one record; of a branch of its session too, which decides otherwise in a turn of the same number."""
        session, turn, part = str(record["session"]), cast(int, record["turn"]), cast(int, record["part"])
        at, data = cast(float, record["at"]), _dumped(record)
        if not self.store.record(session, turn, part, at, data):
            kept = self.store.recorded(session, turn, part)
            if kept is not None and _said(kept) != (said := _said(data)):
                self.store.record(session, turn, -1 - (crc32(said) >> 1), at, data)


class JsonLines:
    """Records in a file, one line each; the file may be moved or emptied under way, and others may write to it, too."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._domains: dict[str, bytes] = {}
        """The lines of the domains that this process records decisions of, by digest."""
        self._end = (0, 0, 0)
        """Which file was written to last, and how long it was then."""

    def domain(self, digest: str, data: str) -> None:
        """Keep the domain that records refer to, once a file."""
        line = _dumped({"domain_digest": digest, "domain_data": json.loads(data)})
        with self._lock:
            self._domains[digest] = line.encode()
            self._end = (0, 0, 0)
        self._append(b"")

    def write(self, record: Json) -> None:
        """Append one record."""
        self._append(_dumped(record).encode() + b"\n")

    def _append(self, line: bytes) -> None:
        try:
            # Unbuffered: a line is one call of the system, so that two processes do not write into each other's.
            with self._lock, self.path.open("ab+", buffering=0) as file:
                here, number, size = (found := os.fstat(file.fileno())).st_dev, found.st_ino, found.st_size
                held = (here, number) == self._end[:2] and size >= self._end[2]
                left = memoryview(_ended(file, size) + (b"" if held else self._missing(file)) + line)
                while left:
                    left = left[file.write(left) :]
                self._end = here, number, file.tell()
        except OSError as error:
            raise StoreError(
                f"{self.path.name}: {error.strerror}", hint="the decision log cannot be written"
            ) from error

    def _missing(self, file: IO[bytes]) -> bytes:
        """Domains that a file does not hold yet: a new one, one that was turned round, one that another began."""
        wanted = dict.fromkeys(line + b"\n" for line in self._domains.values())
        file.seek(0)
        lines = io.BufferedReader(cast(io.RawIOBase, file))
        for line in lines:
            wanted.pop(line, None)
        lines.detach()  # or it would close the file
        return b"".join(wanted)


def _ended(file: IO[bytes], size: int) -> bytes:
    """What has to come first where a kill cut the last line short: its end, and an empty line that says so."""
    if not size:
        return b""
    file.seek(size - 1)
    return b"" if file.read(1) == b"\n" else b"\n\n"


@dataclass(frozen=True)
class Audit:
    """Writes one agent's decisions down."""

    sink: Sink
    texts: Texts = "plain"
    key: bytes = b""
    """With hashed texts: makes digests that nobody without it can guess words from."""
    noted: set[str] = field(default_factory=set[str], repr=False)

    def write(self, mind: Mind, before: DialogueState, event: Event, step: Step) -> None:
        """Append the record of one step."""
        digest, hide = domain_digest(mind.domain), self._hidden if self.texts == "hashed" else str
        record = record_of(mind, before, event, step, hide) | {"at": time.time()}
        try:
            if digest not in self.noted:
                self.sink.domain(digest, mind.domain.model_dump_json())
                self.noted.add(digest)
            self.sink.write(record)
        except EdgewiseError:
            raise
        except Exception as error:  # of a sink of the host's: it is not the store that is full
            said = str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
            raise StoreError(f"the decision log cannot be written: {said}", hint=_NOT_SAID) from error

    def _hidden(self, text: str) -> str:
        if not text or text.startswith("blake2b:"):
            return text
        return (
            "blake2b:"
            + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12, key=self.key).hexdigest()
        )


def record_of(mind: Mind, before: DialogueState, event: Event, step: Step, hide: Callable[[str], str] = str) -> Json:
    """The record of one step, without the time."""
    after = step.weighed[-1].belief if step.weighed else belief_of(mind, step.state)
    return {
        "format": FORMAT,
        "session": before["session"],
        "turn": step.state["turn"],
        "part": _part(event),
        "versions": versions(),
        "domain": domain_digest(mind.domain),
        "deadline_s": mind.deadline_s,
        "seed": before["seed"] + step.state["turn"],
        "input": hashlib.sha256(_text(event).encode("utf-8", "surrogatepass")).hexdigest() if hide is str else "",
        "before": logged_state(before, hide, quotable=True),
        "event": logged_event(event, hide),
        **_outcome(step, hide),
        "beliefs": {"before": belief_of(mind, before).to_json(), "after": after.to_json()},
    }


def _outcome(step: Step, hide: Callable[[str], str]) -> Json:
    """What a step decided: what replay must find again."""
    return {
        "decision": logged_decision(step.decision, hide),
        "weighed": [whole(weighed.rationale) for weighed in step.weighed],
        "after": logged_state(step.state, hide),
    }


@cache
def versions() -> dict[str, str]:
    """What the arithmetic depends on."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"edgewise": version("edgewise"), "numpy": version("numpy"), "python": python}


def domain_digest(domain: Domain) -> str:
    """Tells domains apart."""
    return _digest(id(domain), domain)


_DIGESTS: dict[int, tuple[Domain, str]] = {}


def _digest(place: int, domain: Domain) -> str:
    known = _DIGESTS.get(place)
    if known is None or known[0] is not domain:
        text = domain.model_dump_json()
        known = _DIGESTS[place] = (domain, hashlib.sha256(text.encode()).hexdigest()[:32])
    return known[1]


def _part(event: Event) -> int:
    """Tells records of one turn apart."""
    if isinstance(event, AnswerLost):
        return 1
    if isinstance(event, Acted) and not event.mail:  # several of one turn may come at once, by an inbox
        return -1 - (crc32(to_json(event_to_json(event))) >> 1)
    return 2 + event.mail if isinstance(event, Acted) else 0


def _text(event: Event) -> str:
    if isinstance(event, Said):
        return event.heard.text
    return event.text if isinstance(event, Trouble) else ""


def _said(data: str) -> bytes:
    """A record without its time; a damaged one as it is."""
    try:
        return json.dumps({**json.loads(data), "at": 0.0}, sort_keys=True).encode()
    except (TypeError, ValueError):
        return data.encode()


def _dumped(record: Mapping[str, object]) -> str:
    """One line of JSON, at a quarter of what `json` takes; there is no NaN, and one would show as a difference."""
    return to_json(record, inf_nan_mode="null").decode()


def read_lines(path: Path) -> Iterator[tuple[int, Json]]:
    """Lines of a log with their numbers; one that a kill cut short (the last, or before an empty one) is left out."""
    lines, begun = path.read_bytes().split(b"\n"), False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not begun and not line.lstrip().startswith(b"{"):
            raise DialogError(f"{path.name}, line {number}: this is no decision log", hint=NO_LOG)
        try:
            found = json.loads(line)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            if number == len(lines) or (number + 1 < len(lines) and not lines[number]):
                continue
            hint = "the log is damaged there; replay what is before it by cutting the file"
            raise DialogError(f"{path.name}, line {number}: not JSON ({error})", hint=hint) from error
        begun = True
        yield number, found
