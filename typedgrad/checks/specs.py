"""What an annotation asks of a value, checked step by step: the slow and explaining way."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard, cast

import numpy as np

from typedgrad.checks.dimensions import Named, check_shape, check_size
from typedgrad.checks.solved import said
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import TensorBase
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from typedgrad.checks.dimensions import Dimension, Dimensions, Later, Whole
    from typedgrad.checks.solved import Name, Solved
    from typedgrad.dtypes import NumPyDType


class Spec(Protocol):
    """A part of an annotation."""

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        """Hold a value against it.

        Args:
            value: of an argument or of a part of one.
            by: which: `x`, `state['weight']`, `the result[0]`.
            solved: what names stand for, which is added to.

        Returns:
            The sums and products that can be looked at when their parts are known.

        Raises:
            ShapeError: another rank or size.
            DTypeError: another dtype, or no tensor.
        """
        ...

    def named(self) -> Collection[Name]:
        """The names that tensors within it bind."""
        ...


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What is not of tensors, and `Any`.

    Attributes:
        kinds: the classes of what fits; `object` where that is not known, and None for `Any`, which takes tensors too.
    """

    kinds: tuple[type[Any], ...] | None  # Any: nothing is asked of them

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        return []

    def named(self) -> Collection[Name]:
        return ()


@dataclass(frozen=True, slots=True)
class DTypes:
    """The dtype of a tensor's annotation: what it can be (None: anything), and the type variable that it binds."""

    leaves: tuple[NumPyDType, ...] | None
    name: Name | None
    text: str

    def check(self, dtype: NumPyDType, by: str, written: str, solved: Solved) -> None:
        if self.leaves is not None and dtype not in self.leaves:
            if self.name is None:
                wanted = f"not {self.text} as in {written}"
            else:
                wanted = (
                    f"not one of {', '.join(map(said, self.leaves))}, which {self.name.text} stands for in {written}"
                )
            raise DTypeError(f"{solved.function}: {by} is {said(dtype)}, {wanted}")
        if self.name is not None:
            solved.bind(self.name, dtype, by, "")


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """`Tensor[float32, tuple[Batch, Literal[64]]]`, and so a parameter or NumPy's array."""

    kind: type[Any]  # Any: of tensors and of arrays, whose parameters matter in the dimensions only
    dtypes: DTypes
    dimensions: Dimensions
    dimension_names: frozenset[Name]
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if not isinstance(value, self.kind):
            advice = "; make it one by as_tensor" if self.kind is Tensor and not _is_tensor(value) else ""
            raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}{advice}")
        known: Any = value  # a tensor or an array, by its class
        data = known if self.kind is np.ndarray else known._data
        self.dtypes.check(data.dtype, by, self.written, solved)
        return check_shape(self.dimensions, data.shape, by, self.written, solved)

    def named(self) -> Collection[Name]:
        return self.dimension_names if self.dtypes.name is None else {*self.dimension_names, self.dtypes.name}


@dataclass(frozen=True, slots=True)
class SizeSpec:
    """An argument that is a size itself, `batch: Batch`, where tensors have that dimension."""

    dimension: Dimension
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise ShapeError(f"{solved.function}: {by} is {described(value)}, not a size of {self.written}")
        size = int(cast("int", value))  # np.integer, to pyright, is of an unknown width
        return check_size(self.dimension, size, by, "", self.written, solved)

    def named(self) -> Collection[Name]:
        return ()


@dataclass(frozen=True, slots=True)
class ShapeSpec:
    """An argument that is a shape itself, `shape: S`."""

    whole: Whole
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if not isinstance(value, tuple):
            raise ShapeError(f"{solved.function}: {by} is {described(value)}, not a shape as in {self.written}")
        shape = cast("tuple[int, ...]", value)  # isinstance cannot know what it holds
        return check_shape(self.whole, shape, by, self.written, solved)

    def named(self) -> Collection[Name]:
        return ()


@dataclass(frozen=True, slots=True)
class DTypeSpec:
    """An argument that is a dtype itself, `dtype: type[F]`."""

    dtypes: DTypes
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        dtype: NumPyDType | None = getattr(value, "numpy", None)
        if not isinstance(value, type) or not isinstance(dtype, np.dtype):
            raise DTypeError(f"{solved.function}: {by} is {described(value)}, not a dtype as in {self.written}")
        self.dtypes.check(dtype, by, self.written, solved)
        return []

    def named(self) -> Collection[Name]:
        return ()


@dataclass(frozen=True, slots=True)
class UnionSpec:
    """`Tensor[...] | None`: the first that fits, and that all else fits with.

    Attributes:
        options: those that are of tensors.
        others: the classes of those that are not.
        written: the annotation.
    """

    options: tuple[Spec, ...]
    others: tuple[type[Any], ...]  # Any: nothing is asked of them
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        errors: list[ShapeError | DTypeError] = []
        options: list[Callable[[Solved], list[Later]]] = [partial(one.check, value, by) for one in self.options]
        named = tuple(kind for kind in self.others if kind is not object)
        if isinstance(value, named) or (object in self.others and not _is_tensor(value)):
            options.append(lambda _: [])
        later = solved.chosen(options, errors)
        if later is not None:
            return later
        if len(errors) == 1:
            raise errors[0]
        reasons = "; ".join(str(error).removeprefix(f"{solved.function}: ") for error in errors)
        kind = ShapeError if any(isinstance(error, ShapeError) for error in errors) else DTypeError
        raise kind(f"{solved.function}: {by} fits none of {self.written}: {reasons}")

    def named(self) -> Collection[Name]:
        return {name for option in self.options for name in option.named()}


@dataclass(frozen=True, slots=True)
class TupleSpec:
    """`tuple[Tensor[...], Tensor[...]]`."""

    items: tuple[Spec, ...]
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if not _is_tuple(value):
            raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}")
        if len(value) != len(self.items):
            raise DTypeError(
                f"{solved.function}: {by} has {len(value)} items, not the {len(self.items)} of {self.written}"
            )
        pairs = zip(self.items, value, strict=True)
        return [later for i, (item, one) in enumerate(pairs) for later in item.check(one, f"{by}[{i}]", solved)]

    def named(self) -> Collection[Name]:
        return {name for item in self.items for name in item.named()}


@dataclass(frozen=True, slots=True)
class EachSpec:
    """`list[Tensor[...]]`, `tuple[Tensor[...], ...]`, `Sequence[Tensor[...]]`; of an iterator nothing is taken."""

    item: Spec
    written: str
    takes_tensors: bool = False
    """Whether a tensor is such a thing itself: `Iterable[Tensor[...]]`, which its rows are."""

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if not _is_listed(value):
            if _is_tensor(value) and not self.takes_tensors:
                raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}")
            return []
        return [later for i, one in enumerate(value) for later in self.item.check(one, f"{by}[{i}]", solved)]

    def named(self) -> Collection[Name]:
        return self.item.named()


@dataclass(frozen=True, slots=True)
class MappingSpec:
    """`dict[str, Tensor[...]]`, `Mapping[str, Tensor[...]]`."""

    item: Spec
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        if not _is_mapping(value):
            raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}")
        return [later for key, one in value.items() for later in self.item.check(one, f"{by}[{key!r}]", solved)]

    def named(self) -> Collection[Name]:
        return self.item.named()


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A named tuple or a dataclass by its fields, a typed dict by its keys."""

    kind: type[Any]  # Any: the fields are what is known of it
    fields: tuple[tuple[str, Spec], ...]
    by_key: bool
    written: str

    def check(self, value: object, by: str, solved: Solved) -> list[Later]:
        record: Any = value  # known by its fields only
        if self.by_key:
            if not isinstance(value, Mapping):
                raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}")
            given = [(spec, record[key], f"{by}[{key!r}]") for key, spec in self.fields if key in record]
        else:
            if not isinstance(value, self.kind):
                raise DTypeError(f"{solved.function}: {by} is {_told(value)}, not {self.written}")
            there = [(name, spec) for name, spec in self.fields if hasattr(record, name)]  # a field may be set later
            given = [(spec, getattr(record, name), f"{by}.{name}") for name, spec in there]
        return [later for spec, one, place in given for later in spec.check(one, place, solved)]

    def named(self) -> Collection[Name]:
        return {name for _, spec in self.fields for name in spec.named()}


_OTHER = Unchecked((object,))


def pruned(spec: Spec, names: Collection[Name]) -> Spec:
    """A spec without the sizes, shapes and dtypes as arguments that no tensor has by these names.

    An `int` of a NewType may be a number of anything, `UserId`, where no tensor has a dimension of that name.
    """
    if isinstance(spec, SizeSpec):
        name = spec.dimension.name if isinstance(spec.dimension, Named) else None
        return spec if name is None or name in names or name.is_own else _OTHER
    if isinstance(spec, ShapeSpec):
        return spec if spec.whole.name in names or spec.whole.name.is_own else _OTHER
    if isinstance(spec, DTypeSpec):
        name = spec.dtypes.name
        return spec if name is None or name in names or name.is_own else _OTHER
    if isinstance(spec, (EachSpec, MappingSpec)):
        item = pruned(spec.item, names)
        return replace(spec, item=item) if is_checked(item) else _OTHER
    if isinstance(spec, TupleSpec):
        items = tuple(pruned(item, names) for item in spec.items)
        return TupleSpec(items, spec.written) if any(map(is_checked, items)) else _OTHER
    if isinstance(spec, RecordSpec):
        fields = tuple((field, pruned(one, names)) for field, one in spec.fields)
        return replace(spec, fields=fields) if any(is_checked(one) for _, one in fields) else _OTHER
    if isinstance(spec, UnionSpec):
        options = tuple(pruned(option, names) for option in spec.options)
        kept = tuple(option for option in options if is_checked(option))
        others = spec.others if len(kept) == len(options) else (object,)
        return UnionSpec(kept, others, spec.written) if kept else _OTHER
    return spec


def is_checked(spec: Spec) -> bool:
    """Whether there is anything to check."""
    return not isinstance(spec, Unchecked)


def _told(value: object) -> str:
    """A value that was given where another kind was wanted; of tensors their shape, not what is in them."""
    if _is_tensor(value):
        kind = "NumPy array" if issubclass(type(value), np.ndarray) else type(value).__name__.lower()
        return f"a {kind} of shape {value.shape}"
    if _is_mapping(value) or (_is_listed(value) and any(map(_is_tensor, value))):
        return f"a {type(value).__name__} of length {len(value)}"
    return described(value)


def _is_tensor(value: object) -> TypeGuard[Any]:
    return isinstance(value, (TensorBase, np.ndarray))


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)


def _is_listed(value: object) -> TypeGuard[Sequence[object]]:
    """Whether the items can be looked at without taking them: not those of an iterator."""
    return isinstance(value, (list, tuple, Set))


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)
