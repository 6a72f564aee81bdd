"""Gradients: of functions, of parameters, of gradients; and how to know that they are right."""

from typing import NewType, TypeAlias

from typedgrad import (
    Parameter,
    Tensor,
    as_tensor,
    backprop,
    check_gradients,
    float64,
    gradients,
    hessian,
    no_grad,
    solve,
    value_and_grad,
)

Coordinates = NewType("Coordinates", int)
Point: TypeAlias = Tensor[float64, tuple[Coordinates]]
Value: TypeAlias = Tensor[float64, tuple[()]]


def rosenbrock(x: Point) -> Value:
    """Rosenbrock's valley, whose lowest point is (1, 1)."""
    a, b = x[0], x[1]
    return (1.0 - a) ** 2 + 100.0 * (b - a**2) ** 2


# A gradient has the dtype and the shape of what it is the gradient by.
start = as_tensor([-1.0, 2.0], float64, (Coordinates(2),))
value, slope = value_and_grad(rosenbrock)(start)
print("value", value.item(), "gradient", slope.tolist())

# `check_gradients` compares with finite differences, and raises where they disagree.
check_gradients(rosenbrock, start)

# Gradients have gradients. Newton's method takes both; six steps are enough from here.
x = start
for step in range(1, 7):
    _, slope = value_and_grad(rosenbrock)(x)
    curvature = hessian(rosenbrock, x)  # Tensor[float64, tuple[Coordinates, Coordinates]]
    x = x - solve(curvature, slope)
    print(f"step {step}: {rosenbrock(x).item():.6f}")

# A parameter collects its gradient in `.grad`, by `backprop` as in PyTorch; optimizers work on that.
w = Parameter(start)
backprop(rosenbrock(w))
if w.grad is not None:
    print("w.grad", w.grad.tolist())

# A gradient is of a scalar.
# backprop(w * w)
#     mypy says: Argument 1 to "backprop" has incompatible type "Tensor[float64, tuple[Coordinates]]"; expected
#         "Tensor[Float, tuple[()]]"
#     pyright says: Argument of type "Tensor[float64, tuple[Coordinates]]" cannot be assigned to parameter "loss"
#     it raises: ShapeError: backprop

# `gradients` returns them instead. With a graph of their own they are tensors like any other.
tangent = gradients(rosenbrock(w), w, create_graph=True)  # Tensor[float64, tuple[Coordinates]]
steepness = gradients((tangent * tangent).sum(), w)  # Tensor[float64, tuple[Coordinates]]
print("gradient of the squared slope", steepness.tolist())

# Within `no_grad` nothing is recorded.
with no_grad():
    loss = rosenbrock(w)
# backprop(loss)
#     it raises: GradientError: backprop
