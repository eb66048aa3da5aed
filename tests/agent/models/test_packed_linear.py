import numpy as np
import pytest
import torch
from edgewise.agent.models.encoder import load_encoder
from edgewise.agent.models.encoder_network import Network
from edgewise.agent.models.packed_linear import PackedLinear, pack_linears
from torch import nn


class Left(nn.Linear):
    """A linear layer with something of its own."""


@pytest.fixture
def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(24, 48), nn.Tanh(), nn.Sequential(nn.Linear(48, 8, bias=False)), Left(8, 3))


@pytest.mark.parametrize("shape", [(24,), (1, 24), (7, 24), (2, 5, 24)])
def test_packed_layers_give_the_same(network: nn.Sequential, shape: tuple[int, ...]) -> None:
    x = torch.randn(shape)
    with torch.inference_mode():
        expected = network(x)
        pack_linears(network)
        torch.testing.assert_close(network(x), expected)


def test_parameters_keep_their_names_and_subclasses_stay(network: nn.Sequential) -> None:
    before = {name: value.clone() for name, value in network.state_dict().items()}
    count = pack_linears(network)
    if torch.backends.mkldnn.is_available():
        assert count == 2 and isinstance(network[0], PackedLinear)
    assert isinstance(network[3], Left)
    assert before.keys() == network.state_dict().keys()
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())


def test_gradients_flow_as_before(network: nn.Sequential) -> None:
    pack_linears(network)
    network(torch.randn(4, 24)).sum().backward()
    assert all(p.grad is not None for p in network.parameters())


def test_what_cannot_be_packed_is_left(network: nn.Sequential, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setattr(PackedLinear, "__init__", refuse)
    assert pack_linears(network) == 0 and type(network[0]) is nn.Linear
    assert pack_linears(nn.Sequential(nn.Linear(4, 4).double())) == 0


def test_wrong_results_are_left_alone(network: nn.Sequential, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PackedLinear, "forward", lambda self, x: x[..., :1].expand(*x.shape[:-1], len(self.weight)))
    assert pack_linears(network) == 0


def test_the_encoder_reads_as_its_network_does_unpacked() -> None:
    texts = ["my card is lost", "where is it?", "a refund for the second payment please, it was made twice"]
    encoder = load_encoder(device="cpu")
    plain = Network(encoder.folder, "cpu", packed=False)
    np.testing.assert_allclose(encoder.encode(texts), plain.forward(plain.token_ids(texts)), atol=2e-6)
