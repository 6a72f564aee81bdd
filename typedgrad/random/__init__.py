"""Random tensors, drawn from an explicit generator: `rng = np.random.default_rng(seed)`, which comes first."""

from typedgrad.random.draws import bernoulli as bernoulli
from typedgrad.random.draws import integers as integers
from typedgrad.random.draws import normal as normal
from typedgrad.random.draws import permutation as permutation
from typedgrad.random.draws import uniform as uniform
