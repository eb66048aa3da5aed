"""The ledger: from everything that was heard and still stands to the belief that follows from it.

A belief is a fold over the ledger, so taking something back or putting it right is exact: the ledger changes and is
folded anew. Only an operator or the system can attest a facet, and only where the domain lets them: that silences
what lower sources say about it, and does not drift. Likelihoods are worked out from the model when it is folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from ..arrays import FLOOR
from ..language.reserved import OWN_VALUES
from .answers import attestation, claim_question, contrast, read_answer
from .belief import Belief, Origin, Reading
from .drift import drifted, rates
from .evidence import RANK, VOUCHING, Evidence
from .model import Model
from .statements import Statement

__all__ = ["attests", "drifts", "facet_of", "goes_on", "gone_on", "in_force", "posterior", "reading"]

REPEAT = 0.25
"""Weight of saying the same a second time; a third time weighs the square, and so on."""


def attests(model: Model, item: Evidence) -> bool:
    """Whether an entry settles its facet: from any other source it is a claim like any."""
    if item.statement.kind != "attest":
        return False
    entitled = ("user",) if item.statement.facet == OWN_VALUES else VOUCHING
    return item.source in entitled and item.source in model.domain.facets[item.statement.facet].attest


def facet_of(model: Model, item: Evidence) -> str:
    """The facet that an entry is about, or nothing."""
    if item.statement.kind == "answer":
        return model.facets[model.question(item.statement.question).facet].id
    return item.statement.facet


def in_force(model: Model, ledger: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the entries that count: those about a facet that a higher source attested are silent.

    About a user's own values only the user's words count.
    """
    settled: dict[str, int] = {}
    ledger = [item for item in ledger if item.statement.facet != OWN_VALUES or item.source == "user"]
    for item in ledger:
        if attests(model, item):
            facet = item.statement.facet
            settled[facet] = max(settled.get(facet, 0), RANK[item.source])
    return tuple(item for item in ledger if RANK[item.source] >= settled.get(facet_of(model, item), 0))


MOST_READ = 1024
"""Answers whose readings are kept, by model."""

_READ: WeakKeyDictionary[Model, dict[object, Reading]] = WeakKeyDictionary()


def reading(model: Model, item: Evidence) -> Reading:
    """What an entry says about the state, at full weight; not to be changed, the same answer shares it."""
    statement = item.statement
    if statement.kind == "said":
        return Reading(intents=np.array(statement.intents))
    named = (statement.kind, statement.question, statement.members, statement.facet)
    key = (*named, *statement.outcomes.items(), attests(model, item))
    known = _READ.setdefault(model, {})
    found = known.get(key)
    if found is None:
        if len(known) >= MOST_READ:
            known.clear()
        found = known[key] = _reading(model, item)
    return found


def _reading(model: Model, item: Evidence) -> Reading:
    statement = item.statement
    if statement.kind == "weigh":
        return _own_values(model, statement)
    if statement.kind == "pick":
        question = contrast(model, statement.members, name=statement.question or None)
    elif attests(model, item):
        return attestation(model, statement.facet, next(iter(statement.outcomes)))
    elif statement.kind == "answer":
        question = model.question(statement.question)
    else:
        question = claim_question(model, statement.facet)
    return read_answer(model, question, statement.outcomes)


def _own_values(model: Model, statement: Statement) -> Reading:
    space = model.facet(OWN_VALUES)
    logs = np.array([statement.outcomes.get(value, FLOOR) for value in space.values])
    return Reading(facets={model.facet_index[OWN_VALUES]: logs[:, None]})


def posterior(
    prior: Belief, ledger: Sequence[Evidence], *, rate: float | None = None, turn: int | None = None
) -> Belief:
    """Fold the ledger into the belief at a turn.

    What was attested comes first and stays: it is where everything else starts and where drift leads back to.

    Args:
        prior: The belief before anything was heard; it may have a batch axis.
        ledger: Entries in any order; they are folded by turn.
        rate: Drift per turn, of every part of the state; by default the domain's for what is wanted, and each
            facet's own.
        turn: Now; the turn of the last entry by default.

    Returns:
        The belief, whose ``log_evidence`` is that of the last turn heard, however many entries it had.
    """
    model, origin = prior.model, Origin(prior, tuple(ledger), rate, turn)
    facets = rates(model) if rate is None else None
    rate = model.domain.drift if rate is None else rate
    entries = in_force(model, ledger)
    vouched = [item for item in entries if attests(model, item)]
    heard = sorted((item for item in entries if not attests(model, item)), key=lambda item: item.turn)
    last = max((item.turn for item in entries), default=0)
    evidence = np.zeros(())
    for item in vouched:
        prior = prior.update(reading(model, item))
        evidence = evidence + prior.log_evidence if item.turn == last else evidence
    belief, now = prior, heard[0].turn if heard else last
    for item, weight in zip(heard, _tempered(heard), strict=True):
        belief = drifted(belief, prior, rate, item.turn - now, facets=facets).update(
            _weighted(reading(model, item), weight)
        )
        evidence = evidence + belief.log_evidence if item.turn == last else evidence
        now = item.turn
    belief = drifted(belief, prior, rate, max(turn - now, 0), facets=facets) if turn is not None else belief
    return Belief(model, belief.log_intents, belief.shared, evidence, belief.changed, origin)


def goes_on(model: Model, ledger: Sequence[Evidence]) -> bool:
    """Whether the belief is that in all entries but the last, and then the last: nothing moves, nobody vouches."""
    turns = [item.turn for item in ledger]
    plain = all(item.statement.kind not in ("attest", "weigh") for item in ledger)
    return bool(ledger) and plain and turns == sorted(turns) and not drifts(model)


def gone_on(before: Belief, ledger: Sequence[Evidence]) -> Belief:
    """`posterior` from the belief in all entries but the last, to the same bits, where it `goes_on`."""
    model, item = before.model, ledger[-1]
    *_, weight = _tempered(ledger)
    belief = before.update(_weighted(reading(model, item), weight))
    together = len(ledger) > 1 and ledger[-2].turn == item.turn
    evidence = (before.log_evidence if together else np.zeros(())) + belief.log_evidence
    origin = before.origin and replace(before.origin, ledger=tuple(ledger))
    return Belief(model, belief.log_intents, belief.shared, evidence, belief.changed, origin)


def drifts(model: Model) -> bool:
    """Whether any part of the state moves by itself: if not, the same is believed alike in every later turn."""
    return model.domain.drift > 0 or any(rates(model))


def _tempered(items: Sequence[Evidence]) -> Iterator[float]:
    """Weights: what says the same as an earlier entry counts for less each time."""
    before = Counter[str]()
    for item in items:
        mark = item.statement.same
        yield item.weight * REPEAT ** before[mark]
        before[mark] += bool(mark)


def _weighted(evidence: Reading, weight: float) -> Reading:
    """Log-likelihoods times a weight; what is impossible stays so unless it weighs nothing."""
    if weight == 1:
        return evidence
    intents = None if evidence.intents is None else np.maximum(evidence.intents, FLOOR) * weight
    return Reading(intents, {k: np.maximum(part, FLOOR) * weight for k, part in evidence.facets.items()})
