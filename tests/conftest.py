"""Settings of the whole suite.

They are how many examples hypothesis tries, that in CI these are always the same, and that SciPy takes arrays of the
Array API standard, without which scikit-learn skips a check. SciPy reads that once, when it is imported.

The garbage collector does not look at the collected tests, of which nothing is garbage: a collection of all generations
takes 0.3 s with them, 0.02 s without, and the tests of memory alone ask for hundreds.
"""

from __future__ import annotations

import gc
import os

from hypothesis import settings

os.environ.setdefault("SCIPY_ARRAY_API", "1")

settings.register_profile("local", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection() -> None:
    """Collect tests without looking for garbage among them."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Take what is there now for what stays."""
    gc.freeze()
    gc.enable()
