"""Published results of automatic diagnosis by inquiry, to stand beside ours.

Figures are those of the Readme of DISCOpen-MedBox-DialoDiagnosis: accuracy, recall of what the patient knew,
mean questions. A data set is recognised by its labels or, where those are many, by its size.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["Published", "PublishedSet", "recognise"]


@dataclass(frozen=True)
class Published:
    """One method's figures; a classifier without dialogue asks nothing."""

    method: str
    accuracy: float
    questions: float | None = None
    recall: float | None = None


@dataclass(frozen=True)
class PublishedSet:
    """A data set and what is known of it."""

    name: str
    labels: frozenset[str]
    """Empty where only the size is known."""
    size: tuple[int, int]
    """Labels and findings."""
    results: tuple[Published, ...]


_VOLUNTEERED, _EVERYTHING = "classifier, volunteered only", "classifier, everything known"

_MZ4 = frozenset({"小儿支气管炎", "上呼吸道感染", "小儿腹泻", "小儿消化不良"})
_SETS = (
    PublishedSet(
        "Dxy",
        frozenset({"上呼吸道感染", "过敏性鼻炎", "小儿腹泻", "小儿手足口病", "肺炎"}),
        (5, 41),
        (
            Published("Flat-DQN", 0.731, 1.96, 0.110),
            Published("KR-DS", 0.740, 5.65, 0.399),
            Published("REFUEL", 0.721, 3.11, 0.186),
            Published("GAMP", 0.731, 2.84, 0.268),
            Published("HRL", 0.779, 8.61, 0.424),
            Published(_VOLUNTEERED, 0.682),
            Published(_EVERYTHING, 0.846),
        ),
    ),
    PublishedSet(
        "MZ-4",
        _MZ4,
        (4, 230),
        (
            Published("Flat-DQN", 0.681, 1.27, 0.062),
            Published("KR-DS", 0.678, 4.61, 0.177),
            Published("REFUEL", 0.716, 5.01, 0.215),
            Published("GAMP", 0.644, 2.93, 0.107),
            Published("HRL", 0.735, 5.08, 0.229),
            Published(_VOLUNTEERED, 0.671),
            Published(_EVERYTHING, 0.755),
        ),
    ),
    PublishedSet(
        "SymCat-SD-90",
        frozenset(),
        (90, 266),
        (
            Published("Flat-DQN", 0.343, 1.23, 0.023),
            Published("KR-DS", 0.357, 6.24, 0.388),
            Published("REFUEL", 0.347, 4.56, 0.161),
            Published("GAMP", 0.267, 1.36, 0.077),
            Published("HRL", 0.504, 6.48, 0.495),
            Published(_VOLUNTEERED, 0.308),
            Published(_EVERYTHING, 0.781),
        ),
    ),
)


def recognise(labels: Collection[str], findings: int) -> PublishedSet | None:
    """Return the published set with these labels, or with this many labels and findings where only that is known."""
    for known in _SETS:
        same = known.labels == frozenset(labels) if known.labels else known.size == (len(labels), findings)
        if same:
            return known
    return None
