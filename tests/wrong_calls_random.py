"""Wrong calls that would draw random numbers."""

from __future__ import annotations

from wrong_calls import A, Wrong, c, draws, rng, x

from typedgrad import DTypeError, ShapeError, bool_, float32, float64, int32, int64

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: draws.normal(None, (2,)), TypeError, "normal: None of type NoneType is not a generator; make one,"),
    Wrong(lambda: draws.normal(0, (2,)), TypeError, "normal: 0 of type int is not a generator; make one, rng ="),
    Wrong(lambda: draws.normal(rng, 2), ShapeError, "normal: the shape 2 of type int is not a tuple"),
    Wrong(lambda: draws.normal(rng, (-1,)), ShapeError, "normal: -1 in (-1,) is not a size"),
    Wrong(lambda: draws.normal(rng, (2.0,)), ShapeError, "normal: 2.0 in (2.0,) is not a size"),
    Wrong(lambda: draws.normal(rng, (2**62,)), ShapeError, "normal: no array has the shape (4611686018427387904,)"),
    Wrong(lambda: draws.normal(rng, (2,), int64), DTypeError, "normal: int64 is none of float32 or float64"),
    Wrong(lambda: draws.normal(rng, (2,), float), DTypeError, "normal: <class 'float'> is not one of bool_, int32,"),
    Wrong(lambda: draws.normal(rng, (2,), std=-1.0), ValueError, "normal: a standard deviation of -1.0, which is"),
    Wrong(lambda: draws.normal(rng, (2,), std=float("nan")), ValueError, "normal: std is nan, not finite"),
    Wrong(lambda: draws.normal(rng, (2,), std="1"), DTypeError, "normal: std is '1' of type str, not a number"),
    Wrong(lambda: draws.normal(rng, (2,), mean=None), DTypeError, "normal: mean is None of type NoneType, not a"),
    Wrong(lambda: draws.normal(rng, (2,), mean=1j), DTypeError, "normal: mean is 1j of type complex, not a number"),
    Wrong(
        lambda: draws.normal(rng, (2,), mean=10**400), OverflowError, "normal: mean is an integer of type int, out of"
    ),
    Wrong(lambda: draws.normal(rng, (2,), mean=float("inf")), ValueError, "normal: mean is inf, not finite"),
    Wrong(lambda: draws.normal(rng, (2,), mean=1e39), OverflowError, "normal: 1e+39 + 1.0 * x is out of the range of"),
    Wrong(lambda: draws.normal(rng, (2,), mean=x), DTypeError, "normal: mean is Tensor[float64, tuple[2, 3]]( [["),
    Wrong(
        lambda: draws.uniform(rng, (2,), low=1.0, high=1.0),
        ValueError,
        "uniform: from 1.0 to below 1.0 there is no float32",
    ),
    Wrong(
        lambda: draws.uniform(rng, (2,), low=2.0, high=1.0),
        ValueError,
        "uniform: from 2.0 to below 1.0 there is no float32",
    ),
    Wrong(
        lambda: draws.uniform(rng, (2,), low=-1e308, high=1e308),
        OverflowError,
        "uniform: -1e+308 or 1e+308 is out of the range of",
    ),
    Wrong(
        lambda: draws.uniform(rng, (2,), float64, low=-1.7e308, high=1.7e308),
        OverflowError,
        "uniform: -1.7e+308 + inf * x is out of the range",
    ),
    Wrong(lambda: draws.uniform(rng, (2,), low=float("nan")), ValueError, "uniform: low is nan, not finite"),
    Wrong(lambda: draws.uniform(rng, (2,), high=True), DTypeError, "uniform: high is True of type bool, not a number"),
    Wrong(lambda: draws.uniform(rng, [2]), ShapeError, "uniform: the shape [2] of type list is not a tuple"),
    Wrong(lambda: draws.uniform(rng, (2,), bool_), DTypeError, "uniform: bool is none of float32 or float64"),
    Wrong(lambda: draws.uniform(rng, (True,)), ShapeError, "uniform: True in (True,) is not a size"),
    Wrong(lambda: draws.uniform("seed", (2,)), TypeError, "uniform: 'seed' of type str is not a generator; make"),
    Wrong(lambda: draws.integers(rng, 0, 0, (2,)), ValueError, "integers: from 0 to below 0 there is none"),
    Wrong(lambda: draws.integers(rng, 3, 1, (2,)), ValueError, "integers: from 3 to below 1 there is none"),
    Wrong(lambda: draws.integers(rng, 0.0, 3, (2,)), DTypeError, "integers: low is 0.0 of type float, not an int"),
    Wrong(lambda: draws.integers(rng, 0, 3.0, (2,)), DTypeError, "integers: high is 3.0 of type float, not an int"),
    Wrong(
        lambda: draws.integers(rng, False, True, (2,)), DTypeError, "integers: low is False of type bool, not an int"
    ),
    Wrong(lambda: draws.integers(rng, 0, 2**70, (2,)), OverflowError, "integers: 0 to below 1180591620717411303424 is"),
    Wrong(
        lambda: draws.integers(rng, 0, 2**32, (2,), int32),
        OverflowError,
        "integers: 0 to below 4294967296 is out of the",
    ),
    Wrong(lambda: draws.integers(rng, 0, 3, (2,), float32), DTypeError, "integers: float32 is none of int32 or int64"),
    Wrong(lambda: draws.integers(rng, 0, 3, 2), ShapeError, "integers: the shape 2 of type int is not a tuple"),
    Wrong(lambda: draws.integers(rng, 0, None, (2,)), DTypeError, "integers: high is None of type NoneType, not an"),
    Wrong(lambda: draws.integers(0, 0, 3, (2,)), TypeError, "integers: 0 of type int is not a generator; make one,"),
    Wrong(lambda: draws.bernoulli(rng, 1.5, (2,)), ValueError, "bernoulli: 1.5 is no probability, between 0 and 1"),
    Wrong(lambda: draws.bernoulli(rng, -0.1, (2,)), ValueError, "bernoulli: -0.1 is no probability, between 0 and 1"),
    Wrong(lambda: draws.bernoulli(rng, float("nan"), (2,)), ValueError, "bernoulli: p is nan, not finite"),
    Wrong(lambda: draws.bernoulli(rng, "p", (2,)), DTypeError, "bernoulli: p is 'p' of type str, not a number"),
    Wrong(lambda: draws.bernoulli(rng, True, (2,)), DTypeError, "bernoulli: p is True of type bool, not a number"),
    Wrong(lambda: draws.bernoulli(rng, 0.5, None), ShapeError, "bernoulli: the shape None of type NoneType is not a"),
    Wrong(lambda: draws.bernoulli(rng, x, (2,)), DTypeError, "bernoulli: p is Tensor[float64, tuple[2, 3]]( [["),
    Wrong(lambda: draws.bernoulli(None, 0.5, (2,)), TypeError, "bernoulli: None of type NoneType is not a"),
    Wrong(lambda: draws.permutation(rng, -1), ShapeError, "permutation: -1 in (-1,) is not a size"),
    Wrong(lambda: draws.permutation(rng, 2.0), ShapeError, "permutation: 2.0 in (2.0,) is not a size"),
    Wrong(lambda: draws.permutation(rng, True), ShapeError, "permutation: True in (True,) is not a size"),
    Wrong(lambda: draws.permutation(rng, c), ShapeError, "permutation: a 0-d tensor has no axis"),
    Wrong(lambda: draws.permutation(rng, [1, 2, 3]), ShapeError, "permutation: [1, 2, 3] in ([1, 2, 3],) is not a"),
    Wrong(lambda: draws.permutation(rng, A), ShapeError, "permutation: array([[0., 1., 2.],"),
    Wrong(lambda: draws.permutation(rng, 2**70), ShapeError, "permutation: no array has the shape"),
    Wrong(lambda: draws.permutation(rng, None), ShapeError, "permutation: None in (None,) is not a size"),
    Wrong(lambda: draws.permutation(None, 3), TypeError, "permutation: None of type NoneType is not a generator;"),
)
