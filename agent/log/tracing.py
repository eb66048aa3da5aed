"""Spans for OpenTelemetry when its package is installed, and nothing for LangSmith.

The only module that imports either. Attributes are names and numbers, never what anybody wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Protocol, cast

__all__ = ["Span", "span", "untraced"]

Attribute = str | int | float | bool


class Span(Protocol):
    """Something that takes attributes."""

    def set_attribute(self, key: str, value: Attribute, /) -> object:
        """Note one fact."""
        ...


class _Nothing:
    def set_attribute(self, key: str, value: Attribute, /) -> object:
        return None


_NOTHING = _Nothing()


def span(name: str, **attributes: Attribute) -> AbstractContextManager[Span]:
    """A span called ``edgewise.<name>``."""
    start = _starter()
    found = start(f"edgewise.{name}", attributes) if start is not None else None
    return nullcontext(_NOTHING) if found is None else found


@contextmanager
def untraced() -> Generator[None]:
    """Keep LangSmith out: with its switch in the environment LangGraph would send it every word of a session."""
    from langsmith import tracing_context  # pyright: ignore[reportUnknownVariableType]

    with tracing_context(enabled=False):
        yield


@cache
def _starter() -> Callable[[str, dict[str, Attribute]], AbstractContextManager[Span] | None] | None:
    try:
        from opentelemetry import trace
    except ImportError:
        return None

    def start(name: str, attributes: dict[str, Attribute]) -> AbstractContextManager[Span] | None:
        # The provider is asked for each time: the host may install its own after us; until then nobody listens.
        unheard = isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)
        return None if unheard else recorded(name, attributes)

    @contextmanager
    def recorded(name: str, attributes: dict[str, Attribute]) -> Generator[Span]:
        with trace.get_tracer("edgewise").start_as_current_span(name) as found:
            for key, value in attributes.items():
                found.set_attribute(f"edgewise.{key}", value)
            yield cast(Span, found)

    return start
