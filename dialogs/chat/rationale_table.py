"""A rationale as tables: what is believed, every option with its vector and tails, the questions considered.

Works from the record alone, so a stored decision looks the same as a fresh one. Names only; ids are for `--json`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...beliefs.deciding.rationale import OptionView, Rationale
from ...beliefs.language.defaults import humanise
from ...beliefs.refusing.refusal import BindingState, Refusal
from ...beliefs.refusing.unlocks import Unlock

__all__ = ["rationale_tables", "refusal_lines"]

MOST_OPTIONS = 12
MOST_QUESTIONS = 6


def rationale_tables(rationale: Rationale, *, options: int = MOST_OPTIONS) -> Group:
    """Everything that was weighed."""
    parts: list[RenderableType] = [_beliefs(rationale), Text(), _options(rationale, options)]
    if rationale.views:
        parts += [Text(), _views(rationale)]
    if rationale.questions:
        parts += [Text(), _questions(rationale)]
    return Group(*parts, Text(), *(Text(line) for line in _notes(rationale)))


def refusal_lines(refusal: Refusal) -> list[str]:
    """What a limit withholds and what would change that."""
    lines = [
        f"withheld: {refusal.blocked.name}; the worst {1 - refusal.alpha:.0%} lose {refusal.tail:.2f} on"
        f" {refusal.limit.name}, at most {refusal.at_most:.2f} is allowed"
    ]
    lines += [f"  because {_state(state)}" for state in refusal.states[:3]]
    if refusal.alternative:
        lines.append(f"  instead: {refusal.alternative.name}")
    lines += [f"  would change it: {_unlock(unlock)}" for unlock in refusal.unlocks[:3]]
    return [*lines, f"  appeal: {refusal.appeal}"]


def _state(state: BindingState) -> str:
    facts = [f"{facet.name} is {value.name}" for facet, value in state.facets]
    return f"{', '.join([f'“{state.intent.name}” is wanted', *facts])} ({state.probability:.1%}, loss {state.loss:.2f})"


def _unlock(unlock: Unlock) -> str:
    parts: list[str] = []
    for side, says in (("user", "the user says"), ("operator", "an operator vouches")):
        answers = [answer for answer, by in zip(unlock.answers, unlock.by, strict=True) if by == side]
        facts = " and ".join(f"{facet.name} is {value.name}" for facet, value in answers)
        parts += [f"{says} that {facts}"] if facts else []
    return f"{' and '.join(parts)} ({unlock.probability:.0%})"


def _beliefs(rationale: Rationale) -> Table:
    table = Table("believed", "", box=None, pad_edge=False, header_style="bold")
    table.add_row("what is wanted", ", ".join(f"{s.of.name} {s.probability:.0%}" for s in rationale.intents))
    facets: dict[str, list[str]] = {}
    for share in rationale.facets:
        if share.facet is not None:
            facets.setdefault(share.facet.name, []).append(f"{share.of.name} {share.probability:.0%}")
    for name, shares in facets.items():
        table.add_row(name, ", ".join(shares))
    return table


def _options(rationale: Rationale, most: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("could do")
    objectives = list(rationale.options[0].expected) if rationale.options else []
    for objective in objectives:
        table.add_column(humanise(objective), justify="right")
    for limit in rationale.limits:
        table.add_column(f"worst {1 - limit.alpha:.0%} (≤ {limit.at_most:g})", justify="right")
    table.add_column("score", justify="right")
    table.add_column("")
    for option in rationale.options[:most]:
        table.add_row(*_cells(rationale, option), style="" if option.admissible else "dim")
    if len(rationale.options) > most:
        table.add_row(f"... and {len(rationale.options) - most} more")
    return table


def _cells(rationale: Rationale, option: OptionView) -> Iterator[str]:
    yield option.response.name
    yield from (f"{value:+z.2f}" for value in option.expected.values())
    yield from (f"{option.tails[limit.objective.id]:z.2f}" for limit in rationale.limits)
    yield f"{option.score:+z.2f}"
    notes = [f"breaks {option.blocked_by.name}"] if option.blocked_by else ["on the front"] if option.on_front else []
    if rationale.response == option.response:
        notes.insert(0, "chosen")
    yield ", ".join(notes)


def _questions(rationale: Rationale) -> Table:
    table = Table("could ask", "value", "bits", "cost", "", box=None, pad_edge=False, header_style="bold")
    for column in table.columns[1:4]:
        column.justify = "right"
    for seen in rationale.questions[:MOST_QUESTIONS]:
        mark = "chosen" if rationale.question == seen.question else ""
        table.add_row(seen.question.name, f"{seen.value:+.3f}", f"{seen.gain_bits:.2f}", f"{seen.cost:.2f}", mark)
    table.add_row(
        "nothing: respond now", f"{rationale.respond_value:+.3f}", "", "", "" if rationale.question else "chosen"
    )
    return table


def _views(rationale: Rationale) -> Table:
    """Whose view is what, and how content each is with what was chosen."""
    table = Table("view", "share", "holds best", "content", box=None, pad_edge=False, header_style="bold")
    for column in (table.columns[1], table.columns[3]):
        column.justify = "right"
    for view in rationale.views:
        name = f"{view.party.name} (speaks)" if rationale.spoke == view.party else view.party.name
        table.add_row(Text(name), f"{view.share:.0%}", Text(view.response.name), f"{view.utility:.0%}")
    return table


def _notes(rationale: Rationale) -> Iterator[str]:
    if rationale.only_declines:
        yield "nothing may be done but declining or handing over"
    if rationale.runner_up:
        yield f"runner-up: {rationale.runner_up.name}, behind by {rationale.margin:.3f}"
    if rationale.stability:
        flips = [f"{kind} {share:.0%}" for kind, share in rationale.stability.flips.items() if share > 0]
        yield f"stability: {rationale.stability.share:.0%} of variants choose otherwise" + (
            f" ({', '.join(flips)})" if flips else ""
        )
    if rationale.planner:
        yield f"planner: {rationale.planner}, depth {rationale.depth}" + ("" if rationale.complete else ", cut short")
    if rationale.values_set_by:
        yield f"values and limits set by: {'; '.join(rationale.values_set_by)}"
