"""A small random BERT stands in for the encoder: what the layers compute must be what it computes."""

import numpy as np
import pytest
import torch
from edgewise.agent.replies.bank import question_from
from edgewise.agent.replies.joint_network import JointNetwork, Spans, base_weights
from edgewise.agent.replies.joint_tokens import Marks, lay_out, padded
from transformers import BertConfig, BertModel

MARKS = Marks(begin=1, end=2, pad=0)
MENU = question_from("Which size?", ("small", "very large", "medium"))
POLAR = question_from("Is it hot?", ("yes", "no"))


def tokens(text):
    return [3 + sum(map(ord, word)) % 90 for word in text.split()]


@pytest.fixture(scope="module")
def bert():
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=100, hidden_size=64, num_hidden_layers=4, num_attention_heads=2, intermediate_size=96
    )
    return BertModel(config).eval()


@pytest.fixture
def network(bert):
    torch.manual_seed(2)
    made = JointNetwork(base_weights(bert), tuned=2, rank=4)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made.eval()


def batch_of(*replies, question=MENU):
    return padded([lay_out(reply, question, tokens, MARKS) for reply in replies], MARKS)


def test_layers_without_a_change_are_the_encoders_own(bert):
    network = JointNetwork(base_weights(bert), tuned=2).eval()
    batch = batch_of("the big one", "one")
    with torch.inference_mode():
        states = network.lower(batch)
        for layer in (2, 3):
            states = network._layer(states, layer, Spans.of(batch).mask[:, None, None, :] > 0)
        mask = torch.from_numpy(batch.mask)
        expected = bert(
            input_ids=torch.from_numpy(batch.ids), token_type_ids=torch.from_numpy(batch.segments), attention_mask=mask
        ).last_hidden_state
    there = mask.bool()
    torch.testing.assert_close(states[there], expected[there], atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("question", [MENU, POLAR])
def test_outcomes_have_probabilities_that_sum_to_one(network, question):
    log_p = network.read(batch_of("the big one", "no idea", question=question))
    assert log_p.shape == (2, len(question.options) + 3)
    np.testing.assert_allclose(np.exp(log_p).sum(1), 1, rtol=1e-5)


def test_merged_changes_read_alike(network):
    batch = batch_of("the big one")
    before = network.read(batch)
    np.testing.assert_allclose(network.merged().read(batch), before, atol=1e-4)


def test_company_in_a_batch_changes_nothing(network):
    alone = network.read(batch_of("one"))
    beside = network.read(batch_of("one", "a much longer reply than the one before it"))
    np.testing.assert_allclose(beside[0], alone[0], atol=1e-4)


def test_an_option_read_elsewhere_on_the_menu_is_another_text_but_a_probability(network):
    turned = question_from("Which size?", ("medium", "small", "very large"))
    log_p = network.read(batch_of("the big one", question=turned))
    assert np.isfinite(log_p).all()


def test_what_is_kept_reads_alike_in_half_precision(network, bert):
    again = JointNetwork(base_weights(bert), tuned=2, rank=4).eval()
    again.load(network.arrays())
    batch = batch_of("the big one")
    np.testing.assert_allclose(again.read(batch), network.read(batch), atol=0.02)
    assert all(array.dtype == np.float16 for array in network.arrays().values())


def test_the_encoder_itself_is_not_changed(network, bert):
    before = bert.state_dict()["encoder.layer.3.output.dense.weight"].clone()
    network.merged()
    assert torch.equal(bert.state_dict()["encoder.layer.3.output.dense.weight"], before)
