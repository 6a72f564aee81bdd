"""The grammar of matrix products, softmax and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import FLOATS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression


def _matmul(name: str, template: str) -> Propose:
    """`x` on one side; on the other a vector, a matrix, or a stack of them whose leading axes broadcast."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        on_the_left = draft.chance(0.5)
        padded = [*([""] * (2 - seen.rank)), *seen.known]
        stack, rows, columns = padded[:-2], padded[-2], padded[-1]
        inner = (columns if on_the_left else rows or columns) or draft.dimension()
        other = [inner]
        if draft.chance(0.75):
            stack = list(draft.beside(stack)[-2:]) if draft.chance(0.6) else []
            outer = draft.dimension()
            other = [*stack, inner, outer] if on_the_left else [*stack, outer, inner]
        operand = draft.operand(seen.dtype, other)
        return Call(name, template, (x, operand) if on_the_left else (operand, x))

    return propose


def _along_last_axis(name: str) -> Propose:
    def propose(_draft: Draft, x: Expression, _seen: Seen) -> Call:
        return Call(name, f"nn.{name}({{}})", (x,))

    return propose


def _cross_entropy(draft: Draft, x: Expression, seen: Seen) -> Call:
    targets = draft.operand(*(("int64", seen.known[:-1]) if draft.chance(0.5) else (seen.dtype, seen.known)))
    reduction = draft.pick(("", ', reduction="sum"', ', reduction="mean"'))
    return Call("cross_entropy", f"nn.cross_entropy({{}}, {{}}{reduction})", (x, targets))


def _mse(draft: Draft, x: Expression, seen: Seen) -> Call:
    return Call("mse", "nn.mse({}, {})", (x, draft.operand(seen.dtype, seen.known)))


OPERATIONS: tuple[Operation, ...] = (
    Operation("@", NUMBERS, _matmul("@", "({} @ {})"), 12),
    Operation("matmul", NUMBERS, _matmul("matmul", "tg.matmul({}, {})"), 3),
    *(Operation(name, FLOATS, _along_last_axis(name), 1) for name in ("softmax", "log_softmax")),
    Operation("cross_entropy", FLOATS, _cross_entropy, 2),
    Operation("mse", FLOATS, _mse, 2),
)
