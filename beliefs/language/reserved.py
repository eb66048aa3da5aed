"""Names that the language keeps for itself: a domain cannot give them to anything of its own."""

from __future__ import annotations

__all__ = ["INTENT", "OTHER", "OWN_VALUES", "UNSURE", "WITHHELD"]

INTENT = "intent"
"""What a question or a placeholder is about that is not about a facet: the wish itself."""

OTHER = "other"
"""The built-in intent: out of scope."""

OWN_VALUES = "own-values"
"""The built-in hidden facet of a domain with profiles: which of them is the user's own. Nothing may name it."""

UNSURE = "unsure"
"""The answer of somebody who does not know."""

WITHHELD = "withheld"
"""The answer of somebody who would rather not say."""
