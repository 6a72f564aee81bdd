"""One mutant's process: the changed module in its place, and the tests until one fails."""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

from mutation.mutants import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

    from mutation.tests_of import Stage

_MEMORY = 4 << 30
_SECONDS = 60  # of the processor, which do not depend on what else the machine does; the tests of a file take 20
_QUIET = (
    *("-x", "-q", "--tb=no", "--no-header", "--no-summary", "--assert=plain"),
    *("-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:unraisableexception"),  # the last collects garbage
)
_WALKS = ("is_called_here", "meets_every_form", "that_broadcasts_meets_every_pair_of_shapes")
"""Tests of the table in `test_rules`, which want the calls of all rules."""


class _Changed(SourceFileLoader):
    """Loads the file as a mutant has it."""

    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class _Finder:
    """Finds the one module that is changed."""

    def __init__(self, module: str, file: str, code: CodeType) -> None:
        self._module = module
        self._loader = _Changed(module, file)
        self._loader.code = code

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname != self._module:
            return None
        return spec_from_file_location(fullname, self._loader.path, loader=self._loader)


class _FirstFailure:
    """The plugin that keeps which test failed, or could not be collected."""

    name: str = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.name = self.name or f"{report.nodeid} cannot be imported"


def module_of(file: str) -> str:
    """The name that a file of the project is imported by."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def outcome_of(file: str, source: str | None, stages: Sequence[Stage]) -> tuple[str, str]:
    """Run the tests with this source in the place of a file's, in a process that has not imported the project yet.

    Returns:
        `killed` and by which test; `survived`; `invalid`, of a source that is none or compiles to what is there
        already; `error` and what is wrong with the tests themselves.
    """
    _prepare()
    if source is not None:
        path = ROOT / file
        try:
            code = compile(source, str(path), "exec", dont_inherit=True)
        except SyntaxError:
            return "invalid", ""
        if _without_places(code) == _without_places(compile(path.read_text(), str(path), "exec", dont_inherit=True)):
            return "invalid", ""
        sys.meta_path.insert(0, _Finder(module_of(file), str(path), code))
    for stage in stages:
        try:
            failure = _run(stage)
        except Exception as error:  # of the mutant, as it is imported
            return "killed", f"at import: {type(error).__name__}"
        if failure is not None:
            return failure
    return "survived", ""


def _without_places(code: CodeType) -> tuple[object, ...]:
    """What the code does: its parts without the numbers of lines and columns."""
    inner = tuple(_without_places(each) if hasattr(each, "co_code") else repr(each) for each in code.co_consts)
    return code.co_code, code.co_names, code.co_varnames, inner


def _prepare() -> None:
    """Print nothing more, and take no more memory and time than any test needs."""
    os.chdir(ROOT)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdout = sys.stderr = os.fdopen(nothing, "w")
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def _run(stage: Stage) -> tuple[str, str] | None:
    """What came of one run of pytest, None if all passed."""
    first = _FirstFailure()
    arguments = [*_QUIET, "-o", "addopts=", "-m", "not slow and not checkers", *stage.arguments]
    if stage.rules is None:
        status = pytest.main(arguments, plugins=[first])
    else:
        restore = _call_only(stage.rules, stage.calls)
        out = [f"--deselect=tests/test_rules.py::test_every_primitive_{walk}" for walk in _WALKS]
        status = pytest.main([*arguments, *out, "tests/test_rules.py"], plugins=[first])
        restore()
    if status in {pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}:
        return "killed", first.name
    if status == pytest.ExitCode.NO_TESTS_COLLECTED and {"-k", "--doctest-modules"} & {*stage.arguments}:
        return None  # no test there is of this rule, or no docstring has an example
    return None if status == pytest.ExitCode.OK else ("error", f"{stage}: {pytest.ExitCode(status).name}")


def _call_only(rules: Sequence[str], most: int) -> Callable[[], None]:
    """Have `test_rules` call these rules only, each with some of its calls; gives what undoes that.

    The calls of all rules make 39,000 tests, which take longer to collect than a mutant takes to die.
    """
    module: Any = import_module("all_calls")  # Any: a module of the tests, which is there by its path only
    all_calls: Callable[[], Iterator[Any]] = module.all_calls

    def chosen() -> Iterator[Any]:
        of_rule: dict[str, list[Any]] = {name: [] for name in rules}
        for family in module.FAMILIES:
            for call in family.calls() if of_rule.keys() & family.REFERENCES.keys() else ():
                if call.name in of_rule:
                    of_rule[call.name].append(call)
        for calls in of_rule.values():
            yield from calls[:: -(-len(calls) // most) or 1]

    def restore() -> None:
        module.all_calls = all_calls
        sys.modules.pop("test_rules", None)

    module.all_calls = chosen
    return restore
