"""Tuning on a small random BERT: it must learn what can be learnt, and the same twice."""

import random

import numpy as np
import pytest
import torch
from edgewise.agent.joint_fit import Example, Recipe, States, epoch_of, misses, tune
from edgewise.agent.joint_network import JointNetwork, base_weights
from edgewise.agent.joint_tokens import Marks, lay_out, padded
from edgewise.agent.reply_bank import BankReply, outcome_index
from transformers import BertConfig, BertModel

MARKS = Marks(begin=1, end=2, pad=0)
MENU = ("oak", "pine", "beech")
ROWS = [
    *(BankReply("Which wood?", MENU, f"{name} {word}", name) for name in MENU for word in ("please", "then")),
    *(
        BankReply("Is it hot?", ("yes", "no"), f"{word} {name}", name)
        for name in ("yes", "no")
        for word in ("oh", "um")
    ),
    BankReply("Is it hot?", ("yes", "no"), "cannot tell", "unsure"),
    BankReply("Which wood?", MENU, "the second", "pine"),
    BankReply("How old?", ("0-12 years", "12+ years"), "34", "12+ years"),
]
SHORT = Recipe(
    epochs=24, rate=5e-3, head_rate=1e-2, batch=8, variants=6, tuned=1, rank=4, drop=0.0, smoothing=0.0, swapped=0.0
)


def tokens(text):
    return [3 + sum((i + 1) * ord(c) for i, c in enumerate(word)) % 90 for word in text.split()]


def laid(row):
    return lay_out(row.reply, row.pending, tokens, MARKS)


@pytest.fixture(scope="module")
def base():
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=100, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=96
    )
    return base_weights(BertModel(config))


def tuned(base):
    torch.manual_seed(0)
    return tune(ROWS, States(JointNetwork(base, tuned=SHORT.tuned), laid, MARKS), base, SHORT)


def test_what_it_was_shown_it_knows(base):
    network = tuned(base)
    for row in ROWS[:-1]:
        log_p = network.read(padded([laid(row)], MARKS))[0]
        assert int(log_p.argmax()) == outcome_index(row), row


def test_the_same_seed_gives_the_same_network(base):
    one, two = tuned(base).arrays(), tuned(base).arrays()
    assert one.keys() == two.keys()
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_an_epoch_turns_menus_but_not_where_the_place_is_said():
    recipe = Recipe(left_out=0.0, off_menu=1.0, moved=1.0)
    menus = {ex.row.options for seed in range(9) for ex in epoch_of(ROWS[:1], random.Random(seed), recipe)}
    assert len(menus) > 2
    placed = [ROWS[-2]]
    assert [ex.row.options for ex in epoch_of(placed, random.Random(0), recipe)] == [MENU]


def test_an_answer_whose_option_is_off_the_menu_is_other():
    shown = epoch_of(ROWS[:1], random.Random(0), Recipe(off_menu=1.0, left_out=0.0))
    off = [ex for ex in shown if "oak" not in ex.row.options]
    assert [ex.row.label for ex in off] == ["other"]
    assert [ex.target for ex in off] == [-1]


def test_targets_count_special_outcomes_from_the_end():
    assert Example(ROWS[0]).target == 0
    assert Example(BankReply("Is it hot?", ("no", "yes"), "yes", "yes")).target == 0
    assert Example(BankReply("Is it hot?", ("yes", "no"), "dunno", "unsure")).target == -3


def test_an_answer_beside_another_question_is_other():
    rows = [ROWS[1], BankReply("Is it hot?", ("yes", "no"), "um no", "no")]
    shown = [ex for seed in range(20) for ex in epoch_of(rows, random.Random(seed), Recipe(off_menu=0.0, swapped=1.0))]
    moved = [ex.row for ex in shown if ex.row.label == "other"]
    assert {(row.question, row.reply) for row in moved} == {("Is it hot?", ROWS[1].reply), ("Which wood?", "um no")}


@pytest.mark.parametrize(
    ("reply", "question", "options", "missing"),
    [
        ("9", "Is it hot?", ("yes", "no"), True),
        ("19", "Are you over 18?", ("yes", "no"), False),
        ("never", "Is it hot?", ("yes", "no"), False),
        ("birch", "Which wood?", MENU, True),
        ("not oak", "Which wood?", MENU, False),
        ("the second", "Which wood?", MENU, False),
        ("birch", "How old?", ("0-12 years", "12+ years"), True),
        ("ten", "How old?", ("0-12 years", "12+ years"), False),
    ],
)
def test_a_reply_misses_a_question_where_no_rule_finds_an_answer(reply, question, options, missing):
    assert misses(reply, BankReply(question, options, reply, "other").pending) is missing
