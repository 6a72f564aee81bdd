"""`Layer`: a module with the shapes of one sample in its type, composed with `>>`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, cast, overload

from typedgrad.errors import DTypeError, ShapeError
from typedgrad.nn.module import Module
from typedgrad.shapes import A, B, FloatDT, L

if TYPE_CHECKING:
    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import F, S
    from typedgrad.tensor.tensor import Tensor

In = TypeVar("In", bound=tuple[Any, ...])  # the shape of a sample that goes in
Out = TypeVar("Out", bound=tuple[Any, ...])  # the shape of a sample that comes out
Next = TypeVar("Next", bound=tuple[Any, ...])  # the shape after the next layer


class Activation(Module, ABC):
    """A function of tensors of any shape: it keeps the shape and the dtype, and can follow any layer."""

    after_linear: ClassVar[Rule | None] = None
    """The rule that is a linear map and this activation in one, for the very class that says it."""

    @abstractmethod
    def __call__(self, x: Tensor[F, S], /) -> Tensor[F, S]:
        """Apply it elementwise.

        Raises:
            DTypeError: integers or booleans.
        """


class Layer(Module, ABC, Generic[In, Out, FloatDT]):
    """A map from samples of shape `In` to samples of shape `Out`, both of dtype `FloatDT`, over any leading axes.

    A subclass calls `super().__init__` with the two shapes and the dtype, and gives `forward`.

    Args:
        in_shape: the shape of a sample that goes in.
        out_shape: the shape of a sample that comes out.
        dtype: the dtype of both, and of the parameters.

    >>> import numpy as np
    >>> from typedgrad import zeros
    >>> from typedgrad.nn import Linear, Sigmoid
    >>> rng = np.random.default_rng(0)
    >>> network = Linear(64, 40, rng=rng) >> Sigmoid() >> Linear(40, 10, rng=rng)
    >>> network(zeros((32, 64))).shape
    (32, 10)
    """

    def __init__(self, in_shape: In, out_shape: Out, dtype: type[FloatDT]) -> None:
        self.in_shape = in_shape
        self.out_shape = out_shape
        self.dtype: type[FloatDT] = dtype

    @abstractmethod
    def forward(self, x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
        """The computation. Its types are those of `__call__`, whose leading axes are each call's."""

    def __call__(  # (*L, A) -> (*L, B)
        self: Layer[tuple[A], tuple[B], FloatDT], x: Tensor[FloatDT, tuple[*L, A]], /
    ) -> Tensor[FloatDT, tuple[*L, B]]:
        """Apply the layer to samples along any leading axes.

        Raises:
            ShapeError: samples of another shape.
            DTypeError: samples of another dtype.
        """
        return self.forward(x)

    @overload  # In -> Out, then elementwise
    def __rshift__(self, then: Activation, /) -> Layer[In, Out, FloatDT]: ...
    @overload  # In -> Out -> Next
    def __rshift__(self, then: Layer[Out, Next, FloatDT], /) -> Layer[In, Next, FloatDT]: ...
    def __rshift__(self, then: Activation | Layer[Any, Any, Any], /) -> Layer[Any, Any, Any]:
        """The layer that applies this one and then another.

        Raises:
            ShapeError: the other takes samples of another shape than this one gives.
            DTypeError: the other has another dtype, or is no layer.
        """
        return _Composed(self, then)


_Stage: TypeAlias = "Layer[Any, Any, Any] | Activation"

if TYPE_CHECKING:

    class _Fusing(Protocol):
        """A stage whose class has a call for itself and the activation after it."""

        def __call__(self, x: Tensor[Any, Any], /) -> Tensor[Any, Any]: ...
        def _forward_then(self, then: Activation, x: Tensor[Any, Any]) -> Tensor[Any, Any]: ...


class _Composed(Layer[In, Out, FloatDT]):
    """Layers and activations, one after the other."""

    layers: tuple[_Stage, ...]

    def __init__(self, first: Layer[In, Any, FloatDT], then: Layer[Any, Out, FloatDT] | Activation) -> None:
        out_shape: Out = first.out_shape
        if isinstance(then, Layer):
            _check_composition(first, then)
            out_shape = then.out_shape
        elif not isinstance(then, Activation):
            raise DTypeError(f">>: {then!r} of type {type(then).__name__} is neither a layer nor an activation")
        self.in_shape, self.out_shape, self.dtype = first.in_shape, out_shape, first.dtype
        self.layers = (*_stages(first), *_stages(then))
        self._paired, self._pairs = self.layers, _paired(self.layers)

    def forward(self, x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
        if self._paired is not self.layers:  # they were replaced
            self._paired, self._pairs = self.layers, _paired(self.layers)
        for layer, then in self._pairs:
            x = layer(x) if then is None else layer._forward_then(then, x)
        return x

    def __repr__(self) -> str:
        return " >> ".join(map(repr, self.layers))


def _stages(layer: _Stage) -> tuple[_Stage, ...]:
    return layer.layers if isinstance(layer, _Composed) else (layer,)


def _paired(stages: tuple[_Stage, ...]) -> tuple[tuple[_Fusing, Activation | None], ...]:
    """Each stage, with the activation after it where both are one call."""
    pairs: list[tuple[_Stage, Activation | None]] = []
    for stage in stages:
        if pairs and isinstance(stage, Activation) and _is_one_call(pairs[-1], stage):
            pairs[-1] = (pairs[-1][0], stage)
        else:
            pairs.append((stage, None))
    return cast("tuple[tuple[_Fusing, Activation | None], ...]", tuple(pairs))  # it fuses where there is an activation


def _is_one_call(before: tuple[_Stage, Activation | None], then: Activation) -> bool:
    """Whether both classes say so themselves: a subclass may do something else."""
    stage, taken = before
    return taken is None and "_forward_then" in vars(type(stage)) and "after_linear" in vars(type(then))


def _check_composition(first: Layer[Any, Any, Any], then: Layer[Any, Any, Any]) -> None:
    if first.out_shape != then.in_shape:
        raise ShapeError(f">>: {first!r} gives {first.out_shape}, {then!r} takes {then.in_shape}")
    if first.dtype is not then.dtype:
        raise DTypeError(f">>: {first!r} is {first.dtype.__name__}, {then!r} is {then.dtype.__name__}")
