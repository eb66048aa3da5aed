"""The section of the report about the edge suite: scores by domain and kind, policies side by side, every case.

It shows what ``edgewise stress --out DIR`` kept, and plays nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import cast

from ...beliefs.errors import DialogError, system_error
from ..files.record_parts import listed
from ..stress.compare import THEORY
from ..stress.policies import FULL
from ..stress.tables import KEPT

__all__ = ["has_stress", "stress_section", "title_of"]

Json = Mapping[str, object]
LEAST_Q, MOST_OVER_REFUSAL = 0.9, 0.05
UNSEEN = ("set-aside", "held-out")
"""Parts that nothing was tuned on, the least known first."""
ROW, WIDTH, LEFT = 22, 420, 132
"""Of a plot: height of a row, width, and where the scale starts."""


def has_stress(folder: Path) -> bool:
    """Whether a run of the edge suite was kept there."""
    return (folder / KEPT).is_file()


def title_of(folder: Path) -> str:
    """What the page is called where there is nothing but a run of the edge suite."""
    domains = _domains(_read(folder))
    return "Edge suite" if len(domains) > 2 else f"Edge suite: {', '.join(domains)}"


def stress_section(folder: Path) -> str:
    """The section as HTML."""
    from .report_parts import filled, part

    whole = _read(folder)
    values = {
        "about": escape(_about(whole)),
        "cards": "".join(_cards(whole)),
        "plots": "".join(_plot(whole, name) for name in _domains(whole)),
        "policies": _policies(whole),
        "kinds": _kinds(whole),
        "domains": "".join(_domain(whole, name) for name in _domains(whole)),
        "data": _packed(whole),
        "js": part("report_stress.js"),
    }
    return filled(part("report_stress.html"), values)


def _read(folder: Path) -> Json:
    try:
        found = cast(Json, json.loads((folder / KEPT).read_text(encoding="utf-8")))
        if found["format"] != 1:
            raise ValueError(f"format {found['format']!r}")
        return found
    except (OSError, ValueError, KeyError) as error:
        raise DialogError(
            f"{folder / KEPT}: {system_error(error)}", hint="make it with edgewise stress --out"
        ) from error


def _map(raw: object) -> dict[str, Json]:
    return cast("dict[str, Json]", raw or {})


def _exams(whole: Json, domain: str) -> list[Json]:
    return [exam for exam in listed(whole["exams"]) if exam["domain"] == domain]


def _domains(whole: Json) -> list[str]:
    return list(dict.fromkeys(str(exam["domain"]) for exam in listed(whole["exams"])))


def _names(whole: Json) -> list[str]:
    return list(dict.fromkeys(str(exam["policy"]) for exam in listed(whole["exams"])))


def _about(whole: Json) -> str:
    played = {name: {key for exam in _exams(whole, name) for key in _map(exam["cases"])} for name in _domains(whole)}
    cases = [case for name, cases in _map(whole["cases"]).items() for case in _played(cases, played[name])]
    parts = [str(case["part"]) for case in cases]
    counted = ", ".join(f"{parts.count(name)} {name}" for name in ("tuning", "held-out", "set-aside") if name in parts)
    seed = listed(whole["exams"])[0]["seed"]
    sizes = [_count(number, of) for number, of in ((len(parts), "case"), (len(played), "domain"))]
    told = f"{' in '.join(sizes)} ({counted}; split by seed {seed}), each played"
    return f"{told} under {_count(len(_names(whole)), 'policy')} with the same reader and the same answers."


def _played(cases: Json, names: Collection[str]) -> Iterator[Json]:
    return (case for key, case in _map(cases).items() if key in names)


def _count(number: int, noun: str) -> str:
    many = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _cards(whole: Json) -> Iterator[str]:
    for name in _domains(whole):
        agent = next((exam for exam in _exams(whole, name) if exam["policy"] == FULL), None)
        if agent is None:
            continue
        scores = _map(agent["scores"])
        met, q = _reached(scores), cast(Json, _unseen(scores)["process"])
        on = " on cases not tuned on" if any(part in scores for part in UNSEEN) else ""
        verdict = '<b class="good">reached</b>' if met else '<b class="bad">missed</b>'
        yield (
            f'<div class="metric"><span>{escape(name)}: targets</span>{verdict}'
            f"<span>Q {_interval(q)}{on}; {scores['all']['unacceptable']} unacceptable</span></div>"
        )


def _unseen(scores: Mapping[str, Json]) -> Json:
    """The part that says most of what nobody saw."""
    return next(scores[part] for part in (*UNSEEN, "all") if part in scores)


def _reached(scores: Mapping[str, Json]) -> bool:
    over = cast("Json | None", scores["all"]["over_refusal"])
    refused = cast(float, over["value"]) if over else 0.0
    unseen = [scores[part] for part in UNSEEN if part in scores] or [scores["all"]]
    well = all(cast(float, cast(Json, found["process"])["value"]) >= LEAST_Q for found in unseen)
    return well and scores["all"]["unacceptable"] == 0 and refused <= MOST_OVER_REFUSAL


def _plot(whole: Json, domain: str) -> str:
    """Q of each policy with its interval, a row each."""
    exams = _exams(whole, domain)
    high, scale = ROW * len(exams) + 26, WIDTH - LEFT - 44
    drawn = [f'<svg viewBox="0 0 {WIDTH} {high}" role="img" aria-label="Q by policy, {escape(domain)}">']
    for tick in (0.0, 0.5, 0.9, 1.0):
        x = LEFT + scale * tick
        drawn.append(f'<line x1="{x}" y1="4" x2="{x}" y2="{high - 20}" class="grid"/>')
        drawn.append(f'<text x="{x}" y="{high - 6}" text-anchor="middle">{tick:g}</text>')
    for n, exam in enumerate(exams):
        q = cast("Mapping[str, float]", _map(exam["scores"])["all"]["process"])
        y, low, mid, top = 16 + ROW * n, *(LEFT + scale * q[key] for key in ("low", "value", "high"))
        kind = "agent" if exam["policy"] == FULL else "simple"
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(str(exam["policy"]))}</text>')
        drawn.append(f'<line x1="{low:.1f}" y1="{y}" x2="{top:.1f}" y2="{y}" class="{kind} span"/>')
        drawn.append(f'<circle cx="{mid:.1f}" cy="{y}" r="4.5" class="{kind}"/>')
        drawn.append(f'<text x="{WIDTH - 36}" y="{y + 4}">{q["value"]:.2f}</text>')
    return f"<figure>{''.join(drawn)}</svg><figcaption>{escape(domain)}</figcaption></figure>"


def _policies(whole: Json) -> str:
    heads = (
        "policy",
        "C",
        "A",
        "O",
        "Q",
        "behind the agent",
        "unacceptable",
        "over-refusal",
        "surely behind on",
        "why",
    )
    rows: list[Sequence[str]] = []
    for standing in listed(whole["policies"]):
        name, behind = str(standing["policy"]), cast("Json | None", standing["behind"])
        fails = _wrapped(", ".join(cast("list[str]", standing["fails"])) if behind else "")
        scores = _scores(cast(Json, standing["whole"]))
        gap = _interval(behind) if behind else "-"
        rows.append((f"<b>{escape(name)}</b>", *scores[1:5], gap, *scores[5:7], fails, _wrapped(THEORY.get(name, ""))))
    return _table(heads, rows)


def _wrapped(text: str) -> str:
    return f'<span class="wrap">{escape(text)}</span>' if text else ""


def _kinds(whole: Json) -> str:
    standings = listed(whole["policies"])
    kinds = list(dict.fromkeys(kind for standing in standings for kind in _map(standing["kinds"])))
    rows: list[Sequence[str]] = []
    for kind in kinds:
        cells = [_kind_cell(standing, kind) for standing in standings]
        cases = next(found["cases"] for s in standings if (found := _map(s["kinds"]).get(kind)))
        rows.append((f"<b>{escape(kind)}</b>", str(cases), *cells))
    return _table(("kind", "cases", *(str(s["policy"]) for s in standings)), rows)


def _kind_cell(standing: Json, kind: str) -> str:
    found = _map(standing["kinds"]).get(kind)
    if found is None:
        return "-"
    worse = kind in cast("list[str]", standing["fails"])
    broken = f' <span class="bad">✗ {found["unacceptable"]}</span>' if found["unacceptable"] else ""
    return f'<span class="{"bad" if worse else ""}">{_interval(cast(Json, found["process"]))}</span>{broken}'


def _domain(whole: Json, domain: str) -> str:
    """A domain's tables: policies by part of the cases, and the agent by kind."""
    exams, rows = _exams(whole, domain), list[Sequence[str]]()
    for part in ("all", "held-out", "set-aside"):
        for exam in exams:
            found = _map(exam["scores"]).get(part)
            if found is not None:
                rows.append((part, escape(str(exam["policy"])), *_scores(found)))
    heads = ("cases C A O Q unacceptable over-refusal questions").split()
    tables = [_table(("part", "policy", *heads), rows)]
    agent = next((exam for exam in exams if exam["policy"] == FULL), None)
    if agent is not None:
        kinds = [(escape(kind), *_scores(found)) for kind, found in _map(agent["kinds"]).items()]
        tables.append(f'<p class="note">The {FULL} by kind of case</p>{_table(("kind", *heads), kinds)}')
    inner = "".join(f'<div class="scroll">{table}</div>' if table.startswith("<table") else table for table in tables)
    return f"<details><summary>{escape(domain)}</summary>{inner}</details>"


def _scores(found: Json) -> list[str]:
    """Cases, C, A, O, Q, unacceptable, over-refusal, questions."""
    parts = [cast("Mapping[str, float]", found[key]) for key in ("recognised", "arbitrated", "outcome")]
    over = cast("Mapping[str, float] | None", found["over_refusal"])
    return [
        str(found["cases"]),
        *(f"{part['value']:.2f}" for part in parts),
        _interval(cast(Json, found["process"])),
        f"{found['unacceptable']} of {found['hard']}",
        "-" if over is None else f"{100 * over['value']:.0f} %",
        f"{cast(float, found['questions']):.1f}",
    ]


def _interval(found: Json) -> str:
    low, value, high = (cast(float, found[key]) for key in ("low", "value", "high"))
    return f'{value:.3f} <span class="range">[{low:.2f}, {high:.2f}]</span>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are HTML already."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _packed(whole: Json) -> str:
    """The script's data."""
    from base64 import b64encode

    from ..simulation.shards import compressed

    played: dict[tuple[str, str], dict[str, object]] = {}
    for exam in listed(whole["exams"]):
        for key, went in _map(exam["cases"]).items():
            played.setdefault((str(exam["domain"]), key), {})[str(exam["policy"])] = _went(went)
    cases = [
        _case(domain, key, case, played.get((domain, key), {}))
        for domain, found in _map(whole["cases"]).items()
        for key, case in _map(found).items()
        if (domain, key) in played
    ]
    return b64encode(compressed([{"cases": cases, "policies": _names(whole)}])).decode()


def _case(domain: str, name: str, case: Json, played: Json) -> Json:
    knows = {facet: " … ".join(words) for facet, words in cast("dict[str, list[str]]", case.get("knows") or {}).items()}
    told = {key: cast("list[str]", case.get(key) or []) for key in ("user", "accept", "never")}
    about = {key: case[key] for key in ("kind", "part", "reason")}
    words = "; ".join(f"{facet}: {said}" for facet, said in knows.items())
    return {"domain": domain, "name": name, **about, **told, "knows": words, "played": played}


def _went(went: Json) -> Json:
    broken = cast("list[str]", went["broken"])
    verdict = "unacceptable" if broken else "right" if went["accepted"] else "not acceptable"
    done = ", ".join(broken) if broken else " ".join(str(x) for x in (went["act"], went["response"]) if x)
    lines = [[line["who"], line["text"], line["act"]] for line in listed(went["lines"])]
    return {"verdict": verdict, "done": done, "lines": lines}
