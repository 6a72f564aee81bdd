"""The typed functions, a family a file. The class of their results is loaded before any of them."""

from typedgrad.tensor.tensor import Tensor as Tensor
