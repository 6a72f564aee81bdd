"""The page of operations: that it is whole, and how it writes a type. `python -m signatures` asks the checkers."""

from __future__ import annotations

import re
from inspect import getmembers, isfunction

import pytest

import typedgrad
from signatures.__main__ import PAGE
from signatures.asking import Said, operands
from signatures.calls import CHAPTERS
from signatures.page import written
from typedgrad import nn, random

OTHERS = {
    *("backprop", "gradients", "value_and_grad", "hessian", "hessian_vector_product", "jacobian"),  # of functions
    *("check_gradients", "finite_difference"),
    *("compiled", "checked"),  # of functions as well
    *("plus", "times"),  # of sizes
    "to_dot",  # gives text
}
CALLS = [call for operations in CHAPTERS.values() for calls in operations.values() for call in calls]


def test_every_operation_is_on_the_page() -> None:
    called = {name for call in CALLS for name in re.findall(r"tg\.(\w+)", call)}
    functions = {name for name, _ in getmembers(typedgrad, isfunction) if not name.startswith("_")}
    assert functions - called - OTHERS == set()


@pytest.mark.parametrize(("prefix", "module"), [("nn", nn), ("random", random)])
def test_every_function_of_tensors_is_on_the_page(prefix: str, module: object) -> None:
    called = {name for call in CALLS for name in re.findall(rf"\b{prefix}\.(\w+)", call)}
    functions = {name for name, _ in getmembers(module, isfunction) if not name.startswith("_")}
    assert functions - called == set()


def test_the_page_has_every_call() -> None:
    page = PAGE.read_text(encoding="utf-8").replace(r"\|", "|")
    assert [call for call in CALLS if f"| `{call.replace('tg.', '')}` |" not in page] == []


def test_operands_are_names_that_a_call_uses() -> None:
    assert operands("tg.where(mask, x, 0)") == ["mask", "x"]
    assert operands("tg.sum(x, axis=-1, keepdims=True)") == ["x"]
    assert operands('tg.einsum("i,j->ij", x, v)') == ["x", "v"]


def test_a_row_has_the_kinds_and_a_cell_for_each_rank() -> None:
    types = dict.fromkeys([(dtype, rank) for dtype in ("float32", "int64", "bool_") for rank in range(4)])
    types["int64", 1] = "Tensor[int64, tuple[Plus[A, A]]]"
    types["int64", 2] = "tuple[Tensor[bool_, tuple[A, B]], Tensor[int64, tuple[()]]]"
    row = written({"Some": {"f": ("f(x)",)}}, {"f(x)": Said(types)}).splitlines()[-1]
    assert row == "| `f(x)` | i | - | `(Plus[A, A],)` | `tuple[bool_ (A, B), ()]` | - |"


def test_a_call_that_nobody_accepts_is_an_error() -> None:
    types = dict.fromkeys([(dtype, rank) for dtype in ("float32", "int64", "bool_") for rank in range(4)])
    with pytest.raises(RuntimeError, match=r"rejected, whatever the rank and the dtype: f\(x\)"):
        written({"Some": {"f": ("f(x)",)}}, {"f(x)": Said(types)})
