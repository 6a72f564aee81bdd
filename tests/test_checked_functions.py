"""`checked` on every kind of function, and that nothing but the checks is added to it."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import subprocess
import sys
import threading
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, NewType, Protocol, TypeAlias, TypeVar

import numpy as np
import pytest
from helpers import untyped

from typedgrad import (
    DTypeError,
    Matrix,
    Parameter,
    Plus,
    ShapeError,
    Tensor,
    Vector,
    backprop,
    checked,
    compiled,
    float32,
    float64,
    int64,
    ones,
)
from typedgrad.nn import Linear, Module
from typedgrad.optim import SGD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from fractions import Fraction as Ratio

    from _typeshed import StrPath
    from helpers import AnyTensor
    from nowhere import Nothing  # type: ignore[import-not-found]  # pyright: ignore[reportMissingImports]  # on purpose

    from typedgrad import Scalar

    Row: TypeAlias = Vector[float32, "Batch"]

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
N = TypeVar("N", bound=int)
M = TypeVar("M", bound=int)
Hidden = TypeVar("Hidden", bound=int)
Inner = TypeVar("Inner", bound=int)
DT = TypeVar("DT", float32, float64)


def f32(*shape: int) -> AnyTensor:
    made: AnyTensor = untyped(ones)(shape)
    return made


def i64(*shape: int) -> AnyTensor:
    made: AnyTensor = untyped(ones)(shape, int64)
    return made


@checked
def rows(
    x: Tensor[float32, tuple[N, Literal[2]]], y: Tensor[int64, tuple[N]], /, factor: float = 2.0
) -> Vector[float32, N]:
    """Add up rows."""
    return untyped(x.sum(1) * factor)


# ------------------------------------------------------------------------------------------------------------ results
class Outcome(NamedTuple):
    loss: Scalar[float32]
    logits: Matrix[float32, Batch, Literal[10]]


def plain_result(x: Vector[float32, N], y: object) -> Vector[float32, N]:
    return untyped(y)


def tuple_result(x: Vector[float32, N], y: object) -> tuple[Vector[float32, N], int, Vector[int64, N] | None]:
    return untyped(y)


def record_result(x: Vector[float32, Batch], y: object) -> Outcome:
    return untyped(y)


def dict_result(x: Vector[float32, N], y: object) -> dict[str, Vector[float32, N]]:
    return untyped(y)


def split_result(x: Vector[float32, Plus[N, M]], y: object) -> tuple[Vector[float32, N], Vector[float32, M]]:
    return untyped(y)


def size_result(x: Vector[float32, N], y: object) -> N:
    return untyped(y)


def new_names(x: Vector[float32, N], y: object) -> Matrix[float32, M, M]:
    return untyped(y)


RETURNS: list[tuple[Callable[[Any, Any], object], object]] = [
    (plain_result, f32(3)),
    (tuple_result, (f32(3), 1, None)),
    (tuple_result, (f32(3), 1, i64(3))),
    (record_result, Outcome(f32(), f32(3, 10))),
    (dict_result, {"a": f32(3)}),
    (split_result, (f32(1), f32(2))),
    (size_result, 3),
    (new_names, f32(4, 4)),
]
REFUSED: list[tuple[Callable[[Any, Any], object], object, type[Exception], str]] = [
    (
        plain_result,
        f32(4),
        ShapeError,
        "the result has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (
        plain_result,
        i64(3),
        DTypeError,
        "the result is int64, not float32 as in Vector[float32, N] = Tensor[float32, tuple[N]]",
    ),
    (
        plain_result,
        None,
        DTypeError,
        "the result is None of type NoneType, not Vector[float32, N] = Tensor[float32, tuple[N]]; "
        "make it one by as_tensor",
    ),
    (
        tuple_result,
        (f32(3), 1, i64(4)),
        ShapeError,
        "the result[2] has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (
        record_result,
        Outcome(f32(), f32(3, 9)),
        ShapeError,
        "the result.logits has size 9 at axis 1 of shape (3, 9), "
        "not 10 as in Tensor[float32, tuple[Batch, Literal[10]]]",
    ),
    (
        dict_result,
        {"a": f32(3), "b": f32(2)},
        ShapeError,
        "the result['b'] has N = 2 (axis 0 of shape (2,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (split_result, (f32(1), f32(3)), ShapeError, "x has size 3 at axis 0 of shape (3,), not Plus[N, M] = 1 + 3 = 4"),
    (size_result, 4, ShapeError, "the result has N = 4, but x bound N = 3 (axis 0 of shape (3,))"),
    (
        new_names,
        f32(4, 5),
        ShapeError,
        "the result has M = 5 (axis 1 of shape (4, 5)), but the result bound M = 4 (axis 0 of shape (4, 5))",
    ),
]


@pytest.mark.parametrize(("function", "result"), RETURNS)
def test_a_result_that_fits_is_returned(function: Callable[[Any, Any], object], result: object) -> None:
    held = checked(function)
    assert all(held(f32(3), result) is result for _ in range(2))


@pytest.mark.parametrize(("function", "result", "kind", "message"), REFUSED)
def test_a_result_that_does_not_is_refused(
    function: Callable[[Any, Any], object], result: object, kind: type[Exception], message: str
) -> None:
    held = checked(function)
    for _ in range(2):
        with pytest.raises(kind) as caught:
            held(f32(3), result)
        assert str(caught.value) == f"{function.__name__}: {message}"


# --------------------------------------------------------------------------------------------------- kinds of functions
class Model:
    """A method of each kind."""

    def method(self, x: Vector[float32, N], y: Vector[float32, N]) -> str:
        return "method"

    @classmethod
    def of_class(cls, x: Vector[float32, N], y: Vector[float32, N]) -> str:
        return cls.__name__

    @staticmethod
    def static(x: Vector[float32, N], y: Vector[float32, N]) -> str:
        return "static"

    async def coroutine(self, x: Vector[float32, N], y: Vector[float32, N]) -> str:
        return "coroutine"

    def generator(self, x: Vector[float32, N], y: Vector[float32, N]) -> Iterator[Vector[float32, N]]:
        yield f32(5)

    async def stream(self, x: Vector[float32, N], y: Vector[float32, N]) -> AsyncIterator[Vector[float32, N]]:
        yield f32(5)

    def __call__(self, x: Vector[float32, N], y: Vector[float32, N]) -> str:
        return "call"


def each_kind(model: Model) -> list[Callable[[Any, Any], object]]:
    return [
        model.method,
        type(model).of_class,
        model.of_class,
        model.static,
        model,
        lambda x, y: asyncio.run(untyped(model.coroutine(x, y))),
        lambda x, y: next(model.generator(x, y)),
        lambda x, y: asyncio.run(untyped(anext(model.stream(x, y)))),
    ]


@checked
class CheckedModel(Model):
    """Checks nothing that it does not define."""


def decorated() -> Model:
    """A class each of whose methods is checked."""
    names = [name for name, member in vars(Model).items() if inspect.isroutine(member)]
    held = {name: checked(untyped(vars(Model)[name])) for name in names}
    model: Model = type("Model", (Model,), {**held, "__qualname__": "Model"})()
    return model


def as_a_class() -> Model:
    model: Model = checked(type("Model", (Model,), dict(vars(Model))))()
    return model


@pytest.mark.parametrize("kind", range(8))
@pytest.mark.parametrize("make", [decorated, as_a_class])
def test_a_function_of_each_kind(make: Callable[[], Model], kind: int) -> None:
    call, plain = each_kind(make())[kind], each_kind(Model())[kind]
    for _ in range(2):
        if kind < 6:
            assert call(f32(3), f32(3)) == plain(f32(3), f32(3))
        else:  # nothing that is yielded is looked at
            assert untyped(call(f32(3), f32(3))).shape == (5,)
        with pytest.raises(ShapeError, match=r"^Model\.\w+: y has N = 4"):
            call(f32(3), f32(4))


def test_a_generator_is_refused_when_it_is_called() -> None:
    with pytest.raises(ShapeError, match="y has N = 4"):
        decorated().generator(f32(3), f32(4))


def test_what_a_class_inherits_is_as_it_was() -> None:
    assert CheckedModel().method(f32(3), f32(4)) == "method"


def test_a_property_and_a_dataclass() -> None:
    @checked
    @dataclass
    class Pair:
        x: Vector[float32, N]
        y: Vector[float32, N]
        z: object = None

        @property
        def both(self) -> Vector[float32, Literal[2]]:
            """Two numbers."""
            return untyped(self.z)

    assert Pair(f32(3), f32(3), f32(2)).both.shape == (2,)
    assert Pair.both.__doc__ == "Two numbers."
    with pytest.raises(ShapeError, match=r"^Pair\.__init__: y has N = 4"):
        Pair(f32(3), f32(4))
    with pytest.raises(ShapeError, match=r"^Pair\.both: the result has size 3"):
        _ = Pair(f32(3), f32(3), f32(3)).both


def test_arguments_by_name_and_defaults() -> None:
    @checked
    def function(
        a: Vector[float32, N],
        /,
        b: Vector[float32, N],
        c: int = 1,
        *rest: Vector[float32, N],
        d: float = 2.0,
        e: Vector[float32, N] | None = None,
        **others: Vector[float32, N],
    ) -> tuple[object, ...]:
        return c, len(rest), d, e is None, sorted(others)

    x, wrong = f32(3), f32(4)
    assert function(x, x) == (1, 0, 2.0, True, [])
    assert function(x, b=x, d=3.0) == (1, 0, 3.0, True, [])
    assert function(x, x, 2, x, x, e=x, f=x, a=x) == (2, 2, 2.0, False, ["a", "f"])
    for call, at in [
        (lambda: function(x, wrong), "b"),
        (lambda: function(x, b=wrong), "b"),
        (lambda: function(x, x, 2, x, wrong), r"rest\[1\]"),
        (lambda: function(x, x, e=wrong), "e"),
        (lambda: function(x, x, a=wrong), r"others\['a'\]"),
    ]:
        with pytest.raises(ShapeError, match=f"^function: {at} has N = 4"):
            call()
    for wrongly in ((), (x,), (x, x, x, x)):
        with pytest.raises((TypeError, ShapeError, DTypeError)):
            untyped(function)(*wrongly, unknown=1)
    with pytest.raises(TypeError, match=r"function\(\) missing 1 required positional argument: 'b'"):
        untyped(function)(x)


def test_names_of_parameters_and_dimensions_that_the_checks_use_too() -> None:
    data, check_result, function, matched = (
        NewType(name, int) for name in ("data", "check_result", "function", "matched")
    )
    _ = data, check_result, function, matched

    @checked
    def f(
        _x: Matrix[float32, data, check_result],  # type: ignore[valid-type]  # pyright: ignore  # a variable
        _data: Matrix[float32, function, matched],  # type: ignore[valid-type]  # pyright: ignore  # as above
        float32_: Vector[float32, matched],  # type: ignore[valid-type]  # pyright: ignore  # as above
    ) -> Vector[float32, matched]:  # type: ignore[valid-type]  # pyright: ignore  # as above
        return float32_

    assert f(f32(2, 3), f32(4, 5), f32(5)).shape == (5,)
    with pytest.raises(ShapeError, match="float32_ has matched = 6"):
        f(f32(2, 3), f32(4, 5), f32(6))


# ------------------------------------------------------------------------------------------------ what is left as it is
def test_a_checked_function_looks_as_before() -> None:
    assert (rows.__name__, rows.__doc__, rows.__module__) == ("rows", "Add up rows.", __name__)
    assert str(inspect.signature(rows)).startswith("(x: 'Tensor[float32, tuple[N, Literal[2]]]', y:")
    assert inspect.iscoroutinefunction(decorated().coroutine)
    assert pickle.loads(pickle.dumps(rows)) is rows


def test_a_function_without_annotations_and_a_checked_one_are_returned() -> None:
    def function(x):  # type: ignore[no-untyped-def]  # pyright: ignore  # on purpose
        return x

    assert checked(function) is function
    assert checked(rows) is rows


@pytest.mark.parametrize("what", [3, "x", ones, len])
def test_what_is_no_function(what: object) -> None:
    if what is ones:
        what = np.add
    with pytest.raises(TypeError, match=r"^checked: .* is neither a function nor a class$"):
        checked(untyped(what))


def test_a_traceback_shows_the_call_and_little_else() -> None:
    rows(f32(3, 2), i64(3))
    with pytest.raises(ShapeError) as caught:
        rows(f32(3, 2), i64(4))
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert [(frame.name, frame.filename) for frame in frames[1:-1]] == [("rows", f"<checked {__name__}.rows>")]
    assert frames[1].line == "_matched = _check_arguments((x, y, factor,))"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_error_of_the_function_passes_and_leaves_nothing() -> None:
    @checked
    def fails(x: Vector[float32, N]) -> Vector[float32, N]:
        if x.shape[0] == 3:
            raise KeyError("own")
        return x

    for _ in range(2):
        with pytest.raises(KeyError, match="own") as caught:
            fails(f32(3))
        assert caught.value.__context__ is None
        assert fails(f32(4)).shape == (4,)


def test_recursion_has_names_of_its_own() -> None:
    @checked
    def halved(x: Vector[float32, N], y: Vector[float32, N]) -> int:
        n = x.shape[0]
        return n if n == 1 else n + halved(untyped(x[: n // 2]), untyped(y[: n // 2]))

    assert halved(f32(8), f32(8)) == 15


def test_threads_call_it_at_once() -> None:
    @checked
    def size(x: Vector[float32, N], y: Vector[float32, N]) -> int:
        return x.shape[0]

    start = threading.Barrier(8)
    found: list[object] = []

    def call(n: int) -> None:
        start.wait()
        for _ in range(200):
            found.append(size(f32(n), f32(n)) == n)
            try:
                size(f32(n), f32(n + 1))
            except ShapeError as error:
                found.append(f"N = {n + 1} " in str(error))

    threads = [threading.Thread(target=call, args=(n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8 * 400


# --------------------------------------------------------------------------------------------------------------- names
def test_names_of_enclosing_functions_and_classes() -> None:
    own = NewType("own", int)
    alias = "Vector[float32, own]"
    _ = alias

    class Holder:
        inner = Vector[float32, own]  # type: ignore[valid-type]  # pyright: ignore  # a variable

        @checked
        def method(self, x: inner, y: alias) -> None: ...  # type: ignore[valid-type]  # pyright: ignore  # as above

    Holder().method(f32(3), f32(3))
    with pytest.raises(ShapeError, match=r"^Holder\.method: y has own = 4"):
        Holder().method(f32(3), f32(4))


def test_names_that_are_imported_and_defined_for_checkers_only() -> None:
    @checked
    def function(x: Scalar[float32], y: Row, z: Row, part: Ratio | None = None, path: StrPath = "") -> None: ...

    function(f32(), f32(3), f32(3))
    with pytest.raises(ShapeError, match="z has Batch = 4"):
        function(f32(), f32(3), f32(4))


def test_names_that_are_not_there_are_an_error_of_each_call() -> None:
    @checked
    def function(x: Vector[float32, N], y: Nothing) -> None: ...

    @checked
    def other(x: Vector[float32, Nowhere]) -> None: ...  # type: ignore[name-defined]  # noqa: F821  # pyright: ignore

    for _ in range(2):
        with pytest.raises(NameError, match=r"^function: the annotation of y, 'Nothing', cannot be read.*'nowhere'"):
            function(f32(3), 1)
        with pytest.raises(NameError, match=r"^other: the annotation of x, .* name 'Nowhere' is not defined"):
            other(f32(3))


def test_a_name_may_be_defined_after_the_function() -> None:
    names: dict[str, Any] = {}
    exec(
        "from typedgrad import checked, Tensor, float32\nfrom typing import Literal\n"
        "@checked\ndef f(x: 'Later'): return 1\nLater = Tensor[float32, tuple[Literal[2]]]",
        names,
    )
    assert names["f"](f32(2)) == 1
    with pytest.raises(ShapeError, match="not 2 as in Later = Tensor"):
        names["f"](f32(3))


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("Tensor[str, tuple[int]]", "str in Tensor[str, tuple[int]] is no dtype"),
        ("Tensor[float32, int]", "int in Tensor[float32, int] is no shape, tuple[...]"),
        ("Tensor[float32, tuple[*tuple[int, ...], *tuple[int, ...]]]", "has more than one run of axes"),
        ("Tensor[float32, ", "cannot be evaluated"),
    ],
)
def test_an_annotation_that_is_not_understood(annotation: str, message: str) -> None:
    def function(x: object) -> None: ...

    function.__annotations__["x"] = annotation
    with pytest.raises(TypeError) as caught:
        checked(function)(f32(3))
    assert str(caught.value).startswith("function: the annotation of x is not understood: ")
    assert message in str(caught.value)


# ------------------------------------------------------------------------------------------------------ generic classes
class Encoder(Generic[Hidden, DT]):
    """Two dimensions of a class, one of a call."""

    @checked
    def __init__(self, hidden: Hidden, dtype: type[DT]) -> None: ...

    @checked
    def encode(self, x: Tensor[DT, tuple[N, Hidden]]) -> Tensor[DT, tuple[N]]:
        return untyped(x.sum(1))

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
        return untyped(x)


class Narrow(Late[Inner], Generic[N, Inner]):
    """Calls the same dimension by another name."""

    @checked
    def fourth(self, x: Vector[float32, Inner]) -> None: ...


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


# ------------------------------------------------------------------------------------------------------------ compiled
class Net(Module, Generic[Hidden]):
    """A module whose call is checked, within a compiled step."""

    def __init__(self, hidden: Hidden) -> None:
        self.layer = Linear(4, hidden, rng=np.random.default_rng(0))

    @checked
    def __call__(self, x: Tensor[float32, tuple[Batch, Literal[4]]]) -> Tensor[float32, tuple[Batch, Hidden]]:
        return self.layer(x)


@pytest.mark.parametrize("is_outside", [True, False])
def test_a_checked_function_can_be_captured(is_outside: bool) -> None:
    def trained(decorate: Callable[[Any], Any]) -> tuple[list[float], Net[Any], Any]:
        net = Net(3)
        optimizer = SGD(net.parameters(), lr=0.1)

        def step(x: Tensor[float32, tuple[Batch, Literal[4]]], y: Tensor[float32, tuple[Batch, Literal[3]]]) -> object:
            optimizer.zero_grad()
            loss = ((net(x) - untyped(y)) ** 2.0).mean()
            backprop(untyped(loss))
            optimizer.step()
            return loss

        held = decorate(step)
        return [held(f32(5, 4), f32(5, 3)).item() for _ in range(4)], net, held

    eager, _, _ = trained(lambda step: step)
    losses, net, held = trained(
        (lambda step: checked(compiled(step))) if is_outside else (lambda step: compiled(checked(step)))
    )
    assert losses == eager
    with pytest.raises(ShapeError, match=r"^step: y has Batch = 4"):
        held(f32(5, 4), f32(4, 3))
    with pytest.raises(ShapeError, match=r"Net\.__call__: x has size 5"):
        net(untyped(f32(5, 5)))


def test_a_number_that_a_checked_function_refers_to_is_seen_to_change() -> None:
    factor = [2.0]

    @checked
    def scaled(x: Vector[float32, N]) -> Vector[float32, N]:
        return untyped(x * factor[0])

    def step_of(x: AnyTensor) -> AnyTensor:
        return scaled(x)

    step = compiled(step_of)
    assert untyped(step(f32(1))).tolist() == [2.0]
    factor[0] = 3.0
    assert untyped(step(f32(1))).tolist() == [3.0]


def test_a_parameter_within_a_step_is_not_read_by_the_checks() -> None:
    w = Parameter(f32(3))

    @checked
    def scaled(w: Parameter[float32, tuple[N]], x: Vector[float32, N]) -> Vector[float32, N]:
        return untyped(w.detach() * x)

    assert untyped(compiled(lambda x: scaled(w, x))(f32(3))).tolist() == [1.0, 1.0, 1.0]


# --------------------------------------------------------------------------------------------------------------- switch
PROGRAM = """
from typedgrad import Tensor, checked, float32, ones
from typing import Literal
def f(x: Tensor[float32, tuple[Literal[2]]]) -> int: return 1
class C:
    def f(self, x: Tensor[float32, tuple[Literal[2]]]) -> int: return 1
method = C.f
print(checked(f) is f, checked(C) is C and C.f is method)
"""


@pytest.mark.parametrize(
    ("value", "is_off"), [("0", True), ("off", True), ("False", True), ("1", False), ("", False), (None, False)]
)
def test_the_environment_switches_it_off(value: str | None, is_off: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv("TYPEDGRAD_CHECKED", raising=False)
    else:
        monkeypatch.setenv("TYPEDGRAD_CHECKED", value)
    output = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    assert output.split() == [str(is_off)] * 2
