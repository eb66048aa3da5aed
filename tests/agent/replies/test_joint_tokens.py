import numpy as np
from edgewise.agent.replies.bank import question_from
from edgewise.agent.replies.joint_tokens import Marks, lay_out, padded
from hypothesis import given
from hypothesis import strategies as st

MARKS = Marks(begin=1, end=2, pad=0)
SIZE = question_from("Which size?", ("small", "very large"))
FEVER = question_from("Do you have a fever?", ("yes", "no"))


def tokens(text):
    return [10 + len(word) for word in text.split()]


def test_question_options_and_reply_stand_in_one_row():
    layout = lay_out("the big one", SIZE, tokens, MARKS)
    assert layout.ids == (1, 15, 15, 2, 15, 2, 14, 15, 2, 13, 13, 13, 2)
    assert layout.ids[slice(*layout.reply)] == (13, 13, 13)
    assert [layout.ids[slice(*span)] for span in layout.options] == [(2, 15), (2, 14, 15)]
    assert not layout.polar


def test_a_yes_no_question_is_laid_out_without_its_options():
    layout = lay_out("no", FEVER, tokens, MARKS)
    assert layout.polar
    assert layout.ids == (1, 12, 13, 14, 11, 16, 2, 12, 2)


@given(st.lists(st.text("ab ", max_size=300), min_size=1, max_size=5))
def test_padding_averages_each_part_and_marks_what_is_there(replies):
    layouts = [lay_out(reply, SIZE, tokens, MARKS) for reply in replies]
    batch = padded(layouts, MARKS)
    assert batch.mask.sum(1).tolist() == [len(layout.ids) for layout in layouts]
    np.testing.assert_allclose(batch.reply.sum(1), 1, rtol=1e-5)
    np.testing.assert_allclose(batch.options.sum(2), 1, rtol=1e-5)
    assert (batch.segments[:, 0] == 0).all()
    assert all(row[len(x.ids) :].sum() == 0 for row, x in zip(batch.ids, layouts, strict=True))
    assert max(len(layout.ids) for layout in layouts) < 128
