"""What is in the wheel and in the sdist, held to what git has."""

from __future__ import annotations

import subprocess
import tarfile
from typing import TYPE_CHECKING
from zipfile import ZipFile

from distribution.builds import ROOT

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_METADATA = {"METADATA", "WHEEL", "RECORD", "licenses/LICENSE"}


def tracked(*options: str) -> set[str]:
    """The files that git has; all that it does not ignore with `--cached --others --exclude-standard`."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", *options]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def faults_of_wheel(wheel: Path, files: AbstractSet[str]) -> list[str]:
    """Hold a wheel to the package in `files`: each of its files, the metadata with the licence, nothing else."""
    with ZipFile(wheel) as archive:
        packed = archive.namelist()
        contents = {name: archive.read(name) for name in packed}
    name, version, *_ = wheel.name.split("-")
    wanted = {file for file in files if file.startswith("typedgrad/")}
    wanted |= {f"{name}-{version}.dist-info/{file}" for file in _METADATA}
    faults = [f"{wheel.name} has not {file}" for file in sorted(wanted - contents.keys())]
    faults += [f"{wheel.name} has {file}, which is not in git" for file in sorted(contents.keys() - wanted)]
    faults += [f"{wheel.name} has a file twice"] * (len(packed) != len(contents))
    if "typedgrad/py.typed" not in contents:
        faults.append(f"{wheel.name} has no py.typed: checkers would not read its types")
    return faults + [
        f"{wheel.name} has another {file} than the checkout"
        for file in sorted(wanted & contents.keys() & files)
        if contents[file] != (ROOT / file).read_bytes()
    ]


def faults_of_sdist(sdist: Path, files: AbstractSet[str], others: AbstractSet[str]) -> list[str]:
    """Hold an sdist to the whole repository; it may have `others` too, new files that are not in git yet."""
    with tarfile.open(sdist) as archive:
        packed = [member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()]
    faults = [f"{sdist.name} has not {file}" for file in sorted(files - set(packed))]
    unknown = set(packed) - files - others - {"PKG-INFO"}
    return faults + [f"{sdist.name} has {file}, which git ignores" for file in sorted(unknown)]
