"""Which public operations are compared with PyTorch, and which are not, with the reason.

Of the rules there is no list: a test sees which of them run, in values and in derivatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.coverage import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from oracle.call import Call

_A_TYPE = "names a type, a dimension, a dtype or an error"
_A_MODULE = "holds parameters, and computes nothing itself"
_A_FACT = "a fact about a tensor, which every comparison uses"
_A_CHECK = "numerical derivatives, which PyTorch has for its own tests only"
_OF_PYTHON = "of Python's own protocols: no value to compare"
_RANDOM = "draws from a generator that PyTorch does not have"

EXCLUDED: Mapping[str, str] = {
    **dict.fromkeys(("Bitwise", "DType", "Float", "Integer", "Numeric", "Matrix", "Scalar", "Vector"), _A_TYPE),
    **dict.fromkeys(("One", "Plus", "Times", "Tensor"), _A_TYPE),
    **dict.fromkeys(
        ("CheckpointError", "CompileError", "DTypeError", "GradientError", "LinAlgError", "ShapeError"), _A_TYPE
    ),
    **dict.fromkeys(("EighResult", "QRResult", "SVDResult", "SlogdetResult"), _A_TYPE),
    **dict.fromkeys(("plus", "times"), "sizes, which are Python's ints"),
    **dict.fromkeys(("check_gradients", "finite_difference"), _A_CHECK),
    **dict.fromkeys(("no_grad", "enable_grad", "detect_nan"), "switches, which compute nothing"),
    **dict.fromkeys(("nn.Module", "nn.Layer", "nn.Activation", "nn.StateDict"), _A_MODULE),
    **dict.fromkeys(("Tensor.dtype", "Tensor.ndim", "Tensor.size"), _A_FACT),
    **dict.fromkeys(("Tensor.__array__", "Tensor.numpy", "as_tensor"), "how every value is compared"),
    **dict.fromkeys(("Tensor.__bool__", "Tensor.__format__", "Tensor.__hash__", "Tensor.__init__"), _OF_PYTHON),
    **dict.fromkeys(("Tensor.__repr__", "Tensor.__setitem__", "Tensor.__array_function__"), _OF_PYTHON),
    **dict.fromkeys(("Tensor.__copy__", "Tensor.__reduce_ex__"), _OF_PYTHON),
    **dict.fromkeys(("Parameter.__copy__", "Parameter.__setstate__"), _OF_PYTHON),
    **dict.fromkeys(("Tensor.__dlpack__", "Tensor.__dlpack_device__"), "how other libraries read a tensor"),
    **dict.fromkeys(
        (f"random.{name}" for name in ("bernoulli", "integers", "normal", "permutation", "uniform")), _RANDOM
    ),
    "checked": "a decorator, which computes nothing",
    **dict.fromkeys(("Graph", "to_dot"), "draws, and computes nothing"),
    "compiled": "does the same to the last bit: tests/test_compiled_rules.py",
    **dict.fromkeys(("Tensor.device", "Tensor.to_device"), "there is one device"),
    "Tensor.__array_namespace__": "a module",
    "Tensor.__rmatmul__": "takes nothing",
    "Parameter.grad": "what `backprop` is compared by",
    "Parameter.assign": "changes a parameter in place",
    "nn.glorot_uniform": _RANDOM,
}
"""Public names that no call has."""


def compared_names(calls: Iterable[Call]) -> set[str]:
    """The public names in the expressions of calls, as `agreement.coverage` has them."""
    return {name for expression in {text for call in calls for text in call.ours} for name in names_in(expression)}
