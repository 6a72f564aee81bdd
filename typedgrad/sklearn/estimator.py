"""What `TypedClassifier` and `TypedRegressor` have in common: parameters, `fit`, `partial_fit`."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from math import nan
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
from typedgrad.sklearn.training import adjust, make_optimizer, train

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from numpy.typing import ArrayLike, NDArray

    from typedgrad import Tensor
    from typedgrad.nn import Layer
    from typedgrad.nn.linear import OwnDT
    from typedgrad.optim import Optimizer
    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.boundary import Floats, Rows, Targets, Weights
    from typedgrad.sklearn.objectives import Objective
    from typedgrad.sklearn.settings import ActivationName, FloatType, OptimizerName, Settings
    from typedgrad.sklearn.training import Course

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
        nesterovs_momentum: bool = True,
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
        self.nesterovs_momentum = nesterovs_momentum
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
    _rng: np.random.Generator

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
            FloatingPointError: the loss, a score or a weight becomes NaN or infinite.

        After an error the estimator is as it was before.
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
        before = vars(self).copy()
        trained: tuple[Any, ...] = () if is_first else (self.network_, self.optimizer_)  # each with a state of its kind
        states = [one.state_dict() for one in trained]
        try:
            self._fit(x, y, sample_weight, is_first=is_first, is_partial=is_partial, classes=classes)
        except BaseException:  # all is as it was
            for one, state in zip(trained, states, strict=True):
                one.load_state_dict(state)
            vars(self).clear()
            vars(self).update(before)
            raise
        return self

    def _fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None,
        *,
        is_first: bool,
        is_partial: bool,
        classes: ArrayLike | None,
    ) -> None:
        settings = checked(type(self).__name__, self.get_params(deep=False))
        if is_partial:
            settings = replace(settings, epochs=1, early_stopping=False)  # one pass cannot stop earlier
        if not is_first:
            self._check_structure(settings)
        dtype = self.dtype if is_first else self.network_.dtype
        rows, targets = check_examples(self, x, y, dtype, reset=is_first, regression=self._is_regression)
        weights = check_weights(sample_weight, rows)
        encoded, n_outputs = self._encoded(targets, is_first=is_first, classes=classes)
        examples = _Examples(rows, encoded, weights)
        if weights is not None:
            examples = examples.where(weights > 0.0)  # a weight of 0 is no sample
        goes_on = is_partial and not is_first
        # What is drawn in a pass that fails is drawn from a copy.
        self._rng = deepcopy(self._rng) if goes_on else make_generator(self.random_state)
        network: Any = None if is_first else self.network_  # of the dtype that the samples were converted to
        optimizer = self.optimizer_ if goes_on else None
        if rows.dtype == np.float32:
            course = self._train(float32, examples, n_outputs, settings, network, optimizer)
        else:
            course = self._train(float64, examples, n_outputs, settings, network, optimizer)
        if not (course.is_over or is_partial):
            warnings.warn(
                f"{settings.name}: max_iter={settings.epochs} epochs are over, and it still gets better",
                ConvergenceWarning,
                stacklevel=4,
            )
        self.n_outputs_ = n_outputs
        self.n_iter_, self.loss_ = len(course.losses), course.losses[-1]
        self.loss_curve_ = course.losses if is_first else self.loss_curve_ + course.losses
        self.best_loss_ = None if course.scores else min(self.loss_curve_)
        self.validation_scores_ = course.scores or None
        self.best_validation_score_ = max(course.scores, default=None)

    def _train(
        self,
        dtype: type[OwnDT],
        examples: _Examples,
        n_outputs: int,
        settings: Settings,
        known: Network[OwnDT] | None,
        optimizer: Optimizer | None,
    ) -> Course:
        n_features = Features(examples.rows.shape[1])
        network = known
        if network is None:
            outputs = Outputs(n_outputs)
            network = make_network(n_features, settings.hidden, outputs, settings.activation, dtype, self._rng)
        if optimizer is None or not adjust(optimizer, settings):
            optimizer = make_optimizer(network, settings)
        evaluate: Callable[[], float] | None = None
        if settings.early_stopping:
            held, examples = examples.split(settings, is_stratified=not self._is_regression, rng=self._rng)
            evaluate = partial(self._evaluated, network, held)
        weights, mean = examples.weights, 1.0
        if weights is not None:
            mean = float(weights.mean())
            weights = weights / mean
        course = train(
            network,
            optimizer,
            self._objective(examples.targets, weights, dtype),
            as_tensor(examples.rows, dtype, (Samples(examples.rows.shape[0]), n_features)),
            evaluate,
            settings=settings,
            mean_weight=mean,
            rng=self._rng,
        )
        trained: Any = network  # of one of two dtypes
        self.network_, self.optimizer_, self._structure = trained, optimizer, (settings.hidden, settings.activation)
        return course

    def _evaluated(self, network: Network[OwnDT], held: _Examples) -> float:
        with np.errstate(over="ignore", invalid="ignore"):  # `train` looks at the score
            outputs = _outputs(network, held.rows).numpy()
            return self._score_of(outputs, held.targets, held.weights) if np.isfinite(outputs).all() else nan

    def _check_structure(self, settings: Settings) -> None:
        name, structure = settings.name, (settings.hidden, settings.activation)
        if structure != self._structure:
            raise ValueError(
                f"{name}: hidden layers {structure[0]} of {structure[1]} for a network of {self._structure[0]} of "
                f"{self._structure[1]}; a network that is trained further keeps its layers"
            )
        if self.dtype is not None and self.dtype is not self.network_.dtype:
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


@dataclass(frozen=True, slots=True)
class _Examples:
    """Samples, their targets as the objective takes them, and their weights."""

    rows: Rows
    targets: NDArray[Any]
    weights: Weights | None

    def where(self, chosen: NDArray[np.bool_]) -> _Examples:
        weights = None if self.weights is None else self.weights[chosen]
        return _Examples(self.rows[chosen], self.targets[chosen], weights)

    def split(
        self, settings: Settings, *, is_stratified: bool, rng: np.random.Generator
    ) -> tuple[_Examples, _Examples]:
        """What is held out, and the rest."""
        held = held_out(
            self.rows, self.targets, self.weights, settings.validation_fraction, stratify=is_stratified, rng=rng
        )
        return self.where(held), self.where(~held)


def _outputs(network: Layer[tuple[Features], tuple[Outputs], Any], rows: Rows) -> Tensor[Any, tuple[Samples, Outputs]]:
    x = as_tensor(rows, network.dtype, (Samples(rows.shape[0]), Features(rows.shape[1])))
    with no_grad():
        return network(x)
