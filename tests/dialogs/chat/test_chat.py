"""The terminal chat: whole transcripts in words, and what each command does."""

from __future__ import annotations

import io
import os
import shlex
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from chat_at_hand import chat_of
from edgewise.agent.graph import mind_of
from edgewise.agent.keeping.store import open_store
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.session import Agent
from edgewise.agent.state.events import PersonAct
from edgewise.beliefs.errors import MOST_LISTED, ModelMissing, StoreError, UnknownName
from edgewise.beliefs.language.domain import Domain
from edgewise.dialogs.chat.line_input import Cleared
from edgewise.dialogs.chat.loop import Chat
from edgewise.dialogs.chat.offering import choose
from edgewise.dialogs.chat.panel import Bar, View, bar_lines, heading, view
from edgewise.dialogs.chat.picture import Picture
from edgewise.dialogs.chat.rich_screen import RichScreen
from edgewise.dialogs.chat.screen import PlainScreen
from edgewise.dialogs.chat.slash import COMMANDS as SLASHES
from edgewise.dialogs.chat.slash import parse_slash
from edgewise.dialogs.cli import main
from edgewise.dialogs.scripts.script import load_script
from rich.console import Console


class Typed:
    """Lines from a list."""

    live = False

    def __init__(self, *given: str | type[BaseException]) -> None:
        self.given = list(given)

    def read(self, prompt: str) -> str:
        line = self.given.pop(0) if self.given else EOFError
        if isinstance(line, str):
            return line
        raise line

    def stop(self) -> None:
        self.given.clear()


def talk(store: Path | None, *given: str | type[BaseException], session: str = "s", load: object = None) -> str:
    """What a chat shows that is given these lines."""
    out = io.StringIO()
    chat = chat_of(store, PlainScreen(out, unicode=True), session=session)
    if load is not None:
        chat._load = load  # type: ignore[assignment]
    chat.run(Typed(*given))
    return out.getvalue()


GOLDEN = """\
Cards. Type what you need; /help lists the commands, /quit leaves.
agent: Hello. I can help with a lost card, a new card or a higher limit.
agent: I have blocked it.
  I think: a lost card 98%, a new card 1%, a higher limit 1%.
  Uncertainty 0.2 bits.
  I answer with “a lost card” because I am 98% sure that this is about “a lost card”.
"""


def test_a_conversation(tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    said = talk(store, "my card is gone", "/quit")
    assert said.startswith(GOLDEN)
    assert said.splitlines()[-1] == f"Goodbye. To go on later: edgewise chat cards --session s --store {store}"


def test_the_way_back_can_be_typed_and_the_store_is_one_file(tmp_path: Path) -> None:
    store = tmp_path / "my store.sqlite"
    said = talk(store, "my card is gone", session="it's me")
    words = shlex.split(said.splitlines()[-1].partition("To go on later: ")[2])
    assert words == ["edgewise", "chat", "cards", "--session", "it's me", "--store", str(store)]
    assert not (tmp_path / "my store.sqlite-wal").exists()
    copied = tmp_path / "copy.sqlite"
    copied.write_bytes(store.read_bytes())
    assert "you: my card is gone\n" in talk(copied, session="it's me")


def test_what_was_said_is_there_again(tmp_path: Path) -> None:
    talk(tmp_path / "s.sqlite", "my card is gone")
    again = talk(tmp_path / "s.sqlite", "/why")
    assert "Going on with “s”:\nyou: my card is gone\nagent: I have blocked it.\n" in again
    assert "because I am 98% sure" in again


def test_a_conversation_about_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s.sqlite")
    store.note_session("s", "s", "pizza-order")
    cards_agent(tmp_path / "s.sqlite").store.close()
    with pytest.raises(StoreError, match="'pizza-order', not about 'cards'"):
        talk(tmp_path / "s.sqlite", "my card is gone")


def test_options_are_picked_by_number_or_in_words(tmp_path: Path) -> None:
    by_number = talk(None, "hello", "/explore", "1")
    by_words = talk(None, "hello", "/explore", "a lost card")
    assert "  1. a lost card\n" in by_number
    assert by_number == by_words


COMMANDS: list[tuple[str, str]] = [
    ("/help", "command /what-if FACT=VALUE; what it does what I would do if a fact were so"),
    ("/why", "What I could do\n"),
    ("/belief", "What you may want\n"),
    ("/belief", "being abroad; no 80%, yes 20%"),
    ("/what-if abroad=yes", "If you told me that"),
    ("/what-if", "error: /what-if needs a fact (for example /what-if abroad=yes)"),
    ("/what-if abroad=maybe", "error: unknown value 'maybe' of 'abroad' (one of no, yes)"),
    ("/what-if aboard=yes", "error: unknown fact 'aboard' (did you mean 'abroad'?)"),
    ("/correct intent=nev", "error: unknown intent 'nev' (did you mean 'new'?)"),
    ("/correct abroad=yes", "agent: "),
    ("/correct intent=new", "It is on its way."),
    ("/just-answer", "agent: "),
    ("/explore", "It could also be one of these"),
    ("/contest that is wrong", "I have noted that you disagree (number 1)"),
    ("/reset", "agent: All right, we start over."),
    ("/profile on", "I will remember what you usually ask about"),
    ("/profile fly", "error: unknown 'do' of a control 'fly'"),
    ("/values", "You have not told me what matters to you"),
    ("/values helpfulness=2", "I will weigh things as you say: helpfulness 100%."),
    ("/values speed=1", "error: unknown objective 'speed'"),
    ("/values mode=collective", "I can only go by yours"),
    ("/values mode=fair", "error: unknown 'mode' of a control 'fair'"),
    ("/human", "A person can answer from another terminal: edgewise desk "),
    ("/theme", "error: plain output has no colours (start the chat without --plain)"),
    ("/whi", "error: unknown command '/whi' (did you mean '/why'?)"),
]


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_a_command_does_what_it_says(tmp_path: Path, command: str, shown: str) -> None:
    said = talk(tmp_path / "s.sqlite", "my card is gone", command, "raise my limit")
    after = said.partition("because I am 98% sure")[2]
    assert shown in after
    assert "bug" not in after


def test_why_shows_everything_that_was_weighed(tmp_path: Path) -> None:
    said = talk(tmp_path / "s.sqlite", "my card is gone", "/why").partition("What I could do\n")[2]
    names = ("a lost card", "a new card", "a higher limit", "a word with a colleague")
    assert all(f"\n  {name}; value " in f"\n{said}" for name in names)


def test_a_conversation_that_is_not_kept_says_so(tmp_path: Path) -> None:
    kept, unkept = talk(tmp_path / "s.sqlite", "/profile on"), talk(None, "/profile on")
    assert "Nothing of this conversation is kept" in unkept.splitlines()[1]
    assert "forgotten when you leave" in unkept.partition("I will remember")[2]
    assert "kept" not in kept and "forgotten" not in kept


def test_save_and_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = talk(None, "my card is gone", "/save", "/record", "/save", session="a/b c")
    assert said.count("Written to a-b-c.txt.") == 2
    assert Path("a-b-c.txt").read_text() == "user: my card is gone\nagent: I have blocked it.\n"
    assert "user: my card is gone" in Path("a-b-c.dialog.yaml").read_text()


def test_a_script_names_the_domain_from_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop").mkdir()
    Path("scripts").mkdir()
    Path("shop/domain.yaml").write_text("name: shop")
    chat = chat_of(None, PlainScreen(io.StringIO()))
    chat.wanted = "shop/domain.yaml"
    chat.run(Typed("my card is gone", "/why", "/record scripts/one.dialog.yaml"))
    script = load_script(Path("scripts/one.dialog.yaml")).value
    assert script.domain == "../shop/domain.yaml"
    assert [turn.words for turn in script.dialogues[0].turns] == ["my card is gone", "(control: why)"]


def test_save_overwrites_nothing_and_says_what_cannot_be_written(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("x")
    said = talk(None, "my card is gone", f"/save {mine}", f"/save {tmp_path}/none/x.txt", "/why")
    assert f"error: '{mine}' exists (name another file: /save FILE)" in said
    assert "error: cannot write " in said
    assert mine.read_text() == "x"
    assert said.rstrip().splitlines()[-2].startswith("  respond now") or "What I could do" in said


def test_a_person_answers_from_another_terminal(tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    out = io.StringIO()
    chat = chat_of(store, PlainScreen(out, unicode=True), session="s")

    class AtDesk(Typed):
        def read(self, prompt: str) -> str:
            if len(self.given) == 1:
                desk = open_store(store)
                for act in (PersonAct(do="take", by="Ruth"), PersonAct(do="reply", by="Ruth", text="Ruth here.")):
                    desk.post("s", act)
                chat.tell(chat.news())
            return super().read(prompt)

    chat.run(AtDesk("I want a person", "anybody?"))
    lines = out.getvalue().splitlines()
    joined = lines.index("A person has joined; they read what you write.")
    assert lines[joined + 1] == "person: Ruth here."
    assert lines[joined + 2] == "(the agent is silent: a person has the word, and reads what you write)"


def test_what_a_person_says_when_handing_back_is_not_the_agents_word(tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    talk(store, "I want a person")
    open_store(store).post("s", PersonAct(do="hand_back", by="Ruth", text="Ask again tomorrow."))
    assert "agent: A colleague says: Ask again tomorrow." in talk(store, "hello")


def test_who_comes_back_and_waits_is_told_what_a_person_says(tmp_path: Path) -> None:
    """Nothing came before the first message, and who waits for a person writes none."""
    store, out = tmp_path / "s.sqlite", io.StringIO()
    talk(store, "I want a person")
    chat = chat_of(store, PlainScreen(out, unicode=True), session="s")

    class Waiting(Typed):
        def read(self, prompt: str) -> str:
            open_store(store).post("s", PersonAct(do="reply", by="Ruth", text="Ruth here."))
            assert chat.agent.store is not None
            chat.tell(chat.news())
            raise EOFError

    chat.run(Waiting())
    assert "person: Ruth here." in out.getvalue().splitlines()


@pytest.mark.parametrize("leaving", [EOFError, KeyboardInterrupt])
def test_leaving_at_the_choice_of_a_domain_ends_the_line(
    leaving: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(prompt: str) -> str:
        print(prompt, end="")
        raise leaving

    monkeypatch.setattr("builtins.input", asked)
    assert choose(PlainScreen(io.StringIO(), unicode=True)) is None
    assert capsys.readouterr().out.endswith("Enter for 1) \n")


def test_chats_begun_in_the_same_second_have_names_of_their_own() -> None:
    names = {chat_of(None, PlainScreen(io.StringIO()), session="").name for _ in range(5)}
    assert len(names) == 5


def test_a_slash_alone_points_to_the_list() -> None:
    assert "error: a slash alone is no command (/help lists them)" in talk(None, "/")


def test_a_list_of_commands_that_is_cut_says_so() -> None:
    with pytest.raises(UnknownName) as caught:
        parse_slash("/zzzzzz")
    assert caught.value.hint is not None and caught.value.hint.endswith(f"and {len(SLASHES) + 2 - MOST_LISTED} more")


FACTS = {
    "facets": [
        {"of": {"id": v, "name": v}, "probability": 0.9, "facet": {"id": f, "name": f}}
        for f, v in (("abroad", "no"), ("opened", "yes"), ("paid", "yes"))
    ]
}


def test_how_unsure_it_is_of_what_it_asks_is_told() -> None:
    """Bug: "uncertainty 0.0 bits" stood above a question about a fact of which nothing was known."""
    sure = View((Bar("a refund", 1.0),), 0.0)
    assert heading(sure) == "uncertainty 0.0 bits"
    assert heading(replace(sure, asked=("opened", 1.0))) == "uncertainty 0.0 bits of what you want, 1.0 of opened"
    opened, sealed = ([{"when": {"opened": value}, "value": 1}, -1] for value in ("yes", "no"))
    domain = {
        "name": "shop",
        "intents": {"refund": ["money back"], "hours": ["when are you open"]},
        "facets": {"opened": "yes/no"},
        "questions": {"ask": {"about": "opened"}},
        "responses": {
            "full": {"for": "refund", "values": {"helpfulness": sealed}},
            "part": {"for": "refund", "values": {"helpfulness": opened}},
        },
    }
    mind = mind_of(Domain.model_validate(domain))
    agent = Agent.load(mind.domain, reader=ScriptedReader(mind.model, {"money back": "refund", "open": "hours"}))
    session, picture = agent.session("s"), Picture()
    asked = picture.take(mind, session.say("money back")).asked
    assert asked is not None and asked[0] == "opened" and asked[1] == pytest.approx(1.0)
    assert picture.take(mind, agent.session("t").say("open")).asked is None


def test_what_is_merely_usual_does_not_seem_so() -> None:
    """Bug: a prior of nine in ten was shown as what seems so, though nothing was heard about it or nobody knew."""
    told = [
        {"key": "say:1", "statement": {"kind": "said", "outcomes": {}}},
        {"key": "facet:opened", "statement": {"kind": "answer", "outcomes": {"yes": -0.1, "unsure": -3.0}}},
        {"key": "facet:paid", "statement": {"kind": "answer", "outcomes": {"yes": -4.0, "unsure": -0.1}}},
    ]
    assert [bar.name for bar in view(FACTS, None, told).bars if bar.fact] == ["opened: yes"]


def test_a_long_name_of_a_fact_leaves_room_for_what_it_is() -> None:
    seen = View(
        (Bar("the approval of the work: released", 0.85, fact=True), Bar("steps of a research procedure", 0.9)), 0
    )
    drawn = bar_lines(seen, 78)[1]
    assert drawn.startswith("the approval of…: released ")
    assert len(drawn) <= 78


def test_a_narrow_terminal_shows_what_a_fact_is() -> None:
    """Bug: at 40 columns "the animal's weight: middle" was "the animal's..." and 95 %, whatever the weight."""
    seen = View((Bar("the animal's weight: middle", 0.95, fact=True), Bar("the dose of a wormer", 0.9)), 0)
    assert bar_lines(seen, 40)[1].startswith("middle ")


def test_a_table_has_its_right_border_in_a_narrow_terminal() -> None:
    """Bug: at 40 columns the table of /why was one column too wide."""
    out = io.StringIO()
    row = ("a word with the vet on duty", "safety +0.00 helpfulness -0.20", "safety 0.00", "breaks the animal's safety")
    RichScreen(Console(width=40, file=out)).table("What I could do", ("", "value", "worst loss", "score"), [row])
    lines = out.getvalue().splitlines()[1:]
    assert max(map(len, lines)) <= 40 and {line[-1] for line in lines} <= set("╮┤│╯+|")


def test_a_command_to_copy_stays_whole_however_narrow_the_terminal_is() -> None:
    """Bug: the way back was broken into lines, and what was copied from them was two commands."""
    out = io.StringIO()
    command = "edgewise chat vet/domain.yaml --session vet-20261122-065936-ed5a --store '/srv/my data/vet.sqlite'"
    RichScreen(Console(width=40, file=out)).note("Goodbye. To go on later:", command)
    assert out.getvalue().splitlines() == ["Goodbye. To go on later:", command]


def test_the_way_to_the_desk_can_be_typed(tmp_path: Path) -> None:
    """Bug: the path of a store with a blank in it stood there bare."""
    said = talk(tmp_path / "my cards.sqlite", "I want to talk to a human")
    command = next(line for line in said.splitlines() if "edgewise desk" in line).partition("edgewise ")[2]
    assert shlex.split(command) == ["desk", str(tmp_path / "my cards.sqlite")]


ATTACK = "\x1b]0;owned\x07\x1b[2J[bold red]gone[/] \u202e\x9b31m"


def test_nothing_that_was_written_controls_the_terminal(tmp_path: Path) -> None:
    store = tmp_path / "s.sqlite"
    said = talk(store, ATTACK, f"/contest {ATTACK}", f"/what-if {ATTACK}=1", f"/{ATTACK}", session="s")
    said += talk(store, "/why", session="s")
    assert not set(said) & set("\x1b\x9b\x07\u202e")
    assert "[bold red]gone[/]" in said


def test_ctrl_c_once_goes_on_and_twice_leaves() -> None:
    chat = chat_of(None, PlainScreen(io.StringIO()))
    assert chat.run(Typed(KeyboardInterrupt, "my card is gone", KeyboardInterrupt, KeyboardInterrupt, "never")) == 130
    assert chat.screen.out.getvalue().count("Press Ctrl-C again to leave") == 2  # type: ignore[attr-defined]


def test_ctrl_c_that_takes_back_what_was_typed_does_not_leave() -> None:
    chat = chat_of(None, PlainScreen(io.StringIO()))
    assert chat.run(Typed(KeyboardInterrupt, Cleared, Cleared, KeyboardInterrupt, "never")) == 130
    assert chat.screen.out.getvalue().count("Press Ctrl-C again to leave") == 3  # type: ignore[attr-defined]


def test_ctrl_c_long_after_another_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.dialogs.chat.loop.AGAIN_S", -1.0)
    chat = chat_of(None, PlainScreen(io.StringIO()))
    assert chat.run(Typed(KeyboardInterrupt, KeyboardInterrupt, KeyboardInterrupt)) == 0


def broken(error: BaseException) -> Callable[[], Agent]:
    def load() -> Agent:
        raise error

    return load


def test_a_model_that_is_missing_is_one_line_and_the_chat_goes_on() -> None:
    error = ModelMissing("the model is not there", hint="install it")
    said = talk(None, "my card is gone", "/help", load=broken(error))
    assert "error: the model is not there (install it)\nCommands\n" in said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--context", "wintr"], "unknown context 'wintr'"),
        (["--answers", "nope.py"], "no such file: 'nope.py'"),
        (["--answers", "other.py"], "'opening'"),
        (["--reader", "lm"], "needs one (name its folder: --model FOLDER)"),
        (["--model", "nope"], "no sentence encoder in 'nope'"),
        (["--store", "other.py/s.sqlite"], "other.py"),
        (["--store", "other.py"], "other.py"),
    ],
)
def test_what_cannot_be_used_ends_the_chat_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Path("other.py").write_text("ANSWERS = {'opening': 'At nine.'}\n")
    assert main(["chat", "pizza-order", "--plain", *options]) == 2
    said, error = capsys.readouterr()
    assert said == ""
    assert error.startswith("edgewise: ")
    assert told in error


def test_the_way_back_keeps_what_the_chat_was_started_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Chat, "_load_agent", broken(ModelMissing("not now")))
    answers = tmp_path / "my answers.py"
    answers.write_text("ANSWERS = {}\n")
    words = ["chat", "triage", "--session", "s", "--store", str(tmp_path / "s"), "--context", "ward"]
    with open(os.devnull) as keyboard:
        monkeypatch.setattr("sys.stdin", keyboard)
        assert main([*words, "--answers", str(answers), "--plain"]) == 0
    back = shlex.split(capsys.readouterr().out.splitlines()[-1].partition("To go on later: edgewise ")[2])
    assert back == [*words, "--answers", str(answers)]


@pytest.mark.parametrize(("lines", "code"), [("", 0), ("/help\n", 0), ("my card is gone\n", 2), ("a\n\n/quit\n", 2)])
def test_a_program_is_told_that_a_line_which_it_piped_was_not_taken(
    lines: str, code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Chat, "_load_agent", staticmethod(broken(ModelMissing("not now"))))
    piped = tmp_path / "lines"
    piped.write_text(lines)
    with piped.open() as keyboard:
        monkeypatch.setattr("sys.stdin", keyboard)
        assert main(["chat", "triage", "--store", str(tmp_path / "s"), "--plain"]) == code
    assert ("not now" in capsys.readouterr().out) == bool(code)


def test_a_bug_is_one_line_and_the_chat_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Chat, text: str) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(Chat, "_say", fails)
    said = talk(None, "my card is gone", "/help")
    assert "error: That did not work (ZeroDivisionError: oops); this is a bug. You can go on.\nCommands\n" in said
    assert "Traceback" not in said


def test_the_prompt_is_there_before_the_model() -> None:
    loaded: Future[Agent] = Future()
    out = io.StringIO()
    chat = chat_of(None, PlainScreen(out))
    chat._load = loaded.result

    class Late(Typed):
        def read(self, prompt: str) -> str:
            if len(self.given) == 2:
                assert out.getvalue().startswith("Cards.")
                assert chat.below()[0][1].startswith("loading the model 0 s")
                assert chat.news() == []
                loaded.set_result(cards_agent())
            return super().read(prompt)

    chat.run(Late("my card is gone", "/quit"))
    assert "agent: I have blocked it." in out.getvalue()


def test_tab_offers_commands_and_facts() -> None:
    offered = chat_of(None, PlainScreen(io.StringIO())).completions()
    assert {"/why", "/what-if abroad=yes", "/correct abroad=no"} <= set(offered)
