"""The command: the mutants of each file, how many were killed, and the survivors."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections import Counter
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from _pytest.config import default_plugins

from mutation.accepted import accepted, no_longer_needed
from mutation.mutants import mutants_of, sample
from mutation.pool import Job, run
from mutation.tests_of import FILES, stages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mutation.accepted import Accepted
    from mutation.mutants import Mutant

_LIMIT = 900.0  # for what waits and never ends; what computes is stopped by `child` before


def _prepare() -> None:
    """Set what all processes have in common, and import it once."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"  # read as NumPy is imported; a forked process has no threads of its parent's
    os.environ["CI"] = "1"  # hypothesis tries the same examples each time
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugins = (f"_pytest.{name}" for name in default_plugins)
    for name in ("numpy.random", "numpy.testing", "numpy.typing", "hypothesis.extra.numpy", "doctest", *plugins):
        import_module(name)
    gc.freeze()  # what is here is never garbage: no process looks through it


def main() -> int:
    """Run, and print what came of it; the status is 1 if a survivor is not accepted."""
    parser = argparse.ArgumentParser("python -m mutation", description="Change the library in one place at a time.")
    parser.add_argument("files", nargs="*", help="files, or the ends of their paths (all that are listed)")
    parser.add_argument("--sample", type=int, help="run only so many mutants, always the same")
    parser.add_argument("--workers", type=int, default=2, help="how many processes at a time (2)")
    options = parser.parse_args()
    files = [file for file in FILES if not options.files or file.endswith(tuple(options.files))]
    if not files:
        parser.error(f"none of the files that are listed ends with {' or '.join(options.files)}")
    entries, start = accepted(), perf_counter()
    _prepare()
    if options.sample is not None:
        found = sample((mutant for file in files for mutant in mutants_of(file)), options.sample)
        is_right = _measure("sample", found, options.workers, entries, is_whole=False)
    else:
        is_right = True
        for file in files:
            is_right &= _passes_as_it_is(file)
            is_right &= _measure(file, mutants_of(file), options.workers, entries, is_whole=True)
    print(f"{perf_counter() - start:.0f} s")
    return 0 if is_right else 1


def _passes_as_it_is(file: str) -> bool:
    """Whether the tests pass without a mutant, without which they would say nothing of one."""
    (outcome,) = run([Job(file, None, stages_of(file, None))], 1, _LIMIT)
    if outcome.kind == "survived":
        return True
    print(f"{file}: without a mutant the tests fail: {outcome.kind} by {outcome.by}", flush=True)
    return False


def _measure(
    name: str, mutants: Sequence[Mutant], workers: int, entries: Sequence[Accepted], *, is_whole: bool
) -> bool:
    """Run mutants and print what came of them: whether each was killed, or is accepted."""
    start = perf_counter()
    to_run = mutants if is_whole else [each for each in mutants if not any(entry.covers(each) for entry in entries)]
    jobs = (Job(each.file, each, stages_of(each.file, each.line)) for each in to_run)
    kinds = Counter(accepted=len(mutants) - len(to_run))  # only a run of the whole file says which need be no longer
    alive: list[Mutant] = []
    for outcome in run(jobs, workers, _LIMIT):
        mutant, kind = outcome.job.mutant, outcome.kind
        if kind == "survived" and mutant is not None:
            alive.append(mutant)
            if any(entry.covers(mutant) for entry in entries):
                kind = "accepted"
            else:
                print(f"  {mutant}\n    - {mutant.text}\n    {mutant.change()}", flush=True)
        elif kind == "error":
            print(f"  {mutant}: {outcome.by}", flush=True)
        kinds[kind] += 1
    total = kinds.total() - kinds["invalid"]
    share = 100.0 * kinds["killed"] / total if total else 100.0
    print(
        f"{name}: {total} mutants, {kinds['killed']} killed ({share:.1f} %), {kinds['accepted']} accepted, "
        f"{kinds['survived']} survived; {perf_counter() - start:.0f} s",
        flush=True,
    )
    gone = no_longer_needed(entries, mutants, alive) if is_whole else []
    for entry, operator in gone:
        print(f"  accepted, but nothing survives with {operator}: {entry.line}", flush=True)
    return not (kinds["survived"] or kinds["error"] or gone)


if __name__ == "__main__":
    sys.exit(main())
