"""Who says how they want what is offered takes it; who says how they do without declines."""

from __future__ import annotations

import pytest
from edgewise.agent.matching.offers import offer_told
from edgewise.agent.words.plain_words import plain_text

RECEIPT = "Would you like a receipt?"
TAXI = "Shall I book a taxi?"


@pytest.mark.parametrize(
    ("question", "reply", "told"),
    [
        (RECEIPT, "could you email it", 1),
        (RECEIPT, "my boss insists on one", 1),
        (RECEIPT, "I'll need it for my taxes", 1),
        (RECEIPT, "by email please", 1),
        (RECEIPT, "I already have one", -1),
        (RECEIPT, "I'd only throw it away", -1),
        (RECEIPT, "could you explain it", 0),
        (RECEIPT, "can you put it back", 0),
        (RECEIPT, "it's blue", 0),
        (RECEIPT, "I already have one, but send me a copy if you can", 0),
        (TAXI, "the sooner the better", 1),
        (TAXI, "I'd rather walk", -1),
        (TAXI, "I'll manage", -1),
        (TAXI, "maybe next time", -1),
        ("Do you like tea?", "I'll need it for my taxes", 0),
        ("Is there a receipt?", "could you email it", 0),
    ],
)
def test_an_offer_is_taken_up_or_declined_without_yes_or_no(question: str, reply: str, told: int) -> None:
    assert offer_told(plain_text(reply), question) == told
