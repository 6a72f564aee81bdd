"""The quick way: Python source of a function that checks its arguments by comparing dtypes and sizes, and no more.

Whatever does not fit there, and whatever it does not know, is looked at again in the slow way, by `Plan`: that decides.
"""

from __future__ import annotations

from inspect import Parameter as Argument
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from typedgrad.checks.dimensions import AnySize, Composed, Named, OneOf, Run, Whole
from typedgrad.checks.own import known, token
from typedgrad.checks.specs import RecordSpec, SizeSpec, TensorSpec, TupleSpec, Unchecked, UnionSpec
from typedgrad.tensor.parameter import Parameter
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Iterable, Mapping

    from typedgrad.checks.dimensions import Axes, Dimension, Dimensions
    from typedgrad.checks.plan import Plan
    from typedgrad.checks.solved import Name
    from typedgrad.checks.specs import DTypes, Spec

Variables: TypeAlias = dict[str, object]

_UNFIT = "raise ValueError"  # which nobody sees


class _NotQuick(Exception):  # noqa: N818  # no error: the slow way is taken
    """An annotation that the quick way does not know."""


class _Writer:
    """Writes the checks of one function.

    Attributes:
        lines: what is written, indented.
        constants: what the lines refer to.
    """

    def __init__(self, prefix: str, constants: Variables) -> None:
        self.lines: list[str] = []
        self.constants = constants
        self._prefix = prefix
        self._variables: dict[Name, str] = {}
        self._unsure: set[Name] = set()  # bound only if an argument was not None
        self._waiting: list[tuple[Composed, str]] = []
        self._indent = "    "
        self._is_optional = False
        self._count = 0

    def own(self, instance: str, names: Iterable[Name]) -> None:
        """Take what is known of the instance."""
        names = sorted(names, key=token)
        self._line(f"{self._variable('own')} = {self._constant('known', known)}(id({instance})).values")
        for name in names:
            self._line(f"{self._bound(name)} = {self._variable('own')}[{token(name)}]")

    def check(self, spec: Spec, value: str) -> None:
        """Hold the value of an expression against a spec."""
        if isinstance(spec, Unchecked):
            return
        if isinstance(spec, TensorSpec):
            self._tensor(spec, value)
        elif isinstance(spec, SizeSpec):
            self._line(f"if {value}.__class__ is not int: {_UNFIT}")
            self._sizes([(spec.dimension, value)])
        elif isinstance(spec, UnionSpec) and spec.others == (type(None),) and len(spec.options) == 1:
            self._optional(spec.options[0], value)
        elif isinstance(spec, TupleSpec):
            self._items(spec.items, value)
        elif isinstance(spec, RecordSpec) and hasattr(spec.kind, "_fields"):  # which cannot change
            self._line(f"if {value}.__class__ is not {self._constant(spec.kind.__name__, spec.kind)}: {_UNFIT}")
            for field, one in spec.fields:
                part = self._fresh()
                self._line(f"{part} = {value}.{field}")
                self.check(one, part)
        else:
            raise _NotQuick

    def settle(self) -> None:
        """Look at the sums and products whose parts are known by now."""
        waiting, self._waiting = self._waiting, []
        for dimension, size in waiting:
            names = list(_names(dimension))
            if any(name not in self._variables for name in names):
                self._waiting.append((dimension, size))
                continue
            unsure = "".join(f"{self._variables[name]} is not None and " for name in names if name in self._unsure)
            self._line(f"if {unsure}{size} != {self._sum(dimension)}: {_UNFIT}")

    # -------------------------------------------------------------------------------------------------- of values
    def _optional(self, spec: Spec, value: str) -> None:
        if self._is_optional:
            raise _NotQuick
        start, known_before = len(self.lines), set(self._variables)
        self._line(f"if {value} is not None:")
        self._indent += "    "
        self._is_optional = True
        self.check(spec, value)
        self.settle_all()
        self._is_optional = False
        self._indent = self._indent[:-4]
        new = [name for name in self._variables if name not in known_before]
        self._unsure.update(new)
        self.lines[start:start] = [f"{self._indent}{self._variables[name]} = None" for name in new]

    def settle_all(self) -> None:
        """As `settle`, where nothing may be left over: a size that may be missing."""
        self.settle()
        if self._waiting:
            raise _NotQuick

    def _items(self, items: tuple[Spec, ...], value: str) -> None:
        parts = ["_" if isinstance(item, Unchecked) else self._fresh() for item in items]
        parts = [self._fresh() if part == "_" else part for part in parts]
        self._line(f"if {value}.__class__ is not tuple: {_UNFIT}")
        self._line(f"{_targets(parts)} = {value}")
        for item, part in zip(items, parts, strict=True):
            self.check(item, part)

    def _tensor(self, spec: TensorSpec, value: str) -> None:
        kinds = [one for one in (Tensor, Parameter) if issubclass(one, spec.kind)] or [spec.kind]
        other = " and ".join(f"{value}.__class__ is not {self._constant(one.__name__, one)}" for one in kinds)
        data = value if spec.kind is np.ndarray else self._variable("data")
        self._line(f"if {other}: {_UNFIT}")
        if data != value:
            self._line(f"{data} = {value}._data")
        self._dtype(spec.dtypes, f"{data}.dtype")
        self._shape(spec.dimensions, data)

    def _dtype(self, dtypes: DTypes, dtype: str) -> None:
        if dtypes.name is not None and dtypes.name in self._variables:
            self._same(dtypes.name, dtype, "is not")
            return
        if dtypes.name is not None:
            new = dtype
            dtype = self._bound(dtypes.name)
            self._line(f"{dtype} = {new}")
        if dtypes.leaves is not None and len(dtypes.leaves) < 5:
            if len(dtypes.leaves) > 1 and dtypes.name is None:
                kept = self._variable("dtype")
                self._line(f"{kept} = {dtype}")
                dtype = kept
            tests = [f"{dtype} is not {self._constant(leaf.name, leaf)}" for leaf in dtypes.leaves]
            self._line(f"if {' and '.join(tests)}: {_UNFIT}")

    def _shape(self, dimensions: Dimensions, data: str) -> None:
        if dimensions is None:
            return
        if isinstance(dimensions, Whole):
            if dimensions.bound is not None:
                self._axes(dimensions.bound, data)
            self._bind(dimensions.name, f"{data}.shape")
            return
        self._axes(dimensions, data)

    def _axes(self, dimensions: tuple[Axes, ...], data: str) -> None:
        run = next((i for i, one in enumerate(dimensions) if isinstance(one, Run)), None)
        if run is not None:
            self._with_run(dimensions, run, data)
        elif all(isinstance(one, AnySize) for one in dimensions):
            self._line(f"if {data}.ndim != {len(dimensions)}: {_UNFIT}")
        else:
            fresh: set[Name] = set()
            targets: list[str] = []
            compared: list[tuple[Dimension, str]] = []
            for one in dimensions:
                if isinstance(one, Named) and one.name not in self._variables and one.name not in fresh:
                    fresh.add(one.name)
                    targets.append(self._variable_of(one.name))
                    continue
                targets.append(self._fresh())
                if not isinstance(one, Run):
                    compared.append((one, targets[-1]))
            self._line(f"{_targets(targets)} = {data}.shape")
            for name in fresh:
                self._bound(name)
            self._sizes(compared)

    def _with_run(self, dimensions: tuple[Axes, ...], run: int, data: str) -> None:
        axes = dimensions[run]
        after = len(dimensions) - run - 1
        if not isinstance(axes, Run) or not isinstance(axes.each, AnySize):
            raise _NotQuick
        targets = [self._fresh() for _ in dimensions]
        starred = [f"*{target}" if i == run else target for i, target in enumerate(targets)]
        shape = self._variable("shape")
        if axes.name is None:
            self._line(f"{_targets(starred)} = {data}.shape")
        else:
            self._line(f"{shape} = {data}.shape")
            if len(dimensions) > 1:
                self._line(f"{_targets(starred)} = {shape}")
            end = f"-{after}" if after else ""
            self._bind(axes.name, shape if len(dimensions) == 1 else f"{shape}[{run or ''}:{end}]")
        self._sizes(
            [(one, target) for one, target in zip(dimensions, targets, strict=True) if not isinstance(one, Run)]
        )

    # --------------------------------------------------------------------------------------------------- of sizes
    def _sizes(self, sizes: Iterable[tuple[Dimension, str]]) -> None:
        for dimension, size in sizes:
            if isinstance(dimension, Named):
                self._bind(dimension.name, size)
            elif isinstance(dimension, OneOf):
                tests = " and ".join(f"{size} != {one}" for one in dimension.sizes) or "True"
                self._line(f"if {tests}: {_UNFIT}")
            elif isinstance(dimension, Composed):
                self._waiting.append((dimension, size))
            elif not isinstance(dimension, AnySize):
                raise _NotQuick

    def _bind(self, name: Name, value: str) -> None:
        if name in self._variables:
            self._same(name, value, "!=")
        else:
            self._line(f"{self._bound(name)} = {value}")

    def _same(self, name: Name, value: str, different: str) -> None:
        variable = self._variables[name]
        if name not in self._unsure:
            self._line(f"if {value} {different} {variable}: {_UNFIT}")
        elif self._is_optional or different != "!=":
            raise _NotQuick
        else:
            self._line(f"if {variable} is None: {variable} = {value}")
            self._line(f"elif {value} != {variable}: {_UNFIT}")
            self._unsure.discard(name)

    def _sum(self, dimension: Dimension) -> str:
        if isinstance(dimension, Composed):
            sign = "+" if dimension.is_sum else "*"
            return f"({self._sum(dimension.left)} {sign} {self._sum(dimension.right)})"
        if isinstance(dimension, Named):
            return self._variables[dimension.name]
        if isinstance(dimension, OneOf) and len(dimension.sizes) == 1:
            return str(dimension.sizes[0])
        raise _NotQuick

    # --------------------------------------------------------------------------------------------------- of names
    def _line(self, line: str) -> None:
        self.lines.append(f"{self._indent}{line}")

    def _variable(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def _fresh(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"

    def _variable_of(self, name: Name) -> str:
        """The variable that holds what a name stands for."""
        taken = {variable for other, variable in self._variables.items() if other != name}
        text = f"{self._prefix}{name.text.lstrip('*')}"
        while text in taken or text in self.constants or text in {self._variable(one) for one in _VARIABLES}:
            text += "_"
        return text

    def _bound(self, name: Name) -> str:
        self._variables[name] = self._variable_of(name)
        return self._variables[name]

    def _constant(self, name: str, value: object) -> str:
        text = f"{self._prefix}{name}"
        while self.constants.get(text, value) is not value or text in self._variables.values():
            text += "_"
        self.constants[text] = value
        return text


_VARIABLES = ("own", "data", "dtype", "shape", "matched", "result", "make")


def source_of(
    plan: Plan, signature: inspect.Signature, name: str, *, is_async: bool, function: Callable[..., object]
) -> tuple[str, Variables]:
    """The source of a function that checks and calls another one, and what it refers to.

    Args:
        plan: what is asked.
        signature: its parameters.
        name: what it is called.
        is_async: whether it is a coroutine function.
        function: what it calls.
    """
    prefix = prefix_of(signature)
    constants: Variables = {
        f"{prefix}function": function,
        f"{prefix}check_arguments": plan.check_arguments,
        f"{prefix}check_result": plan.check_result,
    }
    header, call, values = headed(signature, name, prefix, is_async=is_async)
    writer = _Writer(prefix, constants)
    arguments, result = _quick(plan, writer, signature)
    matched, returned = f"{prefix}matched", f"{prefix}result"
    lines = [header]
    if not plan.arguments and not plan.own:
        lines.append(f"    {matched} = None")
    elif arguments is None:
        lines.append(f"    {matched} = {prefix}check_arguments({values})")
    else:
        lines += ["    try:", *_indented(arguments), f"        {matched} = None", "    except Exception:"]
        lines += [f"        {matched} = 0", f"    if {matched} is not None:"]
        lines.append(f"        {matched} = {prefix}check_arguments({values})")
    if plan.result is None and not plan.own:
        lines.append(f"    return {call}")
        return "\n".join([*lines, ""]), constants
    lines.append(f"    {returned} = {call}")
    if result is not None:
        lines += [f"    if {matched} is None:", "        try:", *_indented(_indented(result))]
        lines += [f"            return {returned}", "        except Exception:", "            pass"]
    lines += [f"    {prefix}check_result({matched}, {values}, {returned})", f"    return {returned}"]
    return "\n".join([*lines, ""]), constants


def _quick(plan: Plan, writer: _Writer, signature: inspect.Signature) -> tuple[list[str] | None, list[str] | None]:
    """The lines that check the arguments, and those for the result; None where there is no quick way."""
    try:
        if plan.own:
            writer.own(next(iter(signature.parameters)), plan.own)
        for argument in plan.arguments:
            writer.check(argument.spec, argument.name)
        writer.settle()
    except _NotQuick:
        return None, None
    arguments, writer.lines = writer.lines, []
    try:
        if plan.result is not None:
            writer.check(plan.result, writer._variable("result"))
        writer.settle()
    except _NotQuick:
        return arguments, None
    return arguments, writer.lines


def _names(dimension: Dimension) -> Iterable[Name]:
    if isinstance(dimension, Named):
        yield dimension.name
    elif isinstance(dimension, Composed):
        yield from _names(dimension.left)
        yield from _names(dimension.right)


def _targets(targets: list[str]) -> str:
    return f"{targets[0]}," if len(targets) == 1 else ", ".join(targets) or "()"


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def prefix_of(signature: inspect.Signature) -> str:
    """What the variables of the checks begin with, unlike any parameter."""
    prefix = "_"
    while any(name.startswith(prefix) for name in signature.parameters):
        prefix += "_"
    return prefix


def headed(signature: inspect.Signature, name: str, prefix: str, *, is_async: bool) -> tuple[str, str, str]:
    """A function's first line, the call of the function within it, and its arguments as a tuple."""
    parameters: list[str] = []
    passed: list[str] = []
    before: Argument | None = None
    for one in signature.parameters.values():
        if before is not None and before.kind is Argument.POSITIONAL_ONLY is not one.kind:
            parameters.append("/")
        if one.kind is Argument.KEYWORD_ONLY and not any(part.startswith("*") for part in parameters):
            parameters.append("*")
        stars = "*" if one.kind is Argument.VAR_POSITIONAL else "**" if one.kind is Argument.VAR_KEYWORD else ""
        parameters.append(f"{stars}{one.name}{'' if one.default is Argument.empty else '=None'}")
        passed.append(f"{one.name}={one.name}" if one.kind is Argument.KEYWORD_ONLY else f"{stars}{one.name}")
        before = one
    if before is not None and before.kind is Argument.POSITIONAL_ONLY:
        parameters.append("/")
    header = f"{'async ' * is_async}def {name}({', '.join(parameters)}):"
    values = "".join(f"{one}, " for one in signature.parameters)
    return header, f"{'await ' * is_async}{prefix}function({', '.join(passed)})", f"({values.strip()})"


def defaults_of(signature: inspect.Signature) -> tuple[tuple[object, ...], Mapping[str, object]]:
    """The values of a function's `__defaults__` and `__kwdefaults__`."""
    given = [one for one in signature.parameters.values() if one.default is not Argument.empty]
    keywords = {one.name: one.default for one in given if one.kind is Argument.KEYWORD_ONLY}
    return tuple(one.default for one in given if one.kind is not Argument.KEYWORD_ONLY), keywords
