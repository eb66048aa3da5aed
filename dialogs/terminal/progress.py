"""One line on a terminal that tells how far something is, and is written over by the next; elsewhere nothing."""

from __future__ import annotations

import os
import sys

__all__ = ["progress"]


def progress(text: str) -> None:
    """Show a line in the place of the last; it is cut where it would run over, for nobody could take that back."""
    if not sys.stderr.isatty():
        return
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        columns = 80
    print(f"\r\x1b[K{text[: columns - 1] if columns > 1 else text}", end="", file=sys.stderr, flush=True)
