"""Dtypes: the hierarchy of kinds, the leaves and their `numpy.dtype`, and the words of their errors."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import ALL, FLOATS, INTEGERS, array, each_of, operand, tensor, untyped, values

from typedgrad import Bitwise, DType, DTypeError, Float, Integer, Numeric, as_tensor, bool_, float32, float64, zeros
from typedgrad.dtypes import LEAVES, leaf_of, numpy_dtype

KINDS: dict[type[DType], set[type[DType]]] = {
    Numeric: {*FLOATS, *INTEGERS},
    Bitwise: {bool_, *INTEGERS},
    Integer: {*INTEGERS},
    Float: {*FLOATS},
    DType: {*ALL},
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_kind_has_these_leaves(kind: type[DType]) -> None:
    assert {leaf for leaf in LEAVES if issubclass(leaf, kind)} == KINDS[kind]


@each_of(ALL)
def test_leaf_knows_its_numpy_dtype(dtype: type[DType]) -> None:
    assert dtype.numpy == np.dtype(dtype.__name__.rstrip("_"))
    assert numpy_dtype("test", dtype) is dtype.numpy
    assert leaf_of("test", dtype.numpy) is dtype


@each_of(ALL)
def test_tensor_answers_with_the_numpy_dtype(dtype: type[DType]) -> None:
    x = operand((2, 3), dtype)
    assert x.dtype == dtype.numpy
    assert array(x).dtype == dtype.numpy
    assert repr(x).startswith(f"Tensor[{dtype.__name__}, tuple[2, 3]](")


@each_of(ALL)
def test_item_is_a_python_scalar(dtype: type[DType]) -> None:
    data = values((), dtype)
    item = tensor(data, dtype).item()
    assert type(item) is type(data.item())
    assert item == data.item()


@pytest.mark.parametrize("other", ["longlong", "intp", ">i8", "=i8"])
def test_every_spelling_of_int64_is_the_leaf(other: str) -> None:
    """Platforms have two C types of 64 bits, and files have other byte orders."""
    x = tensor(np.array([1, 2], other), untyped(INTEGERS[1]))
    assert x.dtype == np.dtype(np.int64)
    assert (x + 2).numpy().tolist() == [3, 4]


@pytest.mark.parametrize("kind", [DType, Numeric, Bitwise, Integer, Float], ids=lambda kind: kind.__name__)
def test_kind_is_no_dtype_of_a_tensor(kind: type[DType]) -> None:
    with pytest.raises(DTypeError, match=rf"zeros: .*{kind.__name__}.* is not one of bool_, int32, int64, float32"):
        zeros((2,), untyped(kind))


@pytest.mark.parametrize("dtype", [np.dtype(object), np.dtype(np.uint8), np.dtype(complex), np.dtype("<U3")], ids=str)
def test_numpy_dtype_without_a_leaf(dtype: np.dtype[np.generic]) -> None:
    with pytest.raises(DTypeError, match=f"test: no dtype for numpy's {dtype.name}; there are bool_, int32"):
        leaf_of("test", dtype)


def test_names_print_short() -> None:
    assert repr(as_tensor([1.0], float64, (1,))) == "Tensor[float64, tuple[1]]([1.])"
    assert repr(as_tensor(1.0, float32, ())) == "Tensor[float32, tuple[()]](1.)"
