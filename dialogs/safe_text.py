"""Text that may be shown on a terminal: whatever a user or a model wrote, without its power over the screen.

Removes escape sequences and control characters, and bidirectional overrides that reorder what a reader sees;
keeps line breaks and tabs. Escaping of markup is the renderer's business: text is never parsed as markup.
"""

from __future__ import annotations

import re

__all__ = ["safe_text"]

_SEQUENCES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # operating system commands, up to their terminator
    r"|\x1b[P^_X][^\x1b]*(?:\x1b\\)?"  # device control, privacy, application strings
    r"|[\x1b\x9b][\[\]()#;?]*[0-9;:<=>?]*[ -/]*[@-~]?"  # control sequences, one or two bytes
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")


def safe_text(text: str) -> str:
    """Return the text without anything that a terminal would act on."""
    plain = _SEQUENCES.sub("", text.replace("\r\n", "\n"))
    return _CONTROLS.sub("", plain).encode("utf-8", "replace").decode("utf-8")
