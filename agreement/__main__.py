"""Ask for the agreement of run time, mypy and pyright: `python -m agreement --help`."""

from __future__ import annotations

import argparse
import sys
from random import SystemRandom
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from agreement.checkers import ask
from agreement.generator import OPERATIONS, programs
from agreement.judgement import Kind, judge
from agreement.minimise import manner, minimised
from agreement.pairs import SIGNATURES, pairs
from agreement.report import Tally
from agreement.runtime import Runner
from agreement.snippet import snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from agreement.judgement import Judgement
    from agreement.minimise import Ask
    from agreement.operation import Operation
    from agreement.programs import Program

_BATCH = 2000
_MOST_SNIPPETS = 40


class Failure(NamedTuple):
    """A judgement to be shown, and the seed and the number of its program."""

    seed: int
    number: int
    judgement: Judgement


def main(arguments: Sequence[str] | None = None, ask: Ask = ask) -> int:
    """Run so many programs, print the report, and return the exit status: 1 if a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m agreement", description="Random programs, three verdicts.")
    parser.add_argument("--programs", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="default: another each time")
    parser.add_argument("--first", type=int, default=0, help="number of the first program (default: %(default)s)")
    parser.add_argument("--only", nargs="+", metavar="OP", help="programs that end in one of these operations")
    parser.add_argument("--pairs", action="store_true", help="instead, all pairs of shapes up to rank 3 in operators")
    parser.add_argument("--rejections", action="store_true", help="show what is valid but rejected, an example of each")
    given = parser.parse_args(arguments)
    operations = [operation for operation in OPERATIONS if given.only is None or operation.name in given.only]
    if not operations or given.programs < 1:
        parser.error(f"no programs; operations are {' '.join(operation.name for operation in OPERATIONS)}")
    if given.pairs:
        return all_pairs(ask)
    print(f"{given.programs} programs, seed {given.seed}", flush=True)
    runner, tally = Runner(), Tally()
    failures: list[Failure] = []
    began = perf_counter()
    start, end = given.first, given.first + given.programs
    for first in range(start, end, _BATCH):
        numbers = range(first, min(first + _BATCH, end))
        failures += run({given.seed: numbers}, runner, tally, ask, operations)
        print(f"{numbers.stop - start} programs, {tally.count()} steps, {perf_counter() - began:.0f} s", flush=True)
    shown = [failure for failure in failures if given.rejections or failure.judgement.kind is not Kind.FALSE_REJECTION]
    only = f" --only {' '.join(map(repr, given.only))}" if given.only else ""
    for text in snippets(shown, f"python -m agreement{only}", runner, ask):
        print(f"\n{text}", end="")
    print(f"\n{tally.table()}\n\n{tally.unjudged} steps came after one that is not right, and are not judged")
    broken = tally.broken()
    print(f"seed {given.seed}: {'; '.join(broken) if broken else 'all bounds hold'}")
    return 1 if broken else 0


def all_pairs(ask: Ask = ask, signatures: Iterable[str] = SIGNATURES) -> int:
    """Run every pair of shapes up to rank 3 through these operators, print the table, and return the exit status."""
    runner, tally = Runner(), Tally()
    for sign in signatures:
        _judged(list(pairs(sign)), runner, tally, ask)
    broken = tally.broken()
    print(f"{tally.table()}\n\nall pairs of shapes up to rank 3: {'; '.join(broken) or 'all bounds hold'}")
    return 1 if broken else 0


def run(
    numbers: Mapping[int, Iterable[int]],
    runner: Runner,
    tally: Tally,
    ask: Ask = ask,
    operations: Sequence[Operation] = OPERATIONS,
) -> list[Failure]:
    """Ask about the programs with these numbers of each seed, count what they come to, return what is to be shown."""
    made = [
        (seed, number, program)
        for seed, of_seed in numbers.items()
        for number in of_seed
        for program in programs([number], seed, runner, operations)
    ]
    judgements = _judged([program for _, _, program in made], runner, tally, ask)
    return [
        Failure(seed, number, judgement)
        for (seed, number, _), of_program in zip(made, judgements, strict=True)
        for judgement in of_program
        if judgement.kind not in {Kind.RIGHT, Kind.UNCHECKED}
    ]


def _judged(programs: Sequence[Program], runner: Runner, tally: Tally, ask: Ask) -> list[list[Judgement]]:
    """What each step of each program comes to, counted too."""
    said = ask(programs)
    judged: list[list[Judgement]] = []
    for i, program in enumerate(programs):
        judgements = judge(program, {checker: verdicts[i] for checker, verdicts in said.items()}, runner)
        tally.add(judgements, len(program.result.steps) - len(judgements))
        judged.append(judgements)
    return judged


def snippets(failures: Sequence[Failure], command: str, runner: Runner, ask: Ask = ask) -> list[str]:
    """One minimised program for each operation and kind of failure, those that accept too much first."""
    first: dict[object, Failure] = {}
    for failure in failures:
        first.setdefault(manner(failure.judgement), failure)
    chosen = sorted(first.values(), key=lambda failure: list(Kind).index(failure.judgement.kind))[:_MOST_SNIPPETS]
    smallest = minimised([failure.judgement for failure in chosen], runner, ask)
    return [
        snippet(judgement, f"{command} --seed {failure.seed} --first {failure.number} --programs 1")
        for failure, judgement in zip(chosen, smallest, strict=True)
    ]


if __name__ == "__main__":
    sys.exit(main())
