"""How fast typedgrad is beside hand-written NumPy, PyTorch, JAX and HIPS autograd, in one run.

`nox -s benchmarks` gives every peer the same work: the same data, the same initial weights, the same settings. Peers
take turns in short rounds, each in a process of its own, and what is reported is the median of their times as a ratio
to hand-written NumPy that allocates nothing. Before any time is taken, all must agree on the losses.

A way in: `problem` says what the work is, `peer` what a peer is, `peers` has them, a library a file; `workloads`
lists the work with its sizes; `worker` and `process` do it, `run` and `timing` take the times, `memory` and `imports`
measure the rest, `results` keeps the figures; `page`, `tables`, `plots` and `targets` write docs/benchmarks.md.
PyTorch, JAX and autograd are found when they are asked for: without them the rest runs.

Two programs beside it: `digits` times the whole digits example, `typecheck_time` what type-checking costs.
"""
