"""The calls of the page, by chapter and operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Operations = dict[str, "Sequence[str]"]


def _of_one(names: str) -> Operations:
    """Functions of one tensor and of nothing else."""
    return {name: (f"tg.{name}(x)",) for name in names.split()}


def _of_two(names: str) -> Operations:
    """Functions of two tensors that broadcast."""
    return {name: (f"tg.{name}(x, y)", f"tg.{name}(x, row)", f"tg.{name}(s, x)") for name in names.split()}


def _operators(symbols: str) -> Operations:
    return {symbol: (f"x {symbol} y", f"x {symbol} row", f"s {symbol} x") for symbol in symbols.split()}


def _of_matrices(names: str) -> Operations:
    """Functions of one square matrix, or of a batch of them."""
    return {name: (f"tg.{name}(m)",) for name in names.split()}


_ALONG = ("", ", axis=0", ", axis=1", ", axis=-1", ", axis=-1, keepdims=True", ", keepdims=True")
_PAIRS = (", axis=(0, 1)", ", axis=(-2, -1)", ", axis=(0, 2), keepdims=True")


def _reductions(names: str, along: Sequence[str] = (*_ALONG, *_PAIRS)) -> Operations:
    return {name: tuple(f"tg.{name}(x{arguments})" for arguments in along) for name in names.split()}


CHAPTERS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Arithmetic": {
        **_operators("+ - * / // % **"),
        "-x, +x": ("-x", "+x"),
        **_of_two("add subtract multiply divide floor_divide remainder power"),
        **_of_two("maximum minimum logaddexp arctan2 hypot"),
        "clip": ("tg.clip(x, 0, 1)", "tg.clip(x, min=0)", "tg.clip(x, y, y)"),
    },
    "Functions of one variable": {
        **_of_one("exp expm1 log log1p log2 log10 sqrt square reciprocal abs sign negative positive"),
        **_of_one("sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh"),
        **_of_one("erf sigmoid log_sigmoid softplus relu floor ceil round trunc isnan isinf isfinite"),
    },
    "Comparison and logic": {
        **_operators("< <= > >= == != & | ^ << >>"),
        "~": ("~x",),
        **_of_two("less less_equal greater greater_equal equal not_equal equal_elementwise"),
        **_of_two("logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor"),
        **_of_two("bitwise_left_shift bitwise_right_shift"),
        **_of_one("logical_not bitwise_invert"),
        "where": ("tg.where(mask, x, y)", "tg.where(mask, x, row)", "tg.where(mask, x, 0)"),
    },
    "Reductions": {
        **_reductions("sum prod mean var std max min logsumexp norm count_nonzero all any"),
        **_reductions("argmax argmin", _ALONG),
        **_reductions("cumsum cumprod", (", axis=0", ", axis=-1")),
    },
    "Shape": {
        "reshape": ("tg.reshape(x, (a, k))", "tg.reshape(x, (-1, k))", "x.reshape(a, k)"),
        "flatten": ("tg.flatten(x)", "tg.flatten(x, 1)"),
        "unflatten": ("tg.unflatten(x, -1, (a, k))", "tg.unflatten(x, 0, (2, 3))"),
        "transpose": ("tg.transpose(x)", "tg.transpose(x, (1, 0))", "tg.transpose(x, (0, 2, 1))", "x.T"),
        "permute_dims": ("tg.permute_dims(x, (1, 0))", "tg.permute_dims(x, (2, 0, 1))"),
        "matrix_transpose": ("tg.matrix_transpose(x)", "x.mT"),
        "moveaxis": ("tg.moveaxis(x, 0, -1)", "tg.moveaxis(x, -1, 0)"),
        "swapaxes": ("tg.swapaxes(x, 0, 1)", "tg.swapaxes(x, -1, -2)"),
        "expand_dims": ("tg.expand_dims(x, axis=0)", "tg.expand_dims(x, axis=-1)"),
        "squeeze": ("tg.squeeze(x[None], axis=0)", "tg.squeeze(x[..., None], axis=-1)"),
        "broadcast_to": ("tg.broadcast_to(s, (a, k))", "tg.broadcast_to(v, (k, n))"),
        "concat": ("tg.concat((x, y))", "tg.concat((x, y), axis=-1)", "tg.concat([x, y])"),
        "stack": ("tg.stack((x, y))", "tg.stack((x, y), axis=-1)", "tg.stack([x, y])"),
        "unstack": ("tg.unstack(x)", "tg.unstack(x, axis=-1)"),
        "split": ("tg.split(x, 2)", "tg.split(x, (a, k), axis=-1)"),
        "tile": ("tg.tile(x, (2,))", "tg.tile(x, (k, 1))", "tg.tile(x, (k, 1, 1))"),
        "repeat": ("tg.repeat(x, 2, 0)", "tg.repeat(x, 2, -1)"),
        "roll": ("tg.roll(x, 1)", "tg.roll(x, 1, axis=-1)"),
        "flip": ("tg.flip(x)", "tg.flip(x, -1)", "tg.flip(x, (0, 1))"),
        "pad": ("tg.pad(x, ((1, 1),))", "tg.pad(x, ((0, 0), (1, 1)))", "tg.pad(x, ((0, 0), (1, 1), (1, 1)))"),
        "tril": ("tg.tril(x)", "tg.tril(x, 1)"),
        "triu": ("tg.triu(x)", "tg.triu(x, 1)"),
        "diagonal": ("tg.diagonal(x)", "tg.diagonal(m)", "tg.diagonal(x, offset=1)"),
    },
    "Indexing, sorting, searching": {
        "x[key]": (
            *("x[0]", "x[:, 0]", "x[..., 0]", "x[1:]", "x[:, 1:]", "x[0, 1]", "x[None]", "x[..., None]", "x[:, None]"),
            *("x[mask]", "x[index]", "x[:, index]", "x[..., index]", "x[0, :, 1]"),
        ),
        "splice": ("x.splice(0, 1)", "x.splice(mask, 1)"),
        "take": ("tg.take(x, index, axis=0)", "tg.take(x, index, axis=-1)"),
        "take_along_axis": ("tg.take_along_axis(x, places, axis=-1)",),
        "one_hot": ("tg.one_hot(labels, n)",),
        "sort": ("tg.sort(x)", "tg.sort(x, axis=0, descending=True)"),
        "argsort": ("tg.argsort(x)", "tg.argsort(x, axis=0)"),
        "topk": ("tg.topk(x, n)", "tg.topk(x, 3)"),
        "searchsorted": ("tg.searchsorted(v, x)",),
        **_of_one("nonzero unique unique_all unique_counts unique_inverse unique_values"),
    },
    "Products and linear algebra": {
        "@": ("x @ w", "x @ row", "row @ w"),
        "matmul": ("tg.matmul(x, w)", "tg.matmul(x, row)"),
        "outer": ("tg.outer(x, v)",),
        "vecdot": ("tg.vecdot(x, y)", "tg.vecdot(x, row)"),
        "tensordot": ("tg.tensordot(x, w, axes=1)", "tg.tensordot(x, y, axes=2)", "tg.tensordot(x, v, axes=0)"),
        "einsum": ('tg.einsum("ij,jk->ik", x, w)', 'tg.einsum("i,j->ij", x, v)', 'tg.einsum("bij,bjk->bik", m, m)'),
        "trace": ("tg.trace(x)", "tg.trace(m)"),
        "cross": ("tg.cross(p, p)",),
        **_of_matrices("inv det slogdet cholesky qr svd svdvals eigh eigvalsh pinv matrix_rank"),
        "matrix_power": ("tg.matrix_power(m, 2)",),
        "solve": ("tg.solve(m, m)",),
    },
    "Making tensors": {
        "zeros": ("tg.zeros((a, k))", "tg.zeros((a, 3), tg.int64)"),
        "ones": ("tg.ones((a, k))",),
        "full": ("tg.full((a, k), 1.0)", "tg.full((a,), 1, tg.int64)"),
        "empty": ("tg.empty((a, k))",),
        "eye": ("tg.eye(n)", "tg.eye(a, k)"),
        "arange": ("tg.arange(n)", "tg.arange(1, 9)", "tg.arange(0.0, 1.0, 0.1)"),
        "meshgrid": ("tg.meshgrid(v, row)",),
        "linspace": ("tg.linspace(0.0, 1.0, n)",),
        **_of_one("zeros_like ones_like empty_like"),
        "full_like": ("tg.full_like(x, 1)",),
        "as_tensor": ("tg.as_tensor([1.0], tg.float32, (n,))", "tg.as_tensor(x.numpy(), tg.float32)"),
        "from_numpy": ("tg.from_numpy(x.numpy())",),
        "from_dlpack": ("tg.from_dlpack(x)",),
        "astype": ("x.astype(tg.int64)",),
        "random.normal": ("random.normal(rng, (a, k))",),
        "random.uniform": ("random.uniform(rng, (a, k), tg.float64)",),
        "random.integers": ("random.integers(rng, 0, 9, (a, k))",),
        "random.bernoulli": ("random.bernoulli(rng, 0.5, (a, k))",),
        "random.permutation": ("random.permutation(rng, n)", "random.permutation(rng, x)"),
    },
    "Layers and losses": {
        **{f"nn.{name}": (f"nn.{name}(x)",) for name in ("softmax", "log_softmax")},
        "nn.mse": ("nn.mse(x, y)",),
        "nn.glorot_uniform": ("nn.glorot_uniform((a, k), tg.float64, rng=rng)",),
        "nn.cross_entropy": ("nn.cross_entropy(x, labels)", "nn.cross_entropy(x, y)"),
    },
}
