"""``edgewise export``: simulated dialogues as JSON lines for training others."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import cast

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="what edgewise simulate wrote")
    parser.add_argument("--out", type=Path, metavar="FILE", help="DIR/dialogues.jsonl by default")


def run(args: argparse.Namespace) -> int:
    """Write the dialogues whose histories are kept."""
    from .batch import REPORTED
    from .exporting import lines_of
    from .settings import mind_of
    from .shards import Folder, write_whole

    folder = Folder(cast(Path, args.folder))
    setting = folder.setting()
    out = cast("Path | None", args.out) or folder.path / "dialogues.jsonl"
    columns = folder.columns(most=REPORTED)
    lines = lines_of(folder.path, setting, mind_of(setting), columns)
    encoded = (json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    write_whole(out, lambda stream: stream.writelines(encoded))
    print(f"{len(columns['act'])} dialogues written to {out}")
    return 0
