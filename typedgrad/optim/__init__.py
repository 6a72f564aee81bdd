"""Optimizers."""

from typedgrad.optim.adam import Adam as Adam
from typedgrad.optim.optimizer import Optimizer as Optimizer
from typedgrad.optim.sgd import SGD as SGD
