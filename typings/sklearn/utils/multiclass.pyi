from typing import Any

from numpy.typing import NDArray

def check_classification_targets(y: NDArray[Any]) -> None: ...
