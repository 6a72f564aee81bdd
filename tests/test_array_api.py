"""The namespace: what a tensor answers with, dtypes in every form, making arrays, and gradients through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import array_api_compat
import numpy as np
import pytest
from helpers import ALL, array, each_of, untyped

import typedgrad
from typedgrad import DTypeError, GradientError, Parameter, ShapeError, as_tensor, backprop, float32, float64, int64
from typedgrad import array_api as xp

if TYPE_CHECKING:
    from types import ModuleType

    from typedgrad import DType

X = as_tensor([[1.0, 2.0, 4.0], [3.0, 6.0, 5.0]], float64, (2, 3))


# ------------------------------------------------------------------------------------------------ what a tensor says
def test_namespace() -> None:
    assert X.__array_namespace__() is xp
    assert X.__array_namespace__(api_version="2021.12") is xp
    assert xp.__array_api_version__ == "2021.12"
    with pytest.raises(ValueError, match=r"version 2021\.12, not 2099\.12"):
        X.__array_namespace__(api_version="2099.12")


def test_namespace_by_array_api_compat() -> None:
    compat: Any = array_api_compat
    assert compat.is_array_api_obj(X)
    namespace: ModuleType = compat.array_namespace(X, X)
    assert namespace is xp
    assert compat.device(X) == "cpu"
    assert compat.size(X) == 6
    assert compat.to_device(X, "cpu") is X


def test_device() -> None:
    assert X.device == "cpu"
    assert X.to_device("cpu") is X
    with pytest.raises(ValueError, match="no device 'gpu'"):
        X.to_device(untyped("gpu"))
    with pytest.raises(ValueError, match="with stream 1"):
        X.to_device("cpu", stream=untyped(1))
    for make in (xp.ones, xp.zeros, xp.empty):
        assert make((2,), device="cpu").device == "cpu"
        with pytest.raises(ValueError, match="no device 'gpu'"):
            make((2,), device="gpu")


def test_info() -> None:
    info = xp.__array_namespace_info__()
    assert info.devices() == [info.default_device()] == ["cpu"]
    assert info.default_dtypes()["real floating"] == xp.float64
    assert info.default_dtypes(device="cpu")["integral"] == xp.int64
    assert info.dtypes(kind="real floating") == {"float32": xp.float32, "float64": xp.float64}
    assert list(info.dtypes(kind=("bool", "integral"))) == ["bool", "int32", "int64"]
    assert set(info.dtypes()) == {"bool", "int32", "int64", "float32", "float64"}
    assert info.capabilities()["boolean indexing"]
    with pytest.raises(ValueError, match="no device"):
        info.dtypes(device="gpu")


# ------------------------------------------------------------------------------------------------------------ dtypes
@each_of(ALL)
def test_dtype_in_every_form(dtype: type[DType]) -> None:
    name = "bool" if dtype is typedgrad.bool_ else dtype.__name__
    own = getattr(xp, name)
    x = xp.ones((2, 3), dtype=dtype)
    assert x.dtype == own == dtype
    assert dtype == own == x.dtype
    assert np.dtype(dtype) is own
    assert [other for other in ALL if x.dtype == other] == [dtype]
    assert hash(own) == hash(x.dtype)
    assert {own: 1}[x.dtype] == 1
    for form in map(untyped, (own, dtype, name, own.type)):
        assert xp.zeros(2, dtype=form).dtype == own
        assert xp.astype(X > 0.0, form).dtype == own
        assert xp.isdtype(form, own)
        assert xp.result_type(form) == own


def test_no_dtype() -> None:
    for wrong in ("int8", np.uint8, complex, typedgrad.Float, "nonsense", 3):
        with pytest.raises(DTypeError):
            xp.ones(2, dtype=untyped(wrong))
    with pytest.raises(DTypeError, match="isdtype: None of type NoneType is not a dtype"):
        xp.isdtype(untyped(None), "bool")
    with pytest.raises(ValueError, match="'whole' is not one of bool"):
        xp.isdtype(xp.int64, "whole")


def test_limits_of_dtypes() -> None:
    for dtype, bits in ((xp.float32, 32), (float64, 64)):
        info = xp.finfo(dtype)
        wanted = np.finfo(info.dtype)
        assert info == (bits, wanted.eps, wanted.max, wanted.min, wanted.smallest_normal, info.dtype)
        assert all(type(limit) is float for limit in info[1:5])
    assert xp.finfo(X).dtype == xp.float64
    assert xp.iinfo(int64) == (64, 2**63 - 1, -(2**63), xp.int64)
    assert xp.iinfo(xp.int32).max == 2**31 - 1
    with pytest.raises(DTypeError, match="finfo: int64 is not a floating-point dtype"):
        xp.finfo(xp.int64)
    with pytest.raises(DTypeError, match="iinfo: float32 is not an integer dtype"):
        xp.iinfo(xp.float32)


def test_result_type() -> None:
    assert xp.result_type(xp.float32, X) == xp.float64
    assert xp.result_type(X, 1, 2.5) == xp.float64
    assert xp.result_type(xp.int32, 1, int64) == xp.int64
    assert xp.result_type(xp.bool, True) == xp.bool
    for wrong in ((xp.int64, xp.float32), (xp.int32, 2.5), (xp.int32, True), (xp.bool, 1), (), (1, 2.0)):
        with pytest.raises(DTypeError, match="result_type"):
            xp.result_type(*wrong)


# ----------------------------------------------------------------------------------------------------- making arrays
def test_asarray() -> None:
    assert xp.asarray(X) is X
    assert xp.asarray(X, copy=False) is X
    assert xp.asarray(X, copy=True) is not X
    assert xp.asarray(X, dtype=xp.float32).dtype == xp.float32
    assert xp.asarray([]).dtype == xp.float64
    assert xp.asarray(np.arange(3, dtype=np.uint8), dtype=xp.int64).dtype == xp.int64
    assert xp.asarray([X[0, 0], X[0, 1]]).shape == (2,)
    with pytest.raises(ValueError, match="needs a copy"):
        xp.asarray(X, dtype=xp.float32, copy=False)
    with pytest.raises(DTypeError, match="uint8"):
        xp.asarray(np.arange(3, dtype=np.uint8))


def test_asarray_does_not_share_memory() -> None:
    data = np.ones(3)
    x = xp.asarray(data)
    data[0] = 5.0
    np.testing.assert_array_equal(array(x), [1.0, 1.0, 1.0])


def test_sizes_in_any_form() -> None:
    assert xp.ones(np.int64(2)).shape == xp.ones([2]).shape == xp.ones((xp.asarray(2),)).shape == (2,)
    assert xp.reshape(X, [np.int64(3), -1]).shape == (3, 2)
    assert xp.broadcast_to(X, [2, 2, 3]).shape == (2, 2, 3)
    assert xp.sum(X, axis=np.int64(0)).shape == (3,)
    assert xp.sum(X, axis=[0, 1]).shape == ()
    assert xp.permute_dims(X, [1, 0]).shape == (3, 2)


def test_full_of_an_array() -> None:
    assert xp.full((2,), X[0, 0]).dtype == xp.float64
    assert xp.full_like(X, xp.asarray(3), dtype=xp.int64).dtype == xp.int64


def test_from_dlpack() -> None:
    x = xp.from_dlpack(np.arange(3.0))
    np.testing.assert_array_equal(array(x), [0.0, 1.0, 2.0])
    np.testing.assert_array_equal(np.from_dlpack(untyped(X)), array(X))


def test_wrong_arguments() -> None:
    with pytest.raises(ShapeError, match=r"take: shape \(2, 3\) needs an axis"):
        xp.take(X, xp.asarray([0]))
    with pytest.raises(ShapeError, match=r"cumulative_sum: shape \(2, 3\) needs an axis"):
        xp.cumulative_sum(X)
    with pytest.raises(ShapeError, match=r"broadcast_arrays: \(2, 3\) with \(2,\)"):
        xp.broadcast_arrays(X, xp.ones(2))
    with pytest.raises(DTypeError, match=r"broadcast_arrays: \[1\.0\] of type list is not a tensor"):
        xp.broadcast_arrays(X, untyped([1.0]))
    with pytest.raises(ShapeError, match="moveaxis: source 2 in shape"):
        xp.moveaxis(X, 2, 0)
    with pytest.raises(ShapeError, match=r"moveaxis: destination \(0, 0\) names an axis"):
        xp.moveaxis(X, (0, 1), (0, 0))
    with pytest.raises(ShapeError, match="2 sources, 1 destinations"):
        xp.moveaxis(X, (0, 1), 0)
    with pytest.raises(ValueError, match="needs a copy"):
        xp.reshape(X.T, (6,), copy=False)
    with pytest.raises(ShapeError, match="has 2 axes, not 1"):
        xp.meshgrid(X)
    with pytest.raises(ValueError, match="neither 'xy' nor 'ij'"):
        xp.meshgrid(X[0], indexing=untyped("yx"))
    with pytest.raises(ValueError, match="matrix_norm: ord 3"):
        xp.linalg.matrix_norm(X, ord=3)


# -------------------------------------------------------------------------------------------------------- assignment
def test_assignment() -> None:
    x = untyped(xp.asarray(X, copy=True))
    row, alias = x[0], x
    with xp.assignable():
        x[0, 1:] = 7
        x[:, 0] = xp.asarray([8.0, 9.0])
        x[x > 8.5] = xp.asarray(0.0)
        x[1] += 0.5
    np.testing.assert_array_equal(array(x), [[8.0, 7.0, 7.0], [0.5, 6.5, 5.5]])
    np.testing.assert_array_equal(array(row), [1.0, 2.0, 4.0])
    assert alias is x


def test_assignment_is_refused() -> None:
    x, w = untyped(xp.asarray(X, copy=True)), untyped(Parameter(X))
    with pytest.raises(TypeError, match="cannot be assigned to"):
        x[0] = 1.0
    with xp.assignable():
        with pytest.raises(TypeError, match="cannot be assigned to"):
            w[0] = 1.0
        with pytest.raises(DTypeError, match="float64 with float32"):
            x[0] = xp.ones(3, dtype=float32)
        with pytest.raises(ShapeError, match="broadcast"):
            x[0] = xp.ones(2)
        with pytest.raises(IndexError):
            x[2] = 1.0
    np.testing.assert_array_equal(array(x), array(X))


@xp.assignable()
def test_gradients_through_assignment() -> None:
    """What was computed before keeps its gradient, what is computed after has that of the changed copy."""
    w, v = Parameter(X), Parameter(X[0])
    y = untyped(w * 2.0)
    before = (y * y).sum()
    y[0] = v * 5.0
    backprop(untyped(before + y.sum()))
    np.testing.assert_allclose(array(untyped(w.grad)), 8.0 * array(X) + [[0.0] * 3, [2.0] * 3])
    np.testing.assert_allclose(array(untyped(v.grad)), [5.0] * 3)


# --------------------------------------------------------------------------------------------------------- gradients
def test_gradients_flow_through() -> None:
    w = Parameter(X)
    y = xp.sum(xp.concat([xp.square(w), xp.take(w, xp.asarray([0]), axis=0)], axis=0) * 3.0)
    backprop(untyped(y))
    np.testing.assert_allclose(array(untyped(w.grad)), 6.0 * array(X) + [[3.0] * 3, [0.0] * 3])


def test_no_gradient_of_a_completed_basis() -> None:
    w = Parameter(X)
    with pytest.raises(GradientError, match="complete a basis"):
        xp.linalg.svd(w)
    with pytest.raises(GradientError, match="complete a basis"):
        xp.linalg.qr(w.T, mode="complete")
    assert xp.linalg.svd(w, full_matrices=False).S.shape == (2,)


@each_of((float32, float64))
def test_typed_where_the_parameters_are_the_standards(dtype: type[DType]) -> None:
    """A function that typedgrad has with the standard's parameters is its own, with its types."""
    assert xp.exp is typedgrad.exp
    assert xp.add is typedgrad.add
    assert xp.exp(xp.zeros(2, dtype=dtype)).dtype == dtype.numpy
