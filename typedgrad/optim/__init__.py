"""Optimizers, schedules of their learning rates, and clipping of gradients."""

from typedgrad.optim.adagrad import Adagrad as Adagrad
from typedgrad.optim.adagrad import AdagradGroup as AdagradGroup
from typedgrad.optim.adam import Adam as Adam
from typedgrad.optim.adam import AdamGroup as AdamGroup
from typedgrad.optim.adamw import AdamW as AdamW
from typedgrad.optim.adamw import AdamWGroup as AdamWGroup
from typedgrad.optim.clipping import clip_grad_norm as clip_grad_norm
from typedgrad.optim.clipping import clip_grad_value as clip_grad_value
from typedgrad.optim.group import Group as Group
from typedgrad.optim.optimizer import Optimizer as Optimizer
from typedgrad.optim.plateau import ReduceLROnPlateau as ReduceLROnPlateau
from typedgrad.optim.rmsprop import RMSprop as RMSprop
from typedgrad.optim.rmsprop import RMSpropGroup as RMSpropGroup
from typedgrad.optim.schedule import CosineAnnealingLR as CosineAnnealingLR
from typedgrad.optim.schedule import LinearWarmup as LinearWarmup
from typedgrad.optim.schedule import Schedule as Schedule
from typedgrad.optim.schedule import StepLR as StepLR
from typedgrad.optim.sgd import SGD as SGD
from typedgrad.optim.sgd import SGDGroup as SGDGroup
