"""Builds of the wheel and the sdist, each somewhere else: place, time, the user's settings, the order of files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[1]

_BUILD = """
import os, sys, time
umask, shift = int(sys.argv.pop(1), 8), float(sys.argv.pop(1))
os.umask(umask)
now, walk, scandir, listdir = time.time, os.walk, os.scandir, os.listdir
time.time = lambda: now() + shift
if shift:  # another file system lists a directory in another order
    def backwards(*arguments, **options):
        for root, directories, files in walk(*arguments, **options):
            directories.sort(reverse=True)
            files.sort(reverse=True)
            yield root, directories, files
    os.walk = backwards
from hatchling.cli import hatchling
sys.exit(hatchling())
"""


@dataclass(frozen=True)
class Surroundings:
    """What a build must not depend on.

    Attributes:
        umask: what new files are forbidden.
        shift: how far the clock is off, in seconds; one that is off goes with directories that are listed backwards.
        variables: of the environment.
    """

    umask: int = 0o022
    shift: float = 0.0
    variables: Mapping[str, str] = field(default_factory=dict[str, str])


HERE = Surroundings(variables={"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"})
ELSEWHERE = Surroundings(
    umask=0o077, shift=4e7, variables={"LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "12345"}
)


def build(source: Path, into: Path, surroundings: Surroundings, *kinds: str) -> list[Path]:
    """Build distributions (`wheel`, `sdist`) of a tree with the hatchling of this environment, by name."""
    into.mkdir(parents=True)
    targets = [argument for kind in kinds for argument in ("-t", kind)]
    settings = [f"{surroundings.umask:o}", str(surroundings.shift)]
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, *settings, "build", "-d", str(into), *targets],
        cwd=source,
        env={**clean_environment(), **surroundings.variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"hatchling: {done.stdout}")
    return sorted(into.iterdir())


def clean_environment() -> dict[str, str]:
    """The environment without what leads Python or a checker to a checkout, or a build to a date."""
    leading = {"PYTHONPATH", "MYPYPATH", "PYTHONHOME", "SOURCE_DATE_EPOCH", "VIRTUAL_ENV", "PIP_CONSTRAINT"}
    return {name: value for name, value in os.environ.items() if name not in leading}


def copy(files: Iterable[str], into: Path) -> Path:
    """Copy files of the repository, the last first, each with another time and other permissions."""
    for i, name in enumerate(sorted(files, reverse=True)):
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
        executable = (ROOT / name).stat().st_mode & 0o100
        target.chmod(0o700 if executable else 0o640)
        os.utime(target, (1e9 + 1000 * i, 1e9 + 1000 * i))
    return into


def unpacked(sdist: Path, into: Path) -> Path:
    """Unpack an sdist, and give its one directory."""
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # not in Python before 3.11.4
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(into)
    (directory,) = into.iterdir()
    return directory


def differing(*builds: list[Path]) -> list[str]:
    """The distributions whose bytes are not those of the first build."""
    first, *others = ({path.name: path.read_bytes() for path in build} for build in builds)
    return [
        f"{name}: another build of the same files has other bytes"
        for other in others
        for name in sorted(first.keys() | other.keys())
        if first.get(name) != other.get(name)
    ]
