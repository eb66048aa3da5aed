"""The graph in other people's graphs: each way, with a real parent, over turns, pauses and processes."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from agents_at_hand import cards, reader_of
from edgewise.agent.embedding import act_input, anext_input, control_input, node_of
from edgewise.agent.graph import EMBEDDED, build_graph, mind_of
from edgewise.agent.keeping.store import open_store
from edgewise.agent.state.events import PersonAct
from edgewise.agent.writing.answers_host import HostAnswers
from edgewise.beliefs.errors import UnknownName
from edgewise.beliefs.loading import load_domain
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.types import Command, interrupt

MIND = cards()
CONFIG = {"configurable": {"thread_id": "kim"}}


def example(root: Path, name: str) -> ModuleType:
    """One of the examples, loaded as the file that it is."""
    spec = importlib.util.spec_from_file_location(f"embedding_{name}", root / "examples" / "embedding" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def own(graph, text: str, config=CONFIG) -> dict:
    return graph.invoke({"messages": [HumanMessage(text)]}, config)


# The graph by itself


def test_asking_ends_the_run_and_the_answer_is_ordinary_input() -> None:
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    asked = own(graph, "hm")
    assert asked["decision"]["act"] == "ask"
    assert graph.get_state(CONFIG).next == ()
    assert own(graph, "my card is gone")["messages"][-1].text == "I have blocked it."


def test_its_state_is_plain_json() -> None:
    graph = build_graph(MIND, reader_of(MIND))
    result = own(graph, "my card is gone")
    plain = {key: value for key, value in result.items() if key != "messages"}
    assert json.loads(json.dumps(plain)) == plain


def test_its_messages_say_what_was_done() -> None:
    message = own(build_graph(MIND, reader_of(MIND)), "hm")["messages"][-1]
    assert message.additional_kwargs["edgewise"]["act"] == "ask"
    assert (
        "not sure" in message.additional_kwargs["edgewise"]["options"]
        or message.additional_kwargs["edgewise"]["options"]
    )


def test_the_same_message_again_is_not_taken_twice() -> None:
    """A parent that loops runs the node again with nothing new."""
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    first = own(graph, "my card is gone")
    again = graph.invoke({"messages": []}, CONFIG)
    assert again["decision"]["act"] == "silent"
    assert again["dialogue"]["turn"] == first["dialogue"]["turn"] == 1


def test_stages_and_updates_can_be_watched() -> None:
    graph = build_graph(MIND, reader_of(MIND))
    seen = list(graph.stream({"messages": [HumanMessage("hm")]}, CONFIG, stream_mode=["updates", "custom"]))
    assert [next(iter(chunk)) for mode, chunk in seen if mode == "updates"] == [
        "perceive",
        "update",
        "arbitrate",
        "ask",
    ]
    assert [chunk["stage"] for mode, chunk in seen if mode == "custom"] == ["perceive", "update", "arbitrate", "ask"]


def test_it_runs_on_an_event_loop_with_the_stores_saver() -> None:
    store = open_store(None)
    graph = build_graph(MIND, reader_of(MIND), checkpointer=store.saver)

    async def main() -> list[str]:
        found = [await graph.ainvoke({"messages": [HumanMessage(text)]}, CONFIG) for text in ("hm", "my card is gone")]
        return [result["messages"][-1].text for result in found]

    assert asyncio.run(main())[-1] == "I have blocked it."


def test_the_platforms_graph_has_no_checkpointer_and_is_built_late() -> None:
    assert EMBEDDED.exists()
    code = (
        "import sys; from edgewise.agent.graph import graph; "
        "print([m for m in ('torch', 'transformers') if m in sys.modules], callable(graph))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"


# Waiting for a person


def waiting(graph) -> dict:
    result = own(graph, "I want to talk to a human")
    assert result["__interrupt__"][0].value["action_request"]["action"] == "take_over"
    return result


@pytest.mark.parametrize(
    "reply",
    [
        [{"type": "response", "args": "This is Ann."}],
        {"decisions": [{"type": "respond", "message": "This is Ann."}]},
    ],
    ids=["Agent Inbox", "LangChain"],
)
def test_a_person_answers_the_interrupt(reply: object) -> None:
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    waiting(graph)
    result = graph.invoke(Command(resume=reply), CONFIG)
    assert result["messages"][-1].text == "This is Ann."
    assert result["dialogue"]["status"] == "open"
    assert own(graph, "my card is gone")["messages"][-1].text == "I have blocked it."


def test_a_reply_that_is_not_understood_asks_again() -> None:
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    waiting(graph)
    again = graph.invoke(Command(resume={"nonsense": 1}), CONFIG)
    assert "not understood" in again["__interrupt__"][0].value["description"]
    done = graph.invoke(Command(resume={"do": "hand_back"}), CONFIG)
    assert done["dialogue"]["status"] == "open"


def test_new_input_while_a_person_has_the_word_loses_nothing(root: Path) -> None:
    """LangGraph drops a pending interrupt when new input comes."""
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    waiting(graph)
    careless = own(graph, "my card is gone")
    assert careless["__interrupt__"]
    assert [line["text"] for line in careless["dialogue"]["lines"]][-1] == "my card is gone"
    careful = example(root, "subgraph").next_input(graph, CONFIG, "hello?")
    assert isinstance(careful, Command)
    still = graph.invoke(careful, CONFIG)
    assert still["__interrupt__"] and still["dialogue"]["lines"][-1]["text"] == "hello?"
    done = graph.invoke(Command(resume={"do": "hand_back"}), CONFIG)
    assert done["messages"][-1].text == "I have blocked it."


def handed_back(answer, wording=None) -> tuple[dict, list]:
    """What follows when a session in which something is wanted is handed back, and what waits on the desk then."""
    answerer, store = HostAnswers(MIND.domain, {"lost": answer}), open_store()
    graph = build_graph(
        MIND, reader_of(MIND), answerer=answerer, wording=wording, checkpointer=InMemorySaver(), desk=store
    )
    waiting(graph)
    graph.invoke(Command(resume={"user": "my card is gone"}), CONFIG)
    store.mark_handoffs("kim", "closed")
    return graph.invoke(Command(resume={"do": "hand_back"}), CONFIG), store.handoffs()


def test_what_is_answered_at_being_handed_back_is_the_hosts_answer() -> None:
    done, waits = handed_back(lambda request: "Your card 1234.")
    assert done["messages"][-1].text == done["dialogue"]["lines"][-1]["text"] == "Your card 1234."
    assert (done["decision"]["act"], done["decision"]["source"], waits) == ("answer", "host", [])


def test_an_answer_that_is_lost_at_being_handed_back_is_announced() -> None:
    done, waits = handed_back(lambda request: 1 // 0)
    assert done["__interrupt__"] and "could not get the answer" in done["messages"][-1].text
    assert [case.session for case in waits] == ["kim"]


def test_what_is_said_at_being_handed_back_is_reworded_like_the_rest() -> None:
    done, _ = handed_back("Yours.", lambda decision, state: decision.model_copy(update={"text": "In short."}))
    assert done["messages"][-1].text == "In short."


def test_a_stale_resume_does_nothing() -> None:
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    waiting(graph)
    graph.invoke(Command(resume={"do": "resolve", "text": "Done."}), CONFIG)
    before = graph.get_state(CONFIG).values["dialogue"]
    graph.invoke(Command(resume={"do": "resolve", "text": "Done again."}), CONFIG)
    assert graph.get_state(CONFIG).values["dialogue"] == before


def test_without_a_checkpointer_there_is_no_pause() -> None:
    result = own(build_graph(MIND, reader_of(MIND)), "I want to talk to a human")
    assert "__interrupt__" not in result
    assert result["dialogue"]["status"] == "with_person"


# Inside a parent


def test_a_subgraph_remembers_between_a_parents_turns(root: Path) -> None:
    module = example(root, "subgraph")
    graph = module.build(reader_of(MIND), domain=MIND)
    assert module.say(graph, CONFIG, "my card is gone") == "I have blocked it."
    assert module.say(graph, CONFIG, "why?").startswith("I answer with “")
    messages = graph.get_state(CONFIG).values["messages"]
    assert [type(m).__name__ for m in messages] == ["HumanMessage", "AIMessage"] * 2


def test_a_subgraphs_pause_reaches_the_parent_and_resumes(root: Path) -> None:
    module = example(root, "subgraph")
    graph = module.build(reader_of(MIND), domain=MIND)
    graph.invoke({"messages": [HumanMessage("I want to talk to a human")]}, CONFIG)
    assert graph.get_state(CONFIG).interrupts
    graph.invoke(module.next_input(graph, CONFIG, "my card is gone"), CONFIG)
    assert graph.get_state(CONFIG).interrupts
    result = graph.invoke(Command(resume={"do": "hand_back"}), CONFIG)
    assert result["messages"][-1].text == "I have blocked it."
    assert module.say(graph, CONFIG, "send me one") == "It is on its way."


def test_a_parent_goes_on_after_its_process_was_killed(root: Path, tmp_path: Path) -> None:
    code = f"""
import importlib.util, os, sys
sys.path.insert(0, {str(root / "tests")!r})
from agents_at_hand import cards, reader_of
from edgewise.agent.keeping.store import open_store
from edgewise.beliefs.loading import load_domain
spec = importlib.util.spec_from_file_location("subgraph", {str(root / "examples/embedding/subgraph.py")!r})
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
mind = cards()
class Deadly:
    def read(self, utterances):
        if len(sys.argv) > 1: os.kill(os.getpid(), 9)
        return reader_of(mind).read(utterances)
graph = module.build(Deadly(), open_store({str(tmp_path / "x.db")!r}).saver, domain=mind)
config = {{"configurable": {{"thread_id": "kim"}}}}
if len(sys.argv) > 1:
    module.say(graph, config, "my card is gone")
result = graph.invoke(None, config, durability="sync")
print([m.text for m in result["messages"]])
"""
    killed = subprocess.run([sys.executable, "-c", code, "die"], capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert again.stdout.strip() == "['my card is gone', 'I have blocked it.']", again.stderr


def test_a_control_needs_no_words() -> None:
    graph = build_graph(MIND, reader_of(MIND), checkpointer=InMemorySaver())
    own(graph, "my card is gone")
    told = graph.invoke(control_input(MIND.domain, "why"), CONFIG)
    assert told["messages"][-1].text.startswith("I answer with “")
    assert own(graph, "send me one")["messages"][-1].text == "It is on its way."
    with pytest.raises(UnknownName, match="colour"):
        control_input(MIND.domain, "correct", facet="colour", value="red")


def test_a_control_goes_through_a_parent_that_shares_it() -> None:
    class State(MessagesState):
        given: dict

    parent = StateGraph(State)
    parent.add_node("edgewise", build_graph(MIND, reader_of(MIND), checkpointer=True))
    parent.add_edge(START, "edgewise")
    graph = parent.compile(checkpointer=InMemorySaver())
    own(graph, "my card is gone")
    told = graph.invoke(control_input(MIND.domain, "contest", text="no"), CONFIG)
    assert "I have noted that you disagree (number 1)" in told["messages"][-1].text
    assert own(graph, "send me one")["messages"][-1].text == "It is on its way."


def test_a_node_function_keeps_its_dialogue_in_the_hosts_state(root: Path) -> None:
    graph = example(root, "node").build(reader_of(MIND), domain=MIND)
    assert [m.text for m in own(graph, "my card is gone")["messages"]][1:] == [
        "I have blocked it.",
        "Is there anything else?",
    ]
    told = own(graph, "why?")
    assert told["edgewise_act"] == "tell" and told["messages"][-1].text.startswith("I answer with “")
    assert told["edgewise"]["turn"] == 2


def test_a_tool_decides_in_the_callers_thread(root: Path) -> None:
    tool = example(root, "tool").build(reader_of(MIND), MIND.domain)
    call = {"name": tool.name, "args": {"message": "my card is gone"}, "id": "1", "type": "tool_call"}
    message = tool.invoke(call, CONFIG)
    assert message.content == "I have blocked it."
    assert message.artifact["act"] == "answer"
    why = tool.invoke({**call, "args": {"message": "why?"}}, CONFIG)
    assert why.content.startswith("I answer with “")
    assert "message" in tool.args and "config" not in tool.args


def test_middleware_asks_before_the_model_is_called(root: Path) -> None:
    pytest.importorskip("langchain.agents", reason="the extra `langchain` is not installed")
    agent = example(root, "middleware").build(reader_of(MIND), MIND)
    asked = own(agent, "hm")
    assert isinstance(asked["messages"][-1], AIMessage)
    assert asked["messages"][-1].additional_kwargs["edgewise"]["act"] == "ask"
    answered = own(agent, "my card is gone")
    assert answered["messages"][-1].text == "(the model answers)"
    escalated = asyncio.run(agent.ainvoke({"messages": [HumanMessage("I want to talk to a human")]}, CONFIG))
    assert escalated["edgewise"]["status"] == "with_person"


class Listening(GenericFakeChatModel):
    """A model that notes what it was told."""

    told: list[list[tuple[str, str]]]

    def _generate(self, messages, *args, **more):
        self.told.append([(message.type, message.text) for message in messages])
        return super()._generate(messages, *args, **more)


@pytest.mark.parametrize("instructions", [None, "Be brief."])
def test_a_model_is_told_what_was_decided_among_its_instructions_and_for_one_turn(
    root: Path, instructions: str | None
) -> None:
    pytest.importorskip("langchain.agents", reason="the extra `langchain` is not installed")
    from edgewise.agent.middleware import EdgewiseMiddleware
    from langchain.agents import create_agent

    model = Listening(messages=(AIMessage("Done.") for _ in range(9)), told=[])
    middleware = [EdgewiseMiddleware(MIND, reader_of(MIND))]
    agent = create_agent(model, middleware=middleware, checkpointer=InMemorySaver(), system_prompt=instructions)
    own(agent, "my card is gone")
    asyncio.run(agent.ainvoke({"messages": [HumanMessage("send me one")]}, CONFIG))
    first, second = model.told
    assert [kind for kind, _ in second] == ["system", "human", "ai", "human"]
    assert "I have blocked it." in first[0][1] and first[0][1].startswith(instructions or "Decided")
    assert "It is on its way." in second[0][1] and "blocked" not in second[0][1]


def test_a_person_gives_the_word_back_to_an_agent_with_middleware(root: Path) -> None:
    pytest.importorskip("langchain.agents", reason="the extra `langchain` is not installed")
    agent = example(root, "middleware").build(reader_of(MIND), MIND)
    own(agent, "I want a human")
    assert own(agent, "my card is gone")["edgewise"]["status"] == "with_person"
    agent.invoke(act_input(MIND.domain, PersonAct(do="hand_back", by="Ruth")), CONFIG)
    assert own(agent, "send me one")["messages"][-1].text == "(the model answers)"


def test_a_person_gives_the_word_back_to_a_node() -> None:
    class State(MessagesState):
        edgewise: dict
        given: dict

    graph = StateGraph(State)
    graph.add_node("edgewise", node_of(MIND, reader_of(MIND)))
    graph.add_edge(START, "edgewise")
    graph = graph.compile(checkpointer=InMemorySaver())
    own(graph, "I want a human")
    said = graph.invoke(act_input(MIND.domain, PersonAct(do="reply", text="Ruth here.")), CONFIG)
    assert said["messages"][-1].text == "Ruth here."
    assert own(graph, "my card is gone")["messages"][-1].text == "my card is gone"
    back = graph.invoke(act_input(MIND.domain, PersonAct(do="hand_back")), CONFIG)
    assert back["messages"][-1].text == "I have blocked it."
    assert graph.invoke(control_input(MIND.domain, "why"), CONFIG)["messages"][-1].text.startswith("I answer with")
    with pytest.raises(UnknownName):
        act_input(MIND.domain, PersonAct(do="correct", facet="nothing", value="yes"))


def test_a_node_goes_back_with_its_host(root: Path) -> None:
    graph = example(root, "node").build(reader_of(MIND), domain=MIND)
    for text in ("my card is gone", "send me one"):
        own(graph, text)
    then = next(s for s in graph.get_state_history(CONFIG) if not s.next and s.values["edgewise"]["turn"] == 1)
    assert "a lost card" in graph.invoke({"messages": [HumanMessage("why?")]}, then.config)["messages"][-1].text


def test_an_answerer_may_fail_in_any_way_or_ask_a_person_first() -> None:
    def answerer(decision, state):
        if decision.response == "answer-lost":
            raise ValueError("no such table")
        return decision.model_copy(update={"text": f"Approved: {interrupt('may I?')}"})

    graph = build_graph(MIND, reader_of(MIND), answerer=answerer, checkpointer=InMemorySaver())
    assert own(graph, "send me one")["__interrupt__"][0].value == "may I?"
    assert graph.invoke(Command(resume="yes"), CONFIG)["messages"][-1].text == "Approved: yes"
    assert own(graph, "my card is gone")["decision"]["reason"] == "answer_failed"


def test_a_parent_knows_what_to_show_while_it_is_paused(root: Path) -> None:
    module = example(root, "subgraph")
    graph = module.build(reader_of(MIND), domain=MIND)
    assert "a colleague" in module.say(graph, CONFIG, "I want to talk to a human")
    assert module.say(graph, CONFIG, "hello?") == ""
    for act, said in (
        ({"do": "reply", "text": "Ruth here."}, "Ruth here."),
        ({"do": "nothing"}, ""),
        ({"do": "take"}, ""),
    ):
        assert graph.invoke(Command(resume=act), CONFIG)["__interrupt__"][0].value["said"] == said


def test_the_next_input_can_be_had_from_an_event_loop(root: Path) -> None:
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    async def talk() -> list[str]:
        async with AsyncSqliteSaver.from_conn_string(":memory:") as saver:
            graph = example(root, "subgraph").build(reader_of(MIND), saver, domain=MIND)
            for text in ("my card is gone", "I want a human", "send me one"):
                await graph.ainvoke(await anext_input(graph, CONFIG, text), CONFIG)
            said = await graph.ainvoke(Command(resume={"do": "hand_back"}), CONFIG)
            return [message.text for message in said["messages"]]

    assert asyncio.run(talk())[-1].endswith("It is on its way.")


def test_a_tool_without_a_thread_mixes_nobodys_words(root: Path) -> None:
    tool = example(root, "tool").build(reader_of(MIND), MIND.domain)
    tool.invoke({"message": "my card is gone"})
    assert "card is gone" not in tool.invoke({"message": "what did I say?"})
    assert "blocked" not in tool.invoke({"message": "pardon"})


def test_the_facade_example_is_what_it_says(root: Path) -> None:
    module = example(root, "facade")
    source = (root / "examples" / "embedding" / "facade.py").read_text()
    assert source.count("\n") < 35
    domain = load_domain(module.DOMAIN)
    agent = module.build(reader=reader_of(mind_of(domain), {"I lost my card".casefold(): "card-lost"}))
    turn = agent.session("alice").say("I lost my card")
    assert (turn.act, turn.text) == ("answer", "I have blocked alice's card.")
