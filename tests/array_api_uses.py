"""What libraries written for any array make of tensors, held to what they make of NumPy arrays.

The script runs all uses, or those that it is given by name, and prints as JSON what went wrong in each. It is a process
of its own because scikit-learn and SciPy ask for `SCIPY_ARRAY_API=1` before they are imported.
"""

from __future__ import annotations

import json
import sys
import traceback
from importlib import import_module
from typing import Any

import numpy as np
from helpers import array

from typedgrad import Parameter, Tensor, array_api, as_tensor, backprop, float32, float64, int64

# Modules without types for arrays of any library, or without any.
einops: Any = import_module("einops")
array_einops: Any = import_module("einops.array_api")
special: Any = import_module("scipy.special")
stats: Any = import_module("scipy.stats")
integrate: Any = import_module("scipy.integrate")
vq: Any = import_module("scipy.cluster.vq")
transform: Any = import_module("scipy.spatial.transform")
sklearn: Any = import_module("sklearn")
decomposition: Any = import_module("sklearn.decomposition")
metrics: Any = import_module("sklearn.metrics")
naive_bayes: Any = import_module("sklearn.naive_bayes")
preprocessing: Any = import_module("sklearn.preprocessing")

_random = np.random.default_rng(0)
DATA = _random.normal(size=(40, 5)) @ _random.normal(size=(5, 5))
LABELS = (DATA[:, 0] > 0).astype(np.int64)
GUESSES = (DATA[:, 1] > 0).astype(np.int64)
DTYPES = (float32, float64)


def same(given: Any, wanted: Any, rtol: float = 1e-12) -> None:
    """A tensor with an array's values, up to the rounding of its dtype."""
    values = array(given)
    assert isinstance(given, Tensor)
    if values.dtype == np.float32:
        rtol = 1e-3
    np.testing.assert_allclose(values, wanted, rtol=rtol, atol=rtol)


# ----------------------------------------------------------------------------------------------------- scikit-learn
def sklearn_pca() -> None:
    for dtype in DTYPES:
        x: Any = as_tensor(DATA, dtype)
        plain = decomposition.PCA(2, svd_solver="full").fit(DATA)
        with sklearn.config_context(array_api_dispatch=True):
            fitted = decomposition.PCA(2, svd_solver="full").fit(x)
            same(fitted.components_, plain.components_)
            same(fitted.explained_variance_ratio_, plain.explained_variance_ratio_)
            same(fitted.transform(x), plain.transform(DATA))
            same(fitted.inverse_transform(fitted.transform(x)), plain.inverse_transform(plain.transform(DATA)))


def sklearn_assigning() -> None:
    x, labels = as_tensor(DATA, float64), as_tensor(LABELS, int64)
    with sklearn.config_context(array_api_dispatch=True), array_api.assignable():
        for name in ("StandardScaler", "MinMaxScaler", "Normalizer", "PolynomialFeatures"):
            made, plain = (getattr(preprocessing, name)() for _ in range(2))
            same(made.fit_transform(x), plain.fit_transform(DATA))
        same(
            naive_bayes.GaussianNB().fit(x, labels).predict(x), naive_bayes.GaussianNB().fit(DATA, LABELS).predict(DATA)
        )
        same(metrics.pairwise.euclidean_distances(x), metrics.pairwise.euclidean_distances(DATA), 1e-6)
        assert metrics.f1_score(labels, labels) == 1.0


def sklearn_metrics() -> None:
    x, labels, guesses = as_tensor(DATA, float64), as_tensor(LABELS, int64), as_tensor(GUESSES, int64)
    with sklearn.config_context(array_api_dispatch=True):
        given = (
            metrics.accuracy_score(labels, guesses),
            metrics.mean_squared_error(x[:, 0], x[:, 1]),
            metrics.mean_absolute_error(x, x * 2.0),
        )
        same(metrics.confusion_matrix(labels, guesses), metrics.confusion_matrix(LABELS, GUESSES))
        same(metrics.pairwise.linear_kernel(x), DATA @ DATA.T)
        same(metrics.pairwise.polynomial_kernel(x), metrics.pairwise.polynomial_kernel(DATA))
    wanted = (
        metrics.accuracy_score(LABELS, GUESSES),
        metrics.mean_squared_error(DATA[:, 0], DATA[:, 1]),
        metrics.mean_absolute_error(DATA, DATA * 2.0),
    )
    np.testing.assert_allclose(given, wanted)


# ------------------------------------------------------------------------------------------------------------ SciPy
def scipy_stats() -> None:
    for dtype in DTYPES:
        x: Any = as_tensor(DATA, dtype)
        for function in (stats.skew, stats.kurtosis, stats.sem, stats.moment):
            same(function(x), function(DATA))
        same(stats.gmean(x * x, axis=1), stats.gmean(DATA * DATA, axis=1))
        same(stats.entropy(x * x, axis=1), stats.entropy(DATA * DATA, axis=1))
        given, wanted = stats.ttest_1samp(x, 0.25), stats.ttest_1samp(DATA, 0.25)
        same(given.statistic, wanted.statistic)
        same(given.pvalue, wanted.pvalue)


def scipy_others() -> None:
    x = as_tensor(DATA, float64)
    same(special.softmax(x, axis=1), special.softmax(DATA, axis=1))
    same(special.expit(x), special.expit(DATA))
    same(integrate.trapezoid(x, axis=0), integrate.trapezoid(DATA, axis=0))
    same(integrate.cumulative_trapezoid(x, axis=0), integrate.cumulative_trapezoid(DATA, axis=0))
    codes, distances = vq.vq(x, x[:3, :])
    wanted = vq.vq(DATA, DATA[:3])
    same(codes, wanted[0])
    same(distances, wanted[1])
    same(transform.Rotation.from_quat(x[:, :4]).as_matrix(), transform.Rotation.from_quat(DATA[:, :4]).as_matrix())


def scipy_assigning() -> None:
    x = as_tensor(DATA, float64)
    with array_api.assignable():
        same(special.logsumexp(x, axis=1), special.logsumexp(DATA, axis=1))
        same(stats.zscore(x), stats.zscore(DATA))
        same(stats.pearsonr(x[:, 0], x[:, 1]).statistic, stats.pearsonr(DATA[:, 0], DATA[:, 1]).statistic)
        same(vq.whiten(x), vq.whiten(DATA))


def scipy_gradient() -> None:
    w = Parameter(as_tensor(DATA, float64))
    loss = (special.softmax(w, axis=1) * as_tensor(DATA, float64)).sum()
    backprop(loss)
    p = special.softmax(DATA, axis=1)
    same(w.grad, p * (DATA - (p * DATA).sum(axis=1, keepdims=True)))


# ----------------------------------------------------------------------------------------------------------- einops
def einops_patterns() -> None:
    images = np.arange(2 * 4 * 6 * 3.0).reshape(2, 4, 6, 3)
    x = as_tensor(images, float64)
    for pattern in ("b h w c -> b c h w", "b h w c -> (b h) (w c)", "b h w c -> w b () (h c)"):
        same(array_einops.rearrange(x, pattern), einops.rearrange(images, pattern))
    patches = "b (h h2) (w w2) c -> (b h w) (h2 w2 c)"
    same(array_einops.rearrange(x, patches, h2=2, w2=3), einops.rearrange(images, patches, h2=2, w2=3))
    for reduction in ("sum", "mean", "max", "min", "prod"):
        given = array_einops.reduce(x, "b (h 2) (w 3) c -> b h w c", reduction)
        same(given, einops.reduce(images, "b (h 2) (w 3) c -> b h w c", reduction))
    same(
        array_einops.repeat(x, "b h w c -> b (h 2) w (c k)", k=3),
        einops.repeat(images, "b h w c -> b (h 2) w (c k)", k=3),
    )
    packed, shapes = array_einops.pack([x, x[:, 0]], "b * c")
    wanted, _ = einops.pack([images, images[:, 0]], "b * c")
    same(packed, wanted)
    for part, whole in zip(array_einops.unpack(packed, shapes, "b * c"), (images, images[:, 0]), strict=True):
        same(part, whole)


def einops_gradient() -> None:
    w = Parameter(as_tensor(np.ones((2, 4, 3)), float64))
    loss = array_einops.reduce(w, "b (h 2) c -> b h", "mean").sum()
    backprop(loss)
    same(w.grad, np.full((2, 4, 3), 1 / 6))


USES = tuple(use for name, use in vars().items() if name.startswith(("sklearn_", "scipy_", "einops_")))


def outcomes(names: list[str]) -> dict[str, str]:
    """The traceback of each use, empty where all is well."""
    found: dict[str, str] = {}
    for use in USES:
        if not names or use.__name__ in names:
            try:
                use()
                found[use.__name__] = ""
            except Exception:
                found[use.__name__] = traceback.format_exc()
    return found


if __name__ == "__main__":
    print(json.dumps(outcomes(sys.argv[1:])))
