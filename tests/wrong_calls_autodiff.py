# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
"""Wrong calls of what computes gradients, checks them and draws their graph.

The functions that are differentiated are lambdas for calls of no known type, so their parameters are of none either.
"""

from __future__ import annotations

from wrong_calls import A, Wrong, b, c, i, lib, loop, nans, s, w, x

from typedgrad import DTypeError, GradientError, ShapeError

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: lib.backprop(None), DTypeError, "backprop: the loss is None of type NoneType, not a tensor"),
    Wrong(lambda: lib.backprop(1.0), DTypeError, "backprop: the loss is 1.0 of type float, not a tensor"),
    Wrong(lambda: lib.backprop(A), DTypeError, "backprop: the loss is array([[0., 1., 2.], [3., 4., 5.]]) of type"),
    Wrong(lambda: lib.backprop(x), ShapeError, "backprop: the loss has shape (2, 3), not (); take its sum or mean"),
    Wrong(lambda: lib.backprop(w), ShapeError, "backprop: the loss has shape (2, 3), not (); take its sum or mean"),
    Wrong(lambda: lib.backprop(c), GradientError, "backprop: the loss depends on no parameter, or was computed"),
    Wrong(lambda: lib.backprop(i.sum()), DTypeError, "backprop: the loss is int64, not a float"),
    Wrong(lambda: lib.backprop(loop), DTypeError, "backprop: the loss is [[...]] of type list, not a tensor"),
    Wrong(lambda: lib.backprop(b.all()), DTypeError, "backprop: the loss is bool, not a float"),
    Wrong(lambda: lib.backprop((w * 1.0)[0, :1]), ShapeError, "backprop: the loss has shape (1,), not (); take its"),
    Wrong(lambda: lib.backprop(w.detach().sum()), GradientError, "backprop: the loss depends on no parameter, or"),
    Wrong(lambda: lib.backprop((w > 0.0).all()), DTypeError, "backprop: the loss is bool, not a float"),
    Wrong(lambda: lib.backprop([w.sum()]), DTypeError, "backprop: the loss is [Tensor[float64,"),
    Wrong(lambda: lib.gradients(None, w), DTypeError, "gradients: the loss is None of type NoneType, not a tensor"),
    Wrong(lambda: lib.gradients(w.sum(), None), DTypeError, "gradients: None of type NoneType is neither a tensor"),
    Wrong(lambda: lib.gradients(w.sum(), A), DTypeError, "gradients: array([[0., 1., 2.], [3., 4., 5.]]) of type"),
    Wrong(lambda: lib.gradients(w.sum(), [w, None]), DTypeError, "gradients: source 1 is None of type NoneType, not"),
    Wrong(lambda: lib.gradients(w.sum(), [w, A]), DTypeError, "gradients: source 1 is array([[0., 1., 2.], [3., 4.,"),
    Wrong(lambda: lib.gradients(w.sum(), x), GradientError, "gradients: source 0 is a constant; make it a Parameter"),
    Wrong(lambda: lib.gradients(w.sum(), [w, x]), GradientError, "gradients: source 1 is a constant; make it a"),
    Wrong(lambda: lib.gradients(w.sum(), "w"), DTypeError, "gradients: 'w' of type str is neither a tensor nor a"),
    Wrong(lambda: lib.gradients(w.sum(), loop), DTypeError, "gradients: source 0 is [[...]] of type list, not a"),
    Wrong(lambda: lib.gradients(w.sum(), {"w": w}), DTypeError, "gradients: {'w': Parameter[float64, tuple[2, 3]]("),
    Wrong(lambda: lib.gradients(w.sum(), 0), DTypeError, "gradients: 0 of type int is neither a tensor nor a"),
    Wrong(lambda: lib.gradients(w * 1.0, w), ShapeError, "gradients: the loss has shape (2, 3), not (); take its"),
    Wrong(lambda: lib.gradients(x.sum(), w), GradientError, "gradients: the loss depends on no parameter, or was"),
    Wrong(lambda: lib.gradients(i.sum(), w), DTypeError, "gradients: the loss is int64, not a float"),
    Wrong(lambda: lib.gradients(w.sum(), (t for t in [w])), DTypeError, "gradients:"),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, "0"), DTypeError, "value_and_grad: argnums is '0' of type str, neither an"
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, 0.0), DTypeError, "value_and_grad: argnums is 0.0 of type float, neither an"
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, None),
        DTypeError,
        "value_and_grad: argnums is None of type NoneType, neither",
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, True),
        DTypeError,
        "value_and_grad: argnums is True of type bool, neither an",
    ),
    Wrong(lambda: lib.value_and_grad(lib.sum, (0, 0)), ValueError, "value_and_grad: argnums (0, 0) names an argument"),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, ()), ValueError, "value_and_grad: argnums is () of type tuple, which names"
    ),
    Wrong(lambda: lib.value_and_grad(lib.sum, 1)(x), TypeError, "value_and_grad: argument 1 of 1 given by position"),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, (0, 5))(x), TypeError, "value_and_grad: argument 5 of 1 given by position"
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, loop),
        DTypeError,
        "value_and_grad: argnums is [[...]] of type list, neither",
    ),
    Wrong(lambda: lib.value_and_grad(lib.sum)(A), DTypeError, "value_and_grad: argument 0 is array([[0., 1., 2.],"),
    Wrong(lambda: lib.value_and_grad(lib.sum)(i), DTypeError, "value_and_grad: argument 0 is of int64; gradients"),
    Wrong(lambda: lib.value_and_grad(lib.sum)(None), DTypeError, "value_and_grad: argument 0 is None of type"),
    Wrong(lib.value_and_grad(lib.sum), TypeError, "value_and_grad: argument 0 of 0 given by position"),
    Wrong(lambda: lib.value_and_grad(lib.sum)(x=x), TypeError, "value_and_grad: argument 0 of 0 given by position"),
    Wrong(lambda: lib.value_and_grad(lib.exp)(x), ShapeError, "value_and_grad: the loss has shape (2, 3), not ();"),
    Wrong(
        lambda: lib.value_and_grad(lambda t: t.sum().item())(x),
        DTypeError,
        "value_and_grad: the loss is -4.840984454835803 of",
    ),
    Wrong(lambda: lib.value_and_grad(lambda t: None)(x), DTypeError, "value_and_grad: the loss is None of type"),
    Wrong(
        lambda: lib.value_and_grad(lambda t: i.sum())(x), DTypeError, "value_and_grad: the loss is int64, not a float"
    ),
    Wrong(lambda: lib.value_and_grad(lambda t: x)(x), ShapeError, "value_and_grad: the loss has shape (2, 3), not"),
    Wrong(
        lambda: lib.value_and_grad(lambda t: (t.sum(),))(x), DTypeError, "value_and_grad: the loss is (Tensor[float64,"
    ),
    Wrong(
        lambda: lib.value_and_grad(lambda t: (t.sum(), 1, 2))(x),
        DTypeError,
        "value_and_grad: the loss is (Tensor[float64,",
    ),
    Wrong(lambda: lib.jacobian(lib.exp, A), DTypeError, "jacobian: argument 0 is array([[0., 1., 2.], [3., 4.,"),
    Wrong(lambda: lib.jacobian(lib.exp, i), DTypeError, "jacobian: argument 0 is of int64; gradients are of float"),
    Wrong(lambda: lib.jacobian(lib.exp, None), DTypeError, "jacobian: argument 0 is None of type NoneType;"),
    Wrong(lambda: lib.jacobian(lib.exp, 1.0), DTypeError, "jacobian: argument 0 is 1.0 of type float; gradients are"),
    Wrong(lambda: lib.jacobian(lambda t: 1.0, x), DTypeError, "jacobian: the value is 1.0 of type float, not a"),
    Wrong(lambda: lib.jacobian(lambda t: None, x), DTypeError, "jacobian: the value is None of type NoneType, not a"),
    Wrong(lambda: lib.jacobian(lambda t: t > 0.0, x), DTypeError, "jacobian: the value is a tensor of bool, not a"),
    Wrong(lambda: lib.jacobian(lambda t: [t], x), DTypeError, "jacobian: the value is [Tensor[float64, tuple[2,"),
    Wrong(lambda: lib.jacobian(lambda t: A, x), DTypeError, "jacobian: the value is array([[0., 1., 2.], [3., 4.,"),
    Wrong(lambda: lib.hessian(lib.exp, x), ShapeError, "hessian: the loss has shape (2, 3), not (); take its sum or"),
    Wrong(lambda: lib.hessian(lib.sum, A), DTypeError, "hessian: argument 0 is array([[0., 1., 2.], [3., 4., 5.]])"),
    Wrong(lambda: lib.hessian(lib.sum, i), DTypeError, "hessian: argument 0 is of int64; gradients are of float"),
    Wrong(lambda: lib.hessian(lambda t: 1.0, x), DTypeError, "hessian: the loss is 1.0 of type float, not a tensor"),
    Wrong(lambda: lib.hessian(lambda t: None, x), DTypeError, "hessian: the loss is None of type NoneType, not a"),
    Wrong(lambda: lib.hessian(lambda t: i.sum(), x), DTypeError, "hessian: the loss is int64, not a float"),
    Wrong(
        lambda: lib.hessian_vector_product(lib.sum, x, x[0]),
        ShapeError,
        "hessian_vector_product: a vector of shape (3,)",
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lib.sum, x, s), DTypeError, "hessian_vector_product: float64 tensor with a"
    ),
    Wrong(lambda: lib.hessian_vector_product(lib.sum, x, A), DTypeError, "hessian_vector_product: float64 tensor with"),
    Wrong(
        lambda: lib.hessian_vector_product(lib.sum, x, None),
        DTypeError,
        "hessian_vector_product: float64 tensor with None",
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lib.sum, A, x),
        DTypeError,
        "hessian_vector_product: argument 0 is array([[0.,",
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lib.sum, i, i), DTypeError, "hessian_vector_product: argument 0 is of int64;"
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lib.exp, x, x), ShapeError, "hessian_vector_product: the loss has shape (2,"
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lambda t: 1.0, x, x),
        DTypeError,
        "hessian_vector_product: the loss is 1.0 of type",
    ),
    Wrong(
        lambda: lib.hessian_vector_product(lambda t: t, x, x),
        ShapeError,
        "hessian_vector_product: the loss has shape (2,",
    ),
    Wrong(lambda: lib.check_gradients(lib.exp, s), DTypeError, "check_gradients: argument 0 is of float32; finite"),
    Wrong(lambda: lib.check_gradients(lib.exp, A), DTypeError, "check_gradients: argument 0 is array([[0., 1., 2.],"),
    Wrong(lambda: lib.check_gradients(lib.exp, i), DTypeError, "check_gradients: argument 0 is of int64; finite"),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=0.0), ValueError, "check_gradients: the step 0.0 is not positive"
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=-1.0), ValueError, "check_gradients: the step -1.0 is not positive"
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=float("nan")),
        ValueError,
        "check_gradients: step is nan, not finite",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=float("inf")),
        ValueError,
        "check_gradients: step is inf, not finite",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step="1"), DTypeError, "check_gradients: step is '1' of type str, not a"
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=None),
        DTypeError,
        "check_gradients: step is None of type NoneType,",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, rtol=-1.0),
        ValueError,
        "check_gradients: rtol is -1.0 and atol 1e-08, not",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, rtol=float("nan")),
        ValueError,
        "check_gradients: rtol is nan, not finite",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, atol="a"), DTypeError, "check_gradients: atol is 'a' of type str, not a"
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, rtol=None),
        DTypeError,
        "check_gradients: rtol is None of type NoneType,",
    ),
    Wrong(
        lambda: lib.check_gradients(lambda t: t.detach(), x),
        GradientError,
        "check_gradients: argument 0, element (0, 0): the",
    ),
    Wrong(
        lambda: lib.check_gradients(lambda t: 1.0, x), DTypeError, "check_gradients: the value is 1.0 of type float;"
    ),
    Wrong(
        lambda: lib.check_gradients(lambda t: t > 0.0, x), DTypeError, "check_gradients: the value is of bool; finite"
    ),
    Wrong(
        lambda: lib.check_gradients(lambda t: t.detach() * t, x),
        GradientError,
        "check_gradients: argument 0, element (0, 0): the",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=1e308),
        GradientError,
        "check_gradients: argument 0, element (0, 0): the",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, step=10**400),
        OverflowError,
        "check_gradients: step is an integer of type int,",
    ),
    Wrong(lambda: lib.check_gradients(lib.exp, nans), GradientError, "check_gradients: argument 0, element (0,): the"),
    Wrong(lambda: lib.finite_difference(lib.exp, x), ShapeError, "finite_difference: the value has shape (2, 3),"),
    Wrong(lambda: lib.finite_difference(lib.sum, s), DTypeError, "finite_difference: argument 0 is of float32;"),
    Wrong(lambda: lib.finite_difference(lib.sum, A), DTypeError, "finite_difference: argument 0 is array([[0., 1.,"),
    Wrong(lambda: lib.finite_difference(lib.sum, i), DTypeError, "finite_difference: argument 0 is of int64; finite"),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=0), ValueError, "finite_difference: the step 0.0 is not positive"
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=-1e-3),
        ValueError,
        "finite_difference: the step -0.001 is not positive",
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=float("nan")),
        ValueError,
        "finite_difference: step is nan, not finite",
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=float("inf")),
        ValueError,
        "finite_difference: step is inf, not finite",
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step="1"),
        DTypeError,
        "finite_difference: step is '1' of type str, not a",
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=True),
        DTypeError,
        "finite_difference: step is True of type bool, not",
    ),
    Wrong(lambda: lib.finite_difference(lambda t: 1.0, x), DTypeError, "finite_difference: the value is 1.0 of type"),
    Wrong(
        lambda: lib.finite_difference(lambda t: s.sum(), x), DTypeError, "finite_difference: the value is of float32;"
    ),
    Wrong(lambda: lib.finite_difference(lambda t: None, x), DTypeError, "finite_difference: the value is None of type"),
    Wrong(lambda: lib.no_grad()(None), TypeError, "no_grad: None of type NoneType is not a function"),
    Wrong(lambda: lib.no_grad()(3), TypeError, "no_grad: 3 of type int is not a function"),
    Wrong(
        lambda: lib.no_grad().__exit__(None, None, None), RuntimeError, "no_grad: left more often than it was entered"
    ),
    Wrong(
        lambda: lib.enable_grad().__exit__(None, None, None),
        RuntimeError,
        "enable_grad: left more often than it was entered",
    ),
    Wrong(lambda: lib.enable_grad()("f"), TypeError, "enable_grad: 'f' of type str is not a function"),
    Wrong(
        lambda: lib.detect_nan().__exit__(None, None, None),
        RuntimeError,
        "detect_nan: left more often than it was entered",
    ),
    Wrong(lambda: lib.detect_nan()(None), TypeError, "detect_nan: None of type NoneType is not a function"),
    Wrong(lambda: lib.no_grad()(lambda: (yield)), TypeError, "no_grad: <function <lambda>"),
    Wrong(lambda: lib.to_dot(None), DTypeError, "to_dot: None of type NoneType is not a tensor; make it one by"),
    Wrong(lambda: lib.to_dot(A), DTypeError, "to_dot: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.to_dot(x), GradientError, "to_dot: the tensor depends on no parameter, or was computed under"),
    Wrong(lambda: lib.to_dot(w * 2.0, 3), DTypeError, "to_dot: names: 3 of type int is neither a module nor a"),
    Wrong(lambda: lib.to_dot(w * 2.0, {"w": A}), DTypeError, "to_dot: names: 'w' of type str names array([[0., 1.,"),
    Wrong(lambda: lib.to_dot(w * 2.0, {3: w}), DTypeError, "to_dot: names: 3 of type int names Parameter[float64,"),
    Wrong(lambda: lib.to_dot(w * 2.0, loop), DTypeError, "to_dot: names: [[...]] of type list is neither a module"),
    Wrong(lambda: lib.Graph(None), DTypeError, "to_dot: None of type NoneType is not a tensor; make it one", "Graph"),
    Wrong(lambda: lib.Graph(c), GradientError, "to_dot: the tensor depends on no parameter, or was", "Graph"),
    Wrong(
        lambda: lib.Graph(w * 2.0).render("noending"), ValueError, "render: 'noending' has no ending to name a", "Graph"
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, (0, None)),
        DTypeError,
        "value_and_grad: argnums is (0, None) of type tuple,",
    ),
    Wrong(
        lambda: lib.value_and_grad(lib.sum, "01"), DTypeError, "value_and_grad: argnums is '01' of type str, neither an"
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, atol=-1e-9),
        ValueError,
        "check_gradients: rtol is 1e-06 and atol -1e-09,",
    ),
    Wrong(
        lambda: lib.check_gradients(lib.exp, x, rtol=10**400),
        OverflowError,
        "check_gradients: rtol is an integer of type int,",
    ),
    Wrong(
        lambda: lib.finite_difference(lib.sum, x, step=10**400),
        OverflowError,
        "finite_difference: step is an integer of type",
    ),
    Wrong(lambda: lib.no_grad()(loop), TypeError, "no_grad: [[...]] of type list is not a function"),
)
