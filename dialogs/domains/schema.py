"""``edgewise schema``: the JSON schemas of domain files and of scripts, for editors."""

from __future__ import annotations

import argparse
import json

from ..files.outputs import STDOUT, add_out, spare

__all__ = ["add_arguments", "run", "schema_text"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--scripts", action="store_true", help="the schema of *.dialog.yaml instead of a domain's")
    add_out(parser, "write it there instead of printing it")


def run(args: argparse.Namespace) -> int:
    """Print or write the schema."""
    text, what = (_script_text(), "script") if args.scripts else (schema_text(), "domain")
    if args.out is None or args.out == STDOUT:
        print(text, end="")
        return 0
    from ..files.writing import write_text

    spare(args.out, own=text[: text.index('"$defs"')].encode(), force=bool(args.force))
    write_text(args.out, text)
    print(f"{args.out}: name it in the first line of a {what}: # yaml-language-server: $schema={args.out.name}")
    return 0


def schema_text() -> str:
    """The schema as it is written to a file."""
    from ...beliefs.language.schema import domain_schema

    return json.dumps(domain_schema(), indent=2, ensure_ascii=False) + "\n"


def _script_text() -> str:
    from ..scripts.script_schema import script_schema

    return json.dumps(script_schema(), indent=2, ensure_ascii=False) + "\n"
