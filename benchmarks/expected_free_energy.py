"""The expected-free-energy rule of `pymdp` as a planner, where `inferactively-pymdp` is installed."""

from __future__ import annotations


def available() -> bool:
    return False


class ExpectedFreeEnergy:
    pass
