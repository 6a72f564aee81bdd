"""Functions of tensors of any dtype and any dimensions, in whose bodies both checkers look.

A type variable stands for a dimension, one `*L` for any number of them, and one for the dtype.
"""

from math import sqrt
from typing import NewType, TypeVar

import numpy as np
from typing_extensions import TypeVarTuple

from typedgrad import Float, Tensor, float32, float64, random
from typedgrad.nn import softmax

F = TypeVar("F", bound=Float)  # the dtype of one tensor
FloatDT = TypeVar("FloatDT", float32, float64)  # the dtype that several tensors share
Queries = TypeVar("Queries", bound=int)
Keys = TypeVar("Keys", bound=int)
Width = TypeVar("Width", bound=int)
Out = TypeVar("Out", bound=int)
L = TypeVarTuple("L")


def standardised(x: Tensor[F, tuple[*L, Width]]) -> Tensor[F, tuple[*L, Width]]:
    """The last axis with mean 0 and variance 1, whatever axes there are before it."""
    centred = x - x.mean(-1, keepdims=True)
    return centred / centred.square().mean(-1, keepdims=True).sqrt()


def attention(
    queries: Tensor[FloatDT, tuple[Queries, Width]],
    keys: Tensor[FloatDT, tuple[Keys, Width]],
    values: Tensor[FloatDT, tuple[Keys, Out]],
) -> Tensor[FloatDT, tuple[Queries, Out]]:
    """For each query the mean of the values, weighted by how well it fits their keys."""
    scores = queries @ keys.T / sqrt(keys.shape[1])  # Tensor[FloatDT, tuple[Queries, Keys]]
    return softmax(scores) @ values


# A caller's names go in, and come out.
Words = NewType("Words", int)
Sources = NewType("Sources", int)
Model = NewType("Model", int)
words, sources, model = Words(3), Sources(7), Model(8)

rng = np.random.default_rng(0)
sentence = random.normal(rng, (words, model))
source = random.normal(rng, (sources, model))
read = attention(sentence, source, source)  # Tensor[float32, tuple[Words, Model]]
print(read.shape, read.dtype)

exact = attention(sentence.astype(float64), source.astype(float64), source.astype(float64))
print(exact.dtype, "differs by less than 1e-6:", bool(((exact - read.astype(float64)).abs() < 1e-6).all()))

# The dimensions have to meet: a key for each value, a width for both ends of a product.
# attention(sentence, source, sentence)
#     mypy says: Cannot infer value of type parameter "Keys" of "attention"
#     pyright says: Argument of type "Tensor[float32, tuple[Words, Model]]" cannot be assigned to parameter "values"
#     it raises: ShapeError: matmul: (3, 7) @ (3, 8): 7 columns meet 3 rows

# attention(sentence, source.astype(float64), source)
#     mypy says: Value of type variable "FloatDT" of "attention" cannot be
#     pyright says: Argument of type "Tensor[float64, tuple[Sources, Model]]" cannot be assigned to parameter "keys"
#     it raises: DTypeError: matmul: float32 with float64

# So does the body: this mean has lost its axis.
# def shifted(x: Tensor[F, tuple[*L, Width]]) -> Tensor[F, tuple[*L, Width]]: return x - x.mean(-1)
#     mypy says: Unsupported operand types for -
#     pyright says: Operator "-" not supported for types

row = standardised(sentence[0])  # Tensor[float32, tuple[Model]]
table = standardised(sentence)  # Tensor[float32, tuple[Words, Model]]
print("means of 0:", bool((table.mean(-1).abs() < 1e-6).all()))
print("a row alone is a row of the table:", bool(((table[0] - row).abs() < 1e-6).all()))
