"""`checked` refuses nothing that fits, in the ways that real code is written: no call of these is an error."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterable, Iterator  # noqa: TC003  # annotations are evaluated
from dataclasses import KW_ONLY, InitVar, dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar
from weakref import ref

import numpy as np
import pytest
from checked_values import f32
from helpers import untyped
from numpy.typing import ArrayLike  # noqa: TC002  # as above

from typedgrad import ShapeError, Tensor, checked, float32
from typedgrad.shapes import M, N

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Protocol as Shown

    if sys.platform == "win32":
        from pathlib import WindowsPath as Place
    else:
        from pathlib import PosixPath as Place

    class Firsts(Shown):
        """A protocol that checkers alone know, of a base that they alone know."""

        def first(self) -> int: ...


Hidden = TypeVar("Hidden", bound=int)


class Options(TypedDict):
    rate: float


@checked
@dataclass
class Made(Generic[N]):
    x: Tensor[float32, tuple[N]] = field(default_factory=lambda: f32(3))
    y: Tensor[float32, tuple[N]] | None = None


@checked
@dataclass(slots=True, frozen=True)
class Placed(Generic[N]):
    before: InitVar[Tensor[float32, tuple[int]]]
    _: KW_ONLY
    x: Tensor[float32, tuple[N]]
    y: Tensor[float32, tuple[N]]


@checked
def of_tensor_or_options(x: Tensor[float32, tuple[N]] | Options) -> None: ...


@checked
def of_tensor_or_array_like(x: Tensor[float32, tuple[N]] | ArrayLike) -> None: ...


@checked
def of_tensor_or_iterable(x: Tensor[float32, tuple[N]] | Iterable[float]) -> None: ...


@checked
def of_rows(x: Iterable[Tensor[float32, tuple[N]]]) -> None: ...


@checked
def of_two(*pair: *tuple[Tensor[float32, tuple[N]], Tensor[float32, tuple[M]]]) -> None: ...


@checked
def of_checkers_names(x: Tensor[float32, tuple[N]], y: Firsts | None = None, z: Place | None = None) -> None: ...


@checked
def of_either_way(
    x: Tensor[float32, tuple[N, M]] | Tensor[float32, tuple[M, N]], y: Tensor[float32, tuple[N]]
) -> Tensor[float32, tuple[N]]:
    return y


@checked
def of_result(x: Tensor[float32, tuple[N]] | Tensor[float32, tuple[M]], y: object) -> Tensor[float32, tuple[N]]:
    return untyped(y)  # type: ignore[no-any-return]  # of any size


@dataclass
class Sides(Generic[N, M]):
    x: Tensor[float32, tuple[N, M]]


@checked
def of_its_own_name(sides: Sides[N, M], x: Tensor[float32, tuple[N]]) -> None: ...


@checked
def of_names_the_other_way(sides: Sides[M, N], x: Tensor[float32, tuple[N]]) -> None: ...


@checked
def of_many(xs: list[Tensor[float32, tuple[N]] | Tensor[float32, tuple[M]]], y: Tensor[float32, tuple[M]]) -> None: ...


FITS: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (Made, ()),
    (Made, (f32(2), f32(2))),
    (of_tensor_or_options, ({"rate": 0.1},)),
    (of_tensor_or_array_like, (np.zeros(3),)),
    (of_tensor_or_array_like, ([1.0],)),
    (of_tensor_or_iterable, (np.zeros(3),)),
    (of_rows, ([f32(3), f32(3)],)),
    (of_rows, (f32(2, 3),)),
    (of_two, (f32(2), f32(3))),
    (of_checkers_names, (f32(2),)),
    (of_either_way, (f32(3, 2), f32(3))),
    (of_either_way, (f32(3, 2), f32(2))),
    (of_result, (f32(3), f32(3))),
    (of_result, (f32(3), f32(2))),
    (of_its_own_name, (Sides(f32(2, 3)), f32(2))),
    (of_names_the_other_way, (Sides(f32(2, 3)), f32(3))),
    (of_many, ([f32(2), f32(3), f32(2)], f32(2))),
]


@pytest.mark.parametrize(("function", "arguments"), FITS)
def test_what_fits_is_let_through(function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    for _ in range(2):
        function(*arguments)


def test_what_does_not_fit_there_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"Made.__init__: y has N = 3 .*, but x bound N = 2"):
        Made(f32(2), untyped(f32(3)))
    with pytest.raises(ShapeError, match=r"Placed.__init__: y has N = 3 .*, but x bound N = 2"):
        Placed(f32(9), x=f32(2), y=untyped(f32(3)))
    with pytest.raises(ShapeError, match=r"x has N = 3 .*, but sides.x bound N = 2"):
        of_its_own_name(Sides(f32(2, 3)), untyped(f32(3)))
    with pytest.raises(ShapeError, match=r"x has N = 2 .*, but sides.x bound N = 3"):
        of_names_the_other_way(Sides(f32(2, 3)), untyped(f32(2)))
    with pytest.raises(ShapeError, match=r"of_two: pair\[1\] has 2 axes"):
        untyped(of_two)(f32(2), f32(3, 3))


def test_a_list_of_many_unions_is_refused_in_no_time() -> None:
    with pytest.raises(ShapeError, match=r"of_many: xs\[41\] fits none of"):
        of_many([*(f32(3) for _ in range(40)), f32(4), f32(5)], f32(3))


def test_a_static_method_binds_nothing_of_its_argument() -> None:
    class Net(Generic[Hidden]):
        @staticmethod
        @checked
        def pair(net: Net[Any], x: Tensor[float32, tuple[Hidden]]) -> None: ...

    @checked
    class Other(Generic[Hidden]):
        @staticmethod
        def pair(net: Other[Any], x: Tensor[float32, tuple[Hidden]]) -> None: ...

    net, other = Net[Any](), Other[Any]()
    for n in (2, 3):
        untyped(Net).pair(net, f32(n))
        untyped(Other).pair(other, f32(n))


def test_a_class_of_a_function_goes_when_it_is_not_referred_to() -> None:
    def made() -> ref[type]:
        @checked
        class Net(Generic[Hidden]):
            def take(self, x: Tensor[float32, tuple[Hidden]]) -> None: ...

        net: Net[Any] = Net()
        net.take(f32(2))
        net.take(f32(2))
        return ref(Net)

    kind = made()
    gc.collect()
    assert kind() is None


MODULES = {
    "checked_first": """
from __future__ import annotations
from typing import TYPE_CHECKING
from typedgrad import Tensor, checked, float32
if TYPE_CHECKING:
    from checked_second import Row
@checked
def row(x: Row) -> None: ...
@checked
def other(x: Tensor[float32, tuple[int]]) -> None: ...
""",
    "checked_second": """
import checked_first, checked_events
from typedgrad import Tensor, float32, zeros
Row = Tensor[float32, tuple[int]]
checked_events.importing.set()
checked_events.called.wait(1.0)
checked_first.other(zeros((2,)))
""",
    "checked_events": """
from threading import Event
importing, called = Event(), Event()
""",
}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, source in MODULES.items():
        (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    yield
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("modules")
def test_a_first_call_that_imports_does_not_wait_for_an_import_that_calls() -> None:
    first, events = import_module("checked_first"), import_module("checked_events")
    importing = threading.Thread(target=import_module, args=("checked_second",), daemon=True)
    calling = threading.Thread(target=first.row, args=(f32(2),), daemon=True)
    importing.start()
    assert events.importing.wait(5.0)
    calling.start()
    calling.join(0.2)  # it waits for the module
    events.called.set()
    importing.join(5.0)
    calling.join(5.0)
    assert not importing.is_alive()
    assert not calling.is_alive()


ALIASES = {
    "checked_aliases": """
from __future__ import annotations
from typing import TYPE_CHECKING, TypeAlias
if TYPE_CHECKING:
    from typedgrad import Tensor, float32
    Shown: TypeAlias = Tensor[float32, tuple[int]]
Entry: TypeAlias = "Tensor[float32, tuple[int]] | int"
Tree: TypeAlias = "dict[str, Tree] | list[Tree] | Entry"
""",
    "checked_uses": """
from __future__ import annotations
from typing import TYPE_CHECKING
import numpy as np
from typedgrad import checked
from checked_aliases import Entry, Tree
if TYPE_CHECKING:
    from checked_aliases import Shown

@checked
def function(
    entry: Entry | None, shown: Shown, tree: Tree, array: np.ndarray[tuple[int] | tuple[int, int], np.dtype[np.float64]]
) -> None: ...
""",
}


def test_aliases_of_other_modules_of_checkers_and_of_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, source in ALIASES.items():
        (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    function = untyped(import_module("checked_uses")).function
    tree = {"a": [f32(2), 1, {"b": f32(3)}]}
    function(f32(2), f32(2), tree, np.zeros((2, 2)))
    function(None, f32(2), f32(3), np.zeros(2))
    with pytest.raises(ShapeError, match=r"function: shown has 2 axes"):
        function(1, f32(2, 2), tree, np.zeros(2))
    with pytest.raises(ShapeError, match=r"function: entry has 2 axes"):
        function(f32(2, 2), f32(2), tree, np.zeros(2))


PARAMETERS = """
from __future__ import annotations
from dataclasses import dataclass
from typing import Literal
from typedgrad import Float, Tensor, checked, float32

type Row[Size] = Tensor[float32, tuple[Size]]

@checked
class Net[H: int, D: Float]:
    def __init__(self, bias: Tensor[D, tuple[H]]) -> None:
        self.bias = bias

    def forward[B: int](self, x: Tensor[D, tuple[B, H]], y: Row[B]) -> Tensor[D, tuple[H]]:
        return self.bias

class Three(Net[Literal[3], float32]): ...

@dataclass
class Pair[A: int]:
    x: Row[A]
    y: list[Row[A]]

@checked
def paired[B: int, *L](pair: Pair[B], x: Row[B], y: Tensor[float32, tuple[B, *L]]) -> Tensor[float32, tuple[*L]]:
    return y[0]
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
@pytest.mark.parametrize("start", [0, PARAMETERS.index("from dataclasses")], ids=["as text", "as objects"])
def test_type_parameters_of_classes_and_functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    (tmp_path / f"checked_parameters_{start}.py").write_text(PARAMETERS[start:])
    of = untyped(import_module(f"checked_parameters_{start}"))
    net = of.Net(f32(3))
    assert net.forward(f32(2, 3), f32(2)).shape == (3,)
    with pytest.raises(ShapeError, match=r"Net.forward: x has H = 4 .*, but bias of Net.__init__ bound H = 3"):
        net.forward(f32(2, 4), f32(2))
    with pytest.raises(ShapeError, match=r"the class Three\(Net\[Literal\[3\], float32\]\) bound H = 3"):
        of.Three(f32(4))
    assert of.paired(of.Pair(f32(2), [f32(2)]), f32(2), f32(2, 5)).shape == (5,)
    with pytest.raises(ShapeError, match=r"x has B = 3 .*, but pair.x bound B = 2"):
        of.paired(of.Pair(f32(2), []), f32(3), f32(2, 5))
