"""The agreement test: a short run of it, and that it finds every kind of fault that is planted for it."""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

import pytest

from agreement import checkers
from agreement.__main__ import all_pairs, main, run, snippets
from agreement.checkers import Accepted, CheckerError, Masked, Rejected, ask
from agreement.coverage import LEFT_OUT, public_names, used_names
from agreement.dimensions import SIZES
from agreement.draft import DTYPES, HIGHEST_RANK, NUMBERS
from agreement.generator import OPERATIONS, programs
from agreement.judgement import Kind, judge
from agreement.minimise import minimised
from agreement.pairs import SIGNATURES, pairs
from agreement.programs import PRELUDE, Call, Leaf, Program, TensorType
from agreement.report import COMPLETE, Tally
from agreement.runtime import Raised, Runner, Undecided, Values
from typecheck_cases._checkers import Crash, Diagnostic, Verdict
from typedgrad import DTypeError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from agreement.checkers import StepVerdict, Verdicts
    from agreement.judgement import Judgement
    from agreement.minimise import Ask
    from agreement.operation import Operation
    from typecheck_cases._cases import Checker

pytestmark = pytest.mark.checkers


# ------------------------------------------------------------------------------------------------ the short run
def test_checkers_and_run_time_agree(capsys: pytest.CaptureFixture[str]) -> None:
    runner, tally = Runner(), Tally()
    random_seed = SystemRandom().randrange(10**6)
    failures = run({1: range(120), random_seed: range(120)}, runner, tally)
    wrong = [failure for failure in failures if failure.judgement.kind is not Kind.FALSE_REJECTION]
    with capsys.disabled():
        print("\n".join(["", f"agreement: seeds 1 and {random_seed}", *snippets(wrong, "", runner)]))
    assert not wrong
    assert not tally.count(Kind.FALSE_REJECTION, highest_rank=False, operations=COMPLETE)
    assert tally.count() > 300


# ----------------------------------------------------------------------------------------------------- the judge
X = Leaf("x1", "Tensor[float32, tuple[Batch, Hidden]]")
UNNAMED = Leaf("x2", "Tensor[float32, tuple[int, Hidden]]")
SUM = Call("sum", "{}.sum(0)", (X,))
NO_SUM = Call("sum", "{}.sum(2)", (X,))
SUM_OF_UNNAMED = Call("sum", "{}.sum(0)", (UNNAMED,))
HIDDEN = Accepted("Tensor[float32, tuple[Hidden]]")
NO = Rejected("no")


def judged(step: Call, *said: StepVerdict, inner: Mapping[Call, StepVerdict] | None = None) -> Judgement:
    """What a step comes to if mypy and pyright (or both) say this of it, and both say that of the steps in it."""
    verdicts: dict[Checker, Verdicts] = {
        "mypy": {**(inner or {}), step: said[0]},
        "pyright": {**(inner or {}), step: said[-1]},
    }
    return judge(Program(step, nested=True), verdicts, Runner())[-1]


def test_right() -> None:
    assert judged(SUM, HIDDEN).kind is Kind.RIGHT
    assert judged(NO_SUM, NO).kind is Kind.RIGHT
    assert judged(SUM, HIDDEN).is_valid
    assert not judged(NO_SUM, NO).is_valid


@pytest.mark.parametrize("said", [(HIDDEN,), (HIDDEN, NO), (NO, HIDDEN)])
def test_accepted_but_fails(said: tuple[StepVerdict, ...]) -> None:
    judgement = judged(NO_SUM, *said)
    assert judgement.kind is Kind.UNSOUND
    assert "accepted, but raises" in judgement.details[-1]


@pytest.mark.parametrize(
    "type_",
    [
        "Tensor[float32, tuple[Batch]]",
        "Tensor[float32, tuple[Hidden, Hidden]]",
        "Tensor[float32, tuple[()]]",
        "Tensor[float32, tuple[Literal[13]]]",  # of the first size, not of the second
        "Tensor[float64, tuple[Hidden]]",
        "Parameter[float32, tuple[Hidden]]",
        "np.ndarray[tuple[Hidden], np.dtype[np.float32]]",
        "float",
        "None",
        "Any",
        "Unknown",
        "Never",
        "Tensor[Any, tuple[Hidden]]",
        "Tensor[Float, tuple[Hidden]]",
        "Tensor[float32, tuple[Any]]",
        "Tensor[float32, tuple[int, ...]]",
        "Tensor[float32, tuple[int]]",
        "Tensor[float32, tuple[Hidden]] | Tensor[float64, tuple[Hidden]]",
    ],
)
@pytest.mark.parametrize("other", [HIDDEN, NO, None])
def test_of_another_type(type_: str, other: StepVerdict | None) -> None:
    said = Accepted(type_)
    assert judged(SUM, said, other or said).kind is Kind.UNSOUND
    assert judged(SUM, other or said, said).kind is Kind.UNSOUND


def test_an_int_for_a_name_beside_an_int() -> None:
    assert judged(SUM_OF_UNNAMED, Accepted("Tensor[float32, tuple[int]]")).kind is Kind.UNSOUND
    assert judged(SUM_OF_UNNAMED, HIDDEN).kind is Kind.RIGHT
    part = Call("getitem", "{}[:5, 0]", (X,))
    assert judged(part, Accepted("Tensor[float32, tuple[int]]")).kind is Kind.RIGHT
    assert judged(Call("getitem", "{}[:, 0]", (X,)), Accepted("Tensor[float32, tuple[int]]")).kind is Kind.UNSOUND
    both = Call("getitem", "{}[:5]", (X,))
    assert judged(both, Accepted("Tensor[float32, tuple[int, int]]")).kind is Kind.UNSOUND


def test_another_sum_with_an_int_in_it() -> None:
    step = Call("concat", "tg.concat(({}, {}), axis=0)", (UNNAMED, X))
    assert judged(step, Accepted("Tensor[float32, tuple[Plus[int, Batch], Hidden]]")).kind is Kind.RIGHT
    assert judged(step, Accepted("Tensor[float32, tuple[Plus[int, Hidden], Hidden]]")).kind is Kind.UNSOUND


def test_an_array_with_a_sum_in_its_shape() -> None:
    step = Call("numpy", "{}.numpy()", (Leaf("x1", "Tensor[bool_, tuple[Plus[Batch, int]]]"),))
    right, wrong = (
        Accepted(f"np.ndarray[tuple[Plus[{sizes}]], np.dtype[np.bool_]]") for sizes in ("Batch, int", "Hidden, int")
    )
    assert judged(step, right).kind is Kind.RIGHT
    assert judged(step, wrong).kind is Kind.UNSOUND


def test_rejected_but_valid() -> None:
    assert judged(SUM, NO).kind is Kind.FALSE_REJECTION


def test_the_checkers_disagree() -> None:
    assert judged(SUM, HIDDEN, NO).kind is Kind.DISAGREEMENT
    assert judged(SUM, NO, HIDDEN).kind is Kind.DISAGREEMENT
    step = Call("reshape", "{}.reshape(8)", (Leaf("x1", "Tensor[float32, tuple[Literal[8]]]"),))
    literal, unnamed = Accepted("Tensor[float32, tuple[Literal[8]]]"), Accepted("Tensor[float32, tuple[int]]")
    assert judged(step, literal, unnamed).kind is Kind.DISAGREEMENT


PART = Call("getitem", "{}[::-1]", (Leaf("x3", "Tensor[float32, tuple[Batch]]"),))
INT = Accepted("Tensor[float32, tuple[int]]")


@pytest.mark.parametrize("said", [INT, NO])
def test_lengths_that_no_type_says_are_unchecked(said: StepVerdict) -> None:
    right_with_parameters_only = Call("+", "({} + {})", (Leaf("x1", "Tensor[float32, tuple[int]]"), PART))
    assert judged(right_with_parameters_only, INT, inner={PART: INT}).kind is Kind.UNCHECKED


def test_what_unnamed_lengths_do_not_explain_stands() -> None:
    double = Call("+", "({} + {})", (Leaf("x1", "Tensor[float64, tuple[int]]"), PART))
    assert judged(double, INT, inner={PART: INT}).kind is Kind.UNSOUND
    named = Call("+", "({} + {})", (Leaf("x1", "Tensor[float32, tuple[Hidden]]"), PART))
    assert judged(named, INT, inner={PART: INT}).kind is Kind.UNSOUND
    fits_by_chance = Call("+", "({} + {})", (Leaf("x1", "Tensor[float32, tuple[Batch]]"), PART))
    assert judged(fits_by_chance, NO, inner={PART: INT}).kind is Kind.UNCHECKED
    assert judged(Call("+", "({} + {})", (PART, PART)), NO, inner={PART: INT}).kind is Kind.FALSE_REJECTION


def test_errors_of_values_are_unchecked() -> None:
    assert judged(Call("getitem", "{}[100]", (X,)), HIDDEN).kind is Kind.UNCHECKED


def test_right_with_one_size_only_is_wrong() -> None:
    eight = Leaf("x2", "Tensor[float32, tuple[Plus[Batch, int]]]")  # 12 with the first size of Batch
    step = Call("+", "({} + {})", (eight, Leaf("x3", "Tensor[float32, tuple[Literal[12]]]")))
    assert isinstance(Runner().outcome(step), Raised)
    assert judged(step, Accepted("Tensor[float32, tuple[Literal[12]]]")).kind is Kind.UNSOUND


def test_after_a_step_that_is_not_right_nothing_is_judged() -> None:
    outer = Call("exp", "{}.exp()", (SUM,))
    for said in (NO, Accepted("Any")):
        assert judged(outer, Masked(), inner={SUM: said}).step is SUM
    assert judged(outer, HIDDEN, inner={SUM: HIDDEN}).step is outer


# -------------------------------------------------------------------------------------------------- the checkers
FAULTY = """
from typing import Any

def fails(x: Tensor[float32, tuple[Batch, Hidden]]) -> Tensor[float32, tuple[Batch]]:
    y: Any = x
    return y.sum(2)  # type: ignore[no-any-return]

def gives_another_shape(x: Tensor[float32, tuple[Batch, Hidden]]) -> Tensor[float32, tuple[Batch]]:
    y: Any = x
    return y.sum(0)  # type: ignore[no-any-return]

def gives_another_dtype(x: Tensor[float32, tuple[Batch, Hidden]]) -> Tensor[float64, tuple[Batch]]:
    y: Any = x
    return y.sum(1)  # type: ignore[no-any-return]

def rejects(x: Tensor[float64, tuple[Batch, Hidden]]) -> Tensor[float64, tuple[Batch, Hidden]]:
    return x

def says_nothing(x: Any) -> Any:
    return x.sum(0)

def takes(x: Tensor[float32, tuple[Batch, Hidden]]) -> Tensor[float32, tuple[Batch, Hidden]]:
    return x
"""


@pytest.mark.parametrize("nested", [True, False])
def test_faults_of_the_library_are_found(nested: bool) -> None:
    names = ("fails", "gives_another_shape", "gives_another_dtype", "rejects", "says_nothing", "takes")
    steps = [Call(name, f"{name}({{}})", (X,)) for name in names]
    widened = Call("reshape", "{}.reshape({}, {})", (X, Leaf("n1", "Literal[1]"), Leaf("n2", "Batch")))
    steps += [Call("exp", "{}.exp()", (steps[3],)), Call("reshape", "{}.reshape({}, {})", (X, *widened.operands[1:]))]
    made = [Program(step, nested) for step in steps]
    said = ask(made, PRELUDE + FAULTY)
    runner = Runner(PRELUDE + FAULTY)
    kinds = [
        judge(program, {checker: verdicts[i] for checker, verdicts in said.items()}, runner)[-1].kind
        for i, program in enumerate(made)
    ]
    assert kinds[:6] == [Kind.UNSOUND] * 3 + [Kind.FALSE_REJECTION, Kind.UNSOUND, Kind.RIGHT]
    assert isinstance(said["mypy"][6][steps[6]], Masked)


@pytest.mark.parametrize(
    "answer",
    [
        Crash("exit status 2"),
        Verdict((), {}),
        Verdict((Diagnostic("programs.py", 1, "misc", "of the frame"),), {}),
        Verdict((Diagnostic("elsewhere.py", 1, "misc", "of another file"),), {}),
    ],
)
def test_a_checker_that_fails_is_no_verdict(answer: Crash | Verdict, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(_sources: Mapping[str, str]) -> dict[Checker, Crash | Verdict]:
        return {"mypy": answer}

    monkeypatch.setattr(checkers, "check_sources", answers)
    with pytest.raises(CheckerError):
        ask([Program(SUM, nested=True)])


# ------------------------------------------------------------------------------------------------- the minimiser
def told(program: Program) -> Verdicts:
    """The truth about each step; but both checkers reject sums of matrices with hidden units."""
    runner = Runner()
    verdicts: dict[Call, StepVerdict] = {}
    for step in program.result.steps:
        outcome = runner.outcome(step)
        assert isinstance(outcome, Values)
        leaf = next(leaf for leaf in step.leaves if TensorType.of(leaf.annotation))
        tensor = TensorType.of(leaf.annotation)
        assert tensor is not None
        is_planted = step.operation == "+" and "Hidden" in tensor.dimensions and len(tensor.dimensions) > 1
        verdicts[step] = NO if is_planted else Accepted(str(tensor._replace(kind="Tensor")))
    return verdicts


@pytest.mark.parametrize("nested", [True, False])
def test_a_failing_program_is_minimised(nested: bool) -> None:
    x = Leaf("x7", "Parameter[float64, tuple[Classes, Literal[8], Pixels, Hidden]]")
    y = Leaf("x9", "Tensor[float64, tuple[Classes, Literal[8], Pixels, Hidden]]")
    inner = Call("exp", "{}.exp()", (Call("neg", "(-{})", (x,)),))
    outer = Call("abs", "abs({})", (Call("+", "({} + {})", (inner, y)),))
    program = Program(outer, nested)
    judgements = judge(program, {"mypy": told(program), "pyright": told(program)}, Runner())
    (failure,) = [judgement for judgement in judgements if judgement.kind is Kind.FALSE_REJECTION]
    (failure,) = minimised([failure], Runner(), answering(told))
    found = TensorType.of(failure.program.result.leaves[0].annotation)
    assert failure.kind is Kind.FALSE_REJECTION
    assert failure.program.result.source == "(x1 + x1)"
    assert found is not None
    assert (found.kind, found.dtype) == ("Tensor", "float32")
    assert len(found.dimensions) == HIGHEST_RANK  # of another rank it is another failure
    assert sorted(found.dimensions) == ["Batch", "Batch", "Batch", "Hidden"]


def test_a_snippet_runs_and_fails_as_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--programs", "60", "--seed", "5"], ask=answering(blind)) == 1
    printed = capsys.readouterr().out
    assert "60 programs, seed 5" in printed
    found = [text for text in printed.split("\n\n") if text.startswith("# ") and "accepted, but raises" in text]
    assert found
    for text in found:
        assert "--seed 5 --first " in text
        with pytest.raises((ShapeError, DTypeError)) as raised:
            exec(text, {})
        assert f"# run time: {type(raised.value).__name__}: " in text


def answering(checker: Callable[[Program], Verdicts]) -> Ask:
    """Ask one checker as if it were both."""

    def ask(made: Sequence[Program]) -> Mapping[Checker, Sequence[Verdicts]]:
        answers = [checker(program) for program in made]
        return {"mypy": answers, "pyright": answers}

    return ask


def blind(program: Program) -> Verdicts:
    """A checker to which everything is a scalar."""
    return {step: Accepted("Tensor[float32, tuple[()]]") for step in program.result.steps}


def test_a_checker_that_rejects_everything_breaks_the_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    def refusing(program: Program) -> Verdicts:
        first, *rest = program.result.steps
        return {first: NO, **dict.fromkeys(rest, Masked())}

    assert main(["--programs", "60", "--seed", "5"], ask=answering(refusing)) == 1
    assert "below rank 4 rejected" in capsys.readouterr().out.splitlines()[-1]


# ---------------------------------------------------------------------------------------------------- the report
def test_the_bounds() -> None:
    def broken(*judgements: Judgement) -> list[str]:
        tally = Tally()
        tally.add([judged(SUM, HIDDEN)] * 100)
        tally.add(judgements)
        return tally.broken()

    added = Call("+", "({} + {})", (X, X))
    assert broken() == []
    assert broken(judged(SUM, NO)) == []
    assert len(broken(judged(SUM, NO), judged(SUM, NO), judged(SUM, NO))) == 1
    assert len(broken(judged(added, NO))) == 1
    assert len(broken(judged(NO_SUM, HIDDEN))) == 1
    assert len(broken(judged(SUM, HIDDEN, NO))) == 1
    assert len(broken(*[judged(Call("getitem", "{}[100]", (X,)), HIDDEN)] * 3)) == 1


# ------------------------------------------------------------------------------------------------- the generator
def test_a_seed_and_a_number_make_a_program() -> None:
    made = list(programs(range(40), 3, Runner()))
    assert made == list(programs(range(40), 3, Runner()))
    assert made[30:] == list(programs(range(30, 40), 3, Runner()))
    assert made != list(programs(range(40), 4, Runner()))


MANY = list(programs(range(1500), 1, Runner()))


def test_half_of_the_programs_are_wrong() -> None:
    runner = Runner()
    outcomes = [runner.outcome(program.result) for program in MANY]
    assert 0.4 < sum(isinstance(outcome, Raised) for outcome in outcomes) / len(MANY) < 0.6
    assert not any(isinstance(outcome, Undecided) for outcome in outcomes)


def test_all_dtypes_ranks_and_dimensions_occur() -> None:
    types = [tensor for program in MANY for leaf in program.result.leaves if (tensor := TensorType.of(leaf.annotation))]
    assert {tensor.dtype for tensor in types} == set(DTYPES)
    assert {len(tensor.dimensions) for tensor in types} == set(range(HIGHEST_RANK + 1))
    listed = {dimension for tensor in types for dimension in tensor.dimensions}
    assert {dimension for dimension in listed if not dimension.startswith(("Plus", "Times"))} == set(SIZES)
    for dtype in NUMBERS:
        assert {len(tensor.dimensions) for tensor in types if tensor.dtype == dtype} == set(range(HIGHEST_RANK + 1))


NEVER_WRONG = {
    "unique",
    "unique_...",
    *("== scalar", "!= scalar", "as_tensor", "astype", "copy", "detach", "einsum shape", "numpy", "reshape", "shape"),
    *("tolist", "logical_not", "len", "float", "int", "index"),
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_each_operation_occurs_right_and_wrong(operation: Operation) -> None:
    runner = Runner()
    is_ever_wrong = operation.name not in NEVER_WRONG
    made = programs(range(20 if is_ever_wrong else 3), 1, runner, [operation])
    outcomes = {type(runner.outcome(program.result)) for program in made}
    assert outcomes == ({Values, Raised} if is_ever_wrong else {Values})


def test_every_public_name_is_in_a_program_or_left_out_for_a_reason() -> None:
    asked, used = public_names() - LEFT_OUT.keys(), set[str]()
    for number in range(40):
        if asked - used:
            used |= {
                name for last in OPERATIONS for name in used_names(programs([number], 9, Runner(), [last]))
            }  # 9: with this seed few are enough
    assert not asked - used
    assert not LEFT_OUT.keys() & used
    assert not LEFT_OUT.keys() - public_names()


# ----------------------------------------------------------------------------------------------- all pairs of shapes
@pytest.mark.parametrize("sign", SIGNATURES)
def test_the_pairs_are_all_there_are(sign: str) -> None:
    heads = {program.lines("program")[0] for program in pairs(sign)}
    assert len(heads) == 40 * 40


def test_a_pair_that_is_rejected_breaks_the_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    def deaf(asked: Sequence[Program]) -> dict[Checker, list[Verdicts]]:
        return {
            "mypy": [{program.result: NO} for program in asked],
            "pyright": [{program.result: NO} for program in asked],
        }

    assert all_pairs(deaf, ["+"]) == 1
    assert "940 valid steps of arithmetic, comparisons or @ below rank 4 rejected" in capsys.readouterr().out
