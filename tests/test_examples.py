"""Every example: its domain validates, its scripts run, its stress set loads, its README tells the truth."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml
from edgewise.agent.matching.options import match_options
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.writing.answers_host import AnswerRequest, HostAnswers
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import load_domain
from edgewise.beliefs.values.ballots import read_ballots
from edgewise.beliefs.values.scoring import scores
from edgewise.dialogs.cli import main
from edgewise.dialogs.scripts.runner import stage, told
from edgewise.dialogs.simulation.personas import load_cast
from edgewise.dialogs.stress.stress import open_paper

HERE = Path(__file__).resolve().parents[1] / "examples"
NAMES = sorted(path.parent.name for path in HERE.glob("*/domain.yaml"))
EDGE = ("astronomy", "engineering", "family-career", "lab", "secure-code", "triage")


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem + path.parent.name.replace("-", "_"), path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_file_is_yaml_without_the_fast_parser_too():
    """Where libyaml is missing, files are read by the stricter parser in Python."""
    for path in sorted(HERE.glob("*/*.yaml")):
        assert sum(1 for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)) > 2, path


def test_all_eight_are_there():
    assert set(NAMES) >= {*EDGE, "card-support", "pizza-order"}


@pytest.mark.parametrize("name", NAMES)
def test_the_domain_validates_without_a_warning(name, capsys):
    assert main(["validate", "--strict", str(HERE / name / "domain.yaml")]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_scripts_run_with_the_default_reader(name):
    ready = stage(HERE / name / f"{name}.dialog.yaml")
    outcomes = [ready.outcome(position) for position in range(len(ready.filled.value.dialogues))]
    assert [told(outcome) for outcome in outcomes] == ["as expected"] * len(outcomes)


@pytest.mark.parametrize("name", NAMES)
def test_the_stress_set_loads_and_is_large_enough(name):
    paper = open_paper(HERE / name / "domain.yaml")
    cases = paper.whole.cases
    assert len(cases) >= (40 if name in EDGE else 10)
    assert len({(case.user, case.presses, str(case.knows)) for case in cases.values()}) > 0.9 * len(cases)
    assert len({case.kind for case in cases.values()}) >= (6 if name in EDGE else 4)
    assert any(case.kind == "control" for case in cases.values())
    assert paper.chosen("tuning") and paper.chosen("held-out")
    assert len(paper.chosen("set-aside")) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_the_personas_load(name):
    folder = HERE / name
    assert load_cast(folder / "personas.yaml", compile_domain(load_domain(folder / "domain.yaml"))).personas


@pytest.mark.parametrize("name", ["triage", "secure-code"])
def test_the_readme_shows_what_the_program_says(name):
    shown = (HERE / name / "README.md").read_text()
    assert loaded(HERE / "demo.py").transcript(name) in shown


@pytest.mark.parametrize("name", NAMES)
def test_every_readme_has_a_transcript_and_says_why(name):
    shown = (HERE / name / "README.md").read_text()
    assert "user:  " in shown and "agent: " in shown and "Why these acts" in shown


@pytest.mark.parametrize("name", ["engineering", "astronomy"])
def test_the_answers_belong_to_responses(name):
    domain = load_domain(HERE / name / "domain.yaml")
    answers = loaded(HERE / name / "answers.py").ANSWERS
    assert set(HostAnswers(compile_domain(domain).domain, answers).by_response) == set(answers)


def test_the_beam_bends_as_the_textbook_says():
    sums = loaded(HERE / "engineering" / "answers.py")
    inertia = 0.06 * 0.12**3 / 12
    by_hand = 100 * 9.81 * 3**3 / (48 * 11e9 * inertia) * 1000
    assert sums.deflection(100, 3, one_end=False).magnitude == pytest.approx(by_hand)
    assert sums.deflection(100, 3, one_end=True).magnitude == pytest.approx(16 * by_hand)
    assert sums.deflection(100, 4, one_end=False).magnitude == pytest.approx((4 / 3) ** 3 * by_hand)
    assert sums.stress(100, 3, one_end=False).magnitude == pytest.approx(100 * 9.81 * 3 / 4 * 0.06 / inertia / 1e6)
    with pytest.raises(ValueError, match="more than nothing"):
        sums.deflection(100, 0, one_end=False)


def test_bounds_hold_what_is_unknown():
    answers = loaded(HERE / "engineering" / "answers.py").ANSWERS
    request = AnswerRequest(text="", response="beam-bounds", intent="beam", amounts={"span": 3.0})
    said = answers["beam-bounds"](request)
    assert "the load (20 to 200 kg)" in said and "the span (1 to 4 m)" not in said


def test_bounds_that_were_told_are_kept():
    """Who says "12 kg at most" is told no least, and nothing is said to be taken as 20 to 200 kg."""
    answers = loaded(HERE / "engineering" / "answers.py").ANSWERS
    told = {"amounts": {"span": 1.2}, "bounds": {"load": (float("-inf"), 12.0)}}
    request = AnswerRequest(text="", response="beam-both-ends", intent="beam", **told)
    said = answers["beam-both-ends"](request)
    assert said.startswith("For a load of at most 12 kg: at most 0.0446 mm (held at both ends), ")
    assert "20 to 200" not in said and "at one end" not in said
    room = AnswerRequest(text="", response="heater-size", intent="heater", bounds={"room": (30.0, float("inf"))})
    assert "at least 30 m3: at least 0.9 kW" in answers["heater-size"](room)


def test_no_row_no_number():
    answers = loaded(HERE / "astronomy" / "answers.py").ANSWERS
    request = AnswerRequest(text="", response="known-size", intent="size", facts={"body": "unlisted"})
    assert answers["known-size"](request).startswith("I don't know")
    told_mars = answers["known-moons"](AnswerRequest(text="", response="", intent="moons", facts={"body": "mars"}))
    assert "2 known moons" in told_mars


@pytest.mark.parametrize("kind", ["query", "upload"])
def test_no_weighted_sum_picks_the_compromise(kind):
    domain = load_domain(HERE / "secure-code" / "domain.yaml")
    names = [f"{kind}-{way}" for way in ("quick", "annotated", "locked")]
    points = np.array([[worth(domain, name, o, kind) for o in ("helpfulness", "security")] for name in names])
    weights = np.stack([np.linspace(0, 1, 401), np.linspace(1, 0, 401)], axis=1)
    linear = {int(scores(points, w, np.ones(2), linear=True).argmax()) for w in weights}
    assert linear == {0, 2}
    assert scores(points, np.ones(2), np.ones(2)).argmax() == 1


def worth(domain: Domain, response: str, objective: str, intent: str) -> float:
    cases = domain.responses[response].values[objective]
    return next(case.value for case in cases if case.when is None or intent in case.when.intent)


def test_the_ballots_fit_the_domain():
    domain = load_domain(HERE / "family-career" / "domain.yaml")
    ballots = read_ballots((HERE / "family-career" / "ballots.csv").read_text(), domain)
    assert len(ballots) == 5


@pytest.mark.parametrize("words", ["either end", "sat on bricks at either end", "on brackets either end"])
def test_either_end_is_both_ends(words: str) -> None:
    options = facet_question(load_domain(HERE / "engineering" / "domain.yaml"), "ask-support").options
    assert match_options(words, options).named.argmax() == 0
    assert match_options(words, options).named[0] >= 0.9
