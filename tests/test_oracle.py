"""The comparison with PyTorch and JAX: that it is whole, that it finds faults, and typedgrad's own conventions."""

from __future__ import annotations

from importlib import util
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agreement.coverage import public_names
from oracle.__main__ import LIBRARIES, broken_conventions, compared, main
from oracle.call import Call, over
from oracle.calls import CALLS
from oracle.comparison import compare, relative_error
from oracle.coverage import EXCLUDED, compared_names
from oracle.edge import Edge, is_same
from oracle.edges import EDGES
from oracle.inputs import FORMS, PAIRS, Form
from oracle.libraries import Found, Question, of_typedgrad
from oracle.page import PAGE, follows, page
from typedgrad.rules.rule import Rule
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from oracle.edge import Answer
    from oracle.inputs import NDArray
    from oracle.libraries import Library

ALL_EDGES = [edge for edges in EDGES.values() for edge in edges]
FIRST_OF_EACH = {(call.ours, call.order): call for call in reversed(CALLS)}.values()
has_torch = pytest.mark.skipif(util.find_spec("torch") is None, reason="PyTorch is not here")
has_jax = pytest.mark.skipif(util.find_spec("jax") is None, reason="JAX is not here")


# --------------------------------------------------------------------------------------------------- what there is
def test_every_public_operation_is_compared_or_excluded() -> None:
    names, compared_here = public_names(), compared_names(CALLS)
    assert names - compared_here - set(EXCLUDED) == set()
    assert set(EXCLUDED) - names == set()
    assert set(EXCLUDED) & compared_here == set()


def answered(call: Call) -> list[Found]:
    """What typedgrad answers to each spelling of a call, with the first of its dtypes."""
    dtype = call.dtypes[0]
    question = Question("", call.operands(dtype), call.constants, call.order_of(dtype), call.forms)
    return [of_typedgrad(question._replace(expression=spelling)) for spelling in call.ours]


def test_every_rule_runs_in_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: set[Rule] = set()
    slot = Rule.__dict__["run"]

    def run(rule: Rule) -> object:
        ran.add(rule)
        return slot.__get__(rule)

    monkeypatch.setattr(Rule, "run", property(run, slot.__set__))
    for call in FIRST_OF_EACH:
        answered(call)
    made_by = {rule.forward.__qualname__.partition(".")[0] for rule in ran} | {rule.name for rule in ran}
    assert not {
        name
        for name, entry in TABLE.items()
        if (entry not in ran if isinstance(entry, Rule) else not made_by & {name, entry.__name__})
    }


def test_typedgrad_answers_every_call() -> None:
    for call in FIRST_OF_EACH:
        assert all(found.values for found in answered(call)), call.ours


def test_operands_have_every_form() -> None:
    shapes = {form.shape for (form,) in FORMS}
    assert {len(shape) for shape in shapes} == {0, 1, 2, 3}
    assert any(0 in shape for shape in shapes)
    assert {form.layout for (form,) in FORMS} == {"rows", "columns", "strided", "reversed"}
    assert any(left.shape != right.shape for left, right in PAIRS)


# ----------------------------------------------------------------------------------------------- that it finds faults
X = np.array([1.0, 2.0, 4.0])
CALL = next(over("exp", "tg.exp(x)", "torch.exp(x)", [(Form((3,)),)]))
RIGHT = Found((X,), (X,), (X,))


def differences(ours: Found, theirs: Found = RIGHT) -> list[tuple[str, str | None]]:
    found = compare(CALL, "float64", lambda question: ours, lambda question: theirs)
    return [(comparison.kind, comparison.difference) for comparison in found if comparison.difference]


def test_equal_answers_are_no_difference() -> None:
    assert differences(RIGHT) == []
    nearly = X * (1 + 1e-14)
    assert differences(Found((nearly,), (nearly,), (nearly,))) == []


@pytest.mark.parametrize("kind", [0, 1, 2])
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (np.add(X, [0.0, 0.0, 1e-9]), "[2] is 4.000000001, PyTorch's 4.0"),
        (np.add(X, [0.0, np.nan, 0.0]), "[1] is nan, PyTorch's 2.0"),
        (np.add(X, [np.inf, 0.0, 0.0]), "[0] is inf, PyTorch's 1.0"),
        (X.astype(np.float32), "float32 (3,), PyTorch's float64 (3,)"),
        (X[:, None], "float64 (3, 1), PyTorch's float64 (3,)"),
    ],
)
def test_planted_difference(wrong: NDArray, says: str, kind: int) -> None:
    answers = [RIGHT.values, RIGHT.gradients, RIGHT.second]
    answers[kind] = (wrong,)
    ((found, text),) = differences(Found(*answers))
    assert found == ("values", "gradients", "second")[kind]
    assert text is not None
    assert says in text
    assert "tg.exp(x) with float64 (3,)" in text


def test_missing_answer_is_a_difference() -> None:
    assert differences(Found((X,), (X,))) == [("second", "tg.exp(x) with float64 (3,): 0 second, PyTorch has 1")]


def test_error_is_a_difference() -> None:
    def fails(question: Question) -> Found:
        raise ValueError("no")

    def answers(question: Question) -> Found:
        return RIGHT

    for ours, theirs in ((fails, answers), (answers, fails)):
        (comparison,) = compare(CALL, "float64", ours, theirs)
        assert comparison.difference is not None
        assert "raises ValueError('no')" in comparison.difference


def test_relative_error() -> None:
    assert relative_error(np.array([1e-9, 2.0]), np.array([0.0, 2.0]), 2.0) == 5e-10
    assert relative_error(np.array([1e-9]), np.array([0.0]), 0.0) == 1e-9
    assert relative_error(np.array([np.nan, 1.0]), np.array([np.nan, 1.0]), 1.0) == 0.0
    assert relative_error(np.array([np.inf]), np.array([-np.inf]), 1.0) == np.inf
    assert relative_error(np.zeros(0), np.zeros(0), 0.0) == 0.0
    assert relative_error(np.array([1]), np.array([2]), 1.0) == np.inf


def test_errors_are_relative_to_the_largest_number_of_the_answer() -> None:
    zero = np.zeros(3)
    assert differences(Found((X,), (X,), (zero + 1e-15,)), Found((X,), (X,), (zero,))) == []
    assert len(differences(Found((X,), (X,), (zero + 1e-9,)), Found((X,), (X,), (zero,)))) == 1


# --------------------------------------------------------------------------------------------------- the conventions
@pytest.mark.parametrize("edge", ALL_EDGES, ids=lambda edge: edge.says)
def test_typedgrad_answers_as_recorded(edge: Edge) -> None:
    answer = edge.asked("typedgrad", of_typedgrad)
    assert is_same(answer, edge.answer), answer


def test_conventions_are_named_once() -> None:
    assert len({edge.says for edge in ALL_EDGES}) == len(ALL_EDGES)


def test_page_is_written_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m oracle --page"


def test_answers_are_compared_in_depth() -> None:
    assert is_same(([1.0, np.nan], 2), ([1.0 + 1e-9, np.nan], 2))
    others: list[Answer] = [([1.0, 2.0], 2), ([1.0], 2), ([1.0, np.nan], 2.0), [[1.0, np.nan], 2], "ValueError"]
    for other in others:
        assert not is_same(([1.0, np.nan], 2), other)
    assert is_same("ValueError", "ValueError")


def test_whom_typedgrad_follows() -> None:
    def edge(of_torch: Answer, of_jax: Answer, jax: str | None = "jnp.abs(x)") -> str:
        return follows(Edge("", "tg.abs(x)", ([0.0],), [0.0], of_torch, of_jax, jax=jax))

    assert edge([0.0], [0.0]) == "both"
    assert edge([0.0], [1.0]) == "PyTorch"
    assert edge([1.0], [0.0]) == "JAX"
    assert edge([1.0], "ValueError") == "neither"
    assert edge([0.0], [0.0], None) == "PyTorch"


def test_broken_convention_is_found() -> None:
    wrong = Edge("wrong", "tg.abs(x)", ([0.0],), [1.0])
    assert broken_conventions([wrong], {"typedgrad": of_typedgrad}) == [
        "typedgrad: wrong: tg.abs(x) is [0.0], recorded [1.0]"
    ]


# -------------------------------------------------------------------------------------------- beside PyTorch and JAX
def test_without_torch_there_is_no_comparison(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def finds_nothing(name: str) -> None:
        return None

    monkeypatch.setattr("oracle.__main__.find_spec", finds_nothing)
    with pytest.raises(SystemExit):
        main(["--only", "exp"])
    assert "torch is not here: nox -s oracle" in capsys.readouterr().err


@has_torch
def test_small_run_agrees_with_torch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "exp", "matmul", "softmax", "[]"]) == 0
    assert "no differences" in capsys.readouterr().out


@has_torch
def test_fault_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tally = compared(over("exp", "tg.exp(x) * 1.001", "torch.exp(x)", [(Form((3,)),)]))
    assert tally.differing() == 6  # value, gradient and second one, of two dtypes
    assert len(tally.differences()) == 4


def answers(name: str) -> Library:
    return next(library for known, library in LIBRARIES.items() if known == name)


@has_torch
@pytest.mark.parametrize("edge", ALL_EDGES, ids=lambda edge: edge.says)
def test_torch_answers_as_recorded(edge: Edge) -> None:
    assert broken_conventions([edge], {"PyTorch": answers("PyTorch")}) == []


@has_jax
@pytest.mark.parametrize("edge", ALL_EDGES, ids=lambda edge: edge.says)
def test_jax_answers_as_recorded(edge: Edge) -> None:
    assert broken_conventions([edge], {"JAX": answers("JAX")}) == []
