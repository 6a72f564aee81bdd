"""What the tests see: the rules and the checks of shapes are changed in one place at a time, and a test must fail.

`nox -s mutation` makes the mutants of each file, runs for each the tests of that file, and prints how many were killed
and which survived. A survivor is to be killed by a new test, or is in `survivors.toml` with the reason why no test can.

A way in: `operators` says what is changed, `places` where not, `mutants` has both together; `tests_of` says which tests
are run for a file, `child` runs them with one mutant in the module's place, `pool` some of those processes at a time;
`accepted` reads `survivors.toml`, `report` prints.

python -m mutation [--sample N] [--workers N] [FILE ...]
"""
