"""`einsum`: sums of products, by the letters of their axes.

The checkers do not read the letters, so the subscripts that are typed are listed, as literals, one overload for each
pattern of shapes and in the spellings that people use. Others need `shape`, the shape of the result: a fallback without
it would take a listed literal too, whose operands do not fit.
"""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.rules import einsum as rules
from typedgrad.tensor.base import check_tensors, nary, unary
from typedgrad.tensor.shaping import check_result_shape, is_shape

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, K, M, N, Num, NumberDT, S, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


@overload  # (M, K), (K, N) -> (M, N)
def einsum(
    subscripts: Literal["ij,jk->ik", "mk,kn->mn", "bi,ij->bj", "bi,io->bo"],
    x1: Tensor[NumberDT, tuple[M, K]],
    x2: Tensor[NumberDT, tuple[K, N]],
    /,
) -> Tensor[NumberDT, tuple[M, N]]: ...
@overload  # (M, K), (N, K) -> (M, N)
def einsum(
    subscripts: Literal["ij,kj->ik", "mk,nk->mn", "bi,oi->bo"],
    x1: Tensor[NumberDT, tuple[M, K]],
    x2: Tensor[NumberDT, tuple[N, K]],
    /,
) -> Tensor[NumberDT, tuple[M, N]]: ...
@overload  # (K, M), (K, N) -> (M, N)
def einsum(
    subscripts: Literal["ij,ik->jk", "km,kn->mn", "bi,bj->ij"],
    x1: Tensor[NumberDT, tuple[K, M]],
    x2: Tensor[NumberDT, tuple[K, N]],
    /,
) -> Tensor[NumberDT, tuple[M, N]]: ...
@overload  # (A, M, K), (A, K, N) -> (A, M, N)
def einsum(
    subscripts: Literal["bij,bjk->bik", "bmk,bkn->bmn", "bqk,bkd->bqd"],
    x1: Tensor[NumberDT, tuple[A, M, K]],
    x2: Tensor[NumberDT, tuple[A, K, N]],
    /,
) -> Tensor[NumberDT, tuple[A, M, N]]: ...
@overload  # (A, M, K), (A, N, K) -> (A, M, N)
def einsum(
    subscripts: Literal["bij,bkj->bik", "bqd,bkd->bqk"],
    x1: Tensor[NumberDT, tuple[A, M, K]],
    x2: Tensor[NumberDT, tuple[A, N, K]],
    /,
) -> Tensor[NumberDT, tuple[A, M, N]]: ...
@overload  # (A, B, M, K), (A, B, K, N) -> (A, B, M, N)
def einsum(
    subscripts: Literal["bhij,bhjk->bhik", "bhqk,bhkd->bhqd"],
    x1: Tensor[NumberDT, tuple[A, B, M, K]],
    x2: Tensor[NumberDT, tuple[A, B, K, N]],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (A, B, M, K), (A, B, N, K) -> (A, B, M, N)
def einsum(
    subscripts: Literal["bhij,bhkj->bhik", "bhqd,bhkd->bhqk"],
    x1: Tensor[NumberDT, tuple[A, B, M, K]],
    x2: Tensor[NumberDT, tuple[A, B, N, K]],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (A, M, B, K), (A, N, B, K) -> (A, B, M, N)
def einsum(
    subscripts: Literal["bqhd,bkhd->bhqk"],
    x1: Tensor[NumberDT, tuple[A, M, B, K]],
    x2: Tensor[NumberDT, tuple[A, N, B, K]],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (A, B, M, K), (A, K, B, N) -> (A, M, B, N)
def einsum(
    subscripts: Literal["bhqk,bkhd->bqhd"],
    x1: Tensor[NumberDT, tuple[A, B, M, K]],
    x2: Tensor[NumberDT, tuple[A, K, B, N]],
    /,
) -> Tensor[NumberDT, tuple[A, M, B, N]]: ...
@overload  # (A, M, K), (K, N) -> (A, M, N)
def einsum(
    subscripts: Literal["bij,jk->bik", "btd,dh->bth"],
    x1: Tensor[NumberDT, tuple[A, M, K]],
    x2: Tensor[NumberDT, tuple[K, N]],
    /,
) -> Tensor[NumberDT, tuple[A, M, N]]: ...
@overload  # (A, M, K), (A, K) -> (A, M)
def einsum(
    subscripts: Literal["bij,bj->bi"], x1: Tensor[NumberDT, tuple[A, M, K]], x2: Tensor[NumberDT, tuple[A, K]], /
) -> Tensor[NumberDT, tuple[A, M]]: ...
@overload  # (M, N), (N,) -> (M,)
def einsum(
    subscripts: Literal["ij,j->i", "mn,n->m"], x1: Tensor[NumberDT, tuple[M, N]], x2: Tensor[NumberDT, tuple[N]], /
) -> Tensor[NumberDT, tuple[M]]: ...
@overload  # (M,), (M, N) -> (N,)
def einsum(
    subscripts: Literal["i,ij->j", "m,mn->n"], x1: Tensor[NumberDT, tuple[M]], x2: Tensor[NumberDT, tuple[M, N]], /
) -> Tensor[NumberDT, tuple[N]]: ...
@overload  # (M,), (N,) -> (M, N)
def einsum(
    subscripts: Literal["i,j->ij", "m,n->mn"], x1: Tensor[NumberDT, tuple[M]], x2: Tensor[NumberDT, tuple[N]], /
) -> Tensor[NumberDT, tuple[M, N]]: ...
@overload  # (N,), (N,) -> ()
def einsum(
    subscripts: Literal["i,i->", "n,n->", "i,i"], x1: Tensor[NumberDT, tuple[N]], x2: Tensor[NumberDT, tuple[N]], /
) -> Tensor[NumberDT, tuple[()]]: ...
@overload  # (N,), (N,) -> (N,)
def einsum(
    subscripts: Literal["i,i->i", "n,n->n"], x1: Tensor[NumberDT, tuple[N]], x2: Tensor[NumberDT, tuple[N]], /
) -> Tensor[NumberDT, tuple[N]]: ...
@overload  # (M, N), (M, N) -> ()
def einsum(
    subscripts: Literal["ij,ij->", "mn,mn->", "ij,ij"],
    x1: Tensor[NumberDT, tuple[M, N]],
    x2: Tensor[NumberDT, tuple[M, N]],
    /,
) -> Tensor[NumberDT, tuple[()]]: ...
@overload  # (M, N), (M, N) -> (M,)
def einsum(
    subscripts: Literal["ij,ij->i", "bi,bi->b", "mn,mn->m"],
    x1: Tensor[NumberDT, tuple[M, N]],
    x2: Tensor[NumberDT, tuple[M, N]],
    /,
) -> Tensor[NumberDT, tuple[M]]: ...
@overload  # (M, N), (M, N) -> (N,)
def einsum(
    subscripts: Literal["ij,ij->j"], x1: Tensor[NumberDT, tuple[M, N]], x2: Tensor[NumberDT, tuple[M, N]], /
) -> Tensor[NumberDT, tuple[N]]: ...
@overload  # (M, N), (M, N) -> (M, N)
def einsum(
    subscripts: Literal["ij,ij->ij", "mn,mn->mn"],
    x1: Tensor[NumberDT, tuple[M, N]],
    x2: Tensor[NumberDT, tuple[M, N]],
    /,
) -> Tensor[NumberDT, tuple[M, N]]: ...
@overload  # (M,), (M, N), (N,) -> ()
def einsum(
    subscripts: Literal["i,ij,j->", "m,mn,n->"],
    x1: Tensor[NumberDT, tuple[M]],
    x2: Tensor[NumberDT, tuple[M, N]],
    x3: Tensor[NumberDT, tuple[N]],
    /,
) -> Tensor[NumberDT, tuple[()]]: ...
@overload  # (A, M), (M, N), (A, N) -> (A,)
def einsum(
    subscripts: Literal["bi,ij,bj->b"],
    x1: Tensor[NumberDT, tuple[A, M]],
    x2: Tensor[NumberDT, tuple[M, N]],
    x3: Tensor[NumberDT, tuple[A, N]],
    /,
) -> Tensor[NumberDT, tuple[A]]: ...
@overload  # (M, N) -> (N, M)
def einsum(subscripts: Literal["ij->ji", "mn->nm"], x: Tensor[Num, tuple[M, N]], /) -> Tensor[Num, tuple[N, M]]: ...
@overload  # (A, M, N) -> (A, N, M)
def einsum(subscripts: Literal["bij->bji"], x: Tensor[Num, tuple[A, M, N]], /) -> Tensor[Num, tuple[A, N, M]]: ...
@overload  # (M, N) -> (M,)
def einsum(subscripts: Literal["ij->i", "mn->m"], x: Tensor[Num, tuple[M, N]], /) -> Tensor[Num, tuple[M]]: ...
@overload  # (M, N) -> (N,)
def einsum(subscripts: Literal["ij->j", "mn->n"], x: Tensor[Num, tuple[M, N]], /) -> Tensor[Num, tuple[N]]: ...
@overload  # (M, N) -> ()
def einsum(subscripts: Literal["ij->", "mn->"], x: Tensor[Num, tuple[M, N]], /) -> Tensor[Num, tuple[()]]: ...
@overload  # (N,) -> ()
def einsum(subscripts: Literal["i->", "n->"], x: Tensor[Num, tuple[N]], /) -> Tensor[Num, tuple[()]]: ...
@overload  # (N, N) -> (N,)
def einsum(subscripts: Literal["ii->i", "nn->n"], x: Tensor[Num, tuple[N, N]], /) -> Tensor[Num, tuple[N]]: ...
@overload  # (N, N) -> ()
def einsum(subscripts: Literal["ii->", "ii", "nn->"], x: Tensor[Num, tuple[N, N]], /) -> Tensor[Num, tuple[()]]: ...
@overload  # (A, N, N) -> (A,)
def einsum(subscripts: Literal["bii->b"], x: Tensor[Num, tuple[A, N, N]], /) -> Tensor[Num, tuple[A]]: ...
@overload  # any subscripts, with the shape of the result
def einsum(subscripts: str, /, *operands: Tensor[NumberDT, Any], shape: Sizes[S]) -> Tensor[NumberDT, S]: ...
@overload
def einsum(subscripts: str, /, *operands: Tensor[NumberDT, Any], shape: Unlisted) -> Tensor[NumberDT, Unlisted]: ...
@overload  # any subscripts, and a shape that no checker knows
def einsum(subscripts: str, /, *operands: Tensor[NumberDT, Any], shape: None) -> Tensor[NumberDT, tuple[Any, ...]]: ...
def einsum(
    subscripts: str, /, *operands: Tensor[Any, Any], shape: tuple[object, ...] | None = None
) -> Tensor[Any, Any]:
    """The sum of products that the subscripts say: a letter for each axis of each operand, `->`, those of the result.

    Axes with one letter have one size, and letters that the result lacks are summed over. Without `->` the result has,
    in alphabetical order, those that occur once. Typed are the subscripts that the overloads list. With others give the
    shape of the result, which is checked: `shape=(batch, hidden)`; `shape=None` leaves it unchecked.

    Args:
        subscripts: such as `"bqd,bkd->bqk"`.
        operands: tensors of one dtype.
        shape: the shape that the result must have.

    Raises:
        ShapeError: subscripts that are none, or do not fit the shapes; a result of another shape.
        DTypeError: two dtypes, booleans, or an operand that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> x = as_tensor([[1, 2], [3, 4]], int64, (2, 2))
    >>> einsum("ij,jk->ik", x, x)
    Tensor[int64, tuple[2, 2]](
        [[ 7, 10],
         [15, 22]]
    )
    >>> einsum("ij,jk,kl->il", x, x, x, shape=(2, 2))
    Tensor[int64, tuple[2, 2]](
        [[ 37,  54],
         [ 81, 118]]
    )
    """
    check_tensors("einsum", *operands)
    if not isinstance(subscripts, str):
        raise DTypeError(f"einsum: the subscripts {described(subscripts)} are not a str")
    rule = rules.einsum(_explicit(subscripts, [x._data.shape for x in operands]))
    result = unary(rule, operands[0]) if len(operands) == 1 else nary(rule, operands)
    if shape is not None and not is_shape(result._data.shape, shape):
        check_result_shape("einsum", shape)
        raise ShapeError(f"einsum: {subscripts!r} gives the shape {result._data.shape}, not {shape}")
    return result


def _explicit(subscripts: str, shapes: list[tuple[int, ...]]) -> str:
    """The subscripts without spaces and with a result, held against the shapes."""
    left, arrow, output = subscripts.replace(" ", "").partition("->")
    inputs = left.split(",")
    if not arrow:
        output = "".join(sorted(letter for letter in set(left) - {","} if left.count(letter) == 1))
    if not set("".join((*inputs, output))) <= set(ascii_letters):
        raise ShapeError(f"einsum: {subscripts!r} has more than letters, ',' and '->'")
    if len(inputs) != len(shapes):
        raise ShapeError(f"einsum: {subscripts!r} is of {len(inputs)} operands, not of {len(shapes)}")
    sizes: dict[str, int] = {}
    for letters, shape in zip(inputs, shapes, strict=True):
        if len(letters) != len(shape):
            raise ShapeError(f"einsum: {subscripts!r}: {letters!r} does not fit the shape {shape}")
        for letter, size in zip(letters, shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                raise ShapeError(f"einsum: {subscripts!r}: {letter} is {sizes[letter]} and {size}")
    for letter in output:
        if letter not in sizes or output.count(letter) > 1:
            raise ShapeError(f"einsum: {subscripts!r}: the result's {letter!r} is not an axis, once, of the operands")
    return f"{','.join(inputs)}->{output}"
