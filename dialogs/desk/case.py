"""One case as the person at the desk reads it: why it waits, what is known, what may be named, what was said.

Lines of text, broken between words. Knows neither commands nor how a case is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ...agent.keeping.desk_tables import CaseFile
    from ...agent.state.dialogue import Json, Line
    from ...beliefs.language.domain import Domain

__all__ = ["case_lines", "controls_in", "plain"]

INDENT = 13
LATEST = 12
"""Lines of the transcript that are shown."""

_TOLD = {"summary": "to user"}
"""What is worded for the user: "because you asked" is not said to the desk."""


def case_lines(
    case: CaseFile, lines: Sequence[Line], domain: Domain | None, controls: Mapping[int, str], width: int
) -> Iterator[str]:
    """A case as lines no wider than a screen; ``controls`` is what the user did without words, by turn."""
    yield f"{plain(case.session)}, turn {case.turn}: {case.status}"
    for label, text in (*_data(case.data), *_names(domain, case.data), *_said(lines, controls)):
        yield from wrap(
            text,
            max(width, 2 * INDENT),
            initial_indent=f"  {label:<{INDENT - 3}} ",
            subsequent_indent=" " * INDENT,
            break_on_hyphens=False,
        )


def controls_in(records: Sequence[Json]) -> dict[int, str]:
    """What the user did by a control and not by words, as it is typed in the chat, by the number of the turn."""
    found: dict[int, str] = {}
    for record in records:
        event = cast("Json", record.get("event", {}))
        if event.get("kind") == "controlled":
            found[cast(int, record["turn"])] = _typed(cast("Json", event["control"]))
    return found


def plain(text: object) -> str:
    """Text on one line, without what a terminal would obey."""
    from ...agent.state.safe_text import shown

    return " ".join(shown(str(text or "")).split())


def _typed(control: Json) -> str:
    name, facet, value = (str(control.get(key, "")) for key in ("name", "facet", "value"))
    more = f"{facet}={value}" if facet else value or str(control.get("text", ""))
    return f"/{name.replace('_', '-')} {more}".rstrip()


def _data(data: Json) -> Iterator[tuple[str, str]]:
    for key in ("summary", "reason", "constraint", "objection", "because", "suggested"):
        if data.get(key):
            yield _TOLD.get(key, key), plain(data[key])
    for facet, value in cast("dict[str, str]", data.get("known") or {}).items():
        yield "known", f"{plain(facet)}: {plain(value)}"
    for facet in cast("list[str]", data.get("unknown") or []):
        yield "unknown", plain(facet)


def _names(domain: Domain | None, data: Json) -> Iterator[tuple[str, str]]:
    """What `correct` and `attest` may name: intents by how likely they are, and facets with their values."""
    from ...beliefs.language.reserved import OWN_VALUES

    ids = {} if domain is None else {intent.name: key for key, intent in domain.intents.items()}
    for name, share in cast("list[tuple[str, float]]", data.get("intents") or []):
        yield f"{share:>8.0%}", _with_id(plain(name), ids.get(name, ""))
    for key, facet in domain.facets.items() if domain is not None else ():
        if key != OWN_VALUES and "operator" in facet.attest:
            yield "facet", f"{key} ({plain(facet.name)}): {', '.join(facet.values)}"


def _with_id(name: str, key: str) -> str:
    return name if key in ("", name) else f"{name} ({key})"


def _said(lines: Sequence[Line], controls: Mapping[int, str]) -> list[tuple[str, str]]:
    """The end of the transcript, each control before what it was answered with."""
    said = [(line["turn"], 1, f"{line['role']}:", plain(line["text"])) for line in lines]
    first = said[0][0] if said else 0
    said += [(turn, 0, "user:", plain(words)) for turn, words in controls.items() if turn >= first]
    return [(role, text) for _, _, role, text in sorted(said, key=lambda one: one[:2])][-LATEST:]
