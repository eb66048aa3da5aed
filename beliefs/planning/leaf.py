"""What a belief is worth where the search stops: a leaf fitted to what simulated dialogues went on to earn.

    f(b, n)    = max(V_0(b), min(gamma Rbar(b) - c_min, theta . phi(b, n)))
    leaf(b, n) = V_0(b) + trust (f(b, n) - V_0(b))

``Rbar`` is the value if all were known and the bound says that nothing is learnt for less than one question.
The features ``phi`` are V_0, Rbar, the entropy H, the top probability, the entropy G over which response would
be best if all were known, and the share n of the budget that is used: they have no size, so a leaf stays
good for a problem whose hypotheses were regrouped. It knows nothing of how dialogues are simulated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import TINY, Array, Indices
from .lookahead import Compiled, Expected

__all__ = ["FEATURES", "Leaf", "features", "fit"]

FEATURES = (
    *("1", "V0", "Rbar", "H", "sqrt H", "H^2", "p1", "p1^2", "(Rbar-V0)^2", "n", "n H", "n^2", "n (Rbar-V0)"),
    *("G", "sqrt G", "n G"),
)


@dataclass(frozen=True)
class Leaf:
    """A fitted leaf; without coefficients it is ``V_0`` alone."""

    theta: tuple[float, ...] = ()
    """Coefficients of `FEATURES`."""
    budget: int = 0
    """The budget that share n refers to."""
    cheapest: float = 0.0
    """Cost of the cheapest question."""
    trust: float = 1.0
    """Share of the fitted advantage over responding that counts. The fit averages over which questions are
    left, and a maximum over many children picks its errors: a deep search does better to believe it in part."""

    def __call__(self, tables: Compiled, belief: Array, left: Indices) -> Array:
        """Value of beliefs ``[M, N]`` with ``left [M]`` questions to go."""
        across = np.ascontiguousarray(belief.T)
        expected = tables.expected(across)
        if not self.theta:
            return expected.now
        phi = features(across, expected, self.used(left))
        later = np.minimum(np.array(self.theta) @ phi, tables.gamma * expected.ideal - self.cheapest)
        ahead = np.where(left > 0, np.maximum(later - expected.now, 0.0), 0.0)
        return expected.now + self.trust * ahead

    def used(self, left: Indices) -> Array:
        """Share of the budget that is used when ``left`` questions may still be asked."""
        return np.clip(1.0 - left / max(self.budget, 1), 0.0, 1.0)


def features(across: Array, expected: Expected, used: Array) -> Array:
    """Features of beliefs laid out hypotheses first, ``across [N, M]``: the result is ``[F, M]``.

    Long rows make reductions over few hypotheses fast: a search spends most of its time here.
    """
    h, p1 = _entropy(across), across.max(axis=0)
    # Entropy over which response would be best: what is not known but does not matter is left out.
    g = h if len(expected.groups) == len(across) else _entropy(expected.groups)
    gap = expected.ideal - expected.now
    phi = np.empty((len(FEATURES), len(h)))
    phi[0], phi[1], phi[2], phi[3], phi[6] = 1.0, expected.now, expected.ideal, h, p1
    np.sqrt(h, out=phi[4])
    np.multiply(h, h, out=phi[5])
    np.multiply(p1, p1, out=phi[7])
    np.multiply(gap, gap, out=phi[8])
    phi[9], phi[13] = used, g
    np.multiply(used, h, out=phi[10])
    np.multiply(used, used, out=phi[11])
    np.multiply(used, gap, out=phi[12])
    np.sqrt(g, out=phi[14])
    np.multiply(used, g, out=phi[15])
    return phi


def _entropy(across: Array) -> Array:
    """Shannon entropy in nats over the first axis; zero probability adds nothing."""
    product = np.maximum(across, TINY)
    np.log(product, out=product)
    product *= across
    return np.maximum(-product.sum(axis=0), 0.0)


def fit(phi: Array, target: Array, ridge: float = 1e-2) -> tuple[float, ...]:
    """Ridge regression of returns ``[M]`` on features ``[F, M]``, standardised; the intercept is free."""
    phi = phi.T
    centre, scale = phi[:, 1:].mean(axis=0), phi[:, 1:].std(axis=0)
    scale = np.where(scale > 1e-9, scale, np.inf)
    z = (phi[:, 1:] - centre) / scale
    gram = z.T @ z + ridge * len(z) * np.eye(z.shape[1])
    weights = np.asarray(np.linalg.solve(gram, z.T @ (target - target.mean())), dtype=np.float64)
    slope: Array = weights / scale
    return (float(target.mean() - slope @ centre), *slope.tolist())
