"""The replies beyond the bank: whole, rightly labelled in form, and none of what was put aside."""

from edgewise.agent.replies.bank import BankReply, outcome_index, read_bank
from edgewise.agent.replies.said import read_said


def test_blocks_are_read_label_by_label(tmp_path):
    path = tmp_path / "said.txt"
    path.write_text(
        "Q: Is it dry? | yes | no\nyes: as a bone | bone: dry\nno: it drips\n\nQ: Which? | a b | c\na b: it\n"
    )
    dry, which = ("Is it dry?", ("yes", "no")), ("Which?", ("a b", "c"))
    assert read_said(path) == [
        BankReply(*dry, "as a bone", "yes", "train"),
        BankReply(*dry, "bone: dry", "yes", "train"),
        BankReply(*dry, "it drips", "no", "train"),
        BankReply(*which, "it", "a b", "train"),
    ]


def test_what_ships_is_labelled_by_its_own_options():
    said = read_said()
    assert len(said) > 100_000
    assert all(0 <= outcome_index(reply) < len(reply.pending.outcomes) for reply in said)


def test_nothing_that_was_put_aside_is_among_them():
    aside = [reply for split in ("dev", "test") for reply in read_bank(split=split)]
    said = read_said()
    assert not {r.reply.strip().lower() for r in aside} & {r.reply.strip().lower() for r in said}
    assert not {r.question.strip().lower() for r in aside} & {r.question.strip().lower() for r in said}
