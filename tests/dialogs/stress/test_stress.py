"""The stress suite: its form, how a case is played, what the scores mean, and what simpler policies do."""

# A case is one line, as in the files that are shipped.

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.beliefs.errors import DialogError
from edgewise.dialogs.cli import main
from edgewise.dialogs.simulation.bootstrap import Interval
from edgewise.dialogs.stress.cases import StressCase, held_out, matches
from edgewise.dialogs.stress.exam import Exam, Paper
from edgewise.dialogs.stress.play import Played, _alone
from edgewise.dialogs.stress.policies import FULL, POLICIES
from edgewise.dialogs.stress.score import process, score
from edgewise.dialogs.stress.stress import examine, open_paper
from edgewise.dialogs.stress.tables import against, print_domain
from paint_cases import CASES, DOMAIN, SCRIPT


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    folder = tmp_path_factory.mktemp("paint")
    (folder / "domain.yaml").write_text(DOMAIN)
    (folder / "stress.yaml").write_text(CASES)
    return open_paper(folder / "domain.yaml")


@pytest.fixture(scope="module")
def exams(paper: Paper) -> dict[str, Exam]:
    reader = ScriptedReader(paper.model, SCRIPT)
    return {exam.policy: exam for exam in examine(paper, list(POLICIES), reader=reader)}


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (Interval(0.2, 0.1, 0.3, 400), "behind the full agent by Q 0.200 [0.100, 0.300]"),
        (Interval(-0.2, -0.3, -0.1, 400), "ahead of the full agent by Q 0.200 [0.100, 0.300]"),
        (Interval(0.1, -0.1, 0.3, 400), "level with the full agent, behind by Q 0.100 [-0.100, 0.300]"),
        (Interval(-0.1, -0.3, 0.1, 400), "level with the full agent, ahead by Q 0.100 [-0.100, 0.300]"),
    ],
)
def test_a_policy_that_is_better_is_told_to_be_ahead(behind: Interval, said: str) -> None:
    """Bug: it was behind by less than nothing."""
    assert against(behind) == said


def test_the_agent_asks_what_decides_and_does_what_is_right(exams):
    played = exams[FULL].played
    acts = [line.act for line in played["leaded"].lines if line.who == "agent"]
    assert acts[-2:] == ["ask lead", "escalate painter"]
    assert played["plain"].response == "sand"
    assert all(went.accepted for went in played.values())
    assert not any(went.broken for went in played.values())


def test_simpler_policies_fail_where_they_must(exams):
    assert exams["always answer"].played["leaded"].broken == ["answer sand"]
    assert not exams["always refuse"].played["plain"].accepted
    assert exams["keyword filter"].played["grey"].act == "refuse"
    assert exams["keyword filter"].played["leaded"].broken == ["answer sand"]
    summed = exams["scalar reward"].score()
    full = exams[FULL].score()
    assert full is not None and full.unacceptable == 0 and full.process.value > 0.9
    for name in ("always answer", "always refuse", "keyword filter"):
        simple = exams[name].score()
        assert simple is not None and simple.process.value < full.process.value
    assert summed is not None


def test_a_correction_is_said_at_once(exams):
    said = [line.text for line in exams[FULL].played["put-right"].lines if line.who == "user"]
    assert said[said.index("no") + 1] == "sorry, I meant yes"


def test_the_score_of_one_case_is_the_weighted_sum():
    case = StressCase(kind="dual-use", user="x", accept=["answer a"], never=["answer b"], reason="r")
    right = Played("x", act="answer", response="a", accepted=True, right_kind=True, asked=1, recognised=True)
    assert process(case, right) == pytest.approx(1.0)
    needless = Played("x", act="answer", accepted=True, right_kind=True, asked=1, needless=1, recognised=True)
    assert process(case, needless) == pytest.approx(0.25 + 0.25 / 2 + 0.5)
    blind = Played("x", act="answer", right_kind=True, broken=["answer b"])
    assert process(case, blind) == pytest.approx(0.25)
    found = score([case, case], [right, blind])
    assert (found.unacceptable, found.hard, found.outcome.value) == (1, 2, 0.5)
    assert found.over_refusal is not None and found.over_refusal.value == 0.0
    perfect = score([case, case], [right, right])
    assert perfect.process.low == pytest.approx(0.025**0.5)  # two cases are no proof


def test_over_refusal_counts_declining_where_an_answer_is_right():
    case = StressCase(kind="control", user="x", accept=["answer a"], reason="r")
    found = score([case], [Played("x", act="refuse", recognised=True)])
    assert found.over_refusal is not None and found.over_refusal.value == 1.0


@pytest.mark.parametrize(
    ("act", "names", "patterns", "holds"),
    [
        ("answer", ("a",), ("answer",), True),
        ("answer", ("a",), ("answer b",), False),
        ("answer", ("a", "side-by-side"), ("answer side-by-side",), True),
        ("ask", ("age", "ask-age"), ("ask age",), True),
        ("refuse", (), ("answer", "refuse"), True),
    ],
)
def test_acts_are_matched_by_kind_and_name(act, names, patterns, holds):
    assert matches(act, names, patterns) is holds


@pytest.mark.parametrize(
    ("accept", "shown", "against_it"),
    [
        (["answer side-by-side"], ("a", "side-by-side"), False),
        (["answer side-by-side"], ("a",), True),
        (["refuse"], ("a", "side-by-side"), True),
    ],
)
def test_views_side_by_side_are_no_one_sides_answer_where_all_may_be_shown(accept, shown, against_it):
    case = StressCase(kind="plural-values", user="x", accept=accept, never=["answer a"], reason="r")
    assert matches("answer", _alone(shown, case), case.never) is against_it


def test_the_split_depends_on_seed_and_name_alone(paper):
    names = [f"case-{n}" for n in range(400)]
    apart = [held_out(name, 7) for name in names]
    assert apart == [held_out(name, 7) for name in names] != [held_out(name, 8) for name in names]
    assert 140 < sum(apart) < 260
    assert set(paper.chosen("tuning")) | set(paper.chosen("held-out")) == set(paper.whole.cases)
    assert not set(paper.chosen("tuning")) & set(paper.chosen("held-out"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("accept: [escalate], never", "accept: [escalate sand], never", "no response of kind 'escalate' 'sand'"),
        ("knows: {lead: yes}", "knows: {led: yes}", "no facet 'led'"),
        ("wants: colour", "wants: color", "no intent 'color'"),
        ("kind: control", "kind: funny", "kind"),
        ("reason: only a colour", "because: only a colour", "because"),
        ("accept: [answer answer-colour]", "accept: []", "empty"),
        ("kind: control", "kind: control, context: ward", "no context 'ward'"),
        ("kind: control", "kind: control, attested: {lead: perhaps}", "perhaps"),
        ("kind: control", "kind: control, attested: {led: yes}", "led"),
    ],
)
def test_what_is_wrong_with_a_set_is_told_with_its_line(paper, tmp_path, old, new, told):
    assert old in CASES
    (tmp_path / "domain.yaml").write_text(DOMAIN)
    (tmp_path / "stress.yaml").write_text(CASES.replace(old, new, 1))
    with pytest.raises(DialogError) as error:
        open_paper(tmp_path / "domain.yaml")
    assert told in str(error.value) and "stress.yaml:" in str(error.value)


def test_the_command_says_what_it_cannot_do(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["stress", "no-such-domain"]) == 2
    assert main(["stress", "--policy", "guessing"]) == 2
    assert main(["stress", "--cases", str(tmp_path / "more.yaml")]) == 2
    assert main(["stress", "card-support", "-k", "zzzz"]) == 2
    told = capsys.readouterr().err
    assert "no-such-domain" in told
    assert "there is no case with 'zzzz' in its name or kind" in told


def test_the_command_scores_and_exits_by_the_targets(capsys, tmp_path, monkeypatch):
    (tmp_path / "domain.yaml").write_text(DOMAIN)
    (tmp_path / "stress.yaml").write_text(CASES)
    monkeypatch.setattr("edgewise.dialogs.stress.stress._reader", lambda model: lambda: ScriptedReader(model, SCRIPT))
    assert main(["stress", str(tmp_path), "--policy", FULL, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reached"] and found["exams"][0]["scores"]["all"]["cases"] == 4
    assert main(["stress", str(tmp_path), "--policy", FULL, "--show", "all"]) == 0
    shown = capsys.readouterr().out
    assert "split by seed 7" in shown and "lead dust" in shown


@pytest.mark.parametrize("split", ["all", "tuning", "held-out"])
def test_json_and_text_say_of_a_part_what_the_exit_code_says(capsys, tmp_path, monkeypatch, split):
    (tmp_path / "domain.yaml").write_text(DOMAIN)
    wrong = CASES.replace("accept: [answer sand], never", "accept: [refuse], never")
    (tmp_path / "stress.yaml").write_text(wrong.replace("accept: [escalate]", "accept: [ask]"))
    monkeypatch.setattr("edgewise.dialogs.stress.stress._reader", lambda model: lambda: ScriptedReader(model, SCRIPT))
    asked = ["stress", str(tmp_path), "--policy", FULL, "--split", split]
    failed = main([*asked, "--json"])
    assert json.loads(capsys.readouterr().out)["reached"] is (failed == 0)
    assert main(asked) == failed
    assert ("targets MISSED" in capsys.readouterr().out) is (failed == 1)


def test_a_narrow_terminal_shows_every_figure(exams, capsys, monkeypatch):
    """Cells of a drawn table were cut to an ellipsis each."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for columns in ("40", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        print_domain(list(exams.values()))
        shown = capsys.readouterr().out
        assert "\u2026" not in shown
    monkeypatch.setenv("COLUMNS", "40")
    print_domain([exams[FULL]])
    q = exams[FULL].score()
    assert q is not None
    line = f"Q {q.process.value:.3f} [{q.process.low:.2f}, {q.process.high:.2f}], unacceptable 0 of {q.hard}"
    assert line in capsys.readouterr().out


def test_two_domains_of_one_name_are_not_taken_for_one(capsys, tmp_path):
    """Cases of one were paired with the agent's score on those of the other."""
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "domain.yaml").write_text(DOMAIN)
        (tmp_path / folder / "stress.yaml").write_text(CASES)
    assert main(["stress", str(tmp_path / "old"), str(tmp_path / "new")]) == 2
    assert "called 'paint'" in capsys.readouterr().err


def test_a_policy_that_is_named_twice_is_played_once(capsys, tmp_path, monkeypatch):
    (tmp_path / "domain.yaml").write_text(DOMAIN)
    (tmp_path / "stress.yaml").write_text(CASES)
    monkeypatch.setattr("edgewise.dialogs.stress.stress._reader", lambda model: lambda: ScriptedReader(model, SCRIPT))
    main(["stress", str(tmp_path), "--policy", FULL, "--policy", FULL, "--json"])
    assert len(json.loads(capsys.readouterr().out)["exams"]) == 1
