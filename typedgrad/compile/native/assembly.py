"""A program with its native parts: runs of calls that C does are one call each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.compile.native.compiler import compiler
from typedgrad.compile.native.elementwise import Group, Statement
from typedgrad.compile.native.library import blas, data_offset, entry
from typedgrad.compile.native.lowering import Lowering
from typedgrad.compile.native.operand import Operand
from typedgrad.compile.native.product import typedefs
from typedgrad.compile.native.selection import placed
from typedgrad.compile.plan import Plan, last_uses
from typedgrad.compile.source import Source
from typedgrad.compile.storage import Call, Place, within
from typedgrad.compile.traced import Traced
from typedgrad.errors import CompileError
from typedgrad.rules.memory import address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from typedgrad.compile.native.compiler import Compiler
    from typedgrad.compile.native.kernel import Kernel
    from typedgrad.compile.native.lowering import Work
    from typedgrad.rules.namespace import NDArray

_LONGEST = 600_000  # characters of C in a program, which compile in some seconds; what would come then is left to NumPy

_ENTRY = """
typedef void kernel(char *const *);
#define EXPORTED __attribute__((visibility("default")))

/* A part of a program is numbers: what must not overlap, where addresses of arguments go, and the calls. */
static int run(int64_t *g, char *const *x) {
    int64_t n = *g++;
    for (; n; n--, g += 5) {
        int64_t start = (int64_t)x[g[0]];
        if (start + g[1] < g[4] && g[3] < start + g[2]) return 1;
    }
    n = *g++;
    int64_t *call = g + 3 * n;
    for (; n; n--, g += 3) call[g[0]] = (int64_t)x[g[1]] + g[2];
    for (; *call >= 0; call += 2 + call[1]) kernels[call[0]]((char *const *)(call + 2));
    return 0;
}
"""


@dataclass(slots=True)
class _Part:
    """A run of calls that native code does."""

    calls: list[Call]
    kernels: list[Kernel]
    views: list[Call]  # of arguments, that are made before or within it


class _Kernels:
    """The functions of a program, each text once."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, bool], int] = {}
        self.length = 0

    def number(self, kernel: Kernel) -> int:
        """The number of a kernel, a new one for a new text."""
        key = kernel.body, kernel.is_product
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers)
            self.length += len(kernel.body)
        return self.numbers[key]

    def sources(self, compiler: Compiler, counts: Sequence[int]) -> dict[str, tuple[str, ...]]:
        """The C of all functions, with the flags for each source."""
        mathematics = files("typedgrad.compile.native").joinpath("math.c").read_text("utf-8")
        head = f"{mathematics}\n{typedefs(compiler.registers)}\n"
        made = [
            (is_product, f"void typedgrad_k{number}(char *const *p) {{\n{body}\n}}")
            for (body, is_product), number in self.numbers.items()
        ]
        names = [f"typedgrad_k{number}" for number in range(len(made))]
        declared = "\n".join(f'__attribute__((visibility("hidden"))) void {name}(char *const *);' for name in names)
        table = f"static void (*const kernels[])(char *const *) = {{{', '.join(names)}}};"
        entries = [_entry(count) for count in counts]
        loops = [text for is_product, text in made if not is_product]
        products = [text for is_product, text in made if is_product]
        sources: dict[str, tuple[str, ...]] = {
            "\n".join([head, declared, *loops, table, _ENTRY, *entries]): ("-ffp-contract=off",)
        }
        if products:
            sources["\n".join([head, declared, *products])] = ("-ffp-contract=fast",)
        return sources


def _entry(count: int) -> str:
    given = "".join(f", char *const *x{i}" for i in range(count))
    data = ", ".join(f"x{i}[{data_offset()}]" for i in range(count)) or "0"
    return f"EXPORTED int enter_{count}(int64_t *g{given}) {{ char *const x[] = {{{data}}}; return run(g, x); }}"


def planned(calls: Sequence[Call], arguments: Sequence[str], results: Sequence[Traced]) -> tuple[list[Call], Plan]:
    """The calls of a program, with native code in place of those that it can do, and where its arrays are.

    Raises:
        CompileError: there is no compiler, or it fails.
    """
    found = compiler()
    calls = placed(calls, results)
    plan = Plan(calls, results)
    lowering = Lowering(plan, last_uses(calls, results), found.registers, blas())
    kernels = _Kernels()
    parts = _parts(calls, lowering, kernels)
    entries = _entries(found, kernels, [part for part in parts if isinstance(part, _Part)])
    done: list[Call] = []
    for part in parts:
        if isinstance(part, _Part):
            done += _native_call(part, entries, kernels, lowering, arguments, plan)
        else:
            done.append(part)
    return _without_unused_views(done, results), plan


def _parts(calls: Sequence[Call], lowering: Lowering, kernels: _Kernels) -> list[Call | _Part]:
    """The calls, runs of them that native code can do as parts."""
    parts: list[Call | _Part] = []
    views: list[Call] = []
    run = _Run(kernels)
    for i, call in enumerate(calls):
        if lowering.is_view(call):
            views.append(call)
            parts.append(call)
            continue
        work = lowering.lowered(call) if kernels.length < _LONGEST else None
        if work is not None:
            run.add(i, call, work)
            continue
        parts += run.end(views)
        parts.append(call)
        run = _Run(kernels)
    return [*parts, *run.end(views)]


class _Run:
    """Consecutive calls, those element by element over one index space in one loop."""

    def __init__(self, kernels: _Kernels) -> None:
        self._kernels = kernels
        self._calls: list[Call] = []
        self._made: list[Kernel] = []
        self._group: Group | None = None
        self._last = 0

    def add(self, i: int, call: Call, work: Work) -> None:
        """Add the call of number `i`."""
        self._calls.append(call)
        if isinstance(work, Statement):
            if self._group is None or not self._group.takes(work):
                self._end_group()
                self._group = Group(work)
            self._last = i
        else:
            self._end_group()
            self._keep(work)

    def end(self, views: Sequence[Call]) -> list[_Part]:
        """What was added as a part, if there was anything."""
        self._end_group()
        return [_Part(self._calls, self._made, list(views))] if self._calls else []

    def _end_group(self) -> None:
        if self._group is not None:
            self._keep(self._group.kernel(self._last))
            self._group = None

    def _keep(self, kernel: Kernel) -> None:
        self._kernels.number(kernel)
        self._made.append(kernel)


# ---------------------------------------------------------------------------------------------------- native calls
def _bases(part: _Part) -> list[str]:
    """The variables that a part reads."""
    operands = [operand for kernel in part.kernels for operand in kernel.operands if isinstance(operand, Operand)]
    return list(dict.fromkeys(operand.base for operand in operands if operand.base))


def _entries(compiler: Compiler, kernels: _Kernels, parts: Sequence[_Part]) -> dict[int, Callable[..., int]]:
    """The ways into native code, by the number of arrays that are handed over."""
    counts = sorted({len(_bases(part)) for part in parts})
    if not counts:
        return {}
    sources = kernels.sources(compiler, counts)
    path = compiler.library(sources)
    try:
        return _loaded(path, counts)
    except (OSError, AttributeError):  # the file is damaged, or another process has removed it
        path.unlink(missing_ok=True)
    try:
        return _loaded(compiler.library(sources), counts)
    except (OSError, AttributeError) as error:
        raise CompileError(f"compiled: what the C compiler made cannot be loaded: {error}") from error


def _loaded(path: Path, counts: Sequence[int]) -> dict[int, Callable[..., int]]:
    return {count: entry(path, f"enter_{count}", count) for count in counts}


def _native_call(
    part: _Part,
    entries: dict[int, Callable[..., int]],
    kernels: _Kernels,
    lowering: Lowering,
    arguments: Sequence[str],
    plan: Plan,
) -> list[Call]:
    """A part as a call, after calls that bring variables into the layout that it knows."""
    bases = _bases(part)
    numbers = np.array(_numbers(part, bases, kernels), np.int64)
    enter, program = entries[len(bases)], address(numbers)
    fallback = _Fallback(part, bases, plan, (numbers, lowering.kept))
    if not bases:  # nothing can share memory, and no Python is between this call and others that C makes
        return [Call(_Kept(enter, program, fallback), (), is_effect=True)]

    def native(*arrays: NDArray) -> None:
        if enter(program, *arrays):
            fallback(*arrays)

    made: list[Call] = []
    given: list[Traced] = []
    for base in map(lowering.bases.__getitem__, bases):
        if base.name not in arguments:  # what NumPy made, which may lie otherwise in another run
            value = base.value
            there = Traced(value, base.storage, base.recorder, f"{base.name}_{address(numbers)}")
            made.append(Call(_laid_out, (base, value.dtype, value.shape, value.strides), results=there))
            given.append(there)
        else:
            given.append(base)
    made.append(Call(native, tuple(given), is_effect=True))
    return made


def _numbers(part: _Part, bases: list[str], kernels: _Kernels) -> list[int]:
    """A part as the numbers that `run` reads."""
    calls: list[int] = []
    patches: list[int] = []
    read: dict[str, tuple[int, int]] = {}
    for kernel in part.kernels:
        calls += [kernels.number(kernel), len(kernel.operands)]
        for operand in kernel.operands:
            if isinstance(operand, Operand) and operand.base:
                patches += [len(calls), bases.index(operand.base), operand.address]
                low, high = operand.extent
                known = read.get(operand.base, (low, high))
                read[operand.base] = min(low, known[0]), max(high, known[1])
            calls.append(operand.address if isinstance(operand, Operand) else operand)
    written = dict.fromkeys(operand.extent for kernel in part.kernels for operand in kernel.written)
    guards = [
        number
        for base, extent in read.items()
        for low, high in _merged(list(written))
        for number in (bases.index(base), *extent, low, high)
    ]
    return [len(guards) // 5, *guards, len(patches) // 3, *patches, *calls, -1, 0]


def _merged(extents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of memory, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(extents):
        if merged and low <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return merged


def _laid_out(value: Any, dtype: np.dtype[Any], shape: tuple[int, ...], strides: tuple[int, ...]) -> NDArray:
    """An array, or one of NumPy's scalars, as an array of this layout. Any: these have no type in common."""
    array: NDArray = np.asarray(value, dtype)
    if array.strides == strides and array.shape == shape:
        return array
    size = sum((length - 1) * abs(stride) for length, stride in zip(shape, strides, strict=True)) + dtype.itemsize
    start = sum((length - 1) * -stride for length, stride in zip(shape, strides, strict=True) if stride < 0)
    laid: NDArray = np.ndarray(shape, dtype, bytearray(max(size, 1)), start, strides)
    laid[...] = array
    return laid


class _Fallback:
    """The calls of a part by NumPy, for arguments that share memory with what the part writes into.

    It also holds what the native code reads by its address.
    """

    def __init__(self, part: _Part, bases: list[str], plan: Plan, kept: object) -> None:
        self._kept = kept
        self._part = part
        self._bases = bases
        self._plan = plan
        self._function: Callable[..., object] | None = None

    def __call__(self, *arrays: NDArray) -> None:
        if self._function is None:
            calls = _without_unused_views([*self._part.views, *self._part.calls], ())
            self._function = Source(calls, self._bases, (), self._plan).function()
        self._function(*arrays)


class _Kept(partial[int]):
    """A native call, with what it reads by its address."""

    kept: object

    def __new__(cls, enter: Callable[..., int], program: int, kept: object) -> _Kept:
        made = super().__new__(cls, enter, program)
        made.kept = kept
        return made


def _without_unused_views(calls: Sequence[Call], results: Sequence[Traced]) -> list[Call]:
    """The calls but those that only make views that no other call reads."""
    wanted = {traced.name for traced in results}
    kept: list[Call] = []
    for call in reversed(calls):
        made = list(call.makes())
        is_view = (
            bool(made)
            and call.target is None
            and not call.is_effect
            and all(view.storage.place is Place.ARGUMENT for view in made)
        )
        if not is_view or any(view.name in wanted for view in made):
            kept.append(call)
            wanted.update(traced.name for traced in (*call.reads(), *within(call.target)))
    kept.reverse()
    return kept
