"""From an annotation to what it asks of a value."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    ForwardRef,
    Literal,
    NewType,
    NotRequired,
    Required,
    TypeAlias,
    TypeGuard,
    TypeVar,
    TypeVarTuple,
    Union,
    get_args,
    get_origin,
    is_typeddict,
)

import numpy as np

from typedgrad.checks.dimensions import ANY_SIZE, Composed, Either, Named, OneOf, Run, Whole, names_in
from typedgrad.checks.names import of_base, scopes_of
from typedgrad.checks.solved import Name
from typedgrad.checks.specs import (
    DTypes,
    DTypeSpec,
    EachSpec,
    MappingSpec,
    RecordSpec,
    ShapeSpec,
    SizeSpec,
    TensorSpec,
    TupleSpec,
    Unchecked,
    UnionSpec,
    is_checked,
)
from typedgrad.checks.written import UNPACK, is_unpacked, written
from typedgrad.dtypes import LEAVES, DType
from typedgrad.shapes import Plus, Times
from typedgrad.tensor.base import TensorBase
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from typedgrad.checks.dimensions import Axes, Dimension, Dimensions
    from typedgrad.checks.names import Names
    from typedgrad.checks.specs import Spec
    from typedgrad.dtypes import NumPyDType

_Given: TypeAlias = "Mapping[object, tuple[object, _Given]]"
"""What stands for the type variables of a generic class, and for those in that: `Pair[N]` may be of its own N."""

_ANYTHING = Unchecked(None)
_UNKNOWN = Unchecked((object,))
_NUMBERS: Mapping[type, tuple[type, ...]] = {  # as checkers promote them
    int: (int, np.integer),
    float: (float, int, np.floating, np.integer),
    complex: (complex, float, int, np.number),
}
_NO_SUBSTITUTES: _Given = {}


class Reader:
    """Reads the annotations of one function.

    Args:
        names: what the names in strings stand for.
        owner: the generic class whose type variables are one thing for all calls of an instance.
        made: where the names go.

    Attributes:
        made: the names in what has been read.
    """

    def __init__(self, names: Names, owner: type | None, made: set[Name] | None = None) -> None:
        self.made: set[Name] = set() if made is None else made
        self._names = names
        self._owner = owner
        self._own: Collection[object] = getattr(owner, "__parameters__", ())
        self._reading: list[type] = []  # records that contain themselves are read once
        self._aliases: list[object] = []  # so are aliases: `Json = "dict[str, Json] | str"`

    def read(self, annotation: object, text: str | None = None, given: _Given = _NO_SUBSTITUTES) -> Spec:
        """What an annotation asks.

        Args:
            annotation: as written, or as Python has evaluated it.
            text: how errors quote it.
            given: what its type variables stand for.

        Raises:
            NameError: it names what is not there at run time.
            TypeError: a tensor's annotation that is not of the form `Tensor[dtype, tuple[...]]`.
        """
        if not _is_an_alias(annotation):
            return self._read(annotation, text, given)
        if annotation in self._aliases:
            return _ANYTHING
        self._aliases.append(annotation)
        spec = self._read(annotation, text, given)
        self._aliases.pop()
        return spec

    def _read(self, annotation: object, text: str | None, given: _Given) -> Spec:
        annotation, given = self._plain(annotation, given)
        text = written(annotation) if text is None else _with_meaning(text, annotation)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if isinstance(annotation, (TypeVar, NewType)):
            return self._of_name(annotation, text, given)
        if origin in {Union, UnionType}:
            return self._of_union(arguments, text, given)
        if annotation is Any or annotation is object:
            return _ANYTHING
        kind: Any = annotation if origin is None else origin  # a class, or one of typing's own
        if kind is Plus or kind is Times:
            return SizeSpec(self._dimension(annotation, given), text)
        if kind is type and arguments:
            dtypes = self._dtypes(arguments[0], given)
            return _other(type) if dtypes is None else DTypeSpec(dtypes, text)
        if kind is None:
            return _other(NoneType)
        if not _is_class(kind):
            return _UNKNOWN
        if _is_a(kind, TensorBase):
            return self._of_tensor(kind, arguments, text, given)
        if kind is np.ndarray:
            return self._of_array(arguments, text, given)
        return self._of_container(kind, arguments, text, given)

    def is_unpacked(self, annotation: object) -> bool:
        """Whether an annotation of `*args` is of all of them: `*tuple[A, B]`."""
        return is_unpacked(self._plain(annotation, _NO_SUBSTITUTES)[0])

    def _plain(self, annotation: object, given: _Given) -> tuple[object, _Given]:
        """An annotation without the wrappings that say nothing of values, and what its type variables stand for."""
        while True:
            if isinstance(annotation, ForwardRef):
                annotation = annotation.__forward_arg__
            if isinstance(annotation, str):
                annotation = self._names.evaluate(annotation)
            elif isinstance(annotation, TypeVar) and annotation in given:
                annotation, given = given[annotation]
            elif hasattr(get_origin(annotation), "__value__"):  # first: it passes for its alias, without arguments
                alias: Any = get_origin(annotation)  # `type X[N] = ...`, which no class of 3.11 is
                annotation = _with_arguments(alias.__value__, alias.__type_params__, get_args(annotation))
            elif hasattr(annotation, "__value__"):  # `type X = ...`
                annotation = getattr(annotation, "__value__")  # noqa: B009  # no class of 3.11 has it
            elif get_origin(annotation) in {Annotated, Final, Required, NotRequired}:
                annotation = get_args(annotation)[0]
            else:
                return annotation, given

    # ------------------------------------------------------------------------------------------ of several values
    def _of_union(self, arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        options = tuple(self.read(argument, None, given) for argument in arguments)
        return united(options, text)

    def _of_container(self, kind: type[Any], arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        if kind is tuple:
            return self._of_tuple(arguments, text, given)
        if hasattr(kind, "_fields") or dataclasses.is_dataclass(kind) or is_typeddict(kind):
            return self._of_record(kind, arguments, text, given)
        if _is_a(kind, Mapping) and len(arguments) == 2:
            item = self.read(arguments[1], None, given)
            return MappingSpec(item, text) if is_checked(item) else _other(kind)
        if _is_a(kind, Iterable) and len(arguments) == 1:
            item = self.read(arguments[0], None, given)
            return EachSpec(item, text, takes_tensors=_is_a(Tensor, kind)) if is_checked(item) else _other(kind)
        return _other(kind)

    def _of_tuple(self, arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        if Ellipsis in arguments:
            item = self.read(arguments[0], None, given)
            return EachSpec(item, text) if is_checked(item) else _other(tuple)
        if any(map(is_unpacked, arguments)) or any(isinstance(one, TypeVarTuple) for one in arguments):
            return _other(tuple)
        items = tuple(self.read(argument, None, given) for argument in arguments)
        return TupleSpec(items, text) if any(map(is_checked, items)) else _other(tuple)

    def _of_record(self, kind: type[Any], arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        if kind in self._reading:
            return _other(kind)
        self._reading.append(kind)
        parameters: tuple[object, ...] = getattr(kind, "__parameters__", ())
        inner = dict(zip(parameters, (self._plain(argument, given) for argument in arguments), strict=False))
        fields: dict[str, Spec] = {}
        for base in reversed(kind.__mro__):
            of_base = Reader(self._names.within(base.__module__, *scopes_of(base)), self._owner, self.made)
            of_base._reading, of_base._aliases = self._reading, self._aliases
            for name, annotation in vars(base).get("__annotations__", {}).items():
                if "ClassVar" not in str(annotation):
                    fields[name] = of_base.read(annotation, None, inner)
        self._reading.pop()
        checked = tuple((name, spec) for name, spec in fields.items() if is_checked(spec))
        return RecordSpec(kind, checked, is_typeddict(kind), text) if checked else _other(kind)

    # -------------------------------------------------------------------------------------------------- of tensors
    def _of_tensor(self, kind: type[Any], arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        if len(arguments) != 2:  # it has none, or a subclass has others
            return TensorSpec(kind, DTypes(None, None, "Any"), None, frozenset(), text)
        dtypes = self._dtypes(arguments[0], given)
        if dtypes is None:
            raise TypeError(f"{written(arguments[0])} in {text} is no dtype")
        dimensions = self._shape(arguments[1], text, given)
        return TensorSpec(kind, dtypes, dimensions, frozenset(names_in(dimensions)), text)

    def _of_array(self, arguments: tuple[object, ...], text: str, given: _Given) -> Spec:
        """NumPy's `ndarray[tuple[N], np.dtype[np.float32]]`."""
        if len(arguments) != 2:
            return _ANYTHING
        shape, of_shape = self._plain(arguments[0], given)
        is_a_union = get_origin(shape) in {Union, UnionType}
        dimensions = None if is_a_union else self._shape(shape, text, of_shape)
        dtype, given = self._plain(arguments[1], given)
        scalar: Any = self._plain((*get_args(dtype), Any)[0], given)[0]  # a class, perhaps
        dtypes = DTypes(None, None, "Any")
        if _is_class(scalar) and _is_a(scalar, np.generic) and not scalar.__subclasses__():
            dtypes = DTypes((np.dtype(scalar),), None, scalar.__name__)
        return TensorSpec(np.ndarray, dtypes, dimensions, frozenset(names_in(dimensions)), text)

    def _dtypes(self, annotation: object, given: _Given) -> DTypes | None:
        """The dtypes that an annotation allows; None if it names none."""
        annotation, given = self._plain(annotation, given)
        if annotation is Any:
            return DTypes(None, None, "Any")
        if isinstance(annotation, TypeVar):
            kinds = annotation.__constraints__ or (annotation.__bound__ or DType,)
            read = [self._dtypes(kind, given) for kind in kinds]
            leaves = _united(read)
            return None if leaves is None else DTypes(leaves, self._name(annotation), annotation.__name__)
        if get_origin(annotation) in {Union, UnionType}:
            leaves = _united([self._dtypes(one, given) for one in get_args(annotation)])
            return None if leaves is None else DTypes(leaves, None, written(annotation))
        kind = get_origin(annotation) or annotation
        if not isinstance(kind, type) or not issubclass(kind, DType):
            return None
        leaves = tuple(leaf.numpy for leaf in LEAVES if issubclass(leaf, kind))
        return DTypes(leaves, None, kind.__name__)

    def _shape(self, annotation: object, text: str, given: _Given) -> Dimensions:
        annotation, given = self._plain(annotation, given)
        if annotation is Any:
            return None
        if isinstance(annotation, TypeVar):
            bound = None if annotation.__bound__ is None else self._shape(annotation.__bound__, text, given)
            return Whole(self._name(annotation), bound if isinstance(bound, tuple) else None)
        if annotation is tuple:
            return None
        if get_origin(annotation) is not tuple:
            raise TypeError(f"{written(annotation)} in {text} is no shape, tuple[...]")
        return self._axes(get_args(annotation), text, given)

    def _axes(self, dimensions: tuple[object, ...], text: str, given: _Given) -> tuple[Axes, ...] | None:
        if len(dimensions) == 2 and dimensions[1] is Ellipsis:
            each = self._dimension(dimensions[0], given)
            return None if each is ANY_SIZE else (Run(None, each),)
        axes: list[Axes] = []
        for dimension in dimensions:
            axes += (
                self._unpacked(dimension, text, given)
                if is_unpacked(dimension)
                else [self._dimension(dimension, given)]
            )
        if sum(isinstance(one, Run) for one in axes) > 1:
            raise TypeError(f"{text} has more than one run of axes")
        return tuple(axes)

    def _unpacked(self, dimension: object, text: str, given: _Given) -> Iterable[Axes]:
        """What `*L`, `*tuple[int, ...]` and `*tuple[A, B]` put among the axes."""
        is_named = str(get_origin(dimension)) in UNPACK
        inner: object = tuple[get_args(dimension)]  # type: ignore[misc]  # as it is unpacked
        if is_named:
            inner, given = self._plain(get_args(dimension)[0], given)
        if isinstance(inner, TypeVarTuple):
            return [Run(self._name(inner), ANY_SIZE)]
        axes = self._axes(get_args(inner), text, given)
        return [Run(None, ANY_SIZE)] if axes is None else axes

    def _dimension(self, annotation: object, given: _Given) -> Dimension:
        annotation, given = self._plain(annotation, given)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal and all(isinstance(size, int) for size in arguments):
            return OneOf(arguments)
        if origin in {Plus, Times}:
            left, right = (self._dimension(argument, given) for argument in arguments)
            return Composed(written(annotation), origin is Plus, left, right)
        if origin in {Union, UnionType}:
            options = sorted((self._dimension(one, given) for one in arguments), key=lambda one: isinstance(one, Named))
            return ANY_SIZE if ANY_SIZE in options else Either(tuple(options), written(annotation))
        if isinstance(annotation, (NewType, TypeVar)):
            return Named(self._name(annotation))
        if annotation is Any or (_is_class(annotation) and _is_a(annotation, int)):
            return ANY_SIZE
        raise TypeError(f"{written(annotation)} is no dimension")

    # ---------------------------------------------------------------------------------------------------- of names
    def _of_name(self, annotation: TypeVar | NewType, text: str, given: _Given) -> Spec:
        """An argument whose type is a name: a size, a shape, or what the name stands for."""
        if isinstance(annotation, NewType):
            if _is_a_size(annotation):
                return SizeSpec(Named(self._name(annotation)), text)
            return self.read(annotation.__supertype__, text, given)
        if annotation.__constraints__:
            return self._of_union(annotation.__constraints__, text, given)
        bound, given = self._plain(annotation.__bound__, given)
        if bound is None:
            return _ANYTHING
        if bound is int or _is_a_size(bound):
            return SizeSpec(Named(self._name(annotation)), text)
        if get_origin(bound) is tuple:
            inner = self._shape(annotation, text, given) if _is_of_sizes(get_args(bound)) else None
            return ShapeSpec(inner, text) if isinstance(inner, Whole) else self.read(bound, text, given)
        return self.read(bound, text, given)

    def _name(self, variable: TypeVar | NewType | TypeVarTuple) -> Name:
        text = f"*{variable.__name__}" if isinstance(variable, TypeVarTuple) else variable.__name__
        if self._owner is not None and variable in self._own and not isinstance(variable, NewType):
            name = Name(of_base(self._owner, variable), text, is_own=True)
        else:
            name = Name(variable, text)
        self.made.add(name)
        return name


def united(options: Collection[Spec], text: str) -> Spec:
    """What a union asks, by what its options do."""
    if _ANYTHING in options:
        return _ANYTHING
    others = tuple(
        kind for option in options if isinstance(option, Unchecked) and option.kinds for kind in option.kinds
    )
    checked = tuple(option for option in options if is_checked(option))
    return UnionSpec(checked, others, text) if checked else Unchecked(others)


def _is_an_alias(annotation: object) -> bool:
    """Whether it stands for another annotation, which may refer to it."""
    return isinstance(annotation, (str, ForwardRef)) or any(
        hasattr(one, "__value__") for one in (annotation, get_origin(annotation))
    )


def _with_arguments(value: object, parameters: tuple[Any, ...], arguments: tuple[object, ...]) -> object:
    """What `type X[B, A] = ...` stands for with arguments, which are in the order of `B, A`, not that of the value."""
    unpacked = (part for one in parameters for part in (one if isinstance(one, TypeVarTuple) else (one,)))
    return get_args(tuple.__class_getitem__((*unpacked, value))[arguments])[-1]


def _is_class(value: object) -> TypeGuard[type[Any]]:
    return isinstance(value, type)


def _is_a(kind: type[Any], of: type[Any]) -> bool:
    """`issubclass`, which would make the parameters of a generic class unknown."""
    return issubclass(kind, of)


def _other(kind: type[Any]) -> Unchecked:
    """A class that is not of tensors; a protocol may be one that tensors fit, such as those of NumPy's `ArrayLike`."""
    if getattr(kind, "_is_protocol", False):
        return _ANYTHING
    if is_typeddict(kind):
        return Unchecked((dict,))
    return Unchecked(_NUMBERS.get(kind, (kind,)))


def _with_meaning(text: str, annotation: object) -> str:
    """An alias and what it stands for: `Images = Tensor[float32, tuple[Batch, Literal[64]]]`."""
    text, meaning = text.strip("'\""), written(annotation)
    is_alias = isinstance(get_origin(annotation), type) and meaning.partition("[")[0] not in text
    return f"{text} = {meaning}" if is_alias else text


def _united(dtypes: list[DTypes | None]) -> tuple[NumPyDType, ...] | None:
    """The leaves of several, or None if one of them is no dtype."""
    leaves: list[NumPyDType] = []
    for one in dtypes:
        if one is None:
            return None
        leaves += [leaf.numpy for leaf in LEAVES] if one.leaves is None else one.leaves
    return tuple(dict.fromkeys(leaves))


def _is_a_size(annotation: object) -> bool:
    """Whether it is a NewType of int, or of such a one."""
    while isinstance(annotation, NewType):
        annotation = annotation.__supertype__
    return annotation is int


def _is_of_sizes(arguments: tuple[object, ...]) -> bool:
    """Whether the bound of a type variable is a shape, and not a tuple of tensors."""
    plain = {Any, int, Ellipsis}
    return all(one in plain or get_origin(one) in {tuple, Literal} or is_unpacked(one) for one in arguments)
