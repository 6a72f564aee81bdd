"""`Linear`: the affine map of features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import numpy as np

from typedgrad.dtypes import float32, float64, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.nn.init import glorot_uniform
from typedgrad.nn.layer import Layer
from typedgrad.ops.sizes import checked_shape
from typedgrad.rules import linalg as rules
from typedgrad.shapes import FloatDT
from typedgrad.tensor.base import binary, check_tensors, ternary, wrap
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from typedgrad.nn.layer import Activation
    from typedgrad.nn.sizes import InName, InSize, OutName, OutSize
    from typedgrad.tensor.tensor import Tensor

InDim = TypeVar("InDim", bound=int)
OutDim = TypeVar("OutDim", bound=int)
OwnDT = TypeVar("OwnDT", float32, float64)  # the dtype given to a constructor


class Linear(Layer[tuple[InDim], tuple[OutDim], FloatDT], Generic[InDim, OutDim, FloatDT]):
    """`x @ weight + bias`, from features `(*L, InDim)` to features `(*L, OutDim)`.

    Args:
        n_in: the number of features that go in, by name (`Pixels(64)`) or as a literal.
        n_out: the number of features that come out.
        dtype: float32 or float64.
        rng: draws the weights, see `glorot_uniform`; the bias starts at zero.
        bias: whether there is one.

    Attributes:
        weight: `(InDim, OutDim)`.
        bias: `(OutDim,)`, or None.

    Raises:
        ShapeError: a number of features below 1, or more weights than memory can have.
        DTypeError: a dtype that is not a float, an `rng` that is no generator, a `bias` that is neither True nor False.

    >>> from typing import NewType
    >>> from typedgrad import ones
    >>> Pixels = NewType("Pixels", int)
    >>> layer = Linear(Pixels(64), 10, rng=np.random.default_rng(0))
    >>> layer(ones((32, Pixels(64)))).shape
    (32, 10)
    """

    weight: Parameter[FloatDT, tuple[InDim, OutDim]]
    bias: Parameter[FloatDT, tuple[OutDim]] | None

    @overload  # Linear(64, 10)
    def __init__(
        self: Linear[InSize, OutSize, float32],
        n_in: InSize,
        n_out: OutSize,
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload  # Linear(Pixels(64), 10)
    def __init__(
        self: Linear[InName, OutSize, float32],
        n_in: InName,
        n_out: OutSize,
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload  # Linear(64, Classes(10))
    def __init__(
        self: Linear[InSize, OutName, float32],
        n_in: InSize,
        n_out: OutName,
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload  # Linear(Pixels(64), Classes(10))
    def __init__(
        self: Linear[InName, OutName, float32],
        n_in: InName,
        n_out: OutName,
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload  # the same with a dtype
    def __init__(
        self: Linear[InSize, OutSize, OwnDT],
        n_in: InSize,
        n_out: OutSize,
        dtype: type[OwnDT],
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload
    def __init__(
        self: Linear[InName, OutSize, OwnDT],
        n_in: InName,
        n_out: OutSize,
        dtype: type[OwnDT],
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload
    def __init__(
        self: Linear[InSize, OutName, OwnDT],
        n_in: InSize,
        n_out: OutName,
        dtype: type[OwnDT],
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    @overload
    def __init__(
        self: Linear[InName, OutName, OwnDT],
        n_in: InName,
        n_out: OutName,
        dtype: type[OwnDT],
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None: ...
    def __init__(
        self: Linear[Any, Any, Any],
        n_in: int,
        n_out: int,
        dtype: type[Any] = float32,
        *,
        rng: np.random.Generator,
        bias: bool = True,
    ) -> None:
        for size in (n_in, n_out):
            if not isinstance(size, int) or isinstance(size, bool) or size < 1:
                raise ShapeError(f"Linear: {size!r} in Linear({n_in!r}, {n_out!r}) is not a number of features")
        checked_shape(f"Linear({n_in}, {n_out})", (n_in, n_out))
        if numpy_dtype("Linear", dtype).kind != "f":
            raise DTypeError(f"Linear: {dtype.__name__} weights have no gradient; float32 or float64")
        if not isinstance(rng, np.random.Generator):
            raise DTypeError(f"Linear: rng is {rng!r}, not a generator; make one by np.random.default_rng(seed)")
        if not isinstance(bias, bool):
            raise DTypeError(f"Linear: bias is {described(bias)}, not True or False")
        super().__init__((n_in,), (n_out,), dtype)
        self.weight = Parameter(glorot_uniform((n_in, n_out), dtype, rng=rng))
        self.bias = Parameter(wrap(np.zeros(n_out, numpy_dtype("Linear", dtype)))) if bias else None

    def forward(self, x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
        """`x @ weight + bias`."""
        if self.bias is not None:
            return ternary(rules.linear, x, self.weight, self.bias)
        try:
            return binary(rules.matmul, x, self.weight)
        except AttributeError:
            check_tensors("matmul", x)
            raise

    def _forward_then(self, then: Activation, x: Tensor[Any, Any]) -> Tensor[Any, Any]:
        rule, bias = then.after_linear, self.bias
        return then(self(x)) if rule is None or bias is None else ternary(rule, x, self.weight, bias)

    def __repr__(self) -> str:
        bias = "" if self.bias is not None else ", bias=False"
        return f"Linear({self.in_shape[0]}, {self.out_shape[0]}, {self.dtype.__name__}{bias})"
