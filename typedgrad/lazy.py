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
    """The `__getattr__`, `__dir__` and `__all__` of a package, which may hold nothing yet.

    No name may be that of a module of the package: importing the module would bind it.

    Args:
        package: its name.
        names: for each module within it, the public names that are defined there.
    """
    module_of = {name: f"{package}.{module}" for module, defined in names.items() for name in defined.split()}
    modules = {module.partition(".")[0] for module in names}  # `import typedgrad` makes `typedgrad.errors` known
    namespace = vars(sys.modules[package])

    def load(name: str) -> object:
        if name in module_of:
            value = namespace[name] = getattr(import_module(module_of[name]), name)  # not asked for again
            return value
        if name in modules:
            return import_module(f"{package}.{name}")  # which binds it
        message = f"module {package!r} has no attribute {name!r}"
        raise AttributeError(message, name=name, obj=sys.modules[package])

    return load, lambda: sorted({*namespace, *module_of}), sorted(module_of)
