"""Settings of the whole suite.

They are how many examples hypothesis tries, that in CI these are always the same, and that SciPy takes arrays of the
Array API standard, without which scikit-learn skips a check. SciPy reads that once, when it is imported.
"""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("SCIPY_ARRAY_API", "1")

settings.register_profile("local", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
