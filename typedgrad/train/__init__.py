"""Training: the typed `Trainer`, what it asks of batches, the `History` it returns, and metrics."""

from typedgrad.train.batches import Batches as Batches
from typedgrad.train.history import Epoch as Epoch
from typedgrad.train.history import Evaluation as Evaluation
from typedgrad.train.history import History as History
from typedgrad.train.metrics import accuracy as accuracy
from typedgrad.train.metrics import confusion_matrix as confusion_matrix
from typedgrad.train.metrics import f1_score as f1_score
from typedgrad.train.trainer import Trainer as Trainer
