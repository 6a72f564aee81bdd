"""The wheel in environments of its own, where no checkout is on any path."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes
from typing import TYPE_CHECKING
from zipfile import ZipFile

from distribution.builds import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

USES = {
    "checkpoint": "from typedgrad.checkpoint import save_tensors\nsave_tensors('none', {})",
    "digits": "from typedgrad import float32\nfrom typedgrad.digits import load\nload(float32, 0)",
    "plot": "import typedgrad.train.plots",
    "sklearn": "import typedgrad.sklearn",
    "summary": "from typedgrad.train import Summary\nSummary((), 0, 0).__rich__()",
}
"""What cannot be done without an extra."""

_WITHOUT = """
import sys
extra, use = sys.argv[1:]
try:
    exec(use)
except ImportError as error:
    assert f"pip install 'typedgrad[{extra}]'" in str(error), error
else:
    sys.exit(f"needs no extra {extra}")
"""
_ALL_MODULES = """
import pkgutil, typedgrad
for module in pkgutil.walk_packages(typedgrad.__path__, "typedgrad."):
    if module.name not in {"typedgrad.sklearn", "typedgrad.train.plots"} and "sklearn." not in module.name:
        __import__(module.name)
"""
_IS_INSTALLED = "import sys, typedgrad; sys.exit(not typedgrad.__file__.startswith(sys.prefix) and typedgrad.__file__)"

# A module that only the installed package has: whoever reads another one does not find it.
_MARK = 'from typing import Final, Literal\n\nORIGIN: Final[Literal["the wheel"]] = "the wheel"\n'
_READ_THE_MARK = """
import sys
from typecheck_cases._checkers import Crash, check_sources
source = "from typedgrad._mark import ORIGIN\\nreveal_type(ORIGIN)\\n"
for checker, verdict in check_sources({"origin.py": source}).items():
    if isinstance(verdict, Crash) or verdict.errors or "the wheel" not in verdict.notes.get(("origin.py", 2), ""):
        sys.exit(f"{checker} does not read the wheel: {verdict}")
"""


@dataclass(frozen=True)
class Environment:
    """A new environment, and the directory in which its programs run.

    Attributes:
        prefix: where it is.
        directory: the working directory, in which there is no package of that name.
    """

    prefix: Path
    directory: Path

    @classmethod
    def made(cls, prefix: Path) -> Environment:
        """Make one with nothing in it."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(prefix)], check=True)
        directory = prefix / "empty"
        directory.mkdir()
        return cls(prefix, directory)

    def within(self, directory: Path) -> Environment:
        """The same, with another working directory."""
        return Environment(self.prefix, directory)

    @property
    def package(self) -> Path:
        """The installed package."""
        (found,) = self.prefix.glob("lib/*/site-packages/typedgrad")
        return found

    def pip(self, *arguments: str) -> None:
        """Run this environment's pip upon that one."""
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(self.prefix), *arguments],
            cwd=self.directory,
            env=clean_environment(),
            check=True,
        )

    def python(self, *arguments: str) -> str | None:
        """Run its Python; None if that ended well, otherwise what it printed."""
        command = [str(self.prefix / "bin" / "python"), *arguments]
        done = subprocess.run(
            command, cwd=self.directory, env=clean_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return None
        shown = " ".join(arguments) if len(" ".join(arguments)) < 80 else "a program"
        return f"{shown}: exit status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}"


def extras(wheel: Path) -> set[str]:
    """The names of the extras in the wheel's metadata."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return set(message_from_bytes(archive.read(name)).get_all("Provides-Extra", []))


def faults_alone(environment: Environment, wheel: Path) -> list[str]:
    """Install the wheel and nothing else: it imports without a warning, and says what needs which extra."""
    environment.pip("install", "--quiet", str(wheel))
    environment.pip("check")
    found = [
        environment.python("-c", _IS_INSTALLED),
        environment.python("-W", "error", "-c", "import typedgrad"),
        environment.python("-W", "error", "-c", _ALL_MODULES),
        environment.python("-W", "error", "-m", "typedgrad.digits", "--help"),
        *(environment.python("-c", _WITHOUT, extra, use) for extra, use in USES.items()),
    ]
    unknown = extras(wheel) ^ {*USES, "all"}
    return [fault for fault in found if fault] + [f"extra {name}: nothing is tried without it" for name in unknown]


def faults_with_extras(environment: Environment, wheel: Path, tree: Path, requirements: list[str]) -> list[str]:
    """Install the extras and the checkers: the type cases hold, the README's code runs, both read from the wheel.

    Args:
        environment: one that has the wheel.
        wheel: the wheel.
        tree: the repository, of which the package is taken away.
        requirements: checkers and pytest.
    """
    environment.pip("install", "--quiet", f"{wheel}[all]", *requirements)
    environment.pip("check")
    shutil.rmtree(tree / "typedgrad")
    mark = environment.package / "_mark.py"
    mark.write_text(_MARK, encoding="utf-8")
    outside = environment.within(tree)
    found = [outside.python("-c", _IS_INSTALLED), outside.python("-c", _READ_THE_MARK)]
    mark.unlink()
    found += [
        outside.python("-m", "typecheck_cases"),
        outside.python("-m", "pytest", "-q", "tests/test_readme.py"),
        environment.python("-m", "typedgrad.digits", "--help"),
    ]
    return [fault for fault in found if fault]
