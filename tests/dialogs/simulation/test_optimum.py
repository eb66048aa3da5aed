"""Regret against the optimum: the coin of the documentation by hand, what is too large, the same with words."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.loading import parse_domain
from edgewise.dialogs.cli import main
from edgewise.dialogs.simulation.batch import simulate, simulated
from edgewise.dialogs.simulation.metrics import behind_optimum
from edgewise.dialogs.simulation.optimum import optimum_of, too_large
from edgewise.dialogs.simulation.personas import Cast, ordinary
from edgewise.dialogs.simulation.settings import Setting, mind_of
from edgewise.dialogs.simulation.summary import kept_summary, summary_of, table
from simulated import clinic, clinic_mind

COIN = parse_domain("""
name: coin
objectives: {gain: {}}
intents: {bet: {examples: [a bet]}, other: {prior: 0.000001}}
facets: {coin: {values: [heads, tails], prior: {heads: 0.6, tails: 0.4}, candor: 1}}
questions: {look: {about: coin, cost: 0.1, unsure: 0, withheld: 0, reliability: 1}}
responses:
  say-heads: {for: bet, values: {gain: [{when: {coin: heads}, value: 1}, 0]}}
  say-tails: {for: bet, values: {gain: [{when: {coin: tails}, value: 1}, 0]}}
""")
MANY = "\n".join(f"  f{n}: {{kind: yesno}}" for n in range(12))
ASKED = "\n".join(f"  q{n}: {{about: f{n}}}" for n in range(12))
LARGE = f"name: large\nintents: {{a: [x], b: [y]}}\nfacets:\n{MANY}\nquestions:\n{ASKED}\n"


def only_asked() -> Cast:
    """The clinic's users, none of whom tells what was not asked."""
    cast = clinic().cast
    quiet = {
        name: one.model_copy(update={"style": tuple(style for style in one.style if style != "volunteers")})
        for name, one in cast.personas.items()
    }
    return cast.model_copy(update={"personas": quiet})


def coin(planner: str, episodes: int = 2000, **more: object) -> Setting:
    return Setting.model_validate(
        {"domain": COIN, "cast": ordinary(), "episodes": episodes, "planner": planner, **more}
    )


def test_the_coin_of_the_documentation():
    """0.4 - 0.1 by hand; in a sample the share of tails takes the place of 0.4."""
    setting = coin("threshold:confidence=0.5")
    columns = simulated(setting)
    assert not columns["questions"].any()
    tails = columns["regret"] == 1
    assert tails.mean() == pytest.approx(0.4, abs=0.04)
    best = optimum_of(setting, mind_of(setting), columns)
    assert best.regret["optimal_regret"] == pytest.approx(np.full(len(tails), 0.1))
    found = behind_optimum({**columns, **best.regret})
    assert found.value == pytest.approx(tails.mean() - 0.1)
    assert found.low < 0.3 < found.high


def test_the_optimum_is_not_behind_itself():
    found = summary_of(coin("optimal"), simulated(coin("optimal")))
    assert found.metrics["planning"].value == 0
    assert found.metrics["planning"].high == 0


def test_a_planner_that_looks_ahead_is_hardly_behind_and_a_blind_one_is():
    """With users who are as the model says: nobody is best for all others."""
    ahead, blind = (clinic(400, planner=name, cast=ordinary()) for name in ("", "threshold:confidence=0.3"))
    gaps = [summary_of(one, simulated(one)).metrics["planning"] for one in (ahead, blind)]
    assert abs(gaps[0].value) < 0.01
    assert gaps[1].low > 0.02


def test_what_is_too_large_is_told_with_its_size(tmp_path):
    assert too_large(clinic_mind()) == ""
    setting = Setting(domain=parse_domain(LARGE), cast=ordinary(), episodes=20, planner="greedy")
    reason = too_large(mind_of(setting))
    assert "states; 200,000 are solved exactly" in reason
    simulate(setting, tmp_path)
    for summary in (kept_summary(tmp_path), kept_summary(tmp_path)):
        assert "planning" not in summary.metrics
        assert summary.absent == {"planning": reason}
        assert f"regret against the optimum  not computable: {reason}" in table(summary)
    assert main(["report", str(tmp_path)]) == 0
    assert f"not computable: {reason}" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_so_is_what_only_later_beliefs_make_too_large():
    """One wish is as good as certain: its rivals, and the menus of them, come with the first message."""
    rare = ", ".join(f"w{n}: [wish {n}]" for n in range(4))
    facts = ", ".join(f"f{n}: yes/no" for n in range(6))
    intents = f"intents: {{a: {{examples: [x], prior: 100000}}, {rare}, other: {{prior: 0.01}}}}\n"
    text = f"name: later\n{intents}facets: {{{facts}}}\nbudget: {{questions: 1}}\n"
    setting = Setting(domain=parse_domain(text), cast=ordinary(), episodes=20, planner="greedy")
    assert too_large(mind_of(setting)) == ""
    found = optimum_of(setting, mind_of(setting), simulated(setting))
    assert not found.regret
    assert "9 open questions of up to 6 answers" in found.reason


def test_dialogues_in_words_are_held_against_the_same_users(tmp_path):
    """Where reading is clear the words change nothing, nor do they what the optimum would have earned.

    Unless they tell what nobody asked for, which an answer to the contrary does not wipe out.
    """
    found: list[float] = []
    for fidelity in ("belief", "text"):
        told = clinic(120, fidelity=fidelity, reader="clear", planner="threshold", cast=only_asked())
        simulate(told, tmp_path / fidelity)
        found.append(kept_summary(tmp_path / fidelity).metrics["planning"].value)
    assert found[1] == pytest.approx(found[0])
    assert found[0] != 0
