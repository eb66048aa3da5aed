"""A few labelled replies: to a menu, to a yes/no question, to one for a number."""

from edgewise.agent.replies.bank import BankReply

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
