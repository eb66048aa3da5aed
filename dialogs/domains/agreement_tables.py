"""An agreement as tables: what each group gets, the weights, and the cases that the ways to decide differ on.

Shows names, computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...beliefs.language.domain import Domain
from ...beliefs.values.welfare import Agreement, Differing

__all__ = ["agreement_tables"]

WAYS = ("agreed", "average", "majority")


def agreement_tables(domain: Domain, found: Agreement, most: int) -> Group:
    """Everything that voters should see before they are bound by it."""
    parts = [_gets(found), Text(), _weights(domain, found)]
    if found.differing:
        parts += [Text(), _cases(domain, found, most)]
    note = "100% is a group's best admissible response in every case, 0% its worst. Limits hold whatever is weighed."
    return Group(*parts, Text(), Text(note))


def _gets(found: Agreement) -> Table:
    table = Table("what each group gets", "voters", *WAYS, "least content voter", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in found.outcomes:
        got = (one.agreed, one.average, one.majority, one.least)
        table.add_row(Text(one.group or "everyone else"), str(one.voters), *(f"{share:.0%}" for share in got))
    table.add_row("all, as a product", str(found.voters), *(f"{found.welfare[way]:.0%}" for way in WAYS), "")
    return table


def _weights(domain: Domain, found: Agreement) -> Table:
    table = Table("weights", "agreed", "average", box=None, pad_edge=False)
    for key, weight in found.weights.items():
        table.add_row(Text(domain.objectives[key].name), f"{weight:.2f}", f"{found.average_weights[key]:.2f}")
    return table


def _cases(domain: Domain, found: Agreement, most: int) -> Table:
    table = Table("where they differ", "how often", *WAYS, box=None, pad_edge=False)
    for case in found.differing[:most]:
        said = [domain.responses[r].name or r for r in (case.agreed, case.average, case.majority)]
        table.add_row(Text(", ".join(_state(domain, case))), f"{case.probability:.1%}", *(Text(name) for name in said))
    if len(found.differing) > most:
        table.add_row(f"... and {len(found.differing) - most} more")
    return table


def _state(domain: Domain, case: Differing) -> Iterator[str]:
    yield domain.intents[case.intent].name
    for facet, value in case.facets.items():
        yield f"{domain.facets[facet].name}: {domain.facets[facet].values[value].name}"
