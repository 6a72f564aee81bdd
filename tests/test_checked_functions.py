"""`checked` on every kind of function, and that nothing but the checks is added to it."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import threading
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NewType, TypeAlias

import numpy as np
import pytest
from checked_values import Batch, M, N, f32, f64, hidden, i64
from helpers import untyped

import typedgrad
from typedgrad import (
    DTypeError,
    Matrix,
    Plus,
    ShapeError,
    Tensor,
    Vector,
    checked,
    float32,
    int64,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

    from helpers import AnyTensor

    from typedgrad import Scalar

    Row: TypeAlias = Vector[float32, "Batch"]


@checked
def rows(
    x: Tensor[float32, tuple[N, Literal[2]]], y: Tensor[int64, tuple[N]], /, factor: float = 2.0
) -> Vector[float32, N]:
    """Add up rows."""
    return hidden(x.sum(1) * factor)


# ------------------------------------------------------------------------------------------------------------ results
class Outcome(NamedTuple):
    loss: Scalar[float32]
    logits: Matrix[float32, Batch, Literal[10]]


def plain_result(x: Vector[float32, N], y: object) -> Vector[float32, N]:
    return hidden(y)


def tuple_result(x: Vector[float32, N], y: object) -> tuple[Vector[float32, N], int, Vector[int64, N] | None]:
    return hidden(y)


def record_result(x: Vector[float32, Batch], y: object) -> Outcome:
    return hidden(y)


def dict_result(x: Vector[float32, N], y: object) -> dict[str, Vector[float32, N]]:
    return hidden(y)


def split_result(x: Vector[float32, Plus[N, M]], y: object) -> tuple[Vector[float32, N], Vector[float32, M]]:
    return hidden(y)


def size_result(x: Vector[float32, N], y: object) -> N:
    return hidden(y)


def new_names(x: Vector[float32, N], y: object) -> Matrix[float32, M, M]:
    return hidden(y)


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


def test_an_argument_that_the_function_changes() -> None:
    @checked
    def grows(xs: list[Vector[float32, N]], last: AnyTensor) -> Vector[float32, N]:
        xs.append(hidden(last))
        return hidden(last)

    assert grows([f32(3)], f32(3)).shape == (3,)
    with pytest.raises(ShapeError, match=r"^grows: the result does not fit .* them: xs\[1\] has N = 4"):
        grows([f32(3)], f32(4))
    with pytest.raises(DTypeError, match=r"^grows: the result is int64"):
        grows([f32(3)], i64(3))


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
        lambda x, y: asyncio.run(untyped(anext)(model.stream(x, y))),
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
        x: Vector[float32, Batch]
        y: Vector[float32, Batch]
        z: object = None

        @property
        def both(self) -> Vector[float32, Literal[2]]:
            """Two numbers."""
            return hidden(self.z)

    assert Pair(f32(3), f32(3), f32(2)).both.shape == (2,)
    assert Pair.both.__doc__ == "Two numbers."
    with pytest.raises(ShapeError, match=r"^Pair\.__init__: y has Batch = 4"):
        Pair(f32(3), f32(4))
    with pytest.raises(ShapeError, match=r"^Pair\.both: the result has size 3"):
        _ = Pair(f32(3), f32(3), f32(3)).both


def test_a_named_tuple() -> None:
    @checked
    class Pair(NamedTuple):
        x: Vector[float32, Batch]
        y: Vector[float32, Batch]

    assert Pair(f32(3), f32(3)).x.shape == (3,)
    with pytest.raises(ShapeError, match=r"^Pair\.__new__: y has Batch = 4"):
        Pair(f32(3), f32(4))


def test_other_decorators_above() -> None:
    @contextmanager
    @checked
    def opened(x: Vector[float32, N], y: Vector[float32, N]) -> Generator[int]:
        yield x.shape[0]

    @cache
    @checked
    def kept(x: Vector[float32, N], y: Vector[float32, N]) -> int:
        return x.shape[0]

    with opened(f32(3), f32(3)) as size:
        assert size == 3
    for call in (opened, kept):
        with pytest.raises(ShapeError, match=r"y has N = 4"):
            call(f32(3), f32(4))


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
    wrongly: list[tuple[Callable[[], object], str]] = [
        (lambda: function(x, wrong), "b"),
        (lambda: function(x, b=wrong), "b"),
        (lambda: function(x, x, 2, x, wrong), r"rest\[1\]"),
        (lambda: function(x, x, e=wrong), "e"),
        (lambda: function(x, x, a=wrong), r"others\['a'\]"),
    ]
    for call, at in wrongly:
        with pytest.raises(ShapeError, match=f"^function: {at} has N = 4"):
            call()
    with pytest.raises(TypeError, match=r"function\(\) missing 1 required positional argument: 'b'"):
        untyped(function)(x)


def test_names_of_parameters_and_dimensions_that_the_checks_use_too() -> None:
    data = NewType("data", int)
    check_result = NewType("check_result", int)
    own = NewType("own", int)
    matched = NewType("matched", int)

    @checked
    def f(
        _x: Matrix[float32, data, check_result],
        _data: Matrix[float32, own, matched],
        float32_: Vector[float32, matched],
    ) -> Vector[float32, matched]:
        return float32_

    assert f(f32(2, 3), f32(4, 5), f32(5)).shape == (5,)
    with pytest.raises(ShapeError, match="float32_ has matched = 6"):
        f(f32(2, 3), f32(4, 5), f32(6))


def test_a_dimension_that_is_called_as_a_dtype_is() -> None:
    float64 = NewType("float64", int)

    @checked
    def f(x: Vector[float32, float64], y: Vector[typedgrad.float64, float64]) -> float64:
        return x.shape[0]

    for _ in range(2):
        assert f(f32(3), f64(3)) == 3
        with pytest.raises(ShapeError, match="y has float64 = 4"):
            f(f32(3), f64(4))
        with pytest.raises(DTypeError, match="y is float32, not float64"):
            f(f32(3), untyped(f32(3)))


# ------------------------------------------------------------------------------------------------ what is left as it is
def test_a_checked_function_looks_as_before() -> None:
    assert (rows.__name__, rows.__doc__, rows.__module__) == ("rows", "Add up rows.", __name__)
    assert str(inspect.signature(rows)).startswith("(x: 'Tensor[float32, tuple[N, Literal[2]]]', y:")
    assert inspect.iscoroutinefunction(decorated().coroutine)
    assert pickle.loads(pickle.dumps(rows)) is rows


def test_a_function_without_annotations_and_a_checked_one_are_returned() -> None:
    function: Any = eval("lambda x: x")
    assert checked(function) is function
    assert checked(rows) is rows


@pytest.mark.parametrize("what", [3, "x", np.add, len])
def test_what_is_no_function(what: object) -> None:
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


def test_threads_that_call_it_first_at_once_make_its_checks_once() -> None:
    within = threading.Barrier(2)

    def meeting() -> type[float32]:
        within.wait(5.0)
        return float32

    @checked
    def code(x: Tensor[meeting(), tuple[N]]) -> CodeType:  # type: ignore[valid-type]  # pyright: ignore  # read by each thread
        return code.__code__

    found: list[CodeType] = []
    threads = [threading.Thread(target=lambda: found.append(code(f32(3)))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is code.__code__ for one in found] == [True, True]


def test_a_copy_of_a_checked_function_checks_too() -> None:
    @checked
    def size(x: Vector[float32, N], y: Vector[float32, N]) -> int:
        return x.shape[0]

    copy: Any = FunctionType(size.__code__, size.__globals__)  # which is not called yet
    for call in (copy, size, copy):
        assert call(f32(3), f32(3)) == 3
        with pytest.raises(ShapeError, match=r"^\S*size: y has N = 4"):
            call(f32(3), f32(4))


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
