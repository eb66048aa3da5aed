"""Comparing and tuning: the same users, paired intervals, fronts against brute force."""

from __future__ import annotations

import json

import numpy as np
import pytest
from edgewise.beliefs.errors import DialogError, UnknownName
from edgewise.dialogs.cli import main
from edgewise.dialogs.comparing.comparing import compare, played, varied
from edgewise.dialogs.comparing.tuning import grid, layers, tune
from edgewise.dialogs.simulation.batch import simulated
from edgewise.dialogs.simulation.settings import adjusted, mind_of
from edgewise.dialogs.terminal.command_parser import MOST_EPISODES
from hypothesis import given
from hypothesis import strategies as st
from simulated import clinic


def test_a_variant_against_itself_differs_in_nothing():
    found = compare(clinic(200), ["budget.questions=3", "budget.questions=3"])[0]
    assert {row.metric for row in found.differences} >= {"success", "questions", "regret", "harm"}
    for row in found.differences:
        assert (row.difference.low, row.difference.value, row.difference.high) == (0, 0, 0)
        assert not row.clear


def test_without_questions_none_are_asked_and_the_difference_is_paired():
    found = compare(clinic(400), ["budget.questions=0"])[0]
    rows = {row.metric: row for row in found.differences}
    asked = rows["questions"]
    assert asked.variant.value == 0
    assert asked.difference.value == pytest.approx(-asked.baseline.value)
    assert asked.clear
    apart = rows["success"]
    width = apart.difference.high - apart.difference.low
    unpaired = (apart.baseline.high - apart.baseline.low) + (apart.variant.high - apart.variant.low)
    assert width < unpaired


def test_the_users_are_the_same_under_every_variant():
    one, two = simulated(clinic(300)), simulated(varied(clinic(300), "budget.questions=0"))
    for name in ("persona", "intent", "opening"):
        assert np.array_equal(one[name], two[name])


def test_a_laxer_limit_does_no_less_harm_by_being_laxer():
    """Judged by its own limit a variant without any would be harmless."""
    lax = "objectives.safety.limit.at_most=1"
    own = simulated(varied(clinic(400), lax))
    assert not own["harm"].any()
    found = played(clinic(400), lax)
    assert found.alike
    assert found.columns["harm"].mean() > 0.05
    assert found.columns["harm"].tolist() == (own["loss"] > 0.5).tolist()
    rows = {row.metric: row for row in compare(clinic(400), [lax])[0].differences}
    assert rows["harm"].clear
    assert rows["harm"].difference.low > 0
    strict = {trial.variant: trial.harm for trial in tune(clinic(400), [lax, "budget.questions=2"])}
    assert strict[lax] > strict["budget.questions=2"]


@pytest.mark.parametrize("believed", ["intents.hours.prior=60", "facets.alarm.prior=0.9", "facets.age.candor=0.5"])
def test_what_an_agent_believes_of_its_users_does_not_change_them(believed):
    """With users as it imagines them an agent with wrong priors would look as good as one with right ones."""
    base = clinic(400)
    asked = "budget.questions=3"
    one, two = played(base, asked).columns, played(base, f"{asked} {believed}").columns
    for name in ("persona", "intent", "opening", "ideal"):
        assert np.array_equal(one[name], two[name]), name
    # Those who heard the same questions gave the same answers, and so what they were given is worth the same.
    alike = (one["response"] == two["response"]) & (one["questions"] == two["questions"])
    assert alike.any()
    assert np.array_equal(one["loss"][alike], two["loss"][alike])


def test_users_answer_as_their_own_domain_says():
    """Whatever the agent believes of candor: the share of untrue answers is that of the users' domain."""
    from edgewise.dialogs.simulation.hidden import Answers, draw

    model = mind_of(clinic()).model
    naive = mind_of(varied(clinic(), "facets.age.candor=0.3")).model
    question = naive.question("ask-age")
    hidden = draw(model, clinic().cast, 0, 0, 500)
    everyone, none = np.arange(500), np.zeros(500, dtype=np.int64)
    there = Answers(naive, clinic().cast, model).sample(question, hidden, everyone, none)
    own = Answers(model, clinic().cast).sample(model.question("ask-age"), hidden, everyone, none)
    assert there.tolist() == own.tolist()
    assert there.tolist() != Answers(naive, clinic().cast).sample(question, hidden, everyone, none).tolist()


def test_domains_that_name_other_things_are_judged_each_by_its_own(fixtures, capsys):
    variant = f"domain={fixtures / 'cards.yaml'}"
    assert not compare(clinic(60), [variant])[0].alike
    line = ["compare", str(fixtures / "clinic.yaml"), "--episodes", "60", "--workers", "1", "--variant", variant]
    assert main(line) == 0
    assert "each is judged by its own limits and values" in capsys.readouterr().out


def test_variants_are_read():
    setting = varied(clinic(), "planner=greedy:bonus=0.5 planner.considered=3 objectives.safety.limit.at_most=0.1")
    assert setting.planner == "greedy:bonus=0.5,considered=3"
    assert mind_of(setting).policy.planner.considered == 3
    assert setting.domain.objectives["safety"].limit.at_most == 0.1
    assert varied(clinic(planner=""), "planner=threshold planner.per_cost=true").planner == "threshold:per_cost=true"
    # Whichever is named first: a grid over both lost the option.
    assert varied(clinic(planner=""), "planner.per_cost=true planner=threshold").planner == "threshold:per_cost=true"


@pytest.mark.parametrize("variant", ["budget", "budget.questionz=3", "budget.questions=many", "budget.questions=-1"])
def test_what_cannot_be_changed_is_told(variant):
    with pytest.raises(DialogError):
        varied(clinic(), variant)


def test_planners_that_do_not_exist_are_told():
    for planner in ("gredy", "greedy:bonos=1", "greedy:bonus", "greedy:bonus=nan", "greedy:bonus=inf"):
        with pytest.raises((UnknownName, DialogError)):
            mind_of(clinic(planner=planner))


def test_a_number_keeps_its_kind():
    assert adjusted(clinic().domain, {"budget.questions": 2.0}).budget.questions == 2
    with pytest.raises(DialogError) as error:
        adjusted(clinic().domain, {"budget.questions": -1.0})
    assert str(error.value).endswith("like this: budget.questions: Input should be greater than or equal to 0")


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=12))
def test_fronts_are_those_of_brute_force(points):
    rank = layers(np.array(points, dtype=float))
    left = dict(enumerate(points))
    level = 0
    while left:
        front = {
            n for n, p in left.items()
            if not any(all(a >= b for a, b in zip(q, p, strict=True)) and q != p for q in left.values())
        }  # fmt: skip
        assert all(rank[n] == level for n in front)
        left = {n: p for n, p in left.items() if n not in front}
        level += 1


def test_halving_ends_with_all_users_and_a_front_that_nothing_beats():
    seen: list[tuple[int, int]] = []
    variants = grid({"budget.questions": ["0", "1", "2", "3"], "planner.bonus": ["0.0", "0.04"]}, 99, 0)
    trials = tune(clinic(400), variants, watch=lambda count, episodes: seen.append((count, episodes)))
    assert seen[0][0] == 8
    assert seen[-1][1] == 400
    assert [count for count, _ in seen] == sorted((count for count, _ in seen), reverse=True)
    front = [trial for trial in trials if trial.on_front]
    assert front
    for one in front:
        assert not any(
            all(b >= a for a, b in zip(one.goals, other.goals, strict=True)) and one.goals != other.goals
            for other in trials
        )


def test_a_grid_is_drawn_when_it_is_large():
    space = {"a": [str(n) for n in range(10)], "b": [str(n) for n in range(10)]}
    drawn = grid(space, 7, 3)
    assert len(set(drawn)) == 7
    assert drawn == grid(space, 7, 3)
    assert len(grid(space, 1000, 3)) == 100


def test_the_commands(fixtures, capsys):
    line = [str(fixtures / "clinic.yaml"), "--episodes", "60", "--planner", "greedy", "--workers", "1"]
    assert main(["compare", *line, "--variant", "budget.questions=0"]) == 0
    assert "difference" in capsys.readouterr().out
    assert main(["compare", *line, "--variant", "budget.questions=0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["variants"][0]["name"] == "budget.questions=0"
    assert main(["tune", *line, "--over", "budget.questions=0,2", "--json"]) == 0
    assert {trial["variant"] for trial in json.loads(capsys.readouterr().out)["trials"]} == {
        "budget.questions=0",
        "budget.questions=2",
    }
    assert main(["tune", *line, "--over", "budget.questions"]) == 2
    capsys.readouterr()
    # Named twice, and a value twice: the first list was lost, and the same variant played again.
    assert main(["tune", *line, "--over", "budget.questions=0,1,1", "--over", "budget.questions=1,2", "--json"]) == 0
    found = [trial["variant"] for trial in json.loads(capsys.readouterr().out)["trials"]]
    assert sorted(found) == [f"budget.questions={n}" for n in (0, 1, 2)]


def test_too_many_episodes_are_a_mistake_and_no_bug(fixtures, capsys):
    assert clinic(MOST_EPISODES).episodes == MOST_EPISODES
    for command in (["simulate", "--out", "x"], ["compare", "--variant", ""], ["tune", "--over", "a=1"]):
        assert (
            main([command[0], str(fixtures / "clinic.yaml"), "--episodes", str(MOST_EPISODES + 1), *command[1:]]) == 2
        )
        told = capsys.readouterr().err
        assert "is more than" in told and "bug" not in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([""], "changes nothing"),
        (["planner=greedy", "planner=search", " planner=greedy"], "is held against itself"),
    ],
)
def test_a_comparison_with_nothing_is_refused(fixtures, capsys, given, told):
    line = ["compare", str(fixtures / "clinic.yaml"), "--episodes", "10", "--workers", "1"]
    assert main([*line, *(word for one in given for word in ("--variant", one))]) == 2
    assert told in capsys.readouterr().err


def test_the_domain_as_it_is_may_be_either_side(fixtures):
    line = ["compare", str(fixtures / "clinic.yaml"), "--episodes", "10", "--workers", "1"]
    assert main([*line, "--variant", "planner=greedy", "--variant", ""]) == 0


@pytest.mark.parametrize("reader", ["encoder", "clear"])
def test_a_reader_without_words_is_refused(fixtures, tmp_path, capsys, reader):
    line = ["simulate", str(fixtures / "clinic.yaml"), "--reader", reader, "--out", str(tmp_path / "out")]
    assert main(line) == 2
    assert "add --fidelity text" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
