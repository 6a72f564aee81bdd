"""Settings of the whole suite.

They are how many examples hypothesis tries, that in CI these are always the same, and that SciPy takes arrays of the
Array API standard, without which scikit-learn skips a check. SciPy reads that once, when it is imported.

The garbage collector does not look at the collected tests, of which nothing is garbage: a collection of all generations
takes 0.3 s with them, 0.02 s without, and the tests of memory alone ask for hundreds.

Lines that run are not counted in the slow tests, which take twice to four times as long with that.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING
from zlib import crc32

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

os.environ.setdefault("SCIPY_ARRAY_API", "1")

settings.register_profile("local", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a part be chosen of the tests that are many of one kind."""
    parser.addoption("--half", type=int, choices=(0, 1), help="of tests with parameters run one half, or the other")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other half, and count no lines in slow tests."""
    half: int | None = config.getoption("--half")
    if half is not None:
        left_out = [item for item in items if "[" in item.nodeid and crc32(item.nodeid.encode()) % 2 != half]
        config.hook.pytest_deselected(items=left_out)
        is_left_out = set(left_out)
        items[:] = [item for item in items if item not in is_left_out]
    if config.pluginmanager.has_plugin("pytest_cov"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker("no_cover")


def pytest_collection() -> None:
    """Collect tests without looking for garbage among them."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Take what is there now for what stays."""
    gc.freeze()
    gc.enable()
