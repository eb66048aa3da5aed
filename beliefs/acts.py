"""What can be done in a turn, and why: the names of acts and of their reasons."""

from __future__ import annotations

from typing import Literal

__all__ = ["Act", "EscalationReason", "Reason", "ResponseKind"]

Act = Literal["answer", "ask", "refuse", "escalate"]

ResponseKind = Literal["answer", "refuse", "escalate"]

EscalationReason = Literal[
    "asked_for_person",
    "model_failed",
    "red_flag",
    "contradicted",
    "surprise",
    "out_of_scope",
    "constraint_unresolved",
    "not_understood",
    "unstable",
    "best_by_value",
]

Reason = Literal[
    "best_by_value",
    "worth_asking",
    "first_chance",
    "settle_limit",
    "answer_now",
    "limit_binds",
    "triggered",
]
