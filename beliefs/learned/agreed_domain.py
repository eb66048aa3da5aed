"""A domain with agreed weights, as YAML: what was weighed, by whom, and the groups as its stakeholders.

Everything but weights and stakeholders stays as it was written. Knows the text of a file, not files.
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from ..checks.checks import checked
from ..language.domain import Domain
from ..language.objectives import Objective, Stakeholder
from ..language.part import Provenance
from ..values.ballots import Ballot
from ..values.welfare import Agreement
from .learned_domain import slugs

__all__ = ["agreed_domain", "agreed_text"]

LEAST = 1e-6
"""What nobody gives weight is written so: a weight of zero would make its objective a limit alone."""
HEAD = """\
# The weights of the objectives were agreed by {who}: {process}; {when}.
"""


def agreed_domain(domain: Domain, full: Domain, ballots: Sequence[Ballot], found: Agreement, by: Provenance) -> Domain:
    """The domain with the agreed weights and the groups of voters as stakeholders.

    Args:
        domain: As written.
        full: The same, completed.
        ballots: Whose groups become stakeholders: their share is their number, their weights are their average.
        found: What was agreed.
        by: Who decided it.
    """
    declared = domain.objectives or dict.fromkeys(full.objectives, Objective())
    objectives = {
        key: objective.model_copy(update={"weight": max(found.weights[key], LEAST), "provenance": by})
        if key in found.weights
        else objective
        for key, objective in declared.items()
    }
    parties = _parties(ballots, by) or domain.stakeholders
    return checked(domain.model_copy(update={"objectives": objectives, "stakeholders": parties}))


def agreed_text(domain: Domain, full: Domain, ballots: Sequence[Ballot], found: Agreement, by: Provenance) -> str:
    """The YAML of `agreed_domain`."""
    agreed = agreed_domain(domain, full, ballots, found, by)
    plain = agreed.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if domain.personas:
        plain["personas"] = domain.personas  # no part of a domain's digest, so a dump leaves them out
    head = HEAD.format(who=by.who, process=by.process, when=by.when)
    return head + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)


def _parties(ballots: Sequence[Ballot], by: Provenance) -> dict[str, Stakeholder]:
    groups = sorted({ballot.group for ballot in ballots} - {""})
    found: dict[str, Stakeholder] = {}
    for key, group in zip(slugs(groups, "group"), groups, strict=True):
        mine = [ballot.weights for ballot in ballots if ballot.group == group]
        mean = {name: round(sum(weights[name] for weights in mine) / len(mine), 6) for name in mine[0]}
        speaks = by.model_copy(update={"who": f"{len(mine)} voters", "process": "the average of their ballots"})
        party = Stakeholder(name=group, share=len(mine), weights=mean, provenance=speaks)
        found[key] = party.model_copy(update={"provenance": speaks.model_copy(update={"speaks_for": group})})
    return found
