"""The table of rules: that it is whole, and that each rule's execution, gradients and kernels agree.

A gradient is held to the derivative of the forward along a random direction, and each kernel to the pure expressions.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from all_calls import ANALYTIC, REFERENCES, all_calls, reference
from calls_elementwise import BINARY, BITWISE, COMPARISONS, SHIFTS
from calls_linalg import defined
from helpers import EPSILON, FLOATS, PAIRS, AnyArray, each_of, tensor, untyped, values
from rule_calls import each_call

import typedgrad.rules
from typedgrad import DType, GradientError, Parameter, float32, float64, gradients
from typedgrad.rules import large
from typedgrad.rules.namespace import NUMPY, Namespace
from typedgrad.rules.rule import Rule, Saves
from typedgrad.rules.table import TABLE, WITHOUT_GRADIENT
from typedgrad.tape import sum_to
from typedgrad.tensor import reading
from typedgrad.tensor.base import nary, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rule_calls import Call

CALLS = list(all_calls())
DIFFERENTIABLE = [call for call in CALLS if call.rule.gradients]
WITH_KERNEL = [call for call in DIFFERENTIABLE if call.rule.pull is not None]
SAME_DTYPE = [call for call in DIFFERENTIABLE if call.name != "astype"]
FACTORED = {"solve", "inv", "pinv", "cofactor", "cholesky", "eigh", "svd", "qr"}
PLAIN = [call for call in DIFFERENTIABLE if call.rule.saves is not Saves.AS_RUN and not call.constants]
every_call = each_call(CALLS)
every_differentiable = each_call(DIFFERENTIABLE)
every_same_dtype = each_call(SAME_DTYPE)
every_plain = each_call(PLAIN)
every_kernel = each_call(WITH_KERNEL)


# ------------------------------------------------------------------------------------------------------- the table
def test_every_rule_of_the_package_is_in_the_table() -> None:
    found: set[object] = set()
    for module_info in pkgutil.iter_modules(typedgrad.rules.__path__):
        module = import_module(f"typedgrad.rules.{module_info.name}")
        for name, value in vars(module).items():
            makes_rules = getattr(value, "__annotations__", {}).get("return") == "Rule"
            is_own = getattr(value, "__module__", None) == module.__name__ and not module.__name__.endswith(".rule")
            if isinstance(value, Rule) or (makes_rules and is_own and not name.startswith("_")):
                found.add(value)
    assert found == set(TABLE.values())


def test_every_primitive_is_called_here() -> None:
    assert {call.name for call in CALLS} == set(TABLE)


def test_every_primitive_has_a_reference() -> None:
    assert set(REFERENCES) == set(TABLE)


def test_primitives_without_gradient_are_in_the_table() -> None:
    assert set(TABLE) >= WITHOUT_GRADIENT


@pytest.mark.parametrize("call", {call.name: call for call in CALLS}.values(), ids=str)
def test_every_primitive_has_its_gradients_or_is_listed(call: Call) -> None:
    to_an_integer = call.name == "astype" and call.rule.forward(NUMPY, np.zeros(1)).dtype.kind != "f"
    expected = 0 if call.name in WITHOUT_GRADIENT or to_an_integer else len(call.forms)
    assert len(call.rule.gradients) == expected


OF_KEYS = {"index", "scatter", "splice", "unsplice", "pad"}
"""Rules that are not kept: of keys, since a slice has no hash before Python 3.12, and of values to pad with."""


@pytest.mark.parametrize(
    "call", {call.name: call for call in CALLS if call.arguments and call.name not in OF_KEYS}.values(), ids=str
)
def test_rules_are_made_once(call: Call) -> None:
    make = untyped(TABLE[call.name])
    assert make(*call.arguments) is make(*call.arguments)


# ------------------------------------------------------------------------------------------------------- execution
TAKES_MEMORY = frozenset(
    {
        *("add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power", "negative", "positive"),
        *("logaddexp", "hypot", "arctan2", "abs", "square", "sqrt", "reciprocal", "sign"),
        *("exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "arcsin", "arccos", "arctan"),
        *("sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
    }
)
"""Rules whose result is written into memory that was used before, where it is large."""

FILLS_TARGETS = frozenset({"linear", "linear_sigmoid", "linear_tanh", "linear_relu"})
"""Rules whose gradients are written into the memory of the last ones."""

FASTER = TAKES_MEMORY | {
    *("matmul", "maximum", "minimum", "clip_low", "clip_high", "sigmoid", "softplus", "log_sigmoid", "outer"),
    *("less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "isnan", "isinf", "isfinite"),
    *("logical_and", "logical_or", "logical_xor", "logical_not", "bitwise_and", "bitwise_or", "bitwise_xor", "invert"),
    *("left_shift", "right_shift", "softmax", "log_softmax", *FILLS_TARGETS),
}
"""Rules that are not executed by reading the expression, which costs a frame and NumPy's warnings."""


@pytest.mark.parametrize("name", [name for name, rule in TABLE.items() if isinstance(rule, Rule)])
def test_rule_is_executed_as_fast_as_listed(name: str) -> None:
    rule = untyped(TABLE[name])
    found = (rule.takes_memory, rule.run is not rule.evaluate, rule.fills_targets)
    assert found == (name in TAKES_MEMORY, name in FASTER, name in FILLS_TARGETS)


@pytest.mark.parametrize("call", [call for call in CALLS if call.name in TAKES_MEMORY], ids=str)
def test_result_is_written_into_the_memory(call: Call) -> None:
    operands = call.operands(float64)
    expected, _ = call.run(operands)
    memory: AnyArray = np.empty(expected.shape, expected.dtype)
    assert call.rule.run(*operands, memory) is memory
    np.testing.assert_array_equal(memory, expected)


# ----------------------------------------------------------------------------------------------------------- forms
TAKES: dict[tuple[int, ...], tuple[str, ...]] = {
    (1,): ("outer",),
    (1, 2, 3): (
        *(
            "matmul",
            "linear",
            "linear_sigmoid",
            "linear_tanh",
            "linear_relu",
            "vecdot",
            "cross",
            "solve",
            "softmax",
            "log_softmax",
            "cross_entropy",
            "std",
        ),
        *("cumsum", "cumprod", "roll", "repeat", "concat", "sort", "argsort", "topk"),
        *("take_along_axis", "scatter_along_axis"),
    ),
    (2, 3): (
        *("trace", "inv", "det", "logabsdet", "cofactor", "cholesky", "eigh", "pinv", "matrix_rank", "svd", "qr"),
        *("transpose", "matrix_transpose", "tril", "triu"),
    ),
}
"""The ranks of a primitive's operands, of those that do not take them all from 0 to 3 (and more)."""


def forms_of(operands: Sequence[AnyArray]) -> set[str]:
    """What the operands of a call exercise."""
    met = {f"{x.ndim}-d" for x in operands}
    met |= {"zero-size" for x in operands if not x.size}
    met |= {"non-contiguous" for x in operands if x.size and not x.flags.c_contiguous}
    return met | {"negative stride" for x in operands if x.size and min(x.strides, default=0) < 0}


def test_every_primitive_meets_every_form() -> None:
    met: dict[str, set[str]] = {name: set() for name in TABLE}
    for call in CALLS:
        met[call.name] |= forms_of(call.operands(float64))
    ranks = {name: ranks for ranks, names in TAKES.items() for name in names}
    for name, found in met.items():
        wanted = {f"{rank}-d" for rank in ranks.get(name, range(4))}
        assert found >= wanted | {"zero-size", "non-contiguous", "negative stride"}, name


@pytest.mark.parametrize("name", [*BINARY, *COMPARISONS, *BITWISE, *SHIFTS, "where"])
def test_every_primitive_that_broadcasts_meets_every_pair_of_shapes(name: str) -> None:
    met = [tuple(x.shape for x in call.operands(float64)[:2]) for call in CALLS if call.name == name]
    assert set(met) >= set(PAIRS)


# --------------------------------------------------------------------------------------------------------- forward
@every_call
@each_of(FLOATS)
def test_execution_agrees_with_the_expression(dtype: type[DType], call: Call) -> None:
    operands = call.operands(dtype)
    result, _ = call.run(operands)
    expected = np.asarray(call.rule.evaluate(*operands))
    assert (result.dtype, result.shape) == (expected.dtype, expected.shape)
    np.testing.assert_allclose(result, expected, rtol=8 * EPSILON[dtype], atol=EPSILON[dtype])


@every_call
@each_of(FLOATS)
def test_value_is_numpys(dtype: type[DType], call: Call) -> None:
    operands = call.operands(dtype)
    expected: Any = reference(call)(*operands)
    result, _ = call.run(operands)
    parts = defined(call, result)
    wholes: tuple[Any, ...] = expected if len(parts) > 1 else (expected,)
    for part, wanted in zip(parts, wholes, strict=True):
        assert (part.dtype, part.shape) == (np.asarray(wanted).dtype, np.shape(wanted))
        ulps = 256 if call.name in FACTORED else 1  # what LAPACK rounds is as large as the matrix: here up to 30
        np.testing.assert_allclose(part, wanted, rtol=16 * EPSILON[dtype], atol=ulps * EPSILON[dtype])


WITH_AXES = {
    call.name: call for call in CALLS if all(form.shape for form in call.forms) and all(x.ndim for x in call.constants)
}


@pytest.mark.parametrize("call", WITH_AXES.values(), ids=str)
def test_forward_is_the_same_in_every_reading(call: Call) -> None:
    """Of arrays, of tensors for gradients of gradients, and of large arrays: gradients may come to call any of it."""
    operands = call.operands(float64)
    expected = np.asarray(call.rule.forward(NUMPY, *operands))
    by_tensors: AnyArray = untyped(call.rule.forward(reading.TENSORS, *map(wrap, operands)))._data
    for found in (by_tensors, np.asarray(large.evaluate(call.rule.forward, *operands))):
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-14)


def test_every_function_of_the_namespace_is_read_with_tensors() -> None:
    assert {name for name in vars(Namespace) if not name.startswith("_")} <= set(vars(reading))


# -------------------------------------------------------------------------------------------------------- gradients
def upstream(result: AnyArray) -> AnyArray:
    """A gradient to start from, read-only."""
    g: AnyArray = np.asarray(np.random.default_rng(9).uniform(0.5, 1.5, result.shape), result.dtype)
    g.flags.writeable = False
    return g


def pure_gradients(call: Call, operands: Sequence[AnyArray]) -> list[AnyArray]:
    """The gradients as the expressions give them, of what the execution saves."""
    result, saved = call.run(operands)
    parts = [call.rule.evaluate_gradient(i, upstream(result), *saved) for i in range(len(call.forms))]
    return [sum_to(np.asarray(part), x.shape) for part, x in zip(parts, operands, strict=False)]


def slope_along(
    function: Callable[[Sequence[AnyArray]], Any], call: Call, operands: Sequence[AnyArray], i: int, direction: AnyArray
) -> Any:
    """The derivative of a function of the operands as the i-th moves: by a complex step where that is exact.

    The complex step has no difference that would cancel (Squire and Trapp, "Using complex variables to estimate
    derivatives of real functions", 1998), so it may be as small as one likes.
    """

    def moved(by: complex) -> Any:
        return function([*operands[:i], operands[i] + by * direction, *operands[i + 1 :]])

    if call.name in ANALYTIC:
        return np.imag(moved(1e-30j)) / 1e-30
    return (moved(6e-6) - moved(-6e-6)) / 12e-6


def assert_derivative(found: Any, slope: Any, call: Call) -> None:
    rtol, atol = (1e-8, 1e-12) if call.name in ANALYTIC else (1e-6, 1e-8)
    np.testing.assert_allclose(found, slope, rtol=rtol, atol=atol)


@every_same_dtype
def test_gradient_is_the_derivative(call: Call) -> None:
    operands = call.operands(float64)
    g = upstream(call.run(operands)[0])
    for i, gradient in enumerate(pure_gradients(call, operands)):
        direction = values(operands[i].shape, float64, i)
        slope = slope_along(lambda xs: np.sum(g * call.rule.evaluate(*xs)), call, operands, i, direction)
        assert_derivative(np.sum(gradient * direction), slope, call)


@every_same_dtype
def test_second_derivative_is_the_derivative_of_the_gradient(call: Call) -> None:
    operands = call.operands(float64)
    parameters = [untyped(Parameter(tensor(x, float64))) for x in operands[: len(call.forms)]]
    result = call.recorded(parameters)
    g = upstream(result._data)
    directions = [values(x.shape, float64, i) for i, x in enumerate(operands[: len(call.forms)])]

    slopes = gradients((result * tensor(g, float64)).sum(), parameters, create_graph=True)
    for slope, expected in zip(slopes, call.gradients(g, operands), strict=True):
        np.testing.assert_allclose(slope._data, expected, rtol=1e-13, atol=1e-15)

    def along(xs: Sequence[AnyArray]) -> Any:
        return sum(np.sum(part * d) for part, d in zip(call.gradients(g, xs), directions, strict=True))

    parts = [untyped(slope * tensor(d, float64)).sum() for slope, d in zip(slopes, directions, strict=True)]
    total: Any = sum(parts[1:], parts[0])
    second: Any = gradients(total, parameters) if total._node else [w * 0.0 for w in parameters]
    for i, (found, direction) in enumerate(zip(second, directions, strict=True)):
        slope = slope_along(along, call, operands, i, direction)
        assert_derivative(np.sum(found._data * direction), slope, call)


@every_same_dtype
@each_of(FLOATS)
def test_gradient_has_the_dtype_and_broadcasts_from_the_shape_of_its_operand(dtype: type[DType], call: Call) -> None:
    operands = call.operands(dtype)
    for gradient, x in zip(pure_gradients(call, operands), operands, strict=False):
        assert (gradient.dtype, gradient.shape) == (x.dtype, x.shape)


@every_same_dtype
def test_gradient_in_float32_agrees_with_float64(call: Call) -> None:
    double = [x.astype(np.float64) if x.dtype.kind == "f" else x for x in call.operands(float32)]
    for short, exact in zip(pure_gradients(call, call.operands(float32)), pure_gradients(call, double), strict=True):
        np.testing.assert_allclose(short, exact, rtol=1e-5, atol=1e-5)


def pulled(call: Call, operands: Sequence[AnyArray], *, targets: bool, constant: int | None = None) -> list[Any]:
    """The gradients as the kernel gives them, None for the operand that is `constant`."""
    result, saved = call.run(operands)
    nodes = [None if i == constant else object() for i in range(len(call.forms))]
    free: dict[object, Any] = {}
    if targets:
        free = {node: np.empty(x.shape, x.dtype) for node, x in zip(nodes, operands, strict=False) if node is not None}
    offered = dict(free)
    assert call.rule.pull is not None
    found = call.rule.pull(upstream(result), saved, nodes, untyped(free))
    for node, gradient in zip(nodes, found, strict=True):
        used = gradient is not None and gradient is offered.get(node)
        assert used == (node in offered and node not in free), "what a kernel writes to it takes out, and the reverse"
    return list(found)


@every_kernel
@each_of(FLOATS)
@pytest.mark.parametrize("targets", [False, True])
def test_kernel_agrees_with_the_gradients(targets: bool, dtype: type[DType], call: Call) -> None:
    operands = call.operands(dtype)
    for found, expected in zip(pulled(call, operands, targets=targets), pure_gradients(call, operands), strict=True):
        assert found.dtype == dtype.numpy
        np.testing.assert_allclose(
            sum_to(found, expected.shape), expected, rtol=1e-5 if dtype is float32 else 1e-13, atol=8 * EPSILON[dtype]
        )


@every_kernel
def test_kernel_leaves_out_constants(call: Call) -> None:
    operands = call.operands(float64)
    expected = pulled(call, operands, targets=False)
    for constant in range(len(call.forms)):
        found = pulled(call, operands, targets=False, constant=constant)
        for i, (gradient, whole) in enumerate(zip(found, expected, strict=True)):
            if i != constant:
                np.testing.assert_array_equal(gradient, whole)


# ------------------------------------------------------------------------------------------- memory, and what is saved
@every_differentiable
def test_gradients_share_no_memory_with_what_was_saved(call: Call) -> None:
    """They may be added to, and outlive it; and read-only operands show that nothing is written to it."""
    operands = call.operands(float64)
    result, saved = call.run(operands)
    kept: list[AnyArray] = [data for data in (*operands, *saved) if hasattr(data, "strides")]
    parts = [call.rule.evaluate_gradient(i, upstream(result), *saved) for i in range(len(call.forms))]
    if call.rule.pull is not None:
        parts += pulled(call, operands, targets=False)
    assert not any(np.shares_memory(part, data) for part in parts for data in kept)


def takes_float32(call: Call) -> bool:
    """Whether the call is of an `astype` from float32."""
    return call.name == "astype" and call.rule.gradients[0](NUMPY, np.zeros(1)).dtype == np.float32


@every_plain
def test_parameter_may_change_before_backprop_unless_its_values_were_saved(call: Call) -> None:
    def loss(parameters: Sequence[Parameter[Any, Any]]) -> Any:
        result = untyped(nary(call.rule, parameters))
        return (result * tensor(upstream(result._data), float32 if result.dtype == np.float32 else float64)).sum()

    parameters = [Parameter(tensor(x, float64)) for x in call.operands(float64)]
    if takes_float32(call):
        parameters = [Parameter(untyped(w).astype(float32)) for w in parameters]
    expected = gradients(loss(parameters), parameters)
    late = loss(parameters)
    for w in parameters:
        w.assign(w * 3.0)
    if call.rule.saves in {Saves.INPUTS, Saves.ALL}:
        with pytest.raises(GradientError, match=f"updated after {call.rule.name} used it"):
            gradients(late, parameters)
    else:
        for found, gradient in zip(gradients(late, parameters), expected, strict=True):
            np.testing.assert_array_equal(found._data, gradient._data)
