"""What a paused graph shows to the person who has to decide, and how the person's reply is read.

One payload carries both shapes that interfaces read: Agent Inbox (``action_request``, ``config``, ``description``) and
LangChain's human in the loop (``action_requests``, ``review_configs``); replies of both are understood, and plain ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ..beliefs.errors import EdgewiseError
from .rights.person import check_worded
from .state.dialogue import DialogueState, Json
from .state.events import PersonAct

__all__ = ["NOT_UNDERSTOOD", "UserText", "acts_in", "payload"]

ACTION = "take_over"
NOT_UNDERSTOOD = "the reply was not understood: send words, or an act such as {'do': 'hand_back'}"


class UserText(str):
    """A message of the user, who went on writing while a person has the word."""

    __slots__ = ()


def payload(state: DialogueState, problem: str = "", said: str = "") -> Json:
    """What to show: ``said`` to the user, the rest to the person; ``suggested`` is sent when it is simply accepted.

    A parent graph gets the messages of a paused subgraph only when it goes on, so what was said has to come along.
    """
    package = dict(state["handoff"] or {})
    about = f"{package.get('summary', 'The user asked for a person.')}"
    arguments = {"session": state["session"], "suggested": package.get("suggested", ""), "handoff": package}
    action = {"name": ACTION, "args": arguments, "description": about}
    allowed = ["approve", "edit", "reject", "respond"]
    return {
        "action_request": {"action": ACTION, "args": arguments},
        "config": {"allow_accept": True, "allow_edit": True, "allow_respond": True, "allow_ignore": True},
        "description": f"{problem}\n\n{about}" if problem else about,
        "action_requests": [action],
        "said": said,
        "review_configs": [{"action_name": ACTION, "allowed_decisions": allowed}],
    }


def acts_in(resumed: object, state: DialogueState) -> list[PersonAct | UserText]:
    """What a reply asks for; empty when it is not understood."""
    try:
        return _acts(resumed, str((state["handoff"] or {}).get("suggested", "")))
    except (EdgewiseError, KeyError, TypeError):
        return []


def _acts(resumed: object, suggested: str) -> list[PersonAct | UserText]:
    if isinstance(resumed, str):
        return [PersonAct(do="resolve", text=resumed)] if resumed.strip() else []
    if isinstance(resumed, Sequence):
        return [act for one in cast("Sequence[object]", resumed) for act in _acts(one, suggested)]
    if not isinstance(resumed, Mapping):
        return []
    fields = cast("Mapping[str, object]", resumed)
    if "decisions" in fields:
        return _acts(fields["decisions"], suggested)
    if "user" in fields:
        return [UserText(str(fields["user"]))]
    act = PersonAct.model_validate(fields) if "do" in fields else _of_kind(fields, suggested)
    check_worded(act)
    return [act]


def _of_kind(fields: Mapping[str, object], suggested: str) -> PersonAct:
    """One decision of either interface."""
    kind, said = str(fields["type"]), fields.get("args", fields.get("message"))
    words = said if isinstance(said, str) else ""
    if kind in ("accept", "approve"):
        return PersonAct(do="resolve", text=suggested)
    if kind in ("ignore", "reject"):
        return PersonAct(do="hand_back", text=words)
    if kind in ("response", "respond"):
        return PersonAct(do="resolve", text=words)
    edited = cast("Mapping[str, object]", fields.get("edited_action", said))
    given = cast("Mapping[str, object]", edited["args"])
    act = {key: value for key, value in given.items() if key in PersonAct.model_fields}
    return PersonAct.model_validate(act if "do" in act else {"do": "resolve", "text": given.get("suggested", "")})
