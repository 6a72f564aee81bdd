"""A package whose public names are loaded where they are first used, as PEP 562 has it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazily(
    package: str, names: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a package.

    Args:
        package: its name.
        names: for each module within it, the public names that are defined there.
    """
    module_of = {name: f"{package}.{module}" for module, defined in names.items() for name in defined.split()}
    namespace = vars(sys.modules[package])

    def get(name: str) -> object:
        """Load a name; from then on the package has it, and does not ask again."""
        if name not in module_of:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules[package])
        value = namespace[name] = getattr(import_module(module_of[name]), name)
        return value

    def names_of_all() -> list[str]:
        return sorted({*namespace, *module_of})

    return get, names_of_all, sorted(module_of)
