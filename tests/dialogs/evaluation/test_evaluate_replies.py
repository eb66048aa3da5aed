import csv
import json

import pytest
from edgewise.agent.replies.bank import outcome_index, read_bank
from edgewise.dialogs.evaluation.replies import evaluate, main, render

ROWS = [
    ("Do you smoke?", "yes|no", "yes", "yes"),
    ("Do you smoke?", "yes|no", "nope", "No"),
    ("Do you smoke?", "yes|no", "I'd rather not say", "withheld"),
    ("Which size?", "small|large", "the second one", "large"),
    ("Which size?", "small|large", "no idea", "unsure"),
    ("How old?", "0-12 years|12+ years", "34", "12+ years"),
    ("How old?", "0-12 years|12+ years", "why do you ask?", "other"),
    ("How old?", "0-12 years|12+ years", "34", "0-12 years"),
]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "bank.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("question", "options", "reply", "label"), *ROWS])
    return path


def test_the_report_counts_what_is_right(data):
    report = evaluate(read_bank(data))
    assert report.count == 8
    assert report.accuracy == 7 / 8
    assert report.interval[0] <= report.accuracy <= report.interval[1]
    assert 0 <= report.ece <= 1
    assert report.by_kind == {"choice": (1.0, 2), "number": (2 / 3, 3), "yesno": (1.0, 3)}
    assert [j.reply for j in report.worst] == ["34"]
    assert report.confusion["option"] == {"option": 2, "another option": 1}
    assert sum(sum(row.values()) for row in report.confusion.values()) == 8


def test_the_text_shows_accuracy_interval_and_mistakes(data):
    text = render(evaluate(read_bank(data)))
    assert "87.5 %" in text
    assert "95 % interval" in text
    assert "34" in text.split("mistakes")[1]
    assert max(map(len, text.splitlines())) <= 100


def test_the_command_prints_json(data, capsys):
    assert main(["--data", str(data), "--rules-only", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == 8
    assert found["accuracy"] == 7 / 8


def test_the_same_seed_gives_the_same_interval(data):
    rows = read_bank(data)
    assert evaluate(rows, seed=3).interval == evaluate(rows, seed=3).interval


def test_few_replies_that_are_all_read_right_are_no_proof(data):
    rows = read_bank(data)
    assert evaluate(rows[:4]).interval == (pytest.approx(0.025 ** (1 / 4)), 1.0)
    assert evaluate(rows[-1:]).interval == (0.0, pytest.approx(0.975))


def test_the_shipped_bank_is_the_default(capsys):
    assert main(["--rules-only", "--mistakes", "0"]) == 0
    assert f"replies   {len(read_bank(split='test'))}" in capsys.readouterr().out


def test_rules_alone_read_most_of_the_test_part():
    assert evaluate(read_bank(split="test")).accuracy > 0.75


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("question,reply,label\na,b,c\n", "no column options"),
        ("question,options,reply,label\nq,yes|no,hm,perhaps\n", "line 2: label 'perhaps'"),
        ("question,options,reply,label\n", "no reply"),
        ("question,options,reply,label\nq,yes|no,no, thanks,no\n", "line 2: more cells"),
        ("question,options,reply,label,label\nq,yes|no,no,no,yes\n", "two columns"),
        ('question,options,reply,label\n\n"q\nr",yes|no,no,no\nq,yes|no,hm,perhaps\n', "line 5: label 'perhaps'"),
        ("question,options,reply,label\nq,,no idea,unsure\n", "line 2: no options"),
        (f"question,options,reply,label\nq,yes|no,{'no ' * 50_000},no\n", "bad.csv: cannot be read as CSV"),
    ],
)
def test_a_bank_that_cannot_be_used_says_why(tmp_path, capsys, text, message):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["--data", str(path), "--rules-only"]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_or_is_in_another_encoding_is_named(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "none.csv"), "--rules-only"]) == 2
    told = capsys.readouterr().err
    assert "none.csv" in told
    assert "[Errno" not in told
    (tmp_path / "old.csv").write_bytes("question,options,reply,label\nq,groß|klein,groß,groß\n".encode("latin-1"))
    assert main(["--data", str(tmp_path / "old.csv"), "--rules-only"]) == 2
    assert "old.csv: cannot be read as CSV in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["other", "unsure"])
def test_an_option_may_be_called_as_a_special_outcome_is(tmp_path, word):
    """Who said "other" to "cat, dog or other" was read as meaning a cat."""
    path = tmp_path / "bank.csv"
    path.write_text(f"question,options,reply,label\nWhich is it?,cat|dog|{word},{word},{word}\n", encoding="utf-8")
    assert evaluate(read_bank(path)).accuracy == 1


def test_labels_are_matched_without_case(data):
    rows = read_bank(data)
    assert outcome_index(rows[1]) == 1
    assert outcome_index(rows[2]) == 3
