"""What every store does, whatever database it stands on; one function for each promise."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from agents_at_hand import cards_agent
from edgewise.agent.keeping.store import Store
from edgewise.agent.state.events import PersonAct

__all__ = ["PROMISES"]


def records_are_appended_once_and_read_in_order(store: Store) -> None:
    for turn in range(450):
        store.record("a", turn, 0, float(turn // 100), json.dumps({"turn": turn}))
    store.record("a", 3, 0, 99.0, json.dumps({"turn": "again"}))
    store.record("b", 0, 0, 0.5, json.dumps({"turn": "b"}))
    assert [json.loads(r)["turn"] for r in store.records("a")] == list(range(450))
    assert len(list(store.records())) == 451


def handoffs_and_incidents_wait_until_they_are_closed(store: Store) -> None:
    for _ in range(2):
        store.hand_over("a", 1, {"reason": "x"})
        store.contest("a", 2, {"number": 1, "objection": "no"})
    assert [(case.session, case.status, case.data["reason"]) for case in store.handoffs()] == [("a", "waiting", "x")]
    store.mark_handoffs("a", "closed", "Ann")
    assert store.handoffs() == []
    assert store.handoffs(closed=True)[0].closing == "Ann"
    store.hand_over("a", 1, {"reason": "y"})
    assert [(case.status, case.data["reason"], case.closing) for case in store.handoffs()] == [("waiting", "y", "")]
    store.mark_handoffs("a", "closed", "Ann")
    incident = store.incidents()[0]
    assert incident.data["objection"] == "no"
    store.send("a", PersonAct(do="outcome", text="was right", incident=2))
    assert store.incidents() == [incident]
    store.send("a", PersonAct(do="outcome", text="was right", incident=1))
    assert store.incidents() == []
    assert store.incidents(closed=True)[0].closing == "was right"


def letters_are_taken_in_order(store: Store) -> None:
    first = store.post("a", PersonAct(do="take", by="Ann"))
    store.post("b", PersonAct(do="take"))
    second = store.post("a", PersonAct(do="reply", text="Hi"))
    assert [letter.number for letter in store.letters("a")] == [first, second]
    store.take_letter(first)
    assert [letter.act.text for letter in store.letters("a")] == ["Hi"]


def a_person_settles_a_case_and_the_user_hears_of_it(store: Store) -> None:
    store.hand_over("a", 1, {"reason": "x"})
    store.contest("a", 2, {"number": 1, "objection": "no"})
    store.hand_over("b", 1, {"reason": "y"})
    store.send("a", PersonAct(do="reply", by="Ann", text="One moment."))
    assert [(case.session, case.status) for case in store.handoffs()] == [("a", "taken"), ("b", "waiting")]
    store.send("a", PersonAct(do="resolve", by="Ann", text="Done."))
    store.send("a", PersonAct(do="outcome", text="You were right.", incident=1))
    assert [letter.act.text for letter in store.letters("a")] == ["One moment.", "Done.", "You were right."]
    store.mark_handoffs("b", "closed", "Ann")
    assert [case.closing for case in store.handoffs(closed=True)] == ["Ann", "Ann"]
    assert [(case.status, case.closing) for case in store.incidents(closed=True)] == [("closed", "You were right.")]


def profiles_are_kept_replaced_and_deleted(store: Store) -> None:
    store.keep_profile("ann", {"profile": 1})
    store.keep_profile("ann", {"profile": 2})
    assert store.profile("ann") == {"profile": 2}
    store.keep_profile("ann", None)
    assert store.profile("ann") is None


def one_user_is_exported_and_erased_and_nobody_else(store: Store) -> None:
    agent = cards_agent(store)  # type: ignore[arg-type]
    agent.session("one", user="ann", profile=True).say("my card is gone, secretword", id="m1")
    agent.session("two", user="ann").say("I want to talk to a human")
    agent.session("two", user="ann").act(PersonAct(do="reply", text="Hello, Ann."))
    agent.session("three", user="bob").say("my card is gone")
    exported = store.export("ann")
    assert set(exported["sessions"]) == {"one", "two"}
    assert exported["profile"] is not None
    assert [reply["text"] for reply in exported["sessions"]["one"]["replies"]] == ["I have blocked it."]
    assert "secretword" in json.dumps(exported)
    assert len(exported["sessions"]["two"]["handoffs"]) == 1
    assert [letter["text"] for letter in exported["sessions"]["two"]["letters"]] == ["Hello, Ann."]
    assert store.erase("ann") == 2
    assert store.taken("one", "m1") is None
    assert store.export("ann") == {"user": "ann", "profile": None, "sessions": {}}
    assert store.dialogue("one") is None and store.dialogue("three") is not None
    assert store.handoffs(closed=True) == []
    assert list(store.records("three")) and not list(store.records("one"))


def old_checkpoints_are_dropped(store: Store) -> None:
    session = cards_agent(store).session("a")  # type: ignore[arg-type]
    for _ in range(9):
        session.say("my card is gone")
    store.prune("a", keep=3)
    count = "SELECT COUNT(*) FROM checkpoints WHERE thread_id = 'a'"
    assert store.database.rows(count) == [(3,)]
    assert session.say("my card is gone").state["turn"] == 10


def a_session_is_held_by_one_at_a_time(store: Store) -> None:
    inside, most, guard = 0, 0, threading.Lock()

    def work(_: int) -> None:
        nonlocal inside, most
        with store.holding("a"):
            with guard:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.002)
            with guard:
                inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert most == 1
    with store.holding("a"), store.holding("b"):
        pass


PROMISES: tuple[Callable[[Store], None], ...] = (
    records_are_appended_once_and_read_in_order,
    handoffs_and_incidents_wait_until_they_are_closed,
    letters_are_taken_in_order,
    a_person_settles_a_case_and_the_user_hears_of_it,
    profiles_are_kept_replaced_and_deleted,
    one_user_is_exported_and_erased_and_nobody_else,
    old_checkpoints_are_dropped,
    a_session_is_held_by_one_at_a_time,
)
