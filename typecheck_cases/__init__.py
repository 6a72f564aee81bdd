"""Lines that mypy and pyright must reject, each beside an accepted twin, and the runner that holds them to it.

    python -m typecheck_cases [FILE ...]
    python -m typecheck_cases --others [FILE ...]

The second prints how far ty and pyrefly, where they are installed, agree, and fails nothing.

A case file is `typecheck_cases/<topic>.py`. Its docstring says what is guaranteed. A case is a module-level function
`-> None` whose name begins neither with `_` nor with `make_`:

    def inner_dimensions(x: X, w: W, v: V) -> None:
        assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
        x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"

The marker of a rejected line, on the line where the checkers report it:

    # E: mypy[code, ...] pyright[rule, ...] "fragment"
    # E: mypy[code, ...] pyright[rule, ...] raises[TypeError] "fragment"
    # E: mypy[code, ...] pyright[rule, ...] "fragment" static-only: why it does not fail at run time

Each checker must report on that line these codes and no other, with the fragment in one of its messages, and nothing on
a line without a marker. (`no-rule` stands for an error of pyright's without a rule; a file's aliases, `X: TypeAlias`,
are spelt out in the messages before the fragment is looked for.) A rejected line is a statement of its own, without an
annotated target, after an accepted statement of the same case. Its case does not mention `Any`. Ignores and directives
(`# type: ignore`, `# mypy:`, `# pyright:`) are refused. A blank line follows each case: the runner plants a probe
there, which proves that the checker has analysed the case to its end.

Then the file runs, case by case and statement by statement. An accepted statement must not raise, and the value of an
`assert_type` must be what its type says: class, dtype, rank, sizes. A rejected one must raise `ShapeError` or
`DTypeError`, or exactly what `raises[...]` names; a static-only one must not raise.

Parameters get values made from their annotations: tensors and `Parameter`s, Python scalars, dimensions, dtypes,
literals, random generators, tuples and lists of these. For others the file defines a function `make_<parameter>()`.
Each dimension has one size throughout a file: the one written there (`Pixels(64)`), otherwise an odd prime that the
file does not mention. So no two are alike, and neither a sum nor a product of two is a third. `int` has a size of its
own, and so has a type variable, which stands for one dimension (`*L` too) or for the first dtype that it can be.
"""
