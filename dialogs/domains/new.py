"""``edgewise new``: a folder with a domain to change, a script that passes, and a test that runs it.

Writes files and opens nothing. What is there already is never overwritten.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from ...beliefs.errors import DialogError
from ..files.writing import make_folder, write_text

__all__ = ["add_arguments", "files_for", "run"]

_DOMAIN = """\
# yaml-language-server: $schema=domain.schema.json
# That schema lets editors complete and check: edgewise schema --out {schema}
# Everything but `name` and `intents` has a default; docs/domain.md lists the keys.
# Check with: edgewise validate {file}
name: {name}
title: {title}
intents:
  opening-hours:
    examples: [when are you open, what are your opening hours, are you open on Sunday]
    answer: We are open from 9 to 17, Monday to Friday.
  delivery:
    examples: [where is my parcel, my order has not arrived, how long does delivery take]
    answer: A parcel takes two to four days. I have asked where yours is; you will hear today.
  refund:
    examples: [I want my money back, how do I return this, please refund my order]
  complaint:
    examples: [I want to complain, this is not acceptable, your service is bad]
    answer: I am sorry to hear that. I have passed it on, and you will hear from us within two days.
facets:
  opened:
    name: whether it was opened
    kind: yesno
    prior: 0.5
questions:
  ask-opened:
    about: opened
    text: Have you opened the package?
    why: What was opened cannot go back on the shelf.
    only_if: {{intent: refund}}
responses:
  refund-in-full:
    for: refund
    name: the full refund
    needs: [opened]
    text: Send it back within 30 days and you get everything back.
    values:
      helpfulness: [{{when: {{intent: refund, opened: no}}, value: 1}}, -1]
  refund-in-part:
    for: refund
    name: the refund for opened goods
    text: Opened goods can go back too; we keep 15 % for checking them.
    values:
      helpfulness: [{{when: {{intent: refund, opened: yes}}, value: 1}}, {{when: {{intent: refund}}, value: -0.2}}, -1]
"""

_SCRIPT = """\
# Run with: edgewise run {file}
domain: domain.yaml
dialogues:
  - name: answers at once when it is clear
    turns:
      - user: When are you open?
        expect: {{act: answer, intent: opening-hours}}
  - name: asks the one thing that decides
    turns:
      - user: I want my money back
        expect: {{act: ask, question: ask-opened}}
      - user: no, it is still sealed
        expect: {{act: answer, response: refund-in-full}}
  - name: hands over when a person is wanted
    turns:
      - user: I want to talk to a person
        expect: {{act: escalate}}
"""

_TEST = '''\
"""The scripts of this folder pass, and the domain is sound."""

from pathlib import Path

from edgewise.dialogs.cli import main

HERE = Path(__file__).parent


def test_the_domain_is_sound() -> None:
    assert main(["validate", str(HERE / "domain.yaml")]) == 0


def test_the_scripts_pass() -> None:
    assert main(["run", str(HERE / "first.dialog.yaml")]) == 0
'''


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the domain's name: lower case, digits, hyphens")
    parser.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help="where to (default: ./NAME)")


def run(args: argparse.Namespace) -> int:
    """Write the folder and say what to do next."""
    name = str(args.name)
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).lstrip("-0123456789").rstrip("-")
        raise DialogError(f"{name!r} cannot be a domain's name", hint=f"for example {slug or 'helpdesk'!r}")
    folder: Path = args.folder or Path(name)
    found = files_for(name, folder)
    there = next((path for path in found if path.exists()), None)
    if there is not None:
        raise DialogError(f"{str(there)!r} is there already", hint="choose another name, or --in FOLDER")
    make_folder(folder)
    for path, text in found.items():
        write_text(path, text)
        print(f"wrote {path}")
    print(f"\nNext: edgewise chat {folder / 'domain.yaml'}\n      edgewise run {folder / 'first.dialog.yaml'}")
    return 0


def files_for(name: str, folder: Path) -> dict[Path, str]:
    """The files of a new domain, each with its text."""
    title = name.replace("-", " ").replace("_", " ").capitalize()
    domain, script = folder / "domain.yaml", folder / "first.dialog.yaml"
    test = folder / f"test_{name.replace('-', '_')}.py"
    return {
        domain: _DOMAIN.format(name=name, title=title, file=domain, schema=folder / "domain.schema.json"),
        script: _SCRIPT.format(file=script),
        test: _TEST,
    }
