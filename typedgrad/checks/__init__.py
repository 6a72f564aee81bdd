"""Annotations that hold at run time."""

from typedgrad.checks.checked import checked as checked
