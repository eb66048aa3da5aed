"""What a YAML parser stumbles over, as a flaw in plain words with what mends it.

Knows the parser's own errors and a text's characters, and nothing of what a text is for.
"""

from __future__ import annotations

import re

import yaml

from ..errors import Flaw

__all__ = ["syntax_flaw"]


def syntax_flaw(error: yaml.YAMLError, text: str) -> Flaw:
    """What the parser stumbled over, in plain words."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return _unreadable(error, text)
    line, column = int(mark.line) + 1, int(mark.column) + 1
    problem = str(getattr(error, "problem", None) or error)
    rows = text.split("\n")
    row = rows[min(line, len(rows)) - 1]
    if "\t" in row[: max(column, len(row) - len(row.lstrip()))]:
        return Flaw("", "a tab is used where YAML wants spaces", "indent with spaces", line=line, column=column)
    return Flaw("", f"not valid YAML: {problem}", _mend(problem), line=line, column=column)


def _unreadable(error: yaml.YAMLError, text: str) -> Flaw:
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found is None:
        return Flaw("", f"not valid YAML: {error}".splitlines()[0])
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    return Flaw(
        "", f"the character U+{ord(found[0]):04X} is not allowed in YAML", "remove it", line=line, column=column
    )


def _mend(problem: str) -> str | None:
    """How to mend the commonest slips."""
    if "mapping values are not allowed" in problem:
        return "put the text in quotes when it holds a colon, and check the indentation"
    if "cannot start any token" in problem:
        return "put the text in quotes"
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "check the indentation, the brackets and the quotes of this line and the one above"
    return None
