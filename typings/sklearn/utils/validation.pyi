from typing import Any, overload

from numpy.typing import ArrayLike, NDArray

@overload
def validate_data(
    _estimator: object, /, X: ArrayLike, *, dtype: type[Any] | list[type[Any]], reset: bool
) -> NDArray[Any]: ...
@overload
def validate_data(
    _estimator: object,
    /,
    X: ArrayLike,
    y: ArrayLike,
    *,
    dtype: type[Any] | list[type[Any]],
    reset: bool,
    multi_output: bool,
    y_numeric: bool,
) -> tuple[NDArray[Any], NDArray[Any]]: ...
def check_is_fitted(estimator: object) -> None: ...
