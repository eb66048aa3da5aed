import numpy as np
import pytest
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.models.encoder import HashEncoder, load_encoder
from edgewise.agent.models.memo import Memo
from edgewise.agent.replies import joint
from edgewise.agent.replies.bank import question_from
from edgewise.agent.replies.joint import joint_of
from edgewise.agent.replies.weighing import read_reply

DOG = question_from("Do you have a dog?", ("yes", "no"))
SIZE = question_from("Which size?", ("small", "large"))
AGE = question_from("How old are you?", ("0-12 years", "12+ years"))


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(device="cpu")


def test_another_encoder_or_none_has_no_joint_reading():
    assert joint_of(None) is None
    assert joint_of(HashEncoder()) is None


def test_the_packaged_encoder_has_one_also_behind_a_memo(encoder):
    joint = joint_of(encoder)
    assert joint is not None
    assert joint_of(Memo(encoder)) is joint


def test_without_the_file_the_other_features_do(encoder, monkeypatch, tmp_path):
    monkeypatch.setattr(joint, "JOINT", tmp_path / "none.npz")
    assert joint_of(encoder) is None
    assert read_reply("yes, two of them", DOG, encoder=encoder).best == "yes"


def test_each_reply_gets_the_outcomes_of_its_own_question(encoder):
    joint = joint_of(encoder)
    read = joint.read(["a big one", "34", "two of them"], [SIZE, AGE, DOG])
    assert [len(row) for row in read] == [5, 5, 5]
    for row in read:
        assert np.exp(row).sum() == pytest.approx(1, abs=1e-4)


def test_yes_stands_where_the_question_has_it(encoder):
    joint = joint_of(encoder)
    turned = PendingQuestion("d", DOG.text, "yesno", (Option("n", "no"), Option("y", "yes")))
    (row, back) = joint.read(["two of them"] * 2, [DOG, turned])
    np.testing.assert_allclose(row[[0, 1]], back[[1, 0]], atol=1e-5)


def test_a_menu_longer_than_is_laid_out_still_has_all_its_outcomes(encoder):
    many = question_from("Which one?", tuple(f"thing {c}" for c in "abcdefghijklmnopqrst"))
    (row,) = joint_of(encoder).read(["thing b"], [many])
    assert row.shape == (23,)
    assert np.isfinite(row).all()


@pytest.mark.parametrize("text", ["x" * 100_000, "yes " * 5_000, "\x00\x07", "\ud800 ok", "9" * 5_000])
def test_hostile_texts_are_read(encoder, text):
    for question in (DOG, SIZE, AGE):
        assert np.isfinite(list(read_reply(text, question, encoder=encoder).log_likelihood.values())).all()


def test_where_an_amount_is_said_question_and_reply_are_not_read_together(encoder, monkeypatch):
    seen = []
    real = joint.Joint.read
    monkeypatch.setattr(
        joint.Joint, "read", lambda self, texts, questions: seen.extend(texts) or real(self, texts, questions)
    )
    assert read_reply("I'm 34", AGE, encoder=encoder).best == "12+ years"
    assert seen == []
    read_reply("not telling", AGE, encoder=encoder)
    assert seen == ["not telling"]
