"""``edgewise deliberate``: from verified ballots to the weights that a domain decides with.

One ballot a voter, see `beliefs.ballots` for the file; the weights are agreed by Nash welfare, see `beliefs.welfare`.
Shown is what each group gets under them, beside what the average of all ballots and a majority in every case would
give. With ``--out`` the domain is written with the agreed weights, the groups as its stakeholders, and who decided.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ...beliefs.errors import DialogError, system_error
from ..files.outputs import add_out, spare, told_on
from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...beliefs.language.domain import Domain
    from ...beliefs.language.part import Provenance
    from ...beliefs.values.ballots import Ballot
    from ...beliefs.values.welfare import Agreement

__all__ = ["add_arguments", "run"]

MOST_CASES = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ballots", type=Path, metavar="BALLOTS", help="verified ballots (CSV), one a voter")
    parser.add_argument("domain", metavar="DOMAIN", help="a domain file, or an example's name")
    add_out(parser, "write the domain with the agreed weights (YAML)")
    parser.add_argument("--roll", type=Path, metavar="FILE", help="who may vote, one id a line; others are refused")
    parser.add_argument("--who", default="", metavar="TEXT", help="who decided (default: the number of voters)")
    parser.add_argument("--when", default="", metavar="DATE", help="when it was decided (default: today)")
    parser.add_argument("--speaks-for", default="", metavar="TEXT", help="for whom (default: the groups)")
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N", help="seed of the search (default 0)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Read, agree, show, write."""
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.loading import load_domain
    from ...beliefs.values.ballots import read_ballots, voter_id
    from ...beliefs.values.welfare import agree
    from ..files.shipped import find

    spare(args.out, [args.ballots, find(args.domain), args.roll], force=bool(args.force))
    domain = load_domain(find(args.domain))
    model = compile_domain(domain)
    raw, text = _read(args.ballots)
    roll = None if args.roll is None else {voter_id(line) for line in _read(args.roll)[1].splitlines() if line.strip()}
    ballots = read_ballots(text, model.domain, roll=roll, file=str(args.ballots))
    found = agree(model, ballots, seed=args.seed)
    by = _provenance(args, ballots, raw)
    if args.out is not None:
        _write(args.out, domain, model.domain, ballots, found, by)
    if args.json:
        print(json.dumps(_record(found, by), ensure_ascii=False, indent=2), file=told_on(args.out))
    else:
        _show(model.domain, found, by, args.out)
    return 0


def _read(path: Path) -> tuple[bytes, str]:
    """A file as it is, for its digest, and as text; read once, since it may be a pipe."""
    try:
        raw = path.read_bytes()
        return raw, raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DialogError(f"{path}: cannot be read: {system_error(error)}") from error


def _provenance(args: argparse.Namespace, ballots: Sequence[Ballot], raw: bytes) -> Provenance:
    from datetime import date

    from ...beliefs.language.part import Provenance

    groups = {group: sum(b.group == group for b in ballots) for group in sorted({b.group for b in ballots} - {""})}
    digest = sha256(raw).hexdigest()[:12]
    checked = ", all on the roll" if args.roll is not None else ""
    source = f"{args.ballots.name}, sha256 {digest}"
    return Provenance(
        who=args.who or f"{len(ballots)} voters",
        process=f"Nash welfare over {len(ballots)} ballots, one a voter{checked} ({source})",
        when=args.when or date.today().isoformat(),
        speaks_for=args.speaks_for or ", ".join(f"{group} ({count})" for group, count in groups.items()),
    )


def _write(
    out: Path, domain: Domain, full: Domain, ballots: Sequence[Ballot], found: Agreement, by: Provenance
) -> None:
    from ...beliefs.learned.agreed_domain import agreed_text
    from ..files.writing import write_text

    write_text(out, agreed_text(domain, full, ballots, found, by))


def _record(found: Agreement, by: Provenance) -> object:
    from ...beliefs.deciding.rationale import plain

    record = plain(found)
    assert isinstance(record, dict)
    return {**record, "provenance": by.model_dump(mode="json")}


def _show(domain: Domain, found: Agreement, by: Provenance, out: Path | None) -> None:
    from ..terminal.console import PipedConsole
    from .agreement_tables import agreement_tables

    console = PipedConsole(highlight=False, file=told_on(out))
    console.print(agreement_tables(domain, found, MOST_CASES))
    console.print(f"decided by: {by.who}; {by.process}; {by.when}", markup=False, soft_wrap=True)
    if out is not None:
        console.print(f"{out}: written", markup=False, soft_wrap=True)
