"""A tensor says where it is and gives its Array API namespace; that one's functions check what can be checked.

Those that typedgrad has with the standard's parameters keep their types, the others take and give tensors of any type.
"""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, array_api, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]


def devices(h: H) -> None:
    assert_type(h.device, Literal["cpu"])
    assert_type(h.to_device("cpu"), Tensor[float32, tuple[Batch, Hidden]])
    h.to_device("gpu")  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "gpu"
    assert_type(h.to_device("cpu", stream=None), Tensor[float32, tuple[Batch, Hidden]])
    h.to_device("cpu", stream=1)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "stream"


def namespaces(h: H) -> None:
    h.__array_namespace__(api_version="2021.12")
    h.__array_namespace__(api_version=2021)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "api_version"


def typed_functions(h: H, n: Tensor[int64, tuple[Batch]], double: Tensor[float64, tuple[Batch, Hidden]]) -> None:
    assert_type(array_api.exp(h), Tensor[float32, tuple[Batch, Hidden]])
    array_api.exp(n)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(array_api.add(h, h), Tensor[float32, tuple[Batch, Hidden]])
    array_api.add(h, double)  # E: mypy[type-var] pyright[reportCallIssue, reportArgumentType] "DT"
    assert_type(array_api.isnan(h), Tensor[bool_, tuple[Batch, Hidden]])
    array_api.isnan(h.numpy())  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"


def erased_functions(h: H) -> None:
    array_api.sum(h, axis=-1)
    array_api.sum(h, axis="-1")  # E: mypy[arg-type] pyright[reportArgumentType] "axis"
    array_api.sum(h, axis=(0, 1))
    array_api.sum(h, -1)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "positional"
    array_api.concat([h, h])
    array_api.concat([h, 1.0])  # E: mypy[list-item] pyright[reportArgumentType] "float"
    array_api.zeros((2, 3), dtype=float32)
    array_api.zeros((2, 3), dtype=3)  # E: mypy[arg-type] pyright[reportArgumentType] "dtype"
