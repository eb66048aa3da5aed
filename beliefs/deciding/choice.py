"""What goes into a decision besides the belief, and what comes out: the policy's own vocabulary.

`Progress` is where the dialogue stands, `Stance` is whose values count and in which role, `Choice` is the act.
Plain immutable data; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..acts import Act, EscalationReason, Reason
from ..belief.answers import Contrast
from ..belief.belief import Belief
from ..belief.model import AskModel
from ..language.objectives import Mode
from .rationale import Rationale

if TYPE_CHECKING:
    from ..refusing.refusal import Refusal

__all__ = ["DOMAIN_STANCE", "START", "Choice", "Progress", "Stance"]


@dataclass(frozen=True)
class Progress:
    """Where the dialogue stands."""

    asked: frozenset[str] = frozenset()
    """Ids of questions that were asked in this request."""
    questions_left: int = 5
    surprises: int = 0
    """Surprising replies in a row."""
    wants_person: bool = False
    answer_now: bool = False
    """The user said "just answer": no more questions; assumptions are stated and hard limits kept."""
    failed: str | None = None
    """What failed, when the local model did."""
    contradicted: bool = False
    """The user has told what is graver than somebody settled who may."""
    served: tuple[str, ...] = ()
    """Intents that were already served in this request."""
    declined: tuple[str, ...] = ()
    """Intents that were offered in this request, and the user wants none of them: no menu offers them again."""
    picked: tuple[str, ...] = ()
    """Intents that the user picked from a menu in this request: while they are probable, no menu offers them again."""
    requests: tuple[str, ...] = ()
    """Intents that hold together: served one after the other, not an ambiguity."""
    unread: frozenset[str] = frozenset()
    """Facets that were asked about twice, both times without an answer that could be read."""
    unprofiled: Belief | None = None
    """What is believed without the user's own profile, if there is one: every limit holds there, too."""

    @property
    def may_ask(self) -> bool:
        """Whether any question is left, and the user would hear it."""
        return self.questions_left > 0 and not self.answer_now


@dataclass(frozen=True)
class Stance:
    """Whose values count, and in which role the agent acts."""

    context: str | None = None
    weights: Mapping[str, float] | None = None
    """Weights over the soft objectives; an objective that is not named has weight 0."""
    mode: Mode | None = None
    draw: int | None = None
    """Seed of who speaks in mode ``distributional``, so that it stays one stakeholder for as long as it should; the
    decision's own seed by default."""


@dataclass(frozen=True, eq=False)
class Choice:
    """One decision."""

    act: Act
    reason: Reason
    rationale: Rationale
    response: str | None = None
    """Id of the response; None when asking."""
    question: AskModel | Contrast | None = None
    refusal: Refusal | None = None
    """What a limit withholds, also when a safe alternative is answered instead."""
    escalation: EscalationReason | None = None
    assumptions: Mapping[str, str] = field(default_factory=dict[str, str])
    """Facet -> the value that the answer assumes although it is not settled; of several intents, ``one|another``."""
    remaining: tuple[str, ...] = ()
    """Requests that are still to be served after this one."""
    shown: tuple[str, ...] = ()
    """Ids of the responses that are shown side by side, the leading one first; empty where there is only one."""


START = Progress()
"""Nothing asked yet."""

DOMAIN_STANCE = Stance()
"""The domain's own weights and limits."""
