from collections.abc import Sequence

import pytest

def parametrize_with_checks(estimators: Sequence[object]) -> pytest.MarkDecorator: ...
