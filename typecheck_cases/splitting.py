"""`split` takes a sum of dimensions apart into its two or three parts, and any other dimension into the given sizes."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Plus, Tensor, concat, float32, split

Batch = NewType("Batch", int)
Extra = NewType("Extra", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Part: TypeAlias = Tensor[float32, tuple[Batch, int]]
Both: TypeAlias = Tensor[float32, tuple[Batch, Plus[Pixels, Hidden]]]


def there_and_back(both: Both, pixels: Pixels, hidden: Hidden) -> None:
    assert_type(split(both, (pixels, hidden), -1), tuple[X, H])
    split(both, (hidden, pixels), -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split" static-only: the sum is the same
    assert_type(split(both, (pixels, hidden), axis=1), tuple[X, H])
    split(both, (pixels, pixels), axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    split(both, (pixels, hidden), axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    x, h = split(both, (pixels, hidden), 1)
    assert_type(concat((x, h), axis=-1), Both)


def three(x: X, h: H, batch: Batch, extra: Extra, pixels: Pixels, hidden: Hidden) -> None:
    assert_type(split(concat((x, h, x), axis=-1), (pixels, hidden, pixels), -1), tuple[X, H, X])
    split(concat((x, h, x), axis=-1), (pixels, hidden), -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    assert_type(split(concat((x, x)), (batch, batch)), tuple[X, X])
    split(concat((x, x)), (batch, pixels))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "split"
    assert_type(split(concat((x, x, x)), (batch, batch, batch)), tuple[X, X, X])


def what_is_no_sum(h: H, y: Tensor[float32, tuple[Batch, int]]) -> None:
    assert_type(split(h, (Hidden(20), 0), -1), tuple[H, Part])
    assert_type(split(h, (0, Hidden(20)), 1), tuple[Part, H])
    assert_type(split(h, (0, 0, Hidden(20)), -1), tuple[Part, Part, H])
    assert_type(split(y, (0, y.shape[1]), 1), tuple[Part, Part])
    assert_type(split(h, (h.shape[0], 0)), tuple[H, Tensor[float32, tuple[int, Hidden]]])
    split(h, 0.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"


def equal_parts(h: H) -> None:
    assert_type(split(h, 2, -1), tuple[Part, Part])
    assert_type(split(h, 5, -1), tuple[Part, ...])
    split(h, 5, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    assert_type(split(h, 4, 1), tuple[Part, ...])
    assert_type(split(h, [12, 8], 1), tuple[Part, ...])
    assert_type(split(h.T, 2), tuple[Tensor[float32, tuple[int, Batch]], Tensor[float32, tuple[int, Batch]]])
    assert_type(split(h.T, [1, 19]), tuple[Tensor[float32, tuple[int, Batch]], ...])


def what_is_no_tensor(h: H, s: Tensor[float32, tuple[()]], pixels: Pixels) -> None:
    assert_type(split(h, [20], -1), tuple[Tensor[float32, tuple[Batch, int]], ...])
    split(1.0, [20], -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    split(s, [20], -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
    split(h, "20", -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "split"
