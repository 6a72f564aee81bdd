"""Making a failing program small, as long as the same operation fails in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.checkers import ask
from agreement.dimensions import NAMES, SIZED
from agreement.draft import DTYPES, HIGHEST_RANK
from agreement.judgement import judge
from agreement.programs import Call, Leaf, Program, TensorType
from agreement.runtime import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from agreement.checkers import Verdicts
    from agreement.judgement import Judgement, Kind
    from agreement.programs import Expression
    from agreement.runtime import Runner
    from typecheck_cases._cases import Checker

    Ask: TypeAlias = Callable[[Sequence[Program]], Mapping[Checker, Sequence[Verdicts]]]

_MOST_ROUNDS = 20
_SIMPLEST_FIRST = (*NAMES, *SIZED, "int")


def minimised(failures: Sequence[Judgement], runner: Runner, ask: Ask = ask) -> list[Judgement]:
    """The smallest program found for each failure.

    In each round the checkers are asked once, about all programs that are a little smaller.
    """
    smallest = list(failures)
    growing = dict(enumerate(failures))
    for _ in range(_MOST_ROUNDS):
        candidates = {place: _smaller(failure, runner) for place, failure in growing.items()}
        asked = list(dict.fromkeys(program for programs in candidates.values() for program in programs))
        if not asked:
            break
        said = ask(asked)
        verdicts: dict[Program, dict[Checker, Verdicts]] = {
            program: {checker: answers[i] for checker, answers in said.items()} for i, program in enumerate(asked)
        }
        found = {
            place: [
                judgement
                for program in programs
                for judgement in judge(program, verdicts[program], runner)[-1:]
                if judgement.step == program.result and manner(judgement) == manner(failures[place])
            ]
            for place, programs in candidates.items()
        }
        growing = {place: min(judgements, key=_cost_of) for place, judgements in found.items() if judgements}
        for place, judgement in growing.items():
            smallest[place] = judgement
    return smallest


def manner(failure: Judgement) -> tuple[Kind, str, bool, bool]:
    """In which way it fails; what fails at the highest rank only is another failure."""
    return failure.kind, failure.step.operation, failure.is_valid, failure.rank >= HIGHEST_RANK


def _smaller(failure: Judgement, runner: Runner) -> list[Program]:
    """Programs of lower cost that are as valid at run time as the failing one is."""
    runner.forget()
    cost = _cost(Program(failure.step, failure.program.nested))
    programs = [_renamed(program) for program in _changed(failure)]
    if failure.step != failure.program.result:
        programs.append(_renamed(Program(failure.step, failure.program.nested)))
    return [
        program
        for program in dict.fromkeys(programs)
        if (_cost(program) < cost or failure.step != failure.program.result)
        and isinstance(runner.outcome(program.result), Values) == failure.is_valid
    ]


def _changed(failure: Judgement) -> Iterator[Program]:
    """The program with one thing simpler."""
    step, nested = failure.step, failure.program.nested
    if not nested:
        yield Program(step, nested=True)
    known: dict[Expression, Leaf] = {
        operand: Leaf(f"p{i}", type_)
        for i, (operand, type_) in enumerate(zip(step.operands, failure.types, strict=True))
        if isinstance(operand, Call)
    }
    if known:
        yield Program(step.replacing(known), nested)
    for operand, leaf in known.items():
        yield Program(step.replacing({operand: leaf}), nested)
    for changed in _simpler_parameters(step.leaves):
        if not _meets_a_limit(step, changed):
            yield Program(step.replacing(changed), nested)


def _meets_a_limit(step: Call, changed: Mapping[Expression, Leaf]) -> bool:
    """Whether the change might bring in what no type can say, and the grammar leaves out.

    That a shape no longer fills up, or `True` beside a number.
    """
    before = [TensorType.of(leaf.annotation) for leaf in step.leaves]
    after = [TensorType.of(changed.get(leaf, leaf).annotation) for leaf in step.leaves]
    changes = [(one, other) for one, other in zip(before, after, strict=True) if one and other]
    if any(name in {"reshape", "as_tensor", "splice"} for name in (inner.operation for inner in step.steps)):
        return any(len(one.dimensions) != len(other.dimensions) for one, other in changes)
    has_truth_value = any("True" in inner.template or "False" in inner.template for inner in step.steps)
    return has_truth_value and any(one.dtype != other.dtype for one, other in changes)


def _simpler_parameters(leaves: Sequence[Leaf]) -> Iterator[Mapping[Expression, Leaf]]:
    """Parameters of other types: one axis less, a simpler dimension or dtype, two that are one."""
    types = {leaf: tensor for leaf in leaves if (tensor := TensorType.of(leaf.annotation))}
    highest = max((len(tensor.dimensions) for tensor in types.values()), default=0)
    for axis in range(-highest, highest):  # the same axis of all
        yield _retyped({leaf: _without_axis(tensor, axis) for leaf, tensor in types.items()})
    for leaf, tensor in types.items():
        for axis in range(len(tensor.dimensions)):
            yield _retyped({leaf: _without_axis(tensor, axis)})
        yield _retyped({leaf: tensor._replace(kind="Tensor")})
    for dtype in DTYPES:
        changed = {leaf: tensor._replace(dtype=DTYPES[0]) for leaf, tensor in types.items() if tensor.dtype == dtype}
        yield _retyped(changed)
    yield from _simpler_dimensions(leaves, types)
    for i, leaf in enumerate(leaves):
        for other in leaves[:i]:
            if leaf.annotation == other.annotation:
                yield {leaf: other}


def _simpler_dimensions(
    leaves: Sequence[Leaf], types: Mapping[Leaf, TensorType]
) -> Iterator[Mapping[Expression, Leaf]]:
    """Each dimension by each simpler one, wherever it is."""
    sizes = [leaf.annotation for leaf in leaves if leaf not in types]
    found = dict.fromkeys([*sizes, *(dimension for tensor in types.values() for dimension in tensor.dimensions)])
    for dimension in found:
        for simpler in _SIMPLEST_FIRST[: _complexity(dimension)]:
            exchange = {dimension: simpler}
            changed: dict[Expression, Leaf] = {
                leaf: Leaf(leaf.name, exchange.get(leaf.annotation, leaf.annotation)) for leaf in leaves
            }
            for leaf, tensor in types.items():
                dimensions = tuple(exchange.get(name, name) for name in tensor.dimensions)
                changed[leaf] = Leaf(leaf.name, str(tensor._replace(dimensions=dimensions)))
            yield changed


def _without_axis(tensor: TensorType, axis: int) -> TensorType:
    dimensions = list(tensor.dimensions)
    if -len(dimensions) <= axis < len(dimensions):
        del dimensions[axis]
    return tensor._replace(dimensions=tuple(dimensions))


def _retyped(types: Mapping[Leaf, TensorType]) -> Mapping[Expression, Leaf]:
    return {leaf: Leaf(leaf.name, str(tensor)) for leaf, tensor in types.items()}


def _renamed(program: Program) -> Program:
    """The parameters `x1`, `x2`, ... in the order in which they appear."""
    names: dict[Expression, Leaf] = {
        leaf: Leaf(f"x{number}", leaf.annotation) for number, leaf in enumerate(program.result.leaves, 1)
    }
    return Program(program.result.replacing(names), program.nested)


def _cost_of(failure: Judgement) -> tuple[int, ...]:
    return _cost(failure.program)


def _cost(program: Program) -> tuple[int, ...]:
    """What is smaller comes first: steps, axes, parameters, and so on."""
    leaves = program.result.leaves
    tensors = [tensor for leaf in leaves if (tensor := TensorType.of(leaf.annotation))]
    dimensions = [dimension for tensor in tensors for dimension in tensor.dimensions]
    sizes = [leaf.annotation for leaf in leaves if TensorType.of(leaf.annotation) is None]
    return (
        len(program.result.steps),
        len(dimensions),
        len(leaves),
        sum(map(_complexity, (*dimensions, *sizes))),
        sum(DTYPES.index(tensor.dtype) for tensor in tensors),
        sum(tensor.kind == "Parameter" for tensor in tensors),
        not program.nested,
    )


def _complexity(dimension: str) -> int:
    return _SIMPLEST_FIRST.index(dimension) if dimension in _SIMPLEST_FIRST else len(_SIMPLEST_FIRST)
