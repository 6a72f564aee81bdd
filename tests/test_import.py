"""What `import typedgrad` loads, what a use of it loads, and that every public name is there."""

from __future__ import annotations

import ast
import inspect
import os
import pickle
import pkgutil
import pydoc
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import typedgrad
from typedgrad import Tensor, float32, nn, ones

SOURCE = Path(inspect.getfile(typedgrad))
LIGHT = {"__future__", "contextlib", "contextvars", "_contextvars"}  # what an older NumPy does not load
EXTRAS = {
    "sklearn",
    "matplotlib",
    "graphviz",
    "rich",
    "safetensors",
    "tqdm",
    "scipy",
    "pandas",
    "torch",
    "typing_extensions",
}
TRAINING = """
from typedgrad import Parameter, as_tensor, backprop, float32
x = as_tensor([1.0, 2.0], float32, (2,))
w = Parameter(x)
backprop((w * x).sum())
"""


def in_fresh(code: str, without: str = "") -> str:
    """What a program prints, in an interpreter of its own, which has all variables of the environment but one."""
    environment = {name: value for name, value in os.environ.items() if name != without}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def loaded_by(code: str) -> list[str]:
    """The modules that a program loads beside those of NumPy and importlib."""
    imports = "import importlib, sys, numpy"
    return in_fresh(f"{imports}\nfound = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - found))").split()


def imports() -> dict[str, str]:
    """The public names and their modules, as checkers and editors see them."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                if alias.asname == alias.name:
                    found[alias.name] = node.module
    return found


IMPORTS = imports()


# ----------------------------------------------------------------------------------------------------- what is loaded
def test_the_import_loads_nothing_yet() -> None:
    assert set(loaded_by("import typedgrad")) - LIGHT == {"typedgrad", "typedgrad.lazy"}


def test_tensors_load_no_functions() -> None:
    modules = loaded_by("from typedgrad import Tensor, Parameter, backprop, no_grad")
    assert not {name for name in modules if name.partition(".")[0] != "typedgrad"} - LIGHT
    assert not {name for name in modules if name.startswith(("typedgrad.ops", "typedgrad.nn", "typedgrad.array_api"))}
    assert not {"typedgrad.recorded", "typedgrad.tensor.reading", "typedgrad.rules.table"} & set(modules)
    assert not {"typedgrad.rules.einsum", "typedgrad.rules.decomposition", "typedgrad.rules.neural"} & set(modules)


@pytest.mark.parametrize("code", [TRAINING, "from typedgrad import *", "import typedgrad.nn, typedgrad.train"])
def test_what_only_some_uses_need_is_not_loaded(code: str) -> None:
    assert not EXTRAS & {name.partition(".")[0] for name in loaded_by(code)}


def test_second_derivatives_load_what_they_are_read_with() -> None:
    code = f"{TRAINING}\nfrom typedgrad import hessian\nhessian(lambda x: x.sum(), x)"
    assert "typedgrad.tensor.reading" not in loaded_by(TRAINING)
    assert "typedgrad.tensor.reading" in loaded_by(code)


# ---------------------------------------------------------------------------------------------------------- each name
def test_checkers_and_run_time_have_the_same_names() -> None:
    exported: list[str] = vars(typedgrad)["__all__"]
    assert exported == sorted(IMPORTS)
    assert set(exported) <= set(dir(typedgrad))


@pytest.mark.parametrize("name", IMPORTS)
def test_a_name_is_what_its_module_has(name: str) -> None:
    assert getattr(typedgrad, name) is getattr(import_module(IMPORTS[name]), name)
    assert vars(typedgrad)[name] is getattr(typedgrad, name)


def test_no_name_is_that_of_a_module() -> None:
    assert not set(IMPORTS) & {module.name for module in pkgutil.iter_modules(typedgrad.__path__)}


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(typedgrad, "nonsense")
    with pytest.raises(AttributeError, match=r"^module 'typedgrad' has no attribute 'nonsense'$") as caught:
        _ = vars(typedgrad)["__getattr__"]("nonsense")
    assert (caught.value.name, caught.value.obj) == ("nonsense", typedgrad)
    with pytest.raises(ImportError, match=r"^cannot import name 'nonsense' from 'typedgrad'"):
        exec("from typedgrad import nonsense")


def test_all_names_at_once() -> None:
    names: dict[str, object] = {}
    exec("from typedgrad import *", names)
    assert names.keys() - {"__builtins__"} == IMPORTS.keys()


def test_help_shows_functions_and_classes() -> None:
    text = pydoc.plain(pydoc.render_doc(typedgrad))
    assert all(f"\n    {name}(" in text for name in ("ones", "where", "einsum"))
    assert "\n    class Tensor(" in text


def test_pickles_name_modules() -> None:
    assert pickle.loads(pickle.dumps([Tensor, float32, ones])) == [Tensor, float32, ones]


# -------------------------------------------------------------------------------------------------------- in any order
@pytest.mark.parametrize(
    "first",
    [
        "typedgrad.ones((2, 2))",
        "typedgrad.eye(3)",
        "typedgrad.arange(0, 3, dtype=typedgrad.int64)",
        "typedgrad.as_tensor([1.0], typedgrad.float32, (1,))",
        "typedgrad.from_numpy(numpy.ones(3))",
        "typedgrad.random.normal(numpy.random.default_rng(0), (3,))",
        "typedgrad.nn.Linear(2, 3, rng=numpy.random.default_rng(0)).weight",
    ],
)
def test_whatever_makes_the_first_tensor(first: str) -> None:
    package = first.removeprefix("typedgrad.").partition(".")[0]
    extra = f", typedgrad.{package}" if package in {"random", "nn"} else ""
    made = in_fresh(f"import numpy, typedgrad{extra}\nx = {first}\nprint(isinstance(x, typedgrad.Tensor))")
    assert made == "True\n"


def test_modules_are_attributes() -> None:
    assert in_fresh("import typedgrad\nprint(typedgrad.errors.ShapeError is typedgrad.ShapeError)") == "True\n"
    assert in_fresh("import typedgrad, typedgrad.nn\nprint(typedgrad.nn.__name__)") == "typedgrad.nn\n"
    assert nn is vars(typedgrad)["nn"]


EVERY_MODULE = """
import pkgutil, sys, numpy, typedgrad
names = [module.name for module in pkgutil.walk_packages(typedgrad.__path__, "typedgrad.")]
for name in names:
    for loaded in [name for name in sys.modules if name.partition(".")[0] == "typedgrad"]:
        del sys.modules[loaded]
    if name != "typedgrad.train.plots":  # is matplotlib's
        __import__(name)
print(len(names))
"""


def test_every_module_can_be_the_first() -> None:
    without = "COVERAGE_PROCESS_CONFIG"  # measured, it would take ten times as long
    assert int(in_fresh(EVERY_MODULE, without)) > 100


WITHOUT_EXTRAS = f"""
import pkgutil, sys, typedgrad
for name in {sorted(EXTRAS - {"typing_extensions"})}:
    sys.modules[name] = None  # an import of it is an ImportError
for module in [module.name for module in pkgutil.walk_packages(typedgrad.__path__, "typedgrad.")]:
    try:
        __import__(module)
    except ImportError as error:
        print(module, str(error).rpartition("pip install ")[2])
"""


def test_without_the_extras_all_is_there_but_what_names_its_own() -> None:
    assert in_fresh(WITHOUT_EXTRAS).splitlines() == [
        "typedgrad.sklearn 'typedgrad[sklearn]'",
        "typedgrad.train.plots 'typedgrad[plot]'",
    ]


THREADS = """
import sys, threading, typedgrad
sys.setswitchinterval(1e-6)
names = {names}
start = threading.Barrier(len(names))
found = {{}}
def load(name):
    start.wait()
    found[name] = getattr(typedgrad, name)
threads = [threading.Thread(target=load, args=(name,)) for name in names]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(all(found[name] is getattr(typedgrad, name) for name in names))
"""


@pytest.mark.parametrize("step", [1, 12, -12])
def test_threads_load_names_at_once(step: int) -> None:
    names = sorted(IMPORTS, key=IMPORTS.__getitem__)[::step]
    assert in_fresh(THREADS.format(names=[*names, *names[:8]])) == "True\n"
