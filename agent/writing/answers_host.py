"""The host's own answers: a function, a coroutine, a generator, a runnable, a compiled graph, or plain text.

Called after the decision to answer, with what the user wants and what is known; it changes nothing that was decided.
One that raises, takes too long or returns nothing is a failure that is told honestly: nothing is made up in its place.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any, Protocol, cast

from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.runnables import Runnable
from pydantic import BaseModel

from ...beliefs.errors import AnswerFailed, UnknownName
from ...beliefs.language.domain import Domain, Response
from ..deciding.wording import side_by_side_words
from ..state.decision import Decision
from ..state.dialogue import DialogueState, said_by_user
from ..state.handed_in import check_handed_in, takes
from ..state.heard import Captured
from ..state.streaming import emit_token

__all__ = ["HOST_LOOP", "Answer", "AnswerRequest", "HostAnswers"]

Answer = str | Callable[["AnswerRequest"], object] | Runnable[Any, Any]
"""What may stand for an answer."""

HOST_LOOP: contextvars.ContextVar[asyncio.AbstractEventLoop | None] = contextvars.ContextVar("host_loop", default=None)
"""The event loop that coroutines of the host belong to, when the session is used from one."""


@dataclass(frozen=True)
class AnswerRequest:
    """What an answer function is told."""

    text: str
    """The user's last message."""
    response: str
    intent: str
    session: str = ""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    """Facet -> its most probable value, where the decision looked at it."""
    amounts: Mapping[str, float] = field(default_factory=dict[str, float])
    """Facet -> the amount that was told, in the facet's unit; of a range, unless it is open, what is typical of it."""
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """Facet -> the ends of a range that was told, infinite where open: "12 kg at most"."""
    assumptions: Mapping[str, str] = field(default_factory=dict[str, str])
    history: tuple[str, ...] = ()
    """The user's messages, oldest first."""
    wish: str = ""
    """The name of what the user wants."""


class _Streams(Protocol):
    def stream(self, input: object, /) -> Iterator[object]: ...


class HostAnswers:
    """Puts the host's answers in the place of the domain's texts."""

    def __init__(self, domain: Domain, answers: Mapping[str, Answer], *, timeout_s: float = 30.0) -> None:
        """Take answers by response id, or by the id of the intent that they serve.

        Raises:
            UnknownName: No answer has this id, or serves this intent.
            AnswerFailed: One of them can never answer.
            EdgewiseError: They are no mapping, or the time is none.
        """
        check_handed_in("HostAnswers", answers=answers, answer_timeout_s=timeout_s)
        self.timeout_s = timeout_s
        self.domain = domain
        self.by_response: dict[str, Answer] = {}
        for key, answer in answers.items():
            _check(key, answer)
            for response in _responses(domain, key):
                self.by_response[response] = answer

    def __call__(self, decision: Decision, state: DialogueState) -> Decision:
        """The decision with the host's answer as its text.

        Raises:
            AnswerFailed: The answer could not be had.
        """
        if decision.side_by_side and decision.act == "answer":
            return self._side_by_side(decision, state)
        answer = self.by_response.get(decision.response or "")
        if answer is None or decision.act != "answer":
            return decision
        text = answer if isinstance(answer, str) else self._called(answer, self._request(decision, state))
        if not text.strip():
            raise AnswerFailed(f"the answer for {decision.response!r} is empty")
        tail = _assumption_tail(decision)
        return decision.model_copy(update={"text": text + tail, "source": "host"})

    def _side_by_side(self, decision: Decision, state: DialogueState) -> Decision:
        """Each of several answers with the host's own in its place."""
        alone = decision.model_copy(update={"side_by_side": ()})
        parts = [alone.model_copy(update={"response": s.response, "text": s.text}) for s in decision.side_by_side]
        answered = [self(part, state) for part in parts]
        pairs = zip(decision.side_by_side, answered, strict=True)
        shown = tuple(s.model_copy(update={"text": part.text}) for s, part in pairs)
        source = "host" if any(part.source == "host" for part in answered) else decision.source
        text = side_by_side_words(shown)
        return decision.model_copy(update={"side_by_side": shown, "text": text, "source": source})

    def _request(self, decision: Decision, state: DialogueState) -> AnswerRequest:
        intent, response = decision.intent or "", self.domain.responses.get(decision.response or "")
        # Of several requests each is answered for itself, whatever is most probable in all.
        serves = intent if response is None or intent in response.intents else next(iter(response.intents), intent)
        wish = self.domain.intents[serves].name if serves in self.domain.intents else ""
        return replace(_request(decision, state), wish=wish)

    def _called(self, answer: Answer, request: AnswerRequest) -> str:
        call, future = _Call(), Future[str]()
        context = contextvars.copy_context()

        def work() -> None:
            try:
                future.set_result(context.run(_ask, answer, request, call))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=work, daemon=True, name="edgewise-answer").start()
        try:
            error = future.exception(self.timeout_s)
        except FutureTimeout:
            raise AnswerFailed(f"the answer for {request.response!r} took longer than {self.timeout_s:g} s") from None
        finally:  # also where Ctrl-C ends the waiting
            call.give_up()
        if error is None or isinstance(error, AnswerFailed):
            return future.result()
        raise AnswerFailed(f"the answer for {request.response!r} failed: {type(error).__name__}") from error


class _Call:
    """One call of an answer, which may be given up: what is left of it is then cancelled, or stops at its next part."""

    def __init__(self) -> None:
        self._given_up = False
        self._coroutine: Future[object] | None = None

    def give_up(self) -> None:
        """Nobody waits for it any more."""
        self._given_up = True
        if self._coroutine is not None:
            self._coroutine.cancel()

    def run(self, work: Coroutine[object, object, object]) -> object:
        """Run a coroutine on the host's loop when it waits for us, else on one of our own."""
        loop = HOST_LOOP.get()
        if loop is None or loop.is_closed():  # the server stops while this turn is made
            loop = _own_loop(os.getpid())
        running = self._coroutine = asyncio.run_coroutine_threadsafe(work, loop)
        if self._given_up:
            running.cancel()
        return running.result()

    def emitted(self, part: object) -> str:
        """The words of a part, passed on to whoever watches."""
        if self._given_up:
            raise AnswerFailed("nobody waits for this answer any more")
        text = _text(part)
        if text:
            emit_token(text)
        return text


def _check(key: str, answer: object) -> None:
    """Say at once what could only fail in the middle of somebody's conversation."""
    if isinstance(answer, str) and not answer.strip():
        raise AnswerFailed(f"the answer for {key!r} is empty", hint="leave it out, and the domain's own text is said")
    if not (isinstance(answer, str | Runnable) or callable(answer)):
        raise AnswerFailed(
            f"the answer for {key!r} is of type {type(answer).__name__}",
            hint="give a text, a function that takes the request, a runnable or a graph",
        )
    if not isinstance(answer, str | Runnable) and not takes(answer, None):
        raise AnswerFailed(
            f"the answer for {key!r} is a function that cannot be called with the request alone",
            hint=f"def {getattr(answer, '__name__', 'answer')}(request): ...",
        )


def _responses(domain: Domain, key: str) -> list[str]:
    if key in domain.responses:
        return [key]
    served = [
        name for name, response in domain.responses.items() if key in response.intents and response.kind == "answer"
    ]
    if not served:
        answers = {name: response for name, response in domain.responses.items() if response.kind == "answer"}
        raise UnknownName("answer or intent with an answer", key, {*answers, *_served(answers.values())})
    return served


def _served(responses: Iterable[Response]) -> set[str]:
    return {intent for response in responses for intent in response.intents}


def _request(decision: Decision, state: DialogueState) -> AnswerRequest:
    said = tuple(said_by_user(state))
    shares = cast("list[dict[str, dict[str, str]]]", decision.rationale.get("facets") or [])
    amounts = {facet: Captured.model_validate(told) for facet, told in state["captured"].items()}
    return AnswerRequest(
        text=said[-1] if said else "",
        response=decision.response or "",
        intent=decision.intent or "",
        session=state["session"],
        facts={share["facet"]["id"]: share["of"]["id"] for share in shares},
        amounts={facet: told.amount for facet, told in amounts.items() if told.amount is not None},
        bounds={facet: told.bounds for facet, told in amounts.items() if told.bounds is not None},
        assumptions=dict(decision.assumptions),
        history=said,
    )


def _assumption_tail(decision: Decision) -> str:
    """What the decision's own text says it takes for granted is true of the host's answer, too."""
    at = decision.text.rfind("This assumes that ") if decision.assumptions else -1
    return f" {decision.text[at:]}" if at >= 0 else ""


def _ask(answer: Answer, request: AnswerRequest, call: _Call) -> str:
    if isinstance(answer, Runnable):
        result = _of_runnable(cast("Runnable[object, object]", answer), request)
    else:
        result = cast("Callable[[AnswerRequest], object]", answer)(request)
    text = _collected(result, call)
    if not text.strip():
        raise AnswerFailed(
            f"the answer for {request.response!r} has no words: what came was of type {type(result).__name__}",
            hint="return a text, a message, or a mapping with the text under 'text'",
        )
    return text


def _of_runnable(answer: Runnable[object, object], request: AnswerRequest) -> object:
    if hasattr(answer, "get_graph") and "messages" in getattr(answer, "channels", {}):
        given = {"messages": [HumanMessage(request.text)], "edgewise": asdict(request)}
        known = set(getattr(answer, "channels", {}))
        return answer.invoke({key: value for key, value in given.items() if key in known})
    return cast(_Streams, answer).stream(asdict(request))


def _collected(result: object, call: _Call) -> str:
    """The text of whatever an answer returned; parts that arrive one by one are streamed on."""
    if inspect.isawaitable(result):
        return _collected(call.run(_awaited(cast("Awaitable[object]", result))), call)
    if isinstance(result, AsyncIterator):
        return cast(str, call.run(_gathered(cast("AsyncIterator[object]", result), call)))
    if isinstance(result, Iterator):
        return "".join(call.emitted(part) for part in cast("Iterator[object]", result))
    return _text(result)


async def _awaited(result: Awaitable[object]) -> object:
    return await result


async def _gathered(parts: AsyncIterator[object], call: _Call) -> str:
    return "".join([call.emitted(part) async for part in parts])


@cache
def _own_loop(process: int) -> asyncio.AbstractEventLoop:
    """A fork has none of its parent's threads."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="edgewise-loop").start()
    return loop


def _text(result: object) -> str:
    """The words in a result; a result without words is no answer."""
    if isinstance(result, str):  # half of a pair of surrogates, which no response of a server can hold
        return result.encode("utf-8", "replace").decode()
    if isinstance(result, BaseMessage):
        return result.text
    if isinstance(result, BaseModel):
        return _text(result.model_dump())
    if isinstance(result, Mapping):
        fields = cast("Mapping[str, object]", result)
        if fields.get("messages"):
            return _text(cast("list[object]", fields["messages"])[-1])
        return next((_text(fields[key]) for key in ("text", "answer", "output", "content") if fields.get(key)), "")
    return ""
