"""A program as a file that runs, and that both checkers can be asked about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from agreement.dimensions import NAMES, SIZES, assignments, size
from agreement.programs import IMPORTS, PRELUDE, Program, TensorType

if TYPE_CHECKING:
    from agreement.judgement import Judgement
    from agreement.programs import Leaf


def snippet(judgement: Judgement, origin: str) -> str:
    """The program with what run time and checkers say of its last line, and a call of it.

    Args:
        judgement: of the last step of a program.
        origin: where the program comes from, such as the command that makes it.
    """
    program = Program(judgement.step, judgement.program.nested)
    function = program.lines("program")
    arguments = [_argument(leaf) for leaf in program.result.leaves]
    call = f"program({', '.join(arguments)})"
    used = set(re.findall(r"\w+", "\n".join([*function, call])))
    dimensions = [f'{name} = NewType("{name}", int)' for name in NAMES if name in used]
    used |= {"NewType"} if dimensions else set()
    imports = [
        f"from {module} import {', '.join(name for name in names if name in used)}"
        for module, names in IMPORTS
        if used.intersection(names)
    ]
    lines = [
        f"# {judgement.step.operation}: {judgement.kind.value}; {origin}",
        "from __future__ import annotations",
        *imports,
        *(["import numpy as np"] if "np" in used else []),
        *(["import typedgrad as tg"] if "tg" in used else []),
        *dimensions,
        *function,
        *(f"    # {line}" for detail in judgement.details for line in detail.splitlines()),
        call,
    ]
    return "\n".join(lines) + "\n"


def _argument(leaf: Leaf) -> str:
    """A value for a parameter, with the first of each dimension's sizes."""
    tensor = TensorType.of(leaf.annotation)
    if tensor is None:
        known = SIZES[leaf.annotation][0]
        return f"{leaf.annotation}({known})" if leaf.annotation in NAMES else str(known)
    names: dict[str, object] = {}
    exec(PRELUDE, names)
    shape = tuple(size(dimension, assignments(names)[0]) for dimension in _dimensions(tensor, names))
    numpy_dtype = {"bool_": ", np.bool_", "int32": ", np.int32", "int64": ", np.int64"}.get(tensor.dtype, "")
    made = f"tg.as_tensor(np.zeros({shape}{numpy_dtype}), {tensor._replace(kind='Tensor')})"
    return f"Parameter({made})" if tensor.kind == "Parameter" else made


def _dimensions(tensor: TensorType, names: dict[str, object]) -> tuple[object, ...]:
    shape: object = eval(f"tuple[{', '.join(tensor.dimensions) or '()'}]", names)
    return get_args(shape)
