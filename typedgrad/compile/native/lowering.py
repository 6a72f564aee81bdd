"""What native code makes of one call of a program."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from typedgrad.compile.native.elementwise import Statement
from typedgrad.compile.native.gemm import dot
from typedgrad.compile.native.operand import KINDS, Operand, operand
from typedgrad.compile.native.reduction import reduced
from typedgrad.compile.native.selection import where_into
from typedgrad.compile.storage import OUT, Place, is_traced
from typedgrad.rules.memory import address, aligned

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.compile.native.gemm import Blas
    from typedgrad.compile.native.kernel import Kernel
    from typedgrad.compile.native.product import Registers
    from typedgrad.compile.plan import Plan
    from typedgrad.compile.storage import Call, Storage
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray

Work: TypeAlias = "Statement | Kernel"

_ARITHMETIC: dict[Callable[..., Any], str] = {
    np.add: "{0} + {1}",
    np.subtract: "{0} - {1}",
    np.multiply: "{0} * {1}",
    np.divide: "{0} / {1}",
    np.maximum: "MAXIMUM({0}, {1})",
    np.minimum: "MINIMUM({0}, {1})",
    np.negative: "-{0}",
    np.positive: "{0}",
    np.reciprocal: "1 / {0}",
    np.square: "{0} * {0}",
    np.absolute: "abs_KIND({0})",
    np.sqrt: "sqrt_KIND({0})",
    np.exp: "exp_KIND({0})",
    np.log: "log_KIND({0})",
    np.tanh: "tanh_KIND({0})",
}
"""Floats into floats of the same dtype; a bool among them is 0 or 1."""

_COMPARISONS: dict[Callable[..., Any], str] = {
    np.less: "{0} < {1}",
    np.less_equal: "{0} <= {1}",
    np.greater: "{0} > {1}",
    np.greater_equal: "{0} >= {1}",
    np.equal: "{0} == {1}",
    np.not_equal: "{0} != {1}",
    np.isnan: "{0} != {0}",
    np.isfinite: "{0} - {0} == 0",
}
"""Floats of one dtype into bools."""

_LOGIC: dict[Callable[..., Any], str] = {
    np.logical_and: "{0} & {1}",
    np.logical_or: "{0} | {1}",
    np.logical_xor: "{0} ^ {1}",
    np.logical_not: "!{0}",
    np.bitwise_and: "{0} & {1}",
    np.bitwise_or: "{0} | {1}",
    np.bitwise_xor: "{0} ^ {1}",
    np.invert: "!{0}",
}
"""Bools into bools."""

_FOREVER = 1 << 60


class Lowering:
    """Translates calls, each into a statement of a loop or a kernel of its own.

    Attributes:
        bases: the arrays that variables hold, by their names, as far as native code reads them or their views.
        kept: arrays that native code reads and nobody else may hold.
    """

    def __init__(self, plan: Plan, lasts: dict[Storage, int], registers: Registers, blas: Blas | None) -> None:
        self._plan = plan
        self._lasts = lasts
        self._registers = registers
        self._blas = blas
        self._views: dict[str, tuple[Traced, int]] = {}  # of arguments: the argument, and the offset in it
        self._numbers: dict[tuple[str, str], NDArray] = {}
        self._scratch: NDArray = aligned(0, np.dtype(np.uint8))
        self.bases: dict[str, Traced] = {}
        self.kept: list[object] = []

    def is_view(self, call: Call) -> bool:
        """Whether a call only makes views of an argument, whose places are then known."""
        made, sources = list(call.makes()), list(call.reads())
        if len(sources) != 1 or call.target is not None or call.is_effect or call.is_checked or not made:
            return False
        (source,) = sources
        if source.storage.place is not Place.ARGUMENT or any(view.storage is not source.storage for view in made):
            return False
        base, offset = self._views.get(source.name, (source, 0))
        for view in made:
            self._views[view.name] = base, offset + address(view.value) - address(source.value)
        return True

    def lowered(self, call: Call) -> Work | None:
        """The native form of a call, None where it has none."""
        target = call.target
        if target is None or target.storage.place not in {Place.TEMPORARY, Place.HELD}:
            return None
        out = self._operand(target)
        if out is None or (call.is_stored and call.function is not np.vdot):
            return None
        last = _FOREVER if target.storage.place is Place.HELD else self._lasts[target.storage]
        function, arguments = call.function, call.arguments
        if any(value is not OUT for value in call.keywords.values()):
            return None
        if function is np.copyto:
            return self._copy(arguments[1], out, last) if len(arguments) == 2 or arguments[2:] == ("unsafe",) else None
        if function is operator.setitem:
            return self._set(arguments, target, last)
        given = tuple(argument for argument in arguments if argument is not OUT)
        if function is np.dot or function is np.matmul:
            return self._dot(given, out)
        if function is where_into:
            return self._where(given, out, last)
        if function is np.vdot:
            return self._vdot(given, out)
        ufunc = getattr(function, "__self__", None)
        if isinstance(ufunc, np.ufunc) and function == ufunc.reduce:
            return self._reduce(ufunc, arguments, out)
        return self._elementwise(function, given, out, last)

    # ------------------------------------------------------------------------------------------------- kinds of calls
    def _elementwise(
        self, function: Callable[..., Any], given: tuple[object, ...], out: Operand, last: int
    ) -> Work | None:
        dtypes = [_dtype(value) for value in given]
        kinds = {KINDS.get(dtype, "") for dtype in dtypes if dtype is not None}
        floats = kinds - {"u8"}
        if function in _LOGIC and kinds == {"u8"} and out.kind == "u8":
            kind, text = "u8", _LOGIC[function]
        elif function in _ARITHMETIC and floats == {out.kind}:
            kind, text = out.kind, _ARITHMETIC[function].replace("KIND", out.kind)
        elif function in _COMPARISONS and len(kinds) == 1 and floats and out.kind == "u8":
            (kind,), text = floats, _COMPARISONS[function]
        else:
            return None
        operands = [self._any(value, kind) for value in given]
        found = tuple(one for one in operands if one is not None)
        if len(found) < len(operands) or (kind == "u8" and any(one.kind != "u8" for one in found)):
            return None
        return _exact(Statement(f"({out.kind})({_converted(text, kind)})", out, found, last))

    def _where(self, given: tuple[object, ...], out: Operand, last: int) -> Work | None:
        operands = [self._any(value, out.kind) for value in given]
        condition, *others = (one for one in operands if one is not None)
        if len(others) != 2 or condition.kind != "u8" or any(one.kind != out.kind for one in others):
            return None
        return _exact(Statement("{0} ? {1} : {2}", out, (condition, *others), last))

    def _copy(self, value: object, out: Operand, last: int) -> Work | None:
        source = self._any(value, out.kind)
        if source is None:
            return None
        text = "{0} != 0" if out.kind == "u8" else f"({out.kind}){{0}}"
        return _exact(Statement(text, out, (source,), last))

    def _set(self, arguments: tuple[object, ...], target: Traced, last: int) -> Work | None:
        """`target[key] = value`, where the key makes a view."""
        array, key, value = arguments
        parts = cast("tuple[object, ...]", key if isinstance(key, tuple) else (key,))
        is_basic = all(part is None or part is ... or type(part) in {int, slice} for part in parts)
        if not is_basic or not (array is OUT or array is target):
            return None
        whole = parts if any(part is ... for part in parts) else (*parts, ...)  # or it would be a scalar, not a view
        view: NDArray = target.value[cast("Any", whole)]
        out = self._placed(view, target)
        return None if out is None else self._copy(value, out, last)

    def _dot(self, given: tuple[object, ...], out: Operand) -> Work | None:
        a, b = (self._any(value, out.kind) for value in given)
        if a is None or b is None:
            return None
        return dot(a, b, out, self._registers, self._blas, self._scratch_of)

    def _vdot(self, given: tuple[object, ...], out: Operand) -> Work | None:
        """The product of two arrays as vectors, where they lie without gaps."""
        vectors = [one and one.flat() for one in (self._any(value, out.kind) for value in given)]
        match vectors:
            case [Operand() as a, Operand() as b]:
                return dot(a, b, out, self._registers, self._blas, self._scratch_of)
            case _:
                return None

    def _reduce(self, ufunc: np.ufunc, arguments: tuple[object, ...], out: Operand) -> Work | None:
        x, axis, dtype, _, _ = arguments
        operand = self._any(x, out.kind)
        if operand is None or (dtype is not None and KINDS.get(np.dtype(cast("Any", dtype))) != out.kind):
            return None
        rank = len(operand.shape)
        axes = range(rank) if axis is None else cast("tuple[int, ...]", axis if isinstance(axis, tuple) else (axis,))
        return reduced(ufunc, operand, tuple(one % rank for one in axes), out)

    # ------------------------------------------------------------------------------------------------------- operands
    def _any(self, value: object, kind: str) -> Operand | None:
        """An array, or a number that becomes one of this kind."""
        if is_traced(value):
            return self._operand(value)
        if _dtype(value) is not None:
            return self._constant(np.asarray(cast("Any", value)))
        if type(value) in {bool, int, float} and kind in {"f64", "f32"}:
            number = float(cast("float", value))
            key = number.hex(), kind
            if key not in self._numbers:
                self._numbers[key] = np.array(number, np.float64 if kind == "f64" else np.float32)
            return self._constant(self._numbers[key])
        return None

    def _constant(self, array: NDArray) -> Operand | None:
        self.kept.append(array)
        return operand(array)

    def _operand(self, traced: Traced) -> Operand | None:
        return self._placed(traced.value, traced)

    def _placed(self, value: NDArray, traced: Traced) -> Operand | None:
        """An array in the memory of `traced`, where that is when the program runs."""
        place = traced.storage.place
        if place is Place.HELD:
            self.kept.append(traced.storage.root)
            return operand(value)
        if place is Place.TEMPORARY:
            there = self._plan.array(traced)
            return operand(value, offset=address(there) + address(value) - address(traced.value))
        base, offset = self._views.get(traced.name, (traced, 0))
        self.bases[base.name] = base
        return operand(value, base.name, offset)

    def _scratch_of(self, nbytes: int) -> int:
        """Memory for as long as a kernel runs."""
        if nbytes > self._scratch.nbytes:
            self._scratch = aligned(nbytes, np.dtype(np.uint8))
            self.kept.append(self._scratch)
        return address(self._scratch)


def _dtype(value: object) -> np.dtype[Any] | None:
    """The dtype of an array or of one of NumPy's scalars."""
    dtype: np.dtype[Any] | None = getattr(value, "dtype", None)
    return dtype


def _exact(statement: Statement) -> Statement | None:
    return statement if statement.is_exact() else None


def _converted(text: str, kind: str) -> str:
    """With each element converted first, as NumPy converts operands."""
    return text.replace("{0}", f"({kind}){{0}}").replace("{1}", f"({kind}){{1}}")
