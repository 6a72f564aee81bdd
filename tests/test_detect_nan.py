"""`detect_nan`: each primitive that makes NaN, and each gradient, is stopped at and named, within a block only."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from all_calls import all_calls
from helpers import AnyArray, parameter, untyped

from typedgrad import (
    CompileError,
    Parameter,
    as_tensor,
    backprop,
    compiled,
    concat,
    detect_nan,
    einsum,
    exp,
    float32,
    float64,
    gradients,
    int64,
    isnan,
    log,
    no_grad,
    norm,
    ones,
    sqrt,
    stack,
    std,
    value_and_grad,
    where,
)
from typedgrad.nn import Linear, ReLU, cross_entropy, mse
from typedgrad.rules import reduction
from typedgrad.rules.rule import Rule, Saves
from typedgrad.rules.table import TABLE
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from rule_calls import Call


def vector(*numbers: float) -> Any:
    """A float64 constant."""
    return as_tensor(list(numbers), float64, (len(numbers),))


# -------------------------------------------------------------------------------------------------- every primitive
CALLS = list({call.name: call for call in all_calls() if all(np.prod(form.shape) for form in call.forms)}.values())
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
PATTERNS = ((inf,), (inf, -inf), (inf, -inf, 0.0), (0.0, inf), (-2.0, 0.5), (0.0,), (1e300,))
MAKE_NAN = {
    *("add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power", "matmul", "linear"),
    *("sqrt", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "arcsin", "arccos", "arccosh", "arctanh"),
    *("sum", "mean", "var", "std", "prod", "cumsum", "cumprod", "softmax", "log_softmax", "outer", "vecdot", "cross"),
    *("einsum", "trace", "cross_entropy", "cross_entropy_of_labels", "linear_sigmoid", "linear_tanh", "linear_relu"),
}
"""What makes NaN of the numbers in one of the patterns; matrices to be factored are refused there instead."""


FACTORED = {"solve", "inv", "pinv", "cofactor", "cholesky", "eigh", "svd", "qr", "matrix_rank", "det", "logabsdet"}
"""What asks LAPACK, which for infinities and NaN may never end."""


def fresh(call: Call) -> Rule:
    """The rule as a caller gets it: of its factory again."""
    entry = TABLE[call.name]
    return entry if isinstance(entry, Rule) else untyped(entry)(*call.arguments)


def filled(call: Call, pattern: tuple[float, ...]) -> list[AnyArray]:
    """Operands of these values, in turn; each operand begins with the next one."""
    made = [np.resize(np.roll(pattern, -i), form.shape) for i, form in enumerate(call.forms)]
    return [*made, *call.constants]


def plain(call: Call, operands: list[AnyArray]) -> AnyArray | None:
    """The result, or None where the rule refuses the operands."""
    if call.name in FACTORED and not all(np.isfinite(data).all() for data in operands):
        return None
    rule = fresh(call)
    try:
        with np.errstate(all="ignore"):
            result = rule.run(*operands)
    except ValueError:
        return None
    return np.asarray(result[0] if rule.saves is Saves.AS_RUN else result)


@every_call
def test_every_primitive_is_stopped_where_it_makes_nan(call: Call) -> None:
    for pattern in PATTERNS:
        operands = filled(call, pattern)
        result = plain(call, operands)
        if result is None:
            continue
        with detect_nan():
            rule = fresh(call)
            if result.dtype.kind == "f" and np.isnan(result).any():
                with pytest.raises(FloatingPointError, match=rf"^{rule.name}: NaN in .*, and in no input: input 0, "):
                    rule.run(*operands)
            else:
                rule.run(*operands)


def test_the_patterns_make_nan_in_the_primitives_that_can() -> None:
    def makes(call: Call, pattern: tuple[float, ...]) -> bool:
        result = plain(call, filled(call, pattern))
        return result is not None and result.dtype.kind == "f" and bool(np.isnan(result).any())

    made = {call.name for call in CALLS if any(makes(call, pattern) for pattern in PATTERNS)}
    assert made >= MAKE_NAN, MAKE_NAN - made


@every_call
def test_every_primitive_names_nan_that_it_is_given(call: Call) -> None:
    operands = filled(call, (nan,))
    result = plain(call, operands)
    if result is None:
        return
    with detect_nan():
        rule = fresh(call)
        if result.dtype.kind == "f" and np.isnan(result).any():
            with pytest.raises(FloatingPointError, match=rf"^{rule.name}: NaN in .*input \d, .*, before the call: no "):
                rule.run(*operands)
        else:
            rule.run(*operands)


@every_call
def test_no_primitive_is_stopped_for_numbers(call: Call) -> None:
    operands = call.operands(float64)
    expected = plain(call, operands)
    with detect_nan(inf=True):
        rule = fresh(call)
        result = rule.run(*operands)
    assert expected is not None
    np.testing.assert_array_equal(np.asarray(result[0] if rule.saves is Saves.AS_RUN else result), expected)


def test_every_rule_has_its_own_execution_again() -> None:
    before = {call.name: call.rule.run for call in CALLS}
    with detect_nan(), detect_nan():
        ones((3,)).reshape((1, 3)).sum()
    assert {call.name: call.rule.run for call in CALLS} == before
    assert all(fresh(call).run.__class__.__name__ != "_Execution" for call in CALLS)


# ------------------------------------------------------------------------------------------------------ the messages
X = parameter(1.0, -2.0, 0.5)
BIG = as_tensor([[3e38, 3e38], [1.0, 0.0]], float32, (2, 2))
NOT_A_NUMBER = (parameter(1.0, 2.0) * vector(nan, 1.0)).sum()


def difference_of_roots(x: Any) -> Any:
    """Whose gradients are infinite where `x` is zero, of both signs."""
    return sqrt(x).sum() - sqrt(x).sum()


MESSAGES: dict[str, tuple[Callable[[], object], str]] = {
    "elementwise": (
        lambda: log(X),
        "log: NaN in 1 of 3 elements of the result, float64 (3,), first at (1,), and in no input: "
        "input 0, float64 (3,), is -2.0 there",
    ),
    "broadcast": (
        lambda: as_tensor([[0.0], [1.0]], float64, (2, 1)) / vector(1.0, 0.0),
        "divide: NaN in 1 of 4 elements of the result, float64 (2, 2), first at (0, 1), and in no input: "
        "input 0, float64 (2, 1), is 0.0 there; input 1, float64 (2,), is 0.0 there",
    ),
    "a number": (
        lambda: vector(inf) * 0.0,
        "multiply: NaN in 1 of 1 elements of the result, float64 (1,), first at (0,), and in no input: "
        "input 0, float64 (1,), is inf there; input 1, float64 (), is 0.0 there",
    ),
    "a scalar": (
        lambda: sqrt(vector(-4.0).sum()),
        "sqrt: NaN in the result, float64 (), and in no input: input 0, float64 (), is -4.0 there",
    ),
    "no axis of a place": (
        lambda: vector(1.0, inf, -inf).sum(),
        "sum: NaN in the result, float64 (), and in no input: "
        "input 0, float64 (3,), is from -inf to inf, 2 of 3 infinite",
    ),
    "of nothing": (
        lambda: as_tensor(np.zeros((0,)), float64, (0,)).mean(),
        "mean: NaN in the result, float64 (), and in no input: input 0, float64 (0,), is empty",
    ),
    "a product of square matrices": (
        lambda: BIG @ BIG @ as_tensor([[0.0, 0.0], [1.0, -1.0]], float32, (2, 2)),
        "matmul: NaN in 2 of 4 elements of the result, float32 (2, 2), first at (0, 0), and in no input: "
        "input 0, float32 (2, 2), is from 3e+38 to inf, 2 of 4 infinite; "
        "input 1, float32 (2, 2), is from -1.0 to 1.0",
    ),
    "data": (
        lambda: vector(1.0, nan) + 1.0,
        "add: NaN in 1 of 2 elements of input 0, float64 (2,), first at (1,), before the call: "
        "no operation in the block has made it",
    ),
    "a number as data": (
        lambda: vector(1.0) * nan,
        "multiply: NaN in input 1, float64 (), before the call: no operation in the block has made it",
    ),
    "a parameter": (
        lambda: ones((2,), float64) * parameter(nan, 1.0),
        "multiply: NaN in 1 of 2 elements of input 1, a parameter, float64 (2,), first at (0,), before the call: "
        "no operation in the block has made it",
    ),
    "a gradient": (
        lambda: backprop(untyped(sqrt(parameter(0.0, 4.0) * 0.0).sum())),
        "gradient of multiply by input 0: NaN in 2 of 2 elements, float64 (2,), first at (0,), and in no input: "
        "the gradient of its result, float64 (2,), is inf there; input 0, float64 (2,), is 0.0 there; "
        "input 1, float64 (), is 0.0 there",
    ),
    "a gradient of a scalar": (
        lambda: backprop(untyped((parameter(0.0).sum() * 0.0).sqrt() * 0.0)),
        "gradient of sqrt by input 0: NaN, float64 (), and in no input: "
        "the gradient of its result, float64 (), is 0.0 there; the result, float64 (), is 0.0 there",
    ),
    "a gradient by an input that is NaN": (
        lambda: backprop(untyped(NOT_A_NUMBER)),
        "gradient of multiply by input 0: NaN in 1 of 2 elements of input 1, float64 (2,), first at (0,), "
        "before the call: no operation in the block has made it",
    ),
    "gradients that meet": (
        lambda: backprop(untyped(difference_of_roots(parameter(4.0, 0.0)))),
        "sum of the gradients of a parameter: NaN in 1 of 2 elements, float64 (2,), first at (1,), and in no input: "
        "one, float64 (2,), is -inf there; the other, float64 (2,), is inf there",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_message_names_operation_shapes_places_and_values(name: str) -> None:
    call, message = MESSAGES[name]
    with pytest.raises(FloatingPointError) as caught, detect_nan():
        call()
    assert str(caught.value) == message


def test_error_comes_out_of_the_line_that_called_the_operation() -> None:
    with pytest.raises(FloatingPointError) as caught, detect_nan():
        X.log()
    assert "X.log()" in str(caught.traceback[0].statement)


LAYER = Linear(2, 2, float64, rng=np.random.default_rng(0))
FUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a layer": (lambda: LAYER(untyped(vector(inf, -inf))[None] * 1e300), "linear: NaN"),
    "a layer and its activation": (lambda: (LAYER >> ReLU())(untyped(vector(inf, inf))[None]), "linear: NaN"),
    "labels": (lambda: cross_entropy(vector(inf, 0.0)[None], as_tensor([0], int64, (1,))), "cross_entropy: NaN"),
    "one-hot targets": (lambda: cross_entropy(vector(inf, 0.0)[None], ones((1, 2), float64)), "cross_entropy: NaN"),
    "a composed loss": (lambda: mse(vector(inf), vector(inf)), "subtract: NaN"),
    "a method": (lambda: vector(inf).cumsum(0) - vector(inf), "subtract: NaN"),
    "a sequence": (lambda: concat((vector(1.0), vector(nan))), "concat: NaN in 1 of 1 elements of input 1"),
    "einsum": (lambda: einsum("i,i->", vector(inf, 1.0), vector(0.0, 1.0)), "einsum: NaN"),
    "an index": (lambda: vector(nan, 1.0)[:1], "index: NaN in 1 of 2 elements of input 0"),
}


@pytest.mark.parametrize("name", FUSED)
def test_operation_has_the_name_that_it_is_called_by(name: str) -> None:
    call, message = FUSED[name]
    with pytest.raises(FloatingPointError, match=f"^{message}"), detect_nan():
        call()


def test_nan_that_no_result_takes_up_is_let_through() -> None:
    x = vector(nan, 1.0)
    with detect_nan():
        assert where(isnan(x), 0.0, x).numpy().tolist() == [0.0, 1.0]


# ---------------------------------------------------------------------------------------------------------- infinity
INFINITE: dict[str, Callable[[], object]] = {
    "overflow": lambda: exp(vector(1000.0)),
    "a logarithm": lambda: log(vector(0.0)),
    "a division": lambda: vector(1.0) / 0.0,
    "a product": lambda: vector(1e300) * 1e300,
}


@pytest.mark.parametrize("name", INFINITE)
def test_infinity_is_stopped_at_if_asked_for(name: str) -> None:
    with detect_nan():
        INFINITE[name]()
    with pytest.raises(FloatingPointError, match=r"infinity in 1 of 1 elements of the result"), detect_nan(inf=True):
        INFINITE[name]()


def test_infinity_of_a_gradient_is_stopped_at_if_asked_for() -> None:
    with (
        pytest.raises(FloatingPointError, match=r"^gradient of sqrt by input 0: infinity in 1 of"),
        detect_nan(inf=True),
    ):
        backprop(untyped(sqrt(parameter(0.0)).sum()))


def test_infinity_in_data_is_no_fault() -> None:
    with detect_nan(inf=True):
        assert (vector(-inf, 1.0) + 1.0).exp().sum().item() == pytest.approx(np.exp(2.0))
        assert (vector(-inf) * 2.0).numpy().tolist() == [-inf]


def test_the_inner_of_two_blocks_says_whether_infinity_is_a_fault() -> None:
    with detect_nan(inf=True):
        with detect_nan():
            INFINITE["overflow"]()
        with pytest.raises(FloatingPointError):
            INFINITE["overflow"]()


# --------------------------------------------------------------------------------------------------------- gradients
def test_gradients_with_a_look_are_those_without() -> None:
    def loss(x: Any) -> Any:
        y = (x * x + x).tanh()
        return cross_entropy(LAYER(stack((y, y * x))), as_tensor([0, 1], int64, (2,))) + std(x) + norm(y[0:1])

    x = parameter(0.5, -1.5)
    expected = gradients(loss(x), x).numpy()
    with detect_nan():
        assert gradients(loss(x), x).numpy().tolist() == expected.tolist()
        assert gradients(loss(x), x, create_graph=True).numpy() == pytest.approx(expected)
        assert untyped(value_and_grad)(loss)(x)[1].numpy().tolist() == expected.tolist()
        backprop(loss(x))
        backprop(loss(x))
    assert x.grad is not None
    assert x.grad.numpy().tolist() == (2.0 * expected).tolist()


def test_backprop_frees_and_retains_the_graph_as_without() -> None:
    x = parameter(1.0)
    loss = untyped((x * x).sum())
    with detect_nan():
        backprop(loss, retain_graph=True)
        backprop(loss)
        with pytest.raises(RuntimeError, match="is freed"):
            backprop(loss)
    assert x.grad is not None
    assert x.grad.numpy().tolist() == [4.0]


def test_gradient_of_a_parameter_itself() -> None:
    x = Parameter(vector(2.0).sum())
    with detect_nan():
        backprop(x)
        assert gradients(x, x).item() == 1.0
    assert x.grad is not None
    assert x.grad.item() == 1.0


def test_gradient_of_a_result_between_is_kept() -> None:
    w = parameter(1.0, 2.0)
    h = w * w
    with detect_nan():
        by_h, by_w = gradients((h * 3.0).sum(), (h, w))
    assert by_h.numpy().tolist() == [3.0, 3.0]
    assert by_w.numpy().tolist() == [6.0, 12.0]


def test_a_condition_is_told_by_how_often_it_is_true() -> None:
    w = parameter(1.0)
    chosen = where(vector(1.0, 1.0, -1.0) > 0.0, untyped(w), 0.0)
    loss = (chosen * vector(inf, -inf, 0.0)).sum()
    with pytest.raises(FloatingPointError, match=r"by input 0: NaN .* bool_ \(3,\), true 2 times"), detect_nan():
        backprop(untyped(loss))


def test_gradient_that_is_recorded_is_named_too() -> None:
    x = parameter(0.0)
    with pytest.raises(FloatingPointError, match=r"^gradient of multiply by input 0: multiply: NaN"), detect_nan():
        gradients(untyped(sqrt(x * 0.0).sum()), x, create_graph=True)


def test_graph_that_was_recorded_outside_is_looked_at_within() -> None:
    loss = untyped(sqrt(parameter(1.0)[0:1] * 0.0).sum())
    with pytest.raises(FloatingPointError, match=r"^gradient of multiply by input 0: NaN"), detect_nan():
        backprop(loss)


def test_gradient_is_not_added_where_one_is_nan() -> None:
    x = parameter(0.0)
    with pytest.raises(FloatingPointError), detect_nan():
        backprop(untyped(sqrt(x * 0.0).sum() + x.sum()))
    assert x.grad is None


# ------------------------------------------------------------------------------------------------------- where it is
def stops() -> bool:
    """Whether NaN is stopped at here."""
    try:
        log(vector(-1.0))
    except FloatingPointError:
        return True
    return False


def test_blocks_nest_and_end() -> None:
    assert not stops()
    with detect_nan():
        with detect_nan():
            assert stops()
        assert stops()
    assert not stops()


def test_rule_that_is_made_within_a_block_is_looked_at() -> None:
    make: Any = untyped(reduction.sum).__wrapped__  # past the cache: one that other tests have not made
    with detect_nan():
        rule = make(None, False)  # which is given a faster execution
        with pytest.raises(FloatingPointError, match=r"^sum: "):
            unary(rule, vector(inf, -inf))
    assert np.isnan(unary(rule, vector(inf, -inf)).item())


def test_exception_ends_the_block() -> None:
    with pytest.raises(ZeroDivisionError), detect_nan():
        raise ZeroDivisionError
    assert not stops()


def test_one_block_can_be_entered_twice() -> None:
    block = detect_nan()
    with block:
        with block:
            assert stops()
        assert stops()
    assert not stops()


def test_it_goes_with_no_grad() -> None:
    with no_grad(), detect_nan():
        assert stops()


def test_function_is_decorated() -> None:
    @detect_nan(inf=True)
    def inner(depth: int) -> list[bool]:
        """Recurses, so that the block is entered more than once."""
        with pytest.raises(FloatingPointError, match="infinity"):
            INFINITE["overflow"]()
        return [stops(), *(inner(depth - 1) if depth else [])]

    assert inner(2) == [True] * 3
    assert inner.__name__ == "inner"
    assert not stops()


def test_decorator_refuses_what_runs_after_it_returns() -> None:
    def generator() -> Iterator[int]:
        yield 1

    async def coroutine() -> None: ...

    async def async_generator() -> AsyncIterator[int]:
        yield 1

    for function in (generator, coroutine, async_generator):
        with pytest.raises(TypeError, match=r"detect_nan: .* runs after it returns; use `with` in its body"):
            detect_nan()(function)


def test_threads_do_not_see_each_others_block() -> None:
    barrier = threading.Barrier(2)

    def worker(on: bool) -> bool:
        if not on:
            barrier.wait(timeout=10)
            stopped = stops()
            barrier.wait(timeout=10)
            return stopped
        with detect_nan():
            barrier.wait(timeout=10)
            barrier.wait(timeout=10)
            return stops()

    with ThreadPoolExecutor(2) as pool:
        on, off = pool.submit(worker, True), pool.submit(worker, False)
        assert (on.result(timeout=10), off.result(timeout=10)) == (True, False)


def test_block_that_ends_first_leaves_the_other_on() -> None:
    entered, left = threading.Event(), threading.Event()

    def longer() -> bool:
        with detect_nan():
            entered.set()
            assert left.wait(timeout=10)
            return stops()

    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(longer)
        with detect_nan():
            assert entered.wait(timeout=10)
        left.set()
        assert result.result(timeout=10)


def test_many_threads_enter_and_leave() -> None:
    def worker(seed: int) -> bool:
        results: list[bool] = []
        for i in range(30):
            results.append(not stops())
            with detect_nan():
                results.append(stops())
                as_tensor(np.zeros((seed + 1, i + 1)), float64, (seed + 1, i + 1)).reshape((i + 1, seed + 1))
        return all(results)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(worker, range(4)))
    assert not stops()


def test_asyncio_tasks_do_not_see_each_others_block() -> None:
    seen: list[tuple[str, bool]] = []

    async def within(entered: asyncio.Event, done: asyncio.Event) -> None:
        with detect_nan():
            entered.set()
            await done.wait()
            seen.append(("within", stops()))

    async def without(entered: asyncio.Event, done: asyncio.Event) -> None:
        await entered.wait()
        seen.append(("without", stops()))
        done.set()

    async def main() -> None:
        entered, done = asyncio.Event(), asyncio.Event()
        await asyncio.gather(within(entered, done), without(entered, done))

    asyncio.run(main())
    assert seen == [("without", False), ("within", True)]


# ---------------------------------------------------------------------------------------------------------- compiled
def test_compiled_function_runs_as_it_is_written_within_a_block() -> None:
    @compiled
    def step(x: Any) -> Any:
        return log(x).sum()

    assert np.isnan(step(vector(-1.0)).item())
    with pytest.raises(FloatingPointError, match=r"^log: NaN"), detect_nan():
        step(vector(-1.0))
    with detect_nan():
        assert step(vector(1.0)).item() == 0.0
    assert np.isnan(step(vector(-1.0)).item())


def test_block_within_a_compiled_function_is_refused() -> None:
    @compiled
    def step(x: Any) -> Any:
        with detect_nan():
            return log(x).sum()

    with pytest.raises(CompileError, match="compiled: detect_nan: there are no values to look at yet"):
        step(vector(1.0))
    assert not stops()


def test_function_that_is_captured_by_another_thread_is_left_alone() -> None:
    def capture(value: float) -> float:
        @compiled
        def step(x: Any) -> Any:
            return (log(x) * 2.0)[0:1].sum()

        step(vector(value))
        result: float = step(vector(value)).item()
        return result

    with detect_nan(), ThreadPoolExecutor(1) as pool:
        assert np.isnan(pool.submit(capture, -1.0).result(timeout=10))
