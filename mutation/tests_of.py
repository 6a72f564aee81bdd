"""Which tests are run for a file: the quickest that matter first, since a mutant dies by the first that fails."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mutation.mutants import ROOT

_ALWAYS = ("bad_input",)
_WRONG = tuple(f"tests/test_{name}.py" for name in ("axes_limits", "refused_arguments", "wrong_calls_tensors"))
_RULES: dict[str, tuple[str, ...]] = {
    **{"activated": ("linalg", "large"), "arithmetic": ("arithmetic", "pairwise"), "comparison": ("comparison",)},
    **{"decomposition": ("linalg",), "einsum": ("einsum",), "elementwise": ("elementwise", "large")},
    **{"erf": ("elementwise",), "indexing": ("indexing", "taking", "sorting"), "large": ("large",)},
    **{"lapack": ("linalg", "linalg_nonfinite"), "linalg": ("linalg", "large"), "memory": ("large", "tape", "memory")},
    **{"manipulation": ("manipulation", "rearranging", "stacking"), "namespace": ("elementwise", "manipulation")},
    **{"neural": ("losses", "large"), "products": ("products",), "quiet": ("elementwise",)},
    **{"reduction": ("reduction", "long_sums"), "rows": ("long_sums", "reduction"), "rule": ("detect_nan", "tape")},
    **{"selection": ("selection", "clip", "clipping"), "statistics": ("statistics",)},
}
"""Tests of a module of rules, beside the walk of the table."""

_USERS: dict[str, tuple[str, ...]] = {
    "erf": ("erf",),
    "large": ("sum", "mean", "linear", "multiply", "where", "cross_entropy"),
    "lapack": ("solve", "inv", "det", "logabsdet", "cholesky", "eigh", "svd", "qr", "pinv", "matrix_rank", "cofactor"),
    "memory": ("exp", "add", "tanh", "linear", "cross_entropy", "sigmoid", "relu"),
    "quiet": ("exp", "log", "divide", "sqrt", "std"),
    "rows": ("sum", "mean", "linear", "add"),
    "rule": ("exp", "log", "multiply", "add", "where", "sum", "less", "linear", "linear_tanh", "sign"),
}
"""Rules that are computed with a module that has none of its own; for `namespace` it is all of them."""

_OPS: dict[str, tuple[str, ...]] = {
    **{"arithmetic": ("arithmetic",), "averages": ("reduction",), "axes": ("axes",), "bitwise": ("comparison",)},
    **{"broadcast": ("broadcast",), "clip": ("clip", "clipping"), "counting": ("reduction",)},
    **{"creation": ("creation", "ranges"), "cumulative": ("cumulative",), "decomposition": ("linalg",)},
    **{"deviation": ("statistics",), "einsum": ("einsum",), "elementwise": ("elementwise",)},
    **{"equality": ("comparison",), "finiteness": ("finite", "elementwise"), "floats": ("elementwise", "arithmetic")},
    **{
        "indexing": ("taking", "indexing"),
        "interchange": ("creation", "interchange", "compiled_refusals", "array_api"),
    },
    **{"linalg": ("linalg", "products"), "logic": ("reduction",), "manipulation": ("manipulation", "axes")},
    **{"norm": ("statistics", "linalg"), "order": ("comparison",), "padding": ("rearranging",)},
    **{"pairwise": ("pairwise",), "position": ("reduction",), "products": ("products",), "ranges": ("ranges",)},
    **{"rearranging": ("rearranging",), "reduction": ("reduction",), "repeating": ("rearranging",)},
    **{"rounding": ("elementwise",), "searching": ("sorting",), "selection": ("selection",), "sets": ("sorting",)},
    **{"sizes": ("ranges", "creation"), "sorting": ("sorting",), "splitting": ("stacking", "rearranging")},
    **{"stacking": ("stacking",), "tensordot": ("products",), "triangles": ("rearranging",)},
    **{"trigonometry": ("elementwise",)},
}
_TENSOR: dict[str, tuple[str, ...]] = {
    **{"arithmetic": ("arithmetic", "python_scalars"), "axes": ("axes",), "clipping": ("clipping", "clip")},
    "base": (
        *("python_scalars", "arithmetic", "tape", "losses", "selection"),
        *("linalg", "detect_nan", "einsum", "large", "no_grad", "module", "silent_reentrance"),
    ),
    **{"cumulative": ("cumulative",), "deviation": ("statistics", "reduction"), "flattening": ("manipulation", "axes")},
    **{
        "indexing": ("indexing", "manipulation"),
        "interchange": ("interchange", "numpy_boundary"),
        "keys": ("indexing",),
    },
    **{
        "ordering": ("sorting",),
        "parameter": ("parameter", "tape", "compiled_captures", "compiled_refusals"),
        "reduction": ("reduction",),
    },
    **{"shaping": ("creation", "manipulation", "broadcast", "axes"), "splicing": ("stacking", "manipulation")},
    **{"tensor": ("elementwise", "creation", "parameter", "python_scalars", "numpy_boundary", "array_api")},
}

FILES = (
    *(f"typedgrad/rules/{name}.py" for name in ("elementwise", "arithmetic", "reduction", "manipulation", "products")),
    *(f"typedgrad/rules/{name}.py" for name in ("linalg", "indexing", "statistics", "neural", "selection")),
    *(f"typedgrad/rules/{name}.py" for name in ("comparison", "activated", "decomposition", "einsum", "erf")),
    *(f"typedgrad/tensor/{name}.py" for name in ("base", "keys", "flattening", "shaping")),
    *(f"typedgrad/rules/{name}.py" for name in ("lapack", "rows", "namespace", "memory", "large", "rule", "quiet")),
    *(f"typedgrad/tensor/{name}.py" for name in _TENSOR if name not in {"base", "keys", "flattening", "shaping"}),
    *(f"typedgrad/ops/{name}.py" for name in _OPS),
)
"""What is changed: the rules, and each file of operations that holds its arguments to shapes and dtypes."""

_FEW, _MORE = 6, 16
_FEW_RULES = 12  # of more the compiled steps take a minute


@dataclass(frozen=True)
class Stage:
    """One run of pytest.

    Attributes:
        arguments: files of tests and options.
        rules: the rules that the walk of the table calls, None where the walk is no part of it.
        calls: how many calls of each it makes at most.
    """

    arguments: tuple[str, ...] = ()
    rules: tuple[str, ...] | None = None
    calls: int = _FEW


def stages_of(file: str, line: int | None) -> list[Stage]:
    """The tests of a file; where the line that is changed defines a rule, those of that rule."""
    path = Path(file)
    directory, name = path.parent.name, path.stem
    if directory == "rules":
        rules = _rules_of(name)
        own = () if line is None else _rules_at(file, line)
        called = own or rules
        named = " or ".join({name: None for rule in own for name in (rule, rule.partition("_")[0])})
        stages = [Stage(rules=called), Stage(rules=called, calls=_MORE), *_each(("special_gradients",))]
        stages += _each((*_RULES[name], "special_values"), named)
        return stages + (_each(("compiled_rules",), " or ".join(called)) if len(called) <= _FEW_RULES else [])
    tests = (_OPS if directory == "ops" else _TENSOR)[name]
    return [Stage((file, "--doctest-modules")), *_each((*tests, *_ALWAYS)), Stage(_WRONG)]


def _each(names: tuple[str, ...], named: str = "") -> list[Stage]:
    """A run for each file of tests, of those that are named so if there is a name."""
    return [Stage((f"tests/test_{name}.py", *(("-k", named) if named else ()))) for name in names]


@cache
def _table() -> dict[str, tuple[str, str]]:
    """The module and the attribute of each rule in `typedgrad.rules.table`, as it is written there."""
    (table,) = (
        node.value
        for node in ast.parse((ROOT / "typedgrad/rules/table.py").read_text()).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "TABLE"
    )
    if not isinstance(table, ast.Dict):
        raise TypeError(f"the table of rules is no longer a dict that is written out, but {type(table).__name__}")
    found: dict[str, tuple[str, str]] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        module, attribute = ast.unparse(value).split(".")
        found[ast.literal_eval(ast.unparse(key)) if key is not None else ""] = (module, attribute)
    return found


@cache
def _rules_of(name: str) -> tuple[str, ...]:
    """The rules that a module defines, or that are computed with it."""
    own = tuple(rule for rule, (module, _) in _table().items() if module == name)
    return own or _USERS.get(name, tuple(_table()))


@cache
def _rules_at(file: str, line: int) -> tuple[str, ...]:
    """The rules that the statement at this line defines or speaks of: `sin: Rule = ...`, `sin.executed_by(...)`."""
    module = Path(file).stem
    rule_of = {attribute: rule for rule, (other, attribute) in _table().items() if other == module}
    for node in ast.parse((ROOT / file).read_text()).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        if first <= line <= (node.end_lineno or node.lineno):
            if isinstance(node, ast.FunctionDef):
                return (rule_of[node.name],) if node.name in rule_of else ()
            names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
            return tuple(dict.fromkeys(rule_of[each] for each in names if each in rule_of))
    return ()
