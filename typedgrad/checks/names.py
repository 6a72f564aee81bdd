"""What the names in an annotation stand for: those of enclosing functions too, and those imported for checkers only."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, ForwardRef, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import FrameType

_MISSING = object()
_STUBS_ONLY = "_typeshed"  # has no module at run time, nor types of tensors


class Names:
    """A namespace for `eval`: of enclosing functions, of the class, of the module, and what only checkers import.

    Args:
        module: the name of the module that the annotations are in.
        scopes: what is looked at before the module's names.
        variables: these, if the module is not one that is imported.
        otherwise: where a name is looked for that is nowhere else.
    """

    def __init__(
        self,
        module: str,
        *scopes: Mapping[str, object],
        variables: Mapping[str, object] | None = None,
        otherwise: Names | None = None,
    ) -> None:
        if variables is None:
            variables = vars(sys.modules[module]) if module in sys.modules else {}
        self._module = module
        self._inner = scopes
        self._scopes = (*scopes, variables, vars(builtins))
        self._otherwise = otherwise

    def within(self, module: str, *scopes: Mapping[str, object]) -> Names:
        """The namespace of a class, which may be another module's."""
        if module == self._module:
            return Names(module, *scopes, *self._inner, otherwise=self)
        return Names(module, *scopes, otherwise=self)

    def __getitem__(self, name: str) -> object:
        found = self._found(name)
        return ForwardRef(found) if isinstance(found, str) and found.strip() else found  # `Alias | None`

    def _found(self, name: str) -> object:
        for scope in self._scopes:
            found = scope.get(name, _MISSING)
            if found is not _MISSING:
                return found
        if self._otherwise is not None and name not in _checkers_statements(self._module):
            return self._otherwise._found(name)
        return self._for_checkers(name)

    def evaluate(self, annotation: str) -> object:
        """The value of an annotation that is written as a string.

        Raises:
            NameError: it names what is not there at run time.
            TypeError: it is no expression, or one that cannot be evaluated.
        """
        try:
            return self._evaluate(annotation)
        except NameError:
            for module in _defining(annotation):
                with suppress(NameError):
                    return Names(module)._evaluate(annotation)
            raise

    def _evaluate(self, annotation: str) -> object:
        text = annotation.strip()
        try:
            return eval(f"({text},)[0]" if text.startswith("*") else text, {}, self)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # eval only asks it for names
        except NameError:
            raise
        except Exception as error:
            raise TypeError(f"{text!r} cannot be evaluated: {error}") from error

    def _for_checkers(self, name: str) -> object:
        """What a statement under the module's `if TYPE_CHECKING:` gives a name.

        Raises:
            KeyError: there is none; `eval` makes a NameError of it.
            NameError: what it imports is not there.
        """
        statement = _checkers_statements(self._module)[name]
        if isinstance(statement, ast.ImportFrom) and statement.module == _STUBS_ONLY:
            return Any
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            return self.evaluate(ast.unparse(statement.value))
        variables = {"__name__": self._module, "__package__": _package(self._module)}
        defined = _Defined(self)
        try:
            exec(compile(ast.Module([statement], []), f"<{self._module}, for checkers>", "exec"), variables, defined)
            return dict(defined)[name]
        except ImportError as error:
            if isinstance(statement, ast.ImportFrom) and error.name in sys.modules:  # it has the name for checkers too
                with suppress(KeyError):
                    return Names(error.name)._for_checkers(statement.names[0].name)
            raise NameError(f"name {name!r} is not defined: {error}", name=name) from error
        except Exception as error:
            raise NameError(f"name {name!r} is not defined: {error}", name=name) from error


class _Defined(dict[str, Any]):
    """What a statement defines; what else it names, such as the base of a class, is looked up."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, name: str) -> object:
        return self._names[name]


def scopes_of(kind: type) -> tuple[Mapping[str, object], ...]:
    """The scopes that a class makes for annotations within: its members, and its parameters of `class Net[H]`."""
    parameters: tuple[Any, ...] = getattr(kind, "__type_params__", ())
    return vars(kind), {one.__name__: one for one in parameters}


def of_base(owner: type, variable: object) -> tuple[type, object]:
    """The first class to have a type variable, and what it calls it: of `class Sub(Net[H])`, `Net` and `Hidden`."""
    for alias in vars(owner).get("__orig_bases__", ()):
        base: Any = get_origin(alias)  # of a class statement
        arguments = get_args(alias)
        if getattr(base, "__module__", "typing") != "typing" and variable in arguments:
            parameters: tuple[object, ...] = base.__parameters__
            if len(parameters) == len(arguments):
                return of_base(base, parameters[arguments.index(variable)])
    return owner, variable


def _defining(annotation: str) -> list[str]:
    """The modules that have a string as an alias: it may name what is not in the module that imports it."""
    modules = [(name, getattr(module, "__dict__", {})) for name, module in list(sys.modules.items())]
    return [name for name, variables in modules if any(one is annotation for one in list(variables.values()))]


def _package(module: str) -> str:
    package: str = getattr(sys.modules.get(module), "__package__", None) or ""
    return package


@cache
def _checkers_statements(module: str) -> Mapping[str, ast.stmt]:
    """The statements under `if TYPE_CHECKING:` of a module, by the names that they define."""
    file = getattr(sys.modules.get(module), "__file__", None)
    try:
        with open(file or "", "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, ast.stmt] = {}
    for condition in tree.body:
        if isinstance(condition, ast.If) and ast.unparse(condition.test).rpartition(".")[2] == "TYPE_CHECKING":
            for statement in condition.body:
                found.update(_definitions(statement))
    return found


def _definitions(statement: ast.stmt) -> Iterable[tuple[str, ast.stmt]]:
    """The names that a statement defines, each with a statement that defines it alone."""
    if isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            yield (
                alias.asname or alias.name,
                ast.ImportFrom(statement.module, [alias], statement.level, lineno=1, col_offset=0),
            )
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0], ast.Import([alias], lineno=1, col_offset=0)
    elif isinstance(statement, ast.ClassDef):
        yield statement.name, statement
    elif isinstance(statement, (ast.If, ast.Try)):  # by the version of Python, or by what is installed
        handlers = [one for handler in getattr(statement, "handlers", ()) for one in handler.body]
        for one in (*statement.body, *handlers, *statement.orelse):
            yield from ((name, statement) for name, _ in _definitions(one))
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, statement


def local_names(annotations: Iterable[object], frame: FrameType | None, variables: object) -> dict[str, object]:
    """What annotations name of the functions around a definition, whose variables are gone when it is called.

    Args:
        annotations: as they are in `__annotations__`.
        frame: where the definition is.
        variables: of the module, where looking ends.
    """
    found: dict[str, object] = {}
    wanted = {name for annotation in annotations for name in _identifiers(annotation)}
    while frame is not None and frame.f_globals is variables and frame.f_locals is not variables:
        scope = frame.f_locals
        while new := wanted.intersection(scope) - found.keys():
            found.update((name, scope[name]) for name in new)
            wanted |= {other for name in new if isinstance(scope[name], str) for other in _identifiers(scope[name])}
        frame = frame.f_back
    return found


def _identifiers(annotation: object) -> list[str]:
    return re.findall(r"[^\W\d]\w*", str(annotation))
