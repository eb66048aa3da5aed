"""The report: whole in itself, small, the same bytes every time, safe against what people write, alive in a browser."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
from edgewise.dialogs.cli import main
from edgewise.dialogs.reports import plots
from edgewise.dialogs.reports.plots import Front, front, where_questions_go
from edgewise.dialogs.reports.report import page
from edgewise.dialogs.simulation import batch, cohort
from edgewise.dialogs.simulation.batch import simulate
from edgewise.dialogs.simulation.bootstrap import Interval
from edgewise.dialogs.simulation.metrics import measure, worst_mean
from edgewise.dialogs.simulation.shards import Folder
from edgewise.dialogs.simulation.summary import Summary, table
from simulated import clinic

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("run")
    simulate(clinic(400), path)
    return path


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("talk")
    simulate(clinic(12, fidelity="text", reader="clear"), path)
    return path


def data_of(text: str) -> dict:
    packed = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1]
    return json.loads(gzip.decompress(b64decode(packed)))


def test_the_page_loads_nothing_and_is_the_same_every_time(folder):
    text = page(folder)
    assert page(folder) == text
    assert "{{" not in text.split('id="data"')[0]
    outside = [address for address in re.findall(r'https?://[^"\s<)]+', text) if "w3.org" not in address]
    assert outside == []
    assert not re.search(r"<(?:link|img|iframe|script src)", text)


def test_ten_thousand_dialogues_stay_under_five_megabytes(tmp_path, monkeypatch):
    simulate(clinic(10_000), tmp_path)
    text = page(tmp_path)
    assert len(text.encode()) < 5_000_000
    assert len(data_of(text)["columns"]["act"]) == 10_000


def test_every_dialogue_can_be_told_and_ends_as_its_columns_say(folder):
    data, columns = data_of(page(folder)), Folder(folder).columns()
    for episode in range(400):
        at, path = data["ends"][episode], []
        while at >= 0:
            path.insert(0, data["nodes"][at])
            at = data["nodes"][at]["up"]
        acts = data["names"]["acts"]
        ended = acts[columns["act"][episode]]
        assert len(path) == columns["turns"][episode]
        assert path[-1]["act"] == ("ask" if ended == "abandoned" else ended)
        assert all(turn["why"] and turn["belief"] for turn in path)


def test_names_belong_to_their_numbers(folder):
    """Bug: the settings were kept with sorted keys, and intents read back in another order."""
    data = data_of(page(folder))
    assert data["names"]["intents"][:3] == ["a dose", "opening hours", "a refill"]
    assert list(Folder(folder).setting().domain.intents) == list(clinic().domain.intents)


def test_words_of_a_talk_are_told(spoken):
    data = data_of(page(spoken))
    assert len(data["talks"]) == 12
    assert all(talk[0]["user"] for talk in data["talks"])
    assert len(data["columns"]["blame"]) == 12


def test_what_people_write_cannot_become_markup(tmp_path):
    setting = clinic(20)
    domain = setting.domain.model_copy(update={"title": "<script>alert(1)</script> {{css}}"})
    simulate(setting.model_copy(update={"domain": domain}), tmp_path)
    text = page(tmp_path)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{css}}" in text


def test_names_with_dollars_are_no_formulas():
    name = "over $500 or below $300?"
    shown = where_questions_go([name, r"$\none{$"], np.array([2, 1]))
    assert name in shown and r"$\none{$" in shown
    point = np.array([[0.5, 0.5]])
    shown = front(Front((name, "b"), [r"$\none{$"], point, np.ones(1), point, np.ones(1)))
    assert name in shown and r"$\none{$" in shown


def labels_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_names_that_begin_alike_are_told_apart():
    """Labels were cut after some letters."""
    names = [f"whether you mean “a dose for pain” or “taking {what}”" for what in ("two of them", "care of a child")]
    shown = " ".join(labels_of(where_questions_go(names, np.array([2, 1]))))
    assert all(name in shown for name in names)


def test_what_is_counted_has_no_fractions_below_it():
    """Bug: a question was asked 2.5 times."""
    ticks = labels_of(where_questions_go(["one", "another"], np.array([16, 13])))
    assert [tick for tick in ticks if re.fullmatch(r"[0-9]+\.[0-9]+", tick)] == []
    assert "16" in ticks


def test_numbers_below_a_plot_do_not_run_into_each_other():
    """Bug: "100012001400" stood below how often questions were asked."""
    ticks = [
        tick for tick in labels_of(where_questions_go(["one", "another"], np.array([1850, 1500]))) if tick.isdigit()
    ]
    assert 2 <= len(ticks) <= 6


def test_where_nothing_was_lost_there_is_no_tail_of_harm(folder, tmp_path):
    assert "Tail of harm" in page(folder)
    harmless = {"objectives": {"helpfulness": {}, "safety": {"limit": {"at_most": 1.0}}}, "responses": {}}
    raw = clinic().domain.model_dump(mode="json", by_alias=True)
    simulate(clinic(40, domain={**raw, **harmless}), tmp_path)
    assert "Tail of harm" not in page(tmp_path)


def test_nothing_is_less_than_nothing(folder):
    """Bug: the regret against the optimum was "-0.000 [-0.000, 0.000]"."""
    whole = Summary(400, {"regret": Interval(-1e-9, -2e-9, 1e-9, 400)})
    assert "0.000  [0.000, 0.000]" in table(whole) and "-0" not in table(whole)
    assert str(whole.metrics["regret"]) == "0.000 [0.000, 0.000]"
    assert not re.search(r">-0\.0+[ <]", page(folder))


def test_points_are_named_below_the_plot_and_near_ones_are_numbered_together():
    """Names stood on top of each other, and took the plot's width."""
    names = ["no dose without a pharmacist who knows them", "the adult dose", "a dose by weight for a child"]
    given, share = np.array([[0.0, 0.0], [1.0, 0.0], [1.01, 0.001]]), np.array([0.5, 0.3, 0.2])
    best = np.array([[1.0, -0.2]])
    shown = labels_of(front(Front(("a", "b"), names, given, share, best, np.ones(1))))
    assert [f"{number}  {name}" for number, name in enumerate(names, 1)] == shown[-3:]
    assert "2, 3" in shown
    front(Front(("a", "b"), [], np.empty((0, 2)), np.empty(0), best, np.ones(1)))


def test_the_plot_of_harm_shows_the_metric_and_the_limit_in_force(tmp_path, monkeypatch):
    """The limit was the domain's own, whatever the context made of it, and the mean that of rounded rows."""
    raw = clinic().domain.model_dump(mode="json", by_alias=True)
    strict = {"contexts": {"ward": {"limits": {"safety": 0.45}}}}
    setting = clinic(400, domain={**raw, **strict}, context="ward")
    simulate(setting, tmp_path)
    seen: list[float] = []
    monkeypatch.setattr(plots, "harm_tail", lambda columns, limit: seen.append(limit) or "")
    page(tmp_path)
    assert seen == [0.45]
    losses = np.arange(30.0)
    assert worst_mean(losses) == pytest.approx((29 + 28 / 2) / 1.5)
    assert worst_mean(losses) == measure({"loss": losses})["harm_tail"].value


def test_only_the_first_dialogues_are_told_of_many(tmp_path, monkeypatch):
    for module in (batch, cohort):
        monkeypatch.setattr(module, "REPORTED", 50)
    simulate(clinic(200), tmp_path)
    text = page(tmp_path)
    assert "show the first 50" in text
    assert len(data_of(text)["columns"]["act"]) == 50


def test_the_command(folder, tmp_path, capsys):
    assert main(["report", str(folder), "--out", str(tmp_path / "r.html")]) == 0
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    assert main(["report", str(tmp_path)]) == 2
    assert "holds no simulation" in capsys.readouterr().err


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: install it to test the page in a browser")
@pytest.mark.parametrize("kind", ["belief", "text"])
def test_the_page_lives_in_a_browser(kind, folder, spoken, tmp_path):
    path = folder if kind == "belief" else spoken
    (tmp_path / "r.html").write_text(page(path))
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--virtual-time-budget=8000", "--dump-dom", f"file://{tmp_path / 'r.html'}#dialogue-3"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False).stdout
    count = 400 if kind == "belief" else 12
    assert f"{count} of {count} dialogues" in shown
    assert "Dialogue 3:" in shown
    assert shown.count("<tr>") > 10
    # On a narrow screen a row is a card, and each of its parts says what it is.
    assert re.search(r'<td[^>]* data-head="outcome"', shown)
    assert 'class="belief"' in shown
    assert "<svg" in shown
