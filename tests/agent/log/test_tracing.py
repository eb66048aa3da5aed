"""Spans where OpenTelemetry is installed; nothing at all where it is not."""

from __future__ import annotations

import sys

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.log import tracing


def test_a_turn_leaves_spans_without_anybodys_words() -> None:
    pytest.importorskip("opentelemetry.sdk", reason="opentelemetry-sdk is not installed")
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    tracing._starter.cache_clear()
    cards_agent(answers={"lost": "Blocked."}).session("a").say("my card is gone")
    spans = {span.name: span for span in exporter.get_finished_spans()}
    assert set(spans) == {"edgewise.turn", "edgewise.perceive", "edgewise.arbitrate", "edgewise.answer"}
    decided = spans["edgewise.arbitrate"].attributes or {}
    assert (decided["edgewise.act"], decided["edgewise.reason"]) == ("answer", "best_by_value")
    assert "gone" not in str([span.attributes for span in spans.values()])
    assert spans["edgewise.perceive"].parent is not None


def test_without_the_package_a_span_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    tracing._starter.cache_clear()
    with tracing.span("x", a=1) as found:
        assert found.set_attribute("b", 2) is None
    tracing._starter.cache_clear()
