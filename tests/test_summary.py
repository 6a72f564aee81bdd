"""`summary`: a row a layer, what is counted, and how it shows."""

from __future__ import annotations

import re
import sys
from io import StringIO

import numpy as np
import pytest
from helpers import untyped

from typedgrad import DTypeError, Parameter, Tensor, float64, ones, zeros
from typedgrad.nn import Linear, Module, ReLU, Sigmoid
from typedgrad.train import summary

pytest.importorskip("rich")

RNG = np.random.default_rng(0)


class Residual(Module):
    """A module of another kind, in which one layer is there twice."""

    def __init__(self) -> None:
        self.scale = Parameter(ones((3,), float64))
        self.inner = Linear(8, 8, float64, rng=RNG)
        self.again = self.inner
        self.blocks = [Linear(8, 4, rng=RNG, bias=False), ReLU()]


class Tied(Module):
    """Two layers with one weight."""

    def __init__(self) -> None:
        self.first = Linear(4, 4, rng=RNG)
        self.second = Linear(4, 4, rng=RNG)
        self.second.weight = self.first.weight


def network() -> Module:
    return Linear(64, 40, rng=RNG) >> Sigmoid() >> Linear(40, 10, rng=RNG)


# -------------------------------------------------------------------------------------------------------- the rows
def test_a_composition_has_a_row_for_each_stage() -> None:
    rows = summary(network()).layers
    assert [(row.name, row.type, row.parameters) for row in rows] == [
        ("layers.0", "Linear", 2600),
        ("layers.1", "Sigmoid", 0),
        ("layers.2", "Linear", 410),
    ]


def test_shapes_go_through_activations() -> None:
    rows = summary(network()).layers
    assert [(row.in_shape, row.out_shape) for row in rows] == [((64,), (40,)), ((40,), (40,)), ((40,), (10,))]


def test_a_layer_alone_is_one_row_without_a_name() -> None:
    (row,) = summary(Linear(3, 2, float64, rng=RNG)).layers
    assert (row.name, row.in_shape, row.out_shape, row.parameters, row.dtype) == ("", (3,), (2,), 8, "float64")


def test_a_module_of_another_kind_shows_what_it_holds() -> None:
    rows = summary(Residual()).layers
    assert [(row.name, row.type, row.parameters, row.dtype) for row in rows] == [
        ("", "Residual", 3, "float64"),
        ("inner", "Linear", 72, "float64"),
        ("blocks.0", "Linear", 32, "float32"),
        ("blocks.1", "ReLU", 0, ""),
    ]


def test_an_activation_outside_a_composition_has_no_shape() -> None:
    assert summary(Residual()).layers[-1].in_shape is None


def test_shared_parameters_count_once() -> None:
    table = summary(Tied())
    assert [(row.parameters, row.shared) for row in table.layers] == [(20, 0), (4, 16)]
    assert table.parameters == 24


@pytest.mark.parametrize("make", [network, Residual, Tied])
def test_the_rows_add_up(make: type[Module]) -> None:
    table = summary(make())
    assert sum(row.parameters for row in table.layers) == table.parameters


@pytest.mark.parametrize("make", [network, Residual, Tied])
def test_the_total_is_that_of_the_parameters(make: type[Module]) -> None:
    model = make()
    table = summary(model)
    assert table.parameters == sum(parameter.size for parameter in model.parameters())
    assert table.nbytes == sum(parameter.numpy().nbytes for parameter in model.parameters())


def test_a_module_without_parameters_has_a_row() -> None:
    assert [(row.name, row.type) for row in summary(ReLU()).layers] == [("", "ReLU")]


# ------------------------------------------------------------------------------------------------------ how it shows
TABLE = """\
Layer      Type      In        Out       Parameters   DType
──────────────────────────────────────────────────────────────
layers.0   Linear    (*, 64)   (*, 40)        2,600   float32
layers.1   Sigmoid   (*, 40)   (*, 40)            0
layers.2   Linear    (*, 40)   (*, 10)          410   float32

total                                         3,010   11.8 KiB"""


def test_it_prints_as_a_table() -> None:
    assert str(summary(network())) == repr(summary(network())) == TABLE


def test_shared_parameters_are_told() -> None:
    assert "4 + 16 shared" in str(summary(Tied()))


def test_rich_prints_it() -> None:
    console = pytest.importorskip("rich.console")
    text = StringIO()
    console.Console(file=text, width=100).print(summary(network()))
    assert "layers.2" in text.getvalue()


def test_a_notebook_shows_it_as_html() -> None:
    bundle = summary(network())._repr_mimebundle_()
    assert "layers.0" in bundle["text/html"]
    assert "2,600" in bundle["text/plain"]


def test_names_are_no_markup() -> None:
    class Odd(Module):
        def __init__(self) -> None:
            setattr(self, "[red]", Linear(1, 1, rng=RNG))

    assert "[red]" in str(summary(Odd()))


def test_a_missing_rich_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    table = summary(network())
    monkeypatch.setitem(sys.modules, "rich.box", None)
    assert re.fullmatch(r"<Summary of 3 layers, 3,010 parameters; no table: .*'typedgrad\[summary\]'>", repr(table))
    assert table._repr_mimebundle_() == {"text/plain": str(table)}
    with pytest.raises(ImportError, match=r"pip install 'typedgrad\[summary\]'"):
        table.__rich__()


@pytest.mark.parametrize("value", [zeros((2,)), 3, Linear])
def test_only_modules_have_a_summary(value: Tensor[float64, tuple[int]] | int) -> None:
    with pytest.raises(DTypeError, match=r"summary: .* is not a module"):
        untyped(summary)(value)
