"""The language of scripts: short forms, and errors that name the line and the nearest key."""

from __future__ import annotations

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.files.forms import read_text
from edgewise.dialogs.scripts.script import parse_script
from edgewise.dialogs.scripts.script_schema import script_schema
from schema_checker import violations

GOOD = """\
domain: cards.yaml
reader: scripted
dialogues:
  - name: one
    tags: smoke
    turns:
      - user: hello
        expect: tell
      - user: 42
        means: {intent: lost}
        expect: {says: blocked, belief: {lost: ">= 0.8", age=child: [0.1, 0.2]}}
      - restart: true
"""


def wrong(text: str) -> str:
    with pytest.raises(DialogError) as caught:
        parse_script(text, file="x.dialog.yaml")
    return str(caught.value)


def test_short_forms_are_understood():
    script = parse_script(GOOD).value
    first, second, third = script.dialogues[0].turns
    assert first.expect.act == "tell"
    assert second.user == "42"
    assert second.means.intent == ("lost",)
    assert second.expect.says == ("blocked",)
    assert second.expect.belief["lost"].low == 0.8
    assert (second.expect.belief["age=child"].low, second.expect.belief["age=child"].high) == (0.1, 0.2)
    assert third.restart
    assert script.dialogues[0].tags == ("smoke",)


def test_a_part_knows_its_line():
    filled = parse_script(GOOD)
    assert filled.line("dialogues", 0, "turns", 1) == 9


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "tags: smoke",
            "tag: smoke",
            "yaml:5: dialogues.0: there is no key 'tag' here (did you mean 'tags'?)",
        ),
        ("expect: tell", "expect: reply", "x.dialog.yaml:8:"),
        ('">= 0.8"', "about half", "is no bound; write >= 0.8, < 0.3 or [0.4, 0.6]"),
        ("restart: true", "restart: true, user: hi", "this one has user and restart"),
        ("says: blocked", "sais: blocked", "did you mean 'says'?"),
        ("says: blocked", "matches: '('", "is no regular expression"),
        ("reader: scripted", "reader: magic", "x.dialog.yaml:2: reader:"),
        ("expect: tell", "expect: {act: tel}", "'tel' is none of 'answer', 'ask', "),
        ("dialogues:", "dialogs:", "'dialogues' is missing (add `dialogues:`)"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str):
    text = GOOD.replace(old, new)
    if new.startswith("restart"):
        text = GOOD.replace("- restart: true", "- {restart: true, user: hi}")
    assert told in wrong(text)


def test_all_flaws_are_told_at_once_in_the_order_of_the_file():
    lines = wrong(GOOD.replace("tags", "tagz").replace("says", "sais")).splitlines()
    assert [line.split(":")[1] for line in lines] == ["5", "11"]


def test_words_that_a_comma_cuts_are_told():
    told = wrong("dialogues: [{name: one, turns: [{user: Well, it is gone}]}]")
    assert "there is no key 'it is gone' here (a comma inside {...} ends a text" in told


def test_two_dialogues_of_one_name_are_refused():
    assert "two dialogues are called 'one'" in wrong(GOOD + "  - {name: one, turns: [{user: hi}]}\n")


def test_an_empty_file_and_a_missing_one_are_told(tmp_path):
    assert "x.dialog.yaml" in wrong("")
    with pytest.raises(DialogError, match="cannot be read"):
        read_text(tmp_path / "none")


def test_a_list_is_no_script():
    assert (
        wrong("- one\n")
        == "x.dialog.yaml:1: ['one'] is not a set of keys (its keys are dialogues, domain, phrases, reader)"
    )


def test_a_domain_in_the_place_of_a_script_is_told_once():
    """Bug: `edgewise run domain.yaml` listed every key of the domain as one that a script does not have."""
    hint = "(edgewise chat talks to it, edgewise validate checks it)"
    assert (
        wrong("name: bank\nintents: {lost: [my card is gone]}\n")
        == f"x.dialog.yaml:1: this is a domain, and no script {hint}"
    )


def test_the_schema_accepts_what_the_form_accepts_and_refuses_what_it_refuses():
    schema = script_schema()
    good = {
        "domain": "x",
        "dialogues": [
            {"name": "a", "tags": "t", "turns": [{"user": 4, "expect": "ask"}, {"user": "x", "expect": {"says": "y"}}]},
            {"name": "b", "turns": [{"user": "x", "expect": {"belief": {"a": ">= 0.1", "b": [0, 1]}}}]},
        ],
    }
    assert list(violations(good, schema)) == []
    assert list(violations({"dialogues": [{"nam": "a", "turns": []}]}, schema))
    assert list(violations({"dialogues": [{"name": "a", "turns": [{"user": "x", "expect": "reply"}]}]}, schema))
