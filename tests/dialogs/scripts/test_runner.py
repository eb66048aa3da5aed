"""Playing scripts: the first deviation, names that do not exist, restarts, updates, JUnit, the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.scripts.expecting import Difference
from edgewise.dialogs.scripts.junit import junit
from edgewise.dialogs.scripts.runner import files_in, stage, told
from edgewise.dialogs.scripts.updating import accept


@pytest.fixture
def script(tmp_path: Path, fixtures: Path) -> Path:
    for name in ("cards.yaml", "cards.dialog.yaml"):
        shutil.copy(fixtures / name, tmp_path / name)
    return tmp_path / "cards.dialog.yaml"


def changed(script: Path, old: str, new: str) -> Path:
    text = script.read_text()
    assert old in text
    script.write_text(text.replace(old, new, 1))
    return script


def test_dialogues_that_go_as_expected_pass(script):
    ready = stage(script)
    outcomes = [ready.outcome(position) for position in range(3)]
    assert [told(outcome) for outcome in outcomes] == ["as expected"] * 3
    assert [outcome.turns for outcome in outcomes] == [1, 4, 5]


@pytest.mark.parametrize(
    ("old", "new", "what", "came"),
    [
        ("act: answer, response: answer-lost", "act: refuse", "act", "answer"),
        ("response: answer-lost", "response: answer-new", "response", "answer-lost"),
        ("intent: lost,", "intent: new,", "intent", "lost"),
        ("says: blocked it", "says: bloked", "says", "'I have blocked it.'"),
        ('lost: ">= 0.9"', 'lost: "< 0.2"', "belief.lost", "0.9"),
        (
            "[a lost card, a new card, a blocked PIN, something else]",
            "[a lost card]",
            "options",
            "a lost card, a new card",
        ),
        ("escalation: asked_for_person", "escalation: surprise", "escalation", "asked_for_person"),
        ("says_not: blocked", "says_not: way", "says_not", "'It is on its way.'"),
        ('matches: "Nadia"', 'matches: "^Nadia$"', "matches", "Nadia"),
        ("act: escalate,", "act: escalate, constraint: helpfulness,", "constraint", "none"),
    ],
)
def test_each_expectation_can_fail_and_says_what_came(script, old, new, what, came):
    ready = stage(changed(script, old, new))
    failed = [o for o in (ready.outcome(position) for position in range(3)) if not o.passed]
    assert len(failed) == 1
    difference = failed[0].deviation.differences[0]
    assert difference.what == what
    assert came in difference.came
    assert failed[0].deviation.why in told(failed[0])


def test_facets_are_compared_and_facts_are_taken(tmp_path):
    domain = (
        "name: d\nintents: {a: [x], b: [y]}\nfacets: {age: {values: [child, adult]}}\nquestions: {q: {about: age}}\n"
    )
    (tmp_path / "d.yaml").write_text(domain)
    turn = "{user: x, means: {intent: a, facts: {age: child}}, expect: {facets: {age: adult}}}"
    path = tmp_path / "d.dialog.yaml"
    path.write_text(f"domain: d.yaml\nreader: scripted\ndialogues: [{{name: n, turns: [{turn}]}}]\n")
    difference = stage(path).outcome(0).deviation.differences[0]
    assert (difference.what, difference.expected, difference.came) == ("facets.age", "adult", "child")


def test_a_deviation_names_the_line_of_its_turn(script):
    outcome = stage(changed(script, "act: ask,", "act: answer,")).outcome(1)
    assert outcome.deviation.turn == 1
    assert told(outcome).startswith(f"{script}:16: asked and answered, turn 2: something with my card")


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("intent: lost,", "intent: lsot,", "did you mean 'lost'?"),
        ("answer-lost", "answer-lots", "did you mean 'answer-lost'?"),
        ("gone: lost", "gone: loost", "did you mean 'lost'?"),
        ('lost: ">= 0.9"', 'agee=x: ">= 0.9"', "no facet 'agee'"),
    ],
)
def test_names_that_do_not_exist_are_told_before_anything_is_played(script, old, new, hint):
    with pytest.raises(DialogError) as caught:
        stage(changed(script, old, new))
    assert hint in str(caught.value)


def test_an_answer_to_no_question_is_an_error_of_the_script(script):
    ready = stage(changed(script, "means: {intent: [lost, new]}", "means: {answer: lost}"))
    assert "no question is open" in ready.outcome(1).error


def test_update_writes_what_came_and_leaves_the_rest_alone(script, capsys):
    before = script.read_text()
    text = before.replace("act: ask, options: [a lost card, a new card", "act: answer, options: [a new card")
    script.write_text(text.replace('lost: ">= 0.9"', 'lost: "< 0.1"'))
    assert main(["run", str(script)]) == 1
    assert main(["run", str(script), "--update"]) == 0
    after = script.read_text()
    assert "act: ask, options: [a lost card, a new card, a blocked PIN, something else]" in after
    assert after.startswith("# Dialogues that go as expected.")
    assert len(after.splitlines()) == len(before.splitlines())
    assert "3 expectations updated" in capsys.readouterr().err


def test_update_takes_the_same_yaml_as_the_player():
    text = "# caf\u00e9 \u2615\n- {user: [can I?, now], expect: refuse}\n"
    came = Difference("act", "refuse", "answer", "answer")
    assert accept(text, [((0, "expect"), came)]).text == text.replace("refuse", "answer")


def test_the_commands_exit_codes_and_selection(script, capsys):
    assert main(["run", str(script), "-k", "smoke and not handoff"]) == 0
    assert "1 dialogue, 1 turn" in capsys.readouterr().out
    assert main(["run", str(script.parent)]) == 0
    assert main(["run", str(script), "-k", "and"]) == 2
    assert main(["run", str(script), "-k", "smokee"]) == 2
    assert "no dialogue matches 'smokee'" in capsys.readouterr().err
    assert main(["run", str(script.parent / "none.dialog.yaml"), str(script)]) == 2
    said, error = capsys.readouterr()
    assert (said, error.startswith("edgewise: no such script: ")) == ("", True)
    changed(script, "says: blocked it", "says: nonsense")
    assert main(["run", str(script)]) == 1
    assert "expected 'nonsense'" in capsys.readouterr().out


def test_a_turn_without_a_reason_of_its_own_gives_none(script, capsys):
    control = "turns:\n      - control: {name: why}\n        expect: {says: nonsense}\n"
    changed(script, "turns:\n", control)
    assert main(["run", str(script)]) == 1
    out = capsys.readouterr().out
    assert "expected 'nonsense'" in out
    assert "why: why" not in out


def test_machines_get_json_and_junit(script, tmp_path, capsys):
    changed(script, "says: blocked it", "says: nonsense")
    assert main(["run", str(script), "--json", "--junit", str(tmp_path / "out.xml")]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["passed"] for one in found["dialogues"]] == [False, True, True]
    suite = ElementTree.parse(tmp_path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "0")
    assert "nonsense" in suite.find(".//failure").get("message")


def test_a_dialogue_that_could_not_be_played_is_an_error_in_junit(script):
    ready = stage(changed(script, "means: {intent: [lost, new]}", "means: {answer: lost}"))
    root = ElementTree.fromstring(junit([ready.outcome(1)]).split("\n", 1)[1])
    assert root.get("errors") == "1"


def test_a_script_that_cannot_be_used_keeps_no_other_from_being_played(script, tmp_path, capsys):
    for name in ("a.dialog.yaml", "b.dialog.yaml"):
        (script.parent / name).write_text("dialogs: []\n")
    assert main(["run", str(script.parent), "--junit", str(tmp_path / "out.xml")]) == 2
    told = capsys.readouterr()
    assert "5 dialogues, 10 turns" in told.out
    assert "3 as expected, 2 not" in told.out
    assert told.err.count("did you mean 'dialogues'?") == 2
    suites = ElementTree.parse(tmp_path / "out.xml").getroot()
    assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == ("5", "0", "2")


def test_wording_that_update_leaves_is_told(script, capsys):
    changed(script, "says: blocked it", "says: nonsense")
    assert main(["run", str(script), "--update"]) == 1
    assert "0 expectations updated, 1 left" in capsys.readouterr().err


def test_a_folder_without_scripts_is_told(tmp_path):
    with pytest.raises(DialogError, match="no scripts"):
        files_in([tmp_path])
