"""Draw docs/concave-front.svg: a compromise that no weighted sum selects and the Chebyshev score does.

Run it from the repository root: ``python docs/concave_front.py``. The responses are those of
``tests/beliefs/values/test_arbitration.py``.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from edgewise.beliefs.values.scoring import scores

RESPONSES = {"fast": (1.0, -1.0), "both": (-0.1, -0.1), "slow": (-1.0, 1.0)}
OUT = Path(__file__).with_name("concave-front.svg")


def main() -> None:
    """Left: the front, with contours of both scores. Right: what each weight selects."""
    points = np.array(list(RESPONSES.values()))
    ideal = np.ones(2)
    axis = np.linspace(-1.2, 1.2, 200)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    share = np.linspace(0, 1, 201)
    weights = np.stack([share, 1 - share], axis=-1)
    plt.rcParams["svg.hashsalt"] = "edgewise"
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), width_ratios=(1, 1.3), layout="constrained")
    for linear, style in ((True, "dotted"), (False, "solid")):
        field = scores(grid, np.ones(2), ideal, linear=linear)
        best = scores(points, np.ones(2), ideal, linear=linear).max()
        left.contour(axis, axis, field, levels=[best], colors="tab:grey", linestyles=style)
        chosen = scores(np.broadcast_to(points, (201, 3, 2)), weights, ideal, linear=linear).argmax(axis=-1)
        right.plot(share, chosen, "." if linear else "-", label="weighted sum" if linear else "augmented Chebyshev")
    left.plot(*points.T, "o", color="tab:blue")
    for name, (x, y) in RESPONSES.items():
        left.annotate(name, (x, y), textcoords="offset points", xytext=(6, 6))
    left.set(xlim=(-1.3, 1.5), xlabel="speed", ylabel="care", title="equal weights: best contour of each score")
    right.set(xlabel="weight of speed", yticks=range(3), yticklabels=list(RESPONSES), title="what each weight selects")
    right.legend(loc="center right")
    figure.savefig(OUT, metadata={"Date": None})


if __name__ == "__main__":
    main()
