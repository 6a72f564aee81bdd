"""What the tests use of mpmath, which has no types: numbers whose operators take each other and Python's."""

from typing import Any

mp: Any  # a context, with its functions
mpf: Any  # the class of its numbers
