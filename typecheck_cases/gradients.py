"""A loss is a float scalar; a gradient has the dtype and the shape of what it is the gradient of."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import (
    GradientError,
    Parameter,
    Tensor,
    backprop,
    bool_,
    enable_grad,
    float32,
    float64,
    gradients,
    int64,
    no_grad,
    value_and_grad,
)

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
W: TypeAlias = Parameter[float32, tuple[Pixels, Hidden]]
B: TypeAlias = Parameter[float32, tuple[Hidden]]
Loss: TypeAlias = Tensor[float32, tuple[()]]


def a_loss_is_a_scalar(x: X, w: W) -> None:
    backprop((x @ w).sum())
    backprop(x @ w)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    backprop((x @ w).mean())
    backprop((x @ w).mean(0))  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    backprop((w * w).sum(), retain_graph=True)
    backprop(w * w, retain_graph=True)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    backprop((w * w).sum(keepdims=True))  # E: mypy[arg-type] pyright[reportArgumentType] "backprop"


def a_loss_is_a_float(x: X, w: W, count: Tensor[int64, tuple[()]], mask: Tensor[bool_, tuple[()]]) -> None:
    backprop((x @ w).sum())
    backprop(count)  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    backprop(mask)  # E: mypy[arg-type] pyright[reportArgumentType] "bool_"
    backprop((x @ w).argmax())  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    backprop(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    backprop((x @ w).sum().item())  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def gradients_of_parameters(w: W, b: B) -> None:
    assert_type(w.grad, Tensor[float32, tuple[Pixels, Hidden]] | None)
    w.grad = w * 2.0
    w.grad = b * 2.0  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "tuple[Hidden]"
    w.grad = None
    w.grad = w.T  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "tuple[Hidden, Pixels]"
    w.grad = (w * 2.0).astype(float64)  # E: mypy[arg-type] pyright[reportAttributeAccessIssue] "float64"
    w.grad = 0.0  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "float"


def a_missing_gradient(w: W) -> None:
    backprop((w * w).sum())
    gradient = w.grad
    assert gradient is not None
    assert_type(gradient + w, Tensor[float32, tuple[Pixels, Hidden]])


def assignment(w: W, b: B) -> None:
    w.assign(w * 2.0)
    w.assign(b * 2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Hidden]"
    w.assign(w.T)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Hidden, Pixels]"
    w.assign(w.astype(float64))  # E: mypy[arg-type] pyright[reportArgumentType] "float64"
    w.assign(0.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def parameters(x: X, count: Tensor[int64, tuple[Batch]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(Parameter(x), Parameter[float32, tuple[Batch, Pixels]])
    Parameter(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    Parameter(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    Parameter([1.0, 2.0])  # E: mypy[arg-type] pyright[reportArgumentType] "list"
    assert_type(Parameter(x) + x, X)
    Parameter(x) + Parameter(x.T)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Pixels, Batch]"


def results_are_no_parameters(w: W) -> None:
    assert_type(w * 2.0, Tensor[float32, tuple[Pixels, Hidden]])
    assert_type(w.grad, Tensor[float32, tuple[Pixels, Hidden]] | None)
    (w * 2.0).grad  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[AttributeError] "grad"


def gradients_without_grad(x: X, w: W, b: B) -> None:
    assert_type(gradients((x @ w + b).sum(), w), Tensor[float32, tuple[Pixels, Hidden]])
    gradients(x @ w + b, w)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "gradients"
    assert_type(
        gradients((x @ w + b).sum(), (w, b)),
        tuple[Tensor[float32, tuple[Pixels, Hidden]], Tensor[float32, tuple[Hidden]]],
    )
    gradients(x @ w + b, (w, b))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "gradients"
    gradients((x @ w).argmax(), (w,))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "gradients"
    gradients((x @ w).sum(), 1.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "gradients"


def gradients_have_the_shape_of_their_source(x: X, w: W, b: B) -> None:
    assert_type(gradients((x @ w).sum(), w) + w, Tensor[float32, tuple[Pixels, Hidden]])
    gradients((x @ w).sum(), w) + x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    dw, db = gradients((x @ w + b).sum(), (w, b))
    assert_type(w - 0.1 * dw, Tensor[float32, tuple[Pixels, Hidden]])
    assert_type(b - 0.1 * db, Tensor[float32, tuple[Hidden]])
    dw + db.T  # E: mypy[misc, operator] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "Hidden"


def gradients_of_a_list(w: W, b: B) -> None:
    found = gradients((w * b).sum(), [w, b])
    assert len(found) == 2


def _loss(w: Tensor[float32, tuple[Pixels, Hidden]], x: X) -> Loss:
    return (x @ w).sum()


def _not_a_loss(w: Tensor[float32, tuple[Pixels, Hidden]], x: X) -> Tensor[float32, tuple[Batch, Hidden]]:
    return x @ w


def functions(w: W, x: X) -> None:
    assert_type(value_and_grad(_loss)(w, x), tuple[Loss, Tensor[float32, tuple[Pixels, Hidden]]])
    value_and_grad(_loss)(x, w)  # E: mypy[arg-type] pyright[reportArgumentType] "Batch"
    value_and_grad(_not_a_loss)(w, x)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Batch, Hidden]"
    assert_type(value_and_grad(_loss, (0, 1))(w, x), tuple[Loss, tuple[Tensor[float32, tuple[Pixels, Hidden]], X]])
    value_and_grad(_loss, 5)(w, x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[TypeError] "value_and_grad"


def _count(x: Tensor[int64, tuple[Batch]]) -> Loss:
    return x.astype(float32).sum()


def _energy(x: Tensor[float32, tuple[Batch]]) -> Loss:
    return (x * x).sum()


def functions_of_integers(x: Tensor[float32, tuple[Batch]], count: Tensor[int64, tuple[Batch]]) -> None:
    assert_type(value_and_grad(_energy)(x), tuple[Loss, Tensor[float32, tuple[Batch]]])
    value_and_grad(_count)(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"


@no_grad()
def _predict(w: Tensor[float32, tuple[Pixels, Hidden]], x: X) -> Tensor[float32, tuple[Batch, Hidden]]:
    return x @ w


def decorators_keep_the_types(w: W, x: X) -> None:
    assert_type(_predict(w, x), Tensor[float32, tuple[Batch, Hidden]])
    _predict(x, w)  # E: mypy[arg-type] pyright[reportArgumentType] "Batch"
    with no_grad(), enable_grad():
        assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])


def detached(w: W, x: X) -> None:
    assert_type(w.detach(), Tensor[float32, tuple[Pixels, Hidden]])
    assert_type(x @ w.detach(), Tensor[float32, tuple[Batch, Hidden]])
    w.detach() @ x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(w.copy(), Tensor[float32, tuple[Pixels, Hidden]])
    w.copy() @ x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"


def errors(x: X) -> None:
    try:
        backprop(x.sum())
    except GradientError as error:
        assert_type(error, GradientError)
