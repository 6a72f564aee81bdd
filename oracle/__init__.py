"""Another library's word on every operation: values, gradients and conventions held to those of PyTorch and JAX.

`nox -s oracle` computes every operation of typedgrad and the same one of PyTorch, on the same operands, and compares
the values, the gradients and the gradients of the gradients. Then it asks typedgrad, PyTorch and JAX what they answer
at the edges (ties, zeros, NaN, nothing at all), and compares that with what is recorded.

A way in: `call` says what one comparison is, `calls` has all of them, `libraries` asks each library, `comparison` holds
the answers against each other; `edge` and `edges` are the conventions, `page` writes them to docs/conventions.md.
`trajectories` records where PyTorch's optimizers go.
PyTorch and JAX are found when they are asked for: tables and page are there, and tested, without them.
"""
