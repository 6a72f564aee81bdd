"""The runner of typecheck_cases finds every kind of fault that is planted for it."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import pytest

from typecheck_cases import __main__, _twins
from typecheck_cases.__main__ import main
from typecheck_cases._cases import Failure, read_case_file
from typecheck_cases._checkers import Crash, Diagnostic, Verdict, with_probes
from typecheck_cases._comparison import compare
from typecheck_cases._form import broken_rules
from typecheck_cases._report import report

if TYPE_CHECKING:
    from pathlib import Path

    from typecheck_cases._cases import CaseFile

pytestmark = pytest.mark.checkers

HEAD = '''"""The guarantee."""

from __future__ import annotations

from typing import Any, NewType, TypeAlias

from typing_extensions import assert_type

from typedgrad import Tensor, float32

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
W: TypeAlias = Tensor[float32, tuple[Pixels, Hidden]]
Unchecked: TypeAlias = Tensor[float32, Any]


'''
MARKER = '# E: mypy[operator] pyright[reportOperatorIssue] "Hidden"'
RAISES_KEY_ERROR = '# E: mypy[operator] pyright[reportOperatorIssue] raises[KeyError] "Hidden"'
GOOD = f"""def case(x: X, w: W) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    w @ x  {MARKER}
"""
REJECTED_LINE = len((HEAD + GOOD).splitlines())


def case_file(directory: Path, body: str, head: str = HEAD) -> tuple[CaseFile, list[Failure]]:
    """Write a case file and read it."""
    path = directory / "case_file.py"
    path.write_text(head + body, encoding="utf-8")
    return read_case_file(path)


@pytest.fixture
def good(tmp_path: Path) -> CaseFile:
    """Read a file with one case and nothing wrong."""
    return case_file(tmp_path, GOOD)[0]


# ------------------------------------------------------------------------------------- what a checker said, as data
AS_MARKED = Diagnostic("case_file.py", REJECTED_LINE, "operator", "no @ for Tensor[float32, tuple[Pixels, Hidden]]")


def compared(good: CaseFile, *errors: Diagnostic, analysed: bool = True) -> list[Failure]:
    """Compare errors of mypy with the good file's marker."""
    notes = {(good.name, case.probe_line): "a note" for case in good.cases if analysed}
    return compare("mypy", [good], Verdict(errors, notes))


def test_an_exact_verdict_passes(good: CaseFile) -> None:
    assert compared(good, AS_MARKED) == []


def test_a_missing_error_fails(good: CaseFile) -> None:
    message = "expected operator, got nothing"
    assert compared(good) == [Failure("case_file.py", REJECTED_LINE, "mypy", message)]


def test_an_extra_error_fails(good: CaseFile) -> None:
    extra = Diagnostic("case_file.py", REJECTED_LINE - 1, "assert-type", "of type X")
    message = "expected nothing, got assert-type\n    assert-type: of type X"
    assert compared(good, AS_MARKED, extra) == [Failure("case_file.py", REJECTED_LINE - 1, "mypy", message)]


def test_a_second_code_on_a_rejected_line_fails(good: CaseFile) -> None:
    second = Diagnostic("case_file.py", REJECTED_LINE, "misc", "unreachable")
    (failure,) = compared(good, AS_MARKED, second)
    assert failure.message.startswith("expected operator, got misc, operator")


def test_an_error_in_another_file_fails(good: CaseFile) -> None:
    elsewhere = Diagnostic("typedgrad/tape.py", 3, "misc", "wrong")
    (failure,) = compared(good, AS_MARKED, elsewhere)
    assert (failure.file, failure.line) == ("typedgrad/tape.py", 3)


def test_an_error_on_the_wrong_line_fails_there_and_where_it_is_missing(good: CaseFile) -> None:
    failures = compared(good, Diagnostic("case_file.py", REJECTED_LINE - 2, "operator", AS_MARKED.message))
    assert {failure.line for failure in failures} == {REJECTED_LINE - 2, REJECTED_LINE}


def test_a_wrong_code_fails(good: CaseFile) -> None:
    (failure,) = compared(good, Diagnostic("case_file.py", REJECTED_LINE, "arg-type", AS_MARKED.message))
    assert failure.message.startswith("expected operator, got arg-type")


def test_a_message_without_the_fragment_fails(good: CaseFile) -> None:
    (failure,) = compared(good, Diagnostic("case_file.py", REJECTED_LINE, "operator", "no @ for str"))
    assert failure.message == '"Hidden" is not in the message\n    operator: no @ for str'


def test_the_fragment_is_found_in_what_an_alias_stands_for(good: CaseFile) -> None:
    assert compared(good, Diagnostic("case_file.py", REJECTED_LINE, "operator", 'no @ for "W" and "X"')) == []


def test_a_case_that_was_not_analysed_fails(good: CaseFile) -> None:
    (failure,) = compared(good, AS_MARKED, analysed=False)
    assert failure.message == "not analysed to the end of case"


def test_a_crash_fails_the_file_and_shows_the_output(good: CaseFile) -> None:
    crash = Crash("INTERNAL ERROR")
    assert compare("mypy", [good], crash) == [Failure("case_file.py", 0, "mypy", "mypy crashed: INTERNAL ERROR")]


# --------------------------------------------------------------------------------------------------------- probes
def test_a_probe_takes_the_blank_line_after_a_case(tmp_path: Path) -> None:
    file, _ = case_file(tmp_path, GOOD + "\n\n" + GOOD.replace("case", "second"))
    expected = HEAD + GOOD + "    reveal_type(0)\n\n" + GOOD.replace("case", "second") + "    reveal_type(0)\n"
    assert with_probes(file).rstrip() == expected.rstrip()


# -------------------------------------------------------------------------------------------------- rules of form
def test_a_good_file_breaks_no_rule(good: CaseFile) -> None:
    assert broken_rules(good) == []


def broken(directory: Path, body: str, head: str = HEAD) -> list[str]:
    """Say which rules a file breaks."""
    file, refused = case_file(directory, body, head)
    return [failure.message for failure in [*refused, *broken_rules(file)]]


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ('# E: mypy[operator] pyright[reportOperatorIssue] ""', "the fragment is empty"),
        ("# E: mypy[operator] pyright[reportOperatorIssue]", "is not of the form"),
        ('# E: mypy[operator] "Hidden"', "is not of the form"),
        ('# E: mypy[] pyright[reportOperatorIssue] "Hidden"', "is not of the form"),
        (f"{MARKER} static-only:", "static-only takes a reason"),
        (f"{RAISES_KEY_ERROR} static-only: why", "static-only takes a reason, and no raises"),
        ("# type: ignore[operator]", "an ignore"),
        ("# pyright: ignore", "an ignore"),
    ],
)
def test_a_refused_comment(tmp_path: Path, marker: str, message: str) -> None:
    (found,) = broken(tmp_path, GOOD.replace(MARKER, marker))
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])\n", "", "no accepted line before it in case"),
        ("w @ x", "y: X = w", "a rejected line is an expression, or an assignment without annotation"),
        ("w @ x", "if x: w @ x", "a rejected line is an expression, or an assignment without annotation"),
        ("x: X", "x: Tensor[float32, Any]", "Any in a case with a rejected line"),
        ("x: X", "x: Unchecked", "Any in a case with a rejected line"),
        ("    w @ x", "    def inner() -> None:\n        w @ x", "a rejected line is an expression"),
        (f"  {MARKER}\n", f"  {MARKER}\nx = 1\n", "no blank line after case"),
        ("w @ x", f"(w {MARKER}\n        @ x)", "not on a statement of a case, or the second marker of one"),
    ],
)
def test_a_broken_rule(tmp_path: Path, old: str, new: str, message: str) -> None:
    (found,) = broken(tmp_path, GOOD.replace(old, new))
    assert message in found


def test_a_marker_outside_of_a_case_is_refused(tmp_path: Path) -> None:
    assert "not on a statement of a case, or the second marker of one" in broken(
        tmp_path, GOOD.replace("case", "_case")
    )


def test_a_file_says_what_it_guarantees(tmp_path: Path) -> None:
    assert broken(tmp_path, GOOD, HEAD.replace('"""The guarantee."""', "")) == [
        "no docstring that says what is guaranteed"
    ]


# ------------------------------------------------------------------------------------------------------- run time
def run(directory: Path, body: str) -> list[str]:
    """Run a case file, and return the messages of its failures."""
    return [failure.message for failure in _twins.run(case_file(directory, body)[0])]


def test_a_good_file_runs(good: CaseFile) -> None:
    assert _twins.run(good) == []


def test_an_accepted_line_that_raises_fails(tmp_path: Path) -> None:
    (message,) = run(tmp_path, GOOD.replace("assert_type(x @ w,", "assert_type(w @ x,"))
    assert message.startswith("accepted, but raises ShapeError: matmul: ")


def test_an_accepted_line_of_another_shape_fails(tmp_path: Path) -> None:
    (message,) = run(tmp_path, GOOD.replace("tuple[Batch, Hidden]", "tuple[Batch, Pixels]"))
    assert "Tensor float32 (3, 7) is not a Tensor[float32, tuple[Batch, Pixels]]" in message


def test_an_accepted_line_of_another_dtype_fails(tmp_path: Path) -> None:
    body = GOOD.replace("    assert_type(", "    from typedgrad import float64\n    assert_type(")
    (message,) = run(tmp_path, body.replace("Tensor[float32, tuple[Batch", "Tensor[float64, tuple[Batch"))
    assert "Tensor float32 (3, 7) is not a Tensor[float64, tuple[Batch, Hidden]]" in message


def test_a_rejected_line_that_does_not_raise_fails(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD.replace("w @ x", "x @ w")) == [
        "rejected, expected to raise DTypeError or ShapeError, raises nothing"
    ]


def test_a_rejected_line_that_raises_another_exception_fails(tmp_path: Path) -> None:
    (message,) = run(tmp_path, GOOD.replace("w @ x", "{}[0]"))
    assert message == "rejected, expected to raise DTypeError or ShapeError, raises KeyError: 0"


def test_a_line_raises_what_its_marker_names(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD.replace("w @ x", "{}[0]").replace(MARKER, RAISES_KEY_ERROR)) == []


def test_a_static_only_line_that_raises_nothing_passes(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD.replace("w @ x", "x @ w").replace(MARKER, f"{MARKER} static-only: sizes agree")) == []


def test_a_static_only_line_that_raises_fails(tmp_path: Path) -> None:
    (message,) = run(tmp_path, GOOD.replace(MARKER, f"{MARKER} static-only: sizes agree"))
    assert message.startswith("rejected, expected to raise nothing, raises ShapeError")


def test_a_rejected_assignment_raises_like_an_expression(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD.replace("w @ x", "y = w @ x")) == []


def test_lambdas_and_nested_functions_see_the_parameters(tmp_path: Path) -> None:
    body = "def case(x: X) -> None:\n    def total() -> X:\n        return x\n    assert_type(total(), X)\n"
    assert run(tmp_path, body) == []


def test_a_size_written_in_the_file_is_the_size(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD + "    assert x.shape[1] == Pixels(64)\n") == []


def test_two_sizes_for_one_dimension_fail(tmp_path: Path) -> None:
    (message,) = run(tmp_path, GOOD + "    Pixels(64), Pixels(8)\n")
    assert message == "cannot be loaded: ValueError: Pixels(8) in a file with Pixels(64)"


def test_a_file_makes_the_parameters_that_the_runner_cannot(tmp_path: Path) -> None:
    body = "def make_f() -> slice:\n    return slice(0)\n\n\ndef case(f: slice) -> None:\n    assert_type(f, slice)\n"
    assert run(tmp_path, body) == []


def test_a_parameter_that_cannot_be_made_fails(tmp_path: Path) -> None:
    assert run(tmp_path, "def case(x: Unchecked) -> None:\n    x + x\n") == [
        "no parameters: TypeError: no value for Tensor[<class 'typedgrad.dtypes.float32'>, typing.Any]"
    ]


# --------------------------------------------------------------------------------------------------- all together
def test_the_table_has_cases_lines_and_what_each_stage_said(good: CaseFile) -> None:
    wrong = [Failure(good.name, line, "pyright", "wrong") for line in (REJECTED_LINE - 1, REJECTED_LINE)]
    assert report([good], wrong).splitlines()[:2] == [
        "file          cases  accepted  rejected  form       mypy       pyright    run time",
        "case_file.py      1         1         1  ok         ok         2 wrong    ok",
    ]


def test_the_report_ends_with_the_sum(good: CaseFile) -> None:
    outside = Failure("typedgrad/tape.py", 3, "mypy", "wrong")
    assert report([good], [outside]).splitlines()[-1] == "1 passed, 1 failed"


def test_a_failure_of_the_whole_file_fails_its_cases(good: CaseFile) -> None:
    crash = Failure(good.name, 0, "mypy", "mypy crashed")
    assert report([good], [crash]).splitlines()[-1] == "0 passed, 1 failed"


FAULTS = (
    HEAD
    + f"""def no_return() -> Never:
    raise ValueError


def stops(x: X) -> None:
    assert_type(x, X)
    no_return()


def faults(x: X, w: W) -> None:
    assert_type(x @ w, X)
    x @ w  {MARKER}
"""
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    """Run the real checkers over a good file and one with faults; return the exit status and what was printed."""
    directory = tmp_path_factory.mktemp("cases")
    (directory / "good.py").write_text(HEAD + GOOD, encoding="utf-8")
    (directory / "faults.py").write_text(FAULTS.replace("import assert", "import Never, assert"), encoding="utf-8")
    with redirect_stdout(io.StringIO()) as printed:
        status = main([str(path) for path in sorted(directory.iterdir())])
    return status, printed.getvalue()


def test_faults_make_the_exit_status_1(output: tuple[int, str]) -> None:
    assert output[0] == 1


def test_faults_are_counted_beside_what_passes(output: tuple[int, str]) -> None:
    assert output[1].splitlines()[-1] == "1 passed, 2 failed"


def test_the_table_has_a_line_for_each_file(output: tuple[int, str]) -> None:
    rows = [line.split() for line in output[1].splitlines()[1:3]]
    assert rows == [
        ["faults.py", "2", "2", "1", "ok", *["3", "wrong"] * 2, "3", "wrong"],
        ["good.py", "1", "1", "1", "ok", "ok", "ok", "ok"],
    ]


@pytest.mark.parametrize(
    "detail",
    [
        "mypy: not analysed to the end of stops",
        "pyright: not analysed to the end of stops",
        "mypy: expected nothing, got assert-type",
        "pyright: expected nothing, got reportAssertTypeFailure",
        "mypy: expected operator, got nothing",
        "pyright: expected reportOperatorIssue, got nothing",
        "run time: accepted, but raises ValueError",
        "run time: accepted, but raises AssertionError: Tensor float32 (3, 7) is not a Tensor[float32, tuple[Batch,",
        "run time: rejected, expected to raise DTypeError or ShapeError, raises nothing",
    ],
)
def test_each_fault_is_said(output: tuple[int, str], detail: str) -> None:
    assert detail in output[1]


def test_a_file_that_no_checker_gets_through_fails(
    good: CaseFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run_checkers(_files: object) -> dict[str, Crash]:
        return {"mypy": Crash("exit status 2\nINTERNAL ERROR"), "pyright": Crash("exit status 3")}

    monkeypatch.setattr(__main__, "run_checkers", run_checkers)
    assert main([str(good.path)]) == 1
    output = capsys.readouterr().out
    assert "mypy crashed: exit status 2\nINTERNAL ERROR" in output
    assert "pyright crashed: exit status 3" in output
    assert output.splitlines()[-1] == "0 passed, 1 failed"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "no_such_file.py")])
    assert stopped.value.code == 2
    assert "no_such_file.py" in capsys.readouterr().err


def test_a_file_that_is_not_python_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.py").write_text("def", encoding="utf-8")
    assert main([str(tmp_path / "broken.py")]) == 1
