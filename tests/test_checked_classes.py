"""The type parameters of a generic class stand for one thing in all checked calls of an instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeAlias, TypeVar, TypeVarTuple

import pytest
from checked_values import Batch, Hidden, N, f32, hidden
from helpers import untyped

from typedgrad import (
    DTypeError,
    ShapeError,
    Tensor,
    Vector,
    checked,
    float32,
    float64,
)

if TYPE_CHECKING:
    Row: TypeAlias = Vector[float32, "Batch"]


DT = TypeVar("DT", float32, float64)
Inner = TypeVar("Inner", bound=int)
L = TypeVarTuple("L")


class Encoder(Generic[Hidden, DT]):
    """Two dimensions of a class, one of a call."""

    @checked
    def __init__(self, hidden: Hidden, dtype: type[DT]) -> None: ...

    @checked
    def encode(self, x: Tensor[DT, tuple[N, Hidden]]) -> Tensor[DT, tuple[N]]:
        return hidden(x.sum(1))

    @checked
    def decode(self, x: Tensor[float32, tuple[N]], weights: Tensor[float32, tuple[Hidden]]) -> None:
        if x.shape[0] == 13:
            raise KeyError("own")


@checked
class Late(Generic[Hidden]):
    """Binds its dimension by the first call that succeeds."""

    def first(self, x: Vector[float32, Hidden]) -> None:
        if x.shape[0] == 13:
            raise KeyError("own")

    def second(self, x: Vector[float32, N], y: Vector[float32, Hidden]) -> Vector[float32, Hidden]:
        return y

    def third(self, x: object) -> Vector[float32, Hidden]:
        return hidden(x)


class Narrow(Late[Inner], Generic[N, Inner]):
    """Calls the same dimension by another name."""

    @checked
    def fourth(self, x: Vector[float32, Inner]) -> None: ...


@checked
class Runs(Generic[*L, Hidden]):
    def inherited(self, x: Vector[float32, Hidden]) -> None: ...


@checked
class OfRuns(Runs[int, int, Inner]):
    """Which of its base's parameters `Inner` is would have to be counted from the end."""

    def own(self, x: Vector[float32, Inner]) -> None: ...


class Fixed(Late[Literal[3]]):
    """Has a size for it."""


def test_the_dimension_of_a_class_is_bound_by_the_constructor() -> None:
    encoder = Encoder(40, float32)
    assert encoder.encode(f32(2, 40)).shape == (2,)
    assert encoder.encode(f32(3, 40)).shape == (3,)  # N is of the call
    with pytest.raises(ShapeError) as caught:
        encoder.encode(f32(2, 41))
    assert str(caught.value) == (
        "Encoder.encode: x has Hidden = 41 (axis 1 of shape (2, 41)), but hidden of Encoder.__init__ bound Hidden = 40"
    )
    with pytest.raises(DTypeError, match=r"x has DT = float64, but dtype of Encoder\.__init__ bound DT = float32$"):
        untyped(encoder).encode(f32(2, 40).astype(float64))
    assert Encoder(41, float32).encode(f32(2, 41)).shape == (2,)  # another instance has its own


def test_the_first_call_that_succeeds_binds_it() -> None:
    late = Late[int]()
    with pytest.raises(KeyError, match="own"):
        late.first(f32(13))
    late.second(f32(2), f32(5))
    late.second(f32(3), f32(5))
    with pytest.raises(ShapeError) as caught:
        late.first(f32(6))
    assert str(caught.value) == (
        "Late.first: x has Hidden = 6 (axis 0 of shape (6,)), "
        "but y of Late.second bound Hidden = 5 (axis 0 of shape (5,))"
    )
    with pytest.raises(ShapeError, match=r"^Late\.third: the result has Hidden = 4"):
        late.third(f32(4))
    assert late.third(f32(5)).shape == (5,)


def test_a_result_can_bind_it() -> None:
    late = Late[int]()
    late.third(f32(4))
    with pytest.raises(ShapeError, match=r"but the result of Late\.third bound Hidden = 4 \(axis 0 of shape \(4,\)\)$"):
        late.first(f32(5))


def test_subclasses_give_it_other_names_and_sizes() -> None:
    narrow = Narrow[Any, Any]()
    narrow.fourth(f32(4))
    with pytest.raises(
        ShapeError, match=r"^Late\.first: x has Hidden = 5 .* but x of Narrow\.fourth bound Hidden = 4 "
    ):
        narrow.first(f32(5))
    for _ in range(2):
        with pytest.raises(ShapeError, match=r"but the class Fixed\(Late\[Literal\[3\]\]\) bound Hidden = 3$"):
            Fixed().first(f32(5))
    fixed = Fixed()
    fixed.first(f32(3))
    with pytest.raises(ShapeError, match=r"but the class Fixed\(Late\[Literal\[3\]\]\) bound Hidden = 3$"):
        fixed.first(f32(5))


def test_the_parameters_of_a_base_of_any_number_are_not_followed() -> None:
    net = OfRuns[Any]()
    net.own(f32(3))
    with pytest.raises(ShapeError, match=r"^OfRuns\.own: x has Inner = 4 .* but x of OfRuns\.own bound Inner = 3 "):
        net.own(f32(4))
    net.inherited(f32(4))
    with pytest.raises(ShapeError, match=r"^Runs\.inherited: x has Hidden = 5 .* bound Hidden = 4 "):
        net.inherited(f32(5))


def test_a_call_within_a_call_can_contradict_it() -> None:
    class Outer(Generic[Hidden]):
        @checked
        def outer(self, x: Vector[float32, Hidden]) -> None:
            self.inner(f32(4))

        @checked
        def inner(self, x: Vector[float32, Hidden]) -> None: ...

    with pytest.raises(ShapeError, match=r"^Outer\.outer: x has Hidden = 3 .* but x of Outer\.inner bound Hidden = 4 "):
        untyped(Outer)().outer(f32(3))


def test_what_is_known_of_an_instance_goes_with_it() -> None:
    for n in range(50):  # the same memory again
        encoder = Encoder(n + 1, float32)
        assert encoder.encode(f32(2, n + 1)).shape == (2,)
        del encoder


def test_an_instance_without_weak_references_has_names_by_the_call() -> None:
    class Slots(Generic[Hidden]):
        __slots__ = ()

        @checked
        def f(self, x: Vector[float32, Hidden], y: Vector[float32, Hidden]) -> None: ...

    slots = untyped(Slots)()
    slots.f(f32(3), f32(3))
    slots.f(f32(4), f32(4))
    with pytest.raises(ShapeError, match="y has Hidden = 4"):
        slots.f(f32(3), f32(4))


def test_a_protocol_takes_a_checked_class() -> None:
    class Firsts(Protocol):
        def first(self, x: Vector[float32, Literal[3]]) -> None: ...

    firsts: Firsts = Late[Literal[3]]()
    firsts.first(f32(3))
