"""``edgewise validate``: every problem of every file at once, each with its place and how to mend it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ...beliefs.errors import DomainTooLarge, Flaw, mend_of

if TYPE_CHECKING:
    from ...beliefs.loading import Examined

__all__ = ["add_arguments", "run"]

STDIN = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a domain file, or a folder with a domain.yaml; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    parser.add_argument("--strict", action="store_true", help="let warnings fail too")
    parser.add_argument(
        "--provenance", action="store_true", help="list values, limits and weights with who decided them"
    )


def run(args: argparse.Namespace) -> int:
    """Check the files; 0 when all can be used, 1 when one cannot, 2 when one cannot be read."""
    files, strict = cast("list[str]", args.files), bool(args.strict)
    found = [_examine(file) for file in files]
    if args.json:
        print(json.dumps({"ok": not _code(found, strict), "files": [_as_json(one, args.provenance) for one in found]}))
        return _code(found, strict)
    for one in found:
        for flaw in one.flaws:
            print(flaw)
        if args.provenance and one.domain is not None:
            _print_provenance(one)
    print(_summary(found))
    return _code(found, strict)


def _examine(file: str) -> Examined:
    """Examine one file; what cannot be read is a flaw like any other, so that the other files are looked at."""
    from ...beliefs.loading import Examined, examine, examine_bytes

    try:
        if file != STDIN:
            return _with_personas(examine(file))
        raw = sys.stdin.buffer.read()
        return _with_personas(examine_bytes(raw, file="<stdin>"), raw)
    except DomainTooLarge as error:
        return Examined(file, None, (Flaw("", error.message, error.hint, file=file),))
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        return Examined(file, None, (Flaw("", said, mend_of(error), file=file),), unread=True)


def _with_personas(one: Examined, raw: bytes | None = None) -> Examined:
    """Look at the personas in a domain's file too; the names in them are those of a domain that can be used."""
    if one.domain is None or not one.domain.personas or one.errors:
        return one
    from ...beliefs.belief.model import compile_domain
    from ..files.forms import FormError
    from ..simulation.personas import parse_cast

    file = one.file or STDIN
    text = (Path(file).read_bytes() if raw is None else raw).decode("utf-8-sig")
    try:
        parse_cast(text, compile_domain(one.domain), file=file, within=True)
    except FormError as error:
        return replace(one, flaws=(*one.flaws, *(replace(flaw, file=one.file) for flaw in error.flaws)))
    return one


def _code(found: list[Examined], strict: bool) -> int:
    if any(one.unread for one in found):
        return 2
    return int(any(one.flaws if strict else one.errors for one in found))


def _summary(found: list[Examined]) -> str:
    errors = sum(len(one.errors) for one in found)
    warnings = sum(len(one.flaws) for one in found) - errors
    if len(found) == 1 and found[0].domain is not None and not errors:
        head = f"{found[0].file}: {_sizes(found[0])}"
    else:
        head = _count(len(found), "file")
    return f"{head}: {_count(errors, 'error')}, {_count(warnings, 'warning')}"


def _sizes(one: Examined) -> str:
    domain = one.domain
    if domain is None:
        return "no domain"
    counted = {"intent": domain.intents, "facet": domain.facets, "response": domain.responses}
    return ", ".join(_count(len(parts), name) for name, parts in counted.items() if parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_json(one: Examined, provenance: bool) -> dict[str, object]:
    out: dict[str, object] = {
        "file": one.file,
        "ok": not one.errors,
        "flaws": [{key: value for key, value in asdict(flaw).items() if key != "file"} for flaw in one.flaws],
    }
    if provenance and one.domain is not None:
        from ...beliefs.language.provenance import decisions

        out["provenance"] = [
            {**asdict(replace(decided, by=None)), "by": decided.by.model_dump() if decided.by else None}
            for decided in decisions(one.domain)
        ]
    return out


def _print_provenance(one: Examined) -> None:
    """First what somebody answers for, then what nobody does."""
    from ...beliefs.language.provenance import decisions, told

    decided = decisions(one.domain) if one.domain is not None else ()
    named = [choice for choice in decided if choice.by is not None]
    unnamed = [choice for choice in decided if choice.by is None]
    print(f"{one.file}: {len(named)} of {len(decided)} values, limits and weights say who decided them")
    for choice in named:
        print(f"  {choice.path}: {choice.what}; decided by {told(choice.by)}")
    if unnamed:
        print("  without provenance:")
    for choice in unnamed:
        print(f"    {choice.path}: {choice.what}")
