"""The quick way: lines that compare dtypes and sizes, written for the annotations of one function."""

from __future__ import annotations

from collections.abc import Collection
from types import NoneType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from typedgrad.checks.dimensions import AnySize, Composed, Named, OneOf, Run, Whole
from typedgrad.checks.own import known, token
from typedgrad.checks.specs import (
    EachSpec,
    MappingSpec,
    RecordSpec,
    SizeSpec,
    TensorSpec,
    TupleSpec,
    Unchecked,
    UnionSpec,
)
from typedgrad.dtypes import LEAVES
from typedgrad.tensor.base import TensorBase
from typedgrad.tensor.parameter import Parameter
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typedgrad.checks.dimensions import Axes, Dimension, Dimensions
    from typedgrad.checks.solved import Name
    from typedgrad.checks.specs import DTypes, Spec

Variables: TypeAlias = dict[str, object]

_UNFIT = "raise ValueError"  # which nobody sees


_PLAIN = (NoneType, bool, int, float, complex, str)  # classes that only need to be recognised
_COMPARED = (TensorBase, np.ndarray, type, Collection)  # classes whose instances are also looked into


class NotQuick(Exception):  # noqa: N818  # no error: the slow way is taken
    """An annotation that the quick way does not know."""


class Writer:
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
        self._unsure: set[Name] = set()  # None as long as there was no value to bind them
        self._waiting: list[tuple[Composed, str]] = []
        self._indent = "    "
        self._count = 0

    def own(self, instance: str, names: Iterable[Name]) -> None:
        """Take what is known of the instance."""
        names = sorted(names, key=token)
        self._line(f"{self.variable('own')} = {self._constant('known', known)}(id({instance})).values")
        for name in names:
            self._line(f"{self._bound(name)} = {self.variable('own')}[{token(name)}]")

    def check(self, spec: Spec, value: str) -> None:
        """Hold the value of an expression against a spec."""
        if isinstance(spec, Unchecked):
            return
        if isinstance(spec, TensorSpec):
            self._tensor(spec, value)
        elif isinstance(spec, SizeSpec):
            self._line(f"if {value}.__class__ is not int: {_UNFIT}")
            self._sizes([(spec.dimension, value)])
        elif isinstance(spec, UnionSpec):
            self._union(spec, value)
        elif isinstance(spec, TupleSpec):
            self._items(spec.items, value)
        elif isinstance(spec, (EachSpec, MappingSpec)):
            self._each(spec, value)
        elif isinstance(spec, RecordSpec) and not spec.by_key:
            self._line(f"if {value}.__class__ is not {self._constant(spec.kind.__name__, spec.kind)}: {_UNFIT}")
            for field, one in spec.fields:
                part = self._fresh()
                self._line(f"{part} = {value}.{field}")
                self.check(one, part)
        else:
            raise NotQuick

    def settle(self) -> None:
        """Look at the sums and products whose parts are known by now."""
        waiting, self._waiting = self._waiting, []
        for dimension, size in waiting:
            names = list(_names(dimension))
            if any(name not in self._variables for name in names):
                self._waiting.append((dimension, size))
                continue
            if any(name in self._unsure for name in names):
                raise NotQuick
            self._line(f"if {size} != {self._sum(dimension)}: {_UNFIT}")

    # -------------------------------------------------------------------------------------------------- of values
    def _union(self, spec: UnionSpec, value: str) -> None:
        """Check a tensor that may be None or a number instead."""
        classes = [kind for kind in spec.others if kind in _PLAIN or not issubclass(kind, _COMPARED)]
        option, *more = spec.options
        if more or not classes:
            raise NotQuick
        if classes == [NoneType]:
            self._within(f"if {value} is not None:", option, value)
        else:
            others = self._constant("others", frozenset(classes))
            self._within(f"if {value}.__class__ not in {others}:", option, value)

    def _each(self, spec: EachSpec | MappingSpec, value: str) -> None:
        """Check whatever is in a list, a tuple or a dict."""
        item = self._fresh()
        if isinstance(spec, MappingSpec):
            self._line(f"if {value}.__class__ is not dict: {_UNFIT}")
            self._within(f"for {item} in {value}.values():", spec.item, item)
        else:
            self._line(f"if {value}.__class__ is not list and {value}.__class__ is not tuple: {_UNFIT}")
            self._within(f"for {item} in {value}:", spec.item, item)

    def _within(self, header: str, spec: Spec, value: str) -> None:
        """Write a check under a condition or in a loop: what it binds may be None after it, and at its start."""
        waiting, self._waiting = self._waiting, []
        unsure = [name for name in spec.named() if name not in self._variables or name in self._unsure]
        for name in unsure:
            if name not in self._variables:
                self._line(f"{self._bound(name)} = None")
        self._unsure.update(unsure)
        self._line(header)
        self._indent += "    "
        self.check(spec, value)
        self.settle()
        if self._waiting:  # a size that is only there within
            raise NotQuick
        self._indent = self._indent[:-4]
        self._unsure.update(unsure)
        self._waiting = waiting

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
        data = value if spec.kind is np.ndarray else self.variable("data")
        self._line(f"if {other}: {_UNFIT}")
        if data != value:
            self._line(f"{data} = {value}._data")
        self._dtype(spec.dtypes, f"{data}.dtype")
        self._shape(spec.dimensions, data)

    def _dtype(self, dtypes: DTypes, dtype: str) -> None:
        name = dtypes.name
        if name is not None and name in self._variables and name not in self._unsure:
            self._same(name, dtype, "is not")
            return
        if dtypes.leaves is not None and len(dtypes.leaves) < len(LEAVES):
            if len(dtypes.leaves) > 1:
                kept = self.variable("dtype")
                self._line(f"{kept} = {dtype}")
                dtype = kept
            tests = [f"{dtype} is not {self._constant(leaf.name, leaf)}" for leaf in dtypes.leaves]
            self._line(f"if {' and '.join(tests)}: {_UNFIT}")
        if name is not None:
            self._bind(name, dtype, "is not")

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
            targets: list[str] = []
            compared: list[tuple[Dimension, str]] = []
            for one in dimensions:
                if isinstance(one, Named) and one.name not in self._variables:
                    targets.append(self._bound(one.name))
                else:
                    targets.append(self._fresh())
                    compared += [] if isinstance(one, Run) else [(one, targets[-1])]
            self._line(f"{_targets(targets)} = {data}.shape")
            self._sizes(compared)

    def _with_run(self, dimensions: tuple[Axes, ...], run: int, data: str) -> None:
        axes = dimensions[run]
        after = len(dimensions) - run - 1
        if not isinstance(axes, Run) or not isinstance(axes.each, AnySize):
            raise NotQuick
        targets = [self._fresh() for _ in dimensions]
        starred = [f"*{target}" if i == run else target for i, target in enumerate(targets)]
        shape = self.variable("shape")
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
                raise NotQuick

    def _bind(self, name: Name, value: str, different: str = "!=") -> None:
        if name in self._variables:
            self._same(name, value, different)
        else:
            self._line(f"{self._bound(name)} = {value}")

    def _same(self, name: Name, value: str, different: str) -> None:
        variable = self._variables[name]
        if name in self._unsure:
            self._line(f"if {variable} is None: {variable} = {value}")
            self._line(f"elif {value} {different} {variable}: {_UNFIT}")
            self._unsure.discard(name)
        else:
            self._line(f"if {value} {different} {variable}: {_UNFIT}")

    def _sum(self, dimension: Dimension) -> str:
        if isinstance(dimension, Composed):
            sign = "+" if dimension.is_sum else "*"
            return f"({self._sum(dimension.left)} {sign} {self._sum(dimension.right)})"
        if isinstance(dimension, Named):
            return self._variables[dimension.name]
        if isinstance(dimension, OneOf) and len(dimension.sizes) == 1:
            return str(dimension.sizes[0])
        raise NotQuick

    # --------------------------------------------------------------------------------------------------- of names
    def _line(self, line: str) -> None:
        self.lines.append(f"{self._indent}{line}")

    def variable(self, name: str) -> str:
        """A variable of the checks."""
        return f"{self._prefix}{name}"

    def _fresh(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"

    def _variable_of(self, name: Name) -> str:
        """The variable that holds what a name stands for."""
        taken = {variable for other, variable in self._variables.items() if other != name}
        text = f"{self._prefix}{name.text.lstrip('*')}"
        while text in taken or text in self.constants or text in {self.variable(one) for one in _VARIABLES}:
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


def _names(dimension: Dimension) -> Iterable[Name]:
    if isinstance(dimension, Named):
        yield dimension.name
    elif isinstance(dimension, Composed):
        yield from _names(dimension.left)
        yield from _names(dimension.right)


def _targets(targets: list[str]) -> str:
    return f"{targets[0]}," if len(targets) == 1 else ", ".join(targets) or "()"
