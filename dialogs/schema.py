"""``edgewise schema``: the JSON schema of a domain file, for editors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..beliefs.schema import domain_schema

__all__ = ["add_arguments", "run", "schema_text"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")


def run(args: argparse.Namespace) -> int:
    """Print or write the schema."""
    if args.out is None:
        print(schema_text(), end="")
        return 0
    args.out.write_text(schema_text(), encoding="utf-8")
    print(f"{args.out}: name it in the first line of a domain: # yaml-language-server: $schema={args.out.name}")
    return 0


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(domain_schema(), indent=2, ensure_ascii=False) + "\n"
