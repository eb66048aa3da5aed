"""A calibrated domain: found where it pays, written down, used for that very domain and stance and for no other."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.deciding.choice import START, Stance
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.errors import DialogError
from edgewise.beliefs.language.domain import Calibrated, Domain
from edgewise.beliefs.loading import load_domain
from edgewise.beliefs.planning.calibrated import PORTFOLIO, Rehearsed, applies, calibrated, digest_of, planner_of
from edgewise.beliefs.planning.leaf import FEATURES
from edgewise.beliefs.planning.lens import Lens
from edgewise.beliefs.planning.planning import Greedy, planner
from edgewise.beliefs.planning.problem import Problem, Situation
from edgewise.beliefs.planning.rehearsal import Entry
from edgewise.beliefs.planning.search import Search
from edgewise.dialogs.domains.calibrate import run, written
from edgewise.dialogs.simulation.personas import ordinary
from edgewise.dialogs.simulation.settings import Setting, mind_of

ASKS = {
    "name": "parts",
    "intents": {name: {"examples": [name]} for name in ("bolt", "nut", "gear", "belt")},
    "facets": {"size": ["small", "large"], "metal": ["iron", "brass"]},
    "budget": {"questions": 3, "cost": 0.01},
    "contexts": {"shop": {"prior": {"nut": 4}}},
}


def domain(**more: object) -> Domain:
    return compile_domain(Domain.model_validate({**ASKS, **more})).domain


def fitted(of: Domain, **other: object) -> dict[str, object]:
    return {"of": digest_of(of), "planner": "greedy", "bonus": 0.3, **other}


def test_a_calibration_is_used_by_the_very_domain_it_was_made_for() -> None:
    plain = domain()
    same = domain(calibration=fitted(plain))
    assert planner_of(same) == Greedy(bonus=0.3)
    assert digest_of(same) == digest_of(plain)
    assert isinstance(planner_of(domain(calibration=fitted(plain), drift=0.1)), Search)
    assert not applies(domain(calibration=fitted(plain, leaf=[0.0] * 3)))
    assert planner_of(domain(calibration=fitted(plain), planner="greedy")) == Greedy()


def test_simulations_use_it_as_sessions_do() -> None:
    same = Domain.model_validate({**ASKS, "calibration": fitted(domain())})
    setting = Setting(domain=same, cast=ordinary(), episodes=1)
    assert mind_of(setting).policy.planner == Policy(compile_domain(same)).planner == Greedy(bonus=0.3)
    assert isinstance(mind_of(setting.model_copy(update={"planner": "search"})).policy.planner, Search)


def test_it_is_used_for_the_domains_own_stance_alone() -> None:
    policy = Policy(compile_domain(Domain.model_validate({**ASKS, "calibration": fitted(domain())})))
    belief = prior_belief(policy.model)
    assert policy.decide(belief, START, Stance(draw=3)).rationale.planner == "greedy"
    assert policy.decide(belief, START, Stance(context="shop")).rationale.planner == "search"


FEW = {"dialogues": 60, "trials": 40}


def test_plain_search_stays_where_calibrating_earns_nothing() -> None:
    policy = Policy(compile_domain(domain(facets={}, questions={}, budget={"questions": 1})))
    told = calibrated(policy.model.domain, policy.template(), **FEW)
    assert told == calibrated(policy.model.domain, policy.template(), **FEW)
    assert told.found is None and len(told.earned) == len(PORTFOLIO)


def test_what_pays_only_after_many_questions_is_found_by_calibrating() -> None:
    """Five clear answers tell 32 things apart, and none of the first three is worth its cost at once."""
    plain, lens = domain(), halving(5, cost=0.06)
    found = calibrated(plain, lens, **FEW).found
    assert found is not None and found.of == digest_of(plain)
    better = planner_of(plain.model_copy(update={"calibration": found}))
    assert planner("search").plan(lens.problem, lens.situation).question is None
    assert better.plan(lens.problem, lens.situation).question is not None


def halving(bits: int, cost: float) -> Lens:
    """``2 ** bits`` equally probable things, one question for each bit; right is worth 1, wrong -1, nothing 0."""
    n = 2**bits
    yes = (np.arange(n) >> np.arange(bits)[:, None]) & 1
    values = np.concatenate([2 * np.eye(n) - 1, np.zeros((1, n))])
    problem = Problem(np.stack([yes, 1 - yes]).astype(float), np.full(bits, cost), values, fallback=n)
    situation = Situation(np.full(n, 1 / n), np.ones(bits, bool), bits)
    lens = Policy(compile_domain(domain())).template()
    return replace(lens, problem=problem, situation=situation)


def test_the_file_keeps_everything_else(tmp_path: object) -> None:
    text = "name: parts  # a comment\nintents: {bolt: [bolt], nut: [nut]}\n"
    found = Calibrated(of="1234567890123456", planner="search", leaf=(0.1,) * len(FEATURES), budget=5, cheapest=0.05)
    once = written(text, found)
    assert once.startswith(text) and written(once, found) == once
    assert written(once, None).rstrip() == text.rstrip()
    assert load_domain(write(tmp_path, once)).calibration == found
    later = once + "drift: 0.1\n"
    assert written(later, None).rstrip() == text.rstrip() + "\n\ndrift: 0.1"


def write(folder: object, text: str) -> str:
    path = f"{folder}/domain.yaml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def test_it_survives_plain_json() -> None:
    of = domain(calibration=fitted(domain()))
    assert Domain.model_validate(json.loads(of.model_dump_json())).calibration == of.calibration
    with pytest.raises(ValueError, match="calibration"):
        domain(calibration={"of": "short", "planner": "search"})


GREEDY = Entry("greedy", bonus=0.2)
FOUND = Calibrated(of="1234567890123456", planner="greedy", bonus=0.2)
PLAIN = b"name: parts\nintents: {bolt: [bolt], nut: [nut]}\n"


def calibrate(path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Run the command on a file with a rehearsal that found something."""
    monkeypatch.setattr(
        "edgewise.beliefs.planning.calibrated.calibrated",
        lambda *_, **__: Rehearsed(FOUND, GREEDY, (0.5, 0.6, 0.7, 0.8)),
    )
    run(Namespace(domain=path, dry_run=False, seed=0))
    assert load_domain(path).calibration == FOUND
    return path.read_bytes()


def test_what_competed_is_told_with_what_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "domain.yaml"
    path.write_bytes(PLAIN)
    found = Rehearsed(FOUND, GREEDY, (0.5, 0.6, 0.7, 0.8))
    monkeypatch.setattr("edgewise.beliefs.planning.calibrated.calibrated", lambda *_, **__: found)
    run(Namespace(domain=path, dry_run=True, seed=0))
    head, *rows, end = capsys.readouterr().out.splitlines()
    assert head == "ways to choose what is asked, and what each earned a dialogue:"
    assert [row.endswith("<- chosen") for row in rows] == [False, False, False, True]
    assert end == "a dry run: nothing was written" and path.read_bytes() == PLAIN


def test_where_nothing_may_be_asked_there_is_nothing_to_choose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "domain.yaml"
    path.write_bytes(PLAIN + b"budget: {questions: 0}\n")
    run(Namespace(domain=path, dry_run=True, seed=0))
    said = "nothing earns more than the plain search: no calibration is needed\na dry run: nothing was written\n"
    assert capsys.readouterr().out == said


def test_a_block_without_a_last_line_end_is_replaced_and_line_ends_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "domain.yaml"
    for raw in (PLAIN, PLAIN.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + PLAIN):
        path.write_bytes(raw)
        once = calibrate(path, monkeypatch)
        assert once.startswith(raw) and (b"\r\n" in raw) == (once.count(b"\r\n") == once.count(b"\n"))
        path.write_bytes(once.rstrip())
        assert calibrate(path, monkeypatch) == once


@pytest.mark.parametrize(
    "raw",
    [
        b'{"name": "parts", "intents": {"bolt": ["bolt"], "nut": ["nut"]}}',
        PLAIN + b"...\n",
        PLAIN + b'calibration:\n  of: "0000000000000000"\n# by hand\n  planner: greedy\n',
    ],
)
def test_a_file_that_takes_no_block_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    path = tmp_path / "domain.yaml"
    path.write_bytes(raw)
    with pytest.raises(DialogError, match="nothing was written") as told:
        calibrate(path, monkeypatch)
    assert path.read_bytes() == raw and "planner" in (told.value.hint or "")
