"""Dialogues as data: chat messages, vectors, pairs, shares; one shape for every line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from edgewise.dialogs.cli import main
from edgewise.dialogs.simulation.batch import simulate
from logged_talks import SAID, logged
from simulated import clinic


@pytest.fixture(scope="module", params=["belief", "text"])
def lines(request, tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("run")
    count = 150 if request.param == "belief" else 60
    simulate(clinic(count, fidelity=request.param, reader="clear"), folder)
    assert main(["export", str(folder)]) == 0
    return [json.loads(line) for line in (folder / "dialogues.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module", params=["plain", "hashed", "store"])
def log(request, tmp_path_factory) -> Path:
    return logged(tmp_path_factory.mktemp("log"), request.param)


def exported(place: Path, capsys) -> list[dict]:
    assert main(["export", str(place)]) == 0
    assert capsys.readouterr().out == f"2 dialogues written to {place}.dialogues.jsonl\n"
    return [json.loads(line) for line in Path(f"{place}.dialogues.jsonl").read_text().splitlines()]


def shape(value: object) -> object:
    """Keys and kinds, with all entries of a list taken together."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        shapes: list[object] = []
        for part in value:
            if (found := shape(part)) not in shapes:
                shapes.append(found)
        return ["list", *shapes]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def agree(one: object, other: object) -> bool:
    """Whether two shapes can be columns of one table: an empty list agrees with any."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return all(agree(a, b) for a in one[1:] for b in other[1:])
    return one == other


def test_every_line_has_the_same_shape(lines):
    first = shape(lines[0])
    assert all(agree(first, shape(line)) for line in lines)


def test_messages_alternate_and_follow_the_acts(lines):
    for line in lines:
        assert [message["role"] for message in line["messages"][:2]] == ["user", "assistant"]
        assert all(message["content"] for message in line["messages"])
        assert sum(message["role"] == "user" for message in line["messages"]) == len(line["turns"])


def test_a_pair_prefers_what_was_done_and_keeps_both_vectors(lines):
    pairs = [(turn, pair) for line in lines for turn in line["turns"] for pair in turn["preferences"]]
    assert pairs
    for turn, pair in pairs:
        assert pair["chosen"]["name"] == (turn["question"] if turn["act"] == "ask" else turn["response"])
        assert pair["rejected"]["name"] != pair["chosen"]["name"]
        assert len(pair["rejected"]["values"]) == 2
        assert pair["because"]
    assert any("limit on safety" in pair["because"] for _, pair in pairs) or any(t["constraint"] for t, _ in pairs)


def test_what_is_chosen_is_admissible_and_the_limit_is_named(lines):
    for line in lines:
        for turn in line["turns"]:
            chosen = [option for option in turn["options"] if option["response"] == turn["response"]]
            assert all(option["admissible"] for option in chosen)
            assert (turn["tier"] >= 0) == (turn["constraint"] != "")
        assert line["tier"] == max(turn["tier"] for turn in line["turns"])


def test_stakeholders_keep_their_shares_where_they_disagree(lines):
    told = [turn["stakeholders"] for line in lines for turn in line["turns"] if turn["stakeholders"]]
    assert told
    assert all(sum(one["share"] for one in groups) == pytest.approx(1) for groups in told)
    assert any(len({one["response"] for one in groups}) > 1 for groups in told)


def test_logged_dialogues_have_the_shape_of_simulated_ones(log, lines, capsys):
    for line in exported(log, capsys):
        assert line.keys() == lines[0].keys()
        assert line["provenance"].keys() == lines[0]["provenance"].keys()
        assert all(agree(shape(line), shape(other)) for other in lines)
        assert line["outcome"] == {"known": False, "success": False, "harm": False, "regret": 0, "process": 0}


def test_logged_dialogues_say_where_they_come_from_and_not_who_talked(log, capsys):
    found = exported(log, capsys)
    assert [line["provenance"]["episode"] for line in found] == [0, 1]
    for line in found:
        told = line["provenance"]
        texts = "hashed" if log.name == "hashed" else "plain"
        assert (told["source"], told["fidelity"], told["texts"], told["seed"]) == ("logged", "live", texts, 3)
        assert (told["domain"], told["planner"], told["intent"]) == ("clinic", "search", "")
    assert "zoe" not in json.dumps(found)


def test_what_was_hashed_stays_hashed_and_what_was_said_is_told(log, capsys):
    for line in exported(log, capsys):
        said = [message["content"] for message in line["messages"] if message["role"] == "user"]
        if log.name == "hashed":
            assert all(text.startswith(("blake2b:", "[")) for text in said)
            assert not any(text in json.dumps(line) for text in SAID if len(text) > 5)
        else:
            assert [text for text in said if text in SAID] == [text for text in SAID if text]
        assert [text for text in said if text.startswith("[")] == [
            "[a message that cannot be read: empty]",
            "[uses the control: why]",
        ]


def test_the_agents_words_are_those_of_the_decision_and_in_a_store_those_of_the_host(log, capsys):
    for line in exported(log, capsys):
        told = json.dumps([m["content"] for m in line["messages"] if m["role"] == "assistant"])
        assert "How old is the patient?" in told
        assert "I look at it." in told
        assert ("Host's words: eight." in told) == (log.name == "store")
        assert ("We open at eight." in told) == (log.name != "store")


def test_a_logged_turn_keeps_options_belief_and_pairs(log, capsys):
    turns = [turn for line in exported(log, capsys) for turn in line["turns"]]
    assert any(turn["act"] == "ask" and turn["preferences"] and turn["questions"] for turn in turns)
    assert any(
        value["limited"] and value["tail"] > 0
        for turn in turns
        for option in turn["options"]
        for value in option["values"]
    )
    assert any(len(turn["stakeholders"]) == 2 for turn in turns)
    assert {turn["act"] for turn in turns} >= {"ask", "answer", "tell"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("nothing.db", "no such log"),
        ("postgresql://localhost/x", "--out FILE"),
        ("empty", "holds no decisions"),
        ("cut", "does not hold the domain"),
    ],
)
def test_sources_that_hold_no_dialogues_are_told(tmp_path, capsys, source, text):
    (tmp_path / "empty").write_text("")
    whole = logged(tmp_path, "plain").read_text().splitlines()
    (tmp_path / "cut").write_text("\n".join(line for line in whole if "domain_digest" not in line))
    place = source if "://" in source else str(tmp_path / source)
    assert main(["export", place]) == 2
    assert text in capsys.readouterr().err


def test_a_table_takes_them(lines, tmp_path):
    table = pytest.importorskip("pyarrow.json", reason="pyarrow is not installed: nothing to load the lines with")
    path: Path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert table.read_json(path).num_rows == len(lines)
