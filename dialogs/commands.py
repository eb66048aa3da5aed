"""The subcommands of ``edgewise``: what each is called, where it lives, what its help says. Imports none of them."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COMMANDS", "Command"]


class Command(NamedTuple):
    """One subcommand: what it is called, where it lives, what its help says."""

    name: str
    """One word, or two for a member of a group: ``evaluate intents``."""
    module: str
    """Its module, from this package on."""
    summary: str
    examples: tuple[str, ...] = ()


# One line for each subcommand that exists, in the order of the help. Names that start alike form a group.
COMMANDS: tuple[Command, ...] = (
    Command("chat", "chat.chat", "Talk to an agent in the terminal", ("edgewise chat", "edgewise chat triage --plain")),
    Command("new", "domains.new", "Begin a domain: a file, a script that passes, a test", ("edgewise new helpdesk",)),
    Command(
        "validate", "domains.validate", "Check domain files and show every problem", ("edgewise validate domain.yaml",)
    ),
    Command(
        "schema",
        "domains.schema",
        "Print the JSON schema of a domain file or a script",
        ("edgewise schema --out domain.schema.json",),
    ),
    Command(
        "run",
        "scripts.run",
        "Play scripted dialogues and show the first deviation of each",
        ("edgewise run tests/dialogs", "edgewise run bank.dialog.yaml -k smoke --junit out.xml"),
    ),
    Command(
        "record",
        "scripts.record",
        "Write down a dialogue as a script",
        ("edgewise record triage --from chat.txt --out chat.dialog.yaml",),
    ),
    Command(
        "simulate",
        "simulation.simulate",
        "Let simulated users talk to an agent, by the thousand or the million",
        (
            "edgewise simulate triage --episodes 100000 --out runs/triage",
            "edgewise simulate triage --fidelity text --episodes 200 --out runs/words",
        ),
    ),
    Command(
        "compare",
        "comparing.compare",
        "Hold planners, parameters or versions of a domain against each other",
        ('edgewise compare triage --variant planner=greedy --variant "planner=search budget.questions=3"',),
    ),
    Command(
        "tune",
        "comparing.tune",
        "Search planners, budgets and limits, and print the front",
        ("edgewise tune triage --over planner=greedy,search --over budget.questions=2,4,6",),
    ),
    Command(
        "report",
        "reports.report",
        "Write one HTML page about a simulation",
        ("edgewise report runs/triage",),
    ),
    Command(
        "export",
        "audit.export",
        "Write dialogues, simulated or logged, as JSON lines, with what was weighed",
        ("edgewise export runs/triage --out triage.jsonl", "edgewise export sessions.db --out talks.jsonl"),
    ),
    Command(
        "explain",
        "domains.explain",
        "Show what would be decided, and everything that was weighed",
        ('edgewise explain domain.yaml --say "..." --facet age=child',),
    ),
    Command(
        "desk",
        "desk.desk",
        "Answer handoffs and contested decisions, in a second terminal",
        ("edgewise desk", "edgewise desk sessions.db --as Ann --do list"),
    ),
    Command(
        "replay", "audit.replay", "Make the decisions of a log again, bit for bit", ("edgewise replay sessions.db",)
    ),
    Command(
        "audit health",
        "audit.health",
        "Show rates, calibration and changes by week",
        ("edgewise audit health sessions.db",),
    ),
    Command(
        "audit incidents",
        "audit.incidents",
        "List contested decisions",
        ("edgewise audit incidents sessions.db --open",),
    ),
    Command(
        "audit lockin",
        "audit.lockin",
        "Show how far profiles and outcomes have narrowed",
        ("edgewise audit lockin sessions.db",),
    ),
    Command(
        "evaluate inquiry",
        "evaluation.inquiry",
        "Learn from records of people, ask simulated patients, measure",
        ("edgewise evaluate inquiry --train train.jsonl --test test.jsonl",),
    ),
    Command(
        "evaluate intents",
        "evaluation.intents",
        "Measure how well messages are read, and what asking adds",
        ("edgewise evaluate intents --train train.csv --test test.csv --shots 10",),
    ),
    Command(
        "evaluate replies",
        "evaluation.replies",
        "Measure how well replies in free words are read",
        ("edgewise evaluate replies --mistakes 0",),
    ),
    Command(
        "learn",
        "domains.learn",
        "Learn a domain from records of people",
        ("edgewise learn records.jsonl --out domain.yaml",),
    ),
    Command(
        "calibrate",
        "domains.calibrate",
        "Rehearse a domain and write down how its questions are best chosen",
        ("edgewise calibrate domain.yaml", "edgewise calibrate domain.yaml --dry-run"),
    ),
    Command(
        "stress",
        "stress.stress",
        "Play the stress cases of domains and score the agent beside simpler policies",
        ("edgewise stress triage", "edgewise stress triage --policy 'full agent' --show failed"),
    ),
    Command(
        "deliberate",
        "domains.deliberate",
        "Agree on a domain's weights by ballots",
        ("edgewise deliberate ballots.csv domain.yaml --out agreed.yaml",),
    ),
    Command("completion", "completion", "Print a shell's completion script", ("edgewise completion bash",)),
)
