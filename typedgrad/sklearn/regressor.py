"""`TypedRegressor`: a network of typed tensors that scikit-learn takes for a regressor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad import as_tensor
from typedgrad.sklearn.boundary import RegressorMixin, r2
from typedgrad.sklearn.estimator import Estimator
from typedgrad.sklearn.network import Outputs, Samples
from typedgrad.sklearn.objectives import SquaredError, WeightedSquaredError

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import ArrayLike, NDArray

    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.boundary import Floats, Tags, Targets, Weights
    from typedgrad.sklearn.objectives import Objective


class TypedRegressor(RegressorMixin, Estimator):
    """A multi-layer perceptron that predicts numbers, one or several a sample, by the squared error.

    What scikit-learn does with an estimator works: pipelines, `GridSearchCV`, `clone`, pickles, DataFrames. Parameters
    have the names and the defaults of its `MLPRegressor`. Targets are taken as they are; where they are large, wrap the
    estimator in a `TransformedTargetRegressor`.

    Args:
        hidden_layer_sizes: the neurons of each hidden layer, of any number of layers.
        activation: what follows each of them.
        optimizer: what updates the weights.
        alpha: the factor of the penalty, half the sum of the squared weights by the number of samples of a batch; of
            "adamw" the decay of the weights, which is apart from the loss.
        batch_size: the samples of a step; "auto" is 200, or all where there are less.
        learning_rate_init: the learning rate.
        momentum: of "sgd".
        nesterovs_momentum: whether that is Nesterov's.
        max_iter: the most passes over the samples.
        shuffle: whether each pass takes the samples in a new order.
        random_state: the seed of weights, batches and what is held out: one seed gives the same bits.
        tol: a loss, or a validation score, has to get better by that much.
        verbose: whether to print the loss of each pass.
        warm_start: whether `fit` goes on from where it was.
        early_stopping: whether to hold samples out, to stop when their R² gets no better, and to keep the weights of
            the best one. `partial_fit` makes one pass, of all samples.
        validation_fraction: how much of the samples to hold out.
        n_iter_no_change: training stops after more passes than that with no better loss or score.
        dtype: typedgrad's float32 or float64; None for that of the samples, or float64 where they have another.

    Attributes:
        network_: the network, from features to targets.
        optimizer_: what updated it.
        n_features_in_: the number of features.
        feature_names_in_: the names of the columns, where the samples had names.
        n_iter_: the passes of the last call of `fit`.
        n_outputs_: the number of targets.
        loss_: the loss of the last pass, half the mean squared error and the penalty.
        loss_curve_: the loss of each pass.
        best_loss_: the lowest loss; None with early stopping.
        validation_scores_: R² after each pass, with early stopping.
        best_validation_score_: the best of these.

    >>> import numpy as np
    >>> X = np.linspace(-1.0, 1.0, 100)[:, np.newaxis]
    >>> model = TypedRegressor((20,), "tanh", learning_rate_init=0.02, random_state=0).fit(X, X[:, 0] ** 2)
    >>> model.score(X, X[:, 0] ** 2) > 0.9
    True
    """

    _is_regression = True

    def partial_fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Train by one pass over the samples, from where training was.

        Args:
            X: samples `(n_samples, n_features)`.
            y: the targets, `(n_samples,)` or `(n_samples, n_outputs)`.
            sample_weight: how much each sample counts.

        Raises:
            TypeError: a parameter of another type, or a sparse matrix.
            ValueError: a parameter out of its range, or samples, targets and weights that do not fit.
            FloatingPointError: the loss or a weight becomes NaN or infinite.

        After an error the estimator is as it was before. Changed parameters count from the next call on; the hidden
        layers, the activation and the dtype cannot be changed.

        >>> model = TypedRegressor(random_state=0)
        >>> model.partial_fit([[0.0], [1.0]], [0.0, 1.0]).partial_fit([[2.0]], [2.0]).predict([[3.0]]).shape
        (1,)
        """
        return self._learn(X, y, sample_weight, is_first=not self.__sklearn_is_fitted__(), is_partial=True)

    def predict(self, X: ArrayLike) -> NDArray[Floats]:  # noqa: N803
        """The targets of each sample: of the axes that `y` had, in the network's dtype.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples that do not fit those of `fit`.
        """
        outputs = self._predicted(X).numpy()
        return outputs[:, 0] if self._is_flat else outputs

    def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:  # noqa: N803
        """The coefficient of determination, R², averaged over the targets.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples or targets that do not fit.
        """
        return float(super().score(X, y, sample_weight))

    def __sklearn_tags__(self) -> Tags:
        """What scikit-learn asks of an estimator: it takes several targets a sample."""
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags

    # ---------------------------------------------------------------------------------------------------- training
    def _encoded(self, y: Targets, *, is_first: bool, classes: ArrayLike | None = None) -> tuple[NDArray[Any], int]:
        if y.dtype.kind not in "biuf":
            raise ValueError(f"{type(self).__name__}: targets of dtype {y.dtype} are not numbers")
        columns = y.reshape(len(y), -1).astype(np.float64, copy=False)  # of integers too
        if not is_first and columns.shape[1] != self.n_outputs_:
            raise ValueError(f"{type(self).__name__}: {columns.shape[1]} targets a sample, before {self.n_outputs_}")
        self._is_flat = y.ndim == 1
        return columns, columns.shape[1]

    def _objective(self, y: NDArray[Any], weights: Weights | None, dtype: type[FloatDT]) -> Objective[FloatDT]:
        samples = Samples(len(y))
        try:
            targets = as_tensor(y, dtype, (samples, Outputs(y.shape[1])))
        except OverflowError as error:
            raise ValueError(f"{type(self).__name__}: targets are too large for {dtype.__name__}: {error}") from error
        if weights is None:
            return SquaredError(targets)
        return WeightedSquaredError(targets, as_tensor(weights[:, None], dtype, (samples, 1)))

    def _score_of(self, outputs: NDArray[Floats], y: NDArray[Any], weights: Weights | None) -> float:
        return r2(y, outputs, weights)
