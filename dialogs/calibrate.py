"""``edgewise calibrate``: rehearse a domain and write down how its questions are best chosen.

The block goes to the end of the domain file, in the place of an older one; everything else in the file stays as it is.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .command_parser import at_least

if TYPE_CHECKING:
    from ..beliefs.domain import Calibrated

__all__ = ["add_arguments", "block", "run", "written"]

# From a line "calibration:" with what is indented under it to the next line that starts in the first column.
_OLD = re.compile(
    r"^(?:#[^\n]*edgewise calibrate[^\n]*\n)?calibration:[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n)*", re.MULTILINE
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", type=Path, metavar="FILE", help="the domain file")
    parser.add_argument("--dry-run", action="store_true", help="show what was found, write nothing")
    parser.add_argument("--seed", type=at_least(0), default=0, help="of the rehearsed dialogues (default 0)")


def run(args: argparse.Namespace) -> int:
    """Rehearse, tell, and write."""
    from ..beliefs.calibrated import PORTFOLIO, calibrated
    from ..beliefs.loading import load_domain
    from ..beliefs.model import compile_domain
    from ..beliefs.policy import Policy

    policy = Policy(compile_domain(load_domain(args.domain)))
    told = calibrated(policy.model.domain, policy.template(), seed=int(args.seed))
    for entry, earned in zip(PORTFOLIO, told.earned, strict=False):
        leaf = "calibrated leaf" if entry.calibrated else f"{entry.bonus:g} a nat"
        print(f"{entry.kind:8} {leaf:16} {earned:8.4f} a dialogue")
    if told.found is None:
        print("nothing is surely better than the plain search: no calibration is needed")
    if not args.dry_run:
        text = Path(args.domain).read_text(encoding="utf-8")
        Path(args.domain).write_text(written(text, told.found), encoding="utf-8")
    return 0


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
