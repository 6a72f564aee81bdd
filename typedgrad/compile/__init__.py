"""Steps captured once and replayed as flat programs of NumPy calls."""

from typedgrad.compile.step import compiled as compiled
