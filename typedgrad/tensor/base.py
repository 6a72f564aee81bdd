"""What every method needs: the array and the node of a tensor, and how a call of a rule becomes a tensor.

`unary`, `binary` and `nary` check dtypes, run the rule, and record the call where an input is tracked. They return a
`Tensor[Any, Any]`; the overloads of the methods and functions that call them say which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, cast

import numpy as np

from typedgrad.capture import instead
from typedgrad.dtypes import leaf_of
from typedgrad.errors import (
    CompileError,
    DTypeError,
    LinAlgError,
    ShapeError,
    described,
    not_a_tensor,
    shape_mismatch,
)
from typedgrad.nodes import Node, next_order
from typedgrad.rules.memory import LARGE, like, like_both
from typedgrad.rules.rule import Saves
from typedgrad.shapes import DT, S
from typedgrad.tape import recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from typing_extensions import TypeIs

    from typedgrad.rules.namespace import NDArray
    from typedgrad.rules.rule import Rule
    from typedgrad.tensor.tensor import Tensor

    Signature = TypeVar("Signature")


def signature_of(model: Signature) -> Callable[[Callable[..., Any]], Signature]:
    """Give a method the overloads of another of its family.

    An alias (`__sub__ = __add__`) would do the same for mypy and pyright, but counts as an ambiguous type in
    `pyright --verifytypes`. The decorated body must annotate its `self`: where it does not, mypy 2.4 skips the check of
    the overloads' `self` as soon as this module comes from mypy's cache, which forgets that there was a decorator
    (checkmember.py, `is_trivial_self`). `typecheck_cases` runs with a warm cache and would show it.

    pyright shows the model's docstring for each member, and its name in errors; `help` and mypy show the member's own.
    So the model's docstring speaks of the whole family, and where members are called by name the model is none of
    them and has the names of all: `_sum_max`.
    """
    return lambda function: cast("Signature", function)  # the decorated body takes what the model's overloads take


class TensorBase(Generic[DT, S]):
    """An array, and its place in the graph if a gradient may be asked for it."""

    __slots__ = ("__weakref__", "_data", "_node")

    _data: NDArray
    _node: Node | None

    def _type_text(self) -> str:
        """The type as it is written, with the sizes that there are: `Tensor[float32, tuple[2]]`."""
        sizes = ", ".join(map(str, self._data.shape)) or "()"
        return f"{type(self).__name__}[{leaf_of('repr', self._data.dtype).__name__}, tuple[{sizes}]]"

    def _repr_html_(self) -> str:
        """What a notebook shows: the type, and the values as a table."""
        from typedgrad.html import tensor_html  # noqa: PLC0415  # which only notebooks need

        return tensor_html(self)


def is_tensor(value: object) -> TypeIs[TensorBase[Any, Any]]:
    """`isinstance(value, TensorBase)` that narrows to known parameters."""
    return isinstance(value, TensorBase)


# --------------------------------------------------------------------------------------------------- making results
_new = object.__new__
_result_class: type[Tensor[Any, Any]]


def results_are(tensor_class: type[Tensor[Any, Any]]) -> None:
    """Say which class results have: `Tensor`, which is built on this module."""
    global _result_class  # noqa: PLW0603  # set once, when the class is defined
    _result_class = tensor_class


def wrap(data: NDArray, node: Node | None = None) -> Tensor[Any, Any]:
    """A tensor over `data`, which from then on must not change."""
    tensor = _new(_result_class)
    tensor._data = data if type(data) is np.ndarray else _as_array(data)
    tensor._node = node
    return tensor


def _as_array(data: NDArray) -> NDArray:
    """An array for a scalar of NumPy's, as its functions give for 0-d arrays; one that is being captured as it is."""
    return data if isinstance(data, np.ndarray) else np.asarray(data)


def unary(rule: Rule, x: TensorBase[Any, Any]) -> Tensor[Any, Any]:
    """Call a rule of one input."""
    try:
        data = x._data
    except AttributeError:
        raise not_a_tensor(rule.name, x) from None
    if data.dtype.kind not in rule.kinds:
        raise _undefined(rule, data)
    run = rule.run  # to call it as `rule.run()` would look for a method first
    try:
        result: NDArray = run(data) if not rule.takes_memory or data.size < LARGE else run(data, like(data))
    except (ValueError, IndexError, CompileError) as error:
        result = _otherwise(rule, (data,), error)
    node = x._node
    if node is None:
        return wrap(result)
    if node.rule is None and result.base is not None:  # a view of a parameter, which an update would change
        result = result.copy()
    if not rule.gradients or not recording():
        return wrap(result)
    return _recorded(rule, (node,), (data,), result)


def binary(rule: Rule, x1: TensorBase[Any, Any], other: object) -> Tensor[Any, Any]:
    """Call a rule of two inputs of one dtype; the second may be a Python scalar, as of `operand`."""
    x2: Any = other  # is_tensor would cost a frame
    if not isinstance(other, TensorBase):
        x2 = scalar(rule.name, x1._data.dtype, other)
    data1, data2 = x1._data, x2._data
    dtype = data1.dtype
    if dtype is not data2.dtype:
        _check_dtypes(rule, (data1, data2))
    if dtype.kind not in rule.kinds:
        raise _undefined(rule, data1)
    run = rule.run
    try:
        result: NDArray = (
            run(data1, data2)
            if not rule.takes_memory or (data1.size < LARGE and data2.size < LARGE)
            else run(data1, data2, like_both(data1, data2))
        )
    except (ValueError, IndexError, CompileError) as error:
        result = _otherwise(rule, (data1, data2), error)
    node1, node2 = x1._node, x2._node
    if (node1 is None and node2 is None) or not recording() or not rule.gradients:
        tensor = _new(_result_class)  # as wrap does
        tensor._data = result if type(result) is np.ndarray else _as_array(result)
        tensor._node = None
        return tensor
    return _recorded(rule, (node1, node2), (data1, data2), result)


def chosen(
    rule: Rule, condition: TensorBase[Any, Any], x1: TensorBase[Any, Any], x2: TensorBase[Any, Any]
) -> Tensor[Any, Any]:
    """Call a rule of two inputs of one dtype and, last, a condition; that it is `bool_` is checked by the caller."""
    datas = (x1._data, x2._data, condition._data)
    _check_dtypes(rule, datas[:2])
    try:
        result: NDArray = rule.run(*datas)
    except ValueError as error:
        raise _misfit_of_shapes(rule, (datas[2], *datas[:2]), error) from error  # as in the call
    nodes = (x1._node, x2._node, None)
    if nodes == _CONSTANT or not recording():
        return wrap(result)
    return _recorded(rule, nodes, datas, result)


def picked(rule: Rule, x: TensorBase[Any, Any], indices: TensorBase[Any, Any]) -> Tensor[Any, Any]:
    """Call a rule of one input and, last, indices; that they fit is checked by the caller."""
    datas = (x._data, indices._data)
    result: NDArray = rule.run(*datas)
    if x._node is None or not recording():
        return wrap(result)
    return _recorded(rule, (x._node, None), datas, result)


_CONSTANT = (None, None, None)


def ternary(
    rule: Rule, x1: TensorBase[Any, Any], x2: TensorBase[Any, Any], x3: TensorBase[Any, Any]
) -> Tensor[Any, Any]:
    """Call a rule of three inputs of one dtype."""
    try:
        data1, data2, data3 = x1._data, x2._data, x3._data
    except AttributeError:
        raise not_a_tensor(rule.name, next(x for x in (x1, x2, x3) if not is_tensor(x))) from None
    dtype = data1.dtype
    if dtype is not data2.dtype or dtype is not data3.dtype:
        _check_dtypes(rule, (data1, data2, data3))
    if dtype.kind not in rule.kinds:
        raise _undefined(rule, data1)
    run = rule.run
    try:
        result: NDArray = run(data1, data2, data3)
    except (ValueError, IndexError, CompileError) as error:
        result = _otherwise(rule, (data1, data2, data3), error)
    node1, node2, node3 = x1._node, x2._node, x3._node
    if (node1 is None and node2 is None and node3 is None) or not rule.gradients or not recording():
        return wrap(result)
    return _recorded(rule, (node1, node2, node3), (data1, data2, data3), result)


def nary(rule: Rule, inputs: Sequence[TensorBase[Any, Any]]) -> Tensor[Any, Any]:
    """Call a rule of any number of inputs of one dtype."""
    datas = tuple([x._data for x in inputs])
    _check_dtypes(rule, datas)
    if datas[0].dtype.kind not in rule.kinds:
        raise _undefined(rule, datas[0])
    try:
        result: NDArray = rule.run(*datas)
    except (ValueError, IndexError, CompileError) as error:
        result = _otherwise(rule, datas, error)
    nodes = tuple([x._node for x in inputs])
    if not rule.gradients or not any(nodes) or not recording():
        return wrap(result)
    return _recorded(rule, nodes, datas, result)


def fused(rule: Rule, nodes: tuple[Node | None, ...], data1: NDArray, data2: NDArray) -> Tensor[Any, Any]:
    """Call a rule that says itself what it saves, of a scalar result; dtypes and shapes are checked by the caller.

    There is a node for each input that is no constant by its meaning.
    """
    run = rule.run
    result, saved = run(data1, data2)
    if not any(nodes) or not recording():
        return wrap(result)
    return wrap(result, Node(rule, nodes, saved, ()))


_KINDS = {"b": "booleans", "i": "integers", "f": "floats"}


def _undefined(rule: Rule, data: NDArray) -> DTypeError:
    kinds = " and ".join(_KINDS[kind] for kind in rule.kinds)
    return DTypeError(f"{rule.name}: not defined for {data.dtype}, only for {kinds}")


def _check_dtypes(rule: Rule, datas: tuple[NDArray, ...]) -> None:
    first = datas[0].dtype
    for data in datas:
        if data.dtype != first:
            raise DTypeError(f"{rule.name}: {first} with {data.dtype}; convert one with astype")


def _otherwise(rule: Rule, datas: tuple[NDArray, ...], error: Exception) -> NDArray:
    """The result of a rule that cannot be captured call by call; else what NumPy's error is here.

    Raises:
        ShapeError, LinAlgError: the operands do not fit.
    """
    if isinstance(error, CompileError):
        result: NDArray = instead(rule.run, *datas)
        return result
    raise _misfit_of_shapes(rule, datas, error) from error


def _misfit_of_shapes(rule: Rule, datas: tuple[NDArray, ...], error: Exception) -> ShapeError | LinAlgError:
    """What NumPy's ValueError or IndexError is here: its word for shapes and keys that do not fit."""
    if isinstance(error, LinAlgError):  # a ValueError too, which says already which matrix is at fault
        return LinAlgError(*error.args)
    return ShapeError(shape_mismatch(rule.name, [data.shape for data in datas], error))


# An enum's member costs 50 ns to look up.
_INPUTS, _OUTPUT, _SHAPE, _LAST, _ALL = Saves.INPUTS, Saves.OUTPUT, Saves.SHAPE, Saves.CONSTANT, Saves.ALL


def _recorded(
    rule: Rule, nodes: tuple[Node | None, ...], datas: tuple[NDArray, ...], result: NDArray
) -> Tensor[Any, Any]:
    data = result if type(result) is np.ndarray else _as_array(result)
    saves = rule.saves
    # The constructors, without the frames that calling them would cost.
    node = _new(Node)
    node.rule = rule
    node.inputs = nodes
    if saves is _INPUTS:
        node.saved = datas
    elif saves is _OUTPUT:
        node.saved = (data,)
    elif saves is _SHAPE:
        node.saved = (datas[0].shape,)
    elif saves is _LAST:
        node.saved = (datas[-1],)
    elif saves is _ALL:
        node.saved = (*datas, data)
    else:
        node.saved = ()
    node.shape = data.shape
    node.order = next_order()
    tensor = _new(_result_class)
    tensor._data = data
    tensor._node = node
    return tensor


def check_axis(operation: str, axis: object, shape: tuple[int, ...]) -> int:
    """Hold an axis against a shape, and count it from the front.

    Raises:
        DTypeError: the axis is no int, such as a tuple of axes.
        ShapeError: the shape has no such axis.
    """
    if not isinstance(axis, int) or isinstance(axis, bool):
        raise DTypeError(f"{operation}: the axis {described(axis)} is not an int")
    if not -len(shape) <= axis < len(shape):
        raise ShapeError(f"{operation}: no axis {axis} in shape {shape}")
    return axis % len(shape)


def check_labels(operation: str, labels: NDArray, classes: int) -> None:
    """Hold labels to being numbers of classes.

    Raises:
        IndexError: one is below 0 or beyond the last class.
    """
    if labels.size and (labels.min() < 0 or labels.max() >= classes):
        wrong = labels[(labels < 0) | (labels >= classes)].flat[0]
        raise IndexError(f"{operation}: label {wrong} is not one of the {classes} classes")


def check_tensors(operation: str, *values: object) -> None:
    """Hold values to being tensors.

    Raises:
        DTypeError: one is not.
    """
    for value in values:
        if not is_tensor(value):
            raise not_a_tensor(operation, value)


# ------------------------------------------------------------------------------------------------- Python scalars
_cached: dict[str, dict[float, NDArray]] = {"f": {}, "d": {}, "i": {}, "l": {}, "q": {}, "?": {}}
_CACHE_LIMIT = 256
_EXACT = frozenset({float, int, bool})


def scalar(operation: str, dtype: np.dtype[Any], value: object) -> TensorBase[Any, Any]:
    """A 0-d constant of `dtype` from a Python scalar of its kind or a narrower one.

    Raises:
        DTypeError: another kind: a float with an integer tensor, a bool with a number, an array, a string.
        OverflowError: a number beyond the dtype's range.
    """
    kind = dtype.kind
    fits = (
        type(value) is float
        or type(value) is int
        or (isinstance(value, (int, float)) and not isinstance(value, (bool, np.bool_)))
        if kind == "f"
        else isinstance(value, int) and not isinstance(value, bool)
        if kind == "i"
        else isinstance(value, bool)
    )
    if not fits:
        raise DTypeError(_misfit(operation, dtype, value))
    number = cast("float", value)  # checked above; int and bool count as float in an annotation
    if type(number) not in _EXACT:  # a key of the cache must not be equal to whatever its class says
        number = int(number) if isinstance(number, int) else float(number)
    known = _cached[dtype.char]
    data = known.get(number)
    if data is None:
        try:
            with np.errstate(over="raise"):
                data = np.array(number, dtype)
        except (OverflowError, FloatingPointError):
            raise OverflowError(f"{operation}: {described(value)} is out of the range of {dtype}") from None
        if number:  # 0.0 and -0.0 are one key but two values
            if len(known) >= _CACHE_LIMIT:
                known.clear()
            known[number] = data
    constant: TensorBase[Any, Any] = wrap(data)
    return constant


def _misfit(operation: str, dtype: np.dtype[Any], value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"{operation}: {dtype} tensor with a NumPy array; make it a tensor by as_tensor"
    text = f"{operation}: {dtype} tensor with {described(value)}"
    return f"{text}; its item() is a Python number" if isinstance(value, np.generic) else text


def operand(rule: Rule, x: TensorBase[Any, Any], other: object) -> TensorBase[Any, Any]:
    """The other operand of `x`: a tensor as it is, a Python scalar as a constant."""
    if isinstance(other, TensorBase):
        return other  # pyright: ignore[reportUnknownVariableType]  # isinstance cannot know the parameters
    return scalar(rule.name, x._data.dtype, other)
