"""``edgewise calibrate``: rehearse a domain and write down how its questions are best chosen.

The block goes to the end of the domain file, in the place of an older one; everything else in the file stays as it is.
Where that would not give the same domain with this block, as in JSON, nothing is written.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from ...beliefs.language.domain import Calibrated, Domain

__all__ = ["add_arguments", "block", "run", "written"]

# From a line "calibration:" with what is indented under it to the next line that starts in the first column.
_OLD = re.compile(
    r"^(?:#[^\n]*edgewise calibrate[^\n]*\n)?calibration:[^\n]*(?:\n|\Z)(?:[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)*",
    re.MULTILINE,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", type=Path, metavar="FILE", help="the domain file")
    parser.add_argument("--dry-run", action="store_true", help="show what was found, write nothing")
    parser.add_argument("--seed", type=at_least(0), default=0, help="of the rehearsed dialogues (default 0)")


def run(args: argparse.Namespace) -> int:
    """Rehearse, tell, and write."""
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.deciding.policy import Policy
    from ...beliefs.loading import load_domain
    from ...beliefs.planning.calibrated import PORTFOLIO, calibrated

    domain = load_domain(args.domain)
    policy = Policy(compile_domain(domain))
    told = calibrated(policy.model.domain, policy.template(), seed=int(args.seed))
    if told.earned:
        print("ways to choose what is asked, and what each earned a dialogue:")
    for entry, earned in zip(PORTFOLIO, told.earned, strict=False):
        leaf = "calibrated leaf" if entry.calibrated else f"{entry.bonus:g} a nat"
        chosen = "  <- chosen" if entry == told.chosen else ""
        print(f"  {entry.kind:8} {leaf:16} {earned:8.4f}{chosen}")
    if told.found is None:
        print("nothing earns more than the plain search: no calibration is needed")
    if args.dry_run:
        print("a dry run: nothing was written")
    else:
        _write(args.domain, domain, told.found)
    return 0


def _write(path: Path, domain: Domain, found: Calibrated | None) -> None:
    """Write the block into the file, in the file's own line endings."""
    from ...beliefs.errors import DialogError
    from ...beliefs.loading import examine_bytes
    from ..files.writing import write_whole

    before = path.read_bytes().decode("utf-8")
    windows = 0 < before.count("\n") == before.count("\r\n")
    text = written(before.replace("\r\n", "\n") if windows else before, found)
    raw = (text.replace("\n", "\r\n") if windows else text).encode("utf-8")
    after = examine_bytes(raw, folder=path.parent)
    if after.errors or after.domain != domain.model_copy(update={"calibration": found}):
        hint = "add this to it by hand:\n" + block(found) if found else "remove its key `calibration` by hand"
        raise DialogError(f"{path}: a block cannot be put at the end of this file, so nothing was written", hint=hint)
    write_whole(path, lambda stream: stream.write(raw))


def written(text: str, found: Calibrated | None) -> str:
    """The text of a domain file with another calibration, or with none."""
    text = _OLD.sub("", text)
    return text if found is None else text.rstrip("\n") + "\n\n" + block(found)


def block(found: Calibrated) -> str:
    """The lines that say what was found."""
    # JSON is YAML, and its strings are quoted: a digest of digits alone would else be a number.
    lines = [f"  {key}: {json.dumps(value)}" for key, value in found.model_dump(mode="json").items()]
    return "\n".join(
        ["# Written by edgewise calibrate; used as long as nothing else here changes.", "calibration:", *lines, ""]
    )
