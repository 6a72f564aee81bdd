"""Modules, layers, activations and losses."""

from typedgrad.nn.activations import ReLU as ReLU
from typedgrad.nn.activations import Sigmoid as Sigmoid
from typedgrad.nn.activations import Tanh as Tanh
from typedgrad.nn.init import glorot_uniform as glorot_uniform
from typedgrad.nn.layer import Activation as Activation
from typedgrad.nn.layer import Layer as Layer
from typedgrad.nn.linear import Linear as Linear
from typedgrad.nn.losses import cross_entropy as cross_entropy
from typedgrad.nn.losses import log_softmax as log_softmax
from typedgrad.nn.losses import mse as mse
from typedgrad.nn.losses import softmax as softmax
from typedgrad.nn.module import Module as Module
from typedgrad.nn.state import StateDict as StateDict
