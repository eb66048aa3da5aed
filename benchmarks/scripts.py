"""Scripts: processor time of 1,000 scripted turns, with the reader double and every decision made by the policy.

The scripts are dialogues of simulated users, with what every message means and which act is expected. Twice: all
dialogues with the seed 0, as scripts are written, so that those that begin alike share decisions; and each with a seed
of its own, so that none does. Reading the script and compiling the domain are part of a row.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import yaml  # noqa: E402
from edgewise.dialogs.scripts.runner import stage  # noqa: E402
from edgewise.dialogs.simulation.settings import Setting, domain_at, mind_of, personas_for  # noqa: E402
from edgewise.dialogs.simulation.shards import Shard  # noqa: E402
from edgewise.dialogs.simulation.talk import talk  # noqa: E402

AT_ONCE = 32


def script(name: str, turns: int, *, seeds: bool) -> str:
    """Dialogues of simulated users with an example's agent, so many turns in all."""
    made = domain_at(name)
    cast = personas_for(name, None, made)
    setting = Setting(domain=made, cast=cast, episodes=turns, fidelity="text", reader="clear")
    mind, dialogues, left = mind_of(setting), list[dict[str, object]](), turns
    for number in range(turns):
        for told in talk(setting, mind, Shard(number, number * AT_ONCE, AT_ONCE), AT_ONCE).transcripts:
            said = [_turn(line, seeds) for line in told["lines"][:left]]  # type: ignore[index]
            left -= len(said)
            if said:
                seed = len(dialogues) * 1000 if seeds else 0
                dialogues.append({"name": f"dialogue {told['episode']}", "seed": seed, "turns": said})
        if left <= 0:
            break
    return yaml.safe_dump({"domain": name, "reader": "scripted", "dialogues": dialogues}, sort_keys=False)


def _turn(line: dict[str, object], seeds: bool) -> dict[str, object]:
    """A message; what is expected holds for the seed that it was recorded with."""
    turn = {"user": line["user"], "means": line["meant"]}
    return turn if seeds else {**turn, "expect": line["decision"]["act"]}  # type: ignore[index]


def row(name: str, turns: int, *, seeds: bool) -> dict[str, str | float]:
    """Play them all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.dialog.yaml"
        path.write_text(script(name, turns, seeds=seeds), encoding="utf-8")
        cpu, wall = time.process_time(), time.perf_counter()
        ready = stage(path)
        found = [ready.outcome(position) for position in range(len(ready.filled.value.dialogues))]
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "domain": name,
        "seeds": "one a dialogue" if seeds else "all 0",
        "dialogues": len(found),
        "turns": sum(one.turns for one in found),
        "as_expected": sum(one.passed for one in found),
        "cpu_s": round(cpu, 2),
        "wall_s": round(wall, 2),
    }


def main() -> None:
    """Print one row a domain and way of seeding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 turns of one domain")
    args = parser.parse_args()
    for name in ("card-support",) if args.quick else ("card-support", "pizza-order", "triage"):
        for seeds in (False, True):
            print(json.dumps(row(name, 200 if args.quick else 1000, seeds=seeds)), flush=True)


if __name__ == "__main__":
    main()
