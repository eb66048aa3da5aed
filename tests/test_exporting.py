"""Dialogues as data: chat messages, vectors, pairs, shares; one shape for every line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from edgewise.dialogs.batch import simulate
from edgewise.dialogs.cli import main
from simulated import clinic


@pytest.fixture(scope="module", params=["belief", "text"])
def lines(request, tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("run")
    count = 150 if request.param == "belief" else 60
    simulate(clinic(count, fidelity=request.param, reader="clear"), folder)
    assert main(["export", str(folder)]) == 0
    return [json.loads(line) for line in (folder / "dialogues.jsonl").read_text().splitlines()]


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


def test_a_table_takes_them(lines, tmp_path):
    table = pytest.importorskip("pyarrow.json", reason="pyarrow is not installed: nothing to load the lines with")
    path: Path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert table.read_json(path).num_rows == len(lines)
