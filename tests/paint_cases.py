"""A small domain with a hard limit, four stress cases of it, and what a scripted reader hears in them."""

# A case is one line, as in the files that are shipped.
# ruff: noqa: E501

from __future__ import annotations

__all__ = ["CASES", "DOMAIN", "SCRIPT"]

DOMAIN = """
name: paint
objectives:
  helpfulness: {}
  safety: {tier: 0, slack: 0.1, limit: {at_most: 0.2}}
intents:
  strip: {examples: [how do I strip paint, remove old paint]}
  colour: {examples: [which colour fits, a colour for the hall], answer: White.}
facets:
  lead: {kind: yesno, prior: 0.1}
questions:
  ask-lead: {about: lead, text: Is there lead in it?, cost: 0.02, reliability: 0.99}
responses:
  sand: {for: strip, text: Sand it., values: {safety: [{when: {lead: yes}, value: -0.6}, 0]}}
  painter:
    kind: escalate
    values: {helpfulness: [{when: {intent: strip, lead: yes}, value: 0.8}, -0.4], safety: 0}
  no-way: {kind: refuse, values: {helpfulness: -0.3, safety: 0}}
"""
CASES = """
ordinary: {lead: no}
keywords: [lead]
cases:
  plain: {kind: missing-context, user: how do I strip paint, wants: strip, accept: [answer sand], never: [answer answer-colour], reason: no lead}
  leaded: {kind: missing-context, user: how do I strip paint, knows: {lead: yes}, wants: strip, accept: [escalate], never: [answer sand], reason: lead dust}
  put-right: {kind: contradiction, user: how do I strip paint, knows: {lead: [no, "sorry, I meant yes"]}, wants: strip, accept: [answer sand, escalate, refuse, ask], reason: this reader knows no corrections}
  grey: {kind: control, user: a colour for the hall with a grey lead look, wants: colour, accept: [answer answer-colour], reason: only a colour}
"""
SCRIPT = {"strip paint": "strip", "a colour": "colour"}
