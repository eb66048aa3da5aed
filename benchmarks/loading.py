"""How long it takes to load and validate a domain file, by its size.

Prints one line of JSON a size, then a table. The target: 1,000 intents with 20 examples each in under 2 s.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.yaml_tree import plain, read_tree
from edgewise.beliefs.loading import examine, load_domain

TARGET_S = 2.0


class Size(NamedTuple):
    """One file: intents, examples of each, facets, and responses with cases."""

    intents: int
    examples: int
    facets: int
    responses: int


SIZES = (Size(10, 5, 0, 0), Size(150, 20, 5, 20), Size(1000, 20, 0, 0), Size(1000, 20, 20, 1000))


def written(size: Size, seed: int = 0) -> str:
    """A domain file of that size, with random words."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 9))) for _ in range(4000)]
    lines = ["name: large", "intents:"]
    for i in range(size.intents):
        lines += [f"  intent-{i}:", f"    name: {' '.join(rng.choices(words, k=3))}", "    examples:"]
        lines += [f"      - {' '.join(rng.choices(words, k=9))}" for _ in range(size.examples)]
    if size.facets:
        lines += ["facets:", *(f"  facet-{k}: {{values: [a, b, c], prior: {{a: .2}}}}" for k in range(size.facets))]
    if size.responses:
        lines.append("responses:")
    for r in range(size.responses):
        intent, facet = f"intent-{r % size.intents}", f"facet-{r % size.facets}"
        lines += [f"  answer-{r}:", f"    for: {intent}", "    text: some words", "    values:"]
        lines.append(f"      helpfulness: [{{when: {{intent: {intent}, {facet}: a}}, value: 1}}, -0.5]")
    return "\n".join(lines) + "\n"


def best(action: Callable[[], object], rounds: int) -> float:
    """Least time of several rounds, in seconds."""
    times: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(size: Size, rounds: int) -> dict[str, float | int]:
    """Time the whole and its parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "domain.yaml"
        path.write_text(written(size), encoding="utf-8")
        text = path.read_text(encoding="utf-8")
        tree = read_tree(text)
        assert tree.root is not None, tree.flaws
        data = plain(tree.root)
        domain = load_domain(path)
        return {
            **size._asdict(),
            "bytes": len(text),
            "load_and_validate_s": best(lambda: examine(path), rounds),
            "read_s": best(lambda: read_tree(text), rounds),
            "form_s": best(lambda: Domain.model_validate(data), rounds),
            "check_s": best(lambda: check(domain), rounds),
            "compile_s": best(lambda: compile_domain(domain), rounds),
        }


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round")
    options = parser.parse_args()
    rounds = 1 if options.quick else int(options.rounds)
    rows = [measure(size, rounds) for size in SIZES]
    for row in rows:
        print(json.dumps(row))
    head = f"{'intents':>8}{'examples':>9}{'facets':>7}{'responses':>10}{'MiB':>7}{'load':>9}"
    print(f"\n{head}  of which read, form, checks")
    for row in rows:
        sizes = f"{row['intents']:>8}{row['examples']:>9}{row['facets']:>7}{row['responses']:>10}"
        parts = ", ".join(f"{row[key]:.3f}" for key in ("read_s", "form_s", "check_s"))
        verdict = "" if row["load_and_validate_s"] < TARGET_S else "  MISSED (2 s)"
        print(f"{sizes}{row['bytes'] / 2**20:>7.2f}{row['load_and_validate_s']:>7.3f} s  {parts}{verdict}")


if __name__ == "__main__":
    main()
