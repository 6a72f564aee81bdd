"""Products of matrices of known sizes: the result is computed in tiles that stay in registers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typedgrad.compile.native.kernel import Kernel
from typedgrad.compile.native.operand import SIZES

if TYPE_CHECKING:
    from typedgrad.compile.native.operand import Operand

_ROWS = 24  # of a tile, at most
_LINE = 8  # numbers that are read one after the other where the right factor is laid out anew: a cache line of them


@dataclass(frozen=True, slots=True)
class Registers:
    """What a machine has for vectors: the bytes of one, and how many there are."""

    nbytes: int
    count: int


def packing(a: Operand, b: Operand, registers: Registers) -> int:
    """The bytes of memory that a product needs to lay a right factor whose rows have gaps out anew, panel by panel."""
    (m, k), n, size = a.shape, b.shape[1], SIZES[b.kind]
    if b.strides[1] == size:
        return 0
    return k * size * max((sum(lengths) for _, _, lengths in _panels(n, registers, size, m)), default=0)


def product(a: Operand, b: Operand, target: Operand, scratch: int, registers: Registers) -> Kernel:
    """`target = a @ b` for matrices, the rows of the target without gaps; `scratch` is memory for `packing(a, b)`."""
    (m, k), n, kind = a.shape, b.shape[1], a.kind
    size = SIZES[kind]
    a_row, a_step = (stride // size for stride in a.strides)
    b_step, b_column = (stride // size for stride in b.strides)
    is_packed = packing(a, b, registers) > 0
    lines = [
        f"const {kind} *a = (const {kind} *)p[0], *b = (const {kind} *)p[1];",
        f"{kind} *c = ({kind} *)p[2];",
        f"{kind} *packed = ({kind} *)p[3];" if is_packed else "",
    ]
    for start, count, lengths in _panels(n, registers, size, m):
        rows, width = _rows(m, (registers.count - 1 - len(lengths)) // len(lengths)), sum(lengths)
        tile = _Tile(kind, lengths, k, (a_row, a_step), width if is_packed else b_step, target.strides[0] // size)
        full = m // rows * rows
        lines += [
            f"for (long j = {start}; j < {start + count * width}; j += {width}) {{",
            *(_packed(k, width, b_step, b_column) if is_packed else ()),
            f"const {kind} *panel = {'packed' if is_packed else 'b + j'};",
            f"for (long i = 0; i < {full}; i += {rows}) {{",
            *tile.lines(rows),
            "}",
            *([f"{{ const long i = {full};", *tile.lines(m - full), "}"] if m > full else []),
            "}",
        ]
    operands = (a, b, target, scratch) if is_packed else (a, b, target)
    return Kernel("\n".join(line for line in lines if line), operands, (target,), is_product=True)


def _packed(k: int, width: int, b_step: int, b_column: int) -> list[str]:
    """A panel laid out anew, of each column a cache line at a time."""
    return [
        f"for (long first = 0; first < {k}; first += {_LINE})",
        f"for (long l = 0; l < {width}; l++)",
        f"for (long k = first; k < first + {_LINE} && k < {k}; k++)",
        f"packed[k * {width} + l] = b[k * {b_step} + (j + l) * {b_column}];",
    ]


def _rows(m: int, most: int) -> int:
    """The rows of a tile: about as many as there are registers for, and rather a divisor of all."""
    most = max(1, min(m, most, _ROWS))
    for rows in range(most, max(1, most * 3 // 4) - 1, -1):
        if m % rows == 0:
            return rows
    return -(-m // -(-m // most))


def _panels(n: int, registers: Registers, size: int, m: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """The columns in panels, which are computed one after the other.

    Of each kind the first column, how many follow each other, and the lengths of the vectors in one.
    """
    vectors: list[int] = []
    left, length = n, registers.nbytes // size
    while left:
        while length > left:
            length //= 2
        vectors.append(length)
        left -= length
    few = (
        5 if registers.count >= 32 and len(vectors) <= 5 else 3
    )  # one panel is better than two, else three are fastest
    widest = registers.count // 4 if m < 4 else few
    width = -(-len(vectors) // -(-len(vectors) // widest)) if vectors else 1
    panels: list[tuple[int, int, tuple[int, ...]]] = []
    start = 0
    for position in range(0, len(vectors), width):
        lengths = tuple(vectors[position : position + width])
        if panels and panels[-1][2] == lengths:
            panels[-1] = panels[-1][0], panels[-1][1] + 1, lengths
        else:
            panels.append((start, 1, lengths))
        start += sum(lengths)
    return panels


@dataclass(frozen=True, slots=True)
class _Tile:
    kind: str
    lengths: tuple[int, ...]
    depth: int
    a_strides: tuple[int, int]
    b_step: int
    c_row: int

    def lines(self, rows: int) -> list[str]:
        """The code of a tile that begins in row `i` and column `j`."""
        kind, (a_row, a_step) = self.kind, self.a_strides
        columns = [(v, sum(self.lengths[:v]), f"{kind}x{length}") for v, length in enumerate(self.lengths)]
        lines = [f"const {kind} *a{row} = a + (i + {row}) * {a_row};" for row in range(rows)]
        lines += [f"{vector} c{row}_{v} = {{0}};" for row in range(rows) for v, _, vector in columns]
        lines += [f"const {kind} *bk = panel;", f"for (long k = 0; k < {self.depth}; k++, bk += {self.b_step}) {{"]
        lines += [f"const {vector} b{v} = *(const {vector} *)(bk + {first});" for v, first, vector in columns]
        for row in range(rows):
            lines.append(f"const {kind} e{row} = *a{row}; a{row} += {a_step};")
            lines += [f"c{row}_{v} += e{row} * b{v};" for v, _, _ in columns]
        lines.append("}")
        for row in range(rows):
            lines += [
                f"*({vector} *)(c + (i + {row}) * {self.c_row} + j + {first}) = c{row}_{v};"
                for v, first, vector in columns
            ]
        return lines


def typedefs(registers: Registers) -> str:
    """The vector types, `f64x8` and the like, in C."""
    lines: list[str] = []
    for kind, scalar in (("f64", "double"), ("f32", "float")):
        length = registers.nbytes // SIZES[kind]
        while length > 1:
            attributes = f"vector_size({length * SIZES[kind]}), aligned(1), may_alias"
            lines.append(f"typedef {scalar} {kind}x{length} __attribute__(({attributes}));")
            length //= 2
        lines.append(f"typedef {kind} {kind}x1;")
    return "\n".join(lines)


def transposed(x: Operand) -> Operand:
    """The same matrix with its axes exchanged."""
    return replace(x, shape=x.shape[::-1], strides=x.strides[::-1])
