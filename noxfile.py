"""The project's sessions. `nox -s tests typecheck` does all that continuous integration asks for.

Every session makes its own environment. `tests` runs under each Python from 3.11 to 3.13 that the machine has, on the
path or among pyenv's; one that is missing is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nox

PYTHONS = ("3.11", "3.12", "3.13")
PYPROJECT = nox.project.load_toml("pyproject.toml")

SOURCES = (
    "typedgrad",
    "tests",
    "benchmarks",
    "typecheck_cases",
    "agreement",
    "oracle",
    "signatures",
    "fuzz",
    "distribution",
    "mutation",
    "examples",
    "docs/hooks",
    "noxfile.py",
)

BESIDE_EACH_OTHER = ("-n", "auto", "--dist", "loadfile")

nox.needs_version = ">=2025.5.1"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "typecheck"]


def interpreter(version: str) -> Path | None:
    """A Python of this version that really runs: a pyenv shim may be there for one that does not."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python{version}")), sys.executable]
    for candidate in found:
        if candidate is not None and _version(str(candidate)) == version:
            return Path(candidate)
    return None


def _version(python: str) -> str | None:
    """The version of an interpreter, None if it does not start."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


INTERPRETERS = {version: path for version in PYTHONS if (path := interpreter(version)) is not None}
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # the theme advertises its successor on every build
# Where nox looks for python3.12 and the like: first where they were found.
os.environ["PATH"] = os.pathsep.join([*(str(path.parent) for path in INTERPRETERS.values()), os.environ["PATH"]])


def install(session: nox.Session, *groups: str) -> None:
    """Install the package with all extras, editable, and dependency groups of pyproject.toml."""
    session.install("-e", ".[all]", *nox.project.dependency_groups(PYPROJECT, *groups))


@nox.session(python=list(INTERPRETERS))
def tests(session: nox.Session) -> None:
    """Run the tests and the docstrings' examples; arguments go to pytest.

    What the checkers say is asked under the oldest Python only, as in `typecheck`, and so is what takes long; there
    the lines and branches that run are counted too. Of a test with parameters the other Pythons share the cases: each
    runs under the oldest and under one other. As many tests run beside each other as there are processors; those of a
    file stay together, and share what is asked once.
    """
    install(session, "test", "checkers", "notebook")  # pages quote the checkers, and the notebook is run
    place = [*INTERPRETERS].index(str(session.python))
    chosen = ["-m", "not checkers and not slow", f"--half={place % 2}"] if place else ["--cov"]
    session.run("pytest", *(session.posargs or [*BESIDE_EACH_OTHER, *chosen]))


@nox.session(python=next(iter(INTERPRETERS), None))
def minimum(session: nox.Session) -> None:
    """Run the tests, but those of the checkers and the slow ones, with the oldest packages that pyproject.toml allows.

    They are the lower bounds of the package and its extras; what only the tests need is the newest that goes with them.
    It takes twice as long as `tests` under one Python but the oldest, which runs half of the cases.
    """
    session.install("-e", ".[all]", *lowest(), *nox.project.dependency_groups(PYPROJECT, "test"))
    # Where scikit-learn takes no other arrays yet, before 1.8.
    uses = "test_array_api_uses.py::test_use"
    of_arrays = (
        f"{uses}[sklearn_assigning]",
        f"{uses}[sklearn_metrics]",
        "test_docs_code.py::test_the_code_for_any_library_runs",
    )
    beyond = [*(f"--deselect=tests/{test}" for test in of_arrays), "--ignore=tests/notebook.py"]
    beyond += ["-W", "ignore::DeprecationWarning"]  # old packages use what newer ones that they need deprecate
    session.run("pytest", *BESIDE_EACH_OTHER, "-m", "not checkers and not slow", *beyond, *session.posargs)


def lowest() -> list[str]:
    """The lower bounds of what the package and its extras need, each as the one version that is allowed."""
    project = PYPROJECT["project"]
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    bounds = {one.replace(">=", "==") for one in needed if not one.startswith("typedgrad[")}
    if unbounded := [one for one in bounds if "==" not in one or "," in one]:
        raise ValueError(f"no single lower bound: {unbounded}")
    return sorted(bounds)


@nox.session(python=next(iter(INTERPRETERS), None))  # the oldest there is: what it accepts, the others do
def typecheck(session: nox.Session) -> None:
    """Run ruff, mypy and pyright over the code, and both checkers over the lines that they must reject.

    These lines are checked with the package that is built and installed somewhere else, as in `wheel`.
    """
    install(session, "dev")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    check_types(session)
    session.run("python", "-m", "distribution")
    session.run("pytest", "tests/test_docs_site.py", env=QUIET)  # the site: `tests` has no mkdocs, and skips it


@nox.session(python=next(iter(INTERPRETERS), None))
def docs(session: nox.Session) -> None:
    """Build the site of the documentation into `site/`, strictly; arguments go to mkdocs."""
    install(session, "docs")
    session.run("mkdocs", "build", "--strict", *session.posargs, env=QUIET)


@nox.session(name="typecheck-latest", python=next(iter(INTERPRETERS), None))
def typecheck_latest(session: nox.Session) -> None:
    """Run the newest mypy and pyright, which may report what the pinned ones do not."""
    install(session, "dev")
    session.install("--upgrade", "mypy", "pyright[nodejs]")
    check_types(session)
    session.run("python", "-m", "typecheck_cases")


@nox.session(python=next(iter(INTERPRETERS), None))
def wheel(session: nox.Session) -> None:
    """Build the wheel and the sdist, twice and more, and try the wheel in an environment of its own: two minutes."""
    session.install(*nox.project.dependency_groups(PYPROJECT, "distribution"))
    session.run("python", "-m", "distribution")


@nox.session(name="other-checkers", python=next(iter(INTERPRETERS), None))
def other_checkers(session: nox.Session) -> None:
    """Print how far ty and pyrefly agree with typecheck_cases; fails nothing."""
    install(session, "other-checkers")
    session.run("python", "-m", "typecheck_cases", "--others", *session.posargs)


def check_types(session: nox.Session) -> None:
    """Run both checkers over the code, beside each other, and over the public types and the page of operations."""
    with ThreadPoolExecutor() as pool:
        for checked in [pool.submit(session.run, "mypy", *SOURCES), pool.submit(session.run, "pyright")]:
            checked.result()
    session.run("pyright", "--verifytypes", "typedgrad", "--ignoreexternal")
    session.run("python", "-m", "signatures")


@nox.session(python=next(iter(INTERPRETERS), None))
def agreement(session: nox.Session) -> None:
    """Compare run time and both checkers over all pairs of shapes and 10,000 random programs, or as arguments say."""
    install(session, "dev")
    if not session.posargs:
        session.run("python", "-m", "agreement", "--pairs")
    session.run("python", "-m", "agreement", *session.posargs)


@nox.session(python=next(iter(INTERPRETERS), None))
def notebook(session: nox.Session) -> None:
    """Run the notebook in a new kernel, and compare what it prints with what is committed; `--write` writes it."""
    install(session, "notebook", "checkers")
    session.run("python", "tests/notebook.py", *session.posargs)


@nox.session(python=next(iter(INTERPRETERS), None))
def oracle(session: nox.Session) -> None:
    """Compare values and gradients with PyTorch's, and conventions with its and JAX's, or as arguments say."""
    install(session, "oracle", "test")
    session.run("python", "-m", "oracle", *session.posargs)
    if not session.posargs:
        session.run("python", "-m", "oracle.trajectories")  # of optimizers, schedules and clipping
        session.run("pytest", "tests/test_docs_migrating.py", "-m", "not checkers")  # PyTorch's column of the page


@nox.session(python=next(iter(INTERPRETERS), None))
def fuzz(session: nox.Session) -> None:
    """Load 20,000 damaged files of tensors and 20,000 of runs, or as arguments say."""
    install(session, "test")
    session.run("python", "-m", "fuzz", *session.posargs)


@nox.session(python=next(iter(INTERPRETERS), None))
def mutation(session: nox.Session) -> None:
    """Change rules and checks of shapes in one place at a time, and run their tests: files, or a sample.

    `--sample 90` should take about a minute on two quiet cores: 24 mutants took 34 s of processor time.
    """
    install(session, "mutation")
    session.run("python", "-m", "mutation", *session.posargs)


@nox.session(python=next(iter(INTERPRETERS), None))
def benchmarks(session: nox.Session) -> None:
    """Time typedgrad beside NumPy, PyTorch, JAX and autograd, or as arguments say; `--write` writes the report."""
    install(session, "benchmarks")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(name="digits-time", python=next(iter(INTERPRETERS), None))
def digits_time(session: nox.Session) -> None:
    """Time the digits run; prints, asserts nothing."""
    install(session)
    session.run("python", "-m", "benchmarks.digits", *session.posargs)


@nox.session(name="checked-time", python=next(iter(INTERPRETERS), None))
def checked_time(session: nox.Session) -> None:
    """Time what `checked` adds to a call; prints, asserts nothing."""
    install(session)
    session.run("python", "-m", "benchmarks.checked", *session.posargs)


@nox.session(name="typecheck-time", python=next(iter(INTERPRETERS), None))
def typecheck_time(session: nox.Session) -> None:
    """Time both checkers on programs of tensors and on the same with NumPy arrays; prints, asserts nothing."""
    install(session, "checkers")
    session.run("python", "-m", "benchmarks.typecheck_time", *session.posargs)
