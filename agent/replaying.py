"""Making recorded decisions again: does the same state, event and domain still give the same decision?

Compares bit for bit and names the first thing that differs; where texts are hidden, remarks on how a message was worded
are left out, for nobody can make them again. Reads logs, decides nothing itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..beliefs.belief.model import compile_domain
from ..beliefs.deciding.policy import Policy
from ..beliefs.errors import DialogError
from ..beliefs.language.defaults import complete
from ..beliefs.language.domain import Domain
from .keeping.desk_tables import stored
from .keeping.store import Store, is_store, open_store
from .log.audit import NO_LOG, domain_digest, read_lines, record_of, versions
from .state.dialogue import Json, migrated
from .state.events import event_from_json
from .state.mind import Mind
from .turn import step

__all__ = ["Difference", "Log", "Replayed", "differences", "read_log", "replay"]

RECORDED = {"session", "domain", "before", "event", "decision"}
"""What every record has."""

COMPARED = ("seed", "turn", "beliefs", "weighed", "decision", "after")


@dataclass(frozen=True)
class Difference:
    """The first place where two records are not the same."""

    path: str
    recorded: object
    now: object

    def __str__(self) -> str:
        return f"{self.path}: recorded {self.recorded!r}, now {self.now!r}"


@dataclass(frozen=True)
class Replayed:
    """One decision, made again."""

    session: str
    turn: int
    act: str
    difference: Difference | None
    versions: tuple[str, ...] = ()
    """Versions that are not those of the record."""


@dataclass(frozen=True)
class Log:
    """Records, each once, and the domains that they refer to."""

    records: Iterable[Json]
    domains: Mapping[str, str]


def read_log(place: str) -> Log:
    """Open a log: a file of JSON lines, or a store."""
    path = Path(place)
    if "://" not in place and not path.exists():
        raise DialogError(f"no such log: {place!r}", hint="a decision log, or the file that --store names")
    if path.is_dir():
        raise DialogError(f"{place!r} is a folder, and no log", hint="a decision log, or the file that --store names")
    if is_store(place):
        return _from_store(open_store(place, reading=True))
    return _from_lines(path)


def replay(log: Log, domain: Domain | None = None) -> Iterator[Replayed]:
    """Make each recorded decision again; a domain given takes the place of the recorded ones."""
    minds: dict[str, Mind] = {}
    for record in log.records:
        yield _again(_mind(minds, log, str(record["domain"]), domain), record)


def differences(recorded: object, now: object, path: str = "") -> Iterator[Difference]:
    """Where two plain values differ, in order."""
    same = type(recorded) is type(now)
    if same and isinstance(recorded, dict):
        left, right = cast("dict[str, object]", recorded), cast("dict[str, object]", now)
        for key in [*left, *(key for key in right if key not in left)]:
            yield from differences(left.get(key), right.get(key), f"{path}.{key}" if path else key)
    elif same and isinstance(recorded, list):
        old, new = cast("list[object]", recorded), cast("list[object]", now)
        if len(old) != len(new):
            yield Difference(f"{path} (length)", len(old), len(new))
        for place, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from differences(one, other, f"{path}[{place}]")
    elif not same or recorded != now:
        yield Difference(path, recorded, now)


def _again(mind: Mind, record: Json) -> Replayed:
    before = migrated(cast("Mapping[str, object]", record["before"]))
    event = event_from_json(cast("Mapping[str, object]", record["event"]))
    made = record_of(mind, before, event, step(mind, before, event))
    if record["input"] == "" != made["input"]:  # its texts are hidden
        record, made = ({**one, **_without_notices(one)} for one in (record, made))
    found = next((d for key in COMPARED for d in differences(record[key], _plain(made[key]), key)), None)
    told = cast("Mapping[str, str]", record["versions"])
    other = tuple(f"{name} {told.get(name)}, now {now}" for name, now in versions().items() if told.get(name) != now)
    decision = cast("Mapping[str, object]", record["decision"])
    return Replayed(str(record["session"]), cast(int, record["turn"]), str(decision["act"]), found, other)


def _without_notices(record: Json) -> Json:
    """What follows from a message's words alone and decides nothing: how it was taken, in which unit it asks."""
    return {key: {**cast(Json, record[key]), "notices": []} for key in ("decision", "after")}


def _plain(value: object) -> object:
    """As it would come back from a log: JSON has lists and no tuples."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in cast("dict[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in cast("list[object]", value)]
    return value


def _mind(minds: dict[str, Mind], log: Log, digest: str, domain: Domain | None) -> Mind:
    if domain is not None:
        if digest in log.domains:
            _check_alike(Domain.model_validate_json(log.domains[digest]), domain)
        digest = domain_digest(domain)
    if digest not in minds:
        if domain is None and digest not in log.domains:
            raise DialogError("the log does not hold the domain of a record", hint="name it: --domain FILE")
        found = domain or Domain.model_validate_json(log.domains[digest])
        minds[digest] = Mind(Policy(compile_domain(found)))
    return minds[digest]


def _check_alike(recorded: Domain, domain: Domain) -> None:
    """Refuse a domain in which the recorded evidence means nothing."""
    old, new = complete(recorded), complete(domain)
    for kind, theirs, ours in (
        ("intents", [*old.intents], [*new.intents]),
        ("facets", [*old.facets], [*new.facets]),
    ):
        if theirs != ours:
            raise DialogError(
                f"the domain {domain.name!r} has other {kind} than {recorded.name!r}, which the log is about",
                hint="give a domain that differs in its responses, values, limits or questions alone",
            )


def _from_lines(path: Path) -> Log:
    domains: dict[str, str] = {}
    records: list[Json] = []
    for number, line in read_lines(path):
        if "domain_digest" in line and "domain_data" in line:
            domains[str(line["domain_digest"])] = json.dumps(line["domain_data"])
        elif line.keys() >= RECORDED:
            records.append(line)
        else:
            raise DialogError(f"{path.name}, line {number}: no record of a decision", hint=NO_LOG)
    return Log(_once(records), domains)


def _once(records: Iterable[Json]) -> list[Json]:
    """Records without those that a process that died wrote twice.

    What another run of the program decided in a session of the same name is no such record: it says something else.
    """
    seen: set[bytes] = set()
    found: list[Json] = []
    for record in records:
        said = {name: part for name, part in record.items() if name != "at"}
        key = hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).digest()
        if key not in seen:
            seen.add(key)
            found.append(record)
    return found


def _from_store(store: Store) -> Log:
    return Log(_read_to_the_end(store), store.domains())


def _read_to_the_end(store: Store) -> Iterator[Json]:
    """The records of a store, which is closed when nobody wants more of them."""
    with closing(store):
        for text in store.records():
            yield stored(text, "records")
