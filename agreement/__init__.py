"""Do mypy, pyright and the run time agree? Random programs over every operation, and three verdicts on each step.

    python -m agreement [--programs N] [--seed S] [--only OP ...] [--rejections]
    python -m agreement --pairs

A program is a function of tensors (`programs.py`), written by a grammar, a family of operations a file, all of them in
`generator.OPERATIONS`: calls on calls, of every dtype, of rank 0 to 4, with dimensions that are
names, literals, `Literal[1]` and `int`. All steps but the last are right; about half of the last ones fail at run time,
mostly for one dtype, dimension, axis or order that does not fit. Each program runs twice, with two sizes for every name
(`dimensions.py`), so that nothing holds by coincidence. All programs of a batch are one file, which each checker reads
once (`checkers.py`). What a step comes to (`judgement.py`):

- right: rejected by both and an error at run time, or accepted by both, with one type, of exactly the class, the dtype
  and the shape that there are at run time, with both sizes;
- unsound: accepted by a checker, and an error at run time, or something else than the type says. A type that says less
  than it could counts too: `Any`, a kind, a union, an `int` for a dimension with a name;
- a disagreement: accepted by one checker and rejected by the other, or accepted with two types;
- rejected: valid at run time, and an error to both checkers;
- unchecked: one of these, but the verdicts agree as soon as all `int` dimensions have one size, for these are
  unchecked among themselves; or wrong for its values, such as an index outside its axis. Counted too, and bounded.

A step after one that is not right is not judged.

The bounds (`report.py`): nothing unsound, no disagreement, no rejection of `+ - * /`, comparisons and `@` below rank 4,
and of all valid steps less than 2 % rejected below rank 4, less than 5 % at rank 4. What breaks them is made small
(`minimise.py`) and printed as a file that runs (`snippet.py`), with the command that makes it.

With `--pairs` it is not chance that draws: operators between all 1,600 pairs of shapes up to rank 3, each axis with the
name of its place, another name, or size 1 (`pairs.py`).

Left out of the grammar is what `typecheck_cases/known_limits.py` says that types cannot know, so that a program with it
would prove nothing:

- `True` for a number, which Python's types accept, and `==` with an object that is neither a tensor nor a scalar of its
  kind, which they accept too;
- the built-in `abs` of a mask, to which mypy listens as a protocol;
- a `reshape`, a `splice` and `as_tensor` with sizes that are wrong only as numbers: whether elements fill a shape;
- a name that `broadcast_to` is given where its operand has an `int`;
- the variable that holds a literal, an `int` to mypy and a literal to pyright: sizes are numbers, as people write them,
  or names;
- a shape with numbers or `int` dimensions within an argument of another call, and a list that is joined there: such a
  program has a variable for it; and `int` features between two layers that are written in one expression;
- statements, classes, and functions that take functions. `coverage.py` lists the public names that no program has, with
  the reason for each.
"""
