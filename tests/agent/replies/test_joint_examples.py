"""What the joint network is shown in an epoch: the bank's replies, turned where turning keeps what they mean."""

import random

import pytest
from edgewise.agent.replies.bank import BankReply
from edgewise.agent.replies.joint_examples import Example, Recipe, asked_after, epoch_of, first_epoch, misses
from wood_replies import MENU, ROWS


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


@pytest.mark.parametrize("right", [True, False])
def test_an_answer_beside_a_question_after_an_option_is_yes_or_no(right):
    for seed in range(20):
        row = asked_after(ROWS[0], right, random.Random(seed)).row
        assert (row.reply, row.options) == (ROWS[0].reply, ("yes", "no"))
        assert row.label == ("yes" if right else "no")
        assert ("oak" in row.question.lower()) is right


def test_the_first_epoch_has_all_made_up_and_both_questions_after_options():
    made = [BankReply("Is it dry?", ("yes", "no"), "quite wet", "no")]
    shown = [example.row for example in first_epoch(made, ROWS, random.Random(0))]
    assert shown[0] == made[0]
    after = shown[1:]
    assert {row.reply for row in after} == {row.reply for row in ROWS if row.label in (*MENU, "12+ years")}
    assert sorted(row.label for row in after) == ["no"] * 8 + ["yes"] * 8
