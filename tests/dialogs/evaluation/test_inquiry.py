"""Asking in batches: scores against enumeration, stopping, the evaluation and its command."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from edgewise.beliefs.errors import DialogError
from edgewise.beliefs.learned.inquiry import Inquiry, Patients, Policy, inquire
from edgewise.beliefs.learned.learning import Learned, Records, encode, fit, normalised
from edgewise.dialogs.domains import learn as learn_command
from edgewise.dialogs.evaluation import inquiry as command
from edgewise.dialogs.evaluation import inquiry_choice
from edgewise.dialogs.evaluation.inquiry_choice import RECIPES, Budget, Recipe, choose
from edgewise.dialogs.evaluation.inquiry_report import Outcomes, calibration_error, measure
from edgewise.dialogs.evaluation.published import recognise
from edgewise.dialogs.evaluation.records import Row, read_records
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round of cross-validation and two recipes: what is tested is not how well they are chosen."""
    monkeypatch.setattr(inquiry_choice, "_ENOUGH", 20)
    monkeypatch.setattr(inquiry_choice, "RECIPES", (RECIPES[0], RECIPES[2]))


def model(seed: int, labels: int = 4, findings: int = 6) -> Learned:
    rng = np.random.default_rng(seed)
    answers = np.ascontiguousarray(np.moveaxis(rng.dirichlet(np.full(3, 0.5), size=(findings, labels)), -1, 0))
    answers = np.maximum(answers, 1e-9) / np.maximum(answers, 1e-9).sum(axis=0)
    prior = rng.dirichlet(np.ones(labels))
    return Learned(tuple("abcdefgh"[:labels]), tuple(f"f{q}" for q in range(findings)), prior, answers, answers)


def crowd(learned: Learned, count: int, seed: int) -> tuple[Patients, np.ndarray]:
    """People drawn from the model, who volunteer one finding."""
    rng = np.random.default_rng(seed)
    label = rng.choice(len(learned.prior), size=count, p=learned.prior)
    cumulative = learned.answers.cumsum(axis=0)[:, :, label]
    hidden = (rng.random(cumulative.shape[1:]) > cumulative[:-1]).sum(axis=0).T.astype(np.int8)
    told = np.full(hidden.shape, -1, dtype=np.int8)
    first = rng.integers(hidden.shape[1], size=count)
    told[np.arange(count), first] = hidden[np.arange(count), first]
    return Patients(told, hidden), label


def rows(count: int, seed: int) -> list[Row]:
    """Five labels, each with two telling findings among twelve; half of what is true is volunteered."""
    rng = np.random.default_rng(seed)
    out: list[Row] = []
    for _ in range(count):
        label = int(rng.integers(5))
        share = np.full(12, 0.1)
        share[[2 * label, 2 * label + 1]] = 0.8
        state = rng.random(12) < share
        told = {f"f{q}": "yes" for q in range(12) if state[q] and rng.random() < 0.3}
        known = {f"f{q}": "yes" if state[q] else "no" for q in range(12) if rng.random() < 0.6}
        hidden = {name: answer for name, answer in known.items() if name not in told}
        out.append(Row.model_validate({"label": f"d{label}", "volunteered": told, "hidden": hidden}))
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_gain_and_rise_equal_enumeration(seed: int) -> None:
    learned, rng = model(seed), np.random.default_rng(seed)
    belief = rng.dirichlet(np.ones(4), size=3)
    asked = Inquiry(learned)
    gain, rise = asked.gain(belief), asked.rise(belief, np.tile(np.arange(6), (3, 1)))
    for b in range(3):
        start = -(belief[b] * np.log(belief[b])).sum()
        for q in range(6):
            entropy, top = 0.0, 0.0
            for a in range(3):
                joint = belief[b] * learned.answers[a, q]
                after = joint / joint.sum()
                entropy -= joint.sum() * (after * np.log(np.maximum(after, 1e-300))).sum()
                top += joint.sum() * after.max()
            assert gain[b, q] == pytest.approx(start - entropy, abs=1e-10)
            assert rise[b, q] == pytest.approx(top - belief[b].max(), abs=1e-10)


def test_a_shortlist_of_all_changes_nothing_and_a_short_one_stays_inside_it() -> None:
    learned = model(3, findings=8)
    belief = np.random.default_rng(0).dirichlet(np.ones(4), size=700)
    open_ = np.random.default_rng(1).random((700, 8)) < 0.8
    scores = Inquiry(learned).scores(belief, open_, Policy(focus=2.0, shortlist=99))
    asked = Inquiry(learned)
    every = (asked.gain(belief) + 2 * asked.rise(belief, np.tile(np.arange(8), (700, 1)))) / 3
    assert np.allclose(scores[open_], every[open_])
    assert (scores[~open_] == -np.inf).all()
    short = asked.scores(belief, open_, Policy(focus=2.0, shortlist=2))
    assert (np.isfinite(short).sum(axis=1) <= 2).all()


@pytest.mark.parametrize("policy", [Policy(sure=2.0), Policy(sure=2.0, focus=0.0), Policy(sure=2.0, at_random=True)])
def test_nothing_is_asked_twice_or_after_it_was_told(policy: Policy) -> None:
    learned = model(1)
    patients, _ = crowd(learned, 50, 0)
    talk = inquire(Inquiry(learned), patients, policy, 9)
    assert (talk.questions == (patients.volunteered < 0).sum(axis=1)).all()
    for person in range(50):
        asked = [q for q in talk.asked[:, person] if q >= 0]
        assert len(set(asked)) == len(asked)
        assert (patients.volunteered[person, asked] < 0).all()
        assert (talk.reply[: len(asked), person] == patients.answers[person, asked]).all()


def test_the_final_belief_is_bayes_rule_in_any_order() -> None:
    learned = model(2)
    patients, _ = crowd(learned, 20, 1)
    talk = inquire(Inquiry(learned), patients, Policy(sure=2.0, worth=-1.0), 9)
    state = np.where(patients.volunteered >= 0, patients.volunteered, patients.answers)
    score = np.log(learned.prior) + sum(np.log(learned.answers[state[:, q], q]) for q in range(6))
    assert np.allclose(talk.final, normalised(score))


def test_each_dialogue_stops_by_its_own_belief() -> None:
    learned = model(4)
    patients, _ = crowd(learned, 200, 2)
    talk = inquire(Inquiry(learned), patients, Policy(sure=0.8, worth=0.01), 4)
    top = talk.belief.max(axis=2)
    for person, count in enumerate(talk.questions):
        assert (top[:count, person] < 0.8).all()
        if count < 4:
            assert top[count, person] >= 0.8 or talk.score[count, person] < 0.01
        assert (talk.belief[count:, person] == talk.belief[count, person]).all()
    assert set(talk.questions) > {0}


def test_a_batch_is_the_same_as_one_by_one() -> None:
    learned = model(5)
    patients, _ = crowd(learned, 30, 3)
    together = inquire(Inquiry(learned), patients, Policy(sure=0.9), 4)
    for person in range(30):
        part = slice(person, person + 1)
        alone = inquire(Inquiry(learned), Patients(patients.volunteered[part], patients.answers[part]), Policy(), 4)
        assert np.array_equal(alone.asked[:, 0], together.asked[:, person])


def test_asking_well_beats_asking_anything() -> None:
    learned = model(6, labels=8, findings=20)
    patients, label = crowd(learned, 2000, 4)
    chosen = inquire(Inquiry(learned), patients, Policy(sure=2.0), 3).final.argmax(axis=1) == label
    anything = inquire(Inquiry(learned), patients, Policy(sure=2.0, at_random=True), 3).final.argmax(axis=1) == label
    assert chosen.mean() > anything.mean() + 0.1


def test_no_more_is_planned_than_there_is_to_ask() -> None:
    """A limit far above the number of findings took as many steps, and their memory."""
    learned = model(4)
    people, _ = crowd(learned, 5, 4)
    transcript = inquire(Inquiry(learned), people, Policy(sure=2.0), 1000)
    assert transcript.belief.shape[0] == 1 + 6


def test_no_findings_and_no_questions_end_at_once() -> None:
    people = encode([Row(label="a"), Row(label="b")])
    talk = inquire(Inquiry(fit(people)), Patients(people.volunteered, people.hidden), Policy(), 3)
    assert talk.questions.tolist() == [0, 0]
    learned = model(0)
    assert inquire(Inquiry(learned), crowd(learned, 3, 0)[0], Policy(), 0).belief.shape == (1, 3, 4)
    assert choose(people, Budget(3)).questions == 0


def test_dear_questions_are_not_asked_and_free_ones_are() -> None:
    records = encode(rows(200, 0))
    plain = RECIPES[:1]
    free, dear = (choose(records, Budget(6, charge), plain) for charge in (0.0, 3.0))
    assert dear.questions == 0
    assert free.questions > 1
    assert free.accuracy > dear.accuracy


def test_a_mean_number_of_questions_is_kept_with_a_margin_and_spent_on_accuracy() -> None:
    records = encode(rows(200, 0))
    tight, loose = (choose(records, Budget(6, mean=mean), RECIPES[:1], ()) for mean in (1.0, 3.0))
    assert 0 < tight.questions < 1.0 < loose.questions < 3.0
    assert loose.accuracy > tight.accuracy
    assert choose(records, Budget(6, mean=0.0), RECIPES[:1], ()).questions == 0


def test_a_budget_leaves_one_standard_error_of_room() -> None:
    questions = np.tile([1.0, 3.0], 50)
    error = questions.std(ddof=1) / 10
    assert Budget(9, mean=2 + 1.01 * error).allows(questions)
    assert not Budget(9, mean=2 + 0.99 * error).allows(questions)
    assert Budget(9).allows(questions + 100)


def test_another_way_of_asking_must_be_clear_of_its_standard_error() -> None:
    gain = np.random.default_rng(0).normal(size=400)
    gain -= gain.mean()
    error = gain.std(ddof=1) / 20
    assert not inquiry_choice._clearly_better(gain)
    assert not inquiry_choice._clearly_better(gain + 0.99 * error)
    assert inquiry_choice._clearly_better(gain + 1.01 * error)


def test_how_to_learn_is_chosen_by_the_loss_of_held_out_beliefs() -> None:
    records = encode(rows(200, 9))
    absurd = Recipe(replace(RECIPES[0].smoothing, rows=1e6))
    for recipes in ((absurd, RECIPES[0]), (RECIPES[0], absurd)):
        assert choose(records, Budget(3), recipes, ()).recipe == RECIPES[0]


def test_a_rehearsal_counts_each_person_once_and_every_belief() -> None:
    belief = np.array([[[0.5, 0.5], [0.2, 0.8], [0.9, 0.1]], [[0.25, 0.75], [0.4, 0.6], [0.3, 0.7]]])
    label, row = np.array([0, 1, 0]), np.array([7, 3, 7])
    rehearsal = inquiry_choice._Rehearsal(belief, np.zeros((1, 3)), label, row)
    assert rehearsal.by_row(np.array([1, 5, 2])).tolist() == [5.0, 1.5]
    assert rehearsal.loss() == pytest.approx(-np.log([0.5, 0.8, 0.9, 0.25, 0.6, 0.3]).mean())


def test_what_was_chosen_holds_on_new_people() -> None:
    report = command.evaluate(rows(300, 1), rows(600, 2), Budget(6, 0.01))
    ours, gain, anything, nothing, everything = report.methods
    assert ours.accuracy.value > anything.accuracy.value > 0.2
    assert nothing.accuracy.value < ours.accuracy.value <= everything.accuracy.value + 0.03
    assert ours.match.value > anything.match.value - 0.05
    assert ours.accuracy.low < ours.accuracy.value < ours.accuracy.high
    assert gain.questions.value <= 6
    assert ours.calibration < 0.1


def test_an_evaluation_repeats_itself_and_needs_no_test_label_to_be_known() -> None:
    train, test = rows(80, 3), [*rows(20, 4), Row(label="unheard of", hidden={"new": "yes"})]
    first, second = (command.evaluate(train, test, Budget(3)) for _ in range(2))
    assert [replace(m) for m in first.methods] == list(second.methods)
    assert first.methods[0].accuracy.value <= 20 / 21


def test_what_no_training_row_mentions_counts_among_what_could_have_been_told() -> None:
    """Recall was of the findings of the training rows alone, which published figures are not."""
    train, test = rows(80, 3), rows(40, 4)
    more = [row.model_copy(update={"hidden": {**row.hidden, "new": "yes", "dim": "unknown"}}) for row in test]
    plain, wider = (command.evaluate(train, part, Budget(3)).methods[0] for part in (test, more))
    could = sum(len(row.hidden) for row in test)
    assert wider.recall.value == pytest.approx(plain.recall.value * could / (could + len(test)))
    assert (wider.accuracy, wider.match) == (plain.accuracy, plain.match)


def test_cross_validation_judges_every_row_once() -> None:
    report = command.cross_validate(rows(90, 5), 3, Budget(2))
    assert (report.test, report.folds) == (90, 3)


def test_more_folds_than_rows_are_as_many_as_rows() -> None:
    """The others were empty, and everything was learned for each of them."""
    report = command.cross_validate(rows(4, 5), 30, Budget(1))
    assert (report.test, report.folds) == (4, 4)


def test_intervals_and_calibration() -> None:
    right = np.array([True] * 80 + [False] * 20)
    count = np.full(100, 2)
    outcomes = Outcomes(right, np.full(100, 0.95), count, np.ones(100, dtype=np.intp), count)
    found = measure("x", outcomes)
    assert found.accuracy.value == 0.8
    assert 0.7 < found.accuracy.low < 0.75 < 0.85 < found.accuracy.high < 0.9
    assert found.match.value == 0.5 == found.recall.low
    assert found.calibration == pytest.approx(0.15)
    every = measure("x", Outcomes(right[:9], np.ones(9), count[:9], count[:9], count[:9]))
    assert (every.accuracy.low, every.accuracy.high) == (pytest.approx(0.025 ** (1 / 9)), 1.0)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == 0


def test_known_sets_are_recognised_by_what_is_in_them() -> None:
    labels = ["上呼吸道感染", "过敏性鼻炎", "小儿腹泻", "小儿手足口病", "肺炎"]
    known = recognise(labels, 41)
    assert known is not None
    assert known.name == "Dxy"
    assert {r.method: r.accuracy for r in known.results}["HRL"] == 0.779
    assert recognise(labels[:3], 41) is None
    large = recognise([str(n) for n in range(90)], 266)
    assert large is not None
    assert large.name == "SymCat-SD-90"


def write(path: Path, people: list[Row]) -> Path:
    path.write_text("\n".join(person.model_dump_json() for person in people) + "\n\n", encoding="utf-8")
    return path


def test_the_command_prints_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train, test = write(tmp_path / "train.jsonl", rows(60, 6)), write(tmp_path / "test.jsonl", rows(30, 7))
    asked = ["--train", str(train), "--test", str(test), "--max-questions", "3"]
    assert command.main(asked) == 0
    table = capsys.readouterr().out
    assert "information gain" in table
    assert max(map(len, table.splitlines())) <= 96
    assert command.main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["test"] == 30
    assert [method["method"] for method in told["methods"]][:2] == ["edgewise", "information gain"]
    assert told["published"] is None
    assert (told["charge"], told["mean"]) == (0.0075, None)
    assert command.main([*asked, "--mean-questions", "1.5"]) == 0
    assert "at most 3 questions, 1.5 on average" in capsys.readouterr().out
    assert command.main([*asked, "--mean-questions", "1.5", "--json"]) == 0
    limited = json.loads(capsys.readouterr().out)
    assert (limited["charge"], limited["mean"]) == (None, 1.5)


def test_a_single_record_is_learned_from_and_not_cross_validated(tmp_path: Path) -> None:
    one = tmp_path / "one.jsonl"
    one.write_text('{"label": "flu", "volunteered": {"fever": "yes"}, "hidden": {"cough": "no"}}\n', encoding="utf-8")
    assert command.main(["--train", str(one), "--test", str(one), "--max-questions", "1"]) == 0
    with pytest.raises(DialogError, match="one record"):
        command.main(["--train", str(one)])


def test_learn_writes_a_domain_that_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    from edgewise.beliefs.loading import examine

    parser, out = argparse.ArgumentParser(), tmp_path / "clinic.yaml"
    learn_command.add_arguments(parser)
    train = write(tmp_path / "train.jsonl", rows(60, 8))
    assert learn_command.run(parser.parse_args([str(train), "--out", str(out), "--max-questions", "3"])) == 0
    assert "5 intents, 12 questions from 60 records" in capsys.readouterr().out
    found = examine(out)
    assert not found.errors
    assert found.unwrap().name == "clinic"
    assert found.unwrap().budget.questions == 3
    with pytest.raises(SystemExit):  # no domain may ask so much: the file could not be loaded
        parser.parse_args([str(train), "--out", str(out), "--max-questions", "500"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"label": "a"}\n{"label": "b", "hidden": {"f": "maybe"}}', "line 2: hidden.f"),
        ("{", "line 1"),
        ('{"volunteered": {}}', "label"),
        ("\n\n", "no records"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DialogError, match=told):
        read_records(path)


def test_a_name_may_hold_what_only_unicode_calls_a_line_end(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"label": label, "hidden": {"dry\u2028cough": "yes"}} for label in ("a", "b\x85")]
    path.write_bytes("\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())
    found = read_records(path)
    assert [row.label for row in found] == ["a", "b\x85"]
    assert list(found[0].hidden) == ["dry\u2028cough"]


def test_a_test_file_of_another_set_is_refused(tmp_path: Path) -> None:
    """Not one label was right, and nobody was told why."""
    train = write(tmp_path / "train.jsonl", rows(20, 6))
    other = write(tmp_path / "other.jsonl", [row.model_copy(update={"label": f"no {row.label}"}) for row in rows(9, 7)])
    with pytest.raises(DialogError, match=r"other\.jsonl: no record has a label of .*train\.jsonl"):
        command.main(["--train", str(train), "--test", str(other)])


def test_a_missing_file_and_senseless_options_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DialogError, match="cannot be read"):
        read_records(tmp_path / "none.jsonl")
    with pytest.raises(DialogError, match="negative"):
        command.main(["--train", "x", "--max-questions", "-1"])
    for senseless in ("nan", "inf"):
        for option in ("--mean-questions", "--question-cost"):
            with pytest.raises(DialogError, match="negative"):
                command.main(["--train", "x", option, senseless])
    with pytest.raises(SystemExit):
        command.main(["--train", "x", "--mean-questions", "3", "--question-cost", "0.1"])


def test_real_records_are_told_apart_by_asking(evaluation_data: Path) -> None:
    known = encode(read_records(evaluation_data / "dxy" / "train.jsonl"))
    even = np.arange(len(known)) % 2 == 0
    learned = fit(known.rows(even), Recipe().smoothing)
    rest: Records = known.rows(~even)
    talk = inquire(Inquiry(learned), Patients(rest.volunteered, rest.hidden), Policy(sure=0.85), 9)
    before = (talk.belief[0].argmax(axis=1) == rest.label).mean()
    after = (talk.final.argmax(axis=1) == rest.label).mean()
    assert after > before + 0.05
    assert talk.questions.mean() < 6
