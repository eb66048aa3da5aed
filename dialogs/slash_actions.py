"""What each slash command does: controls go to the session, the rest to the terminal.

Free of wording about the belief: what is shown comes from the agent's own answers and records.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..beliefs.errors import DialogError
from .slash import COMMANDS, Spoken

if TYPE_CHECKING:
    from ..agent.session import Turn
    from .chat_loop import Chat

__all__ = ["act_on"]


def act_on(chat: Chat, spoken: Spoken) -> bool:
    """Carry a command out; False when it leaves."""
    name = spoken.command.name
    if name == "quit":
        return False
    if name == "help":
        rows = [(f"/{c.name} {c.argument}".strip(), c.summary) for c in COMMANDS]
        chat.screen.table("Commands", ("command", "what it does"), rows)
    elif name == "theme":
        _theme(chat, spoken.argument)
    elif name in ("save", "record"):
        _write(chat, name, spoken.argument)
    else:
        _control(chat, spoken)
    return True


def _control(chat: Chat, spoken: Spoken) -> None:
    given: dict[str, str] = {}
    if spoken.command.name in ("what-if", "correct"):
        facet, _, value = spoken.argument.partition("=")
        if not facet.strip():
            example = next(iter(chat.domain.facets), "FACT")
            raise DialogError(
                f"/{spoken.command.name} needs a fact", hint=f"for example /{spoken.command.name} {example}=..."
            )
        given |= {"facet": facet.strip(), "value": value.strip()}
    if spoken.command.name == "contest":
        given |= {"text": spoken.argument}
    if spoken.command.name == "profile":
        given |= _profile(spoken.argument)
    before = chat.last
    chat.show(_asked(chat, spoken.command.control, given))
    if spoken.command.name == "why" and before is not None:
        _why(chat, before.decision.rationale)


def _asked(chat: Chat, control: str, given: dict[str, str]) -> Turn:
    from pydantic import ValidationError

    from ..agent.events import Control

    try:
        wanted = Control.model_validate({"name": control, **given})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise DialogError(f"{wrong['loc'][-1]!r}: {wrong['msg']}", hint="see /help") from error
    return chat.session.control(**dict(wanted))


def _profile(argument: str) -> dict[str, str]:
    """``show``, ``on``, ``edit INTENT COUNT``, ``explore RATE``."""
    do, *rest = argument.split() or ["show"]
    given = {"do": do}
    if do == "edit" and len(rest) == 2:
        given |= {"intent": rest[0], "number": rest[1]}
    if do == "explore" and rest:
        given |= {"number": rest[0]}
    return given


def _why(chat: Chat, rationale: Mapping[str, object]) -> None:
    """The whole table: every response that was weighed, every question that was considered."""
    options = cast("list[dict[str, object]]", rationale.get("options") or [])
    rows = [
        (
            _name(option["response"]),
            " ".join(f"{objective} {value:+.2f}" for objective, value in _numbers(option["expected"])),
            " ".join(f"{objective} {value:.2f}" for objective, value in _numbers(option["tails"])),
            "" if option["admissible"] else f"limit on {_name(option['blocked_by'])}",
            f"{cast(float, option['score']):+.2f}" if option["admissible"] else "",
        )
        for option in options
    ]
    chat.screen.table(
        "What I could have done", ("response", "expected", "worst-case loss", "ruled out by", "score"), rows
    )
    questions = cast("list[dict[str, object]]", rationale.get("questions") or [])
    asked = [
        (
            _name(question["question"]),
            f"{cast(float, question['value']):+.2f}",
            f"{cast(float, question['gain_bits']):.2f}",
            f"{cast(float, question['cost']):.2f}",
        )
        for question in questions
    ]
    if asked:
        chat.screen.table("What I could have asked", ("question", "value", "bits", "cost"), asked)


def _numbers(values: object) -> list[tuple[str, float]]:
    return list(cast("dict[str, float]", values).items())


def _name(named: object) -> str:
    return str(cast("dict[str, str]", named)["name"]) if isinstance(named, dict) else ""


def _theme(chat: Chat, wanted: str) -> None:
    from .screen import THEMES, RichScreen

    if not isinstance(chat.screen, RichScreen):
        raise DialogError("plain output has no colours", hint="start the chat without --plain")
    names = list(THEMES)
    chat.screen.theme = wanted if wanted in THEMES else names[(names.index(chat.screen.theme) + 1) % len(names)]
    chat.screen.note(f"Theme: {chat.screen.theme}.")


def _write(chat: Chat, name: str, argument: str) -> None:
    """Write the transcript, or a script that can be run again."""
    suffix = "txt" if name == "save" else "dialog.yaml"
    path = Path(argument or f"{chat.name}.{suffix}")
    lines = chat.session.state["lines"]
    if name == "save":
        text = "".join(f"{line['role']}: {line['text']}\n" for line in lines)
    else:
        from .recording import script_of

        text = script_of(chat.domain.name, lines)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DialogError(f"cannot write {str(path)!r}: {error.strerror}", hint="name another file") from error
    chat.screen.note(f"Written to {path}.")
