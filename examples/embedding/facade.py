"""The shortest way: ten lines in any chatbot.

python examples/embedding/facade.py
"""

from __future__ import annotations

from pathlib import Path

from edgewise.agent import Agent

DOMAIN = Path(__file__).parents[1] / "card-support" / "domain.yaml"


def build(**more):
    """An agent whose answer to one request is a function of the host's."""
    return Agent.load(
        DOMAIN, answers={"card-lost": lambda request: f"I have blocked {request.session}'s card."}, **more
    )


def main() -> None:
    session = build().session("alice")
    for text in ("I lost my card", "why?", "what do you think I want?"):
        turn = session.say(text)
        print(f"> {text}\n[{turn.act}] {turn.text}")


if __name__ == "__main__":
    main()
