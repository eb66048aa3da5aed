"""A new domain's comments tell what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edgewise.beliefs.language.defaults import complete
from edgewise.beliefs.loading import parse_domain
from edgewise.dialogs.cli import main
from edgewise.dialogs.domains.new import files_for


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


def test_whatever_is_wanted_the_first_chat_has_words_for_it() -> None:
    """Bug: "I want to complain" was answered with "Here is what I can tell you about complaint", and nothing more."""
    domain = parse_domain(files_for("corner-shop", Path("corner-shop"))[Path("corner-shop/domain.yaml")])
    answers = [response for response in complete(domain).responses.values() if response.kind == "answer"]
    assert [response.name for response in answers if not response.text] == []


@pytest.mark.parametrize(("name", "other"), [("9", "helpdesk"), ("9 Lives", "lives"), ("My Shop", "my-shop")])
def test_a_name_that_cannot_be_gets_one_that_can(name: str, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name]) == 2
    said = f"edgewise: {name!r} cannot be a domain's name (for example {other!r})\n"
    assert capsys.readouterr().err == said
