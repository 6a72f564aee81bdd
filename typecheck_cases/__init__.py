"""Lines that mypy and pyright must reject, each beside an accepted twin, and the runner that holds them to it.

    python -m typecheck_cases [FILE ...]

A case file is `typecheck_cases/<topic>.py`. Its docstring says what is guaranteed. A case is a module-level function
`-> None` whose name begins neither with `_` nor with `make_`:

    def inner_dimensions(x: X, w: W, v: V) -> None:
        assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
        x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"

The marker of a rejected line:

    # E: mypy[code, ...] pyright[rule, ...] "fragment"
    # E: mypy[code, ...] pyright[rule, ...] raises[TypeError] "fragment"
    # E: mypy[code, ...] pyright[rule, ...] "fragment" static-only: why it does not fail at run time

Each checker must report on that line these codes and no other, with the fragment in one of its messages, and nothing on
any line without a marker. (`no-rule` stands for an error of pyright's that has no rule.) A rejected line is a statement
of its own, without an annotated target, after an accepted statement of the same case. Its case does not mention `Any`.
Ignores and directives (`# type: ignore`, `# mypy:`, `# pyright:`) are refused. A blank line follows each case: the
runner plants a probe there, whose note proves that the checker has analysed the case to its end.

Then the file runs, case by case and statement by statement. An accepted statement must not raise, and the value of an
`assert_type` must be what its type says: dtype, rank, sizes. A rejected one must raise `ShapeError` or `DTypeError`, or
what `raises[...]` names; one marked static-only must not raise.

Parameters get values from their annotations: tensors and `Parameter`s, scalars, dimensions, dtypes, literals, random
generators, tuples and lists of these. For anything else, or other values, the file defines `make_<parameter>()`.
Each dimension has a size of its own, the same throughout a file: the one written in the file (`Pixels(64)`), otherwise
an odd prime that the file does not mention. So a sum or product of two dimensions never fits a third by accident.
A type variable stands for a dimension or a dtype like any other; `*L` stands for one dimension.
"""
