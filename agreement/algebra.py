"""The grammar of products by name and of linear algebra: `vecdot` to `einsum`, `solve` to `svd`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import THREE
from agreement.draft import FLOATS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call, Leaf

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression


def _on_either_side(draft: Draft, template: str, name: str, x: Expression, other: Expression) -> Call:
    return Call(name, template, (x, other) if draft.chance(0.5) else (other, x))


# -------------------------------------------------------------------------------------------------------- products
def _vecdot(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Along the last axis with operands that broadcast; along another with operands of one shape."""
    if not seen.rank and not draft.breaks():
        return None
    if draft.chance(0.4):
        axis = draft.pick((0, -2, -1, 1))
        return _on_either_side(
            draft, f"tg.vecdot({{}}, {{}}, axis={axis})", "vecdot", x, draft.operand(seen.dtype, seen.known)
        )
    kept = [1] if seen.rank == 1 else [1, seen.rank, *range(1, seen.rank)]
    other = list(seen.known[-draft.pick(kept) :])
    other[:-1] = ["Literal[1]" if draft.chance(0.2) else dimension for dimension in other[:-1]]
    return _on_either_side(draft, "tg.vecdot({}, {})", "vecdot", x, draft.operand(seen.dtype, other))


def _outer(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    if seen.rank != 1 and not draft.breaks():
        return None
    return _on_either_side(draft, "tg.outer({}, {})", "outer", x, draft.operand(seen.dtype, [draft.dimension()]))


def _cross(draft: Draft, x: Expression, seen: Seen) -> Call:
    """Of vectors of three; what is wrong has other vectors, or other axes that do not broadcast."""
    lead = list(draft.shape()[:2])
    left = x if draft.breaks() else draft.leaf(seen.dtype, (*lead, THREE))
    other = draft.operand(seen.dtype, (THREE,) if draft.chance(0.5) else (*lead, THREE))
    return _on_either_side(draft, "tg.cross({}, {})", "cross", left, other)


_AXES: tuple[tuple[str, int, int, int], ...] = (
    # as written, where the summed axes of each operand begin (0 or -1 for at the end), and how many they are
    ("", -1, 0, 2),
    (", axes=2", -1, 0, 2),
    (", axes=1", -1, 0, 1),
    (", axes=0", -1, 0, 0),
    (", axes=((-1,), (0,))", -1, 0, 1),
    (", axes=((-1,), (-1,))", -1, -1, 1),
    (", axes=((0,), (0,))", 0, 0, 1),
    (", axes=((0, 1), (0, 1))", 0, 0, 2),
    (", axes=((-2, -1), (0, 1))", -1, 0, 2),
)


def _tensordot(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """`x` on the left; on the right the summed axes, and one more, or two, or none."""
    written, left, right, count = draft.pick(_AXES)
    if seen.rank < count and not draft.breaks():
        return None
    summed = list(seen.known[seen.rank - count :] if left else seen.known[:count])
    own = [draft.dimension() for _ in range(draft.pick((0, 1, 1, 2)))]
    other = [*own, *summed] if right else [*summed, *own]
    return Call("tensordot", f"tg.tensordot({{}}, {{}}{written})", (x, draft.operand(seen.dtype, other)))


_TYPED = (
    "ij,jk->ik", "ij,kj->ik", "ij,ik->jk", "bij,bjk->bik", "bqd,bkd->bqk", "bhqk,bhkd->bhqd", "bhqd,bhkd->bhqk",
    "bqhd,bkhd->bhqk", "bhqk,bkhd->bqhd", "bij,jk->bik", "bij,bj->bi", "ij,j->i", "i,ij->j", "i,j->ij", "i,i->",
    "ij,ij->", "ij,ij->i", "ij,ij->j", "ij,ij->ij", "i,ij,j->", "bi,ij,bj->b", "ij->ji", "bij->bji", "ij->i", "ij->j",
    "ij->", "i->", "i,i->i", "ii->i", "ii->", "bii->b", "ii", "bi,bi->b",
)  # fmt: skip
_OTHERS = ("ij,jk,kl->il", "ijk->kji", "ij,k->ikj", "ijk,j->ik", "hij,jk->hik", "iij->j", "ij->j", "ij,jk->ik")


def _einsum(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Subscripts whose shapes the types know; `x` stands where it fits, the other operands have the letters' sizes."""
    return _of_letters(draft, x, seen, draft.pick(_TYPED), with_shape=False)


def _einsum_with_shape(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Any subscripts, with the shape of the result; that it is right is checked at run time."""
    return None if draft.wrong else _of_letters(draft, x, seen, draft.pick(_OTHERS), with_shape=True)


def _of_letters(draft: Draft, x: Expression, seen: Seen, subscripts: str, *, with_shape: bool) -> Call | None:
    left, _, output = subscripts.partition("->")
    inputs = left.split(",")
    places = [i for i, letters in enumerate(inputs) if len(letters) == seen.rank or draft.breaks()]
    if not places or None in seen.dimensions:
        return None
    place = draft.pick(places)
    dimensions = dict(zip(inputs[place], seen.known, strict=False))
    operands = tuple(
        x
        if i == place
        else draft.operand(seen.dtype, [dimensions.setdefault(letter, draft.dimension()) for letter in letters])
        for i, letters in enumerate(inputs)
    )
    written = ", ".join("{}" for _ in operands)
    if not with_shape:
        return Call("einsum", f'tg.einsum("{subscripts}", {written})', operands)
    sizes, leaves = draft.sizes([dimensions[letter] for letter in output])
    shape = f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
    return Call("einsum shape", f'tg.einsum("{subscripts}", {written}, shape={shape})', (*operands, *leaves))


# -------------------------------------------------------------------------------------------------------- matrices
def _squared(draft: Draft, x: Expression, seen: Seen) -> Expression | None:
    """`x` if it is square matrices or should be wrong; another parameter if it is one; otherwise nothing."""
    if draft.wrong or (
        seen.rank > 1 and seen.dimensions[-1] is not None and seen.dimensions[-1] == seen.dimensions[-2]
    ):
        return x
    if not isinstance(x, Leaf):
        return None
    side = draft.dimension()
    return draft.leaf(seen.dtype, (*draft.shape()[:2], side, side))


def _of_squares(name: str, *templates: str) -> Propose:
    def propose(draft: Draft, x: Expression, seen: Seen) -> Call | None:
        matrices = _squared(draft, x, seen)
        return None if matrices is None else Call(name, draft.pick(templates), (matrices,))

    return propose


def _of_matrices(name: str, *templates: str) -> Propose:
    def propose(draft: Draft, x: Expression, _seen: Seen) -> Call:
        return Call(name, draft.pick(templates), (x,))

    return propose


def _cholesky(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Of a product that is positive definite; what is wrong is as it comes."""
    matrices = _squared(draft, x, seen)
    if matrices is None or draft.wrong:
        return Call("cholesky", "tg.cholesky({})", (x,))
    return Call("cholesky", "tg.cholesky({} @ {}.mT)", (matrices, matrices))


def _solve(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Square matrices on the left; on the right a vector, or matrices with or without the leading axes."""
    matrices = _squared(draft, x, seen)
    known = None if matrices is None else draft.see(matrices)
    if matrices is None or known is None or (known.rank < 2 and not draft.wrong):
        return None
    rows = known.known[-1:]
    columns = (*rows, draft.dimension())
    lead = known.known[:-2]
    other = draft.pick((rows, columns, (*lead, *columns), columns if lead else (draft.dimension(), *columns)))
    return Call("solve", "tg.solve({}, {})", (matrices, draft.operand(seen.dtype, other)))


OF_SQUARES = frozenset(
    (
        "det",
        "slogdet",
        "inv",
        "solve",
        "cholesky",
        "matrix_power",
        "eigh",
        "eigvalsh",
        "diagonal",
        "svd",
        "svdvals",
        "qr",
    )
)
"""Operations that take a matrix whose two sides are one dimension, or say more of it."""

OPERATIONS: tuple[Operation, ...] = (
    Operation("vecdot", NUMBERS, _vecdot, 2),
    Operation("outer", NUMBERS, _outer, 1),
    Operation("cross", NUMBERS, _cross, 1),
    Operation("tensordot", NUMBERS, _tensordot, 3),
    Operation("einsum", NUMBERS, _einsum, 5),
    Operation("einsum shape", NUMBERS, _einsum_with_shape, 1),
    Operation("trace", NUMBERS, _of_matrices("trace", "tg.trace({})"), 1),
    Operation("det", FLOATS, _of_squares("det", "tg.det({})"), 1),
    Operation("slogdet", FLOATS, _of_squares("slogdet", "tg.slogdet({}).sign", "tg.slogdet({}).logabsdet"), 1),
    Operation("inv", FLOATS, _of_squares("inv", "tg.inv({})"), 1),
    Operation("solve", FLOATS, _solve, 2),
    Operation("cholesky", FLOATS, _cholesky, 1),
    Operation(
        "matrix_power", FLOATS, _of_squares("matrix_power", "tg.matrix_power({}, 2)", "tg.matrix_power({}, -1)"), 1
    ),
    Operation("eigh", FLOATS, _of_squares("eigh", "tg.eigh({}).eigenvalues", "tg.eigh({}).eigenvectors"), 1),
    Operation("eigvalsh", FLOATS, _of_squares("eigvalsh", "tg.eigvalsh({})"), 1),
    Operation("pinv", FLOATS, _of_matrices("pinv", "tg.pinv({})"), 1),
    Operation("svd", FLOATS, _of_matrices("svd", "tg.svd({}).U", "tg.svd({}).S", "tg.svd({}).Vh"), 2),
    Operation("svdvals", FLOATS, _of_matrices("svdvals", "tg.svdvals({})"), 1),
    Operation("qr", FLOATS, _of_matrices("qr", "tg.qr({}).Q", "tg.qr({}).R"), 1),
    Operation("matrix_rank", FLOATS, _of_matrices("matrix_rank", "tg.matrix_rank({})"), 1),
)
