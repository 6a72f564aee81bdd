"""What a mutant changes: Cosmic Ray's operators, and what they leave out of a table of rules.

Of the eleven operators that may stand for another, and of the seven comparisons, each has the two or three nearest: the
rest raise at the first call, or are killed wherever these are. A rule is often a single call of NumPy, which Cosmic Ray
does not touch: a call may be replaced by its first argument, have its last two arguments swapped, or, where it stands
alone, be left out, and so may a `raise`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import parso
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import PythonNode
from parso.tree import BaseNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parso.tree import NodeOrLeaf

_BINARY = {
    **{"Add": ("Sub", "Mul"), "Sub": ("Add", "Div"), "Mul": ("Div", "Add"), "Div": ("Mul", "FloorDiv")},
    **{"FloorDiv": ("Div", "Mul"), "Mod": ("FloorDiv",), "Pow": ("Mul",)},
    **{"BitOr": ("BitAnd",), "BitAnd": ("BitOr",), "BitXor": ("BitAnd",), "LShift": ("RShift",), "RShift": ("LShift",)},
}
_COMPARISONS = {
    **{"Eq": ("NotEq", "GtE"), "NotEq": ("Eq", "Lt"), "Is": ("IsNot",), "IsNot": ("Is",)},
    **{"Lt": ("LtE", "GtE"), "LtE": ("Lt", "Gt"), "Gt": ("GtE", "LtE"), "GtE": ("Gt", "Lt")},
}
_CORE = (
    *(f"ReplaceBinaryOperator_{old}_{new}" for old, others in _BINARY.items() for new in others),
    *(f"ReplaceComparisonOperator_{old}_{new}" for old, others in _COMPARISONS.items() for new in others),
    *("ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_Invert"),
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("NumberReplacer", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
    *("ExceptionReplacer", "RemoveDecorator"),
)


_SYMMETRIC = {
    *("swapaxes", "add", "multiply", "maximum", "minimum", "hypot", "logaddexp", "equal", "not_equal", "max", "min"),
    *("logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor", "shares_memory", "cast"),
}
"""Functions that do the same with their arguments swapped, and `cast`, which does nothing with them."""


def _code(node: NodeOrLeaf) -> str:
    return node.get_code(include_prefix=False)


def _in_place_of(node: NodeOrLeaf, code: str) -> NodeOrLeaf:
    """A node for this code, with what stands before the old one: an indent, a comment."""
    return parso.parse(node.get_first_leaf().prefix + code)


class _Own(Operator):
    """An operator that has one way to change a node."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        if self.changed(node) is not None:
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf | None:
        code = self.changed(node)
        return node if code is None else _in_place_of(node, code)

    def changed(self, node: NodeOrLeaf) -> str | None:
        """The code in the place of a node's, None where there is nothing to change."""
        raise NotImplementedError

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


def _call(node: NodeOrLeaf) -> tuple[str, list[NodeOrLeaf]] | None:
    """What is called, and the arguments, of a node that is a call and nothing more."""
    if not isinstance(node, PythonNode) or node.type not in {"power", "atom_expr"}:
        return None
    last = node.children[-1]
    if not isinstance(last, BaseNode) or last.type != "trailer" or _code(last.children[0]) != "(":
        return None
    inside = last.children[1:-1]
    if len(inside) == 1 and isinstance(inside[0], BaseNode) and inside[0].type == "arglist":
        inside = [child for child in inside[0].children if _code(child) != ","]
    return "".join(child.get_code() for child in node.children[:-1]).strip(), list(inside)


def _is_by_name(argument: NodeOrLeaf) -> bool:
    """Whether an argument is `name=value`, `*values` or `**values`, or a generator without parentheses."""
    return argument.type == "argument"


class CallToArgument(_Own):
    """`xp.sin(x)` becomes `x`, where a function of NumPy's, or of a namespace, is called."""

    def changed(self, node: NodeOrLeaf) -> str | None:
        """The first argument alone."""
        call = _call(node)
        if call is None or not call[0].startswith(("xp.", "np.")) or not call[1] or _is_by_name(call[1][0]):
            return None
        return f"({_code(call[1][0])})"


class SwapArguments(_Own):
    """`f(a, b)` becomes `f(b, a)`; of three arguments, the last two are swapped."""

    def changed(self, node: NodeOrLeaf) -> str | None:
        """The call with two arguments in each other's place."""
        call = _call(node)
        if call is None:
            return None
        placed = [i for i, argument in enumerate(call[1]) if not _is_by_name(argument)]
        if len(placed) < 2 or call[0].split(".")[-1] in _SYMMETRIC:
            return None
        codes = [_code(argument) for argument in call[1]]
        left, right = placed[-2:]
        codes[left], codes[right] = codes[right], codes[left]
        return f"{call[0]}({', '.join(codes)})"


class DeleteStatement(_Own):
    """A call that stands alone becomes `pass`, and so does a `raise`."""

    def changed(self, node: NodeOrLeaf) -> str | None:
        """`pass`, which is where a statement must be."""
        parent = node.parent
        is_alone = parent is not None and parent.type == "simple_stmt"
        return "pass" if is_alone and (_call(node) is not None or node.type == "raise_stmt") else None


OPERATORS: Mapping[str, type[Operator]] = {
    **{name: get_operator(f"core/{name}") for name in _CORE},
    **{operator.__name__: operator for operator in (CallToArgument, SwapArguments, DeleteStatement)},
}
"""The operators by name."""
