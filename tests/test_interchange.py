"""NumPy's arrays, DLPack and lists: what is shared, what is copied, and that no tensor ever changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType

import numpy as np
import pytest
from helpers import ALL, AnyArray, Form, array, assert_tensor, each_of, every_form, grad_of, operand, untyped, values

import typedgrad as tg
from typedgrad import (
    DType,
    DTypeError,
    Parameter,
    ShapeError,
    Tensor,
    backprop,
    float32,
    float64,
    from_numpy,
    int64,
    no_grad,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

lib: Any = tg
Batch = NewType("Batch", int)
SHAPES = [(), (3,), (2, 3), (2, 3, 4), (0,), (2, 0, 3)]
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=str)


# ---------------------------------------------------------------------------------------------------------- from_numpy
@every_shape
@each_of(ALL)
@pytest.mark.parametrize("order", ["C", "F"])
def test_array_that_owns_its_memory_is_shared_and_becomes_read_only(
    order: Literal["C", "F"], dtype: type[DType], shape: tuple[int, ...]
) -> None:
    data = values(shape, dtype).copy(order)
    x = lib.from_numpy(data)
    assert_tensor(x, values(shape, dtype), dtype)
    assert np.shares_memory(x._data, data) or not data.size
    assert not data.flags.writeable


def _add_in_place(data: AnyArray) -> None:
    data += 1


WRITES: dict[str, Callable[[AnyArray], object]] = {
    "x[...] = 1": lambda data: data.__setitem__(..., 1),
    "x[0] = 1": lambda data: data.__setitem__(0, 1),
    "x += 1": _add_in_place,
    "np.copyto": lambda data: np.copyto(data, 1),
    "out=": lambda data: np.add(data, 1, out=data),
    "fill": lambda data: data.fill(1),
    "sort": lambda data: data.sort(),
    "a new view": lambda data: data[::2].fill(1),
    "resize": lambda data: data.resize((7,)),
}


@pytest.mark.parametrize("write", WRITES)
def test_writing_to_a_shared_array_raises(write: str) -> None:
    data = np.array([3.0, 2.0, 1.0])
    x = from_numpy(data)
    with pytest.raises(ValueError, match=r"read-only|cannot resize"):
        WRITES[write](data)
    assert_tensor(x, [3.0, 2.0, 1.0], float64)


class Subclass(np.ndarray[Any, Any]):
    pass


VIEWS: dict[str, Callable[[AnyArray], AnyArray]] = {
    "[1:]": lambda data: data[1:],
    "T": lambda data: data.T,
    "[::-1]": lambda data: data[::-1],
    "reshape": lambda data: data.reshape(-1),
    "broadcast": lambda data: np.broadcast_to(data, (2, 4, 6)),
    "read-only view": lambda data: _read_only(data.view()),
    "view of a read-only view": lambda data: _read_only(data.view())[1:],
    "strided": lambda data: np.lib.stride_tricks.as_strided(data, (2, 2)),
    "sliding": lambda data: np.lib.stride_tricks.sliding_window_view(data, 2, axis=0),
    "diagonal": np.diagonal,
    "subclass": lambda data: data.view(Subclass),
}


def _read_only(data: AnyArray) -> AnyArray:
    data.flags.writeable = False
    return data


@each_of(ALL)
@pytest.mark.parametrize("view", VIEWS)
def test_view_of_an_array_that_can_be_written_to_is_copied(view: str, dtype: type[DType]) -> None:
    data = values((4, 6), dtype).copy()
    given = VIEWS[view](data)
    expected = np.array(given)
    x = lib.from_numpy(given)
    assert data.flags.writeable
    data[...] = ~data if dtype.numpy.kind == "b" else data + 1
    assert_tensor(x, expected, dtype)


@pytest.mark.parametrize("view", sorted(set(VIEWS) - {"strided", "sliding"}))
def test_view_of_a_read_only_array_is_shared(view: str) -> None:
    data = _read_only(values((4, 6), float64).copy())
    x = from_numpy(VIEWS[view](data))
    assert_tensor(x, VIEWS[view](data), float64)
    assert np.shares_memory(x._data, data)


@pytest.mark.parametrize(("make", "shared"), [(bytes, True), (bytearray, False), (memoryview, True)])
def test_memory_of_other_objects_is_shared_if_it_is_constant(make: Callable[[bytes], Any], shared: bool) -> None:
    memory = make(np.arange(3.0).tobytes())
    data = np.frombuffer(memory)
    x = from_numpy(data)
    assert np.shares_memory(x._data, data) == shared
    if not shared:
        memory[:] = bytes(len(memory))
    assert_tensor(x, np.arange(3.0), float64)


@pytest.mark.parametrize(("mode", "shared"), [("r", True), ("r+", False), ("c", False)])
def test_file_mapped_for_reading_is_shared(tmp_path: Path, mode: Literal["r", "r+", "c"], shared: bool) -> None:
    path = tmp_path / "data.npy"
    np.save(path, np.arange(6.0).reshape(2, 3))
    data: AnyArray = np.load(path, mmap_mode=mode)
    x = lib.from_numpy(data)
    assert np.shares_memory(x._data, data) == shared
    if not shared:
        data[...] = 0.0
    assert_tensor(x, np.arange(6.0).reshape(2, 3), float64)


def test_both_of_numpys_names_of_int64_are_one() -> None:
    x = lib.from_numpy(np.ones(3, np.longlong))
    y = lib.from_numpy(np.ones(3, np.int64))
    assert x._data.dtype is y._data.dtype
    assert_tensor(x + y, [2, 2, 2], int64)


def test_a_shared_array_is_data_like_any_other() -> None:
    data = np.array([[1.0, 2.0], [3.0, 4.0]])
    x = from_numpy(data)
    w = Parameter(x)
    backprop((x @ w).sum())
    assert_tensor(grad_of(w), [[4.0, 4.0], [6.0, 6.0]], float64)
    with no_grad():
        w.assign(w * 0.0)
    np.testing.assert_array_equal(data, [[1.0, 2.0], [3.0, 4.0]])
    assert_tensor(from_numpy(x.numpy()), data, float64)


REFUSED: list[tuple[object, str]] = [
    (np.ones(2, np.uint8), "no dtype for numpy's uint8"),
    (np.ones(2, np.int16), "no dtype for numpy's int16"),
    (np.ones(2, np.uint64), "no dtype for numpy's uint64"),
    (np.ones(2, np.float16), "no dtype for numpy's float16"),
    (np.ones(2, np.complex64), "no dtype for numpy's complex64"),
    (np.ones(2, object), "no dtype for numpy's object"),
    (np.array(["a"]), "no dtype for numpy's str"),
    (np.zeros(2, "M8[s]"), "no dtype for numpy's datetime64"),
    (np.zeros(2, [("a", "f4")]), "no dtype for numpy's void"),
    (np.ones(2, ">f4"), "the bytes of >f4 are in the other order; as_tensor converts them"),
    (np.ma.masked_array([1.0, 2.0], [True, False]), "a masked array; fill it first"),
    ([1.0, 2.0], r"\[1.0, 2.0\] of type list is not a NumPy array; as_tensor takes other data"),
    (2.0, "2.0 of type float is not a NumPy array"),
    (np.float32(2.0), "of type float32 is not a NumPy array"),
    (tg.ones((2,)), "of type Tensor is not a NumPy array"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED, ids=lambda part: part if isinstance(part, str) else "")
def test_from_numpy_refuses(data: object, message: str) -> None:
    with pytest.raises(DTypeError, match=f"from_numpy: .*{message}"):
        lib.from_numpy(data)
    assert not isinstance(data, np.ndarray) or data.flags.writeable


# -------------------------------------------------------------------------------------------------------------- DLPack
@every_form
@each_of(ALL)
def test_numpy_takes_a_tensor_by_dlpack(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    before = array(x).copy()
    data = np.from_dlpack(x)
    assert (data.dtype, data.shape) == (dtype.numpy, form.shape)
    np.testing.assert_array_equal(data, before)
    if data.flags.writeable:
        data[...] = 0
    np.testing.assert_array_equal(array(x), before)


@every_form
def test_without_a_copy_it_is_read_only(form: Form) -> None:
    x = operand(form, float32)
    data = np.from_dlpack(x, copy=False)
    np.testing.assert_array_equal(data, array(x))
    assert not data.flags.writeable
    assert np.shares_memory(data, x._data) or not data.size


class Old:
    """Speaks DLPack as before version 1.0, which has no read-only memory."""

    def __init__(self, x: Any) -> None:
        self.x = x

    def __dlpack__(self, *, stream: None = None) -> Any:
        return self.x.__dlpack__(stream=stream)

    def __dlpack_device__(self) -> tuple[int, int]:
        device: tuple[int, int] = self.x.__dlpack_device__()
        return device


def test_old_versions_of_dlpack() -> None:
    x = operand((2, 3), float64)
    np.testing.assert_array_equal(np.from_dlpack(Old(x)), array(x))
    assert_tensor(lib.from_dlpack(Old(array(x).copy())), array(x), float64)


def test_a_parameter_is_exported_as_it_is_now() -> None:
    w = Parameter(tg.ones((3,)))
    data = np.from_dlpack(w)
    with no_grad():
        w.assign(w * 2.0)
    np.testing.assert_array_equal(data, [1.0, 1.0, 1.0])


WRONG_EXPORTS: list[tuple[str, Callable[[Any], object]]] = [
    ("the memory of the CPU, not of device (2, 0)", lambda x: x.__dlpack__(dl_device=(2, 0))),
    ("the memory of the CPU has no stream 1", lambda x: x.__dlpack__(stream=1)),
    ("read-only memory needs version 1.0", lambda x: x.__dlpack__(copy=False)),
    ("read-only memory needs version 1.0", lambda x: x.__dlpack__(copy=False, max_version=(0, 8))),
    ("the values of a parameter change", lambda x: Parameter(x).__dlpack__(copy=False, max_version=(1, 0))),
]


@pytest.mark.parametrize(("message", "call"), WRONG_EXPORTS, ids=lambda part: part if isinstance(part, str) else "")
def test_what_cannot_be_exported(message: str, call: Callable[[Any], object]) -> None:
    with pytest.raises(BufferError) as raised:
        call(tg.ones((2,)))
    assert message in str(raised.value)


def test_it_is_in_the_memory_of_the_cpu() -> None:
    x = tg.ones((2,))
    assert x.__dlpack_device__() == (1, 0)
    assert "dltensor" in repr(untyped(x).__dlpack__(dl_device=(1, 0), copy=True, max_version=(1, 1)))


@every_shape
@each_of(ALL)
def test_from_dlpack_copies(dtype: type[DType], shape: tuple[int, ...]) -> None:
    data = values(shape, dtype).copy()
    x = lib.from_dlpack(data)
    data[...] = 0
    assert_tensor(x, values(shape, dtype), dtype)


@every_form
@each_of(ALL)
def test_from_dlpack_of_a_tensor_shares_it(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    same = lib.from_dlpack(x)
    assert_tensor(same, array(x), dtype)
    assert np.shares_memory(same._data, x._data) or not x.size


def test_from_dlpack_of_a_parameter_is_a_constant_of_its_own() -> None:
    w = Parameter(tg.ones((3,)))
    x = tg.from_dlpack(w)
    with no_grad():
        w.assign(w * 2.0)
    assert_tensor(x, [1.0, 1.0, 1.0], float32)
    assert x._node is None


def test_from_dlpack_is_held_to_its_type() -> None:
    assert_tensor(tg.from_dlpack(np.ones((2, 3)), Tensor[float64, tuple[Batch, Literal[3]]]), np.ones((2, 3)), float64)
    assert_tensor(tg.from_dlpack(np.ones((2, 3)), Tensor[float64, tuple[int, ...]]), np.ones((2, 3)), float64)


class Elsewhere(Old):
    def __dlpack_device__(self) -> tuple[int, int]:
        return 2, 0


class OfNoDevice:
    def __dlpack__(self) -> object:
        raise AssertionError("asked without having said where it is")


class Nowhere(Old):
    def __dlpack_device__(self) -> Any:
        return 1


class Placed(Old):
    """In the CPU's memory, which others than the CPU may read too."""

    device = 1

    def __dlpack_device__(self) -> tuple[int, int]:
        return self.device, 0


@pytest.mark.parametrize("device", [1, 3, 11, 13])  # as DLPack numbers them: CPU, CUDA host, ROCm host, CUDA managed
def test_memory_that_the_cpu_reads_is_imported(device: int) -> None:
    placed = Placed(np.ones((2, 3)))
    placed.device = device
    assert_tensor(lib.from_dlpack(placed), np.ones((2, 3)), float64)


class Unwilling(Old):
    def __dlpack__(self, *, stream: None = None) -> Any:
        raise BufferError("requires a gradient")


WRONG_IMPORTS: list[tuple[type[Exception], str, Callable[[], object]]] = [
    (DTypeError, "2.0 of type float has no __dlpack__", lambda: lib.from_dlpack(2.0)),
    (DTypeError, r"\[1.0\] of type list has no __dlpack__", lambda: lib.from_dlpack([1.0])),
    (DTypeError, "has no __dlpack__ and __dlpack_device__", lambda: lib.from_dlpack(OfNoDevice())),
    (DTypeError, "no dtype for numpy's uint8", lambda: lib.from_dlpack(np.ones(2, np.uint8))),
    (DTypeError, "no dtype for numpy's complex64", lambda: lib.from_dlpack(np.ones(2, np.complex64))),
    (DTypeError, "float64 for float32; convert", lambda: lib.from_dlpack(np.ones(2), Tensor[float32, tuple[int]])),
    (ShapeError, "axis 0 .* is 2, not 3", lambda: lib.from_dlpack(np.ones(2), Tensor[float64, tuple[Literal[3]]])),
    (ShapeError, "axis 0 .* is 2, not 3", lambda: lib.from_dlpack(tg.ones((2,)), Tensor[float32, tuple[Literal[3]]])),
    (DTypeError, "is not of the form", lambda: lib.from_dlpack(np.ones(2), float64)),
    (BufferError, r"device \(2, 0\), not in the memory", lambda: lib.from_dlpack(Elsewhere(np.ones(2)))),
    (DTypeError, "1 of type int is not a pair that names", lambda: lib.from_dlpack(Nowhere(np.ones(2)))),
    (BufferError, "native byte order", lambda: lib.from_dlpack(np.ones(2, ">f4"))),
    (BufferError, "requires a gradient", lambda: lib.from_dlpack(Unwilling(np.ones(2)))),
]


@pytest.mark.parametrize(
    ("error", "message", "call"), WRONG_IMPORTS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_what_cannot_be_imported(error: type[Exception], message: str, call: Callable[[], object]) -> None:
    with pytest.raises(error, match=f"from_dlpack: .*{message}") as raised:
        call()
    assert type(raised.value) is error


@each_of(ALL)
def test_pytorch(dtype: type[DType]) -> None:
    torch: Any = pytest.importorskip("torch")
    data = values((2, 3), dtype)
    theirs = torch.tensor(data)
    x = lib.from_dlpack(theirs)
    theirs.zero_()
    assert_tensor(x, data, dtype)
    back = torch.from_dlpack(x)
    np.testing.assert_array_equal(back.numpy(), data)
    back.zero_()
    assert_tensor(x, data, dtype)
    if dtype.numpy.kind == "f":
        with pytest.raises(BufferError, match="from_dlpack"):
            lib.from_dlpack(torch.tensor(data, requires_grad=True))


# --------------------------------------------------------------------------------------------------------------- lists
@every_form
@each_of(ALL)
def test_tolist(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    nested = untyped(x).tolist()
    assert nested == array(x).tolist()
    if x.size:
        first = untyped(nested)
        for _ in form.shape:
            first = first[0]
        assert type(first) is {"b": bool, "i": int, "f": float}[dtype.numpy.kind]


def test_tolist_of_a_parameter() -> None:
    assert Parameter(tg.full((2,), 0.5)).tolist() == [0.5, 0.5]
