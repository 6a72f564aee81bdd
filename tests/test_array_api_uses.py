"""Libraries written for any array take tensors: scikit-learn, SciPy and einops."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("array_api_uses.py")
USES = re.findall(r"^def ((?:sklearn|scipy|einops)_\w+)", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, str]:
    """What went wrong in each use, in a process where SciPy takes arrays of any library."""
    environment = {**os.environ, "SCIPY_ARRAY_API": "1"}
    command = [sys.executable, "-W", "error", str(SCRIPT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_all_uses_ran(outcomes: dict[str, str]) -> None:
    assert list(outcomes) == USES


@pytest.mark.parametrize("use", USES)
def test_use(use: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[use], outcomes[use]
