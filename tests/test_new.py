"""A new domain's comments tell what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edgewise.dialogs.cli import main


def test_the_commands_in_a_new_domain_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bug: its first line named a schema that was not there, and nothing said how to get it."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "corner-shop"]) == 0
    domain = Path("corner-shop/domain.yaml").read_text(encoding="utf-8")
    schema = re.search(r"\$schema=(\S+)", domain)
    commands = re.findall(r": edgewise (.+)$", domain, re.MULTILINE)
    assert schema is not None and len(commands) == 2
    assert [main(command.split()) for command in commands] == [0, 0]
    assert (Path("corner-shop") / schema[1]).is_file()
    assert max(map(len, domain.splitlines())) <= 120


@pytest.mark.parametrize(("name", "other"), [("9", "helpdesk"), ("9 Lives", "lives"), ("My Shop", "my-shop")])
def test_a_name_that_cannot_be_gets_one_that_can(name: str, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name]) == 2
    said = f"edgewise: {name!r} cannot be a domain's name (for example {other!r})\n"
    assert capsys.readouterr().err == said
