"""What names in the annotations of a checked function stand for, wherever they are defined."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NewType, TypeAlias

import pytest
from checked_values import Batch, N, f32
from helpers import untyped

from typedgrad import (
    ShapeError,
    Tensor,
    Vector,
    checked,
    float32,
)

if TYPE_CHECKING:
    from fractions import Fraction as Ratio
    from pathlib import Path

    from _typeshed import StrPath
    from nowhere import Nothing  # type: ignore[import-not-found]  # pyright: ignore  # there is none

    from typedgrad import Scalar

    Row: TypeAlias = Vector[float32, "Batch"]

ALIAS = "Vector[float32, Nowhere]"


def test_names_of_enclosing_functions_and_classes() -> None:
    own = NewType("own", int)
    Alias: TypeAlias = "Vector[float32, own]"  # pyright: ignore[reportGeneralTypeIssues]  # of a function's own

    class Holder:
        Inner: TypeAlias = Vector[float32, own]

        @checked
        def method(self, x: Inner, y: Alias) -> None: ...

    Holder().method(f32(3), f32(3))
    with pytest.raises(ShapeError, match=r"^Holder\.method: y has own = 4"):
        Holder().method(f32(3), f32(4))


def test_names_that_are_imported_and_defined_for_checkers_only() -> None:
    @checked
    def function(x: Scalar[float32], y: Row, z: Row, part: Ratio | None = None, path: StrPath = "") -> None: ...

    function(f32(), f32(3), f32(3))
    with pytest.raises(ShapeError, match="z has Batch = 4"):
        function(f32(), f32(3), f32(4))


def test_names_that_are_not_there_are_an_error_of_each_call() -> None:
    @checked
    def function(x: Vector[float32, N], y: Nothing) -> None: ...  # pyright: ignore  # as above

    @checked
    def other(x: Vector[float32, Nowhere]) -> None: ...  # type: ignore[name-defined]  # noqa: F821  # pyright: ignore

    for _ in range(2):
        with pytest.raises(NameError, match=r"^function: the annotation of y, 'Nothing', cannot be read.*'nowhere'"):
            function(f32(3), 1)
        with pytest.raises(NameError, match=r"^other: the annotation of x, .* name 'Nowhere' is not defined"):
            other(f32(3))


FOR_CHECKERS = """
from __future__ import annotations
import sys
from typing import TYPE_CHECKING
from typedgrad import Tensor, checked, float32
Box = type("Box", (), {})
if TYPE_CHECKING:
    "Not only imports are here."
    later: int
    Box.first, Row = Tensor, None
    def helper() -> None: ...
    class Both(int, str): ...
    if sys.platform == "nowhere":
        Elsewhere = Tensor[float32, tuple[int, int]]
    else:
        Here = Tensor[float32, tuple[int]]

@checked
def here(x: Here) -> None: ...
@checked
def elsewhere(x: Elsewhere) -> None: ...
@checked
def both(x: Both) -> None: ...
@checked
def row(x: Row) -> None: ...
"""


@pytest.mark.parametrize(
    ("function", "message"),
    [
        ("elsewhere", "'Elsewhere', cannot be read at run time: name 'Elsewhere' is not defined"),
        ("both", "'Both', cannot be read at run time: name 'Both' is not defined: multiple bases have"),
        ("row", "'Row', cannot be read at run time: name 'Row' is not defined"),
    ],
)
def test_what_is_for_checkers_only_and_makes_nothing_at_run_time(
    function: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / f"checked_{function}.py").write_text(FOR_CHECKERS)
    module = untyped(import_module(f"checked_{function}"))
    module.here(f32(3))
    with pytest.raises(ShapeError, match=r"^here: x has 2 axes"):
        module.here(f32(2, 3))
    with pytest.raises(NameError) as caught:
        getattr(module, function)(f32(3))
    assert str(caught.value).startswith(f"{function}: the annotation of x, {message}")


def test_an_alias_that_names_what_is_not_there() -> None:
    def function(x: object) -> None: ...

    function.__annotations__["x"] = ALIAS
    with pytest.raises(NameError, match=r"^function: .*'Vector\[float32, Nowhere\]', .* 'Nowhere' is not defined$"):
        checked(function)(f32(3))


def test_code_that_no_module_has() -> None:
    names: dict[str, Any] = {"__name__": "of_a_console"}
    exec(
        "from dataclasses import dataclass\nfrom typedgrad import checked, Tensor, float32\n"
        "@dataclass\nclass Pair:\n    x: 'Row'\n    y: 'Row'\n"
        "@checked\ndef function(pair: Pair): return 1\n"
        "@checked\ndef other(x: 'Nowhere'): return 1\n"
        "Row = Tensor[float32, tuple[int]]\n",
        names,
    )
    pair, function = names["Pair"], names["function"]
    assert function(pair(f32(3), f32(4))) == 1
    with pytest.raises(ShapeError, match=r"^function: pair\.y has 2 axes"):
        function(pair(f32(3), f32(2, 3)))
    with pytest.raises(NameError, match=r"^other: .* name 'Nowhere' is not defined$"):
        names["other"](1)


def test_a_name_may_be_defined_after_the_function() -> None:
    names: dict[str, Any] = {}
    exec(
        "from typedgrad import checked, Tensor, float32\nfrom typing import Literal\n"
        "@checked\ndef f(x: 'Later'): return 1\nLater = Tensor[float32, tuple[Literal[2]]]",
        names,
    )
    assert names["f"](f32(2)) == 1
    with pytest.raises(ShapeError, match="not 2 as in Later = Tensor"):
        names["f"](f32(3))


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("Tensor[str, tuple[int]]", "str in Tensor[str, tuple[int]] is no dtype"),
        ("Tensor[float32 | str, tuple[int]]", "float32 | str in Tensor[float32 | str, tuple[int]] is no dtype"),
        ("Tensor[float32, int]", "int in Tensor[float32, int] is no shape, tuple[...]"),
        ("Tensor[float32, tuple[*tuple[int, ...], *tuple[int, ...]]]", "has more than one run of axes"),
        ("Tensor[float32, tuple[str]]", "str is no dimension"),
        ("Tensor[float32, tuple['a b']]", "'a b' cannot be evaluated"),
        ("Tensor[float32, ", "cannot be evaluated"),
    ],
)
def test_an_annotation_that_is_not_understood(annotation: str, message: str) -> None:
    def function(x: Tensor[float32, tuple[()]]) -> None: ...

    function.__annotations__["x"] = annotation
    with pytest.raises(TypeError) as caught:
        checked(function)(f32(3))
    assert str(caught.value).startswith("function: the annotation of x is not understood: ")
    assert message in str(caught.value)
