"""What `TypedClassifier` and `TypedRegressor` have in common: parameters, `fit`, `partial_fit`."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from typedgrad import as_tensor, float32, float64, no_grad
from typedgrad.sklearn.boundary import (
    BaseEstimator,
    ConvergenceWarning,
    check_examples,
    check_is_fitted,
    check_samples,
    check_weights,
    make_generator,
)
from typedgrad.sklearn.holdout import held_out
from typedgrad.sklearn.network import Features, Outputs, Samples, make_network
from typedgrad.sklearn.settings import checked
from typedgrad.sklearn.training import Stopping, make_optimizer, passes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from numpy.typing import ArrayLike, NDArray
    from typing_extensions import Unpack

    from typedgrad import Tensor
    from typedgrad.nn import Layer
    from typedgrad.nn.linear import OwnDT
    from typedgrad.optim import Optimizer
    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.boundary import Floats, Rows, Targets, Weights
    from typedgrad.sklearn.objectives import Objective
    from typedgrad.sklearn.settings import ActivationName, FloatType, OptimizerName, Parameters, Settings

    _Examples: TypeAlias = tuple[Rows, NDArray[Any], Weights | None]
    Network: TypeAlias = Layer[tuple[Features], tuple[Outputs], FloatDT]


class Estimator(BaseEstimator, ABC):
    """A multi-layer perceptron with scikit-learn's interface: see `TypedClassifier` and `TypedRegressor`."""

    n_features_in_: int
    feature_names_in_: NDArray[np.object_]
    network_: Network[float32] | Network[float64]
    optimizer_: Optimizer
    n_iter_: int
    n_outputs_: int
    loss_: float
    loss_curve_: list[float]
    best_loss_: float | None
    validation_scores_: list[float] | None
    best_validation_score_: float | None

    def __init__(
        self,
        hidden_layer_sizes: int | Sequence[int] = (100,),
        activation: ActivationName = "relu",
        *,
        optimizer: OptimizerName = "adam",
        alpha: float = 0.0001,
        batch_size: int | Literal["auto"] = "auto",
        learning_rate_init: float = 0.001,
        momentum: float = 0.9,
        max_iter: int = 200,
        shuffle: bool = True,
        random_state: int | np.random.RandomState | None = None,
        tol: float = 0.0001,
        verbose: bool = False,
        warm_start: bool = False,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        n_iter_no_change: int = 10,
        dtype: FloatType | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation: ActivationName = activation
        self.optimizer: OptimizerName = optimizer
        self.alpha = alpha
        self.batch_size: int | Literal["auto"] = batch_size
        self.learning_rate_init = learning_rate_init
        self.momentum = momentum
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.random_state = random_state
        self.tol = tol
        self.verbose = verbose
        self.warm_start = warm_start
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.dtype = dtype

    # ------------------------------------------------------------------------------------------ what a kind adds
    _is_regression: bool

    @abstractmethod
    def _encoded(self, y: Targets, *, is_first: bool, classes: ArrayLike | None = None) -> tuple[NDArray[Any], int]:
        """The targets as the objective takes them, and how many outputs the network has."""

    @abstractmethod
    def _objective(self, y: NDArray[Any], weights: Weights | None, dtype: type[FloatDT]) -> Objective[FloatDT]:
        """What to minimise; `weights` have the mean 1."""

    @abstractmethod
    def _score_of(self, outputs: NDArray[Floats], y: NDArray[Any], weights: Weights | None) -> float:
        """How good the network's outputs are; more is better."""

    # -------------------------------------------------------------------------------------------------- training
    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Train anew, or with `warm_start` further.

        Args:
            X: samples `(n_samples, n_features)`; a DataFrame's column names are kept.
            y: the target of each sample.
            sample_weight: how much each sample counts. One of weight 2 counts as two, one of weight 0 as none.

        Raises:
            TypeError: a parameter of another type, or a sparse matrix.
            ValueError: a parameter out of its range, or samples, targets and weights that do not fit, or not the
                estimator that is trained further.
            FloatingPointError: the loss becomes NaN or infinite.
        """
        is_first = not (self.warm_start and self.__sklearn_is_fitted__())
        return self._learn(X, y, sample_weight, is_first=is_first)

    def _learn(
        self,
        x: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None,
        *,
        is_first: bool,
        is_partial: bool = False,
        classes: ArrayLike | None = None,
    ) -> Self:
        settings = checked(type(self).__name__, self.get_params(deep=False))
        dtype = self.dtype if is_first else self.network_.dtype
        if not is_first:
            self._check_structure(settings)
        rows, targets = check_examples(self, x, y, dtype, reset=is_first, regression=self._is_regression)
        weights = check_weights(sample_weight, rows)
        encoded, n_outputs = self._encoded(targets, is_first=is_first, classes=classes)
        if weights is not None:  # a weight of 0 is no sample
            counts = weights > 0.0
            rows, encoded, weights = rows[counts], encoded[counts], weights[counts]
        if not (is_partial and not is_first):
            self._rng = make_generator(self.random_state)
        if rows.dtype == np.float32:
            self._train(float32, settings, rows, encoded, weights, n_outputs, is_first=is_first, is_partial=is_partial)
        else:
            self._train(float64, settings, rows, encoded, weights, n_outputs, is_first=is_first, is_partial=is_partial)
        return self

    def _train(
        self,
        dtype: type[OwnDT],
        settings: Settings,
        rows: Rows,
        y: NDArray[Any],
        weights: Weights | None,
        n_outputs: int,
        *,
        is_first: bool,
        is_partial: bool,
    ) -> None:
        known: Any = None if is_first else self.network_  # of this dtype, which the samples were converted to
        n_features = Features(rows.shape[1])
        network: Network[OwnDT] = known or make_network(
            n_features, settings.hidden, Outputs(n_outputs), settings.activation, dtype, self._rng
        )
        optimizer = self.optimizer_ if is_partial and not is_first else make_optimizer(network, settings)
        evaluated: _Examples | None = None
        if settings.early_stopping and not is_partial:
            held = held_out(
                rows, y, weights, settings.validation_fraction, stratify=not self._is_regression, rng=self._rng
            )
            evaluated = rows[held], y[held], None if weights is None else weights[held]
            rows, y, weights = rows[~held], y[~held], None if weights is None else weights[~held]
        mean_weight = 1.0 if weights is None else float(weights.mean())
        losses: list[float] = [] if is_first else self.loss_curve_.copy()
        scores: list[float] = []
        best = network.state_dict()
        stopping = Stopping(settings.tol, settings.patience)
        epochs = 1 if is_partial else settings.epochs
        epoch = 0
        for epoch, loss in enumerate(
            passes(
                network,
                optimizer,
                self._objective(y, None if weights is None else weights / mean_weight, dtype),
                as_tensor(rows, dtype, (Samples(rows.shape[0]), n_features)),
                settings=settings,
                epochs=epochs,
                mean_weight=mean_weight,
                rng=self._rng,
            ),
            1,
        ):
            if not isfinite(loss):
                raise FloatingPointError(
                    f"{type(self).__name__}: the loss of epoch {epoch} is {loss}; scale the features, or take a lower "
                    f"learning_rate_init than {settings.learning_rate}"
                )
            losses.append(loss)
            score = -loss
            if evaluated is not None:
                score = self._score_of(_outputs(network, evaluated[0]).numpy(), *evaluated[1:])
                scores.append(score)
                if score > stopping.best:
                    best = network.state_dict()
            if settings.verbose:
                print(f"epoch {epoch}, loss {loss:.8f}" + (f", validation score {score:.6f}" if scores else ""))
            if stopping.is_over(score):
                break
        else:
            if not is_partial:
                warnings.warn(
                    f"{type(self).__name__}: max_iter={epochs} epochs are over, and the loss still gets better",
                    ConvergenceWarning,
                    stacklevel=4,
                )
        if evaluated is not None:
            network.load_state_dict(best)
        trained: Any = network  # of one of the two dtypes
        self.network_, self.optimizer_ = trained, optimizer
        self._structure = settings.hidden, settings.activation
        self.n_outputs_ = n_outputs
        self.n_iter_, self.loss_, self.loss_curve_ = epoch, losses[-1], losses
        self.best_loss_ = None if scores else min(losses)
        self.validation_scores_ = scores or None
        self.best_validation_score_ = stopping.best if scores else None

    def _check_structure(self, settings: Settings) -> None:
        name, structure = type(self).__name__, (settings.hidden, settings.activation)
        if structure != self._structure:
            raise ValueError(
                f"{name}: hidden layers {structure[0]} of {structure[1]} for a network of {self._structure[0]} of "
                f"{self._structure[1]}; a network that is trained further keeps its layers"
            )
        if self.dtype not in {None, self.network_.dtype}:
            raise ValueError(
                f"{name}: dtype {self.dtype.__name__} for a network of {self.network_.dtype.__name__}; a network that "
                "is trained further keeps its dtype"
            )

    # ------------------------------------------------------------------------------------------------ prediction
    def _predicted(self, x: ArrayLike) -> Tensor[Any, tuple[Samples, Outputs]]:
        """What the network gives for the samples."""
        check_is_fitted(self)
        return _outputs(self.network_, check_samples(self, x, self.network_.dtype))

    def __sklearn_is_fitted__(self) -> bool:
        """Whether there is a network, which the other attributes come with."""
        return hasattr(self, "network_")

    # ------------------------------------------------------------------------------------- scikit-learn, with types
    def set_params(self, **params: Unpack[Parameters]) -> Self:
        """Change parameters; the next `fit` takes them into account.

        Raises:
            ValueError: there is no such parameter.
        """
        super().set_params(**params)
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters, by name."""
        return super().get_params(deep)

    if TYPE_CHECKING:  # made by scikit-learn for the arguments of `fit`, `partial_fit` and `score`

        def set_fit_request(self, *, sample_weight: bool | str | None = ...) -> Self: ...
        def set_partial_fit_request(
            self, *, sample_weight: bool | str | None = ..., classes: bool | str | None = ...
        ) -> Self: ...
        def set_score_request(self, *, sample_weight: bool | str | None = ...) -> Self: ...


def _outputs(
    network: Layer[tuple[Features], tuple[Outputs], Any], rows: Rows
) -> Tensor[Any, tuple[Samples, Outputs]]:
    x = as_tensor(rows, network.dtype, (Samples(rows.shape[0]), Features(rows.shape[1])))
    with no_grad():
        return network(x)
