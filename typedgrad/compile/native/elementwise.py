"""Calls that compute element by element, joined so that each array is read and written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typedgrad.compile.native.kernel import Kernel, at, moved, nest, opened

if TYPE_CHECKING:
    from typedgrad.compile.native.operand import Operand

_LONGEST = 40  # statements in one loop


@dataclass(frozen=True, slots=True)
class Statement:
    """`target[i] = f(operands[0][i], ...)`.

    Attributes:
        text: C with `{0}`, `{1}`, ... for the elements.
        target: what is written into.
        operands: of any shape that broadcasts to that of the target.
        last: the number of the call that is the last to need what is in the target.
    """

    text: str
    target: Operand
    operands: tuple[Operand, ...]
    last: int

    def elements(self) -> tuple[Operand, ...]:
        """The operands in the index space of the target."""
        return tuple(operand.over(self.target.shape) for operand in self.operands)

    def is_exact(self) -> bool:
        """Whether it may be done element by element: no element is read after another has been written in its place."""
        target = self.target.over(self.target.shape)
        return 0 in target.shape or (
            0 not in target.strides
            and all(operand == target or not operand.overlaps(target) for operand in self.elements())
        )


class Group:
    """Statements over one index space, which one loop can do.

    Any two of their arrays are the same one or have no byte in common, but those that are only read.
    """

    def __init__(self, first: Statement) -> None:
        self._shape = first.target.over(first.target.shape).shape
        self._statements: list[Statement] = []
        self._read: dict[Operand, None] = {}
        self._written: dict[Operand, int] = {}  # with the last call that needs it
        self.takes(first)

    def takes(self, statement: Statement) -> bool:
        """Add a statement, if that is possible."""
        target, elements = statement.target.over(statement.target.shape), statement.elements()
        if target.shape != self._shape or len(self._statements) == _LONGEST:
            return False
        others = (*self._read, *self._written)
        if any(target != other and target.overlaps(other) for other in others):
            return False
        if any(element != other and element.overlaps(other) for element in elements for other in self._written):
            return False
        self._statements.append(statement)
        self._read.update(dict.fromkeys(elements))
        self._written[target] = statement.last
        return True

    def kernel(self, end: int) -> Kernel:
        """The loop; `end` is the number of the last of its calls."""
        values: dict[Operand, str] = {}
        loads: list[Operand] = []
        lines: list[str] = []
        for number, statement in enumerate(self._statements):
            for element in statement.elements():
                if element not in values:
                    values[element] = f"r{len(loads)}"
                    loads.append(element)
            target = statement.target.over(statement.target.shape)
            value = statement.text.format(*(values[element] for element in statement.elements()))
            lines.append(f"const {target.kind} v{number} = {value};")
            values[target] = f"v{number}"
        stores = [target for target, last in self._written.items() if last > end]
        return _loop(self._shape, loads, stores, lines, [values[target] for target in stores])


def _loop(
    shape: tuple[int, ...], loads: list[Operand], stores: list[Operand], lines: list[str], values: list[str]
) -> Kernel:
    pointers = list(dict.fromkeys((*stores, *loads)))
    loops = nest(shape, [pointer.strides for pointer in pointers], len(stores))
    *outer, inner = loops.sizes
    head = [f"{{ {' '.join(opened(outer))}"]
    body: list[str] = []
    for number, (pointer, strides) in enumerate(zip(pointers, loops.strides, strict=True)):
        *walked, step = strides
        constant = "" if pointer in stores else "const "
        head.append(
            f"{constant}{pointer.kind} *q{number} = ({constant}{pointer.kind} *)({moved(f'p[{number}]', walked)});"
        )
        if pointer in loads:
            load = f"const {pointer.kind} r{loads.index(pointer)} = {at(f'q{number}', pointer.kind, step, 'i')};"
            (body if step else head).append(load)
    body += lines
    for number, (pointer, value) in enumerate(zip(stores, values, strict=True)):
        body.append(f"{at(f'q{number}', pointer.kind, loops.strides[number][-1], 'i')} = {value};")
    text = [
        *head,
        "INDEPENDENT" if inner > 1 else "",
        f"for (long i = 0; i < {inner}; i++) {{",
        *body,
        "}" * (2 + len(outer)),
    ]
    return Kernel("\n".join(line for line in text if line), tuple(pointers), tuple(stores))
