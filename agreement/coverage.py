"""Which public names of the library the programs use, and which they leave out, with the reason."""

from __future__ import annotations

import ast
from inspect import getmembers, isroutine
from types import ModuleType
from typing import TYPE_CHECKING

import typedgrad
from typedgrad import Parameter, Tensor, nn, random

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from agreement.programs import Program

_IN_TYPES = "names a type, a dimension or a dtype, in annotations"
_TAKES_A_FUNCTION = (
    "takes a function, and so do its types: typecheck_cases/gradients.py, finite_differences.py, second_order.py"
)
_A_MODULE = "of modules, which hold tensors: typecheck_cases/layers.py, state.py"
_NO_EXPRESSION = "a statement"

LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(("Bitwise", "DType", "Float", "Integer", "Numeric", "Matrix", "Scalar", "Vector"), _IN_TYPES),
    **dict.fromkeys(("EighResult", "QRResult", "SVDResult", "SlogdetResult"), "what is given, as a named tuple"),
    **dict.fromkeys(("One", "Plus", "Times"), _IN_TYPES),
    **dict.fromkeys(
        ("CheckpointError", "CompileError", "DTypeError", "GradientError", "LinAlgError", "ShapeError"),
        "what the run time raises",
    ),
    **dict.fromkeys(("value_and_grad", "check_gradients", "finite_difference"), _TAKES_A_FUNCTION),
    **dict.fromkeys(("hessian", "hessian_vector_product", "jacobian"), _TAKES_A_FUNCTION),
    **dict.fromkeys(("no_grad", "enable_grad", "detect_nan"), _NO_EXPRESSION),
    **dict.fromkeys(("nn.Module", "nn.Layer", "nn.Activation", "nn.StateDict"), _A_MODULE),
    "checked": "takes a function, and gives one of its type: typecheck_cases/checked.py",
    **dict.fromkeys(("Graph", "to_dot"), "takes every tensor that depends on a parameter"),
    "compiled": "takes a function, and gives one of its type: typecheck_cases/compiled.py",
    "Tensor.__bool__": "the truth of more than one element is refused at run time only: known_limits.py",
    "Tensor.__format__": "takes a specification, of which no type says whether it fits",
    "Tensor.__repr__": "takes every tensor",
    "Tensor.__setitem__": _NO_EXPRESSION,
    "Tensor.__array__": "hidden from the checkers",
    "Tensor.__array_function__": "hidden from the checkers",
    "Tensor.__array_namespace__": "a module, whatever the tensor",
    "Tensor.__dlpack__": "takes every tensor",
    "Tensor.__dlpack_device__": "takes every tensor",
    "Tensor.__rmatmul__": "hidden from the checkers",
    "Tensor.__hash__": "takes every tensor",
    "Tensor.__init__": "takes nothing",
    **dict.fromkeys(
        ("Tensor.__copy__", "Tensor.__reduce_ex__", "Parameter.__copy__", "Parameter.__setstate__"),
        "of copy and pickle, whose types are the tensor's own",
    ),
    "Tensor.dtype": "of the type np.dtype[Any]",
    "Tensor.device": "a string, whatever the tensor",
    "Tensor.to_device": "the tensor itself",
    "Tensor.ndim": "an int, whatever the tensor",
    "Tensor.size": "an int, whatever the tensor",
    "Parameter.grad": "None before a backprop, which is a statement",
}
"""Public names that no program has."""


def public_names() -> set[str]:
    """Every name of `typedgrad`, its `nn` and its `random`, every method and operator of tensors and parameters."""
    return {
        *_of_module(typedgrad, ""),
        *_of_module(nn, "nn."),
        *_of_module(random, "random."),
        *(f"Tensor.{name}" for name in _members(Tensor, object)),
        *(f"Parameter.{name}" for name in _members(Parameter, Tensor) - {"__init__", "__repr__"}),
    }


def used_names(programs: Iterable[Program]) -> set[str]:
    """The public names that programs use, as `public_names` has them."""
    sources = {step.template for program in programs for step in program.result.steps}
    return {name for source in sources for name in names_in(source)}


def _of_module(module: ModuleType, prefix: str) -> Iterator[str]:
    for name, value in getmembers(module):
        if not name.startswith("_") and not isinstance(value, ModuleType):
            yield f"{prefix}{name}"


def _members(owner: type, base: type) -> set[str]:
    """What a class adds to another: public methods and properties, and what Python's syntax calls."""
    found: set[str] = set()
    for name in dir(owner):
        value: object = getattr(owner, name)
        is_operator = name.startswith("__") and isroutine(value)
        if (is_operator or not name.startswith("_")) and value is not getattr(base, name, None):
            found.add(name)
    return found - {"__class_getitem__", "__init_subclass__", "__subclasshook__", "__new__"}


_BINARY: Mapping[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "xor",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
}
_OTHERS: Mapping[type[ast.AST], str] = {
    ast.USub: "neg",
    ast.UAdd: "pos",
    ast.Invert: "invert",
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Subscript: "getitem",
    ast.ListComp: "iter",
}


def names_in(template: str) -> Iterator[str]:
    """The names in a call as written; what is not called on a module is a method."""
    for node in ast.walk(ast.parse(template.replace("{}", "operand"), mode="eval")):
        match node:
            case ast.Attribute(value=ast.Name(id="tg"), attr=name):
                yield name
            case ast.Attribute(value=ast.Name(id="nn" | "random" as module), attr=name):
                yield f"{module}.{name}"
            case ast.Attribute(value=ast.Call(func=ast.Name(id="Parameter")), attr="assign" | "grad" as name):
                yield f"Parameter.{name}"
            case ast.Attribute(attr=name):
                yield f"Tensor.{name}"
            case ast.Name(id="abs" | "len" | "float" | "int" as name):
                yield f"Tensor.__{name}__"
            case ast.Name(id="range"):
                yield "Tensor.__index__"
            case ast.Name(id=name):
                yield name
            case ast.BinOp(left=left, op=op) if type(op) in _BINARY:
                yield f"Tensor.__{'r' if isinstance(left, ast.Constant) else ''}{_BINARY[type(op)]}__"
            case _ if type(node) in _OTHERS:
                yield f"Tensor.__{_OTHERS[type(node)]}__"
            case _:
                pass
