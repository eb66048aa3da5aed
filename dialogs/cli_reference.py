"""Writes the reference of the command line from the commands themselves: ``python -m edgewise.dialogs.cli_reference``.

With ``--check`` it says whether ``docs/cli.md`` is as it would be written now. It has nothing of its own to say.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .cli import help_text, load_command, parser_for
from .commands import COMMANDS

__all__ = ["main", "reference"]

_INTRODUCTION = """\
# The command line

Written by `python -m edgewise.dialogs.cli_reference > docs/cli.md`; a test checks that it is up to date.
Every subcommand prints its own part of this page with `--help`.

```text
{overview}
```
"""


def reference() -> str:
    """The page, with lines of at most 80 columns whatever the terminal."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        parts = [_INTRODUCTION.format(overview=help_text().rstrip())]
        for command in COMMANDS:
            text = parser_for(command, load_command(command)).format_help().rstrip()
            parts.append(f"## edgewise {command.name}\n\n```text\n{text}\n```\n")
    finally:
        os.environ.pop("COLUMNS") if before is None else os.environ.update(COLUMNS=before)
    return "\n".join(parts)


def main(page: Path | None = None) -> int:
    """Print the page, or check one."""
    if page is None:
        print(reference(), end="")
        return 0
    return int(page.read_text(encoding="utf-8") != reference())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[2]) if sys.argv[1:2] == ["--check"] else None))
