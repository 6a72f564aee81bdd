"""Modules: which parameters they find, their modes, and their state."""

from __future__ import annotations

import copy
import pickle
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import tensor, untyped

from typedgrad import DTypeError, Parameter, ShapeError, as_tensor, float32, float64, gradients, int64, ones, zeros
from typedgrad.nn import Linear, Module, ReLU, Sigmoid, StateDict, Tanh

if TYPE_CHECKING:
    from typedgrad import Tensor


def generator() -> np.random.Generator:
    return np.random.default_rng(0)


class Scale(Module):
    def __init__(self, value: float) -> None:
        self.factor = Parameter(ones((2,)) * value)
        self.name = "scale"


class Nested(Module):
    def __init__(self) -> None:
        self.scales = [Scale(1.0), Scale(2.0)]
        self.pair = (Scale(3.0), Parameter(ones((1,))))
        self.own = Parameter(zeros((3,)))
        self.shared = self.scales[0]
        self.again = self.own
        self.itself: Module = self


def values(module: Module) -> dict[str, Any]:
    return {name: parameter.numpy().copy() for name, parameter in module.named_parameters()}


# ------------------------------------------------------------------------------------------------------ parameters
def test_parameters_are_found_once_each_under_their_first_name() -> None:
    names = [name for name, _ in Nested().named_parameters()]
    assert names == ["pair.1", "own", "scales.0.factor", "scales.1.factor", "pair.0.factor"]


def test_parameters_of_composed_layers_are_named_by_position() -> None:
    network = Linear(3, 4, rng=generator()) >> Sigmoid() >> Linear(4, 2, rng=generator(), bias=False)
    assert [name for name, _ in network.named_parameters()] == ["layers.0.weight", "layers.0.bias", "layers.2.weight"]


def test_a_layer_used_twice_has_its_parameters_once() -> None:
    layer = Linear(3, 3, rng=generator())
    assert len((layer >> Tanh() >> layer).parameters()) == 2


def test_a_parameter_replaced_is_found_anew() -> None:
    module = Scale(1.0)
    module.factor = Parameter(zeros((2,)))
    assert module.parameters() == [module.factor]


def test_train_and_eval_reach_every_module_within() -> None:
    module = Nested()
    assert module.eval() is module
    assert not any(inner.training for inner in module.modules())
    module.train()
    assert all(inner.training for inner in module.modules())


# ----------------------------------------------------------------------------------------------------------- state
def test_a_loaded_state_is_the_saved_one() -> None:
    source, target = Nested(), Nested()
    source.own.assign(ones((3,)))
    target.load_state_dict(source.state_dict())
    assert {name: value.tolist() for name, value in values(target).items()} == {
        name: value.tolist() for name, value in values(source).items()
    }


def test_a_saved_state_does_not_change_with_the_module() -> None:
    module = Scale(1.0)
    state = module.state_dict()
    module.factor.assign(zeros((2,)))
    assert state["factor"].numpy().tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"factor": None, "other": ones((2,))}, KeyError, "missing factor; unknown other"),
        ({"factor": None}, KeyError, "missing factor"),
        ({"extra": ones((2,))}, KeyError, "unknown extra"),
        ({"factor": ones((3,))}, ShapeError, "factor has shape (3,), the parameter (2,)"),
        ({"factor": ones((2,), float64)}, DTypeError, "factor is float64, the parameter float32"),
        ({"factor": np.ones(2)}, DTypeError, "factor is array"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(
    change: dict[str, Tensor[Any, Any] | None], error: type[Exception], message: str
) -> None:
    module = Scale(1.0)
    entries = {**module.state_dict(), **change}
    state = StateDict[Scale]({name: value for name, value in entries.items() if value is not None})
    with pytest.raises(error) as caught:
        module.load_state_dict(state)
    assert message in str(caught.value)


def test_a_state_that_does_not_fit_changes_nothing() -> None:
    module = Nested()
    before = values(module)
    state = {name: ones(value.shape) * 7.0 for name, value in before.items()}
    state["pair.0.factor"] = ones((5,))
    with pytest.raises(ShapeError):
        module.load_state_dict(StateDict(state))
    assert {name: value.tolist() for name, value in values(module).items()} == {
        name: value.tolist() for name, value in before.items()
    }


def test_a_state_shows_names_dtypes_and_shapes() -> None:
    assert repr(Scale(1.0).state_dict()) == "StateDict(factor: float32(2,))"


# ---------------------------------------------------------------------------------------------------------- layers
def test_a_composition_shows_its_layers() -> None:
    network = Linear(3, 4, rng=generator()) >> ReLU() >> Linear(4, 2, rng=generator(), bias=False)
    assert repr(network) == "Linear(3, 4, float32) >> ReLU() >> Linear(4, 2, float32, bias=False)"


def test_composition_is_associative() -> None:
    first, second, third = (Linear(3, 3, rng=generator()) for _ in range(3))
    x = untyped(ones((2, 3)))
    left, right = (first >> Tanh() >> second) >> third, first >> Tanh() >> (second >> third)
    assert left(x).numpy().tolist() == right(x).numpy().tolist()


@pytest.mark.parametrize(
    ("then", "error", "message"),
    [
        (Linear(5, 2, rng=generator()), ShapeError, "gives (4,), Linear(5, 2, float32) takes (5,)"),
        (Linear(4, 2, float64, rng=generator()), DTypeError, "is float64"),
        (abs, DTypeError, "is neither a layer nor an activation"),
    ],
)
def test_layers_that_do_not_fit_do_not_compose(then: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        _ = Linear(3, 4, rng=generator()) >> untyped(then)
    assert message in str(caught.value)


def test_a_linear_layer_is_an_affine_map_over_any_leading_axes() -> None:
    layer = Linear(3, 4, float64, rng=generator())
    assert layer.bias is not None
    layer.bias.assign(ones((4,), float64))
    x = np.random.default_rng(1).random((2, 5, 3))
    expected = x @ layer.weight.numpy() + 1.0
    result = untyped(layer)(as_tensor(x, float64))
    np.testing.assert_allclose(result.numpy(), expected, rtol=1e-14)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (2, 3), (2, 2, 3)])
def test_a_linear_layer_gives_the_shape_of_its_type(shape: tuple[int, ...]) -> None:
    layer = Linear(3, 4, rng=generator())
    assert untyped(layer)(untyped(zeros)(shape)).shape == (*shape[:-1], 4)


def test_glorot_weights_stay_within_their_limit() -> None:
    weights = Linear(64, 40, rng=generator()).weight.numpy()
    limit = np.sqrt(6.0 / 104.0)
    assert 0.95 * limit < np.abs(weights).max() <= limit


def test_one_seed_gives_one_initialisation_in_both_dtypes() -> None:
    single = Linear(8, 4, float32, rng=generator()).weight.numpy()
    double = Linear(8, 4, float64, rng=generator()).weight.numpy()
    assert (double.astype(np.float32) == single).all()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"n_in": 0}, ShapeError, "0 in Linear(0, 4) is not a number of features"),
        ({"n_out": -1}, ShapeError, "-1 in Linear(3, -1)"),
        ({"n_out": 2.0}, ShapeError, "2.0 in Linear(3, 2.0)"),
        ({"n_in": True}, ShapeError, "True in Linear(True, 4)"),
        ({"dtype": untyped("float32")}, DTypeError, "'float32' is not one of"),
        ({"rng": 0}, DTypeError, "rng is 0, not a generator"),
    ],
)
def test_a_linear_layer_refuses_bad_arguments(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        untyped(Linear)(**{"n_in": 3, "n_out": 4, "rng": generator(), **arguments})
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (zeros((2, 4)), ShapeError, "linear: (2, 4) @ (3, 4) + (4,): 4 columns meet 3 rows"),
        (zeros((2, 3), float64), DTypeError, "linear: float64 with float32"),
        (zeros(()), ShapeError, "linear: () @ (3, 4)"),
        ("rows", DTypeError, "linear: 'rows' of type str is not a tensor"),
    ],
)
def test_a_linear_layer_refuses_what_does_not_fit(x: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        untyped(Linear(3, 4, rng=generator()))(x)
    assert message in str(caught.value)


@pytest.mark.parametrize("bias", [True, False])
def test_a_linear_layer_whose_weight_is_gone_says_so(bias: bool) -> None:
    layer = Linear(3, 4, rng=generator(), bias=bias)
    del layer.weight
    with pytest.raises(AttributeError, match="has no attribute 'weight'"):
        layer(zeros((2, 3)))


def test_a_linear_layer_of_integers_in_place_of_its_parameters_says_so() -> None:
    layer: Any = Linear(3, 4, rng=generator())
    layer.weight, layer.bias = zeros((3, 4), int64), zeros((4,), int64)
    with pytest.raises(DTypeError, match=r"^linear: not defined for int64, only for floats$"):
        layer(zeros((2, 3), int64))


@pytest.mark.parametrize("name", ["weight", "bias"])
def test_a_linear_layer_refuses_a_parameter_of_another_dtype(name: str) -> None:
    layer = untyped(Linear(3, 4, rng=generator()))
    setattr(layer, name, Parameter(getattr(layer, name).astype(float64)))
    with pytest.raises(DTypeError, match="linear: float32 with float64"):
        layer(zeros((5, 3)))


def test_a_linear_layer_refuses_a_bias_of_another_size() -> None:
    layer = untyped(Linear(3, 4, rng=generator()))
    layer.bias = Parameter(zeros((2,)))
    with pytest.raises(ShapeError, match=re.escape("linear: (5, 3) @ (3, 4) + (2,): the bias does not fit 4 columns")):
        layer(zeros((5, 3)))


def pickled(module: Any) -> Any:
    return pickle.loads(pickle.dumps(module))


@pytest.mark.parametrize("copied", [copy.deepcopy, pickled])
def test_a_copied_network_computes_the_same_and_learns_apart(copied: Any) -> None:
    network = Linear(3, 4, rng=generator()) >> Sigmoid() >> Linear(4, 2, rng=generator())
    twin = copied(network)
    x = untyped(ones((2, 3)))
    assert twin(x).numpy().tolist() == network(x).numpy().tolist()
    twin.parameters()[0].assign(zeros((3, 4)))
    assert network.parameters()[0].numpy().any()


# ------------------------------------------------------------------------------------- a layer and its activation
class Doubled(Sigmoid):
    """A subclass is not what its base is."""

    def __call__(self, x: Any, /) -> Any:
        return super().__call__(x) * 2.0


class Shifted(Linear[Any, Any, Any]):
    """The same of a layer."""

    def forward(self, x: Any, /) -> Any:
        return super().forward(x) + 1.0


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("then", [Sigmoid(), Tanh(), ReLU(), Doubled()], ids=repr)
@pytest.mark.parametrize("kind", [Linear, Shifted])
def test_composed_layers_compute_what_they_do_apart(kind: Any, then: Any, bias: bool) -> None:
    rng = np.random.default_rng(0)
    first = kind(4, 3, float64, rng=rng, bias=bias)
    network: Any = first >> then >> then >> Linear(3, 2, float64, rng=rng) >> Tanh()
    x = untyped(tensor(rng.standard_normal((5, 4)), float64))
    apart = x
    for layer in network.layers:
        apart = layer(apart)
    np.testing.assert_array_equal(network(x).numpy(), apart.numpy())
    parameters: Any = network.parameters()
    together: Any = untyped(gradients)(network(x).sum(), parameters)
    for found, expected in zip(together, untyped(gradients)(apart.sum(), parameters), strict=True):
        np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-14)


def test_shapes_that_do_not_fit_are_told_apart_of_an_activation() -> None:
    network = Linear(4, 3, rng=np.random.default_rng(0)) >> Sigmoid()
    with pytest.raises(ShapeError, match=r"linear: .* 5 columns meet 4 rows"):
        untyped(network)(tensor(np.ones((2, 5)), float32))


def test_layers_of_a_composition_can_be_replaced() -> None:
    network: Any = Linear(4, 3, rng=np.random.default_rng(0)) >> Sigmoid()
    x = tensor(np.ones((2, 4)), float32)
    for other in (network, copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        other.layers = (other.layers[0], Tanh())
        np.testing.assert_array_equal(other(x).numpy(), untyped(other.layers[0](x)).tanh().numpy())
        other.layers[0].bias = None
        np.testing.assert_array_equal(other(x).numpy(), untyped(x @ other.layers[0].weight).tanh().numpy())
