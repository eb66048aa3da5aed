"""Tuning on a small random BERT: it must learn what can be learnt, and the same twice."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from edgewise.agent.replies.bank import BankReply, outcome_index
from edgewise.agent.replies.joint_examples import Recipe
from edgewise.agent.replies.joint_fit import Layouts, tune
from edgewise.agent.replies.joint_network import base_weights
from edgewise.agent.replies.joint_tokens import Marks, lay_out, padded
from transformers import BertConfig, BertModel
from wood_replies import ROWS

MARKS = Marks(begin=1, end=2, pad=0)
SHORT = Recipe(
    epochs=24,
    soup=1,
    rate=5e-3,
    head_rate=1e-2,
    batch=8,
    variants=6,
    tuned=1,
    rank=4,
    drop=0.0,
    smoothing=0.0,
    swapped=0.0,
)


def tokens(text):
    return [3 + sum((i + 1) * ord(c) for i, c in enumerate(word)) % 90 for word in text.split()]


def laid(row):
    return lay_out(row.reply, row.pending, tokens, MARKS)


LAYOUTS = Layouts(laid, MARKS)


@pytest.fixture(scope="module")
def base():
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=100, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=96
    )
    return base_weights(BertModel(config))


def tuned(base):
    torch.manual_seed(0)
    return tune(ROWS, LAYOUTS, base, SHORT)


def test_what_it_was_shown_it_knows(base):
    network = tuned(base)
    for row in ROWS[:-1]:
        log_p = network.read(padded([laid(row)], MARKS))[0]
        assert int(log_p.argmax()) == outcome_index(row), row


def test_the_same_seed_gives_the_same_network(base):
    one, two = tuned(base).arrays(), tuned(base).arrays()
    assert one.keys() == two.keys()
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_it_learns_from_replies_made_up_before_those_of_the_bank(base):
    torch.manual_seed(0)
    made = [BankReply("Is it dry?", ("yes", "no"), "quite wet", "no")] * 40
    one = tune(ROWS, LAYOUTS, base, replace(SHORT, epochs=1), made=made)
    two = tune(ROWS, LAYOUTS, base, replace(SHORT, epochs=1))
    read = padded([laid(made[0])], MARKS)
    assert one.read(read)[0][1] > two.read(read)[0][1] + 0.3


def test_a_soup_is_the_average_of_networks_from_one_start(base):
    recipe = replace(SHORT, epochs=1, soup=2)
    soup = tune(ROWS, LAYOUTS, base, recipe).state_dict()
    found = []
    watch = lambda _, network: found.append({n: v.detach().clone() for n, v in network.state_dict().items()})  # noqa: E731
    tune(ROWS, LAYOUTS, base, recipe, watch=watch)
    assert len(found) == 2
    for name, value in soup.items():
        torch.testing.assert_close(value, (found[0][name] + found[1][name]) / 2)
    assert any(not torch.equal(found[0][name], found[1][name]) for name in soup)


def test_it_learns_on_from_replies_said_elsewhere(base):
    torch.manual_seed(0)
    said = [BankReply("Is it dry?", ("yes", "no"), "quite wet", "no")] * 40
    recipe = replace(SHORT, epochs=1, said_rates=(5e-3, 5e-3), said_batch=8)
    one = tune(ROWS, LAYOUTS, base, recipe, said=said)
    two = tune(ROWS, LAYOUTS, base, recipe)
    read = padded([laid(said[0])], MARKS)
    assert one.read(read)[0][1] > two.read(read)[0][1] + 0.3
