"""Losses take predictions and targets that belong together: labels `(*L,)` or one-hot `(*L, C)` for logits `(*L, C)`."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, bool_, float32, float64, int32, int64
from typedgrad.nn import cross_entropy, log_softmax, mse, softmax

Batch = NewType("Batch", int)
Test = NewType("Test", int)
Time = NewType("Time", int)
Classes = NewType("Classes", int)
Digits = NewType("Digits", int)
Logits: TypeAlias = Tensor[float32, tuple[Batch, Classes]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Loss: TypeAlias = Tensor[float32, tuple[()]]


def labels(logits: Logits, labels: Labels, others: Tensor[int64, tuple[Test]]) -> None:
    assert_type(cross_entropy(logits, labels), Loss)
    cross_entropy(logits, others)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"
    assert_type(cross_entropy(logits, logits.argmax(-1)), Loss)
    cross_entropy(logits, logits.argmax(0))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"


def one_hot(logits: Logits, targets: Logits, others: Tensor[float32, tuple[Batch, Digits]]) -> None:
    assert_type(cross_entropy(logits, targets), Loss)
    cross_entropy(logits, others)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "Digits"
    assert_type(cross_entropy(logits, softmax(targets)), Loss)
    cross_entropy(logits, targets.T)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "tuple[Classes, Batch]"


def one_hot_where_indices_belong(logits: Logits, labels: Labels, one_hot: Tensor[int64, tuple[Batch, Classes]]) -> None:
    assert_type(cross_entropy(logits, labels), Loss)
    cross_entropy(logits, one_hot)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"
    assert_type(cross_entropy(logits, one_hot.astype(float32)), Loss)


def indices_where_one_hot_belongs(
    logits: Logits,
    targets: Logits,
    labels: Tensor[float32, tuple[Batch]],
    column: Tensor[float32, tuple[Batch, Literal[1]]],
) -> None:
    assert_type(cross_entropy(logits, targets), Loss)
    cross_entropy(logits, labels)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple[Batch]"
    cross_entropy(logits, column)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "tuple[Batch"


def labels_of_another_dtype(
    logits: Logits, labels: Labels, small: Tensor[int32, tuple[Batch]], mask: Tensor[bool_, tuple[Batch]]
) -> None:
    assert_type(cross_entropy(logits, labels), Loss)
    cross_entropy(logits, small)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "int32"
    cross_entropy(logits, mask)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "bool_"
    assert_type(cross_entropy(logits, small.astype(int64)), Loss)


def one_hot_of_another_dtype(
    logits: Logits,
    targets: Logits,
    double: Tensor[float64, tuple[Batch, Classes]],
    mask: Tensor[bool_, tuple[Batch, Classes]],
) -> None:
    assert_type(cross_entropy(logits, targets), Loss)
    cross_entropy(logits, double)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "float64"
    cross_entropy(logits, mask)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "bool_"
    assert_type(cross_entropy(double, double), Tensor[float64, tuple[()]])


def logits_are_floats(logits: Logits, labels: Labels, scores: Tensor[int64, tuple[Batch, Classes]]) -> None:
    assert_type(cross_entropy(logits, labels), Loss)
    cross_entropy(scores, labels)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "int64"
    cross_entropy(labels, logits)  # E: mypy[arg-type, misc, type-var] pyright[reportArgumentType, reportCallIssue] "cross_entropy"


def leading_axes(
    logits: Tensor[float32, tuple[Batch, Time, Classes]],
    labels: Tensor[int64, tuple[Batch, Time]],
    others: Tensor[int64, tuple[Time, Batch]],
) -> None:
    assert_type(cross_entropy(logits, labels), Loss)
    cross_entropy(logits, others)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"
    assert_type(cross_entropy(logits[0], labels[0]), Loss)
    cross_entropy(logits, labels[0])  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"


def one_sample(logits: Tensor[float32, tuple[Classes]], label: Tensor[int64, tuple[()]], labels: Labels) -> None:
    assert_type(cross_entropy(logits, label), Loss)
    cross_entropy(logits, labels)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"
    assert_type(cross_entropy(logits, logits), Loss)
    cross_entropy(label.astype(float32), label)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple[()]"


def sizes(
    logits: Tensor[float32, tuple[Batch, Literal[10]]],
    targets: Tensor[float32, tuple[Batch, Literal[10]]],
    others: Tensor[float32, tuple[Batch, Literal[8]]],
) -> None:
    assert_type(cross_entropy(logits, targets), Loss)
    cross_entropy(logits, others)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "Literal[8]"


def reductions(logits: Logits, labels: Labels) -> None:
    assert_type(cross_entropy(logits, labels, reduction="sum"), Loss)
    cross_entropy(logits, labels, reduction="none")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[ValueError] "cross_entropy"
    assert_type(cross_entropy(logits, logits, reduction="mean"), Loss)
    cross_entropy(logits, logits, reduction=None)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[ValueError] "cross_entropy"


def a_loss_goes_to_backprop(logits: Logits, labels: Labels) -> None:
    assert_type(cross_entropy(logits, labels) * 2.0, Loss)
    assert_type(mse(logits, logits) + cross_entropy(logits, labels), Loss)
    mse(logits, logits) + log_softmax(logits) + labels  # E: mypy[operator] pyright[reportOperatorIssue] "int64"


def squares(
    prediction: Tensor[float32, tuple[Batch, Literal[1]]],
    target: Tensor[float32, tuple[Batch]],
    other: Tensor[float32, tuple[Test]],
) -> None:
    assert_type(mse(prediction[:, 0], target), Loss)
    mse(prediction, target)  # E: mypy[misc] pyright[reportArgumentType] "mse"
    mse(target, prediction)  # E: mypy[misc] pyright[reportArgumentType] "mse"
    assert_type(mse(target, target), Loss)
    mse(target, other)  # E: mypy[misc] pyright[reportArgumentType] "mse"
    mse(target, target.mean())  # E: mypy[misc] pyright[reportArgumentType] "mse"


def squares_of_another_dtype(
    target: Tensor[float32, tuple[Batch]], double: Tensor[float64, tuple[Batch]], count: Tensor[int64, tuple[Batch]]
) -> None:
    assert_type(mse(target, target), Loss)
    mse(target, double)  # E: mypy[type-var] pyright[reportArgumentType] "mse"
    mse(target, count)  # E: mypy[type-var] pyright[reportArgumentType] "mse"
    mse(count, count)  # E: mypy[type-var] pyright[reportArgumentType] "mse"
    mse(target, 0.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def probabilities(logits: Logits, count: Tensor[int64, tuple[Batch, Classes]], s: Loss) -> None:
    assert_type(softmax(logits), Logits)
    softmax(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    softmax(s)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[()]"
    assert_type(log_softmax(logits), Logits)
    log_softmax(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    log_softmax(s)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[()]"
    assert_type(softmax(logits) + log_softmax(logits), Logits)
