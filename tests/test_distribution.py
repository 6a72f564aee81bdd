"""The check of the built distributions finds what is wrong with them; the distributions are `nox -s wheel`'s."""

from __future__ import annotations

import os
import tarfile
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from distribution.__main__ import report
from distribution.builds import ROOT, clean_environment, copy, differing
from distribution.contents import faults_of_sdist, faults_of_wheel
from distribution.installed import Environment, extras

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"typedgrad/__init__.py", "typedgrad/py.typed", "README.md", "tests/conftest.py"}
METADATA = {f"typedgrad-0.1.0.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD", "licenses/LICENSE")}
PACKED = {name for name in FILES if name.startswith("typedgrad/")} | METADATA


def wheel_of(names: set[str], directory: Path, change: str = "") -> Path:
    """A wheel of these files, of which one is changed."""
    path = directory / "typedgrad-0.1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for name in sorted(names):
            content = (ROOT / name).read_bytes() if name in FILES else b""
            archive.writestr(name, content + b"#" * (name == change))
    return path


def test_a_wheel_of_the_package_is_right(tmp_path: Path) -> None:
    assert not faults_of_wheel(wheel_of(PACKED, tmp_path), FILES)


@pytest.mark.parametrize("name", sorted(PACKED - {"typedgrad/py.typed"}))
def test_a_file_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    (fault,) = faults_of_wheel(wheel_of(PACKED - {name}, tmp_path), FILES)
    assert fault.endswith(f"has not {name}")


@pytest.mark.parametrize("name", ["tests/conftest.py", "typedgrad/__pycache__/dtypes.cpython-311.pyc", "notes.txt"])
def test_a_file_that_is_not_of_the_package_is_named(name: str, tmp_path: Path) -> None:
    (fault,) = faults_of_wheel(wheel_of(PACKED | {name}, tmp_path), FILES)
    assert f"has {name}, which" in fault


def test_a_marker_that_git_has_not_either_is_missed(tmp_path: Path) -> None:
    (fault,) = faults_of_wheel(wheel_of(PACKED - {"typedgrad/py.typed"}, tmp_path), FILES - {"typedgrad/py.typed"})
    assert "no py.typed" in fault


def test_another_content_is_named(tmp_path: Path) -> None:
    (fault,) = faults_of_wheel(wheel_of(PACKED, tmp_path, change="typedgrad/__init__.py"), FILES)
    assert fault.endswith("has another typedgrad/__init__.py than the checkout")


def test_an_sdist_has_the_repository_and_nothing_that_git_ignores(tmp_path: Path) -> None:
    path = tmp_path / "typedgrad-0.1.0.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in FILES - {"README.md"}:
            archive.add(ROOT / name, f"typedgrad-0.1.0/{name}")
        for name in ("PKG-INFO", "new.py", "site/index.html"):
            archive.add(ROOT / "README.md", f"typedgrad-0.1.0/{name}")
    missing, ignored = faults_of_sdist(path, FILES, FILES | {"new.py"})
    assert missing.endswith("has not README.md")
    assert ignored.endswith("has site/index.html, which git ignores")


def test_other_bytes_and_a_missing_build_are_named(tmp_path: Path) -> None:
    for place in ("first", "second"):
        (tmp_path / place).mkdir()
    first = wheel_of(PACKED, tmp_path / "first")
    assert not differing([first], [wheel_of(PACKED, tmp_path / "second")])
    assert differing([first], [wheel_of(PACKED, tmp_path / "second", change="typedgrad/__init__.py")])
    assert differing([first], [])


def test_a_copy_has_the_same_files_with_other_times(tmp_path: Path) -> None:
    tree = copy(FILES, tmp_path / "copy")
    assert {str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()} == FILES
    assert all((tree / name).read_bytes() == (ROOT / name).read_bytes() for name in FILES)
    assert not {(tree / name).stat().st_mtime for name in FILES} & {(ROOT / name).stat().st_mtime for name in FILES}


def test_extras_are_read_from_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "typedgrad-0.1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr("typedgrad-0.1.0.dist-info/METADATA", "Name: typedgrad\nProvides-Extra: plot\n\ntext")
    assert extras(path) == {"plot"}


@pytest.mark.skipif(os.name == "nt", reason="an environment's Python is elsewhere there")
def test_an_environment_sees_no_checkout_and_says_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MYPYPATH", str(ROOT))
    environment = Environment.made(tmp_path / "environment")
    assert environment.python("-c", "pass") is None
    assert "No module named 'typedgrad'" in str(environment.python("-c", "import typedgrad"))
    assert not {"PYTHONPATH", "MYPYPATH"} & clean_environment().keys()


def test_a_step_with_a_fault_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    def right() -> list[str]:
        """All is well."""
        return []

    def wrong() -> list[str]:
        """All is not."""
        return ["a fault"]

    assert (report(right), report(wrong)) == (False, True)
    assert capsys.readouterr().out == "ok     All is well. (0 s)\nFAILED All is not. (0 s)\n       a fault\n"
