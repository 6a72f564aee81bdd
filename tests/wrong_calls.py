"""Wrong calls of tensors and gradients: what a row of the tables is, their operands, and that all works as before.

The checkers reject nearly all of these calls, so the operands are of types that they do not know.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import array, operand

import typedgrad as tg
from typedgrad import Parameter, array_api, bool_, float32, float64, int32, int64, random, tape
from typedgrad.capture import recorder
from typedgrad.optim import SGD

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Wrong:
    """A wrong call.

    Attributes:
        call: makes the call.
        error: the exact type of its exception.
        message: how that begins: the operation, and what does not fit.
        called: what is called, where it is not the operation that the message names.
    """

    call: Callable[[], object]
    error: type[Exception]
    message: str
    called: str = ""

    @property
    def name(self) -> str:
        """What is called: a name of `typedgrad`, or with what it belongs to, such as `Tensor.sort`."""
        return self.called or self.message.partition(":")[0]

    def __str__(self) -> str:
        return f"{self.called} {self.error.__name__} {self.message}".strip()


# ------------------------------------------------------------------------------------------------------- operands
lib: Any = tg
xp: Any = array_api
draws: Any = random
make: Any = lib.as_tensor
rng: Any = np.random.default_rng(0)
x: Any = operand((2, 3), float64)
s: Any = operand((2, 3), float32)
v: Any = operand((3,), float64)
q: Any = operand((3, 3), float64)
c: Any = operand((), float64)
z: Any = operand((0, 3), float64)
i: Any = make([[1, 2, 3], [4, 5, 6]], int64)
j: Any = make([1, 2, 3], int32)
k: Any = make([0, 1, 2], int64)
b: Any = make([True, False, True], bool_)
nans: Any = make([1.0, float("nan"), 2.0], float64)
w: Any = Parameter(operand((2, 3), float64, 5))
w.grad = x
u: Any = Parameter(operand((3,), float64, 6))
A: Any = np.arange(6.0).reshape(2, 3)
loop: Any = []
loop.append(loop)
OPERANDS: dict[str, Any] = {
    **{"x": x, "s": s, "v": v, "q": q, "c": c, "z": z, "i": i, "j": j, "k": k, "b": b, "nans": nans, "w": w, "u": u},
    "A": A,
}


# ----------------------------------------------------------------------------------------------- hostile arguments
class Unreadable:
    """An array that cannot be read."""

    def __array__(self, dtype: object = None, copy: object = None) -> object:
        raise RuntimeError("no array today")


class Text:
    """An array that is none."""

    def __array__(self, dtype: object = None, copy: object = None) -> object:
        return "text"


class Unending:
    """A sequence whose length is a lie, or an exception where it is None."""

    def __init__(self, length: int | None) -> None:
        self.length = length

    def __len__(self) -> int:
        if self.length is None:
            raise RuntimeError("no length today")
        return self.length

    def __getitem__(self, index: int) -> float:
        return 1.0


class Index:
    """An integer that is none, or one where it is told."""

    def __init__(self, value: int | None = None) -> None:
        self.value = value

    def __index__(self) -> int:
        if self.value is None:
            raise RuntimeError("no index today")
        return self.value


class Unequal:
    """Equal to nothing, not even comparable."""

    __hash__ = None  # type: ignore[assignment]  # as of what defines only __eq__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no comparison today")


class Capsule:
    """Speaks DLPack, and lies."""

    def __dlpack__(self, **_: object) -> object:
        return "no capsule"

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)


class Nameless:
    """Cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr today")


# -------------------------------------------------------------------------------------------------- all is as before
def state() -> dict[str, object]:
    """The bits of all operands and gradients, NumPy's error state, the filters of warnings, and the switches."""
    found: dict[str, object] = {
        "generator": rng.bit_generator.state,
        "error state": np.geterr(),
        "print options": np.get_printoptions(),
        "warnings": list(warnings.filters),
        "recording": tape.is_recording(),
        "capture": recorder(),
        "walk": tape.walk,
    }
    for name, value in OPERANDS.items():
        data = array(value)
        found[name] = (data.dtype.str, data.shape, data.flags.writeable, data.tobytes())
        if name in {"u", "w"}:
            found[f"{name}.grad"] = None if value.grad is None else array(value.grad).tobytes()
    return found


def assert_works() -> None:
    """Recording, gradients, `detect_nan` and an update give the bits that they should: all numbers here are exact."""
    __tracebackhide__ = True
    assert tape.is_recording()
    assert recorder() is None
    assert tape.walk is tape.plain_walk
    inputs = make([[1.0, 2.0], [-1.0, 0.5]], float64)
    targets = make([0.5, -0.25], float64)
    weights: Any = Parameter(make([0.5, -0.25], float64))
    optimizer = SGD([weights], lr=0.5)
    loss = lib.square(inputs @ weights - targets).mean()
    lib.backprop(loss)
    assert (loss.item(), weights.grad.tolist()) == (0.1953125, [-0.125, -1.1875])
    optimizer.step()
    assert weights.tolist() == [0.5625, 0.34375]
    assert (lib.log(make([0.0, 1.0], float64)) + 1.0).tolist() == [-float("inf"), 1.0]  # neither warns nor raises
