"""Ballots: what each voter wants weighed, one ballot a voter, everything that is wrong with a file at once.

A table in CSV with a header. Columns: ``voter`` (who; required), ``group`` (whom the voter belongs to; optional), and
either one column for each objective, by id or name, with a weight of zero or more (an empty cell is zero), or one
column ``ranking`` such as ``safety > helpfulness = effort``. What a ranking leaves out comes last, together. A rank
becomes the centroid of all weights in that order: the k-th of n gets ``1/n sum_{j >= k} 1/j``, ties share theirs.

Weights are relative: every ballot is scaled to sum to one, so nobody's counts more for larger numbers. Two ballots of
one voter are refused, both of them: which one counts is not ours to say. Reads text; knows nothing of files.
"""

from __future__ import annotations

import csv
import io
import math
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import DialogError, nearest
from ..language.domain import Domain

__all__ = ["Ballot", "Roll", "rank_weights", "read_ballots", "voter_id", "weighed_objectives"]

VOTER, GROUP, RANKING = "voter", "group", "ranking"
MOST_TOLD = 50
LARGEST = 1e9
UNSEEN = ("Cc", "Cf")
"""Categories of characters that nobody sees: with one more of them a voter would be another voter."""
Roll = Collection[str]
"""Ids of those who may vote, as `voter_id` writes them."""


@dataclass(frozen=True)
class Ballot:
    """One voter's weights."""

    voter: str
    weights: Mapping[str, float]
    """Over all objectives that are weighed, summing to one."""
    group: str = ""
    line: int = 0


@dataclass
class _Reading:
    """What was found so far."""

    file: str
    ballots: list[Ballot] = field(default_factory=list[Ballot])
    wrong: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Lines of each voter's ballots."""


def weighed_objectives(domain: Domain) -> dict[str, str]:
    """Objectives that responses are weighed on, id -> name: those that are not a limit alone."""
    return {key: objective.name or key for key, objective in domain.objectives.items() if objective.weight > 0}


def voter_id(text: str) -> str:
    """The same for spellings that differ in case, spacing, form or what cannot be seen alone."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    words = "".join(" " if c.isspace() else c for c in folded if c.isspace() or unicodedata.category(c) not in UNSEEN)
    return " ".join(words.split())


def read_ballots(text: str, domain: Domain, *, roll: Roll | None = None, file: str = "ballots") -> tuple[Ballot, ...]:
    """Read verified ballots.

    Args:
        text: The table.
        domain: A completed domain, whose objectives are weighed.
        roll: Who may vote; anybody by default.
        file: What flaws name.

    Raises:
        DialogError: Something is wrong; every line that is, at once.
    """
    try:
        rows = list(_rows(text.removeprefix("\ufeff")))
    except csv.Error as error:
        raise DialogError(f"{file}: this is no table in CSV: {error}") from error
    if not rows:
        raise DialogError(f"{file}: there are no ballots", hint="the first line names the columns: voter, group, ...")
    found = _Reading(file)
    columns = _columns(found, rows[0].cells, domain)
    if not found.wrong:
        for row in rows[1:]:
            _take(found, row, columns, domain, roll)
        _twice(found)
        if not found.ballots and not found.wrong:
            found.wrong.append((rows[0].line, "there is no ballot below the header"))
    if found.wrong:
        raise DialogError(_told(found))
    return tuple(found.ballots)


def rank_weights(tiers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Weights of a ranking, best first; names that stand together share what their places get."""
    count = sum(len(tier) for tier in tiers)
    places = [sum(1 / j for j in range(k, count + 1)) / count for k in range(1, count + 1)]
    found: dict[str, float] = {}
    start = 0
    for tier in tiers:
        mine = places[start : start + len(tier)]
        found.update(dict.fromkeys(tier, sum(mine) / len(mine) if mine else 0.0))
        start += len(tier)
    return found


@dataclass(frozen=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def _rows(text: str) -> Iterator[_Row]:
    """Rows that are not blank, with the line that each starts on."""
    reader = csv.reader(io.StringIO(text, newline=""))
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(start, tuple(cell.strip() for cell in cells))
        start = reader.line_num + 1


def _columns(found: _Reading, header: Sequence[str], domain: Domain) -> list[str]:
    """What each column is: ``voter``, ``group``, ``ranking``, or an objective's id."""
    names = weighed_objectives(domain)
    ids = {voter_id(word): key for key, name in names.items() for word in (key, name)}
    columns: list[str] = []
    for cell in header:
        plain = voter_id(cell)
        column = plain if plain in (VOTER, GROUP, RANKING) else ids.get(plain, "")
        if not column:
            hint = nearest(plain, [VOTER, GROUP, RANKING, *names]) or f"weighed are {', '.join(names)}"
            found.wrong.append((1, f"unknown column {cell!r} ({hint})"))
        elif column in columns:
            found.wrong.append((1, f"two columns are {column!r}"))
        columns.append(column)
    weighed = set(columns) & set(names)
    if VOTER not in columns:
        found.wrong.append((1, "no column says who voted: name one 'voter'"))
    if not weighed and RANKING not in columns and not any(not column for column in columns):
        found.wrong.append((1, f"nothing is weighed: add 'ranking' or columns for {', '.join(names)}"))
    if weighed and RANKING in columns:
        found.wrong.append((1, "there are weights and a ranking: keep one of the two"))
    return columns


def _take(found: _Reading, row: _Row, columns: Sequence[str], domain: Domain, roll: Roll | None) -> None:
    if len(row.cells) != len(columns):
        found.wrong.append((row.line, f"{len(row.cells)} cells where the header has {len(columns)}"))
        return
    cells = dict(zip(columns, row.cells, strict=True))
    voter = voter_id(cells[VOTER])
    if not voter:
        found.wrong.append((row.line, "nobody is named as the voter"))
    elif roll is not None and voter not in roll:
        found.wrong.append((row.line, f"{cells[VOTER]!r} is not on the roll"))
    found.lines[voter].append(row.line)
    try:
        weights = _ranked(cells[RANKING], domain) if RANKING in cells else _weights(cells, domain)
    except ValueError as error:
        found.wrong.append((row.line, str(error)))
        return
    total = sum(weights.values())
    scaled = {key: weight / total for key, weight in weights.items()}
    found.ballots.append(Ballot(voter, scaled, cells.get(GROUP, ""), row.line))


def _weights(cells: Mapping[str, str], domain: Domain) -> dict[str, float]:
    weights = {key: _number(key, cells.get(key, "")) for key in weighed_objectives(domain)}
    if not any(weights.values()):
        raise ValueError("every weight is zero: an empty ballot is not counted")
    return weights


def _number(column: str, cell: str) -> float:
    try:
        value = float(cell) if cell else 0.0
    except ValueError:
        raise ValueError(f"the weight of {column!r} is not a number: {cell!r}") from None
    if not 0 <= value <= LARGEST or math.isnan(value):
        raise ValueError(f"the weight of {column!r} is not between 0 and {LARGEST:g}: {cell!r}")
    return value


def _ranked(cell: str, domain: Domain) -> dict[str, float]:
    """Weights of a ranking such as ``a > b = c``; what is not named comes last."""
    names = weighed_objectives(domain)
    ids = {voter_id(word): key for key, name in names.items() for word in (key, name)}
    tiers: list[list[str]] = []
    for part in cell.split(">") if cell else ():
        tier = [voter_id(word) for word in part.split("=")]
        for word in tier:
            if word not in ids:
                raise ValueError(f"the ranking names {word!r}, which is not weighed ({', '.join(names)})")
        tiers.append([ids[word] for word in tier])
    named = [key for tier in tiers for key in tier]
    if not named:
        raise ValueError("the ranking is empty")
    if len(set(named)) < len(named):
        raise ValueError("the ranking names something twice")
    rest = [key for key in names if key not in named]
    return rank_weights([*tiers, rest] if rest else tiers)


def _twice(found: _Reading) -> None:
    for voter, lines in found.lines.items():
        if voter and len(lines) > 1:
            listed = ", ".join(map(str, lines[:-1])) + f" and {lines[-1]}"
            found.wrong.append((lines[1], f"{voter!r} voted more than once, on lines {listed}: none is counted"))


def _told(found: _Reading) -> str:
    wrong = sorted(found.wrong)
    listed = [f"  {found.file}:{line}: {message}" for line, message in wrong[:MOST_TOLD]]
    more = [f"  ... and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else []
    head = f"{found.file}: {len(wrong)} problem{'s' if len(wrong) != 1 else ''}, so nothing is counted"
    return "\n".join([head, *listed, *more])
