"""Draws docs/figures/decides.svg: one turn, from what is said to the act. Run: python docs/decides_figure.py."""

from __future__ import annotations

from html import escape
from pathlib import Path

FIGURE = Path(__file__).with_name("figures") / "decides.svg"
ROW = 74
BOXES = [
    ("what is said", "read by a local model into likelihoods, never into facts", "#e8eef7"),
    ("belief", "exact Bayes over what you want and over the facts that matter", "#e8eef7"),
    ("limits", "what could be too bad in the worst cases is ruled out; nothing buys it back", "#fbe9e7"),
    ("values", "what remains is compared objective by objective: no dominated choice", "#eaf5ea"),
    ("look ahead", "is one more fact worth more than the effort of asking for it?", "#eaf5ea"),
]
ACTS = [
    ("answer", "sharp enough, and safe"),
    ("ask", "one more fact pays"),
    ("refuse", "and say what would change it"),
    ("hand over", "a person has to decide"),
]


def main() -> None:
    """Write the figure."""
    bottom = ROW * len(BOXES) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {bottom + 90}" font-family="sans-serif" '
        'role="img" aria-label="From what is said over belief, limits, values and looking ahead to one of four acts">',
        f'<rect width="760" height="{bottom + 90}" fill="#ffffff"/>',
    ]
    for row, (name, about, colour) in enumerate(BOXES):
        top = 16 + row * ROW
        parts += [
            f'<rect x="60" y="{top}" width="640" height="52" rx="8" fill="{colour}" stroke="#5b6470"/>',
            f'<text x="80" y="{top + 32}" font-size="17" font-weight="bold" fill="#1b1f24">{escape(name)}</text>',
            f'<text x="192" y="{top + 31}" font-size="14" fill="#1b1f24">{escape(about)}</text>',
            f'<path d="M380 {top + 52} v22" stroke="#5b6470" stroke-width="2"/>',
        ]
    for column, (name, about) in enumerate(ACTS):
        left = 20 + column * 184
        parts += [
            f'<rect x="{left}" y="{bottom}" width="168" height="62" rx="8" fill="#fff8e1" stroke="#5b6470"/>',
            f'<text x="{left + 84}" y="{bottom + 26}" font-size="17" font-weight="bold" text-anchor="middle" '
            f'fill="#1b1f24">{escape(name)}</text>',
            f'<text x="{left + 84}" y="{bottom + 47}" font-size="12" text-anchor="middle" fill="#1b1f24">'
            f"{escape(about)}</text>",
        ]
    FIGURE.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
