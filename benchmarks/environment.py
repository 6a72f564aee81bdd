"""What a run needs of its process, one thread for every library, and what it says of the machine."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ONE_THREAD: Mapping[str, str] = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NPROC": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    "JAX_PLATFORMS": "cpu",
    "TORCHINDUCTOR_COMPILE_THREADS": "1",
}
LEFT_OUT = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "PYTHONDONTWRITEBYTECODE")
"""Each library takes the kernels that it takes by itself, and is imported as the second time: these would hold one of
them back, or help it."""

DISTRIBUTIONS = {
    "typedgrad": "typedgrad",
    "numpy": "NumPy",
    "torch": "PyTorch",
    "jax": "JAX",
    "autograd": "autograd",
}


def is_set() -> bool:
    """Whether this process has the environment; libraries read it when they are imported."""
    return all(os.environ.get(name) == value for name, value in ONE_THREAD.items()) and not any(
        name in os.environ for name in LEFT_OUT
    )


def environment() -> dict[str, str]:
    """The environment of a run."""
    return {name: value for name, value in os.environ.items() if name not in LEFT_OUT} | dict(ONE_THREAD)


def again(module: str, arguments: Sequence[str]) -> int:
    """Run a module of this project in a process that has the environment; its exit status."""
    return subprocess.run([sys.executable, "-m", module, *arguments], env=environment(), check=False).returncode


def processor() -> str:
    """The name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def machine() -> str:
    """The processor, the cores and the operating system."""
    kernel = platform.release().partition("-")[0]
    return f"{processor()} ({platform.machine()}), {os.cpu_count()} cores, {platform.system()} {kernel}{_kernels()}"


def _kernels() -> str:
    """Which kernels OpenBLAS has picked, which NumPy's matrix products are as fast as."""
    if find_spec("threadpoolctl") is None:
        return ""
    import_module("numpy")
    threadpoolctl: Any = import_module("threadpoolctl")  # it has no types
    names = {str(info["architecture"]) for info in threadpoolctl.threadpool_info() if "architecture" in info}
    return f", OpenBLAS kernels {', '.join(sorted(names))}" if names else ""


def versions() -> dict[str, str]:
    """The versions of Python and of the libraries that are here."""
    found = {"Python": platform.python_version()}
    for distribution, name in DISTRIBUTIONS.items():
        try:
            found[name] = version(distribution)
        except PackageNotFoundError:
            continue
    return found
