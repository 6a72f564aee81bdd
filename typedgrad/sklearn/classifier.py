"""`TypedClassifier`: a network of typed tensors that scikit-learn takes for a classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad import as_tensor, int64, one_hot
from typedgrad.nn import log_softmax, softmax
from typedgrad.sklearn.boundary import ClassifierMixin, check_classes, mean_accuracy
from typedgrad.sklearn.estimator import Estimator
from typedgrad.sklearn.network import Outputs, Samples
from typedgrad.sklearn.objectives import CrossEntropy, WeightedCrossEntropy

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import ArrayLike, NDArray

    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.boundary import Floats, Rows, Targets, Weights
    from typedgrad.sklearn.objectives import Objective


class TypedClassifier(ClassifierMixin, Estimator):
    """A multi-layer perceptron that tells classes apart: softmax and cross-entropy, on any number of classes.

    What scikit-learn does with an estimator works: pipelines, `GridSearchCV`, `clone`, pickles, DataFrames. Parameters
    have the names and the defaults of its `MLPClassifier`.

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
        early_stopping: whether to hold samples out, of each class, to stop when their accuracy gets no better, and to
            keep the weights of the best one. `partial_fit` makes one pass, of all samples.
        validation_fraction: how much of the samples to hold out.
        n_iter_no_change: training stops after more passes than that with no better loss or score.
        dtype: typedgrad's float32 or float64; None for that of the samples, or float64 where they have another.

    Attributes:
        classes_: the labels, sorted.
        network_: the network, from features to logits.
        optimizer_: what updated it.
        n_features_in_: the number of features.
        feature_names_in_: the names of the columns, where the samples had names.
        n_iter_: the passes of the last call of `fit`.
        n_outputs_: the number of classes.
        loss_: the loss of the last pass.
        loss_curve_: the loss of each pass.
        best_loss_: the lowest loss; None with early stopping.
        validation_scores_: the accuracy after each pass, with early stopping.
        best_validation_score_: the best of these.

    >>> from sklearn.datasets import load_iris
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> X, y = load_iris(return_X_y=True)
    >>> classifier = TypedClassifier((20,), learning_rate_init=0.05, max_iter=500, random_state=0)
    >>> model = make_pipeline(StandardScaler(), classifier)
    >>> model.fit(X, y).score(X, y) > 0.95
    True
    """

    classes_: np.ndarray[tuple[int], np.dtype[Any]]
    _is_regression = False

    def partial_fit(
        self,
        X: ArrayLike,  # noqa: N803
        y: ArrayLike,
        classes: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Train by one pass over the samples, from where training was.

        Args:
            X: samples `(n_samples, n_features)`.
            y: the label of each sample.
            classes: all labels that there will be; needed in the first call, unless all are in `y`.
            sample_weight: how much each sample counts.

        Raises:
            TypeError: a parameter of another type, or a sparse matrix.
            ValueError: a parameter out of its range; samples, labels and weights that do not fit; a label that is none
                of the classes, or other classes than before.
            FloatingPointError: the loss or a weight becomes NaN or infinite.

        After an error the estimator is as it was before. Changed parameters count from the next call on; the hidden
        layers, the activation and the dtype cannot be changed.

        >>> import numpy as np
        >>> model = TypedClassifier(random_state=0).partial_fit([[0.0], [1.0]], ["no", "no"], classes=["no", "yes"])
        >>> model.predict_proba(np.ones((3, 1))).shape
        (3, 2)
        """
        return self._learn(
            X, y, sample_weight, is_first=not self.__sklearn_is_fitted__(), is_partial=True, classes=classes
        )

    def predict(self, X: ArrayLike) -> np.ndarray[tuple[int], np.dtype[Any]]:  # noqa: N803
        """The most probable label of each sample.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples that do not fit those of `fit`.
        """
        outputs = self._predicted(X)  # which says it where there are no classes yet
        return self.classes_[outputs.argmax(1).numpy()]

    def predict_proba(self, X: ArrayLike) -> Rows:  # noqa: N803
        """The probability of each class, `(n_samples, n_classes)`, in the order of `classes_` and the network's dtype.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples that do not fit those of `fit`.
        """
        return softmax(self._predicted(X)).numpy()

    def predict_log_proba(self, X: ArrayLike) -> Rows:  # noqa: N803
        """The logarithm of `predict_proba`, finite for any logits.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples that do not fit those of `fit`.
        """
        return log_softmax(self._predicted(X)).numpy()

    def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:  # noqa: N803
        """The accuracy.

        Raises:
            NotFittedError: before `fit`.
            ValueError: samples or labels that do not fit.
        """
        return float(super().score(X, y, sample_weight))

    # ---------------------------------------------------------------------------------------------------- training
    def _encoded(self, y: Targets, *, is_first: bool, classes: ArrayLike | None = None) -> tuple[NDArray[Any], int]:
        name = type(self).__name__
        told = None if classes is None else check_classes(classes)
        if is_first:
            known = np.unique(y) if told is None else told
        else:
            known = self.classes_
            if told is not None and not np.array_equal(told, known):
                raise ValueError(f"{name}: classes {told} are not those before, {known}")
        unknown = np.setdiff1d(y, known)
        if unknown.size:
            raise ValueError(f"{name}: label {unknown.tolist()[0]!r} is none of the classes {known}")
        self.classes_ = known
        return np.searchsorted(known, y).astype(np.int64), len(known)

    def _objective(self, y: NDArray[Any], weights: Weights | None, dtype: type[FloatDT]) -> Objective[FloatDT]:
        labels = as_tensor(y, int64, (Samples(len(y)),))
        if weights is None:
            return CrossEntropy(labels)
        targets = one_hot(labels, Outputs(len(self.classes_)), dtype)
        return WeightedCrossEntropy(targets * as_tensor(weights[:, np.newaxis], dtype, (Samples(len(y)), 1)))

    def _score_of(self, outputs: NDArray[Floats], y: NDArray[Any], weights: Weights | None) -> float:
        return mean_accuracy(y, outputs.argmax(1), weights)
