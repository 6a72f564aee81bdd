"""Shapes as types: a tuple of dimensions, `tuple[Batch, Literal[64]]`.

A dimension is one of

- a name, `Batch = NewType("Batch", int)`: equal to itself only;
- a size, `Literal[64]`;
- `int`: a dimension that nobody named; two of them may differ at run time;
- `Any`: unchecked;
- `Plus[A, B]`, `Times[A, B]`: what concatenation and flattening make of two dimensions.

The type variables of the library are all here. Each stands for one dimension (`A`, `B`, `C`, `D`, `K`, `M`, `N`), for
any number of them (`L`), for one that a key makes (`X`, `Y`, `Z`), for a whole shape (`S`, `AtLeast1`), or for a dtype
(`DT`, `F`, ...).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeAlias, TypeVar, TypeVarTuple, cast

from typedgrad.dtypes import Bitwise, DType, Float, Integer, Numeric, bool_, float32, float64, int32, int64
from typedgrad.errors import DTypeError, described
from typedgrad.sizes import Size

if TYPE_CHECKING:
    from typing_extensions import TypeVar as TypeVarWithDefault
else:

    def TypeVarWithDefault(name: str, *, bound: object, default: object) -> TypeVar:
        """A type variable whose default is for checkers only, before Python 3.13; `typing_extensions` loads slowly."""
        return TypeVar(name, bound=bound)


# --------------------------------------------------------------------------------------------- dimensions and shapes
A = TypeVar("A", bound=int)
B = TypeVar("B", bound=int)
C = TypeVar("C", bound=int)
D = TypeVar("D", bound=int)
K = TypeVar("K", bound=int)  # the dimension that a matrix product sums over, or the third-last
M = TypeVar("M", bound=int)  # rows, the second-last
N = TypeVar("N", bound=int)  # columns, the last
SizeN = TypeVar("SizeN", bound=Size)  # a size, given as an argument, that stays a literal
L = TypeVarTuple("L")  # leading (or trailing) dimensions, any number of them

S = TypeVar("S", bound=tuple[Any, ...])  # a tensor's shape. Invariant: (Batch, Hidden) is not (int, int)
S2 = TypeVar("S2", bound=tuple[Any, ...])  # a second shape
S3 = TypeVar("S3", bound=tuple[Any, ...])  # a third

# A shape of so many dimensions or more.
AtLeast1 = TypeVar("AtLeast1", bound=tuple[Any, *tuple[Any, ...]])
AtLeast2 = TypeVar("AtLeast2", bound=tuple[Any, Any, *tuple[Any, ...]])
AtLeast3 = TypeVar("AtLeast3", bound=tuple[Any, Any, Any, *tuple[Any, ...]])

Pair = TypeVar("Pair", bound=tuple[int, int])  # rows and columns; one by one, numbers would lose their literals

# A dimension that a tensor and a shape, as an argument, have in common. Had it a bound, pyright would take a literal
# for an `int` there, and two names for their union if the tensor is made within the call.
SameA = TypeVar("SameA")
SameK = TypeVar("SameK")
SameM = TypeVar("SameM")
SameN = TypeVar("SameN")

# A shape as an argument, zeros((batch, 64)), which keeps its literals. pyright keeps what is written in a tuple, mypy
# only where the parameter's type mentions a literal in a tuple as long or longer. No shape is of that second type, but
# mypy is undecided where nobody lists the dimensions (Any, a type variable): for these an overload takes `Unlisted`.
_Hint: TypeAlias = Literal["?"]
Sizes: TypeAlias = S | tuple[_Hint, _Hint, _Hint, _Hint, _Hint, _Hint]
Unlisted = TypeVar("Unlisted", bound=tuple[_Hint, ...])

One: TypeAlias = Literal[1]
"""The dimension of size 1, which broadcasts to any other."""

# A dimension that the key of `x[key]` makes: of an index tensor, `int` by a slice or a mask, otherwise that of `None`.
X = TypeVarWithDefault("X", bound=int, default=One)
Y = TypeVarWithDefault("Y", bound=int, default=One)
Z = TypeVarWithDefault("Z", bound=int, default=One)


class _Composed(int):
    """A dimension made of others, which its inverse takes apart again."""

    if TYPE_CHECKING:  # it lacks a method of `int`, which is all that tells it from a name or a size: see `Undivided`
        conjugate: None  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]


class _Undivided(Protocol):
    def conjugate(self) -> int:
        """What every dimension has but those that are made of others."""
        ...


Undivided = TypeVar("Undivided", bound=_Undivided)
"""A dimension that is neither a sum nor a product. A `Plus[A, B]` is split into `(a, b)`, this one into any sizes."""


# Their parameters have no bound, as the sizes that take them apart are those of a tensor and of an argument.
class Plus(_Composed, Generic[SameM, SameN]):
    """The sum of two dimensions: `concat` of `(A,)` and `(B,)` has shape `(Plus[A, B],)`."""


class Times(_Composed, Generic[SameM, SameN]):
    """The product of two dimensions: flattening `(A, B)` gives `(Times[A, B],)`."""


def plus(a: A, b: B) -> Plus[A, B]:
    """`a + b`, typed as the dimension `Plus[A, B]`; at run time an `int`.

    Raises:
        DTypeError: what is no int.

    >>> plus(40, 20)
    60
    """
    _check_dimensions("plus", a, b)
    return cast("Plus[A, B]", a + b)  # a dimension is an int at run time, its class only a type


def times(a: A, b: B) -> Times[A, B]:
    """`a * b`, typed as the dimension `Times[A, B]`; at run time an `int`.

    Raises:
        DTypeError: what is no int.

    >>> times(8, 8)
    64
    """
    _check_dimensions("times", a, b)
    return cast("Times[A, B]", a * b)  # a dimension is an int at run time, its class only a type


def _check_dimensions(operation: str, *dimensions: object) -> None:
    for dimension in dimensions:
        if not isinstance(dimension, int) or isinstance(dimension, bool):
            raise DTypeError(f"{operation}: the dimension {described(dimension)} is not an int")


# --------------------------------------------------------------------------------------------------------- dtypes
# A class's own DT is covariant: Tensor[float32, S] is a Tensor[Float, S], which is how a method asks for a kind.
DT = TypeVar("DT", bound=DType, covariant=True)

# Functions of one tensor name its dtype by a bound.
D2 = TypeVar("D2", bound=DType)
Num = TypeVar("Num", bound=Numeric)
Bit = TypeVar("Bit", bound=Bitwise)
Int = TypeVar("Int", bound=Integer)
F = TypeVar("F", bound=Float)
F2 = TypeVar("F2", bound=Float)

# Functions of two tensors restrict the dtype to its leaves: a bound would join float32 and float64 to Float.
FloatDT = TypeVar("FloatDT", float32, float64)
IntegerDT = TypeVar("IntegerDT", int32, int64)
BitwiseDT = TypeVar("BitwiseDT", bool_, int32, int64)
NumberDT = TypeVar("NumberDT", int32, int64, float32, float64)
AnyDT = TypeVar("AnyDT", bool_, int32, int64, float32, float64)
