"""Play the example dialogues as transcripts: what was said, which act was chosen, and why.

Run it from the repository root: ``python examples/demo.py [NAME...]``; ``--readme`` writes each transcript into the
README beside its domain. The user's words are those of the first dialogue in ``NAME.dialog.yaml``; everything else is
the agent's own, with the answer functions of ``answers.py`` where a domain has them.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from edgewise.agent import Agent, Turn
from edgewise.dialogs.files.host_answers import load_answers, shipped_answers
from edgewise.dialogs.scripts.script import load_script

HERE = Path(__file__).resolve().parent
SHOWN = ("triage", "engineering", "family-career")
"""What is played when nothing is named."""
MARKS = re.compile(r"(<!-- transcript -->\n).*?(<!-- /transcript -->)", re.DOTALL)
WIDTH = 100


def main() -> int:
    """Play, print, or write."""
    parser = argparse.ArgumentParser(description="Play the example dialogues as transcripts.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"examples (default: {' '.join(SHOWN)})")
    parser.add_argument("--readme", action="store_true", help="write the transcripts into the READMEs")
    args = parser.parse_args()
    names = cast("list[str]", args.names) or (every() if args.readme else list(SHOWN))
    for name in names:
        if not (HERE / name / "domain.yaml").is_file():
            print(f"demo: there is no example {name!r}; there are {', '.join(every())}", file=sys.stderr)
            return 2
        text = transcript(name)
        if args.readme:
            write(HERE / name / "README.md", text)
        else:
            print(f"{'=' * 20} {name}\n{text}\n", flush=True)
    return 0


def every() -> list[str]:
    """The examples that have a script."""
    return sorted(path.parent.name for path in HERE.glob("*/*.dialog.yaml") if (path.parent / "domain.yaml").is_file())


def transcript(name: str) -> str:
    """The first dialogue of an example, as it goes."""
    folder = HERE / name
    script = load_script(folder / f"{name}.dialog.yaml").value
    path = shipped_answers(folder / "domain.yaml")
    agent = Agent.load(folder / "domain.yaml", load_answers(path) if path else None)
    session = agent.session(script.dialogues[0].name)
    lines: list[str] = []
    for turn in script.dialogues[0].turns:
        if turn.user is not None:
            lines += [*_wrapped("user:  ", turn.user), *_agent(session.say(turn.user))]
    agent.close()
    return "\n".join(lines)


def write(readme: Path, text: str) -> None:
    """Put a transcript between the marks of a README."""
    old = readme.read_text(encoding="utf-8")
    readme.write_text(MARKS.sub(lambda m: f"{m[1]}```text\n{text}\n```\n{m[2]}", old), encoding="utf-8")


def _agent(turn: Turn) -> Iterator[str]:
    yield from _wrapped("agent: ", turn.text)
    for option in turn.options:
        yield f"       - {option}"
    yield from _wrapped("       ", f"({turn.act}: {turn.rationale})" if turn.rationale else f"({turn.act})")


def _wrapped(head: str, text: str) -> list[str]:
    rows = [row for part in text.splitlines() or [""] for row in textwrap.wrap(part, WIDTH - len(head)) or [""]]
    return [f"{head if n == 0 else ' ' * len(head)}{row}" for n, row in enumerate(rows)]


if __name__ == "__main__":
    sys.exit(main())
