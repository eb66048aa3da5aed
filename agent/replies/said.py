"""Labelled replies beyond the bank: what was said to 15,186 questions, for the joint network to learn from.

Blocks apart by an empty line: `Q: question | option | option`, then a line for each label, `label: reply | reply`.
Some three dozen hands wrote them for this; nothing that was put aside for testing is among them. The last blocks are
the questions of the example domains, whose replies say what a domain means by its options.
"""

from __future__ import annotations

from pathlib import Path

from .bank import BankReply

__all__ = ["SAID", "read_said"]

SAID = Path(__file__).with_name("said.txt")
_ASKED, _NEXT = "Q: ", " | "


def read_said(path: Path = SAID) -> list[BankReply]:
    """All of the replies, question by question."""
    return [reply for block in path.read_text(encoding="utf-8").split("\n\n") for reply in _block(block.strip())]


def _block(text: str) -> list[BankReply]:
    head, *lines = text.splitlines()
    question, *options = head.removeprefix(_ASKED).split(_NEXT)
    told = [line.split(": ", 1) for line in lines]
    return [
        BankReply(question, tuple(options), reply, label, "train")
        for label, all_ in told
        for reply in all_.split(_NEXT)
    ]
